"""Sessions and their answers: loaded whole, saved by comparing revisions, answers only ever added."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import col, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.encoding import (
    decode_place,
    decode_scope,
    encode_place,
    encode_scope,
)
from storage.session_rows import Practice, answer_of, answer_row, practice_of, practice_row
from storage.tables import AnswerRow, CohortMemberRow, MembershipRow, PracticeRow, SessionRow
from surveys.session import Answer, Session, Submitted

__all__ = ["LostRace", "Practice", "Sessions", "Stored"]


class LostRace(Exception):
    """Somebody else saved this session since it was loaded: load it and try again."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A session as it stands in the database, with what the conversation itself does not know."""

    id: int
    cluster: int
    """0 for practice and assessments: those are a person's own."""
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
    practice: Practice | None = None


class Sessions:
    """Loads and saves sessions within one transaction."""

    def __init__(self, database: AsyncSession) -> None:
        self._database = database

    async def start(
        self, session: Session, *, survey: str, version: int, language: str, cluster: int, by: int, at: datetime,
        carried_from: int | None = None, practice: Practice | None = None,
    ) -> Stored:  # fmt: skip
        """Stores a new session, pinned to its survey version. Practice and assessments are of no cluster: 0."""
        row = SessionRow(
            cluster=cluster or None,
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
        if practice is not None:
            self._database.add(practice_row(row.id or 0, practice, session.shown))
            await self._database.flush()
        return _stored(row, session, await self._version(carried_from), practice)

    async def load(self, id: int, person: int) -> Stored | None:
        """The session, if this person has a role in its cluster or practises in it; else none."""
        if not 0 < id < 2**63:  # no number that was ever given
            return None
        query = (
            select(SessionRow)
            .outerjoin(
                MembershipRow,
                (col(MembershipRow.cluster) == col(SessionRow.cluster)) & (col(MembershipRow.person) == person),
            )
            .where(SessionRow.id == id)
            .where(
                col(MembershipRow.person).is_not(None)
                | (col(SessionRow.cluster).is_(None) & (col(SessionRow.started_by) == person))
            )
        )
        row = (await self._database.exec(query)).first()
        return await self._whole(row) if row else None

    async def whole(self, id: int) -> Stored | None:
        """A session, whoever asks: for the sides of a shared check. Who may see it is for the caller to know."""
        row = await self._database.get(SessionRow, id)
        return await self._whole(row) if row else None

    async def practised(self, person: int, case: str = "", *, guests: bool = True) -> list[Stored]:
        """What a person has practised, oldest first, with what they typed in for guests on paper, or without.

        `case`: only on this one. A trainer may have typed in hundreds of rounds: who does not need them leaves them.
        """
        query = (
            select(SessionRow)
            .join(PracticeRow, col(PracticeRow.session) == col(SessionRow.id))
            .outerjoin(CohortMemberRow, col(CohortMemberRow.id) == col(PracticeRow.member))
            .where(SessionRow.started_by == person, col(SessionRow.cluster).is_(None))
        )
        if case:
            query = query.where(PracticeRow.case_id == case)
        if not guests:
            query = query.where(col(PracticeRow.member).is_(None) | (col(CohortMemberRow.person) == person))
        return [await self._whole(row) for row in (await self._database.exec(query.order_by(col(SessionRow.id)))).all()]

    async def of_member(self, member: int) -> list[Stored]:
        """What a member of a cohort rated there, oldest first, whoever typed it."""
        query = (
            select(SessionRow)
            .join(PracticeRow, col(PracticeRow.session) == col(SessionRow.id))
            .where(PracticeRow.member == member)
        )
        return [await self._whole(row) for row in (await self._database.exec(query.order_by(col(SessionRow.id)))).all()]

    async def show(self, session: int, questions: Iterable[str]) -> None:
        """From now on these ratings are final: their key or spread is shown."""
        row = await self._database.get(PracticeRow, session)
        if row is not None:
            row.shown = json.dumps(sorted({*json.loads(row.shown), *questions}))
            self._database.add(row)
            await self._database.flush()

    async def seen(self, session: int, person: int, questions: Iterable[str]) -> None:
        """The key of these ratings is shown in a round: the person's other open ones on the case are repeats by now."""
        here = await self._database.get(PracticeRow, session)
        query = (
            select(PracticeRow, SessionRow.scope)
            .join(SessionRow, col(SessionRow.id) == col(PracticeRow.session))
            .outerjoin(CohortMemberRow, col(CohortMemberRow.id) == col(PracticeRow.member))
            .where(SessionRow.started_by == person, col(SessionRow.submitted_at).is_(None))
            .where(col(PracticeRow.member).is_(None) | (col(CohortMemberRow.person) == person))
            .where(PracticeRow.case_id == (here.case_id if here else ""), PracticeRow.session != session)
        )
        for row, scope in (await self._database.exec(query)).all():
            if set(questions) & set(decode_scope(scope).ids) - set(json.loads(row.shown)):
                row.repeat = True
                self._database.add(row)
        await self._database.flush()

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
        return [(row.revision, answer_of(row)) for row in await self._database.exec(query)]

    async def restore(
        self, stored: Stored, revision: int, steps: list[tuple[int, Answer]], changed: datetime,
        submitted: datetime | None, trial: bool,
    ) -> None:  # fmt: skip
        """Sets a new session to what an import tells: every step under its own revision."""
        for number, answer in steps:
            self._database.add(answer_row(stored.id, number, answer))
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
            self._database.add(answer_row(stored.id, revision, recorded))
            await self._database.flush()
        return replace(stored, session=session, revision=revision, changed_at=at)

    async def _whole(self, row: SessionRow) -> Stored:
        answers = await self._answers(row.id or 0)
        carried = await self._answers(row.carried_from) if row.carried_from else {}
        scope, place = decode_scope(row.scope), decode_place(row.place)
        match row.kind:
            case "practice":
                about = await self._database.get(PracticeRow, row.id)
                shown = frozenset(json.loads(about.shown)) if about else frozenset()
                session = Session("practice", scope, place, answers, carried, shown)
                return _stored(row, session, None, practice_of(about) if about else None)
            case "assessment":  # nothing is carried into it here: what it may be told is not for this module
                return _stored(row, Session("assessment", scope, place, answers, {}), None)
            case _:
                session = Session("self", scope, place, answers, carried)
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
        return {row.question: answer_of(row) for row in await self._database.exec(query)}


def _stored(row: SessionRow, session: Session, carried_version: int | None, practice: Practice | None = None) -> Stored:
    return Stored(
        id=row.id or 0,
        cluster=row.cluster or 0,
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
        practice=practice,
    )
