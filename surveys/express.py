"""What the express check says: the gates, how many indicators meet our threshold, where to begin, what is worth doing.

Never a percentage: ten indicators are no sample of thirty-one.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from surveys.indicators import Indicator, Level
from surveys.path import counted
from surveys.quantities import level_of
from surveys.rulings import Ruling, criterion
from surveys.session import Answers, QuestionId
from surveys.survey import Survey
from surveys.verdicts import Verdict

WEAKEST = 3
"""How many first steps are shown."""

Worth: TypeAlias = Literal["gates", "bronze", "silver", "gold"]


@dataclass(frozen=True, slots=True)
class Weak:
    """An indicator below green, the points claimed for it, and its first step: the next level up."""

    indicator: QuestionId
    points: int
    next: Level


@dataclass(frozen=True, slots=True)
class ExpressResult:
    """The result of an express check; `open` and `meeting` are disjoint parts of `out_of`."""

    gates: tuple[Ruling, ...]
    meeting: int
    """Express indicators whose claimed level is not red."""
    out_of: int
    open: int
    """Express indicators whose level is not known yet."""
    weakest: tuple[Weak, ...]
    """At most three, the furthest below their threshold first."""
    worth: Worth
    """`gates` while one is unmet, else the label that a full check is worth it for."""


def express(survey: Survey, answers: Answers) -> ExpressResult:
    """The result of an express check of these answers; more answers than it asks for do no harm.

    What is open counts as not meeting its threshold, so closing it never makes `worth` a lower label, unless it
    closes a gate. The two numbers behind `worth` are ours (survey file). Raises ValueError for a survey that has no
    express check.
    """
    if survey.express is None:
        raise ValueError(f"survey {survey.id} has no express check")
    known = counted(survey, answers)
    gates = tuple(criterion(survey, known, each) for each in survey.eligibility.criteria)
    asked = [indicator for indicator in survey.indicators.values() if indicator.express]
    found = [(indicator, level_of(survey, known, indicator)) for indicator in asked]
    answered = [(indicator, level.points) for indicator, level in found if level is not None]
    meeting = sum(points >= indicator.threshold.points for indicator, points in answered)
    if any(gate.verdict is Verdict.UNMET for gate in gates):
        worth: Worth = "gates"
    elif meeting >= survey.express.gold_from:
        worth = "gold"
    else:
        worth = "silver" if meeting >= survey.express.silver_from else "bronze"
    return ExpressResult(gates, meeting, len(asked), len(asked) - len(answered), _weakest(answered), worth)


def _weakest(answered: list[tuple[Indicator, int]]) -> tuple[Weak, ...]:
    """Those below green, the lowest points above (or below) their threshold first; equal ones in the survey's order."""
    below = [(indicator, points) for indicator, points in answered if points < indicator.threshold.green]
    below.sort(key=lambda each: each[1] - each[0].threshold.points)
    return tuple(Weak(indicator.id, points, _next(indicator, points)) for indicator, points in below[:WEAKEST])


def _next(indicator: Indicator, points: int) -> Level:
    return min((level for level in indicator.levels if level.points > points), key=lambda level: level.points)
