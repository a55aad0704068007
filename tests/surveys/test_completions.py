"""What holds for every set of answers: in any order, with any gaps, however these are closed."""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.engine import advance, begin
from surveys.labels import Status, readiness
from surveys.path import path
from surveys.quantities import level_of
from surveys.scoring import Score, score
from surveys.session import (
    FULL,
    Answer,
    Confirm,
    Document,
    Event,
    Give,
    Refuse,
    Session,
)
from surveys.survey import Survey
from tests.surveys.drawing import QUICK, SURVEYS, answered, checks
from tests.surveys.filling import filled
from tests.surveys.making import AT, ME, shipped


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
