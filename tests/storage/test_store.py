"""The store: durable, one writer, append-only answers, nothing lost between two who save at once."""

import asyncio
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import storage.store
from storage.people import Answering, Counting, Keeping, Noting, Person
from storage.sessions import LostRace, Stored
from storage.store import StorageFault, Store
from surveys.session import FULL, Answer, Asking, Documented, Named, Points, Session, Skipped, Submitted, Text

NOW = datetime(2026, 5, 3, 8, 15, tzinfo=UTC)
EMPTY = Session("self", FULL, Asking("country"), {}, {})


async def started(store: Store, external: str = "me") -> tuple[Person, Stored]:
    """A person with a session."""
    async with store.work() as work:
        person = await work.people.add("terminal", external, "en", "1", NOW)
        session = await work.sessions.start(
            EMPTY, survey="cluster-label", version=1, language="en", cluster=person.cluster or 0, by=person.id, at=NOW
        )
        return person, session


def raw(url: str, statement: str) -> list[object]:
    """The first column of what the file itself says."""
    with closing(sqlite3.connect(url.removeprefix("sqlite+aiosqlite:///"))) as connection:
        return [row[0] for row in connection.execute(statement)]


def answer(person: Person, question: str, at: datetime = NOW, points: int = 3) -> Answer:
    return Answer(question=question, by=str(person.id), at=at, value=Points(points))


async def given_answer(store: Store, stored: Stored, recorded: Answer) -> Stored:
    session = replace(stored.session, answers={**stored.session.answers, recorded.question: recorded})
    async with store.work() as work:
        return await work.sessions.save(stored, session, recorded, NOW)


async def test_commits_are_durable(store: Store) -> None:
    assert await store.answers_pragma("journal_mode") == "wal"
    assert await store.answers_pragma("synchronous") == 2  # FULL
    assert await store.answers_pragma("foreign_keys") == 1
    assert await store.answers_pragma("secure_delete") == 1


async def test_a_session_comes_back_whole(store: Store) -> None:
    person, stored = await started(store)
    full = Answer(
        question="strategy-documentation",
        by=str(person.id),
        at=NOW + timedelta(microseconds=7),
        value=Points(4),
        documented=Documented.PARTLY,
        document=Named("Strategie", "2025-03", "Laufwerk S"),
        note="Rückfrage im Vorstand – ß",
        note_shared=True,
        estimate=True,
    )
    stored = await given_answer(store, stored, full)
    stored = await given_answer(store, stored, Answer(question="country", by=str(person.id), at=NOW, mark=Skipped()))
    stored = await given_answer(store, stored, Answer(question="participant-number", by=str(person.id), at=NOW, seen=3))
    async with store.reading() as work:
        assert await work.sessions.load(stored.id, person.id) == stored


async def test_answers_are_only_ever_added(store: Store, url: str) -> None:
    person, stored = await started(store)
    for points in (1, 2, 5):
        stored = await given_answer(store, stored, answer(person, "role-clarity", points=points))
    async with store.reading() as work:
        loaded = await work.sessions.load(stored.id, person.id)
    assert raw(url, "SELECT value FROM answer ORDER BY revision") == ['{"points":1}', '{"points":2}', '{"points":5}']
    assert loaded is not None
    assert loaded.session.answers["role-clarity"].value == Points(5)


async def test_a_clock_that_jumps_back_reorders_nothing(store: Store) -> None:
    person, stored = await started(store)
    stored = await given_answer(store, stored, answer(person, "role-clarity", NOW, 1))
    stored = await given_answer(store, stored, answer(person, "role-clarity", NOW - timedelta(days=400), 4))
    async with store.reading() as work:
        loaded = await work.sessions.load(stored.id, person.id)
    assert loaded is not None
    assert loaded.session.answers["role-clarity"].value == Points(4)


async def test_a_lost_race_is_noticed_and_stores_nothing(store: Store) -> None:
    person, stored = await started(store)
    await given_answer(store, stored, answer(person, "role-clarity", points=2))
    with pytest.raises(LostRace):
        await given_answer(store, stored, answer(person, "role-clarity", points=5))
    async with store.reading() as work:
        loaded = await work.sessions.load(stored.id, person.id)
    assert loaded is not None
    assert loaded.session.answers["role-clarity"].value == Points(2)


