"""Clusters: the organisations that checks are about, and who has which role in them."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.people import Answering, Role, encode_focus
from storage.tables import ClusterRow, MembershipRow, PersonRow, ReminderRow

NAME_LIMIT = 120


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster as one of its people sees it: the name if it has one, and their role."""

    id: int
    name: str | None = field(repr=False)
    role: Role
    created_at: datetime
    since: datetime
    known_as: str | None = field(default=None, repr=False)
    """What the others in the cluster know this person by."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with a role in a cluster, by the name they gave; None for who never gave one."""

    person: int
    role: Role
    name: str | None = field(repr=False)
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

    async def members(self, cluster: int) -> list[Member]:
        """Who has a role in a cluster, in the order they came."""
        query = select(MembershipRow).where(MembershipRow.cluster == cluster)
        rows = await self._database.exec(query.order_by(col(MembershipRow.since), col(MembershipRow.person)))
        return [Member(row.person, role_of(row), row.name, row.since) for row in rows]

    async def join(self, cluster: int, person: int, role: Role, name: str | None, at: datetime) -> None:
        """Gives somebody a role in a cluster, or another one; who is in it keeps the day they came."""
        row = await self._database.get(MembershipRow, (cluster, person))
        row = row or MembershipRow(cluster=cluster, person=person, role=role, since=at)
        row.role, row.name = role, name or row.name
        self._database.add(row)
        await self._database.flush()

    async def leave(self, cluster: int, person: int) -> None:
        """Takes somebody's role and name away; what they did stays. Their card is of another cluster then.

        A form that they left open is closed: what they type next was meant for this cluster.
        """
        mine = (col(MembershipRow.cluster) == cluster, col(MembershipRow.person) == person)
        await self._database.exec(delete(MembershipRow).where(*mine))
        away = {"cluster": None, "live": None, "focus": encode_focus(Answering())}
        here = (col(PersonRow.id) == person, col(PersonRow.cluster) == cluster)
        await self._database.exec(update(PersonRow).where(*here).values(**away))
        gone = (col(ReminderRow.person) == person, col(ReminderRow.cluster) == cluster)
        await self._database.exec(delete(ReminderRow).where(*gone))

    async def name(self, cluster: int) -> str | None:
        """What a cluster is called, if it has a name."""
        return (await self._database.exec(select(ClusterRow.name).where(ClusterRow.id == cluster))).first()

    async def rename(self, cluster: int, name: str) -> None:
        """Gives a cluster its name."""
        await self._database.exec(update(ClusterRow).where(col(ClusterRow.id) == cluster).values(name=name))


def _cluster(row: ClusterRow, membership: MembershipRow) -> Cluster:
    role = role_of(membership)
    return Cluster(row.id or 0, row.name, role, row.created_at, membership.since, membership.name)


def role_of(membership: MembershipRow) -> Role:
    """The role in a row; only for this package."""
    match membership.role:
        case "owner" | "editor" | "reader" as role:
            return role
        case other:
            raise ValueError(f"no role: {other}")
