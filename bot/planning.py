"""Taps and texts about the plan: taking suggestions, lines of one's own, who and until when, ticking off."""

from dataclasses import replace

from bot.plan_lines import FORM, of_line, plan_scene
from bot.plan_words import step_words
from bot.reminding import reminding
from bot.scene import NewLine, Plan, Scene, Take
from bot.screens import Tap, is_number, trace, value_of
from bot.speech import speech
from bot.turn import Turn
from bot.way_pages import months_of, way_of
from storage.people import Filling
from storage.plans import PlanLine
from surveys.label_calendar import last_day
from surveys.planning import LINES_LIMIT, WHAT_LIMIT
from surveys.session import Points, Refuse, TooMany
from surveys.simulation import options
from surveys.steps import ChangeFact, WayStep, changes_of


async def planned(turn: Turn, tap: Tap) -> Scene | None:
    """The scene of a tap about the plan; None if it is about something else."""
    match tap.verb:
        case "plan":
            if tap.question:
                await turn.switch(tap.question)
            return await plan_scene(turn, Plan(int(tap.choice) if is_number(tap.choice) else 0))
        case "take" if turn.stored and tap.question in turn.survey.labels:
            return await _take(turn, tap)
        case "line-new":
            await _home(turn, tap.session)
            return await _new(turn, tap)
        case "line" | "line-ask" | "line-done" | "line-open" | "line-due" | "line-remove" | "remind" | "unremind":
            return await of_line(turn, tap)
        case _:
            return await reminding(turn, tap)


# --- taking suggestions --------------------------------------------------------------------------------------


async def _take(turn: Turn, tap: Tap) -> Scene:
    """The steps to a label; with a step named, or all of them, those go into the plan. What is there stays once."""
    months, _, wanted = tap.choice.partition(".")
    view = Take(tap.question, months_of(months))
    if not wanted:  # the page works the way out, after the transaction
        return await plan_scene(turn, view)
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


async def _home(turn: Turn, session: int) -> None:
    """A step that a check's page proposes goes into the plan of its own cluster."""
    stored = await turn.work.sessions.load(session, turn.person.id) if session not in (0, turn.number) else None
    if stored is not None:
        await turn.switch(str(stored.cluster))


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
