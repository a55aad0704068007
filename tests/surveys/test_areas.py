"""Improvement areas for Silver: what each part missing alone does, and what an earlier check proposes."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from surveys.areas import AreaFound, Snapshot, proposal
from surveys.labels import Status, readiness
from surveys.rulings import Ruling
from surveys.session import Answer, Choice, Month, Points, Text, Value
from surveys.verdicts import Verdict
from tests.surveys.filling import filled
from tests.surveys.making import AT, NO, YES, answer, shipped

MET, POSSIBLE, UNMET = Verdict.MET, Verdict.POSSIBLE, Verdict.UNMET
RISEN = ("strategy-documentation", "implementation-plan", "role-clarity")
EARLIER = Snapshot(datetime(2024, 3, 5, tzinfo=UTC), filled(4, {"strategy-documentation": 1, "role-clarity": 2}))


def area(place: int, indicator: str, before: int = 1) -> dict[str, Value]:
    name = f"area-{place}"
    return {
        name: Choice(indicator),
        f"{name}-before": Points(before),
        f"{name}-was": Text("There was none."),
        f"{name}-month": Month("2024-03"),
        f"{name}-done": Text("We wrote it."),
        f"{name}-effect": Text("All know the goals."),
        f"{name}-document": Text("Strategy, 2025-06, on file"),
    }


def silver(changes: Mapping[str, Value | None], points: int = 5) -> tuple[Status, Ruling]:
    """Silver of a check with three good areas, some answers otherwise (None: open)."""
    values = {id: value for place, each in enumerate(RISEN, 1) for id, value in area(place, each).items()}
    answers = {**filled(points), **{id: answer(id, value) for id, value in values.items()}}
    for id, value in changes.items():
        answers[id] = answer(id, value, documented=YES if id in shipped().indicators and value else None)
    found = next(each for each in readiness(shipped(), answers, (), AT.date()) if each.label == "silver")
    return found.status, found.rulings[1]


def first(changes: Mapping[str, Value | None]) -> AreaFound:
    return silver(changes)[1].areas[0]


def test_three_areas_that_count_meet_silver() -> None:
    status, ruling = silver({})
    assert (status, ruling.verdict) == (Status.MET, MET)
    assert [(each.indicator, each.before, each.after, each.missing) for each in ruling.areas] == [
        (id, 1, 5, ()) for id in RISEN
    ]


@pytest.mark.parametrize(
    ("changes", "missing", "verdict"),
    [
        ({"area-1": None}, ("indicator",), POSSIBLE),
        ({"area-1": Choice("none")}, ("indicator",), UNMET),
        ({"area-1-before": None}, ("before",), POSSIBLE),
        ({"area-1-before": Points(5)}, ("risen",), UNMET),
        ({"strategy-documentation": None}, ("risen", "red"), POSSIBLE),
        ({"strategy-documentation": Points(2)}, ("red",), UNMET),
        ({"area-1-effect": None}, ("effect",), POSSIBLE),
        ({"area-1-document": None}, ("document",), POSSIBLE),
        ({"area-1-was": None, "area-1-month": None, "area-1-done": None}, (), MET),
    ],
)
def test_one_part_missing_alone(changes: dict[str, Value | None], missing: tuple[str, ...], verdict: Verdict) -> None:
    found = first(changes)
    assert (found.missing, found.verdict) == (missing, verdict)
    assert silver(changes)[1].verdict == verdict


def test_red_is_judged_on_documented_points() -> None:
    answers = {id: answer(id, value) for id, value in area(1, "strategy-documentation").items()}
    strategy = answer("strategy-documentation", Points(5), documented=NO)
    found = readiness(shipped(), {**filled(), **answers, strategy.question: strategy}, (), AT.date())[1]
    assert (found.rulings[1].areas[0].missing, found.rulings[1].areas[0].verdict) == (("red",), POSSIBLE)


def test_two_areas_of_three_are_not_enough() -> None:
    status, ruling = silver({"area-3": Choice("none")})
    assert (status, ruling.verdict) == (Status.NOT_YET, UNMET)


def test_one_indicator_makes_one_area() -> None:
    status, ruling = silver(area(2, "strategy-documentation"))
    assert (status, ruling.verdict) == (Status.NOT_YET, UNMET)
    assert [each.missing for each in ruling.areas] == [(), ("twice",), ()]
    better = silver({**area(2, "strategy-documentation"), "area-1-effect": None})[1]
    assert [each.missing for each in better.areas] == [("twice", "effect"), (), ()]


def test_an_area_off_the_path_counts_for_nothing() -> None:
    ruling = silver({"area-1": Choice("none")})[1]  # no first area, so no second and third are asked
    assert [(each.indicator, each.verdict) for each in ruling.areas] == [(None, UNMET)] * 3
    assert [each.verdict for each in silver({"area-1": None})[1].areas] == [POSSIBLE] * 3


# --- proposals -----------------------------------------------------------------------------------------------


def proposed(question: str, answers: Mapping[str, Answer], *history: Snapshot) -> Value | None:
    return proposal(shipped(), answers, question, history)


def test_the_indicator_that_rose_most_is_proposed_then_the_next() -> None:
    now = filled(5)
    assert proposed("area-1", now, EARLIER) == Choice("strategy-documentation")
    now["area-1"] = answer("area-1", Choice("strategy-documentation"))
    assert proposed("area-2", now, EARLIER) == Choice("role-clarity")
    assert proposed("area-1", now, EARLIER) == Choice("strategy-documentation")


def test_a_greater_rise_beats_a_lower_start() -> None:
    earlier = Snapshot(EARLIER.at, filled(2, {"role-clarity": 0, "strategy-documentation": 1}))
    now = filled(2, {"role-clarity": 2, "strategy-documentation": 5})
    assert proposed("area-1", now, earlier) == Choice("strategy-documentation")


def test_level_and_month_then_are_proposed() -> None:
    now = {**filled(5), "area-1": answer("area-1", Choice("strategy-documentation"))}
    assert proposed("area-1-before", now, EARLIER) == Points(1)
    assert proposed("area-1-month", now, EARLIER) == Month("2024-03")
    assert proposed("area-1-effect", now, EARLIER) is None
    assert proposed("area-2-before", now, EARLIER) is None


def test_the_latest_check_proposes() -> None:
    later = Snapshot(datetime(2025, 3, 5, tzinfo=UTC), filled(4))
    now = {**filled(5), "area-1": answer("area-1", Choice("strategy-documentation"))}
    for history in ((EARLIER, later), (later, EARLIER)):
        assert proposed("area-1-before", now, *history) == Points(4)


def test_without_a_rise_or_an_earlier_check_nothing_is_proposed() -> None:
    assert proposed("area-1", filled(5)) is None
    assert proposed("area-1", filled(1), EARLIER) is None
    unknown = Snapshot(EARLIER.at, {})
    now = {**filled(5), "area-1": answer("area-1", Choice("strategy-documentation"))}
    assert proposed("area-1-before", now, unknown) is None
