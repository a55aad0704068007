"""What a plan would bring: aims are reached, never lower anything, and what can't be reached any more is left out."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import pytest

from surveys.labels import Status
from surveys.planning import Projection, projected
from surveys.scoring import score
from surveys.session import Answers, Counts, Documented
from surveys.simulation import Change, ToFact, ToLevel
from surveys.ways import cheapest_way
from tests.surveys.filling import FACTS, filled
from tests.surveys.making import number, shipped

ON = date(2026, 11, 22)
SURVEY = shipped()
STRATEGY = "strategy-documentation"


def project(answers: Answers, *aims: Change) -> Projection:
    return projected(SURVEY, answers, aims, ON)


def test_nothing_planned_changes_nothing() -> None:
    answers = filled(3)
    found = project(answers)
    assert (found.scorecard, found.moving) == (score(SURVEY, answers), 0)


def test_a_level_and_its_document_count() -> None:
    answers = filled(3, {STRATEGY: 2})
    found = project(answers, ToLevel(STRATEGY, 4, Documented.YES))
    rated = found.scorecard.indicators[STRATEGY]
    assert [rated.claimed.low, rated.evidenced.low, found.moving] == [4, 4, 1]


@pytest.mark.parametrize("aim", [1, 3])
def test_an_aim_never_lowers_a_level_and_only_adds_its_document(aim: int) -> None:
    answers = filled(3, documented=Documented.NO)
    found = project(answers, ToLevel(STRATEGY, aim, Documented.YES))
    rated = found.scorecard.indicators[STRATEGY]
    assert [rated.claimed.low, rated.evidenced.low] == [3, 3]


def test_what_stands_already_moves_nothing() -> None:
    answers = filled(4)
    assert project(answers, ToLevel(STRATEGY, 4, Documented.YES), ToLevel(STRATEGY, 2)).moving == 0


def test_a_fact_moves_every_indicator_that_follows_from_it_and_is_never_lowered() -> None:
    few = {**FACTS, "committed-participants": Counts((("sme", 14),))}
    answers = filled(3, facts=few)
    more = ToFact("committed-participants", Counts((("sme", 40), ("research", 10))))
    found = project(answers, more)
    assert (
        found.scorecard.indicators["participant-number"].claimed.low
        > score(SURVEY, answers).indicators["participant-number"].claimed.low
    )
    assert project(filled(3), more).moving == 0  # a hundred stand there


def test_a_level_that_no_fact_reaches_any_more_is_left_out() -> None:
    answers = filled(3, facts={**FACTS, "founded": FACTS["founded"]})
    years = next(id for id, each in SURVEY.indicators.items() if each.number == "1.1.2")
    assert project(answers, ToLevel(years, 99)).moving == 0


@pytest.mark.parametrize("aim", [ToLevel("gone-indicator", 3), ToFact("gone-fact", number(3))])
def test_what_a_later_survey_does_not_have_is_left_out(aim: Change) -> None:
    assert project(filled(3), aim).moving == 0


def test_the_steps_of_a_way_as_a_plan_reach_its_label() -> None:
    answers = filled(5, {STRATEGY: 0}, documented=Documented.YES)
    way = cheapest_way(SURVEY, answers, "gold", date(2030, 1, 1), ON)
    aims: Sequence[Change] = way.changes
    assert way.steps
    found = project(answers, *aims)
    gold = next(each for each in found.labels if each.label == "gold")
    assert gold.status is Status.MET
    assert found.scorecard.evidenced.low >= Fraction(120)
