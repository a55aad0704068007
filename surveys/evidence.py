"""What proves a check and what is missing: each indicator's list of proofs, how old they are, the gaps by their worth.

A gap is worth the points of the level times the share of the list that no proof of the right age covers (our choice).
Nothing here changes what counts as documented: that is the person's own statement.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from surveys.indicators import Indicator
from surveys.label_calendar import last_day
from surveys.path import counted
from surveys.quantities import level_of
from surveys.session import Answers, QuestionId
from surveys.survey import Survey

SHOWS_LIMIT, WORDS_LIMIT = 300, 500
"""Characters of what a proof shows, and of a link or of where it lies."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One proof of an indicator: which places of its list it covers, and the day, month or year it refers to."""

    covers: frozenset[int]
    refers: str | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands and what is missing for one indicator. Places count from 0 in the survey's list."""

    indicator: QuestionId
    points: int | None
    """Of its level; None while that is open."""
    proofs: int
    missing: tuple[int, ...]
    """What no proof of the right age covers."""
    stale: tuple[int, ...]
    """Of these, what only a proof covers that is too old."""
    undated: tuple[int, ...]
    """What is covered by proofs without a date only, though it may not be older than so many months."""
    worth: Fraction
    """Points that stand on a level and are not shown."""


def checklist(
    survey: Survey, answers: Answers, shown: Mapping[QuestionId, Sequence[Shown]], today: date
) -> tuple[Gap, ...]:
    """Every indicator, the most valuable gap first; then open levels, what is complete, and levels without points."""
    known = counted(survey, answers)
    found = []
    for id, indicator in survey.indicators.items():
        level = level_of(survey, known, indicator)
        found.append(gap(indicator, level.points if level else None, shown.get(id, ()), today))
    return tuple(sorted(found, key=_order))


def gap(indicator: Indicator, points: int | None, shown: Sequence[Shown], today: date) -> Gap:
    """What is missing of one indicator's list."""
    fresh: set[int] = set()
    old: set[int] = set()
    dated: set[int] = set()
    for each in shown:
        for place in each.covers:
            if place >= len(indicator.proof):
                continue
            months = indicator.proof[place].max_age_months
            if stale(months, each.refers, today):
                old.add(place)
                continue
            fresh.add(place)
            if months is None or each.refers is not None:
                dated.add(place)
    places = range(len(indicator.proof))
    missing = tuple(place for place in places if place not in fresh)
    return Gap(
        indicator=indicator.id,
        points=points,
        proofs=len(shown),
        missing=missing,
        stale=tuple(place for place in missing if place in old),
        undated=tuple(place for place in places if place in fresh - dated),
        worth=Fraction((points or 0) * len(missing), len(indicator.proof)),
    )


def _order(found: Gap) -> tuple[Fraction, int]:
    """The survey's order among equals."""
    rank = 0 if found.worth else 1 if found.points is None and found.missing else 3 if found.points == 0 else 2
    return -found.worth, rank


def stale(months: int | None, refers: str | None, today: date) -> bool:
    """Whether what refers to this day, month or year is older than so many months; never where one is not told."""
    return months is not None and refers is not None and last_day(period_end(refers), months) < today


def period_end(refers: str) -> date:
    """The last day of `2025`, `2025-03` or `2025-03-15`."""
    year, month, day = [*(int(part) for part in refers.split("-")), 0, 0][:3]
    if day:
        return date(year, month, day)
    return last_day(date(year, month or 12, 1), 0)


def carried(old: Indicator, new: Indicator, covers: Iterable[int]) -> frozenset[int]:
    """The same places in another version's list: those that read the same, both in English."""
    texts = [each.text for each in new.proof]
    wanted = [old.proof[place].text for place in covers if place < len(old.proof)]
    return frozenset(texts.index(text) for text in wanted if text in texts)
