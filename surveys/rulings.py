"""One rule of a label, judged: met, possible or unmet, and the answers that decide it.

A rule is *met* when it holds whatever the open answers turn out to be, on evidenced points. It is *possible* when
claimed points meet it, or open answers still could.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from surveys.areas import AreaFound, Shifts, found_area
from surveys.conditions import holds
from surveys.quantities import stated
from surveys.rules import Criterion, Participation, Pass, Progress, Rule
from surveys.scoring import Light, Score, Scorecard, light
from surveys.session import Answers, Month, QuestionId
from surveys.survey import Survey
from surveys.verdicts import Verdict, verdict_of


@dataclass(frozen=True, slots=True)
class Ruling:
    """One rule's outcome, and the answers it rests on: what is against it, and what is open."""

    rule: Rule
    verdict: Verdict
    against: tuple[QuestionId, ...] = ()
    open: tuple[QuestionId, ...] = ()
    claimed: Score | None = None
    evidenced: Score | None = None
    months: int | None = None
    beyond: bool = False
    areas: tuple[AreaFound, ...] = ()
    unknown: tuple[QuestionId, ...] = ()
    """Indicators whose place in the Silver audit is not public: listed, not counted."""


def criterion(survey: Survey, answers: Answers, criterion: Criterion) -> Ruling:
    """A gate on stated facts. A waiver turns a miss into something to confirm."""
    met = holds(survey, answers, criterion.met)
    tested = tuple(dict.fromkeys(test.question for test in criterion.met.atoms() if test.question))
    waived = met is False and criterion.waived_by is not None and holds(survey, answers, criterion.waived_by) is True
    open_questions = tuple(id for id in tested if stated(answers, id) is None) if met is None else ()
    verdict = verdict_of(met is True, met is None or waived)
    return Ruling(criterion, verdict, against=tested if met is False else (), open=open_questions)


def complete(survey: Survey, answers: Answers, label: Participation) -> Ruling:
    asked = [
        id
        for id in _asked_facts(survey, answers)
        if getattr(survey.questions[id], "field", None) in {field.id for field in label.complete.fields}
    ]
    missing = tuple(id for id in asked if stated(answers, id) is None)
    return Ruling(label.complete, verdict_of(not missing, True), open=missing)


def _asked_facts(survey: Survey, answers: Answers) -> list[QuestionId]:
    return [
        id
        for id, question in survey.questions.items()
        if id not in survey.indicators and (question.when is None or holds(survey, answers, question.when))
    ]


def elapsed(survey: Survey, answers: Answers, label: Progress, on: date) -> Ruling:
    """Months by the calendar from the stated month to the day; a bare year counts from its December."""
    rule = label.elapsed
    match stated(answers, rule.since):
        case Month(text):
            year, _, month = text.partition("-")
            months = (on.year - int(year)) * 12 + on.month - int(month or 12)
            held = months >= rule.at_least
            against = () if held else (rule.since,)
            return Ruling(rule, verdict_of(held, held), against, months=months, beyond=months > rule.public_to)
        case _:
            condition = survey.questions[rule.since].when
            possible = condition is None or holds(survey, answers, condition) is not False
            return Ruling(rule, verdict_of(False, possible), open=(rule.since,))


def minimums(survey: Survey, card: Scorecard, label: Progress, shifts: Shifts) -> Ruling:
    flagged = [id for id, indicator in survey.indicators.items() if indicator.silver_audit == "yes"]
    unknown = tuple(id for id, indicator in survey.indicators.items() if indicator.silver_audit == "unknown")
    found = no_red(survey, card, label.minimums, flagged, shifts)
    return Ruling(label.minimums, found.verdict, found.against, found.open, unknown=unknown)


def no_red(survey: Survey, card: Scorecard, rule: Rule, indicators: Sequence[str], shifts: Shifts) -> Ruling:
    """None of these is red: for sure on evidenced points, possibly on claimed ones."""
    sure = possible = True
    against, unsettled = [], []
    for id in indicators:
        shift = shifts.get(id, 0)
        evidenced = light(survey.indicators[id], card.indicators[id].evidenced, shift)
        claimed = light(survey.indicators[id], card.indicators[id].claimed, shift)
        low = card.indicators[id].evidenced
        lowest = light(survey.indicators[id], Score(low.low, low.low, low.out_of), shift)
        sure = sure and lowest is not Light.RED
        possible = possible and claimed is not Light.RED
        if claimed is Light.RED or evidenced is Light.RED:
            against.append(id)
        elif lowest is Light.RED:
            unsettled.append(id)
    return Ruling(rule, verdict_of(sure, possible), tuple(against), tuple(unsettled))


def total(card: Scorecard, label: Pass) -> Ruling:
    sure = card.evidenced.reaches(label.total.at_least)[0]
    possible = card.claimed.reaches(label.total.at_least)[1]
    return Ruling(label.total, verdict_of(sure, possible), claimed=card.claimed, evidenced=card.evidenced)


def areas(survey: Survey, answers: Answers, card: Scorecard, label: Progress, shifts: Shifts) -> Ruling:
    """Enough improvement areas count."""
    rule = label.areas
    found = tuple(found_area(survey, answers, card, area, shifts) for area in rule.areas)
    sure = sum(each.verdict is Verdict.MET for each in found)
    possible = sum(each.verdict is not Verdict.UNMET for each in found)
    return Ruling(rule, verdict_of(sure >= rule.needed, possible >= rule.needed), areas=found)
