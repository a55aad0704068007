"""Erasing: rows go, and with `secure_delete` and a checkpoint so does their text in the file and its journal."""

from datetime import UTC, datetime

from sqlalchemy import ColumnElement
from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from storage.cohorts import Cohorts
from storage.erasing_reviews import ErasingReviews
from storage.fetches import forget_files
from storage.tables import (
    AnswerRow,
    ChatRow,
    ClusterRow,
    CohortMemberRow,
    EditionPartRow,
    HeardRow,
    InboxRow,
    LocalTimeRow,
    MembershipRow,
    OwnCaseRow,
    PersonRow,
    PlanLineRow,
    PracticeRow,
    ProofFileRow,
    ProofRecordRow,
    ProofRow,
    ProofUseRow,
    ReminderRow,
    SessionRow,
    WrongCodeRow,
)

TELEGRAM = "telegram"
"""The channel whose deliveries are kept in the inbox; its people are chats with the same number."""
GONE = "gone"
"""The channel of an empty row that stands for somebody who left."""
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When an empty row agreed to anything."""


class Erasing:
    """Deletes within one transaction. `Store.scrub` afterwards makes sure that nothing is left in the files."""

    def __init__(self, database: AsyncSession) -> None:
        self._database = database

    async def person(self, person: int) -> None:
        """Everything about a person: their clusters that nobody else has a role in, with all checks, and themselves.

        In a cluster that others share, what they answered stays as work of the cluster. An empty row then stands for
        them: no id of a channel, no language, no consent.
        """
        await self._deliveries(await self._database.get(PersonRow, person))
        mine = set((await self._database.exec(_clusters_of(person))).all())
        shared = select(MembershipRow.cluster).where(MembershipRow.person != person)
        alone = mine - set((await self._database.exec(shared)).all())
        await self._training(person, alone)
        await self._sessions(await ErasingReviews(self._database).of_person(person))
        await self._checks_of(alone)
        await self._evidence(person, alone)
        await self._reminders(person, alone)
        await self._database.exec(delete(MembershipRow).where(col(MembershipRow.person) == person))
        await self._database.exec(update(PersonRow).where(col(PersonRow.id) == person).values(cluster=None, live=None))
        await self._database.exec(delete(ClusterRow).where(col(ClusterRow.id).in_(alone)))
        if await self._worked(person):
            empty = {"channel": GONE, "external": str(person), "language": "en", "consent": "", "focus": "{}"}
            blank = update(PersonRow).where(col(PersonRow.id) == person).values(**empty, consented_at=NEVER)
            await self._database.exec(blank)
        else:
            await self._database.exec(delete(PersonRow).where(col(PersonRow.id) == person))
        await self._forget_stand_ins()

    async def cluster(self, cluster: int) -> None:
        """A cluster with all that hangs on it, for everybody who has a role in it."""
        clusters = {cluster}
        await self._checks_of(clusters)
        parts = delete(EditionPartRow).where(col(EditionPartRow.cluster).in_(clusters))
        await self._database.exec(parts)
        left = update(CohortMemberRow).where(col(CohortMemberRow.cluster).in_(clusters)).values(cluster=None)
        await self._database.exec(left)
        await self._evidence(0, clusters)
        await self._reminders(0, clusters)
        await self._database.exec(delete(MembershipRow).where(col(MembershipRow.cluster).in_(clusters)))
        await self._database.exec(
            update(PersonRow).where(col(PersonRow.cluster).in_(clusters)).values(cluster=None, live=None)
        )
        await self._database.exec(delete(ClusterRow).where(col(ClusterRow.id).in_(clusters)))
        await self._forget_stand_ins()

    async def _checks_of(self, clusters: set[int]) -> None:
        sessions = await self._database.exec(select(SessionRow.id).where(col(SessionRow.cluster).in_(clusters)))
        await self._sessions([id for id in sessions if id is not None])
        await ErasingReviews(self._database).of_clusters(clusters)

    async def _reminders(self, person: int, alone: set[int]) -> None:
        """A person's reminders and local time, and the plans of the clusters that go with them."""
        mine = (col(ReminderRow.person) == person) | col(ReminderRow.cluster).in_(alone)
        await self._database.exec(delete(ReminderRow).where(mine))
        await self._database.exec(delete(PlanLineRow).where(col(PlanLineRow.cluster).in_(alone)))
        await self._database.exec(delete(LocalTimeRow).where(col(LocalTimeRow.person) == person))

    async def _evidence(self, person: int, alone: set[int]) -> None:
        """The proofs of the clusters that go, and what of the person's was still on its way to others."""
        query = select(ProofRow.id).where(col(ProofRow.cluster).in_(alone))
        proofs = [id for id in await self._database.exec(query) if id is not None]
        await forget_files(self._database, proofs)
        await self._database.exec(delete(ProofUseRow).where(col(ProofUseRow.proof).in_(proofs)))
        await self._database.exec(delete(ProofRow).where(col(ProofRow.id).in_(proofs)))
        theirs = col(ProofFileRow.proof).in_(select(ProofRow.id).where(ProofRow.by == person))
        lost = update(ProofFileRow).where(theirs, col(ProofFileRow.state).in_(("waiting", "claimed")))
        await self._database.exec(lost.values(state="failed", reason="gone"))
        await self._database.exec(update(ProofFileRow).where(theirs).values(source=None))

    async def _training(self, person: int, alone: set[int]) -> None:
        """What a person practised, their own cases, and the cohorts that only they run; elsewhere their name goes.

        In a cohort of others their ratings leave with them. A programme's editions stay as they were made, without
        the cluster.
        """
        for cohort in await self._database.exec(select(CohortMemberRow.cohort).where(*_runs(person))):
            others = (CohortMemberRow.cohort == cohort, CohortMemberRow.person != person)
            running = select(CohortMemberRow.id).where(
                *others, col(CohortMemberRow.role).in_(("owner", "trainer")), col(CohortMemberRow.left_at).is_(None)
            )
            if (await self._database.exec(running.limit(1))).first() is None:
                await Cohorts(self._database).remove(cohort)
        guests = select(CohortMemberRow.id).where(col(CohortMemberRow.person).is_(None))
        sessions = (
            select(SessionRow.id)
            .join(PracticeRow, col(PracticeRow.session) == col(SessionRow.id))
            .where(SessionRow.started_by == person)
            .where(col(PracticeRow.member).is_(None) | col(PracticeRow.member).not_in(guests))
        )
        practised = [id for id in await self._database.exec(sessions) if id is not None]
        await self._sessions(practised)
        parts = col(EditionPartRow.cluster).in_(alone)
        await self._database.exec(delete(EditionPartRow).where(parts))
        theirs = col(CohortMemberRow.person) == person
        nudges = col(ReminderRow.member).in_(select(CohortMemberRow.id).where(theirs))
        await self._database.exec(delete(ReminderRow).where(nudges))
        await self._database.exec(delete(WrongCodeRow).where(col(WrongCodeRow.person) == person))
        await self._database.exec(delete(CohortMemberRow).where(theirs))
        left = update(CohortMemberRow).where(col(CohortMemberRow.cluster).in_(alone)).values(cluster=None)
        await self._database.exec(left)
        await self._database.exec(delete(OwnCaseRow).where(col(OwnCaseRow.person) == person))

    async def _deliveries(self, person: PersonRow | None) -> None:
        """What the person sent keeps its number only, also what waits; their chat keeps what clearing it needs."""
        if person is None or person.channel != TELEGRAM:
            return
        sent = (col(InboxRow.sender) == int(person.external), col(InboxRow.state) != "shown")
        empty = {"state": "shown", "chat": None, "sender": None, "language": None, "body": None, "error": None}
        await self._database.exec(update(InboxRow).where(*sent).values(**empty))
        chat = update(ChatRow).where(col(ChatRow.chat) == int(person.external))
        await self._database.exec(chat.values(clearing=True))

    async def _forget_stand_ins(self) -> None:
        """Empty rows of those who left before go with the last check that points to them."""
        stand_ins = await self._database.exec(select(PersonRow.id).where(PersonRow.channel == GONE))
        for id in [id for id in stand_ins if id is not None]:
            if not await self._worked(id):
                await self._database.exec(delete(PersonRow).where(col(PersonRow.id) == id))

    async def _worked(self, person: int) -> bool:
        """Whether rows of others' clusters still point to this person."""
        answers = select(AnswerRow.id).where(AnswerRow.by == person).limit(1)
        sessions = select(SessionRow.id).where(SessionRow.started_by == person).limit(1)
        lines = select(PlanLineRow.id).where(PlanLineRow.by == person).limit(1)
        proofs = select(ProofRow.id).where(ProofRow.by == person).limit(1)
        found = [(await self._database.exec(query)).first() for query in (answers, sessions, lines, proofs)]
        return any(each is not None for each in found)

    async def session(self, session: int) -> None:
        """One check with its answers."""
        await self._sessions([session])
        await self._forget_stand_ins()

    async def note(self, session: int, question: str) -> None:
        """A note in every revision of its answer: rows are only ever added, so older ones still held it."""
        where = (col(AnswerRow.session) == session, col(AnswerRow.question) == question)
        await self._database.exec(update(AnswerRow).where(*where).values(note=None, note_shared=False))

    async def _sessions(self, sessions: list[int]) -> None:
        """Checks with their answers and reviews; later ones no longer carry from them, and nobody has them open."""
        sessions = [*sessions, *await ErasingReviews(self._database).of_sessions(sessions)]
        await self._database.exec(delete(AnswerRow).where(col(AnswerRow.session).in_(sessions)))
        await self._database.exec(delete(HeardRow).where(col(HeardRow.session).in_(sessions)))
        await self._database.exec(delete(PracticeRow).where(col(PracticeRow.session).in_(sessions)))
        await self._records(sessions)
        later = update(SessionRow).where(col(SessionRow.carried_from).in_(sessions)).values(carried_from=None)
        await self._database.exec(later)
        await self._database.exec(update(PersonRow).where(col(PersonRow.live).in_(sessions)).values(live=None))
        await self._database.exec(delete(SessionRow).where(col(SessionRow.id).in_(sessions)))

    async def _records(self, sessions: list[int]) -> None:
        """What proved these checks; empty rows of proofs that were removed go with the last check that records them."""
        await self._database.exec(delete(ProofRecordRow).where(col(ProofRecordRow.session).in_(sessions)))
        recorded = select(ProofRecordRow.proof)
        gone = (col(ProofRow.removed_at).is_not(None), col(ProofRow.id).not_in(recorded))
        await self._database.exec(delete(ProofRow).where(*gone))


def _runs(person: int) -> tuple[ColumnElement[bool], ...]:
    """Of the cohorts that this person runs."""
    return (col(CohortMemberRow.person) == person, col(CohortMemberRow.role).in_(("owner", "trainer")))


def _clusters_of(person: int) -> SelectOfScalar[int]:
    return select(MembershipRow.cluster).where(MembershipRow.person == person)
