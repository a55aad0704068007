"""What a board shows of a part: by hand, hidden under five, nothing that was not released, and how long it takes."""

import random
import time
from collections.abc import Collection
from datetime import timedelta
from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from surveys.boards import Board, BoardLine, agreement_within, board
from surveys.coefficients import Caution, Coefficient, TooFew
from surveys.cohort import Release, Sight, Trainee, Viewer, headway, visible
from surveys.session import Documented
from surveys.spreads import LEAST_PEOPLE, Released, Spread, first_released, second_released
from surveys.training import Rated, key_levels
from tests.surveys.casing import mill_survey
from tests.surveys.drawing import QUICK
from tests.surveys.making import AT
from tests.surveys.practising import INDICATORS, groups, mill_key, rated, shipped_case
from tests.surveys.rating import value

OF = mill_survey()
ASKED = ("team", "plan", "talks")
ALL = visible(Viewer.WALL, Release(spread=True, key=True, second=True))
LEVELS = {
    "team": (2, 2, 2, 2, 1, 3),  # key 2: 4 of 6 exact
    "plan": (0, 0, 0, 3, 3, 3),  # key 2: none exact, as disputed as can be
    "talks": (1, 1, 1, 1, 1, 1),  # key 2: none exact, of one mind
}
GROUP = [Trainee(at, rated(**{id: levels[at] for id, levels in LEVELS.items()})) for at in range(6)]


def shown(trainees: Collection[Trainee], sights: Collection[Sight] = ALL, asked: Collection[str] = ASKED) -> Board:
    """The board right after all was released."""
    first = first_released(OF, trainees, asked)
    released = second_released(OF, trainees, asked, mill_key(), first)
    return board(trainees, asked, released, mill_key(), sights)


# --- by hand -------------------------------------------------------------------------------------------------


def test_a_board_by_hand() -> None:
    found = shown(GROUP)
    assert found.joined == 6
    assert [(each.indicator, each.rated, each.rated_again, each.exact) for each in found.lines] == [
        ("team", 6, 0, 4),
        ("plan", 6, 0, 0),
        ("talks", 6, 0, 0),
    ]
    assert [each.spread and each.spread.counts for each in found.lines] == [(0, 1, 4, 1), (3, 0, 0, 3), (0, 6, 0)]
    assert [each.key for each in found.lines] == [mill_key()[id] for id in ASKED]
    assert [(each.item, each.missed, each.mean_distance) for each in found.hardest] == [
        ("plan", Fraction(1), Fraction(3, 2)),
        ("talks", Fraction(1), Fraction(1)),
        ("team", Fraction(1, 3), Fraction(1, 3)),
    ]
    assert [(each.item, each.spread) for each in found.disputed] == [
        ("plan", Fraction(1)),
        ("team", Fraction(2 * 2, 6 * 3)),
    ]


def test_the_groups_coefficients_by_hand() -> None:
    """Fleiss: agreement 6/15, 6/15, 1; shares 1/6, 7/18, 4/18, 4/18."""
    found = shown(GROUP).agreement
    assert found is not None
    chance = Fraction(1, 36) + Fraction(49, 324) + 2 * Fraction(16, 324)
    assert value(found.fleiss) == float((Fraction(27, 45) - chance) / (1 - chance))
    assert isinstance(found.fleiss, Coefficient)
    assert isinstance(found.alpha, Coefficient)
    assert (found.fleiss.items, found.fleiss.raters, found.fleiss.cautions) == (3, 6, frozenset({Caution.FEW}))
    assert (found.alpha.items, found.alpha.raters) == (3, 6)


def test_at_most_three_are_named_and_none_that_all_got_right() -> None:
    exact = {id: each.rung for id, each in mill_key().items()}
    right = [Trainee(at, rated(**exact)) for at in range(5)]
    assert (shown(right, asked=INDICATORS).hardest, shown(right, asked=INDICATORS).disputed) == ((), ())
    split = [Trainee(at, rated(**dict.fromkeys(INDICATORS, at % 2))) for at in range(6)]
    assert [each.item for each in shown(split, asked=INDICATORS).hardest] == ["team", "plan", "talks"]
    # one level apart is more of a scale of three levels than of four
    assert [each.item for each in shown(split, asked=INDICATORS).disputed] == ["load", "talks", "private"]


def test_coefficients_of_several_parts_together() -> None:
    released = first_released(OF, GROUP, ASKED)
    together = agreement_within(released.first)
    assert together == shown(GROUP).agreement
    alone = agreement_within({"plan": released.first["plan"]})
    assert alone.fleiss == alone.alpha == TooFew(1, 2)


def test_both_rounds_side_by_side() -> None:
    again = [Trainee(each.id, each.first, rated(plan=2, talks=2, team=2)) for each in GROUP]
    found = shown(again)
    assert [(each.exact, each.exact_again, each.rated_again) for each in found.lines] == [
        (4, 6, 6),
        (0, 6, 6),
        (0, 6, 6),
    ]
    assert [each.second and each.second.counts for each in found.lines] == [(0, 0, 6, 0), (0, 0, 6, 0), (0, 0, 6)]
    assert found.shift is not None
    assert (found.shift.n, found.shift.towards, found.shift.stayed) == (18, 14, 4)
    assert [each.item for each in found.hardest] == ["plan", "talks", "team"]  # of the first round


# --- what is not released ------------------------------------------------------------------------------------


