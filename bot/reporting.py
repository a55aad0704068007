"""What a picture or a report of a check needs: the check itself, and those before it."""

from dataclasses import replace

from bot.scene import Report, Result, Scene, View
from bot.turn import Turn


async def of_check(turn: Turn, session: int) -> Scene:
    """The result of one of the person's checks, whichever is at hand. Raises LookupError if it is not theirs."""
    stored = await turn.work.sessions.load(session, turn.person.id)
    if stored is None:
        raise LookupError(f"no check {session}")
    turn.take(stored)
    return await with_checks(turn, Result())


async def reported(turn: Turn, verb: str, view: Report | None) -> Scene:
    """The page before a report; with a file when it was asked for, in the language that was picked."""
    view = view or Report(language=turn.language)
    match verb:
        case "make-report":
            view = replace(view, made="report")
        case "questionnaire":
            view = replace(view, made="questionnaire")
    scene = await with_checks(turn, view)
    version = turn.survey.version
    return replace(scene, versions={version: turn.desk.shelf.survey(version, view.language)})


async def with_checks(turn: Turn, view: View) -> Scene:
    """A view that needs the cluster's submitted checks."""
    await turn.remember()
    assert turn.stored is not None
    checks = await turn.work.sessions.submitted(turn.stored.cluster)
    return replace(turn.scene(view), checks=tuple(checks))
