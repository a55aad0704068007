"""What is released of a group's ratings: from five people, in blocks of five, kept when somebody goes."""

import random
from collections import Counter
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.cohort import Trainee
from surveys.spreads import (
    LEAST_PEOPLE,
    Released,
    Spread,
    distributions,
    first_released,
    released_of,
    second_released,
    tally_of,
    text_of,
)
from surveys.training import Rated
from tests.surveys.casing import mill_survey
from tests.surveys.drawing import QUICK
from tests.surveys.practising import INDICATORS, MOST, gaps, groups, mill_key, rated

OF = mill_survey()


def people(*levels: int | None, start: int = 1) -> list[Trainee]:
    """One person for each level of `plan`, numbered from `start`."""
    return [Trainee(number, rated(plan=level)) for number, level in enumerate(levels, start)]


def plan(released: Released) -> Spread | None:
    return released.first.get("plan")


# --- the rule ------------------------------------------------------------------------------------------------


def test_from_five_people_on() -> None:
    assert first_released(OF, people(0, 1, 1, 3), ["plan"]) == Released()
    assert plan(first_released(OF, people(0, 1, 1, 3, 3), ["plan"])) == Spread((1, 2, 0, 2), (1, 2, 3, 4, 5))


def test_who_cannot_judge_is_none_of_the_five() -> None:
    assert first_released(OF, people(0, 1, 1, 3, None), ["plan"]) == Released()


def test_the_sixth_is_not_told_by_a_second_look() -> None:
    five = first_released(OF, people(0, 1, 1, 3, 3), ["plan"])
    assert first_released(OF, people(0, 1, 1, 3, 3, 2), ["plan"], five) == five
    nine = people(0, 1, 1, 3, 3, 2, 2, 2, 0)
    assert first_released(OF, nine, ["plan"], five) == five
    ten = first_released(OF, people(0, 1, 1, 3, 3, 2, 2, 2, 0, 0), ["plan"], five)
    assert plan(ten) == Spread((3, 2, 3, 2), tuple(range(1, 11)))


def test_a_release_takes_all_who_have_rated_then() -> None:
    found = plan(first_released(OF, people(0, 1, 1, 3, 3, 2, 2, 2), ["plan"]))
    assert found == Spread((1, 2, 3, 2), tuple(range(1, 9)))


def test_who_leaves_stays_counted_and_tells_nothing() -> None:
    six = first_released(OF, people(0, 1, 1, 3, 3, 2), ["plan"])
    assert first_released(OF, people(0, 1, 1, 3, 3), ["plan"], six) == six
    others = people(3, 3, 3, 3, 3, start=20)
    assert plan(first_released(OF, others, ["plan"], six)) == Spread((1, 2, 1, 7), (1, 2, 3, 4, 5, 6, *range(20, 25)))


def test_what_was_shown_of_somebody_is_not_read_again() -> None:
    five = first_released(OF, people(0, 0, 0, 0, 0), ["plan"])
    changed = people(3, 3, 3, 3, 3) + people(2, 2, 2, 2, 2, start=10)
    assert plan(first_released(OF, changed, ["plan"], five)) == Spread((5, 0, 5, 0), (*range(1, 6), *range(10, 15)))


def test_each_indicator_waits_for_its_own_five() -> None:
    group = [Trainee(number, rated(plan=1, **({"talks": 2} if number < 4 else {}))) for number in range(6)]
    found = first_released(OF, group, ["plan", "talks"])
    assert list(found.first) == ["plan"]
    later = [Trainee(number, rated(plan=1, talks=2)) for number in range(6)]
    again = first_released(OF, later, ["plan", "talks"], found)
    assert again.first == {"plan": found.first["plan"], "talks": Spread((0, 0, 6), tuple(range(6)))}


def test_what_is_not_asked_stays_as_it_was() -> None:
    group = [Trainee(number, rated(plan=1, talks=2)) for number in range(5)]
    only = first_released(OF, group, ["talks"])
    assert list(only.first) == ["talks"]
    both = first_released(OF, group, ["plan"], only)
    assert list(both.first) == ["plan", "talks"]  # the survey's order


