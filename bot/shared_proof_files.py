"""Shared proof as files: one that is opened, or all of it as a ZIP with an index; read from the disk when sent."""

import re
from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import quote

from bot.packs import Packed, Volume, packed, spelt
from bot.review_views import PeerPage, ProofPack, SharedProofs, Told
from bot.scene import Scene
from bot.screens import Attachment
from bot.shared_proof_pages import date_words, file_line, numbered, since_words, title_of
from bot.shared_proofs import SharedProof
from bot.wording import name_of
from storage.evidence import ProofFile
from surveys.indicators import Indicator

INDEX = "index.html"
STEM_LIMIT = 60
"""Letters of a file's name within the ZIP, without its ending."""


def opened(scene: Scene, view: PeerPage) -> Attachment | None:
    """The file that goes with one of these pages."""
    match view:
        case SharedProofs(file=number) if number:
            return _one(scene, view)
        case Told(pack=ProofPack() as pack):
            return _pack(scene, view, pack)
        case _:
            return None


def _one(scene: Scene, view: SharedProofs) -> Attachment | None:
    proofs = scene.beside.proofs.get(view.question, ()) if scene.beside else ()
    indicator = scene.survey.indicators.get(view.question)
    found = next(((n, file) for each in numbered(proofs) for n, file in each.files if file.id == view.file), None)
    if found is None or indicator is None or scene.files is None or scene.seat is None:
        return None
    n, file = found
    hash, files = file.sha256 or "", scene.files
    name = f"{indicator.number}-{n} {file.name}"
    return Attachment(name, make=lambda: files.read(hash), plain=True, review=scene.seat.review.id,
                      sorry=sorry(scene, name))  # fmt: skip


def sorry(scene: Scene, name: str) -> str:
    """What to say of a file that was not sent, or may not have been."""
    return scene.speech.say(
        "{file} could not be sent, or that is unclear. If it is not here, open it again.", file=name
    )


# --- all of it -----------------------------------------------------------------------------------------------


def _pack(scene: Scene, view: Told, pack: ProofPack) -> Attachment | None:
    """The ZIPs, one after the other; the first one tells what is in all of them."""
    if scene.seat is None:
        return None
    places = _placed(view, pack)
    page = _index(scene, view, pack, places)
    files = [Packed(INDEX, "What is in it", page.encode())]
    files += [Packed(name, f"Proof of {number}", pack.folder.path(hash)) for hash, (name, number) in places.items()]
    about = "ClusterReady: proof shared for one review, confidential"
    following: Attachment | None = None
    for volume in reversed(packed(files, f"proof-{scene.now:%Y-%m-%d}", scene.now, about).volumes):
        following = _volume(scene, volume, scene.seat.review.id, following)
    return following


def _volume(scene: Scene, volume: Volume, review: int, following: Attachment | None) -> Attachment:
    return Attachment(volume.name, make=lambda: volume.content, plain=True, review=review,
                      sorry=sorry(scene, volume.name), then=following)  # fmt: skip


def _placed(view: Told, pack: ProofPack) -> dict[str, tuple[str, str]]:
    """By hash the plain name that a file has in the ZIP, and its indicator's number; the same content is there once."""
    places: dict[str, tuple[str, str]] = {}
    for id, proofs in view.proofs.items():
        number = view.survey.indicators[id].number
        for each in numbered(proofs):
            for n, file in each.files:
                if file.sha256 and file.sha256 not in places and file.sha256 not in pack.gone:
                    places[file.sha256] = (f"{number}/{n:02} {plain(file.name)}", number)
    return places


def plain(name: str) -> str:
    """A name of letters, digits and marks that any system takes, with its ending."""
    stem, dot, ending = re.sub(r"[^A-Za-z0-9 ._-]+", "-", spelt(name)).rpartition(".")
    if not dot or not ending.isalnum():
        stem, ending = f"{stem}{dot}{ending}", "bin"
    return f"{stem[:STEM_LIMIT].strip(' .-') or 'file'}.{ending[:5]}"


def left_out(view: Told) -> tuple[ProofFile, ...]:
    """Files of the proofs that are not in the ZIP: still on their way, or not where they should be."""
    gone = view.pack.gone if view.pack else frozenset()
    files = {file.id: file for found in view.proofs.values() for each in found for file in each.files}
    return tuple(each for each in files.values() if each.state != "kept" or not each.sha256 or each.sha256 in gone)


# --- the index -----------------------------------------------------------------------------------------------


def _index(scene: Scene, view: Told, pack: ProofPack, places: Mapping[str, tuple[str, str]]) -> str:
    """A page with every indicator's proofs, to be opened beside the files."""
    speech = scene.speech
    title = speech.say("Proof shared by {cluster}", cluster=view.whose)
    for_whom = speech.say(
        "Opened by {name} on {date}, for one review. Confidential: pass nothing on, and delete it after the review.",
        name=pack.made_for or "–", date=speech.date(scene.now.date()),
    )  # fmt: skip
    parts = [f"<!DOCTYPE html>\n<html lang=\"{scene.language}\"><meta charset=\"utf-8\"><title>{escape(title)}</title>",
             f"<h1>{escape(title)}</h1>", f"<p>{escape(for_whom)}</p>"]  # fmt: skip
    for id, proofs in view.proofs.items():
        indicator = view.survey.indicators[id]
        parts += [f"<h2>{escape(name_of(indicator))}</h2>", "<ul>", *_items(scene, indicator, proofs, places), "</ul>"]
    return "\n".join([*parts, "</html>", ""])


def _items(
    scene: Scene, indicator: Indicator, proofs: Sequence[SharedProof], places: Mapping[str, tuple[str, str]]
) -> list[str]:
    lines = []
    for each in numbered(proofs):
        shown = each.shown
        words = " · ".join(filter(None, (date_words(scene.speech, shown), since_words(scene.speech, shown))))
        lines.append(f"<li>{escape(title_of(scene, shown, indicator))}{f' ({escape(words)})' if words else ''}")
        if shown.proof and shown.proof.words:
            lines.append(f"<br>{_linked(shown.proof.kind, shown.proof.words)}")
        for n, file in each.files:
            place = places.get(file.sha256 or "")
            told = escape(f"{n}. {file_line(scene.speech, file, late=file.id in shown.late)}")
            missing = escape(scene.speech.say("not in this file"))
            lines.append(f'<br><a href="{quote(place[0])}">{told}</a>' if place else f"<br>{told} ({missing})")
        lines.append("</li>")
    return lines


def _linked(kind: str, words: str) -> str:
    """Only an address of the web becomes a link, whatever somebody typed."""
    shown = escape(words)
    return f'<a href="{shown}" rel="noreferrer">{shown}</a>' if kind == "link" else shown
