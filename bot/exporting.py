"""Everything held about a person as one JSON document. Format and fields: docs/export.md, docs/export.schema.json."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import assert_never

from bot.desk import Desk
from bot.evidence_files import evidence_json, proved_json
from bot.packing import Json, answer_json, result_json, time_json
from bot.plan_files import plan_json, reminders_json
from bot.review_files import sharing_json
from bot.training_files import training_json
from storage.clusters import Cluster
from storage.erasing import TELEGRAM
from storage.people import (
    Answering,
    Counting,
    Doubting,
    Filling,
    Focus,
    Keeping,
    Listing,
    Looking,
    Naming,
    Noting,
    Person,
)
from storage.sessions import Stored
from storage.store import Work
from surveys.session import Answer, Asking, Place, Proving, Reviewing, Submitted
from surveys.survey import Survey

FORMAT, VERSION = "clusterready-export", 1


async def export(desk: Desk, work: Work, person: Person) -> Json:
    """The person's document: who they are to us, their clusters, every check with every step and its readiness."""
    clusters = await work.clusters.of(person.id)
    working = [each for each in clusters if each.role != "reader"]
    sessions = [each for cluster in working for each in await work.sessions.every(cluster.id)]
    sessions.sort(key=lambda each: each.id)
    ordinals = {each.id: place for place, each in enumerate(sessions, start=1)}
    homes = {cluster.id: place for place, cluster in enumerate(clusters, start=1)}
    planned = {cluster.id: homes[cluster.id] for cluster in working}
    assessments = []
    for each in sessions:
        steps = await work.sessions.steps(each.id)
        survey = desk.shelf.survey(each.version, "en")
        assessment = check_json(survey, each, steps, ordinals, homes[each.cluster], desk.clock())
        assessments.append(assessment | await proved_json(work, each.id, each.cluster))
    document: Json = {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": time_json(desk.clock()),
        "person": _person(person, ordinals, homes) | await reminders_json(work, person.id, planned),
        "clusters": [
            _cluster(cluster, homes[cluster.id])
            | (await plan_json(work, cluster.id) if cluster in working else {})
            | (await evidence_json(work, cluster.id) if cluster in working else {})
            for cluster in clusters
        ],
        "assessments": assessments,
    }
    document |= await training_json(work, person.id)
    document |= await sharing_json(work, person.id, homes, ordinals, desk.clock())
    return document | ({"channel": await _channel(work, int(person.external))} if person.channel == TELEGRAM else {})


async def _channel(work: Work, id: int) -> Json:
    """What is kept to serve the person's chat: its live card, message numbers, what could not be worked."""
    chats = [
        {
            "bot": bot,
            "card": chat.card,
            "edited_at": time_json(chat.edited_at) if chat.edited_at else None,
            "blocked": chat.blocked,
            "messages": messages,
        }
        for bot, chat, messages in await work.chats.of(id)
    ]
    aside = [
        {"error": each.error, "received_at": time_json(each.received_at), "delivery": json.loads(each.body)}
        for each in await work.inbox.aside(id)
    ]
    return {"chats": chats, "set_aside": aside}


def _person(person: Person, ordinals: Mapping[int, int], homes: Mapping[int, int]) -> Json:
    return {
        "channel": person.channel,
        "id": person.external,
        "language": person.language,
        "consent": {"version": person.consent, "at": time_json(person.consented_at)},
        "current_cluster": homes.get(person.cluster or 0),
        "current_assessment": ordinals.get(person.live or 0),
        "next_text": _next_text(person.focus, homes),
    }


def _next_text(focus: Focus, homes: Mapping[int, int]) -> Json:
    """What the person's next typed text is for, and a text that waits to be kept or not."""
    match focus:
        case Answering():
            return {"is": "answer"}
        case Looking() | Filling():  # a form is asked anew where the document is taken in
            return {"is": "nothing"}
        case Noting(question):
            return {"is": "note", "question": question}
        case Keeping(question, text):
            return {"is": "kept_or_not", "question": question, "text": text}
        case Doubting(question, texts):
            return {"is": "in_doubt", "question": question, "texts": list(texts)}
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
        "created_at": time_json(cluster.created_at),
        "since": time_json(cluster.since),
    }


def check_json(
    survey: Survey, stored: Stored, steps: Sequence[tuple[int, Answer]], ordinals: Mapping[int, int], cluster: int,
    now: datetime,
) -> Json:  # fmt: skip
    """One check with every step and its readiness. `ordinals`, `cluster`: numbers within the document."""
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
        "started_at": time_json(stored.started_at),
        "changed_at": time_json(stored.changed_at),
        "submitted_at": time_json(submitted) if submitted else None,
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
