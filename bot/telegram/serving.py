"""`clusterready serve`: the bot from its start to its orderly end."""

import asyncio
import logging
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from telegram import Bot
from telegram.error import InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.desk import Desk, refuse_unknown_versions
from bot.fetching import tidied
from bot.recalling import may_open
from bot.settings import Settings, desk_of
from bot.telegram.fetching import Fetching
from bot.telegram.intake import Intake
from bot.telegram.introducing import introduce
from bot.telegram.lanes import Lanes
from bot.telegram.ledger import Ledger
from bot.telegram.pace import Pace, seconds_of
from bot.telegram.recalling import Recalling
from bot.telegram.reminding import Reminding
from bot.telegram.request import Request
from bot.telegram.sending import Outgoing
from bot.telegram.unbroken import unbroken
from bot.telegram.working import Working
from storage.inbox import Delivery
from storage.migrating import migrate, sqlite_file
from storage.scrubbing import empty
from storage.store import StorageFault

END_SECONDS = 10.0
"""How long an orderly end may take."""
WORK_SECONDS, SEND_SECONDS = 4.0, 4.0
RETRY_SECONDS = 3.0
TIDY_SECONDS = 3600.0
SWITCH_SECONDS = 0.0005
"""How long a thread that draws may keep the interpreter while the conversation waits for it; Python's own is 5 ms,
with which a tap beside a report waits ten times as long."""
log = logging.getLogger("clusterready.telegram")


class RefusedToken(Exception):
    """Telegram does not know this token."""


class QuietBot(Bot):
    """PTB's bot; it never tells its token."""

    def __repr__(self) -> str:
        return "QuietBot"


def serve(settings: Settings) -> int:
    """Serves until a signal ends it. Raises `StorageFault` or `BrokenSurvey` if it can't begin, or `RefusedToken`."""
    assert settings.telegram_token is not None
    desk = desk_of(settings)
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(settings, desk, settings.telegram_token))
    return 0


