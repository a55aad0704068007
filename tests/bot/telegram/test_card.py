"""The live card on a phone: edited by taps, followed by fresh ones, answered with a word; old ones do no harm."""

import asyncio
import json

import pytest

import bot.telegram.working
from bot.drawing import draw
from bot.scene import Scene
from bot.screens import Page, Screen
from tests.bot.telegram.serving import Served, answered, at, begun, given, tap, tap_on
from tests.telegram_phones import Phone
from tests.telegram_server import TelegramServer

TALK = {"sendMessage", "editMessageText", "editMessageReplyMarkup", "answerCallbackQuery", "sendDocument"}


def talk(server: TelegramServer, since: int = 0) -> list[str]:
    """The calls of the conversation, in order."""
    return [call.method for call in server.calls[since:] if call.method in TALK]


def one_card(phone: Phone) -> bool:
    """Whether a single message has buttons, the newest of the bot."""
    with_buttons = [each for each in phone.messages if each.buttons]
    return len(with_buttons) == 1 and with_buttons[0].id == max(each.id for each in phone.messages if each.from_bot)


async def test_a_tap_is_answered_and_edits_the_card_in_place(server: TelegramServer, phone: Phone) -> None:
    await begun(phone)
    await at(phone, "strategy-documentation")
    card, since = phone.card, len(server.calls)
    await tap(phone, "D")
    assert talk(server, since) == ["answerCallbackQuery", "editMessageText"]
    assert card is not None
    assert phone.card is not None
    assert phone.card.id == card.id
    assert "Can you show the document today" in phone.text
    assert phone.toasts[-1] == "Saved · 4.1.2: D"


async def test_a_typed_answer_brings_a_fresh_card_and_takes_the_old_buttons(
    server: TelegramServer, phone: Phone
) -> None:
    await begun(phone)
    since, old = len(server.calls), phone.card
    await phone.say("Example 1")
    await phone.until(one_card)
    assert talk(server, since) == ["sendMessage", "editMessageReplyMarkup"]
    assert old is not None
    assert phone.card is not None
    assert phone.card.id > old.id
    assert phone.text.split("\n")[:2] == ["Facts 2/9 · Country", "✓ Saved · Name: Example 1"]


async def test_a_changed_answer_says_from_what_to_what(phone: Phone) -> None:
    await begun(phone)
    await at(phone, "strategy-documentation")
    await tap(phone, "C")
    await at(phone, "strategy-documentation")
    await tap(phone, "D")
    assert phone.toasts[-1] == "Changed · 4.1.2: C → D"


async def test_a_double_tap_stores_once_and_makes_no_second_edit(
    server: TelegramServer, served: Served, phone: Phone
) -> None:
    await begun(phone)
    await at(phone, "strategy-documentation")
    assert phone.card is not None
    data, since = "give|1|strategy-documentation|p3", len(server.calls)
    first, second = [await phone.tap_data(phone.card.id, data) for _ in range(2)]
    await phone.until(lambda _: server.is_answered(first) and server.is_answered(second))
    await phone.until(lambda phone: "Can you show" in phone.text)
    assert len(given(served, "strategy-documentation")) == 1
    assert talk(server, since).count("editMessageText") == 1
    assert talk(server, since).count("answerCallbackQuery") == 2


async def test_a_button_of_an_old_card_does_what_it_says_and_a_fresh_card_follows(served: Served, phone: Phone) -> None:
    await begun(phone)
    await at(phone, "strategy-documentation")
    old = phone.card
    assert old is not None
    await phone.say("/menu")  # no command of ours: help, below
    await phone.until(one_card)
    await tap_on(phone, old.id, "give|1|strategy-documentation|p4")
    await phone.until(lambda phone: phone.card is not None and "Can you show" in phone.text and one_card(phone))
    assert given(served, "strategy-documentation") == ['{"points":4}']
    assert phone.toasts[-1] == "Saved · 4.1.2: E"


async def test_two_devices_see_one_card_that_is_right(served: Served, phone: Phone) -> None:
    await begun(phone)
    await at(phone, "strategy-documentation")
    assert phone.card is not None
    card = phone.card.id
    taps = [await phone.tap_data(card, f"give|1|strategy-documentation|p{points}") for points in (2, 4)]
    await phone.until(lambda phone: all(phone.server.is_answered(each) for each in taps))
    await phone.until(lambda phone: "E  " in phone.text and "Can you show" in phone.text)
    assert given(served, "strategy-documentation")[-1] == '{"points":4}'
    assert phone.toasts[-1] == "Changed · 4.1.2: C → E"


async def test_a_refused_tap_says_why_over_the_card(phone: Phone) -> None:
    await begun(phone)
    await phone.say("Example 1")
    assert phone.card is not None
    await tap_on(phone, phone.card.id, "submit|1||")
    await answered(phone, phone.tap_data(phone.card.id, "give|1|strategy-documentation|p4"))
    assert phone.toasts[-1].startswith("This check is submitted and does not change any more.")


