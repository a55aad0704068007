"""Gold on the shipped survey: the total, the thresholds, what is near, and what hangs on our own thresholds."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import pytest

from surveys.indicators import ComputedIndicator
from surveys.labels import LabelReadiness, Status, readiness
from surveys.scoring import Score
from surveys.session import Answer, Choice, Value
from surveys.survey import Survey
from surveys.verdicts import Verdict
from tests.surveys.filling import FACTS, filled
from tests.surveys.making import AT, PARTLY, shipped

MET, IN_REACH, NOT_YET = Status.MET, Status.IN_REACH, Status.NOT_YET
TODAY = AT.date()
STRATEGY = "strategy-documentation"
"""Red below 3, in the Silver audit."""


def label(name: str, answers: Mapping[str, Answer], on: date = TODAY) -> LabelReadiness:
    return next(each for each in readiness(shipped(), answers, (), on) if each.label == name)


def points(many: int) -> Score:
    return Score(Fraction(many), Fraction(many), 150)


def facts(**values: Value) -> dict[str, Value]:
    """The usual facts, some of them otherwise (with _ for -)."""
    return {**FACTS, **{id.replace("_", "-"): value for id, value in values.items()}}


SCORED = [id for id, each in shipped().indicators.items() if each.scored and not isinstance(each, ComputedIndicator)]
TO_120 = dict.fromkeys(SCORED[:4], 3)
"""Four computed indicators at 5, twenty-two at 4, four at 3: 120 points, none red."""


def test_120_of_150_passes_and_119_does_not() -> None:
    passing, failing = (label("gold", filled(4, levels)) for levels in (TO_120, {**TO_120, SCORED[4]: 3}))
    assert [each.rulings[0].evidenced for each in (passing, failing)] == [points(120), points(119)]
    assert (passing.status, passing.rulings[0].verdict) == (MET, Verdict.MET)
    assert (failing.status, failing.rulings[0].verdict) == (IN_REACH, Verdict.UNMET)
    assert failing.near
    assert not failing.hangs_on_near


def test_red_blocks_and_yellow_does_not() -> None:
    assert label("gold", filled(5, {STRATEGY: 3})).status == MET
    red = label("gold", filled(5, {STRATEGY: 2}))
    assert (red.status, red.rulings[1].against) == (NOT_YET, (STRATEGY,))


def test_the_precondition_blocks_although_it_has_no_points() -> None:
    found = label("gold", filled(5, {"committed-participation": 2}))
    assert (found.status, found.rulings[0].verdict) == (NOT_YET, Verdict.MET)
    assert found.rulings[1].against == ("committed-participation",)


def test_gold_counts_what_is_documented() -> None:
    partly = label("gold", filled(documented=PARTLY))
    assert partly.rulings[0].evidenced == points(75)
    assert (partly.status, partly.rulings[0].verdict) == (IN_REACH, Verdict.POSSIBLE)
    assert label("gold", filled(documented=None)).status == IN_REACH


@pytest.mark.parametrize(("fours", "claimed", "status"), [(7, 105, IN_REACH), (6, 104, NOT_YET)])
def test_gold_is_near_from_70_percent_claimed_without_red(fours: int, claimed: int, status: Status) -> None:
    found = label("gold", filled(3, dict.fromkeys(SCORED[:fours], 4)))
    assert found.rulings[0].claimed == points(claimed)
    assert (found.status, found.near) == (status, status == IN_REACH)
    assert found.hangs_on_near  # 104 and 105 of 150 are 69.3 % and 70 %: one percent of our mark decides


def test_a_red_indicator_is_not_near() -> None:
    found = label("gold", filled(4, {**TO_120, STRATEGY: 2}))
    assert (found.status, found.near) == (NOT_YET, False)


def test_an_unmet_gate_keeps_gold_from_being_near() -> None:
    found = label("gold", filled(4, {**TO_120, SCORED[4]: 3}, facts=facts(eccp_listed=Choice("no"))))
    assert found.status == NOT_YET


# --- our own thresholds --------------------------------------------------------------------------------------


def test_a_status_that_hangs_on_our_own_threshold_says_so() -> None:
    assert label("gold", filled()).hangs_on == ()
    assert label("gold", filled(5, {STRATEGY: 3})).hangs_on == (STRATEGY,)
    assert label("gold", filled(5, {STRATEGY: 2})).hangs_on == (STRATEGY,)
    assert label("gold", filled(5, {STRATEGY: 1})).hangs_on == ()
    assert label("gold", filled(5, {STRATEGY: 2, "strategy-focus": 2})).hangs_on == ()


def test_a_status_never_hangs_on_a_threshold_that_is_not_ours() -> None:
    written = shipped().model_dump(by_alias=True)
    for section in written["sections"]:
        for indicator in section["indicators"]:
            indicator["threshold"]["basis"] = "sourced"
    official = Survey.model_validate(written)
    gold = readiness(official, filled(5, {STRATEGY: 3}), (), TODAY)[2]
    assert (gold.status, gold.hangs_on) == (MET, ())


def test_with_nothing_answered_everything_is_in_reach() -> None:
    found = readiness(shipped(), {}, (), TODAY)
    assert [each.status for each in found] == [IN_REACH] * 3