def test_counts_are_by_level_not_by_points() -> None:
    of, _ = gaps()
    group = [Trainee(number, rated(a=points)) for number, points in enumerate((0, 2, 2, 5, 5, 5))]
    assert first_released(of, group, ["a"]).first["a"].counts == (1, 2, 3)


@st.composite
def evolving(draw: st.DrawFn) -> list[list[Trainee]]:
    """A group as it is at several moments: people come, go, come back, rate on, and even rate otherwise."""
    numbers = range(draw(st.integers(0, 22)))
    moments = []
    for _ in range(draw(st.integers(1, 5))):
        there = draw(st.sets(st.sampled_from(numbers))) if numbers else set()
        levels = {number: draw(st.integers(0, 3) | st.none()) for number in sorted(there)}
        moments.append([Trainee(number, rated(plan=level)) for number, level in levels.items()])
    return moments


@QUICK
@given(evolving())
def test_any_two_releases_differ_by_five_people_or_none(moments: list[list[Trainee]]) -> None:
    released = [Released()]
    for group in moments:
        released.append(first_released(OF, group, ["plan"], released[-1]))
    shown = [each.first.get("plan", Spread((0, 0, 0, 0), ())) for each in released]
    for old, new in combinations(shown, 2):
        more = [b - a for a, b in zip(old.counts, new.counts, strict=True)]
        newcomers = set(new.people) - set(old.people)
        assert set(old.people) <= set(new.people)
        assert min(more) >= 0
        assert sum(more) == len(newcomers)
        assert not newcomers or len(newcomers) >= LEAST_PEOPLE


@QUICK
@given(groups(), st.randoms(use_true_random=False))
def test_the_order_of_people_makes_no_difference(drawn: list[Trainee], chance: random.Random) -> None:
    shuffled = chance.sample(drawn, len(drawn))
    one, other = (first_released(OF, group, INDICATORS) for group in (drawn, shuffled))
    assert one == other
    once, again = (second_released(OF, group, INDICATORS, mill_key(), one) for group in (drawn, shuffled))
    assert once == again


@QUICK
@given(groups())
def test_under_five_nothing_and_from_five_all(drawn: list[Trainee]) -> None:
    found = first_released(OF, drawn, INDICATORS).first
    for id in INDICATORS:
        levels = Counter(level for each in drawn if id in each.first and (level := each.first[id].points) is not None)
        if levels.total() < LEAST_PEOPLE:
            assert id not in found
        else:
            assert found[id].counts == tuple(levels[level] for level in range(MOST[id] + 1))
            assert sum(found[id].counts) == len(found[id].people) == levels.total()


# --- kept, and what is made of it ----------------------------------------------------------------------------


@QUICK
@given(groups())
def test_a_release_is_stored_and_read_back(drawn: list[Trainee]) -> None:
    first = first_released(OF, drawn, INDICATORS)
    for released in (Released(), first, second_released(OF, drawn, INDICATORS, mill_key(), first)):
        assert released_of(text_of(released)) == released


def test_a_text_that_is_no_release() -> None:
    with pytest.raises(ValueError, match="first"):
        released_of('{"first": 3}')


def test_a_tally_of_indicators_with_other_scales() -> None:
    spreads = {"plan": Spread((1, 2, 0, 2), (1, 2, 3, 4, 5)), "talks": Spread((0, 1, 5), (1, 2, 3, 4, 6, 7))}
    found = tally_of(spreads)
    assert found.items == {"plan": (1, 2, 0, 2), "talks": (0, 1, 5, 0)}
    assert (found.raters, found.levels) == (7, 4)
    assert distributions(spreads)["talks"].counts == (0, 1, 5)


def test_nothing_released_makes_an_empty_tally() -> None:
    assert (tally_of({}).items, tally_of({}).raters) == ({}, 0)


def test_documents_do_not_enter() -> None:
    group = people(1, 1, 1, 1, 1)
    said = [replace(each, first={id: Rated(each.first[id].points) for id in each.first}) for each in group]
    assert first_released(OF, said, ["plan"]) == first_released(OF, group, ["plan"])
