"""A question on a card: where it stands in the check, and its words in each form."""

from bot.scene import Scene
from bot.screens import Page, shortened
from bot.wording import answer_words, counts_lines, documented_words, letter_of, name_of, option_words, value_words
from storage.people import Counting
from surveys.amounts import stated_counts
from surveys.definition import (
    ChoiceFact,
    CountsFact,
    IndicatorFact,
    LevelFact,
    MonthFact,
    NumberFact,
    TextFact,
    YesNoFact,
)
from surveys.fitting import YES_NO, bounds
from surveys.indicators import (
    ChecklistIndicator,
    ComputedIndicator,
    Indicator,
    LevelIndicator,
    NumberIndicator,
    Question,
    RatioIndicator,
)
from surveys.offering import offered
from surveys.path import path
from surveys.quantities import Nothing, level_of, measured, quantity, stated
from surveys.session import Answer, Checklist, Choice
from surveys.vocabulary import LETTERS


def header(scene: Scene, question: Question) -> str:
    """`12/31 · 4.1.2 Title`, or for a fact `Facts 3/9 · Title`, counted within the scope."""
    asked = path(scene.survey, scene.session.scope, scene.session.answers)
    if isinstance(question, Indicator):
        those = [id for id in asked if id in scene.survey.indicators]
        return f"{those.index(question.id) + 1}/{len(those)} · {name_of(question)}"
    home = scene.survey.homes[question.id]
    those = [id for id in asked if scene.survey.homes[id] == home]
    return scene.speech.say(
        "Facts {n}/{many} · {title}", n=those.index(question.id) + 1, many=len(those), title=question.title
    )


def section_line(scene: Scene, question: Question) -> str | None:
    """The section's name, on the first card of a section."""
    home = scene.survey.homes[question.id]
    asked = path(scene.survey, scene.session.scope, scene.session.answers)
    first = next(id for id in asked if scene.survey.homes[id] == home)
    if first != question.id:
        return None
    return f"{home.number}  {home.title}" if home.number else home.title


def body(scene: Scene, page: Page, question: Question) -> None:
    """The question with what counts, its statements or options, and what was answered so far."""
    speech, survey = scene.speech, scene.survey
    page.line(question.ask)
    if isinstance(question, LevelIndicator) and question.ladder == "adds":
        page.line(
            speech.say(
                "Pick the highest letter for which it and all below it, from B on, are true; if B is not true, A."
            ),
            "italic",
        )
    if question.period:
        page.line(_period(scene, question), "italic")
    if question.counts:
        page.line(question.counts, "italic")
    page.gap()
    _statements(scene, page, question)
    _carried(scene, page, question)
    now = answer_words(speech, survey, scene.session.answers, question)
    if now and not isinstance(question, ComputedIndicator | CountsFact | ChecklistIndicator):
        page.gap().line(speech.say("Your answer so far: {answer}", answer=shortened(now, 300)))


def _period(scene: Scene, question: Question) -> str:
    speech, period = scene.speech, question.period
    months = period.months if period else 0
    match period.end if period else "":
        case "today":
            return speech.say("Period: the last {months} months, up to today.", months=months)
        case "last_month":
            return speech.say("Period: the {months} months up to the end of last month.", months=months)
        case _ if months == 12:
            return speech.say("Period: the last completed financial year.")
        case _:
            return speech.say("Period: the {months} months up to the end of the last financial year.", months=months)


def _statements(scene: Scene, page: Page, question: Question) -> None:
    speech, survey, answers = scene.speech, scene.survey, scene.session.answers
    match question:
        case LevelIndicator():
            _lettered(page, [level.text for level in question.levels])
        case LevelFact():
            picked = stated(answers, question.about)
            if isinstance(picked, Choice) and picked.option in survey.indicators:
                page.line(name_of(survey.indicators[picked.option]), "bold")
                _lettered(page, [level.text for level in survey.indicators[picked.option].levels])
        case ChoiceFact():
            _lettered(page, [option.text for option in question.options])
        case YesNoFact():
            _lettered(page, [option_words(speech, survey, question, option) for option in YES_NO])
        case CountsFact():
            for line in counts_lines(speech, question, stated_counts(answers, question.id)):
                page.line(line)
            page.gap().line(_counts_hint(scene, question))
        case ChecklistIndicator():
            marked = ticked(scene, question)
            for place, item in enumerate(question.items):
                page.line(f"{LETTERS[place]} {'☑' if item.id in marked else '☐'} {item.text}")
            page.gap().line(
                speech.say(
                    "Tap the letters that are true, then Done; or type them all at once, like A C. "
                    "None true: Done at once."
                )
            )
        case ComputedIndicator():
            _computed(scene, page, question)
        case NumberFact() | NumberIndicator():
            _number_hint(scene, page, question)
        case RatioIndicator():
            page.line(
                speech.say(
                    "Type both numbers, like 34/52 ({part} / {whole}). Or a percentage, like 65 %.",
                    part=question.of.part,
                    whole=question.of.whole,
                )
            )
        case MonthFact():
            page.line(_month_hint(scene, question))
        case IndicatorFact():
            page.line(speech.say("Type the number or words of the title, like 4.1.2."))
        case TextFact():
            page.line(speech.say("Type your answer, up to {limit} characters.", limit=question.high))


