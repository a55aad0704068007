"""What is weakest: dimensions, and the indicators of one, in the order of the points that their documents bear out.

Counted is what has a level, and what is not asked about documents yet counts as if they proved it: what is open is not
lost. The order is our choice.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import TypeAlias

from surveys.indicators import Indicator
from surveys.scoring import Rated, Scorecard
from surveys.survey import Section, Survey

Strength: TypeAlias = tuple[bool, Fraction, Fraction, Fraction]
"""Whether nothing is known; the shares of documented points at the most and for sure, and of claimed points."""


def weakest_sections(survey: Survey, card: Scorecard) -> tuple[Section, ...]:
    """The sections of indicators, weakest first: by the share of documented points, then of claimed ones.

    Those without any level come last. Ties stay in the survey's order.
    """
    dimensions = (section for section in survey.sections if section.indicators)
    return tuple(sorted(dimensions, key=lambda section: _strength(_scored(section, card))))


def weakest_indicators(section: Section, card: Scorecard) -> tuple[Indicator, ...]:
    """A section's indicators in the same order; open ones last. One without points in the totals stands by its own."""
    return tuple(sorted(section.indicators, key=lambda each: _strength([card.indicators[each.id]])))


def _scored(section: Section, card: Scorecard) -> list[Rated]:
    return [card.indicators[each.id] for each in section.indicators if each.scored]


def _strength(rated: Iterable[Rated]) -> Strength:
    known = [each for each in rated if not each.open]
    most = sum(each.claimed.out_of for each in known)
    if not most:
        return True, Fraction(0), Fraction(0), Fraction(0)
    at_most = sum((each.evidenced.high for each in known), Fraction(0)) / most
    for_sure = sum((each.evidenced.low for each in known), Fraction(0)) / most
    return False, at_most, for_sure, sum((each.claimed.low for each in known), Fraction(0)) / most
