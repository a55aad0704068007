"""The bot on Telegram under load, the real process over HTTP: fifty people at once, and one person's flood."""

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.service import service
from tests.telegram_phones import Phone
from tests.telegram_server import TelegramServer

PEOPLE, CALL_SECONDS, LIMIT_SECONDS = 50, 0.05, 1.0
FLOOD = 500
LEVELS = ("strategy-documentation", "strategy-building", "role-clarity")


async def people(server: TelegramServer, many: int) -> list[Phone]:
    """So many people who have begun a check; the first is session 1."""
    found = []
    for _ in range(many):
        phone = server.phone(language="en")
        await phone.say("/start")
        await phone.tap("I agree")
        await phone.until(lambda phone: phone.text.startswith("Menu"))
        await phone.tap("Full check")
        await phone.until(lambda phone: "1/9" in phone.text)
        found.append(phone)
    return found


async def changed(phone: Phone, data: str) -> float:
    """Seconds from a tap to the changed card."""
    card = phone.card
    assert card is not None
    began = time.perf_counter()
    await phone.tap_data(card.id, data)
    await phone.until(lambda phone: phone.card is not None and phone.card != card, 30)
    return time.perf_counter() - began


async def answer(phone: Phone, session: int, question: str) -> float:
    """Seconds that somebody waits for the card that follows their answer."""
    await changed(phone, f"goto|{session}|{question}|")
    return await changed(phone, f"give|{session}|{question}|p3")


async def at_once(phones: list[Phone]) -> list[float]:
    """How long each of them waits when all answer at the same moment, for a few questions."""
    times: list[float] = []
    for question in LEVELS:
        asked = [changed(phone, f"goto|{session}|{question}|") for session, phone in enumerate(phones, start=1)]
        await asyncio.gather(*asked)
        given = [changed(phone, f"give|{session}|{question}|p2") for session, phone in enumerate(phones, start=1)]
        times += await asyncio.gather(*given)
    return times


async def alone(phones: list[Phone]) -> list[float]:
    """How long they wait one after the other; the first of them does nothing."""
    return [await answer(phone, session, LEVELS[0]) for session, phone in enumerate(phones[1:], start=2)]


async def beside_a_flood(phones: list[Phone], flood: int) -> list[float]:
    """The same while the first one sends so many updates at once."""
    card = phones[0].card
    assert card is not None
    for number in range(flood):
        await phones[0].tap_data(card.id, f"give|1|{LEVELS[2]}|p{1 + number % 5}")
    return [await answer(phone, session, LEVELS[1]) for session, phone in enumerate(phones[1:], start=2)]


async def measured(folder: Path) -> tuple[list[float], list[float], list[float]]:
    """Waits of all at once, of people by themselves, and of people beside a flood."""
    async with TelegramServer() as server, service(server, folder):
        phones = await people(server, PEOPLE)
        quiet = await alone(phones[:11])
        flood = await beside_a_flood(phones[:11], FLOOD)
        await asyncio.sleep(3)
        server.faults.delay = CALL_SECONDS
        return await at_once(phones), quiet, flood


def main() -> int:
    """Prints the waits; 1 if somebody among fifty waited longer than a second."""
    with tempfile.TemporaryDirectory() as folder:
        together, quiet, flood = asyncio.run(measured(Path(folder)))
    for what, found in (
        (f"{PEOPLE} people at once, {1000 * CALL_SECONDS:.0f} ms a call", together),
        ("one person alone", quiet),
        (f"one person beside a flood of {FLOOD}", flood),
    ):
        print(f"{what}: median {statistics.median(found):.3f} s, worst {max(found):.3f} s of {len(found)}")
    return 0 if max(together) < LIMIT_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
