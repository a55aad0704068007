"""A class of thirty on their phones: joined by one link, all rating at once, the spread and the key released to all."""

import asyncio
import json
import re

from tests.bot.grouping import CODE
from tests.bot.telegram.serving import Served, rows
from tests.telegram_phones import Phone
from tests.telegram_server import TelegramServer

PUPILS = 30
CASE, PART = "alvar-food", "strategy"


async def to(phone: Phone, data: str, words: str) -> None:
    """Taps what a button means, and waits until the card says this."""
    assert phone.card is not None
    await phone.tap_data(phone.card.id, data)
    await phone.until(lambda phone: words in phone.text, 30)


async def agreed(phone: Phone, payload: str = "") -> None:
    await phone.send(f"/start {payload}".strip())
    await phone.until(lambda phone: phone.card is not None and bool(phone.captions), 30)
    await phone.tap("I agree" if "I agree, begin" in phone.captions else "Einverstanden")


async def opened(trainer: Phone) -> str:
    """The trainer's group with one part open; the code of its link."""
    await agreed(trainer)
    await trainer.until(lambda phone: phone.text.startswith("Menu"))
    await to(trainer, "cohort-new|||", "Type the name of the group")
    for words, then in (("Autumn class", "Type your own name"), ("Trainer T", "Which case")):
        await trainer.send(words)
        await trainer.until(lambda phone, then=then: then in phone.messages[-1].text, 20)  # type: ignore[misc]  # bound above
    for field, choice in (
        ("case", CASE), ("language", "en"), ("scope", "full"), ("mode", "end"), ("begins", "none"), ("ends", "none"),
    ):  # fmt: skip
        assert trainer.card is not None
        before = trainer.text
        await trainer.tap_data(trainer.card.id, f"cohort-make|1|{field}|{choice}")
        await trainer.until(lambda phone, before=before: phone.text != before, 20)  # type: ignore[misc]  # bound above
    await to(trainer, f"part|1|{PART}|open", "open")
    await to(trainer, "cohort|1||", "people have joined")
    await trainer.tap("Way in")
    await trainer.until(lambda phone: "https://t.me/" in phone.text, 20)
    assert CODE.search(trainer.text) is not None
    link = re.search(r"https://t\.me/\S+\?start=([A-Za-z0-9_-]{1,64})", trainer.text)
    assert link is not None
    return link[1]


async def pupil(phone: Phone, number: int, payload: str) -> None:
    """Joins by the link, rates all of the part, and finishes."""
    await agreed(phone, payload)
    await phone.until(lambda phone: "Autumn class" in phone.text, 60)
    await phone.send(f"Pupil {number}")
    await phone.until(lambda phone: f"Pupil {number}" in phone.text, 60)
    await phone.tap("I agree" if any("I agree" in each for each in phone.captions) else "Einverstanden")
    await phone.until(lambda phone: "You are" in phone.text, 60)
    await to(phone, f"rate|1|{PART}|", "1/")
    while True:
        await phone.until(
            lambda phone: "A" in phone.captions or "Yes" in phone.captions or "Finish" in str(phone.captions), 60
        )
        before = phone.text
        if "Yes" in phone.captions:
            await phone.tap("Yes")
        elif any(each.startswith("Finish") for each in phone.captions):
            await phone.tap("Finish")
            await phone.until(lambda phone: "Thank you" in phone.text, 60)
            return
        else:
            await phone.tap("BCDEF"[number % 5])
        await phone.until(lambda phone, before=before: phone.text != before, 60)  # type: ignore[misc]  # bound above


async def test_a_class_of_thirty_rates_at_once_and_sees_what_is_released(
    server: TelegramServer, served: Served
) -> None:
    trainer = server.phone(language="en", first_name="Trainer")
    payload = await opened(trainer)
    pupils = [server.phone(language="en") for _ in range(PUPILS)]
    await asyncio.gather(*(pupil(phone, number, payload) for number, phone in enumerate(pupils)))
    rated = served.desk.shelf.cases.case(CASE, "en").keyed
    here = [each for each in served.desk.shelf.survey(1, "en").indicators if each in rated]
    here = [each for each in here if served.desk.shelf.survey(1, "en").homes[each].id == PART]
    assert rows(served, "SELECT count(*) FROM practice") == [(PUPILS,)]
    found = rows(
        served,
        "SELECT question, value, count(DISTINCT session) FROM answer WHERE value IS NOT NULL GROUP BY question, value",
    )
    levels = {json.dumps({"points": points}, separators=(",", ":")) for points in range(1, 6)}
    assert {(question, value) for question, value, _ in found} == {(id, level) for id in here for level in levels}
    assert {count for *_, count in found} == {PUPILS // 5}
    for phone in pupils:
        assert "Key:" not in phone.text
    for step in ("spread", "key"):
        await _released(trainer, step)
    await to(pupils[0], "cohort|1||", "You are here as Pupil 0")
    await pupils[0].tap("Released")
    await pupils[0].until(lambda phone: "Key: " in phone.text, 20)
    assert "Group: " in pupils[0].text
    assert "Pupil" not in pupils[0].text  # nobody's name but in one's own greeting


async def _released(trainer: Phone, step: str) -> None:
    """Releases the spread or the key of the part; asked once."""
    assert trainer.card is not None
    await trainer.tap_data(trainer.card.id, f"part|1|{PART}|{step}")
    await trainer.until(lambda phone: any(each.startswith("Yes") for each in phone.captions), 20)
    await trainer.tap("Yes")
    await trainer.until(lambda phone: f"{step} released" in phone.text, 20)
