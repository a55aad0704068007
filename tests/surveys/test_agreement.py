"""One rater beside the key or another: counts, published coefficients, what is undefined, groups and rounds."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.agreement import Agreement, agreement, agreement_by, shift, weighted_kappa
from surveys.coefficients import Band, Caution, Coefficient, NoVariation, TooFew, band
from surveys.tallies import Ratings
from tests.surveys.drawing import QUICK
from tests.surveys.rating import Row, crossed, ratings, tables, value

ABSTRACTORS = ((13, 0, 0), (0, 20, 7), (0, 4, 56))
"""Gwet's `cont3x3abstractors`; values in the vignettes of his R package irrCAC, "overview" and "weighting"."""
MIXED = ((40, 9), (6, 45))
MOSTLY_LOW = ((80, 10), (5, 5))
"""Feinstein & Cicchetti 1990: the same agreement, kappa .70 and .32."""
KEY: Ratings = {"a": 3, "b": 3, "c": 2, "d": 5, "e": 1, "f": 0, "g": 4}
RATER: Ratings = {"a": 3, "b": 4, "c": 0, "d": 5, "e": None, "f": 1, "h": 2}


def test_counts() -> None:
    found = agreement(RATER, KEY, 6)
    assert (found.n, found.exact, found.within_one, found.higher, found.lower) == (5, 2, 4, 2, 1)
    assert (found.cannot_judge, found.unpaired) == (1, 2)
    assert found.bias == Fraction(1 - 2 + 1, 5)
    assert (found.share(found.exact), found.share(found.within_one)) == (Fraction(2, 5), Fraction(4, 5))


def test_bias_is_positive_for_a_lenient_rater_and_turns_with_the_sides() -> None:
    lenient = agreement({"a": 4, "b": 3}, {"a": 2, "b": 3}, 6)
    strict = agreement({"a": 2, "b": 3}, {"a": 4, "b": 3}, 6)
    assert (lenient.bias, lenient.higher, lenient.lower) == (Fraction(1), 1, 0)
    assert (strict.bias, strict.higher, strict.lower) == (Fraction(-1), 0, 1)


def test_the_key_may_be_what_cannot_be_judged() -> None:
    found = agreement({"a": 1, "b": 2, "c": None}, {"a": None, "b": 2, "c": None}, 6)
    assert (found.n, found.cannot_judge, found.unpaired) == (1, 2, 0)


def test_defensible_is_never_exact() -> None:
    found = agreement(RATER, KEY, 6, {"a": 4, "b": 4, "c": 1, "f": 1, "e": 2, "g": 5})
    assert (found.exact, found.defensible, found.other) == (2, 2, 1)
    assert found.exact == agreement(RATER, KEY, 6).exact


@pytest.mark.parametrize("level", [3, 5, 1])
def test_defensible_is_a_neighbour_of_the_key(level: int) -> None:
    with pytest.raises(ValueError, match=f"a: level {level} is no neighbour of the key's level 3"):
        agreement(RATER, KEY, 6, {"a": level})


def test_defensible_is_on_the_scale() -> None:
    with pytest.raises(ValueError, match="level 6 is outside 0 to 5"):
        agreement({"d": 5}, {"d": 5}, 6, {"d": 6})


@pytest.mark.parametrize(("mine", "theirs"), [(6, 5), (5, 6), (-1, 0), (0, -1)])
def test_levels_outside_the_scale(mine: int, theirs: int) -> None:
    with pytest.raises(ValueError, match="is outside 0 to 5"):
        agreement({"a": mine}, {"a": theirs}, 6)


def test_a_published_table() -> None:
    found = crossed(ABSTRACTORS)
    assert value(found.kappa) == pytest.approx(0.8921569, abs=5e-8)
    assert value(found.ac2) == pytest.approx(0.9402369, abs=5e-8)
    assert value(found.ac1) == pytest.approx(0.8493305, abs=5e-8)
    assert found.share(found.exact) == Fraction(89, 100)


