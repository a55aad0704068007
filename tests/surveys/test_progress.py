"""Progress between two checks: each reason alone and together, sums over what can be compared, rises."""

from collections.abc import Mapping
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.areas import Snapshot, proposal
from surveys.progress import (
    AnswerChanged,
    Compared,
    DocumentChanged,
    FactChanged,
    NotComparable,
    NowAnswered,
    NowOpen,
    Progress,
    Reason,
    Rise,
    Sums,
    Unchanged,
    compare,
    rises,
)
from surveys.scoring import score
from surveys.session import Answer, Choice, Points, Value
from surveys.survey import Survey
from tests.surveys.drawing import QUICK, SURVEYS, checks
from tests.surveys.filling import filled
from tests.surveys.making import NO, PARTLY, YES, answer, fact, indicator, members, number, ratio, shipped, survey, tiny

THEN = {
    "members": answer("members", members(50, 20)),
    "near": answer("near", number(68)),
    "staff": answer("staff", number(7)),
    "commitment": answer("commitment", number(80), documented=YES),
    "load": answer("load", seen=1, documented=YES),
    "reach": answer("reach", seen=2, documented=YES),
    "plan": answer("plan", Points(2), documented=YES),
    "talks": answer("talks", number(3), documented=PARTLY),
    "private": answer("private", ratio(20), documented=NO),
}
"""Seventy members, 68 of them near, ten to a post; the team is open."""


def between(changes: Mapping[str, Answer | None]) -> Progress:
    """From THEN to the same with some answers otherwise (None: open)."""
    now = {id: each for id, each in {**THEN, **changes}.items() if each is not None}
    return compare(tiny(), THEN, tiny(), now)


def one(progress: Progress, id: str) -> Compared:
    return next(each for each in progress.indicators if each.indicator == id)


REASONS: list[tuple[dict[str, Answer | None], str, tuple[Reason, ...]]] = [
    ({"plan": answer("plan", Points(3), documented=YES)}, "plan", (AnswerChanged(Points(2), Points(3)),)),
    ({"plan": answer("plan", Points(2), documented=NO)}, "plan", (DocumentChanged(YES, NO),)),
    ({"plan": answer("plan", Points(2))}, "plan", (DocumentChanged(YES, None),)),
    (
        {"plan": answer("plan", Points(0))},
        "plan",
        (AnswerChanged(Points(2), Points(0)), DocumentChanged(YES, None)),
    ),
    ({"plan": None}, "plan", (NowOpen(),)),
    ({"team": answer("team", Points(1), documented=YES)}, "team", (NowAnswered(),)),
    (
        {"talks": answer("talks", number(4), documented=PARTLY)},
        "talks",
        (AnswerChanged(number(3), number(4)),),
    ),
    ({"near": answer("near", number(71))}, "reach", (FactChanged("near", Fraction(68), None), NowOpen())),
    (
        {"members": answer("members", members(60, 25)), "near": answer("near", number(71))},
        "reach",
        (FactChanged("near", Fraction(68), Fraction(71)), FactChanged("members", Fraction(70), Fraction(85))),
    ),
    ({"members": answer("members", members(51, 20))}, "plan", (Unchanged(),)),
    ({"members": answer("members", members(51, 19))}, "reach", (Unchanged(),)),
    ({"plan": answer("plan", Points(2), documented=YES, note="new")}, "plan", (Unchanged(),)),
]


@pytest.mark.parametrize(("changes", "id", "reasons"), REASONS)
def test_each_reason(changes: dict[str, Answer | None], id: str, reasons: tuple[Reason, ...]) -> None:
    assert one(between(changes), id).reasons == reasons


def test_one_fact_moves_several_indicators() -> None:
    found = between({"members": answer("members", members(60, 25))})
    moved = FactChanged("members", Fraction(70), Fraction(85))
    assert [each.indicator for each in found.indicators if moved in each.reasons] == ["commitment", "load", "reach"]
    assert NowOpen() in one(found, "commitment").reasons  # 80 named, but 85 are committed now


def test_of_kinds_only_their_number_counts() -> None:
    then = filled()
    more = {**then, "committed-participants": answer("committed-participants", _categories(sme=61))}
    fewer = {**then, "committed-participants": answer("committed-participants", _categories(other=0))}
    mix = [one(compare(shipped(), then, shipped(), now), "participant-composition") for now in (more, fewer)]
    assert mix[0].reasons == (Unchanged(),)
    assert mix[1].reasons[0] == FactChanged("committed-participants", Fraction(9), Fraction(8))


