"""Nudges: who is not done is reminded to go on, each at most once a day, and never at night by their own clock."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.boards import rows
from bot.cohort_views import BoardPage, Group, Nudge
from bot.room_loading import room_of
from bot.rooms import Room, rateable, round_of
from bot.scene import Scene
from bot.speech import speech
from bot.turn import Turn
from storage.cohorts import Member
from surveys.cohort import Stage

BETWEEN = timedelta(hours=12)
"""Two nudges are on two days, and never closer than that: a day may end a minute after one."""


async def nudged(turn: Turn, room: Room) -> Scene:
    """Nudges those who are not done with what is open."""
    words = speech(turn.language)
    if not open_parts(room, turn.now):
        return turn.scene(Group(BoardPage(room), words.say("No part is open, so there is nothing to go on with.")))
    late = [each.member for each in rows(room, turn.now) if each.headway.stage is not Stage.DONE and each.member.person]
    fresh = [each for each in late if _may_be(each, turn.now)]
    for each in fresh:
        assert each.person is not None
        await turn.work.reminders.nudge(each.person, each.id, turn.now.date())
        await turn.work.cohorts.set_member(replace(each, nudged_at=turn.now))
    note = words.count("{n} person is nudged.", "{n} people are nudged.", len(fresh))
    if len(fresh) < len(late):
        note += " " + words.count(
            "{n} had a nudge today already.", "{n} had a nudge today already.", len(late) - len(fresh)
        )
    return turn.scene(Group(BoardPage(await room_of(turn, room.cohort, room.me, rated=True)), note))


def _may_be(member: Member, now: datetime) -> bool:
    """Whether somebody may be nudged again."""
    last = member.nudged_at
    return last is None or (last.date() < now.date() and now - last >= BETWEEN)


def open_parts(room: Room, now: datetime) -> tuple[str, ...]:
    """The parts that can be rated now."""
    sections = (each.id for each in room.sections)
    today = now.date()
    return tuple(each for each in sections if rateable(room.cohort, room.part(each), round_of(room.part(each)), today))


async def nudge(turn: Turn, member: int) -> Group | None:
    """What a nudge says when it goes out; None if there is nothing to go on with (any more)."""
    found = await turn.work.cohorts.where_rated(member)
    if found is None or found[1].left_at is not None or found[1].person != turn.person.id:
        return None
    room = await room_of(turn, found[0], found[1], rated=True)
    late = [each for each in rows(room, turn.now) if each.headway.stage is not Stage.DONE]
    return Group(Nudge(room)) if late and open_parts(room, turn.now) else None
