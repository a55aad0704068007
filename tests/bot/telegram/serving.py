"""The bot served in the test's own process, over HTTP, against the stand-in for Telegram."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.desk import Desk, Operator
from bot.settings import Settings
from bot.telegram.request import Request
from bot.telegram.serving import QuietBot, run
from storage.proof_files import ProofFiles
from storage.store import Store
from tests.bot.talking import SHELF
from tests.databases import ready
from tests.telegram_phones import Phone
from tests.telegram_server import TelegramServer

FAST = 30_000
"""Messages a second in tests: a person in a test does not wait a second between two taps."""
OPERATOR = Operator("Example agency", "privacy@agency.example", "https://agency.example/privacy")


class Served:
    """A running bot with its database."""

    def __init__(self, server: TelegramServer, file: Path, rate: int = FAST, files_on: bool = True) -> None:
        self.server = server
        self.url = f"sqlite+aiosqlite:///{file}"
        self.file = file
        self.evidence = file.with_name("clusterready-evidence")
        self.files_on = files_on
        self.rate = rate
        self.clock: Callable[[], datetime] = lambda: datetime.now(UTC)
        self._task: asyncio.Task[None] | None = None
        self._open()

    def _open(self) -> None:
        self.store = Store(self.url)
        files = ProofFiles(self.evidence)
        self.desk = Desk(self.store, SHELF, OPERATOR, lambda: self.clock(), files=files, files_on=self.files_on)
        token, url = self.server.token, self.server.url
        self.bot = QuietBot(token, f"{url}/bot", f"{url}/file/bot", request=Request(), get_updates_request=Request())

    def start(self) -> None:
        """Starts serving."""
        settings = Settings(
            database_url=self.url,
            telegram_token=self.server.token,
            telegram_api_url=self.server.url,
            messages_per_second=self.rate,
        )
        self._task = asyncio.create_task(run(settings, self.desk, self.bot))

    async def stop(self) -> None:
        """An orderly end."""
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
            self._task = None
        await self.bot.shutdown()
        await self.store.close()

    async def restart(self) -> None:
        """An orderly end and a new start on the same file."""
        await self.stop()
        self._open()
        self.start()


@asynccontextmanager
async def serving(server: TelegramServer, file: Path, rate: int = FAST, files_on: bool = True) -> AsyncIterator[Served]:
    """A bot that serves until the block ends."""
    ready(file)
    served = Served(server, file, rate, files_on)
    served.start()
    try:
        yield served
    finally:
        await served.stop()


async def tap(phone: Phone, words: str) -> None:
    """Taps a button and waits until the card says something else."""
    await _changing(phone, phone.tap(words))


async def tap_on(phone: Phone, message: int, data: str) -> None:
    """Taps a button of a message, by what it means, and waits until the card says something else."""
    await _changing(phone, phone.tap_data(message, data))


async def _changing(phone: Phone, act: Awaitable[object]) -> None:
    before = phone.card
    assert before is not None
    told = (before.id, before.text, before.buttons)
    await act
    await phone.until(lambda phone: phone.card and (phone.card.id, phone.card.text, phone.card.buttons) != told)


async def begun(phone: Phone, check: str = "Full check") -> Phone:
    """Agrees and begins a check."""
    await phone.say("/start")
    await tap(phone, "I agree" if "I agree, begin" in phone.captions else "Einverstanden")
    await tap(phone, check)
    return phone


async def at(phone: Phone, question: str, session: int = 1) -> None:
    """Goes to a question of the check, as a button of the overview does."""
    assert phone.card is not None
    await tap_on(phone, phone.card.id, f"goto|{session}|{question}|")


async def answered(phone: Phone, tapped: Awaitable[str]) -> None:
    """Waits until a tap has its answer, whether or not the card changes."""
    query = await tapped
    await phone.until(lambda phone: phone.server.is_answered(query))


def rows(served: Served, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """What the file itself says."""
    with closing(sqlite3.connect(served.file)) as connection:
        return connection.execute(statement, values).fetchall()


def given(served: Served, question: str) -> list[str]:
    """Every value that was ever stored for a question, oldest first."""
    found = rows(served, "SELECT value FROM answer WHERE question = ? ORDER BY revision", question)
    return [value for (value,) in found]
