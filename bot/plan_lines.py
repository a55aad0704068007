"""One step of the plan: who, until when, ticked off, reminded of; and what is typed for it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from bot.reminding import reminding
from bot.scene import LinePage, Menu, NewLine, Plan, Scene, Take
from bot.screens import Tap, is_number
from bot.speech import speech
from bot.turn import Turn
from storage.people import Filling
from storage.plans import PlanLine
from surveys.dates import read_day
from surveys.planning import LINES_LIMIT, REMINDERS_LIMIT, WHAT_LIMIT, WHO_LIMIT
from surveys.session import Documented, NotAChoice, NotADay, Refuse, TooLong, TooMany
from surveys.simulation import ToLevel
from surveys.vocabulary import tidy

FORM = "line"


Asked = Literal["what", "who", "due", "remind", "remove"]
_FIELDS: dict[str, Asked] = {"what": "what", "who": "who", "due": "due", "remind": "remind", "remove": "remove"}


async def plan_scene(turn: Turn, view: Plan | LinePage | NewLine | Take, word: str = "") -> Scene:
    """A page that needs the plan and the person's reminders."""
    cluster = turn.cluster
    await turn.remember()
    return replace(
        turn.scene(view),
        plan=tuple(await turn.work.plans.of(cluster)) if cluster else (),
        reminders=tuple(await turn.work.reminders.of(turn.person.id)),
        local=await turn.work.reminders.local(turn.person.id),
        word=word,
    )


async def _written(turn: Turn, about: str, text: str) -> Scene:
    """The text makes the line."""
    id, _, points = about.partition("/")
    level = int(points) if points else None
    question = id if id in turn.survey.indicators else None
    view = NewLine(question=question or "", points=level, asks=True)
    if not text or len(text) > WHAT_LIMIT:
        turn.focus(Filling(FORM, "new", about))
        return replace(await plan_scene(turn, view), notices=(Refuse(TooLong(WHAT_LIMIT) if text else NotAChoice()),))
    if len(await turn.work.plans.of(turn.cluster)) >= LINES_LIMIT:
        return replace(await plan_scene(turn, Plan()), notices=(Refuse(TooMany(LINES_LIMIT)),))
    aims = (ToLevel(question, level, Documented.YES if level else None),) if question and level is not None else ()
    line = await turn.work.plans.add(turn.cluster, turn.person.id, turn.now, what=text, question=question, aims=aims)
    return await plan_scene(turn, LinePage(line.id), speech(turn.language).say("Added to the plan"))


async def of_line(turn: Turn, tap: Tap) -> Scene:
    """What is done with a line; one that is gone leads back to the plan."""
    line = await turn.work.plans.find(int(tap.choice), turn.person.id) if is_number(tap.choice) else None
    if line is None:
        return await plan_scene(turn, Plan())
    await turn.switch(str(line.cluster))
    said = speech(turn.language)
    match tap.verb:
        case "line-done" if line.done_at is None:
            return await _changed(turn, replace(line, done_at=turn.now), said.say("Done: {what}", what=line.what))
        case "line-open" if line.done_at is not None:
            return await _changed(turn, replace(line, done_at=None), said.say("Open again: {what}", what=line.what))
        case "line-due":
            return await _dated(turn, line, tap.question)
        case "line-remove":
            await turn.work.plans.remove(line.id)
            return await plan_scene(turn, Plan(), said.say("Removed: {what}", what=line.what))
        case "remind" | "unremind":
            return await _reminded(turn, line, tap)
        case "line-ask" if tap.question in _FIELDS:
            return await _ask(turn, line, _FIELDS[tap.question])
        case _:
            return await plan_scene(turn, LinePage(line.id))


async def _ask(turn: Turn, line: PlanLine, field: Asked) -> Scene:
    if field != "remove":
        turn.focus(Filling(FORM, field, str(line.id)))
    return await plan_scene(turn, LinePage(line.id, field))


async def _changed(turn: Turn, line: PlanLine, word: str) -> Scene:
    await turn.work.plans.change(line)
    return await plan_scene(turn, LinePage(line.id), word)


async def _dated(turn: Turn, line: PlanLine, day: str) -> Scene:
    """Until when, or no day at all; reminders that count from the day move with it."""
    try:
        due = date.fromisoformat(day) if day else None
    except ValueError:
        return await plan_scene(turn, LinePage(line.id))
    if due is not None and due < turn.now.date():
        return replace(await plan_scene(turn, LinePage(line.id, "due")), notices=(Refuse(NotADay(past=True)),))
    return await _due(turn, line, due)


