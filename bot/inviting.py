"""Invitations as their owner handles them: a code that is shown once, letting in, turning away."""

from dataclasses import replace
from datetime import timedelta
from typing import Literal

from bot.closing import close_when_all_have_submitted
from bot.inviting_codes import link, new_code
from bot.peer_log import is_number, log, manages, refused, whose
from bot.review_views import InvitationMade, Peer
from bot.scene import Scene
from bot.screens import Tap
from bot.speech import Speech, speech
from bot.telling import tell
from bot.turn import Turn
from storage.invitations import Invitation, InvitationKind
from storage.news import News
from storage.shares import Share
from surveys.session import Refuse, TooMany

INVITATIONS_LIMIT = 20
"""Invitations of one cluster that can wait or serve at a time."""

PRESSED_TWICE = timedelta(seconds=5)
"""A second invitation for the same within that is a second tap, and nobody has the first one's code yet."""


async def room_for_one_more(turn: Turn, cluster: int) -> bool:
    """Whether so many invitations do not serve already that one more is too many."""
    invited = await turn.work.invitations.of_cluster(cluster)
    return sum(each.free(turn.now) or each.waiting or each.inside for each in invited) < INVITATIONS_LIMIT


async def invited(
    turn: Turn, kind: InvitationKind, cluster: int, code: str, *, share: int | None = None,
    role: Literal["editor", "reader"] | None = None, session: int | None = None, questions: tuple[str, ...] = (),
) -> Invitation:  # fmt: skip
    """A new invitation for this code. Of a button that was pressed twice, the same one, under the code shown last."""
    about = (kind, share, role, session, questions)
    for held in await turn.work.invitations.of_cluster(cluster):
        here = (held.kind, held.share, held.role, held.session, held.questions)
        if here == about and held.free(turn.now) and turn.now - held.at < PRESSED_TWICE:
            await turn.work.invitations.recode(held.id, code)
            return held
    await log(turn, "asked" if kind == "colleague" else "invited", cluster, share=share)
    return await turn.work.invitations.add(
        kind, cluster, code, turn.person.id, turn.now, share=share, role=role, session=session, questions=questions
    )


async def invite(turn: Turn, share: Share) -> Scene:
    from bot.sharing import share_scene

    check = await turn.work.sessions.whole(share.session)
    if check is None or not share.open(turn.now.date()) or share.closed_at is not None:
        return await share_scene(turn, share)
    if not await room_for_one_more(turn, share.cluster):
        return replace(await share_scene(turn, share), notices=(Refuse(TooMany(INVITATIONS_LIMIT)),))
    code = new_code()
    made = await invited(turn, "assessor", share.cluster, code, share=share.id)
    page = InvitationMade(made, code, link(turn.desk.bot, code), await whose(turn, check))
    return turn.scene(Peer(page))


async def invitation_tapped(turn: Turn, tap: Tap) -> Scene:
    """Lets somebody in, or ends an invitation: not taken yet, waiting, or already inside."""
    held = await turn.work.invitations.find(int(tap.choice)) if is_number(tap.choice) else None
    if held is None or not manages(turn, held.cluster):
        return await refused(turn, held.cluster if held else None, held.share if held else None)
    done = speech(turn.language)
    word = ""
    if tap.verb == "let-in" and held.waiting and await turn.work.invitations.let_in(held.id, turn.now):
        word = await _let_in(turn, held, done)
    elif tap.verb == "uninvite" and held.ended_at is None:
        await _ended(turn, held)
        word = done.say("The invitation is ended.")
    await turn.load()
    return await _back(turn, held, word)


async def _let_in(turn: Turn, held: Invitation, words: Speech) -> str:
    await log(turn, "let-in", held.cluster, share=held.share, name=held.name)
    await tell(turn, News.LET_IN, [held.person], held.cluster, held.share)
    if held.kind == "team" and held.person and held.role:
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
    from bot.sharing import share_scene
    from bot.teaming import team_scene

    share = await turn.work.shares.find(held.share) if held.share else None
    if share:
        return await share_scene(turn, share, word=word)
    if held.kind == "colleague":
        from bot.asking import offers_scene

        await turn.switch(str(held.cluster))
        return await offers_scene(turn, word)
    return await team_scene(turn, held.cluster, word=word)
