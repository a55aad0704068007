"""Making a cohort step by step, and changing each of its fields later."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

from bot.cases import OWN, case_of
from bot.codes import new_code
from bot.cohort_views import FIELDS, PROGRAMME_FIELDS, TYPED, Field, Group, Made, Run, Set
from bot.programmes import programme_home
from bot.room_loading import FORM, enter, room_of
from bot.rooms import Room
from bot.scene import Scene
from bot.screens import Tap
from bot.speech import LANGUAGES, speech
from bot.turn import Turn
from bot.wording import problem_words
from storage.cohorts import COHORT_NAME_LIMIT, MEMBER_NAME_LIMIT, Cohort, Kind
from storage.people import Filling
from surveys.dates import read_day
from surveys.session import FULL, NotAChoice, NotADay, Scope, TooLong
from surveys.vocabulary import tidy

NAMES_KEPT = timedelta(days=30)
"""How long names stay after the end."""
NAMES_AT_MOST = timedelta(days=365)
"""How long names stay in a cohort without an end."""


async def field_scene(
    turn: Turn, room: Room | None, field: str, making: bool = True, note: str = "", kind: Kind = "training"
) -> Scene:
    """The page of one field, where it is typed or picked; without a room, of a new cohort of this kind."""
    known = _field(field) or "name"
    if known in TYPED:
        about = str(room.cohort.id) if room else kind
        turn.focus(Filling(FORM, f"{'make' if making else 'set'}-{known}", about))
    cases = await _cases(turn) if known == "case" else ()
    return turn.scene(
        Group(Made(known, room, making, cases, room.cohort.kind if room else kind), note, asks=known in TYPED)
    )


def _field(name: str) -> Field | None:
    return next((each for each in get_args(Field) if each == name), None)


async def made(turn: Turn, room: Room, tap: Tap) -> Scene:
    """A field was picked, or its page is wanted: while a cohort is made the next field follows."""
    making, field = tap.verb == "cohort-make", _field(tap.question)
    if field is None or (field not in fields_of(room.cohort.kind) and field != "list"):
        return turn.scene(Group(Set(room)))
    if not tap.choice:
        return await field_scene(turn, room, field, making)
    if tap.choice == "next" and (field != "scope" or room.asked):
        return await _next(turn, room, field, making)
    changed = await _picked(turn, room, field, tap.choice)
    if isinstance(changed, str):
        return await field_scene(turn, room, field, making, changed)
    await turn.work.cohorts.save(changed)
    room = await room_of(turn, changed, room.me, rated=True)
    if field == "scope" and changed.scope.kind == "sections":
        return await field_scene(turn, room, field, making)
    return await _next(turn, room, field, making)


async def _next(turn: Turn, room: Room, field: Field, making: bool, note: str = "") -> Scene:
    if not making:
        return turn.scene(Group(Set(room), note))
    fields = fields_of(room.cohort.kind)
    place = fields.index("scope" if field == "list" else field) + 1
    if place < len(fields):
        return await field_scene(turn, room, fields[place], note=note)
    cohort = replace(room.cohort, code=room.cohort.code or new_code())
    await turn.work.cohorts.save(cohort)
    words, room = speech(turn.language), replace(room, cohort=cohort)
    if cohort.kind == "programme":
        return await programme_home(turn, room, words.say("Your programme is ready. Send its link to the clusters."))
    return turn.scene(Group(Run(room), words.say("Your group is ready. Open its parts, then show the way in.")))


def fields_of(kind: Kind) -> tuple[Field, ...]:
    """What a cohort of this kind is made of."""
    return PROGRAMME_FIELDS if kind == "programme" else FIELDS


# --- what was picked -----------------------------------------------------------------------------------------


async def _picked(turn: Turn, room: Room, field: Field, choice: str) -> Cohort | str:
    """The cohort with this choice, or why not."""
    cohort, words = room.cohort, speech(turn.language)
    match field:
        case "language" if choice in LANGUAGES:
            return replace(cohort, language=choice)
        case "mode" if choice in ("each", "end"):
            return replace(cohort, mode="each" if choice == "each" else "end")
        case "begins" | "ends":
            return dated(cohort, field, None, turn.now.date())
        case "case" | "scope" if await turn.work.group_ratings.sessions(cohort.id):
            return words.say("Somebody has begun to rate, so case and indicators stay. Make another group instead.")
        case "case" if choice in {id for id, _, _ in await _cases(turn)}:
            return replace(cohort, case=choice, scope=FULL)
        case "scope":
            return replace(cohort, scope=_scope(room, choice)) if choice else cohort
        case _:
            return words.say("That is not possible here. Use the buttons of this card.")


def _scope(room: Room, choice: str) -> Scope:
    """All indicators, or sections: one more, or one less."""
    known = [each.id for each in replace(room, cohort=replace(room.cohort, scope=FULL)).sections]
    now = set(room.cohort.scope.ids) if room.cohort.scope.kind == "sections" else set()
    if choice == "full":
        return FULL
    wanted = now | {choice[1:]} if choice.startswith("+") else now - {choice[1:]}
    return Scope("sections", tuple(id for id in known if id in wanted))


async def _cases(turn: Turn) -> tuple[tuple[str, str, int], ...]:
    """The cases there are: the library's, the operator's, and the trainer's own."""
    shelf = turn.desk.shelf.cases
    known = [(id, shelf.case(id, turn.language)) for id in shelf.ids]
    sent = [f"{OWN}{each.id}" for each in await turn.work.own_cases.of(turn.person.id)]
    own = [(id, await case_of(turn.desk, turn.work, id, turn.language)) for id in sent]
    return tuple((id, case.title, len(case.keyed)) for id, case in (*known, *own) if case is not None)


