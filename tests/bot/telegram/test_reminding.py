"""Reminders on Telegram: beside the live card, repeated at most once and only where unclear, kept while blocked."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.bot.telegram.serving import Served, begun, rows
from tests.faults.service import service
from tests.telegram_phones import Phone
from tests.telegram_server import TelegramServer

NOON = datetime(2026, 5, 8, 10, 0, tzinfo=UTC)


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks for reminders all the time."""
    monkeypatch.setattr("bot.telegram.reminding.SECONDS", 0.05)


async def planned(phone: Phone, day: str, zone: str = "Europe/Berlin") -> None:
    """A check at its first question, and a step with a reminder."""
    await begun(phone)
    assert phone.card is not None
    await phone.tap_data(phone.card.id, "line-new||-|-")
    await phone.until(lambda phone: "Type what is to be done" in phone.text)
    await phone.say("Call the ministry")
    await phone.tap_data(phone.card.id, f"remind||{day}|1")
    await phone.until(lambda phone: "What time is it where you are?" in phone.text)
    await phone.tap_data(phone.card.id, f"zone|||{zone}")
    await phone.until(lambda phone: "Sent at 09:00" in phone.text)
    await phone.tap_data(phone.card.id, "card|1||")
    await phone.until(lambda phone: "Facts 1/" in phone.text)


def came(phone: Phone) -> list[str]:
    return [each.text for each in phone.messages if each.text.startswith("Reminder\n")]


async def reminded(phone: Phone, enough: Callable[[Phone], bool] = lambda phone: bool(came(phone))) -> None:
    await phone.until(enough)


async def marked(served: Served) -> None:
    """Waits until it is marked as sent, at the first try."""
    async with asyncio.timeout(10):
        while rows(served, "SELECT state, tries FROM reminder") != [("sent", 1)]:
            await asyncio.sleep(0.02)


@pytest.mark.usefixtures("soon")
async def test_it_comes_beside_the_live_card_which_stays_as_it_is(phone: Phone, served: Served) -> None:
    served.clock = lambda: NOON - timedelta(days=1)
    await planned(phone, "2026-05-08")
    card = phone.card
    assert card is not None
    told = (card.id, card.text, card.buttons)
    served.clock = lambda: NOON
    await reminded(phone)
    await asyncio.sleep(0.3)
    assert len(came(phone)) == 1
    live = next(each for each in phone.messages if each.id == told[0])
    assert (live.id, live.text, live.buttons) == told
    assert [button[0] for row in phone.messages[-1].buttons for button in row] == [
        "Done ✓", "Open", "Again in a week", "Stop all reminders",
    ]  # fmt: skip
    await marked(served)


@pytest.mark.usefixtures("soon")
async def test_its_button_does_what_it_says_and_a_text_is_no_answer(phone: Phone, served: Served) -> None:
    served.clock = lambda: NOON - timedelta(days=1)
    await planned(phone, "2026-05-08")
    served.clock = lambda: NOON
    await reminded(phone)
    await phone.send("Example 1")
    await phone.until(lambda phone: "was not stored" in phone.text)
    assert rows(served, "SELECT count(*) FROM answer") == [(0,)]
    message = next(each for each in phone.messages if each.text.startswith("Reminder\n"))
    await phone.tap_data(message.id, "line-done|||1")
    await phone.until(lambda phone: "☑ Call the ministry" in phone.text)


@pytest.mark.usefixtures("soon")
async def test_one_tap_stops_all(phone: Phone, served: Served) -> None:
    served.clock = lambda: NOON - timedelta(days=1)
    await planned(phone, "2026-05-08")
    served.clock = lambda: NOON
    await reminded(phone)
    message = next(each for each in phone.messages if each.text.startswith("Reminder\n"))
    await phone.tap_data(message.id, "quiet|||")
    await phone.until(lambda phone: "Reminders are stopped" in phone.text)
    assert rows(served, "SELECT stopped FROM local_time") == [(1,)]


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("fault", ["share_502", "share_429"])
async def test_one_that_surely_did_not_go_out_is_tried_until_it_does(phone: Phone, served: Served, fault: str) -> None:
    served.clock = lambda: NOON - timedelta(days=1)
    await planned(phone, "2026-05-08")
    faults = phone.server.faults
    faults.only_methods = {"sendMessage"}
    setattr(faults, fault, 1.0)
    served.clock = lambda: NOON
    await asyncio.sleep(0.6)
    assert came(phone) == []
    assert rows(served, "SELECT state FROM reminder") != [("sent",)]
    setattr(faults, fault, 0.0)
    await reminded(phone)
    await asyncio.sleep(0.3)
    assert len(came(phone)) == 1


