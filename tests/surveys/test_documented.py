"""Documents and computed indicators: when they are asked for, kept and reopened."""

from dataclasses import replace

import pytest

from surveys.engine import advance, begin
from surveys.path import documented
from surveys.scoring import score
from surveys.session import (
    EXPRESS,
    Ask,
    Asking,
    Changed,
    Event,
    GoTo,
    Incomplete,
    Name,
    Points,
    Prove,
    Proving,
    Refuse,
    Review,
    Skipped,
    Value,
)
from tests.surveys.making import (
    AT,
    ME,
    MEMBERS,
    PAPER,
    PARTLY,
    STAFF,
    TALKS,
    YES,
    annotate,
    answer,
    confirm,
    document,
    give,
    members,
    number,
    play,
    said,
    skip,
    standing,
    steps,
    tiny,
)


@pytest.mark.parametrize(
    ("value", "kept"),
    [(number(2), True), (number("4.9"), True), (number(5), False), (number(0), False)],
)
def test_another_level_forgets_documented_and_an_equal_one_keeps_it(value: Value, kept: bool) -> None:
    named = Name("talks", PAPER, ME, AT)
    session = standing("talks", TALKS, document("talks", PARTLY), named, annotate("talks", "see log"))
    step = advance(tiny(), session, give("talks", value))
    assert step.recorded is not None
    assert (step.recorded.documented, step.recorded.document) == ((PARTLY, PAPER) if kept else (None, None))
    assert step.recorded.note == "see log"
    assert step.session.place == (Proving("talks") if value == number(5) else Asking("private"))


def test_documented_is_asked_again_where_the_level_comes_back() -> None:
    session = standing("talks", TALKS, document("talks"), give("talks", number(9)), TALKS)
    assert said(session, "talks") is None


def test_a_fact_that_moves_a_level_reopens_documented_until_it_moves_back() -> None:
    events: list[Event] = [MEMBERS, give("commitment", number(50)), document("commitment")]  # 25 of 50: one point
    session = standing("talks", *events)
    assert said(session, "commitment") == YES
    moved = advance(tiny(), session, give("members", members(36, 4))).session
    assert said(moved, "commitment") is None
    assert score(tiny(), moved.answers).indicators["commitment"].evidenced.low == 0
    assert said(steps(tiny(), moved, MEMBERS)[-1].session, "commitment") == YES
    followed = advance(tiny(), moved, give("commitment", number(80)))  # 40 of 80: one point again
    assert said(followed.session, "commitment") == YES
    again = advance(tiny(), moved, document("commitment"))
    assert again.recorded is not None
    assert said(again.session, "commitment") == YES


def test_the_express_check_asks_for_documents_later() -> None:
    step = advance(tiny(), begin(tiny(), EXPRESS), give("plan", Points(2)))
    assert step.session.place == Asking("talks")
    assert documented(tiny(), steps(tiny(), step.session, document("plan"))[-1].session.answers, "plan") == YES


def test_documented_can_be_skipped_and_said_later() -> None:
    session = play(tiny(), GoTo("plan"), give("plan", Points(2)))
    step = advance(tiny(), session, skip("plan"))
    assert step.recorded == answer("plan", Points(2), mark=Skipped())
    assert step.session.place == Asking("talks")
    later = advance(tiny(), step.session, document("plan"))
    assert later.recorded == answer("plan", Points(2), documented=YES, seen=2)


# --- computed indicators -------------------------------------------------------------------------------------


def test_ok_on_a_computed_indicator_is_confirm_then_documented() -> None:
    session = standing("load", MEMBERS, STAFF)  # 25 for 2: one point
    assert score(tiny(), session.answers).indicators["load"].claimed.low == 1
    ok = advance(tiny(), session, confirm("load"))
    assert ok.recorded == answer("load", seen=1)
    assert (ok.session.place, ok.replies) == (Proving("load"), (Prove("load"),))
    proven = advance(tiny(), ok.session, document("load", PARTLY))
    assert proven.recorded == answer("load", seen=1, documented=PARTLY)
    assert proven.session.place == Asking("reach")
    assert advance(tiny(), proven.session, confirm("load")).recorded is None


def test_a_note_on_a_computed_indicator_survives_ok() -> None:
    session = standing("load", MEMBERS, STAFF, annotate("load", "half a post from May"))
    assert advance(tiny(), session, confirm("load")).recorded == answer("load", seen=1, note="half a post from May")


def test_its_card_is_open_until_ok_although_its_points_count() -> None:
    session = standing("load", MEMBERS, STAFF)
    listed = advance(tiny(), session, GoTo(None)).replies[-1]
    assert isinstance(listed, Review)
    assert "load" in listed.open
    refused = advance(tiny(), session, document("load"))
    assert refused.replies[0] == Refuse(Incomplete(("load",)))
    low = steps(tiny(), standing("load", MEMBERS, give("staff", number(9))), confirm("load"))[-1]
    assert low.session.place == Asking("reach")  # 25 for 9: no points, so nothing to document


def test_change_goes_to_the_fact_and_back() -> None:
    session = standing("load", MEMBERS, STAFF, confirm("load"), document("load"))
    changed = steps(tiny(), session, GoTo("staff", "load"), give("staff", number(1)))[-1]
    assert changed.session.place == Asking("load")
    assert [type(reply) for reply in changed.replies] == [Changed, Ask]
    same = steps(tiny(), session, GoTo("staff", "load"), STAFF)[-1]
    assert same.session.place == Asking("load")


@pytest.mark.parametrize(("fact", "reopened"), [(number("1.5"), False), (number(1), True)])
def test_a_changed_fact_reopens_a_computed_indicator_only_at_another_level(fact: Value, reopened: bool) -> None:
    session = standing("since", MEMBERS, STAFF, confirm("load"), document("load"))
    after = advance(tiny(), session, give("staff", fact)).session
    assert said(after, "load") == (None if reopened else YES)
    listed = advance(tiny(), after, GoTo(None)).replies[-1]
    assert isinstance(listed, Review)
    assert ("load" in listed.open) is reopened
    ok = advance(tiny(), replace(after, place=Asking("load")), confirm("load"))
    assert ok.session.place == (Proving("load") if reopened else Asking("reach"))


def test_a_fact_changed_while_documented_is_asked_asks_for_ok_again() -> None:
    session = steps(tiny(), standing("load", MEMBERS, STAFF), confirm("load"))[-1].session
    assert session.place == Proving("load")
    assert advance(tiny(), session, give("staff", number(1))).session.place == Asking("load")
