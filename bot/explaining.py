"""Why this score: a label, a dimension, an indicator, what is open, and how it is counted, down to rule and source."""

from bot.questions import facts_of
from bot.scene import Scene
from bot.screens import Button, Page, Tap, shortened
from bot.why import threshold_words
from bot.wording import (
    answer_words,
    documented_words,
    letter_of,
    light_words,
    name_lines,
    name_of,
    points_words,
    short_name,
)
from surveys.engine import review
from surveys.indicators import ComputedIndicator, Indicator, Question
from surveys.path import counted, documented, needs
from surveys.quantities import level_of
from surveys.scoring import Rated, light, score
from surveys.session import Asking, Proving, Submitted

LISTED = 20


def section_page(scene: Scene, page: Page, section: str) -> None:
    """A dimension's indicators with level, points and both lights; a button for each."""
    speech, survey, number = scene.speech, scene.survey, scene.number
    home = next(each for each in survey.sections if each.id == section)
    card = score(survey, scene.session.answers)
    page.bold(f"{home.number} {home.title}").gap()
    buttons = []
    for indicator in home.indicators:
        rated = card.indicators[indicator.id]
        page.line(name_of(indicator), "bold")
        about = speech.say(" · rests on an estimate") if estimated(scene, indicator) else ""
        page.line("   " + _points(scene, indicator, rated) + about)
        buttons.append(Button(indicator.number, Tap("result", number, indicator.id, "indicator")))
    page.rows(buttons, 4)
    back(scene, page)


def estimated(scene: Scene, indicator: Indicator) -> bool:
    """Whether an estimate stands behind its points: its own answer, or a fact it follows from."""
    answers = counted(scene.survey, scene.session.answers)
    behind = (indicator.id, *needs(indicator))
    return any(id in answers and answers[id].estimate for id in behind)


def _points(scene: Scene, indicator: Indicator, rated: Rated) -> str:
    """'D, 3 of 5 · claimed green, documented 1.5 yellow', or open."""
    speech, survey = scene.speech, scene.survey
    if rated.open:
        return speech.say("open")
    claimed = light_words(speech, survey, light(indicator, rated.claimed))
    evidenced = light_words(speech, survey, light(indicator, rated.evidenced))
    return speech.say(
        "{letter} · claimed {points} of {most} {claimed} · documented {proved} {evidenced}",
        letter=letter_of(int(rated.claimed.low)), points=speech.number(rated.claimed.low), most=indicator.most,
        claimed=claimed, proved=points_words(speech, rated.evidenced), evidenced=evidenced,
    )  # fmt: skip


def indicator_page(scene: Scene, page: Page, id: str) -> None:
    """One indicator down to the answer, the rule, its basis and the survey version; and the next level."""
    speech, survey, number = scene.speech, scene.survey, scene.number
    indicator = survey.indicators[id]
    answers = counted(survey, scene.session.answers)
    question = survey.questions[id]
    page.bold(name_of(indicator))
    _answer_lines(scene, page, question)
    level = level_of(survey, answers, indicator)
    if level:
        page.line(f"{letter_of(level.points)}  {level.text}")
        proved = documented_words(speech, documented(survey, answers, id))
        page.line(proved if level.points else speech.say("nothing to document at 0 points"))
        page.line(_points(scene, indicator, score(survey, answers).indicators[id]))
    page.line(threshold_words(scene, indicator), "italic")
    if not indicator.scored:
        page.line(
            speech.say("A precondition without points: it can block a label, but adds nothing (our conclusion)."),
            "italic",
        )
    if level:
        _next_level(scene, page, indicator, level.points)
    page.gap().line(
        speech.say(
            "Wording, levels and points are ours; survey {survey}, version {version}.",
            survey=survey.id,
            version=survey.version,
        ),
        "italic",
    )
    home = survey.homes[id]
    if not isinstance(scene.session.place, Submitted):
        page.row(Button(speech.say("Change the answer"), Tap("goto", number, id, _at_hand(scene))))
    if scene.session.scope.kind != "express":
        page.row(Button(speech.say("What if?"), Tap("what-if", number, id)))
    page.row(Button(shortened(f"{home.number} {home.title}", 40), Tap("result", number, home.id, "section")))
    back(scene, page)


