"""A hand-off pack on a phone: its ZIPs one after the other as whole files, and what is said where one can't be made."""

import asyncio
from pathlib import Path

import pytest

import bot.packs
from bot.packs import Packed, Volume, verify
from bot.review_views import HandOff
from bot.scene import Scene
from tests.bot.proof_files import PDF
from tests.bot.telegram.serving import Served, answered, begun, rows, tap, tap_on
from tests.telegram_phones import Message, Phone
from tests.telegram_server import TelegramServer

STRATEGY = "strategy-documentation"
SMALL = 350_000
"""Bytes of a ZIP, so that one file of 300 KB fits beside none of the documents."""


async def submitted(phone: Phone, served: Served, files: int) -> None:
    """A submitted check with so many proofs of 300 KB."""
    await begun(phone)
    await phone.say("Otter Agency")
    for number in range(files):
        assert phone.card is not None
        await tap_on(phone, phone.card.id, f"proofs|1|{STRATEGY}|")
        await phone.document(f"scan {number}.pdf", PDF + bytes(300_000) + str(number).encode())
        async with asyncio.timeout(20):
            while rows(served, "SELECT count(*) FROM proof_file WHERE state = 'kept'") != [(number + 1,)]:
                await asyncio.sleep(0.02)
    assert phone.card is not None
    await answered(phone, phone.tap_data(phone.card.id, "submit|1||"))
    assert rows(served, "SELECT count(*) FROM session WHERE submitted_at IS NOT NULL") == [(1,)]


def zips(phone: Phone) -> list[Message]:
    return [each for each in phone.messages if (each.file_name or "").endswith(".zip")]


async def confirmed(phone: Phone) -> None:
    """The list, and then the pack."""
    assert phone.card is not None
    await phone.tap_data(phone.card.id, "pack|1||")
    await phone.until(lambda phone: "What goes in" in phone.text)
    assert zips(phone) == []
    await answered(phone, phone.tap("Make the pack"))


async def test_every_zip_arrives_whole_and_the_card_is_below(
    server: TelegramServer, served: Served, phone: Phone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await submitted(phone, served, 2)
    monkeypatch.setattr(bot.packs, "VOLUME_BYTES", SMALL)
    server.faults.only_methods, server.faults.share_429 = {"sendDocument"}, 0.3  # what is refused is sent again
    await confirmed(phone)
    await phone.until(lambda phone: "Your pack, in 3 ZIPs" in phone.text, 30)
    files = zips(phone)
    named = [each.file_name for each in files]
    assert [name[-10:] for name in named if name] == ["1-of-3.zip", "2-of-3.zip", "3-of-3.zip"]
    assert [each.text[:21] for each in files] == [f"Hand-off pack, {n} of 3" for n in (1, 2, 3)]
    held: list[str] = []
    for each in files:
        file = tmp_path / (each.file_name or "")
        file.write_bytes(each.content or b"")
        assert verify(file).problems == ()
        held += verify(file).files
    assert held[-2:] == ["evidence/4.1.2-1-scan-0.pdf", "evidence/4.1.2-2-scan-1.pdf"]
    assert rows(served, "SELECT count(*) FROM access WHERE what = 'packed'") == [(1,)]


async def test_a_zip_that_can_t_be_made_is_said_and_ends_the_pack(
    served: Served, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    await submitted(phone, served, 2)
    monkeypatch.setattr(bot.packs, "VOLUME_BYTES", SMALL)

    def gone(volume: Volume) -> bytes:
        if "2-of-3" in volume.name:
            raise FileNotFoundError("no such file")
        return volume.content

    monkeypatch.setattr("bot.handoff_page._content", gone)
    await confirmed(phone)
    await phone.until(lambda phone: "Your pack, in 3 ZIPs" in phone.text, 30)
    assert [(each.file_name or "")[-10:] for each in zips(phone)] == ["1-of-3.zip"]
    assert [each for each in phone.messages if "2-of-3.zip could not be made" in each.text]
    await tap(phone, "Menu")


async def test_taps_go_on_while_a_pack_is_made(served: Served, phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list draws a report: beside the conversation, never in it."""
    await submitted(phone, served, 0)
    beside: list[bool] = []

    def noted(scene: Scene, view: HandOff) -> tuple[Packed, ...]:
        beside.append(_beside())
        return ()

    monkeypatch.setattr("bot.handoff_page.files_of", noted)
    assert phone.card is not None
    await phone.tap_data(phone.card.id, "pack|1||")
    await phone.until(lambda phone: "What goes in" in phone.text)
    assert beside == [True]


def _beside() -> bool:
    """Whether this is another thread than the conversation's."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return True
    return False
