"""Settling differences, the express pre-screen's choice, and readiness seen from each side."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from surveys.consensus import REASON_LIMIT, Accepted, Move, Proposed, Settlement, moved, settlements, standings
from surveys.labels import Status
from surveys.prescreen import Reason, prescreen
from surveys.review import Rating, rated
from surveys.session import Answer, Closed, Documented, NotAChoice, Problem, TooLong
from tests.surveys.filling import filled
from tests.surveys.making import AT, NO, PARTLY, YES, shipped
from tests.surveys.test_review import PLAN, STRATEGY, WEB, abstained, all_at

IDS, TODAY = rated(shipped()), AT.date()
LATER = AT + timedelta(hours=1)
OURS = Proposed(STRATEGY, "cluster", Rating(3, PARTLY), "The new version is signed.", AT)
THEIRS = replace(OURS, side="assessors", rating=Rating(2, YES), reason="Only the draft was shown.")
YES_TO_OURS = Accepted(STRATEGY, "assessors", OURS.rating, LATER)


@pytest.mark.parametrize(
    ("moves", "proposal", "accepted"),
    [
        ([OURS], OURS, False),
        ([OURS, YES_TO_OURS], OURS, True),
        ([OURS, YES_TO_OURS, YES_TO_OURS], OURS, True),
        ([OURS, YES_TO_OURS, OURS], OURS, True),  # the very same again: a double tap withdraws nothing
        ([OURS, YES_TO_OURS, THEIRS], THEIRS, False),  # changed by the other side
        ([OURS, YES_TO_OURS, replace(OURS, reason="Another reason.")], replace(OURS, reason="Another reason."), False),
        ([OURS, THEIRS, YES_TO_OURS], THEIRS, False),  # what was agreed to is not what stands now
        ([OURS, replace(YES_TO_OURS, side="cluster")], OURS, False),  # nobody accepts their own
        ([OURS, THEIRS, Accepted(STRATEGY, "cluster", THEIRS.rating, LATER)], THEIRS, True),
    ],
)
def test_a_settlement_is_what_one_side_proposed_last_and_the_other_accepted(
    moves: Sequence[Move], proposal: Proposed, accepted: bool
) -> None:
    assert settlements(shipped(), moves) == {STRATEGY: Settlement(proposal, LATER if accepted else None)}


@pytest.mark.parametrize(
    ("move", "problem"),
    [
        (replace(OURS, question="nowhere"), NotAChoice()),
        (replace(OURS, rating=Rating(9, YES)), NotAChoice()),
        (replace(OURS, rating=Rating(None)), NotAChoice()),
        (replace(OURS, rating=Rating(3)), NotAChoice()),
        (replace(OURS, rating=Rating(0, YES)), NotAChoice()),
        (replace(OURS, reason=" "), NotAChoice()),
        (replace(OURS, reason="x" * (REASON_LIMIT + 1)), TooLong(REASON_LIMIT)),
        (YES_TO_OURS, Closed()),
    ],
)
def test_what_can_t_be_settled_is_refused_and_changes_nothing(move: Move, problem: Problem) -> None:
    assert moved(shipped(), {}, move) == problem
    assert settlements(shipped(), [move]) == {}


def test_settling_changes_no_original() -> None:
    mine, theirs = filled(4), all_at(4, strategy_documentation=1)
    before = (dict(mine), dict(theirs))
    held = settlements(shipped(), [OURS, YES_TO_OURS])
    standings(shipped(), mine, [theirs], IDS, held, TODAY, AT)
    assert (mine, theirs) == before


# --- readiness from each side --------------------------------------------------------------------------------


def test_readiness_of_the_check_each_assessor_and_what_is_agreed() -> None:
    mine = filled(4)
    one, two = all_at(4, strategy_documentation=1), all_at(4, web_presence=3)
    found = standings(shipped(), mine, [one, two], IDS, {}, TODAY, AT)
    assert found.own.labels["gold"] is Status.MET
    assert [each.labels["gold"] for each in found.assessors] == [Status.NOT_YET, Status.MET]
    assert found.to_settle == 2
    assert found.agreed.labels["gold"] is Status.IN_REACH  # two are open: nothing is promised
    assert not found.agreed.scorecard.claimed.exact
    held = settlements(
        shipped(),
        [
            OURS, YES_TO_OURS,
            Proposed(WEB, "assessors", Rating(3, YES), "Two items of five.", AT),
        ],
    )  # fmt: skip
    half = standings(shipped(), mine, [one, two], IDS, held, TODAY, AT)
    assert half.to_settle == 1  # proposed is not agreed
    accepted = settlements(
        shipped(),
        [
            OURS, YES_TO_OURS,
            Proposed(WEB, "assessors", Rating(3, YES), "Two items of five.", AT),
            Accepted(WEB, "cluster", Rating(3, YES), LATER),
        ],
    )  # fmt: skip
    whole = standings(shipped(), mine, [one, two], IDS, accepted, TODAY, AT)
    assert whole.to_settle == 0
    assert whole.agreed.scorecard.claimed.exact
    lost = found.own.scorecard.claimed.low - whole.agreed.scorecard.claimed.low
    assert lost == 2  # one point each


def test_what_nobody_judged_is_agreed_by_nobody_until_it_is_settled() -> None:
    blank = all_at(4) | {STRATEGY: abstained(STRATEGY)}
    found = standings(shipped(), filled(4), [blank], IDS, {}, TODAY, AT)
    assert found.to_settle == 1
    settled = standings(shipped(), filled(4), [blank], IDS, settlements(shipped(), [OURS, YES_TO_OURS]), TODAY, AT)
    assert settled.to_settle == 0


# --- the express pre-screen ----------------------------------------------------------------------------------


def chosen(answers: dict[str, Answer], proved: set[str]) -> dict[str, tuple[Reason, ...]]:
    return {each.indicator: each.reasons for each in prescreen(shipped(), answers, proved, TODAY)}


def at(points: dict[str, int], documented: Documented | None = YES) -> dict[str, Answer]:
    return filled(5, points, documented=documented)


@pytest.mark.parametrize(
    ("points", "near"), [(0, False), (1, False), (2, True), (3, True), (4, False), (5, False)]
)  # red below 3
def test_one_level_from_the_threshold_is_near_it(points: int, near: bool) -> None:
    found = chosen(at({STRATEGY: points}), set(IDS))
    assert (Reason.THRESHOLD in found.get(STRATEGY, ())) is near


@pytest.mark.parametrize(("documented", "named"), [(YES, True), (PARTLY, True), (NO, False), (None, False)])
def test_what_is_said_to_be_documented_without_a_proof_is_looked_at(documented: Documented | None, named: bool) -> None:
    found = chosen(at({}, documented), set(IDS) - {PLAN})
    assert [id for id, why in found.items() if Reason.UNPROVED in why] == ([PLAN] if named else [])


def test_what_would_move_a_label_is_decisive() -> None:
    found = chosen(at({STRATEGY: 3}), set(IDS))
    assert found == {STRATEGY: (Reason.THRESHOLD, Reason.DECISIVE)}  # all else is high and proved


def test_open_indicators_and_computed_ones_are_not_looked_at() -> None:
    answers = filled(3)
    del answers[STRATEGY]
    found = chosen(answers, set())
    assert STRATEGY not in found
    assert set(found) <= set(IDS)
    assert list(found) == [id for id in IDS if id in found]  # the order says nothing
