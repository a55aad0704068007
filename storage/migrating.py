"""Brings a database to the tables of this program, once, under a lock, with foreign keys off and checked after.

Alembic is imported only when there is something to do: it costs a second at every start otherwise.
"""

import re
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from storage.store import WAIT_SECONDS, StorageFault

BACKUP_DAYS = 7
FOLDER = Path(__file__).parent / "migrations"


def head() -> str:
    """The newest migration of this program. Files are named `0001_words.py`, and 0001 is the revision."""
    return max(found[1] for path in FOLDER.glob("versions/*.py") if (found := re.match(r"(\d{4})_", path.name)))


def migrate(url: str) -> None:
    """Creates or upgrades the database. Raises `StorageFault` for one that is newer, not ours, or can't be opened."""
    file = sqlite_file(url)
    if file is None:
        return
    try:
        with closing(sqlite3.connect(file, timeout=WAIT_SECONDS, isolation_level=None)) as connection:
            _forget_old_backups(file)
            if _known(connection, file):
                return
            _back_up(connection, file)
        _upgrade(file)
    except sqlite3.OperationalError as error:
        raise StorageFault(
            f"The database {file} can't be opened ({error}). Check that its folder is writable."
        ) from None
    except sqlite3.DatabaseError:
        raise StorageFault(
            f"{file} is no database of ours. Name another file with CLUSTERREADY_DATABASE_URL."
        ) from None


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


def _back_up(connection: sqlite3.Connection, file: str) -> None:
    """A whole copy beside the file before its tables change; nothing for a new one."""
    if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        copy = f"{file}.before-{head()}"
        Path(copy).unlink(missing_ok=True)
        connection.execute("VACUUM INTO ?", (copy,))


def _forget_old_backups(file: str) -> None:
    """Backups older than a week are removed: they hold what people may have erased since."""
    for backup in backups(file):
        if time.time() - backup.stat().st_mtime > BACKUP_DAYS * 24 * 3600:
            backup.unlink(missing_ok=True)


def _upgrade(file: str) -> None:
    from alembic import command  # a second to import, needed on the first start only
    from alembic.config import Config
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import NullPool

    engine = create_engine(f"sqlite:///{file}", poolclass=NullPool, connect_args={"timeout": WAIT_SECONDS})

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
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise StorageFault(
                f"Upgrading {file} would lose rows; nothing was changed. Report this, and keep the file."
            )
