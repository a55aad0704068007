"""Migrations: a new database has the tables the program expects; foreign or newer ones are refused by name."""

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine
from sqlmodel import SQLModel

import storage.tables  # noqa: F401  # registers the tables
from storage.migrating import head, migrate, sqlite_file
from storage.store import StorageFault


def test_migrations_make_exactly_the_tables(url: str) -> None:
    engine = create_engine(f"sqlite:///{sqlite_file(url)}")
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), SQLModel.metadata)
    engine.dispose()
    assert differences == []


def test_migrating_twice_changes_nothing(url: str) -> None:
    file = Path(sqlite_file(url) or "")
    before = file.read_bytes()
    migrate(url)
    assert file.read_bytes() == before


def test_a_newer_database_is_refused_by_name(url: str) -> None:
    file = sqlite_file(url) or ""
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(StorageFault, match=f"newer ClusterReady .tables 9999, here {head()}"):
        migrate(url)


def test_somebody_else_s_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE invoices (id INTEGER)")
    connection.close()
    before = file.read_bytes()
    with pytest.raises(StorageFault, match="no database of ours"):
        migrate(f"sqlite+aiosqlite:///{file}")
    assert file.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "letter.db"
    file.write_text("Dear board, " * 200)
    with pytest.raises(StorageFault, match="no database of ours"):
        migrate(f"sqlite+aiosqlite:///{file}")
    assert file.read_text().startswith("Dear board")


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageFault, match="folder is writable"):
        migrate(f"sqlite+aiosqlite:///{tmp_path / 'nowhere' / 'x.db'}")


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("sqlite+aiosqlite:///clusterready.db", "clusterready.db"),
        ("sqlite+aiosqlite:////var/lib/x.db", "/var/lib/x.db"),
        ("sqlite+aiosqlite:///:memory:", None),
        ("postgresql+psycopg://localhost/x", None),
    ],
)
def test_the_file_of_a_url(url: str, file: str | None) -> None:
    assert sqlite_file(url) == file
