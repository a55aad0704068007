"""A survey as it is practised: only indicators, and all of them rated by letter or by a number that falls in a band.

Facts are off the path of a practice session, because the case tells them. An indicator that follows from facts, or is
a number, a share or a list, becomes one whose levels are picked; the bands stay with the levels.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import TypeVar

from surveys.indicators import (
    ChecklistIndicator,
    ComputedIndicator,
    Indicator,
    Level,
    LevelIndicator,
    NumberIndicator,
    RatioIndicator,
)
from surveys.quantities import band
from surveys.session import QuestionId
from surveys.survey import Section, Survey

Part = TypeVar("Part", Survey, Section)


class BandedIndicator(LevelIndicator):
    """An indicator whose levels are bands of a quantity; `percent`: of a share, which two numbers can tell as well."""

    percent: bool = False


def practised(survey: Survey, ids: Iterable[QuestionId]) -> Survey:
    """The survey with these questions and nothing else, in its own order; letters and points stay as they are."""
    wanted = set(ids)
    sections = tuple(
        _of(
            section,
            indicators=tuple(_rated(each) for each in section.indicators if each.id in wanted),
            questions=tuple(each for each in section.questions if each.id in wanted),
        )
        for section in survey.sections
    )
    return _of(survey, sections=tuple(each for each in sections if each.asked), contradictions=())


def _of(part: Part, **changes: object) -> Part:
    """The same with some fields otherwise. Built anew: a copy would keep what the old one has looked up already."""
    kind = type(part)
    fields = {name: getattr(part, name) for name in kind.model_fields}
    return kind.model_construct(**{**fields, **changes})


def _rated(indicator: Indicator) -> LevelIndicator:
    if isinstance(indicator, LevelIndicator):
        return indicator
    shared = {name: getattr(indicator, name) for name in Indicator.model_fields}
    if isinstance(indicator, ChecklistIndicator):
        shared["ask"] = "\n".join([indicator.ask, *(f"• {item.text}" for item in indicator.items)])
    return BandedIndicator.model_construct(**shared, form="level", ladder="climbs", percent=_is_share(indicator))


def _is_share(indicator: Indicator) -> bool:
    match indicator:
        case RatioIndicator():
            return True
        case NumberIndicator():
            return bool(indicator.whole or indicator.part)
        case ComputedIndicator():
            return indicator.from_.share_of is not None
        case _:
            return False


def by_number(indicator: BandedIndicator, amount: Fraction) -> Level | None:
    """The level whose band holds a number; None for one below nought."""
    return band(indicator, amount) if amount >= 0 else None
