"""Deliveries: none lost, none doubled, none in the way of others; what can't be worked is put aside and said."""

import asyncio
import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest

import bot.conversation
from bot.answering import typed
from bot.screens import Tap
from bot.tapping import tapped
from bot.telegram.receiving import origin
from bot.turn import Turn
from storage.inbox import Delivery, Letter
from tests.bot.talking import SHELF
from tests.bot.telegram.serving import Served, answered, at, begun, given, rows, tap, tap_on
from tests.telegram_phones import Phone
from tests.telegram_server import TelegramServer

LEVEL = "strategy-documentation"
ITEMS = [item.id for item in SHELF.survey(1, "en").questions["web-presence"].items[:3]]  # type: ignore[union-attr]  # a checklist


async def worked(served: Served, state: str = "shown") -> None:
    """Waits until every delivery is in this state."""
    async with asyncio.timeout(10):
        while rows(served, "SELECT count(*) FROM inbox WHERE state != ?", state) != [(0,)]:
            await asyncio.sleep(0.02)


# --- twice, out of order, again after a start ----------------------------------------------------------------


async def test_everything_delivered_twice_is_worked_once(server: TelegramServer, served: Served, phone: Phone) -> None:
    server.faults.twice = True
    await begun(phone)
    await phone.say("Example 1")
    await at(phone, LEVEL)
    await tap(phone, "D")
    await tap(phone, "Yes")
    await phone.say("/result")
    await asyncio.sleep(0.3)
    await worked(served)
    assert len(given(served, "organisation-name")) == 1
    assert rows(served, "SELECT documented FROM answer WHERE question = ?", LEVEL) == [(None,), ("yes",)]
    assert len([each for each in phone.messages if each.from_bot]) == 4  # the card, after the text, picture and result


async def test_a_delivery_that_was_shown_long_ago_changes_nothing(
    server: TelegramServer, served: Served, phone: Phone
) -> None:
    await begun(phone)
    await at(phone, LEVEL)
    await tap(phone, "D")
    before, calls = phone.messages, len(server.calls)
    await served.stop()
    server.redeliver_all()
    await served.restart()
    async with asyncio.timeout(10):
        while sum(call.method == "getUpdates" for call in server.calls[calls:]) < 2:
            await asyncio.sleep(0.02)
    assert phone.messages == before
    assert len(given(served, LEVEL)) == 1


@pytest.mark.parametrize("late", [False, True])
async def test_out_of_order_the_later_tap_stands(
    server: TelegramServer, served: Served, phone: Phone, late: bool
) -> None:
    await begun(phone)
    await at(phone, LEVEL)
    assert phone.card is not None
    card = phone.card.id
    server.faults.swapped, server.faults.swapped_late = not late, late
    taps = [await phone.tap_data(card, f"give|1|{LEVEL}|p{points}") for points in (4, 2)]
    await phone.until(lambda _: all(server.is_answered(each) for each in taps))
    await worked(served)
    assert given(served, LEVEL)[-1] == '{"points":2}'
    await phone.until(lambda phone: "Your level: C" in phone.text)
    if late:
        assert "Your later answer stands." in phone.toasts
    server.faults.swapped = server.faults.swapped_late = False
    await tap_on(phone, card, f"give|1|{LEVEL}|p5")  # and a still later one as well
    assert given(served, LEVEL)[-1] == '{"points":5}'


@pytest.mark.parametrize("late", [False, True])
async def test_out_of_order_nothing_of_two_questions_is_lost(
    server: TelegramServer, served: Served, phone: Phone, late: bool
) -> None:
    await begun(phone)
    await at(phone, LEVEL)
    assert phone.card is not None
    server.faults.swapped, server.faults.swapped_late = not late, late
    meant = {LEVEL: 4, "strategy-building": 2, "role-clarity": 3}
    data = [f"give|1|{question}|p{points}" for question, points in meant.items()]
    data += [f"tick|1|web-presence|+{item}" for item in ITEMS]
    taps = [await phone.tap_data(phone.card.id, each) for each in data]
    await phone.until(lambda _: all(server.is_answered(each) for each in taps))
    await worked(served)
    stored = dict(rows(served, "SELECT question, value FROM answer ORDER BY revision"))
    assert {question: json.loads(stored[question])["points"] for question in meant} == meant
    assert set(json.loads(stored["web-presence"])["checklist"]) == set(ITEMS)


