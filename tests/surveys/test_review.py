"""A check beside what assessors rated: what they are told, differences and the labels they move, agreement."""

from collections.abc import Mapping
from datetime import UTC, datetime
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.agreement import agreement
from surveys.coefficients import Caution, Coefficient, NoVariation
from surveys.definition import IndicatorFact, LevelFact
from surveys.group_agreement import gwet
from surveys.indicators import ComputedIndicator, LevelIndicator
from surveys.labels import Status, readiness, statuses
from surveys.path import path
from surveys.quantities import level_of
from surveys.review import (
    OPEN,
    Rating,
    agreements,
    as_assessed,
    asked_of,
    assessed,
    compare,
    confirmed_facts,
    corrected,
    levels,
    open_facts,
    rated,
    ratings,
)
from surveys.session import Answer, Answers, CannotJudge, Choice, Documented, Points, Skipped, Text, Value
from surveys.tallies import tally
from tests.surveys.filling import FACTS, filled
from tests.surveys.making import AT, NO, PARTLY, YES, answer, number, shipped

TODAY = AT.date()
IDS = rated(shipped())
STRATEGY, PLAN, WEB = "strategy-documentation", "implementation-plan", "web-presence"


def rating(points: Mapping[str, int], documented: Documented | None = YES) -> dict[str, Answer]:
    """An assessor's answers at these points."""
    return {id: answer(id, Points(at), documented=documented if at else None, seen=at) for id, at in points.items()}


def all_at(points: int, **others: int) -> dict[str, Answer]:
    return rating(dict.fromkeys(IDS, points) | {id.replace("_", "-"): at for id, at in others.items()})


def abstained(id: str) -> Answer:
    return Answer(id, "them", AT, mark=CannotJudge("Nothing was shown."))


# --- what is rated, and what may be told ---------------------------------------------------------------------


def test_all_indicators_with_a_value_of_their_own_are_rated() -> None:
    computed = {id for id, each in shipped().indicators.items() if isinstance(each, ComputedIndicator)}
    assert set(IDS) == set(shipped().indicators) - computed
    assert len(IDS) == 27
    assert confirmed_facts(shipped()) == ("committed-participants", "within-reach", "management-fte")


def test_an_assessor_rates_numbers_shares_and_lists_by_letter_and_in_the_survey_s_order() -> None:
    scope = asked_of(shipped(), reversed(IDS), facts=True)
    seen = assessed(shipped(), scope)
    assert path(seen, scope, {}) == (*confirmed_facts(shipped()), *IDS)
    assert all(isinstance(each, LevelIndicator) for each in seen.indicators.values())
    for id in IDS:
        told = [(each.points, each.text) for each in seen.indicators[id].levels]
        assert told == [(each.points, each.text) for each in shipped().indicators[id].levels]


def test_without_facts_none_is_asked() -> None:
    scope = asked_of(shipped(), IDS, facts=False)
    assert path(assessed(shipped(), scope), scope, {}) == IDS


def test_facts_are_told_bare_and_improvement_areas_not_at_all() -> None:
    areas: dict[str, Value] = {"area-1": Choice(STRATEGY), "area-1-before": Points(1), "area-1-done": Text("x")}
    answers = filled(4, facts={**FACTS, **areas})
    answers["country"] = answer("country", Choice("de"), note="our best level is D", note_shared=True)
    told = open_facts(shipped(), answers)
    assert set(told) == set(FACTS)
    assert not [id for id in told if isinstance(shipped().questions[id], IndicatorFact | LevelFact)]
    assert not any(each.note or each.document or each.documented or each.seen for each in told.values())
    assert told["country"].value == Choice("de")


def test_no_level_number_share_or_list_of_the_check_is_told() -> None:
    told = open_facts(shipped(), filled(3))
    assert not set(told) & set(shipped().indicators)


# --- both sides ----------------------------------------------------------------------------------------------


def test_ratings_of_numbers_shares_and_lists_are_their_levels() -> None:
    found = ratings(shipped(), filled(3), IDS)
    assert found == dict.fromkeys(IDS, Rating(3, YES))


