"""One more invitation: whether there is room for it, and that two taps on a button make one."""

from datetime import timedelta
from typing import Literal

from bot.peer_log import log
from bot.turn import Turn
from storage.invitations import Invitation, InvitationKind

INVITATIONS_LIMIT = 20
"""Invitations of one cluster that can wait or serve at a time."""

PRESSED_TWICE = timedelta(seconds=5)
"""A second invitation for the same within that is a second tap, and nobody has the first one's code yet."""


async def room_for_one_more(turn: Turn, cluster: int) -> bool:
    """Whether so many invitations do not serve already that one more is too many."""
    return len(await serving(turn, cluster)) < INVITATIONS_LIMIT


async def serving(turn: Turn, cluster: int) -> list[Invitation]:
    """Invitations that can be taken, wait, or hold a place: not where the share or the check is over, or they left."""
    gone = {each.id for each in await turn.work.shares.of_cluster(cluster) if not each.open(turn.now.date())}
    closed = {each.id for each in await turn.work.sessions.of_cluster(cluster) if turn.is_closed(each)}
    return [
        each
        for each in await turn.work.invitations.of_cluster(cluster)
        if (each.free(turn.now) or each.waiting or each.inside)
        and each.share not in gone
        and each.session not in closed
        and (each.person is not None or each.taken_at is None)
    ]


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