@pytest.mark.parametrize("data", ["nonsense", "give|x|y|z", "game", "|||", "give|1|nowhere|p3", "goto|99|country|"])
async def test_a_button_that_is_no_more_shows_where_one_is(phone: Phone, data: str) -> None:
    await begun(phone)
    await phone.say("Example 1")
    assert phone.card is not None
    await answered(phone, phone.tap_data(phone.card.id, data))
    await tap(phone, "Menu") if "Menu" in phone.captions else None
    await phone.say("/check")
    assert "Facts 2/9" in phone.text


async def test_the_export_arrives_as_a_file_above_the_card(phone: Phone) -> None:
    await begun(phone)
    await phone.say("Example 1")
    await phone.send("/export")
    await phone.until(lambda phone: "Everything held about you" in phone.text)
    file, card = phone.messages[-2], phone.messages[-1]
    assert card.captions == ["Excel (XLSX)", "CSV", "JSON", "Menu"]
    assert file.file_name is not None
    assert file.file_name.startswith("clusterready-")
    document = json.loads(file.content or b"")
    assert document["assessments"][0]["answers"][0]["value"] == "Example 1"
    assert document["channel"]["chats"][0]["messages"]


async def test_bold_and_italic_arrive_and_what_looks_like_html_stays_text(phone: Phone) -> None:
    await begun(phone)
    await phone.say("<b>R&D</b> <x> &amp; Co")
    assert "✓ Saved · Name: <b>R&D</b> <x> &amp; Co" in phone.text
    card = phone.card
    assert card is not None
    assert [each["type"] for each in card.entities][:2] == ["bold", "italic"]


async def test_a_text_too_long_for_one_message_comes_in_parts_with_the_buttons_below(
    phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    await begun(phone)

    def long(scene: Scene, aloud: bool = False) -> tuple[Screen, ...]:
        *_, card = draw(scene, aloud)
        return (*(Page().line(f"Part {number}").screen() for number in (1, 2)), card)

    monkeypatch.setattr(bot.telegram.working, "draw", long)
    await phone.say("Example 1")
    assert [each.text[:9] for each in phone.messages[-3:]] == ["Part 1", "Part 2", "Facts 2/9"]
    monkeypatch.undo()
    await phone.until(one_card)
    await phone.say("Germany")
    assert "Facts 3/9" in phone.text


async def test_a_link_s_code_rides_on_the_consent_and_an_unknown_one_is_tolerated(
    server: TelegramServer, phone: Phone
) -> None:
    await phone.say("/start abc-DEF_123")
    assert phone.card is not None
    assert phone.card.buttons[0][0] == ("I agree, begin", "consent||abc-DEF_123|en")
    await tap(phone, "Privacy")
    await tap(phone, "Back")
    await tap(phone, "Deutsch")
    assert phone.card.buttons[0][0] == ("Einverstanden, beginnen", "consent||abc-DEF_123|de")
    await tap(phone, "Einverstanden")
    assert "Der Link, über den Sie gekommen sind, ist unbekannt" in phone.text
    await phone.say("/start again")
    assert "Der Link" in phone.text
    stranger = server.phone(language="en")
    await stranger.say(f"/start {'x' * 33}")  # none of ours
    assert stranger.card is not None
    assert stranger.card.buttons[0][0][1] == "consent|||en"


async def test_the_phone_proposes_the_language_and_the_choice_stays(server: TelegramServer, served: Served) -> None:
    for told, words in (("de", "Einverstanden"), ("de-AT", "Einverstanden"), ("fr", "I agree"), ("", "I agree")):
        phone = server.phone(language=told)
        await phone.say("/start")
        assert words in phone.captions[0]
    phone = await begun(server.phone(language="de"), "Schnellcheck")
    await phone.say("/language")
    await tap(phone, "English")
    await phone.say("/help")
    assert phone.text.startswith("Help")


async def test_who_runs_it_and_what_telegram_means_is_said_at_consent_and_in_privacy(phone: Phone) -> None:
    await phone.say("/start")
    for text in (phone.text, ""):
        if not text:
            await tap(phone, "Privacy")
        for words in (
            "Example agency", "privacy@agency.example", "https://agency.example/privacy",
            "without end-to-end encryption", "can technically read the database",
        ):  # fmt: skip
            assert words in phone.text
    await tap(phone, "Back")
    await tap(phone, "I agree")
    await phone.say("/privacy")
    assert "48 hours" in phone.text


async def test_the_menu_of_commands_and_the_descriptions_speak_both_languages(
    server: TelegramServer, phone: Phone
) -> None:
    await phone.say("/start")
    async with asyncio.timeout(10):
        while "de" not in server.short_descriptions:
            await asyncio.sleep(0.05)
    assert {each["command"] for each in server.commands[""]} >= {"start", "check", "result", "export", "delete"}
    assert [each["command"] for each in server.commands[""]] == [each["command"] for each in server.commands["de"]]
    assert server.commands[""][1]["description"] != server.commands["de"][1]["description"]
    for kept in (server.descriptions, server.short_descriptions):
        assert "nswers are stored only once you agree" in kept[""]
        assert "Einwilligung" in kept["de"]
