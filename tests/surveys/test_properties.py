"""What holds for every way of answering: random sequences of events, random answers, random gaps in them."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys.definition import ChoiceFact, CountsFact, LevelFact, MonthFact, NumberFact, TextFact
from surveys.engine import advance, begin, current
from surveys.fitting import options
from surveys.indicators import (
    ChecklistIndicator,
    ComputedIndicator,
    LevelIndicator,
    NumberIndicator,
    Question,
    RatioIndicator,
)
from surveys.labels import Status, readiness
from surveys.path import path, wants_proof
from surveys.quantities import level_of, settled
from surveys.scoring import Score, score
from surveys.session import (
    EXPRESS,
    FULL,
    Abstain,
    Annotate,
    Answer,
    Asking,
    Back,
    Checklist,
    Choice,
    Confirm,
    Counts,
    Document,
    Documented,
    Event,
    Give,
    GoTo,
    Month,
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
    Text,
    Thank,
    Value,
    Widen,
)
from surveys.survey import Survey
from tests.surveys.making import AT, ME, answer, filled, number, ratio, shipped, tiny

QUICK = settings(deadline=None, suppress_health_check=list(HealthCheck))
SURVEYS = pytest.mark.parametrize("of", [tiny(), shipped()], ids=["tiny", "shipped"])
NAMED = {of.id: of for of in (tiny(), shipped())}
MONTHS = ("2016", "2022-05", "2024-03", "2024-10", "2026-03", "2027-01")


def values(asked: Question) -> st.SearchStrategy[Value]:
    """Values of the right form, most of them in range."""
    match asked:
        case LevelIndicator() | LevelFact() | ComputedIndicator():
            return st.integers(0, 6).map(Points)
        case NumberFact() | NumberIndicator():
            return st.one_of(st.integers(0, 120), st.sampled_from(("0.5", "2.5", "5001"))).map(number)
        case RatioIndicator():
            return st.tuples(st.integers(0, 101), st.integers(0, 100)).map(lambda both: ratio(*both))
        case CountsFact(items=items):
            names = [item.id for item in items]
            amounts = st.lists(st.integers(0, 30), min_size=len(names), max_size=len(names))
            counts = amounts.map(lambda found: tuple(zip(names, found, strict=True)))
            return st.builds(Counts, counts, st.booleans())
        case ChecklistIndicator(items=items):
            ticked = st.lists(st.sampled_from([item.id for item in items]), unique=True)
            return st.builds(Checklist, ticked.map(tuple), st.booleans())
        case MonthFact():
            return st.sampled_from(MONTHS).map(Month)
        case TextFact():
            return st.sampled_from(("A few words.", " ", "x" * 1001)).map(Text)
        case ChoiceFact():
            return st.sampled_from(options(tiny(), asked)).map(Choice)
        case _:
            return st.sampled_from(("yes", "no", "not_sure", "none", "strategy-documentation", "role-clarity")).map(
                Choice
            )


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


# --- order ---------------------------------------------------------------------------------------------------


@SURVEYS
def test_the_order_of_answering_never_changes_a_score(of: Survey) -> None:
    """As long as no answer is refused: how many there are limits what can be said of them, so it stays the same."""

    @settings(QUICK, max_examples=40)
    @given(st.data())
    def compare(data: st.DataObject) -> None:
        answers = data.draw(checks(of))
        if of is shipped():
            answers["committed-participants"] = filled()["committed-participants"]
        todo: list[Event] = []
        for id, each in answers.items():
            todo += [Give(id, each.value, False, ME, AT)] if each.value else [Confirm(id, ME, AT)]
            todo += [Document(id, each.documented, ME, AT)] if each.documented else []
        results = [score(of, _answered(of, data.draw(st.permutations(todo))).answers) for _ in range(2)]
        assert results[0] == results[1]

    compare()


def _answered(of: Survey, todo: list[Event]) -> Session:
    """All of these events, each as soon as it is possible; what never is (off the path, no points) is left."""
    session = begin(of, FULL)
    while todo:
        refused = []
        for event in todo:
            step = advance(of, session, event)
            session = step.session
            if any(isinstance(reply, Refuse) for reply in step.replies):
                refused.append(event)
        if len(refused) == len(todo):
            break
        todo = refused
    return session


# --- gaps ----------------------------------------------------------------------------------------------------


def fitting(asked: Question) -> st.SearchStrategy[Value]:
    """Values that are in range whatever else was answered, and done."""

    def fits(value: Value) -> bool:
        match value:
            case Points(points):
                return points <= 3 if asked.id in tiny().questions else points <= 5
            case Counts(done=done) | Checklist(done=done):
                return done
            case _:
                return True

    match asked:
        case NumberFact(up_to=str()) | NumberIndicator(whole=str()):
            return st.integers(0, 8).map(number)
        case NumberIndicator(part=str()):
            return st.integers(280, 400).map(number) if asked.id in shipped().questions else st.just(number(100))
        case NumberFact() | NumberIndicator():
            return st.integers(0, 9).map(number)
        case RatioIndicator():
            return st.integers(0, 100).map(ratio)
        case CountsFact(items=items):
            amounts = st.lists(st.integers(3, 30), min_size=len(items), max_size=len(items))
            names = [item.id for item in items]
            return amounts.map(lambda found: Counts(tuple(zip(names, found, strict=True))))
        case MonthFact(year_alone=False):
            return st.sampled_from(MONTHS[1:5]).map(Month)
        case TextFact():
            return st.just(Text("A few words."))
        case _:
            return values(asked).filter(fits)


@st.composite
def answered(draw: st.DrawFn, of: Survey, id: str) -> Answer:
    asked = of.questions[id]
    state = draw(st.sampled_from((*Documented, None))) if id in of.indicators else None
    if isinstance(asked, ComputedIndicator):
        return answer(id, seen=draw(st.integers(0, 5)), documented=state)
    return answer(id, draw(fitting(asked)), documented=state)


@st.composite
def checks(draw: st.DrawFn, of: Survey) -> dict[str, Answer]:
    """Answers to most questions: a good check with some answers otherwise, so that every status comes up."""
    answers = dict(_good(draw(st.sampled_from((3, 4, 5))))) if of is shipped() else {}
    others = st.sampled_from(tuple(of.questions))
    changed = draw(st.sets(others, max_size=6)) if answers else set(of.questions) - draw(st.sets(others, max_size=6))
    for id in of.questions:
        if id in changed:
            answers[id] = draw(answered(of, id))
    return answers


def _good(points: int) -> Mapping[str, Answer]:
    """The shipped survey with three improvement areas that count."""
    found = filled(points)
    for place, id in enumerate(("strategy-documentation", "implementation-plan", "role-clarity"), 1):
        parts: dict[str, Value] = {"": Choice(id), "-before": Points(1), "-month": Month("2024-03")}
        parts |= {f"-{name}": Text("Words.") for name in ("was", "done", "effect", "document")}
        found |= {f"area-{place}{part}": answer(f"area-{place}{part}", value) for part, value in parts.items()}
    return found


def opened(data: st.DataObject, of: Survey, answers: Mapping[str, Answer]) -> tuple[dict[str, Answer], list[str]]:
    """These answers with some questions open and some documents not spoken of; and which."""
    gaps = data.draw(st.lists(st.sampled_from(tuple(of.questions)), unique=True, min_size=1, max_size=6))
    found = {id: each for id, each in answers.items() if id not in gaps}
    return found, gaps


def closed(data: st.DataObject, of: Survey, answers: Mapping[str, Answer], gaps: list[str]) -> dict[str, Answer]:
    return {**answers, **{id: data.draw(answered(of, id)) for id in gaps}}


def inside(inner: Score, outer: Score) -> bool:
    return outer.low <= inner.low <= inner.high <= outer.high


@SURVEYS
def test_every_completion_ends_within_the_interval(of: Survey) -> None:
    @settings(QUICK, max_examples=60)
    @given(st.data())
    def compare(data: st.DataObject) -> None:
        partial, gaps = opened(data, of, data.draw(checks(of)))
        unspoken = data.draw(st.sets(st.sampled_from(tuple(of.indicators)), max_size=4))
        silent = {id: replace(each, documented=None) if id in unspoken else each for id, each in partial.items()}
        full = closed(data, of, partial, gaps)
        before, after = score(of, silent), score(of, full)
        assert inside(after.claimed, before.claimed)
        assert inside(after.evidenced, before.evidenced)
        for id, asked in of.indicators.items():
            assert inside(after.indicators[id].claimed, before.indicators[id].claimed)
            assert inside(after.indicators[id].evidenced, before.indicators[id].evidenced)
            assert before.indicators[id].open is (level_of(of, silent, asked) is None)

    compare()


@settings(QUICK, max_examples=100)
@given(st.data())
def test_open_questions_decide_only_what_is_in_reach(data: st.DataObject) -> None:
    """Not yet never becomes met by closing what is open, and met stays met."""
    partial, gaps = opened(data, shipped(), data.draw(checks(shipped())))
    full = closed(data, shipped(), partial, gaps)
    for before, after in zip(*(readiness(shipped(), each, (), AT.date()) for each in (partial, full)), strict=True):
        if before.status == Status.NOT_YET:
            assert after.status != Status.MET
        if before.status == Status.MET:
            assert after.status == Status.MET


@settings(QUICK, max_examples=60)
@given(st.data())
def test_answers_off_the_path_count_for_nothing(data: st.DataObject) -> None:
    answers = data.draw(checks(shipped()))
    asked = path(shipped(), FULL, answers)
    off = [id for id in shipped().questions if id not in asked]
    others = {**answers, **{id: data.draw(answered(shipped(), id)) for id in off}}
    assert path(shipped(), FULL, others) == asked
    assert score(shipped(), others) == score(shipped(), answers)
    on = AT.date()
    assert readiness(shipped(), others, (), on) == readiness(shipped(), answers, (), on)
