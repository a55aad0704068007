"""Joining a cohort by its code, as a participant or as one more trainer, and leaving it again."""

from dataclasses import replace
from datetime import date

from bot.cases import case_of
from bot.codes import code_of, looks_typed
from bot.cohort_views import AskCode, Group, Groups, Joining
from bot.making import NAMES_KEPT
from bot.programmes import campaign_filled, invited
from bot.rating import home
from bot.room_loading import FORM, enter, may_run
from bot.rooms import over
from bot.scene import Scene
from bot.screens import Tap
from bot.speech import speech
from bot.turn import Turn
from bot.wording import problem_words
from storage.cohorts import MEMBER_NAME_LIMIT, TRIES_KEPT, Cohort
from storage.people import Answering, Doubting, Filling, Keeping, Looking
from surveys.session import NotAChoice, TooLong
from surveys.vocabulary import tidy

TRIES = 10
"""So many wrong codes somebody may try in the time that they are kept, lest codes be guessed."""


async def linked(turn: Turn, payload: str) -> Scene | None:
    """Where a link's code leads; None if it is no code of a cohort (any more)."""
    code = code_of(payload)
    return await _coming(turn, code) if code else None


async def code_typed(turn: Turn, text: str) -> Scene | None:
    """Where a code leads that was typed just so; None if the text is for something else.

    In three groups it can be typed anywhere; without them only where no question waits.
    """
    focus, code = turn.person.focus, code_of(text)
    idle = turn.stored is None or turn.closed or isinstance(focus, Looking)
    if not code or not isinstance(focus, Answering | Looking | Keeping | Doubting):
        return None
    return await _coming(turn, code) if looks_typed(text) or idle else None


async def _coming(turn: Turn, code: str) -> Scene | None:
    """The page that says what joining means; wrong codes are counted."""
    cohorts = turn.work.cohorts
    if await cohorts.wrong_codes(turn.person.id, turn.now - TRIES_KEPT) >= TRIES:
        return turn.scene(Group(AskCode(spent=True)))
    found = await _found(turn, code)
    if found is None:
        await cohorts.add_wrong_code(turn.person.id, turn.now)
        return None
    cohort, trains = found
    inside = await cohorts.find(cohort.id, turn.person.id)
    if inside and (inside[1].runs or not trains):
        room = await enter(turn, cohort.id, rated=True)
        assert room is not None
        return await home(turn, room)
    if cohort.kind == "programme" and not trains:
        return await invited(turn, cohort, code)
    return await _asked(turn, cohort, code, trains)


async def _found(turn: Turn, code: str) -> tuple[Cohort, bool] | None:
    """The cohort that a code leads into now, and whether as a trainer."""
    cohort = await turn.work.cohorts.by_code(code)
    if cohort is not None:
        return None if over(cohort, turn.now.date()) else (cohort, False)
    cohort = await turn.work.cohorts.by_invitation(code)
    return (cohort, True) if cohort is not None and may_run(turn) else None


async def _asked(turn: Turn, cohort: Cohort, code: str, trains: bool, name: str = "", note: str = "") -> Scene:
    """What joining means, and the question for a name; or the name, read back."""
    run_by = [each.name for each in await turn.work.cohorts.members(cohort.id) if each.runs and each.name]
    case = await case_of(turn.desk, turn.work, cohort.case or "", turn.language)
    turn.focus(Filling(FORM, "join", f"{code}\n{name}"))
    page = Joining(cohort, ", ".join(run_by), case.title if case else "", code, name, trains)
    return turn.scene(Group(page, note, asks=True))


async def join_filled(turn: Turn, filling: Filling, text: str) -> Scene:
    """A typed code, or the name somebody wants to be shown under; an empty text shows the page again."""
    if filling.field == "code":
        scene = await _coming(turn, code_of(text)) if code_of(text) else None
        if scene is not None:
            return scene
        turn.focus(filling)
        wrong = speech(turn.language).say("There is no group with this code. Check it with whoever gave it to you.")
        return turn.scene(Group(AskCode(), wrong if text else "", asks=True))
    if filling.field == "programme":
        return await campaign_filled(turn, filling, text)
    code, _, name = filling.about.partition("\n")
    found = await _found(turn, code)
    if found is None:
        return await _gone(turn)
    said = " ".join(tidy(text).split()) or name
    if len(said) > MEMBER_NAME_LIMIT or (text and not said):
        problem = TooLong(MEMBER_NAME_LIMIT) if said else NotAChoice()
        wrong = problem_words(speech(turn.language), turn.survey, None, problem)
        return await _asked(turn, *found_first(found, code), note=wrong)
    return await _asked(turn, *found_first(found, code), name=said)


def found_first(found: tuple[Cohort, bool], code: str) -> tuple[Cohort, str, bool]:
    """A cohort, its code, and whether it is for a trainer."""
    return found[0], code, found[1]


async def join_tapped(turn: Turn, tap: Tap) -> Scene:
    """Joins under the name that was read back, or leaves."""
    if tap.verb == "leave":
        return await _left(turn, tap.session)
    waited = turn.waited
    code, _, name = (
        waited.about.partition("\n") if isinstance(waited, Filling) and waited.field == "join" else ("",) * 3
    )
    found = await _found(turn, code) if code else None
    if found is None or not name:
        return await _gone(turn)
    cohort, trains = found
    await turn.work.cohorts.join(cohort.id, turn.person.id, "trainer" if trains else "participant", name, turn.now)
    if trains:
        await turn.work.cohorts.save(replace(cohort, invitation=None))
    room = await enter(turn, cohort.id, rated=True)
    assert room is not None
    return await home(turn, room, speech(turn.language).say("You are in, as {name}.", name=name))


async def _gone(turn: Turn) -> Scene:
    """The code has been closed or renewed meanwhile, or the button is an old one."""
    turn.focus(Filling(FORM, "code"))
    note = speech(turn.language).say("There is no group with this code. Check it with whoever gave it to you.")
    return turn.scene(Group(AskCode(), note, asks=True))


async def _left(turn: Turn, cohort: int) -> Scene:
    """One tap, and the name is gone. Whoever made the cohort removes it instead."""
    found = await turn.work.cohorts.find(cohort, turn.person.id)
    note = ""
    if found and found[1].role != "owner":
        await turn.work.cohorts.leave(found[1], turn.now)
        note = speech(turn.language).say("You have left “{name}”. Your name is gone from it.", name=found[0].name)
    mine = tuple(await turn.work.cohorts.of(turn.person.id))
    return turn.scene(Group(Groups(mine, may_run(turn)), note))


def names_renewed(cohort: Cohort, today: date) -> Cohort:
    """The cohort with its names kept for thirty days from today, if that is longer than before."""
    until = today + NAMES_KEPT
    return replace(cohort, names_until=max(cohort.names_until or until, until))
