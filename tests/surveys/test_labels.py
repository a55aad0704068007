"""Bronze and Silver on the shipped survey: every boundary that is public, and those that are ours."""

from collections.abc import Mapping
from datetime import date

import pytest

from surveys.labels import LabelReadiness, Status, readiness
from surveys.rulings import Ruling
from surveys.session import Answer, Choice, Counts, Documented, Month, Value
from surveys.verdicts import Verdict
from tests.surveys.filling import FACTS, filled
from tests.surveys.making import AT, NO, PARTLY, YES, answer, number, shipped

MET, IN_REACH, NOT_YET = Status.MET, Status.IN_REACH, Status.NOT_YET
TODAY = AT.date()
STRATEGY = "strategy-documentation"
"""Red below 3, in the Silver audit."""


def label(name: str, answers: Mapping[str, Answer], on: date = TODAY) -> LabelReadiness:
    return next(each for each in readiness(shipped(), answers, (), on) if each.label == name)


def ruling(found: LabelReadiness, title: str) -> Ruling:
    return next(each for each in (*found.gates, *found.rulings) if each.rule.title.startswith(title))


def without(*ids: str) -> dict[str, Answer]:
    return {id: each for id, each in filled().items() if id not in ids}


def facts(**values: Value) -> dict[str, Value]:
    """The usual facts, some of them otherwise (with _ for -)."""
    return {**FACTS, **{id.replace("_", "-"): value for id, value in values.items()}}


def people(many: int, government: int = 1) -> Counts:
    return Counts((("sme", many - 2 - government), ("research", 2), ("government", government)))


# --- Bronze: gates and complete data -------------------------------------------------------------------------

GATES: list[tuple[dict[str, Value], Status, str, Verdict]] = [
    ({"committed_participants": people(14)}, NOT_YET, "At least 15", Verdict.UNMET),
    ({"committed_participants": people(15)}, MET, "At least 15", Verdict.MET),
    ({"management_fte": number("0.49")}, NOT_YET, "A management", Verdict.UNMET),
    ({"management_fte": number("0.5")}, MET, "A management", Verdict.MET),
    ({"eccp_listed": Choice("no")}, NOT_YET, "Listed", Verdict.UNMET),
    ({"eccp_listed": Choice("not_sure")}, IN_REACH, "Listed", Verdict.POSSIBLE),
    ({"english_website": Choice("not_sure")}, IN_REACH, "An English", Verdict.POSSIBLE),
    ({"visible_activity": Choice("no")}, NOT_YET, "Cluster work", Verdict.UNMET),
    (
        {"committed_participants": Counts((("sme", 30), ("large-company", 9), ("other", 0)))},
        NOT_YET,
        "At least two",
        Verdict.UNMET,
    ),
    ({"committed_participants": people(20, government=0)}, IN_REACH, "A public body", Verdict.POSSIBLE),
]


@pytest.mark.parametrize(("changes", "status", "title", "verdict"), GATES)
def test_gates(changes: dict[str, Value], status: Status, title: str, verdict: Verdict) -> None:
    found = label("bronze", filled(facts=facts(**changes)))
    assert found.status == status
    assert ruling(found, title).verdict == verdict


def test_a_public_body_may_stand_outside_if_cooperation_is_visible() -> None:
    outside = facts(committed_participants=people(20, government=0))
    assert ruling(label("bronze", filled(facts=outside)), "A public body").open == ("public-cooperation",)
    for option, status in (("yes", MET), ("no", NOT_YET), ("not_sure", IN_REACH)):
        assert label("bronze", filled(facts={**outside, "public-cooperation": Choice(option)})).status == status


def test_a_recognised_programme_turns_a_miss_into_possible_but_not_for_the_listing() -> None:
    few = facts(committed_participants=people(14), recognised_programme=Choice("yes"))
    gate = ruling(label("bronze", filled(facts=few)), "At least 15")
    assert (gate.verdict, gate.against) == (Verdict.POSSIBLE, ("committed-participants",))
    assert label("bronze", filled(facts=few)).status == IN_REACH
    unlisted = facts(eccp_listed=Choice("no"), recognised_programme=Choice("yes"))
    assert label("bronze", filled(facts=unlisted)).status == NOT_YET


def test_a_miss_names_the_waiver_that_is_not_stated() -> None:
    unsure = facts(committed_participants=people(14), recognised_programme=Choice("not_sure"))
    gate = ruling(label("bronze", filled(facts=unsure)), "At least 15")
    assert (gate.verdict, gate.open) == (Verdict.UNMET, ("recognised-programme",))


