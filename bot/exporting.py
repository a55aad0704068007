"""Everything held about a person as one JSON document. Format and fields: docs/export.md, docs/export.schema.json."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, assert_never

from bot.desk import Desk
from storage.clusters import Cluster
from storage.people import Answering, Counting, Focus, Keeping, Listing, Naming, Noting, Person
from storage.sessions import Stored
from storage.store import Work
from surveys.indicators import ComputedIndicator, Indicator
from surveys.labels import LabelReadiness, readiness
from surveys.path import counted
from surveys.quantities import level_of
from surveys.rules import Criterion
from surveys.rulings import Ruling
from surveys.scoring import Score, Scorecard, light, score
from surveys.session import (
    Answer,
    Asking,
    Checklist,
    Choice,
    Counts,
    Month,
    Number,
    Place,
    Points,
    Proving,
    Ratio,
    Reviewing,
    Skipped,
    Submitted,
    Text,
    Value,
)
from surveys.survey import Survey

FORMAT, VERSION = "clusterready-export", 1
Json = dict[str, Any]


async def export(desk: Desk, work: Work, person: Person) -> Json:
    """The person's document: who they are to us, their clusters, every check with every step and its readiness."""
    clusters = await work.clusters.of(person.id)
    sessions = [each for cluster in clusters for each in await work.sessions.every(cluster.id)]
    sessions.sort(key=lambda each: each.id)
    ordinals = {each.id: place for place, each in enumerate(sessions, start=1)}
    homes = {cluster.id: place for place, cluster in enumerate(clusters, start=1)}
    assessments = []
    for each in sessions:
        steps = await work.sessions.steps(each.id)
        survey = desk.shelf.survey(each.version, "en")
        assessments.append(_assessment(survey, each, steps, ordinals, homes[each.cluster], desk.clock()))
    return {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": _time(desk.clock()),
        "person": _person(person, ordinals, homes),
        "clusters": [_cluster(cluster, homes[cluster.id]) for cluster in clusters],
        "assessments": assessments,
    }


def _person(person: Person, ordinals: Mapping[int, int], homes: Mapping[int, int]) -> Json:
    return {
        "channel": person.channel,
        "id": person.external,
        "language": person.language,
        "consent": {"version": person.consent, "at": _time(person.consented_at)},
        "current_cluster": homes.get(person.cluster or 0),
        "current_assessment": ordinals.get(person.live or 0),
        "next_text": _next_text(person.focus, homes),
    }


def _next_text(focus: Focus, homes: Mapping[int, int]) -> Json:
    """What the person's next typed text is for, and a text that waits to be kept or not."""
    match focus:
        case Answering():
            return {"is": "answer"}
        case Noting(question):
            return {"is": "note", "question": question}
        case Keeping(question, text):
            return {"is": "kept_or_not", "question": question, "text": text}
        case Counting(question, item):
            return {"is": "count", "question": question, "item": item}
        case Naming(cluster):
            return {"is": "cluster_name", "cluster": homes.get(cluster)}
        case Listing():
            return {"is": "document_names"}
        case _:
            assert_never(focus)


def _cluster(cluster: Cluster, number: int) -> Json:
    return {
        "number": number,
        "name": cluster.name,
        "role": cluster.role,
        "created_at": _time(cluster.created_at),
        "since": _time(cluster.since),
    }


def _assessment(
    survey: Survey, stored: Stored, steps: list[tuple[int, Answer]], ordinals: Mapping[int, int], cluster: int,
    now: datetime,
) -> Json:  # fmt: skip
    session = stored.session
    submitted = session.place.at if isinstance(session.place, Submitted) else None
    return {
        "number": ordinals[stored.id],
        "cluster": cluster,
        "kind": session.kind,
        "survey": stored.survey,
        "survey_version": stored.version,
        "language": stored.language,
        "scope": {"kind": session.scope.kind, "ids": list(session.scope.ids)},
        "place": _place(session.place),
        "revision": stored.revision,
        "carried_from": ordinals.get(stored.carried_from or 0),
        "started_at": _time(stored.started_at),
        "changed_at": _time(stored.changed_at),
        "submitted_at": _time(submitted) if submitted else None,
        "as_of": (submitted or now).date().isoformat(),
        "trial": stored.trial,
        "answers": [answer_json(survey, session.answers, answer) for answer in session.answers.values()],
        "steps": [{"revision": revision, **answer_json(survey, None, answer)} for revision, answer in steps],
        "result": result_json(survey, session.answers, (submitted or now)),
    }


def _place(place: Place) -> Json:
    match place:
        case Asking(question, then):
            return {"at": "asking", "question": question, "then": then}
        case Proving(question, then):
            return {"at": "proving", "question": question, "then": then}
        case Reviewing():
            return {"at": "reviewing"}
        case Submitted():
            return {"at": "submitted"}
        case _:
            assert_never(place)


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
        "answered_at": _time(answer.at),
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


def _time(at: datetime) -> str:
    return at.isoformat()
