"""The result of a round: agreement by dimension, ratings to discuss, tendency, the second round, a word for kappa."""

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.agreement import agreement
from surveys.coefficients import Band, Caution, Coefficient, NoVariation, TooFew
from surveys.rounds import (
    DISCUSSED,
    DocumentedCounts,
    KappaWord,
    Leaning,
    Tendency,
    kappa_word,
    round_result,
    tendency,
)
from surveys.training import Closeness, Rated, feedbacks, key_levels
from tests.surveys.casing import mill_survey
from tests.surveys.drawing import QUICK
from tests.surveys.making import NO, PARTLY, YES
from tests.surveys.practising import INDICATORS, MILL, gaps, rated, ratings, shipped_case
from tests.surveys.rating import value

# --- agreement -----------------------------------------------------------------------------------------------


def test_a_round_by_hand() -> None:
    """Key 0 2 2 2 2 beside 2 2 3 1 -: apart +2, 0, +1 (defensible), -1, open."""
    found = round_result(mill_survey(), MILL, rated(YES, load=2, team=2, plan=3, talks=1, private=None))
    total = found.agreement.total
    assert (total.n, total.cannot_judge, total.unpaired) == (4, 1, 0)
    assert (total.exact, total.defensible, total.other, total.within_one) == (1, 1, 2, 3)
    assert (total.higher, total.lower, total.bias) == (2, 1, Fraction(2, 4))
    assert found.documented == DocumentedCounts(n=1, exact=1, more=0, less=0, other_level=2)
    assert found.shift is None


def test_documents_are_counted_apart() -> None:
    given_ratings = {**rated(YES, team=2, plan=2, talks=1), **rated(PARTLY, private=2), **rated(NO, load=1)}
    found = round_result(mill_survey(), MILL, given_ratings).documented
    assert found == DocumentedCounts(n=3, exact=1, more=1, less=1, other_level=1)


def test_dimensions_in_which_something_was_rated() -> None:
    of, case = gaps()
    found = round_result(of, case, rated(a=2, c=2, b=None)).agreement
    assert {id: (each.n, each.exact, each.cannot_judge) for id, each in found.groups.items()} == {
        "one": (1, 1, 1),
        "two": (1, 0, 0),
    }
    assert found.groups["two"].bias == -1
    only = round_result(of, case, rated(c=5)).agreement
    assert list(only.groups) == ["two"]
    assert (only.total.n, only.total.unpaired) == (1, 2)


def test_dimensions_come_in_the_surveys_order() -> None:
    of, case = gaps()
    assert list(round_result(of, case, rated(c=5, a=2)).agreement.groups) == ["one", "two"]


def test_what_the_case_does_not_rate_is_left_out() -> None:
    of, case = gaps()
    assert round_result(of, case, rated(c=5, elsewhere=4)) == round_result(of, case, rated(c=5))


def test_nothing_rated() -> None:
    found = round_result(mill_survey(), MILL, {})
    assert (found.agreement.total.n, found.agreement.groups, found.discuss) == (0, {}, ())
    assert found.tendency == Tendency(Leaning.TOO_FEW, 0)


def test_who_rates_as_the_key_of_a_shipped_case() -> None:
    of, case = shipped_case("tisovina-timber")
    key = key_levels(of, case)
    found = round_result(of, case, {id: Rated(each.points, each.documented) for id, each in key.items()})
    assert found.agreement.total.exact == found.agreement.total.n == len(key) == 31
    assert value(found.agreement.total.kappa) == 1
    assert sum(each.n for each in found.agreement.groups.values()) == 31
    assert found.documented.exact == found.documented.n == sum(each.documented is not None for each in key.values())
    assert (found.discuss, found.tendency) == ((), Tendency(Leaning.BALANCED, 31))


# --- to discuss ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ({"load": 0, "team": 2, "plan": 2, "talks": 2, "private": 2}, ()),
        ({"load": 1, "team": 2, "plan": 2, "talks": 0, "private": 2}, ("talks", "load")),
        ({"load": 1, "team": 1, "plan": 1, "talks": 1, "private": 1}, ("load", "team", "plan")),
        ({"load": 0, "team": 3, "plan": 3, "talks": 2, "private": 1}, ("team", "private", "plan")),
        ({"load": 1, "team": 3, "plan": 3, "talks": 1, "private": 2}, ("load", "team", "talks")),
        ({"load": 0, "team": 0, "plan": 3, "talks": None}, ("team", "plan")),
        ({"private": 0, "talks": 0, "load": 2}, ("load", "talks", "private")),
    ],
)
def test_the_ratings_to_discuss(points: dict[str, int | None], expected: Sequence[str]) -> None:
    found = round_result(mill_survey(), MILL, rated(YES, **points)).discuss
    assert tuple(each.indicator for each in found) == tuple(expected)


def test_a_rating_to_discuss_has_reason_and_quotes() -> None:
    [found] = round_result(mill_survey(), MILL, rated(plan=0)).discuss
    assert (found.apart, found.reason, found.quotes) == (-2, "Each step has a name.", ("Its plan names a person",))


