"""Everything a person can send gets a sensible answer, and nothing of it is stored unasked."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from tests.bot.telegram.serving import Served, begun, given, rows, tap, tap_on
from tests.telegram_phones import Phone
from tests.telegram_server import TelegramServer

Send = Callable[[Phone], Awaitable[object]]
UNREAD = "Only text and the buttons are read here; what you sent was not stored."
FILE = "Files are kept as proof only: press Proof at an indicator first, then send it. What you sent was not stored."


async def sent(phone: Phone, send: Send) -> None:
    """Sends something and waits for the card below it."""
    before = phone.card
    await send(phone)
    await phone.until(lambda phone: phone.card is not None and before is not None and phone.card.id > before.id)


@pytest.mark.parametrize(
    "send",
    [
        lambda phone: phone.sticker(), lambda phone: phone.location(), lambda phone: phone.poll(),
        lambda phone: phone.contact(),
    ],
    ids=["sticker", "location", "poll", "contact"],
)  # fmt: skip
async def test_what_is_no_text_is_said_and_the_card_stands_below(served: Served, phone: Phone, send: Send) -> None:
    await _not_taken(served, phone, send, UNREAD)
    assert rows(served, "SELECT count(*) FROM proof") == [(0,)]


@pytest.mark.parametrize(
    "send",
    [
        lambda phone: phone.photo(), lambda phone: phone.photo("   "),
        lambda phone: phone.document("plan.pdf", b"%PDF"), lambda phone: phone.voice(),
    ],
    ids=["photo", "empty caption", "document", "voice"],
)  # fmt: skip
async def test_a_file_that_nothing_asks_for_is_not_taken(served: Served, phone: Phone, send: Send) -> None:
    await _not_taken(served, phone, send, FILE)
    assert rows(served, "SELECT count(*) FROM proof") == [(0,)]


async def _not_taken(served: Served, phone: Phone, send: Send, words: str) -> None:
    await begun(phone)
    await sent(phone, send)
    assert phone.text.split("\n")[:2] == ["Facts 1/9 · Name", words]
    assert rows(served, "SELECT count(*) FROM answer") == [(0,)]
    await phone.say("Example 1")
    assert given(served, "organisation-name") == ['{"text":"Example 1"}']


async def test_the_page_that_waits_for_a_text_waits_on(phone: Phone) -> None:
    await begun(phone)
    await tap(phone, "Note")
    await sent(phone, lambda phone: phone.sticker())
    assert phone.text.startswith(f"Note · Name\n{UNREAD}")
    await phone.say("Ask the board")
    assert "✓ Note saved" in phone.text


async def test_a_caption_is_offered(served: Served, phone: Phone) -> None:
    await begun(phone)
    await sent(phone, lambda phone: phone.photo("Example 1"))
    assert "This one and the words beside it were not stored." in phone.text
    assert given(served, "organisation-name") == []
    await tap(phone, "Use “Example 1”")
    assert given(served, "organisation-name") == ['{"text":"Example 1"}']


async def test_a_forwarded_message_is_offered(served: Served, phone: Phone) -> None:
    await begun(phone)
    await sent(phone, lambda phone: phone.forward("Example 1"))
    assert "A forwarded message is no answer by itself" in phone.text
    assert given(served, "organisation-name") == []
    await tap(phone, "Use “Example 1”")
    assert given(served, "organisation-name") == ['{"text":"Example 1"}']


async def test_an_edited_message_changes_no_answer_and_says_how_to(served: Served, phone: Phone) -> None:
    await begun(phone)
    message = await phone.send("Example 1")
    await phone.until(lambda phone: "Facts 2/9" in phone.text)
    await sent(phone, lambda phone: phone.edit(message, "Example 2"))
    assert "You edited a message. That changes no answer" in phone.text
    assert given(served, "organisation-name") == ['{"text":"Example 1"}']


@pytest.mark.parametrize("command", ["/help@clusterready_standin_bot", "/HELP", "/help now"])
async def test_commands_in_every_spelling(phone: Phone, command: str) -> None:
    await begun(phone)
    await phone.say(command)
    assert phone.text.startswith("Help")


@pytest.mark.parametrize(
    "name", ["Κέντρο Καινοτομίας", "Кластер", "クラスター協会", "تجمع", "🙂", "a\u200db", "ß" * 80]
)
async def test_other_scripts_are_answers_like_any_other(served: Served, phone: Phone, name: str) -> None:
    await begun(phone)
    await phone.say(name)
    assert name in phone.text
    assert rows(served, "SELECT count(*) FROM answer") == [(1,)]


async def test_a_very_long_text_is_refused_and_nothing_breaks(phone: Phone) -> None:
    await begun(phone)
    sent = await phone.send("word " * 1500)  # Telegram cuts it in two, and both are too long
    await phone.until(lambda phone: phone.card is not None and phone.card.id > sent and "up to 120" in phone.text)
    await asyncio.sleep(0.2)
    await phone.say("Example 1")
    assert "Facts 2/9" in phone.text


async def test_a_group_is_told_once_where_this_works(server: TelegramServer, served: Served, phone: Phone) -> None:
    group = server.group(-100200)
    await group.added(phone)
    await group.wait(lambda: len([each for each in group.messages if each.from_bot]) == 1)
    assert group.messages[-1].text == "This bot works in private chats only. Open its profile and press Start."
    await group.message(phone, "/start")
    await group.message(phone, "good morning")
    await served.restart()
    await group.message(phone, "/check")
    await begun(phone)
    assert len([each for each in group.messages if each.from_bot]) == 1


async def test_a_channel_is_told_in_its_own_place_and_a_closed_one_does_no_harm(
    server: TelegramServer, phone: Phone
) -> None:
    channel = server.group(-100300, kind="channel")
    await channel.added()
    await channel.wait(lambda: any(each.from_bot for each in channel.messages))
    await channel.post("news")
    await channel.removed()
    await begun(phone)
    assert len([each for each in channel.messages if each.from_bot]) == 1


async def test_a_button_pressed_in_a_group_is_answered_and_changes_nothing(
    server: TelegramServer, served: Served, phone: Phone
) -> None:
    await begun(phone)
    group = server.group(-100400)
    tapped = server.next_tap(phone)
    query = {"id": tapped, "from": phone.user, "chat_instance": "1", "data": "erase|||yes"}
    message = {"message_id": 5, "date": 0, "chat": group.raw}
    server.deliver({"callback_query": query | {"message": message}})
    await phone.until(lambda _: server.is_answered(tapped))
    assert phone.toasts[-1].startswith("This bot works in private chats only")
    assert rows(served, "SELECT count(*) FROM person") == [(1,)]


async def test_who_blocked_the_bot_finds_everything_on_coming_back(served: Served, phone: Phone) -> None:
    await begun(phone)
    await phone.say("Example 1")
    card = phone.card
    await phone.block()
    async with asyncio.timeout(10):
        while rows(served, "SELECT blocked FROM chat") != [(1,)]:
            await asyncio.sleep(0.02)
    await phone.unblock()
    assert card is not None
    await tap_on(phone, card.id, "back|1|country|")
    assert phone.text.startswith("Facts 1/9")
    await phone.start()
    await phone.until(lambda phone: phone.text.startswith("Menu"))
    assert "you were at Facts 1/9" in phone.text
    assert rows(served, "SELECT blocked FROM chat") == [(0,)]


async def test_an_answer_to_somebody_who_blocked_meanwhile_is_stored_and_no_error(
    server: TelegramServer, served: Served, phone: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    await begun(phone)
    server.faults.delay = 0.2
    await phone.send("Example 1")
    await phone.block()
    async with asyncio.timeout(10):
        while rows(served, "SELECT state, count(*) FROM inbox GROUP BY state ORDER BY state") != [("shown", 5)]:
            await asyncio.sleep(0.02)
    assert given(served, "organisation-name") == ['{"text":"Example 1"}']
    assert [each.levelname for each in caplog.records if each.levelno >= 40] == []
    server.faults.delay = 0
    await phone.start()
    await phone.until(lambda phone: "you were at Facts 2/9" in phone.text)


async def test_lines_that_telegram_writes_itself_are_left_alone(server: TelegramServer, phone: Phone) -> None:
    await begun(phone)
    calls = len(server.calls)
    message = {"message_id": 900, "date": 1_700_000_000, "chat": phone.raw, "from": phone.user}
    server.deliver({"message": message | {"message_auto_delete_timer_changed": {"message_auto_delete_time": 9}}})
    server.deliver({"message": message | {"write_access_allowed": {}}})
    await phone.say("Example 1")
    sent = [call for call in server.calls[calls:] if call.method == "sendMessage"]
    assert len(sent) == 1
