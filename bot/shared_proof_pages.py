"""Shared proof on an assessor's phone: on the card, on a page of its own, and under what is shared."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.notices import refusals
from bot.proofs import period_words, size_words, title
from bot.review_views import SharedProofs, Told
from bot.scene import Scene
from bot.screens import Button, Page, Rows, Tap, shortened
from bot.shared_proofs import COMING, SharedProof
from bot.speech import Speech
from bot.wording import name_of
from storage.evidence import ProofFile
from surveys.access import Thing
from surveys.indicators import Indicator

ON_CARD, FILES_ON_CARD = 3, 5
"""Proofs, and files of them, that a card shows; all of them have a page of their own."""
PER_PAGE, FILES_PER_PAGE = 8, 30
WIDE = 5
LISTED = 3
"""Proofs of an indicator that are named under what is shared."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A proof with its files, each numbered within its indicator."""

    shown: SharedProof
    files: tuple[tuple[int, ProofFile], ...]


def numbered(proofs: Sequence[SharedProof]) -> tuple[Numbered, ...]:
    """An indicator's proofs with their files counted from 1, on every page the same."""
    found, n = [], 1
    for each in proofs:
        found.append(Numbered(each, tuple(enumerate(each.files, start=n))))
        n += len(each.files)
    return tuple(found)


# --- words ---------------------------------------------------------------------------------------------------


def title_of(scene: Scene, shown: SharedProof, indicator: Indicator) -> str:
    """What a proof is called."""
    if shown.proof is None:
        return scene.speech.say("A proof that the check recorded")
    return title(scene, shown.proof, indicator.id)


def date_words(speech: Speech, shown: SharedProof) -> str:
    """The date that it refers to."""
    refers = shown.proof.refers if shown.proof else None
    return speech.say("of {date}", date=period_words(speech, refers)) if refers else ""


def since_words(speech: Speech, shown: SharedProof) -> str:
    """What became of it since the check was submitted; nothing if it is as it was."""
    day = speech.date(shown.on.date()) if shown.on else ""
    match shown.since:
        case "recorded":
            return ""
        case "added":
            return speech.say("added later, on {date}", date=day) if day else speech.say("added later")
        case "replaced":
            return speech.say("replaced since the check was submitted")
        case "taken-off":
            return speech.say("no longer given for this indicator")
        case "removed":
            return speech.say("removed on {date}", date=day) if day else speech.say("removed")


def file_line(speech: Speech, file: ProofFile, *, late: bool = False) -> str:
    """A file with type and size, or why it can't be opened."""
    parts = [file.name, (file.type or "").upper(), size_words(speech, file.size) if file.size else ""]
    if file.state in COMING:
        parts.append(speech.say("still on its way"))
    elif file.state != "kept":
        parts.append(speech.say("not here"))
    if late:
        parts.append(speech.say("added later"))
    return " · ".join(filter(None, parts))


def proof_lines(scene: Scene, page: Page, found: Sequence[Numbered], indicator: Indicator) -> None:
    """Each proof: what it shows, its date, what became of it, its link or words, its files."""
    speech = scene.speech
    for each in found:
        shown = each.shown
        name = title_of(scene, shown, indicator)
        page.line("• " + " · ".join(filter(None, (name, date_words(speech, shown), since_words(speech, shown)))))
        if shown.proof and shown.proof.words and shown.proof.words != name:
            page.line("   " + shown.proof.words)
        for n, file in each.files:
            page.line(f"   {n}. {file_line(speech, file, late=file.id in shown.late)}")


def file_buttons(scene: Scene, found: Sequence[Numbered], question: str) -> Rows:
    """A button for each file that can be opened."""
    kept = [(n, file) for each in found for n, file in each.files if file in each.shown.kept]
    buttons = [
        Button(scene.speech.say("File {n}", n=n), Tap("open-proof", scene.number, question, str(file.id)))
        for n, file in kept
    ]
    return tuple(tuple(buttons[start : start + WIDE]) for start in range(0, len(buttons), WIDE))


# --- on the card ---------------------------------------------------------------------------------------------