@pytest.mark.usefixtures("soon")
async def test_who_blocked_the_bot_gets_it_when_they_come_back(phone: Phone, served: Served) -> None:
    served.clock = lambda: NOON - timedelta(days=1)
    await planned(phone, "2026-05-08")
    await phone.block()
    served.clock = lambda: NOON
    await asyncio.sleep(0.5)
    assert rows(served, "SELECT state, tries FROM reminder") == [("waiting", 0)]
    await phone.unblock()
    await reminded(phone)


@pytest.mark.usefixtures("soon")
async def test_one_that_fails_holds_up_no_other(phone: Phone, served: Served) -> None:
    served.clock = lambda: NOON - timedelta(days=1)
    await planned(phone, "2026-05-08")
    assert phone.card is not None
    await phone.tap_data(phone.card.id, "line-new||-|-")
    await phone.until(lambda phone: "Type what is to be done" in phone.text)
    await phone.say("Call the bank")
    await phone.tap_data(phone.card.id, "remind||2026-05-08|2")
    await phone.until(lambda phone: "✓ 8 May 2026" in str(phone.card and phone.card.buttons))
    with closing(sqlite3.connect(served.file)) as connection, connection:
        connection.execute("UPDATE plan_line SET aims = 'spoilt' WHERE id = 1")
    served.clock = lambda: NOON
    await reminded(phone)
    assert "Call the bank" in came(phone)[0]


@pytest.mark.usefixtures("soon")
async def test_it_goes_with_everything_else_when_somebody_is_erased(phone: Phone, served: Served) -> None:
    served.clock = lambda: NOON - timedelta(days=1)
    await planned(phone, "2026-05-08")
    served.clock = lambda: NOON
    await reminded(phone)
    await marked(served)
    await phone.say("/delete")
    await phone.tap("Yes, erase everything")
    await phone.until(lambda phone: bool(phone.messages) and "about you is erased." in phone.messages[-1].text)
    assert came(phone) == []
    for table in ("reminder", "local_time", "plan_line"):
        assert rows(served, f"SELECT count(*) FROM {table}") == [(0,)]


async def test_a_kill_between_sending_and_marking_repeats_it_once_at_most(
    server: TelegramServer, tmp_path: Path
) -> None:
    """The program is killed again and again while it sends; the reminder arrives, at most twice."""
    now = datetime.now(UTC)
    zone = f"Etc/GMT{now.hour - 12:+d}"  # where it is noon
    async with service(server, tmp_path) as program:
        phone = server.phone(language="en")
        await planned(phone, (now + timedelta(days=400)).date().isoformat(), zone)
        await program.kill()
        with sqlite3.connect(program.file) as connection:
            local = (now - timedelta(hours=now.hour - 12)).date()
            connection.execute('UPDATE reminder SET "on" = ?', (local.isoformat(),))
        connection.close()
        server.faults.only_methods, server.faults.delay = {"sendMessage"}, 0.4
        for _ in range(4):
            await program.start(ready=False)
            await asyncio.sleep(2.2)
            await program.kill()
        server.faults.delay = 0
        await program.start()
        await reminded(phone)
        await asyncio.sleep(0.5)
    assert 1 <= len(came(phone)) <= 2


@pytest.mark.usefixtures("soon")
async def test_an_orderly_end_while_one_is_on_its_way_repeats_none(phone: Phone, served: Served) -> None:
    served.clock = lambda: NOON - timedelta(days=1)
    await planned(phone, "2026-05-08")
    phone.server.faults.only_methods, phone.server.faults.delay = {"sendMessage"}, 0.5
    served.clock = lambda: NOON
    async with asyncio.timeout(10):
        while rows(served, "SELECT state FROM reminder") != [("claimed",)]:
            await asyncio.sleep(0.02)
    await asyncio.sleep(0.2)  # it is with the server now
    await served.stop()
    assert rows(served, "SELECT state, tries FROM reminder") == [("sent", 1)]
