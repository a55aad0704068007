"""Proofs over Telegram: real files through the Bot API, albums as one, and everything that can go wrong on the way."""

import asyncio
import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import bot.telegram.fetching
from tests.bot.proof_files import JPEG, OGG, PDF, PNG, PROGRAM
from tests.bot.telegram.serving import Served, at, begun, rows, serving, tap, tap_on
from tests.faults.service import Service, service
from tests.telegram_phones import Phone
from tests.telegram_server import TelegramServer

STRATEGY = "strategy-documentation"
STATES = "SELECT state, reason FROM proof_file ORDER BY id"


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What did not work is tried again at once."""
    monkeypatch.setattr(bot.telegram.fetching, "FIRST_PAUSE", 0.05)


async def asked(phone: Phone, question: str = STRATEGY) -> Phone:
    """The page that waits for a proof."""
    await begun(phone)
    return await asked_again(phone, question)


async def asked_again(phone: Phone, question: str = STRATEGY) -> Phone:
    assert phone.card is not None
    await tap_on(phone, phone.card.id, f"proofs|1|{question}|")
    return phone


def is_here(phone: Phone) -> bool:
    """Whether no file is shown as on its way."""
    return "being fetched" not in phone.text


def lying(folder: Path) -> dict[str, bytes]:
    """All files in the folder of proofs."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def whole(*contents: bytes) -> dict[str, bytes]:
    """These files, each under its hash."""
    hashes = {hashlib.sha256(content).hexdigest(): content for content in contents}
    return {f"{hash[:2]}/{hash[2:]}": content for hash, content in hashes.items()}


async def until(served: Served, states: list[tuple[str, str | None]]) -> None:
    """Waits until the files of proofs stand like this."""
    async with asyncio.timeout(20):
        while rows(served, STATES) != states:
            await asyncio.sleep(0.02)


# --- each kind -----------------------------------------------------------------------------------------------


async def test_a_document_is_kept_and_the_card_asks_on(served: Served, phone: Phone) -> None:
    await asked(phone)
    assert "Send photos, a file or a voice message; or type a link" in phone.text
    assert "Files pass through Telegram, without end-to-end encryption" in phone.text
    await phone.document("Strategie.pdf", PDF)
    await phone.until(lambda phone: "1. Strategie.pdf · 1 KB" in phone.text and is_here(phone))
    assert "What does it show?" in phone.text
    assert lying(served.evidence) == whole(PDF)
    await tap(phone, "1")
    await phone.say("03/2025")
    assert "Date on it: March 2025" in phone.text
    assert rows(served, "SELECT source FROM proof_file") == [(None,)]


async def test_words_beside_a_file_say_what_it_shows(served: Served, phone: Phone) -> None:
    await asked(phone)
    await phone.photo("The poster", PNG)
    await phone.until(lambda phone: "What date does it refer to?" in phone.text and is_here(phone))
    assert rows(served, "SELECT shows FROM proof") == [("The poster",)]
    assert lying(served.evidence) == whole(PNG)  # the largest of its sizes


async def test_a_voice_message_is_a_proof(served: Served, phone: Phone) -> None:
    await asked(phone)
    await phone.voice(OGG)
    await phone.until(lambda phone: "voice.ogg" in phone.text and is_here(phone))
    assert lying(served.evidence) == whole(OGG)


async def test_an_album_is_one_proof(served: Served, phone: Phone) -> None:
    await asked(phone)
    pictures = [PNG + bytes([n]) for n in range(4)]
    await phone.album(*pictures, caption="Four walls")
    await until(served, [("kept", None)] * 4)
    assert rows(served, "SELECT count(*), shows FROM proof") == [(1, "Four walls")]
    assert lying(served.evidence) == whole(*pictures)
    await phone.until(lambda phone: phone.text.count("photo.png · 1 KB") == 4 and is_here(phone))
    assert "What date does it refer to?" in phone.text


async def test_what_of_an_album_comes_late_still_joins_it(served: Served, phone: Phone) -> None:
    await asked(phone)
    await phone.album(PNG)
    await until(served, [("kept", None)])
    group = phone.history[max(number for number, raw in phone.history.items() if "photo" in raw)]["media_group_id"]
    await tap(phone, "1")
    await phone.say("2025")
    await phone.say("/check")
    late = phone._photo(JPEG) | {"media_group_id": group}
    await phone._write(late)
    await until(served, [("kept", None)] * 2)
    assert rows(served, "SELECT count(*) FROM proof") == [(1,)]
    assert lying(served.evidence) == whole(PNG, JPEG)


