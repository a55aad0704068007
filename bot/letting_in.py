"""Who took an invitation is let in or turned away; what had come by one that is ended is over at once."""

from bot.asking import offers_scene
from bot.closing import close_when_all_have_submitted
from bot.peer_log import log, manages, refused
from bot.scene import Scene
from bot.screens import Tap, is_number
from bot.sharing import share_scene
from bot.speech import Speech, speech
from bot.teaming import team_scene
from bot.telling import tell
from bot.turn import Turn
from storage.invitations import Invitation
from storage.news import News


async def invitation_tapped(turn: Turn, tap: Tap) -> Scene:
    """Lets somebody in, or ends an invitation: not taken yet, waiting, or already inside."""
    held = await turn.work.invitations.find(int(tap.choice)) if is_number(tap.choice) else None
    if held is None or not manages(turn, held.cluster):
        return await refused(turn, held.cluster if held else None, held.share if held else None)
    done = speech(turn.language)
    word = ""
    if tap.verb == "let-in" and held.waiting and await _admits(turn, held):
        await turn.work.invitations.let_in(held.id, turn.now)
        word = await _let_in(turn, held, done)
    elif tap.verb == "uninvite" and held.ended_at is None:
        await _ended(turn, held)
        word = done.say("The invitation is ended.")
    await turn.load()
    return await _back(turn, held, word)


async def _admits(turn: Turn, held: Invitation) -> bool:
    """Whether there is still something to be let in to: not once a share is over or its sides are shown."""
    share = await turn.work.shares.find(held.share) if held.share else None
    return share is None or (share.open(turn.now.date()) and share.closed_at is None)


async def _let_in(turn: Turn, held: Invitation, words: Speech) -> str:
    await log(turn, "let-in", held.cluster, share=held.share, name=held.name)
    await tell(turn, News.LET_IN, [held.person], held.cluster, held.share)
    team = {each.person for each in await turn.work.clusters.members(held.cluster)}
    if held.kind == "team" and held.person and held.role and held.person not in team:  # its owner may hold one, too
        await turn.work.clusters.join(held.cluster, held.person, held.role, held.name, turn.now)
    return words.say("{name} is let in.", name=held.name or "–")


async def _ended(turn: Turn, held: Invitation) -> None:
    """What had come by it is over at once; of a team its role goes."""
    await turn.work.invitations.end(held.id, turn.now)
    turn.recalls = True
    await log(turn, "turned-away" if held.waiting else "ended", held.cluster, share=held.share, name=held.name)
    if held.kind == "team" and held.person and held.inside:
        await turn.work.clusters.leave(held.cluster, held.person)
        await tell(turn, News.REMOVED, [held.person], held.cluster)
    else:
        await tell(turn, News.ENDED, [held.person], held.cluster, held.share)
    share = await turn.work.shares.find(held.share) if held.share else None
    if share and share.closed_at is None and share.open(turn.now.date()):
        await close_when_all_have_submitted(turn, share)


async def _back(turn: Turn, held: Invitation, word: str) -> Scene:
    share = await turn.work.shares.find(held.share) if held.share else None
    if share:
        return await share_scene(turn, share, word=word)
    if held.kind == "colleague":
        await turn.switch(str(held.cluster))
        return await offers_scene(turn, word)
    return await team_scene(turn, held.cluster, word=word)
