"""A group's ratings, counted item by item: how they lie, what is most disputed and what is hardest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

Ratings: TypeAlias = Mapping[str, int | None]
"""Item to level, 0 to levels - 1; None is "cannot judge". An item that was not rated may be missing."""
Counts: TypeAlias = tuple[int, ...]
"""How many gave each level, lowest first."""


@dataclass(frozen=True, slots=True)
class Tally:
    """A group's ratings, counted: per item in the order first met, and how many rated at least one item."""

    items: Mapping[str, Counts]
    raters: int
    levels: int


def tally(raters: Iterable[Ratings], levels: int) -> Tally:
    """Counts everybody's ratings once; all that follows works on the counts. ValueError: a level outside the scale.

    An item that nobody could judge is listed, with no ratings.
    """
    if levels < 2:
        raise ValueError(f"a scale has two levels or more, not {levels}")
    counts: dict[str, list[int]] = {}
    active = 0
    for ratings in raters:
        active += any(level is not None for level in ratings.values())
        for item, level in ratings.items():
            row = counts.setdefault(item, [0] * levels)
            if level is not None:
                row[checked(level, levels)] += 1
    return Tally({item: tuple(row) for item, row in counts.items()}, active, levels)


def checked(level: int, levels: int) -> int:
    """The level, if the scale has it."""
    if not 0 <= level < levels:
        raise ValueError(f"level {level} is outside 0 to {levels - 1}")
    return level


@dataclass(frozen=True, slots=True)
class Distribution:
    """What a group gave one item, by level."""

    item: str
    counts: Counts

    @property
    def n(self) -> int:
        return sum(self.counts)

    @property
    def spread(self) -> Fraction | None:
        """Leik's ordinal dispersion D, 0 (all on one level) to 1 (half on the lowest, half on the highest level).

        D = 2 / (q - 1) x sum of min(F_k, 1 - F_k), F_k being the share of ratings up to level k, which is the mean
        distance from the median over the greatest that it can be. Needs an order of levels, no even steps. None below
        two ratings. Leik 1966, "A measure of ordinal consensus", Pacific Sociol Rev 9, 85-90.
        """
        if self.n < 2:
            return None
        below = [sum(self.counts[: k + 1]) for k in range(len(self.counts) - 1)]
        return Fraction(2 * sum(min(each, self.n - each) for each in below), self.n * len(below))


def disputed(group: Tally) -> tuple[Distribution, ...]:
    """The items with two ratings or more, most disputed (greatest spread) first, then in the tally's order."""
    found = (Distribution(item, counts) for item, counts in group.items.items() if sum(counts) > 1)
    return tuple(sorted(found, key=lambda each: each.spread or 0, reverse=True))


@dataclass(frozen=True, slots=True)
class Hardness:
    """How a group did on one item: `exact` of `n` gave the key's level, the others are `distance` levels off in sum."""

    item: str
    n: int
    exact: int
    distance: int

    @property
    def missed(self) -> Fraction:
        """The share that did not give exactly the key's level, 0 to 1."""
        return Fraction(self.n - self.exact, self.n)

    @property
    def mean_distance(self) -> Fraction:
        """How many levels off a rating is on average, the exact ones included."""
        return Fraction(self.distance, self.n)


def hardest(group: Tally, key: Ratings) -> tuple[Hardness, ...]:
    """The items that the key and at least one person rated, hardest first: most not exact, then furthest off."""
    levels = {item: checked(level, group.levels) for item, level in key.items() if level is not None}
    found = (
        Hardness(item, sum(counts), counts[level], sum(n * abs(k - level) for k, n in enumerate(counts)))
        for item, counts in group.items.items()
        if (level := levels.get(item)) is not None and any(counts)
    )
    return tuple(sorted(found, key=lambda each: (each.missed, each.mean_distance), reverse=True))
