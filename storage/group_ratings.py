"""What is rated in cohorts: loaded in one query, however many there are, and made final when it is released."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import ColumnElement, func
from sqlalchemy import select as columns
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.encoding import decode_scope, decode_value
from storage.tables import AnswerRow, CohortMemberRow, PracticeRow, SessionRow
from surveys.session import Documented, Value


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
    repeat: bool = False
    """Whether the rater knew the key of it before they began."""


class GroupRatings:
    """Reads and keeps within one transaction."""

    def __init__(self, database: AsyncSession) -> None:
        self._database = database

    async def of(self, cohort: int, member: int | None = None) -> list[RatedIn]:
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
                col(PracticeRow.member), col(PracticeRow.round),
                col(PracticeRow.repeat), table.session, table.question, table.value,
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
            RatedIn(
                member or 0, session, round, question, _value(value), Documented(state) if state else None, at, repeat
            )
            for member, round, repeat, session, question, value, state, at in found
        ]  # fmt: skip

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


def _inside(cohort: int, member: int | None) -> ColumnElement[bool]:
    """Of a cohort, or of one member of it."""
    inside = col(CohortMemberRow.cohort) == cohort
    return inside if member is None else inside & (col(CohortMemberRow.id) == member)


@lru_cache(maxsize=256)
def _value(text: str | None) -> Value | None:
    """The value that was encoded; a group's ratings are the same few again and again."""
    return decode_value(text)
