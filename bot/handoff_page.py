"""A hand-off pack on a phone: what goes in, with sizes; what is left out; then the ZIPs, one after the other."""

from collections.abc import Sequence
from functools import partial

from bot.handed import Entry, evidence_of, trace_of
from bot.handoff_files import files_of
from bot.packs import Pack, Packed, Volume, packed
from bot.proofs import reason_words, size_words
from bot.review_views import HandOff
from bot.scene import Scene
from bot.screens import Attachment, Button, Page, Screen, Tap, shortened
from bot.wording import provisional

PER_PAGE = 15
"""Files on a page of the list."""


def handoff_page(scene: Scene, view: HandOff) -> Screen:
    """The switches and the list; once it is confirmed, what was made, with the ZIPs. Draws documents: not quick."""
    files = files_of(scene, view)
    pack = packed(files, f"clusterready-pack-{scene.on:%Y-%m-%d}", scene.now, _about(scene, view))
    page = Page().bold(provisional(scene.speech)).bold(scene.speech.say("Hand-off pack"))
    page.line(_check(scene, view))
    if view.made:
        _made(scene, page, pack)
    else:
        _chosen(scene, page, view)
        _listed(scene, page, view, files, pack)
        _left_out(scene, page, files, pack)
    _buttons(scene, page, view, _pages([each for each in files if each.name not in pack.left_out]))
    return page.screen(file=_chain(scene, pack.volumes) if view.made else None)


def _about(scene: Scene, view: HandOff) -> str:
    """What a manifest says the pack is."""
    return f"{provisional(scene.speech)} · {_check(scene, view)}"


def _check(scene: Scene, view: HandOff) -> str:
    speech = scene.speech
    return f"{view.whose} · " + speech.say("Check of {date}", date=speech.date(scene.on))


# --- before --------------------------------------------------------------------------------------------------


def _switches(scene: Scene) -> dict[str, str]:
    """What can be switched on; notes and assessors only where there are any."""
    speech = scene.speech
    notes = sum(bool(each.note) and each.note_shared for each in scene.session.answers.values())
    found = {"p": speech.say("Plan, and what to do next")}
    if notes:
        found["n"] = speech.count("{n} note you let into reports", "{n} notes you let into reports", notes)
    found["h"] = speech.say("History: earlier checks, every change")
    if scene.sides:
        found["a"] = speech.say("What assessors say")
    return found


def _chosen(scene: Scene, page: Page, view: HandOff) -> None:
    speech = scene.speech
    page.line(
        speech.say(
            "ZIP files for a formal review. You get them here and pass them on yourself; nobody else gets anything."
        )
    )
    page.gap()
    page.line("☑ " + speech.say("Facts, levels, points, labels"))
    page.line("☑ " + speech.say("Proof: the index and the files"))
    for flag, name in _switches(scene).items():
        page.line(f"{'☑' if flag in view.flags else '☐'} {name}")
    page.line(speech.say("Private notes, yours and those of assessors, never get in."), "italic")


def _listed(scene: Scene, page: Page, view: HandOff, files: Sequence[Packed], pack: Pack) -> None:
    """Every file that goes in, with its size; how much that is, and in how many ZIPs."""
    speech = scene.speech
    inside = [each for each in files if each.name not in pack.left_out]
    pages = _pages(inside)
    at = min(view.page, pages - 1)
    page.gap().bold(speech.say("What goes in"))
    for each in inside[at * PER_PAGE : (at + 1) * PER_PAGE]:
        page.line(f"• {each.name} · {size_words(speech, each.size)}")
        page.line(f"   {shortened(each.what, 80)}", "italic")
    if pages > 1:
        page.line(speech.say("Page {n} of {many}", n=at + 1, many=pages), "italic")
    size = size_words(speech, sum(each.size for each in inside))
    count = speech.count("{n} file, {size}", "{n} files, {size}", len(inside), size=size)
    page.gap().line(f"{count}, {_zips(scene, pack)}.", "bold")


def _zips(scene: Scene, pack: Pack) -> str:
    return scene.speech.count("in {n} ZIP", "in {n} ZIPs", len(pack.volumes))