async def _due(turn: Turn, line: PlanLine, due: date | None) -> Scene:
    today = turn.now.date()
    for each in await turn.work.reminders.of_line(line.id):
        if each.before is None:
            continue
        on = due - timedelta(days=each.before) if due else None
        if on is None or on < today:
            await turn.work.reminders.remove(each.person, [each.id])
        else:
            await turn.work.reminders.move(each.id, on)
    words = speech(turn.language)
    said = words.say("Due {date}", date=words.date(due)) if due else words.say("Without a day")
    return await _changed(turn, replace(line, due=due), said)


async def _reminded(turn: Turn, line: PlanLine, tap: Tap) -> Scene:
    """Sets or takes back a reminder: so many days before the line is due, or on a day."""
    before = int(tap.question) if is_number(tap.question) and len(tap.question) < 4 else None
    try:
        day = date.fromisoformat(tap.question) if before is None else None
    except ValueError:
        return await plan_scene(turn, LinePage(line.id, "remind"))
    on = day or (line.due - timedelta(days=before or 0) if line.due else None)
    if on is None:
        return await plan_scene(turn, LinePage(line.id, "remind"))
    if tap.verb == "unremind":
        same = [
            each.id
            for each in await turn.work.reminders.of_line(line.id)
            if each.person == turn.person.id and (each.before, each.on) == (before, on)
        ]
        await turn.work.reminders.remove(turn.person.id, same)
        return await plan_scene(turn, LinePage(line.id, "remind"), speech(turn.language).say("Reminder taken back"))
    return await _remind(turn, line, on, before)


async def _remind(turn: Turn, line: PlanLine, on: date, before: int | None) -> Scene:
    """One more reminder; at the first one the person's time of day is asked for."""
    if on < turn.now.date():
        return replace(await plan_scene(turn, LinePage(line.id, "remind")), notices=(Refuse(NotADay(past=True)),))
    mine = [each for each in await turn.work.reminders.of_line(line.id) if each.person == turn.person.id]
    if len(mine) >= REMINDERS_LIMIT and (before, on) not in {(each.before, each.on) for each in mine}:
        refusal = Refuse(TooMany(REMINDERS_LIMIT))
        return replace(await plan_scene(turn, LinePage(line.id, "remind")), notices=(refusal,))
    await turn.work.reminders.add(turn.person.id, line.cluster, on, line.id, before)
    words = speech(turn.language)
    word, local = words.say("Reminder on {date}", date=words.date(on)), await turn.work.reminders.local(turn.person.id)
    if local.stopped:
        await turn.work.reminders.set_local(turn.person.id, replace(local, stopped=False))
        word += ". " + words.say("Reminders are on again")
    if local.zone is None:
        asked = await reminding(turn, Tap("zone"))
        assert asked is not None
        return replace(asked, word=word)
    return await plan_scene(turn, LinePage(line.id, "remind"), word)


async def line_filled(turn: Turn, filling: Filling, text: str) -> Scene:
    """What was typed for a line: its words, who, until when, or a day to be reminded on."""
    said = " ".join(tidy(text).split())
    if filling.field == "new":
        return await _written(turn, filling.about, said)
    line = await turn.work.plans.find(int(filling.about), turn.person.id)
    if line is None:
        return await plan_scene(turn, Plan())
    words = speech(turn.language)
    match filling.field:
        case "what" | "who" as field:
            limit = WHAT_LIMIT if field == "what" else WHO_LIMIT
            if not said or len(said) > limit:
                return await _again(turn, filling, line, Refuse(TooLong(limit) if said else NotAChoice()))
            new = replace(line, what=said) if field == "what" else replace(line, who=said)
            return await _changed(turn, new, words.say("Saved: {what}", what=said))
        case _:
            day = read_day(said, words.vocabulary, turn.now.date())
            if isinstance(day, NotADay):
                return await _again(turn, filling, line, Refuse(day))
            return await (_due(turn, line, day) if filling.field == "due" else _remind(turn, line, day, None))


async def _again(turn: Turn, filling: Filling, line: PlanLine, refusal: Refuse) -> Scene:
    turn.focus(filling)
    return replace(await line_standing(turn, filling, line), notices=(refusal,))


async def line_standing(turn: Turn, filling: Filling, line: PlanLine | None = None) -> Scene:
    """The page that waits for a typed text about a line."""
    if filling.field == "new":
        id, _, points = filling.about.partition("/")
        question = id if id in turn.survey.indicators else ""
        return await plan_scene(turn, NewLine(question=question, points=int(points) if points else None, asks=True))
    line = line or await turn.work.plans.find(int(filling.about), turn.person.id)
    if line is None:
        return turn.scene(Menu())
    return await plan_scene(turn, LinePage(line.id, _FIELDS.get(filling.field, "what")))
