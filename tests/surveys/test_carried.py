"""Carried answers, estimates, lists, notes and names: how they are answered, confirmed and kept."""

from dataclasses import replace

import pytest

from surveys.engine import advance, begin
from surveys.offering import offered
from surveys.quantities import stated
from surveys.scoring import score
from surveys.session import (
    FULL,
    NOTE_LIMIT,
    Ask,
    Asking,
    Changed,
    Checklist,
    Choice,
    Event,
    Month,
    Name,
    Named,
    Points,
    Proving,
    Refuse,
    Review,
    Reviewing,
    TooLong,
    Value,
)
from tests.surveys.making import (
    AT,
    ME,
    MEMBERS,
    NO,
    PAPER,
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
    still_true,
    tiny,
)

# --- carried answers and estimates ---------------------------------------------------------------------------


def test_a_carried_answer_is_open_until_confirmed_in_one_event() -> None:
    old = answer("plan", Points(2), documented=YES, seen=2, document=PAPER, note="mine", note_shared=True)
    session = replace(begin(tiny(), FULL, carried={"plan": old}), place=Asking("plan"))
    assert not score(tiny(), session.answers).indicators["plan"].claimed.exact
    step = advance(tiny(), session, replace(still_true("plan"), by="other"))
    assert step.recorded == replace(old, by="other")
    assert step.session.place == Asking("talks")
    noted = steps(tiny(), session, annotate("plan", "new"), still_true("plan"))[-1]
    assert noted.recorded == replace(old, note="new", note_shared=False)


def test_a_carried_level_without_a_word_on_documents_asks_for_it() -> None:
    carried = {"plan": answer("plan", Points(2), estimate=True)}
    session = replace(begin(tiny(), FULL, carried=carried), place=Asking("plan"))
    step = advance(tiny(), session, still_true("plan"))
    assert step.session.place == Proving("plan")


@pytest.mark.parametrize(("staff", "kept"), [(number(2), True), (number(1), False)])
def test_a_carried_ok_is_offered_only_at_equal_points(staff: Value, kept: bool) -> None:
    old = answer("load", seen=1, documented=YES, document=PAPER, note="mine")
    session = steps(tiny(), begin(tiny(), FULL, carried={"load": old}), MEMBERS, give("staff", staff))[-1].session
    noted = advance(tiny(), session, annotate("load", "new")).session
    asking = replace(noted, place=Asking("load"))
    assert (offered(tiny(), asking, "load") is not None) is kept
    step = advance(tiny(), asking, still_true("load"))
    if not kept:
        assert step.recorded is None
        return
    assert step.recorded is not None
    assert (step.recorded.documented, step.recorded.document) == (YES, PAPER)
    assert step.recorded.note == "new"
    assert step.session.place == Asking("reach")


def test_ok_alone_takes_over_nothing_that_was_not_confirmed() -> None:
    old = answer("load", seen=1, documented=YES, document=PAPER, note="mine")
    session = steps(tiny(), begin(tiny(), FULL, carried={"load": old}), MEMBERS, give("staff", number(2)))[-1].session
    step = advance(tiny(), replace(session, place=Asking("load")), confirm("load"))
    assert step.recorded is not None
    assert (step.recorded.documented, step.recorded.note) == (None, None)
    assert step.session.place == Proving("load")


def test_done_is_not_still_true() -> None:
    """The same list was ticked last time; Done on the untouched card means that nothing is true now."""
    session = begin(tiny(), FULL, carried={"team": answer("team", Checklist(("sector", "lead")), documented=YES)})
    step = advance(tiny(), replace(session, place=Asking("team")), confirm("team"))
    assert step.recorded is not None
    assert (step.recorded.value, step.recorded.documented) == (Checklist(()), None)


def test_a_carried_value_that_no_longer_fits_is_refused() -> None:
    session = begin(tiny(), FULL, carried={"near": answer("near", number(80))})
    step = advance(tiny(), steps(tiny(), session, MEMBERS)[-1].session, still_true("near"))
    assert isinstance(step.replies[0], Refuse)


def test_an_estimate_is_marked_until_confirmed_also_where_it_stands_behind_a_computed_indicator() -> None:
    session = play(tiny(), MEMBERS, give("staff", number(2), estimate=True), replace(TALKS, estimate=True))
    rated = score(tiny(), session.answers).indicators
    assert {id for id, each in rated.items() if each.estimate} == {"load", "talks"}
    step = advance(tiny(), replace(session, place=Asking("staff")), confirm("staff"))
    assert step.recorded == answer("staff", number(2))
    assert step.session.place == Asking("since")
    assert not score(tiny(), step.session.answers).indicators["load"].estimate
    assert advance(tiny(), step.session, confirm("staff")).recorded is None


# --- lists ---------------------------------------------------------------------------------------------------


