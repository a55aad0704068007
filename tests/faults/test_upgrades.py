"""Databases of older migrations are upgraded with all their data, once, or stay as they were."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import storage.migrating
from storage.migrating import BACKUP_DAYS, FOLDER, backups, head, migrate
from storage.people import Keeping
from storage.scrubbing import scrub
from storage.sessions import Stored
from storage.store import StorageFault, Store
from surveys.session import Answer, Asking, Submitted
from tests.bot.talking import BEGIN
from tests.faults.program import ROOT, Program
from tests.faults.test_disk import SAID
from tests.storage.dumps import DUMPS
from tests.storage.dumps.__main__ import answers

NEXT = '''
"""Changes a table that others point to, and keeps count of how often it ran."""
from pathlib import Path
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "{new}", "{old}", None, None

def upgrade() -> None:
    with Path({diary!r}).open("a") as diary:
        diary.write("x")
    for table in ("session", "person", "cluster"):
        with op.batch_alter_table(table, recreate="always") as batch:
            batch.add_column(sa.Column("mood", sa.String(20)))
    op.execute("UPDATE session SET mood = 'good'")
    {more}
'''
NEWER = f"{int(head()) + 1:04}"


def loaded(folder: Path, migration: str = head()) -> Path:
    """The dump of a migration, of the newest if none is named, as a database file."""
    file = folder / "clusterready.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript((DUMPS / f"{migration}.sql").read_text(encoding="utf-8"))
    return file


def url_of(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


@pytest.fixture
def newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program with one migration more; the folder of migrations."""
    return added(tmp_path, monkeypatch)


def added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: str = "") -> Path:
    folder = tmp_path / "migrations"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    text = NEXT.format(new=NEWER, old=head(), diary=str(tmp_path / "diary"), more=more)
    (folder / "versions" / f"{NEWER}_mood.py").write_text(text)
    monkeypatch.setattr(storage.migrating, "FOLDER", folder)
    return folder


def ran(tmp_path: Path) -> int:
    """How often the added migration ran."""
    diary = tmp_path / "diary"
    return len(diary.read_text()) if diary.exists() else 0