def test_the_kappa_paradox_as_published() -> None:
    mixed, mostly_low = crossed(MIXED), crossed(MOSTLY_LOW)
    assert mixed.exact == mostly_low.exact == 85
    assert [round(value(each.kappa), 2) for each in (mixed, mostly_low)] == [0.7, 0.32]
    assert value(mostly_low.ac1) > value(mixed.ac1) > 0.7


def test_nearly_all_on_one_level_is_flagged() -> None:
    found = crossed(((0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 18, 1), (0, 0, 1, 0)))
    assert (found.exact, found.within_one) == (18, 20)
    assert value(found.kappa) < 0
    assert value(found.ac1) > 0.85
    assert cautious(found) == [{Caution.ONE_LEVEL}] * 3


@pytest.mark.parametrize(
    ("table", "flagged"),
    [
        (((17, 1), (1, 1)), True),  # 90 % on both sides
        (((17, 2), (1, 0)), True),  # 95 % and 90 %
        (((17, 1), (2, 0)), True),
        (((17, 0), (2, 1)), False),  # 85 % on one side
        (((17, 2), (0, 1)), False),
        (((1, 18), (0, 1)), False),  # 95 % on both sides, but of different levels
    ],
)
def test_one_level_needs_ninety_per_cent_on_both_sides(table: tuple[tuple[int, ...], ...], flagged: bool) -> None:
    assert cautious(crossed(table)) == [{Caution.ONE_LEVEL} if flagged else set()] * 3


def cautious(found: Agreement) -> list[set[Caution]]:
    return [set(each.cautions) for each in (found.kappa, found.ac2, found.ac1) if isinstance(each, Coefficient)]


def test_below_ten_items_is_little() -> None:
    nine, ten = ([k % 6 for k in range(n)] for n in (9, 10))
    assert cautious(agreement(ratings(nine), ratings(nine), 6)) == [{Caution.FEW}] * 3
    assert cautious(agreement(ratings(ten), ratings(ten), 6)) == [set()] * 3


def test_a_rater_with_one_level_only() -> None:
    key = [0, 1, 2, 3, 4, 5, 3, 3, 3, 3]
    for found in (agreement(ratings([3] * 10), ratings(key), 6), agreement(ratings(key), ratings([3] * 10), 6)):
        assert value(found.kappa) == 0
        assert cautious(found) == [{Caution.FLAT}, set(), set()]


def test_each_on_another_single_level() -> None:
    found = agreement(ratings([2] * 10), ratings([3] * 10), 6)
    assert value(found.kappa) == 0
    assert cautious(found)[0] == {Caution.FLAT}


@pytest.mark.parametrize("n", [0, 1])
def test_too_few(n: int) -> None:
    found = agreement(ratings([3, 4][:n]), ratings([3, 2][:n]), 6)
    assert found.kappa == found.ac2 == found.ac1 == TooFew(n, 2)
    assert found.n == n


def test_nothing_in_common() -> None:
    found = agreement({"a": None}, {"b": 3}, 6)
    assert (found.n, found.bias, found.share(0), found.unpaired) == (0, None, None, 2)


def test_no_variation_leaves_kappa_undefined_and_ac_perfect() -> None:
    found = agreement(ratings([3] * 12), ratings([3] * 12), 6)
    assert found.kappa == NoVariation(3)
    assert value(found.ac2) == value(found.ac1) == 1
    assert cautious(found) == [{Caution.ONE_LEVEL}] * 2


def test_perfect_and_upside_down() -> None:
    levels = [0, 1, 2, 3, 4, 5] * 2
    assert value(agreement(ratings(levels), ratings(levels), 6).kappa) == 1
    assert value(agreement(ratings(levels), ratings(levels[::-1]), 6).kappa) == -1


