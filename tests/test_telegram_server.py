"""The stand-in for Telegram refuses what Telegram refuses, and fails the way a test asks it to."""

import asyncio
import re
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.error import BadRequest, Conflict, Forbidden, NetworkError

from tests.telegram_methods import NOT_MODIFIED, OLD_QUERY
from tests.telegram_phones import DOT, Phone, units
from tests.telegram_server import TelegramServer
from tests.telegram_texts import formatted

Action = Callable[[Bot, int], Awaitable[object]]


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as server:
        yield server


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[Bot]:
    async with client(server) as bot:
        server.calls.clear()
        yield bot


@pytest.fixture
async def phone(server: TelegramServer) -> Phone:
    phone = server.phone(first_name="Manager", language="de")
    await phone.start()
    return phone


def client(server: TelegramServer) -> Bot:
    return Bot(server.token, base_url=f"{server.url}/bot", base_file_url=f"{server.url}/file/bot")


def buttons(*rows: list[tuple[str, str]]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(text, callback_data=data) for text, data in row] for row in rows]
    )


async def raw_call(server: TelegramServer, method: str, **options: Any) -> tuple[int, Any]:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{server.url}/bot{server.token}/{method}", **options) as answer,
    ):
        return answer.status, await answer.json()


async def numbers(bot: Bot, offset: int | None = None, **options: Any) -> list[int]:
    return [update.update_id for update in await bot.get_updates(offset=offset, timeout=0, **options)]


# ---------------------------------------------------------------- the rules


def sending(text: str, **options: Any) -> Action:
    return lambda bot, chat: bot.send_message(chat, text, **options)


def marked(text: str) -> Action:
    return sending(text, parse_mode="HTML")


def showing(*rows: list[tuple[str, str]]) -> Action:
    return sending("x", reply_markup=buttons(*rows))


def raw_buttons(*row: dict[str, Any]) -> Action:
    return sending("x", api_kwargs={"reply_markup": {"inline_keyboard": [list(row)]}})