def _categories(**changes: int) -> Any:
    value: Any = filled()["committed-participants"].value
    return type(value)(tuple((id, changes.get(id, amount)) for id, amount in value.amounts))


def test_a_level_picked_by_letter_rests_on_no_fact() -> None:
    then = {**THEN, "load": answer("load", Points(1))}
    now = {**then, "members": answer("members", members(60, 25))}
    assert one(compare(tiny(), then, tiny(), now), "load").reasons == (Unchanged(),)


def test_sums_are_of_the_scored_indicators() -> None:
    found = between({"plan": answer("plan", Points(3), documented=YES)})
    then, now = score(tiny(), THEN), score(tiny(), {**THEN, "plan": answer("plan", Points(3), documented=YES)})
    assert found.total == Sums(then.claimed, now.claimed, then.evidenced, now.evidenced)
    assert found.sections["work"].new_claimed == now.sections["work"][0]
    assert found.sections["basics"].old_evidenced == then.sections["basics"][1]


# --- another version -----------------------------------------------------------------------------------------


def version(
    *indicators: Mapping[str, Any], more: Mapping[str, Any] | None = None, members: str = "How many?"
) -> Survey:
    facts = [fact("members", "number", low=0, high=99) | {"ask": members}, fact("listed", "yes-no")]
    return survey(
        {"id": "profile", "title": "Profile", "questions": facts},
        {"id": "work", "title": "Work", "indicators": list(indicators)},
        **(more or {}),
    )


PLAN, TALKS = indicator("plan", "1.1"), indicator("talks", "1.2")
SHARE = indicator("share", "1.3", "computed", (10, 20), **{"from": {"question": "members"}})
HALF = {"evidence": {"yes": 100, "partly": 40, "no": 0, "basis": "ours", "about": "Less."}}
ANSWERS = {
    **{id: answer(id, Points(2), documented=YES) for id in ("plan", "talks", "old")},
    "members": answer("members", number(15)),
}


@pytest.mark.parametrize(
    ("new", "unlike"),
    [
        (version(PLAN, TALKS, SHARE), []),
        (version({**PLAN, "title": "Better"}, TALKS, SHARE), []),
        (version({**PLAN, "threshold": {"points": 2, "green": 3, "basis": "ours"}}, TALKS, SHARE), []),
        (version({**PLAN, "ask": "Is it?"}, TALKS, SHARE), ["plan"]),
        (version({**PLAN, "scored": False}, TALKS, SHARE), ["plan"]),
        (version(PLAN, SHARE), ["talks"]),
        (version(PLAN, TALKS, SHARE, indicator("fresh", "1.4")), ["fresh"]),
        (version(PLAN, TALKS, SHARE, members="Since when?"), ["share"]),
        (version(PLAN, TALKS, SHARE, more=HALF), ["plan", "talks", "share"]),
    ],
    ids=["same", "title", "threshold", "reworded", "unscored", "removed", "added", "fact", "evidence"],
)
def test_what_another_version_words_or_scores_otherwise_is_not_compared(new: Survey, unlike: list[str]) -> None:
    found = compare(version(PLAN, TALKS, SHARE), ANSWERS, new, ANSWERS)
    assert [each.indicator for each in found.indicators if not each.comparable] == unlike
    assert all(each.reasons == ((NotComparable(),) if each.indicator in unlike else (Unchanged(),))
               for each in found.indicators)  # fmt: skip
    assert found.total.left_out == found.sections["work"].left_out == len(unlike)
    assert found.total.old_claimed == found.total.new_claimed


def test_a_renamed_indicator_is_compared_with_its_old_self() -> None:
    old = version(indicator("old", "1.1"), TALKS)
    new = version(indicator("new", "1.1", was="old") | {"title": "Old", "ask": "What is old?"}, TALKS)
    now = {"new": answer("new", Points(3), documented=YES)}
    found = one(compare(old, ANSWERS, new, now), "new")
    assert found.reasons == (AnswerChanged(Points(2), Points(3)),)
    assert found.old is not None
    assert found.old.indicator == "old"


