"""What is refused and why, what widening and submitting do, and what an assessor may leave out."""

from dataclasses import replace

import pytest

from surveys.engine import advance, begin, current
from surveys.session import (
    EXPRESS,
    FULL,
    Abstain,
    Answer,
    Ask,
    Asking,
    CannotJudge,
    Checklist,
    Choice,
    Closed,
    Event,
    Final,
    GoTo,
    Incomplete,
    Month,
    NotAChoice,
    NotAMonth,
    NotInRange,
    OffPath,
    Place,
    Points,
    Problem,
    Proving,
    Refuse,
    Review,
    Reviewing,
    Scope,
    Session,
    Submitted,
    Text,
    Thank,
    Widen,
)
from tests.surveys.making import (
    AT,
    ME,
    MEMBERS,
    SUBMIT,
    answer,
    back,
    confirm,
    document,
    give,
    number,
    play,
    ratio,
    skip,
    steps,
    tiny,
)

PLAN = give("plan", Points(2))


def at(place: Place, *events: Event) -> Session:
    """A full check after these events, standing somewhere."""
    return replace(play(tiny(), *events), place=place)


def problem(session: Session, event: Event) -> Problem:
    """Why this was refused; that it changed nothing and shows the current card again is part of a refusal."""
    step = advance(tiny(), session, event)
    assert step.session == session
    assert step.recorded is None
    refusal, card = step.replies
    assert isinstance(refusal, Refuse)
    assert card == current(tiny(), session)
    return refusal.problem


REFUSALS: list[tuple[Event, Problem]] = [
    (give("cooperation", Choice("yes")), OffPath()),
    (give("nowhere", Choice("yes")), OffPath()),
    (GoTo("cooperation"), OffPath()),
    (confirm("cooperation"), OffPath()),
    (document("cooperation"), OffPath()),
    (give("plan", Points(4)), NotAChoice()),
    (give("plan", number(1)), NotAChoice()),
    (give("listed", Choice("perhaps")), NotAChoice()),
    (give("team", Checklist(("sector", "golf"))), NotAChoice()),
    (give("staff", number(9.5)), NotInRange(number(0).amount, number(9).amount, None)),
    (give("near", number(26)), NotInRange(number(0).amount, number(25).amount, None, True)),
    (give("near", number(2.5)), NotInRange(number(0).amount, number(25).amount, None, True)),
    (give("since", Month("2026-13")), NotAMonth(False, False)),
    (give("since", Month("2026-04")), NotAMonth(False, False)),
    (give("reach", Points(2)), Closed()),
    (give("listed", Text("yes")), NotAChoice()),
    (document("plan"), Incomplete(("plan",))),
    (document("talks"), Incomplete(("talks",))),
    (document("listed"), Closed()),
    (confirm("plan"), Incomplete(("plan",))),
    (confirm("reach"), Incomplete(("near",))),
    (Abstain("plan", "not seen", ME, AT), Closed()),
    (Widen(EXPRESS), Closed()),
]


@pytest.mark.parametrize(("event", "why"), REFUSALS)
def test_what_cannot_be_done_is_refused_and_changes_nothing(event: Event, why: Problem) -> None:
    assert problem(at(Asking("staff"), MEMBERS), event) == why


def test_back_from_a_question_does_nothing_in_the_review() -> None:
    assert advance(tiny(), at(Reviewing()), back("plan")).session.place == Reviewing()


def test_this_month_is_not_in_the_future() -> None:
    assert advance(tiny(), at(Asking("since")), give("since", Month("2026-03"))).recorded is not None


def test_a_document_is_refused_while_a_fact_keeps_the_level_open() -> None:
    assert problem(at(Asking("talks"), give("commitment", number(50))), document("commitment")) == Incomplete(
        ("commitment",)
    )


def test_a_document_for_no_points_is_refused() -> None:
    assert problem(at(Asking("talks"), give("plan", Points(0))), document("plan")) == NotAChoice()


def test_widening_keeps_every_answer_and_asks_what_is_open() -> None:
    express = play(tiny(), PLAN, give("talks", number(3)), scope=EXPRESS)
    assert express.place == Reviewing()
    step = advance(tiny(), express, Widen(FULL))
    assert step.session == replace(express, scope=FULL, place=Asking("members"))
    assert step.replies == (Ask("members"),)
    last = steps(tiny(), replace(step.session, place=Asking("team")), skip("team"))[-1]
    assert last.session.place == Proving("plan")


def test_widening_to_the_same_scope_does_nothing() -> None:
    session = at(Asking("plan"))
    assert advance(tiny(), session, Widen(FULL)) == (session, None, (Ask("plan"),))


def test_an_incomplete_check_can_be_submitted_and_never_changes_again() -> None:
    step = advance(tiny(), at(Reviewing(), PLAN), SUBMIT)
    assert step.replies == (Thank(AT),)
    assert step.session == at(Submitted(AT), PLAN)
    events: list[Event] = [PLAN, give("plan", Points(1)), SUBMIT, Widen(FULL), skip("plan"), GoTo(None), back(None)]
    for event in events:
        assert problem(step.session, event) == Final()


@pytest.mark.parametrize("carried", [{}, {"plan": answer("plan", Points(2))}])
def test_a_check_with_nothing_answered_is_not_submitted(carried: dict[str, Answer]) -> None:
    session = begin(tiny(), FULL, carried=carried)
    assert problem(session, SUBMIT) == Incomplete(("members",))
    skipped = advance(tiny(), session, skip("members")).session
    assert problem(skipped, SUBMIT) == Incomplete(("members",))


def test_an_express_check_is_widened_not_submitted() -> None:
    assert problem(play(tiny(), PLAN, scope=EXPRESS), SUBMIT) == Closed()


def test_an_assessor_who_cannot_judge_is_not_asked_again() -> None:
    session = begin(tiny(), Scope("sections", ("work",)), "assessment")
    rated = advance(tiny(), session, PLAN).session
    step = advance(tiny(), rated, Abstain("plan", "not seen", ME, AT))
    assert step.recorded == answer("plan", mark=CannotJudge("not seen"))
    assert step.session.place == Asking("talks")
    last = steps(tiny(), step.session, give("talks", number(0)), give("private", ratio(0)))[-1]
    assert last.session.place == Reviewing()
    assert last.replies[-1] == Review((), ())