def test_counts_stay_until_done() -> None:
    session = begin(tiny(), FULL)
    step = advance(tiny(), session, give("members", members(20, done=False), estimate=True))
    assert step.recorded == answer("members", members(20, done=False), estimate=True)
    assert (step.session.place, step.replies) == (Asking("members"), (Ask("members"),))
    assert not score(tiny(), step.session.answers).indicators["commitment"].claimed.exact
    done = advance(tiny(), step.session, confirm("members"))
    assert done.recorded == answer("members", members(20), estimate=True)
    assert done.replies == (Ask("near"),)


def test_ticking_a_list_keeps_what_was_said_of_documents_if_the_level_ends_the_same() -> None:
    two, open_two = Checklist(("sector", "lead")), Checklist(("lead", "english"), done=False)
    session = standing("team", give("team", two), document("team"))
    ticking = steps(tiny(), session, give("team", Checklist(("lead",), done=False)), give("team", open_two))[-1]
    assert ticking.session.place == Asking("team")
    assert ticking.replies == (Ask("team"),)
    done = advance(tiny(), ticking.session, confirm("team"))
    assert said(done.session, "team") == YES
    assert done.session.place == Asking("plan")
    fewer = steps(tiny(), ticking.session, give("team", Checklist(("lead",), done=False)), confirm("team"))[-1]
    assert said(fewer.session, "team") is None
    assert fewer.session.place == Proving("team")


def test_ticking_on_an_old_card_is_said_and_the_place_stays() -> None:
    session = standing("plan", give("team", Checklist(("sector",))), document("team", NO))
    draft = advance(tiny(), session, give("team", Checklist(("sector", "lead"), done=False)))
    assert [type(reply) for reply in draft.replies] == [Ask]  # the finished list counts until the change is done
    assert stated(draft.session.answers, "team") == Checklist(("sector",))
    step = advance(tiny(), session, give("team", Checklist(("sector", "lead"))))
    assert [type(reply) for reply in step.replies] == [Changed, Ask]
    assert step.session.place == Asking("plan")
    proving = steps(tiny(), standing("team"), give("team", Checklist(("sector",))))[-1].session
    assert proving.place == Proving("team")
    assert advance(tiny(), proving, give("team", Checklist((), done=False))).session.place == Asking("team")


def test_an_item_ticked_twice_counts_once() -> None:
    session = play(tiny(), give("team", Checklist(("lead", "lead"))))
    assert score(tiny(), session.answers).indicators["team"].claimed.low == 1


# --- notes and names -----------------------------------------------------------------------------------------


def test_a_note_changes_nothing_else() -> None:
    session = standing("plan", MEMBERS)
    step = advance(tiny(), session, annotate("talks", "x" * NOTE_LIMIT, shared=True))
    assert step.recorded == answer("talks", note="x" * NOTE_LIMIT, note_shared=True)
    assert (step.session.place, step.replies) == (Asking("plan"), (Ask("plan"),))
    answered = advance(tiny(), step.session, TALKS)
    assert answered.recorded == replace(step.recorded, value=number(3))
    removed = advance(tiny(), answered.session, annotate("talks", None, shared=True))
    assert removed.recorded == answer("talks", number(3))


def test_a_note_too_long_is_refused() -> None:
    step = advance(tiny(), standing("plan"), annotate("plan", "x" * (NOTE_LIMIT + 1)))
    assert step.replies[0] == Refuse(TooLong(NOTE_LIMIT))
    assert step.recorded is None


def test_a_name_too_long_is_refused_and_a_good_one_kept_when_the_level_follows() -> None:
    step = advance(tiny(), standing("plan"), Name("plan", Named("x" * 201), ME, AT))
    assert step.replies[0] == Refuse(TooLong(200))
    for long in (Named("x" * 200, "y" * 200, "z" * 200), PAPER):
        named = steps(tiny(), standing("plan"), Name("plan", long, ME, AT), give("plan", Points(2)))[-1]
        assert named.recorded == answer("plan", Points(2), document=long)
    for part in (Named("x", date="y" * 201), Named("x", place="z" * 201)):
        assert advance(tiny(), standing("plan"), Name("plan", part, ME, AT)).recorded is None
    listed = steps(tiny(), standing("staff"), Name("staff", PAPER, ME, AT), STAFF, give("staff", number(3)))[-1]
    assert listed.recorded == answer("staff", number(3), document=PAPER)


def test_a_whole_check_ends_in_the_review_with_nothing_open() -> None:
    events = [MEMBERS, give("near", number(20)), STAFF, give("since", Month("2024-01")), give("listed", Choice("no"))]
    session = play(tiny(), *events, give("commitment", number(30)), document("commitment"))
    for computed in ("load", "reach"):
        session = steps(tiny(), session, confirm(computed), document(computed))[-1].session
    rest: list[Event] = [
        give("team", Checklist(())),
        give("plan", Points(1)),
        document("plan"),
        TALKS,
        document("talks", NO),
    ]
    step = steps(tiny(), session, *rest, skip("private"))[-1]
    assert step.session.place == Reviewing()
    assert step.replies[-1] == Review((), ("private",))
