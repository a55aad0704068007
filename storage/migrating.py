"""Brings a database to the tables of this program, once, under a lock, with foreign keys off and checked after.

Alembic is imported only when there is something to do: it costs a second at every start otherwise.
"""

import logging
import os
import re
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from storage.store import WAIT_SECONDS, StorageFault, remedy

BACKUP_DAYS = 7
FOLDER = Path(__file__).parent / "migrations"
log = logging.getLogger(__name__)


def head() -> str:
    """The newest migration of this program. Files are named `0001_words.py`, and 0001 is the revision."""
    return max(found[1] for path in FOLDER.glob("versions/*.py") if (found := re.match(r"(\d{4})_", path.name)))


def migrate(url: str) -> None:
    """Creates or upgrades the database. Raises `StorageFault` for one that is newer, not ours, or can't be opened."""
    file = sqlite_file(url)
    if file is None:
        return
    _forget_old_backups(file)
    try:
        with closing(sqlite3.connect(file, timeout=WAIT_SECONDS, isolation_level=None)) as connection:
            if _known(connection, file):
                return
    except sqlite3.DatabaseError as error:
        raise StorageFault(_explained(file, str(error))) from None
    _upgrade(file)


def _explained(file: str, reason: str) -> str:
    """Why the file can't be opened, and what to do."""
    if "not a database" in reason:
        return f"{file} is no database of ours. Name another file with CLUSTERREADY_DATABASE_URL."
    told = None if "unable to open" in reason else remedy(reason)
    return f"{file}: {told}" if told else f"{file} can't be opened ({reason}). Check that its folder is writable."


def backups(file: str | None) -> list[Path]:
    """The backups that upgrades made of this database file."""
    path = Path(file) if file else None
    return sorted(path.parent.glob(f"{path.name}.before-*")) if path else []


def sqlite_file(url: str) -> str | None:
    """The file of an SQLite URL, or None for a database in memory or elsewhere."""
    found = re.fullmatch(r"sqlite(?:\+\w+)?:///(?P<file>[^?]+)", url)
    return found["file"] if found and found["file"] != ":memory:" else None


def _known(connection: sqlite3.Connection, file: str) -> bool:
    """Whether the tables are this program's already. Raises for a database that is newer or not ours."""
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return False
    if "alembic_version" not in tables or "person" not in tables:
        raise StorageFault(f"{file} is no database of ours. Name another file with CLUSTERREADY_DATABASE_URL.")
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    version = row[0] if row else ""
    if version > head():
        raise StorageFault(
            f"{file} was written by a newer ClusterReady (tables {version}, here {head()}). Update this program."
        )
    return bool(version == head())


def _back_up(file: str) -> None:
    """A whole copy beside the file before its tables change; nothing for a new one. It is there whole or not at all."""
    copy = Path(f"{file}.before-{head()}")
    part = Path(f"{copy}.part")
    with closing(sqlite3.connect(file, timeout=WAIT_SECONDS, isolation_level=None)) as connection:
        if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            return
        part.unlink(missing_ok=True)
        try:
            connection.execute("VACUUM INTO ?", (str(part),))
            with part.open("rb+") as written:
                os.fsync(written.fileno())
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    part.replace(copy)


def _forget_old_backups(file: str) -> None:
    """Backups older than a week are removed: they hold what people may have erased since."""
    for backup in backups(file):
        try:
            if time.time() - backup.stat().st_mtime > BACKUP_DAYS * 24 * 3600:
                backup.unlink()
        except FileNotFoundError:
            continue  # another process was quicker
        except OSError as error:
            raise StorageFault(f"The old backup {backup} can't be removed ({error.strerror}). Remove it.") from None


def _upgrade(file: str) -> None:
    """All of it or nothing, and once: whoever waited for the lock looks again."""
    from alembic import command  # a second to import, needed on the first start only
    from alembic.config import Config
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import NullPool

    engine = create_engine(
        f"sqlite:///{file}", poolclass=NullPool, connect_args={"timeout": WAIT_SECONDS}, hide_parameters=True
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA foreign_keys=OFF")  # a batch change would delete child rows

    @event.listens_for(engine, "begin")
    def start(connection: object) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # type: ignore[attr-defined]  # SQLAlchemy's Connection

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    try:
        with engine.begin() as connection:
            driver = connection.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            if _known(driver, file):
                return
            _back_up(file)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            if connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
                raise StorageFault(
                    f"Upgrading {file} would lose rows; nothing was changed. Report this, and keep the file."
                )
    except StorageFault:
        raise
    except Exception as error:  # a migration can fail in any way
        told = remedy(str(getattr(error, "orig", error)))
        if told:
            raise StorageFault(f"{file}: {told}") from None
        log.exception("upgrading to %s failed; nothing of it was kept", head())
        raise StorageFault(
            f"{file} can't be upgraded to tables {head()} and is as it was. Report this, and keep the file."
        ) from None
