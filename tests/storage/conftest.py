"""A real database file for every test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.migrating import migrate
from storage.store import Store


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The URL of a migrated, empty database."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'test.db'}"
    migrate(url)
    return url


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    """An open store on it."""
    store = Store(url)
    yield store
    await store.close()
