"""Export and import from the command line: a person's document out of a database, and into an empty one."""

import asyncio
import json
from dataclasses import replace

from bot.desk import Desk, refuse_unknown_versions
from bot.drawings import areas_of, bronze_sheet_of, picture_of, questionnaire_of, report_of
from bot.exporting import export
from bot.importing import CannotImport, take_in
from bot.reporting import of_check
from bot.settings import Settings, desk_of
from bot.turn import Turn
from storage.migrating import migrate


class NobodyHere(Exception):
    """There is no such person in this database."""


def export_text(settings: Settings, channel: str, person: str) -> str:
    """The person's document. Raises `NobodyHere`, or `StorageFault` for a database that can't be read."""
    return asyncio.run(_export(settings, channel, person))


def import_text(settings: Settings, text: str) -> str:
    """Takes a document into an empty database; says what came in. Raises `CannotImport`, and then nothing is stored."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise CannotImport("This is no JSON text.") from None
    if not isinstance(document, dict):
        raise CannotImport("This is no export document.")
    asyncio.run(_import(settings, document))
    counts = {name: len(document[f"{name}s"]) for name in ("cluster", "assessment")}
    found = ", ".join(f"{many} {name}{'s' * (many != 1)}" for name, many in counts.items())
    return f"Imported and verified: {found}."


async def _export(settings: Settings, channel: str, person: str) -> str:
    desk = _desk(settings)
    try:
        await refuse_unknown_versions(desk)
        async with desk.store.reading() as work:
            found = await work.people.find(channel, person)
            if found is None:
                raise NobodyHere(f"Nobody is stored here as {person} on {channel}. Name another with --person.")
            return json.dumps(await export(desk, work, found), ensure_ascii=False, indent=2)
    finally:
        await desk.store.close()


def report_file(
    settings: Settings, session: int, what: str, language: str | None, *, gaps: bool = True, plan: bool = True,
    sides: bool = True,
) -> bytes:  # fmt: skip
    """One of the documents of a check, or `picture`. Raises `NobodyHere` without the check."""
    return asyncio.run(_report_file(settings, session, what, language, gaps, plan, sides))


async def _report_file(
    settings: Settings, session: int, what: str, language: str | None, gaps: bool, plan: bool, sides: bool
) -> bytes:
    desk = _desk(settings)
    try:
        await refuse_unknown_versions(desk)
        async with desk.store.reading() as work:
            person = await work.people.of_session(session)
            if person is None:
                raise NobodyHere(f"There is no check {session} here.")
            turn = Turn(desk, work, person)
            await turn.load()
            scene = await of_check(turn, session, language)
        survey = desk.shelf.survey(scene.survey.version, language or scene.language)
        scene = replace(scene, language=survey.language, survey=survey)
        match what:
            case "picture":
                file = picture_of(scene)
            case "questionnaire":
                file = questionnaire_of(survey)
            case "bronze-sheet":
                file = bronze_sheet_of(scene, survey)
            case "areas":
                file = areas_of(scene, survey)
            case _:
                file = report_of(scene, survey, full=what == "full", gaps=gaps, plan=plan, sides=sides)
        return file.data()
    finally:
        await desk.store.close()


async def _import(settings: Settings, document: dict[str, object]) -> None:
    desk = _desk(settings)
    try:
        await take_in(desk, document)
    finally:
        await desk.store.close()


def _desk(settings: Settings) -> Desk:
    migrate(settings.database_url)
    return desk_of(settings)
