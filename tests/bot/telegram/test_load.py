"""Many at once: nobody waits long, one person's flood delays nobody, and an answer costs what it must and no more."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import Engine

from benchmarks.telegram import LEVELS, LIMIT_SECONDS, at_once, beside_a_flood, changed, people
from tests.bot.telegram.serving import Served, begun, given, rows, serving
from tests.bot.telegram.test_card import talk
from tests.telegram_phones import Phone
from tests.telegram_server import TelegramServer

SLOWER = 4
"""A test machine may be busy: `make bench` holds the limit itself."""
STATEMENTS = 24
"""Of one answered tap: the delivery in, the turn, and what is shown written down. Measured, not wished for."""


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that reach any database."""
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", note)


async def test_fifty_people_at_once(server: TelegramServer, served: Served) -> None:
    phones = await people(server, 50)
    server.faults.delay = 0.05
    since = len(server.calls)
    times = await at_once(phones)
    assert max(times) < SLOWER * LIMIT_SECONDS
    assert len(given(served, LEVELS[0])) == 50
    calls = talk(server, since)
    assert calls.count("answerCallbackQuery") == calls.count("editMessageText") == 50 * len(LEVELS) * 2


async def test_a_flood_of_one_person_delays_nobody(server: TelegramServer, served: Served) -> None:
    phones = await people(server, 6)
    since = len(server.calls)
    times = await beside_a_flood(phones, 500)
    assert max(times) < SLOWER * 0.25
    waiting = rows(served, "SELECT count(*) FROM inbox WHERE state = 'waiting'")[0][0]
    assert waiting > 0  # the flood was still being worked while the others were answered
    async with asyncio.timeout(60):
        while rows(served, "SELECT count(*) FROM inbox WHERE state = 'waiting'") != [(0,)]:
            await asyncio.sleep(0.1)
    assert len(given(served, LEVELS[2])) == 500
    assert talk(server, since).count("editMessageText") < 50  # its states collapsed


async def test_five_hundred_texts_of_one_person_bring_few_messages(server: TelegramServer, tmp_path: Path) -> None:
    async with serving(server, tmp_path / "clusterready.db", rate=30) as served:  # Telegram's own pace
        phone = await begun(server.phone(language="en"))
        since = len(server.calls)
        await phone.offline()
        for number in range(500):
            await phone.send(f"text {number}")
        await phone.online()
        async with asyncio.timeout(60):
            while rows(served, "SELECT count(*) FROM inbox WHERE state != 'shown'") != [(0,)]:
                await asyncio.sleep(0.1)
        assert given(served, "organisation-name") == ['{"text":"text 0"}']  # the others came before any card
        assert talk(server, since).count("sendMessage") < 30
        assert "Use “text 499” as the answer" in phone.captions


async def test_what_an_answer_costs(server: TelegramServer, served: Served, phone: Phone) -> None:
    await begun(phone)
    await changed(phone, f"goto|1|{LEVELS[0]}|")
    await asyncio.sleep(0.3)
    with counted() as said:
        since = len(server.calls)
        await changed(phone, f"give|1|{LEVELS[0]}|p3")
        async with asyncio.timeout(10):
            while rows(served, "SELECT count(*) FROM inbox WHERE state != 'shown'") != [(0,)]:
                await asyncio.sleep(0.02)
    assert len(said) <= STATEMENTS, said
    assert sum("BEGIN" in each for each in said) <= 4
    assert talk(server, since) == ["answerCallbackQuery", "editMessageText"]
