"""One rule of a label, judged: met, possible or unmet, and the answers that decide it.

A rule is *met* when it holds whatever the open answers turn out to be, on evidenced points. It is *possible* when
claimed points meet it, or open answers still could.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from surveys.areas import AreaFound, Shifts, distinct, found_area
from surveys.conditions import holds, undecided, waits_for
from surveys.definition import Condition, Fact
from surveys.quantities import stated
from surveys.rules import Criterion, Participation, Pass, Progress, Rule
from surveys.scoring import Light, Score, Scorecard, light
from surveys.session import Answers, Choice, Month, QuestionId
from surveys.survey import Survey
from surveys.verdicts import Verdict, verdict_of

NOT_SURE = Choice("not_sure")


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
    """A gate on stated facts; 'not sure' leaves it open. A stated waiver turns a miss into something to confirm."""
    met = holds(survey, answers, criterion.met)
    waiver = criterion.waived_by if met is False else None
    waived = waiver is not None and holds(survey, answers, waiver) is True
    open_condition = criterion.met if met is None else waiver
    open_questions = undecided(survey, answers, open_condition) if open_condition else ()
    verdict = verdict_of(met is True, met is None or waived)
    return Ruling(criterion, verdict, against=_tested(criterion.met) if met is False else (), open=open_questions)


def _tested(condition: Condition) -> tuple[QuestionId, ...]:
    return tuple(dict.fromkeys(test.question for test in condition.atoms() if test.question))


def complete(survey: Survey, answers: Answers, label: Participation) -> Ruling:
    """Every fact of the public fields that applies is answered, and none could still come to apply."""
    fields = {field.id for field in label.complete.fields}
    missing: list[QuestionId] = []
    for id, question in survey.questions.items():
        if not isinstance(question, Fact) or question.field not in fields:
            continue
        waiting = waits_for(survey, answers, id)
        if waiting != (id,) or stated(answers, id) in (None, NOT_SURE):
            missing += waiting
    return Ruling(label.complete, verdict_of(not missing, True), open=tuple(dict.fromkeys(missing)))


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
            waiting = waits_for(survey, answers, rule.since)
            condition = survey.questions[rule.since].when
            decisive = _tested(condition) if condition is not None and not waiting else ()
            return Ruling(rule, verdict_of(False, bool(waiting)), decisive, waiting)


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
    """Enough improvement areas count, each on another indicator."""
    rule = label.areas
    found = distinct([found_area(survey, answers, card, area, shifts) for area in rule.areas])
    sure = sum(each.verdict is Verdict.MET for each in found)
    possible = sum(each.verdict is not Verdict.UNMET for each in found)
    return Ruling(rule, verdict_of(sure >= rule.needed, possible >= rule.needed), areas=found)
