"""Opened proof on Telegram: it can't be passed on, and leaves the assessor's chat when it may not be seen any more."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import bot.packs
import bot.telegram.recalling
import bot.telegram.reminding
from tests.bot.proof_files import PDF
from tests.bot.telegram.serving import Served, begun, rows, serving, tap
from tests.faults.service import service
from tests.telegram_phones import Message, Phone
from tests.telegram_server import TelegramServer

STRATEGY = "strategy-documentation"
REVIEW = 2
"""The session of the assessor's ratings."""


async def data(phone: Phone, what: str, words: str) -> None:
    """Taps what a button of the live card could mean, and waits for a card with these words."""
    assert phone.card is not None
    await phone.tap_data(phone.card.id, what)
    await phone.until(lambda phone: phone.card and words in phone.card.text)


async def come_in(server: TelegramServer, manager: Phone, number: int) -> Phone:
    """An assessor comes in by an invitation, and stands in front of the indicator's card."""
    await data(manager, "invite-assessor|||1", "Code: ")
    code = next(line for line in manager.text.splitlines() if line.startswith("Code: ")).removeprefix("Code: ")
    assessor = server.phone(language="en", first_name="Assessor")
    await assessor.say("/start")
    await tap(assessor, "I agree")
    await assessor.say(f"/start {code}")
    await tap(assessor, "I declare that and accept")
    await assessor.say(f"Known name {number}")
    await data(manager, f"let-in|||{number}", "let in, rated")
    await data(assessor, f"review-open|||{number}", "1/3")
    await data(assessor, f"goto|{number + 1}|{STRATEGY}|", "4.1.2")
    return assessor


async def until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(15):
        while not holds():
            await asyncio.sleep(0.02)


async def shared(server: TelegramServer, *contents: bytes) -> tuple[Phone, Phone]:
    """A manager who shares a check with proof, and an assessor in front of the indicator's card."""
    manager = await begun(server.phone(language="en", first_name="Owner"))
    await data(manager, f"goto|1|{STRATEGY}|", "4.1.2")
    await data(manager, f"give|1|{STRATEGY}|p3", "Your level")
    await data(manager, f"proofs|1|{STRATEGY}|", "Proof · 4.1.2")
    for n, content in enumerate(contents or (PDF,), start=1):
        await manager.document(f"Strategy {n}.pdf", content)
        name = f"Strategy {n}.pdf · "
        await manager.until(lambda phone, name=name: name in phone.text and "being fetched" not in phone.text)  # type: ignore[misc]  # bound now
    await data(manager, "submit|1||", "Submitted on")
    await data(manager, "share-make|1||fp.60", "Check of")
    return manager, await come_in(server, manager, 1)


def files(phone: Phone) -> list[Message]:
    """The files that the bot sent and that are still in the chat."""
    return [each for each in phone.messages if each.from_bot and each.kind == "document"]


async def opened(phone: Phone, caption: str = "File 1", many: int = 1) -> None:
    """Opens proof and waits until it is here, and known to the store, with the card below it."""
    await phone.tap(caption)
    await phone.until(lambda phone: len(files(phone)) == many and phone.card and phone.card.id > files(phone)[-1].id)


async def known(served: Served, many: int) -> None:
    await until(lambda: rows(served, "SELECT count(*) FROM sent_proof") == [(many,)])


async def withdrawn(manager: Phone) -> None:
    await data(manager, "share-withdraw||yes|1", "withdrawn on")


