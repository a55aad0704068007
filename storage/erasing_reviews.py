"""Erasing what reviews and invitations hold: of a check, of a cluster, of a person who leaves."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement
from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.review_tables import (
    AccessRow,
    InvitationRow,
    OfferRow,
    ProofRequestRow,
    RemarkRow,
    ReviewRow,
    SentProofRow,
    SettlementRow,
    ShareRow,
)
from storage.tables import ReminderRow, SessionRow

_ABOUT = ("let-in", "turned-away", "ended")
"""Lines of the log that name whom it was done to, not who did it."""


class ErasingReviews:
    """Deletes within one transaction; for `Erasing`, which deletes the sessions that are given back."""

    def __init__(self, database: AsyncSession) -> None:
        self._database = database

    async def of_sessions(self, sessions: Sequence[int]) -> list[int]:
        """All that hangs on these checks: shares with their reviews, colleagues' answers. Gives the assessments."""
        checks = col(ShareRow.session).in_(sessions)
        shares = [id for id in await self._database.exec(select(ShareRow.id).where(checks)) if id is not None]
        found = await self._reviews(col(ReviewRow.share).in_(shares))
        await self._database.exec(delete(SettlementRow).where(col(SettlementRow.share).in_(shares)))
        await self._database.exec(delete(AccessRow).where(col(AccessRow.share).in_(shares)))
        await self._database.exec(delete(ReminderRow).where(col(ReminderRow.share).in_(shares)))
        asked = col(InvitationRow.session).in_(sessions) | col(InvitationRow.share).in_(shares)
        gone = select(InvitationRow.id).where(asked)
        offers = col(OfferRow.session).in_(sessions) | col(OfferRow.invitation).in_(gone)
        await self._database.exec(delete(OfferRow).where(offers))
        await self._database.exec(delete(InvitationRow).where(asked))
        await self._database.exec(delete(ShareRow).where(col(ShareRow.id).in_(shares)))
        return found

    async def of_clusters(self, clusters: Collection[int]) -> None:
        """What is left of these clusters once their checks are gone: invitations to the team, the log."""
        await self._database.exec(delete(AccessRow).where(col(AccessRow.cluster).in_(clusters)))
        await self._database.exec(delete(InvitationRow).where(col(InvitationRow.cluster).in_(clusters)))

    async def of_person(self, person: int) -> list[int]:
        """A person's own part in others' clusters: their name goes, what they submitted or answered stays.

        What they had not submitted goes. Gives the sessions of that.
        """
        theirs = select(InvitationRow.id).where(InvitationRow.person == person)
        open_ones = (
            select(ReviewRow.id)
            .outerjoin(SessionRow, col(SessionRow.id) == col(ReviewRow.session))
            .where(col(ReviewRow.invitation).in_(theirs), col(SessionRow.submitted_at).is_(None))
        )
        numbers = [id for id in await self._database.exec(open_ones) if id is not None]
        found = await self._reviews(col(ReviewRow.id).in_(numbers))
        await self._database.exec(update(OfferRow).where(col(OfferRow.invitation).in_(theirs)).values(name=None))
        await self._log(person)
        blank = update(InvitationRow).where(col(InvitationRow.person) == person).values(person=None, name=None)
        await self._database.exec(blank)
        for table in (ShareRow, InvitationRow, SettlementRow):
            await self._database.exec(update(table).where(col(table.by) == person).values(by=None))
        return found

    async def _log(self, person: int) -> None:
        """What a person did stays in others' logs without them; so does that somebody let them in or sent them away."""
        strays = (col(AccessRow.person) == person, col(AccessRow.cluster).is_(None))
        await self._database.exec(delete(AccessRow).where(*strays))
        seen = update(AccessRow).where(col(AccessRow.person) == person).values(person=None, name=None)
        await self._database.exec(seen)
        names = select(InvitationRow.cluster, InvitationRow.name).where(InvitationRow.person == person)
        for cluster, name in list(await self._database.exec(names)):
            about = (col(AccessRow.cluster) == cluster, col(AccessRow.name) == name, col(AccessRow.what).in_(_ABOUT))
            await self._database.exec(update(AccessRow).where(*about).values(name=None))

    async def _reviews(self, which: ColumnElement[bool]) -> list[int]:
        """Reviews with what they say; a share whose lead is gone has none. Gives their sessions."""
        query = select(ReviewRow.id, ReviewRow.session).where(which)
        rows = list(await self._database.exec(query))
        numbers = [id for id, _ in rows]
        sessions = [session for _, session in rows if session is not None]
        await self._database.exec(delete(ProofRequestRow).where(col(ProofRequestRow.review).in_(numbers)))
        await self._database.exec(delete(RemarkRow).where(col(RemarkRow.session).in_(sessions)))
        sent = update(SentProofRow).where(col(SentProofRow.review).in_(numbers)).values(review=None)
        await self._database.exec(sent)  # in the chats it is, until the channel has removed it
        await self._database.exec(delete(ReviewRow).where(col(ReviewRow.id).in_(numbers)))
        await self._database.exec(update(ShareRow).where(col(ShareRow.lead).in_(numbers)).values(lead=None))
        return sessions
