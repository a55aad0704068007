"""What holds for every sequence of events."""

from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.engine import advance, begin, current
from surveys.path import path, wants_proof
from surveys.quantities import settled
from surveys.scoring import score
from surveys.session import (
    EXPRESS,
    FULL,
    Abstain,
    Annotate,
    Asking,
    Back,
    Confirm,
    Document,
    Documented,
    Event,
    Give,
    GoTo,
    Name,
    Named,
    Points,
    Proving,
    Refuse,
    Session,
    Skip,
    Step,
    Submit,
    Submitted,
    Thank,
    Widen,
)
from surveys.survey import Survey
from tests.surveys.drawing import QUICK, SURVEYS, values
from tests.surveys.filling import filled
from tests.surveys.making import AT, ME, shipped, tiny

NAMED = {of.id: of for of in (tiny(), shipped())}


@cache
def at(name: str, id: str) -> st.SearchStrategy[Event]:
    """Anything a person can do to this question."""
    of = NAMED[name]
    by: dict[str, Any] = {"question": st.just(id), "by": st.just(ME), "at": st.just(AT)}
    given_values = values(of.questions[id]) if id in of.questions else st.just(Points(1))
    return st.one_of(
        st.builds(Give, value=given_values, estimate=st.booleans(), **by),
        st.builds(Give, value=given_values, estimate=st.just(False), **by),
        st.builds(Document, state=st.sampled_from(Documented), **by),
        st.builds(Confirm, **by),
        st.builds(Skip, **by),
        st.builds(Annotate, note=st.sampled_from((None, "a note", "x" * 1001)), shared=st.booleans(), **by),
        st.builds(Name, document=st.sampled_from((None, Named("Paper"))), **by),
        st.builds(Abstain, reason=st.just("not seen"), **by),
        st.builds(Back, st.sampled_from((id, None))),
        st.builds(GoTo, st.sampled_from((id, id, None)), st.sampled_from((None, *of.questions))),
    )


@cache
def anywhere(name: str) -> st.SearchStrategy[Event]:
    """Anything a person can do."""
    elsewhere = st.sampled_from((*NAMED[name].questions, "nowhere")).flatmap(lambda id: at(name, id))
    rare: st.SearchStrategy[Event] = st.sampled_from((Widen(FULL), Widen(EXPRESS), Submit(ME, AT)))
    return st.one_of(elsewhere, elsewhere, elsewhere, elsewhere, elsewhere, rare)


def whole(of: Survey, session: Session) -> None:
    """What is true of every session, whatever happened before."""
    asked = path(of, session.scope, session.answers)
    match session.place:
        case Asking(question):
            assert question in asked
        case Proving(question):
            assert question in asked
            assert settled(of, session.answers, question)
            assert wants_proof(of, session.scope, session.answers, question)
        case _:
            pass
    card = score(of, session.answers)
    pairs = [(card.claimed, card.evidenced), *((each.claimed, each.evidenced) for each in card.indicators.values())]
    for claimed, evidenced in pairs:
        assert 0 <= claimed.low <= claimed.high <= claimed.out_of
        assert 0 <= evidenced.low <= evidenced.high <= evidenced.out_of
        assert evidenced.low <= claimed.low
        assert evidenced.high <= claimed.high
    assert sum(claimed.out_of for claimed, _ in card.sections.values()) == card.claimed.out_of == of.out_of


def sound(of: Survey, before: Session, step: Step) -> None:
    """What is true of every step."""
    session, recorded, replies = step
    assert replies[-1] == current(of, session)
    if any(isinstance(reply, Refuse) for reply in replies):
        assert (session, recorded) == (before, None)
    if recorded is None:
        assert session.answers == before.answers
    else:
        assert session.answers == {**before.answers, recorded.question: recorded}
        assert recorded != before.answers.get(recorded.question)
    if isinstance(before.place, Submitted):
        assert session == before
    whole(of, session)


def run(of: Survey, data: st.DataObject, many: int) -> None:
    """Follows the cards most of the time and does anything else in between."""
    carried = {id: each for id, each in filled(3).items() if of is shipped()}
    scope = data.draw(st.sampled_from((FULL, FULL, EXPRESS)))
    session = begin(of, scope, "self" if data.draw(st.booleans()) else "assessment", carried)
    other = anywhere(of.id)
    for _ in range(data.draw(st.integers(0, many))):
        place = session.place
        here = at(of.id, place.question) if isinstance(place, Asking | Proving) else other
        step = advance(of, session, data.draw(st.one_of(here, here, other)))
        sound(of, session, step)
        session = step.session


@settings(QUICK, max_examples=300)
@given(st.data())
def test_no_sequence_of_events_breaks_a_session_of_the_tiny_survey(data: st.DataObject) -> None:
    run(tiny(), data, 40)


@settings(QUICK, max_examples=80)
@given(st.data())
def test_no_sequence_of_events_breaks_a_session_of_the_shipped_survey(data: st.DataObject) -> None:
    run(shipped(), data, 60)


@SURVEYS
def test_following_the_cards_ends_in_the_review(of: Survey) -> None:
    @settings(QUICK, max_examples=10)
    @given(st.data())
    def follow(data: st.DataObject) -> None:
        session = begin(of, FULL)
        for _ in range(3 * len(of.questions)):
            place = session.place
            if not isinstance(place, Asking | Proving):
                break
            id = place.question
            given_value = data.draw(values(of.questions[id]))
            tries: list[Event] = [Give(id, given_value, False, ME, AT), Confirm(id, ME, AT), Skip(id, ME, AT)]
            if isinstance(place, Proving):
                tries = [Document(id, data.draw(st.sampled_from(Documented)), ME, AT)]
            for event in tries:
                step = advance(of, session, event)
                sound(of, session, step)
                session = step.session
                if session.place != place:
                    break
        step = advance(of, session, Submit(ME, AT))
        assert step.replies[-1] == Thank(AT) or not any(settled(of, session.answers, id) for id in session.answers)

    follow()
