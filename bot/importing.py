"""An export document becomes rows again, in an empty database, and is believed only if exporting it gives it back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Literal, TypeVar

from bot.desk import Desk
from bot.exporting import FORMAT, VERSION, export
from bot.speech import LANGUAGES
from storage.people import Answering, Counting, Focus, Keeping, Listing, Naming, Noting, Person
from storage.sessions import Stored
from storage.store import Work
from surveys.definition import ChoiceFact, CountsFact, IndicatorFact, LevelFact, MonthFact, TextFact, YesNoFact
from surveys.fitting import problem_with
from surveys.indicators import ChecklistIndicator, Indicator, LevelIndicator, Question, RatioIndicator
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
            at = _time(document["exported_at"])
            person = await _import(desk, work, document)
            again = await export(replace(desk, clock=lambda: at), work, person)
        except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
            raise CannotImport(f"The document is damaged ({type(error).__name__}).") from None
        place = _difference(again, document)
        if place is not None:
            raise CannotImport(f"The document would not come back the same (at {place}). Was it changed by hand?")


def _difference(here: Any, there: Any, place: str = "") -> str | None:
    """Where two documents differ first. The words of a rule may: they can be mended within a survey's version."""
    match here, there:
        case dict(), dict():
            unread = {"title"} if "rule" in here else set()
            keys = [key for key in {**here, **there} if key not in unread]
            pairs = [(here.get(key, _Missing), there.get(key, _Missing), f"{place}/{key}") for key in keys]
        case list(), list() if len(here) == len(there):
            pairs = [(*both, f"{place}/{at}") for at, both in enumerate(zip(here, there, strict=True))]
        case _:
            return None if here == there else place or "/"
    return next((found for pair in pairs if (found := _difference(*pair)) is not None), None)


class _Missing:
    """Stands for a key that is not there; equal to nothing that JSON can say."""


async def _import(desk: Desk, work: Work, document: Json) -> Person:
    told = document["person"]
    consent = told["consent"]
    person = await work.people.add(
        str(told["channel"]), str(told["id"]), _language(told["language"]), str(consent["version"]),
        _time(consent["at"]),
    )  # fmt: skip
    clusters = await _clusters(work, person, document["clusters"])
    sessions: dict[int, Stored] = {}
    for each in document["assessments"]:
        survey = _survey(desk, each)
        carried = sessions[each["carried_from"]].id if each["carried_from"] else None
        sessions[each["number"]] = await _assessment(work, survey, each, person, clusters[each["cluster"]], carried)
    live = sessions.get(told["current_assessment"] or 0)
    person = replace(
        person,
        live=live.id if live else None,
        cluster=clusters.get(told["current_cluster"] or 0),
        focus=_focus(told["next_text"], clusters),
    )
    await work.people.save(person)
    return person


async def _clusters(work: Work, person: Person, told: list[Json]) -> dict[int, int]:
    """The clusters by their number in the document. The first is the one every person begins with."""
    numbers: dict[int, int] = {}
    for each in told:
        created, since = _time(each["created_at"]), _time(each["since"])
        name = None if each["name"] is None else str(each["name"])
        own = person.cluster if not numbers else None
        number = own or await work.clusters.add(person.id, name, created)
        await work.clusters.restore(number, person.id, name, _one_of(each["role"], ROLES), created, since)
        numbers[each["number"]] = number
    return numbers


def _survey(desk: Desk, told: Json) -> Survey:
    name, version = told["survey"], told["survey_version"]
    if not desk.shelf.has(name, version):
        raise CannotImport(f"It needs the survey {name}, version {version}, which this program does not have.")
    return desk.shelf.survey(version, "en")


async def _assessment(
    work: Work, survey: Survey, told: Json, person: Person, cluster: int, carried: int | None
) -> Stored:
    steps = [(int(each["revision"]), _answer(survey, each, str(person.id))) for each in told["steps"]]
    revisions = [revision for revision, _ in steps]
    if revisions != sorted(set(revisions)) or any(not 0 < each <= told["revision"] for each in revisions):
        raise ValueError("steps out of order")
    submitted = _time(told["submitted_at"]) if told["submitted_at"] else None
    session = Session(_one_of(told["kind"], KINDS), _scope(survey, told["scope"]), _place(survey, told), {}, {})
    stored = await work.sessions.start(
        session,
        survey=survey.id,
        version=survey.version,
        language=_language(told["language"]),
        cluster=cluster,
        by=person.id,
        at=_time(told["started_at"]),
        carried_from=carried,
    )
    revision, changed = int(told["revision"]), _time(told["changed_at"])
    await work.sessions.restore(stored, revision, steps, changed, submitted, told["trial"] is True)
    return stored