def _answer_lines(scene: Scene, page: Page, question: Question) -> None:
    """What was answered and when, or the facts that it follows from."""
    speech, survey = scene.speech, scene.survey
    answers = counted(survey, scene.session.answers)
    words = answer_words(speech, survey, answers, question)
    answer = answers.get(question.id)
    page.line(speech.say("Your answer: {answer}", answer=shortened(words or speech.say("open"), 200)))
    if words and answer and answer.value is not None:
        page.line(speech.say("given on {date}", date=speech.date(answer.at.date())), "italic")
    for id in facts_of(question) if isinstance(question, ComputedIndicator) else ():
        fact = survey.questions[id]
        told = answer_words(speech, survey, answers, fact)
        page.line(speech.say("from {fact}: {answer}", fact=fact.title, answer=told))


def _at_hand(scene: Scene) -> str:
    """The question that a check stands at: where a change from the result leads back to."""
    place = scene.session.place
    return place.question if isinstance(place, Asking | Proving) else ""


def _next_level(scene: Scene, page: Page, indicator: Indicator, points: int) -> None:
    speech = scene.speech
    above = indicator.level(points + 1)
    if above is None:
        return
    page.gap().bold(speech.say("Next level")).line(f"{letter_of(above.points)}  {above.text}")
    if above.step and above.step.time_only:
        page.line(speech.count("Only time helps: {n} month.", "Only time helps: {n} months.", above.step.months))
    elif above.step:
        effort = next(each.title for each in scene.survey.efforts if each.id == above.step.effort)
        months = speech.count("{n} month", "{n} months", above.step.months)
        page.line(speech.say("Effort {effort}; at least {months}.", effort=effort, months=months))
    page.line(speech.say("What proves it: {proof}", proof=indicator.proof[0].text))


def open_page(scene: Scene, page: Page) -> None:
    """What is open, what was skipped, what is an estimate."""
    speech, survey, number = scene.speech, scene.survey, scene.number
    found = review(survey, scene.session)
    answers = counted(survey, scene.session.answers)
    estimates = tuple(id for id, each in answers.items() if each.estimate)
    for what, ids in (
        (speech.say("Open"), found.open),
        (speech.say("Skipped"), found.skipped),
        (speech.say("Estimates to confirm"), estimates),
    ):
        if ids:
            page.gap().bold(f"{what} ({len(ids)})")
            for line in name_lines(speech, survey, ids, LISTED):
                page.line(line)
    if not (found.open or found.skipped or estimates):
        page.line(speech.say("Nothing is open."))
    first = (*found.open, *found.skipped, *estimates)
    if first and not isinstance(scene.session.place, Submitted):
        page.row(
            Button(
                speech.say("Go to {name}", name=short_name(survey.questions[first[0]])), Tap("goto", number, first[0])
            )
        )
    back(scene, page)


def method_page(scene: Scene, page: Page) -> None:
    """How points, documents, words and colours are counted, and the public sources."""
    speech, survey = scene.speech, scene.survey
    page.bold(speech.say("How it is counted")).line(survey.points).gap()
    page.line(survey.evidence.about).gap()
    meanings = survey.meanings
    for meaning in (meanings.met, meanings.in_reach, meanings.not_yet, meanings.green, meanings.yellow, meanings.red):
        page.line(f"{meaning.title}: {meaning.about}")
    page.gap().line(
        speech.say(
            "Percentages are cut, never rounded up. Thresholds per indicator are not public: ours are provisional."
        )
    )
    page.gap().bold(speech.say("Public sources"))
    for source in survey.sources.values():
        page.line(f"• {source.name} <{source.url}>")
    page.line(speech.say("Survey {survey}, version {version}.", survey=survey.id, version=survey.version), "italic")
    back(scene, page)


def back(scene: Scene, page: Page) -> None:
    page.row(
        Button(scene.speech.say("To the result"), Tap("result", scene.number)),
        Button(scene.speech.say("Menu"), Tap("menu")),
    )