def test_open_skipped_and_not_judged_are_open_and_only_the_last_is_a_rating() -> None:
    mine = {STRATEGY: abstained(STRATEGY), PLAN: answer(PLAN, mark=Skipped())}
    assert ratings(shipped(), mine, (STRATEGY, PLAN, WEB)) == dict.fromkeys((STRATEGY, PLAN, WEB), OPEN)
    assert levels(shipped(), mine, (STRATEGY, PLAN, WEB)) == {STRATEGY: None}


def test_nothing_is_documented_at_nought_points() -> None:
    zero = {STRATEGY: answer(STRATEGY, Points(0), documented=YES, seen=0)}
    assert ratings(shipped(), zero, (STRATEGY,)) == {STRATEGY: Rating(0)}


def test_the_check_as_an_assessor_sees_it_has_their_ratings_and_facts_and_is_open_where_they_can_t_judge() -> None:
    theirs = {
        **rating({PLAN: 2}, NO),
        STRATEGY: abstained(STRATEGY),
        "management-fte": answer("management-fte", number(2)),
    }
    assert corrected(shipped(), filled(4), theirs) == {"management-fte": number(2)}
    seen = as_assessed(shipped(), filled(4), theirs, (STRATEGY, PLAN), AT)
    assert ratings(shipped(), seen, (STRATEGY, PLAN, WEB)) == {STRATEGY: OPEN, PLAN: Rating(2, NO), WEB: Rating(4, YES)}
    fewer = level_of(shipped(), seen, shipped().indicators["human-resources"])
    assert fewer is not None
    assert fewer.points < 5


def test_a_fact_confirmed_is_not_corrected() -> None:
    theirs = {"management-fte": answer("management-fte", number(10))}
    assert corrected(shipped(), filled(4), theirs) == {}


# --- differences ---------------------------------------------------------------------------------------------


def test_differences_come_largest_first_then_in_the_survey_s_order() -> None:
    one = all_at(4, strategy_documentation=1, web_presence=3)
    two = all_at(4, implementation_plan=5, strategy_documentation=4)
    found = compare(shipped(), filled(4), [one, two], IDS, TODAY)
    assert [(each.indicator, each.apart) for each in found.differences] == [(STRATEGY, 3), (PLAN, 1), (WEB, 1)]
    assert found.differences[0].own == Rating(4, YES)
    assert found.differences[0].others == (Rating(1, YES), Rating(4, YES))
    assert len(found.same) == len(IDS) - 3
    assert found.unjudged == ()


def test_the_same_level_with_another_word_on_documents_is_a_difference_without_distance() -> None:
    one = all_at(4) | rating({STRATEGY: 4}, PARTLY)
    found = compare(shipped(), filled(4), [one], IDS, TODAY)
    assert [(each.indicator, each.apart) for each in found.differences] == [(STRATEGY, 0)]


def test_two_assessors_who_differ_only_from_each_other_differ() -> None:
    found = compare(shipped(), filled(4), [all_at(4), all_at(4, web_presence=5)], IDS, TODAY)
    assert [each.indicator for each in found.differences] == [WEB]


def test_who_can_t_judge_disagrees_with_nobody() -> None:
    blank = all_at(4) | {STRATEGY: abstained(STRATEGY)}
    found = compare(shipped(), filled(4), [blank, all_at(4)], IDS, TODAY)
    assert found.differences == ()
    assert STRATEGY in found.same
    assert compare(shipped(), filled(4), [blank], IDS, TODAY).unjudged == (STRATEGY,)


def test_an_indicator_that_the_check_left_open_differs_from_any_level() -> None:
    mine = filled(4)
    del mine[STRATEGY]
    found = compare(shipped(), mine, [all_at(4)], IDS, TODAY)
    assert [(each.indicator, each.own, each.apart) for each in found.differences] == [(STRATEGY, OPEN, 0)]


def test_only_differences_that_move_a_label_s_status_name_it() -> None:
    mine = filled(4)
    assert statuses(shipped(), mine, TODAY)["gold"] is Status.MET
    one = all_at(4, strategy_documentation=1, web_presence=3)
    found = {each.indicator: each.labels for each in compare(shipped(), mine, [one], IDS, TODAY).differences}
    assert found[STRATEGY] == ("silver", "gold")  # red: one indicator below its threshold
    assert found[WEB] == ()  # yellow or green: the total still holds


