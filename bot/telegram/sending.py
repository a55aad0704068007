"""What is to be shown goes out: chat by chat, at Telegram's pace, repeated only where a repetition does no harm."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace

from telegram import Bot, Message
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.screens import Attachment, Screen
from bot.telegram.calls import NotMade, edit_screen, once, remove, send_file, send_screen
from bot.telegram.ledger import Ledger
from bot.telegram.pace import Pace, seconds_of
from bot.telegram.taps import answer
from bot.telegram.wanted import Card, Line
from storage.chats import Chat
from storage.store import StorageFault, Store

LINES_AT_MOST = 5_000
"""Quiet chats that are remembered; others are read from the store when they speak."""
FIRST_PAUSE, LONGEST_PAUSE = 0.3, 10.0
ANSWER_SECONDS = 1.0
"""How long a card waits for the answer to the tap that brought it."""
GONE = ("message to edit not found", "message can't be edited", "message_id_invalid", "message identifier")
CLOSED = ("chat not found", "not enough rights", "have no rights", "need administrator rights")
log = logging.getLogger("clusterready.telegram")


class Outgoing:
    """The chats' lines. Whoever wants something shown leaves it with a line and never waits for Telegram."""

    def __init__(
        self, bot: Bot, store: Store, ledger: Ledger, pace: Pace, may_open: Callable[[int], Awaitable[bool]]
    ) -> None:
        self._bot, self._store, self._ledger, self._pace, self._may_open = bot, store, ledger, pace, may_open
        self._lines: dict[int, Line] = {}
        self._senders: dict[int, asyncio.Task[None]] = {}

    async def line(self, chat: int) -> Line:
        """The chat's line, as the store knows it when it was not in memory. Raises `StorageFault`."""
        if chat not in self._lines:
            async with self._store.reading() as work:
                found = await work.chats.find(self._bot.id, chat)
            self._forget_quiet()
            self._lines.setdefault(chat, Line(found or Chat(chat), known=found is not None))
        line = self._lines.pop(chat)
        self._lines[chat] = line  # the last to be forgotten
        return line

    def _forget_quiet(self) -> None:
        if len(self._lines) < LINES_AT_MOST:
            return
        quiet = [id for id in self._lines if id not in self._senders and not self._ledger.waits(id)]
        for id in quiet[: LINES_AT_MOST // 10]:
            del self._lines[id]

    def answer(self, line: Line, query: str, word: str) -> None:
        """Answers a tap, at once and beside everything else."""
        answer(self._bot, line, query, word)

    def go(self, line: Line) -> None:
        """Sends what the line wants, unless it is being sent already."""
        id = line.chat.id
        if id not in self._senders:
            self._senders[id] = asyncio.create_task(self._send(line))

    async def aside(self, chat: int, screen: Screen) -> bool:
        """Sends a message of its own beside the live card; False where it is unclear whether it arrived.

        Raises what Telegram says when it surely did not.
        """
        line = await self.line(chat)
        await self._pace.turn(chat)
        sent = await once(send_screen(self._bot, chat, screen, silent=False))
        self._posted(line, sent)
        self._note(line)
        return sent is not None

    async def blocked(self, chat: int) -> None:
        """This person blocked the bot."""
        self._blocked(await self.line(chat))

    async def finish(self, seconds: float) -> None:
        """Waits until all is sent, or so many seconds; then gives up."""
        tasks = [*self._senders.values(), *(task for line in self._lines.values() for task in line.answers)]
        if not tasks:
            return
        _, late = await asyncio.wait(tasks, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _send(self, line: Line) -> None:
        pause = FIRST_PAUSE
        try:
            while line.busy:
                try:
                    await self._step(line)
                    pause = FIRST_PAUSE
                except RetryAfter as error:
                    await asyncio.sleep(seconds_of(error))
                except Forbidden:
                    self._blocked(line)
                except BadRequest as error:
                    said = str(error).partition(":")[0][:60]
                    closed = any(sign in said.casefold() for sign in CLOSED)
                    log.log(logging.INFO if closed else logging.ERROR, "Telegram refused a message: %s", said)
                    self._given_up(line)
                except (NetworkError, InvalidToken, StorageFault):
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, LONGEST_PAUSE)
                except ChatMigrated:
                    log.info("a group has another number now")
                    self._given_up(line)
                except TelegramError:
                    log.exception("sending failed")
                    self._given_up(line)
        except Exception:
            log.exception("a line of messages broke; it goes on with the next message")
            self._given_up(line)
        finally:
            del self._senders[line.chat.id]

    async def _step(self, line: Line) -> None:
        """One call, the most urgent one: removals, files, notices, the card, old buttons."""
        if line.card and not line.forgets and not line.files and not self._wanting(line, line.card):
            self._done(line, line.card)
            return
        if line.answers:  # a tap is answered before its card changes
            await asyncio.wait(line.answers, timeout=ANSWER_SECONDS)
        await self._pace.turn(line.chat.id)
        if line.forgets:
            await self._clear(line)
        elif line.files:
            await self._file(line, line.files[0])
        elif line.notice:
            await self._notice(line, line.notice)
        elif line.card:
            await self._card(line, line.card)
        elif line.bare:
            await self._bare(line, next(iter(line.bare)))

    @staticmethod
    def _wanting(line: Line, card: Card) -> bool:
        """Whether a card needs a call: not when the live one says just that already."""
        return card.fresh or line.chat.card is None or line.content != card.screens[-1]

    # --- each kind of call ---------------------------------------------------------------------------------------

    async def _clear(self, line: Line) -> None:
        """Removes the chat's messages, a hundred at a time, and then all that is kept of it."""
        left = line.clearing if line.clearing is not None else await self._known(line)
        line.clearing = left
        if left:
            await remove(self._bot, line.chat.id, left[:100])
            del left[:100]
        if not left:
            self._forgotten(line)

    async def _known(self, line: Line) -> list[int]:
        """The numbers of all messages of a chat that can still be removed."""
        await self._ledger.write()
        async with self._store.reading() as work:
            posted = await work.chats.posted(self._bot.id, line.chat.id)
        return sorted({*posted, *line.posted, *line.bare, *([line.chat.card] if line.chat.card else [])})

    def _forgotten(self, line: Line) -> None:
        """Nothing of this chat is kept any more; what it is still to be shown stays wanted."""
        line.forgets, line.clearing, line.content = False, None, None
        line.chat, line.since = Chat(line.chat.id, blocked=line.chat.blocked), None
        line.bare.clear()
        line.posted.clear()
        line.proofs.clear()
        self._ledger.enter(line.chat.id).forget()

    async def _file(self, line: Line, file: Attachment) -> None:
        """A file goes once: one that may have arrived is not sent again. What goes after it is made then.

        Opened proof goes only while it may be seen.
        """
        if file.review and not await self._may_open(file.review):
            line.past(file)
            return
        made, sent = True, None
        try:
            sent = await send_file(self._bot, line.chat.id, file)
        except NotMade:
            made = False
        unclear = bool(file.review) and sent is None
        line.past(file, file.then if made else None, file.sorry if unclear or not made else "")
        self._posted(line, sent)
        if sent is not None and file.review:  # known at once, so that it can be taken back
            line.proofs[sent.message_id] = (file.review, sent.date)
            self._note(line)

    async def _notice(self, line: Line, notice: str) -> None:
        sent = await once(self._bot.send_message(line.chat.id, notice))
        if line.notice == notice:
            line.notice = ""
        self._posted(line, sent)
        self._note(line)

    async def _card(self, line: Line, card: Card) -> None:
        line.sending = card
        try:
            if card.fresh or line.chat.card is None:
                await self._sent(line, card)
            else:
                await self._edited(line, card, line.chat.card)
        except BaseException:
            if card.fresh and line.card is not card and line.card is not None:
                line.card = replace(line.card, fresh=True)  # the one that did not go out was to stand below
            raise
        finally:
            line.sending = None

    async def _edited(self, line: Line, card: Card, message: int) -> None:
        """Changes the card in place; a message that is gone or can't be changed is followed by a fresh one."""
        screen, edited_at = card.screens[-1], line.chat.edited_at
        try:
            found = await edit_screen(self._bot, line.chat.id, message, screen)
            edited_at = found or edited_at
        except BadRequest as error:
            said = str(error).casefold()
            if any(sign in said for sign in GONE):
                line.chat = replace(line.chat, card=None, edited_at=None)
                return
            if "message is not modified" not in said:
                raise
        line.shown(message, screen, edited_at)
        self._done(line, card)

    async def _sent(self, line: Line, card: Card) -> None:
        """Sends the card below everything. Where it is unclear whether it arrived, the old card shows the same."""
        screen, *rest = card.screens
        found = await once(send_screen(self._bot, line.chat.id, screen, card.silent))
        self._posted(line, found)
        if rest:
            if line.card is card:
                line.card = Card(tuple(rest), fresh=True, silent=True)
        elif found is not None:
            line.shown(found.message_id, screen)
            self._done(line, card)
        elif line.card is card:  # without an old card the next message or start shows it again
            line.card = Card((screen,), fresh=False) if line.chat.card is not None else None

    async def _bare(self, line: Line, message: int) -> None:
        """Takes the buttons off an old card."""
        try:
            await self._bot.edit_message_reply_markup(line.chat.id, message)
        except BadRequest:
            log.info("an old card is gone or has no buttons")
        line.bare.discard(message)

    # --- what became of it ---------------------------------------------------------------------------------------

    def _done(self, line: Line, card: Card) -> None:
        """The card is shown, unless a newer one waits by now."""
        if line.card is card:
            line.card = None
        self._note(line)

    def _note(self, line: Line) -> None:
        """Leaves with the ledger what the store does not know yet."""
        if line.card is None and line.numbers:
            self._ledger.enter(line.chat.id).numbers += line.numbers
            line.numbers.clear()
        if not line.known:
            return
        entry = self._ledger.enter(line.chat.id)
        entry.chat = line.chat
        entry.posted |= line.posted
        entry.proofs |= line.proofs
        line.posted, line.proofs = {}, {}

    def _blocked(self, line: Line) -> None:
        """A person who blocked the bot: nothing more is sent until they come back."""
        line.chat = replace(line.chat, blocked=True)
        self._given_up(line)

    def _given_up(self, line: Line) -> None:
        """Nothing of what waits can be sent."""
        line.drop()
        if line.forgets:
            self._forgotten(line)
        self._note(line)

    @staticmethod
    def _posted(line: Line, sent: Message | None) -> None:
        if sent:
            line.post(sent.message_id, sent.date)
