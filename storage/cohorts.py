"""Cohorts: groups that a trainer or a programme's owner runs, their parts, who is in them, and what they rated."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Literal, TypeAlias

from sqlalchemy import ColumnElement, func
from sqlalchemy import select as columns
from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from storage.encoding import decode_scope, decode_value, encode_scope
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
from surveys.session import Documented, Scope, Value

COHORT_NAME_LIMIT, MEMBER_NAME_LIMIT = 80, 60
TRIES_KEPT = timedelta(hours=1)
"""How long it is known that somebody tried a code that there is not."""
Kind: TypeAlias = Literal["training", "programme"]
Mode: TypeAlias = Literal["each", "end"]
MemberRole: TypeAlias = Literal["owner", "trainer", "participant", "guest"]


@dataclass(frozen=True, slots=True)
class Cohort:
    """A group. `code`: what one joins by, None while that is closed; `names_until`: the day after which names go.

    `invitation`: what one more trainer comes in by, once.
    """

    id: int
    kind: Kind
    name: str = field(repr=False)
    case: str | None
    language: str
    scope: Scope
    mode: Mode
    code: str | None = field(repr=False)
    begins: date | None
    ends: date | None
    names_until: date | None
    created_at: datetime
    invitation: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a cohort: open or not, in its second round or not, when its spreads and its key were released.

    `released`: the spread as everybody sees it, as JSON, made when it was released or refreshed last.
    """

    section: str
    opened: bool = False
    second: bool = False
    spread_at: datetime | None = None
    second_at: datetime | None = None
    key_at: datetime | None = None
    released: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a cohort. A guest on paper has no person; who left has no name, and a day they left."""

    id: int
    cohort: int
    person: int | None
    role: MemberRole
    name: str | None = field(repr=False)
    joined_at: datetime
    left_at: datetime | None = None
    nudged_at: datetime | None = None
    cluster: int | None = None
    named: bool = False
    """In a programme: whether its owner may see whose cluster it is."""
    totals: bool = False
    """In a programme: whether the cluster's results may go into totals."""

    @property
    def runs(self) -> bool:
        """Whether they run the cohort."""
        return self.role in ("owner", "trainer") and self.left_at is None


@dataclass(frozen=True, slots=True)
class RatedIn:
    """One indicator as a member rated it in a round: the last state of it."""

    member: int
    session: int
    round: int
    question: str
    value: Value | None
    documented: Documented | None
    at: datetime


