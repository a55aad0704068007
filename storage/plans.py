"""The lines of a cluster's plan: what is to be done, for which question, by whom, until when."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.encoding import decode_changes, encode_changes
from storage.tables import MembershipRow, PlanLineRow, ReminderRow
from surveys.simulation import Change


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One thing to do. `aims`: what it changes of the answers once it is done; none where only words say it."""

    id: int
    cluster: int
    question: str | None
    aims: tuple[Change, ...]
    what: str = field(repr=False)
    who: str | None = field(repr=False)
    due: date | None
    done_at: datetime | None
    added_at: datetime


class Plans:
    """Keeps plans within one transaction."""

    def __init__(self, database: AsyncSession) -> None:
        self._database = database

    async def of(self, cluster: int) -> list[PlanLine]:
        """A cluster's lines: open ones first, by the day they are due, those without one after them."""
        query = select(PlanLineRow).where(PlanLineRow.cluster == cluster).order_by(col(PlanLineRow.id))
        lines = [_line(row) for row in await self._database.exec(query)]
        return sorted(lines, key=lambda line: (line.done_at is not None, line.due or date.max))

    async def find(self, line: int, person: int) -> PlanLine | None:
        """A line, if this person works in its cluster; none otherwise, readers too, as if it did not exist."""
        if not 0 < line < 2**63:
            return None
        query = (
            select(PlanLineRow)
            .join(MembershipRow, col(MembershipRow.cluster) == col(PlanLineRow.cluster))
            .where(PlanLineRow.id == line, MembershipRow.person == person, MembershipRow.role != "reader")
        )
        row = (await self._database.exec(query)).first()
        return _line(row) if row else None

    async def add(
        self, cluster: int, by: int, at: datetime, *, what: str, question: str | None = None,
        aims: Sequence[Change] = (), due: date | None = None,
    ) -> PlanLine:  # fmt: skip
        """A new line, at its end by age."""
        row = PlanLineRow(
            cluster=cluster, by=by, added_at=at, what=what, question=question, aims=encode_changes(aims), due=due
        )
        self._database.add(row)
        await self._database.flush()
        return _line(row)

    async def change(self, line: PlanLine) -> None:
        """Stores what can change of a line: the words, who, until when, whether it is done."""
        change = update(PlanLineRow).where(col(PlanLineRow.id) == line.id)
        await self._database.exec(change.values(what=line.what, who=line.who, due=line.due, done_at=line.done_at))

    async def remove(self, line: int) -> None:
        """A line and its reminders go."""
        await self._database.exec(delete(ReminderRow).where(col(ReminderRow.line) == line))
        await self._database.exec(delete(PlanLineRow).where(col(PlanLineRow.id) == line))


def _line(row: PlanLineRow) -> PlanLine:
    return PlanLine(
        id=row.id or 0,
        cluster=row.cluster,
        question=row.question,
        aims=decode_changes(row.aims),
        what=row.what,
        who=row.who,
        due=row.due,
        done_at=row.done_at,
        added_at=row.added_at,
    )