def on_card(scene: Scene, page: Page, indicator: Indicator) -> None:
    """The first proofs of the indicator, if proof is shared; that there is none says nothing of a level."""
    if scene.beside is None or scene.seat is None or not scene.seat.sees(Thing.PROOFS):
        return
    speech, proofs = scene.speech, scene.beside.proofs.get(indicator.id, ())
    page.gap().line(speech.say("Proof") if proofs else speech.say("No proof was added here."), "bold")
    found, cut = _for_card(proofs)
    proof_lines(scene, page, found, indicator)
    if cut:
        page.line(speech.say("There is more: see “{button}”.", button=speech.say("All proof of this one")))
    page.gap()


def _for_card(proofs: Sequence[SharedProof]) -> tuple[list[Numbered], bool]:
    """As many proofs and files as a card shows, and whether there are more."""
    found, shown = numbered(proofs), []
    left = FILES_ON_CARD
    for each in found[:ON_CARD]:
        shown.append(Numbered(each.shown, each.files[:left]))
        left -= len(shown[-1].files)
    return shown, shown != list(found)


def card_buttons(scene: Scene, question: str) -> Rows:
    """Files of the proofs on the card, and the way to all of them."""
    proofs = scene.beside.proofs.get(question, ()) if scene.beside else ()
    found, cut = _for_card(proofs)
    more = Button(scene.speech.say("All proof of this one"), Tap("shared-proofs", scene.number, question))
    return (*file_buttons(scene, found, question), *([(more,)] if cut else []))


# --- a page of its own ---------------------------------------------------------------------------------------


def shared_proofs_page(scene: Scene, page: Page, view: SharedProofs) -> None:
    """All proofs of an indicator, each file with a button."""
    speech, indicator = scene.speech, scene.survey.indicators[view.question]
    page.bold(speech.say("Proof · {name}", name=name_of(indicator)))
    refusals(scene, page)
    pages = _paged(numbered(scene.beside.proofs.get(view.question, ()) if scene.beside else ()))
    opened = [at for at, each in enumerate(pages) if any(file.id == view.file for one in each for _, file in one.files)]
    at = opened[0] if opened else min(view.page, len(pages) - 1)
    proof_lines(scene, page, pages[at], indicator)
    page.gap().line(speech.say("What you open is in the log that the cluster reads. Pass nothing on."), "italic")
    for row in file_buttons(scene, pages[at], view.question):
        page.row(*row)
    turns = [(speech.say("‹ Page {n}", n=at), at - 1), (speech.say("Page {n} ›", n=at + 2), at + 1)]
    page.row(*(Button(name, Tap("shared-proofs", scene.number, view.question, str(to)))
               for name, to in turns if 0 <= to < len(pages)))  # fmt: skip
    page.row(Button(speech.say("To the card"), Tap("card", view.session)),
             Button(speech.say("What is shared"), Tap("told", view.session)))  # fmt: skip


def _paged(found: Sequence[Numbered]) -> list[list[Numbered]]:
    """Pages of a few proofs and files each; at least one page."""
    pages: list[list[Numbered]] = [[]]
    for each in found:
        files = sum(len(one.files) for one in pages[-1])
        if pages[-1] and (len(pages[-1]) >= PER_PAGE or files + len(each.files) > FILES_PER_PAGE):
            pages.append([])
        pages[-1].append(each)
    return pages


# --- under what is shared ------------------------------------------------------------------------------------


def told_proofs(scene: Scene, page: Page, view: Told) -> None:
    """Every indicator's proofs in a few words, each indicator with a button, and all of it as one file."""
    speech, survey = scene.speech, view.survey
    page.gap().bold(speech.say("Proof"))
    for id, proofs in view.proofs.items():
        names = [shortened(_short(scene, each, survey.indicators[id]), 100) for each in proofs[:LISTED]]
        more = len(proofs) - LISTED
        names += [speech.count("{n} more", "{n} more", more)] if more > 0 else []
        page.line(f"{name_of(survey.indicators[id])}: {'; '.join(names)}")
    if not view.proofs:
        page.line(speech.say("None was added."))
        return
    taps = [(survey.indicators[id].number, Tap("shared-proofs", view.session, id)) for id in view.proofs]
    page.rows([Button(speech.say("Proof {number}", number=number), tap) for number, tap in taps], 3)
    page.row(Button(speech.say("All proof as one file"), Tap("all-proofs", view.session)))


def _short(scene: Scene, shown: SharedProof, indicator: Indicator) -> str:
    since = since_words(scene.speech, shown)
    return f"{title_of(scene, shown, indicator)} ({since})" if since else title_of(scene, shown, indicator)
