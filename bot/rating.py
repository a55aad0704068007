"""A cohort from within: which page is whose, going on to rate a part, and whether a rating is taken now."""

from dataclasses import replace
from typing import Literal

from bot.cohort_views import Group, Run, Seat, Seen
from bot.practising import begin_practice
from bot.programmes import programme_home
from bot.rooms import Room, rateable, round_of
from bot.scene import Card, Scene
from bot.screens import Tap
from bot.speech import speech
from bot.turn import Turn


async def home(turn: Turn, room: Room, note: str = "") -> Scene:
    """The page of a cohort for whoever looks: its trainer or a participant."""
    if room.cohort.kind == "programme":
        return await programme_home(turn, room, note)
    return turn.scene(Group(Run(room) if room.me.runs else Seat(room), note))


async def rated(turn: Turn, room: Room, tap: Tap) -> Scene:
    """Goes on rating a part, or shows what was released of it."""
    if room.cohort.kind == "programme":
        return await home(turn, room)
    if tap.verb == "keep-practice":
        return turn.scene(Group(Run(room) if room.me.runs else Seat(room, kept=True)))
    if tap.question not in {each.id for each in room.sections}:
        return await home(turn, room)
    if tap.verb == "seen":
        return turn.scene(Group(Seen(room, tap.question)))
    part = room.part(tap.question)
    if room.me.runs or rateable(room.cohort, part, round_of(part), turn.now.date()):
        return await _practise(turn, room, tap.question, round_of(part))
    return await home(turn, room, speech(turn.language).say("This part is closed: nothing is rated in it now."))


async def _practise(turn: Turn, room: Room, section: str, round: Literal[1, 2]) -> Scene:
    """Goes on with a member's round of a part, or begins it: there is one and no second beside it, finished or not."""
    ids = room.in_part(section)
    mine = await turn.work.sessions.of_member(room.me.id)
    same = (each for each in mine if each.practice and each.practice.round == round and each.session.scope.ids == ids)
    begun = next(same, None)
    if begun is not None:
        turn.take(begun)
        await turn.open_case()
        turn.person = replace(turn.person, live=begun.id)
        return turn.scene(Card(), resumed=not turn.is_closed(begun))
    case = room.cohort.case or ""
    return await begin_practice(
        turn, case, ids, member=room.me.id, round=round, mode=room.cohort.mode, version=room.survey.version,
        language=room.cohort.language,
    )  # fmt: skip
