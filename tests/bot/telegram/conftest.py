"""A stand-in for Telegram and a bot that serves it, anew for every test."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.telegram.serving import Served, serving
from tests.bot.telegram.shared_world import World, prepared
from tests.telegram_phones import Phone
from tests.telegram_server import TelegramServer


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A shared check and everybody around it, prepared once; every test has a copy."""
    return asyncio.run(prepared(tmp_path_factory.mktemp("world")))


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
