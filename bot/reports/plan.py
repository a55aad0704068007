"""The plan, as a chapter and as a table: what is to be done and why, by whom, by when, and what is done already."""

from collections.abc import Mapping, Sequence

from bot.plan_words import aim_words
from bot.reports.chapters import Content, points_of
from bot.reports.reasons import scene_of
from bot.reports.sheet import Cell, Sheet
from bot.reports.standing import Standing
from bot.speech import Speech
from bot.wording import letter_of, name_of
from storage.plans import PlanLine


def plan_chapter(standing: Standing, lines: Sequence[PlanLine]) -> Content | None:
    """The chapter, in the order given; None where nothing is planned."""
    said = standing.speech
    if not lines:
        return None
    return {
        "title": said.say("The plan"),
        "about": said.say(
            "{done} of {many} steps are done, as of {date}.",
            done=sum(each.done_at is not None for each in lines),
            many=len(lines),
            date=said.date(standing.today),
        ),
        "rows": [_row(standing, each) for each in lines],
    }


def _row(standing: Standing, line: PlanLine) -> Content:
    said = standing.speech
    late = line.due is not None and line.due < standing.today
    state = said.say("done") if line.done_at else said.say("overdue") if late else said.say("open")
    asked = standing.survey.questions.get(line.question or "")
    aims = aim_words(scene_of(standing), line)
    return {
        "what": line.what,
        "name": name_of(asked) if asked else "",
        "brings": said.say("Brings: {aims}", aims=aims) if aims else "",
        "why": _why(standing, line),
        "who": line.who or "",
        "due": said.date(line.due) if line.due else "",
        "state": state,
        "sign": "✓" if line.done_at else "",
    }


def _why(standing: Standing, line: PlanLine) -> str:
    """Where the indicator stands, and our threshold; nothing for a step that is about none."""
    found = next((each for each in standing.lines if each.indicator.id == line.question), None)
    if found is None:
        return ""
    letter = letter_of(found.indicator.threshold.points)
    return f"{points_of(standing, found)} · " + standing.speech.say("our threshold {letter}", letter=letter)


def plan_sheet(said: Speech, lines: Sequence[PlanLine], names: Mapping[str, str], clusters: Mapping[int, str]) -> Sheet:
    """A row for each line, in the order given. `names`: what the questions are called, an indicator by its number.

    `clusters`: the names of several clusters; without them no column tells which.
    """
    whose = [(said.say("Cluster"), said.say("Whose plan it is."))] if clusters else []
    columns = (
        *whose,
        (
            said.say("Number of the indicator"),
            said.say("Or the fact that the step is about; empty if it is about none."),
        ),
        (said.say("Step"), said.say("What is to be done.")),
        (said.say("Who"), said.say("Who does it.")),
        (said.say("By"), said.say("The day by which it is to be done.")),
        (said.say("Done?"), said.say("Whether it is done.")),
    )
    rows = []
    for each in lines:
        of: list[Cell] = [clusters.get(each.cluster)] if clusters else []
        about = names.get(each.question, each.question) if each.question else None
        rows.append((*of, about, each.what, each.who, each.due, each.done_at is not None))
    return Sheet(said.say("Plan"), columns, tuple(rows))
