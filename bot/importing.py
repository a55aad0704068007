"""An export document becomes rows again, in an empty database, and is believed only if exporting it gives it back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from bot.desk import Desk
from bot.exporting import FORMAT, VERSION, export
from storage.people import Person
from storage.sessions import Stored
from storage.store import Work
from surveys.definition import ChoiceFact, CountsFact, IndicatorFact, LevelFact, MonthFact, TextFact, YesNoFact
from surveys.indicators import ChecklistIndicator, LevelIndicator, Question, RatioIndicator
from surveys.session import (
    Answer,
    Asking,
    CannotJudge,
    Checklist,
    Choice,
    Counts,
    Documented,
    Month,
    Named,
    Number,
    Place,
    Points,
    Proving,
    Ratio,
    Reviewing,
    Scope,
    Session,
    Skipped,
    Submitted,
    Text,
    Value,
)
from surveys.survey import Survey

Json = Mapping[str, Any]
MOVING = {"exported_at", "as_of", "result"}
"""What depends on the day of the export while a check is open."""


class CannotImport(Exception):
    """The document can't be taken in; the text says why. Nothing was stored."""


async def take_in(desk: Desk, document: Json) -> None:
    """Stores a document. Raises `CannotImport`, and then stores nothing, if it is not ours, or would not come back."""
    if document.get("format") != FORMAT or document.get("version") != VERSION:
        raise CannotImport(f"This is no {FORMAT} of version {VERSION}.")
    async with desk.store.work() as work:
        if await work.sessions.versions() or await work.people.anybody():
            raise CannotImport("The database is not empty. Name a new one with --database.")
        try:
            person = await _import(desk, work, document)
        except (KeyError, TypeError, ValueError, ArithmeticError) as error:
            raise CannotImport(f"The document is damaged ({type(error).__name__}).") from None
        if _still(await export(desk, work, person)) != _still(document):
            raise CannotImport("The document would not come back the same. Was it changed by hand?")


def _still(document: Any) -> Any:
    """A document without what moves with the day."""
    match document:
        case dict():
            return {key: _still(each) for key, each in document.items() if key not in MOVING}
        case list():
            return [_still(each) for each in document]
        case _:
            return document


async def _import(desk: Desk, work: Work, document: Json) -> Person:
    told = document["person"]
    consented = datetime.fromisoformat(told["consent"]["at"])
    person = await work.people.add(told["channel"], told["id"], told["language"], told["consent"]["version"], consented)
    clusters = await _clusters(work, person, document["clusters"])
    sessions: dict[int, Stored] = {}
    for each in document["assessments"]:
        survey = _survey(desk, each)
        carried = sessions[each["carried_from"]].id if each["carried_from"] else None
        sessions[each["number"]] = await _assessment(work, survey, each, person, clusters[each["cluster"]], carried)
    live = sessions.get(told["current_assessment"] or 0)
    person = replace(person, live=live.id if live else None, cluster=clusters.get(told["current_cluster"] or 0))
    await work.people.save(person)
    return person


async def _clusters(work: Work, person: Person, told: list[Json]) -> dict[int, int]:
    """The clusters by their number in the document. The first is the one every person begins with."""
    numbers: dict[int, int] = {}
    for each in told:
        created = datetime.fromisoformat(each["created_at"])
        if not numbers and person.cluster:
            numbers[each["number"]] = person.cluster
            await work.clusters.restore(
                person.cluster, person.id, each["name"], created, datetime.fromisoformat(each["since"])
            )
        else:
            numbers[each["number"]] = await work.clusters.add(person.id, each["name"], created)
    return numbers


def _survey(desk: Desk, told: Json) -> Survey:
    name, version = told["survey"], told["survey_version"]
    if not desk.shelf.has(name, version):
        raise CannotImport(f"It needs the survey {name}, version {version}, which this program does not have.")
    return desk.shelf.survey(version, "en")


async def _assessment(
    work: Work, survey: Survey, told: Json, person: Person, cluster: int, carried: int | None
) -> Stored:
    scope = Scope(told["scope"]["kind"], tuple(told["scope"]["ids"]))
    steps = [(each["revision"], _answer(survey, each, str(person.id))) for each in told["steps"]]
    submitted = datetime.fromisoformat(told["submitted_at"]) if told["submitted_at"] else None
    session = Session(told["kind"], scope, _place(told["place"], submitted), {}, {})
    started, changed = (datetime.fromisoformat(told[key]) for key in ("started_at", "changed_at"))
    stored = await work.sessions.start(
        session,
        survey=survey.id,
        version=survey.version,
        language=told["language"],
        cluster=cluster,
        by=person.id,
        at=started,
        carried_from=carried,
    )
    await work.sessions.restore(stored, told["revision"], steps, changed, submitted, told["trial"])
    return stored


def _place(told: Json, submitted: datetime | None) -> Place:
    match told:
        case {"at": "asking", "question": str(question), "then": then}:
            return Asking(question, then)
        case {"at": "proving", "question": str(question)}:
            return Proving(question)
        case {"at": "submitted"} if submitted:
            return Submitted(submitted)
        case {"at": "reviewing"}:
            return Reviewing()
        case _:
            raise ValueError("no place")


def _answer(survey: Survey, told: Json, by: str) -> Answer:
    document = told["document"]
    mark = Skipped() if told.get("skipped") else CannotJudge(told["cannot_judge"]) if "cannot_judge" in told else None
    return Answer(
        question=told["question"],
        by=by,
        at=datetime.fromisoformat(told["answered_at"]),
        value=value_from(survey.questions[told["question"]], told["value"], not told.get("unfinished", False)),
        seen=told.get("confirmed_points"),
        estimate=told["estimate"],
        documented=Documented(told["documented"]) if told["documented"] else None,
        document=Named(**document) if document else None,
        mark=mark,
        note=told["note"],
        note_shared=told["note_shared"],
    )


def value_from(question: Question, told: Any, done: bool) -> Value | None:
    """The value that JSON stands for in answer to this question. Raises ValueError or TypeError for a damaged one."""
    if told is None:
        return None
    match question:
        case LevelIndicator() | LevelFact():
            return Points(int(told))
        case RatioIndicator():
            return Ratio(Decimal(str(told["part"])), Decimal(str(told["whole"])))
        case CountsFact():
            return Counts(tuple((str(item), int(amount)) for item, amount in told.items()), done)
        case ChecklistIndicator():
            return Checklist(tuple(str(item) for item in told), done)
        case ChoiceFact() | YesNoFact() | IndicatorFact():
            return Choice(str(told))
        case MonthFact():
            return Month(str(told))
        case TextFact():
            return Text(str(told))
        case _:
            return Number(Decimal(str(told)))
