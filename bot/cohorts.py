"""Taps and texts about cohorts: which one, who may do what in it, and where each of them leads."""

from dataclasses import replace

from bot.codes import new_code
from bot.cohort_views import (
    TRAINER_TAPS,
    AskCode,
    BoardPage,
    Figures,
    Files,
    Group,
    Groups,
    Parts,
    Rehearse,
    Run,
    Set,
    Trainers,
    WallPage,
    WayIn,
)
from bot.guests import guest_filled, guest_tapped, guests_scene
from bot.joining import join_filled, join_tapped, names_renewed
from bot.making import field_scene, made, make_filled
from bot.nudging import nudged
from bot.own_cases import own_case_tapped
from bot.parts import part_tapped
from bot.programmes import campaign_tapped, consented, programme_home, totals
from bot.rating import home, rated
from bot.room_loading import FORM, enter, may_run
from bot.rooms import Room
from bot.scene import Scene
from bot.screens import Tap
from bot.speech import speech
from bot.turn import Turn
from storage.people import Filling

PROGRAMME_TAPS = {"cohort-make", "cohort-set", "cohort-code", "cohort-invite", "cohort-remove", "cohort-names"}
"""What an owner of a programme does of what a trainer does."""


async def cohorted(turn: Turn, tap: Tap) -> Scene | None:
    """The scene of a tap about cohorts; None if it is about something else."""
    match tap.verb:
        case "cohort" if not tap.session:
            return await groups(turn)
        case "cohort-new":
            return await (field_scene(turn, None, "name") if may_run(turn) else groups(turn))
        case "cohort-join":
            turn.focus(Filling(FORM, "code"))
            return turn.scene(Group(AskCode(), asks=True))
        case "programme-new" if may_run(turn):
            return await field_scene(turn, None, "name", kind="programme")
        case "programme-join":
            return await campaign_tapped(turn, tap)
        case "programme-new":
            return await groups(turn)
        case "own-cases" | "own-case-drop":
            return await own_case_tapped(turn, tap)
        case "join" | "leave":
            return await join_tapped(turn, tap)
        case "cohort" | "rate" | "seen" | "keep-practice" | "programme-set" | "programme-totals":
            room = await enter(turn, tap.session, rated=tap.verb != "rate")
            if room is None:
                return await groups(turn)
            if tap.verb == "cohort":
                return await home(turn, room)
            if tap.verb in ("programme-set", "programme-totals"):
                return await _in_programme(turn, room, tap)
            return await rated(turn, room, tap)
        case verb if verb in TRAINER_TAPS:
            room = await enter(turn, tap.session, rated=True)
            if room is None:
                return await groups(turn)
            return await (_run(turn, room, tap) if room.me.runs else home(turn, room))
        case _:
            return None


async def _in_programme(turn: Turn, room: Room, tap: Tap) -> Scene:
    """A manager's consents, or the owner's totals."""
    if room.cohort.kind != "programme":
        return await home(turn, room)
    if tap.verb == "programme-totals" and room.me.runs:
        return await totals(turn, room, tap)
    return await (programme_home(turn, room) if room.me.runs else consented(turn, room, tap))


async def groups(turn: Turn, note: str = "") -> Scene:
    """The cohorts a person runs or is in."""
    return turn.scene(Group(Groups(tuple(await turn.work.cohorts.of(turn.person.id)), may_run(turn)), note))


async def _run(turn: Turn, room: Room, tap: Tap) -> Scene:
    """What a trainer does."""
    if room.cohort.kind == "programme" and tap.verb not in PROGRAMME_TAPS:
        return await home(turn, room)
    match tap.verb:
        case "cohort-make" | "cohort-set":
            return await made(turn, room, tap)
        case "cohort-code":
            return await _coded(turn, room, tap.choice)
        case "cohort-invite":
            return await _invited(turn, room, tap.choice)
        case "cohort-remove":
            return await _removed(turn, room, tap.choice == "yes")
        case "cohort-names":
            return await _named_longer(turn, room)
        case "cohort-parts":
            return turn.scene(Group(Parts(room)))
        case "cohort-rehearse":
            return turn.scene(Group(Rehearse(room)))
        case "cohort-guests":
            return await guests_scene(turn, room)
        case "cohort-board" | "cohort-wall" | "cohort-figures" | "cohort-files" | "cohort-nudge":
            return await _looked(turn, room, tap)
        case "part":
            return await part_tapped(turn, room, tap)
        case _:
            return await guest_tapped(turn, room, tap)


