"""Where the export shows every column of the tables around reviews, and a life that fills them: for the erasing map."""

from dataclasses import replace
from datetime import timedelta

from storage.invitations import Invitation
from storage.news import News
from storage.offers import Offer
from storage.people import Person
from storage.reviews import Remark, RestsOn
from storage.shares import Share
from storage.store import Work
from surveys.consensus import Proposed
from surveys.review import Rating
from surveys.session import Answer, Asking, Documented, Points, Scope, Session, Submitted
from tests.bot.talking import BEGIN

Q = "strategy-documentation"
ASKED = Scope("indicators", (Q,))
SHOWN: dict[str, dict[str, str]] = {
    "share": {
        "id": "- joins rows; the order shows it",
        "cluster": "sharing/shares/*/cluster",
        "session": "sharing/shares/*/assessment",
        "by": "- whose export it is; another owner's number is theirs",
        "at": "sharing/shares/*/at",
        "until": "sharing/shares/*/until",
        "scope": "sharing/shares/*/asked",
        "facts": "sharing/shares/*/facts",
        "proofs": "sharing/shares/*/proofs",
        "notes": "sharing/shares/*/notes",
        "guided": "sharing/shares/*/guided",
        "lead": "sharing/shares/*/sides/*/lead",
        "closed_at": "sharing/shares/*/shown_at",
        "withdrawn_at": "sharing/shares/*/withdrawn_at",
    },
    "invitation": {
        "id": "- joins rows; the order shows it",
        "kind": "sharing/invitations/*/kind",
        "cluster": "sharing/invitations/*/cluster",
        "share": "- joins rows; the kind shows it",
        "role": "sharing/invitations/*/role",
        "session": "sharing/invitations/*/assessment",
        "questions": "sharing/invitations/*/questions",
        "code": "- a hash, so that the code itself is known to nobody but who was sent it",
        "by": "- whose export it is; another owner's number is theirs",
        "at": "sharing/invitations/*/at",
        "until": "sharing/invitations/*/until",
        "person": "- another person's number is theirs",
        "name": "sharing/invitations/*/name",
        "taken_at": "sharing/invitations/*/taken_at",
        "let_in_at": "sharing/invitations/*/let_in_at",
        "ended_at": "sharing/invitations/*/ended_at",
    },
    "review": {
        "id": "- joins rows; the order shows it",
        "share": "- somebody else's; the person's own part is in sharing/reviews",
        "invitation": "- joins rows; the order shows it",
        "session": "sharing/reviews/*/ratings/*/question",
        "confidential_at": "sharing/reviews/*/confidential_at",
        "declared_at": "sharing/reviews/*/no_conflict_at",
    },
    "review_remark": {
        "session": "sharing/reviews/*/ratings/*/question",
        "question": "sharing/reviews/*/ratings/*/question",
        "rests_on": "sharing/reviews/*/ratings/*/rests_on",
        "comment": "sharing/reviews/*/ratings/*/comment",
        "ask": "sharing/reviews/*/ratings/*/for_the_meeting",
    },
    "proof_request": {
        "id": "- joins nothing; the order shows it",
        "review": "sharing/reviews/*/proof_requests",
        "question": "sharing/shares/*/proof_requests/*/indicator",
        "at": "sharing/shares/*/proof_requests/*/at",
        "done_at": "sharing/shares/*/proof_requests/*/done_at",
    },
    "sent_proof": {
        "bot": "channel/chats/*/bot",
        "chat": "person/id",
        "message": "channel/chats/*/messages",
        "review": "- which of one's messages carry proof; what was opened is in the cluster's log",
        "at": "- two days old at most; Telegram shows the time of every message",
    },
    "settlement": {
        "id": "- joins nothing; the order shows it",
        "share": "sharing/shares/*/settling/*/indicator",
        "question": "sharing/shares/*/settling/*/indicator",
        "side": "sharing/shares/*/settling/*/side",
        "points": "sharing/shares/*/settling/*/points",
        "documented": "sharing/shares/*/settling/*/documented",
        "reason": "sharing/shares/*/settling/*/reason",
        "by": "- the side says it; another person's number is theirs",
        "at": "sharing/shares/*/settling/*/at",
    },
    "offer": {
        "id": "- joins nothing; the order shows it",
        "cluster": "sharing/colleagues/*/assessment",
        "invitation": "- joins rows; the name shows it",
        "session": "sharing/colleagues/*/assessment",
        "question": "sharing/colleagues/*/question",
        "value": "sharing/colleagues/*/value",
        "estimate": "sharing/colleagues/*/estimate",
        "name": "sharing/colleagues/*/name",
        "at": "sharing/colleagues/*/at",
        "closed_at": "sharing/colleagues/*/closed_at",
    },
    "access": {
        "id": "- joins nothing; the order shows it",
        "cluster": "sharing/log/*/cluster",
        "share": "- the line says what was opened",
        "person": "sharing/log/*/you",
        "name": "sharing/log/*/name",
        "what": "sharing/log/*/what",
        "question": "sharing/log/*/question",
        "at": "sharing/log/*/at",
    },
}