def test_before_any_release_there_are_only_counts() -> None:
    found = shown(GROUP, visible(Viewer.WALL, Release()))
    assert found == Board(6, tuple(BoardLine(id, 6, 0) for id in ASKED), (), (), None, None)


def test_the_spread_without_the_key() -> None:
    found = shown(GROUP, visible(Viewer.WALL, Release(spread=True)))
    assert all(each.spread and each.key is None and each.exact is None for each in found.lines)
    assert (found.hardest, found.shift) == ((), None)
    assert [each.item for each in found.disputed] == ["plan", "team"]
    assert found.agreement is not None


def test_the_key_without_the_spread() -> None:
    found = shown(GROUP, visible(Viewer.WALL, Release(key=True)))
    assert all(each.key and each.spread is None and each.exact is None for each in found.lines)
    assert (found.hardest, found.disputed, found.agreement) == ((), (), None)


def test_the_second_spread_alone() -> None:
    again = [Trainee(each.id, each.first, each.first) for each in GROUP]
    found = shown(again, visible(Viewer.WALL, Release(second=True, key=True)))
    assert all(each.second and each.exact_again is None for each in found.lines)
    assert (found.hardest, found.disputed, found.agreement, found.shift) == ((), (), None, None)


def test_the_second_round_waits_for_its_own_release() -> None:
    again = [Trainee(each.id, each.first, each.first) for each in GROUP]
    found = shown(again, visible(Viewer.WALL, Release(spread=True, key=True)))
    assert all(each.spread and each.second is None and each.exact_again is None for each in found.lines)
    assert ([each.rated_again for each in found.lines], found.shift) == ([6, 6, 6], None)


def test_a_trainer_sees_no_more_of_the_ratings_than_the_wall() -> None:
    for spread, key, second in product((False, True), repeat=3):
        release = Release(spread, key, second)
        trainer, wall = (shown(GROUP, visible(viewer, release)) for viewer in (Viewer.TRAINER, Viewer.WALL))
        assert [each.spread for each in trainer.lines] == [each.spread for each in wall.lines]
        assert [each.exact for each in trainer.lines] == [each.exact for each in wall.lines]
        assert (trainer.hardest, trainer.disputed, trainer.agreement) == (wall.hardest, wall.disputed, wall.agreement)


def test_nothing_asked() -> None:
    assert shown(GROUP, asked=()) == Board(6, (), (), (), None, None)


def test_a_released_indicator_that_is_not_asked_is_not_on_the_board() -> None:
    released = first_released(OF, GROUP, ASKED)
    found = board(GROUP, ["plan"], released, mill_key(), ALL)
    assert ([each.indicator for each in found.lines], [each.item for each in found.hardest]) == (["plan"], ["plan"])


@QUICK
@given(groups(), st.sets(st.sampled_from(list(Sight))))
def test_under_five_everything_is_hidden_always(drawn: list[Trainee], sights: set[Sight]) -> None:
    found = shown(drawn, sights, INDICATORS)
    for each in found.lines:
        for spread, exact in ((each.spread, each.exact), (each.second, each.exact_again)):
            assert spread is None or spread.n >= LEAST_PEOPLE
            assert exact is None or (spread is not None and exact <= spread.n)
        if each.rated < LEAST_PEOPLE:
            assert each.spread is None
    assert all(each.n >= LEAST_PEOPLE for each in found.hardest + found.disputed)
    assert found.shift is None or len(found.shift.people) >= LEAST_PEOPLE


@QUICK
@given(groups(), groups(), st.sets(st.sampled_from(list(Sight))))
def test_a_board_tells_nothing_but_the_release_and_how_many(
    released_of: list[Trainee], now: list[Trainee], sights: set[Sight]
) -> None:
    """Whatever level anybody gave since: the same counts of who has rated make the same board."""
    released = first_released(OF, released_of, INDICATORS)
    otherwise = [Trainee(each.id, _flat(each.first), _flat(each.second)) for each in now]
    one, other = (board(group, INDICATORS, released, mill_key(), sights) for group in (now, otherwise))
    assert one == other


def _flat(ratings: dict[str, Rated] | object) -> dict[str, Rated]:
    assert isinstance(ratings, dict)
    return {id: Rated(None if each.points is None else 0) for id, each in ratings.items()}


# --- how long it takes ---------------------------------------------------------------------------------------


def test_two_hundred_people_take_a_moment() -> None:
    of, case = shipped_case("kuuramaa-health")
    key = key_levels(of, case)
    chance = random.Random(6)

    def ratings() -> dict[str, Rated]:
        return {id: Rated(chance.randint(0, 5), chance.choice(list(Documented))) for id in key}

    group = [Trainee(at, ratings(), ratings(), AT - timedelta(minutes=at)) for at in range(200)]

    def seconds() -> float:
        begun = time.perf_counter()
        released = second_released(of, group, key, key, first_released(of, group, key))
        board(group, key, released, key, ALL)
        headway(group, key, AT)
        return time.perf_counter() - begun

    assert min(seconds() for _ in range(5)) < 0.1


def test_a_spread_is_measured_on_its_own_levels() -> None:
    released = Released({"talks": Spread((3, 0, 3), tuple(range(6))), "plan": Spread((3, 0, 0, 3), tuple(range(6)))})
    found = board(GROUP, ["plan", "talks"], released, mill_key(), ALL)
    assert [(each.item, each.spread) for each in found.disputed] == [("plan", Fraction(1)), ("talks", Fraction(1))]
