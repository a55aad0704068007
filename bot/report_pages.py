"""The page before a report: what it is to hold, and what is still open."""

from dataclasses import replace

from bot.drawings import questionnaire_of, report_of
from bot.result_pages import provisional
from bot.scene import Report, Scene
from bot.screens import Attachment, Button, Page, Screen, Tap
from bot.speech import LANGUAGES
from bot.wording import name_lines
from surveys.engine import review
from surveys.survey import Survey

LISTED = 8
"""How many open questions the page names."""


def encode(view: Report) -> str:
    """What a report is to hold, as a button says it."""
    return "-".join(("full" if view.full else "page", "gaps" if view.gaps else "plain", view.language))


def decode(choice: str) -> Report | None:
    """What a button said; None for anything else."""
    match choice.split("-"):
        case ["full" | "page" as length, "gaps" | "plain" as gaps, language] if language in LANGUAGES:
            return Report(length == "full", gaps == "gaps", language)
        case _:
            return None


def report_page(scene: Scene, view: Report) -> Screen:
    """One page or all of it, in which language, with what to do next or without; then the file."""
    speech = scene.speech
    page = Page().bold(provisional(scene))
    if scene.session.scope.kind == "express":
        page.line(speech.say("A report is made of the full check: ten indicators say too little on paper."))
        page.row(Button(speech.say("Go on with the full check"), Tap("widen", scene.number)))
    else:
        _choices(scene, page, view)
    page.row(Button(speech.say("Blank questionnaire"), Tap("questionnaire", scene.number, choice=encode(view))))
    page.row(Button(speech.say("To the result"), Tap("result", scene.number)), Button(speech.say("Menu"), Tap("menu")))
    return page.screen(file=_file(scene, view))


def _choices(scene: Scene, page: Page, view: Report) -> None:
    speech = scene.speech
    page.line(speech.say("A report as PDF, to hand on. Private notes never get in."))
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
    page.row(Button(speech.say("Make the PDF"), Tap("make-report", scene.number, choice=encode(view))))


def _option(scene: Scene, now: Report, then: Report, caption: str) -> Button:
    chosen = encode(now) == encode(then)
    return Button(f"● {caption}" if chosen else caption, Tap("report", scene.number, choice=encode(then)))


def _file(scene: Scene, view: Report) -> Attachment | None:
    survey: Survey = scene.versions[scene.survey.version] if view.made else scene.survey
    match view.made:
        case "report" if scene.session.scope.kind != "express":
            return report_of(scene, survey, full=view.full, gaps=view.gaps)
        case "questionnaire":
            return questionnaire_of(survey)
        case _:
            return None