def _pages(files: Sequence[Packed]) -> int:
    return max(1, -(-len(files) // PER_PAGE))


def _left_out(scene: Scene, page: Page, files: Sequence[Packed], pack: Pack) -> None:
    """What is not in it though it is in the index: too large, not here, removed since."""
    speech = scene.speech
    large = [each for each in files if each.name in pack.left_out]
    lines = [
        speech.say("{file} · {size}, too large for a ZIP", file=each.name, size=size_words(speech, each.size))
        for each in large
    ]
    lines += dict.fromkeys(line for each in evidence_of(scene) for line in _not_here(scene, each))
    if lines:
        page.gap().bold(speech.say("Not in it"))
    for line in lines[:PER_PAGE]:
        page.line(f"• {line}")
    if len(lines) > PER_PAGE:
        more = len(lines) - PER_PAGE
        page.line(speech.count("{n} more: see the index.", "{n} more: see the index.", more), "italic")


def _not_here(scene: Scene, entry: Entry) -> list[str]:
    speech = scene.speech
    removed = entry.recorded.removed_at if entry.recorded and entry.proof is None else None
    asked = scene.survey.indicators.get(entry.question)
    if removed:
        number = asked.number if asked else "–"
        return [speech.say("{number}: a proof removed on {date}", number=number, date=speech.date(removed.date()))]
    return [
        f"{each.file.name}: {reason_words(speech, each.file.reason) if each.file.reason else speech.say('not here')}"
        for each in entry.files
        if not each.name
    ]


# --- after ---------------------------------------------------------------------------------------------------


def _made(scene: Scene, page: Page, pack: Pack) -> None:
    speech = scene.speech
    page.gap().bold(speech.say("Your pack, {zips}:", zips=_zips(scene, pack)))
    for each in pack.volumes:
        page.line(f"• {each.name}")
    page.line(
        speech.say(
            "Each ZIP has a manifest.json with the SHA-256 of every file in it. “clusterready pack verify FILE” says "
            "whether one is as it was made."
        )
    )
    if pack.left_out:
        words = speech.count(
            "{n} file is too large for a ZIP and not in it.", "{n} files are too large for a ZIP and not in it.",
            len(pack.left_out),
        )  # fmt: skip
        page.line(words, "bold")
    page.line(speech.say("Who has it can keep it. That it was made is in the access log."), "italic")


def _chain(scene: Scene, volumes: Sequence[Volume]) -> Attachment | None:
    """The ZIPs as files, each made when the one before it is out."""
    speech, file = scene.speech, None
    for number, each in reversed(list(enumerate(volumes, start=1))):
        file = Attachment(
            each.name,
            make=partial(_content, each),
            caption=speech.say("Hand-off pack, {n} of {many}. Provisional, no result of ESCA or EUCLES.", n=number,
                               many=len(volumes)),
            then=file,
            sorry=speech.say("{file} could not be made, and the rest of the pack was not sent. Make it again.",
                             file=each.name),
        )  # fmt: skip
    return file


def _content(volume: Volume) -> bytes:
    return volume.content


def _buttons(scene: Scene, page: Page, view: HandOff, pages: int) -> None:
    speech, number = scene.speech, scene.number
    if not view.made:
        for flag, name in _switches(scene).items():
            now = view.flags.replace(flag, "") if flag in view.flags else view.flags + flag
            mark = "☑" if flag in view.flags else "☐"
            page.row(Button(f"{mark} {name}", Tap("pack", number, choice=now)))
        at = min(view.page, pages - 1)
        turns = [(speech.say("‹ Page {n}", n=at), at - 1), (speech.say("Page {n} ›", n=at + 2), at + 1)]
        there = [(name, to) for name, to in turns if 0 <= to < pages]
        page.row(*(Button(name, Tap("pack", number, choice=f"{view.flags}.{to}")) for name, to in there))
        confirmed = f"{view.flags}.{trace_of(scene, view)}"
        page.row(Button(speech.say("Make the pack"), Tap("pack-send", number, choice=confirmed)))
    page.row(
        Button(speech.say("Report (PDF)"), Tap("report", number)), Button(speech.say("All shares"), Tap("sharing"))
    )
    page.row(Button(speech.say("Menu"), Tap("menu")))
