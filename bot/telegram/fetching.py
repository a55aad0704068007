"""Files that people sent as proof are fetched from Telegram, a few at a time, one for each person."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.conversation import Brought, Visitor, turned
from bot.desk import Desk
from bot.drawing import draw
from bot.fetching import asked_on, claimed, failed, given_back, placed, proof_on, received, waiting
from bot.sent import Sent
from bot.telegram.pace import seconds_of
from bot.telegram.request import Gone, Request
from bot.telegram.sending import Outgoing
from bot.telegram.unbroken import unbroken
from storage.erasing import TELEGRAM
from storage.fetches import Fetch
from storage.proof_files import NotKept
from storage.store import StorageFault

SECONDS = 30.0
"""How often is looked for files, besides when one came."""
AT_ONCE = 4
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 300.0
GONE_TRIES = 5
"""So often a file may not be where Telegram said it is."""
log = logging.getLogger("clusterready.telegram")


async def pieces(bot: Bot, source: str) -> AsyncIterator[bytes]:
    """A file that somebody sent, piece by piece. Raises what PTB raises, and `Gone`; nothing of it holds the token."""
    told = await bot.get_file(source)
    request = bot.request
    if not (told.file_path or "").startswith(("http://", "https://")) or not isinstance(request, Request):
        raise Gone("the file has no address")
    assert told.file_path is not None
    async for piece in request.pieces(told.file_path):
        yield piece


@dataclass(frozen=True, slots=True)
class _Later:
    """Tried again after a while, by the loop's clock."""

    at: float
    pause: float