async def test_pictures_one_by_one_are_of_the_same_until_it_is_said_what_they_show(
    served: Served, phone: Phone
) -> None:
    await asked(phone)
    for content in (PNG, JPEG):
        await phone.photo(content=content)
    await until(served, [("kept", None)] * 2)
    assert rows(served, "SELECT count(*) FROM proof") == [(1,)]


async def test_a_forwarded_file_is_taken_where_one_is_asked_for(served: Served, phone: Phone) -> None:
    await asked(phone)
    origin = {"type": "hidden_user", "sender_user_name": "Somebody", "date": 1_700_000_000}
    document = phone._upload("plan.pdf", PDF)
    await phone._write({"forward_origin": origin, "document": document})
    await until(served, [("kept", None)])
    assert lying(served.evidence) == whole(PDF)


async def test_a_file_comes_back(phone: Phone) -> None:
    await asked(phone)
    await phone.document("Strategie für 'Nord' 2025.pdf", PDF)
    await phone.until(lambda phone: "1. Strategie für 'Nord' 2025.pdf · 1 KB" in phone.text and is_here(phone))
    await tap(phone, "1")
    await tap(phone, "Today")
    await phone.tap("File 1")
    await phone.until(lambda phone: [each for each in phone.messages if each.from_bot and each.content == PDF])
    sent = [each for each in phone.messages if each.from_bot and each.kind == "document"]
    assert [(each.file_name, each.content) for each in sent] == [("Strategie für 'Nord' 2025.pdf", PDF)]


async def test_switched_off_files_are_not_fetched(server: TelegramServer, tmp_path: Path) -> None:
    async with serving(server, tmp_path / "clusterready.db", files_on=False) as served:
        phone = server.phone(language="en")
        await asked(phone)
        assert "Files are not taken here." in phone.text
        await phone.changed(phone.document("plan.pdf", PDF))
        await phone.until(lambda phone: "What you sent was not stored." in phone.text)
        assert server.called("getFile") == []
        assert rows(served, "SELECT count(*) FROM proof") == [(0,)]


# --- refused -------------------------------------------------------------------------------------------------


async def test_more_than_telegram_hands_over_is_refused_at_once_with_what_to_do(
    server: TelegramServer, served: Served, phone: Phone
) -> None:
    await asked(phone)
    await phone.document("film.pdf", PDF + bytes(20 * 2**20))
    await phone.until(lambda phone: "That file is larger than 20 MB and was not stored. Send a smaller" in phone.text)
    assert "Send photos, a file or a voice message" in phone.text  # it asks on
    assert server.called("getFile") == []
    assert rows(served, "SELECT count(*) FROM proof") == [(0,)]


async def test_a_size_that_is_not_told_is_found_out(server: TelegramServer, served: Served, phone: Phone) -> None:
    await asked(phone)
    document = phone._upload("film.pdf", PDF + bytes(20 * 2**20))
    document.pop("file_size")
    await phone._write({"document": document})
    await phone.until(lambda phone: "Not stored: film.pdf" in phone.told())
    assert await _states(served) == [("failed", "large")]
    assert lying(served.evidence) == {}


async def _states(served: Served) -> list[tuple[str, str | None]]:
    return [(state, reason) for state, reason in rows(served, STATES)]


async def test_what_is_no_pdf_is_refused_whatever_its_name(served: Served, phone: Phone) -> None:
    await asked(phone)
    await phone.document("Strategie.pdf", PROGRAM)
    await phone.until(lambda phone: "Not stored: Strategie.pdf" in phone.told())
    message = next(each for each in phone.messages if each.text.startswith("Not stored"))
    assert message.captions == ["To the proof"]
    assert "It is of no kind that is taken here. Send it as a PDF or a picture." in message.text
    assert await _states(served) == [("failed", "type")]
    assert lying(served.evidence) == {}
    await phone.tap_on(message.id, "To the proof")
    await phone.until(lambda phone: phone.card is not None and "not stored: it is of no kind" in phone.card.text)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../../etc/cron.d/evil", "evil.pdf"),
        ("a\x00b.pdf", "ab.pdf"),
        ("x" * 3000 + ".pdf", "x" * 95 + ".pdf"),
        ("\u202efdp.exe", "fdp.exe.pdf"),
    ],
)
async def test_crafted_names_do_no_harm(served: Served, phone: Phone, name: str, safe: str) -> None:
    await asked(phone)
    await phone.document(name, PDF)
    await until(served, [("kept", None)])
    assert rows(served, "SELECT name FROM proof_file") == [(safe,)]
    assert lying(served.evidence) == whole(PDF)
    await phone.until(lambda phone: safe in phone.text and is_here(phone))


