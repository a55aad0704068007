"""What a channel delivered, stored before it is worked: nothing that was confirmed to the channel is lost or doubled.

A delivery waits with its whole text; the turn that works it empties it in the same transaction; its number alone stays
for two days, so that a second delivery is known. What can't be worked is put aside.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.tables import HeardRow, InboxRow

KNOWN = timedelta(hours=48)
"""How long a number is known: the channel delivers again for a day at most."""
ASIDE = timedelta(days=30)
"""How long what could not be worked is kept for whoever mends the bug."""
Aspect = Literal["value", "documented"]


class Finished(Exception):
    """This delivery was worked before."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One delivery: its number, of the bot that it was sent to."""

    bot: int
    number: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery with what is known of it unread: its chat and sender, the sender's language, the whole of it."""

    number: int
    chat: int | None
    sender: int | None
    language: str | None
    body: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Owed:
    """A chat that was not yet shown what was stored."""

    chat: int
    sender: int
    language: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Aside:
    """A delivery that could not be worked."""

    error: str
    received_at: datetime
    body: str = field(repr=False)


class Inbox:
    """Keeps deliveries within one transaction."""

    def __init__(self, database: AsyncSession) -> None:
        self._database = database

    async def put(self, bot: int, deliveries: Iterable[Delivery], at: datetime) -> list[Delivery]:
        """Stores deliveries; those that were not known before, in the order of their numbers."""
        told = {each.number: each for each in deliveries}
        query = select(InboxRow.number).where(InboxRow.bot == bot, col(InboxRow.number).in_(told))
        known = set(await self._database.exec(query))
        new = [told[number] for number in sorted(told) if number not in known]
        for each in new:
            self._database.add(
                InboxRow(
                    bot=bot,
                    number=each.number,
                    state="waiting",
                    chat=each.chat,
                    sender=each.sender,
                    language=each.language,
                    body=each.body,
                    received_at=at,
                )
            )
        await self._database.flush()
        return new

    async def waiting(self, bot: int) -> list[tuple[int, int]]:
        """The numbers that wait to be worked with their lanes (the sender, else the chat), oldest first."""
        query = select(InboxRow.number, InboxRow.sender, InboxRow.chat)
        query = query.where(InboxRow.bot == bot, InboxRow.state == "waiting").order_by(col(InboxRow.number))
        return [(number, sender or chat or 0) for number, sender, chat in await self._database.exec(query)]

    async def read(self, letter: Letter) -> Delivery | None:
        """A delivery that waits; None if it was worked."""
        row = await self._database.get(InboxRow, (letter.bot, letter.number))
        if row is None or row.state != "waiting":
            return None
        return Delivery(row.number, row.chat, row.sender, row.language, row.body or "")

    async def finish(self, letter: Letter) -> None:
        """Marks a delivery as worked and empties it. Raises `Finished` if it was worked before."""
        change = update(InboxRow).where(col(InboxRow.bot) == letter.bot, col(InboxRow.number) == letter.number)
        change = change.where(col(InboxRow.state) == "waiting").values(state="worked", body=None)
        if (await self._database.exec(change)).rowcount != 1:
            raise Finished

    async def shown(self, bot: int, numbers: Sequence[int]) -> None:
        """What these brought about was shown: nothing but their numbers stays."""
        change = update(InboxRow).where(col(InboxRow.bot) == bot, col(InboxRow.number).in_(numbers))
        change = change.where(col(InboxRow.state) == "worked")
        await self._database.exec(change.values(state="shown", chat=None, sender=None, language=None))

    async def owed(self, bot: int) -> list[Owed]:
        """The chats where something was stored and not yet shown."""
        query = select(InboxRow).where(InboxRow.bot == bot, InboxRow.state == "worked")
        found: dict[int, list[InboxRow]] = {}
        for row in await self._database.exec(query.order_by(col(InboxRow.number))):
            found.setdefault(row.chat or 0, []).append(row)
        return [
            Owed(chat, rows[-1].sender or 0, rows[-1].language or "en", tuple(row.number for row in rows))
            for chat, rows in found.items()
        ]

    async def set_aside(self, letter: Letter, error: str, *, whole: bool) -> None:
        """A delivery that can't be worked counts as done, with an error's id; `whole` keeps what was said in it."""
        change = update(InboxRow).where(col(InboxRow.bot) == letter.bot, col(InboxRow.number) == letter.number)
        told: dict[str, str | None] = {"state": "aside", "error": error}
        told |= {} if whole else {"body": None, "chat": None, "sender": None, "language": None}
        await self._database.exec(change.where(col(InboxRow.state) == "waiting").values(**told))

    async def aside(self, sender: int) -> list[Aside]:
        """What a sender sent that could not be worked, oldest first."""
        query = select(InboxRow).where(InboxRow.sender == sender, InboxRow.state == "aside")
        rows = await self._database.exec(query.order_by(col(InboxRow.received_at), col(InboxRow.number)))
        return [Aside(row.error or "", row.received_at, row.body or "{}") for row in rows]

    async def overtaken(self, letter: Letter, session: int, question: str, aspect: Aspect) -> bool:
        """Whether a later delivery than this one already answered this."""
        row = await self._database.get(HeardRow, (session, question, aspect))
        return row is not None and row.bot == letter.bot and row.number > letter.number

    async def hear(self, letter: Letter, session: int, question: str, aspect: Aspect, at: datetime) -> None:
        """The latest answer to this came by this delivery."""
        row = await self._database.get(HeardRow, (session, question, aspect))
        row = row or HeardRow(
            session=session, question=question, aspect=aspect, bot=letter.bot, number=letter.number, at=at
        )
        row.bot, row.number, row.at = letter.bot, letter.number, at
        self._database.add(row)
        await self._database.flush()

    async def forget(self, now: datetime) -> None:
        """Removes numbers that the channel no longer delivers again, and what was put aside long ago."""
        done = col(InboxRow.state).in_(("shown", "worked")) & (col(InboxRow.received_at) < now - KNOWN)
        aside = (col(InboxRow.state) == "aside") & (col(InboxRow.received_at) < now - ASIDE)
        await self._database.exec(delete(InboxRow).where(done | aside))
        await self._database.exec(delete(HeardRow).where(col(HeardRow.at) < now - KNOWN))
