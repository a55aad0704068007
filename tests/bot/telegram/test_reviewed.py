"""Corners that a review found: old messages, files on their way, broken chats, words in representations."""

import asyncio
import logging
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

import bot.telegram.intake
import bot.telegram.working
from bot.conversation import Typed
from bot.drawing import draw
from bot.scene import Scene
from bot.screens import Attachment, Button, Screen, Span, Tap, fitting, units
from bot.telegram.receiving import Origin, Private
from bot.telegram.wanted import Card, Line
from bot.telegram.working import Arrived
from storage.chats import Chat
from storage.inbox import Aside, Delivery, Letter
from storage.people import Doubting, Keeping
from tests.bot.telegram.serving import Served, answered, at, begun, given, rows, serving, tap
from tests.telegram_phones import Phone
from tests.telegram_server import TelegramServer

LEVEL = "strategy-documentation"


async def until_worked(served: Served) -> None:
    async with asyncio.timeout(10):
        while rows(served, "SELECT count(*) FROM inbox WHERE state IN ('waiting', 'worked')") != [(0,)]:
            await asyncio.sleep(0.02)


# --- erasing -------------------------------------------------------------------------------------------------


async def test_a_card_too_old_to_be_removed_is_emptied_and_the_rest_goes(
    server: TelegramServer, served: Served, phone: Phone
) -> None:
    await begun(phone)
    old = phone.card
    assert old is not None
    phone.history[old.id]["date"] -= 3 * 24 * 3600
    await phone.tap_data(old.id, "note|1|organisation-name|")
    await phone.until(lambda phone: phone.text.startswith("Note"))
    await phone.send("/help")
    await phone.until(lambda phone: phone.text.startswith("Help"))
    assert phone.card is not None
    await phone.tap_data(phone.card.id, "erase|||yes")
    await phone.until(lambda phone: "Everything about you is erased." in phone.text and len(phone.messages) == 2)
    first = phone.messages[0]
    assert (first.id, first.text, first.buttons) == (old.id, "–", [])


async def test_a_file_on_its_way_is_not_sent_after_the_erasing(server: TelegramServer, tmp_path: Path) -> None:
    async with serving(server, tmp_path / "slow.db", rate=30):
        phone = await begun(server.phone(language="en"))
        assert phone.card is not None
        for number in range(6):
            await phone.send(f"/help {number}")
        await phone.send("/export")
        await phone.tap_data(phone.card.id, "erase|||yes")
        await phone.until(lambda phone: "Everything about you is erased." in phone.text, 20)
        assert [each.file_name for each in phone.messages if each.file_name] == []


async def test_who_agrees_anew_while_blocked_messages_waited_keeps_them(
    server: TelegramServer, served: Served, phone: Phone
) -> None:
    await begun(phone)
    server.faults.only_methods, server.faults.share_502 = {"deleteMessages"}, 1.0
    assert phone.card is not None
    await phone.tap_data(phone.card.id, "erase|||yes")
    async with asyncio.timeout(10):
        while rows(served, "SELECT count(*) FROM person") != [(0,)]:
            await asyncio.sleep(0.02)
    await phone.block()
    server.faults.share_502 = 0
    await served.restart()
    await asyncio.sleep(0.3)
    await phone.unblock()
    await begun(phone)
    await phone.say("Example 1")
    await until_worked(served)
    messages = len(phone.messages)
    await served.restart()
    await phone.say("Germany")
    assert len(phone.messages) == messages + 2


# --- a start that goes on, an intake that goes on ------------------------------------------------------------


