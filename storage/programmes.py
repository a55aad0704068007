"""A programme's clusters and how far their self-checks are, in one query; and its editions, which never change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.encoding import decode_scope
from storage.tables import CohortMemberRow, EditionPartRow, EditionRow, SessionRow
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
    """Reads and keeps within one transaction."""

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

    async def editions(self, cohort: int) -> list[tuple[datetime, str, list[tuple[int, int]]]]:
        """Each edition's day, content, and which check of which cluster is in it, oldest first."""
        query = select(EditionRow).where(EditionRow.cohort == cohort).order_by(col(EditionRow.id))
        found = []
        for row in list(await self._database.exec(query)):
            parts = select(EditionPartRow.cluster, EditionPartRow.session).where(EditionPartRow.edition == row.id)
            found.append((row.at, row.content, list(await self._database.exec(parts))))
        return found

    async def add_edition(self, cohort: int, at: datetime, content: str, parts: Sequence[tuple[int, int]]) -> None:
        """One more edition; it never changes."""
        row = EditionRow(cohort=cohort, at=at, content=content)
        self._database.add(row)
        await self._database.flush()
        for cluster, session in parts:
            self._database.add(EditionPartRow(edition=row.id or 0, cluster=cluster, session=session))
        await self._database.flush()
