"""The cheapest way against every way: on small surveys with shared facts, partly documented levels and months."""

from datetime import date
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from surveys.choices import Choices
from surveys.labels import Status
from surveys.obstacles import Aim
from surveys.path import counted
from surveys.plans import best_plan
from surveys.quantities import measured
from surveys.rules import Pass
from surveys.session import Answers
from surveys.simulation import ToFact, what_if
from surveys.survey import Survey
from surveys.ways import Outcome, cheapest_way, months_between
from tests.surveys.brute import DAY, Brute, amount_of, answers, surveys
from tests.surveys.drawing import QUICK, checks
from tests.surveys.making import shipped

BY = (date(2026, 3, 2), date(2026, 5, 2), date(2026, 8, 2), date(2027, 3, 2), date(2030, 3, 2))


def nobody(of: Survey, given_answers: Answers) -> bool:
    """Whether there are no participants, or nobody has said how many: shares and loads then begin from nothing."""
    return not measured(of, given_answers, "members")


@settings(QUICK, max_examples=150)
@given(st.data())
def test_the_way_weighs_what_the_cheapest_of_all_sets_weighs(data: st.DataObject) -> None:
    of = data.draw(surveys())
    given_answers = data.draw(answers(of))
    by = data.draw(st.sampled_from(BY))
    label = of.labels["gold"]
    assert isinstance(label, Pass)
    brute = Brute(of, given_answers)
    least = {id: Fraction(each.threshold.points) for id, each in of.indicators.items()}
    scored = [id for id, each in of.indicators.items() if each.scored]
    total = Fraction(label.total.at_least * of.out_of, 100)
    best = brute.best(months_between(DAY, by), total, scored, least)
    way = cheapest_way(of, given_answers, "gold", by, DAY, ())
    if nobody(of, given_answers):  # every set there is, is found by trying; some of them no indicator asks for
        if way.status in (Outcome.ALREADY, Outcome.REACHED):
            assert best is not None
            assert best.weight <= way.weight
            assert what_if(of, given_answers, way.changes, (), by)[0].status is Status.MET
        return
    assert (way.status in (Outcome.ALREADY, Outcome.REACHED)) == (best is not None)
    if best is None:
        assert way.readiness.status is not Status.MET
        ever = brute.best(1000, total, scored, least)
        assert way.status is (Outcome.CANNOT if ever is None else Outcome.NOT_BY_THEN)
        return
    documents = sum(type(step).__name__ == "NameDocument" for step in way.steps)
    assert (way.weight, way.ties + 1, documents) == (best.weight, best.many, best.documents)
    assert what_if(of, given_answers, way.changes, (), by)[0].status is Status.MET
    known = counted(of, given_answers)
    for change in way.changes:
        if isinstance(change, ToFact):
            before = known[change.fact].value if change.fact in known else None
            assert amount_of(change.value) > amount_of(before)


@settings(QUICK, max_examples=60)
@given(st.data())
def test_without_a_total_only_what_is_asked_of_single_indicators_counts(data: st.DataObject) -> None:
    """As for Silver: some indicators at their threshold, the others as they may."""
    of = data.draw(surveys())
    given_answers = data.draw(answers(of))
    asked = data.draw(st.sets(st.sampled_from(tuple(of.indicators))))
    least = {id: Fraction(of.indicators[id].threshold.points) for id in asked}
    best = Brute(of, given_answers).best(24, Fraction(0), (), least)
    assume(not nobody(of, given_answers))
    choices = Choices(of, given_answers)
    plan = best_plan(choices, choices.groups(), (Aim(least=least),), 24)
    assert plan.complete == (best is not None)
    if best is not None:
        assert (plan.best.weight, plan.best.many) == (best.weight, best.many)


@settings(QUICK, max_examples=25)
@given(st.data())
def test_any_answers_to_the_shipped_survey_have_a_way_that_does_what_it_says(data: st.DataObject) -> None:
    given_answers = data.draw(checks(shipped()))
    label = data.draw(st.sampled_from(("bronze", "silver", "gold")))
    by = data.draw(st.sampled_from(BY))
    way = cheapest_way(shipped(), given_answers, label, by, DAY, ())
    mixed = dict(data.draw(st.permutations(list(given_answers.items()))))
    assert cheapest_way(shipped(), mixed, label, by, DAY, ()) == way
    assert all(step.months <= months_between(DAY, by) for step in way.steps)
    after = next(each for each in what_if(shipped(), given_answers, way.changes, (), by) if each.label == label)
    assert after == way.readiness
    open_gates = any(ruling.open for ruling in (*after.gates, *after.rulings) if not ruling.against)
    if way.status in (Outcome.ALREADY, Outcome.REACHED):
        assert after.status is Status.MET or open_gates
    else:
        assert after.status is not Status.MET
