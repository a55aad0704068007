"""What if: the labels with some answers otherwise. Nothing is stored, and nobody's answers change."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import TypeAlias, assert_never

from surveys.areas import Snapshot
from surveys.indicators import ComputedIndicator, Indicator, NumberIndicator
from surveys.labels import LabelReadiness, readiness
from surveys.levers import decimal, fact_at
from surveys.path import counted
from surveys.quantities import level_of, measured, stated
from surveys.session import Answer, Answers, Documented, Number, Points, QuestionId, Value
from surveys.survey import Survey

NOBODY = "what-if"
"""Who gave an answer that nobody gave."""


@dataclass(frozen=True, slots=True)
class ToLevel:
    """An indicator at the level worth these points; `documented` None: as it is if the level stays, else unsaid."""

    indicator: QuestionId
    points: int
    documented: Documented | None = None


@dataclass(frozen=True, slots=True)
class ToFact:
    """A fact with another value; every indicator that follows from it moves."""

    fact: QuestionId
    value: Value


Change: TypeAlias = ToLevel | ToFact


@dataclass(frozen=True, slots=True)
class Option:
    """One level of an indicator to try. `change` is what makes it true; None where no value of its fact does."""

    points: int
    present: bool
    change: Change | None


def what_if(
    survey: Survey, answers: Answers, changes: Sequence[Change], history: Sequence[Snapshot], on: date
) -> tuple[LabelReadiness, ...]:
    """Each label's readiness on a day if these changes were so; as `readiness`, and nothing is stored.

    For an indicator computed from facts the fact is what changes. Raises ValueError for a level that does not exist or
    that no value of its fact reaches: `options` offers none of these.
    """
    return readiness(survey, changed(survey, answers, changes, on), history, on)


def changed(survey: Survey, answers: Answers, changes: Sequence[Change], on: date) -> dict[QuestionId, Answer]:
    """The answers as they would be. What was said of documents goes where a level moves, unless the change says it."""
    after = dict(answers)
    wanted: list[ToLevel] = []
    for change in changes:
        match change:
            case ToFact(fact, value):
                _answer(after, fact, value, on)
            case ToLevel():
                wanted.append(change)
            case _:
                assert_never(change)
    for change in wanted:
        _move_fact(survey, after, change, on)
    _name_committed(survey, after)
    _forget_documents(survey, answers, after)
    for change in wanted:
        _stand(survey, answers, after, change, on)
    return after


def _answer(after: dict[QuestionId, Answer], question: QuestionId, value: Value | None, on: date) -> None:
    at = datetime.combine(on, time.min, UTC)
    old = after.get(question, Answer(question, NOBODY, at))
    after[question] = replace(old, value=value, mark=None)


def _move_fact(survey: Survey, after: dict[QuestionId, Answer], change: ToLevel, on: date) -> None:
    """Moves the fact behind a computed indicator that is to be on another level."""
    indicator = survey.indicators[change.indicator]
    known = counted(survey, after)
    level = level_of(survey, known, indicator)
    if not computed(known, indicator) or (level is not None and level.points == change.points):
        return
    found = _fact_for(survey, known, indicator, change.points, on)
    if found is None:
        raise ValueError(f"no fact puts {indicator.id} at {change.points} points")
    _answer(after, found.fact, found.value, on)


def computed(answers: Answers, indicator: Indicator) -> bool:
    """Whether an indicator follows from facts alone; one rated by letter does not."""
    return isinstance(indicator, ComputedIndicator) and not isinstance(stated(answers, indicator.id), Points)


def _fact_for(survey: Survey, answers: Answers, indicator: Indicator, points: int, on: date) -> ToFact | None:
    level = indicator.level(points)
    found = fact_at(survey, answers, indicator, level) if level else None
    if found is None:
        return None
    tried = dict(answers)
    _answer(tried, *found, on)
    return ToFact(*found) if level_of(survey, counted(survey, tried), indicator) == level else None


def with_facts(survey: Survey, answers: Answers, facts: Sequence[ToFact], on: date) -> dict[QuestionId, Answer]:
    """The answers that count with these facts otherwise: what gives the levels, not what is said of documents."""
    after = dict(answers)
    for change in facts:
        _answer(after, change.fact, change.value, on)
    return _name_committed(survey, after)


def _name_committed(survey: Survey, after: dict[QuestionId, Answer]) -> dict[QuestionId, Answer]:
    """Lets no whole be smaller than the fact that is its part: who is committed is named too. What counts then."""
    known = counted(survey, after)
    for id, indicator in survey.indicators.items():
        answer = after.get(id)
        if isinstance(indicator, NumberIndicator) and indicator.part and answer and isinstance(answer.value, Number):
            part = measured(survey, known, indicator.part)
            if part is not None and part > answer.value.amount:
                after[id] = replace(answer, value=Number(decimal(part)))
                known = counted(survey, after)
    return known


def _forget_documents(survey: Survey, before: Answers, after: dict[QuestionId, Answer]) -> None:
    """A document proves the level it was named for: where facts have moved the level, nothing is said of documents."""
    then, now = counted(survey, before), counted(survey, after)
    for id, indicator in survey.indicators.items():
        if id in after and level_of(survey, then, indicator) is not level_of(survey, now, indicator):
            after[id] = replace(after[id], documented=None, document=None, seen=None)


def _stand(survey: Survey, before: Answers, after: dict[QuestionId, Answer], change: ToLevel, on: date) -> None:
    """Puts an indicator on its level and says whether that is documented."""
    indicator = survey.indicators[change.indicator]
    if indicator.level(change.points) is None:
        raise ValueError(f"{indicator.id} has no level worth {change.points} points")
    level = level_of(survey, counted(survey, after), indicator)
    if level is None or level.points != change.points:
        _answer(after, indicator.id, Points(change.points), on)
        after[indicator.id] = replace(after[indicator.id], documented=None, document=None, seen=None)
    elif indicator.id not in after:
        _answer(after, indicator.id, None, on)
    was = level_of(survey, counted(survey, before), indicator)
    if change.documented is not None:
        after[indicator.id] = replace(after[indicator.id], documented=change.documented, seen=change.points)
    elif was is not None and was.points == change.points and indicator.id in before:
        old = before[indicator.id]
        after[indicator.id] = replace(after[indicator.id], documented=old.documented, seen=old.seen)


def options(survey: Survey, answers: Answers, indicator: QuestionId) -> tuple[Option, ...]:
    """Each level of an indicator, lowest first, to try by hand; none is present while its answer is open.

    A computed level comes with the fact value nearest to today's that makes it true, up or down. Asking for it is
    the person's choice: no way suggests less of anything.
    """
    asked = survey.indicators[indicator]
    known = counted(survey, answers)
    present = level_of(survey, known, asked)
    found = []
    for level in asked.levels:
        change: Change | None = ToLevel(indicator, level.points)
        if computed(known, asked) and level != present:
            change = _fact_for(survey, known, asked, level.points, date.min)
        found.append(Option(level.points, level == present, change))
    return tuple(found)