def rows(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything in a database, by table."""
    with closing(sqlite3.connect(file)) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in tables}


async def whole(file: Path) -> None:
    """What the dump holds comes out of the store as it went in."""
    store = Store(url_of(file))
    async with store.reading() as work:
        person = await work.people.find("terminal", "me")
        assert person is not None
        assert (person.language, person.consent, person.consented_at) == ("de", "1", BEGIN)
        assert (person.live, person.focus) == (2, Keeping("country", "Ein Satz, der wartet"))
        clusters = await work.clusters.of(person.id)
        assert [(each.name, each.role, each.since) for each in clusters] == [
            ("Erster", "owner", BEGIN),
            ("Zweiter", "owner", BEGIN),
        ]
        sessions = [await work.sessions.load(id, person.id) for id in (1, 2, 3)]
        steps = [await work.sessions.steps(id) for id in (1, 2, 3)]
        history = await work.sessions.submitted(clusters[0].id)
    await store.close()
    _as_given(sessions, steps)
    assert [each.id for each in history] == [1]


def _as_given(sessions: list[Stored | None], steps: list[list[tuple[int, Answer]]]) -> None:
    given, end = answers("1"), BEGIN + timedelta(hours=1)
    assert steps == [list(enumerate(given, start=1)), [(1, replace(given[0], at=end))], []]
    submitted, open_, trial = sessions
    assert submitted
    assert open_
    assert trial
    latest = {each.question: each for each in given}
    assert (submitted.session.place, submitted.revision) == (Submitted(end), 15)
    assert submitted.session.answers == latest
    assert (open_.session.place, open_.carried_from, open_.session.carried) == (Asking("country", "founded"), 1, latest)
    assert (trial.cluster, trial.trial, trial.revision) == (2, True, 0)


# --- with their data -----------------------------------------------------------------------------------------


def test_every_migration_has_its_dump() -> None:
    migrations = {path.name[:4] for path in FOLDER.glob("versions/[0-9]*.py")}
    assert {path.stem for path in DUMPS.glob("*.sql")} == migrations, "run `python -m tests.storage.dumps`"


@pytest.mark.parametrize("migration", sorted(path.stem for path in DUMPS.glob("*.sql")))
async def test_a_database_of_any_migration_is_upgraded_with_its_data(tmp_path: Path, migration: str) -> None:
    file = loaded(tmp_path, migration)
    migrate(url_of(file))
    await whole(file)


@pytest.mark.parametrize("migration", sorted(path.stem for path in DUMPS.glob("*.sql")))
def test_no_number_is_given_twice_after_an_upgrade(tmp_path: Path, migration: str) -> None:
    """A button of an erased check, or a reminder that is gone, must never mean a newer one."""
    file = loaded(tmp_path, migration)
    with closing(sqlite3.connect(file)) as connection, connection:
        tables = dict(connection.execute("SELECT name, seq FROM sqlite_sequence WHERE name IN ('session', 'reminder')"))
        connection.execute("UPDATE person SET live = NULL")
        for table in set(rows(file)) - {"person", "cluster", "membership", "alembic_version", "sqlite_sequence"}:
            connection.execute(f"DELETE FROM {table}")
    migrate(url_of(file))
    with closing(sqlite3.connect(file)) as connection:
        left = dict(connection.execute("SELECT name, seq FROM sqlite_sequence"))
    assert {table: left.get(table) for table in tables} == tables


async def test_the_next_migration_keeps_rows_that_point_to_a_changed_table(tmp_path: Path, newer: Path) -> None:
    file = loaded(tmp_path)
    before = rows(file)
    migrate(url_of(file))
    after = rows(file)
    assert newer.exists()
    assert ran(tmp_path) == 1
    for table in ("answer", "membership"):
        assert after[table] == before[table]
    assert after["session"] == [(*row, "good") for row in before["session"]]
    await whole(file)
    migrate(url_of(file))
    assert ran(tmp_path) == 1


# --- the backup ----------------------------------------------------------------------------------------------


async def test_a_backup_is_made_first_and_holds_the_old_data(tmp_path: Path, newer: Path) -> None:
    file = loaded(tmp_path)
    before = rows(file)
    migrate(url_of(file))
    assert [each.name for each in backups(str(file))] == [f"clusterready.db.before-{NEWER}"]
    assert rows(backups(str(file))[0]) == before
    restored = tmp_path / "restored.db"
    shutil.copy(backups(str(file))[0], restored)
    await whole(restored)


def test_a_new_database_needs_no_backup(tmp_path: Path, newer: Path) -> None:
    migrate(url_of(tmp_path / "new.db"))
    assert backups(str(tmp_path / "new.db")) == []


def test_a_backup_is_removed_after_a_week(tmp_path: Path, newer: Path) -> None:
    file = loaded(tmp_path)
    migrate(url_of(file))
    (backup,) = backups(str(file))
    for days, kept in ((BACKUP_DAYS - 0.1, True), (BACKUP_DAYS + 0.1, False)):
        then = time.time() - days * 24 * 3600
        os.utime(backup, (then, then))
        migrate(url_of(file))
        assert backup.exists() == kept


async def test_erasing_removes_the_backup(tmp_path: Path, newer: Path) -> None:
    file = loaded(tmp_path)
    migrate(url_of(file))
    store = Store(url_of(file))
    async with store.work() as work:
        await work.erasing.person(1)
    await scrub(store)
    for each in tmp_path.glob("clusterready.db*"):
        assert b"Beispielcluster" not in each.read_bytes()
        assert b"Ein Satz, der wartet" not in each.read_bytes()
    assert backups(str(file)) == []
    await store.close()


# --- failures ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("raise RuntimeError('no')", f"can't be upgraded to tables {NEWER} and is as it was. Report this"),
        (
            "op.execute('UPDATE nowhere SET x = 1')",
            f"can't be upgraded to tables {NEWER} and is as it was. Report this",
        ),
        ("op.execute('UPDATE answer SET session = session + 90')", "would lose rows; nothing was changed"),
        ("op.execute('DELETE FROM session WHERE id = 1')", "would lose rows; nothing was changed"),
        ("raise __import__('sqlite3').OperationalError('database or disk is full')", "The disk is full"),
    ],
)
async def test_a_failing_migration_leaves_the_database_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: str, told: str
) -> None:
    file = loaded(tmp_path)
    before = rows(file)
    with monkeypatch.context() as patch:
        added(tmp_path, patch, more)
        with pytest.raises(StorageFault) as fault:
            migrate(url_of(file))
    assert told in str(fault.value)
    assert "Beispielcluster" not in str(fault.value)
    assert rows(file) == before
    migrate(url_of(file))  # the program of before still works
    await whole(file)


def test_no_room_for_the_backup_means_no_upgrade(tmp_path: Path, newer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = loaded(tmp_path)
    before = rows(file)
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", _full)
        with pytest.raises(StorageFault, match=r"No space left|The disk is full|can't be upgraded"):
            migrate(url_of(file))
    assert rows(file) == before
    assert backups(str(file)) == []
    migrate(url_of(file))
    assert ran(tmp_path) == 1


def _full(_: int) -> None:
    raise OSError(28, "No space left on device")


async def test_a_killed_upgrade_is_done_by_the_next_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = loaded(tmp_path)
    folder = added(tmp_path, monkeypatch, "__import__('os').kill(__import__('os').getpid(), 9)")
    assert _migrating(folder, file).wait(60) == -9
    version = folder / "versions" / f"{NEWER}_mood.py"
    version.write_text(version.read_text().replace("__import__('os').kill(__import__('os').getpid(), 9)", ""))
    migrate(url_of(file))
    await whole(file)
    assert len(backups(str(file))) == 1


# --- several at once -----------------------------------------------------------------------------------------


def _migrating(folder: Path, file: Path) -> subprocess.Popen[bytes]:
    script = (
        "import sys, pathlib, storage.migrating\n"
        "storage.migrating.FOLDER = pathlib.Path(sys.argv[1])\n"
        "import alembic.command\n"  # all are ready before the first begins
        "storage.migrating.migrate(sys.argv[2])\n"
    )
    return subprocess.Popen(
        [sys.executable, "-c", script, str(folder), url_of(file)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


async def test_two_processes_migrate_once(tmp_path: Path, newer: Path) -> None:
    file = loaded(tmp_path)
    before = rows(file)
    running = [_migrating(newer, file) for _ in range(3)]
    assert [each.wait(60) for each in running] == [0, 0, 0]
    assert ran(tmp_path) == 1
    assert [rows(each) for each in backups(str(file))] == [before]
    await whole(file)


def test_two_processes_begin_a_new_file_at_once(tmp_path: Path) -> None:
    for attempt in range(2):
        file = tmp_path / f"{attempt}.db"
        running = [_migrating(FOLDER, file) for _ in range(3)]
        assert [each.wait(60) for each in running] == [0, 0, 0]
        assert backups(str(file)) == []


# --- refused by name -----------------------------------------------------------------------------------------


def test_a_survey_version_we_do_not_have_is_refused_by_name_at_start(tmp_path: Path) -> None:
    file = loaded(tmp_path)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE session SET version = 7 WHERE id = 1")
    with Program(tmp_path) as program:
        assert "holds checks of cluster-label version 7, which this" in program.until(SAID)
        assert "Update this program." in program.said
        assert program.end() == 1
    assert "Traceback" not in program.said
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE session SET version = 1")
    with Program(tmp_path) as program:
        assert "2/" in program.until()
        assert program.end() == 0


def test_a_version_of_no_migration_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = loaded(tmp_path)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")
    before = rows(file)
    with pytest.raises(StorageFault, match="can't be upgraded"):
        migrate(url_of(file))
    assert rows(file) == before
