"""What a label asks of indicators, and what stays in its way that no step can change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from typing import assert_never

from surveys.areas import AreaFound, distinct, found_area
from surveys.indicators import ComputedIndicator
from surveys.outcomes import Pick
from surveys.path import needs
from surveys.quantities import PERCENT, level_of, settled, stated
from surveys.rules import AnyLabel, Participation, Pass, Progress, Rule
from surveys.rulings import complete, criterion, elapsed
from surveys.scoring import score
from surveys.session import Answers, Month, QuestionId
from surveys.survey import Survey
from surveys.verdicts import Verdict

YEAR = 12


@dataclass(frozen=True, slots=True)
class Aim:
    """What steps have to bring about: points in total over the scored indicators, and at least these on single ones.

    `least` are points that count for sure; `above` are levels that an improvement area has to have risen above.
    """

    total: Fraction = Fraction(0)
    scored: frozenset[QuestionId] = frozenset()
    least: Mapping[QuestionId, Fraction] = field(default_factory=dict)
    above: Mapping[QuestionId, int] = field(default_factory=dict)

    def fails(self, pick: Pick) -> bool:
        """Whether an outcome leaves its indicator below what is asked of it alone."""
        return pick.low < self.least.get(pick.indicator, 0) or pick.after <= self.above.get(pick.indicator, -1)

    @property
    def indicators(self) -> frozenset[QuestionId]:
        """Every indicator this is about."""
        return self.scored | set(self.least) | set(self.above)


def aims(survey: Survey, answers: Answers, label: AnyLabel) -> tuple[Aim, ...]:
    """What a label asks of indicators; several where more improvement areas are described than it needs."""
    match label:
        case Participation():
            return (Aim(),)
        case Pass():
            scored = frozenset(id for id, each in survey.indicators.items() if each.scored)
            total = Fraction(label.total.at_least * survey.out_of, PERCENT)
            return (Aim(total, scored, {id: _threshold(survey, id) for id in survey.indicators}),)
        case Progress():
            flagged = [id for id, each in survey.indicators.items() if each.silver_audit == "yes"]
            areas = _described(survey, answers, label)
            sets = combinations(areas, min(len(areas), label.areas.needed))
            return tuple(_progress(survey, flagged, chosen) for chosen in sets)
        case _:
            assert_never(label)


def _threshold(survey: Survey, id: QuestionId) -> Fraction:
    return Fraction(survey.indicators[id].threshold.points)


def _progress(survey: Survey, flagged: list[QuestionId], areas: tuple[AreaFound, ...]) -> Aim:
    above = {each.indicator: each.before or 0 for each in areas if each.indicator is not None}
    return Aim(least={id: _threshold(survey, id) for id in (*flagged, *above)}, above=above)


def _described(survey: Survey, answers: Answers, label: Progress) -> tuple[AreaFound, ...]:
    """The areas where only the level is missing, if anything; one for an indicator, the one that rose from lowest."""
    card = score(survey, answers)
    found = [found_area(survey, answers, card, area, {}) for area in label.areas.areas]
    told = [each for each in found if each.indicator is not None and set(each.missing) <= {"risen", "red"}]
    lowest = sorted(told, key=lambda each: each.before or 0)
    return tuple(each for each in told if each == next(one for one in lowest if one.indicator == each.indicator))


# --- what is open, what is in the way ------------------------------------------------------------------------


class Kind(StrEnum):
    """What is in the way: a gate not met; a waiver to be confirmed; areas to describe; time; levels out of range."""

    GATE = "gate"
    WAIVER = "waiver"
    AREAS = "areas"
    TIME = "time"
    LEVELS = "levels"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A rule that no step meets, and the questions it rests on.

    `until`: the day on which time alone meets it; None: never. `lacking`: how many areas are still to be described.
    """

    kind: Kind
    rule: Rule
    questions: tuple[QuestionId, ...]
    until: date | None = None
    lacking: int = 0


def obstacles(survey: Survey, answers: Answers, label: AnyLabel, on: date) -> tuple[Obstacle, ...]:
    """What stays in the way on a day with these answers, the steps already taken; open questions are not."""
    gates = (criterion(survey, answers, each) for each in survey.eligibility.criteria) if label.eligibility else ()
    found = [
        Obstacle(Kind.GATE if gate.verdict is Verdict.UNMET else Kind.WAIVER, gate.rule, gate.against)
        for gate in gates
        if gate.against
    ]
    return (*found, *_progress_obstacles(survey, answers, label, on)) if isinstance(label, Progress) else tuple(found)


def out_of_range(label: AnyLabel, indicators: tuple[QuestionId, ...]) -> Obstacle:
    """The rule on indicators that no steps meet at any time, and the indicators that stay below it; none: the total."""
    match label:
        case Progress():
            return Obstacle(Kind.LEVELS, label.minimums, indicators)
        case Pass():
            return Obstacle(Kind.LEVELS, label.thresholds if indicators else label.total, indicators)
        case Participation():
            return Obstacle(Kind.LEVELS, label.complete, indicators)
        case _:
            assert_never(label)


def _progress_obstacles(survey: Survey, answers: Answers, label: Progress, on: date) -> Iterator[Obstacle]:
    time = elapsed(survey, answers, label, on)
    if time.verdict is Verdict.UNMET:
        yield Obstacle(Kind.TIME, label.elapsed, time.against, until=_reached_on(survey, answers, label))
    lacking = label.areas.needed - len(_described(survey, answers, label))
    if lacking > 0:
        card = score(survey, answers)
        areas = distinct([found_area(survey, answers, card, area, {}) for area in label.areas.areas])
        open_areas = tuple(each.area.indicator for each in areas if not set(each.missing) <= {"risen", "red"})
        yield Obstacle(Kind.AREAS, label.areas, open_areas, lacking=lacking)


def _reached_on(survey: Survey, answers: Answers, label: Progress) -> date | None:
    """The first day of the month in which enough months have passed; a bare year counts from its December."""
    match stated(answers, label.elapsed.since):
        case Month(text):
            year, _, month = text.partition("-")
            months = int(year) * YEAR + int(month or YEAR) - 1 + label.elapsed.at_least
            return date(months // YEAR, months % YEAR + 1, 1)
        case _:
            return None


def to_answer(survey: Survey, answers: Answers, label: AnyLabel, aim: Aim, on: date) -> tuple[QuestionId, ...]:
    """The open questions that this label hangs on, in the survey's order; of a computed indicator its open facts."""
    rulings = [criterion(survey, answers, each) for each in survey.eligibility.criteria] if label.eligibility else []
    if isinstance(label, Participation):
        rulings.append(complete(survey, answers, label))
    if isinstance(label, Progress):
        rulings.append(elapsed(survey, answers, label, on))
    found = {id for ruling in rulings if not ruling.against for id in ruling.open}
    for id in aim.indicators:
        if level_of(survey, answers, survey.indicators[id]) is None:
            facts = {fact for fact in needs(survey.indicators[id]) if not settled(survey, answers, fact)}
            found |= facts if isinstance(survey.indicators[id], ComputedIndicator) else {id, *facts}
    return tuple(id for id in survey.questions if id in found)
