"""Levels climb one by one, bands cover every number once, thresholds and examples name a level that exists."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from surveys.checks.references import placed
from surveys.definition import Numeric
from surveys.indicators import (
    ChecklistIndicator,
    ComputedIndicator,
    Indicator,
    Level,
    LevelIndicator,
    NumberIndicator,
    Quantity,
    RatioIndicator,
)
from surveys.problems import Finding, Path
from surveys.quantities import PERCENT
from surveys.survey import Survey


def level_findings(survey: Survey) -> Iterator[Finding]:
    """Problems in the levels, bands, thresholds and examples of every indicator, and in the range of every number."""
    for path, question in placed(survey):
        if isinstance(question, Numeric):
            yield from _range(path, question)
        if isinstance(question, Indicator):
            yield from _points(path, question)
            yield from _named(path, question)
            yield from _steps(path, question)
            if isinstance(question, LevelIndicator):
                yield from _no_bands(path, question)
            else:
                yield from _bands(path, question)
                yield from _reached(path, question)


def _points(path: Path, indicator: Indicator) -> Iterator[Finding]:
    for index, level in enumerate(indicator.levels):
        if level.points != index:
            message = (
                f"level {index + 1} of `{indicator.id}` is worth {level.points}, levels climb from 0 one by one; "
                f"write {index}"
            )
            yield Finding((*path, "levels", index, "points"), "L01", message)
            return


def _named(path: Path, indicator: Indicator) -> Iterator[Finding]:
    threshold = indicator.threshold
    for key, points in (("points", threshold.points), ("green", threshold.green)):
        if points > indicator.most:
            message = (
                f"the highest level of `{indicator.id}` is worth {indicator.most}, so {points} can't be met; lower it"
            )
            yield Finding((*path, "threshold", key), "L02", message)
    if threshold.green < threshold.points:
        yield Finding(
            (*path, "threshold", "green"), "L02", "green begins below the end of red; write at least `points`"
        )
    if indicator.level(indicator.example.level) is None:
        message = f"`{indicator.id}` has no level worth {indicator.example.level}; choose one of its levels"
        yield Finding((*path, "example", "level"), "L03", message)


def _steps(path: Path, indicator: Indicator) -> Iterator[Finding]:
    for index, level in enumerate(indicator.levels):
        here = (*path, "levels", index)
        if index == 0 and level.step is not None:
            yield Finding((*here, "step"), "L04", "nothing leads up to the lowest level; remove `step`")
        elif index > 0 and level.step is None:
            yield Finding(here, "L04", "what the step up takes is missing; add `step: {effort: …, months: …}`")
        elif level.step is not None and (level.step.effort is None) != level.step.time_only:
            yield Finding(
                (*here, "step"), "L04", "a step has either an `effort` or `time_only: true`; keep one of them"
            )


def _no_bands(path: Path, indicator: Indicator) -> Iterator[Finding]:
    for index, level in enumerate(indicator.levels):
        if level.from_ is not None or level.below is not None:
            yield Finding(
                (*path, "levels", index), "L05", "a level picked by letter has no `from` or `below`; remove them"
            )


def _bands(path: Path, indicator: Indicator) -> Iterator[Finding]:
    """Bands in the order of the quantity must touch, and only the outermost ends may be open."""
    bands = list(enumerate(indicator.levels))
    ordered = bands if _rising(indicator.levels[0], indicator.levels[-1]) else bands[::-1]
    for (below, lower), (above, upper) in pairwise(ordered):
        if lower.below is None:
            yield Finding((*path, "levels", below), "L06", "this band has no upper end; add `below`")
        if upper.from_ is None:
            yield Finding((*path, "levels", above), "L06", "this band has no lower end; add `from`")
        if lower.below is not None and upper.from_ is not None and lower.below != upper.from_:
            between = " to ".join(str(end) for end in sorted((lower.below, upper.from_)))
            code, what = ("L06", "in no band") if lower.below < upper.from_ else ("L07", "in two bands")
            message = f"{between} is {what}; write `from: {lower.below}`, or move the other band"
            yield Finding((*path, "levels", above, "from"), code, message)
    for index, level in bands:
        if level.from_ is not None and level.below is not None and level.from_ >= level.below:
            message = f"a band from {level.from_} below {level.below} holds nothing; mend its ends"
            yield Finding((*path, "levels", index), "L06", message)
    if ordered[0][1].from_ not in (None, 0):
        message = "smaller numbers would be in no band; remove `from` here, or write 0"
        yield Finding((*path, "levels", ordered[0][0], "from"), "L06", message)
    if ordered[-1][1].below is not None:
        message = "larger numbers would be in no band; remove `below` here"
        yield Finding((*path, "levels", ordered[-1][0], "below"), "L06", message)


def _rising(first: Level, last: Level) -> bool:
    """Whether more is better, as far as the ends that are given tell."""
    if first.from_ is not None and last.from_ is not None:
        return first.from_ <= last.from_
    if first.below is not None and last.below is not None:
        return first.below <= last.below
    return first.from_ is None


def _reached(path: Path, indicator: Indicator) -> Iterator[Finding]:
    """Levels whose band lies above the largest number that can be answered."""
    most = _largest(indicator)
    for index, level in enumerate(indicator.levels):
        if most is not None and level.from_ is not None and level.from_ > most:
            message = f"no answer is above {most}, so nobody reaches this level; lower `from`"
            yield Finding((*path, "levels", index, "from"), "L08", message)


def _largest(indicator: Indicator) -> Decimal | None:
    match indicator:
        case ChecklistIndicator(items=items):
            return Decimal(len(items))
        case NumberIndicator(whole=None, part=None, high=high):
            return high
        case NumberIndicator() | RatioIndicator() | ComputedIndicator(from_=Quantity(share_of=str())):
            return Decimal(PERCENT)
        case _:
            return None


def _range(path: Path, question: Numeric) -> Iterator[Finding]:
    if question.high < question.low:
        message = f"no number is from {question.low} to {question.high}; write a `high` that is not below `low`"
        yield Finding((*path, "high"), "L08", message)