class Fetching:
    """Fetches the files of one bot's people."""

    def __init__(self, bot: Bot, desk: Desk, outgoing: Outgoing) -> None:
        self._bot, self._desk, self._outgoing = bot, desk, outgoing
        self._started: datetime = desk.clock()
        self._woken = asyncio.Event()
        self._running: dict[int, asyncio.Task[None]] = {}
        self._later: dict[int, _Later] = {}
        self._reading: set[asyncio.Task[None]] = set()

    def wake(self) -> None:
        """There may be something to fetch."""
        self._woken.set()

    async def run(self) -> None:
        """Looks and fetches for ever."""
        try:
            if self._desk.files is None:
                await asyncio.Event().wait()
            while True:
                self._woken.clear()
                pause = await self._look()
                with suppress(TimeoutError):
                    async with asyncio.timeout(pause):
                        await self._woken.wait()
        finally:
            tasks = [*self._running.values(), *self._reading]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _look(self) -> float:
        """Begins what can begin, one file for each person; how long to wait for the next look."""
        try:
            found = await unbroken(waiting(self._desk, TELEGRAM, self._started))
        except StorageFault as fault:
            log.warning("files wait: %s", fault)
            return SECONDS
        now, soonest = asyncio.get_running_loop().time(), SECONDS
        self._later = {each.file: later for each in found if (later := self._later.get(each.file))}
        for each in found:
            later = self._later.get(each.file)
            if later and later.at > now:
                soonest = min(soonest, later.at - now)
            elif each.person.id not in self._running and len(self._running) < AT_ONCE:
                self._begin(each)
        return soonest

    def _begin(self, fetch: Fetch) -> None:
        task = asyncio.create_task(self._fetch(fetch))
        self._running[fetch.person.id] = task

        def over(_: object) -> None:
            del self._running[fetch.person.id]
            self._woken.set()

        task.add_done_callback(over)

    # --- a practice case ------------------------------------------------------------------------------------------

    def read(self, visitor: Visitor, sent: Sent) -> None:
        """Reads a practice case that a trainer sent, and says what became of it; one that a crash cuts off, not."""
        task = asyncio.create_task(self._read(visitor, sent))
        self._reading.add(task)
        task.add_done_callback(self._reading.discard)

    async def _read(self, visitor: Visitor, sent: Sent) -> None:
        try:
            content = await self._content(sent.source)
            scene = await unbroken(turned(self._desk, visitor, Brought(sent.name, content)))
            if scene.person is not None:  # not erased meanwhile
                await self._outgoing.aside(int(visitor.external), draw(scene)[-1])
        except (StorageFault, TelegramError) as fault:
            log.warning("a practice case was not read: %s", type(fault).__name__)
        except Exception:
            log.exception("a practice case could not be read")

    async def _content(self, source: str) -> bytes | None:
        """The file, no more of it than a case may have; None if it can't be fetched, in several tries."""
        from surveys.case_files import MOST_BYTES  # what reads a case is paid for by those who send one

        for _ in range(GONE_TRIES):
            found = bytearray()
            try:
                async for piece in pieces(self._bot, source):
                    found += piece
                    if len(found) > MOST_BYTES:
                        break
                return bytes(found)
            except BadRequest:
                return None
            except (NetworkError, TelegramError):
                await asyncio.sleep(FIRST_PAUSE)
        return None

    # --- one file ------------------------------------------------------------------------------------------------

    async def _fetch(self, fetch: Fetch) -> None:
        """One file, from its claim to what is said of it. What did not work is tried again, later each time."""
        taken: Fetch | None = None
        try:
            taken = await unbroken(claimed(self._desk, fetch))
            if taken is None:
                return
            try:
                reason = await self._tried(taken)
            except (NetworkError, TelegramError) as error:
                self._put_off(taken, seconds_of(error) if isinstance(error, RetryAfter) else 0)
                await unbroken(given_back(self._desk, taken))
                return
            await self._told(taken, reason)
        except StorageFault as fault:
            log.warning("a file waits: %s", fault)
            self._put_off(fetch, 0)
            with suppress(StorageFault):
                await unbroken(given_back(self._desk, taken if taken else fetch))
        except Exception:
            log.exception("a file could not be fetched")
            self._put_off(fetch, LONGEST_PAUSE)

    def _put_off(self, fetch: Fetch, seconds: float) -> None:
        before = self._later.get(fetch.file)
        pause = min(before.pause * 2, LONGEST_PAUSE) if before else FIRST_PAUSE
        self._later[fetch.file] = _Later(asyncio.get_running_loop().time() + max(pause, seconds), pause)

    async def _tried(self, fetch: Fetch) -> str:
        """Fetches and keeps a file: why it is not kept, or nothing. Raises where it can be tried again."""
        assert self._desk.files is not None
        try:
            with self._desk.files.incoming(fetch.file, fetch.tries) as incoming:
                arrival = await received(incoming, pieces(self._bot, fetch.source), fetch.size)
                await unbroken(placed(self._desk, fetch, arrival))
        except NotKept as refusal:
            if refusal.reason == "broken" and fetch.tries < GONE_TRIES:
                raise NetworkError("the file came in part only") from None
            return refusal.reason
        except BadRequest as error:
            return "large" if "too big" in str(error).casefold() else "gone"
        except Gone:
            if fetch.tries < GONE_TRIES:
                raise
            return "gone"
        return ""

    async def _told(self, fetch: Fetch, reason: str) -> None:
        """The page that is before the person says what became of the file; a refusal stands in a message of its own."""
        self._later.pop(fetch.file, None)
        chat = int(fetch.person.external)
        scene = await unbroken(failed(self._desk, fetch, reason)) if reason else None
        line = await unbroken(self._outgoing.line(chat))
        looked_at = proof_on(line.content, fetch.proof) if line.card is None else None
        again = await unbroken(asked_on(self._desk, fetch, looked_at))
        if again is not None and not line.chat.blocked and (looked_at is None or line.card is None):
            line.show(draw(again), fresh=False)
            self._outgoing.go(line)
        if scene is None or line.chat.blocked:
            return
        try:
            await self._outgoing.aside(chat, draw(scene)[-1])
        except Forbidden:
            await unbroken(self._outgoing.blocked(chat))
        except (NetworkError, TelegramError) as error:  # the proof's page says it too
            log.info("a person was not told of a file: %s", type(error).__name__)
