"""Reminders within a turn: what time it is where a person is, the end of a label, stopping with one tap."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.scene import Calendar, Reminding, Scene
from bot.screens import Tap, is_number
from bot.speech import speech
from bot.turn import Turn
from bot.zones import allowed, city_of, country_of, known_zone, today, wall_of, zone_at
from storage.people import Filling
from storage.sessions import Stored
from surveys.dates import read_time
from surveys.label_calendar import Standing, calendar, last_said
from surveys.session import NotATime, Refuse
from surveys.survey import Survey

FORM = "clock"


async def reminding(turn: Turn, tap: Tap) -> Scene | None:
    """The scene of a tap about reminders; None if it is about something else."""
    local = await turn.work.reminders.local(turn.person.id)
    words = speech(turn.language)
    match tap.verb:
        case "reminders":
            return await reminders_scene(turn, Reminding())
        case "zone" if known_zone(tap.choice):
            await turn.work.reminders.set_local(turn.person.id, replace(local, zone=tap.choice))
            return await reminders_scene(
                turn, Reminding(), words.say("Time of {city}", city=city_of(words, tap.choice))
            )
        case "zone":
            turn.focus(Filling(FORM, "now"))
            return await reminders_scene(turn, Reminding("now"))
        case "wall":
            return await _wall(turn, tap.choice)
        case "quiet" | "loud" as verb:
            await turn.work.reminders.set_local(turn.person.id, replace(local, stopped=verb == "quiet"))
            said = words.say("Reminders are stopped") if verb == "quiet" else words.say("Reminders are on again")
            return await reminders_scene(turn, Reminding(), said)
        case "forget-reminder" if is_number(tap.choice):
            await turn.work.reminders.remove(turn.person.id, [int(tap.choice)])
            return await reminders_scene(turn, Reminding(), words.say("Reminder taken back"))
        case "remind-label" | "unremind-label":
            return await _label(turn, tap)
        case _:
            return None


async def reminders_scene(turn: Turn, view: Reminding, word: str = "") -> Scene:
    """The page of all reminders."""
    lines = [each for cluster in turn.clusters for each in await turn.work.plans.of(cluster.id)]
    return replace(
        turn.scene(view),
        plan=tuple(lines),
        reminders=tuple(await turn.work.reminders.of(turn.person.id)),
        local=await turn.work.reminders.local(turn.person.id),
        word=word,
    )


async def calendar_scene(turn: Turn, file: bool, word: str = "") -> Scene:
    """The label calendar with what is reminded of it."""
    scene = turn.scene(Calendar(file))
    return replace(scene, reminders=tuple(await turn.work.reminders.of(turn.person.id)), word=word)


async def _wall(turn: Turn, choice: str) -> Scene:
    """At what time of day; none named asks for it."""
    try:
        wall = allowed(wall_of(choice)) if choice else NotATime()
    except ValueError:
        wall = NotATime()
    if isinstance(wall, NotATime):
        turn.focus(Filling(FORM, "wall"))
        return await reminders_scene(turn, Reminding("wall"))
    local = await turn.work.reminders.local(turn.person.id)
    await turn.work.reminders.set_local(turn.person.id, replace(local, wall=f"{wall:%H:%M}"))
    return await reminders_scene(
        turn, Reminding(), speech(turn.language).say("Reminders at {time}", time=f"{wall:%H:%M}")
    )


async def clock_filled(turn: Turn, filling: Filling, text: str) -> Scene:
    """A typed time: what time it is there now, or at what time to remind."""
    found = read_time(text)
    if filling.field == "wall" and not isinstance(found, NotATime):
        found = allowed(found)
    if isinstance(found, NotATime):
        turn.focus(filling)
        asks: Reminding = Reminding("wall" if filling.field == "wall" else "now")
        return replace(await reminders_scene(turn, asks), notices=(Refuse(found),))
    if filling.field == "wall":
        return await _wall(turn, f"{found:%H:%M}")
    zone = zone_at(found, country_of(turn.stored.session.answers if turn.stored else {}), turn.now)
    if zone is None:
        turn.focus(filling)
        return replace(await reminders_scene(turn, Reminding("now")), notices=(Refuse(NotATime()),))
    scene = await reminding(turn, Tap("zone", choice=zone))
    assert scene is not None
    return scene


# --- the end of a label --------------------------------------------------------------------------------------


async def _label(turn: Turn, tap: Tap) -> Scene:
    """Reminders 12, 6 and 3 months before the label at hand ends, as far as those days lie ahead; or none of them."""
    words = speech(turn.language)
    if not turn.stored or (tap.session and tap.session != turn.number and not await _at_hand(turn, tap.session)):
        return await reminders_scene(turn, Reminding())
    waiting = [each for each in await turn.work.reminders.of_label(turn.cluster) if each.person == turn.person.id]
    if tap.verb == "unremind-label":
        await turn.work.reminders.remove(turn.person.id, [each.id for each in waiting])
        return await calendar_scene(turn, False, words.say("Reminder taken back"))
    found = calendar(turn.survey, turn.stored.session.answers, turn.now.date())
    local = await turn.work.reminders.local(turn.person.id)
    for reminder in found.reminders:
        if reminder.on >= today(turn.now, local.zone):
            await turn.work.reminders.add(turn.person.id, turn.cluster, reminder.on, None, reminder.months)
    if local.stopped:
        await turn.work.reminders.set_local(turn.person.id, replace(local, stopped=False))
    if local.zone is None:
        turn.focus(Filling(FORM, "now"))
        return await reminders_scene(turn, Reminding("now"), words.say("Reminders are set"))
    return await calendar_scene(turn, False, words.say("Reminders are set"))


async def _at_hand(turn: Turn, session: int) -> bool:
    stored = await turn.work.sessions.load(session, turn.person.id)
    if stored is None or stored.session.kind != "self":
        return False
    turn.take(stored)
    return True


def label_end(survey: Survey, checks: Sequence[Stored], on: date) -> tuple[str, date] | None:
    """Which label ends when, by the newest of these checks that tells."""
    for check in reversed(checks):
        found = calendar(survey, last_said(survey, check.session), on)
        if found.standing is Standing.NONE:
            return None
        if found.held and found.end:
            return found.held, found.end.on
    return None
