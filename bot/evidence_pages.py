"""Proofs on a phone: the whole checklist, and an indicator's proofs with what is missing of its list."""

from bot.notices import refusals
from bot.proofs import MEGABYTE, gaps, of_indicator, period_words, title, with_a_proof
from bot.scene import Checklist, Proofs, Scene
from bot.screens import Button, Page, Screen, Tap, shortened
from bot.wording import documented_words, letter_of, name_of
from storage.evidence import Proof
from storage.proof_files import FILE_LIMIT
from surveys.evidence import Gap, Shown, gap, stale
from surveys.indicators import Indicator
from surveys.path import counted, documented
from surveys.quantities import level_of
from surveys.session import Asking, Proving

PER_PAGE = 8
LISTED = 12
"""Proofs of one indicator that have a button."""


# --- the checklist -------------------------------------------------------------------------------------------


def checklist_page(scene: Scene, view: Checklist) -> Screen:
    """Every indicator with what is missing of its list, the most valuable gap first."""
    speech, survey = scene.speech, scene.survey
    page = Page().bold(speech.say("Proof"))
    if scene.stored:
        there, many = with_a_proof(scene)
        page.line(speech.say("{there} of {many} documented levels have a proof here.", there=there, many=many))
    page.line(speech.say("Most points first: points of a level that no proof here shows. The order is ours."), "italic")
    found = gaps(scene)
    pages = max(1, -(-len(found) // PER_PAGE))
    at = min(view.page, pages - 1)
    shown = found[at * PER_PAGE : (at + 1) * PER_PAGE]
    for each in shown:
        indicator = survey.indicators[each.indicator]
        page.line(name_of(indicator), "bold")
        page.line("   " + _standing(scene, each))
        for line in missing_lines(scene, indicator, each):
            page.line("   " + line)
    numbers = [(survey.indicators[each.indicator].number, each.indicator) for each in shown]
    page.rows([Button(number, Tap("proofs", scene.number, id)) for number, id in numbers], 4)
    if pages > 1:
        turns = [(speech.say("‹ Page {n}", n=at), at - 1), (speech.say("Page {n} ›", n=at + 2), at + 1)]
        row = [Button(name, Tap("evidence", scene.number, choice=str(to))) for name, to in turns if 0 <= to < pages]
        page.row(*row)
    page.row(Button(speech.say("Menu"), Tap("menu")))
    return page.screen()


def _standing(scene: Scene, found: Gap) -> str:
    """'4 points · 2 proofs'."""
    speech = scene.speech
    proofs = speech.count("{n} proof", "{n} proofs", found.proofs) if found.proofs else speech.say("no proof yet")
    if found.points is None:
        return speech.say("level still open · {proofs}", proofs=proofs)
    if found.points == 0:
        return speech.say("0 points, nothing to prove · {proofs}", proofs=proofs)
    if not found.worth:
        return speech.say("complete · {proofs}", proofs=proofs)
    return speech.count(
        "{worth} of {n} point not shown · {proofs}", "{worth} of {n} points not shown · {proofs}",
        found.points, worth=speech.number(found.worth, 1), proofs=proofs,
    )  # fmt: skip


def missing_lines(scene: Scene, indicator: Indicator, found: Gap) -> list[str]:
    """What is missing of the list, what only an old proof covers, what has no date."""
    speech = scene.speech
    lines = []
    for place, each in enumerate(indicator.proof):
        text = shortened(each.text, 100)
        if place in found.stale:
            age = speech.count("at most {n} month", "at most {n} months", each.max_age_months or 0)
            lines.append(speech.say("☐ {proof} – too old: {age}", proof=text, age=age))
        elif place in found.missing:
            lines.append(f"☐ {text}")
        elif place in found.undated:
            lines.append(speech.say("☑ {proof} – without a date", proof=text))
    return lines


# --- an indicator --------------------------------------------------------------------------------------------


def proofs_page(scene: Scene, view: Proofs) -> Screen:
    """An indicator's proofs, what is missing, and what can be sent; or proofs that are here, to be used for it too."""
    speech, indicator = scene.speech, scene.survey.indicators[view.question]
    page = Page().bold(speech.say("Proof · {name}", name=name_of(indicator)))
    refusals(scene, page)
    mine = of_indicator(scene, indicator.id)
    if view.others:
        return _others(scene, page, indicator)
    _level(scene, page, indicator)
    for number, proof in enumerate(mine[:LISTED], start=1):
        page.line(f"{number}. {title(scene, proof, indicator.id)}")
        details = _details(scene, proof, indicator)
        if details:
            page.line("   " + details, "italic")
    covered = [(proof.use(indicator.id), proof.refers) for proof in mine if proof.usable]
    shown = [Shown(use.covers, refers) for use, refers in covered if use]
    lines = missing_lines(scene, indicator, gap(indicator, None, shown, scene.now.date()))
    page.gap().bold(speech.say("What still proves it") if lines else speech.say("Nothing of the list is missing."))
    for line in lines:
        page.line(line)
    asked_for(scene, page)
    taps = [Tap("proof", 0, indicator.id, str(proof.id)) for proof in mine[:LISTED]]
    page.rows([Button(speech.say("Proof {n}", n=n), tap) for n, tap in enumerate(taps, start=1)], 4)
    if len(mine) < len(scene.proofs):
        page.row(Button(speech.say("Use one that is here"), Tap("others", scene.number, indicator.id)))
    back_row(scene, page, indicator.id)
    return page.screen(typing=True, asks=f"proof-{indicator.id}", files=scene.takes_files)


def _level(scene: Scene, page: Page, indicator: Indicator) -> None:
    """The level and what was said about documents."""
    if scene.stored is None:
        return
    answers = counted(scene.survey, scene.session.answers)
    level = level_of(scene.survey, answers, indicator)
    if level:
        page.line(f"{letter_of(level.points)}  {level.text}")
        if level.points:
            page.line(documented_words(scene.speech, documented(scene.survey, answers, indicator.id)), "italic")
        page.gap()


def _details(scene: Scene, proof: Proof, indicator: Indicator) -> str:
    """Date, how many files, what of it is on its way, whether it is too old."""
    speech = scene.speech
    parts = [period_words(speech, proof.refers)] if proof.refers else []
    if too_old(scene, proof, indicator):
        parts.append(speech.say("too old"))
    failed = sum(file.state == "failed" for file in proof.files)
    coming = sum(file.state in ("waiting", "claimed") for file in proof.files)
    if len(proof.files) > 1:
        parts.append(speech.count("{n} file", "{n} files", len(proof.files)))
    if coming:
        parts.append(speech.count("{n} file is being fetched", "{n} files are being fetched", coming))
    if failed:
        parts.append(speech.count("{n} file is not stored", "{n} files are not stored", failed))
    return " · ".join(parts)


def too_old(scene: Scene, proof: Proof, indicator: Indicator) -> bool:
    use, today = proof.use(indicator.id), scene.now.date()
    ages = [each.max_age_months for place, each in enumerate(indicator.proof) if use and place in use.covers]
    return any(stale(months, proof.refers, today) for months in ages)


def asked_for(scene: Scene, page: Page) -> None:
    """What can be sent, and before the first proof what should not be."""
    speech = scene.speech
    if not scene.proofs:
        page.gap().bold(speech.say("Before you send anything"))
        page.line(
            speech.say(
                "No CVs, no contracts, no lists with people's names where it is enough to say where they lie: type "
                "that instead. Black out what nobody needs to see."
            )
        )
        if scene.takes_files:
            page.line(_kept_where(scene))
    page.gap()
    if not scene.takes_files:
        page.bold(speech.say("Type a link, or where the proof lies. Files are not taken here."))
        return
    if scene.channel == "terminal":
        page.bold(speech.say("Type the path of a file, a link, or where the proof lies."))
    else:
        page.bold(speech.say("Send photos, a file or a voice message; or type a link, or where the proof lies."))
    page.line(
        speech.say(
            "Up to {limit} MB a file: PDF, pictures, Word, Excel, PowerPoint, OpenDocument, sound, plain text.",
            limit=FILE_LIMIT // MEGABYTE,
        ),
        "italic",
    )


def _kept_where(scene: Scene) -> str:
    if scene.channel == "terminal":
        return scene.speech.say("A copy of each file is kept in a folder on this computer, until you remove it.")
    return scene.speech.say(
        "Files pass through Telegram, without end-to-end encryption, and are kept in a folder of whoever runs this, "
        "until you remove them. Those with a role in this cluster see them."
    )


def _others(scene: Scene, page: Page, indicator: Indicator) -> Screen:
    """The cluster's proofs that are not for this indicator yet."""
    speech = scene.speech
    page.line(speech.say("Which one proves this indicator too?"))
    others = [proof for proof in reversed(scene.proofs) if not proof.use(indicator.id)][:LISTED]
    for number, proof in enumerate(others, start=1):
        page.line(f"{number}. {title(scene, proof)}")
    taps = [Tap("also", 0, indicator.id, str(proof.id)) for proof in others]
    page.rows([Button(str(number), tap) for number, tap in enumerate(taps, start=1)], 4)
    page.row(Button(speech.say("Back"), Tap("proofs", scene.number, indicator.id)))
    return page.screen()


def back_row(scene: Scene, page: Page, question: str) -> None:
    """To the card or the result's page that this indicator is on, to the checklist, to the menu."""
    speech = scene.speech
    row = []
    if scene.stored:
        place = scene.session.place
        if isinstance(place, Asking | Proving) and place.question == question:
            row.append(Button(speech.say("To the question"), Tap("card", scene.number)))
        elif question:
            row.append(Button(speech.say("To the indicator"), Tap("result", scene.number, question, "indicator")))
    page.row(
        *row, Button(speech.say("Checklist"), Tap("evidence", scene.number)), Button(speech.say("Menu"), Tap("menu"))
    )