def test_unscored_indicators_are_neither_summed_nor_missed() -> None:
    loose = indicator("loose", "1.3", scored=False)
    found = compare(version(PLAN), ANSWERS, version(PLAN, loose), ANSWERS)
    assert one(found, "loose").reasons == (NotComparable(),)
    assert (found.total.left_out, found.total.new_claimed.out_of) == (0, 3)


# --- rises ---------------------------------------------------------------------------------------------------


def rising(changes: Mapping[str, Answer | None]) -> list[str]:
    return [rise.indicator for rise in rises(between(changes))]


@pytest.mark.parametrize(
    ("now", "rose"),
    [
        (answer("plan", Points(3), documented=YES), True),
        (answer("plan", Points(3), documented=PARTLY), False),  # 1.5 documented points, where it was 2
        (answer("plan", Points(3)), False),  # open whether it is documented
        (answer("plan", Points(2), documented=YES), False),
        (answer("plan", Points(1), documented=YES), False),
        (None, False),
    ],
)
def test_a_rise_is_claimed_and_documented(now: Answer | None, rose: bool) -> None:
    assert rising({"plan": now}) == (["plan"] if rose else [])


def test_documents_alone_or_an_answer_that_was_open_are_no_rise() -> None:
    assert rising({"private": answer("private", ratio(20), documented=YES)}) == []
    assert rising({"team": answer("team", Points(3), documented=YES)}) == []


def test_rises_come_in_the_order_in_which_areas_are_proposed() -> None:
    then = filled(4, {"strategy-documentation": 1, "role-clarity": 2})
    found = rises(compare(shipped(), then, shipped(), filled(5)))
    assert found[:2] == (
        Rise("strategy-documentation", Points(1), Points(5)),
        Rise("role-clarity", Points(2), Points(5)),
    )
    now: dict[str, Answer] = filled(5)
    history = (Snapshot(datetime(2024, 3, 5, tzinfo=UTC), then),)
    for place, rise in enumerate(found[:3], 1):
        pick: Value = Choice(rise.indicator)
        assert proposal(shipped(), now, f"area-{place}", history) == pick
        now[f"area-{place}"] = answer(f"area-{place}", pick)


# --- properties ----------------------------------------------------------------------------------------------


@SURVEYS
@QUICK
@given(data=st.data())
def test_a_check_compared_with_itself_is_unchanged(of: Survey, data: st.DataObject) -> None:
    answers = data.draw(checks(of))
    found = compare(of, answers, of, answers)
    assert {each.reasons for each in found.indicators} == {(Unchanged(),)}
    assert rises(found) == ()


@SURVEYS
@QUICK
@given(data=st.data())
def test_swapping_old_and_new_mirrors(of: Survey, data: st.DataObject) -> None:
    old, new = data.draw(checks(of)), data.draw(checks(of))
    there, back = compare(of, old, of, new), compare(of, new, of, old)
    for one, other in zip(there.indicators, back.indicators, strict=True):
        assert (one.old, one.new) == (other.new, other.old)
        assert one.reasons == tuple(_mirrored(reason) for reason in other.reasons)
    assert there.total == _swapped(back.total)
    assert there.sections == {id: _swapped(sums) for id, sums in back.sections.items()}
    assert not {rise.indicator for rise in rises(there)} & {rise.indicator for rise in rises(back)}


def _mirrored(reason: Reason) -> Reason:
    match reason:
        case NowOpen():
            return NowAnswered()
        case NowAnswered():
            return NowOpen()
        case AnswerChanged(old, new):
            return AnswerChanged(new, old)
        case FactChanged(fact, before, after):
            return FactChanged(fact, after, before)
        case DocumentChanged(said, says):
            return DocumentChanged(says, said)
        case _:
            return reason


def _swapped(sums: Sums) -> Sums:
    return Sums(sums.new_claimed, sums.old_claimed, sums.new_evidenced, sums.old_evidenced, sums.left_out)


@SURVEYS
@QUICK
@given(data=st.data())
def test_points_that_differ_have_a_reason(of: Survey, data: st.DataObject) -> None:
    old, new = data.draw(checks(of)), data.draw(checks(of))
    found = compare(of, old, of, new)
    for each in found.indicators:
        if each.reasons == (Unchanged(),):
            assert each.old is not None
            assert each.new is not None
            assert (each.old.claimed, each.old.evidenced) == (each.new.claimed, each.new.evidenced)
    then, now = score(of, old), score(of, new)
    assert (found.total.old_claimed, found.total.new_evidenced) == (then.claimed, now.evidenced)