# --- parts: what can't be ours raises ValueError, TypeError or LookupError ------------------------------------

ROLES: tuple[Literal["owner", "editor", "reader"], ...] = ("owner", "editor", "reader")
KINDS: tuple[Literal["self", "practice", "assessment"], ...] = ("self", "practice", "assessment")
SCOPES: tuple[Literal["full", "express", "sections", "indicators"], ...] = ("full", "express", "sections", "indicators")
Word = TypeVar("Word", bound=str)


def _one_of(told: Any, known: tuple[Word, ...]) -> Word:
    return known[known.index(told)]


def _language(told: Any) -> str:
    return _one_of(told, tuple(LANGUAGES))


def _time(told: Any) -> datetime:
    found = datetime.fromisoformat(told)
    if found.utcoffset() is None:
        raise ValueError("a time without its zone")
    return found.astimezone(UTC)


def _focus(told: Json, clusters: Mapping[int, int]) -> Focus:
    match told:
        case {"is": "answer"}:
            return Answering()
        case {"is": "note", "question": str(question)}:
            return Noting(question)
        case {"is": "kept_or_not", "question": str(question), "text": str(text)}:
            return Keeping(question, text)
        case {"is": "count", "question": str(question), "item": str(item)}:
            return Counting(question, item)
        case {"is": "cluster_name", "cluster": cluster}:
            return Naming(clusters[cluster] if cluster else 0)
        case {"is": "document_names"}:
            return Listing()
        case _:
            raise ValueError("a text for nothing")


def _scope(survey: Survey, told: Json) -> Scope:
    ids = tuple(str(id) for id in told["ids"])
    if not set(ids) <= {*survey.questions, *(section.id for section in survey.sections)}:
        raise ValueError("a scope of something else")
    return Scope(_one_of(told["kind"], SCOPES), ids)


def _place(survey: Survey, told: Json) -> Place:
    match told["place"]:
        case {"at": "asking", "question": question, "then": then}:
            return Asking(_known(survey, question), None if then is None else _known(survey, then))
        case {"at": "proving", "question": question, "then": then}:
            return Proving(_known(survey, question), None if then is None else _known(survey, then))
        case {"at": "submitted"}:
            return Submitted(_time(told["submitted_at"]))
        case {"at": "reviewing"}:
            return Reviewing()
        case _:
            raise ValueError("no place")


def _known(survey: Survey, question: Any) -> str:
    return survey.questions[question].id


def _answer(survey: Survey, told: Json, by: str) -> Answer:
    mark = (
        Skipped() if told.get("skipped") else CannotJudge(str(told["cannot_judge"])) if "cannot_judge" in told else None
    )
    question = survey.questions[told["question"]]
    return Answer(
        question=question.id,
        by=by,
        at=_time(told["answered_at"]),
        value=_value(survey, question, told),
        seen=_seen(survey, question, told),
        estimate=told["estimate"] is True,
        documented=Documented(told["documented"]) if told["documented"] else None,
        document=_named(told["document"]),
        mark=mark,
        note=_text(told["note"]),
        note_shared=told["note_shared"] is True,
    )


def _named(told: Json | None) -> Named | None:
    return None if told is None else Named(str(told["title"]), _text(told["date"]), _text(told["place"]))


def _text(told: Any) -> str | None:
    return None if told is None else str(told)


def _seen(survey: Survey, question: Question, told: Json) -> int | None:
    if isinstance(question, Indicator):
        return None if told["confirmed_points"] is None else int(told["confirmed_points"])
    about = told.get("about")
    return None if about is None else list(survey.indicators).index(about)


def _value(survey: Survey, question: Question, told: Json) -> Value | None:
    """The value as it was given, if the question takes it. A level of a picked indicator depends on the pick."""
    value = value_from(question, told["value"], not told.get("unfinished", False))
    if value is not None and not isinstance(question, LevelFact) and problem_with(survey, {}, question, value):
        raise ValueError("a value that its question does not take")
    match value, value_from(question, told.get("counts_until_done"), True):
        case Counts(), Counts(amounts=amounts):
            return replace(value, last=amounts)
        case Checklist(), Checklist(items=items):
            return replace(value, last=items)
        case _:
            return value


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
