"""The buttons that answer a question, in each form."""

from bot.questions import facts_of, ticked
from bot.scene import Scene
from bot.screens import Button, Page, Tap, choice_of, shortened
from bot.wording import option_words, value_words
from surveys.areas import proposal
from surveys.definition import (
    ChoiceFact,
    CountsFact,
    IndicatorFact,
    LevelFact,
    MonthFact,
    YesNoFact,
)
from surveys.fitting import NONE_YET, YES_NO, levels_offered, options
from surveys.indicators import (
    ChecklistIndicator,
    ComputedIndicator,
    LevelIndicator,
    Question,
)
from surveys.offering import offered
from surveys.path import drafted
from surveys.quantities import level_of, stated
from surveys.session import Choice, Points, Value
from surveys.vocabulary import LETTERS


def choices(scene: Scene, page: Page, question: Question) -> None:
    """The buttons that answer, in rows of three letters (seven where there are many)."""
    speech, number = scene.speech, scene.number
    own = scene.session.answers.get(question.id)
    if offered(scene.survey, scene.session, question.id):
        caption = speech.say("That is right") if scene.session.kind == "assessment" else speech.say("Still true")
        page.row(Button(caption, Tap("still", number, question.id)))
    match question:
        case LevelIndicator():
            _letters(scene, page, question, [Points(level.points) for level in question.levels])
        case LevelFact():
            _proposed(scene, page, question)
            _letters(
                scene,
                page,
                question,
                [Points(points) for points in levels_offered(scene.survey, scene.session.answers, question)],
            )
        case ChoiceFact():
            _letters(scene, page, question, [Choice(option.id) for option in question.options])
        case YesNoFact():
            labels = [option_words(speech, scene.survey, question, option) for option in YES_NO]
            page.row(
                *(_give(scene, question, Choice(option), label) for option, label in zip(YES_NO, labels, strict=True))
            )
        case IndicatorFact():
            _proposed(scene, page, question)
            page.row(_give(scene, question, Choice(NONE_YET), question.none))
        case MonthFact():
            _proposed(scene, page, question)
        case CountsFact() | ChecklistIndicator():
            _listed(scene, page, question)
        case ComputedIndicator():
            _ok_or_change(scene, page, question)
        case _:
            if own and own.estimate:
                page.row(Button(speech.say("The number is right"), Tap("ok", number, question.id)))


def _listed(scene: Scene, page: Page, question: CountsFact | ChecklistIndicator) -> None:
    """A button for each count to type next, or each item to tick; then OK or Done."""
    speech, number, id = scene.speech, scene.number, question.id
    places = list(zip(LETTERS, options(scene.survey, question), strict=False))
    if isinstance(question, CountsFact):
        page.rows([Button(letter, Tap("count", number, id, item)) for letter, item in places], 5)
        page.row(Button(speech.say("OK"), Tap("ok", number, id)))
        answer = scene.session.answers.get(id)
        if answer and answer.estimate and not drafted(scene.session.answers, id):
            page.row(Button(speech.say("The numbers are right"), Tap("ok", number, id)))
        return
    marked = ticked(scene, question)
    ticks = [
        Button(
            f"{letter} {'☑' if item in marked else '☐'}",
            Tap("tick", number, id, f"{'-' if item in marked else '+'}{item}"),
        )
        for letter, item in places
    ]
    page.rows(ticks, 4)
    page.row(Button(speech.say("Done"), Tap("ok", number, id)))


def _letters(scene: Scene, page: Page, question: Question, values: list[Value]) -> None:
    buttons = []
    now = stated(scene.session.answers, question.id)
    for place, value in enumerate(values):
        label = f"{LETTERS[place]} ✓" if value == now else LETTERS[place]
        buttons.append(_give(scene, question, value, label))
    page.rows(buttons, 3 if len(buttons) <= 6 else 7)


def _give(scene: Scene, question: Question, value: Value, label: str) -> Button:
    return Button(label, Tap("give", scene.number, question.id, choice_of(value)))


def _proposed(scene: Scene, page: Page, question: Question) -> None:
    """What the latest earlier check proposes for an improvement area."""
    value = proposal(scene.survey, scene.session.answers, question.id, scene.history)
    if value is None:
        return
    words = value_words(scene.speech, scene.survey, scene.session.answers, question, value)
    label = scene.speech.say("From your last check: {answer}", answer=shortened(words, 60))
    page.row(_give(scene, question, value, label))


def _ok_or_change(scene: Scene, page: Page, question: ComputedIndicator) -> None:
    speech, number = scene.speech, scene.number
    changes = [
        Button(
            speech.say("Change {fact}", fact=scene.survey.questions[id].title),
            Tap("goto", number, id, question.id),
        )
        for id in facts_of(question)
    ]
    if level_of(scene.survey, scene.session.answers, question) is not None:
        page.row(Button(speech.say("OK"), Tap("ok", number, question.id)))
    for change in changes:
        page.row(change)
