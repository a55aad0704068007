"""What a chat shows: its live card, and the numbers of its messages for as long as they could be removed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.review_tables import ReviewRow, SentProofRow
from storage.tables import ChatRow, PostedRow

REMOVABLE = timedelta(hours=48)
"""How long the channel lets a bot remove a message."""


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat. `card`: its live message, last changed in place at `edited_at` (by the channel's own clock) if ever."""

    id: int
    card: int | None = None
    edited_at: datetime | None = None
    blocked: bool = False
    told: bool = False
    """Whether a group was told that this works in private chats."""
    clearing: bool = False
    """Whether its messages are to be removed, because the person was erased."""


@dataclass(frozen=True, slots=True)
class SentProof:
    """A message that carries opened proof. `review`: in which it was opened; None once that is erased."""

    chat: int
    message: int
    review: int | None


class Chats:
    """Keeps chats of one or several bots within one transaction."""

    def __init__(self, database: AsyncSession) -> None:
        self._database = database

    async def find(self, bot: int, chat: int) -> Chat | None:
        """The chat, if anything of it is kept."""
        row = await self._database.get(ChatRow, (bot, chat))
        return Chat(row.chat, row.card, row.edited_at, row.blocked, row.told, row.clearing) if row else None

    async def save(self, bot: int, chat: Chat) -> None:
        """Keeps what a chat shows now."""
        row = await self._database.get(ChatRow, (bot, chat.id)) or ChatRow(bot=bot, chat=chat.id)
        row.card, row.edited_at, row.blocked = chat.card, chat.edited_at, chat.blocked
        row.told, row.clearing = chat.told, chat.clearing or bool(row.clearing)
        self._database.add(row)
        await self._database.flush()

    async def post(self, bot: int, chat: int, messages: Mapping[int, datetime]) -> None:
        """Keeps the numbers of messages with their dates, so that they can be removed with the person."""
        for message, at in messages.items():
            await self._database.merge(PostedRow(bot=bot, chat=chat, message=message, at=at))
        await self._database.flush()

    async def posted(self, bot: int, chat: int) -> list[int]:
        """The numbers of a chat's messages that are kept, oldest first."""
        query = select(PostedRow.message).where(PostedRow.bot == bot, PostedRow.chat == chat)
        return list(await self._database.exec(query.order_by(col(PostedRow.message))))

    async def to_clear(self, bot: int) -> list[int]:
        """The chats whose messages are to be removed."""
        query = select(ChatRow.chat).where(ChatRow.bot == bot, col(ChatRow.clearing))
        return list(await self._database.exec(query))

    async def cleared(self, bot: int, chat: int) -> None:
        """Nothing of this chat is kept any more."""
        await self._database.exec(delete(PostedRow).where(col(PostedRow.bot) == bot, col(PostedRow.chat) == chat))
        proofs = (col(SentProofRow.bot) == bot, col(SentProofRow.chat) == chat)
        await self._database.exec(delete(SentProofRow).where(*proofs))
        await self._database.exec(delete(ChatRow).where(col(ChatRow.bot) == bot, col(ChatRow.chat) == chat))

    async def of(self, chat: int) -> list[tuple[int, Chat, list[int]]]:
        """All that is kept of a chat: for each bot its state and its messages' numbers."""
        bots = await self._database.exec(select(ChatRow.bot).where(ChatRow.chat == chat).order_by(col(ChatRow.bot)))
        kept = [(bot, await self.find(bot, chat), await self.posted(bot, chat)) for bot in list(bots)]
        return [(bot, found, messages) for bot, found, messages in kept if found]

    async def forget(self, now: datetime) -> None:
        """Removes the numbers of messages that can no longer be removed."""
        await self._database.exec(delete(PostedRow).where(col(PostedRow.at) < now - REMOVABLE))
        await self._database.exec(delete(SentProofRow).where(col(SentProofRow.at) < now - REMOVABLE))

    # --- opened proof --------------------------------------------------------------------------------------------

    async def send_proof(self, bot: int, chat: int, message: int, review: int, at: datetime) -> None:
        """Keeps that a message carries proof that was opened in a review, whatever became of that meanwhile."""
        here = await self._database.get(ReviewRow, review)
        row = SentProofRow(bot=bot, chat=chat, message=message, review=review if here else None, at=at)
        await self._database.merge(row)
        await self._database.flush()

    async def sent_proofs(self, bot: int, now: datetime) -> list[SentProof]:
        """All messages that carry proof and can still be removed, chat by chat, oldest first."""
        query = select(SentProofRow).where(SentProofRow.bot == bot, col(SentProofRow.at) >= now - REMOVABLE)
        query = query.order_by(col(SentProofRow.chat), col(SentProofRow.message))
        return [SentProof(row.chat, row.message, row.review) for row in await self._database.exec(query)]

    async def removed(self, bot: int, chat: int, messages: Sequence[int]) -> None:
        """These messages are gone from the chat, or can't be removed any more."""
        for row in (PostedRow, SentProofRow):
            here = (col(row.bot) == bot, col(row.chat) == chat, col(row.message).in_(messages))
            await self._database.exec(delete(row).where(*here))