# --- trouble on the way --------------------------------------------------------------------------------------


@pytest.mark.parametrize("trouble", [["502"], ["cut"], ["slow"], ["404", "cut", "502"]])
async def test_a_download_that_breaks_off_is_done_again_and_leaves_nothing(
    server: TelegramServer, served: Served, phone: Phone, caplog: pytest.LogCaptureFixture, trouble: list[str]
) -> None:
    content = PDF + bytes(300_000)
    server.faults.downloads = list(trouble)
    await asked(phone)
    await phone.document("Strategie.pdf", content)
    await phone.until(lambda phone: "What does it show?" in phone.text)  # nobody waits for it
    await phone.until(lambda phone: "Strategie.pdf · 294 KB" in phone.text and is_here(phone))
    assert lying(served.evidence) == whole(content)
    assert server.token not in caplog.text
    assert "/file/bot" not in caplog.text


async def test_telegram_away_for_a_while(server: TelegramServer, served: Served, phone: Phone) -> None:
    await asked(phone)
    server.faults.only_methods, server.faults.share_502 = {"getFile"}, 1.0
    await phone.document("Strategie.pdf", PDF)
    await phone.until(lambda phone: "being fetched" in phone.text)
    async with asyncio.timeout(20):
        while len(server.called("getFile")) < 2:
            await asyncio.sleep(0.02)
    server.faults.share_502 = 0
    await phone.until(lambda phone: "Strategie.pdf · 1 KB" in phone.text and is_here(phone))
    assert lying(served.evidence) == whole(PDF)


async def test_what_telegram_no_longer_has_is_said(server: TelegramServer, served: Served, phone: Phone) -> None:
    server.faults.downloads = ["404"] * 5
    await asked(phone)
    await phone.document("Strategie.pdf", PDF)
    await phone.until(
        lambda phone: "Not stored: Strategie.pdf\nIt could not be fetched. Send it again." in phone.told()
    )
    assert await _states(served) == [("failed", "gone")]


