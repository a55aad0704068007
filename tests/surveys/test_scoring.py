"""Points, intervals, colours and percentages."""

from fractions import Fraction

import pytest

from surveys.engine import advance
from surveys.quantities import level_of
from surveys.scoring import Light, Score, Scorecard, light, percent_floor, rate, score
from surveys.session import Answer, Documented, Points, Value
from tests.surveys.filling import filled
from tests.surveys.making import (
    NO,
    PARTLY,
    YES,
    answer,
    give,
    indicator,
    members,
    number,
    play,
    ratio,
    shipped,
    survey,
    tiny,
)


def between(low: float | Fraction, high: float | Fraction, out_of: int) -> Score:
    return Score(Fraction(low), Fraction(high), out_of)


def card(**answers: Answer) -> Scorecard:
    return score(tiny(), answers)


def test_nothing_answered_could_still_be_anything() -> None:
    found = card()
    assert (found.claimed, found.evidenced) == (between(0, 14, 14), between(0, 14, 14))
    assert found.sections == {id: (between(0, 7, 7), between(0, 7, 7)) for id in ("basics", "work")}
    assert found.answered_out_of == 0


@pytest.mark.parametrize(("documented", "low", "high"), [(YES, 3, 3), (PARTLY, 1.5, 1.5), (NO, 0, 0), (None, 0, 3)])
def test_documented_decides_what_is_evidenced(documented: Documented | None, low: float, high: float) -> None:
    rated = card(plan=answer("plan", Points(3), documented=documented)).indicators["plan"]
    assert rated.claimed == between(3, 3, 3)
    assert rated.evidenced == between(low, high, 3)


def test_how_much_partly_counts_is_the_surveys_choice() -> None:
    evidence = {"yes": 90, "partly": 25, "no": 10, "basis": "ours", "about": "Less."}
    strict = survey({"id": "one", "title": "One", "indicators": [indicator("plan", "1")]}, evidence=evidence)
    found = {
        state: rate(strict, {"plan": answer("plan", Points(3), documented=state)}, strict.indicators["plan"]).evidenced
        for state in (YES, PARTLY, NO, None)
    }
    assert found[YES].low == Fraction(27, 10)
    assert found[PARTLY].low == Fraction(3, 4)
    assert found[NO].low == Fraction(3, 10)
    assert (found[None].low, found[None].high) == (Fraction(3, 10), Fraction(27, 10))


def test_documented_was_said_of_other_points() -> None:
    rated = card(plan=answer("plan", Points(3), documented=YES, seen=2)).indicators["plan"]
    assert rated.evidenced == between(0, 3, 3)


def test_an_unscored_indicator_has_points_but_adds_none() -> None:
    facts = {"members": answer("members", members(45, 5)), "commitment": answer("commitment", number(50))}
    found = score(tiny(), facts)
    assert found.indicators["commitment"].claimed == between(3, 3, 3)
    assert not found.indicators["commitment"].scored
    assert found.claimed.low == 0
    assert found.answered_out_of == 0


LEVELS: list[tuple[str, dict[str, Value], int | None]] = [
    ("plan", {"plan": Points(2)}, 2),
    ("plan", {}, None),
    ("talks", {"talks": number("1.99")}, 0),
    ("talks", {"talks": number(2)}, 1),
    ("talks", {"talks": number(5)}, 2),
    ("private", {"private": ratio(299, 1000)}, 1),
    ("private", {"private": ratio(3, 10)}, 2),
    ("commitment", {"members": members(50), "commitment": number(100)}, 1),
    ("commitment", {"members": members(50), "commitment": number(101)}, 0),
    ("commitment", {"commitment": number(100)}, None),
    ("load", {"members": members(20), "staff": number(2)}, 1),
    ("load", {"members": members(20), "staff": number("0.5")}, 2),
    ("load", {"members": members(20), "staff": number(0)}, 0),
    ("load", {"members": members(20)}, None),
    ("load", {"members": members(20, done=False), "staff": number(2)}, None),
    ("reach", {"members": members(20), "near": number(8)}, 1),
    ("reach", {"members": members(20), "near": number(20)}, 2),
    ("reach", {"members": members(20), "near": number(30)}, None),  # the participants were lowered since
    ("reach", {"members": members(0), "near": number(0)}, 0),
]


@pytest.mark.parametrize(("id", "values", "points"), LEVELS)
def test_the_level_behind_an_answer(id: str, values: dict[str, Value], points: int | None) -> None:
    answers = {question: answer(question, value) for question, value in values.items()}
    level = level_of(tiny(), answers, tiny().indicators[id])
    assert (level.points if level else None) == points


@pytest.mark.parametrize(
    ("low", "high", "colour"),
    [
        (0, 0, Light.RED),
        (Fraction(1, 2), Fraction(1, 2), Light.RED),
        (1, 1, Light.YELLOW),
        (Fraction(3, 2), Fraction(3, 2), Light.YELLOW),
        (2, 3, Light.GREEN),
        (0, 1, Light.OPEN),
        (1, 3, Light.OPEN),
        (0, Fraction(1, 2), Light.RED),
    ],
)
def test_colours(low: float | Fraction, high: float | Fraction, colour: Light) -> None:
    assert light(tiny().indicators["plan"], between(low, high, 3)) == colour


def test_a_shifted_threshold_moves_only_where_red_ends() -> None:
    plan = tiny().indicators["plan"]
    assert light(plan, between(1, 1, 3), shift=1) == Light.RED
    assert light(plan, between(0, 0, 3), shift=-1) == Light.YELLOW
    assert light(plan, between(2, 2, 3), shift=1) == Light.GREEN


@pytest.mark.parametrize(
    ("found", "out_of", "shown"),
    [
        (Fraction(120), 150, 80),
        (Fraction(119), 150, Fraction("79.3")),
        (Fraction("119.9"), 150, Fraction("79.9")),
        (Fraction("119.99"), 150, Fraction("79.9")),
        (Fraction(7999, 100), 100, Fraction("79.9")),
        (Fraction(2), 3, Fraction("66.6")),
        (Fraction(0), 0, 0),
        (Fraction(150), 150, 100),
    ],
)
def test_percentages_are_rounded_down(found: Fraction, out_of: int, shown: Fraction) -> None:
    assert percent_floor(found, out_of) == shown


@pytest.mark.parametrize(
    ("low", "high", "reached"),
    [(120, 120, (True, True)), (119, 119, (False, False)), (Fraction("119.99"), 120, (False, True))],
)
def test_eighty_percent_is_exact(low: float | Fraction, high: float, reached: tuple[bool, bool]) -> None:
    assert between(low, high, 150).reaches(80) == reached


def test_the_shipped_survey_has_150_points_in_five_dimensions() -> None:
    found = score(shipped(), filled())
    assert found.claimed == found.evidenced == between(150, 150, 150)
    assert len(found.sections) == 5
    assert sum(claimed.out_of for claimed, _ in found.sections.values()) == 150
    assert found.answered_out_of == 150


def test_answering_twice_counts_once() -> None:
    session = play(tiny(), give("plan", Points(3)), give("plan", Points(1)))
    again = advance(tiny(), session, give("plan", Points(1))).session
    assert score(tiny(), again.answers).claimed.low == 1
