"""The cheapest sets for what a label asks of indicators, within a time, and the least time that does it at all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, lcm

from surveys.cheapest import Order, Sum, Sums, in_time, least_red, most
from surveys.choices import Choices
from surveys.obstacles import Aim
from surveys.outcomes import Group, Pick


@dataclass(frozen=True, slots=True)
class Plan:
    """The cheapest sets for one aim; what stays below what is asked, and whether the total is missed."""

    aim: Aim
    best: Sum
    failing: tuple[Pick, ...]
    short: int

    @property
    def complete(self) -> bool:
        """Whether it does all that is asked of indicators."""
        return not self.failing and not self.short


def best_plan(choices: Choices, groups: Sequence[Group], found: Sequence[Aim], months: int | None) -> Plan:
    """The plan, of those for each aim, that leaves least undone, then the cheapest; months None: at any time."""
    plans = [_plan(choices, groups, aim, months) for aim in found]
    return min(plans, key=lambda plan: (len(plan.failing), plan.short, plan.best.key))


def _plan(choices: Choices, groups: Sequence[Group], aim: Aim, months: int | None) -> Plan:
    units, wanted = _units(groups, aim)
    left, failing = least_red(in_time(groups, months), aim.fails)
    enough = min(wanted, most(left, units))
    table = Sums(Order(len(choices.places)), units, enough).table(left)
    return Plan(aim, table[enough], failing, wanted - enough)


def _units(groups: Sequence[Group], aim: Aim) -> tuple[Callable[[Pick], int], int]:
    """Points that count, and the total asked for, in whole numbers: every share of a point in the survey fits."""
    lows = {pick.low for group in groups for setting in group for picks in setting.picks for pick in picks}
    scale = lcm(*(low.denominator for low in lows)) if aim.scored else 1

    def units(pick: Pick) -> int:
        return int(pick.low * scale) if pick.indicator in aim.scored else 0

    return units, ceil(aim.total * scale)


def months_needed(groups: Sequence[Group], aim: Aim) -> int | None:
    """The fewest months in which some set does what is asked; None: never."""
    units, wanted = _units(groups, aim)

    def does(months: int) -> bool:
        left, failing = least_red(in_time(groups, months), aim.fails)
        return not failing and most(left, units) >= wanted

    every = sorted({pick.months for group in groups for setting in group for picks in setting.picks for pick in picks})
    low, high = 0, len(every) - 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if does(every[middle]) else (middle + 1, high)
    return every[low] if does(every[low]) else None
