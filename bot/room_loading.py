"""Entering a cohort: everything a turn needs of it, loaded at once; nothing for those who are not in it."""

from bot.cases import case_of
from bot.rooms import Room
from bot.turn import Turn
from storage.cohorts import Cohort, Member

FORM = "group"
"""The form that texts for a cohort's pages fill."""


def may_run(turn: Turn) -> bool:
    """Whether this person may run cohorts: anybody, unless the operator named who."""
    trainers = turn.desk.trainers
    return not trainers or turn.person.external in trainers


async def enter(turn: Turn, id: int, rated: bool = False) -> Room | None:
    """A cohort that this person is in; `rated`: with all ratings for its trainers, for a participant with their own."""
    found = await turn.work.cohorts.find(id, turn.person.id)
    return await room_of(turn, *found, rated=rated) if found else None


async def room_of(turn: Turn, cohort: Cohort, me: Member, rated: bool = False) -> Room:
    """The cohort as this member sees it."""
    case = await case_of(turn.desk, turn.work, cohort.case or "", turn.language)
    version = case.survey.version if case else turn.desk.shelf.latest
    work, whose = turn.work.cohorts, None if me.runs else me.id
    found = await turn.work.group_ratings.sessions(cohort.id, whose) if rated else {}
    return Room(
        cohort=cohort,
        me=me,
        parts=await work.parts(cohort.id),
        members=tuple(await work.members(cohort.id)) if me.runs else (me,),
        survey=turn.desk.shelf.survey(version, turn.language),
        case=case,
        bot=turn.desk.bot,
        ratings=tuple(await turn.work.group_ratings.of(cohort.id, whose)) if rated else (),
        finished=frozenset(id for id, (*_, done) in found.items() if done),
    )
