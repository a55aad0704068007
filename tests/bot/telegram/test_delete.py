"""/delete removes the person from the database and from the chat, as far as Telegram lets a bot."""

import asyncio
import sqlite3
from contextlib import closing

import pytest

import storage.store
from tests.bot.telegram.serving import Served, begun, rows, tap
from tests.telegram_phones import Phone
from tests.telegram_server import TelegramServer

TABLES = ("person", "cluster", "membership", "session", "answer", "chat", "posted", "heard")


async def gone(served: Served) -> None:
    """Waits until no row of anybody is left."""
    async with asyncio.timeout(10):
        while any(rows(served, f"SELECT count(*) FROM {table}") != [(0,)] for table in TABLES):
            await asyncio.sleep(0.02)


async def erased(phone: Phone) -> None:
    """Erases everything and waits until it is said."""
    await phone.say("/delete")
    assert "The messages of the last 48 hours are removed from this chat, yours too" in phone.text
    await phone.tap("Yes, erase everything")
    await phone.until(lambda phone: "Everything about you is erased." in phone.text)


async def test_both_sides_messages_go_and_how_to_clear_the_rest_is_said(served: Served, phone: Phone) -> None:
    await begun(phone)
    await phone.say("Marmot Agency")
    await phone.send("/export")
    await phone.until(lambda phone: "Everything held about you" in phone.text)
    await phone.sticker()
    await phone.until(lambda phone: "Only text and the buttons" in phone.text)
    await erased(phone)
    assert [each.text.split("\n")[0] for each in phone.messages] == ["Everything about you is erased."]
    assert "choose “Delete chat” or “Clear history”" in phone.text
    await gone(served)
    assert rows(served, "SELECT DISTINCT state, chat, sender, body FROM inbox") == [("shown", None, None, None)]


async def test_nothing_is_left_in_the_file(served: Served, phone: Phone) -> None:
    await begun(phone)
    await phone.say("Marmot Agency")
    await phone.say("4711 Marmot other text")
    await erased(phone)
    await gone(served)
    await served.stop()
    left = b"".join(path.read_bytes() for path in served.file.parent.glob(f"{served.file.name}*"))
    assert b"Marmot" not in left


async def test_after_it_one_can_begin_anew(served: Served, phone: Phone) -> None:
    await begun(phone)
    await erased(phone)
    await gone(served)
    await phone.say("hello")
    assert "I agree, begin" in phone.captions
    await tap(phone, "I agree")
    assert rows(served, "SELECT count(*) FROM person") == [(1,)]


async def test_more_than_a_hundred_messages_go_in_pieces(server: TelegramServer, served: Served, phone: Phone) -> None:
    await begun(phone)
    for _ in range(60):
        await phone.say("/help")
    await erased(phone)
    assert len(phone.messages) == 1
    deleted = [len(call.parameters["message_ids"]) for call in server.calls if call.method == "deleteMessages"]
    assert deleted[0] == 100
    assert sum(deleted) > 120


async def test_what_was_not_removed_before_the_end_is_removed_after_the_start(
    server: TelegramServer, served: Served, phone: Phone
) -> None:
    await begun(phone)
    await phone.say("Marmot Agency")
    await phone.say("/delete")
    server.faults.only_methods, server.faults.share_502 = {"deleteMessages"}, 1.0
    await phone.tap("Yes, erase everything")
    async with asyncio.timeout(10):
        while rows(served, "SELECT count(*) FROM person") != [(0,)]:
            await asyncio.sleep(0.02)
    await served.stop()
    assert rows(served, "SELECT clearing FROM chat") == [(1,)]
    server.faults.share_502 = 0
    await served.restart()
    await phone.until(lambda phone: not phone.messages)
    await gone(served)


async def test_somebody_else_s_chat_stays(server: TelegramServer, served: Served, phone: Phone) -> None:
    other = await begun(server.phone(language="en"))
    await other.say("Otter Agency")
    messages = len(other.messages)
    await begun(phone)
    await erased(phone)
    assert len(other.messages) == messages
    assert rows(served, "SELECT count(*) FROM person") == [(1,)]


async def test_while_another_program_reads_the_file_it_says_so_and_claims_nothing(
    server: TelegramServer, served: Served, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage.store, "SCRUB_TRIES", 2)
    await begun(phone)
    await phone.say("Marmot Agency")
    await tap(phone, "Note")
    await phone.say("Marmot note")
    await tap(phone, "Note")
    with closing(sqlite3.connect(served.file)) as reader:
        reader.execute("BEGIN").execute("SELECT * FROM answer").fetchall()
        await phone.tap("Delete the note")
        await phone.until(lambda phone: "still reads the database" in phone.text)
        assert len(phone.messages) > 4  # the chat is still there
        assert rows(served, "SELECT count(*) FROM chat") == [(1,)]
        await phone.say("/delete")
        await phone.tap("Yes, erase everything")
        await phone.until(lambda phone: [each.text for each in phone.messages if "still reads" in each.text])
        await phone.until(lambda phone: len(phone.messages) == 1)
    assert "Deleted, but another program still reads the database" in phone.text
    await gone(served)


async def test_what_was_on_its_way_leaves_no_row_of_who_was_erased(
    server: TelegramServer, served: Served, phone: Phone
) -> None:
    await begun(phone)
    server.faults.delay = 0.2
    assert phone.card is not None
    card = phone.card.id
    for data in ("goto|1|strategy-documentation|", "give|1|strategy-documentation|p3", "erase|||yes"):
        await phone.tap_data(card, data)
    await phone.send("too late")
    await phone.until(lambda phone: "Everything about you is erased." in phone.text)
    await gone(served)
    async with asyncio.timeout(10):
        while rows(served, "SELECT count(*) FROM inbox WHERE state != 'shown'") != [(0,)]:
            await asyncio.sleep(0.05)
    assert rows(served, "SELECT count(*) FROM inbox WHERE body IS NOT NULL OR sender IS NOT NULL") == [(0,)]
    assert [each.id for each in phone.messages if each.id <= card] == []
