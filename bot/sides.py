"""The sides of a shared check as one may see them: the check, its assessments, how their differences are settled."""

from bot.closing import submitted_reviews
from bot.peer_log import whose
from bot.review_views import AssessorSide, SidesSeen
from bot.speech import speech
from bot.turn import Turn
from storage.sessions import Stored
from storage.shares import Share
from surveys.access import Inside, Thing, Viewer, may_see, side_of
from surveys.consensus import settlements


async def sides_of(turn: Turn, share: Share, viewer: Viewer, language: str) -> SidesSeen | None:
    """The sides in a language, for who may see them now; None for anybody else, and without the check."""
    check = await turn.work.sessions.whole(share.session) if may_see(viewer, Thing.DIFFERENCES, share.shared) else None
    if check is None:
        return None
    survey = turn.desk.shelf.survey(check.version, language)
    sides, seat = [], 0
    for place, (review, stored) in enumerate(await submitted_reviews(turn, share), start=1):
        invitation = await turn.work.invitations.find(review.invitation)
        name = invitation.name if invitation and invitation.name else speech(language).say("Assessor {n}", n=place)
        remarks = await turn.work.reviews.remarks(stored.id)
        mine = invitation is not None and invitation.person == turn.person.id
        seat = review.id if mine else seat
        leads = share.lead == review.id and invitation is not None and invitation.present
        sides.append(AssessorSide(name, stored, remarks, leads, mine))
    held = settlements(survey, await turn.work.shares.moves(share.id))
    sees = frozenset(each for each in Thing if may_see(viewer, each, share.shared))
    called = await whose(turn, check, language)
    side = side_of(viewer, share.shared)
    return SidesSeen(share, check, tuple(sides), held, side, survey, called, sees=sees, seat=seat)


async def sides_of_check(turn: Turn, check: Stored, language: str) -> tuple[SidesSeen, ...]:
    """All sides of a check that are shown to who works in its cluster, oldest share first; none to anybody else."""
    role = next((each.role for each in turn.clusters if each.id == check.cluster), None)
    if role is None:
        return ()
    mine = [each for each in await turn.work.shares.of_cluster(check.cluster) if each.session == check.id]
    found = [await sides_of(turn, share, Inside(role), language) for share in mine]
    return tuple(each for each in found if each is not None)