@QUICK
@given(tables(st.just(2)))
def test_sides_only_turn_the_signs(drawn: tuple[int, list[Row]]) -> None:
    levels, (first, second) = drawn
    one, other = (agreement(ratings(a), ratings(b), levels) for a, b in ((first, second), (second, first)))
    assert (one.kappa, one.ac2, one.exact, one.higher) == (other.kappa, other.ac2, other.exact, other.lower)
    assert (one.bias or 0) == -(other.bias or 0)


@QUICK
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=2, max_size=20))
def test_kappa_does_not_hang_on_levels_that_nobody_gave(rated: list[tuple[int, int]]) -> None:
    assert weighted_kappa(rated, 6) == weighted_kappa(rated, 9)


def test_by_group() -> None:
    groups = {"a": "one", "b": "one", "c": "two", "d": "two", "e": "two", "f": "one", "g": "three", "h": "four"}
    found = agreement_by(groups, RATER, KEY, 6, {"b": 4})
    assert list(found.groups) == ["one", "two", "four", "three"]
    assert found.total == agreement(RATER, KEY, 6, {"b": 4})
    one = agreement({"a": 3, "b": 4, "f": 1}, {"a": 3, "b": 3, "f": 0}, 6, {"b": 4})
    assert found.groups["one"] == one
    assert (found.groups["two"].n, found.groups["two"].cannot_judge) == (2, 1)
    assert (found.groups["three"].n, found.groups["three"].unpaired) == (0, 1)
    for count in ("n", "cannot_judge", "unpaired", "exact", "within_one", "defensible", "higher", "lower"):
        assert sum(getattr(each, count) for each in found.groups.values()) == getattr(found.total, count)


def test_an_item_without_a_group() -> None:
    with pytest.raises(KeyError, match="b"):
        agreement_by({"a": "one"}, {"a": 1, "b": 1}, {"a": 1}, 6)


def test_shift() -> None:
    key = {"a": 3, "b": 3, "c": 3, "d": 3, "e": 3, "f": None, "g": 3, "h": 3, "i": 3}
    before = {"a": 5, "b": 3, "c": 4, "d": 3, "e": 1, "f": 2, "g": None, "h": 1, "j": 1}
    after = {"a": 4, "b": 2, "c": 2, "d": 3, "e": 3, "f": 2, "g": 3, "h": 1, "j": 1}
    found = shift(before, after, key)
    assert (found.n, found.left_out) == (6, 4)
    assert (found.exact_before, found.exact_after) == (2, 2)
    assert (found.towards, found.away, found.across, found.stayed) == (2, 1, 1, 2)


def test_shift_without_a_common_item() -> None:
    found = shift({"a": 1}, {"b": 1}, {"a": 1, "b": 1})
    assert (found.n, found.left_out, found.stayed) == (0, 2, 0)


@pytest.mark.parametrize(
    ("kappa", "word"),
    [
        ("-1", Band.POOR),
        ("-0.006", Band.POOR),
        ("-0.004", Band.SLIGHT),  # shown as 0.00
        ("0", Band.SLIGHT),
        ("0.20", Band.SLIGHT),
        ("0.204", Band.SLIGHT),
        ("0.206", Band.FAIR),
        ("0.21", Band.FAIR),
        ("0.40", Band.FAIR),
        ("0.41", Band.MODERATE),
        ("0.60", Band.MODERATE),
        ("0.61", Band.SUBSTANTIAL),
        ("0.80", Band.SUBSTANTIAL),
        ("0.81", Band.ALMOST_PERFECT),
        ("1", Band.ALMOST_PERFECT),
    ],
)
def test_bands_of_landis_and_koch(kappa: str, word: Band) -> None:
    assert band(Coefficient(Fraction(kappa), 20, 2)) is word


def test_what_is_shown_never_reads_minus_nought() -> None:
    assert str(Coefficient(Fraction(-4, 1000), 20, 2).rounded) == "0.0"
    assert Coefficient(Fraction(2, 3), 20, 2).rounded == 0.67
    assert Coefficient(Fraction(997, 1000), 20, 2).rounded == 0.99
    assert Coefficient(Fraction(1), 20, 2).rounded == 1.0
