"""Taps and texts about the plan: taking suggestions, lines of one's own, who and until when, ticking off."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from bot.plan_words import step_words
from bot.reminding import reminding
from bot.scene import LinePage, Menu, NewLine, Plan, Scene, Take
from bot.screens import Tap, trace, value_of
from bot.speech import speech
from bot.turn import Turn
from bot.way_pages import months_of, way_of
from storage.people import Filling
from storage.plans import PlanLine
from surveys.dates import read_day
from surveys.label_calendar import last_day
from surveys.planning import LINES_LIMIT, WHAT_LIMIT, WHO_LIMIT
from surveys.session import Documented, NotAChoice, NotADay, Points, Refuse, TooLong, TooMany
from surveys.simulation import ToLevel, options
from surveys.steps import ChangeFact, WayStep, changes_of
from surveys.vocabulary import tidy

FORM = "line"
Asked = Literal["what", "who", "due", "remind", "remove"]
_FIELDS: dict[str, Asked] = {"what": "what", "who": "who", "due": "due", "remind": "remind", "remove": "remove"}


async def planned(turn: Turn, tap: Tap) -> Scene | None:
    """The scene of a tap about the plan; None if it is about something else."""
    match tap.verb:
        case "plan":
            if tap.question:
                await turn.switch(tap.question)
            return await plan_scene(turn, Plan(int(tap.choice) if tap.choice.isdigit() else 0))
        case "take" if turn.stored and tap.question in turn.survey.labels:
            return await _take(turn, tap)
        case "line-new":
            return await _new(turn, tap)
        case "line" | "line-ask" | "line-done" | "line-open" | "line-due" | "line-remove" | "remind" | "unremind":
            return await _of_line(turn, tap)
        case _:
            return await reminding(turn, tap)


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


# --- taking suggestions --------------------------------------------------------------------------------------


async def _take(turn: Turn, tap: Tap) -> Scene:
    """The steps to a label; with a step named, or all of them, those go into the plan. What is there stays once."""
    months, _, wanted = tap.choice.partition(".")
    view = Take(tap.question, months_of(months))
    await turn.remember()
    scene = turn.scene(view)
    way = way_of(scene, view.label, view.months)
    named = [step for step in way.steps if wanted in (trace(repr(step)), trace(repr(way.steps)))]
    lines = await turn.work.plans.of(turn.cluster)
    added = 0
    for step in named:
        if any(in_plan(line, step) for line in lines):
            continue
        if len(lines) >= LINES_LIMIT:
            return replace(await plan_scene(turn, view), notices=(Refuse(TooMany(LINES_LIMIT)),))
        lines.append(await _add_step(turn, scene, step))
        added += 1
    said = (
        speech(turn.language).count("{n} step is in the plan now", "{n} steps are in the plan now", added)
        if added
        else ""
    )
    return await plan_scene(turn, view, said)


def in_plan(line: PlanLine, step: WayStep) -> bool:
    """Whether an open line of the plan is this step."""
    return line.done_at is None and line.aims == changes_of((step,))


async def _add_step(turn: Turn, scene: Scene, step: WayStep) -> PlanLine:
    return await turn.work.plans.add(
        turn.cluster,
        turn.person.id,
        turn.now,
        what=step_words(scene, step)[:WHAT_LIMIT],
        question=step.fact if isinstance(step, ChangeFact) else step.indicator,
        aims=changes_of((step,)),
        due=last_day(turn.now.date(), max(step.months, 1)),
    )


# --- a line of one's own -------------------------------------------------------------------------------------


async def _new(turn: Turn, tap: Tap) -> Scene:
    """Asks step by step: which indicator (or none), which level of it (or none), then what is to be done."""
    survey, id = turn.survey, tap.question
    if id in {section.id for section in survey.sections}:
        return await plan_scene(turn, NewLine(section=id))
    if id not in survey.indicators and id != "-":
        return await plan_scene(turn, NewLine())
    if id in survey.indicators and not tap.choice:
        return await plan_scene(turn, NewLine(question=id))
    points = _points(turn, id, tap.choice)
    turn.focus(Filling(FORM, "new", f"{id}/{'' if points is None else points}"))
    return await plan_scene(turn, NewLine(question="" if id == "-" else id, points=points, asks=True))


def _points(turn: Turn, indicator: str, choice: str) -> int | None:
    """The level that is aimed at, if a button named one that can be reached."""
    picked = value_of(choice)
    if indicator not in turn.survey.indicators or picked is None or not isinstance(picked[0], Points):
        return None
    answers = turn.stored.session.answers if turn.stored else {}
    known = {each.points for each in options(turn.survey, answers, indicator) if each.change is not None}
    return picked[0].points if picked[0].points in known else None


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


# --- one line ------------------------------------------------------------------------------------------------


async def _of_line(turn: Turn, tap: Tap) -> Scene:
    """What is done with a line; one that is gone leads back to the plan."""
    line = await turn.work.plans.find(int(tap.choice), turn.person.id) if _is_number(tap.choice) else None
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


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


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
    before = int(tap.question) if _is_number(tap.question) and len(tap.question) < 4 else None
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
    await turn.work.reminders.add(turn.person.id, line.cluster, on, line.id, before)
    words = speech(turn.language)
    word = words.say("Reminder on {date}", date=words.date(on))
    if (await turn.work.reminders.local(turn.person.id)).zone is None:
        asked = await reminding(turn, Tap("zone"))
        assert asked is not None
        return replace(asked, word=word)
    return await plan_scene(turn, LinePage(line.id, "remind"), word)


# --- typed texts ---------------------------------------------------------------------------------------------


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
