"""The page before a report: what it is to hold, and what is still open."""

from dataclasses import replace

from bot.drawings import areas_of, bronze_sheet_of, questionnaire_of, report_of
from bot.scene import Report, Scene
from bot.screens import Attachment, Button, Page, Screen, Tap
from bot.speech import LANGUAGES
from bot.wording import name_lines, provisional
from surveys.engine import review
from surveys.session import Submitted
from surveys.survey import Survey

LISTED = 8
"""How many open questions the page names."""


def encode(view: Report) -> str:
    """What a report is to hold, as a button says it."""
    left_out = [name for name, wanted in (("noplan", view.plan), ("nosides", view.sides)) if not wanted]
    return "-".join(("full" if view.full else "page", "gaps" if view.gaps else "plain", view.language, *left_out))


def decode(choice: str) -> Report | None:
    """What a button said; None for anything else."""
    match choice.split("-"):
        case ["full" | "page" as length, "gaps" | "plain" as gaps, language, *rest] if language in LANGUAGES:
            if rest not in ([], ["noplan"], ["nosides"], ["noplan", "nosides"]):
                return None
            return Report(length == "full", gaps == "gaps", language, "noplan" not in rest, "nosides" not in rest)
        case _:
            return None


def report_page(scene: Scene, view: Report) -> Screen:
    """One page or all of it, in which language, with what to do next or without; then the file."""
    speech = scene.speech
    page = Page().bold(provisional(scene.speech))
    if scene.session.scope.kind == "express":
        page.line(speech.say("A report is made of the full check: ten indicators say too little on paper."))
        page.row(Button(speech.say("Go on with the full check"), Tap("widen", scene.number)))
    else:
        _choices(scene, page, view)
        page.row(
            _made(scene, view, "bronze-sheet", speech.say("Bronze sheet")),
            _made(scene, view, "areas", speech.say("Improvement areas")),
        )
    page.row(_made(scene, view, "questionnaire", speech.say("Blank questionnaire")))
    if _handed_off(scene):
        page.row(Button(speech.say("Hand-off pack (ZIP)"), Tap("pack", scene.number)))
    page.row(Button(speech.say("To the result"), Tap("result", scene.number)), Button(speech.say("Menu"), Tap("menu")))
    return page.screen(file=_file(scene, view))


def _handed_off(scene: Scene) -> bool:
    """Whether the person may hand off the check at hand: its cluster's owner, once it is submitted and no trial."""
    stored = scene.stored
    if stored is None or stored.trial or not isinstance(scene.session.place, Submitted):
        return False
    owns = any(each.id == stored.cluster and each.role == "owner" for each in scene.clusters)
    return owns and scene.session.scope.kind != "express"


def _choices(scene: Scene, page: Page, view: Report) -> None:
    speech = scene.speech
    page.line(speech.say("A report as PDF, to hand on. Private notes never get in."))
    page.line(
        speech.say("Also as PDF: your facts for the benchmarking interview (Bronze), your improvement areas (Silver).")
    )
    found = review(scene.survey, scene.session)
    open_ = (*found.open, *found.skipped)
    if open_:
        page.gap().line(speech.say("Still open ({n}); the report says so:", n=len(open_)))
        for line in name_lines(speech, scene.survey, open_, LISTED):
            page.line(line)
    page.row(
        _option(scene, view, replace(view, full=False), speech.say("One page")),
        _option(scene, view, replace(view, full=True), speech.say("All of it")),
    )
    page.row(*(_option(scene, view, replace(view, language=id), name) for id, name in LANGUAGES.items()))
    page.row(
        _option(scene, view, replace(view, gaps=True), speech.say("With gaps")),
        _option(scene, view, replace(view, gaps=False), speech.say("Without gaps")),
    )
    if view.full and scene.plan:
        page.row(
            _option(scene, view, replace(view, plan=True), speech.say("With plan")),
            _option(scene, view, replace(view, plan=False), speech.say("Without plan")),
        )
    if view.full and scene.sides:
        page.row(
            _option(scene, view, replace(view, sides=True), speech.say("With assessors")),
            _option(scene, view, replace(view, sides=False), speech.say("Without assessors")),
        )
    page.row(_made(scene, view, "make-report", speech.say("Make the PDF")))


def _made(scene: Scene, view: Report, verb: str, caption: str) -> Button:
    return Button(caption, Tap(verb, scene.number, choice=encode(view)))


def _option(scene: Scene, now: Report, then: Report, caption: str) -> Button:
    chosen = encode(now) == encode(then)
    return Button(f"● {caption}" if chosen else caption, Tap("report", scene.number, choice=encode(then)))


def _file(scene: Scene, view: Report) -> Attachment | None:
    survey: Survey = scene.versions[scene.survey.version] if view.made else scene.survey
    full_check = scene.session.scope.kind != "express"
    match view.made:
        case "report" if full_check:
            return report_of(scene, survey, full=view.full, gaps=view.gaps, plan=view.plan, sides=view.sides)
        case "bronze-sheet" if full_check:
            return bronze_sheet_of(scene, survey)
        case "areas" if full_check:
            return areas_of(scene, survey)
        case "questionnaire":
            return questionnaire_of(survey)
        case _:
            return None
