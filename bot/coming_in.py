"""Coming in by an invitation: its text, a name, and then waiting for the owner. Before that nothing else is seen."""

from dataclasses import replace

from bot.peer_log import cluster_called, log, log_refusal, whose
from bot.review_views import InvitationText, Peer, Waiting
from bot.scene import Menu, Scene
from bot.screens import Tap
from bot.speech import speech
from bot.telling import tell_owner
from bot.turn import Turn
from storage.invitations import NAMED_LIMIT, Invitation
from storage.news import News
from storage.people import Filling
from surveys.session import NotAChoice, Refuse, TooLong
from surveys.vocabulary import tidy

FORM = "invitation"


async def come_in(turn: Turn, code: str) -> Scene:
    """Where a code leads: to the invitation's text, or nowhere, and that is in the log of whose it was."""
    held = await _serving(turn, code)
    if held is None:
        return _nowhere(turn)
    if held.person == turn.person.id:
        return await _mine(turn, held)
    text = await _text(turn, held, code)
    await _opened(turn, held, text)
    return turn.scene(Peer(text))


async def _opened(turn: Turn, held: Invitation, text: InvitationText) -> None:
    if text.own:
        await log_refusal(turn, "own-cluster", held.cluster, held.share)
    else:
        await log(turn, "opened-invitation", held.cluster, share=held.share)


def _nowhere(turn: Turn) -> Scene:
    """The menu, and that the link is not known or has ended."""
    return replace(turn.scene(Menu(), resumed=True), remark="unknown-link")


async def _serving(turn: Turn, code: str) -> Invitation | None:
    """The invitation of a code, while it serves this person."""
    held = await turn.work.invitations.by_code(code)
    if held is None:
        await log_refusal(turn, "wrong-code", None)
        return None
    mine = held.person == turn.person.id and held.ended_at is None
    if mine or await _serves(turn, held):
        return held
    await log_refusal(turn, "old-code", held.cluster, held.share)
    return None


async def _serves(turn: Turn, held: Invitation) -> bool:
    """Whether it can be taken now: what it is about must be open still."""
    share = await turn.work.shares.find(held.share) if held.share else None
    closed = share is not None and (not share.open(turn.now.date()) or share.closed_at is not None)
    return held.free(turn.now) and not closed


async def _text(turn: Turn, held: Invitation, code: str) -> InvitationText:
    share = await turn.work.shares.find(held.share) if held.share else None
    check = await turn.work.sessions.whole(share.session) if share else None
    name = await whose(turn, check) if check else await cluster_called(turn, held.cluster)
    own = any(each.id == held.cluster for each in turn.clusters)
    taken = await turn.work.invitations.of_person(turn.person.id)
    twice = share is not None and any(each.share == share.id for each in taken)
    return InvitationText(held, code, name, share, own, twice)


async def _mine(turn: Turn, held: Invitation) -> Scene:
    """Whoever took it finds where they are."""
    if held.waiting:
        return turn.scene(Peer(Waiting(held.kind, held.name or "")))
    if held.kind == "team":
        await turn.switch(str(held.cluster))
        return turn.scene(Menu(), resumed=True)
    from bot.reviewing import seats_scene

    return await seats_scene(turn)


async def accepted(turn: Turn, tap: Tap) -> Scene:
    """The button under the text: agreed to what it says; now the name by which the owner knows them is asked for."""
    held = await _serving(turn, tap.choice)
    if held is None:
        return _nowhere(turn)
    if held.person is not None:
        return await _mine(turn, held)
    text = await _text(turn, held, tap.choice)
    if text.own or text.twice:
        await _opened(turn, held, text)
        return turn.scene(Peer(text))
    turn.focus(Filling(FORM, "name", str(held.id)))
    return turn.scene(Peer(replace(text, named=True), asks=f"invitation-{held.id}"))


async def name_filled(turn: Turn, filling: Filling, text: str) -> Scene:
    """Takes the invitation under the typed name. The number was put there by `accepted`, never by a button."""
    held = await turn.work.invitations.find(int(filling.about))
    name = " ".join(tidy(text).split())
    if held is None:
        return _nowhere(turn)
    if not await _serves(turn, held):
        await log_refusal(turn, "old-code", held.cluster, held.share)
        return _nowhere(turn)
    text_shown = await _text(turn, held, "")
    if text_shown.own or text_shown.twice:
        await _opened(turn, held, text_shown)
        return turn.scene(Peer(text_shown))
    if not name or len(name) > NAMED_LIMIT:
        turn.focus(filling)
        refusal = Refuse(TooLong(NAMED_LIMIT) if name else NotAChoice())
        return replace(await name_standing(turn, filling), notices=(refusal,))
    if not await turn.work.invitations.take(held.id, turn.person.id, name, turn.now):
        return _nowhere(turn)
    if held.kind == "assessor" and held.share:
        await turn.work.reviews.add(held.share, held.id, turn.now)
    await log(turn, "took", held.cluster, share=held.share, name=name)
    await tell_owner(turn, News.CAME, held.cluster, held.share)
    word = speech(turn.language).say("Accepted")
    return replace(turn.scene(Peer(Waiting(held.kind, name))), word=word)


async def name_standing(turn: Turn, filling: Filling) -> Scene:
    """The page that waits for the name."""
    held = await turn.work.invitations.find(int(filling.about))
    if held is None or not await _serves(turn, held):
        return turn.scene(Menu())
    text = replace(await _text(turn, held, ""), named=True)
    return turn.scene(Peer(text, asks=f"invitation-{held.id}"))
