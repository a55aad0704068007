"""A group on one case: how far each is, how many have rated what, and who may see what."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.cohort import (
    IDLE,
    Headway,
    Release,
    Sight,
    Stage,
    Trainee,
    Viewer,
    headway,
    rated_counts,
    stages,
    visible,
)
from surveys.training import Rated
from tests.surveys.drawing import QUICK
from tests.surveys.making import AT
from tests.surveys.practising import INDICATORS, groups, rated

ASKED = ("plan", "talks")

# --- how far each one is -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ratings", "idle_for", "expected"),
    [
        ({}, None, Stage.JOINED),
        ({}, timedelta(hours=3), Stage.JOINED),
        ({"plan": 2}, timedelta(0), Stage.GOING),
        ({"plan": 2}, IDLE - timedelta(seconds=1), Stage.GOING),
        ({"plan": 2}, IDLE, Stage.STUCK),
        ({"plan": 2}, None, Stage.GOING),  # on paper: nobody knows since when
        ({"plan": 2}, timedelta(minutes=-1), Stage.GOING),  # a clock that was set back
        ({"plan": 2, "talks": 0}, timedelta(hours=3), Stage.DONE),
        ({"plan": 2, "talks": None}, timedelta(hours=3), Stage.DONE),
        ({"load": 2, "team": 1}, timedelta(hours=3), Stage.JOINED),  # nothing of what is asked now
        ({"plan": 2, "load": 1}, IDLE, Stage.STUCK),
    ],
)
def test_where_somebody_is(ratings: dict[str, int | None], idle_for: timedelta | None, expected: Stage) -> None:
    last = None if idle_for is None else AT - idle_for
    [found] = headway([Trainee(7, rated(**ratings), last=last)], ASKED, AT)
    assert found == Headway(7, sum(id in ratings for id in ASKED), 2, last, expected)


def test_how_long_is_idle_can_be_said() -> None:
    trainee = Trainee(1, rated(plan=2), last=AT - timedelta(minutes=3))
    stuck = headway([trainee], ASKED, AT, idle=timedelta(minutes=3))
    assert [each.stage for each in stuck] == [Stage.STUCK]


def test_each_round_has_its_own_headway() -> None:
    trainee = Trainee(1, rated(plan=2, talks=2), rated(plan=3), AT)
    assert [headway([trainee], ASKED, AT, round)[0].stage for round in (1, 2)] == [Stage.DONE, Stage.GOING]


def test_nobody_is_done_while_nothing_is_asked() -> None:
    [found] = headway([Trainee(1, rated(plan=2), last=AT)], (), AT)
    assert (found.of, found.stage) == (0, Stage.JOINED)


@QUICK
@given(groups(), st.sets(st.sampled_from(INDICATORS)))
def test_the_stages_add_up_to_all_who_joined(drawn: list[Trainee], asked: set[str]) -> None:
    found = headway(drawn, asked, AT)
    assert sum(stages(found).values()) == len(drawn)
    assert [each.id for each in found] == [each.id for each in drawn]
    assert all(each.rated <= each.of == len(asked) for each in found)


def test_stages_counts_every_stage() -> None:
    trainees = [Trainee(1), Trainee(2, rated(plan=1), last=AT), Trainee(3, rated(plan=1, talks=1))]
    assert stages(headway(trainees, ASKED, AT)) == {
        Stage.JOINED: 1,
        Stage.GOING: 1,
        Stage.STUCK: 0,
        Stage.DONE: 1,
    }


def test_how_many_have_rated() -> None:
    trainees = [
        Trainee(1, rated(plan=2, load=0), rated(plan=3)),
        Trainee(2, rated(plan=0, talks=None)),
        Trainee(3),
    ]
    assert rated_counts(trainees, ASKED) == {"plan": 2, "talks": 0}
    assert rated_counts(trainees, ASKED, 2) == {"plan": 1, "talks": 0}


# --- who may see what ----------------------------------------------------------------------------------------

EVERYBODY = {Sight.RATED}
OWN: Mapping[Viewer, set[Sight]] = {
    Viewer.TRAINER: {Sight.PEOPLE, Sight.KEY},
    Viewer.WALL: set(),
    Viewer.TRAINEE: {Sight.OWN},
}


@pytest.mark.parametrize("viewer", list(Viewer))
@pytest.mark.parametrize(
    ("release", "released"),
    [
        (Release(), set()),
        (Release(spread=True), {Sight.SPREAD}),
        (Release(key=True), {Sight.KEY}),
        (Release(second=True), {Sight.SECOND}),
        (Release(spread=True, key=True), {Sight.SPREAD, Sight.KEY, Sight.EXACT}),
        (Release(spread=True, second=True), {Sight.SPREAD, Sight.SECOND}),
        (Release(key=True, second=True), {Sight.KEY, Sight.SECOND}),
        (
            Release(spread=True, key=True, second=True),
            {Sight.SPREAD, Sight.SECOND, Sight.KEY, Sight.EXACT, Sight.SHIFT},
        ),
    ],
)
def test_who_may_see_what(viewer: Viewer, release: Release, released: set[Sight]) -> None:
    assert visible(viewer, release) == EVERYBODY | OWN[viewer] | released


def test_before_any_release_the_wall_shows_how_many_have_rated_and_no_more() -> None:
    assert visible(Viewer.WALL, Release()) == {Sight.RATED}


def test_people_are_for_the_trainer_alone() -> None:
    everything = Release(spread=True, key=True, second=True)
    assert [viewer for viewer in Viewer if Sight.PEOPLE in visible(viewer, everything)] == [Viewer.TRAINER]
    assert [viewer for viewer in Viewer if Sight.OWN in visible(viewer, everything)] == [Viewer.TRAINEE]


def test_a_trainee_has_both_rounds() -> None:
    trainee = Trainee(1, {"plan": Rated(1)}, {"plan": Rated(2)}, datetime(2026, 1, 1))
    assert (trainee.ratings(1), trainee.ratings(2)) == ({"plan": Rated(1)}, {"plan": Rated(2)})
