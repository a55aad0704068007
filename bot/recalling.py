"""Opened files leave the chats of those who may not see them any more: which messages, and what may be opened."""

from collections.abc import Mapping

from bot.desk import Desk
from bot.seats import seat_of
from storage.store import Work
from surveys.access import Thing


async def may_open(desk: Desk, review: int) -> bool:
    """Whether what is shared for a review may still be seen by its assessor now."""
    async with desk.store.reading() as work:
        return await _seen(desk, work, review)


async def to_recall(desk: Desk, bot: int) -> Mapping[int, list[int]]:
    """By chat the messages with proof that may not be seen there any more, and can still be removed."""
    found: dict[int, list[int]] = {}
    async with desk.store.reading() as work:
        sent = await work.chats.sent_proofs(bot, desk.clock())
        open_ones = {review for review in {each.review for each in sent} if review and await _seen(desk, work, review)}
    for each in sent:
        if each.review not in open_ones:
            found.setdefault(each.chat, []).append(each.message)
    return found


async def recalled(desk: Desk, bot: int, chat: int, messages: list[int]) -> None:
    """These messages are gone, or Telegram removes them no more."""
    async with desk.store.work() as work:
        await work.chats.removed(bot, chat, messages)


async def _seen(desk: Desk, work: Work, review: int) -> bool:
    """Erased, withdrawn, past its day, ended, shown without them: the seat knows."""
    found = await work.reviews.find(review)
    invitation = await work.invitations.find(found.invitation) if found else None
    if found is None or invitation is None or invitation.person is None:
        return False
    seat = await seat_of(work, found, invitation.person, desk.clock())
    return seat is not None and seat.sees(Thing.QUESTIONS)