async def _serve(settings: Settings, desk: Desk, token: SecretStr) -> None:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(_told)
    for sign in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # Windows: Ctrl-C ends it there
            loop.add_signal_handler(sign, ended.set)
    url = settings.telegram_api_url
    bot = QuietBot(
        token.get_secret_value(), f"{url}/bot", f"{url}/file/bot", request=Request(), get_updates_request=Request()
    )
    running = asyncio.create_task(run(settings, desk, bot))
    stopped = asyncio.create_task(ended.wait())
    try:
        await asyncio.wait((running, stopped), return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            await running
    finally:
        loop.call_later(END_SECONDS - 1.0, _give_up)
        running.cancel()
        stopped.cancel()
        await asyncio.gather(running, stopped, return_exceptions=True)
        await bot.shutdown()
        await desk.store.close()


def _told(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """What nobody awaited: told by its kind, without its words."""
    log.error("something failed unseen", exc_info=context.get("exception"))


def _give_up() -> None:
    """Ends at once: transactions are whole or not there, and the next start works what waits."""
    log.warning("Something holds up the end (a database in use?). Ending now; the next start goes on.")
    os._exit(0)


async def run(settings: Settings, desk: Desk, bot: Bot) -> None:
    """Runs until it is cancelled; then finishes what is being worked on."""
    sys.setswitchinterval(SWITCH_SECONDS)
    async with _alone(desk.store.url, _number(settings)):
        await asyncio.to_thread(migrate, desk.store.url)
        await refuse_unknown_versions(desk)
        await tidied(desk)
        await _reached(bot)
        desk = replace(desk, bot=bot.username)
        ledger = Ledger(desk.store, bot.id)
        pace = Pace(settings.messages_per_second)
        outgoing = Outgoing(bot, desk.store, ledger, pace, partial(may_open, desk))
        fetching = Fetching(bot, desk, outgoing)
        recalling = Recalling(bot, desk, outgoing, pace)
        working = Working(bot, desk, outgoing, fetching, recalling)
        lanes = Lanes(working.work)
        intake = Intake(bot, desk.store, desk.clock, lambda new: _into(lanes, new), lambda: lanes.held)
        reminding = Reminding(desk, outgoing)
        lasting = (ledger.run, partial(_tidy, desk), reminding.run, fetching.run, recalling.run)
        beside = [asyncio.create_task(_lasting(each)) for each in lasting]
        beside.append(asyncio.create_task(introduce(bot)))
        beside.append(asyncio.create_task(asyncio.to_thread(_read_cases, desk)))
        try:
            await _resume(desk, bot, working, lanes)
            print(f"ClusterReady serves @{bot.username}. Ctrl-C ends.", flush=True)
            await intake.run()
        except InvalidToken:
            raise RefusedToken from None
        finally:
            await lanes.stop(WORK_SECONDS)
            await outgoing.finish(SEND_SECONDS)
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)
            await ledger.write()


async def _lasting(work: Callable[[], Awaitable[None]]) -> None:
    """Work beside the conversation goes on after a bug in it."""
    while True:
        try:
            await work()
        except Exception:
            log.exception("work beside the conversation failed; it begins anew")
        await asyncio.sleep(RETRY_SECONDS)


def _number(settings: Settings) -> int:
    """The bot's number: the part of its token that is no secret."""
    assert settings.telegram_token is not None
    return int(settings.telegram_token.get_secret_value().partition(":")[0])


def _into(lanes: Lanes, deliveries: Sequence[Delivery]) -> None:
    for each in deliveries:
        lanes.put(each.sender or each.chat or 0, each.number)


def _read_cases(desk: Desk) -> None:
    """Reads the practice cases, so that whoever asks for one first does not wait for it."""
    desk.shelf.cases.has("")


async def _resume(desk: Desk, bot: Bot, working: Working, lanes: Lanes) -> None:
    """Goes on where the last run ended: chats that were not shown what was stored, then what was not worked."""
    async with desk.store.reading() as work:
        owed, waiting = await work.inbox.owed(bot.id), await work.inbox.waiting(bot.id)
        unclear = await work.chats.to_clear(bot.id)
    for chat in unclear:
        await working.clear_again(chat)
    for each in owed:
        await working.show_again(each)
    for number, lane in waiting:
        lanes.put(lane, number)


async def _reached(bot: Bot) -> None:
    """Waits for the network and for Telegram. Raises `RefusedToken`."""
    said = False
    while True:
        try:
            await bot.initialize()
            await bot.delete_webhook(drop_pending_updates=False)  # with one set nothing can be polled
            return
        except InvalidToken:
            raise RefusedToken from None
        except RetryAfter as error:
            await asyncio.sleep(seconds_of(error))
        except (NetworkError, TelegramError) as error:
            if not said:
                log.warning("Telegram can't be reached (%s); trying again until it can.", error)
            said = True
            await asyncio.sleep(RETRY_SECONDS)


async def _tidy(desk: Desk) -> None:
    """Forgets, every hour, what is kept for a time only."""
    while True:
        try:
            await unbroken(_forget(desk))
        except StorageFault as fault:
            log.warning("%s", fault)
        await asyncio.sleep(TIDY_SECONDS)


async def _forget(desk: Desk) -> None:
    async with desk.store.work() as work:
        await work.inbox.forget(desk.clock())
        await work.chats.forget(desk.clock())
        await work.reminders.forget(desk.clock())
        await work.cohorts.forget(desk.clock())
        await work.access.forget(desk.clock())
    if desk.files is not None:
        await empty(desk.store, desk.files)
    with suppress(StorageFault):  # somebody reads: the next hour
        await desk.store.scrub()  # what was emptied leaves the journal too


@asynccontextmanager
async def _alone(url: str, bot: int) -> AsyncIterator[None]:
    """Only one program serves a bot from a database. A second one says so and waits.

    The lock is a transaction on a small file beside the database: it ends with the process, however that ends.
    """
    file = sqlite_file(url)
    if file is None:
        yield
        return
    with closing(sqlite3.connect(Path(f"{file}.serving-{bot}"), timeout=0, isolation_level=None)) as connection:
        said = False
        while not _locked(connection):
            if not said:
                log.warning("Another ClusterReady serves this bot with this database; waiting for it to end.")
            said = True
            await asyncio.sleep(RETRY_SECONDS / 3)
        yield


def _locked(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            return False
        raise StorageFault(f"The lock file beside the database can't be made ({error}).") from None
    return True
