"""A programme's clusters and how far their self-checks are: one query, however many there are."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.encoding import decode_scope
from storage.tables import CohortMemberRow, SessionRow
from surveys.session import FULL


@dataclass(frozen=True, slots=True)
class ProgrammeCheck:
    """A self-check of a cluster in a programme. `submitted_at`: None while it is open; a trial is never submitted."""

    cluster: int
    session: int
    version: int
    full: bool
    started_at: datetime
    submitted_at: datetime | None


class Programmes:
    """Reads within one transaction."""

    def __init__(self, database: AsyncSession) -> None:
        self._database = database

    async def checks(self, cohort: int) -> list[ProgrammeCheck]:
        """All self-checks of the clusters that are in a programme now, oldest first; trials are left out."""
        query = (
            select(CohortMemberRow.cluster, SessionRow)
            .join(SessionRow, col(SessionRow.cluster) == col(CohortMemberRow.cluster))
            .where(CohortMemberRow.cohort == cohort, col(CohortMemberRow.left_at).is_(None))
            .where(CohortMemberRow.role == "participant", SessionRow.kind == "self", col(SessionRow.trial).is_(False))
            .order_by(col(SessionRow.id))
        )
        return [
            ProgrammeCheck(
                cluster or 0, row.id or 0, row.version, decode_scope(row.scope) == FULL, row.started_at,
                row.submitted_at,
            )
            for cluster, row in await self._database.exec(query)
        ]  # fmt: skip
