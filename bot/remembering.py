"""Reminders whose time has come: found, claimed before they are sent, marked after it. For any channel."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.cohort_views import Group
from bot.desk import Desk
from bot.reminding import label_end
from bot.review_views import Peer
from bot.scene import Reminded, Scene
from bot.turn import Turn
from bot.zones import awake, moment
from storage.people import Answering, Looking
from storage.reminders import Due, Reminder
from surveys.label_calendar import last_day

log = logging.getLogger("clusterready.reminders")


async def come(desk: Desk, channel: str, started: datetime) -> list[Due]:
    """The reminders that are to be sent on a channel now: their time has come, and it is not night where they go."""
    now = desk.clock()
    async with desk.store.reading() as work:
        near = await work.reminders.near(channel, now, started)
    return _bundled(each for each in near if _has_come(each, now))


def _bundled(dues: Iterable[Due]) -> list[Due]:
    """News of one share, or of one cluster, go to a person in one message."""
    found: dict[object, Due] = {}
    for due in dues:
        each = due.reminder
        key = (each.person, each.cluster, each.share) if each.news else each.id
        first = found.get(key)
        found[key] = replace(first, beside=(*first.beside, each)) if first else due
    return list(found.values())


def _has_come(due: Due, now: datetime) -> bool:
    """Whether a reminder is to be sent now; a clock that can't be read (any more) holds up nobody else's."""
    try:
        return not due.local.stopped and _is_time(due, now)
    except (KeyError, ValueError) as error:  # no such zone, no such time of day
        log.error("a reminder waits for a clock that can be read (%s)", type(error).__name__)
        return False


def _is_time(due: Due, now: datetime) -> bool:
    zone = due.local.zone
    if due.reminder.member is not None or due.reminder.news:  # for now, but not at night where that is known
        return zone is None or awake(now, zone)
    return zone is not None and moment(due.reminder.on, due.local.wall, zone) <= now and awake(now, zone)


async def claimed(desk: Desk, due: Due) -> Scene | None:
    """Claims a reminder; what to send, or None if there is nothing to be said (any more), or not now.

    It may have queued since it was found: until night, or until the person stopped them all.
    A text that is typed next may be meant for the reminder, so the question on the card does not take it unasked.
    """
    now = desk.clock()
    async with desk.store.work() as work:
        local = await work.reminders.local(due.person.id)
        if not _has_come(replace(due, local=local), now):
            return None
        taken = [each for each in (due.reminder, *due.beside) if await work.reminders.claim(each, now)]
        if not taken:
            return None
        person = await work.people.find(due.person.channel, due.person.external)
        if person is None:
            return None
        turn = Turn(desk, work, person)
        await turn.load()
        await turn.self_check()
        view = await _said(turn, taken)
        if view is None:
            for each in taken:
                await work.reminders.sent(each.id, now)
            return None
        if isinstance(person.focus, Answering):
            await work.people.save(replace(person, focus=Looking()))
        named = next((each for each in turn.clusters if each.id == due.reminder.cluster), None)
        return replace(turn.scene(view), about=named)


async def _said(turn: Turn, reminders: Sequence[Reminder]) -> Reminded | Group | Peer | None:
    """What a reminder says; None where its line is gone or done, or the label ends on another day by now."""
    reminder = reminders[0]
    if reminder.news:
        from bot.news import news  # what reviews need is paid for by those who share and review

        return await news(turn, reminders)
    if reminder.member is not None:
        from bot.nudging import nudge  # what reads a case is paid for by those who practise

        return await nudge(turn, reminder.member)
    if reminder.line is not None:
        line = await turn.work.plans.find(reminder.line, turn.person.id)
        return Reminded(reminder.on, line) if line and line.done_at is None else None
    checks = [each for each in await turn.work.sessions.of_cluster(reminder.cluster) if not each.trial]
    survey = turn.desk.shelf.survey(checks[-1].version if checks else turn.desk.shelf.latest, turn.language)
    found = label_end(survey, checks, turn.now.date())
    if found is None:
        return None
    label, end = found
    day = last_day(end, -(reminder.before or 0))
    if day > reminder.on:
        await turn.work.reminders.add(turn.person.id, reminder.cluster, day, None, reminder.before)
        return None
    return Reminded(reminder.on, None, label, end)


async def marked_sent(desk: Desk, *reminders: int) -> None:
    """They were sent."""
    async with desk.store.work() as work:
        for each in reminders:
            await work.reminders.sent(each, desk.clock())


async def given_back(desk: Desk, *reminders: int) -> None:
    """They surely were not sent: they wait again."""
    async with desk.store.work() as work:
        for each in reminders:
            await work.reminders.give_back(each)
