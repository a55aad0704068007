"""Levels climb one by one, bands cover every number once, thresholds and examples name a level that exists."""

from collections.abc import Iterator
from itertools import pairwise

from surveys.checks.references import placed
from surveys.indicators import Indicator, LevelIndicator
from surveys.problems import Finding, Path
from surveys.survey import Survey


def level_findings(survey: Survey) -> Iterator[Finding]:
    """Problems in the levels, bands, thresholds and examples of every indicator."""
    for path, question in placed(survey):
        if isinstance(question, Indicator):
            yield from _points(path, question)
            yield from _named(path, question)
            yield from _steps(path, question)
            if isinstance(question, LevelIndicator):
                yield from _no_bands(path, question)
            else:
                yield from _bands(path, question)


def _points(path: Path, indicator: Indicator) -> Iterator[Finding]:
    for index, level in enumerate(indicator.levels):
        if level.points != index:
            message = (
                f"level {index + 1} of `{indicator.id}` is worth {level.points}; levels go 0, 1, 2 … from the lowest"
            )
            yield Finding((*path, "levels", index, "points"), "L01", message)
            return


def _named(path: Path, indicator: Indicator) -> Iterator[Finding]:
    threshold = indicator.threshold
    for key, points in (("points", threshold.points), ("green", threshold.green)):
        if points > indicator.most:
            message = (
                f"the highest level of `{indicator.id}` is worth {indicator.most}; a threshold of {points} can't be met"
            )
            yield Finding((*path, "threshold", key), "L02", message)
    if threshold.green < threshold.points:
        yield Finding((*path, "threshold", "green"), "L02", "green begins below red's end; make it at least `points`")
    if indicator.level(indicator.example.level) is None:
        message = f"`{indicator.id}` has no level worth {indicator.example.level}; give the example one of its levels"
        yield Finding((*path, "example", "level"), "L03", message)


def _steps(path: Path, indicator: Indicator) -> Iterator[Finding]:
    for index, level in enumerate(indicator.levels):
        here = (*path, "levels", index)
        if index == 0 and level.step is not None:
            yield Finding((*here, "step"), "L04", "nothing leads up to the lowest level; remove `step`")
        elif index > 0 and level.step is None:
            yield Finding(here, "L04", "say what the step up takes: `step: {effort: …, months: …}`")
        elif level.step is not None and (level.step.effort is None) != level.step.time_only:
            yield Finding((*here, "step"), "L04", "a step has either an `effort` or `time_only: true`")


def _no_bands(path: Path, indicator: Indicator) -> Iterator[Finding]:
    for index, level in enumerate(indicator.levels):
        if level.from_ is not None or level.below is not None:
            yield Finding(
                (*path, "levels", index), "L05", "a level picked by letter has no `from` or `below`; remove them"
            )


def _bands(path: Path, indicator: Indicator) -> Iterator[Finding]:
    """Bands in the order of the quantity must touch, and only the outermost ends may be open."""
    bands = list(enumerate(indicator.levels))
    first, last = bands[0][1], bands[-1][1]
    rising = first.from_ is None or (last.below is None and last.from_ is not None)
    ordered = bands if rising else bands[::-1]
    for (_, lower), (index, upper) in pairwise(ordered):
        here = (*path, "levels", index)
        if lower.below is None or upper.from_ is None:
            yield Finding(here, "L06", "the bands leave an open end in the middle: give `from` here and `below` before")
        elif lower.below < upper.from_:
            message = f"nothing covers {lower.below} to {upper.from_}; begin this band at {lower.below}"
            yield Finding((*here, "from"), "L06", message)
        elif lower.below > upper.from_:
            message = f"{upper.from_} to {lower.below} is in two bands; begin this band at {lower.below}"
            yield Finding((*here, "from"), "L07", message)
    for index, level in bands:
        if level.from_ is not None and level.below is not None and level.from_ >= level.below:
            yield Finding(
                (*path, "levels", index), "L06", f"a band from {level.from_} below {level.below} holds nothing"
            )
    if ordered[0][1].from_ not in (None, 0):
        message = "the lowest band has no `from`, or 0: smaller numbers would be in none"
        yield Finding((*path, "levels", ordered[0][0]), "L06", message)
    if ordered[-1][1].below is not None:
        message = "the highest band has no `below`: larger numbers would be in none"
        yield Finding((*path, "levels", ordered[-1][0]), "L06", message)