class Cohorts:
    """Keeps cohorts within one transaction."""

    def __init__(self, database: AsyncSession) -> None:
        self._database = database

    # --- the group itself ----------------------------------------------------------------------------------------

    async def add(self, cohort: Cohort, owner: int, name: str | None) -> Cohort:
        """A new cohort, whatever its `id`, run by this person under this name."""
        row = CohortRow(created_at=cohort.created_at, **_columns(cohort))
        self._database.add(row)
        await self._database.flush()
        await self.join(row.id or 0, owner, "owner", name, cohort.created_at)
        return _cohort(row)

    async def find(self, cohort: int, person: int) -> tuple[Cohort, Member] | None:
        """A cohort and who this person is in it; none for those who are not in it, or left."""
        query = (
            select(CohortRow, CohortMemberRow)
            .join(CohortMemberRow, col(CohortMemberRow.cohort) == col(CohortRow.id))
            .where(CohortRow.id == cohort, CohortMemberRow.person == person, col(CohortMemberRow.left_at).is_(None))
        )
        found = (await self._database.exec(query)).first() if 0 < cohort < 2**63 else None
        return (_cohort(found[0]), _member(found[1])) if found else None

    async def by_code(self, code: str) -> Cohort | None:
        """The cohort that is joined by this code now."""
        row = (await self._database.exec(select(CohortRow).where(CohortRow.code == code))).first() if code else None
        return _cohort(row) if row else None

    async def by_invitation(self, code: str) -> Cohort | None:
        """The cohort that one more trainer comes into by this code now."""
        row = (await self._database.exec(select(CohortRow).where(CohortRow.invitation == code))).first()
        return _cohort(row) if row and code else None

    async def of(self, person: int) -> list[tuple[Cohort, Member]]:
        """The cohorts a person is in, newest first."""
        query = (
            select(CohortRow, CohortMemberRow)
            .join(CohortMemberRow, col(CohortMemberRow.cohort) == col(CohortRow.id))
            .where(CohortMemberRow.person == person, col(CohortMemberRow.left_at).is_(None))
            .order_by(col(CohortRow.id).desc())
        )
        return [(_cohort(cohort), _member(member)) for cohort, member in await self._database.exec(query)]

    async def uses(self, case: str) -> bool:
        """Whether any cohort rates this case."""
        return (
            await self._database.exec(select(CohortRow.id).where(CohortRow.case_id == case).limit(1))
        ).first() is not None

    async def save(self, cohort: Cohort) -> None:
        """Stores what can change of a cohort."""
        await self._database.exec(update(CohortRow).where(col(CohortRow.id) == cohort.id).values(**_columns(cohort)))

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
        return _member(row)

    async def members(self, cohort: int) -> list[Member]:
        """Everybody who is or was in a cohort, in the order they joined."""
        query = select(CohortMemberRow).where(CohortMemberRow.cohort == cohort).order_by(col(CohortMemberRow.id))
        return [_member(row) for row in await self._database.exec(query)]

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

    # --- what they rated -----------------------------------------------------------------------------------------

    async def ratings(self, cohort: int, member: int | None = None) -> list[RatedIn]:
        """Everything that was rated in a cohort, each indicator as it stands: one query, however many there are.

        `member`: what this one rated only.
        """
        inside = _inside(cohort, member)
        latest = (
            select(AnswerRow.session, AnswerRow.question, func.max(AnswerRow.revision).label("revision"))
            .join(PracticeRow, col(PracticeRow.session) == col(AnswerRow.session))
            .join(CohortMemberRow, col(CohortMemberRow.id) == col(PracticeRow.member))
            .where(inside)
            .group_by(col(AnswerRow.session), col(AnswerRow.question))
            .subquery()
        )
        table = AnswerRow.__table__.c  # type: ignore[attr-defined]  # plain columns: thousands of rows are no objects
        query = (
            columns(
                col(PracticeRow.member), col(PracticeRow.round), table.session, table.question, table.value,
                table.documented, table.at,
            )
            .join(AnswerRow, table.session == col(PracticeRow.session))
            .join(
                latest,
                (latest.c.session == table.session)
                & (latest.c.question == table.question)
                & (latest.c.revision == table.revision),
            )
            .order_by(table.session, table.id)
        )  # fmt: skip
        found = await (await self._database.connection()).execute(query)
        return [
            RatedIn(member or 0, session, round, question, _value(value), Documented(state) if state else None, at)
            for member, round, session, question, value, state, at in found
        ]

    async def sessions(self, cohort: int, member: int | None = None) -> Mapping[int, tuple[int, int, bool]]:
        """The practice sessions of a cohort, or of one member: of which member, which round, submitted or not."""
        query = (
            select(SessionRow.id, PracticeRow.member, PracticeRow.round, SessionRow.submitted_at)
            .join(PracticeRow, col(PracticeRow.session) == col(SessionRow.id))
            .join(CohortMemberRow, col(CohortMemberRow.id) == col(PracticeRow.member))
            .where(_inside(cohort, member))
        )
        return {
            id or 0: (member or 0, round, submitted is not None)
            for id, member, round, submitted in await self._database.exec(query)
        }

    async def make_final(self, cohort: int, questions: Iterable[str]) -> None:
        """From now on these ratings are final in every session of a cohort: their key or spread is shown."""
        query = (
            select(PracticeRow, SessionRow.scope)
            .join(SessionRow, col(SessionRow.id) == col(PracticeRow.session))
            .join(CohortMemberRow, col(CohortMemberRow.id) == col(PracticeRow.member))
            .where(CohortMemberRow.cohort == cohort)
        )
        released = set(questions)
        for row, scope in (await self._database.exec(query)).all():
            row.shown = json.dumps(sorted({*json.loads(row.shown), *(released & set(decode_scope(scope).ids))}))
            self._database.add(row)
        await self._database.flush()

    async def where_rated(self, member: int) -> tuple[Cohort, Member, Mapping[str, Part]] | None:
        """The cohort that a member rates in, with its parts, also after they left."""
        query = (
            select(CohortRow, CohortMemberRow)
            .join(CohortMemberRow, col(CohortMemberRow.cohort) == col(CohortRow.id))
            .where(CohortMemberRow.id == member)
        )
        found = (await self._database.exec(query)).first()
        return (_cohort(found[0]), _member(found[1]), await self.parts(found[0].id or 0)) if found else None

    # --- a programme's editions ----------------------------------------------------------------------------------

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


def _inside(cohort: int, member: int | None) -> ColumnElement[bool]:
    """Of a cohort, or of one member of it."""
    inside = col(CohortMemberRow.cohort) == cohort
    return inside if member is None else inside & (col(CohortMemberRow.id) == member)


@lru_cache(maxsize=256)
def _value(text: str | None) -> Value | None:
    """The value that was encoded; a group's ratings are the same few again and again."""
    return decode_value(text)


def _columns(cohort: Cohort) -> dict[str, Any]:
    return {
        "kind": cohort.kind, "name": cohort.name, "case_id": cohort.case, "language": cohort.language,
        "scope": encode_scope(cohort.scope), "mode": cohort.mode, "code": cohort.code, "begins": cohort.begins,
        "ends": cohort.ends, "names_until": cohort.names_until, "invitation": cohort.invitation,
    }  # fmt: skip


def _cohort(row: CohortRow) -> Cohort:
    return Cohort(
        id=row.id or 0,
        kind="programme" if row.kind == "programme" else "training",
        name=row.name,
        case=row.case_id,
        language=row.language,
        scope=decode_scope(row.scope),
        mode="each" if row.mode == "each" else "end",
        code=row.code,
        begins=row.begins,
        ends=row.ends,
        names_until=row.names_until,
        created_at=row.created_at,
        invitation=row.invitation,
    )


def _member(row: CohortMemberRow) -> Member:
    match row.role:
        case "owner" | "trainer" | "participant" | "guest" as role:
            return Member(
                row.id or 0, row.cohort, row.person, role, row.name, row.joined_at, row.left_at, row.nudged_at,
                row.cluster, row.named, row.totals,
            )  # fmt: skip
        case other:
            raise ValueError(f"no role: {other}")
