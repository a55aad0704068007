"""One rating beside the key: how close, how far documented, and what the key says to it."""

import pytest

from surveys.session import Answer, Answers, CannotJudge, Choice, Documented, Number, Points, Skipped
from surveys.training import (
    Closeness,
    DocumentedBeside,
    KeyLevel,
    Rated,
    closeness,
    documented_beside,
    feedback,
    feedbacks,
    key_levels,
    ratings_of,
    rungs,
)
from tests.surveys.casing import SHORT, case, mill_survey
from tests.surveys.making import NO, PARTLY, YES, answer, number
from tests.surveys.practising import INDICATORS, MILL, gaps, mill_key, rated, shipped_case

# --- ratings of a session ------------------------------------------------------------------------------------


def test_ratings_are_levels_with_what_was_said_of_documents() -> None:
    answers: Answers = {
        "plan": answer("plan", Points(2), seen=2, documented=YES),
        "team": answer("team", Points(0)),
        "talks": answer("talks", Points(1), documented=NO),
    }
    assert ratings_of(answers) == {"plan": Rated(2, YES), "team": Rated(0), "talks": Rated(1, NO)}


def test_what_was_said_of_another_level_is_not_said_of_this_one() -> None:
    assert ratings_of({"plan": answer("plan", Points(3), seen=2, documented=YES)}) == {"plan": Rated(3)}


@pytest.mark.parametrize(
    "open_one",
    [answer("plan"), answer("plan", mark=Skipped()), answer("plan", number(3)), answer("plan", Choice("yes"))],
)
def test_what_is_open_is_left_out(open_one: Answer) -> None:
    assert ratings_of({"plan": open_one}) == {}


def test_who_cannot_judge_has_rated_without_a_level() -> None:
    assert ratings_of({"plan": answer("plan", mark=CannotJudge("Nothing to see."))}) == {"plan": Rated(None)}


def test_levels_are_compared_by_their_place() -> None:
    of, _ = gaps()
    assert rungs(of, rated(a=5, b=0, c=None)) == {"a": 2, "b": 0, "c": None}
    with pytest.raises(ValueError, match="a has no level worth 3 points"):
        rungs(of, rated(a=3))


# --- the key -------------------------------------------------------------------------------------------------


def test_the_key_by_levels() -> None:
    assert mill_key() == {
        "load": KeyLevel(0, 0, None, None),
        "team": KeyLevel(2, 2, YES, None),
        "plan": KeyLevel(2, 2, PARTLY, 3),
        "talks": KeyLevel(2, 2, YES, None),
        "private": KeyLevel(2, 2, YES, None),
    }
    assert tuple(mill_key()) == INDICATORS


def test_the_key_of_points_with_gaps() -> None:
    assert [(each.points, each.rung, each.defensible) for each in key_levels(*gaps()).values()] == [
        (2, 1, 2),
        (0, 0, None),
        (5, 2, None),
    ]


def test_the_key_of_a_short_case() -> None:
    found = key_levels(mill_survey(), case(SHORT))
    assert {id: each.rung for id, each in found.items()} == {"load": 1, "team": 1, "private": 0}


# --- beside the key ------------------------------------------------------------------------------------------

KEY = KeyLevel(3, 3, YES, 4)


@pytest.mark.parametrize(
    ("apart", "expected"),
    [
        (0, Closeness.EXACT),
        (1, Closeness.DEFENSIBLE),
        (-1, Closeness.NEAR),
        (2, Closeness.FAR),
        (-3, Closeness.FAR),
        (None, Closeness.OPEN),
    ],
)
def test_closeness(apart: int | None, expected: Closeness) -> None:
    assert closeness(apart, KEY) is expected


