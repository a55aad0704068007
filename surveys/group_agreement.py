"""How far a group of raters agrees beyond chance, on all items together and with ratings missing."""

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from surveys.coefficients import NEEDED_ITEMS, Coefficient, Corrected, NoVariation, TooFew, cautions
from surveys.tallies import Counts, Tally

Distance: TypeAlias = Callable[[int, int], int]
"""How far apart two levels are."""
_Matrix: TypeAlias = tuple[tuple[int, ...], ...]


def different(a: int, b: int) -> int:
    """Any other level counts in full: identity weights, the nominal metric."""
    return int(a != b)


def squared(a: int, b: int) -> int:
    """Two levels apart counts four times as much as one: quadratic weights, the interval metric."""
    return (a - b) ** 2


def fleiss(group: Tally) -> Corrected:
    """Fleiss' kappa, which takes levels as mere names: (P - P_e) / (1 - P_e).

    P is the mean over items of the share of pairs of raters who gave the same level, P_e = sum of p_k squared, with p_k
    the mean over items of the share of ratings on level k. Fleiss 1971, "Measuring nominal scale agreement among many
    raters", Psychol Bull 76, 378-382, has the same number of ratings for each item. With missing ratings this is its
    generalisation in Gwet 2014, "Handbook of Inter-Rater Reliability", 4th ed.: every item weighs the same; P is over
    items with two ratings or more, p_k over items with one or more. Nobody is dropped for a missing rating. Two raters
    do not give Cohen's kappa (Cohen takes each rater's own levels, Fleiss those of all).
    """
    found = _observed(group.items.values(), different, group.levels)
    if found.items < NEEDED_ITEMS:
        return TooFew(found.items, NEEDED_ITEMS)
    if 1 in found.shares:
        return NoVariation(found.shares.index(Fraction(1)))
    apart_by_chance = 1 - sum(share * share for share in found.shares)
    return _coefficient(1 - found.disagreement / apart_by_chance, found, group.raters)


def gwet(group: Tally, distance: Distance = squared) -> Corrected:
    """Gwet's AC2 (quadratic weights); with `different` AC1 (identity weights): (p_a - p_e) / (1 - p_e).

    p_a is the mean over items with two ratings or more of the weighted agreement of two raters, each pair weighing
    1 - d / d_max; p_e = T_w / (q (q - 1)) x sum of p_k (1 - p_k), with q levels, T_w the sum of the q x q weights and
    p_k as in `fleiss`. Gwet 2008, "Computing inter-rater reliability and its variance in the presence of high
    agreement", Br J Math Stat Psychol 61, 29-48 (AC1); Gwet 2014 (AC2, missing ratings). Stays high where kappa
    collapses because nearly everything is one level, and is 1, not undefined, where everything is.
    """
    found = _observed(group.items.values(), distance, group.levels)
    if found.items < NEEDED_ITEMS:
        return TooFew(found.items, NEEDED_ITEMS)
    matrix, q = _matrix(distance, group.levels), group.levels
    weights = q * q - Fraction(sum(map(sum, matrix)), max(map(max, matrix)))
    mixed = sum((share * (1 - share) for share in found.shares), Fraction(0))
    expected = weights * mixed / (q * (q - 1))
    return _coefficient(1 - found.disagreement / (1 - expected), found, group.raters)


def krippendorff(group: Tally, distance: Distance | None = None) -> Corrected:
    """Krippendorff's alpha = 1 - D_o / D_e for ordinal ratings; `squared` gives interval, `different` nominal.

    D_o is the mean distance of two ratings of one item, D_e that of any two of all n ratings. The ordinal distance of
    levels c and k is the square of the number of ratings from c to k, those of c and k counting half: what lies between
    is what the raters made of it. Only items with two ratings or more take part, each rating weighing the same; a
    missing one is simply not there. Krippendorff 2004, "Content Analysis", 2nd ed., chapter 11; 2011, "Computing
    Krippendorff's Alpha-Reliability".
    """
    rows = [row for row in group.items.values() if sum(row) > 1]
    if len(rows) < NEEDED_ITEMS:
        return TooFew(len(rows), NEEDED_ITEMS)
    totals = tuple(map(sum, zip(*rows, strict=True)))
    n = sum(totals)
    if n in totals:
        return NoVariation(totals.index(n))
    matrix = _matrix(distance, group.levels) if distance else _ordinal(totals)
    within = sum((Fraction(_disagreement(row, matrix), sum(row) - 1) for row in rows), Fraction(0))
    value = 1 - (n - 1) * within / _disagreement(totals, matrix)
    return Coefficient(value, len(rows), group.raters, cautions(len(rows), [totals]))


class _Observed(NamedTuple):
    """Of the items with two ratings or more: how many, and how far two raters disagree on average, 0 to 1.

    Of all rated items: the mean share of each level, and how many ratings it has.
    """

    items: int
    disagreement: Fraction
    shares: tuple[Fraction, ...]
    totals: Counts


def _observed(rows: Iterable[Counts], distance: Distance, levels: int) -> _Observed:
    matrix = _matrix(distance, levels)
    # Added up in whole numbers by the number of ratings of an item: one fraction for each such number, not each item.
    by_size: dict[int, list[Counts]] = {}
    for row in rows:
        by_size.setdefault(sum(row), []).append(row)
    by_size.pop(0, None)
    items = sum(len(found) for size, found in by_size.items() if size > 1)
    apart, shares, totals = Fraction(0), [Fraction(0)] * levels, [0] * levels
    for size, found in by_size.items():
        sums = tuple(map(sum, zip(*found, strict=True)))
        totals = [total + each for total, each in zip(totals, sums, strict=True)]
        shares = [share + Fraction(each, size) for share, each in zip(shares, sums, strict=True)]
        if size > 1:
            apart += Fraction(2 * sum(_disagreement(row, matrix) for row in found), size * (size - 1))
    rated = sum(map(len, by_size.values()))
    return _Observed(
        items,
        apart / (items * max(map(max, matrix))) if items else apart,
        tuple(share / rated for share in shares) if rated else (),
        tuple(totals),
    )


def _coefficient(value: Fraction, found: _Observed, raters: int) -> Coefficient:
    return Coefficient(value, found.items, raters, cautions(found.items, [found.totals]))


def _matrix(distance: Distance, levels: int) -> _Matrix:
    return tuple(tuple(distance(a, b) for b in range(levels)) for a in range(levels))


def _ordinal(totals: Counts) -> _Matrix:
    """Krippendorff's ordinal distances, times four to stay whole; the factor cancels."""
    upto = [sum(totals[:k]) for k in range(len(totals) + 1)]

    def distance(a: int, b: int) -> int:
        low, high = sorted((a, b))
        return (2 * (upto[high + 1] - upto[low]) - totals[a] - totals[b]) ** 2

    return _matrix(distance, len(totals))


def _disagreement(counts: Counts, matrix: _Matrix) -> int:
    """The distances of all pairs of ratings, added up, each pair once."""
    used = [(k, n) for k, n in enumerate(counts) if n]
    return sum(n * m * matrix[k][other] for at, (k, n) in enumerate(used) for other, m in used[:at])
