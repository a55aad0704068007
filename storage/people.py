"""People who agreed to be stored, their clusters, and what their next typed text is for."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.tables import ClusterRow, MembershipRow, PersonRow, SessionRow


@dataclass(frozen=True, slots=True)
class Answering:
    """The next text answers the question on the card."""


@dataclass(frozen=True, slots=True)
class Looking:
    """The person looks at a page that asks nothing: the next text may not be meant for the question behind it."""


@dataclass(frozen=True, slots=True)
class Noting:
    """The next text is the note on this question."""

    question: str


@dataclass(frozen=True, slots=True)
class Keeping:
    """A text that was no answer waits to be kept as a note, or not."""

    question: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Doubting:
    """Texts that may not have been meant for this question wait to be used as its answer, or not."""

    question: str
    texts: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Counting:
    """The next number is this one of the counts on the card."""

    question: str
    item: str


@dataclass(frozen=True, slots=True)
class Naming:
    """The next text is the name of this cluster; 0: of a new one."""

    cluster: int


@dataclass(frozen=True, slots=True)
class Filling:
    """The next text fills this field of this form; `about`: of what it is the form."""

    form: str
    field: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """The next text names documents, one a line."""


Focus: TypeAlias = Answering | Looking | Noting | Keeping | Doubting | Counting | Naming | Listing | Filling
_KINDS: dict[str, type[Focus]] = {
    kind.__name__.lower(): kind
    for kind in (Answering, Looking, Noting, Keeping, Doubting, Counting, Naming, Listing, Filling)
}
Role = Literal["owner", "editor", "reader"]


@dataclass(frozen=True, slots=True)
class Person:
    """A stored person. `external` is the channel's own id, never a name of theirs that we keep."""

    id: int
    channel: str
    external: str
    language: str
    consent: str
    consented_at: datetime
    live: int | None
    cluster: int | None
    focus: Focus


class People:
    """Finds and keeps people within one transaction."""

    def __init__(self, database: AsyncSession) -> None:
        self._database = database

    async def find(self, channel: str, external: str) -> Person | None:
        """The person with this id on this channel, if they ever agreed."""
        query = select(PersonRow).where(PersonRow.channel == channel, PersonRow.external == external)
        row = (await self._database.exec(query)).first()
        return person_of(row) if row else None

    async def add(self, channel: str, external: str, language: str, consent: str, at: datetime) -> Person:
        """Stores a person who agreed to this version of the consent text, as owner of a first cluster."""
        cluster = ClusterRow(created_at=at)
        self._database.add(cluster)
        await self._database.flush()
        row = PersonRow(
            channel=channel,
            external=external,
            language=language,
            consent=consent,
            consented_at=at,
            cluster=cluster.id,
            focus=encode_focus(Answering()),
        )
        self._database.add(row)
        await self._database.flush()
        self._database.add(MembershipRow(cluster=cluster.id or 0, person=row.id or 0, role="owner", since=at))
        await self._database.flush()
        return person_of(row)

    async def of_session(self, session: int) -> Person | None:
        """Who started a session, if they still have a role in its cluster; else somebody who has one."""
        query = (
            select(PersonRow)
            .join(MembershipRow, col(MembershipRow.person) == col(PersonRow.id))
            .join(SessionRow, col(SessionRow.cluster) == col(MembershipRow.cluster))
            .where(SessionRow.id == session)
            .order_by((col(SessionRow.started_by) == col(PersonRow.id)).desc(), col(PersonRow.id))
        )
        row = (await self._database.exec(query)).first()
        return person_of(row) if row else None

    async def anybody(self) -> bool:
        """Whether anybody is stored here."""
        return (await self._database.exec(select(PersonRow.id).limit(1))).first() is not None

    async def save(self, person: Person) -> None:
        """Stores what can change of a person: language, consent, live session, cluster, focus."""
        change = (
            update(PersonRow)
            .where(col(PersonRow.id) == person.id)
            .values(
                language=person.language,
                consent=person.consent,
                consented_at=person.consented_at,
                live=person.live,
                cluster=person.cluster,
                focus=encode_focus(person.focus),
            )
        )
        await self._database.exec(change)

    async def role(self, person: int, cluster: int) -> Role | None:
        """The person's role in a cluster."""
        row = await self._database.get(MembershipRow, (cluster, person))
        match row.role if row else None:
            case "owner" | "editor" | "reader" as role:
                return role
            case _:
                return None


def person_of(row: PersonRow) -> Person:
    """The person in a row; only for this package."""
    return Person(
        id=row.id or 0,
        channel=row.channel,
        external=row.external,
        language=row.language,
        consent=row.consent,
        consented_at=row.consented_at,
        live=row.live,
        cluster=row.cluster,
        focus=_decode(row.focus),
    )


def encode_focus(focus: Focus) -> str:
    """A focus as it is stored; only for this package."""
    return json.dumps({"kind": type(focus).__name__.lower(), **asdict(focus)}, ensure_ascii=False)


def _decode(text: str) -> Focus:
    data = json.loads(text)
    kind = _KINDS[data.pop("kind", "answering")]
    if "texts" in data:
        data["texts"] = tuple(data["texts"])
    return kind(**data)