@given(st.dictionaries(st.sampled_from(IDS), st.integers(0, 5)), st.integers(0, 5))
def test_every_indicator_is_the_same_different_or_unjudged_and_only_once(given: dict[str, int], base: int) -> None:
    found = compare(shipped(), filled(base), [rating(given)], IDS[:9], TODAY)
    parts = [*(each.indicator for each in found.differences), *found.same, *found.unjudged]
    assert sorted(parts) == sorted(IDS[:9])
    assert all(a.apart >= b.apart for a, b in pairwise(found.differences))
    for each in found.differences:
        assert each.apart == abs(given[each.indicator] - base)


@pytest.mark.parametrize("points", range(6))
def test_statuses_are_those_of_readiness(points: int) -> None:
    full = {each.label: each.status for each in readiness(shipped(), filled(points), (), TODAY)}
    assert statuses(shipped(), filled(points), TODAY) == full


# --- agreement -----------------------------------------------------------------------------------------------


def test_agreement_is_over_what_both_rated_and_says_who_rates_higher() -> None:
    mine, one = filled(4), all_at(4, strategy_documentation=1, web_presence=3) | {PLAN: abstained(PLAN)}
    (found,) = agreements(shipped(), mine, [one], IDS).with_cluster
    assert (found.n, found.cannot_judge, found.unpaired) == (len(IDS) - 1, 1, 0)
    assert (found.exact, found.within_one, found.higher, found.lower) == (len(IDS) - 3, len(IDS) - 2, 2, 0)
    assert found.bias == Fraction(4, len(IDS) - 1)  # the check rates itself higher


def test_agreement_is_that_of_the_checked_statistics_and_computed_indicators_stay_out() -> None:
    mine = filled(4, {STRATEGY: 2, WEB: 5})
    one, two = all_at(3, strategy_documentation=1), all_at(4, web_presence=2)
    found = agreements(shipped(), mine, [one, two], IDS)
    key = dict.fromkeys(IDS, 4) | {STRATEGY: 2, WEB: 5}
    first, second = dict.fromkeys(IDS, 3) | {STRATEGY: 1}, dict.fromkeys(IDS, 4) | {WEB: 2}
    assert found.with_cluster == (agreement(key, first, 6), agreement(key, second, 6))
    assert found.among == ((0, 1, agreement(first, second, 6)),)
    assert found.together is None
    assert found.with_cluster[0].n == 27


def test_three_assessors_have_one_figure_for_all_of_them() -> None:
    found = agreements(shipped(), filled(4), [all_at(3), all_at(4), all_at(4, web_presence=1)], IDS)
    assert [(a, b) for a, b, _ in found.among] == [(0, 1), (0, 2), (1, 2)]
    three = [dict.fromkeys(IDS, 3), dict.fromkeys(IDS, 4), dict.fromkeys(IDS, 4) | {WEB: 1}]
    assert found.together == gwet(tally(three, 6))


def test_nearly_equal_ratings_are_warned_of_and_have_ac2_beside_kappa() -> None:
    (found,) = agreements(shipped(), filled(4, {WEB: 3}), [all_at(4, strategy_documentation=3)], IDS).with_cluster
    assert isinstance(found.kappa, Coefficient)
    assert isinstance(found.ac2, Coefficient)
    assert Caution.ONE_LEVEL in found.kappa.cautions
    assert found.kappa.value < 0 < Fraction(9, 10) < found.ac2.value
    (same,) = agreements(shipped(), filled(4), [all_at(4)], IDS).with_cluster
    assert isinstance(same.kappa, NoVariation)


def test_an_empty_assessment_is_compared_without_figures() -> None:
    empty: Answers = {}
    (found,) = agreements(shipped(), filled(4), [empty], IDS).with_cluster
    assert (found.n, found.bias) == (0, None)
    assert compare(shipped(), filled(4), [empty], IDS, TODAY).unjudged == IDS
    assert as_assessed(shipped(), {}, {}, IDS, datetime(2026, 1, 1, tzinfo=UTC)) == {}
