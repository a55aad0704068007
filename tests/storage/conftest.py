"""A real database file for every test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.store import Store
from tests.databases import ready


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The URL of a migrated, empty database."""
    return ready(tmp_path / "test.db")


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    """An open store on it."""
    store = Store(url)
    yield store
    await store.close()