async def _looked(turn: Turn, room: Room, tap: Tap) -> Scene:
    """The board: for the trainer, for the wall, in sentences, as files; and nudging those who are not done."""
    known = {each.id for each in room.sections}
    match tap.verb:
        case "cohort-wall":
            place = int(tap.choice) if tap.choice in ("0", "1", "2", "3") else 0
            return turn.scene(Group(WallPage(room, tap.question if tap.question in known else "", place)))
        case "cohort-figures":
            return turn.scene(Group(Figures(room)))
        case "cohort-files":
            local = await turn.work.reminders.local(turn.person.id)
            return turn.scene(Group(Files(room, tap.choice, local.zone)))
        case "cohort-nudge":
            return await nudged(turn, room)
        case _:
            return turn.scene(Group(BoardPage(room)))


# --- codes ---------------------------------------------------------------------------------------------------


async def _coded(turn: Turn, room: Room, choice: str) -> Scene:
    """Shows the way in, with its picture; closes it, or makes a new one, after which the old code leads nowhere."""
    words = speech(turn.language)
    match choice:
        case "new":
            room = await _changed(turn, room, code=new_code())
            return turn.scene(Group(WayIn(room), words.say("A new code; the old one leads nowhere now.")))
        case "close":
            room = await _changed(turn, room, code=None)
            return turn.scene(Group(WayIn(room), words.say("Nobody can join now.")))
        case _:
            return turn.scene(Group(WayIn(room, "qr" if choice == "qr" else "door" if choice == "door" else "")))


async def _invited(turn: Turn, room: Room, choice: str) -> Scene:
    """One more trainer comes in by a code of their own, once."""
    match choice:
        case "new":
            room = await _changed(turn, room, invitation=new_code())
        case "close":
            room = await _changed(turn, room, invitation=None)
        case _:
            pass
    return turn.scene(Group(Trainers(room)))


async def _changed(turn: Turn, room: Room, **changes: str | None) -> Room:
    cohort = replace(room.cohort, **changes)  # type: ignore[arg-type]  # code or invitation
    await turn.work.cohorts.save(cohort)
    return replace(room, cohort=cohort)


# --- the end -------------------------------------------------------------------------------------------------


async def _removed(turn: Turn, room: Room, sure: bool) -> Scene:
    """Asks once; then the cohort goes with all that was rated in it."""
    if not sure:
        return turn.scene(Group(Run(room, sure=True)))
    if room.me.role != "owner":
        return await home(turn, room)
    await turn.work.cohorts.remove(room.cohort.id)
    await turn.load()
    return await groups(turn, speech(turn.language).say("Removed: {what}", what=room.cohort.name))


async def _named_longer(turn: Turn, room: Room) -> Scene:
    """Keeps the names for thirty days from today, if that is longer."""
    cohort = names_renewed(room.cohort, turn.now.date())
    await turn.work.cohorts.save(cohort)
    return turn.scene(Group(Set(replace(room, cohort=cohort))))


# --- typed texts ---------------------------------------------------------------------------------------------


async def cohort_filled(turn: Turn, filling: Filling, text: str) -> Scene:
    """What was typed for a page of a cohort."""
    match filling.field.partition("-")[0]:
        case "make" | "set":
            return await make_filled(turn, filling, text)
        case "guest":
            return await guest_filled(turn, filling, text)
        case "case":
            return await own_case_tapped(turn, Tap("own-cases"))
        case _:
            return await join_filled(turn, filling, text)


async def cohort_standing(turn: Turn, filling: Filling) -> Scene:
    """The page that waits for a typed text, unchanged."""
    kind, _, field = filling.field.partition("-")
    if not filling.about.isdigit() and kind == "make":
        return await field_scene(turn, None, "name", kind="programme" if filling.about == "programme" else "training")
    room = await enter(turn, int(filling.about), rated=True) if filling.about.isdigit() else None
    match kind:
        case "make" | "set" if room is not None or field == "name":
            return await field_scene(turn, room, field, making=kind == "make")
        case "guest":
            return await guest_filled(turn, filling, "")
        case "case":
            return await own_case_tapped(turn, Tap("own-cases"))
        case "code" | "join" | "programme":
            return await join_filled(turn, filling, "")
        case _:
            return await groups(turn)
