"""Points as intervals: claimed and evidenced, per indicator, per section and in total, with a colour for each.

Rules: an indicator is worth the points of its level (survey file). Evidenced points are claimed points times the
percentage the survey gives for documented yes, partly or no. What is open could still be anything, so a score runs
from its lowest to its highest possible end. All numbers are exact; rounding is for display and always downwards.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from surveys.indicators import Indicator
from surveys.path import counted, documented, needs
from surveys.quantities import PERCENT, level_of
from surveys.session import Answers, Documented
from surveys.survey import Survey


@dataclass(frozen=True, slots=True)
class Score:
    """From the lowest to the highest points that the answers allow, out of a maximum; low <= high <= out_of."""

    low: Fraction
    high: Fraction
    out_of: int

    @property
    def exact(self) -> bool:
        """Whether nothing is open."""
        return self.low == self.high

    def __add__(self, other: "Score") -> "Score":
        return Score(self.low + other.low, self.high + other.high, self.out_of + other.out_of)

    def reaches(self, percent: int) -> tuple[bool, bool]:
        """Whether the low and the high end are at least so many percent of the maximum; exact, so 79.9 is not 80."""
        needed = Fraction(percent * self.out_of, PERCENT)
        return self.low >= needed, self.high >= needed


NOTHING = Score(Fraction(0), Fraction(0), 0)


class Light(StrEnum):
    """Red below the threshold, yellow below green, green from there; open while answers could still change it."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Rated:
    """One indicator's points, whether it counts in totals, and whether an estimate stands behind it."""

    indicator: str
    claimed: Score
    evidenced: Score
    scored: bool
    estimate: bool

    @property
    def open(self) -> bool:
        """Whether its level is still open."""
        return not self.claimed.exact


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Every indicator's points, and the sums; the same for any order of answering."""

    indicators: Mapping[str, Rated]
    sections: Mapping[str, tuple[Score, Score]]
    claimed: Score
    evidenced: Score
    answered_out_of: int
    """The maximum of the scored indicators whose level is known."""


def score(survey: Survey, answers: Answers) -> Scorecard:
    """The scorecard of these answers. Answers off the path count for nothing."""
    known = counted(survey, answers)
    rated = {id: rate(survey, known, indicator) for id, indicator in survey.indicators.items()}
    scored = [item for item in rated.values() if item.scored]
    sections = {
        section.id: _sums(rated[indicator.id] for indicator in section.indicators if indicator.scored)
        for section in survey.sections
        if section.indicators
    }
    claimed, evidenced = _sums(scored)
    answered = sum(item.claimed.out_of for item in scored if not item.open)
    return Scorecard(rated, sections, claimed, evidenced, answered)


def rate(survey: Survey, answers: Answers, indicator: Indicator) -> Rated:
    """One indicator's claimed and evidenced points, and whether its answer or a fact it needs is an estimate."""
    level = level_of(survey, answers, indicator)
    most = indicator.most
    estimate = any(
        answers[id].estimate for id in (indicator.id, *needs(survey.questions[indicator.id])) if id in answers
    )
    if level is None:
        unknown = Score(Fraction(0), Fraction(most), most)
        return Rated(indicator.id, unknown, unknown, indicator.scored, estimate)
    points = Fraction(level.points)
    state = documented(survey, answers, indicator.id)
    shares = [share(survey, each) for each in ((state,) if state else Documented)]
    low, high = points * min(shares), points * max(shares)
    return Rated(indicator.id, Score(points, points, most), Score(low, high, most), indicator.scored, estimate)


def share(survey: Survey, state: Documented) -> Fraction:
    """The part of a level's points that counts as evidenced (survey file)."""
    percent = {
        Documented.YES: survey.evidence.yes,
        Documented.PARTLY: survey.evidence.partly,
        Documented.NO: survey.evidence.no,
    }[state]
    return Fraction(percent, PERCENT)


def light(indicator: Indicator, found: Score, shift: int = 0) -> Light:
    """The colour of an indicator's points; `shift` moves the threshold to see what hangs on it."""
    low, high = (_colour(indicator, points, shift) for points in (found.low, found.high))
    return low if low == high else Light.OPEN


def percent_floor(found: Fraction, out_of: int) -> Fraction:
    """Percent of a maximum, rounded down to a tenth: 79.96 % is shown as 79.9 %, never as 80 %."""
    return Fraction(found * 10 * PERCENT // out_of, 10) if out_of else Fraction(0)


def _colour(indicator: Indicator, points: Fraction, shift: int) -> Light:
    if points < indicator.threshold.points + shift:
        return Light.RED
    return Light.YELLOW if points < indicator.threshold.green else Light.GREEN


def _sums(items: Iterable[Rated]) -> tuple[Score, Score]:
    found = list(items)
    return sum((item.claimed for item in found), NOTHING), sum((item.evidenced for item in found), NOTHING)