def _month_hint(scene: Scene, question: MonthFact) -> str:
    if question.year_alone:
        return scene.speech.say("Type a month like 05/2016, or a year like 2016.")
    return (
        scene.speech.say("Type a month like 10/2027.")
        if question.future
        else scene.speech.say("Type a month like 05/2022.")
    )


def _lettered(page: Page, texts: list[str]) -> None:
    for place, text in enumerate(texts):
        page.line(f"{LETTERS[place]}  {text}")


def _counts_hint(scene: Scene, question: CountsFact) -> str:
    speech = scene.speech
    focus = scene.person.focus if scene.person else None
    if isinstance(focus, Counting) and focus.question == question.id:
        item = next((item for item in question.items if item.id == focus.item), None)
        if item:
            return speech.say("Now type the number for: {item}.", item=item.text)
    return speech.say(
        "Type all {many} numbers in this order in one message, like 34 8 3 2 1 0 4 1 0, or some with their "
        "letter, like A 34 D 2. Then OK: what you leave out counts as 0.",
        many=len(question.items),
    )


def _computed(scene: Scene, page: Page, question: ComputedIndicator) -> None:
    """The facts it follows from, and the level they give."""
    speech, survey, answers = scene.speech, scene.survey, scene.session.answers
    for id in facts_of(question):
        fact = survey.questions[id]
        page.line(f"{fact.title}: {answer_words(speech, survey, answers, fact) or speech.say('still open')}")
    level = level_of(survey, answers, question)
    found = quantity(survey, answers, question)
    if level is None:
        page.line(speech.say("The points follow once that is answered."))
        return
    if not isinstance(found, Nothing) and found is not None and len(facts_of(question)) > 1:
        unit = " %" if question.from_.share_of else f" {question.unit}" if question.unit else ""
        page.line(speech.say("That makes {amount}{unit}.", amount=speech.number(found, 1), unit=unit))
    page.line(f"→ {letter_of(level.points)}  {level.text}", "bold")


def facts_of(question: ComputedIndicator) -> list[str]:
    """The facts a computed indicator follows from."""
    source = question.from_
    return [id for id in (source.question, source.per or source.share_of) if id]


def _number_hint(scene: Scene, page: Page, question: NumberFact | NumberIndicator) -> None:
    speech, survey, answers = scene.speech, scene.survey, scene.session.answers
    low, high = bounds(survey, answers, question)
    whole = question.whole if isinstance(question, NumberIndicator) else question.up_to
    total = measured(survey, answers, whole) if whole else None
    if whole and total is not None:
        page.line(
            speech.say(
                "Type a number, of {total} in all ({fact}).",
                total=speech.number(total),
                fact=survey.questions[whole].title,
            )
        )
        return
    unit = f" {question.unit}" if question.unit else ""
    page.line(
        speech.say(
            "Type a number from {low} to {high}{unit}. Not sure: “about 12”.",
            low=speech.plain(low),
            high=speech.plain(high),
            unit=unit,
        )
    )


def _carried(scene: Scene, page: Page, question: Question) -> None:
    """Last time's answer, until there is one of this time."""
    speech, session = scene.speech, scene.session
    if question.id in scene.reworded and question.id not in session.answers:
        answer, words = scene.reworded[question.id]
        said = {"date": speech.date(answer.at.date()), "answer": shortened(words, 300)}
        page.gap().line(speech.say("This question reads differently now. On {date} you answered: {answer}.", **said))
    last = offered(scene.survey, session, question.id)
    if last is None:
        return
    words = speech.say("OK") if last.value is None else _said(scene, question, last)
    if session.kind == "assessment":
        page.gap().line(speech.say("The cluster says: {answer}. Confirm it, or answer otherwise.", answer=words))
        return
    page.gap().line(
        speech.say("On {date} you answered: {answer}. Still true?", date=speech.date(last.at.date()), answer=words)
    )
    if last.documented:
        page.line("   " + documented_words(speech, last.documented))
    if last.note:
        page.line("   " + speech.say("Your note: {note}", note=shortened(last.note, 200)))


def _said(scene: Scene, question: Question, last: Answer) -> str:
    """Last time's answer in the words of its own check, with 'about' if it was an estimate."""
    value = last.value
    words = value_words(scene.speech, scene.survey, scene.session.carried, question, value) if value else ""
    words = shortened(words, 300)
    return scene.speech.say("about {number}", number=words) if last.estimate else words


def ticked(scene: Scene, question: ChecklistIndicator) -> set[str]:
    answer = scene.session.answers.get(question.id)
    return set(answer.value.items) if answer and isinstance(answer.value, Checklist) else set()
