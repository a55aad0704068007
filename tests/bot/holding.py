"""What is held about a person, for the tests of export, import and erasing: a full life of one, and raw files."""

import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.conversation import Typed, Visitor
from bot.desk import Desk
from bot.exporting import export
from bot.screens import Screen, Tap
from bot.sent import Sent
from storage.sessions import Stored
from tests.bot.proof_files import PDF
from tests.bot.talking import Talk

Json = dict[str, Any]
COUNTS = "60 15 8 7 3 2 2 2 1"
MARKERS = (
    "Marmot first note", "Marmot second note", "Marmot cluster", "Marmot Agency", "Marmot document", "Marmot drawer",
    "Marmot before", "Marmot done", "Marmot effect", "Marmot proof", "marmot-person", "Marmot kept", "Marmot plan",
    "Marmot treasurer",
)  # fmt: skip
"""Texts that only `life` says."""


@asynccontextmanager
async def talking(folder: Path, language: str) -> AsyncIterator[Talk]:
    """A conversation in this language on a file of its own."""
    talk = Talk(folder / f"talk-{language}.db", language)
    try:
        yield talk
    finally:
        await talk.close()


def file_of(talk: Talk) -> Path:
    """The database file."""
    return Path(talk.url.removeprefix("sqlite+aiosqlite:///"))


def raw(talk: Talk) -> bytes:
    """All bytes of the database and its neighbours."""
    file = file_of(talk)
    return b"".join(path.read_bytes() for path in sorted(file.parent.glob(f"{file.name}*")))


