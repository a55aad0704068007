"""The shipped survey, filled in: good facts, every indicator at the points wanted."""

from collections.abc import Iterable, Mapping

from surveys.fitting import problem_with
from surveys.indicators import ChecklistIndicator, ComputedIndicator, Indicator, LevelIndicator, RatioIndicator
from surveys.quantities import level_of
from surveys.session import (
    Answer,
    Answers,
    Checklist,
    Choice,
    Counts,
    Documented,
    Month,
    Points,
    Value,
)
from surveys.survey import Survey
from tests.surveys.making import YES, answer, number, ratio, shipped

FACTS: Mapping[str, Value] = {
    "country": Choice("de"),
    "sector": Choice("ict"),
    "founded": Month("2016"),
    "committed-participants": Counts(
        (
            ("sme", 60),
            ("large-company", 15),
            ("research", 8),
            ("university", 7),
            ("training", 3),
            ("finance", 2),
            ("consultant", 2),
            ("government", 2),
            ("other", 1),
        )
    ),
    "within-reach": number(90),
    "management-fte": number(10),
    "benchmarked": Choice("yes"),
    "first-benchmarking": Month("2024-03"),
    "latest-benchmarking": Month("2024-03"),
    "label-held": Choice("none"),
    "eccp-listed": Choice("yes"),
    "english-website": Choice("yes"),
    "visible-activity": Choice("yes"),
    "recognised-programme": Choice("no"),
}
"""A hundred participants: every computed indicator has five points, every gate is met."""


def filled(
    points: int = 5,
    levels: Mapping[str, int] | None = None,
    *,
    documented: Documented | None = YES,
    facts: Mapping[str, Value] = FACTS,
) -> dict[str, Answer]:
    """The shipped survey with every indicator at so many points, those in `levels` at others.

    Computed indicators follow from the facts, whatever is asked for. Improvement areas are left open.
    """
    found = {id: answer(id, value) for id, value in facts.items()}
    for id, asked in shipped().indicators.items():
        wanted = (levels or {}).get(id, points)
        if isinstance(asked, ComputedIndicator):
            level = level_of(shipped(), found, asked)
            found[id] = answer(id, seen=level.points if level else None, documented=documented)
        else:
            found[id] = answer(id, value_at(shipped(), found, asked, wanted), documented=documented)
    return found


def value_at(of: Survey, answers: Answers, asked: Indicator, points: int) -> Value:
    """A value that this indicator takes and that is worth so many points."""
    for value in _candidates(asked):
        if problem_with(of, answers, of.questions[asked.id], value):
            continue
        level = level_of(of, {**answers, asked.id: answer(asked.id, value)}, asked)
        if level is not None and level.points == points:
            return value
    raise AssertionError(f"{asked.id} can't have {points} points")


def _candidates(asked: Indicator) -> Iterable[Value]:
    match asked:
        case LevelIndicator():
            return (Points(level.points) for level in asked.levels)
        case ChecklistIndicator(items=items):
            return (Checklist(tuple(item.id for item in items[:many])) for many in range(len(items) + 1))
        case RatioIndicator():
            return (ratio(part) for part in range(101))
        case _:
            return (number(amount) for amount in range(400))
