"""Practice cases that trainers sent, exactly as they sent them."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.tables import OwnCaseRow


@dataclass(frozen=True, slots=True)
class OwnCase:
    """A case of somebody's own."""

    id: int
    person: int
    content: str = field(repr=False)
    added_at: datetime


class OwnCases:
    """Keeps them within one transaction."""

    def __init__(self, database: AsyncSession) -> None:
        self._database = database

    async def add(self, person: int, content: str, at: datetime) -> int:
        """Keeps a case; gives its number."""
        row = OwnCaseRow(person=person, content=content, added_at=at)
        self._database.add(row)
        await self._database.flush()
        return row.id or 0

    async def find(self, id: int) -> OwnCase | None:
        """A case, whoever sent it: whoever may see it is decided by the cohort it is used in."""
        row = await self._database.get(OwnCaseRow, id)
        return _case(row) if row else None

    async def of(self, person: int) -> list[OwnCase]:
        """A person's own cases, oldest first."""
        query = select(OwnCaseRow).where(OwnCaseRow.person == person).order_by(col(OwnCaseRow.id))
        return [_case(row) for row in await self._database.exec(query)]

    async def remove(self, person: int, id: int) -> None:
        """A person's own case goes."""
        await self._database.exec(delete(OwnCaseRow).where(col(OwnCaseRow.person) == person, col(OwnCaseRow.id) == id))


def _case(row: OwnCaseRow) -> OwnCase:
    return OwnCase(row.id or 0, row.person, row.content, row.added_at)
