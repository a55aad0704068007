"""When the sides of a shared check are shown: all have submitted, or the owner closes it."""

from dataclasses import replace

from bot.peer_log import log
from bot.seats import submitted
from bot.telling import tell_of_the_sides
from bot.turn import Turn
from storage.invitations import Invitation
from storage.reviews import Review
from storage.sessions import Stored
from storage.shares import Share
from storage.store import Work


async def closed(turn: Turn, share: Share) -> Share:
    """Shows the sides from now on, if anybody submitted; nothing is rated any more. A single assessor is the lead.

    What was withdrawn before, or is past its day, is never shown any more, whatever button is still there.
    """
    going = share.closed_at is None and share.open(turn.now.date())
    done = await submitted_reviews(turn, share) if going else []
    if not done:
        return share
    share = replace(share, closed_at=turn.now, lead=done[0][0].id if len(done) == 1 else None)
    await turn.work.shares.save(share)
    turn.recalls = True  # who had not submitted sees nothing more
    await log(turn, "closed", share.cluster, share=share.id)
    await tell_of_the_sides(turn, share, (review.invitation for review, _ in done))
    return share


async def submitted_reviews(turn: Turn, share: Share) -> list[tuple[Review, Stored]]:
    """The reviews that count, with their sessions."""
    return await counted_reviews(turn.work, share)


async def counted_reviews(work: Work, share: Share) -> list[tuple[Review, Stored]]:
    """The reviews that count, with their sessions: let in, not ended, submitted before the sides were shown."""
    found = []
    for review in await work.reviews.of_share(share.id):
        invitation = await work.invitations.find(review.invitation)
        stored = await work.sessions.whole(review.session) if review.session else None
        if invitation and stored and submitted(stored) and _counts(share, invitation):
            found.append((review, stored))
    return found


async def close_when_all_have_submitted(turn: Turn, share: Share) -> Share:
    """Shows the sides as soon as nobody is left to submit, to be let in, or to come."""
    for invitation in await turn.work.invitations.of_cluster(share.cluster):
        if invitation.share != share.id or (invitation.taken_at and invitation.person is None):  # who left
            continue
        review = await turn.work.reviews.of_invitation(invitation.id)
        stored = await turn.work.sessions.whole(review.session) if review and review.session else None
        if invitation.free(turn.now) or invitation.waiting or (invitation.inside and not submitted(stored)):
            return share
    return await closed(turn, share)


def _counts(share: Share, invitation: Invitation) -> bool:
    """Whether who came by an invitation is one of the sides: also who was sent away after these were shown."""
    ended, shown = invitation.ended_at, share.closed_at
    return invitation.let_in_at is not None and (ended is None or (shown is not None and ended >= shown))
