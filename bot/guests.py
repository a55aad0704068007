"""Guests on paper: their letters are typed by a trainer, read back, stored, and count like any others."""

from dataclasses import replace

from bot.cohort_views import Group, Guests
from bot.guest_sheets import Misread, Sheet, read_sheet
from bot.room_loading import FORM, enter, room_of
from bot.rooms import Room, round_of
from bot.scene import Menu, Scene
from bot.screens import Tap
from bot.speech import Speech, speech
from bot.turn import Turn
from storage.cohorts import MEMBER_NAME_LIMIT, Member
from storage.people import Filling
from storage.sessions import Practice, Stored
from surveys.engine import advance, begin
from surveys.practice import practised
from surveys.session import Document, Event, Give, Points, Refuse, Scope
from surveys.training import Rated


async def guests_scene(turn: Turn, room: Room, line: str = "", wrong: str = "") -> Scene:
    """The guests, and what is to be typed; with a line read back, or what is wrong with it."""
    turn.focus(Filling(FORM, "guest", f"{room.cohort.id}\n{line}"))
    return turn.scene(Group(Guests(room, line, wrong), asks=True))


async def guest_filled(turn: Turn, filling: Filling, text: str) -> Scene:
    """A typed line is read back; an empty text shows what waits again."""
    number, _, line = filling.about.partition("\n")
    room = await enter(turn, int(number), rated=True)
    if room is None or not room.me.runs:
        return turn.scene(Menu())
    read = read_sheet(text or line, len(room.asked), MEMBER_NAME_LIMIT)
    if isinstance(read, Misread):
        return await guests_scene(turn, room, wrong=misread(speech(turn.language), room, read) if text else "")
    return await guests_scene(turn, room, text or line)


def misread(words: Speech, room: Room, found: Misread) -> str:
    """What is wrong with a line, and what to do."""
    match found.what:
        case "form":
            return words.say("Begin with a name and a colon, like: Guest 3: C D B A - E")
        case "count":
            return words.say(
                "There are {found} letters; the sheet has {many} indicators. Put - where nothing was rated.",
                found=found.found,
                many=len(room.asked),
            )
        case "sign":
            return words.say("“{sign}” is no letter from A to F, and no - either.", sign=found.found)


async def guest_tapped(turn: Turn, room: Room, tap: Tap) -> Scene:
    """Stores what was read back, or drops a guest."""
    if tap.verb == "guest-drop":
        return await _dropped(turn, room, tap.choice)
    waited = turn.waited
    about = waited.about if isinstance(waited, Filling) and waited.field == "guest" else ""
    number, _, line = about.partition("\n")
    sheet = read_sheet(line, len(room.asked), MEMBER_NAME_LIMIT) if number == str(room.cohort.id) else None
    if not isinstance(sheet, Sheet):
        return await guests_scene(turn, room)
    final = await _stored(turn, room, sheet)
    words = speech(turn.language)
    note = words.say("Stored: {what}", what=sheet.name)
    if final:
        titles = words.listed(each.title for each in room.sections if each.id in final)
        note += ". " + words.say("What was typed before for these parts is final and stays: {parts}.", parts=titles)
    room = await room_of(turn, room.cohort, room.me, rated=True)
    scene = await guests_scene(turn, room)
    assert isinstance(scene.view, Group)
    return replace(scene, view=replace(scene.view, note=note))


async def _dropped(turn: Turn, room: Room, choice: str) -> Scene:
    """A guest goes with their letters; what was released of them stays as it was."""
    guest = next((each for each in room.members if each.role == "guest" and str(each.id) == choice), None)
    if guest is not None:
        await turn.work.cohorts.drop(guest.id)
    return await guests_scene(turn, await room_of(turn, room.cohort, room.me, rated=True))


# --- storing -------------------------------------------------------------------------------------------------


async def _stored(turn: Turn, room: Room, sheet: Sheet) -> set[str]:
    """Stores a sheet under its name, part by part; gives the parts in which something was final already."""
    given = {id: each for id, each in zip(room.asked, sheet.ratings, strict=True) if each is not None}
    guest = await _guest(turn, room, sheet.name)
    final = set()
    for section in room.sections:
        mine = {id: given[id] for id in room.in_part(section.id) if id in given}
        if mine and not await _rate(turn, room, guest, section.id, mine):
            final.add(section.id)
    return final


async def _guest(turn: Turn, room: Room, name: str) -> Member:
    """The guest of this name; a new one, if there is none yet."""
    same = (each for each in room.members if each.role == "guest" and (each.name or "").casefold() == name.casefold())
    known = next(same, None)
    return known or await turn.work.cohorts.join(room.cohort.id, None, "guest", name, turn.now)


async def _rate(turn: Turn, room: Room, guest: Member, section: str, given: dict[str, Rated]) -> bool:
    """What a guest rated in a part, by the same steps as a participant's taps; whether all of it was taken."""
    survey = practised(room.survey, room.in_part(section))
    stored = await _session(turn, room, guest, section)
    by = str(turn.person.id)
    events: list[Event] = []
    for id, each in given.items():
        assert each.points is not None
        events.append(Give(id, Points(each.points), False, by, turn.now))
        if each.documented:
            events.append(Document(id, each.documented, by, turn.now))
    taken = True
    for event in events:
        step = advance(survey, stored.session, event)
        taken &= not any(isinstance(reply, Refuse) for reply in step.replies)
        if step.recorded is not None:
            stored = await turn.work.sessions.save(stored, step.session, step.recorded, turn.now)
    return taken


async def _session(turn: Turn, room: Room, guest: Member, section: str) -> Stored:
    """A guest's session of a part in its round."""
    ids, round = room.in_part(section), round_of(room.part(section))
    for found in await turn.work.sessions.of_member(guest.id):
        if found.practice and found.practice.round == round and found.session.scope.ids == ids:
            return found
    return await turn.work.sessions.start(
        begin(practised(room.survey, ids), Scope("indicators", ids), "practice"),
        survey=room.survey.id,
        version=room.survey.version,
        language=room.cohort.language,
        cluster=0,
        by=turn.person.id,
        at=turn.now,
        practice=Practice(room.cohort.case or "", guest.id, round, room.cohort.mode),
    )
