"""The cheapest sets of outcomes that gather enough points: exact, by a table of the least weight for each sum.

Weights are added and the least is kept, sum by sum and group by group (a knapsack in whole numbers). A sum that another
one beats in points and in weight is dropped: nothing can be added to it that would not be better added to the other.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import reduce
from itertools import islice
from typing import TypeAlias

from surveys.outcomes import Group, Pick, Setting

Leaf: TypeAlias = Pick | Setting
Found: TypeAlias = tuple[Leaf, ...]
"""One set: the settings with facts to change, and every indicator's outcome."""


@dataclass(slots=True)
class Sum:
    """All the cheapest ways to one sum of points: their weight, how many there are, and which comes first."""

    weight: int
    key: int
    many: int
    made: list["Leaf | tuple[Sum, Sum]"] = field(default_factory=list)
    """The first one first; the others in the order found."""


Table: TypeAlias = dict[int, Sum]


@dataclass(frozen=True, slots=True)
class Order:
    """What comes first among equally cheap sets, as one whole number that adds up: the smallest wins.

    Less weight; then more documents alone; then fewer indicators touched; then those that come first in the survey;
    then lower levels.
    """

    indicators: int

    def of(self, weight: int, picks: Iterable[Pick]) -> int:
        """The number of a part of a set."""
        wide = self.indicators.bit_length() + 2
        documents = touched = mask = rungs = 0
        for pick in picks:
            behind = self.indicators - 1 - pick.place
            rungs += pick.rung << (5 * behind)
            documents += pick.kind == "document"
            if pick.kind != "stay":
                touched += 1
                mask += 1 << behind
        key = (((weight << wide) - documents) << wide) + touched
        return (((key << self.indicators + 1) - mask) << (5 * self.indicators + 1)) + rungs


class Sums:
    """The tables of a survey's groups. `units` gives the points of a pick in whole numbers; sums stop at `enough`."""

    def __init__(self, order: Order, units: Callable[[Pick], int], enough: int) -> None:
        self.order = order
        self.units = units
        self.enough = enough

    def table(self, groups: Iterable[Group]) -> Table:
        """The least weight for every sum worth having."""
        return reduce(self._joined, (self._group(group) for group in groups))

    def _group(self, group: Group) -> Table:
        return self._kept(entry for setting in group for entry in self._setting(setting).items())

    def _setting(self, setting: Setting) -> Table:
        weight = sum(setting.weights)
        start = {0: Sum(weight, self.order.of(weight, ()), 1, [setting])}
        return reduce(self._joined, (self._picks(picks) for picks in setting.picks), start)

    def _picks(self, picks: Iterable[Pick]) -> Table:
        leaves = ((self.units(pick), Sum(pick.weight, self.order.of(pick.weight, [pick]), 1, [pick])) for pick in picks)
        return self._kept((min(points, self.enough), leaf) for points, leaf in leaves)

    def _joined(self, first: Table, second: Table) -> Table:
        return self._kept(
            (
                min(points + more, self.enough),
                Sum(one.weight + other.weight, one.key + other.key, one.many * other.many, [(one, other)]),
            )
            for points, one in first.items()
            for more, other in second.items()
        )

    def _kept(self, entries: Iterable[tuple[int, Sum]]) -> Table:
        """The cheapest entries of each sum, all of them, without the sums that others beat."""
        best: Table = {}
        for points, entry in entries:
            there = best.get(points)
            if there is None or entry.weight < there.weight:
                best[points] = entry
            elif entry.weight == there.weight:
                made = [*entry.made, *there.made] if entry.key < there.key else [*there.made, *entry.made]
                best[points] = Sum(there.weight, min(entry.key, there.key), there.many + entry.many, made)
        kept: Table = {}
        least: int | None = None
        for points in sorted(best, reverse=True):
            if least is None or best[points].weight <= least:
                kept[points], least = best[points], best[points].weight
        return kept


def sets(found: Sum) -> Iterator[Found]:
    """Every set behind a sum, the first one first; take only as many as are needed."""
    for made in found.made:
        if isinstance(made, tuple):
            for left in sets(made[0]):
                for right in sets(made[1]):
                    yield (*left, *right)
        else:
            yield (made,)


def some(found: Sum, many: int) -> tuple[Found, ...]:
    """The first of the sets behind a sum and up to so many others."""
    return tuple(islice(sets(found), many + 1))


def picks(found: Found) -> tuple[Pick, ...]:
    """The outcomes of a set, in the survey's order."""
    return tuple(sorted((leaf for leaf in found if isinstance(leaf, Pick)), key=lambda pick: pick.place))


def settings(found: Found) -> tuple[Setting, ...]:
    """The settings of a set that change facts."""
    return tuple(leaf for leaf in found if isinstance(leaf, Setting) and leaf.facts)


# --- within a time -------------------------------------------------------------------------------------------


def in_time(groups: Iterable[Group], months: int | None) -> tuple[Group, ...]:
    """What can be done within so many months, None: at any time; one indicator's months add up, others run beside."""
    found = []
    for group in groups:
        kept = []
        for setting in group:
            left = tuple(
                tuple(pick for pick in picks if months is None or pick.months <= months) for picks in setting.picks
            )
            if all(left):
                kept.append(Setting(setting.facts, setting.weights, left))
        found.append(tuple(kept))
    return tuple(found)


def least_red(groups: Iterable[Group], fails: Callable[[Pick], bool]) -> tuple[tuple[Group, ...], tuple[Pick, ...]]:
    """The outcomes that leave the fewest indicators below what the label asks, and one such pick for each of these."""
    kept, failing = [], []
    for group in groups:
        counted = [(sum(all(fails(pick) for pick in picks) for picks in setting.picks), setting) for setting in group]
        fewest = min(many for many, _ in counted)
        best = [
            Setting(each.facts, each.weights, tuple(_passing(picks, fails) for picks in each.picks))
            for many, each in counted
            if many == fewest
        ]
        kept.append(tuple(best))
        failing += [picks[0] for picks in best[0].picks if fails(picks[0])]
    return tuple(kept), tuple(failing)


def _passing(picks: tuple[Pick, ...], fails: Callable[[Pick], bool]) -> tuple[Pick, ...]:
    return tuple(pick for pick in picks if not fails(pick)) or picks


def most(groups: Iterable[Group], units: Callable[[Pick], int]) -> int:
    """The points that all of this can come to."""
    return sum(
        max(sum(max(units(pick) for pick in picks) for picks in setting.picks) for setting in group) for group in groups
    )
