"""Pictures and documents on a phone: drawn in a thread, so that nobody waits for somebody else's report."""

import asyncio
import threading
from statistics import median

import pytest

from benchmarks.telegram import people
from bot.drawing import draw
from bot.scene import Scene
from bot.screens import Screen
from tests.bot.telegram.serving import Served, answered, begun
from tests.telegram_phones import Phone
from tests.telegram_server import TelegramServer

WAIT = 0.3
"""Seconds that a tap waits beside reports; 0.03 on a quiet machine, 0.4 if a drawing may keep the interpreter."""
LAG = 1.0
"""Seconds that the loop may be held: under 0.1 on a quiet machine, 0.43 once with two more processes on two cores."""


async def test_the_result_is_a_picture_without_buttons_and_a_card_below(phone: Phone) -> None:
    await begun(phone)
    await phone.say("Example 1")
    await phone.send("/result")
    await phone.until(lambda phone: phone.card is not None and "Report (PDF)" in phone.captions)
    picture, card = phone.messages[-2:]
    assert picture.kind == "photo"
    assert picture.buttons == []
    assert picture.text.startswith("Provisional self-check, not an ESCA or EUCLES result")
    assert card.text.startswith("Provisional self-check, not an ESCA or EUCLES result")


async def test_the_report_arrives_as_a_document(phone: Phone) -> None:
    await begun(phone)
    await phone.say("/report")
    await phone.tap("Make the PDF")
    await phone.until(lambda phone: any(each.file_name for each in phone.messages), 20)
    file = next(each for each in phone.messages if each.file_name)
    assert file.file_name is not None
    assert file.file_name.endswith("-en.pdf")
    assert (file.content or b"").startswith(b"%PDF")


async def test_a_drawing_that_fails_still_brings_the_card(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> bytes:
        raise RuntimeError

    monkeypatch.setattr("bot.reports.radar.picture", broken)
    await begun(phone)
    await phone.send("/result")
    await phone.until(lambda phone: "Report (PDF)" in phone.captions)
    assert [each.kind for each in phone.messages if each.kind == "photo"] == []


async def lag(worst: list[float]) -> None:
    """Notes how late the loop comes back to somebody who asked for a moment."""
    loop = asyncio.get_running_loop()
    while True:
        began = loop.time()
        await asyncio.sleep(0.005)
        worst[0] = max(worst[0], loop.time() - began - 0.005)


async def test_taps_go_on_during_ten_reports(server: TelegramServer, served: Served) -> None:
    phones = await people(server, 11)
    *reporting, tapping = phones
    worst: list[float] = [0.0]
    waits: list[float] = []
    watching = asyncio.create_task(lag(worst))
    for session, phone in enumerate(reporting, start=1):
        assert phone.card is not None
        await phone.tap_data(phone.card.id, f"make-report|{session}||full-gaps-de")
    while not all(any(each.file_name for each in phone.messages) for phone in reporting):
        assert tapping.card is not None
        data = f"give|11|strategy-building|p{len(waits) % 5 + 1}"
        began = asyncio.get_running_loop().time()
        await answered(tapping, tapping.tap_data(tapping.card.id, data))
        waits.append(asyncio.get_running_loop().time() - began)
        await asyncio.sleep(0.02)
    watching.cancel()
    assert len(waits) > 8  # they were answered while reports were drawn
    assert median(waits) < WAIT
    assert worst[0] < LAG


async def test_a_page_that_takes_long_to_work_out_is_drawn_beside_the_conversation(
    phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: dict[str, bool] = {}

    def noted(scene: Scene, aloud: bool = False) -> tuple[Screen, ...]:
        drawn[type(scene.view).__name__] = threading.current_thread() is threading.main_thread()
        return draw(scene, aloud)

    monkeypatch.setattr("bot.telegram.working.draw", noted)
    await begun(phone)
    assert phone.card is not None
    for data, words in (
        ("way|1|gold|", "What must change for Gold"),
        ("take|1|gold|.", "Steps for Gold"),
        ("plan|||", "Plan"),
    ):
        await phone.tap_data(phone.card.id, data)
        await phone.until(lambda phone, words=words: any(words in each.text for each in phone.messages), 20)  # type: ignore[misc]  # bound above
    assert drawn == {"Welcome": True, "Menu": True, "Card": True, "WayTo": False, "Take": False, "Plan": False}
