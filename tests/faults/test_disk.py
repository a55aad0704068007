"""A full disk, a lock, a read-only and a damaged file: said clearly, nothing acknowledged is lost, and it goes on."""

import json
import os
import re
import resource
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from storage.migrating import migrate
from storage.scrubbing import scrub
from storage.store import StorageFault, Store
from tests.bot.talking import BEGIN, Talk
from tests.faults.program import END, Program, acknowledged

SAID = re.compile(r"(\]|[.:)])\n\Z")
"""The end of a screen, or of a sentence where there is none."""
QUICK = "import storage.store, storage.migrating\nstorage.store.WAIT_SECONDS = storage.migrating.WAIT_SECONDS = 0.2\n"
DISTURBED = (
    QUICK
    + """
from pathlib import Path
from sqlalchemy import event
from sqlalchemy.pool import Pool

@event.listens_for(Pool, "checkout")
def disturb(connection, *_):
    cursor = connection.cursor()
    cursor.execute("PRAGMA page_count")
    pages = cursor.fetchone()[0]
    cursor.execute(f"PRAGMA max_page_count={pages if Path('full').exists() else 10**9}")
    cursor.fetchone()
    cursor.execute(f"PRAGMA query_only={int(Path('readonly').exists())}")
    cursor.close()
"""
)
"""While a file `full` or `readonly` lies in the folder, the database is that."""
FULL = "The disk is full. Nothing was saved; free some space and try again."
READ_ONLY = "The database file is read-only. Nothing was saved; make the file and its folder writable."
HELD = "Another program holds the database. Nothing was saved; close it and try again."
BROKEN_DISK = "The disk reports an error. Nothing was saved; check the disk, then try again."
DAMAGED = "The database file is damaged. Stop here and restore a backup."
WELCOME = ("1", "full check")


