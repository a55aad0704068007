"""What is shared, reviewed and asked, in an export: a cluster's for who works in it, one's own ratings and answers."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.closing import counted_reviews
from bot.packing import time_json, value_json
from bot.seats import Seat, seats_of
from storage.clusters import Cluster
from storage.invitations import Invitation
from storage.offers import Offer
from storage.reminders import Reminder
from storage.reviews import Remark
from storage.sessions import Stored
from storage.shares import Share
from storage.store import Work
from surveys.consensus import Proposed
from surveys.session import CannotJudge, Submitted

Json = dict[str, Any]


async def sharing_json(
    work: Work, person: int, homes: Mapping[int, int], ordinals: Mapping[int, int], now: datetime
) -> Json:
    """Nothing where there is nothing. What assessors rated is in it once the sides are shown, and not before."""
    clusters = [each for each in await work.clusters.of(person) if each.role != "reader"]
    told: Json = {
        "names": [{"cluster": homes[each.id], "name": each.known_as} for each in await work.clusters.of(person)
                  if each.known_as],
        "shares": [await _share(work, each, homes, ordinals) for cluster in clusters
                   for each in await work.shares.of_cluster(cluster.id)],
        "invitations": [_invitation(each, homes, ordinals) for cluster in clusters if cluster.role == "owner"
                        for each in await work.invitations.of_cluster(cluster.id)],
        "colleagues": [_offer(each, ordinals) for cluster in clusters
                       for each in await work.offers.of_cluster(cluster.id)],
        "log": await _log(work, person, clusters, homes),
        "reviews": [await _review(work, seat) for seat in await seats_of(work, person, now)],
        "asked": [await _asked(work, each) for each in await work.invitations.of_person(person)
                  if each.kind == "colleague"],
        "news": [_news(each, homes) for each in await work.reminders.news(person)],
        "wrong_codes": [time_json(each.at) for each in await work.access.of_person(person)],
    }  # fmt: skip
    return {"sharing": told} if any(told.values()) else {}


async def _share(work: Work, share: Share, homes: Mapping[int, int], ordinals: Mapping[int, int]) -> Json:
    sides = await counted_reviews(work, share) if share.closed_at else []
    return {
        "cluster": homes[share.cluster],
        "assessment": ordinals.get(share.session),
        "at": time_json(share.at),
        "until": share.until.isoformat(),
        "asked": list(share.scope.ids),
        "facts": share.facts,
        "proofs": share.proofs,
        "notes": share.notes,
        "guided": share.guided,
        "shown_at": _time(share.closed_at),
        "withdrawn_at": _time(share.withdrawn_at),
        "sides": [
            {"lead": review.id == share.lead, "ratings": await _ratings(work, stored)} for review, stored in sides
        ],
        "settling": [
            {
                "indicator": move.question,
                "side": move.side,
                "points": move.rating.points,
                "documented": move.rating.documented,
                "reason": move.reason if isinstance(move, Proposed) else None,
                "at": time_json(move.at),
            }
            for move in await work.shares.moves(share.id)
        ],
        "proof_requests": [
            {"indicator": each.question, "at": time_json(each.at), "done_at": _time(each.done_at)}
            for each in await work.reviews.requests(share.id)
        ],
    }


async def _ratings(work: Work, stored: Stored) -> list[Json]:
    return ratings_json(stored, await work.reviews.remarks(stored.id))


def ratings_json(stored: Stored, remarks: Mapping[str, Remark]) -> list[Json]:
    """An assessor's ratings with what stands beside them; their own notes are none of it."""
    found = []
    for id, each in stored.session.answers.items():
        remark = remarks.get(id, Remark())
        found.append(
            {
                "question": id,
                "value": value_json(each.value),
                "documented": each.documented.value if each.documented else None,
                "cannot_judge": each.mark.reason if isinstance(each.mark, CannotJudge) else None,
                "rests_on": remark.rests_on,
                "comment": remark.comment,
                "for_the_meeting": remark.ask,
                "rated_at": time_json(each.at),
            }
        )
    return found


def _invitation(each: Invitation, homes: Mapping[int, int], ordinals: Mapping[int, int]) -> Json:
    return {
        "kind": each.kind,
        "cluster": homes[each.cluster],
        "role": each.role,
        "assessment": ordinals.get(each.session or 0),
        "questions": list(each.questions),
        "at": time_json(each.at),
        "until": time_json(each.until),
        "name": each.name,
        "taken_at": _time(each.taken_at),
        "let_in_at": _time(each.let_in_at),
        "ended_at": _time(each.ended_at),
    }


def _offer(each: Offer, ordinals: Mapping[int, int]) -> Json:
    return {
        "assessment": ordinals.get(each.session),
        "question": each.question,
        "value": value_json(each.value),
        "estimate": each.estimate,
        "name": each.name,
        "at": time_json(each.at),
        "closed_at": _time(each.closed_at),
    }


async def _log(work: Work, person: int, clusters: list[Cluster], homes: Mapping[int, int]) -> list[Json]:
    """For owners only, as on its page."""
    found = []
    for cluster in clusters:
        if cluster.role == "owner":
            for each in await work.access.of_cluster(cluster.id):
                line = {"cluster": homes[cluster.id], "what": each.what, "question": each.question, "name": each.name}
                found.append(line | {"you": each.person == person, "at": time_json(each.at)})
    return found


async def _review(work: Work, seat: Seat) -> Json:
    """One's own review: what one agreed to, and one's own ratings; of the shared check nothing."""
    stored = await work.sessions.whole(seat.review.session) if seat.review.session else None
    place = stored.session.place if stored else None
    asked = [each for each in await work.reviews.requests(seat.share.id) if each.review == seat.review.id]
    return {
        "name": seat.invitation.name,
        "confidential_at": time_json(seat.review.confidential_at),
        "no_conflict_at": time_json(seat.review.declared_at),
        "let_in_at": _time(seat.invitation.let_in_at),
        "asked": list(seat.share.scope.ids),
        "submitted_at": time_json(place.at) if isinstance(place, Submitted) else None,
        "ratings": await _ratings(work, stored) if stored else [],
        "proof_requests": [each.question for each in asked],
    }


async def _asked(work: Work, held: Invitation) -> Json:
    return {
        "name": held.name,
        "questions": list(held.questions),
        "answers": [
            {"question": each.question, "value": value_json(each.value), "estimate": each.estimate,
             "at": time_json(each.at)}
            for each in await work.offers.of_invitation(held.id)
        ],
    }  # fmt: skip


def _news(each: Reminder, homes: Mapping[int, int]) -> Json:
    """Of a cluster of others no number."""
    return {
        "what": each.news,
        "cluster": homes.get(each.cluster),
        "since": _time(each.since),
        "state": each.state,
        "tries": each.tries,
        "claimed_at": _time(each.claimed_at),
        "sent_at": _time(each.sent_at),
    }


def _time(at: datetime | None) -> str | None:
    return time_json(at) if at else None
