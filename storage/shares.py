"""Shared checks: what of a submitted check assessors may see, until when, and how its differences are settled."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.encoding import decode_scope, encode_scope
from storage.review_tables import SettlementRow, ShareRow
from surveys.access import Shared
from surveys.consensus import Accepted, Move, Proposed
from surveys.review import Rating
from surveys.session import Documented, Scope


@dataclass(frozen=True, slots=True)
class Share:
    """A submitted check that is shared. `scope`: what assessors are asked; `lead`: the review that speaks for all."""

    id: int
    cluster: int
    session: int
    at: datetime
    until: date
    scope: Scope
    facts: bool = True
    proofs: bool = True
    notes: bool = False
    guided: bool = False
    lead: int | None = None
    closed_at: datetime | None = None
    withdrawn_at: datetime | None = None

    def open(self, today: date) -> bool:
        """Whether assessors may see anything of it."""
        return self.withdrawn_at is None and today <= self.until

    @property
    def shared(self) -> Shared:
        """What of it is shared."""
        return Shared(self.facts, self.proofs, self.notes, self.guided, self.closed_at is not None)


class Shares:
    """Keeps shared checks within one transaction. Who may do what is for the caller to know."""

    def __init__(self, database: AsyncSession) -> None:
        self._database = database

    async def add(self, share: Share, by: int) -> Share:
        """A new share, whatever its `id`."""
        row = ShareRow(cluster=share.cluster, session=share.session, by=by, at=share.at, **_columns(share))
        self._database.add(row)
        await self._database.flush()
        return _share(row)

    async def find(self, share: int) -> Share | None:
        """A share by its number."""
        row = await self._database.get(ShareRow, share) if 0 < share < 2**63 else None
        return _share(row) if row else None

    async def of_cluster(self, cluster: int) -> list[Share]:
        """All shares of a cluster, oldest first."""
        query = select(ShareRow).where(ShareRow.cluster == cluster).order_by(col(ShareRow.id))
        return [_share(row) for row in await self._database.exec(query)]

    async def save(self, share: Share) -> None:
        """Stores what can change of a share."""
        await self._database.exec(update(ShareRow).where(col(ShareRow.id) == share.id).values(**_columns(share)))

    async def moves(self, share: int) -> list[Move]:
        """All moves in settling its differences, oldest first."""
        query = select(SettlementRow).where(SettlementRow.share == share).order_by(col(SettlementRow.id))
        return [_move(row) for row in await self._database.exec(query)]

    async def add_move(self, share: int, move: Move, by: int) -> None:
        """One more move."""
        self._database.add(
            SettlementRow(
                share=share,
                question=move.question,
                side=move.side,
                points=move.rating.points or 0,
                documented=move.rating.documented.value if move.rating.documented else None,
                reason=move.reason if isinstance(move, Proposed) else None,
                by=by,
                at=move.at,
            )
        )
        await self._database.flush()


def _columns(share: Share) -> dict[str, Any]:
    return {
        "until": share.until, "scope": encode_scope(share.scope), "facts": share.facts, "proofs": share.proofs,
        "notes": share.notes, "guided": share.guided, "lead": share.lead, "closed_at": share.closed_at,
        "withdrawn_at": share.withdrawn_at,
    }  # fmt: skip


def _share(row: ShareRow) -> Share:
    return Share(
        id=row.id or 0,
        cluster=row.cluster,
        session=row.session,
        at=row.at,
        until=row.until,
        scope=decode_scope(row.scope),
        facts=row.facts,
        proofs=row.proofs,
        notes=row.notes,
        guided=row.guided,
        lead=row.lead,
        closed_at=row.closed_at,
        withdrawn_at=row.withdrawn_at,
    )


def _move(row: SettlementRow) -> Move:
    side: Literal["cluster", "assessors"] = "cluster" if row.side == "cluster" else "assessors"
    rating = Rating(row.points, Documented(row.documented) if row.documented else None)
    if row.reason is None:
        return Accepted(row.question, side, rating, row.at)
    return Proposed(row.question, side, rating, row.reason, row.at)
