"""A group's agreement as published, what is undefined, items by dispute and hardness, and how long it takes."""

import random
import statistics
import time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.coefficients import Caution, Coefficient, Corrected, NoVariation, TooFew
from surveys.group_agreement import different, fleiss, gwet, krippendorff, squared
from surveys.tallies import Distribution, Tally, disputed, hardest, tally
from tests.surveys.drawing import QUICK
from tests.surveys.rating import C_DATA, Row, counted, group, tables, value

WORKED = (
    (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0), (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
)  # fmt: skip
"""The worked example of the Wikipedia article on Fleiss' kappa: 14 raters, 10 subjects, 5 categories."""
PATIENTS = (
    (0, 0, 0, 6, 0), (0, 3, 0, 0, 3), (0, 1, 4, 0, 1), (0, 0, 0, 0, 6), (0, 3, 0, 3, 0),
    (2, 0, 4, 0, 0), (0, 0, 4, 0, 2), (2, 0, 3, 1, 0), (2, 0, 0, 4, 0), (0, 0, 0, 0, 6),
    (1, 0, 0, 5, 0), (1, 1, 0, 4, 0), (0, 3, 3, 0, 0), (1, 0, 0, 5, 0), (0, 2, 0, 3, 1),
)  # fmt: skip
"""Gwet's `distrib.6raters`: psychiatric patients as 6 raters saw them; values in the vignettes of his irrCAC for R."""


def test_the_worked_example_of_fleiss_kappa() -> None:
    assert value(fleiss(counted(WORKED))) == pytest.approx(0.210, abs=5e-4)


def test_gwets_published_distribution() -> None:
    patients = counted(PATIENTS)
    assert value(fleiss(patients)) == pytest.approx(0.4139265, abs=5e-8)
    assert value(gwet(patients, different)) == pytest.approx(0.4448007, abs=5e-8)
    assert value(gwet(patients)) == pytest.approx(0.4837438, abs=5e-8)


def test_krippendorffs_published_data() -> None:
    data = group(C_DATA, 5, lowest=1)
    assert value(krippendorff(data, different)) == pytest.approx(0.743, abs=5e-4)
    assert value(krippendorff(data)) == pytest.approx(0.815, abs=5e-4)
    assert value(krippendorff(data, squared)) == pytest.approx(0.849, abs=5e-4)


def test_the_same_data_as_gwet_published_it() -> None:
    data = group(C_DATA, 5, lowest=1)
    assert value(gwet(data, different)) == pytest.approx(0.77544, abs=5e-6)
    assert value(gwet(data)) == pytest.approx(0.914, abs=5e-6)
    assert value(fleiss(data)) == pytest.approx(0.76117, abs=5e-6)


def test_how_many_items_and_raters() -> None:
    data = group([*C_DATA, [None] * 12], 5, lowest=1)
    for found in (fleiss(data), gwet(data), krippendorff(data)):
        assert isinstance(found, Coefficient)
        assert (found.items, found.raters) == (11, 4)  # one item has a single rating, the fifth rater has none
    assert len(data.items) == 12


def test_tally() -> None:
    found = tally([{"a": 1, "b": None}, {"a": 1, "c": 0}, {"b": None}, {}], 2)
    assert found == Tally({"a": (0, 2), "b": (0, 0), "c": (1, 0)}, raters=2, levels=2)


@pytest.mark.parametrize("level", [-1, 2])
def test_levels_outside_the_scale(level: int) -> None:
    with pytest.raises(ValueError, match=f"level {level} is outside 0 to 1"):
        tally([{"a": level}], 2)


def test_a_scale_has_levels() -> None:
    with pytest.raises(ValueError, match="two levels or more, not 1"):
        tally([{"a": 0}], 1)


def all_of(found: Tally) -> list[Corrected]:
    return [fleiss(found), krippendorff(found), krippendorff(found, squared), gwet(found), gwet(found, different)]


@pytest.mark.parametrize(
    ("rows", "n"), [([], 0), ([[0, 1, 2]], 0), ([[0, 1, 2], [0, None, None]], 1), ([[None], [None]], 0)]
)
def test_too_few(rows: list[Row], n: int) -> None:
    assert all_of(group(rows, 6)) == [TooFew(n, 2)] * 5


def test_no_variation() -> None:
    nominal, ordinal, interval, *gwets = all_of(group([[4] * 12, [4] * 11 + [None]], 6))
    assert nominal == ordinal == interval == NoVariation(4)
    for found in gwets:
        assert value(found) == 1
        assert isinstance(found, Coefficient)
        assert found.cautions == {Caution.ONE_LEVEL}


def test_alpha_takes_single_ratings_for_nothing() -> None:
    found = group([[4, 4, 4], [4, 4, None], [4, 4, None]], 6)
    assert krippendorff(found) == NoVariation(4)
    assert krippendorff(group([[4, 4, 0], [4, 4, None], [4, 4, None]], 6)) == NoVariation(4)


def test_nearly_all_on_one_level_is_flagged() -> None:
    flagged = [{Caution.ONE_LEVEL}] * 5
    ninety = group([[3] * 9 + [2], [3] * 9 + [2]], 6)
    below = group([[3] * 9 + [2], [3] * 9 + [2], [3] * 8 + [2, 2]], 6)
    assert [found.cautions for found in all_of(ninety) if isinstance(found, Coefficient)] == flagged
    assert [found.cautions for found in all_of(below) if isinstance(found, Coefficient)] == [set()] * 5


def test_below_ten_items_is_little() -> None:
    for n, cautions in ((9, {Caution.FEW}), (10, set[Caution]())):
        rows = [[k % 6 for k in range(n)] for _ in range(3)]
        assert [found.cautions for found in all_of(group(rows, 6)) if isinstance(found, Coefficient)] == [cautions] * 5


def test_the_group_can_be_a_paradox_too() -> None:
    found = group([[3] * 19 + [2], [3] * 18 + [2, 3], [3] * 20], 6)
    assert value(fleiss(found)) < 0
    assert value(krippendorff(found)) < 0.1
    assert value(gwet(found, different)) > 0.9


def test_leiks_dispersion_as_documented() -> None:
    """The example of `Leik` in the R package agrmt; the ends are from Leik's definition."""
    documented = Distribution("a", (30, 40, 210, 130, 530, 50, 10)).spread
    assert documented is not None
    assert round(documented, 3) == Fraction("0.287")
    assert Distribution("a", (0, 0, 4, 0, 0, 0)).spread == 0
    assert Distribution("a", (4, 0, 0, 0, 0, 4)).spread == 1


@pytest.mark.parametrize("counts", [(0, 0), (0, 1)])
def test_one_rating_has_no_spread(counts: tuple[int, ...]) -> None:
    assert Distribution("a", counts).spread is None


@QUICK
@given(st.lists(st.integers(0, 5), min_size=2, max_size=30))
def test_the_spread_is_the_mean_distance_from_the_median(given_levels: list[int]) -> None:
    spread = Distribution("a", tuple(given_levels.count(k) for k in range(6))).spread
    middle = statistics.median_low(given_levels)
    assert spread == Fraction(sum(abs(level - middle) for level in given_levels), len(given_levels)) / Fraction(5, 2)


def test_most_disputed_first() -> None:
    found = group([[2, 0, 3, 1, 0, 5], [2, 5, 3, 2, None, None], [2, 0, 4, 1, None, None], [2, 5, 3, 1, None, None]], 6)
    assert [(each.item, each.n) for each in disputed(found)] == [
        ("item-1", 4), ("item-2", 4), ("item-3", 4), ("item-0", 4)
    ]  # fmt: skip
    assert [each.spread for each in disputed(found)] == [1, Fraction(1, 10), Fraction(1, 10), 0]
    assert disputed(found)[1].counts == (0, 0, 0, 3, 1, 0)


def test_hardest_first() -> None:
    found = group([[2, 4, 1, 0, 5, None, 1], [2, 3, 1, 0, 4, None, 1], [2, 3, 0, None, 3, None, 1]], 6)
    key = {"item-0": 2, "item-1": 2, "item-2": 4, "item-3": 0, "item-4": 4, "item-5": 1, "item-6": None, "other": 1}
    hard = hardest(found, key)
    assert [each.item for each in hard] == ["item-2", "item-1", "item-4", "item-0", "item-3"]
    assert [each.missed for each in hard] == [1, 1, Fraction(2, 3), 0, 0]
    assert [each.mean_distance for each in hard] == [Fraction(10, 3), Fraction(4, 3), Fraction(2, 3), 0, 0]
    assert [(each.n, each.exact) for each in hard][2:] == [(3, 1), (3, 3), (2, 2)]


def test_a_key_outside_the_scale() -> None:
    with pytest.raises(ValueError, match="level 6 is outside 0 to 5"):
        hardest(group([[1]], 6), {"item-0": 6})


@QUICK
@given(tables(st.integers(2, 6)))
def test_the_order_of_raters_and_items_is_nothing(drawn: tuple[int, list[Row]]) -> None:
    levels, rows = drawn
    turned = group([list(row)[::-1] for row in rows[::-1]], levels)
    assert all_of(turned) == all_of(group(rows, levels))


def test_two_hundred_raters_take_well_under_a_tenth_of_a_second() -> None:
    chance = random.Random(31)
    key = {f"item-{k}": chance.randrange(6) for k in range(31)}
    rated = [{item: chance.choice([None, level, *range(6)]) for item, level in key.items()} for _ in range(200)]

    def seconds() -> float:
        start = time.perf_counter()
        found = tally(rated, 6)
        assert all(isinstance(each, Coefficient) for each in all_of(found))
        assert len(disputed(found)) == len(hardest(found, key)) == 31
        return time.perf_counter() - start

    assert min(seconds() for _ in range(5)) < 0.05