REFUSALS: list[tuple[str, Action]] = [
    ("Message text is empty", sending(" \n ")),
    ("Message text is empty", marked("<b> </b>")),
    ("Message is too long", sending("x" * 4097)),
    ("Message is too long", sending("😀" * 2049)),
    ("Unsupported parse_mode", sending("x", parse_mode="Word")),
    ("Can't parse entities: unsupported start tag", marked("<p>x</p>")),
    ("Can't parse entities: can't find end tag", marked("<b>x")),
    ("Can't parse entities: unmatched end tag", marked("<b><i>x</b></i>")),
    ("Can't parse entities: unmatched end tag", marked("x</b>")),
    ("Can't parse entities: stray", marked("1 < 2")),
    ("Can't parse entities: stray", marked("x <b")),
    ("Can't parse entities: stray", marked("R & D")),
    ("Can't parse entities: stray", marked("&nbsp;x")),
    ("Can't parse entities: a link", marked("<a>x</a>")),
    ("Can't parse entities: unknown attribute", marked('<b class="x">x</b>')),
    ("Can't parse entities: entity outside", sending("x", entities=[{"type": "bold", "offset": 0, "length": 2}])),
    ("Button_data_invalid", showing([("x", "")])),
    ("Button_data_invalid", showing([("x", "ü" * 33)])),
    ("Button_count_invalid", showing([])),
    ("Button_count_invalid", showing([("x", "y")] * 9)),
    ("Button_count_invalid", showing(*[[("x", "y")] * 8] * 12, [("x", "y")] * 5)),
    ("Can't parse inline keyboard button", raw_buttons({"text": "", "callback_data": "x"})),
    ("Can't parse inline keyboard button", raw_buttons({"text": "x"})),
    ("Can't parse inline keyboard button", raw_buttons({"text": "x", "url": "https://a.eu", "callback_data": "x"})),
    ("Can't parse inline keyboard button", raw_buttons({"text": "x", "colour": "red"})),
    ("Inline keyboard button url", raw_buttons({"text": "x", "url": "here"})),
    ("Can't parse reply_markup", sending("x", api_kwargs={"reply_markup": "[]"})),
    ("Only an inline keyboard", sending("x", api_kwargs={"reply_markup": {"remove_keyboard": True}})),
    ("Unknown parameter colour", sending("x", api_kwargs={"colour": "red"})),
    ("Message to be replied not found", sending("x", reply_to_message_id=999)),
    ("Chat not found", lambda bot, chat: bot.send_message(4711, "x")),
    ("Message caption is too long", lambda bot, chat: bot.send_document(chat, b"x", caption="x" * 1025)),
    ("File must be non-empty", lambda bot, chat: bot.send_document(chat, b"")),
    ("Wrong remote file identifier", lambda bot, chat: bot.send_document(chat, "nothing")),
    ("Image_process_failed", lambda bot, chat: bot.send_photo(chat, b"a text")),
    ("Photo_invalid_dimensions", lambda bot, chat: bot.send_photo(chat, DOT[:16] + b"\0\0\x27\x10" + DOT[20:])),
    ("File is too big", lambda bot, chat: bot.send_photo(chat, DOT + bytes(10 * 2**20))),
    ("Wrong parameter action", lambda bot, chat: bot.send_chat_action(chat, "thinking")),
    ("Message to edit not found", lambda bot, chat: bot.edit_message_text("x", chat, 999)),
    ("Message can't be edited", lambda bot, chat: bot.edit_message_text("x", chat, 1)),
    ("Message can't be edited", lambda bot, chat: bot.edit_message_reply_markup(chat, 1)),
    ("Message to delete not found", lambda bot, chat: bot.delete_message(chat, 999)),
    ("Message identifiers are not specified", lambda bot, chat: bot.delete_messages(chat, [])),
    ("Too many messages to delete", lambda bot, chat: bot.delete_messages(chat, list(range(101)))),
    ("Query is too old", lambda bot, chat: bot.answer_callback_query("1")),
    ("Parameter commands is empty", lambda bot, chat: bot.set_my_commands([])),
    ("Bot_command_invalid", lambda bot, chat: bot.set_my_commands([("Start", "x")])),
    ("Bot_command_invalid", lambda bot, chat: bot.set_my_commands([("x" * 33, "x")])),
    ("Bot_command_description_invalid", lambda bot, chat: bot.set_my_commands([("x", "")])),
    ("Bot_commands_too_much", lambda bot, chat: bot.set_my_commands([(f"c{n}", "x") for n in range(101)])),
    ("Invalid language code", lambda bot, chat: bot.set_my_commands([("x", "x")], language_code="deu")),
    ("Description is too long", lambda bot, chat: bot.set_my_description("x" * 513)),
    ("Description is too long", lambda bot, chat: bot.set_my_short_description("x" * 121)),
    ("Invalid file_id", lambda bot, chat: bot.get_file("nothing")),
    ("Chat member status", lambda bot, chat: bot.leave_chat(chat)),
    ("Limit must be", lambda bot, chat: bot.get_updates(limit=101, timeout=0)),
    ("Unknown update type", lambda bot, chat: bot.get_updates(allowed_updates=["messages"], timeout=0)),
]


async def test_what_telegram_refuses_is_refused(server: TelegramServer, bot: Bot, phone: Phone) -> None:
    wrong = []
    for number, (words, action) in enumerate(REFUSALS):
        try:
            await action(bot, phone.id)
            wrong.append(f"{number}: {words} was accepted")
        except BadRequest as refusal:
            if not str(refusal).lower().startswith(words.lower()):
                wrong.append(f"{number}: {words} / {refusal}")
    assert not wrong
    assert all(call.status == 400 and not call.applied for call in server.calls)
    assert [message.text for message in phone.messages] == ["/start"]


TEXTS: list[tuple[str, str, list[tuple[str, int, int]]]] = [
    ("plain", "plain", []),
    ("  <b>bold</b> \n", "bold", [("bold", 0, 4)]),
    ("😀<i>a</i>", "😀a", [("italic", 2, 1)]),
    ("<b>a<u>b</u></b>", "ab", [("bold", 0, 2), ("underline", 1, 1)]),
    ("1 &lt; 2 &amp; &#x1F600; &quot;&gt;", '1 < 2 & 😀 ">', []),
    ("<b></b>x", "x", []),
    ("<b> </b>x", "x", []),
    ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
    ('<a href="https://a.eu/?b&amp;c">x</a>', "x", [("text_link", 0, 1)]),
    ('<pre><code class="language-py">x</code></pre>', "x", [("pre", 0, 1)]),
]


