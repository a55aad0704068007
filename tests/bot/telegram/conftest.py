"""A stand-in for Telegram and a bot that serves it, anew for every test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.telegram.serving import Served, serving
from tests.telegram_phones import Phone
from tests.telegram_server import TelegramServer


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    """Telegram."""
    async with TelegramServer() as server:
        yield server


@pytest.fixture
async def served(server: TelegramServer, tmp_path: Path) -> AsyncIterator[Served]:
    """The bot."""
    async with serving(server, tmp_path / "clusterready.db") as served:
        yield served


@pytest.fixture
def phone(server: TelegramServer, served: Served) -> Phone:
    """Somebody's phone, set to English, with the bot at work."""
    return server.phone(language="en")
