"""A practice case says the answers of its key, in its survey's order, on the day it is judged."""

from datetime import UTC, date, datetime
from decimal import Decimal

from surveys.keys import BY, key_answers, key_points, rated
from surveys.labels import readiness
from surveys.quantities import level_of
from surveys.session import (
    Answer,
    Checklist,
    Choice,
    Counts,
    Documented,
    Month,
    Number,
    Points,
    Ratio,
    Text,
)
from tests.surveys.casing import FULL, SHORT, case, changed, mill_survey, problems

NOON = datetime(2026, 10, 15, 12, tzinfo=UTC)

# --- what a case says ----------------------------------------------------------------------------------------


def test_a_full_case_becomes_answers_of_its_survey() -> None:
    answers = key_answers(mill_survey(), case(FULL))
    assert {id: answer.value for id, answer in answers.items()} == {
        "sector": Choice("food"),
        "members": Counts((("firm", 20), ("agency", 1))),
        "near": Number(Decimal(20)),
        "staff": Number(Decimal("2.5")),
        "since": Month("2019-04"),
        "listed": Choice("yes"),
        "until": Month("2027-01"),
        "area": Choice("plan"),
        "area-before": Points(1),
        "area-was": Text("Nothing was written down."),
        "load": None,
        "team": Checklist(("lead", "english")),
        "plan": Points(2),
        "talks": Number(Decimal(5)),
        "private": Ratio(Decimal(30), Decimal(80)),
    }
    assert list(answers) == [id for id in mill_survey().questions if id in answers]
    assert {(answer.by, answer.at) for answer in answers.values()} == {(BY, NOON)}


def test_what_is_documented_stands_for_the_level_it_was_said_of() -> None:
    answers = key_answers(mill_survey(), case(FULL))
    assert answers["plan"] == Answer("plan", BY, NOON, Points(2), seen=2, documented=Documented.PARTLY)
    assert answers["load"] == Answer("load", BY, NOON, None, seen=0)  # OK to what the facts give


def test_the_points_of_a_full_key() -> None:
    assert key_points(mill_survey(), case(FULL)) == {"load": 0, "team": 2, "plan": 2, "talks": 2, "private": 2}
    assert rated(mill_survey(), case(FULL)) == ("load", "team", "plan", "talks", "private")


def test_a_short_case_is_keyed_by_points_whatever_the_form() -> None:
    short = case(SHORT)
    answers = key_answers(mill_survey(), short)
    assert {id: answer.value for id, answer in answers.items()} == {
        "load": Points(1),
        "team": Checklist(("lead",)),
        "private": Points(0),
    }
    assert answers["load"].documented is Documented.YES
    assert key_points(mill_survey(), short) == {"load": 1, "team": 1, "private": 0}
    assert rated(mill_survey(), short) == ("load", "team", "private")


def test_a_checklist_of_a_short_case_may_be_given_by_points() -> None:
    answers = key_answers(mill_survey(), case(changed(SHORT, ("{items: [lead]}", "2"))))
    level = level_of(mill_survey(), answers, mill_survey().indicators["team"])
    assert level is not None
    assert level.points == 2


def test_what_is_left_out_stays_empty() -> None:
    short = case(SHORT)
    assert (short.sector, short.country, short.outcome, short.documents, short.questions) == (None, None, None, (), ())
    assert short.short
    assert not case(FULL).short


def test_days_months_and_years_are_read_as_written() -> None:
    full = case(FULL)
    assert full.judged_on == date(2026, 10, 15)
    assert [each.dated for each in full.documents] == ["2025-11", "2026"]
    assert full.exhibits["list"].title == "The list"
    assert full.keyed["plan"].defensible == 3


def test_the_stated_outcome_is_what_the_rules_give() -> None:
    full = case(FULL)
    labels = readiness(mill_survey(), key_answers(mill_survey(), full), (), full.judged_on)
    assert full.outcome == {label.label: label.status for label in labels}


def test_optional_facts_may_be_given_or_left_out() -> None:
    named = case(changed(FULL, ("    sector: food\n", "    name: The Mill\n    sector: food\n")))
    assert key_answers(mill_survey(), named)["name"].value == Text("The Mill")


def test_white_space_in_a_quote_does_not_matter() -> None:
    assert problems(changed(FULL, ("a person for each step", '"a  person\\n for each step"'))) == []