async def test_a_level_is_not_taken_for_late_because_its_document_came_first(
    server: TelegramServer, served: Served, phone: Phone
) -> None:
    await begun(phone)
    await at(phone, LEVEL)
    await tap(phone, "B")
    assert phone.card is not None
    server.faults.swapped_late = True
    taps = [await phone.tap_data(phone.card.id, f"{data}") for data in (f"give|1|{LEVEL}|p4", f"doc|1|{LEVEL}|yes")]
    await phone.until(lambda _: all(server.is_answered(each) for each in taps))
    await worked(served)
    assert given(served, LEVEL)[-1] == '{"points":4}'


# --- what can't be worked ------------------------------------------------------------------------------------


async def test_what_can_t_be_read_is_put_aside_and_the_next_is_worked(
    server: TelegramServer, served: Served, phone: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    await begun(phone)
    server.deliver({"message": {"message_id": 7, "date": "yesterday", "chat": phone.raw, "from": phone.user}})
    server.deliver({"message": {"message_id": {}, "chat": []}})
    server.deliver({"callback_query": 5})
    await phone.until(lambda phone: "Sorry, that failed here (error " in phone.text)
    await phone.say("Example 1")
    assert "Facts 2/9" in phone.text
    aside = rows(served, "SELECT error, body FROM inbox WHERE state = 'aside'")
    assert len(aside) >= 1
    assert "yesterday" in aside[0][1]
    assert aside[0][0] in "".join(each.text for each in phone.messages)
    assert "yesterday" not in caplog.text


async def test_a_bug_is_apologised_for_and_the_person_stays_where_they_were(
    server: TelegramServer, served: Served, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    await begun(phone)

    async def broken(turn: Turn, text: str) -> Any:
        if "Marmot" in text:
            await typed(turn, text)
            raise RuntimeError(text)
        return await typed(turn, text)

    monkeypatch.setattr(bot.conversation, "typed", broken)
    await phone.send("Marmot Agency")
    await phone.until(lambda phone: "Sorry, that failed here (error " in phone.text)
    assert rows(served, "SELECT count(*) FROM answer") == [(0,)]
    assert rows(served, "SELECT count(*) FROM inbox WHERE state = 'aside'") == [(1,)]
    await phone.say("Example 1")
    assert given(served, "organisation-name") == ['{"text":"Example 1"}']
    await phone.send("/export")
    await phone.until(lambda phone: "Everything held about you" in phone.text)
    document = json.loads(phone.messages[-2].content or b"")
    assert document["channel"]["set_aside"][0]["delivery"]["message"]["text"] == "Marmot Agency"
    await phone.say("/delete")
    await phone.tap("Yes, erase everything")
    await phone.until(lambda phone: "Everything about you is erased" in phone.text)
    assert rows(served, "SELECT count(*) FROM inbox WHERE body IS NOT NULL OR error IS NOT NULL") == [(0,)]


async def test_a_bug_behind_a_button_answers_the_tap(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    await begun(phone)

    async def broken(turn: Turn, tap: Tap) -> Any:
        if tap.verb == "why":
            raise LookupError("Marmot")
        return await tapped(turn, tap)

    monkeypatch.setattr(bot.conversation, "tapped", broken)
    assert phone.card is not None
    await answered(phone, phone.tap("Why?"))
    assert phone.toasts[-1].startswith("Sorry, that failed here (error ")
    await tap(phone, "Note")


async def test_many_failures_bring_few_apologies(
    server: TelegramServer, served: Served, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    await begun(phone)
    server.faults.delay = 0.1

    async def broken(turn: Turn, text: str) -> Any:
        raise RuntimeError

    monkeypatch.setattr(bot.conversation, "typed", broken)
    for number in range(20):
        await phone.send(f"text {number}")
    async with asyncio.timeout(10):
        while rows(served, "SELECT count(*) FROM inbox WHERE state = 'aside'") != [(20,)]:
            await asyncio.sleep(0.02)
    await asyncio.sleep(0.3)
    assert 1 <= len([each for each in phone.messages if "Sorry" in each.text]) <= 10


async def test_a_locked_database_waits_and_nothing_is_lost(
    served: Served, phone: Phone, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await begun(phone)
    await phone.say("Example 1")
    with closing(sqlite3.connect(served.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await phone.send("Germany")
        await asyncio.sleep(0.5)
        assert given(served, "country") == []
        other.execute("ROLLBACK")
    await phone.until(lambda phone: "Facts 3/9" in phone.text)
    assert given(served, "country") == ['{"choice":"de"}']


# --- what is kept, and for how long --------------------------------------------------------------------------


async def test_what_was_worked_keeps_its_number_only(served: Served, phone: Phone) -> None:
    await begun(phone)
    await phone.say("Marmot Agency")
    await worked(served)
    found = rows(served, "SELECT DISTINCT state, chat, sender, language, body, error FROM inbox")
    assert found == [("shown", None, None, None, None, None)]


async def test_nothing_is_kept_of_who_has_not_agreed(served: Served, phone: Phone) -> None:
    await phone.say("/start")
    await phone.say("hello")
    await tap(phone, "Privacy")
    await worked(served)
    for table in ("person", "chat", "posted"):
        assert rows(served, f"SELECT count(*) FROM {table}") == [(0,)]
    assert rows(served, "SELECT DISTINCT chat, sender, body FROM inbox") == [(None, None, None)]


async def test_numbers_go_after_two_days_and_what_was_put_aside_after_thirty(served: Served) -> None:
    now = served.clock()
    for number, (days, aside) in enumerate([(1, False), (3, False), (3, True), (31, True)]):
        letter, then = Letter(5, number), now - timedelta(days=days)
        async with served.store.work() as work:
            await work.inbox.put(5, [Delivery(number, 1, 1, "en", "{}")], then)
            await (work.inbox.set_aside(letter, "A", whole=True) if aside else work.inbox.finish(letter))
            await work.chats.post(5, 1, {number: then})
    async with served.store.work() as work:
        await work.inbox.forget(now)
        await work.chats.forget(now)
    assert rows(served, "SELECT number FROM inbox WHERE bot = 5") == [(0,), (2,)]
    assert rows(served, "SELECT message FROM posted WHERE bot = 5") == [(0,)]


# --- who sent what, unread -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "chat", "sender", "language", "query"),
    [
        ({"message": {"chat": {"id": 5}, "from": {"id": 5, "language_code": "de"}}}, 5, 5, "de", None),
        ({"message": {"chat": {"id": -5}, "from": {"id": 6, "language_code": "pt-br"}}}, -5, 6, "en", None),
        ({"callback_query": {"id": "q", "chat_instance": "1", "from": {"id": 6}, "message": {"chat": {"id": 6}}}},
         6, 6, "en", "q"),
        ({"callback_query": {"id": "q", "chat_instance": "1", "from": {"id": 6}}}, 6, 6, "en", "q"),
        ({"inline_query": {"id": "q", "from": {"id": 6}}}, 6, 6, "en", None),
        ({"poll": {"id": "1"}}, None, None, "en", None),
        ({"message": {"chat": {"id": True}, "from": []}}, None, None, "en", None),
        ({"message": []}, None, None, "en", None),
        ({}, None, None, "en", None),
    ],
)  # fmt: skip
def test_where_an_unread_update_came_from(
    raw: dict[str, Any], chat: int | None, sender: int | None, language: str, query: str | None
) -> None:
    found = origin({"update_id": 1, **raw})
    assert (found.chat, found.sender, found.language, found.query) == (chat, sender, language, query)