async def test_a_failing_transaction_keeps_nothing(store: Store) -> None:
    async def interrupted() -> None:
        async with store.work() as work:
            await work.people.add("terminal", "ghost", "en", "1", NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await interrupted()
    async with store.reading() as work:
        assert await work.people.find("terminal", "ghost") is None


async def test_somebody_else_s_session_does_not_exist(store: Store) -> None:
    _, stored = await started(store, "one")
    other, _ = await started(store, "two")
    async with store.reading() as work:
        assert await work.sessions.load(stored.id, other.id) is None
        assert await work.people.role(other.id, stored.cluster) is None
        assert await work.people.role(other.id, other.cluster or 0) == "owner"


async def test_a_reader_does_not_wait_for_the_writer(store: Store) -> None:
    person, stored = await started(store)
    async with store.work() as work:
        await work.people.save(replace(person, language="de"))
        async with asyncio.timeout(2), store.reading() as reader:
            seen = await reader.people.find("terminal", "me")
    assert seen is not None
    assert seen.language == "en"  # what is not committed is not there
    assert stored.id


@pytest.mark.parametrize("focus", [Answering(), Noting("country"), Keeping("country", "so?"), Counting("a", "sme")])
async def test_a_person_comes_back_with_the_focus(store: Store, focus: Answering | Noting | Keeping | Counting) -> None:
    person, stored = await started(store)
    changed = replace(person, focus=focus, live=stored.id, language="de", consent="2")
    async with store.work() as work:
        await work.people.save(changed)
    async with store.reading() as work:
        assert await work.people.find("terminal", "me") == changed


async def test_only_submitted_self_checks_are_history(store: Store) -> None:
    person, stored = await started(store)
    async with store.reading() as work:
        assert await work.sessions.submitted(stored.cluster) == []
    closed = replace(stored.session, place=Submitted(NOW))
    async with store.work() as work:
        stored = await work.sessions.save(stored, closed, None, NOW)
    async with store.reading() as work:
        assert [each.id for each in await work.sessions.submitted(stored.cluster)] == [stored.id]
        assert await work.sessions.submitted(stored.cluster + 1) == []
    assert person.id


async def test_a_locked_database_says_what_to_do(store: Store, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage.store, "WAIT_SECONDS", 0.1)
    impatient = Store(url)
    holder = sqlite3.connect(url.removeprefix("sqlite+aiosqlite:///"), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(StorageFault, match="Another program holds the database"):
            await started(impatient)
    finally:
        holder.execute("ROLLBACK")
        holder.close()
        await impatient.close()
    await started(store)  # and nothing is broken after it


async def test_no_answer_is_in_an_error_s_text(store: Store, url: str) -> None:
    person, stored = await started(store)
    secret = Answer(question="organisation-name", by=str(person.id), at=NOW, value=Text("Geheimer Name"))
    raw(url, "DROP TABLE answer")
    with pytest.raises(StorageFault) as error:
        await given_answer(store, stored, secret)
    assert "Geheim" not in str(error.value)
    assert error.value.__cause__ is None


WRITER = """
import asyncio, sys
from bot.conversation import Visitor, Typed, take
from bot.desk import Desk, cluster_label
from bot.screens import Tap
from storage.store import Store

async def main(url, questions):
    desk = Desk(Store(url), cluster_label())
    visitor = Visitor("terminal", "me", "en")
    for question in questions.split(","):
        for points in (1, 2, 3, 4, 5):
            await take(desk, visitor, Tap("give", 1, question, f"p{points}"))
    await desk.store.close()

asyncio.run(main(*sys.argv[1:]))
"""


async def test_two_processes_on_one_file_lose_nothing(store: Store, url: str, tmp_path: Path) -> None:
    person, stored = await started(store)
    async with store.work() as work:
        await work.people.save(replace(person, live=stored.id))
    script = tmp_path / "writer.py"
    script.write_text(WRITER)
    mine = ["role-clarity", "lifelong-learning", "strategy-building"]
    yours = ["strategy-documentation", "implementation-plan", "strategy-review"]
    running = [
        subprocess.Popen([sys.executable, str(script), url, ",".join(questions)], cwd=Path(__file__).parents[2])
        for questions in (mine, yours)
    ]
    assert [process.wait(timeout=90) for process in running] == [0, 0]
    async with store.reading() as work:
        loaded = await work.sessions.load(stored.id, person.id)
    assert loaded is not None
    assert raw(url, "SELECT count(*) FROM answer") == [30]
    assert loaded.revision == 30
    assert {id: found.value for id, found in loaded.session.answers.items()} == dict.fromkeys(mine + yours, Points(5))


async def test_too_many_waiting_are_told_to_try_again(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(url)
    monkeypatch.setattr(store._writer.sync_engine.pool, "_timeout", 0.05)
    async with store.work() as work:
        await work.people.anybody()  # the connection is taken with the first statement
        with pytest.raises(StorageFault, match="Too many are waiting"):
            await started(store)
    await store.close()
