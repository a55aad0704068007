"""Sessions and their answers: loaded whole, saved by comparing revisions, answers only ever added."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import col, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.encoding import (
    decode_mark,
    decode_named,
    decode_place,
    decode_scope,
    decode_value,
    encode_mark,
    encode_named,
    encode_place,
    encode_scope,
    encode_value,
)
from storage.tables import AnswerRow, MembershipRow, SessionRow
from surveys.session import Answer, Documented, Session, Submitted


class LostRace(Exception):
    """Somebody else saved this session since it was loaded: load it and try again."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A session as it stands in the database, with what the conversation itself does not know."""

    id: int
    cluster: int
    started_by: int
    survey: str
    version: int
    language: str
    revision: int
    carried_from: int | None
    carried_version: int | None
    """The survey version of the check it carries answers from; `session.carried` holds them as they were."""
    started_at: datetime
    changed_at: datetime
    trial: bool
    session: Session


class Sessions:
    """Loads and saves sessions within one transaction."""

    def __init__(self, database: AsyncSession) -> None:
        self._database = database

    async def start(
        self, session: Session, *, survey: str, version: int, language: str, cluster: int, by: int, at: datetime,
        carried_from: int | None = None,
    ) -> Stored:  # fmt: skip
        """Stores a new session, pinned to its survey version."""
        row = SessionRow(
            cluster=cluster,
            started_by=by,
            survey=survey,
            version=version,
            language=language,
            kind=session.kind,
            scope=encode_scope(session.scope),
            place=encode_place(session.place),
            carried_from=carried_from,
            started_at=at,
            changed_at=at,
        )
        self._database.add(row)
        await self._database.flush()
        return _stored(row, session, await self._version(carried_from))

    async def load(self, id: int, person: int) -> Stored | None:
        """The session, if this person has a role in its cluster; none otherwise, as if it did not exist."""
        if not 0 < id < 2**63:  # no number that was ever given
            return None
        query = (
            select(SessionRow)
            .join(MembershipRow, col(MembershipRow.cluster) == col(SessionRow.cluster))
            .where(SessionRow.id == id, MembershipRow.person == person)
        )
        row = (await self._database.exec(query)).first()
        return await self._whole(row) if row else None

    async def of_cluster(self, cluster: int) -> list[Stored]:
        """All of a cluster's self-checks, open, submitted and trials, oldest first."""
        query = select(SessionRow).where(SessionRow.cluster == cluster, SessionRow.kind == "self")
        return [await self._whole(row) for row in (await self._database.exec(query.order_by(col(SessionRow.id)))).all()]

    async def every(self, cluster: int) -> list[Stored]:
        """All that hangs on a cluster, of every kind, oldest first."""
        query = select(SessionRow).where(SessionRow.cluster == cluster).order_by(col(SessionRow.id))
        return [await self._whole(row) for row in (await self._database.exec(query)).all()]

    async def latest(self, cluster: int) -> int | None:
        """The number of the cluster's newest self-check."""
        query = select(func.max(SessionRow.id)).where(SessionRow.cluster == cluster, SessionRow.kind == "self")
        return (await self._database.exec(query)).one()

    async def mark_trial(self, session: int, trial: bool) -> None:
        """Marks a check as one that counts nowhere, or as one that counts."""
        await self._database.exec(update(SessionRow).where(col(SessionRow.id) == session).values(trial=trial))

    async def speak(self, session: int, language: str) -> None:
        """The language of this check."""
        await self._database.exec(update(SessionRow).where(col(SessionRow.id) == session).values(language=language))

    async def steps(self, session: int) -> list[tuple[int, Answer]]:
        """Every answer ever given in a session with its revision, oldest first."""
        query = select(AnswerRow).where(AnswerRow.session == session).order_by(col(AnswerRow.revision))
        return [(row.revision, _answer(row)) for row in await self._database.exec(query)]

    async def restore(
        self, stored: Stored, revision: int, steps: list[tuple[int, Answer]], changed: datetime,
        submitted: datetime | None, trial: bool,
    ) -> None:  # fmt: skip
        """Sets a new session to what an import tells: every step under its own revision."""
        for number, answer in steps:
            self._database.add(_answer_row(stored.id, number, answer))
        await self._database.flush()
        told = {"revision": revision, "changed_at": changed, "submitted_at": submitted, "trial": trial}
        await self._database.exec(update(SessionRow).where(col(SessionRow.id) == stored.id).values(**told))

    async def versions(self) -> set[tuple[str, int]]:
        """The survey versions that sessions here are pinned to."""
        return set(await self._database.exec(select(SessionRow.survey, SessionRow.version).distinct()))

    async def submitted(self, cluster: int) -> list[Stored]:
        """The cluster's submitted self-checks, oldest first; trials are left out."""
        query = (
            select(SessionRow)
            .where(SessionRow.cluster == cluster, SessionRow.kind == "self", col(SessionRow.submitted_at).is_not(None))
            .where(col(SessionRow.trial).is_(False))
            .order_by(col(SessionRow.id))
        )
        return [await self._whole(row) for row in (await self._database.exec(query)).all()]

    async def save(self, stored: Stored, session: Session, recorded: Answer | None, at: datetime) -> Stored:
        """Stores one step of a session that was loaded at `stored.revision`. Raises `LostRace` if it moved since."""
        revision = stored.revision + 1
        submitted_at = session.place.at if isinstance(session.place, Submitted) else None
        change = (
            update(SessionRow)
            .where(col(SessionRow.id) == stored.id, col(SessionRow.revision) == stored.revision)
            .values(
                scope=encode_scope(session.scope),
                place=encode_place(session.place),
                revision=revision,
                changed_at=at,
                submitted_at=submitted_at,
            )
        )
        result = await self._database.exec(change)
        if result.rowcount != 1:
            raise LostRace
        if recorded is not None:
            self._database.add(_answer_row(stored.id, revision, recorded))
            await self._database.flush()
        return replace(stored, session=session, revision=revision, changed_at=at)

    async def _whole(self, row: SessionRow) -> Stored:
        answers = await self._answers(row.id or 0)
        carried = await self._answers(row.carried_from) if row.carried_from else {}
        match row.kind:
            case "practice" | "assessment" as kind:
                session = Session(kind, decode_scope(row.scope), decode_place(row.place), answers, carried)
            case _:
                session = Session("self", decode_scope(row.scope), decode_place(row.place), answers, carried)
        return _stored(row, session, await self._version(row.carried_from))

    async def _version(self, session: int | None) -> int | None:
        if session is None:
            return None
        return (await self._database.exec(select(SessionRow.version).where(SessionRow.id == session))).first()

    async def _answers(self, session: int) -> Mapping[str, Answer]:
        """The latest answer of each question, by revision: a clock that jumps changes nothing."""
        latest = (
            select(AnswerRow.question, func.max(AnswerRow.revision).label("revision"))
            .where(AnswerRow.session == session)
            .group_by(AnswerRow.question)
            .subquery()
        )
        query = (
            select(AnswerRow)
            .join(
                latest,
                (col(AnswerRow.question) == latest.c.question) & (col(AnswerRow.revision) == latest.c.revision),
            )
            .where(AnswerRow.session == session)
            .order_by(col(AnswerRow.id))
        )
        return {row.question: _answer(row) for row in await self._database.exec(query)}


