"""News on Telegram: beside the live card, with a way to what waits; none lost, none twice, none after a stop."""

import asyncio
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from surveys.engine import begin
from surveys.session import FULL, Submitted
from tests.bot.talking import SHELF
from tests.bot.telegram.serving import Served, begun, rows
from tests.surveys.filling import filled
from tests.telegram_phones import Message, Phone
from tests.telegram_server import TelegramServer

NAME = "The treasurer"
STOP = "Stop all reminders"


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks for news all the time."""
    monkeypatch.setattr("bot.telegram.reminding.SECONDS", 0.05)


pytestmark = pytest.mark.usefixtures("soon")


def came(phone: Phone) -> list[Message]:
    """The news that a phone shows."""
    return [each for each in phone.messages if each.from_bot and each.text.startswith("News\n")]


async def to(phone: Phone, data: str, words: str) -> None:
    """Taps what a button of the newest card means, and waits until the phone says this."""
    assert phone.card is not None
    await phone.tap_data(phone.card.id, data)
    await phone.until(lambda phone: any(words in each.text for each in phone.messages))


async def manager(server: TelegramServer, served: Served) -> Phone:
    """Somebody with a submitted check that is shared, with its share on the card."""
    phone = await begun(server.phone(language="en"))
    survey = SHELF.survey(SHELF.latest, "en")
    now = datetime.now(UTC)
    async with served.store.work() as work:
        person = await work.people.find("telegram", str(phone.id))
        assert person is not None
        stored = await work.sessions.start(
            begin(survey, FULL), survey=survey.id, version=survey.version, language="en",
            cluster=person.cluster or 0, by=person.id, at=now,
        )  # fmt: skip
        session = stored.session
        for answer in filled(4, {}).values():
            mine = replace(answer, by=str(person.id), at=now)
            session = replace(session, answers={**session.answers, mine.question: mine})
            stored = await work.sessions.save(stored, session, mine, now)
        await work.sessions.save(stored, replace(session, place=Submitted(now)), None, now)
    await to(phone, f"share-make|{stored.id}||fp.60", "shared until")
    return phone


async def invited(phone: Phone) -> str:
    """The code of an invitation that is made now."""
    await to(phone, "invite-assessor|||1", "It serves once")
    found = re.search(r"Code: (\S+)", phone.text)
    assert found is not None
    await to(phone, "shared|||1", "not taken yet")
    return found[1]


async def accepted(server: TelegramServer, code: str, name: str = NAME) -> Phone:
    """Somebody else takes it."""
    phone = server.phone(language="en")
    await phone.say("/start")
    await phone.tap("I agree" if "I agree, begin" in phone.captions else "Einverstanden")
    await phone.until(lambda phone: phone.text.startswith("Menu"))
    await to(phone, f"accept|||{code}", "Type the name by which")
    await phone.send(name)
    await phone.until(lambda phone: f"Thank you, {name}." in phone.text)
    return phone


async def marked(served: Served, *expected: tuple[str, int]) -> None:
    """Waits until all news are marked so, with so many tries."""
    async with asyncio.timeout(10):
        while rows(served, "SELECT state, tries FROM reminder ORDER BY id") != list(expected):
            await asyncio.sleep(0.02)


async def test_they_come_beside_the_live_card_with_a_way_to_what_waits(server: TelegramServer, served: Served) -> None:
    owner = await manager(server, served)
    code = await invited(owner)
    card = owner.card
    assert card is not None
    told = (card.id, card.text, card.buttons)
    peer = await accepted(server, code)
    await owner.until(came)
    (news,) = came(owner)
    assert f"{NAME} accepted an invitation and waits to be let in." in news.text
    assert "More:" not in news.text  # there are buttons
    assert news.captions == ["To the share", STOP]
    live = next(each for each in owner.messages if each.id == told[0])
    assert (live.id, live.text, live.buttons) == told
    await owner.tap_on(news.id, "To the share")
    await owner.until(lambda phone: "waits to be let in" in phone.text and "Let in: 1" in phone.captions)
    await owner.tap("Let in: 1")
    await peer.until(came)
    assert "You are let in and can rate now." in came(peer)[0].text
    await peer.tap_on(came(peer)[0].id, "My reviews")
    await peer.until(lambda phone: "My reviews" in phone.text)
    await marked(served, ("sent", 1), ("sent", 1))
    await to(owner, "share-withdraw||yes|1", "withdrawn on")
    await peer.until(lambda phone: len(came(phone)) == 2)
    assert "is withdrawn" in came(peer)[1].text
    assert came(peer)[1].captions == [STOP]


@pytest.mark.parametrize("fault", ["share_502", "share_429"])
async def test_two_that_could_not_go_out_come_as_one_message_once(
    server: TelegramServer, served: Served, fault: str
) -> None:
    owner = await manager(server, served)
    codes = [await invited(owner)]
    one = await accepted(server, codes[0])
    await owner.until(came)
    await to(owner, "let-in|||1", "let in, rated")
    await one.until(came)
    await to(one, "review-open|||1", "/")
    code = await invited(owner)
    faults = server.faults
    peer = server.phone(language="en")
    await peer.say("/start")
    await peer.tap("I agree" if "I agree, begin" in peer.captions else "Einverstanden")
    await peer.until(lambda phone: phone.text.startswith("Menu"))
    await to(peer, f"accept|||{code}", "Type the name by which")
    faults.only_methods = {"sendMessage"}
    setattr(faults, fault, 1.0)
    await peer.send("The auditor")
    session = rows(served, "SELECT session FROM review WHERE id = 1")[0][0]
    assert one.card is not None
    await one.tap_data(one.card.id, f"ask-proof|{session}|strategy-documentation|")
    async with asyncio.timeout(10):
        while rows(served, "SELECT count(*) FROM reminder WHERE person = 1 AND state != 'sent'") != [(2,)]:
            await asyncio.sleep(0.02)
    await asyncio.sleep(1.2)  # what was tried with the first one alone is over
    assert len(came(owner)) == 1
    setattr(faults, fault, 0.0)
    await owner.until(lambda phone: len(came(phone)) == 2)
    await asyncio.sleep(0.3)
    assert len(came(owner)) == 2
    assert "The auditor accepted an invitation" in came(owner)[1].text
    assert "Proof is asked for\n• 4.1.2" in came(owner)[1].text


async def test_who_blocked_the_bot_is_told_when_they_come_back_of_what_is_true_then(
    server: TelegramServer, served: Served
) -> None:
    owner = await manager(server, served)
    code = await invited(owner)
    await owner.block()
    await accepted(server, code)
    await asyncio.sleep(0.5)
    assert rows(served, "SELECT state, tries FROM reminder") == [("waiting", 0)]
    await owner.unblock()
    await owner.until(came)
    assert NAME in came(owner)[0].text


async def test_one_tap_stops_all(server: TelegramServer, served: Served) -> None:
    owner = await manager(server, served)
    await accepted(server, await invited(owner))
    await owner.until(came)
    await owner.tap_on(came(owner)[0].id, STOP)
    await owner.until(lambda phone: "Reminders are stopped" in phone.text)
    await accepted(server, await invited(owner), "The auditor")
    await asyncio.sleep(0.4)
    assert len(came(owner)) == 1
    assert rows(served, "SELECT state FROM reminder ORDER BY id") == [("sent",), ("waiting",)]


async def test_an_orderly_end_while_they_are_on_their_way_repeats_none(server: TelegramServer, served: Served) -> None:
    served.clock = lambda: datetime.now(UTC) - timedelta(seconds=5)
    owner = await manager(server, served)
    code = await invited(owner)
    peer = server.phone(language="en")
    await peer.say("/start")
    await peer.tap("I agree" if "I agree, begin" in peer.captions else "Einverstanden")
    await peer.until(lambda phone: phone.text.startswith("Menu"))
    await to(peer, f"accept|||{code}", "Type the name by which")
    server.faults.only_methods, server.faults.delay = {"sendMessage"}, 0.5
    await peer.send(NAME)
    async with asyncio.timeout(10):
        while rows(served, "SELECT state FROM reminder") != [("claimed",)]:
            await asyncio.sleep(0.02)
    await asyncio.sleep(0.2)  # it is with the server now
    await served.stop()
    assert rows(served, "SELECT state, tries FROM reminder") == [("sent", 1)]
    server.faults.delay = 0
    await served.restart()
    await asyncio.sleep(0.4)
    assert len(came(owner)) == 1
