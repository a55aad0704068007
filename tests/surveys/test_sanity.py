"""Doubts before submitting: each alone at its boundary, and none on a check that gives no cause."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.sanity import (
    QUICK as WITHIN,
)
from surveys.sanity import (
    SAME_RUNNING,
    STILL_RUNNING,
    Contradicted,
    FastStill,
    Misfit,
    RoseBefore,
    SameLetter,
    SecondLook,
    TopWithoutDocument,
    second_looks,
)
from surveys.session import Answer, Choice, Confirm, Documented, Month, Points
from surveys.survey import Survey
from tests.surveys.drawing import QUICK, SURVEYS, checks, good
from tests.surveys.filling import filled
from tests.surveys.making import (
    AT,
    ME,
    NO,
    PARTLY,
    YES,
    answer,
    document,
    fact,
    give,
    indicator,
    members,
    number,
    play,
    shipped,
    steps,
    survey,
    tiny,
)

LETTERS = [f"q{place}" for place in range(8)]
LADDER = survey({"id": "work", "title": "Work", "indicators": [indicator(id, f"1.{id[1:]}") for id in LETTERS]},
                {"id": "facts", "title": "Facts", "questions": [fact("listed", "yes-no")]})  # fmt: skip


def picked(*points: int | None) -> dict[str, Answer]:
    """The ladder's indicators at these points, documented; None: open."""
    given_points = zip(LETTERS, points, strict=False)
    return {id: answer(id, Points(each), documented=YES) for id, each in given_points if each is not None}


def found(kind: type[SecondLook], answers: Mapping[str, Answer], of: Survey | None = None) -> list[SecondLook]:
    return [doubt for doubt in second_looks(of or shipped(), answers, ()) if isinstance(doubt, kind)]


def test_a_check_without_cause_raises_none() -> None:
    levels = {id: 3 + place % 2 for place, id in enumerate(shipped().indicators)}
    assert second_looks(shipped(), filled(levels=levels), ()) == ()
    assert second_looks(tiny(), {}, ()) == ()


# --- top level without a document ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("points", "documented", "doubted"),
    [(3, NO, True), (3, None, True), (3, PARTLY, False), (3, YES, False), (2, NO, False)],
)
def test_the_top_level_without_a_document(points: int, documented: Documented | None, doubted: bool) -> None:
    answers = {"q1": answer("q1", Points(points), documented=documented)}
    assert second_looks(LADDER, answers, ()) == ((TopWithoutDocument(("q1",)),) if doubted else ())


def test_a_document_for_another_level_is_none_for_this_one() -> None:
    answers = {"members": answer("members", members(50, 20)), "near": answer("near", number(68)),
               "reach": answer("reach", seen=1, documented=YES)}  # fmt: skip
    assert TopWithoutDocument(("reach",)) in second_looks(tiny(), answers, ())


# --- the same letter running ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("points", "runs"),
    [
        ((1,) * (SAME_RUNNING - 1), []),
        ((1,) * SAME_RUNNING, [(0, SAME_RUNNING)]),
        ((2, 1, 1, 1, 1, 1, 0), [(1, 6)]),
        ((1, 1, 1, None, 1, 1, 1), []),
        ((0,) * 8, [(0, 8)]),
    ],
)
def test_the_same_letter_running(points: tuple[int | None, ...], runs: list[tuple[int, int]]) -> None:
    expected = [SameLetter(tuple(LETTERS[first:last]), points[first] or 0) for first, last in runs]
    assert found(SameLetter, picked(*points), LADDER) == expected


def test_what_was_typed_is_no_letter_and_ends_a_run() -> None:
    runs = found(SameLetter, filled(3))
    assert [len(run.indicators) for run in runs if isinstance(run, SameLetter)] == [7]  # 4.1.1 to 4.2, of ten ladders


# --- many 'still true' taps ----------------------------------------------------------------------------------

LAST = {id: answer(id, Points(1 + place % 2), documented=YES) for place, id in enumerate(LETTERS)}


def still(seconds: Iterable[float], by: str = ME) -> tuple[dict[str, Answer], list[tuple[int, Answer]]]:
    """A check in which last time's answers were confirmed at these seconds: its answers, and every step."""
    events = [
        Confirm(id, by, AT + timedelta(seconds=each), carried=True)
        for id, each in zip(LETTERS, seconds, strict=False)
    ]  # fmt: skip
    taken = steps(LADDER, play(LADDER, carried=LAST), *events)
    told = [(number, step.recorded) for number, step in enumerate(taken, 1) if step.recorded]
    return dict(taken[-1].session.answers), told


SECONDS = WITHIN.total_seconds()


