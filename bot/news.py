"""What news say when they go out: only what is true then, and what their reader could look up at that moment."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.closing import counted_reviews
from bot.news_views import NewsSeen, Said, Tiding
from bot.peer_log import cluster_called, whose
from bot.review_views import Peer
from bot.screens import Tap
from bot.seats import Seat, asked_here, seats_of
from bot.speech import speech
from bot.turn import Turn
from bot.wording import name_of
from storage.invitations import Invitation
from storage.news import News
from storage.people import Role
from storage.reminders import Reminder
from storage.sessions import Stored
from storage.shares import Share
from surveys.access import Inside, Stage, Thing, may_change, may_manage, may_see, side_of
from surveys.consensus import Side, settlements
from surveys.session import Submitted
from surveys.survey import Survey


async def news(turn: Turn, reminders: Sequence[Reminder]) -> Peer | None:
    """The news of one share, or of one cluster, as they are to be told now; None if nothing is left to be told."""
    cluster, number = reminders[0].cluster, reminders[0].share
    since: dict[News, datetime] = {}
    for each in reminders:
        if each.news and each.since:
            since[each.news] = min(each.since, since.get(each.news, each.since))
    since = {each: since[each] for each in News if each in since}
    role = next((each.role for each in turn.clusters if each.id == cluster), None)
    share = await turn.work.shares.find(number) if number else None
    if number is None:
        page = await _of_cluster(turn, cluster, role, since)
    elif share is None:
        return None
    else:
        page = await (_inside(turn, share, role, since) if role else _seated(turn, share, since))
    return Peer(page) if page.tidings else None


def _known(found: Iterable[Tiding | None]) -> tuple[Tiding, ...]:
    return tuple(each for each in found if each)


# --- of a share, to who works in the cluster -----------------------------------------------------------------


async def _inside(turn: Turn, share: Share, role: Role, since: dict[News, datetime]) -> NewsSeen:
    """After a share was withdrawn, or its day has passed, nothing of it is told any more."""
    check = await turn.work.sessions.whole(share.session)
    if check is None or not share.open(turn.now.date()):
        return NewsSeen(())
    told = [await _of_share(turn, share, check, role, each, at) for each, at in since.items()]
    place = check.session.place
    return NewsSeen(_known(told), place.at.date() if isinstance(place, Submitted) else None)


async def _of_share(turn: Turn, share: Share, check: Stored, role: Role, what: News, since: datetime) -> Tiding | None:
    viewer = Inside(role)
    here, sides = Tap("shared", choice=str(share.id)), Tap("sides", choice=str(share.id))
    rating = may_manage(viewer) and share.closed_at is None
    match what:
        case News.CAME if rating:
            invited = await turn.work.invitations.of_cluster(share.cluster)
            return _came((each for each in invited if each.share == share.id), since, here)
        case News.PROOF if may_manage(viewer):
            wanted = await turn.work.reviews.requests(share.id)
            ids = {each.question for each in wanted if each.done_at is None and each.at >= since}
            about = _indicators(_survey(turn, check), ids)
            return Tiding("proof", here, about=about) if about else None
        case News.SUBMITTED if rating:
            return await _submitted(turn, share, since, here)
        case News.SHOWN if may_see(viewer, Thing.DIFFERENCES, share.shared):
            return Tiding("shown", sides)
        case News.PROPOSED | News.AGREED if side_of(viewer, share.shared) == "cluster":
            return await _settling(turn, share, check, what, since, "cluster")
        case _:
            return None


def _came(invited: Iterable[Invitation], since: datetime, tap: Tap) -> Tiding | None:
    """Who waits to be let in."""
    waiting = [each for each in invited if each.waiting and each.person and each.taken_at and each.taken_at >= since]
    names = tuple(each.name for each in waiting if each.name)
    return Tiding("came", tap, names) if names else None


async def _submitted(turn: Turn, share: Share, since: datetime, tap: Tap) -> Tiding | None:
    """Who submitted, and nothing of what they rated."""
    names = []
    for review, stored in await counted_reviews(turn.work, share):
        place, held = stored.session.place, await turn.work.invitations.find(review.invitation)
        if isinstance(place, Submitted) and place.at >= since:
            names.append((held.name if held else None) or speech(turn.language).say("somebody who left"))
    return Tiding("submitted", tap, tuple(names)) if names else None


async def _settling(
    turn: Turn, share: Share, check: Stored, what: News, since: datetime, side: Side
) -> Tiding | None:  # fmt: skip
    """What the other side proposed and still waits for an answer; or what of this side's it agreed to."""
    survey = _survey(turn, check)
    held = settlements(survey, await turn.work.shares.moves(share.id))
    said: Said = "proposed" if what is News.PROPOSED else "agreed"
    ids = set()
    for id, each in held.items():
        theirs, at = each.proposal.side != side, each.accepted_at
        waits = theirs and at is None and each.proposal.at >= since
        agreed = not theirs and at is not None and at >= since
        if waits if said == "proposed" else agreed:
            ids.add(id)
    about = _indicators(survey, ids)
    return Tiding(said, Tap("sides", choice=str(share.id)), about=about) if about else None


def _survey(turn: Turn, check: Stored) -> Survey:
    return turn.desk.shelf.survey(check.version, turn.language)


