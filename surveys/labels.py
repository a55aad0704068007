"""What the answers say about each label on a date: a status, and every rule behind it with what would meet it.

Three labels, three kinds of rule (survey file). A rule is *sure* when it holds whatever the open answers turn out to
be and on evidenced points; it is *possible* when claimed points meet it or open answers still could.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import assert_never

from surveys.areas import Shifts, Snapshot
from surveys.path import counted
from surveys.rules import AnyLabel, Participation, Pass, Progress
from surveys.rulings import Ruling, areas, complete, criterion, elapsed, minimums, no_red, total
from surveys.scoring import Scorecard, score
from surveys.session import Answers, QuestionId
from surveys.survey import Survey
from surveys.verdicts import Verdict


class Status(StrEnum):
    """The three words for a label; what they mean stands in the survey file."""

    MET = "met"
    IN_REACH = "in_reach"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class LabelReadiness:
    """A label's status on a date, and why. `hangs_on` names our own thresholds that alone decide the status."""

    label: str
    status: Status
    gates: tuple[Ruling, ...]
    rulings: tuple[Ruling, ...]
    near: bool
    """Whether it is in reach by being near, the third way for a label with a score."""
    hangs_on: tuple[QuestionId, ...]
    hangs_on_near: bool = False
    """Whether our own mark for near, one percent higher or lower, alone decides the status."""


def readiness(survey: Survey, answers: Answers, history: Sequence[Snapshot], on: date) -> tuple[LabelReadiness, ...]:
    """Each label's readiness on a day. A snapshot is judged on its own day, so the caller says which.

    `history` (earlier submitted checks) changes no status; it is where improvement areas are proposed from.
    """
    known = counted(survey, answers)
    card = score(survey, answers)
    found = []
    for id, label in survey.labels.items():
        base = _judge(survey, known, card, label, on, {})
        status = _status(label, *base[:2], near=base[2])
        hangs = _hangs_on(survey, known, card, label, on, status)
        found.append(LabelReadiness(id, status, *base, hangs, _hangs_on_near(survey, known, card, label, on, status)))
    return tuple(found)


def statuses(survey: Survey, answers: Answers, on: date) -> dict[str, Status]:
    """Each label's status on a day and nothing else: as in `readiness`, for where many answers are tried."""
    known, card = counted(survey, answers), score(survey, answers)
    found = {}
    for id, label in survey.labels.items():
        gates, rulings, near = _judge(survey, known, card, label, on, {})
        found[id] = _status(label, gates, rulings, near)
    return found


def _judge(
    survey: Survey, answers: Answers, card: Scorecard, label: AnyLabel, on: date, shifts: Shifts
) -> tuple[tuple[Ruling, ...], tuple[Ruling, ...], bool]:
    """The gates, the label's own rules, and whether it is near (Gold's third way into reach)."""
    gates = tuple(criterion(survey, answers, each) for each in survey.eligibility.criteria) if label.eligibility else ()
    match label:
        case Participation():
            return gates, (complete(survey, answers, label),), False
        case Progress():
            rulings = (
                elapsed(survey, answers, label, on),
                areas(survey, answers, card, label, shifts),
                minimums(survey, card, label, shifts),
            )
            return gates, rulings, False
        case Pass():
            thresholds = no_red(survey, card, label.thresholds, list(survey.indicators), shifts)
            close = card.claimed.reaches(label.near.at_least)[1] and thresholds.verdict is not Verdict.UNMET
            return gates, (total(card, label), thresholds), close
        case _:
            assert_never(label)


def _status(label: AnyLabel, gates: Sequence[Ruling], rulings: Sequence[Ruling], near: bool) -> Status:
    verdicts = {ruling.verdict for ruling in (*gates, *rulings)}
    if verdicts <= {Verdict.MET}:
        return Status.MET
    gated = any(gate.verdict is Verdict.UNMET for gate in gates)
    return Status.IN_REACH if Verdict.UNMET not in verdicts or (near and not gated) else Status.NOT_YET


def _hangs_on_near(
    survey: Survey, answers: Answers, card: Scorecard, label: AnyLabel, on: date, status: Status
) -> bool:
    """Whether the mark for near, one percent higher or lower, would change the status."""
    if not isinstance(label, Pass) or label.near.basis != "ours":
        return False
    for percent in (label.near.at_least - 1, label.near.at_least + 1):
        moved = label.model_copy(update={"near": label.near.model_copy(update={"at_least": percent})})
        gates, rulings, near = _judge(survey, answers, card, moved, on, {})
        if _status(moved, gates, rulings, near) != status:
            return True
    return False


def _hangs_on(
    survey: Survey, answers: Answers, card: Scorecard, label: AnyLabel, on: date, status: Status
) -> tuple[QuestionId, ...]:
    """The indicators whose own threshold, one point higher or lower, would change the status."""
    found = []
    for id, indicator in survey.indicators.items():
        if indicator.threshold.basis != "ours":
            continue
        for shift in (-1, 1):
            gates, rulings, near = _judge(survey, answers, card, label, on, {id: shift})
            if _status(label, gates, rulings, near) != status:
                found.append(id)
                break
    return tuple(found)
