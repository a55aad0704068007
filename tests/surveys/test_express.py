"""The express check's result: gates, how many meet our threshold, first steps, what is worth a full check."""

import pytest

from surveys.express import Weak, Worth, express
from surveys.session import Answer, Choice, Points, Value
from surveys.verdicts import Verdict
from tests.surveys.filling import FACTS, filled
from tests.surveys.making import answer, indicator, members, number, shipped, survey, tiny

EXPRESS = [id for id, each in shipped().indicators.items() if each.express]
TICKED = [id for id in EXPRESS if shipped().indicators[id].threshold.points == 3]


def check(**values: Value) -> dict[str, Answer]:
    return {id: answer(id, value) for id, value in values.items()}


def test_nothing_answered() -> None:
    found = express(shipped(), {})
    assert (found.meeting, found.out_of, found.open, found.weakest, found.worth) == (0, 10, 10, (), "bronze")
    assert {gate.verdict for gate in found.gates} == {Verdict.POSSIBLE}


@pytest.mark.parametrize(
    ("red", "meeting", "worth"), [(0, 10, "gold"), (1, 9, "gold"), (2, 8, "silver"), (4, 6, "silver"), (5, 5, "bronze")]
)
def test_the_number_that_meets_our_threshold_says_what_is_worth_doing(red: int, meeting: int, worth: Worth) -> None:
    found = express(shipped(), filled(5, dict.fromkeys(TICKED[:red], 2)))
    assert (found.meeting, found.out_of, found.open, found.worth) == (meeting, 10, 0, worth)


def test_yellow_meets_the_threshold_claimed_and_documents_are_asked_later() -> None:
    assert express(shipped(), filled(3, documented=None)).meeting == 10


def test_indicators_outside_the_express_check_do_not_count() -> None:
    others = {id: each for id, each in filled(0).items() if id not in EXPRESS}
    assert (
        express(shipped(), others).meeting
        == express(shipped(), {k: v for k, v in others.items() if k in FACTS}).meeting
    )


def test_an_unmet_gate_comes_first_and_an_open_one_does_not() -> None:
    unlisted = express(shipped(), filled(facts={**FACTS, "eccp-listed": Choice("no")}))
    assert (unlisted.worth, unlisted.gates[0].verdict) == ("gates", Verdict.UNMET)
    assert express(shipped(), filled(facts={**FACTS, "eccp-listed": Choice("not_sure")})).worth == "gold"


def test_an_answer_off_the_path_settles_no_gate() -> None:
    by_follow_up = {"id": "public", "met": {"question": "cooperation", "any_of": ["yes"]}}
    rule = {"title": "Public", "remedy": "Do it.", "basis": "ours"}
    written = tiny().model_dump(by_alias=True)
    gated = type(tiny()).model_validate(
        {**written, "eligibility": {**written["eligibility"], "criteria": [{**by_follow_up, **rule}]}}
    )
    answers = check(members=members(5, 0, 1), cooperation=Choice("no"))
    assert express(gated, answers).worth == "bronze"
    assert express(gated, {**answers, **check(members=members(5))}).worth == "gates"


def test_the_three_furthest_below_their_threshold_come_first_with_their_next_level() -> None:
    levels = {"performance-monitoring": 0, "satisfaction-assessment": 1, "strategy-documentation": 2, "role-clarity": 3}
    found = express(shipped(), filled(5, levels))
    order = ["performance-monitoring", "strategy-documentation", "satisfaction-assessment"]
    assert [each.indicator for each in found.weakest] == order
    for weak in found.weakest:
        points = levels[weak.indicator]
        assert weak == Weak(weak.indicator, points, shipped().indicators[weak.indicator].levels[points + 1])


def test_only_answered_ones_below_green_are_weak() -> None:
    assert express(shipped(), filled(4)).weakest == ()
    one = express(tiny(), check(plan=Points(1)))
    assert [(each.indicator, each.points, each.next.points) for each in one.weakest] == [("plan", 1, 2)]
    assert (one.open, one.meeting, one.worth) == (1, 1, "silver")
    assert express(tiny(), check(plan=Points(1), talks=number(2))).worth == "gold"


def test_a_survey_without_an_express_check_has_no_such_result() -> None:
    plain = survey({"id": "one", "title": "One", "indicators": [indicator("plan", "1")]})
    with pytest.raises(ValueError, match="tiny has no express check"):
        express(plain, {})
