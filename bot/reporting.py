"""What a picture or a report of a check needs: the check itself, and those before it."""

from dataclasses import replace

from bot.scene import Report, Result, Scene, View
from bot.sides import sides_of_check
from bot.turn import Turn


async def of_check(turn: Turn, session: int, language: str | None = None) -> Scene:
    """The result of one of the person's checks, whichever is at hand. Raises LookupError if it is not theirs.

    `language` is that of the earlier checks' surveys; without one, the check's.
    """
    stored = await turn.work.sessions.load(session, turn.person.id)
    if stored is None:
        raise LookupError(f"no check {session}")
    turn.take(stored)
    return await beside_assessors(turn, await with_checks(turn, Result(), language), language)


async def reported(turn: Turn, verb: str, view: Report | None) -> Scene:
    """The page before a report; with a file when it was asked for, in the language that was picked."""
    view = view or Report(language=turn.language)
    match verb:
        case "make-report":
            view = replace(view, made="report")
        case "questionnaire" | "bronze-sheet" | "areas":
            view = replace(view, made=verb)
    return await beside_assessors(turn, await with_checks(turn, view, view.language), view.language)


async def beside_assessors(turn: Turn, scene: Scene, language: str | None) -> Scene:
    """The scene with what assessors say of the check at hand, as far as the person may see it."""
    assert turn.stored is not None
    return replace(scene, sides=await sides_of_check(turn, turn.stored, language or turn.language))


async def with_checks(turn: Turn, view: View, language: str | None = None) -> Scene:
    """A view that needs the cluster's plan and submitted checks, and their survey versions in a language."""
    await turn.remember()
    assert turn.stored is not None
    checks = await turn.work.sessions.submitted(turn.stored.cluster)
    versions = {turn.survey.version, *(each.version for each in checks)}
    shelf = turn.desk.shelf
    return replace(
        turn.scene(view),
        checks=tuple(checks),
        plan=tuple(await turn.work.plans.of(turn.stored.cluster)),
        versions={version: shelf.survey(version, language or turn.language) for version in versions},
    )