async def test_one_chat_that_can_t_be_shown_does_not_keep_the_program_from_starting(
    server: TelegramServer, served: Served, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    await begun(phone)
    other = await begun(server.phone(language="en"))
    server.faults.only_methods, server.faults.share_502 = {"sendMessage"}, 1.0
    await phone.send("Marmot Agency")
    async with asyncio.timeout(10):
        while not given(served, "organisation-name"):
            await asyncio.sleep(0.02)
    await served.stop()
    server.faults.share_502 = 0

    def broken(scene: Scene, aloud: bool = False) -> tuple[Screen, ...]:
        if scene.person and scene.person.id == 1:
            raise LookupError
        return draw(scene, aloud)

    monkeypatch.setattr(bot.telegram.working, "draw", broken)
    await served.restart()
    await other.say("Example 2")
    assert "Facts 2/9" in other.text


async def test_half_a_character_is_stored_and_stops_nothing(
    server: TelegramServer, served: Served, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    await begun(phone)
    original = bot.telegram.intake._number

    def spoilt(raw: object) -> int | None:
        if isinstance(raw, dict) and "SPOIL" in str(raw):
            raw["message"]["text"] = "x\ud83d"
        return original(raw)

    monkeypatch.setattr(bot.telegram.intake, "_number", spoilt)
    await phone.send("SPOIL")
    await until_worked(served)
    await phone.say("/help")
    assert phone.text.startswith("Help")


async def test_an_update_that_can_t_be_stored_at_all_keeps_its_number(
    server: TelegramServer, served: Served, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    await begun(phone)
    original = bot.telegram.intake._delivery

    def failing(raw: dict[str, object]) -> Delivery:
        if "SPOIL" in str(raw):
            raise RuntimeError
        return original(raw)

    monkeypatch.setattr(bot.telegram.intake, "_delivery", failing)
    await phone.send("SPOIL")
    await phone.say("Example 1")
    assert "Facts 2/9" in phone.text


# --- taps ----------------------------------------------------------------------------------------------------


async def test_a_tap_is_answered_while_its_card_waits(server: TelegramServer, phone: Phone) -> None:
    await begun(phone)
    server.faults.only_methods, server.faults.share_429, server.faults.retry_after = {"editMessageText"}, 1.0, 5
    await phone.tap("Why?")
    await asyncio.sleep(0.3)
    began = asyncio.get_running_loop().time()
    await answered(phone, phone.tap("Note"))
    assert asyncio.get_running_loop().time() - began < 1
    server.faults.share_429 = 0
    await phone.until(lambda phone: phone.text.startswith("Note"), 15)


async def test_the_same_answer_again_counts_as_the_latest(server: TelegramServer, served: Served, phone: Phone) -> None:
    await begun(phone)
    await at(phone, LEVEL)
    await tap(phone, "D")
    assert phone.card is not None
    server.faults.swapped_late = True
    taps = [await phone.tap_data(phone.card.id, f"give|1|{LEVEL}|p{points}") for points in (1, 3)]
    await phone.until(lambda _: all(server.is_answered(each) for each in taps))
    await until_worked(served)
    assert given(served, LEVEL)[-1] == '{"points":3}'


def test_a_toast_is_cut_as_telegram_counts() -> None:
    assert fitting("x" * 200, 200) == "x" * 200
    assert units(fitting("🙂" * 150, 200)) <= 200
    assert fitting("🙂" * 150, 200).endswith("…")


# --- texts that are not early --------------------------------------------------------------------------------


async def test_after_a_sticker_or_a_refusal_the_same_question_takes_the_text(served: Served, phone: Phone) -> None:
    await begun(phone)
    await phone.say("Example 1")
    await phone.offline()
    await phone.sticker()
    await phone.send("Germny")
    await phone.send("Germany")
    await phone.online()
    await phone.until(lambda phone: "Facts 3/9" in phone.text)
    assert given(served, "country") == ['{"choice":"de"}']


# --- what is kept of whom ------------------------------------------------------------------------------------


async def test_nothing_said_by_strangers_is_kept_when_it_fails(
    server: TelegramServer, served: Served, phone: Phone
) -> None:
    await phone.say("/start")
    server.deliver({"message": {"message_id": 1, "date": "Marmot", "chat": phone.raw, "from": phone.user}})
    await phone.until(lambda phone: "Sorry, that failed here" in phone.text)
    assert rows(served, "SELECT sender, body FROM inbox WHERE state = 'aside'") == [(None, None)]


async def test_what_waited_behind_the_erasing_is_gone_too(server: TelegramServer, served: Served, phone: Phone) -> None:
    await begun(phone)
    assert phone.card is not None
    await phone.offline()
    await phone.tap_data(phone.card.id, "erase|||yes")
    await phone.send("Marmot queued text")
    await phone.online()
    await phone.until(lambda phone: "Everything about you is erased." in phone.text)
    await until_worked(served)
    await served.stop()
    left = b"".join(path.read_bytes() for path in served.file.parent.glob(f"{served.file.name}*"))
    assert b"Marmot" not in left


async def test_a_bug_after_the_commit_says_that_it_is_stored(
    served: Served, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    await begun(phone)

    def broken(scene: Scene, aloud: bool = False) -> tuple[Screen, ...]:
        raise LookupError("Marmot")

    monkeypatch.setattr(bot.telegram.working, "draw", broken)
    await phone.send("Example 1")
    await phone.until(lambda phone: "what you sent is stored, but it can't be shown here (error" in phone.text)
    assert given(served, "organisation-name") == ['{"text":"Example 1"}']
    monkeypatch.undo()
    await phone.say("/check")
    assert "Facts 2/9" in phone.text


async def test_an_error_that_nobody_awaited_is_logged_without_its_words(
    served: Served, phone: Phone, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await begun(phone)

    async def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("bot.telegram.working.Working._set_aside", broken)
    monkeypatch.setattr("bot.telegram.working.turned", broken)
    with caplog.at_level(logging.ERROR):
        await phone.send("Marmot")
        async with asyncio.timeout(10):
            while "could not be worked or put aside" not in caplog.text:
                await asyncio.sleep(0.02)
    monkeypatch.undo()
    other = await begun(served.server.phone(language="en"))
    await other.say("Example 2")
    await phone.say("/help")  # their lane is not stuck
    assert phone.text.startswith("Help")


SAID = "Marmot said this"
WHEN = datetime(2026, 1, 1, tzinfo=UTC)
HOLDING = [
    Typed(SAID),
    Tap("give", 1, "country", SAID),
    Button(SAID, Tap("menu")),
    Span(SAID),
    Attachment("file.json", SAID),
    Screen((Span(SAID),), toast=SAID, alert=SAID),
    Card((Screen((Span(SAID),)),), fresh=True),
    Line(Chat(1), content=Screen((Span(SAID),)), notice=SAID),
    Private(1, Typed(SAID)),
    Arrived(Letter(1, 2), Origin(), {"text": SAID}),
    Delivery(1, 1, 1, "en", SAID),
    Aside("A", WHEN, SAID),
    Keeping("country", SAID),
    Doubting("country", (SAID,)),
]


@pytest.mark.parametrize("value", HOLDING, ids=lambda value: type(value).__name__)
def test_no_representation_tells_what_was_said(value: object) -> None:
    assert is_dataclass(value)
    assert fields(value)
    assert "Marmot" not in repr(value)


def test_a_refused_button_is_not_quoted() -> None:
    with pytest.raises(ValueError, match="too much data") as refused:
        Screen((Span("x"),), ((Button(SAID, Tap("give", 1, "q" * 60)),),))
    assert "Marmot" not in str(refused.value)
