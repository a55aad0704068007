"""Telegram slow, busy, broken or away: everybody gets their card in the end, and nothing that must not comes twice."""

import asyncio

from tests.bot.telegram.serving import Served, at, begun, given, rows
from tests.telegram_phones import Phone
from tests.telegram_server import TelegramServer

LEVEL = "strategy-documentation"


async def shows(phone: Phone, words: str) -> None:
    """Waits until one of the messages says this."""
    await phone.until(lambda phone: any(words in each.text for each in phone.messages), 30)


def applied(server: TelegramServer, method: str, since: int = 0) -> int:
    """How many calls of a method came through."""
    return sum(call.applied for call in server.calls[since:] if call.method == method)


async def test_a_third_of_the_calls_refused_and_everybody_goes_through(server: TelegramServer, served: Served) -> None:
    server.faults.share_429, server.faults.share_502 = 1 / 6, 1 / 6
    people = [server.phone(language="en") for _ in range(6)]

    async def check(phone: Phone) -> None:
        await phone.send("/start")
        await phone.until(lambda phone: phone.card, 30)
        for words, next_words in (("I agree", "Menu"), ("Full check", "Facts 1/9")):
            await phone.tap(words)
            await shows(phone, next_words)
        for text, next_words in (("Example 1", "Facts 2/9"), ("Germany", "Facts 3/9")):
            await phone.send(text)
            await shows(phone, next_words)

    await asyncio.gather(*(check(phone) for phone in people))
    assert rows(served, "SELECT count(*) FROM answer") == [(12,)]
    for phone in people:
        await phone.until(lambda phone: sum(bool(each.buttons) for each in phone.messages) == 1, 30)
        sent = [each.text.split("\n")[0] for each in phone.messages if each.from_bot]
        assert sent == ["Facts 1/9 · Name", "Facts 2/9 · Country", sent[2]]  # nothing was sent twice


async def test_connections_cut_in_the_middle_of_a_call_leave_one_right_card(
    server: TelegramServer, served: Served, phone: Phone
) -> None:
    await begun(phone)
    server.faults.share_cut = 0.5
    await at(phone, LEVEL)
    for letter, word in (("D", "Can you show"), ("Yes", "4.1.3")):
        await phone.tap(letter)
        await shows(phone, word)
    server.faults.share_cut = 0
    assert rows(served, "SELECT documented FROM answer ORDER BY revision") == [(None,), ("yes",)]
    await phone.say("/check")
    await phone.until(lambda phone: sum(bool(each.buttons) for each in phone.messages) <= 2)


async def test_a_message_that_may_have_arrived_is_not_sent_again_and_the_old_card_shows_the_same(
    server: TelegramServer, served: Served, phone: Phone
) -> None:
    await begun(phone)
    server.faults.only_methods, server.faults.share_cut = {"sendMessage"}, 1.0
    card, since = phone.card, len(server.calls)
    assert card is not None
    await phone.send("Example 1")
    await phone.until(lambda phone: any(each.id == card.id and "Facts 2/9" in each.text for each in phone.messages), 20)
    assert sum(call.method == "sendMessage" for call in server.calls[since:]) == 1
    server.faults.share_cut = 0
    await phone.say("Germany")
    assert given(served, "country") == ['{"choice":"de"}']
    assert "Facts 3/9" in phone.text


async def test_a_file_that_may_have_arrived_is_not_sent_again(server: TelegramServer, phone: Phone) -> None:
    await begun(phone)
    server.faults.only_methods, server.faults.share_cut = {"sendDocument"}, 1.0
    since = len(server.calls)
    await phone.send("/export")
    await phone.until(lambda phone: "Everything held about you" in phone.text)
    assert sum(call.method == "sendDocument" for call in server.calls[since:]) == 1


async def test_telegram_away_for_a_while(server: TelegramServer, served: Served, phone: Phone) -> None:
    await begun(phone)
    server.faults.away = True
    await phone.send("Example 1")
    await asyncio.sleep(1.0)
    assert given(served, "organisation-name") == []
    server.faults.away = False
    await phone.until(lambda phone: "Facts 2/9" in phone.text, 20)
    assert given(served, "organisation-name") == ['{"text":"Example 1"}']


async def test_telegram_away_between_the_answer_and_its_card(
    server: TelegramServer, served: Served, phone: Phone
) -> None:
    await begun(phone)
    server.faults.only_methods, server.faults.share_502 = {"sendMessage", "editMessageText"}, 1.0
    await phone.send("Example 1")
    async with asyncio.timeout(10):
        while not given(served, "organisation-name"):
            await asyncio.sleep(0.02)
    await asyncio.sleep(0.5)
    server.faults.share_502 = 0
    await phone.until(lambda phone: "Facts 2/9" in phone.text, 20)


async def test_what_was_stored_and_not_shown_is_shown_after_the_start(
    server: TelegramServer, served: Served, phone: Phone
) -> None:
    await begun(phone)
    await phone.say("Example 1")
    server.faults.only_methods, server.faults.share_502 = {"sendMessage", "editMessageText"}, 1.0
    await phone.send("Germany")
    stranger = server.phone(language="de")
    await stranger.send("/start")
    async with asyncio.timeout(10):
        while not given(served, "country") or rows(served, "SELECT 1 FROM inbox WHERE state = 'waiting'"):
            await asyncio.sleep(0.02)
    await served.stop()
    server.faults.share_502 = 0
    since = len(server.calls)
    await served.restart()
    await phone.until(lambda phone: "Facts 3/9" in phone.text)
    await stranger.until(lambda phone: "Einverstanden, beginnen" in phone.captions)
    shown = [call for call in server.calls[since:] if call.method == "sendMessage"]
    assert [call.parameters["disable_notification"] for call in shown] == [True, True]
    assert given(served, "country") == ['{"choice":"de"}']


async def test_a_card_that_was_deleted_is_followed_by_a_fresh_one(server: TelegramServer, phone: Phone) -> None:
    await begun(phone)
    card = phone.card
    assert card is not None
    del phone.history[card.id]
    phone.ring()
    await phone.tap_data(card.id, "note|1|organisation-name|")
    await phone.until(lambda phone: phone.card is not None and phone.card.id > card.id)
    assert phone.text.startswith("Note · Name")


async def test_waiting_states_of_a_card_collapse_into_the_last(
    server: TelegramServer, served: Served, phone: Phone
) -> None:
    await begun(phone)
    await at(phone, LEVEL)
    server.faults.only_methods = set()
    server.faults.delay = 0.15
    assert phone.card is not None
    since = len(server.calls)
    for points in (1, 2, 3, 4, 5, 1, 2, 3, 4, 5):
        await phone.tap_data(phone.card.id, f"give|1|{LEVEL}|p{points}")
    await phone.until(lambda phone: "Your level: F" in phone.text, 20)
    assert len(given(served, LEVEL)) == 10
    assert applied(server, "editMessageText", since) <= 4
    assert applied(server, "answerCallbackQuery", since) == 10
