"""The overview: sections with how much is done, and a section's questions to jump to."""

from typing import Literal

from bot.scene import Scene
from bot.screens import Button, Page, Screen, Tap, shortened
from bot.wording import answer_words, name_of, short_name
from surveys.path import complete, drafted, path, skipped
from surveys.quantities import settled
from surveys.session import QuestionId, Submitted
from surveys.survey import Section

MARKS = {"done": "✓", "proof": "◌", "open": "·", "skipped": "↷"}


def overview(scene: Scene, section: str) -> Screen:
    """All sections, or the questions of one."""
    home = next((each for each in scene.survey.sections if each.id == section), None)
    return _questions(scene, home) if home else _sections(scene)


def state(scene: Scene, question: QuestionId) -> Literal["done", "proof", "open", "skipped"]:
    """Whether a question is done, answered but for its documents, open, or skipped."""
    if complete(scene.survey, scene.session.scope, scene.session.answers, question):
        return "done"
    if skipped(scene.session.answers, question):
        return "skipped"
    answers = scene.session.answers
    return "proof" if settled(scene.survey, answers, question) and not drafted(answers, question) else "open"


def _asked(scene: Scene, section: Section) -> list[QuestionId]:
    here = {question.id for question in section.asked}
    return [id for id in path(scene.survey, scene.session.scope, scene.session.answers) if id in here]


def _sections(scene: Scene) -> Screen:
    speech, number = scene.speech, scene.number
    page = Page().bold(speech.say("Overview"))
    page.line(
        speech.say("{done} done, {proof} documented still open, {open} open, {skipped} skipped", **MARKS), "italic"
    ).gap()
    buttons = []
    for section in scene.survey.sections:
        states = [state(scene, id) for id in _asked(scene, section)]
        if not states:
            continue
        counts = "  ".join(f"{mark} {states.count(name)}" for name, mark in MARKS.items() if name in states)
        title = f"{section.number} {section.title}" if section.number else section.title
        page.line(f"{title}: {counts}")
        buttons.append(Button(shortened(title, 40), Tap("overview", number, "", section.id)))
    page.rows(buttons, 1)
    result = [] if scene.session.kind == "assessment" else [Button(speech.say("Result"), Tap("result", number))]
    if isinstance(scene.session.place, Submitted):
        page.row(*result, Button(speech.say("Menu"), Tap("menu")))
        return page.screen()
    page.row(Button(speech.say("Review"), Tap("goto", number)), *result)
    page.row(Button(speech.say("Continue"), Tap("card", number)), Button(speech.say("Menu"), Tap("menu")))
    return page.screen()


def _questions(scene: Scene, section: Section) -> Screen:
    speech, number = scene.speech, scene.number
    page = Page().bold(f"{section.number} {section.title}" if section.number else section.title)
    buttons = []
    for id in _asked(scene, section):
        question = scene.survey.questions[id]
        answer = answer_words(speech, scene.survey, scene.session.answers, question)
        page.line(f"{MARKS[state(scene, id)]} {name_of(question)}{f': {shortened(answer, 60)}' if answer else ''}")
        buttons.append(Button(shortened(short_name(question), 30), Tap("goto", number, id)))
    if not isinstance(scene.session.place, Submitted):
        page.rows(buttons, 4 if section.indicators else 2)
    page.row(Button(speech.say("All sections"), Tap("overview", number)), Button(speech.say("Menu"), Tap("menu")))
    return page.screen()
