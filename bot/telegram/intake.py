"""What Telegram delivers is stored before it is confirmed: a kill at any moment loses nothing."""

import asyncio
import json
import logging
import warnings
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from telegram import Bot
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.warnings import PTBUserWarning

from bot.telegram.pace import seconds_of
from bot.telegram.receiving import LISTENED, origin
from bot.telegram.unbroken import unbroken
from storage.inbox import Delivery
from storage.store import StorageFault, Store

POLL_SECONDS = 50
HELD_AT_MOST = 50_000
"""Numbers in memory; beyond that Telegram keeps the rest for us."""
FULL_PAUSE = 5.0
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 15.0
OTHER_PAUSE, OTHER_LONGEST = 10.0, 600.0
"""How long to leave the line to another program with the same token: longer each time."""
OTHER_FORGOTTEN = timedelta(hours=1)
"""After that a conflict is a new one: an update of the program may overlap for a moment."""
REFUSALS = 8
"""How often Telegram may refuse a token that was good at the start, before it is believed: about two minutes."""
T = TypeVar("T")
log = logging.getLogger("clusterready.telegram")


class Intake:
    """Polls for updates and stores each batch; `arrived` gets what was not known before."""

    def __init__(
        self, bot: Bot, store: Store, clock: Callable[[], datetime], arrived: Callable[[Sequence[Delivery]], None],
        held: Callable[[], int],
    ) -> None:  # fmt: skip
        self._bot, self._store, self._clock = bot, store, clock
        self._arrived, self._held = arrived, held
        self._trouble = ""
        self._conflicts, self._conflict_at = 0, clock()

    async def run(self) -> None:
        """Takes in updates for ever. Raises `InvalidToken` when the token is no longer good."""
        offset: int | None = None
        while True:
            batch = await self._lasting(partial(self._fetch, offset))
            if batch:
                self._arrived(await self._lasting(partial(self._kept, batch)))
            # an answer to a call with an offset confirmed it; without one the next numbers may begin anywhere
            offset = max(_numbers(batch)) + 1 if batch else None
            if self._held() > HELD_AT_MOST:
                await asyncio.sleep(FULL_PAUSE)

    async def _fetch(self, offset: int | None) -> list[dict[str, Any]]:
        told = {"timeout": POLL_SECONDS, "allowed_updates": LISTENED, "limit": 100}
        if offset is not None:
            told["offset"] = offset
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", PTBUserWarning)  # raw, since one bad update would spoil the batch
            found: Any = await self._bot.do_api_request("getUpdates", told, read_timeout=POLL_SECONDS + 10)
        return [each for each in found if _number(each) is not None]

    async def _kept(self, batch: list[dict[str, Any]]) -> list[Delivery]:
        return await unbroken(self._keep(batch))

    async def _keep(self, batch: list[dict[str, Any]]) -> list[Delivery]:
        """Stores a batch in one transaction; one that can't be stored so is stored update by update."""
        try:
            return await self._put([_delivery(each) for each in batch])
        except StorageFault:
            raise
        except Exception:
            log.exception("a batch of updates could not be stored as it came")
        return [new for each in batch for new in await self._keep_one(each)]

    async def _keep_one(self, raw: dict[str, Any]) -> list[Delivery]:
        """Stores an update, or its number alone: nothing may come again for ever."""
        try:
            return await self._put([_delivery(raw)])
        except StorageFault:
            raise
        except Exception:
            log.exception("an update could not be stored; its number is kept")
            return await self._put([Delivery(raw["update_id"], None, None, None, "{}")])

    async def _put(self, deliveries: list[Delivery]) -> list[Delivery]:
        async with self._store.work() as work:
            return await work.inbox.put(self._bot.id, deliveries, self._clock())

    async def _lasting(self, call: Callable[[], Awaitable[T]]) -> T:
        """The call's result, tried until it comes; what is in the way is said once."""
        pause, refused = FIRST_PAUSE, 0
        while True:
            try:
                found = await call()
            except RetryAfter as error:
                await asyncio.sleep(seconds_of(error))
            except InvalidToken:  # a proxy that restarts says so as well
                refused += 1
                if refused > REFUSALS:
                    raise
                await asyncio.sleep(LONGEST_PAUSE)
            except Conflict:
                await self._share()
            except (NetworkError, TelegramError) as error:
                self._say(f"Telegram can't be reached ({error}); trying again until it can.")
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            except StorageFault as fault:
                self._say(str(fault))
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                self._say("")
                return found

    async def _share(self) -> None:
        """Another program polls: stays off the line, longer each time. Telegram gives each update to one of the two."""
        now = self._clock()
        self._conflicts = self._conflicts + 1 if now - self._conflict_at < OTHER_FORGOTTEN else 1
        self._conflict_at = now
        if self._conflicts == 1:
            self._say("Another program polls with this bot's token; waiting for it to end.")
        else:
            log.error(
                "Two programs serve this bot with the same token. Answers go now to one, now to the other, and are"
                " split between their databases. End one of them now."
            )
        await asyncio.sleep(min(OTHER_PAUSE * 2 ** (self._conflicts - 1), OTHER_LONGEST))

    def _say(self, trouble: str) -> None:
        if trouble != self._trouble:
            log.warning(trouble or "Going on.")
        self._trouble = trouble


def _number(raw: object) -> int | None:
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return number if isinstance(number, int) and 0 <= number < 2**63 else None


def _numbers(batch: list[dict[str, Any]]) -> list[int]:
    return [number for each in batch if (number := _number(each)) is not None]


def _delivery(raw: dict[str, Any]) -> Delivery:
    found = origin(raw)
    body = json.dumps(raw, separators=(",", ":"))  # ASCII: half a character can't be stored
    return Delivery(raw["update_id"], found.chat, found.sender, found.language, body)
