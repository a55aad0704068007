"""A plan's aims: what the answers would be worth once the lines of a plan are done. Nothing is stored by looking."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import assert_never

from surveys.areas import Snapshot
from surveys.labels import LabelReadiness, readiness
from surveys.path import counted
from surveys.quantities import level_of, stated
from surveys.scoring import Scorecard, score
from surveys.session import Answers, Counts, Documented, Number, Value
from surveys.simulation import Change, ToFact, ToLevel, changed
from surveys.survey import Survey

WHAT_LIMIT, WHO_LIMIT = 300, 80
"""Characters of a line's text, and of who does it."""
LINES_LIMIT = 40
"""Lines of one plan."""
REMINDERS_LIMIT = 12
"""Reminders that one person has of one line at a time."""


@dataclass(frozen=True, slots=True)
class Projection:
    """The points and the labels on a day once these aims are reached, and how many of them still move something."""

    scorecard: Scorecard
    labels: tuple[LabelReadiness, ...]
    moving: int


def projected(
    survey: Survey, answers: Answers, aims: Iterable[Change], on: date, history: Sequence[Snapshot] = ()
) -> Projection:
    """Where the answers would stand with these aims reached.

    An aim never lowers anything: a level or a fact that stands higher already stays, and only its document is added.
    An aim that can't be reached any more, because the facts behind it changed, is left out.
    """
    moving = 0
    for aim in aims:
        before = answers
        answers = _reached(survey, answers, aim, on)
        moving += answers is not before
    return Projection(score(survey, answers), readiness(survey, answers, history, on), moving)


def _reached(survey: Survey, answers: Answers, aim: Change, on: date) -> Answers:
    known = counted(survey, answers)
    match aim:
        case ToLevel(indicator, points, documented):
            if indicator not in survey.indicators:
                return answers
            level = level_of(survey, known, survey.indicators[indicator])
            own = known.get(indicator)
            if level is not None and level.points >= points:
                if documented is None or level.points == 0 or (own and own.documented is Documented.YES):
                    return answers
                aim = ToLevel(indicator, level.points, documented)
        case ToFact(fact, value):
            if fact not in survey.questions or _amount(stated(known, fact)) >= _amount(value):
                return answers
        case _:
            assert_never(aim)
    try:
        return changed(survey, answers, (aim,), on)
    except ValueError:  # no value of its fact reaches that level now
        return answers


def _amount(value: Value | None) -> Decimal:
    """How much of it there is; less than nothing where nothing is said."""
    match value:
        case Number(amount):
            return amount
        case Counts():
            return Decimal(value.total)
        case _:
            return Decimal(-1)
