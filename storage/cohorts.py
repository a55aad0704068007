"""Cohorts: groups that a trainer or a programme's owner runs, their parts, and who is in them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlmodel import col, delete, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from storage.cohort_rows import (
    COHORT_NAME_LIMIT,
    MEMBER_NAME_LIMIT,
    Cohort,
    Kind,
    Member,
    MemberRole,
    Mode,
    Part,
    cohort_of,
    columns_of,
    member_of,
)
from storage.tables import (
    AnswerRow,
    CohortMemberRow,
    CohortPartRow,
    CohortRow,
    EditionPartRow,
    EditionRow,
    HeardRow,
    PersonRow,
    PracticeRow,
    ReminderRow,
    SessionRow,
    WrongCodeRow,
)

__all__ = [
    "COHORT_NAME_LIMIT",
    "MEMBER_NAME_LIMIT",
    "TRIES_KEPT",
    "Cohort",
    "Cohorts",
    "Kind",
    "Member",
    "Mode",
    "Part",
]

TRIES_KEPT = timedelta(hours=1)
"""How long it is known that somebody tried a code that there is not."""


class Cohorts:
    """Keeps cohorts within one transaction."""

    def __init__(self, database: AsyncSession) -> None:
        self._database = database

    # --- the group itself ----------------------------------------------------------------------------------------

    async def add(self, cohort: Cohort, owner: int, name: str | None) -> Cohort:
        """A new cohort, whatever its `id`, run by this person under this name."""
        row = CohortRow(created_at=cohort.created_at, **columns_of(cohort))
        self._database.add(row)
        await self._database.flush()
        await self.join(row.id or 0, owner, "owner", name, cohort.created_at)
        return cohort_of(row)

    async def find(self, cohort: int, person: int) -> tuple[Cohort, Member] | None:
        """A cohort and who this person is in it; none for those who are not in it, or left."""
        query = (
            select(CohortRow, CohortMemberRow)
            .join(CohortMemberRow, col(CohortMemberRow.cohort) == col(CohortRow.id))
            .where(CohortRow.id == cohort, CohortMemberRow.person == person, col(CohortMemberRow.left_at).is_(None))
        )
        found = (await self._database.exec(query)).first() if 0 < cohort < 2**63 else None
        return (cohort_of(found[0]), member_of(found[1])) if found else None

    async def by_code(self, code: str) -> Cohort | None:
        """The cohort that is joined by this code now."""
        row = (await self._database.exec(select(CohortRow).where(CohortRow.code == code))).first() if code else None
        return cohort_of(row) if row else None

    async def by_invitation(self, code: str) -> Cohort | None:
        """The cohort that one more trainer comes into by this code now."""
        row = (await self._database.exec(select(CohortRow).where(CohortRow.invitation == code))).first()
        return cohort_of(row) if row and code else None

    async def of(self, person: int) -> list[tuple[Cohort, Member]]:
        """The cohorts a person is in, newest first."""
        query = (
            select(CohortRow, CohortMemberRow)
            .join(CohortMemberRow, col(CohortMemberRow.cohort) == col(CohortRow.id))
            .where(CohortMemberRow.person == person, col(CohortMemberRow.left_at).is_(None))
            .order_by(col(CohortRow.id).desc())
        )
        return [(cohort_of(cohort), member_of(member)) for cohort, member in await self._database.exec(query)]

    async def uses(self, case: str) -> bool:
        """Whether any cohort rates this case."""
        return (
            await self._database.exec(select(CohortRow.id).where(CohortRow.case_id == case).limit(1))
        ).first() is not None

    async def save(self, cohort: Cohort) -> None:
        """Stores what can change of a cohort."""
        await self._database.exec(update(CohortRow).where(col(CohortRow.id) == cohort.id).values(**columns_of(cohort)))

    async def remove(self, cohort: int) -> None:
        """A cohort goes with all who were in it, what they rated there, and its editions."""
        await self._forget(select(CohortMemberRow.id).where(CohortMemberRow.cohort == cohort))
        editions = select(EditionRow.id).where(EditionRow.cohort == cohort)
        await self._database.exec(delete(EditionPartRow).where(col(EditionPartRow.edition).in_(editions)))
        await self._database.exec(delete(EditionRow).where(col(EditionRow.cohort) == cohort))
        await self._database.exec(delete(CohortPartRow).where(col(CohortPartRow.cohort) == cohort))
        await self._database.exec(delete(CohortMemberRow).where(col(CohortMemberRow.cohort) == cohort))
        await self._database.exec(delete(CohortRow).where(col(CohortRow.id) == cohort))

    async def drop(self, member: int) -> None:
        """A guest goes with what they rated; what was released stays as it was."""
        await self._forget(select(CohortMemberRow.id).where(CohortMemberRow.id == member))
        await self._database.exec(delete(CohortMemberRow).where(col(CohortMemberRow.id) == member))

    async def _forget(self, members: SelectOfScalar[int] | SelectOfScalar[None]) -> None:
        """What these members rated goes, and what was to remind them."""
        inside = col(PracticeRow.member).in_(members)
        sessions = list(await self._database.exec(select(PracticeRow.session).where(inside)))
        await self._database.exec(delete(PracticeRow).where(inside))
        await self._database.exec(delete(ReminderRow).where(col(ReminderRow.member).in_(members)))
        await self._database.exec(delete(HeardRow).where(col(HeardRow.session).in_(sessions)))
        await self._database.exec(update(PersonRow).where(col(PersonRow.live).in_(sessions)).values(live=None))
        await self._database.exec(delete(AnswerRow).where(col(AnswerRow.session).in_(sessions)))
        await self._database.exec(delete(SessionRow).where(col(SessionRow.id).in_(sessions)))

    async def parts(self, cohort: int) -> Mapping[str, Part]:
        """The parts that were ever opened, by section."""
        rows = await self._database.exec(select(CohortPartRow).where(CohortPartRow.cohort == cohort))
        return {
            row.section: Part(
                row.section, row.opened, row.second, row.spread_at, row.second_at, row.key_at, row.released
            )
            for row in rows
        }

    async def set_part(self, cohort: int, part: Part) -> None:
        """Stores a part."""
        await self._database.merge(
            CohortPartRow(
                cohort=cohort, section=part.section, opened=part.opened, second=part.second, spread_at=part.spread_at,
                second_at=part.second_at, key_at=part.key_at, released=part.released,
            )
        )  # fmt: skip
        await self._database.flush()

    # --- who is in it --------------------------------------------------------------------------------------------

    async def join(
        self, cohort: int, person: int | None, role: MemberRole, name: str | None, at: datetime,
        cluster: int | None = None,
    ) -> Member:  # fmt: skip
        """Lets somebody in; who left comes back as they were, under the new name. Nobody loses a role by joining."""
        query = select(CohortMemberRow).where(CohortMemberRow.cohort == cohort, CohortMemberRow.person == person)
        row = (await self._database.exec(query)).first() if person is not None else None
        if row is None:
            row = CohortMemberRow(cohort=cohort, person=person, role=role, name=name, joined_at=at, cluster=cluster)
        else:
            back = row.left_at is not None
            row.role = role if back or (role == "trainer" and row.role == "participant") else row.role
            row.name, row.left_at = name or row.name, None
            row.cluster = cluster or row.cluster
        self._database.add(row)
        await self._database.flush()
        return member_of(row)

    async def members(self, cohort: int) -> list[Member]:
        """Everybody who is or was in a cohort, in the order they joined."""
        query = select(CohortMemberRow).where(CohortMemberRow.cohort == cohort).order_by(col(CohortMemberRow.id))
        return [member_of(row) for row in await self._database.exec(query)]

    async def set_member(self, member: Member) -> None:
        """Stores what can change of a member."""
        values = {
            "role": member.role, "name": member.name, "left_at": member.left_at, "nudged_at": member.nudged_at,
            "cluster": member.cluster, "named": member.named, "totals": member.totals,
        }  # fmt: skip
        await self._database.exec(update(CohortMemberRow).where(col(CohortMemberRow.id) == member.id).values(**values))

    async def leave(self, member: Member, at: datetime) -> None:
        """Takes somebody out: their name and their consents go, what they rated stays counted without it."""
        await self.set_member(replace(member, name=None, left_at=at, named=False, totals=False, cluster=None))

    async def forget_names(self, today: date) -> None:
        """Names go from cohorts whose time is over; a guest's as well."""
        over = select(CohortRow.id).where(col(CohortRow.names_until) < today)
        await self._database.exec(
            update(CohortMemberRow)
            .where(col(CohortMemberRow.cohort).in_(over), col(CohortMemberRow.name).is_not(None))
            .values(name=None)
        )

    # --- codes that there are not --------------------------------------------------------------------------------

    async def wrong_codes(self, person: int, since: datetime) -> int:
        """How often somebody tried a code that there is not, since then."""
        query = select(func.count()).select_from(WrongCodeRow)
        mine = (col(WrongCodeRow.person) == person, col(WrongCodeRow.at) > since)
        return (await self._database.exec(query.where(*mine))).one()

    async def add_wrong_code(self, person: int, at: datetime) -> None:
        """One more code that there is not."""
        self._database.add(WrongCodeRow(person=person, at=at))
        await self._database.flush()

    async def forget(self, now: datetime) -> None:
        """What is kept for a time only goes: names of cohorts whose time is over, and tries of codes."""
        await self.forget_names(now.date())
        await self._database.exec(delete(WrongCodeRow).where(col(WrongCodeRow.at) < now - TRIES_KEPT))

    async def where_rated(self, member: int) -> tuple[Cohort, Member, Mapping[str, Part]] | None:
        """The cohort that a member rates in, with its parts, also after they left."""
        query = (
            select(CohortRow, CohortMemberRow)
            .join(CohortMemberRow, col(CohortMemberRow.cohort) == col(CohortRow.id))
            .where(CohortMemberRow.id == member)
        )
        found = (await self._database.exec(query)).first()
        return (cohort_of(found[0]), member_of(found[1]), await self.parts(found[0].id or 0)) if found else None