@QUICK
@given(ratings())
def test_what_is_discussed_is_never_exact_and_nothing_further_off_is_left(drawn: dict[str, Rated]) -> None:
    found = round_result(mill_survey(), MILL, drawn).discuss
    every = [each for each in feedbacks(mill_survey(), MILL, drawn).values() if each.apart]
    assert len(found) == min(len(every), DISCUSSED)
    assert all(each.closeness not in (Closeness.EXACT, Closeness.OPEN) for each in found)
    left = [each for each in every if each not in found]
    least = min((abs(each.apart or 0) for each in found), default=0)
    assert all(abs(each.apart or 0) <= least for each in left)


@QUICK
@given(ratings(), st.permutations(INDICATORS))
def test_the_order_of_rating_makes_no_difference(drawn: dict[str, Rated], order: Sequence[str]) -> None:
    shuffled = {id: drawn[id] for id in order if id in drawn}
    assert round_result(mill_survey(), MILL, shuffled) == round_result(mill_survey(), MILL, drawn)


# --- tendency ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("apart", "expected"),
    [
        ((1, 1, 1, 1), Leaning.TOO_FEW),
        ((0, 0, 0, 0, 0), Leaning.BALANCED),
        ((1, 1, 1, 0, 0), Leaning.LENIENT),
        ((-1, -1, -1, 0, 0), Leaning.STRICT),
        ((1, 1, 0, 0, 0), Leaning.BALANCED),  # two more are no lead
        ((3, 3, 0, 0, 0), Leaning.BALANCED),
        ((1, 1, 1, *[0] * 9), Leaning.LENIENT),  # a quarter of a level
        ((1, 1, 1, *[0] * 10), Leaning.BALANCED),  # less than that
        ((-1, -1, -1, -1, 1, *[0] * 7), Leaning.STRICT),
        ((3, 3, 3, -1, -1, -1, -1, -1, -1), Leaning.BALANCED),  # bias and lead on opposite sides
        ((2, 2, 2, -2, -2, -2), Leaning.BALANCED),  # off both ways
    ],
)
def test_a_tendency_needs_a_lead_and_a_bias(apart: Sequence[int], expected: Leaning) -> None:
    key = {str(at): -min(each, 0) for at, each in enumerate(apart)}
    rater = {str(at): max(each, 0) for at, each in enumerate(apart)}
    assert tendency(agreement(rater, key, 6)) == Tendency(expected, len(apart))


@QUICK
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=31))
def test_who_changes_sides_changes_the_tendency(pairs: list[tuple[int, int]]) -> None:
    one = {str(at): pair[0] for at, pair in enumerate(pairs)}
    other = {str(at): pair[1] for at, pair in enumerate(pairs)}
    turned = {Leaning.LENIENT: Leaning.STRICT, Leaning.STRICT: Leaning.LENIENT}
    found = tendency(agreement(one, other, 6)).leaning
    assert tendency(agreement(other, one, 6)).leaning is turned.get(found, found)


# --- the second round ----------------------------------------------------------------------------------------


def test_a_second_round_counts_the_first_and_shows_both() -> None:
    first = rated(YES, load=2, team=0, plan=3, talks=2)
    second = rated(YES, load=0, team=3, plan=0, talks=2, private=2)
    found = round_result(mill_survey(), MILL, second, first)
    once = round_result(mill_survey(), MILL, first)
    assert (found.agreement, found.documented, found.tendency) == (once.agreement, once.documented, once.tendency)
    assert [each.indicator for each in found.discuss] == ["plan", "team"]
    assert found.shift is not None
    assert (found.shift.n, found.shift.left_out) == (4, 1)
    assert (found.shift.exact_before, found.shift.exact_after) == (1, 2)
    assert (found.shift.towards, found.shift.away, found.shift.across, found.shift.stayed) == (2, 1, 0, 1)


def test_the_shift_counts_levels_not_points() -> None:
    of, case = gaps()
    found = round_result(of, case, rated(a=5), rated(a=0)).shift
    assert found is not None
    assert (found.across, found.towards, found.away) == (1, 0, 0)  # key 2: from the level below it to the one above


# --- a word for kappa ----------------------------------------------------------------------------------------


def test_a_kappa_in_words() -> None:
    plain = Coefficient(Fraction(73, 100), 31, 2)
    assert kappa_word(plain) == KappaWord(0.73, Band.SUBSTANTIAL, 31, ())


def test_the_gravest_caution_comes_first() -> None:
    doubtful = Coefficient(Fraction(0), 8, 2, frozenset({Caution.FEW, Caution.FLAT, Caution.ONE_LEVEL}))
    assert kappa_word(doubtful) == KappaWord(0, Band.SLIGHT, 8, (Caution.FLAT, Caution.ONE_LEVEL, Caution.FEW))
    assert set(Caution) == {Caution.FLAT, Caution.ONE_LEVEL, Caution.FEW}


@pytest.mark.parametrize("none", [TooFew(1, 2), NoVariation(3)])
def test_where_there_is_no_kappa_there_is_no_word(none: TooFew | NoVariation) -> None:
    assert kappa_word(none) == none
