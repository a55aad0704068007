"""A conversation on a real database file for every test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.desk import Operator
from tests.bot.talking import Talk


@pytest.fixture
async def talk(tmp_path: Path) -> AsyncIterator[Talk]:
    """A stranger in front of the welcome, in English."""
    talk = Talk(tmp_path / "talk.db")
    yield talk
    await talk.close()


@pytest.fixture
async def german(tmp_path: Path) -> AsyncIterator[Talk]:
    """The same in German."""
    talk = Talk(
        tmp_path / "talk-de.db",
        language="de",
        operator=Operator("Cluster-Agentur Beispielland", "post@beispiel.example", "https://beispiel.example/schutz"),
    )
    yield talk
    await talk.close()
