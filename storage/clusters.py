"""Clusters: the organisations that checks are about, and who has which role in them."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.people import Role
from storage.tables import ClusterRow, MembershipRow

NAME_LIMIT = 120


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster as one of its people sees it: the name if it has one, and their role."""

    id: int
    name: str | None = field(repr=False)
    role: Role
    created_at: datetime
    since: datetime


class Clusters:
    """Finds and names clusters within one transaction."""

    def __init__(self, database: AsyncSession) -> None:
        self._database = database

    async def of(self, person: int) -> list[Cluster]:
        """The clusters a person has a role in, oldest first."""
        query = (
            select(ClusterRow, MembershipRow)
            .join(MembershipRow, col(MembershipRow.cluster) == col(ClusterRow.id))
            .where(MembershipRow.person == person)
            .order_by(col(ClusterRow.id))
        )
        return [_cluster(cluster, membership) for cluster, membership in await self._database.exec(query)]

    async def add(self, person: int, name: str | None, at: datetime) -> int:
        """A new cluster with this person as its owner; gives its id."""
        row = ClusterRow(name=name, created_at=at)
        self._database.add(row)
        await self._database.flush()
        self._database.add(MembershipRow(cluster=row.id or 0, person=person, role="owner", since=at))
        await self._database.flush()
        return row.id or 0

    async def restore(
        self, cluster: int, person: int, name: str | None, role: Role, created: datetime, since: datetime
    ) -> None:
        """Sets a cluster and a role as an import tells them."""
        await self._database.exec(
            update(ClusterRow).where(col(ClusterRow.id) == cluster).values(name=name, created_at=created)
        )
        mine = (col(MembershipRow.cluster) == cluster, col(MembershipRow.person) == person)
        await self._database.exec(update(MembershipRow).where(*mine).values(role=role, since=since))

    async def rename(self, cluster: int, name: str) -> None:
        """Gives a cluster its name."""
        await self._database.exec(update(ClusterRow).where(col(ClusterRow.id) == cluster).values(name=name))


def _cluster(row: ClusterRow, membership: MembershipRow) -> Cluster:
    match membership.role:
        case "owner" | "editor" | "reader" as role:
            return Cluster(row.id or 0, row.name, role, row.created_at, membership.since)
        case other:
            raise ValueError(f"no role: {other}")
