"""How far one rater agrees with the key, or with another rater: in total, by dimension, and from round to round."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import assert_never

from surveys.coefficients import NEEDED_ITEMS, Caution, Coefficient, Corrected, NoVariation, TooFew, cautions
from surveys.group_agreement import different, gwet, squared
from surveys.tallies import Ratings, checked, tally


@dataclass(frozen=True, slots=True)
class Agreement:
    """A rater beside the key, on the n items that both rated.

    exact, defensible and other add up to n; defensible ones are never exact. `within_one` includes the exact ones.
    higher and lower: where the rater is above and below the key. cannot_judge: items that both have, but not both with
    a level. unpaired: items that only one of them has at all. Neither counts anywhere else.
    """

    n: int
    cannot_judge: int
    unpaired: int
    exact: int
    within_one: int
    defensible: int
    higher: int
    lower: int
    bias: Fraction | None
    """Mean of rater minus key in levels: positive is more lenient, negative stricter. None without a pair."""
    kappa: Corrected
    ac2: Corrected
    ac1: Corrected

    @property
    def other(self) -> int:
        """Neither exact nor defensible."""
        return self.n - self.exact - self.defensible

    def share(self, count: int) -> Fraction | None:
        """One of the counts as a share of the pairs, 0 to 1. None without a pair."""
        return Fraction(count, self.n) if self.n else None


def agreement(rater: Ratings, key: Ratings, levels: int, defensible: Mapping[str, int] | None = None) -> Agreement:
    """Compares two raters item by item; ratings are 0 to levels - 1.

    `defensible` names for an item the one neighbour of the key's level that can be argued as well. ValueError: a level
    outside the scale, a defensible one that is no neighbour of the key's.
    """
    both = [(item, rater[item], key[item]) for item in rater if item in key]
    pairs = {item: (checked(a, levels), checked(b, levels)) for item, a, b in both if a is not None and b is not None}
    apart = [a - b for a, b in pairs.values()]
    n, exact = len(pairs), apart.count(0)
    group = tally(({item: pair[side] for item, pair in pairs.items()} for side in (0, 1)), levels)
    return Agreement(
        n=n,
        cannot_judge=len(both) - n,
        unpaired=len(rater) + len(key) - 2 * len(both),
        exact=exact,
        within_one=sum(abs(each) <= 1 for each in apart),
        defensible=_defended(pairs, defensible or {}, levels),
        higher=sum(each > 0 for each in apart),
        lower=sum(each < 0 for each in apart),
        bias=Fraction(sum(apart), n) if n else None,
        kappa=weighted_kappa(list(pairs.values()), levels),
        ac2=_warned(gwet(group, squared), list(pairs.values()), levels),
        ac1=_warned(gwet(group, different), list(pairs.values()), levels),
    )


def weighted_kappa(pairs: Sequence[tuple[int, int]], levels: int) -> Corrected:
    """Cohen's kappa of two raters with quadratic weights: 1 - sum of d^2 f_o / sum of d^2 f_e.

    f_o counts the items that the one rated i and the other j, d = i - j; f_e = (all that the one rated i) x (all that
    the other rated j) / n is what two raters with these habits would share by chance. Two levels off weighs four times
    as much as one. Cohen 1968, "Weighted kappa: nominal scale agreement with provision for scaled disagreement or
    partial credit", Psychol Bull 70, 213-220; squared distances after Fleiss & Cohen 1973, Educ Psychol Meas 33,
    613-619. The number of levels does not enter, only those that were given.
    """
    n = len(pairs)
    if n < NEEDED_ITEMS:
        return TooFew(n, NEEDED_ITEMS)
    rows, columns = _margins(pairs, levels)
    chance = sum(squared(i, j) * row * column for i, row in enumerate(rows) for j, column in enumerate(columns))
    if not chance:
        return NoVariation(pairs[0][0])
    value = 1 - Fraction(n * sum(squared(a, b) for a, b in pairs), chance)
    flat = {Caution.FLAT} if n in rows or n in columns else set()
    return Coefficient(value, n, 2, cautions(n, [rows, columns]) | flat)


@dataclass(frozen=True, slots=True)
class ByGroup:
    """The same comparison over all items, and over the items of each group, in the order of the first item."""

    total: Agreement
    groups: Mapping[str, Agreement]


def agreement_by(
    groups: Mapping[str, str], rater: Ratings, key: Ratings, levels: int, defensible: Mapping[str, int] | None = None
) -> ByGroup:
    """As `agreement`, also by group, such as the dimension; `groups` has the group of each item.

    A group appears if one of the two has an item of it. KeyError: an item without a group. Each group's coefficients
    are over its own items, so the total is no mean of them.
    """
    parts: dict[str, tuple[dict[str, int | None], dict[str, int | None]]] = {}
    for side, ratings in enumerate((rater, key)):
        for item, level in ratings.items():
            parts.setdefault(groups[item], ({}, {}))[side][item] = level
    found = {group: agreement(*sides, levels, defensible) for group, sides in parts.items()}
    return ByGroup(agreement(rater, key, levels, defensible), found)


@dataclass(frozen=True, slots=True)
class Shift:
    """The same rater before and after, on the n items that both rounds and the key have a level for.

    towards and away: nearer to the key's level than before, or further from it. across: changed, but as far off on the
    other side. The rest stayed. left_out: items that a round or the key has, but not all three with a level.
    """

    n: int
    left_out: int
    exact_before: int
    exact_after: int
    towards: int
    away: int
    across: int

    @property
    def stayed(self) -> int:
        return self.n - self.towards - self.away - self.across


def shift(before: Ratings, after: Ratings, key: Ratings) -> Shift:
    """How far a rater moved towards the key from one round to the next, in plain counts."""
    items = {**before, **after, **key}
    rated = ((before.get(item), after.get(item), key.get(item)) for item in items)
    moves = [(a - k, b - k) for a, b, k in rated if a is not None and b is not None and k is not None]
    return Shift(
        n=len(moves),
        left_out=len(items) - len(moves),
        exact_before=sum(not old for old, _ in moves),
        exact_after=sum(not new for _, new in moves),
        towards=sum(abs(new) < abs(old) for old, new in moves),
        away=sum(abs(new) > abs(old) for old, new in moves),
        across=sum(new == -old != 0 for old, new in moves),
    )


def _defended(pairs: Mapping[str, tuple[int, int]], defensible: Mapping[str, int], levels: int) -> int:
    for item, (_, key) in pairs.items():
        if item in defensible and abs(checked(defensible[item], levels) - key) != 1:
            raise ValueError(f"{item}: level {defensible[item]} is no neighbour of the key's level {key}")
    return sum(defensible.get(item) == given for item, (given, _) in pairs.items())


def _warned(corrected: Corrected, pairs: Sequence[tuple[int, int]], levels: int) -> Corrected:
    """With the cautions of two raters: the group's ones do not know who gave which level."""
    match corrected:
        case Coefficient():
            return replace(corrected, cautions=cautions(len(pairs), _margins(pairs, levels)))
        case TooFew() | NoVariation():
            return corrected
        case _:
            assert_never(corrected)


def _margins(pairs: Sequence[tuple[int, int]], levels: int) -> tuple[list[int], list[int]]:
    """How often each of the two gave each level."""
    rows, columns = [0] * levels, [0] * levels
    for row, column in pairs:
        rows[row] += 1
        columns[column] += 1
    return rows, columns
