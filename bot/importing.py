"""An export document becomes rows again, in an empty database, and is believed only if exporting it gives it back."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.desk import Desk
from bot.evidence_files import evidence_from, proved_from
from bot.exporting import FORMAT, VERSION, export
from bot.plan_files import plan_from, reminders_from
from bot.unpacking import (
    KINDS,
    ROLES,
    answer_from,
    focus_from,
    language_from,
    one_of,
    place_from,
    scope_from,
    time_from,
)
from storage.people import Person
from storage.sessions import Stored
from storage.store import Work
from surveys.session import Session
from surveys.survey import Survey

Json = Mapping[str, Any]


LEFT_OUT = ("channel", "training", "sharing")
"""What belongs to a chat, or to cohorts and reviews that others are in as well."""


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
            at = time_from(document["exported_at"])
            person = await _import(desk, work, document)
            again = await export(replace(desk, clock=lambda: at), work, person)
        except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
            raise CannotImport(f"The document is damaged ({type(error).__name__}).") from None
        place = _difference(again, {name: part for name, part in document.items() if name not in LEFT_OUT})
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
        str(told["channel"]), str(told["id"]), language_from(told["language"]), str(consent["version"]),
        time_from(consent["at"]),
    )  # fmt: skip
    clusters = await _clusters(work, person, document["clusters"])
    lines = {
        each["number"]: await plan_from(work, each, clusters[each["number"]], person.id)
        for each in document["clusters"]
    }
    await reminders_from(work, told, person.id, clusters, lines)
    proofs = {
        each["number"]: await evidence_from(work, each, clusters[each["number"]], person.id, desk.files)
        for each in document["clusters"]
    }
    sessions: dict[int, Stored] = {}
    for each in document["assessments"]:
        survey = _survey(desk, each)
        carried = sessions[each["carried_from"]].id if each["carried_from"] else None
        stored = await _assessment(work, survey, each, person, clusters[each["cluster"]], carried)
        await proved_from(work, each, stored.id, proofs[each["cluster"]])
        sessions[each["number"]] = stored
    live = sessions.get(told["current_assessment"] or 0)
    person = replace(
        person,
        live=live.id if live else None,
        cluster=clusters.get(told["current_cluster"] or 0),
        focus=focus_from(told["next_text"], clusters),
    )
    await work.people.save(person)
    return person


async def _clusters(work: Work, person: Person, told: list[Json]) -> dict[int, int]:
    """The clusters by their number in the document. The first is the one every person begins with."""
    numbers: dict[int, int] = {}
    for each in told:
        created, since = time_from(each["created_at"]), time_from(each["since"])
        name = None if each["name"] is None else str(each["name"])
        own = person.cluster if not numbers else None
        number = own or await work.clusters.add(person.id, name, created)
        await work.clusters.restore(number, person.id, name, one_of(each["role"], ROLES), created, since)
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
    steps = [(int(each["revision"]), answer_from(survey, each, str(person.id))) for each in told["steps"]]
    revisions = [revision for revision, _ in steps]
    if revisions != sorted(set(revisions)) or any(not 0 < each <= told["revision"] for each in revisions):
        raise ValueError("steps out of order")
    submitted = time_from(told["submitted_at"]) if told["submitted_at"] else None
    session = Session(one_of(told["kind"], KINDS), scope_from(survey, told["scope"]), place_from(survey, told), {}, {})
    stored = await work.sessions.start(
        session,
        survey=survey.id,
        version=survey.version,
        language=language_from(told["language"]),
        cluster=cluster,
        by=person.id,
        at=time_from(told["started_at"]),
        carried_from=carried,
    )
    revision, changed = int(told["revision"]), time_from(told["changed_at"])
    await work.sessions.restore(stored, revision, steps, changed, submitted, told["trial"] is True)
    return stored
