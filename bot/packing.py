"""Answers and results as plain JSON. The fields: docs/export.md; the way back: bot/unpacking.py."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, assert_never

from surveys.indicators import ComputedIndicator, Indicator
from surveys.labels import LabelReadiness, readiness
from surveys.path import counted
from surveys.quantities import level_of
from surveys.rules import Criterion
from surveys.rulings import Ruling
from surveys.scoring import Score, Scorecard, light, score
from surveys.session import (
    Answer,
    Checklist,
    Choice,
    Counts,
    Month,
    Number,
    Points,
    Ratio,
    Skipped,
    Text,
    Value,
)
from surveys.survey import Survey

Json = dict[str, Any]


def answer_json(survey: Survey, answers: Mapping[str, Answer] | None, answer: Answer) -> Json:
    """One answer. With all answers given, an indicator's points stand beside it."""
    question = survey.questions.get(answer.question)
    found: Json = {"question": answer.question}
    if isinstance(question, Indicator):
        found["number"] = question.number
    found["value"] = value_json(answer.value)
    if isinstance(answer.value, Counts | Checklist) and not answer.value.done:
        found["unfinished"] = True
        found["counts_until_done"] = value_json(counting(answer.value))
    if isinstance(question, ComputedIndicator) and answer.value is None:
        source = question.from_
        found["computed_from"] = [id for id in (source.question, source.per or source.share_of) if id]
    if isinstance(question, Indicator):
        found["confirmed_points"] = answer.seen
    elif question is not None and question.about is not None:
        found["about"] = None if answer.seen is None else list(survey.indicators)[answer.seen]
    if isinstance(answer.mark, Skipped):
        found["skipped"] = True
    elif answer.mark is not None:
        found["cannot_judge"] = answer.mark.reason
    if answers is not None and isinstance(question, Indicator):
        level = level_of(survey, counted(survey, answers), question)
        found["points"] = level.points if level else None
    document = answer.document
    return found | {
        "estimate": answer.estimate,
        "documented": answer.documented.value if answer.documented else None,
        "document": {"title": document.title, "date": document.date, "place": document.place} if document else None,
        "note": answer.note,
        "note_shared": answer.note_shared,
        "answered_at": time_json(answer.at),
    }


def counting(value: Counts | Checklist) -> Value | None:
    """The finished list that counts while it is being changed."""
    if value.last is None:
        return None
    return Counts(value.last) if isinstance(value, Counts) else Checklist(value.last)


def value_json(value: Value | None) -> Any:
    """A value as plain JSON; which kind it is follows from the question's form in the survey file."""
    match value:
        case None:
            return None
        case Points(points):
            return points
        case Number(amount):
            return _number(amount)
        case Ratio(part, whole):
            return {"part": _number(part), "whole": _number(whole)}
        case Counts(amounts):
            return dict(amounts)
        case Checklist(items):
            return list(items)
        case Choice(option):
            return option
        case Month(text) | Text(text):
            return text
        case _:
            assert_never(value)


def result_json(survey: Survey, answers: Mapping[str, Answer], at: datetime) -> Json:
    """Points and readiness on a day, with every rule."""
    card = score(survey, answers)
    return {
        "provisional": True,
        "claimed": _score(card.claimed),
        "documented": _score(card.evidenced),
        "indicators": {id: _rated(survey, card, id) for id in survey.indicators},
        "labels": {each.label: _label(each) for each in readiness(survey, answers, (), at.date())},
    }


def _rated(survey: Survey, card: Scorecard, id: str) -> Json:
    indicator, rated = survey.indicators[id], card.indicators[id]
    return {
        "scored": rated.scored,
        "claimed": _score(rated.claimed) | {"light": light(indicator, rated.claimed).value},
        "documented": _score(rated.evidenced) | {"light": light(indicator, rated.evidenced).value},
    }


def _label(found: LabelReadiness) -> Json:
    rulings = (*found.gates, *found.rulings)
    return {
        "status": found.status.value,
        "near": found.near,
        "hangs_on": list(found.hangs_on),
        "rules": [_ruling(each) for each in rulings],
    }


def _ruling(ruling: Ruling) -> Json:
    rule = ruling.rule
    found: Json = {
        "rule": rule.id if isinstance(rule, Criterion) else type(rule).__name__.lower(),
        "title": rule.title,
        "verdict": ruling.verdict.value,
        "basis": rule.basis,
        "source": rule.source,
        "against": list(ruling.against),
        "open": list(ruling.open),
    }
    if ruling.months is not None:
        found["months"] = ruling.months
    if ruling.areas:
        found["areas"] = [
            {"indicator": each.indicator, "before": each.before, "after": each.after, "missing": list(each.missing)}
            for each in ruling.areas
        ]
    return found


def _score(found: Score) -> Json:
    return {"low": _number(found.low), "high": _number(found.high), "out_of": found.out_of}


def _number(amount: Decimal | Fraction) -> int | float:
    return int(amount) if amount == int(amount) else float(amount)


def time_json(at: datetime) -> str:
    """A moment with its zone."""
    return at.isoformat()
