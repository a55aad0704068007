"""The way to the next label, as a chapter: the cheapest steps by a day, why each is one, and what is left out."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from bot.reports.chapters import Content
from bot.reports.reasons import scene_of
from bot.reports.standing import Standing
from bot.scene import Scene
from bot.way_pages import counting, late_words, moved_words, obstacle_words, outcome_words, swap_words, until
from bot.wording import letter_of, name_of, short_name, value_words
from surveys.indicators import Indicator, LevelIndicator
from surveys.labels import Status
from surveys.rules import Pass
from surveys.scoring import Scorecard, score
from surveys.session import QuestionId
from surveys.simulation import changed
from surveys.steps import ChangeFact, Climb, NameDocument, WayStep
from surveys.ways import Way, cheapest_way


def next_label(standing: Standing) -> str | None:
    """The lowest label that is not met; None where all are."""
    return next((each.label for each in standing.labels if each.status is not Status.MET), None)


def way_chapter(standing: Standing) -> Content | None:
    """The chapter, by the day that the chat proposes; None where no label is left."""
    label = next_label(standing)
    if label is None:
        return None
    said, survey, scene = standing.speech, standing.survey, scene_of(standing)
    by = until(scene, None)
    found = cheapest_way(survey, standing.answers, label, by, standing.today, standing.history)
    after = score(survey, changed(survey, standing.answers, found.changes, by))
    return {
        "title": said.say("The way to {label} by {date}", label=survey.labels[label].title, date=said.date(by)),
        "about": _about(standing, found),
        "outcome": outcome_words(scene, found),
        "steps": [_step(standing, scene, label, after, step) for step in found.steps],
        "effort": str(found.weight),
        "months": str(found.months),
        "lists": [each for each in _lists(standing, scene, found) if each["texts"]],
        "note": counting(scene),
    }


def _about(standing: Standing, found: Way) -> str:
    said = standing.speech
    words = said.say(
        "The next label is the lowest one that is not met. Months count from {date}.", date=said.date(standing.today)
    )
    if any(isinstance(step, Climb) and step.before is None for step in found.steps):
        words += " " + said.say("An open indicator counts here as at its lowest level, without a document.")
    return words


def _step(standing: Standing, scene: Scene, label: str, after: Scorecard, step: WayStep) -> Content:
    """A row: the question, what to do, what the new level says, effort, months, reasons."""
    said, survey = standing.speech, standing.survey
    row: Content = {"effort": str(step.weight), "months": str(step.months), "aims": []}
    match step:
        case NameDocument(indicator, points):
            do = said.say("Document level {letter}.", letter=letter_of(points))
            return {**row, "name": _name(standing, indicator), "do": do, "why": _why(standing, label, after, indicator)}
        case Climb(indicator, before, points):
            do = said.say(
                "From {before} to {after}, with its document.",
                before=said.say("open") if before is None else letter_of(before),
                after=letter_of(points),
            )
            row |= {"aims": _aims(survey.indicators[indicator], before or 0, points)}
            return {**row, "name": _name(standing, indicator), "do": do, "why": _why(standing, label, after, indicator)}
        case ChangeFact(fact, value, moves=moves):
            words = value_words(said, survey, standing.answers, survey.questions[fact], value)
            do = said.say(
                "To {value}. It moves {moved}.",
                value=words,
                moved=said.listed(moved_words(scene, each) for each in moves),
            )
            why = _why(standing, label, after, *(each.indicator for each in moves))
            return {**row, "name": _name(standing, fact), "do": do, "why": why}
        case _:
            assert_never(step)


def _aims(indicator: Indicator, before: int, after: int) -> list[str]:
    """What is true of the new level; where each level adds a fact to those below, all that has to become true."""
    adds = isinstance(indicator, LevelIndicator) and indicator.ladder == "adds"
    first = before + 1 if adds else after
    return [f"{letter_of(each.points)}  {each.text}" for each in indicator.levels if first <= each.points <= after]


def _name(standing: Standing, question: QuestionId) -> str:
    return name_of(standing.survey.questions[question])


def _why(standing: Standing, label: str, after: Scorecard, *moved: QuestionId) -> list[str]:
    """What the step brings for each indicator that it moves; its number stands before it where it moves several."""
    found = []
    for id in moved:
        words = standing.speech.listed(_gains(standing, label, after, id))
        if words:
            found.append(f"{short_name(standing.survey.indicators[id])}: {words}" if len(moved) > 1 else words)
    return found


def _gains(standing: Standing, label: str, after: Scorecard, id: QuestionId) -> Iterator[str]:
    said, indicator = standing.speech, standing.survey.indicators[id]
    line = next(each for each in standing.lines if each.indicator.id == id)
    now, then = line.rated.evidenced.low, after.indicators[id].evidenced.low
    scored = isinstance(standing.survey.labels[label], Pass)
    letter = letter_of(indicator.threshold.points)
    if now < indicator.threshold.points <= line.rated.claimed.low:
        yield said.say("not documented, and so below our threshold {letter}", letter=letter)
    elif now < indicator.threshold.points:
        yield said.say("below our threshold {letter}", letter=letter)
    elif not scored:
        yield said.say("an improvement area has to rise")
    if scored and indicator.scored and then > now:
        gain = then - now
        yield said.count(
            "{points} more documented point",
            "{points} more documented points",
            1 if gain == 1 else 2,
            points=said.number(gain, 1),
        )


def _lists(standing: Standing, scene: Scene, found: Way) -> Iterator[Content]:
    """What is open, what is left out, what no step changes, and what else would do as well."""
    said = standing.speech
    yield _list(
        said.say("To be answered first ({n}):", n=len(found.to_answer)),
        (_name(standing, id) for id in found.to_answer),
    )
    yield _list(
        said.say("Left out, because it takes longer than there is time:"),
        (late_words(scene, each) for each in found.out_of_time),
    )
    yield _list(
        said.say("In the way, and no step changes it:"), (obstacle_words(scene, each) for each in found.in_the_way)
    )
    ties = said.count("{n} other set of steps weighs the same.", "{n} other sets of steps weigh the same.", found.ties)
    yield _list(ties, (swap_words(scene, each) for each in found.swaps))


def _list(title: str, texts: Iterable[str]) -> Content:
    return {"title": title.removesuffix(":"), "texts": list(texts)}