def told(talk: Talk, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """What the file itself says; changes are committed."""
    with closing(sqlite3.connect(file_of(talk))) as connection, connection:
        return connection.execute(statement, values).fetchall()


def captions(screen: Screen) -> list[str]:
    return [button.label for button in screen.buttons]


async def press(talk: Talk, words: str) -> str:
    """Presses the last screen's first button whose caption has these words."""
    found = [button.tap for button in talk.screens[-1].buttons if words in button.label]
    assert found, (words, captions(talk.screens[-1]))
    return await talk.enter(found[0])


async def exported(talk: Talk) -> Json:
    """The file of /export."""
    await talk.enter(Typed("/export"))
    file = talk.screens[-1].file
    assert file is not None
    document: Json = json.loads(file.content)
    return document


async def held(desk: Desk, visitor: Visitor) -> Json:
    """The same without a turn, so that nothing changes."""
    async with desk.store.reading() as work:
        person = await work.people.find(visitor.channel, visitor.external)
        assert person is not None
        return json.loads(json.dumps(await export(desk, work, person)))  # type: ignore[no-any-return]  # our own JSON


async def loaded(talk: Talk, id: int) -> Stored:
    """A session as it stands in the database."""
    async with talk.store.reading() as work:
        person = await work.people.find(talk.visitor.channel, talk.visitor.external)
        stored = await work.sessions.load(id, person.id) if person else None
    assert stored is not None
    return stored


async def answer(talk: Talk, session: int, question: str, *lines: str) -> str:
    """Opens a question and types these lines."""
    shown = await talk.enter(Tap("goto", session, question))
    for line in lines:
        shown = await talk.type(line)
    return shown


async def planned(talk: Talk, who: str = "Marmot", first: int = 1) -> None:
    """A plan of two steps, one of them done; reminders of it; the local time. `first`: the number of its first step."""
    await talk.enter(Tap("line-new", 0, "strategy-documentation", "p5"))
    await talk.type(f"{who} plan")
    await talk.enter(Tap("line-ask", 0, "who", str(first)))
    await talk.type(f"{who} treasurer")
    await talk.enter(Tap("line-due", 0, "2026-09-30", str(first)))
    await talk.enter(Tap("remind", 0, "7", str(first)))
    await talk.enter(Tap("zone", choice="Europe/Berlin"))
    await talk.enter(Tap("remind", 0, "2026-08-01", str(first)))
    await talk.enter(Tap("line-new", 0, "-", "-"))
    await talk.type("Call the ministry")
    await talk.enter(Tap("line-done", choice=str(first + 1)))


async def proven(talk: Talk, who: str = "Marmot", first: int = 1) -> None:
    """Proofs: a file for two indicators, a link; and one that a submitted check recorded before it was removed.

    `first`: the number of the first one. The newest submitted check of the cluster records all three.
    """
    cluster, person, check = told(
        talk,
        "SELECT person.cluster, person.id, (SELECT max(id) FROM session WHERE cluster = person.cluster) FROM person "
        "WHERE external = ?",
        talk.visitor.external,
    )[0]
    await talk.enter(Tap("proofs", 0, "strategy-documentation"))
    await talk.enter(Sent("file", str(_lying(talk, f"{who} plan.pdf")), name=f"{who} plan.pdf"))
    await talk.type(f"{who} strategy")
    await talk.type("03/2025")
    await talk.enter(Tap("also", 0, "strategy-building", str(first)))
    await talk.type("2")
    for words in (f"{who} cupboard", f"{who} shelf"):
        await talk.enter(Tap("proofs", 0, "strategy-documentation"))
        await talk.type(words)
        await talk.type("1")
        await talk.enter(Tap("menu"))
    async with talk.store.work() as work:
        await work.evidence.record(check, cluster)
        await work.evidence.remove(first + 2, talk.time)
    told(talk, "UPDATE proof SET album = '77' WHERE by = ?", person)


def _lying(talk: Talk, name: str) -> Path:
    file = file_of(talk).with_name(name)
    file.write_bytes(PDF + name.encode())
    return file


async def life(talk: Talk) -> None:
    """Everything one can leave: a submitted check, a trial, an express check, two clusters, every kind of value.

    1: full, submitted. 2: full, submitted, a trial, carried from 1. 3: full, open, carried from 1, with everything
    unfinished. 4: express, open, in the second cluster, in German.
    """
    await talk.begin()
    await answer(talk, 1, "organisation-name", "Marmot Agency")
    await answer(talk, 1, "country", "Germany")
    await answer(talk, 1, "founded", "2016")
    await answer(talk, 1, "committed-participants", COUNTS, "OK")
    await answer(talk, 1, "management-fte", "2.5")
    await answer(talk, 1, "within-reach", "about 90")
    await answer(talk, 1, "benchmarked", "yes")
    await answer(talk, 1, "first-benchmarking", "03/2024")
    await answer(talk, 1, "eccp-listed", "not sure")
    await answer(talk, 1, "sector", "skip")
    await answer(talk, 1, "human-resources", "OK", "partly")
    await answer(talk, 1, "strategy-documentation", "d", "yes")
    await talk.enter(Tap("note", 1, "strategy-documentation"))
    await talk.type("Marmot first note")
    await talk.enter(Tap("note", 1, "strategy-documentation"))
    await talk.type("Marmot second note")
    await answer(talk, 1, "strategy-documentation", "e")
    await talk.type("yes")
    await talk.enter(Typed("/documents"))
    await talk.type("4.1.2; Marmot document; 03/2025; Marmot drawer")
    await answer(talk, 1, "staff-stability", "3 of 4", "no")
    await answer(talk, 1, "web-presence", "A B", "yes")
    await answer(talk, 1, "direct-contacts", "50", "yes")
    await answer(talk, 1, "area-1", "4.1.2", "B", "Marmot before", "03/2024", "Marmot done", "Marmot effect")
    await talk.type("Marmot proof")
    await talk.enter(Tap("submit", 1))
    talk.time += timedelta(days=1)
    await talk.enter(Tap("begin", choice="full"))
    await answer(talk, 2, "strategy-documentation", "a")
    await talk.enter(Tap("submit", 2))
    await talk.enter(Tap("trial", 2, choice="on"))
    talk.time += timedelta(days=1)
    await talk.enter(Tap("begin", choice="full"))
    await answer(talk, 3, "committed-participants", "34 8")
    await answer(talk, 3, "web-presence", "A")
    await planned(talk)
    await talk.enter(Typed("/clusters"))
    await press(talk, "Another cluster")
    await talk.type("Marmot cluster")
    await talk.enter(Tap("begin", choice="express"))
    await talk.enter(Tap("language", choice="de"))
    await answer(talk, 4, "strategy-documentation", "wir müssen erst fragen, Marmot kept")
