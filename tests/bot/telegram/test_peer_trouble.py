"""Telegram, the database or the program itself fails in the middle of a review: a rating is kept once, and shown."""

import asyncio
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.bot.telegram.peers import STRATEGY as Q
from tests.bot.telegram.peers import WEB, code_on, settled
from tests.bot.telegram.serving import rows
from tests.bot.telegram.shared_world import IDS, ONE, World, there
from tests.faults.service import service
from tests.telegram_server import TelegramServer

RATED = f"SELECT value, documented FROM answer WHERE session = {ONE} AND question = ? ORDER BY revision"
FOREVER = "UPDATE share SET until = '2999-01-01'"


@pytest.mark.parametrize("trouble", ["share_502", "share_cut", "share_429"])
async def test_a_rating_is_kept_once_and_its_card_comes_when_telegram_answers_again(
    server: TelegramServer, world: World, tmp_path: Path, trouble: str
) -> None:
    async with there(server, world, tmp_path, "manager", "one") as (manager, one):
        served = one.served
        await one.tap(f"goto|{ONE}|{Q}|")
        before = len(rows(served, RATED, Q))
        setattr(server.faults, trouble, 0.6)
        server.faults.only_methods = {"editMessageText", "sendMessage", "answerCallbackQuery"}
        await one.phone.tap_on(one.card.id, "B")
        await one.phone.until(lambda _: one.words("Partly") in one.captions, 20)
        await one.phone.tap_on(one.card.id, one.words("Partly"))
        await manager.phone.tap_data(manager.card.id, "invite-assessor|||1")
        await manager.phone.until(lambda _: "https://t.me/" in manager.text, 20)
        await one.phone.until(lambda _: " 4.1.2 " not in one.text.split("\n")[0], 20)
        setattr(server.faults, trouble, 0)
        await settled(served)
        kept = rows(served, RATED, Q)[before:]
        assert kept == [('{"points":1}', None), ('{"points":1}', "partly")]
        assert code_on(manager)
        assert rows(served, "SELECT count(*) FROM invitation") == [(9,)]


async def held(database: sqlite3.Connection) -> None:
    """Holds the database as soon as the bot does not write to it."""
    async with asyncio.timeout(10):
        while not database.in_transaction:
            with suppress(sqlite3.OperationalError):
                database.execute("BEGIN IMMEDIATE")
            await asyncio.sleep(0.01)


async def test_a_rating_waits_while_something_else_holds_the_database(
    server: TelegramServer, world: World, tmp_path: Path
) -> None:
    async with there(server, world, tmp_path, "one") as (one,):
        served = one.served
        await one.tap(f"goto|{ONE}|{Q}|")
        before = len(rows(served, RATED, Q))
        with closing(sqlite3.connect(served.file, timeout=0, isolation_level=None)) as other:
            await held(other)
            await one.phone.tap_on(one.card.id, "B")
            await one.phone.tap_on(one.card.id, "B")
            await asyncio.sleep(0.7)
            assert len(rows(served, RATED, Q)) == before
            other.execute("ROLLBACK")
        await settled(served)
        assert rows(served, RATED, Q)[before:] == [('{"points":1}', None)]
        assert one.words("Partly") in one.captions


async def test_a_kill_between_storing_and_showing_loses_and_doubles_nothing(
    server: TelegramServer, world: World, tmp_path: Path
) -> None:
    """A rating, a request for proof, and the ratings handed in: each is there once, and the card follows the start."""
    file = world.copied(tmp_path)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(FOREVER)
        connection.execute("UPDATE invitation SET ended_at = at WHERE id IN (6, 8)")
    async with service(server, tmp_path) as program:
        phone = server.phone(IDS["one"], "en")

        def told(statement: str, *values: object) -> list[tuple[object, ...]]:
            with closing(sqlite3.connect(file)) as connection:
                return connection.execute(statement, values).fetchall()

        async def killed_after(data: str, statement: str, expected: int) -> None:
            server.faults.only_methods, server.faults.share_502 = {"editMessageText", "sendMessage"}, 1.0
            await phone.tap_data(phone.card.id if phone.card else 1, data)
            async with asyncio.timeout(20):
                while told(statement) != [(expected,)]:
                    await asyncio.sleep(0.005)
            await program.kill()
            server.faults.share_502 = 0
            await program.start()

        await phone.say("/review")
        await phone.press("Rate: ")
        count = f"SELECT count(*) FROM answer WHERE session = {ONE} AND question = '{WEB}'"
        [(before,)] = told(count)
        assert isinstance(before, int)
        await killed_after(f"give|{ONE}|{WEB}|p1", count, before + 1)
        await phone.until(lambda phone: "Open (1)" in phone.text, 20)  # whether it is documented
        await killed_after(f"submit|{ONE}||", "SELECT count(*) FROM access WHERE what = 'submitted' AND person = 4", 1)
        await phone.until(lambda phone: "submitted, side by side" in phone.text, 20)
        assert told(count) == [(before + 1,)]
        assert told("SELECT count(*) FROM access WHERE what = 'closed'") == [(1,)]
        assert await program.end() == 0