def test_bronze_never_looks_at_points() -> None:
    found = label("bronze", filled(0))
    assert (found.status, found.near) == (MET, False)
    assert label("bronze", without(*shipped().indicators)).status == MET


@pytest.mark.parametrize("missing", ["country", "founded", "label-held", "first-benchmarking"])
def test_bronze_needs_every_fact_of_the_public_fields(missing: str) -> None:
    found = label("bronze", without(missing))
    assert (found.status, found.rulings[0].open) == (IN_REACH, (missing,))


def test_facts_that_do_not_apply_are_not_missed() -> None:
    assert "valid-until" not in FACTS
    never = facts(benchmarked=Choice("no"))
    assert label("bronze", filled(facts={id: never[id] for id in never if "benchmarking" not in id})).status == MET
    held = label("bronze", filled(facts=facts(label_held=Choice("bronze"))))
    assert held.rulings[0].open == ("valid-until", "award")


def test_not_sure_is_no_data() -> None:
    found = label("bronze", filled(facts=facts(benchmarked=Choice("not_sure"))))
    assert (found.status, found.rulings[0].open) == (IN_REACH, ("benchmarked",))


# --- Silver: time, areas (test_areas.py), minimums -----------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "months", "verdict", "beyond"),
    [
        ("2024-10", 17, Verdict.UNMET, False),
        ("2024-09", 18, Verdict.MET, False),
        ("2024-03", 24, Verdict.MET, False),
        ("2024-02", 25, Verdict.MET, True),
        ("2026-03", 0, Verdict.UNMET, False),
        ("2024", 15, Verdict.UNMET, False),
        ("2023", 27, Verdict.MET, True),
    ],
)
def test_months_since_the_first_benchmarking(first: str, months: int, verdict: Verdict, beyond: bool) -> None:
    found = label("silver", filled(facts=facts(first_benchmarking=Month(first)))).rulings[0]
    assert (found.months, found.verdict, found.beyond) == (months, verdict, beyond)
    assert found.against == (() if verdict == Verdict.MET else ("first-benchmarking",))


def test_the_same_answers_are_judged_on_the_day_asked_for() -> None:
    answers = filled(facts=facts(first_benchmarking=Month("2024-10")))
    assert label("silver", answers, date(2026, 3, 31)).rulings[0].verdict == Verdict.UNMET
    assert label("silver", answers, date(2026, 4, 1)).rulings[0].verdict == Verdict.MET


def test_without_a_first_benchmarking_there_is_no_silver_yet() -> None:
    never = label("silver", filled(facts=facts(benchmarked=Choice("no"))))
    assert (never.status, never.rulings[0].against) == (NOT_YET, ("benchmarked",))
    unsure = label("silver", filled(facts=facts(benchmarked=Choice("not_sure"))))
    assert (unsure.status, unsure.rulings[0].open) == (IN_REACH, ("benchmarked",))
    open_month = label("silver", without("first-benchmarking"))
    rule = open_month.rulings[0]
    assert (rule.verdict, rule.against, rule.open, rule.beyond) == (
        Verdict.POSSIBLE,
        (),
        ("first-benchmarking",),
        False,
    )


@pytest.mark.parametrize(
    ("level", "documented", "verdict", "against"),
    [
        (5, YES, Verdict.MET, ()),
        (3, YES, Verdict.MET, ()),
        (2, YES, Verdict.UNMET, (STRATEGY,)),
        (5, NO, Verdict.POSSIBLE, (STRATEGY,)),
        (5, PARTLY, Verdict.POSSIBLE, (STRATEGY,)),
    ],
)
def test_a_minimum_is_judged_on_documented_points(
    level: int, documented: Documented, verdict: Verdict, against: tuple[str, ...]
) -> None:
    answers = filled(5, {STRATEGY: level})
    value = answers[STRATEGY].value
    answers[STRATEGY] = answer(STRATEGY, value, documented=documented)
    found = label("silver", answers).rulings[2]
    assert (found.verdict, found.against) == (verdict, against)


def test_an_indicator_outside_the_silver_audit_may_be_red() -> None:
    assert label("silver", filled(5, {"lifelong-learning": 0})).rulings[2].verdict == Verdict.MET


def test_where_it_is_not_public_whether_the_audit_asks_it_is_listed_and_does_not_count() -> None:
    found = label("silver", filled(5, {"success-stories": 0})).rulings[2]
    assert (found.verdict, found.unknown) == (Verdict.MET, ("success-stories", "satisfaction-assessment"))
