"""The hand-off pack of a submitted check: chosen by its owner, listed and confirmed, then made; a line in the log."""

from dataclasses import replace

from bot.handed import FLAGS, trace_of
from bot.peer_log import log, manages, refused, stray, whose
from bot.proofs import with_proofs
from bot.reporting import beside_assessors, with_checks
from bot.review_views import HandOff, Peer
from bot.scene import Menu, Scene
from bot.screens import Tap, is_number
from bot.seats import submitted
from bot.speech import speech
from bot.turn import Turn
from surveys.session import Closed, Refuse


async def handed_off(turn: Turn, tap: Tap) -> Scene:
    """The page of a pack, or its ZIPs. `choice`: the switches, then a page of the list, or what the list was."""
    check = await turn.work.sessions.load(tap.session, turn.person.id)
    if check is None or check.session.kind != "self":
        await stray(turn, tap.session)
        return turn.scene(Menu(), Refuse(Closed()))
    if not manages(turn, check.cluster):
        return await refused(turn, check.cluster)
    if not submitted(check) or check.trial or check.session.scope.kind == "express":
        return turn.scene(Menu(), Refuse(Closed()))
    flags, _, rest = tap.choice.partition(".")
    language = turn.language
    turn.take(check)
    steps = tuple(await turn.work.sessions.steps(check.id)) if "h" in flags else ()
    chosen = "".join(each for each in FLAGS if each in flags)
    page = int(rest) if is_number(rest) and tap.verb == "pack" else 0
    view = HandOff(await whose(turn, check, language), chosen, page, steps=steps)
    scene = await _gathered(turn, view, language)
    if tap.verb == "pack":
        return scene
    if rest != trace_of(scene, view):
        return replace(scene, word=speech(language).say("Something changed meanwhile. Please look again."))
    await log(turn, "packed", check.cluster)
    word = speech(language).say("The pack is on its way.")
    return replace(scene, view=Peer(replace(view, made=True)), word=word)


async def _gathered(turn: Turn, view: HandOff, language: str) -> Scene:
    """All that a pack may hold, in the person's language; what is not switched on is left out where it is made."""
    scene = await with_proofs(turn, await with_checks(turn, Peer(view), language))
    scene = await beside_assessors(turn, scene, language)
    return replace(scene, language=language, survey=scene.versions[scene.survey.version])
