"""Reminders go out: looked for every half minute, claimed, sent beside the live card, marked."""

import asyncio
import logging
from datetime import datetime

from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.desk import Desk
from bot.drawing import draw
from bot.remembering import claimed, come, given_back, marked_sent
from bot.screens import Screen
from bot.telegram.pace import seconds_of
from bot.telegram.sending import Outgoing
from bot.telegram.unbroken import unbroken
from storage.erasing import TELEGRAM
from storage.reminders import Due
from storage.store import StorageFault

SECONDS = 30.0
"""How often is looked for reminders."""
log = logging.getLogger("clusterready.telegram")


class Reminding:
    """Sends the reminders of one bot's people."""

    def __init__(self, desk: Desk, outgoing: Outgoing) -> None:
        self._desk, self._outgoing = desk, outgoing
        self._started: datetime = desk.clock()

    async def run(self) -> None:
        """Looks and sends for ever."""
        while True:
            try:
                await self.look()
            except StorageFault as fault:
                log.warning("reminders wait: %s", fault)
            await asyncio.sleep(SECONDS)

    async def look(self) -> None:
        """Sends what is due now, one after the other."""
        for due in await unbroken(come(self._desk, TELEGRAM, self._started)):
            line = await unbroken(self._outgoing.line(int(due.person.external)))
            if line.chat.blocked:  # it waits until the person comes back
                continue
            try:
                await self._send(due)
            except StorageFault:
                raise
            except Exception:
                log.exception("a reminder failed; those of others go out")

    async def _sent(self, chat: int, screen: Screen, ids: tuple[int, ...]) -> None:
        """Sends and marks; an orderly end waits for both, so that it repeats nothing."""
        if await self._outgoing.aside(chat, screen):
            await marked_sent(self._desk, *ids)

    async def _send(self, due: Due) -> None:
        """One reminder. What surely was not sent waits again; what may have been is sent once more, much later."""
        scene = await unbroken(claimed(self._desk, due))
        if scene is None:
            return
        chat, ids = int(due.person.external), due.ids
        screen = draw(scene)[-1]
        try:
            await unbroken(self._sent(chat, screen, ids))
        except RetryAfter as error:
            await unbroken(given_back(self._desk, *ids))
            await asyncio.sleep(seconds_of(error))
        except Forbidden:
            await unbroken(given_back(self._desk, *ids))
            await unbroken(self._outgoing.blocked(chat))
        except BadRequest:
            log.exception("Telegram refused a reminder")
            await unbroken(marked_sent(self._desk, *ids))
        except (NetworkError, TelegramError):
            await unbroken(given_back(self._desk, *ids))
