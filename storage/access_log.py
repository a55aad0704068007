"""The access log: who opened what of a cluster and when, and who was refused."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.review_tables import AccessRow

STRAYS = timedelta(days=30)
"""How long it is kept that somebody tried a code that there is not."""
AGAIN = timedelta(minutes=10)
"""A person who is refused again within that is not written down again."""
What: TypeAlias = Literal[
    "shared", "withdrawn", "invited", "opened-invitation", "took", "let-in", "turned-away", "ended", "opened", "asked",
    "fact", "proof-request", "submitted", "closed", "sides", "refused", "wrong-code", "old-code", "own-cluster", "lead",
    "proposed", "accepted", "role", "removed", "handed-over", "answered", "left", "proof-opened", "all-proofs",
    "packed",
]  # fmt: skip
"""What was done. The last refusals: a code that there is not, one that serves no more, somebody of the cluster."""


@dataclass(frozen=True, slots=True)
class Access:
    """One line of the log. Who left has neither number nor name here."""

    what: str
    at: datetime
    share: int | None
    person: int | None
    name: str | None = field(repr=False)
    question: str | None


class AccessLog:
    """Writes and reads the log within one transaction."""

    def __init__(self, database: AsyncSession) -> None:
        self._database = database

    async def note(
        self, what: What, at: datetime, *, cluster: int | None, share: int | None = None, person: int | None = None,
        name: str | None = None, question: str | None = None,
    ) -> None:  # fmt: skip
        """One more line."""
        row = AccessRow(what=what, at=at, cluster=cluster, share=share, person=person, name=name, question=question)
        self._database.add(row)
        await self._database.flush()

    async def refuse(
        self, person: int, at: datetime, *, cluster: int | None, share: int | None = None, name: str | None = None,
        what: What = "refused",
    ) -> None:  # fmt: skip
        """That somebody was refused; once in a while, so that nobody fills a log by trying again and again."""
        same = (
            AccessRow.person == person,
            AccessRow.cluster == cluster,
            AccessRow.share == share,
            AccessRow.what == what,
            col(AccessRow.at) > at - AGAIN,
        )
        if (await self._database.exec(select(AccessRow.id).where(*same).limit(1))).first() is None:
            await self.note(what, at, cluster=cluster, share=share, person=person, name=name)

    async def of_cluster(self, cluster: int) -> list[Access]:
        """A cluster's log, newest first."""
        query = select(AccessRow).where(AccessRow.cluster == cluster).order_by(col(AccessRow.id).desc())
        return [_access(row) for row in await self._database.exec(query)]

    async def of_person(self, person: int) -> list[Access]:
        """What is kept of a person that belongs to no cluster: codes that there are not."""
        strays = (AccessRow.person == person, col(AccessRow.cluster).is_(None))
        return [_access(row) for row in await self._database.exec(select(AccessRow).where(*strays))]

    async def forget(self, now: datetime) -> None:
        """Forgets wrong codes of long ago."""
        old = (col(AccessRow.cluster).is_(None), col(AccessRow.at) < now - STRAYS)
        await self._database.exec(delete(AccessRow).where(*old))


def _access(row: AccessRow) -> Access:
    return Access(row.what, row.at, row.share, row.person, row.name, row.question)