async def reviewing(work: Work, person: Person, who: str, check: int) -> None:
    """A person shares a check and settles; and, in a cluster of somebody else's, reviews one and is asked something.

    Somebody else is a stand-in with a cluster and a check of their own, and reviews the person's.
    """
    await work.clusters.join(person.cluster or 0, person.id, "owner", f"{who} known as", BEGIN)
    peer = await work.people.add("terminal", f"peer of {who}", "en", "1", BEGIN)
    theirs = await work.sessions.start(
        Session("self", Scope("full"), Asking("country"), {}, {}), survey="cluster-label", version=1, language="en",
        cluster=peer.cluster or 0, by=peer.id, at=BEGIN,
    )  # fmt: skip
    await _shared(work, peer, person, theirs.id, who, "peer's")
    await _shared(work, person, peer, check, "peer", who)
    await work.access.note("wrong-code", BEGIN, cluster=None, person=person.id)
    (share,) = await work.shares.of_cluster(person.cluster or 0)
    await work.reminders.tell(person.id, News.PROOF, share.cluster, share.id, BEGIN)


async def _shared(work: Work, owner: Person, other: Person, check: int, named: str, words: str) -> None:
    home, day = owner.cluster or 0, BEGIN.date()
    share = await work.shares.add(Share(0, home, check, BEGIN, day, ASKED, True, True, True, True), owner.id)
    held = await work.invitations.add("assessor", home, f"{words} {named} 1", owner.id, BEGIN, share=share.id)
    await _taken(work, held, other, f"{named} assessor")
    review = await work.reviews.add(share.id, held.id, BEGIN)
    stored = await work.sessions.start(
        Session("assessment", ASKED, Asking(Q), {}, {}), survey="cluster-label", version=1, language="en",
        cluster=0, by=other.id, at=BEGIN,
    )  # fmt: skip
    await _rated(work, stored.id, other, named)
    await work.reviews.begin(review, stored.id)
    await work.reviews.request(review.id, Q, BEGIN)
    await work.reviews.answered(share.id, Q, BEGIN)
    await work.chats.send_proof(7, 4711, review.id, review.id, BEGIN)
    await work.shares.save(replace(share, lead=review.id, closed_at=BEGIN, withdrawn_at=BEGIN))
    move = Proposed(Q, "cluster", Rating(3, Documented.YES), f"{words} reason", BEGIN)
    await work.shares.add_move(share.id, move, owner.id)
    await work.invitations.add("team", home, f"{words} {named} 2", owner.id, BEGIN, role="reader")
    asked = await work.invitations.add(
        "colleague", home, f"{words} {named} 3", owner.id, BEGIN, session=check, questions=(Q,)
    )
    await _taken(work, asked, other, f"{named} colleague")
    await work.invitations.end(asked.id, BEGIN)
    offer = await work.offers.add(Offer(0, home, asked.id, check, Q, Points(2), True, f"{named} colleague", BEGIN))
    await work.offers.close(offer.id, BEGIN)
    await work.access.note(
        "opened", BEGIN, cluster=home, share=share.id, person=owner.id, name=f"{named} assessor", question=Q
    )


async def _taken(work: Work, held: Invitation, other: Person, name: str) -> None:
    assert await work.invitations.take(held.id, other.id, name, BEGIN + timedelta(seconds=1))
    assert await work.invitations.let_in(held.id, BEGIN)


async def _rated(work: Work, session: int, other: Person, named: str) -> None:
    stored = await work.sessions.whole(session)
    assert stored is not None
    answer = Answer(Q, str(other.id), BEGIN, Points(1), seen=1, documented=Documented.NO)
    after = replace(stored.session, answers={Q: answer}, place=Submitted(BEGIN))
    await work.sessions.save(stored, after, answer, BEGIN)
    await work.reviews.remark(session, Q, Remark(RestsOn.WEBSITE, f"{named} comment", f"{named} question"))