@pytest.fixture(autouse=True)
def no_news(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is told of anything beside their card meanwhile."""
    monkeypatch.setattr(bot.telegram.reminding, "SECONDS", 3600)


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks all the time for what has to go."""
    monkeypatch.setattr(bot.telegram.recalling, "SECONDS", 0.1)
    monkeypatch.setattr(bot.telegram.recalling, "FIRST_PAUSE", 0.05)


# --- opening -------------------------------------------------------------------------------------------------


async def test_what_is_opened_can_t_be_passed_on_and_is_gone_at_once_when_it_is_withdrawn(
    server: TelegramServer, served: Served
) -> None:
    manager, assessor = await shared(server)
    assert "1. Strategy 1.pdf · PDF · 1 KB" in assessor.text
    await opened(assessor)
    (file,) = files(assessor)
    assert (file.file_name, file.content) == ("4.1.2-1 Strategy 1.pdf", PDF)
    assert server.called("sendDocument")[-1].parameters["protect_content"] is True
    await known(served, 1)
    others = [each.id for each in assessor.messages if each.id != file.id]
    await withdrawn(manager)
    await assessor.until(lambda phone: not files(phone))
    assert [each.id for each in assessor.messages] == others  # nothing else goes
    await known(served, 0)
    assert len(server.called("deleteMessages")) == 1
    assert [row[0] for row in rows(served, "SELECT what FROM access WHERE what IN ('proof-opened', 'withdrawn')")] == [
        "proof-opened",
        "withdrawn",
    ]


async def test_one_s_own_files_are_not_protected(server: TelegramServer, served: Served) -> None:
    manager, _ = await shared(server)
    await data(manager, f"proof||{STRATEGY}|1", "Date on it")
    await opened(manager)
    assert "protect_content" not in server.called("sendDocument")[-1].parameters
    assert rows(served, "SELECT count(*) FROM sent_proof") == [(0,)]


async def test_all_proof_comes_in_several_files_and_all_of_them_go(
    server: TelegramServer, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.packs, "VOLUME_BYTES", 3_000)
    manager, assessor = await shared(server, *(PDF + bytes([n]) * 2_000 for n in range(4)))
    await tap(assessor, "What is shared")
    await assessor.tap("All proof as one file")
    await assessor.until(lambda phone: len(files(phone)) > 3 and phone.card and phone.card.id > files(phone)[-1].id)
    names = [str(each.file_name) for each in files(assessor)]
    assert [name.partition("-of-")[0][-1] for name in names] == [str(n + 1) for n in range(len(names))]
    assert all(call.parameters["protect_content"] is True for call in server.called("sendDocument"))
    await known(served, len(names))
    await withdrawn(manager)
    await assessor.until(lambda phone: not files(phone))
    await known(served, 0)


async def test_a_forwarded_button_opens_nothing(server: TelegramServer, served: Served) -> None:
    _, assessor = await shared(server)
    stranger = await begun(server.phone(language="en", first_name="Stranger"))
    assert assessor.card is not None
    assert stranger.card is not None
    for what in (f"open-proof|{REVIEW}|{STRATEGY}|1", f"all-proofs|{REVIEW}||", f"proof-file||{STRATEGY}|1.1"):
        query = await stranger.tap_data(stranger.card.id, what)
        await stranger.until(lambda _, query=query: server.is_answered(query))  # type: ignore[misc]  # bound now
    await asyncio.sleep(0.3)
    assert server.called("sendDocument") == []
    assert rows(served, "SELECT cluster, share FROM access WHERE what = 'refused'") == [(1, 1)]


# --- when it has to go ---------------------------------------------------------------------------------------


async def test_it_goes_with_the_invitation_and_stays_with_the_other_assessor(
    server: TelegramServer, served: Served
) -> None:
    manager, assessor = await shared(server)
    await opened(assessor)
    await known(served, 1)
    rows_before = rows(served, "SELECT review FROM sent_proof")
    await data(manager, "uninvite|||1", "ended on")
    await assessor.until(lambda phone: not files(phone))
    assert rows_before == [(1,)]
    await known(served, 0)


@pytest.mark.usefixtures("soon")
async def test_it_goes_when_the_day_has_passed(server: TelegramServer, served: Served) -> None:
    _, assessor = await shared(server)
    await opened(assessor)
    await known(served, 1)
    await asyncio.sleep(0.5)
    assert len(files(assessor)) == 1
    last = datetime.fromisoformat(rows(served, "SELECT until FROM share")[0][0]).replace(tzinfo=UTC)
    begun_at = datetime.now(UTC)
    shift = last + timedelta(days=1) - begun_at
    for row in assessor.history.values():  # it was opened on the last day
        row["date"] += int(shift.total_seconds()) - 3600
    with_later_date = (last + timedelta(hours=23)).replace(tzinfo=None).isoformat(" ") + ".000000"
    await _changed(served, "UPDATE sent_proof SET at = ?", with_later_date)
    served.clock = lambda: datetime.now(UTC) + shift
    await assessor.until(lambda phone: not files(phone))
    await known(served, 0)


async def _changed(served: Served, statement: str, *values: object) -> None:
    """Changes rows behind the program's back."""
    async with served.store.work() as work:
        connection = await work.database.connection()
        await connection.exec_driver_sql(statement, tuple(values))


async def test_it_goes_with_the_check(server: TelegramServer, served: Served) -> None:
    manager, assessor = await shared(server)
    await opened(assessor)
    await known(served, 1)
    assert manager.card is not None
    await manager.tap_data(manager.card.id, "erase-check|1||yes")
    await assessor.until(lambda phone: not files(phone))
    await known(served, 0)


async def test_who_erases_everything_is_left_with_nothing_of_it(server: TelegramServer, served: Served) -> None:
    _, assessor = await shared(server)
    await opened(assessor)
    await known(served, 1)
    assert assessor.card is not None
    await assessor.tap_data(assessor.card.id, "erase|||yes")
    await assessor.until(lambda phone: "Everything about you is erased." in phone.text and len(phone.messages) == 1)
    await known(served, 0)


# --- trouble -------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("fault", ["share_502", "share_429", "share_cut"])
async def test_removing_is_repeated_until_it_is_done(server: TelegramServer, served: Served, fault: str) -> None:
    manager, assessor = await shared(server)
    await opened(assessor)
    await known(served, 1)
    server.faults.only_methods, server.faults.retry_after = {"deleteMessages"}, 0
    setattr(server.faults, fault, 1.0)
    await withdrawn(manager)
    await until(lambda: len(server.called("deleteMessages")) > 2)
    assert rows(served, "SELECT count(*) FROM sent_proof") == [(1,)]
    setattr(server.faults, fault, 0)
    await assessor.until(lambda phone: not files(phone))
    await known(served, 0)


async def test_what_was_not_removed_before_the_end_is_removed_after_the_start(
    server: TelegramServer, served: Served
) -> None:
    manager, assessor = await shared(server)
    await opened(assessor)
    await known(served, 1)
    server.faults.only_methods, server.faults.share_502 = {"deleteMessages"}, 1.0
    await withdrawn(manager)
    await until(lambda: server.called("deleteMessages"))
    await served.stop()
    assert rows(served, "SELECT count(*) FROM sent_proof") == [(1,)]
    assert len(files(assessor)) == 1
    server.faults.share_502 = 0
    await served.restart()
    await assessor.until(lambda phone: not files(phone))
    await known(served, 0)


async def test_what_telegram_removes_no_more_is_forgotten(server: TelegramServer, served: Served) -> None:
    manager, assessor = await shared(server, PDF, PDF + b"two")
    await opened(assessor)
    await opened(assessor, "File 2", 2)
    await known(served, 2)
    old, new = files(assessor)
    assessor.history[old.id]["date"] -= 3 * 24 * 3600
    edits = len(server.called("editMessageText"))
    await withdrawn(manager)
    await known(served, 0)
    assert [each.id for each in files(assessor)] == [old.id]  # the newer one is gone
    calls = len(server.called("deleteMessages"))
    await asyncio.sleep(0.3)
    assert len(server.called("deleteMessages")) == calls == 3
    assert len(server.called("editMessageText")) - edits <= 1  # the manager's card: a file is not emptied
    assert new.id not in assessor.history


async def test_after_two_days_its_number_is_not_kept(server: TelegramServer, served: Served) -> None:
    manager, assessor = await shared(server)
    await opened(assessor)
    await known(served, 1)
    async with served.store.work() as work:
        await work.chats.forget(datetime.now(UTC) + timedelta(hours=47))
    await known(served, 1)
    async with served.store.work() as work:
        await work.chats.forget(datetime.now(UTC) + timedelta(hours=49))
    await known(served, 0)
    await withdrawn(manager)
    await asyncio.sleep(0.3)
    assert server.called("deleteMessages") == []


@pytest.mark.usefixtures("soon")
async def test_who_blocked_the_bot_keeps_it_until_they_come_back(server: TelegramServer, served: Served) -> None:
    manager, assessor = await shared(server)
    await opened(assessor)
    await known(served, 1)
    await assessor.block()
    await withdrawn(manager)
    await asyncio.sleep(0.5)
    assert len(server.called("deleteMessages")) <= 1  # not again and again
    assert len(files(assessor)) == 1
    await assessor.unblock()
    await assessor.until(lambda phone: not files(phone))
    await known(served, 0)


async def test_a_gateway_s_error_sends_it_again_and_once(server: TelegramServer, served: Served) -> None:
    manager, assessor = await shared(server)
    server.faults.only_methods, server.faults.share_502 = {"sendDocument"}, 1.0
    await assessor.tap("File 1")
    await until(lambda: len(server.called("sendDocument")) > 1)
    server.faults.share_502 = 0
    await assessor.until(lambda phone: phone.card and files(phone) and phone.card.id > files(phone)[-1].id)
    assert len(files(assessor)) == 1
    await known(served, 1)
    await withdrawn(manager)
    await assessor.until(lambda phone: not files(phone))


async def test_what_is_withdrawn_while_it_waits_is_not_sent(server: TelegramServer, served: Served) -> None:
    manager, assessor = await shared(server)
    server.faults.only_methods, server.faults.share_502 = {"sendDocument"}, 1.0
    await assessor.tap("File 1")
    await until(lambda: server.called("sendDocument"))
    await withdrawn(manager)
    server.faults.share_502 = 0
    before = assessor.card
    await assessor.until(lambda phone: phone.card and before and phone.card.id > before.id)  # the card goes out alone
    assert files(assessor) == []
    assert rows(served, "SELECT count(*) FROM sent_proof") == [(0,)]


async def _cut(server: TelegramServer, served: Served) -> None:
    server.faults.only_methods, server.faults.share_cut = {"sendDocument"}, 1.0


async def _lost(server: TelegramServer, served: Served) -> None:
    for path in served.evidence.rglob("*"):
        if path.is_file():
            path.unlink()


@pytest.mark.parametrize("trouble", [_cut, _lost])
async def test_a_file_that_may_not_have_come_is_said(
    server: TelegramServer, served: Served, trouble: Callable[[TelegramServer, Served], Awaitable[None]]
) -> None:
    _, assessor = await shared(server)
    await trouble(server, served)
    before = assessor.card
    await assessor.tap("File 1")
    await assessor.until(lambda phone: phone.card and before and phone.card.id > before.id)
    said = [each.text for each in assessor.messages]
    assert "4.1.2-1 Strategy 1.pdf could not be sent, or that is unclear. If it is not here, open it again." in said
    assert len(server.called("sendDocument")) == (1 if trouble is _cut else 0)


async def test_the_other_assessor_keeps_what_they_opened(server: TelegramServer, tmp_path: Path) -> None:
    async with serving(server, tmp_path / "two.db") as served:
        manager, one = await shared(server)
        two = await come_in(server, manager, 2)
        for phone in (one, two):
            await opened(phone)
        await known(served, 2)
        await data(manager, "uninvite|||1", "ended on")
        await one.until(lambda phone: not files(phone))
        await known(served, 1)
        assert len(files(two)) == 1


async def test_a_kill_in_between_leaves_it_to_the_next_start(server: TelegramServer, tmp_path: Path) -> None:
    async with service(server, tmp_path, operator="Example agency") as program:

        def sent() -> int:
            with closing(sqlite3.connect(program.file)) as connection:
                return int(connection.execute("SELECT count(*) FROM sent_proof").fetchone()[0])

        manager, assessor = await shared(server)
        await opened(assessor)
        await until(lambda: sent() == 1)
        server.faults.only_methods, server.faults.share_502 = {"deleteMessages"}, 1.0
        await withdrawn(manager)
        await until(lambda: server.called("deleteMessages"))
        await program.kill()
        assert (sent(), len(files(assessor))) == (1, 1)
        server.faults.share_502 = 0
        await program.start()
        await assessor.until(lambda phone: not files(phone))
        await until(lambda: sent() == 0)
        assert "Traceback" not in program.said