def _stored(row: SessionRow, session: Session, carried_version: int | None) -> Stored:
    return Stored(
        id=row.id or 0,
        cluster=row.cluster,
        started_by=row.started_by,
        survey=row.survey,
        version=row.version,
        language=row.language,
        revision=row.revision,
        carried_from=row.carried_from,
        carried_version=carried_version,
        started_at=row.started_at,
        changed_at=row.changed_at,
        trial=row.trial,
        session=session,
    )


def _answer_row(session: int, revision: int, answer: Answer) -> AnswerRow:
    return AnswerRow(
        session=session,
        revision=revision,
        question=answer.question,
        value=encode_value(answer.value),
        seen=answer.seen,
        estimate=answer.estimate,
        documented=answer.documented.value if answer.documented else None,
        document=encode_named(answer.document),
        mark=encode_mark(answer.mark),
        note=answer.note,
        note_shared=answer.note_shared,
        by=int(answer.by),
        at=answer.at,
    )


def _answer(row: AnswerRow) -> Answer:
    return Answer(
        question=row.question,
        by=str(row.by),
        at=row.at,
        value=decode_value(row.value),
        seen=row.seen,
        estimate=row.estimate,
        documented=Documented(row.documented) if row.documented else None,
        document=decode_named(row.document),
        mark=decode_mark(row.mark),
        note=row.note,
        note_shared=row.note_shared,
    )