def stored(folder: Path) -> list[str]:
    """The values in the file, oldest first."""
    with closing(sqlite3.connect(folder / "clusterready.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return [row[0] for row in connection.execute("SELECT value FROM answer ORDER BY revision")]


def names(*texts: str) -> list[str]:
    return [json.dumps({"text": text}, ensure_ascii=False, separators=(",", ":")) for text in texts]


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """A running program whose database can be disturbed; the first question is on the card."""
    with Program(tmp_path, before=DISTURBED) as program:
        program.until()
        for line in WELCOME:
            program.say(line)
        yield program
        assert "Traceback" not in program.said
        assert "Sorry" not in program.said


def renamed(program: Program, name: str) -> str:
    """Gives the first question another answer."""
    if "Facts 1/9" not in program.said.rsplit("\n> ", 1)[-1]:
        program.say("Back")
    return program.say(name)


def refused(said: str, sentence: str) -> None:
    """The sentence, and the card that was there, without a word on anything being saved."""
    assert said.count(sentence) == 1
    assert END.search(said)
    assert not acknowledged(said)


def test_a_full_disk(tmp_path: Path, program: Program) -> None:
    told: list[str] = []
    (tmp_path / "full").touch()
    for number in range(100):
        line = f"{number} {'x' * 100}"
        said = program.say(line)
        if FULL in said:
            break
        assert acknowledged(said)
        told.append(line)
        said = program.say(line := "Back")
        if FULL in said:
            break
    refused(said, FULL)
    refused(program.say(line), FULL)  # again and again
    assert stored(tmp_path) == names(*told)
    (tmp_path / "full").unlink()
    assert acknowledged(renamed(program, "Space again"))
    assert program.end() == 0
    assert stored(tmp_path) == names(*told, "Space again")


def test_a_disk_that_takes_no_more_bytes(tmp_path: Path, program: Program) -> None:
    assert acknowledged(renamed(program, "Before"))
    program.say("Back")
    _limit(program, 1)
    refused(program.say("Never"), BROKEN_DISK)
    refused(program.say("Never"), BROKEN_DISK)
    _limit(program, resource.RLIM_INFINITY)
    assert acknowledged(program.say("After"))
    assert program.end() == 0
    assert stored(tmp_path) == names("Before", "After")


def _limit(program: Program, most: int) -> None:
    """No file of this process can grow beyond so many bytes; another process may say so."""
    if not hasattr(resource, "prlimit"):
        pytest.skip("only Linux can limit another process")
    resource.prlimit(program.process.pid, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


def test_a_disk_too_full_to_begin(tmp_path: Path) -> None:
    limit = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (5000, resource.RLIM_INFINITY))"
    with Program(tmp_path, before=limit) as program:
        assert program.until(SAID).endswith(f"{BROKEN_DISK}\n")
        assert program.end() == 1
    assert "Traceback" not in program.said
    with Program(tmp_path) as program:
        assert "I agree, begin" in program.until()
        assert program.end() == 0


def test_a_refused_last_answer_is_not_called_saved(tmp_path: Path, program: Program) -> None:
    (tmp_path / "readonly").touch()
    refused(program.say("Never"), READ_ONLY)
    assert program.end() == 1
    assert "Everything you answered is saved" not in program.said


def test_a_locked_database(tmp_path: Path, program: Program) -> None:
    with _held(tmp_path, "BEGIN IMMEDIATE") as holder:
        refused(program.say("Never"), HELD)
        holder.execute("ROLLBACK")
    assert acknowledged(program.say("After"))
    assert program.end() == 0
    assert stored(tmp_path) == names("After")


def test_a_lock_at_the_start_and_what_is_typed_before_a_card_is_no_answer(tmp_path: Path, program: Program) -> None:
    assert program.end() == 0
    with _held(tmp_path, "BEGIN IMMEDIATE") as holder, Program(tmp_path, before=QUICK) as second:
        assert second.until(SAID).strip() == HELD
        assert second.say("Blind", SAID).strip().endswith(HELD)
        holder.execute("ROLLBACK")
        assert "you were at Facts 1/9 · Name" in second.say("Blind")
        second.say("continue")
        assert acknowledged(second.say("Seen"))
        assert second.end() == 0
    assert stored(tmp_path) == names("Seen")


def test_a_database_that_nobody_else_may_open(tmp_path: Path, program: Program) -> None:
    assert program.end() == 0
    with _held(tmp_path, "PRAGMA locking_mode=EXCLUSIVE", "BEGIN EXCLUSIVE"), Program(tmp_path, before=QUICK) as second:
        assert second.until(SAID).endswith(f"{HELD}\n")
        assert second.end() == 1
    with Program(tmp_path) as third:
        assert "you were at Facts 1/9 · Name" in third.until()
        assert third.end() == 0


def _held(folder: Path, *statements: str) -> closing[sqlite3.Connection]:
    """The database in the hands of another program."""
    holder = sqlite3.connect(folder / "clusterready.db", isolation_level=None)
    for statement in statements:
        holder.execute(statement)
    return closing(holder)


def test_a_read_only_database(tmp_path: Path, program: Program) -> None:
    assert acknowledged(renamed(program, "Before"))
    program.say("Back")
    (tmp_path / "readonly").touch()
    refused(program.say("Never"), READ_ONLY)
    (tmp_path / "readonly").unlink()
    assert acknowledged(program.say("After"))
    assert program.end() == 0
    assert stored(tmp_path) == names("Before", "After")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything; the test above sees to it there")
def test_a_file_without_the_right_to_write(tmp_path: Path, program: Program) -> None:
    assert program.end() == 0
    file = tmp_path / "clusterready.db"
    file.chmod(0o444)
    with Program(tmp_path) as second:
        assert READ_ONLY in second.until(SAID)
        assert second.end() == 1
    file.chmod(0o644)
    with Program(tmp_path) as third:
        assert "you were at Facts 1/9 · Name" in third.until()
        assert third.end() == 0


def test_an_export_that_can_not_be_written(tmp_path: Path, program: Program) -> None:
    assert acknowledged(program.say("Example"))
    ended = re.compile(r"(again\.|json)\n\Z")
    file = Path(re.findall("→ (.*)", program.say("/export", ended))[0])
    before = file.read_bytes()
    program.say("/check")
    assert acknowledged(renamed(program, "Other"))  # so that the next export has something else in it
    second = file.with_stem(f"{file.stem}-2")
    part = second.with_name(f"{second.name}.part")
    part.mkdir()
    said = program.say("/export", ended)
    assert f"{file} can't be written" in said
    assert file.read_bytes() == before
    assert not second.exists()
    part.rmdir()
    assert f"→ {second}" in program.say("/export", ended)
    assert file.read_bytes() == before
    assert program.end() == 0


def test_a_proof_that_does_not_fit_leaves_no_half_file(tmp_path: Path, program: Program) -> None:
    plan, folder = tmp_path / "plan.pdf", tmp_path / "clusterready-evidence"
    plan.write_bytes(b"%PDF-1.7" + bytes(4_000_000))
    program.say("/evidence")
    program.say("1.1.0")
    _limit(program, 3_000_000)  # enough for the database
    said = program.say(str(plan))
    assert "plan.pdf – not stored: the disk here is full. Whoever runs this has to free some space" in said
    assert [path for path in folder.rglob("*") if path.is_file()] == []
    _limit(program, resource.RLIM_INFINITY)
    program.say("to the proof")
    said = program.say("Fetch file 1 again")
    assert "plan.pdf · 3.8 MB" in said
    assert [path.read_bytes() for path in folder.rglob("*") if path.is_file()] == [plan.read_bytes()]
    assert program.end() == 0


# --- a damaged file ------------------------------------------------------------------------------------------


def test_a_damaged_file_is_named_and_a_backup_goes_on(tmp_path: Path, program: Program) -> None:
    assert acknowledged(renamed(program, "Before"))
    assert program.end() == 0
    file, backup = tmp_path / "clusterready.db", tmp_path / "backup"
    shutil.copy(file, backup)
    pages = file.stat().st_size // 4096
    with file.open("rb+") as damaged:  # everything but the first page, which says that this is a database
        damaged.seek(4096)
        damaged.write(b"\xa5" * 4096 * (pages - 1))
    with Program(tmp_path) as second:
        assert second.until(SAID).strip().endswith(DAMAGED)
        assert second.end() == 1
    assert "Traceback" not in second.said
    shutil.copy(backup, file)
    with Program(tmp_path) as third:
        assert "you were at Facts 2/9 · Country" in third.until()
        assert third.end() == 0


TABLES = ("person", "membership", "session", "answer")


@pytest.mark.parametrize("table", TABLES)
async def test_each_damaged_table_is_noticed(tmp_path: Path, table: str) -> None:
    file = tmp_path / "talk.db"
    talk = Talk(file)
    await talk.begin()
    await talk.type("Example")
    await talk.close()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        roots = connection.execute("SELECT rootpage FROM sqlite_master WHERE tbl_name = ?", (table,)).fetchall()
    with file.open("rb+") as damaged:
        for (page,) in roots:
            damaged.seek((page - 1) * 4096)
            damaged.write(b"\xa5" * 4096)
    again = Talk(file)
    with pytest.raises(StorageFault, match=DAMAGED.replace(".", r"\.")):
        await again.type("/start")
    await again.close()


# --- erasing while something is in the way -------------------------------------------------------------------


@pytest.fixture
async def store(tmp_path: Path) -> Store:
    url = f"sqlite+aiosqlite:///{tmp_path / 'test.db'}"
    migrate(url)
    return Store(url)


async def test_a_reader_that_stays_is_named_soon_and_backups_are_gone(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.store.SCRUB_PAUSE", 0.01)
    backup = tmp_path / "test.db.before-0002"
    backup.touch()
    with closing(sqlite3.connect(tmp_path / "test.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM person").fetchall()
        async with store.work() as work:
            await work.people.add("terminal", "me", "en", "1", BEGIN)
        with pytest.raises(StorageFault, match="another program still reads"):
            await scrub(store)
        reader.execute("ROLLBACK")
    assert not backup.exists()
    await scrub(store)
    assert await store.answers_pragma("busy_timeout") == 15000  # it waits again
    await store.close()


async def test_a_backup_that_can_not_be_removed_is_named(store: Store, tmp_path: Path) -> None:
    (tmp_path / "test.db.before-0002").mkdir()
    with pytest.raises(StorageFault, match=r"Deleted, but the backup .*before-0002 still holds it"):
        await scrub(store)
    await store.close()


async def test_a_program_killed_before_the_journal_was_emptied_leaves_that_to_the_next_start(
    store: Store, tmp_path: Path
) -> None:
    async with store.work() as work:
        person = await work.people.add("terminal", "Geheim-4711", "en", "1", BEGIN)
    async with store.work() as work:
        await work.erasing.person(person.id)
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for file in tmp_path.glob("test.db*"):  # what a kill would leave
        shutil.copy(file, crashed)
    await store.close()
    assert any(b"Geheim-4711" in file.read_bytes() for file in crashed.iterdir())
    migrate(f"sqlite+aiosqlite:///{crashed / 'test.db'}")
    assert not any(b"Geheim-4711" in file.read_bytes() for file in crashed.iterdir())
