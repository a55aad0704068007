"""The parts of a cohort: opened and closed, spread and key released, a second round; asked once where it is final."""

from dataclasses import replace
from typing import get_args

from bot.cohort_views import Group, PartPage, Parts, Step
from bot.group_figures import key_of, released, trainees
from bot.rooms import Room
from bot.scene import Scene
from bot.screens import Tap
from bot.speech import Speech, speech
from bot.turn import Turn
from storage.cohorts import Part
from surveys.spreads import LEAST_PEOPLE, first_released, second_released, text_of

STEPS: dict[str, Step] = {name: name for name in get_args(Step)}


async def part_tapped(turn: Turn, room: Room, tap: Tap) -> Scene:
    """A trainer's tap about a part; what can't be undone is asked once, and done by a second tap."""
    section = tap.question
    if section not in {each.id for each in room.sections}:
        return turn.scene(Group(Parts(room)))
    part, words = room.part(section), speech(turn.language)
    step, sure = STEPS.get(tap.choice.removesuffix("-yes")), tap.choice.endswith("-yes")
    if step is not None:
        wrong = _hindered(words, room, part, step)
        if wrong or not sure:
            return turn.scene(Group(PartPage(room, section, None if wrong else step), wrong))
        return await _taken(turn, room, part, step)
    match tap.choice:
        case "again" if _is_out(part):
            return await _again(turn, room, part)
        case "open" if ended(part):
            return turn.scene(Group(PartPage(room, section), words.say("This round is over, so it stays closed.")))
        case "open" | "close" as choice:
            return await _kept(turn, room, replace(part, opened=choice == "open"))
        case _:
            return turn.scene(Group(PartPage(room, section)))


def ended(part: Part) -> bool:
    """Whether the round a part is in is over for good: its spread or the key is out."""
    return (part.key_at or (part.second_at if part.second else part.spread_at)) is not None


def _is_out(part: Part) -> bool:
    """Whether the spread of the round that a part is in is released."""
    return (part.second_at if part.second else part.spread_at) is not None


async def _again(turn: Turn, room: Room, part: Part) -> Scene:
    """Guests that were typed in since a release come into the spread, if they are enough that nobody is found out."""
    words, grown = speech(turn.language), _spread(room, part)
    if grown is None or grown == part:
        few = words.say("The spread stays as it is: it takes in newcomers from {least} on.", least=LEAST_PEOPLE)
        return turn.scene(Group(PartPage(room, part.section), few))
    await turn.work.group_ratings.make_final(room.cohort.id, room.in_part(part.section))
    return await _kept(turn, room, grown, words.say("The newcomers are in the spread now."))


def _hindered(words: Speech, room: Room, part: Part, step: Step) -> str:
    """What is in the way of a step, in words; nothing if it can be taken."""
    match step:
        case "key" if part.key_at:
            return words.say("The key is released already.")
        case "spread" if _is_out(part):
            return words.say("The spread is released already.")
        case "second" if part.second:
            return words.say("The second round has begun already.")
        case "second" if part.key_at:
            return words.say("The key is out, so a second round would show nothing.")
        case "spread":
            return "" if _spread(room, part) else few(words)
        case _:
            return ""


def few(words: Speech) -> str:
    """That too few have rated for a spread."""
    return words.say(
        "A spread is shown from {least} people on, so that nobody is found out. So far fewer have rated any indicator "
        "of this part.",
        least=LEAST_PEOPLE,
    )


def _spread(room: Room, part: Part) -> Part | None:
    """The part with the spread of the round it is in; None while fewer than five have rated any of it."""
    ids, group, before = room.in_part(part.section), trainees(room), released(part)
    found = first_released(room.survey, group, ids, before)
    if part.second:
        found = second_released(room.survey, group, ids, key_of(room), found)
    return replace(part, released=text_of(found)) if (found.second if part.second else found.first) else None


async def _taken(turn: Turn, room: Room, part: Part, step: Step) -> Scene:
    """A step that can't be undone: what was rated till now is final, old buttons included."""
    now = turn.now
    match step:
        case "key":
            new = replace(part, key_at=now, opened=False)
        case "second":
            new = replace(part, second=True, opened=True)
        case "spread":
            grown = _spread(room, part) or part
            new = replace(grown, spread_at=part.spread_at or now, second_at=now if part.second else None, opened=False)
    await turn.work.group_ratings.make_final(room.cohort.id, room.in_part(part.section))
    return await _kept(turn, room, new)


async def _kept(turn: Turn, room: Room, part: Part, note: str = "") -> Scene:
    await turn.work.cohorts.set_part(room.cohort.id, part)
    room = replace(room, parts={**room.parts, part.section: part})
    return turn.scene(Group(PartPage(room, part.section), note))