def test_without_a_defensible_level_both_neighbours_are_near() -> None:
    plain = KeyLevel(3, 3, YES, None)
    assert {closeness(1, plain), closeness(-1, plain)} == {Closeness.NEAR}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (Rated(3, YES), DocumentedBeside.MORE),
        (Rated(3, PARTLY), DocumentedBeside.SAME),
        (Rated(3, NO), DocumentedBeside.LESS),
        (Rated(3), DocumentedBeside.UNSAID),
        (Rated(4, PARTLY), DocumentedBeside.OTHER_LEVEL),
        (Rated(2, YES), DocumentedBeside.OTHER_LEVEL),
        (Rated(0), DocumentedBeside.UNSAID),
        (Rated(None), DocumentedBeside.UNSAID),
        (Rated(None, YES), DocumentedBeside.UNSAID),
    ],
)
def test_documents_are_compared_on_the_same_level_only(given: Rated, expected: DocumentedBeside) -> None:
    assert documented_beside(given, KeyLevel(3, 3, PARTLY, None)) is expected


@pytest.mark.parametrize("state", [*Documented, None])
def test_a_key_that_says_nothing_of_documents_is_not_compared(state: Documented | None) -> None:
    assert documented_beside(Rated(0, state), KeyLevel(0, 0, None, None)) is DocumentedBeside.UNSAID


def test_feedback_says_what_the_key_says() -> None:
    found = feedback(mill_survey(), MILL, "plan", Rated(3, YES))
    assert (found.closeness, found.apart, found.documented) == (
        Closeness.DEFENSIBLE,
        1,
        DocumentedBeside.OTHER_LEVEL,
    )
    assert (found.given, found.key) == (Rated(3, YES), KeyLevel(2, 2, PARTLY, 3))
    assert (found.reason, found.quotes) == ("Each step has a name.", ("Its plan names a person",))
    assert [each.title for each in found.exhibits] == ["The plan"]
    assert (found.defensible, found.defensible_because) == (3, "The dates are there too.")


def test_feedback_counts_levels_not_points() -> None:
    of, found = gaps()
    assert feedback(of, found, "b", Rated(5)).apart == 2
    assert feedback(of, found, "b", Rated(2)).closeness is Closeness.NEAR
    assert feedback(of, found, "a", Rated(5)).closeness is Closeness.DEFENSIBLE
    assert feedback(of, found, "c", Rated(2)).apart == -1


def test_feedback_without_a_level_still_shows_the_key() -> None:
    found = feedback(mill_survey(), MILL, "team", Rated(None))
    assert (found.closeness, found.apart, found.reason) == (Closeness.OPEN, None, "Two of three.")
    assert [each.id for each in found.exhibits] == ["plan-paper", "list"]


def test_feedback_on_all_of_a_case() -> None:
    given = rated(YES, plan=2, talks=0)
    found = feedbacks(mill_survey(), MILL, given)
    assert tuple(found) == INDICATORS
    assert found["plan"] == feedback(mill_survey(), MILL, "plan", given["plan"])
    assert [each.closeness for each in found.values()] == [
        Closeness.OPEN,
        Closeness.OPEN,
        Closeness.EXACT,
        Closeness.FAR,
        Closeness.OPEN,
    ]


def test_no_feedback_on_what_a_case_does_not_rate() -> None:
    with pytest.raises(KeyError):
        feedback(mill_survey(), case(SHORT), "plan", Rated(2))


@pytest.mark.parametrize("name", ["alvar-food", "kuuramaa-health"])
def test_a_shipped_key_agrees_with_itself(name: str) -> None:
    of, found = shipped_case(name)
    key = key_levels(of, found)
    own = {id: Rated(each.points, each.documented) for id, each in key.items()}
    beside = feedbacks(of, found, own)
    assert {each.closeness for each in beside.values()} == {Closeness.EXACT}
    assert {each.documented for each in beside.values()} <= {DocumentedBeside.SAME, DocumentedBeside.UNSAID}
    defended = {id: each.defensible for id, each in beside.items() if each.defensible is not None}
    assert defended
    for id, points in defended.items():
        assert feedback(of, found, id, Rated(points)).closeness is Closeness.DEFENSIBLE


def test_a_number_is_not_a_rating() -> None:
    assert ratings_of({"talks": answer("talks", Number(number(5).amount))}) == {}
