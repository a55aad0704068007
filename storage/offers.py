"""Colleagues' answers: what they offer to a check, to be taken over with one tap, or not."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.encoding import decode_value, encode_value
from storage.review_tables import OfferRow
from surveys.session import Value


@dataclass(frozen=True, slots=True)
class Offer:
    """What a colleague answers to a question of a check. Who left has no name."""

    id: int
    cluster: int
    invitation: int | None
    session: int
    question: str
    value: Value = field(repr=False)
    estimate: bool
    name: str | None = field(repr=False)
    at: datetime
    closed_at: datetime | None = None


class Offers:
    """Keeps colleagues' answers within one transaction. Who may do what is for the caller to know."""

    def __init__(self, database: AsyncSession) -> None:
        self._database = database

    async def add(self, offer: Offer) -> Offer:
        """One more answer, whatever its `id`; an open one of the same colleague to the same question is replaced."""
        if offer.invitation is not None:
            same = (
                col(OfferRow.invitation) == offer.invitation,
                col(OfferRow.question) == offer.question,
                col(OfferRow.closed_at).is_(None),
            )
            await self._database.exec(update(OfferRow).where(*same).values(closed_at=offer.at))
        row = OfferRow(
            cluster=offer.cluster, invitation=offer.invitation, session=offer.session, question=offer.question,
            value=encode_value(offer.value) or "", estimate=offer.estimate, name=offer.name, at=offer.at,
        )  # fmt: skip
        self._database.add(row)
        await self._database.flush()
        return _offer(row)

    async def find(self, offer: int) -> Offer | None:
        """An answer by its number."""
        row = await self._database.get(OfferRow, offer) if 0 < offer < 2**63 else None
        return _offer(row) if row else None

    async def of_cluster(self, cluster: int) -> list[Offer]:
        """All that colleagues answered for a cluster, oldest first."""
        query = select(OfferRow).where(OfferRow.cluster == cluster).order_by(col(OfferRow.id))
        return [_offer(row) for row in await self._database.exec(query)]

    async def of_invitation(self, invitation: int) -> list[Offer]:
        """What a colleague answered, oldest first."""
        query = select(OfferRow).where(OfferRow.invitation == invitation).order_by(col(OfferRow.id))
        return [_offer(row) for row in await self._database.exec(query)]

    async def close(self, offer: int, at: datetime) -> None:
        """It was taken over, or set aside."""
        await self._database.exec(update(OfferRow).where(col(OfferRow.id) == offer).values(closed_at=at))


def _offer(row: OfferRow) -> Offer:
    value = decode_value(row.value)
    assert value is not None
    return Offer(
        row.id or 0, row.cluster, row.invitation, row.session, row.question, value, row.estimate, row.name, row.at,
        row.closed_at,
    )  # fmt: skip