@pytest.mark.parametrize(("marked_text", "text", "entities"), TEXTS)
def test_marked_texts_become_entities(marked_text: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    plain, found = formatted(marked_text, "HTML", None)
    assert (plain, [(e["type"], e["offset"], e["length"]) for e in found]) == (text, entities)


async def test_the_longest_allowed_things_are_taken(bot: Bot, phone: Phone) -> None:
    sent = await bot.send_message(
        phone.id,
        "<b>" + "ü" * 4096 + "</b>  ",
        parse_mode="HTML",
        reply_markup=buttons(*[[("x", "ü" * 32)] * 8] * 12, [("x", "y")] * 4),
    )
    assert sent.text == "ü" * 4096 == phone.text
    assert sent.reply_markup
    await bot.send_document(phone.id, b"x", caption="x" * 1024)
    assert await bot.set_my_commands([(f"c{n}", "x" * 256) for n in range(100)])


async def test_a_bot_cannot_write_first_nor_to_who_blocks_it(server: TelegramServer, bot: Bot) -> None:
    phone = server.phone()
    with pytest.raises(Forbidden, match="initiate"):
        await bot.send_message(phone.id, "x")
    await phone.start()
    await bot.send_message(phone.id, "x")
    await phone.block()
    with pytest.raises(Forbidden, match="blocked by the user"):
        await bot.send_message(phone.id, "x")
    await phone.start()
    await bot.send_message(phone.id, "y")
    assert phone.text == "y"
    changes = [u.my_chat_member.new_chat_member.status for u in await bot.get_updates() if u.my_chat_member]
    assert changes == ["kicked", "member"]


async def test_edits_change_something_or_are_refused(bot: Bot, phone: Phone) -> None:
    sent = await bot.send_message(phone.id, "<b>x</b>", parse_mode="HTML", reply_markup=buttons([("A", "a")]))
    again: dict[str, Any] = {"chat_id": phone.id, "message_id": sent.message_id, "parse_mode": "HTML"}
    with pytest.raises(BadRequest, match=re.escape(NOT_MODIFIED[1:])):
        await bot.edit_message_text("<b>x</b> ", **again, reply_markup=buttons([("A", "a")]))
    with pytest.raises(BadRequest, match="Message_too_long"):
        await bot.edit_message_text("x" * 4097, **again)
    edited = await bot.edit_message_text("<b>x</b>", **again)
    assert isinstance(edited, Message)
    assert edited.edit_date
    assert phone.captions == []
    with pytest.raises(BadRequest, match="not modified"):
        await bot.edit_message_reply_markup(phone.id, sent.message_id)
    await bot.edit_message_reply_markup(phone.id, sent.message_id, reply_markup=buttons([("B", "b")]))
    assert phone.captions == ["B"]


async def test_a_document_has_no_text_to_edit(bot: Bot, phone: Phone) -> None:
    sent = await bot.send_document(phone.id, b"x")
    with pytest.raises(BadRequest, match="no text in the message"):
        await bot.edit_message_text("x", phone.id, sent.message_id)


async def test_a_tap_is_answered_once_and_while_young(server: TelegramServer, bot: Bot, phone: Phone) -> None:
    sent = await bot.send_message(phone.id, "x", reply_markup=buttons([("Yes, please", "y")]))
    tap = await phone.tap("Yes")
    with pytest.raises(BadRequest, match="Message_too_long"):
        await bot.answer_callback_query(tap, "x" * 201)
    await bot.answer_callback_query(tap, "Saved")
    assert phone.toasts == ["Saved"]
    with pytest.raises(BadRequest, match=f"(?i){OLD_QUERY}"):
        await bot.answer_callback_query(tap)
    server.query_seconds = 0
    with pytest.raises(BadRequest, match=f"(?i){OLD_QUERY}"):
        await bot.answer_callback_query(await phone.tap_data(sent.message_id, "crafted"))
    taps = [u.callback_query.data for u in await bot.get_updates() if u.callback_query]
    assert taps == ["y", "crafted"]


async def test_messages_are_deleted_within_two_days(server: TelegramServer, bot: Bot, phone: Phone) -> None:
    sent = [(await bot.send_message(phone.id, f"{n}")).message_id for n in range(3)]
    assert await bot.delete_messages(phone.id, [*sent[:2], 999])
    assert [message.text for message in phone.messages] == ["/start", "2"]
    server.clock = lambda: time.time() + 49 * 3600
    with pytest.raises(BadRequest, match="can't be deleted"):
        await bot.delete_message(phone.id, sent[2])
    with pytest.raises(BadRequest, match="to edit not found"):
        await bot.edit_message_text("x", phone.id, sent[0])


async def test_commands_and_descriptions_are_kept_by_language(server: TelegramServer, bot: Bot) -> None:
    await bot.set_my_commands([("start", "Los")], language_code="de")
    await bot.set_my_description("Ein Bot", "de")
    await bot.set_my_short_description("A bot")
    assert server.commands == {"de": [{"command": "start", "description": "Los"}]}
    assert [command.command for command in await bot.get_my_commands(language_code="de")] == ["start"]
    assert (server.descriptions, server.short_descriptions) == ({"de": "Ein Bot"}, {"": "A bot"})


async def test_a_wrong_token_and_an_unknown_method_are_refused(server: TelegramServer) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{server.url}/bot1:x/getMe") as answer:
        assert await answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
        assert answer.status == 401
    assert await raw_call(server, "sendDice") == (404, {"ok": False, "error_code": 404, "description": "Not Found"})
    assert re.fullmatch("[0-9]{6,12}:[A-Za-z0-9_-]{35}", server.token)


async def test_calls_come_in_every_form(server: TelegramServer, phone: Phone) -> None:
    for options in ({"json": {"chat_id": phone.id, "text": "x"}}, {"data": {"chat_id": phone.id, "text": "x"}}):
        status, answer = await raw_call(server, "SENDmessage", **options)
        assert (status, answer["result"]["text"]) == (200, "x")
    assert server.called("sendMessage")[1].parameters == {"chat_id": phone.id, "text": "x"}
    status, answer = await raw_call(server, "sendMessage", data={"text": "x"})
    assert (status, answer["description"]) == (400, "Bad Request: chat_id is empty")
    status, answer = await raw_call(server, "sendMessage", json={"chat_id": phone.id, "text": "\ud800"})
    assert (status, answer["description"]) == (400, "Bad Request: strings must be encoded in UTF-8")


# ---------------------------------------------------------------- updates


async def test_updates_come_until_confirmed(server: TelegramServer, bot: Bot) -> None:
    first, second, third = (server.deliver({}) for _ in range(3))
    assert [first, second, third] == [700_000_001, 700_000_002, 700_000_003]
    for _ in range(2):
        assert await numbers(bot) == [first, second, third]
    assert await numbers(bot, limit=2) == [first, second]
    assert await numbers(bot, second) == [second, third]
    assert await numbers(bot, first) == [second, third]
    assert await numbers(bot, third + 1) == []
    server.redeliver_all()
    assert await numbers(bot, third + 1) == [first, second, third]
    assert await numbers(bot, third + 1) == []
    assert (await bot.get_webhook_info()).pending_update_count == 0


async def test_only_wanted_updates_come(bot: Bot, phone: Phone) -> None:
    assert await numbers(bot, 700_000_002, allowed_updates=["callback_query"]) == []
    await phone.send("not wanted")
    tap = await phone.tap_data(1, "x")
    assert [u.callback_query.id for u in await bot.get_updates() if u.callback_query] == [tap]
    assert await numbers(bot, 700_000_003, allowed_updates=[]) == []
    await phone.send("wanted")
    assert await numbers(bot) == [700_000_003]


async def test_a_long_poll_ends_with_what_arrives(server: TelegramServer, bot: Bot, phone: Phone) -> None:
    poll = asyncio.create_task(bot.get_updates(offset=700_000_002, timeout=5))
    await asyncio.sleep(0.05)
    before = time.monotonic()
    await phone.send("hello")
    assert [u.message.text for u in await poll if u.message] == ["hello"]
    assert time.monotonic() - before < 0.5


async def test_a_newer_poller_ends_the_older_one(server: TelegramServer, bot: Bot) -> None:
    async with client(server) as other:
        older = asyncio.create_task(bot.get_updates(timeout=5))
        await asyncio.sleep(0.05)
        newer = asyncio.create_task(other.get_updates(timeout=5))
        with pytest.raises(Conflict, match="terminated by other getUpdates"):
            await older
        number = server.deliver({})
        assert [update.update_id for update in await newer] == [number]


async def test_updates_come_twice_on_demand(server: TelegramServer, bot: Bot) -> None:
    server.faults.twice = True
    first, second = server.deliver({}), server.deliver({})
    assert await numbers(bot) == [first, second]
    third = server.deliver({})
    assert await numbers(bot, second + 1) == [first, second, third]
    assert await numbers(bot, third + 1) == [third]
    assert await numbers(bot, third + 1) == []


async def test_neighbours_are_swapped_on_demand(server: TelegramServer, bot: Bot) -> None:
    server.faults.swapped = True
    ada, ben = ({"message": {"chat": {"id": number}}} for number in (1, 2))
    a1, b1, a2, b2, a3 = (server.deliver(raw) for raw in (ada, ben, ada, ben, ada))
    assert [u["update_id"] for u in (await raw_call(server, "getUpdates"))[1]["result"]] == [a2, b2, a1, b1, a3]


async def test_updates_come_late_on_demand(server: TelegramServer) -> None:
    async def got(offset: int, timeout: int = 0) -> list[int]:
        answer = await raw_call(server, "getUpdates", json={"offset": offset, "timeout": timeout})
        return [update["update_id"] for update in answer[1]["result"]]

    server.faults.swapped_late, server.faults.late_seconds = True, 60
    ada, ben = ({"message": {"chat": {"id": number}}} for number in (1, 2))
    a1, b1, a2 = (server.deliver(raw) for raw in (ada, ben, ada))
    assert await got(0) == [a2]
    assert await got(0) == [a2]
    assert await got(a2 + 1) == [a1]
    assert await got(a1 + 1) == []
    server.faults.late_seconds = 0
    assert await got(a2 + 1, timeout=1) == [b1]


# ---------------------------------------------------------------- faults


async def test_too_many_requests_are_not_applied(server: TelegramServer, bot: Bot, phone: Phone) -> None:
    server.faults.share_429 = 1
    status, answer = await raw_call(server, "sendMessage", json={"chat_id": phone.id, "text": "x"})
    assert (status, answer["error_code"], answer["parameters"]) == (429, 429, {"retry_after": 1})
    assert phone.text == ""
    assert [(call.status, call.applied) for call in server.calls] == [(429, False)]
    assert await numbers(bot) == [700_000_001]


async def test_a_bad_gateway_is_not_applied(server: TelegramServer, bot: Bot, phone: Phone) -> None:
    server.faults.share_502 = 1
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.send_message(phone.id, "x")
    assert phone.text == ""
    server.faults.only_methods = {"deleteMessage"}
    await bot.send_message(phone.id, "x")
    assert phone.text == "x"


async def test_a_cut_call_may_be_applied_or_not(server: TelegramServer, bot: Bot, phone: Phone) -> None:
    server.faults.share_cut = 1
    for number in range(20):
        with pytest.raises(NetworkError):
            await bot.send_message(phone.id, f"{number}")
    applied = [call.parameters["text"] for call in server.calls if call.applied]
    assert [message.text for message in phone.messages if message.from_bot] == applied
    assert 0 < len(applied) < 20
    assert {call.status for call in server.calls} == {0}


async def test_nothing_answers_while_telegram_is_away(server: TelegramServer, bot: Bot, phone: Phone) -> None:
    poll = asyncio.create_task(bot.get_updates(offset=700_000_002, timeout=5))
    await asyncio.sleep(0.05)
    server.faults.away = True
    await phone.send("hello")
    with pytest.raises(NetworkError):
        await poll
    with pytest.raises(NetworkError):
        await bot.get_me()
    server.faults.away = False
    assert await numbers(bot, 700_000_002) == [700_000_002]


async def test_answers_take_their_time_on_demand(server: TelegramServer, bot: Bot, phone: Phone) -> None:
    server.faults.delay = 0.1
    before = time.monotonic()
    await bot.send_message(phone.id, "x")
    assert time.monotonic() - before >= 0.1


# ---------------------------------------------------------------- phones


async def test_a_phone_sends_everything_people_send(bot: Bot, phone: Phone) -> None:
    edited = await phone.send("  hello /help  ")
    await phone.edit(edited, "hallo")
    for act in (phone.sticker, phone.photo, phone.voice, phone.location, phone.poll, phone.contact):
        await act()
    await phone.forward("forwarded")
    await phone.document("a.txt", b"a", caption="b")
    await phone.send("x" * 4097)
    updates = await bot.get_updates()
    assert updates[1].message
    assert (updates[1].message.text, updates[1].message.parse_entities()) == (
        "hello /help",
        {updates[1].message.entities[0]: "/help"},
    )
    assert updates[2].edited_message
    assert (updates[2].edited_message.text, updates[2].edited_message.message_id) == ("hallo", edited)
    kinds = [message.kind for message in phone.messages]
    assert kinds[2:8] == ["sticker", "photo", "voice", "location", "poll", "contact"]
    assert updates[9].message
    assert updates[9].message.forward_origin
    assert [len(u.message.text or "") for u in updates[-2:] if u.message] == [4096, 1]
    ids = [u.message.message_id for u in updates if u.message]
    assert ids == sorted(ids)


async def test_files_go_up_and_down(server: TelegramServer, bot: Bot, phone: Phone) -> None:
    await phone.document("answers.json", b"{}")
    got = (await bot.get_updates())[-1].message
    assert got
    assert got.document
    assert got.document.file_name == "answers.json"
    assert bytes(await (await got.document.get_file()).download_as_bytearray()) == b"{}"
    sent = await bot.send_document(
        phone.id, b"%PDF", filename="result.pdf", caption="<b>Your</b> result", parse_mode="HTML"
    )
    newest = phone.messages[-1]
    assert (newest.file_name, newest.content, newest.text) == ("result.pdf", b"%PDF", "Your result")
    assert server.calls[-1].files == ("result.pdf",)
    assert sent.document
    await bot.send_document(phone.id, sent.document.file_id)
    await bot.send_photo(phone.id, DOT)
    assert [message.kind for message in phone.messages[-2:]] == ["document", "photo"]


async def test_too_big_files_are_refused(server: TelegramServer, bot: Bot, phone: Phone) -> None:
    await phone.document("big.bin", bytes(20 * 2**20 + 1))
    got = (await bot.get_updates())[-1].message
    assert got
    assert got.document
    with pytest.raises(BadRequest, match="File is too big"):
        await got.document.get_file()
    with pytest.raises(NetworkError, match="Entity Too Large"):
        await bot.send_document(phone.id, bytes(50 * 2**20 + 1))


async def test_an_offline_phone_keeps_what_it_sends(bot: Bot, phone: Phone) -> None:
    await bot.send_message(phone.id, "Card", reply_markup=buttons([("Next", "n")]))
    await phone.offline()
    assert await phone.send("one") == 0
    await phone.tap("Next")
    await bot.send_message(phone.id, "not seen yet")
    assert (phone.text, await numbers(bot)) == ("Card", [700_000_001])
    await phone.online()
    assert [bool(u.callback_query) for u in await bot.get_updates()] == [False, False, True]
    assert [message.text for message in phone.messages] == ["/start", "Card", "not seen yet", "one"]


async def test_a_person_acts_later_than_the_bot(server: TelegramServer, bot: Bot, phone: Phone) -> None:
    server.clock = lambda: 1_900_000_000.9
    for _ in range(2):
        await bot.send_message(phone.id, "x")
        await phone.send("y")
    dates = [message.date for message in phone.messages[1:]]
    assert dates == [1_900_000_000, 1_900_000_001, 1_900_000_001, 1_900_000_002]


async def test_a_phone_waits_for_the_bot(bot: Bot, phone: Phone) -> None:
    async def answer() -> None:
        offset = None
        while True:
            for update in await bot.get_updates(offset=offset, timeout=5):
                offset = update.update_id + 1
                await reply(bot, update)

    answering = asyncio.create_task(answer())
    await phone.until(lambda phone: phone.card)
    await phone.say("hello")
    assert (phone.text, phone.captions) == ("You said hello", ["Again", "Stop"])
    await phone.press("Stop")
    assert phone.toasts == ["stop"]
    with pytest.raises(AssertionError, match=r"'Later' among \['Again', 'Stop'\]"):
        await phone.tap("Later")
    with pytest.raises(TimeoutError, match="You said hello"):
        await phone.until(lambda phone: phone.text == "never", seconds=0.05)
    answering.cancel()
    with pytest.raises(asyncio.CancelledError):
        await answering


async def reply(bot: Bot, update: Update) -> None:
    if update.message:
        markup = buttons([("Again", "again"), ("Stop", "stop")])
        await bot.send_message(update.message.chat.id, f"You said {update.message.text}", reply_markup=markup)
    if update.callback_query:
        await bot.answer_callback_query(update.callback_query.id, update.callback_query.data)


async def test_groups_and_channels_reach_the_bot_until_it_leaves(
    server: TelegramServer, bot: Bot, phone: Phone
) -> None:
    group, channel = server.group(), server.channel()
    await group.added(phone)
    await group.message(phone, "hello all")
    await channel.added()
    await channel.post("news")
    updates = (await bot.get_updates())[1:]
    kinds = [next(key for key in update.to_dict() if key != "update_id") for update in updates]
    assert kinds == ["my_chat_member", "message", "my_chat_member", "channel_post"]
    await bot.send_message(group.id, "Only in private, please")
    assert group.messages[-1].from_bot
    assert await bot.leave_chat(group.id)
    with pytest.raises(Forbidden, match="not a member of the supergroup"):
        await bot.send_message(group.id, "x")


# ---------------------------------------------------------------- the page


async def test_the_page_drives_phones(server: TelegramServer, bot: Bot) -> None:
    async with aiohttp.ClientSession(server.url) as page:
        async with page.get("/") as shown:
            assert "innerHTML" not in await shown.text()
            assert "default-src 'none'" in shown.headers["Content-Security-Policy"]
        async with page.post("/phones", json={"first_name": "<Manager>", "language": "en"}) as added:
            number = (await added.json())["id"]
        for act in ("start", "sticker", "photo", "offline", "online", "block", "unblock"):
            async with page.post(f"/phones/{number}/{act}", json={}) as acted:
                assert acted.status == 200
        async with page.post(f"/phones/{number}/start", data="{}") as foreign:
            assert foreign.status == 415
        async with page.post(f"/phones/{number}/dance", json={}) as unknown:
            assert unknown.status == 400
        await bot.send_document(number, b"x", filename="ä.txt")
        async with page.get("/phones") as answer:
            state = await answer.json()
        messages = state["phones"][0]["messages"]
        assert [message["kind"] for message in messages] == ["text", "sticker", "photo", "document"]
        assert (state["calls"][-1]["method"], state["calls"][-1]["files"]) == ("sendDocument", ["ä.txt"])
        async with page.get(f"/phones/files/{messages[-1]['file_id']}") as file:
            assert (await file.read(), file.headers["X-Content-Type-Options"]) == (b"x", "nosniff")


async def test_the_command_serves_the_page_until_it_is_told_to_end() -> None:
    command = [sys.executable, "-m", "tests.telegram_server", "--no-bot", "--port", "0"]
    child = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, cwd=Path(__file__).parents[1]
    )
    try:
        assert child.stdout
        line = (await child.stdout.readline()).decode()
        address = line.split()[1]
        async with aiohttp.ClientSession() as page, page.get(address) as shown:
            assert "<title>Phones for ClusterReady</title>" in await shown.text()
        child.send_signal(signal.SIGTERM)
        assert await child.wait() == 0
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()


def test_lengths_count_utf_16_units() -> None:
    assert [units(text) for text in ("", "ü", "😀")] == [0, 1, 2]