@pytest.mark.parametrize(
    ("seconds", "many"),
    [
        ([SECONDS * place for place in range(STILL_RUNNING)], STILL_RUNNING),
        ([SECONDS * place for place in range(STILL_RUNNING - 1)], 0),
        ([(SECONDS + 0.1) * place for place in range(8)], 0),
        ([0, 1, 2, 3, 60, 61, 62, 63], 0),
        ([0, 1, 2, 3, 4, 60, 61, 62], 5),
        ([9, 8, 7, 6, 5, 4], 0),  # a clock that was set back says nothing
    ],
)
def test_many_still_true_taps_within_seconds(seconds: list[float], many: int) -> None:
    answers, told = still(seconds)
    expected = (FastStill(tuple(LETTERS[:many])),) if many else ()
    assert second_looks(LADDER, answers, told) == expected
    assert second_looks(LADDER, answers, told[::-1]) == expected


def test_answers_given_afresh_as_fast_are_no_still_true() -> None:
    events = [event for id in LETTERS for event in (give(id, Points(int(id[1:]) % 2 + 1)), document(id, YES))]
    taken = steps(LADDER, play(LADDER), *events)
    told = [(place, step.recorded) for place, step in enumerate(taken, 1) if step.recorded]
    assert second_looks(LADDER, taken[-1].session.answers, told) == ()


def test_a_confirmed_answer_that_was_changed_since_is_not_asked_about() -> None:
    answers, told = still(range(6))
    again = replace(answers["q0"], value=Points(2), documented=None)
    assert second_looks(LADDER, {**answers, "q0": again}, [*told, (9, again)]) == (FastStill(tuple(LETTERS[1:6])),)


# --- contradictions and misfits ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "id"),
    [
        ({"founded": Month("2025")}, "benchmarked-before-founded"),
        ({"latest-benchmarking": Month("2024-02")}, "latest-before-first"),
        ({"eccp-listed": Choice("no"), "label-held": Choice("bronze")}, "label-without-listing"),
    ],
)
def test_a_contradiction_of_the_survey_file(changes: dict[str, Any], id: str) -> None:
    answers = {**filled(), **{each: answer(each, value) for each, value in changes.items()}}
    assert found(Contradicted, answers) == [Contradicted(id)]


def test_an_answer_off_the_path_contradicts_nothing() -> None:
    answers = {**filled(), "latest-benchmarking": answer("latest-benchmarking", Month("2024-02")),
               "benchmarked": answer("benchmarked", Choice("no"))}  # fmt: skip
    assert found(Contradicted, answers) == []


PARTS = survey(
    {
        "id": "facts",
        "title": "Facts",
        "questions": [
            fact("listed", "yes-no"),
            fact("people", "number", low=0, high=99),
            fact("near", "number", low=0, high=99, up_to="people"),
            fact("far", "number", low=0, high=99),
        ],
    },
    {
        "id": "work",
        "title": "Work",
        "indicators": [
            indicator("away", "1.1", "computed", (40,), **{"from": {"question": "far", "share_of": "people"}}),
            indicator("active", "1.2", "number", (40,), whole="people", low=0, high=99),
            indicator("named", "1.3", "number", (40,), part="people", low=0, high=99),
        ],
    },
)


@pytest.mark.parametrize(
    ("id", "amount", "misfit"),
    [
        ("near", 20, None),
        ("near", 21, Misfit("near", "people")),
        ("far", 21, Misfit("far", "people")),
        ("active", 21, Misfit("active", "people")),
        ("named", 20, None),
        ("named", 19, Misfit("people", "named")),
    ],
)
def test_a_part_that_is_more_than_its_whole(id: str, amount: int, misfit: Misfit | None) -> None:
    answers = {"people": answer("people", number(20)), id: answer(id, number(amount))}
    assert found(Misfit, answers, PARTS) == ([misfit] if misfit else [])
    assert found(Misfit, {id: answers[id]}, PARTS) == []  # the whole is open


def test_total_lowered_below_its_parts() -> None:
    answers = {**filled(), "within-reach": answer("within-reach", number(101))}
    assert found(Misfit, answers) == [Misfit("within-reach", "committed-participants")]


@pytest.mark.parametrize(("month", "doubted"), [("2024-02", True), ("2024-03", False), ("2025-01", False)])
def test_an_area_that_rose_before_the_first_benchmarking(month: str, doubted: bool) -> None:
    answers = {**good(4), "area-1-month": answer("area-1-month", Month(month))}
    assert found(RoseBefore, answers) == ([RoseBefore("area-1-month", "first-benchmarking")] if doubted else [])


# --- properties ----------------------------------------------------------------------------------------------


@SURVEYS
@QUICK
@given(data=st.data())
def test_doubts_never_fail_and_name_what_is_there(of: Survey, data: st.DataObject) -> None:
    answers = data.draw(checks(of))
    told = [(place, each) for place, each in enumerate(answers.values())]
    raised = second_looks(of, answers, told)
    assert len(set(raised)) == len(raised)
    assert second_looks(of, answers, told) == raised
    for doubt in raised:
        match doubt:
            case TopWithoutDocument(indicators) | FastStill(indicators) | SameLetter(indicators, _):
                assert indicators
                assert set(indicators) <= set(of.indicators)
            case Misfit(part, whole) | RoseBefore(part, whole):
                assert {part, whole} <= set(of.questions)
            case Contradicted(id):
                assert id in {each.id for each in of.contradictions}
