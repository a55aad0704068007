"""Five thousand random updates of every type: no bug, nobody sees another person's data, the conversation goes on."""

import asyncio
import logging

import pytest

from tests.bot.telegram.serving import Served, begun, given, rows
from tests.random_updates import RandomUpdates
from tests.telegram_phones import Phone
from tests.telegram_server import TelegramServer

UPDATES, BROKEN = 5_000, 500
PEOPLE = range(501, 509)


async def worked(served: Served) -> None:
    """Waits until nothing waits."""
    async with asyncio.timeout(160):
        while rows(served, "SELECT count(*) FROM inbox WHERE state = 'waiting'") != [(0,)]:
            await asyncio.sleep(0.1)


async def fed(server: TelegramServer, served: Served, updates: list[dict[str, object]]) -> None:
    """Delivers updates and waits until all are worked."""
    known = rows(served, "SELECT count(*) FROM inbox")[0][0]
    for update in updates:
        server.deliver(update)
    async with asyncio.timeout(60):
        while rows(served, "SELECT count(*) FROM inbox")[0][0] < known + len(updates):
            await asyncio.sleep(0.1)
    await worked(served)


def own(phone: Phone) -> str:
    """A name that only this person's data holds."""
    return f"Marmot {phone.id} Agency"


async def test_random_updates_of_every_type(
    server: TelegramServer, served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    phones = [server.phone(number, language="en") for number in PEOPLE]
    for phone in phones:
        await begun(phone)
        await phone.say(own(phone))
    random = RandomUpdates(20261122, PEOPLE)
    since = len(server.calls)
    with caplog.at_level(logging.ERROR):
        await fed(server, served, [random.update() for _ in range(UPDATES - BROKEN)])
        assert [each.getMessage() for each in caplog.records] == []
        assert rows(served, "SELECT count(*) FROM inbox WHERE state = 'aside'") == [(0,)]
    await fed(server, served, [random.broken(random.update()) for _ in range(BROKEN)])
    assert rows(served, "SELECT count(*) FROM inbox WHERE state = 'aside'")[0][0] > BROKEN / 10
    for call in server.calls[since:]:
        told = f"{call.parameters.get('text', '')}"
        assert not [phone for phone in phones if own(phone) in told and call.parameters.get("chat_id") != phone.id]
    assert {call.status for call in server.calls[since:]} <= {200, 400, 403}
    newcomer = server.phone(language="en")
    await begun(newcomer)
    await newcomer.say("Newcomer")
    assert "Facts 2/9" in newcomer.text
    assert len(given(served, "organisation-name")) > len(phones)
    for phone in phones:
        await phone.send("/start")
        await phone.until(lambda phone: phone.text.startswith(("Menu", "Menü", "ClusterReady")))


async def test_refusals_of_the_strict_server_are_of_chats_that_do_not_exist(
    server: TelegramServer, served: Served
) -> None:
    """The random updates name chats that this Telegram does not know; nothing else may be refused."""
    phones = [server.phone(number, language="en") for number in PEOPLE]
    for phone in phones:
        await begun(phone)
    random = RandomUpdates(7, PEOPLE)
    since = len(server.calls)
    await fed(server, served, [random.update("callback_query" if n % 2 else "message") for n in range(400)])
    refused = {call.description for call in server.calls[since:] if call.status >= 400}
    known = (
        "query is too old", "chat not found", "can't initiate conversation", "message to edit not found",
        "message can't be edited", "message is not modified",
    )  # fmt: skip
    assert [each for each in refused if not any(sign in each for sign in known)] == []
