"""Who is told of what happens around sharing, reviewing, the team and colleagues: kept in the turn that does it."""

from collections.abc import Iterable

from bot.turn import Turn
from storage.news import News
from storage.shares import Share
from surveys.access import Inside, may_change, may_manage


async def tell(
    turn: Turn, news: News, people: Iterable[int | None], cluster: int | None, share: int | None = None
) -> None:  # fmt: skip
    """Tells these people, each once, and never who does it; None is somebody who left."""
    for person in dict.fromkeys(people):
        if person is not None and person != turn.person.id:
            await turn.work.reminders.tell(person, news, cluster, share, turn.now)


async def tell_owner(turn: Turn, news: News, cluster: int, share: int | None = None) -> None:
    """Tells who lets in, shows the sides and withdraws."""
    members = await turn.work.clusters.members(cluster)
    await tell(turn, news, (each.person for each in members if may_manage(Inside(each.role))), cluster, share)


async def tell_workers(turn: Turn, news: News, cluster: int, share: int | None = None) -> None:
    """Tells the owner and the editors."""
    members = await turn.work.clusters.members(cluster)
    await tell(turn, news, (each.person for each in members if may_change(Inside(each.role))), cluster, share)


async def tell_lead(turn: Turn, news: News, share: Share) -> None:
    """Tells the assessor who settles for all of them, if there is one."""
    await tell_assessor(turn, news, share, share.lead or 0)


async def tell_assessor(turn: Turn, news: News, share: Share, number: int) -> None:
    """Tells the assessor whose review has this number."""
    review = await turn.work.reviews.find(number)
    invitation = await turn.work.invitations.find(review.invitation) if review else None
    await tell(turn, news, [invitation.person if invitation else None], share.cluster, share.id)


async def tell_of_the_sides(turn: Turn, share: Share, sides: Iterable[int]) -> None:
    """Tells all that the sides are shown; who was let in and is none of them (by invitation) that it is over."""
    shown = set(sides)
    invited = await turn.work.invitations.of_cluster(share.cluster)
    inside = [each for each in invited if each.share == share.id and each.inside]
    await tell_workers(turn, News.SHOWN, share.cluster, share.id)
    await tell(turn, News.SHOWN, (each.person for each in inside if each.id in shown), share.cluster, share.id)
    await tell(turn, News.ENDED, (each.person for each in inside if each.id not in shown), share.cluster, share.id)


async def seated_at(turn: Turn, cluster: int, check: int | None = None) -> list[int | None]:
    """Who came in, or waits to, at the open shares of a cluster, or of one check: to be told once these are erased."""
    shares = await turn.work.shares.of_cluster(cluster)
    going = {each.id for each in shares if each.open(turn.now.date()) and check in (None, each.session)}
    invited = await turn.work.invitations.of_cluster(cluster)
    return [each.person for each in invited if each.share in going and each.ended_at is None]


async def tell_of_the_withdrawal(turn: Turn, share: Share) -> None:
    """Tells everybody who came in, or waits to, that there is nothing to be seen any more."""
    invited = await turn.work.invitations.of_cluster(share.cluster)
    going = [each.person for each in invited if each.share == share.id and each.ended_at is None]
    await tell(turn, News.ENDED, going, share.cluster, share.id)
