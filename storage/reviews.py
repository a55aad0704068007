"""Reviews: assessors' ways through shared checks, what stands beside their ratings, and their requests for proof."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.review_tables import ProofRequestRow, RemarkRow, ReviewRow

REMARK_LIMIT = 1000
"""Characters of a comment, and of a question for the meeting."""


class RestsOn(StrEnum):
    """What a rating rests on."""

    DOCUMENT = "document"
    WEBSITE = "website"
    NOT_SHOWN = "not-shown"


@dataclass(frozen=True, slots=True)
class Remark:
    """What stands beside a rating. `ask`: a question for the meeting."""

    rests_on: RestsOn | None = None
    comment: str | None = field(default=None, repr=False)
    ask: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Review:
    """Somebody's review of a shared check; `session` holds the ratings once they are let in."""

    id: int
    share: int
    invitation: int
    session: int | None
    confidential_at: datetime
    declared_at: datetime


@dataclass(frozen=True, slots=True)
class ProofRequest:
    """That proof of an indicator is asked for. It says nothing of a rating."""

    id: int
    review: int
    question: str
    at: datetime
    done_at: datetime | None


class Reviews:
    """Keeps reviews within one transaction. Who may do what is for the caller to know."""

    def __init__(self, database: AsyncSession) -> None:
        self._database = database

    async def add(self, share: int, invitation: int, at: datetime) -> Review:
        """A new review by who took the invitation; they agreed to both declarations now."""
        row = ReviewRow(share=share, invitation=invitation, confidential_at=at, declared_at=at)
        self._database.add(row)
        await self._database.flush()
        return _review(row)

    async def find(self, review: int) -> Review | None:
        """A review by its number."""
        row = await self._database.get(ReviewRow, review) if 0 < review < 2**63 else None
        return _review(row) if row else None

    async def of_share(self, share: int) -> list[Review]:
        """All reviews of a share, oldest first."""
        query = select(ReviewRow).where(ReviewRow.share == share).order_by(col(ReviewRow.id))
        return [_review(row) for row in await self._database.exec(query)]

    async def of_invitation(self, invitation: int) -> Review | None:
        """The review that somebody came to by an invitation."""
        row = (await self._database.exec(select(ReviewRow).where(ReviewRow.invitation == invitation))).first()
        return _review(row) if row else None

    async def of_session(self, session: int) -> Review | None:
        """The review whose ratings this session holds."""
        row = (await self._database.exec(select(ReviewRow).where(ReviewRow.session == session))).first()
        return _review(row) if row else None

    async def begin(self, review: Review, session: int) -> Review:
        """From now on this session holds its ratings."""
        await self._database.exec(update(ReviewRow).where(col(ReviewRow.id) == review.id).values(session=session))
        return replace(review, session=session)

    async def remarks(self, session: int) -> Mapping[str, Remark]:
        """What stands beside the ratings of a session."""
        rows = await self._database.exec(select(RemarkRow).where(RemarkRow.session == session))
        return {row.question: _remark(row) for row in rows}

    async def remark(self, session: int, question: str, remark: Remark) -> None:
        """Puts this beside a rating; an empty one takes it away."""
        here = (col(RemarkRow.session) == session, col(RemarkRow.question) == question)
        await self._database.exec(delete(RemarkRow).where(*here))
        if remark != Remark():
            row = RemarkRow(
                session=session, question=question, rests_on=remark.rests_on, comment=remark.comment, ask=remark.ask
            )
            self._database.add(row)
        await self._database.flush()

    async def request(self, review: int, question: str, at: datetime) -> bool:
        """Asks for proof of an indicator; false if that was asked for before and is open."""
        query = select(ProofRequestRow).where(ProofRequestRow.review == review, ProofRequestRow.question == question)
        row = (await self._database.exec(query)).first()
        if row is not None and row.done_at is None:
            return False
        row = row or ProofRequestRow(review=review, question=question, at=at)
        row.at, row.done_at = at, None
        self._database.add(row)
        await self._database.flush()
        return True

    async def requests(self, share: int) -> list[ProofRequest]:
        """All requests for proof of a shared check, oldest first."""
        query = (
            select(ProofRequestRow)
            .join(ReviewRow, col(ReviewRow.id) == col(ProofRequestRow.review))
            .where(ReviewRow.share == share)
            .order_by(col(ProofRequestRow.id))
        )
        return [
            ProofRequest(row.id or 0, row.review, row.question, row.at, row.done_at)
            for row in await self._database.exec(query)
        ]

    async def answered(self, share: int, question: str, at: datetime) -> None:
        """The requests for proof of this indicator are dealt with."""
        reviews = select(ReviewRow.id).where(ReviewRow.share == share)
        here = (col(ProofRequestRow.review).in_(reviews), col(ProofRequestRow.question) == question)
        change = update(ProofRequestRow).where(*here, col(ProofRequestRow.done_at).is_(None)).values(done_at=at)
        await self._database.exec(change)


def _review(row: ReviewRow) -> Review:
    return Review(row.id or 0, row.share, row.invitation, row.session, row.confidential_at, row.declared_at)


def _remark(row: RemarkRow) -> Remark:
    return Remark(RestsOn(row.rests_on) if row.rests_on else None, row.comment, row.ask)
