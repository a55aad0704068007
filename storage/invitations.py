"""Invitations: what one person comes in by, once, within seven days, and only when the owner lets them in."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal, TypeAlias

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.review_tables import InvitationRow

SERVES = timedelta(days=7)
"""How long an invitation can be taken."""
NAMED_LIMIT = 60
"""Characters of the name that somebody is known by."""
InvitationKind: TypeAlias = Literal["assessor", "team", "colleague"]


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation and how far it has come. `questions`: what a colleague is asked, of which check."""

    id: int
    kind: InvitationKind
    cluster: int
    share: int | None
    role: Literal["editor", "reader"] | None
    session: int | None
    questions: tuple[str, ...]
    at: datetime
    until: datetime
    person: int | None
    name: str | None = field(repr=False)
    taken_at: datetime | None
    let_in_at: datetime | None
    ended_at: datetime | None

    def free(self, now: datetime) -> bool:
        """Whether it can still be taken."""
        return self.taken_at is None and self.ended_at is None and now < self.until

    @property
    def waiting(self) -> bool:
        """Whether somebody took it and is neither let in nor turned away."""
        return self.taken_at is not None and self.let_in_at is None and self.ended_at is None

    @property
    def present(self) -> bool:
        """Whether who came in by it is still inside, and has not left."""
        return self.inside and self.person is not None

    @property
    def inside(self) -> bool:
        """Whether who took it is let in."""
        return self.let_in_at is not None and self.ended_at is None


class Invitations:
    """Keeps invitations within one transaction. Who may do what is for the caller to know."""

    def __init__(self, database: AsyncSession) -> None:
        self._database = database

    async def add(
        self, kind: InvitationKind, cluster: int, code: str, by: int, at: datetime, *, share: int | None = None,
        role: Literal["editor", "reader"] | None = None, session: int | None = None, questions: Sequence[str] = (),
    ) -> Invitation:  # fmt: skip
        """A new invitation for this code, which itself is not kept."""
        row = InvitationRow(
            kind=kind, cluster=cluster, share=share, role=role, session=session, questions=json.dumps(list(questions)),
            code=hashed(code), by=by, at=at, until=at + SERVES,
        )  # fmt: skip
        self._database.add(row)
        await self._database.flush()
        return _invitation(row)

    async def recode(self, invitation: int, code: str) -> None:
        """From now on it is this code's; the one before leads nowhere."""
        change = update(InvitationRow).where(col(InvitationRow.id) == invitation).values(code=hashed(code))
        await self._database.exec(change)

    async def by_code(self, code: str) -> Invitation | None:
        """The invitation that this code is for, whatever became of it."""
        query = select(InvitationRow).where(InvitationRow.code == hashed(code))
        row = (await self._database.exec(query)).first()
        return _invitation(row) if row else None

    async def find(self, invitation: int) -> Invitation | None:
        """An invitation by its number."""
        row = await self._database.get(InvitationRow, invitation) if 0 < invitation < 2**63 else None
        return _invitation(row) if row else None

    async def of_cluster(self, cluster: int) -> list[Invitation]:
        """All invitations of a cluster, oldest first."""
        query = select(InvitationRow).where(InvitationRow.cluster == cluster).order_by(col(InvitationRow.id))
        return [_invitation(row) for row in await self._database.exec(query)]

    async def of_person(self, person: int) -> list[Invitation]:
        """All invitations that a person took, oldest first."""
        query = select(InvitationRow).where(InvitationRow.person == person).order_by(col(InvitationRow.id))
        return [_invitation(row) for row in await self._database.exec(query)]

    async def take(self, invitation: int, person: int, name: str, at: datetime) -> bool:
        """Takes it for a person under a name; false if it is taken, ended or too old. Of two who try, one gets it."""
        free = (
            col(InvitationRow.id) == invitation,
            col(InvitationRow.taken_at).is_(None),
            col(InvitationRow.ended_at).is_(None),
            col(InvitationRow.until) > at,
        )
        change = update(InvitationRow).where(*free).values(person=person, name=name, taken_at=at)
        return (await self._database.exec(change)).rowcount == 1

    async def let_in(self, invitation: int, at: datetime) -> bool:
        """Lets in who took it; false if nobody waits."""
        waits = (
            col(InvitationRow.id) == invitation,
            col(InvitationRow.taken_at).is_not(None),
            col(InvitationRow.let_in_at).is_(None),
            col(InvitationRow.ended_at).is_(None),
        )
        return (await self._database.exec(update(InvitationRow).where(*waits).values(let_in_at=at))).rowcount == 1

    async def end(self, invitation: int, at: datetime) -> bool:
        """Ends it: turned away, taken back, or left; false if it was ended before."""
        going = (col(InvitationRow.id) == invitation, col(InvitationRow.ended_at).is_(None))
        return (await self._database.exec(update(InvitationRow).where(*going).values(ended_at=at))).rowcount == 1


def hashed(code: str) -> str:
    """What is kept of a code: codes are long and random, so that a plain hash can't be turned back."""
    return sha256(code.encode(errors="replace")).hexdigest()


def _invitation(row: InvitationRow) -> Invitation:
    match row.kind:
        case "assessor" | "team" | "colleague" as kind:
            pass
        case other:
            raise ValueError(f"no kind of invitation: {other}")
    return Invitation(
        id=row.id or 0,
        kind=kind,
        cluster=row.cluster,
        share=row.share,
        role="editor" if row.role == "editor" else "reader" if row.role == "reader" else None,
        session=row.session,
        questions=tuple(json.loads(row.questions)),
        at=row.at,
        until=row.until,
        person=row.person,
        name=row.name,
        taken_at=row.taken_at,
        let_in_at=row.let_in_at,
        ended_at=row.ended_at,
    )
