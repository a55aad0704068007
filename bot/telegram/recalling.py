"""Proof that may not be seen any more leaves the assessors' chats: looked for, removed, and only then forgotten.

What is to go follows from what is stored, so that a crash or a fault on the way leaves it to the next look.
"""

import asyncio
import logging
from contextlib import suppress

from telegram import Bot
from telegram.error import Forbidden, NetworkError, RetryAfter, TelegramError

from bot.desk import Desk
from bot.recalling import recalled, to_recall
from bot.telegram.calls import remove
from bot.telegram.pace import Pace, seconds_of
from bot.telegram.sending import Outgoing
from bot.telegram.unbroken import unbroken
from storage.store import StorageFault

SECONDS = 30.0
"""How often is looked, besides when something was withdrawn: a day may have passed, a file may have come too late."""
FIRST_PAUSE = 1.0
AT_ONCE = 100
"""Messages that Telegram removes in one call."""
log = logging.getLogger("clusterready.telegram")


class Recalling:
    """Removes opened proof from the chats of one bot."""

    def __init__(self, bot: Bot, desk: Desk, outgoing: Outgoing, pace: Pace) -> None:
        self._bot, self._desk, self._outgoing, self._pace = bot, desk, outgoing, pace
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Something may have to go."""
        self._woken.set()

    async def run(self) -> None:
        """Looks and removes for ever; after trouble soon again, later each time."""
        pause = SECONDS
        while True:
            self._woken.clear()
            well = await self._look()
            pause = SECONDS if well else min(SECONDS, FIRST_PAUSE if pause == SECONDS else pause * 2)
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._woken.wait()

    async def _look(self) -> bool:
        """Removes what may not be seen any more; false where something is left that can be tried again soon."""
        well = True
        try:
            for chat, messages in (await unbroken(to_recall(self._desk, self._bot.id))).items():
                line = await unbroken(self._outgoing.line(chat))
                if line.chat.blocked:  # nothing can be removed there until they come back
                    continue
                for start in range(0, len(messages), AT_ONCE):
                    well = await self._removed(chat, messages[start : start + AT_ONCE]) and well
        except StorageFault as fault:
            log.warning("opened proof waits to be removed: %s", fault)
            return False
        return well

    async def _removed(self, chat: int, messages: list[int]) -> bool:
        """Removes messages of one chat; what is gone or too old is forgotten as well."""
        try:
            await self._pace.turn(chat)
            await remove(self._bot, chat, messages, emptying=False)
        except RetryAfter as error:
            await asyncio.sleep(seconds_of(error))
            return False
        except Forbidden:
            await unbroken(self._outgoing.blocked(chat))
            return True
        except (NetworkError, TelegramError) as error:
            log.info("opened proof could not be removed yet: %s", type(error).__name__)
            return False
        await unbroken(recalled(self._desk, self._bot.id, chat, messages))
        return True