def dated(cohort: Cohort, field: str, day: date | None, today: date) -> Cohort:
    """The cohort with another first or last day; names stay for a while after the last one."""
    if field == "begins":
        return replace(cohort, begins=day)
    return replace(cohort, ends=day, names_until=day + NAMES_KEPT if day else today + NAMES_AT_MOST)


# --- what was typed ------------------------------------------------------------------------------------------


async def make_filled(turn: Turn, filling: Filling, text: str) -> Scene:
    """A typed name, list or day."""
    kind, _, name = filling.field.partition("-")
    field, making = _field(name) or "name", kind == "make"
    said = " ".join(tidy(text).split())
    if not filling.about.isdigit():
        return await _begun(turn, said, "programme" if filling.about == "programme" else "training")
    room = await enter(turn, int(filling.about), rated=True)
    if room is None or not room.me.runs:
        return turn.scene(Group(Set(room))) if room else await field_scene(turn, None, "name")
    changed = await _typed(turn, room, field, said)
    if isinstance(changed, str):
        return await field_scene(turn, room, field, making, changed)
    return await _next(turn, changed, field, making)


async def _begun(turn: Turn, name: str, kind: Kind) -> Scene:
    """The name makes the cohort; it can't be joined yet."""
    wrong = _too_long(turn, name, COHORT_NAME_LIMIT)
    if wrong:
        return await field_scene(turn, None, "name", note=wrong, kind=kind)
    draft = Cohort(
        id=0, kind=kind, name=name, case=None, language=turn.language, scope=FULL, mode="end", code=None,
        begins=None, ends=None, names_until=turn.now.date() + NAMES_AT_MOST, created_at=turn.now,
    )  # fmt: skip
    cohort = await turn.work.cohorts.add(draft, turn.person.id, None)
    room = await enter(turn, cohort.id)
    return await field_scene(turn, room, "trainer")


async def _typed(turn: Turn, room: Room, field: Field, said: str) -> Room | str:
    """The room with what was typed, stored; or what to do instead."""
    match field:
        case "name":
            wrong = _too_long(turn, said, COHORT_NAME_LIMIT)
            new = replace(room.cohort, name=said)
        case "trainer":
            wrong = _too_long(turn, said, MEMBER_NAME_LIMIT)
            if not wrong:
                me = replace(room.me, name=said)
                await turn.work.cohorts.set_member(me)
                return replace(room, me=me, members=tuple(me if each.id == me.id else each for each in room.members))
            return wrong
        case "list":
            return await _listed(turn, room, said)
        case _:
            day = read_day(said, speech(turn.language).vocabulary, turn.now.date())
            if isinstance(day, NotADay):
                return problem_words(speech(turn.language), turn.survey, None, day)
            new = dated(room.cohort, field, day, turn.now.date())
            wrong = _upside_down(turn, new)
    if wrong:
        return wrong
    await turn.work.cohorts.save(new)
    return replace(room, cohort=new)


def _too_long(turn: Turn, said: str, limit: int) -> str:
    problem = None if 0 < len(said) <= limit else TooLong(limit) if said else NotAChoice()
    return problem_words(speech(turn.language), turn.survey, None, problem) if problem else ""


def _upside_down(turn: Turn, cohort: Cohort) -> str:
    if cohort.begins and cohort.ends and cohort.ends < cohort.begins:
        return speech(turn.language).say("The last day can't be before the first one.")
    return ""


async def _listed(turn: Turn, room: Room, said: str) -> Room | str:
    """The indicators by their numbers."""
    words = speech(turn.language)
    whole = replace(room, cohort=replace(room.cohort, scope=FULL))
    numbers = {room.survey.indicators[id].number: id for id in whole.asked}
    named = [each for each in re.split(r"[,;\s]+", said) if each]
    unknown = [each for each in named if each not in numbers]
    if unknown or not named:
        known = words.listed(numbers)
        return words.say("Type numbers of indicators, like 1.2 4.1.2. This case has: {numbers}.", numbers=known)
    if await turn.work.group_ratings.sessions(room.cohort.id):
        return words.say("Somebody has begun to rate, so case and indicators stay. Make another group instead.")
    cohort = replace(room.cohort, scope=Scope("indicators", tuple(numbers[each] for each in dict.fromkeys(named))))
    await turn.work.cohorts.save(cohort)
    return await room_of(turn, cohort, room.me, rated=True)
