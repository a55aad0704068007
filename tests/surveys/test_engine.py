"""What each event does to a session: where it stands, what is recorded, what is said."""

from dataclasses import replace
from datetime import timedelta

import pytest

from surveys.engine import advance, begin, current
from surveys.session import (
    EXPRESS,
    FULL,
    Answer,
    Ask,
    Asking,
    Changed,
    Event,
    Give,
    GoTo,
    Place,
    Points,
    Prove,
    Proving,
    Reply,
    Review,
    Reviewing,
    Scope,
    SectionDone,
    Session,
    Skipped,
)
from tests.surveys.making import (
    AT,
    MEMBERS,
    NO,
    YES,
    answer,
    back,
    document,
    give,
    members,
    number,
    play,
    ratio,
    skip,
    tiny,
)

PLAN = give("plan", Points(2))


def at(place: Place, *events: Event) -> Session:
    """A full check after these events, standing somewhere."""
    return replace(play(tiny(), *events), place=place)


def test_a_session_begins_at_the_first_question_of_its_scope() -> None:
    assert begin(tiny(), FULL).place == Asking("members")
    assert begin(tiny(), EXPRESS).place == Asking("plan")
    assert begin(tiny(), Scope("sections", ("work",))).place == Asking("plan")


def test_a_scope_of_indicators_asks_the_facts_they_need_first() -> None:
    assert begin(tiny(), Scope("indicators", ("reach",))).place == Asking("members")


# Where a session stands, what is tapped there, where it stands then, and what is said.
MOVES: list[tuple[str, Session, Event, Place, tuple[Reply, ...]]] = [
    ("an answer moves on", at(Asking("members")), MEMBERS, Asking("near"), (Ask("near"),)),
    ("a level asks for its document", at(Asking("plan")), PLAN, Proving("plan"), (Prove("plan"),)),
    ("no points, no document", at(Asking("plan")), give("plan", Points(0)), Asking("talks"), (Ask("talks"),)),
    ("documented moves on", at(Proving("plan"), PLAN), document("plan"), Asking("talks"), (Ask("talks"),)),
    ("elsewhere, an answer stays", at(Asking("members")), PLAN, Asking("members"), (Ask("members"),)),
    ("the same moves on where asked", at(Asking("members"), MEMBERS), MEMBERS, Asking("near"), (Ask("near"),)),
    ("the same elsewhere stays", at(Asking("plan"), MEMBERS), MEMBERS, Asking("plan"), (Ask("plan"),)),
    ("the same asks for a document", at(Asking("plan"), PLAN), PLAN, Proving("plan"), (Prove("plan"),)),
    ("the same stays at its document", at(Proving("plan"), PLAN), PLAN, Proving("plan"), (Prove("plan"),)),
    ("back goes back", at(Asking("staff")), back("staff"), Asking("near"), (Ask("near"),)),
    ("back at the first stays", at(Asking("members")), back("members"), Asking("members"), (Ask("members"),)),
    ("back elsewhere does nothing", at(Asking("staff")), back("plan"), Asking("staff"), (Ask("staff"),)),
    ("back from a document: its level", at(Proving("plan"), PLAN), back("plan"), Asking("plan"), (Ask("plan"),)),
    ("back from the review: the last", at(Reviewing()), back(None), Asking("private"), (Ask("private"),)),
    ("back to nowhere does nothing", at(Asking("staff")), back(None), Asking("staff"), (Ask("staff"),)),
    (
        "back elsewhere keeps the way",
        at(Asking("staff", "load")),
        back("near"),
        Asking("staff", "load"),
        (Ask("staff"),),
    ),
    ("an edit elsewhere keeps it too", at(Asking("staff", "load")), PLAN, Asking("staff", "load"), (Ask("staff"),)),
    ("skip elsewhere does nothing", at(Asking("staff")), skip("plan"), Asking("staff"), (Ask("staff"),)),
    ("go to any question", at(Reviewing()), GoTo("talks"), Asking("talks"), (Ask("talks"),)),
    ("Change on a fact", at(Asking("load")), GoTo("staff", "load"), Asking("staff", "load"), (Ask("staff"),)),
    ("Change, then back", at(Asking("staff", "load")), back("staff"), Asking("load"), (Ask("load"),)),
]


@pytest.mark.parametrize(
    ("session", "event", "place", "replies"), [row[1:] for row in MOVES], ids=[r[0] for r in MOVES]
)
def test_moves(session: Session, event: Event, place: Place, replies: tuple[Reply, ...]) -> None:
    step = advance(tiny(), session, event)
    assert step.session.place == place
    assert step.replies == replies
    assert current(tiny(), step.session) == replies[-1]


