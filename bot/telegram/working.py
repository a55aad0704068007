"""One delivery is worked: read, taken into the conversation in one transaction, and what it brings left to be shown."""

import asyncio
import json
import logging
import secrets
from dataclasses import dataclass, field, replace
from typing import Any

from telegram import Bot, Update

from bot.cohort_views import Group, OwnCases
from bot.commands import marked
from bot.conversation import Came, Entered, Leftover, Typed, Visitor, turned
from bot.desk import Desk
from bot.drawing import draw
from bot.review_views import HandOff, Peer
from bot.scene import Erased, Plan, Scene, Take, WayTo
from bot.screens import Screen
from bot.speech import speech
from bot.telegram.fetching import Fetching
from bot.telegram.recalling import Recalling
from bot.telegram.receiving import Blocking, Elsewhere, Origin, Private, Received, origin, read
from bot.telegram.sending import Outgoing
from bot.telegram.wanted import Line
from storage.erasing import TELEGRAM
from storage.inbox import Finished, Letter, Owed
from storage.store import StorageFault

FIRST_PAUSE, LONGEST_PAUSE = 0.2, 5.0
PRIVATE_ONLY = marked("This bot works in private chats only. Open its profile and press Start.")
NOT_STORED = marked(
    "Sorry, that failed here (error {error}), and nothing of it was stored. Everything before is safe. Send /start to "
    "go on."
)
NOT_SHOWN = marked(
    "Sorry, what you sent is stored, but it can't be shown here (error {error}). Send /start to see where you are."
)
log = logging.getLogger("clusterready.telegram")


@dataclass(frozen=True, slots=True)
class Arrived:
    """A delivery out of the inbox with all that is needed to work it."""

    letter: Letter
    origin: Origin
    raw: dict[str, Any] = field(repr=False)