async def test_a_full_disk_is_said_leaves_no_half_file_and_can_be_tried_again(
    served: Served, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    await asked(phone)
    with monkeypatch.context() as patch:
        patch.setattr("storage.proof_files.os.fsync", full)
        await phone.document("Strategie.pdf", PDF)
        await phone.until(lambda phone: "Not stored: Strategie.pdf\nThe disk here is full." in phone.told())
    assert await _states(served) == [("failed", "full")]
    assert lying(served.evidence) == {}
    message = next(each for each in phone.messages if each.text.startswith("Not stored"))
    await phone.tap_on(message.id, "To the proof")
    await phone.until(lambda phone: "Fetch file 1 again" in phone.captions)
    await phone.tap("Fetch file 1 again")
    await phone.until(lambda phone: "1. Strategie.pdf · 1 KB" in phone.text and is_here(phone))
    assert "File 1" in phone.captions  # the page itself says that it is here
    assert lying(served.evidence) == whole(PDF)


async def test_a_proof_that_is_removed_while_its_file_comes_leaves_nothing(
    server: TelegramServer, served: Served, phone: Phone
) -> None:
    await asked(phone)
    server.faults.downloads = ["slow"]
    await phone.document("Strategie.pdf", PDF + bytes(100_000))
    await phone.until(lambda phone: "being fetched" in phone.text)
    assert phone.card is not None
    await tap_on(phone, phone.card.id, f"proof-remove|0|{STRATEGY}|1")
    await asyncio.sleep(0.8)
    assert rows(served, STATES) == []
    assert lying(served.evidence) == {}


async def test_who_erases_everything_while_a_file_comes_leaves_nothing(
    server: TelegramServer, served: Served, phone: Phone
) -> None:
    await asked(phone)
    await phone.document("One.pdf", PDF)
    await until(served, [("kept", None)])
    server.faults.downloads = ["slow"]
    await phone.document("Strategie.pdf", PDF + bytes(100_000))
    await phone.until(lambda phone: "being fetched" in phone.text)
    assert phone.card is not None
    await phone.tap_data(phone.card.id, "erase|||yes")
    await phone.until(lambda phone: "Everything about you is erased." in phone.text)
    await asyncio.sleep(0.8)
    assert rows(served, "SELECT count(*) FROM proof") == [(0,)]
    assert lying(served.evidence) == {}


async def test_one_person_s_flood_of_files_delays_nobody(server: TelegramServer, served: Served, phone: Phone) -> None:
    await asked(phone)
    server.faults.downloads = ["slow"] * 3
    await phone.album(*(PNG + bytes([n]) * 50 for n in range(6)))
    other = await asked(server.phone(language="en"))
    await other.document("Other.pdf", PDF)
    await other.until(lambda phone: "Other.pdf · 1 KB" in phone.text and is_here(phone))
    await until(served, [("kept", None)] * 7)
    assert lying(served.evidence) == whole(PDF, *(PNG + bytes([n]) * 50 for n in range(6)))


async def test_a_file_that_was_sent_twice_is_kept_once(server: TelegramServer, served: Served, phone: Phone) -> None:
    server.faults.twice = True
    await asked(phone)
    await phone.document("Strategie.pdf", PDF)
    await phone.until(lambda phone: "1. Strategie.pdf · 1 KB" in phone.text and is_here(phone))
    await phone.say("The strategy")
    assert rows(served, STATES) == [("kept", None)]


# --- a submitted check records what was still on its way ------------------------------------------------------


async def test_a_check_submitted_before_its_file_is_here_records_the_hash_later(
    server: TelegramServer, served: Served, phone: Phone
) -> None:
    await begun(phone)
    await at(phone, STRATEGY)
    await phone.say("d")
    await phone.say("yes")
    await asked_again(phone)
    server.faults.downloads = ["slow"]
    await phone.document("Strategie.pdf", PDF + bytes(100_000))
    await phone.until(lambda phone: "being fetched" in phone.text)
    assert phone.card is not None
    await phone.tap_data(phone.card.id, "submit|1||")
    await phone.until(lambda phone: "Submitted on" in phone.text)
    assert rows(served, "SELECT hashes FROM proof_record") == [('{"1": null}',)]
    await until(served, [("kept", None)])
    hash = hashlib.sha256(PDF + bytes(100_000)).hexdigest()
    assert rows(served, "SELECT hashes FROM proof_record") == [(f'{{"1": "{hash}"}}',)]


# --- a kill --------------------------------------------------------------------------------------------------


def told(program: Service, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(program.file)) as connection:
        return connection.execute(statement).fetchall()


@pytest.mark.parametrize("end", ["kill", "term"])
async def test_a_download_goes_on_after_the_program_ends_in_it(
    server: TelegramServer, tmp_path: Path, end: str
) -> None:
    content = PDF + bytes(400_000)
    folder = tmp_path / "clusterready-evidence"
    async with service(server, tmp_path, operator="Example agency") as program:
        phone = await asked(server.phone(language="en"))
        server.faults.downloads = ["slow"]
        await phone.document("Strategie.pdf", content)
        async with asyncio.timeout(20):
            while told(program, "SELECT state FROM proof_file") != [("claimed",)]:
                await asyncio.sleep(0.01)
        await asyncio.sleep(0.2)
        if end == "kill":
            await program.kill()
            assert [name.split("/")[0] for name in lying(folder)] in ([], ["incoming"])
        else:
            assert await program.end() == 0
            assert lying(folder) == {}
        assert told(program, "SELECT state, sha256 FROM proof_file") == [("claimed", None)]
        await program.start()
        async with asyncio.timeout(20):
            while told(program, "SELECT state FROM proof_file") != [("kept",)]:
                await asyncio.sleep(0.05)
        await phone.until(lambda phone: is_here(phone) and "Strategie.pdf · 391 KB" in phone.text)
        assert server.token not in program.said
        await program.end()
        await program.start()  # what the kill left beside is gone with the next start
        assert lying(folder) == whole(content)