@pytest.mark.parametrize(
    ("session", "event"),
    [
        (at(Asking("members"), MEMBERS), MEMBERS),
        (at(Asking("plan"), MEMBERS), MEMBERS),
        (at(Reviewing(), PLAN, document("plan")), document("plan")),
        (at(Asking("staff")), back("staff")),
        (at(Asking("staff")), skip("plan")),
        (at(Asking("staff"), give("staff", number(2))), skip("staff")),
        (at(Asking("staff")), GoTo("plan")),
        (at(Reviewing(), give("talks", number("12"))), give("talks", number("12.0"))),
    ],
)
def test_what_is_already_so_is_not_recorded(session: Session, event: Event) -> None:
    step = advance(tiny(), session, event)
    assert step.recorded is None
    assert step.session.answers == session.answers


def test_an_edit_from_an_old_button_is_recorded_and_said_and_the_place_stays() -> None:
    session = at(Asking("talks"), PLAN, document("plan"))
    later = Give("plan", Points(3), False, "other", AT + timedelta(days=90))
    step = advance(tiny(), session, later)
    new = Answer("plan", "other", later.at, Points(3))
    assert step.recorded == new
    assert step.session.answers["plan"] == new
    assert step.session.place == Asking("talks")
    assert step.replies == (Changed("plan", session.answers["plan"], new), Ask("talks"))


def test_another_word_on_documents_from_an_old_button_is_said() -> None:
    session = at(Asking("talks"), PLAN, document("plan", YES))
    step = advance(tiny(), session, document("plan", NO))
    assert step.recorded is not None
    assert step.recorded.documented == NO
    assert step.replies == (Changed("plan", session.answers["plan"], step.recorded), Ask("talks"))


def test_an_edit_that_takes_the_asked_question_off_the_path_moves_on() -> None:
    session = at(Asking("cooperation"), give("members", members(20, 4)), give("near", number(9)))
    step = advance(tiny(), session, MEMBERS)
    assert step.session.place == Asking("since")
    unfinished = advance(tiny(), session, give("members", members(20, done=False)))
    assert unfinished.session.place == Asking("cooperation")  # the finished counts hold until the change is done


def test_after_the_last_question_comes_what_was_passed_over_then_the_review() -> None:
    ending = at(Asking("private"), give("talks", number(0)))
    step = advance(tiny(), ending, give("private", ratio(0)))
    assert step.session.place == Asking("members")
    for question in ("members", "near", "staff", "since", "listed", "commitment", "load", "reach", "team", "plan"):
        assert step.session.place == Asking(question)
        step = advance(tiny(), step.session, skip(question))
    assert step.session.place == Reviewing()


def test_a_skipped_question_stays_open_and_is_listed_before_submitting() -> None:
    step = advance(tiny(), at(Asking("staff")), skip("staff"))
    assert step.recorded == answer("staff", mark=Skipped())
    assert step.session.place == Asking("since")
    review = advance(tiny(), step.session, GoTo(None)).replies[-1]
    assert isinstance(review, Review)
    assert review.skipped == ("staff",)
    assert review.open[:3] == ("members", "near", "since")
    answered = advance(tiny(), step.session, give("staff", number(2)))
    assert answered.recorded == answer("staff", number(2))


def test_skipping_an_answered_question_leaves_it_answered() -> None:
    step = advance(tiny(), at(Asking("staff"), give("staff", number(2))), skip("staff"))
    assert step.session.place == Asking("since")
    assert step.session.answers["staff"].value == number(2)


def test_a_section_is_said_to_be_done_once() -> None:
    all_but_one = [give("plan", Points(0)), give("talks", number(0))]
    step = advance(tiny(), at(Asking("private"), *all_but_one), give("private", ratio(50)))
    assert step.replies == (Prove("private"),)
    done = advance(tiny(), step.session, document("private"))
    assert SectionDone("work") in done.replies
    again = advance(tiny(), replace(done.session, place=Asking("private")), give("private", ratio(50)))
    assert again.session.place == Asking("members")
    assert again.replies == (Ask("members"),)
    skipped = advance(tiny(), at(Asking("private"), *all_but_one), skip("private"))
    assert SectionDone("work") in skipped.replies
    later = advance(tiny(), replace(skipped.session, place=Asking("private")), give("private", ratio(0)))
    assert SectionDone("work") not in later.replies