class Working:
    """Works deliveries of one bot, one at a time for each chat."""

    def __init__(self, bot: Bot, desk: Desk, outgoing: Outgoing, fetching: Fetching, recalling: Recalling) -> None:
        self._bot, self._desk, self._outgoing = bot, desk, outgoing
        self._fetching, self._recalling = fetching, recalling

    async def work(self, number: int) -> None:
        """Works one delivery. A locked or full database waits; a bug puts the delivery aside. Never raises."""
        letter, pause, said = Letter(self._bot.id, number), FIRST_PAUSE, False
        while True:
            try:
                await self._work(letter)
                return
            except StorageFault as fault:
                if not said:
                    log.warning("a delivery waits: %s", fault)
                said = True
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def show_again(self, owed: Owed) -> None:
        """Shows a chat where it stands: something was stored there and not shown before the program ended.

        Never raises: a chat that can't be shown must not keep the program from starting.
        """
        try:
            line = await self._outgoing.line(owed.chat)
            line.numbers += owed.numbers
            if owed.chat == owed.sender:  # what is to be said elsewhere is said the next time
                scene = await turned(self._desk, Visitor(TELEGRAM, str(owed.sender), owed.language), Came())
                line.known = scene.person is not None
                line.show(draw(scene), fresh=True, silent=True)
            self._outgoing.go(line)
        except StorageFault as fault:
            log.warning("a chat is shown where it stands after the next start: %s", fault)
        except Exception:
            log.exception("error %s: a chat could not be shown where it stands", _error_id())

    async def clear_again(self, chat: int) -> None:
        """Removes the messages of somebody who was erased before the program ended."""
        line = await self._outgoing.line(chat)
        line.erase()
        self._outgoing.go(line)

    # --- one delivery --------------------------------------------------------------------------------------------

    async def _work(self, letter: Letter) -> None:
        async with self._desk.store.reading() as work:
            delivery = await work.inbox.read(letter)
        if delivery is None:
            return
        raw = json.loads(delivery.body)
        arrived = Arrived(letter, origin(raw), raw)
        try:
            await self._received(arrived, _parsed(raw, self._bot))
        except Finished:
            return
        except StorageFault:
            raise
        except Exception:
            await self._set_aside(arrived)

    async def _received(self, arrived: Arrived, received: Received | None) -> None:
        match received:
            case Private():
                await self._private(arrived, received)
            case Elsewhere(chat, query):
                await self._elsewhere(arrived, chat, query)
            case Blocking(sender, blocked):
                line = await self._outgoing.line(sender)
                line.chat = replace(line.chat, blocked=blocked)
                await self._done(arrived.letter, line)
            case None:
                await self._done(arrived.letter, None)

    async def _private(self, arrived: Arrived, received: Private) -> None:
        line = await self._outgoing.line(received.sender)
        visitor = Visitor(TELEGRAM, str(received.sender), arrived.origin.language)
        entered = _doubted(line, received)
        try:
            scene = await turned(self._desk, visitor, entered, arrived.letter)
        except Leftover as left:
            self._left_over(line, arrived, left)
            return
        line.numbers.append(arrived.letter.number)
        if scene.fetches:
            self._fetching.wake()
        if scene.recalls or isinstance(scene.view, Erased):
            self._recalling.wake()
        if isinstance(scene.view, Group) and isinstance(scene.view.page, OwnCases) and scene.view.page.wanted:
            self._fetching.read(visitor, scene.view.page.wanted)
        try:
            self._show(line, received, scene, await _drawn(scene, aloud=received.query is None))
        except Exception:  # it is stored: only what is seen of it is missing
            error = _error_id()
            log.exception("error %s: what was stored could not be shown", error)
            self._say(line, arrived, speech(scene.language).say(NOT_SHOWN, error=error))

    def _left_over(self, line: Line, arrived: Arrived, left: Leftover) -> None:
        """Erased, but not from every file yet: that is said, and nothing that claims more."""
        line.numbers.append(arrived.letter.number)
        line.notice = speech(arrived.origin.language).known(str(left))
        if arrived.origin.query:
            self._outgoing.answer(line, arrived.origin.query, line.notice)
        if left.person:
            notice = line.notice
            line.erase()
            line.notice = notice
        self._outgoing.go(line)

    def _show(self, line: Line, received: Private, scene: Scene, screens: tuple[Screen, ...]) -> None:
        """Leaves with the chat's line what this brought about."""
        erased = isinstance(scene.view, Erased) and scene.view.what == "person"
        if erased:
            line.erase()
        else:
            line.known = scene.person is not None
        tapped = received.query is not None
        elsewhere = tapped and line.chat.card not in (None, received.message)
        if tapped and line.chat.card is None and received.message:  # after a restart, or a card that may have arrived
            line.chat = replace(line.chat, card=received.message)
        if elsewhere and received.message:
            line.bare.add(received.message)
        if received.query:
            self._outgoing.answer(line, received.query, screens[-1].toast or screens[-1].alert)
        elif received.message and received.sent_at:
            line.post(received.message, received.sent_at)
        line.show(screens, fresh=not tapped or elsewhere)
        self._outgoing.go(line)

    async def _elsewhere(self, arrived: Arrived, chat: int, query: str | None) -> None:
        """In a group or channel: says once where this works."""
        line = await self._outgoing.line(chat)
        words = speech(arrived.origin.language).say(PRIVATE_ONLY)
        if query:
            self._outgoing.answer(line, query, words)
        elif not line.chat.told:
            line.notice, line.known = words, True
            line.chat = replace(line.chat, told=True)
        await self._done(arrived.letter, line)

    async def _done(self, letter: Letter, line: Line | None) -> None:
        """Marks a delivery as worked that changes nothing in the conversation."""
        async with self._desk.store.work() as work:
            await work.inbox.finish(letter)
            if line is not None and (line.known or line.chat.told):
                await work.chats.save(letter.bot, line.chat)
            await work.inbox.shown(letter.bot, [letter.number])
        if line is not None:
            self._outgoing.go(line)

    async def _set_aside(self, arrived: Arrived) -> None:
        """A bug, or an update that can't be read: kept with an error's id, apologised for once, and done.

        What was said in it is kept of people only who agreed to be stored, and who can export and erase it.
        """
        error, chat = _error_id(), arrived.origin.chat
        log.exception("error %s: a delivery was put aside", error)
        private = chat is not None and chat == arrived.origin.sender
        async with self._desk.store.work() as work:
            person = await work.people.find(TELEGRAM, str(chat)) if private else None
            await work.inbox.set_aside(arrived.letter, error, whole=person is not None)
        if chat is not None and private:
            language = person.language if person else arrived.origin.language
            self._say(await self._outgoing.line(chat), arrived, speech(language).say(NOT_STORED, error=error))

    def _say(self, line: Line, arrived: Arrived, words: str) -> None:
        """Says something over the tapped button, or in a message of its own."""
        if arrived.origin.query:
            self._outgoing.answer(line, arrived.origin.query, words)
        else:
            line.notice = words
        self._outgoing.go(line)


async def _drawn(scene: Scene, aloud: bool) -> tuple[Screen, ...]:
    """The screens of a scene; what takes long to work out is drawn beside the conversation."""
    handed = isinstance(scene.view, Peer) and isinstance(scene.view.page, HandOff)
    if handed or isinstance(scene.view, WayTo | Take | Plan | Group):
        return await asyncio.to_thread(draw, scene, aloud)
    return draw(scene, aloud)


def _error_id() -> str:
    """Something to find an error by: it is said, and stands in the log."""
    return secrets.token_hex(3).upper()


def _parsed(raw: dict[str, Any], bot: Bot) -> Received | None:
    """What somebody did. Raises anything at all for an update that can't be read."""
    update = Update.de_json(raw, bot)
    return read(update)


def _doubted(line: Line, received: Private) -> Entered:
    """A text that was sent before the person saw the card may not be meant for it."""
    entered = received.entered
    if not isinstance(entered, Typed) or entered.doubt or entered.text.startswith("/"):
        return entered
    if received.message is None or received.sent_at is None or not line.early(received.message, received.sent_at):
        return entered
    return replace(entered, doubt="early")
