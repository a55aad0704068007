"""Reminders: what a person is to be told on which day, in their own time; claimed, sent, marked.

A reminder is claimed before it is sent and marked after it. What ends in between is sent once more and never again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from sqlalchemy import ColumnElement, or_
from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.news import News
from storage.people import Person, person_of
from storage.tables import LocalTimeRow, PersonRow, PlanLineRow, ReminderRow

WALL = "09:00"
"""The time of day until the person picks one."""
UNCLEAR = timedelta(minutes=10)
"""After so long a reminder that was claimed and not marked counts as not sent."""
TRIES = 2
KEPT = timedelta(days=90)
"""How long a reminder that was sent is kept."""
AHEAD = timedelta(days=1)
"""No place on earth is further ahead of UTC."""


@dataclass(frozen=True, slots=True)
class LocalTime:
    """Where a person's clock stands: an IANA zone once it is known, the time of day to remind at, or not at all."""

    zone: str | None = None
    wall: str = WALL
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Reminder:
    """A day on which a person is reminded of a plan's line or, without one, of the end of a label.

    `member`: of nothing like that, but to go on rating in a cohort; then `cluster` is 0. `before`: days before the line
    is due, or months before the label ends; None where the day itself was picked. `news`: told of nothing that was set,
    but of what happened in a cluster, or of a share, `since` then.
    """

    id: int
    person: int
    cluster: int
    line: int | None
    before: int | None
    on: date
    state: Literal["waiting", "claimed", "sent"]
    tries: int
    claimed_at: datetime | None
    sent_at: datetime | None
    member: int | None = None
    news: News | None = None
    share: int | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder whose day is near, with whom it is for and their local time. `beside`: news that go out with it."""

    reminder: Reminder
    person: Person
    local: LocalTime
    beside: tuple[Reminder, ...] = ()

    @property
    def ids(self) -> tuple[int, ...]:
        """The numbers of all that goes out in one message."""
        return (self.reminder.id, *(each.id for each in self.beside))


class Reminders:
    """Keeps reminders within one transaction."""

    def __init__(self, database: AsyncSession) -> None:
        self._database = database

    async def local(self, person: int) -> LocalTime:
        """The person's local time, as far as it is known."""
        return _local(await self._database.get(LocalTimeRow, person))

    async def set_local(self, person: int, local: LocalTime) -> None:
        """Keeps the person's local time."""
        await self._database.merge(LocalTimeRow(person=person, zone=local.zone, wall=local.wall, stopped=local.stopped))
        await self._database.flush()

    async def of(self, person: int) -> list[Reminder]:
        """All of a person's reminders but nudges and news, by their day."""
        found = await self._all(ReminderRow.person == person, col(ReminderRow.member).is_(None), _SET)
        return sorted(found, key=lambda each: each.on)

    async def _all(self, *where: ColumnElement[bool] | bool) -> list[Reminder]:
        """Those of which all this is true, oldest first."""
        rows = await self._database.exec(select(ReminderRow).where(*where).order_by(col(ReminderRow.id)))
        return [_reminder(row) for row in rows]

    async def add(self, person: int, cluster: int, on: date, line: int | None, before: int | None) -> int:
        """A reminder; the one that waits for the same already, if there is one. Gives its id."""
        query = select(ReminderRow.id).where(
            ReminderRow.person == person, ReminderRow.cluster == cluster, ReminderRow.line == line,
            ReminderRow.before == before, ReminderRow.on == on, ReminderRow.state == "waiting", _SET,
        )  # fmt: skip
        if (found := (await self._database.exec(query)).first()) is not None:
            return found
        row = ReminderRow(person=person, cluster=cluster, line=line, before=before, on=on)
        self._database.add(row)
        await self._database.flush()
        return row.id or 0

    async def nudges(self, person: int) -> list[Reminder]:
        """All nudges to go on rating in a cohort that a person was sent, or is to be sent."""
        return await self._all(ReminderRow.person == person, col(ReminderRow.member).is_not(None))

    async def nudge(self, person: int, member: int, on: date) -> None:
        """A nudge to go on rating; one that waits already is enough."""
        query = select(ReminderRow.id).where(ReminderRow.member == member, ReminderRow.state == "waiting")
        if (await self._database.exec(query)).first() is None:
            self._database.add(ReminderRow(person=person, member=member, on=on))
            await self._database.flush()

    async def move(self, reminder: int, on: date) -> None:
        """Another day for a reminder that waits."""
        change = update(ReminderRow).where(col(ReminderRow.id) == reminder, col(ReminderRow.state) == "waiting")
        await self._database.exec(change.values(on=on))

    async def remove(self, person: int, ids: Iterable[int]) -> None:
        """A person's reminders go."""
        mine = (col(ReminderRow.person) == person, col(ReminderRow.id).in_(list(ids)))
        await self._database.exec(delete(ReminderRow).where(*mine))

    async def of_line(self, line: int) -> list[Reminder]:
        """All that wait for a plan's line, whoever is to be reminded."""
        found = await self._all(ReminderRow.line == line, ReminderRow.state == "waiting")
        return sorted(found, key=lambda each: each.on)

    async def of_label(self, cluster: int) -> list[Reminder]:
        """All that wait for the end of the label a cluster holds, whoever is to be reminded."""
        waiting = (ReminderRow.cluster == cluster, ReminderRow.state == "waiting", _SET)
        return await self._all(*waiting, col(ReminderRow.line).is_(None))

    async def news(self, person: int) -> list[Reminder]:
        """All news that a person was told, or is to be told."""
        return await self._all(ReminderRow.person == person, ~_SET)

    async def tell(self, person: int, news: News, cluster: int | None, share: int | None, at: datetime) -> None:
        """News for a person; of several of a kind about the same thing one waits, since the first of them."""
        query = select(ReminderRow.id).where(
            ReminderRow.person == person, ReminderRow.news == news, ReminderRow.cluster == cluster,
            ReminderRow.share == share, ReminderRow.state == "waiting",
        )  # fmt: skip
        if (await self._database.exec(query)).first() is None:
            row = ReminderRow(person=person, news=news, cluster=cluster, share=share, since=at, on=at.date())
            self._database.add(row)
            await self._database.flush()

    async def near(self, channel: str, now: datetime, started: datetime) -> list[Due]:
        """What may be due on a channel, oldest first; nothing for those who stopped.

        For those whose time is not known only nudges and news: somebody else caused them, for now.
        `started`: when this program began; what was claimed before and not marked was cut off.
        """
        unclear = max(started, now - UNCLEAR)
        cut_off = (col(ReminderRow.state) == "claimed") & (col(ReminderRow.claimed_at) < unclear)
        query = (
            select(ReminderRow, PersonRow, LocalTimeRow)
            .join(PersonRow, col(PersonRow.id) == col(ReminderRow.person))
            .outerjoin(LocalTimeRow, col(LocalTimeRow.person) == col(ReminderRow.person))
            .outerjoin(PlanLineRow, col(PlanLineRow.id) == col(ReminderRow.line))
            .where(PersonRow.channel == channel, col(LocalTimeRow.stopped).is_not(True))
            .where(or_(col(LocalTimeRow.zone).is_not(None), col(ReminderRow.member).is_not(None), ~_SET))
            .where(col(PlanLineRow.done_at).is_(None))
            .where(col(ReminderRow.on) <= (now + AHEAD).date(), or_(col(ReminderRow.state) == "waiting", cut_off))
            .order_by(col(ReminderRow.on), col(ReminderRow.id))
        )
        return [
            Due(_reminder(row), person_of(person), _local(local))
            for row, person, local in await self._database.exec(query)
        ]

    async def claim(self, reminder: Reminder, now: datetime) -> bool:
        """Takes a reminder to be sent now; False if it was taken or moved meanwhile, or tried often enough."""
        same = (col(ReminderRow.state) == reminder.state, col(ReminderRow.on) == reminder.on)
        change = update(ReminderRow).where(col(ReminderRow.id) == reminder.id, *same)
        change = change.where(col(ReminderRow.tries) == reminder.tries)
        if reminder.tries >= TRIES:
            await self._database.exec(change.values(state="sent", sent_at=now))
            return False
        result = await self._database.exec(change.values(state="claimed", tries=reminder.tries + 1, claimed_at=now))
        return result.rowcount == 1

    async def give_back(self, reminder: int) -> None:
        """A claimed reminder that surely was not sent waits again, as if it had not been tried."""
        change = update(ReminderRow).where(col(ReminderRow.id) == reminder, col(ReminderRow.state) == "claimed")
        await self._database.exec(change.values(state="waiting", tries=ReminderRow.tries - 1, claimed_at=None))

    async def sent(self, reminder: int, now: datetime) -> None:
        """Marks a reminder as sent."""
        change = update(ReminderRow).where(col(ReminderRow.id) == reminder)
        await self._database.exec(change.values(state="sent", sent_at=now))

    async def restore(self, reminder: Reminder) -> None:
        """Sets a reminder as an import tells it, under a new number."""
        self._database.add(
            ReminderRow(
                person=reminder.person, cluster=reminder.cluster, line=reminder.line, before=reminder.before,
                on=reminder.on, state=reminder.state, tries=reminder.tries, claimed_at=reminder.claimed_at,
                sent_at=reminder.sent_at,
            )
        )  # fmt: skip
        await self._database.flush()

    async def forget(self, now: datetime) -> None:
        """Removes what was sent long ago."""
        old = (col(ReminderRow.state) == "sent") & (col(ReminderRow.sent_at) < now - KEPT)
        await self._database.exec(delete(ReminderRow).where(old))


_SET = col(ReminderRow.news).is_(None)
"""What a person set, or a trainer; no news."""


def _local(row: LocalTimeRow | None) -> LocalTime:
    return LocalTime(row.zone, row.wall, row.stopped) if row else LocalTime()


def _reminder(row: ReminderRow) -> Reminder:
    assert row.state in ("waiting", "claimed", "sent")
    return Reminder(
        id=row.id or 0,
        person=row.person,
        cluster=row.cluster or 0,
        line=row.line,
        before=row.before,
        on=row.on,
        state=row.state,  # type: ignore[arg-type]  # as asserted
        tries=row.tries,
        claimed_at=row.claimed_at,
        sent_at=row.sent_at,
        member=row.member,
        news=News(row.news) if row.news else None,
        share=row.share,
        since=row.since,
    )