def _indicators(survey: Survey, ids: set[str]) -> tuple[str, ...]:
    """In the survey's order, which tells nothing."""
    return tuple(name_of(each) for id, each in survey.questions.items() if id in ids)


# --- of a share, to its assessors ----------------------------------------------------------------------------


async def _seated(turn: Turn, share: Share, since: dict[News, datetime]) -> NewsSeen:
    """What an assessor may know: of others nothing but that the sides are shown; once it is over, not even whose."""
    seats = [each for each in await seats_of(turn.work, turn.person.id, turn.now) if each.share.id == share.id]
    check = await turn.work.sessions.whole(share.session)
    if not seats or check is None:
        return NewsSeen(())
    told = _known([await _from_seat(turn, seats[-1], check, each, at) for each, at in since.items()])
    over = seats[-1].viewer.stage is Stage.OVER
    return NewsSeen(told, whose="" if over else await whose(turn, check))


async def _from_seat(turn: Turn, seat: Seat, check: Stored, what: News, since: datetime) -> Tiding | None:
    share = seat.share
    leads = side_of(seat.viewer, share.shared) == "assessors"
    match what:
        case News.LET_IN if seat.viewer.stage is Stage.LET_IN and seat.sees(Thing.QUESTIONS):
            return Tiding("let-in", Tap("review")) if seat.review.session is None else None
        case News.DEALT if seat.viewer.stage is Stage.LET_IN and seat.sees(Thing.QUESTIONS):
            return await _dealt(turn, seat, check, since)
        case News.SHOWN if seat.sees(Thing.DIFFERENCES):
            return Tiding("shown", Tap("sides", choice=str(share.id)))
        case News.LEAD if leads:
            return Tiding("lead", Tap("sides", choice=str(share.id)))
        case News.PROPOSED | News.AGREED if leads:
            return await _settling(turn, share, check, what, since, "assessors")
        case News.ENDED:
            return _over(seat)
        case _:
            return None


async def _dealt(turn: Turn, seat: Seat, check: Stored, since: datetime) -> Tiding | None:
    """Which of their own requests for proof the cluster has dealt with."""
    requests = await turn.work.reviews.requests(seat.share.id)
    ids = {each.question for each in requests
           if each.review == seat.review.id and each.done_at and each.done_at >= since}  # fmt: skip
    about = _indicators(_survey(turn, check), ids)
    return Tiding("dealt", Tap("review"), about=about) if about else None


def _over(seat: Seat) -> Tiding | None:
    """Why there is nothing to be seen any more."""
    held, shared = seat.invitation, seat.share
    if held.ended_at:
        return Tiding("ended" if held.let_in_at else "turned-away")
    if shared.withdrawn_at:
        return Tiding("withdrawn")
    return Tiding("without") if seat.viewer.stage is Stage.LET_IN and shared.closed_at else None


# --- of a cluster --------------------------------------------------------------------------------------------


async def _of_cluster(turn: Turn, cluster: int, role: Role | None, since: dict[News, datetime]) -> NewsSeen:
    """The team's news; and what colleagues are told, who work nowhere."""
    if role:
        found = [await _to_the_team(turn, cluster, role, each, at) for each, at in since.items()]
        return NewsSeen(_known(found))
    told = [each for what, at in since.items() for each in await _to_others(turn, cluster, what, at)]
    asked = any(each.said == "asked" for each in told)
    return NewsSeen(tuple(told), whose=await cluster_called(turn, cluster) if asked else "")


async def _to_the_team(turn: Turn, cluster: int, role: Role, what: News, since: datetime) -> Tiding | None:
    viewer, team = Inside(role), Tap("team", cluster)
    match what:
        case News.CAME if may_manage(viewer):
            invited = await turn.work.invitations.of_cluster(cluster)
            return _came((each for each in invited if each.share is None), since, team)
        case News.ANSWERED if may_change(viewer):
            offers = await turn.work.offers.of_cluster(cluster)
            fresh = [each for each in offers if each.closed_at is None and each.at >= since]
            gone = speech(turn.language).say("somebody who left")
            names = tuple(dict.fromkeys(each.name or gone for each in fresh))
            return Tiding("answered", Tap("offers", choice=str(cluster)), names) if names else None
        case News.LET_IN:
            return Tiding("let-in-team", team, role=role)
        case News.ROLE if not may_manage(viewer):
            return Tiding("role", team, role=role)
        case News.HANDED if may_manage(viewer):
            return Tiding("handed", team)
        case _:
            return None


async def _to_others(turn: Turn, cluster: int, what: News, since: datetime) -> list[Tiding]:
    """What they came in by, and what became of it."""
    taken = await turn.work.invitations.of_person(turn.person.id)
    mine = [each for each in taken if each.cluster == cluster and each.share is None]
    match what:
        case News.LET_IN:
            return [
                Tiding("asked", Tap("questions", choice=str(each.id)))
                for each in mine
                if each.let_in_at and each.let_in_at >= since and await asked_here(turn.work, each, turn.person.id)
                and not await turn.work.offers.of_invitation(each.id)
            ]  # fmt: skip
        case News.ENDED:
            gone = [each for each in mine if each.ended_at and each.ended_at >= since]
            return [Tiding("ended" if each.let_in_at else "turned-away") for each in gone]
        case News.REMOVED:
            return [Tiding("removed")]
        case News.GONE:
            return [Tiding("withdrawn")]
        case _:
            return []
