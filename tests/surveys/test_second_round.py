"""The second round beside the first: its own release, and how a group moved, from five people on and by fives."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given

from surveys.cohort import Trainee
from surveys.spreads import LEAST_PEOPLE, GroupShift, Released, first_released, second_released
from tests.surveys.casing import mill_survey
from tests.surveys.drawing import QUICK
from tests.surveys.practising import INDICATORS, groups, mill_key, rated

OF = mill_survey()


def moved(*pairs: tuple[int, int], start: int = 1) -> list[Trainee]:
    """People by their levels of `plan` in both rounds; the key is 2."""
    return [Trainee(number, rated(plan=a), rated(plan=b)) for number, (a, b) in enumerate(pairs, start)]


MOVES = ((0, 1), (3, 2), (2, 3), (1, 3), (2, 2))
"""Towards, towards, away, across, stayed."""


def second(group: Sequence[Trainee], before: Released | None = None) -> Released:
    old = before or first_released(OF, group, ["plan"])
    return second_released(OF, group, ["plan"], mill_key(), old)


def test_the_second_round_beside_the_first() -> None:
    found = second(moved(*MOVES))
    assert found.first["plan"].counts == (1, 1, 2, 1)
    assert found.second["plan"].counts == (0, 1, 2, 2)
    assert found.shift == GroupShift(n=5, towards=2, away=1, across=1, people=(1, 2, 3, 4, 5))
    assert found.shift.stayed == 1


def test_the_shift_needs_five_who_rated_twice() -> None:
    group = [*moved(*MOVES[:4]), Trainee(5, rated(plan=1)), Trainee(6, {}, rated(plan=1))]
    found = second(group)
    assert found.shift is None
    assert found.first["plan"].counts == (1, 2, 1, 1)
    assert found.second["plan"].counts == (0, 2, 1, 2)


def test_who_could_judge_nothing_is_none_of_the_five() -> None:
    group = [
        *moved(*MOVES[:4]),
        Trainee(5, rated(plan=None), rated(plan=2)),
        Trainee(6, rated(plan=2), rated(plan=None)),
    ]
    assert second(group).shift is None


def test_the_shift_grows_by_fives() -> None:
    five = second(moved(*MOVES))
    assert second(moved(*MOVES, (0, 2)), five) == five
    ten = second(moved(*MOVES, *MOVES), five).shift
    assert ten == GroupShift(n=10, towards=4, away=2, across=2, people=tuple(range(1, 11)))


def test_who_is_in_the_middle_of_the_second_round_waits() -> None:
    group = [Trainee(number, rated(plan=1, talks=1), rated(plan=2)) for number in range(5)]
    asked = ["plan", "talks"]
    before = first_released(OF, group, asked)
    assert second_released(OF, group, asked, mill_key(), before).shift is None
    done = [replace(each, second=rated(plan=2, talks=1)) for each in group]
    found = second_released(OF, done, asked, mill_key(), before).shift
    assert found == GroupShift(n=10, towards=5, away=0, across=0, people=tuple(range(5)))


def test_a_first_release_leaves_the_second_alone() -> None:
    both = second(moved(*MOVES))
    assert first_released(OF, moved(*MOVES), ["plan"], both) == both


@QUICK
@given(groups())
def test_the_shift_adds_up(drawn: list[Trainee]) -> None:
    """Everybody rates again what they rated, most of it otherwise."""
    group = [replace(each, second={**each.first, **each.second}) for each in drawn]
    found = second_released(OF, group, INDICATORS, mill_key(), first_released(OF, group, INDICATORS)).shift
    pairs = {each.id: [(a.points, each.second[id].points) for id, a in each.first.items()] for each in group}
    judged = {id: [pair for pair in both if None not in pair] for id, both in pairs.items()}
    taking_part = [id for id, both in judged.items() if both]
    if len(taking_part) < LEAST_PEOPLE:
        assert found is None
        return
    assert found is not None
    assert found.people == tuple(taking_part)
    assert found.n == sum(map(len, judged.values()))
    assert found.stayed == sum(a == b for both in judged.values() for a, b in both)
