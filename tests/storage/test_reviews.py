"""Shared checks, invitations and reviews as rows: once, seven days, nothing in clear, and what erasing leaves."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest

from storage.access_log import STRAYS
from storage.chats import SentProof
from storage.invitations import SERVES, Invitation
from storage.offers import Offer
from storage.people import Person
from storage.reviews import Remark, RestsOn, Review
from storage.sessions import Stored
from storage.shares import Share
from storage.store import Store, Work
from surveys.consensus import Accepted, Move, Proposed
from surveys.review import Rating
from surveys.session import Asking, Documented, Points, Scope, Session, Submitted, Text
from tests.storage.test_store import EMPTY, NOW, answer, raw

CODE = "correct-horse-battery-staple"
SCOPE = Scope("indicators", ("strategy-documentation", "role-clarity"))
Q = "strategy-documentation"


async def person(work: Work, name: str) -> Person:
    return await work.people.add("terminal", name, "en", "1", NOW)


async def check(work: Work, owner: Person) -> Stored:
    """A submitted check."""
    stored = await work.sessions.start(
        EMPTY, survey="cluster-label", version=1, language="en", cluster=owner.cluster or 0, by=owner.id, at=NOW
    )
    return await work.sessions.save(stored, replace(EMPTY, place=Submitted(NOW)), None, NOW)


def share_of(stored: Stored) -> Share:
    return Share(0, stored.cluster, stored.id, NOW, date(2026, 7, 1), SCOPE)


@dataclass
class Shared:
    """A shared check, who owns it, who reviews it, by which invitation, in which session."""

    owner: Person
    assessor: Person
    check: Stored
    share: Share
    invitation: Invitation
    review: Review
    session: Stored


async def shared(work: Work, *, submitted: bool = False, name: str = "assessor") -> Shared:
    owner, assessor = await person(work, f"owner of {name}"), await person(work, name)
    stored = await check(work, owner)
    share = await work.shares.add(share_of(stored), owner.id)
    invitation = await work.invitations.add("assessor", stored.cluster, f"{CODE} {name}", owner.id, NOW, share=share.id)
    assert await work.invitations.take(invitation.id, assessor.id, f"Otter {name}", NOW)
    assert await work.invitations.let_in(invitation.id, NOW)
    review = await work.reviews.add(share.id, invitation.id, NOW)
    session = await work.sessions.start(
        Session("assessment", SCOPE, Asking(Q), {}, {}), survey="cluster-label", version=1, language="en",
        cluster=0, by=assessor.id, at=NOW,
    )  # fmt: skip
    rated = replace(answer(assessor, Q), documented=Documented.PARTLY, seen=3)
    place = Submitted(NOW) if submitted else Asking("role-clarity")
    after = replace(session.session, answers={Q: rated}, place=place)
    session = await work.sessions.save(session, after, rated, NOW)
    review = await work.reviews.begin(review, session.id)
    await work.reviews.remark(session.id, Q, Remark(RestsOn.WEBSITE, "Otter comment", "Otter question"))
    await work.reviews.request(review.id, Q, NOW)
    return Shared(owner, assessor, stored, share, invitation, review, session)


# --- invitations ---------------------------------------------------------------------------------------------


async def test_the_code_itself_is_nowhere_in_the_file(store: Store, url: str) -> None:
    async with store.work() as work:
        await shared(work)
    with closing(sqlite3.connect(url.removeprefix("sqlite+aiosqlite:///"))) as connection:
        assert CODE not in "\n".join(connection.iterdump())
    async with store.reading() as work:
        found = await work.invitations.by_code(f"{CODE} assessor")
        assert found is not None
        assert await work.invitations.by_code(CODE) is None


async def test_an_invitation_serves_one_person_once(store: Store) -> None:
    async with store.work() as work:
        owner, one, two = [await person(work, name) for name in ("owner", "one", "two")]
        given = await work.invitations.add("team", owner.cluster or 0, CODE, owner.id, NOW, role="editor")
        assert not await work.invitations.let_in(given.id, NOW)  # nobody waits
        assert await work.invitations.take(given.id, one.id, "One", NOW)
        assert not await work.invitations.take(given.id, two.id, "Two", NOW)
        assert not await work.invitations.take(given.id, one.id, "One", NOW)
        assert await work.invitations.let_in(given.id, NOW)
        assert not await work.invitations.let_in(given.id, NOW)
        held = await work.invitations.find(given.id)
        assert held is not None
        assert (held.person, held.name, held.inside, held.waiting) == (one.id, "One", True, False)


@pytest.mark.parametrize(("late", "free"), [(SERVES - timedelta(seconds=1), True), (SERVES, False)])
async def test_an_invitation_serves_seven_days(store: Store, late: timedelta, free: bool) -> None:
    async with store.work() as work:
        owner, one = await person(work, "owner"), await person(work, "one")
        given = await work.invitations.add("team", owner.cluster or 0, CODE, owner.id, NOW, role="reader")
        assert given.free(NOW + late) is free
        assert await work.invitations.take(given.id, one.id, "One", NOW + late) is free


async def test_what_has_ended_can_t_be_taken_nor_let_in(store: Store) -> None:
    async with store.work() as work:
        owner, one = await person(work, "owner"), await person(work, "one")
        given = await work.invitations.add("team", owner.cluster or 0, CODE, owner.id, NOW, role="reader")
        assert await work.invitations.end(given.id, NOW)
        assert not await work.invitations.end(given.id, NOW)
        assert not await work.invitations.take(given.id, one.id, "One", NOW)
        other = await work.invitations.add("team", owner.cluster or 0, "another", owner.id, NOW, role="reader")
        await work.invitations.take(other.id, one.id, "One", NOW)
        await work.invitations.end(other.id, NOW)
        assert not await work.invitations.let_in(other.id, NOW)


@pytest.mark.parametrize("number", [0, -1, 2**63, 10**30])
async def test_a_number_that_was_never_given_finds_nothing(store: Store, number: int) -> None:
    async with store.reading() as work:
        assert await work.invitations.find(number) is None
        assert await work.shares.find(number) is None
        assert await work.reviews.find(number) is None
        assert await work.offers.find(number) is None


# --- shares, settling, reviews -------------------------------------------------------------------------------


async def test_a_share_comes_back_as_it_was_stored(store: Store) -> None:
    async with store.work() as work:
        found = await shared(work)
        changed = replace(found.share, notes=True, guided=True, lead=found.review.id, closed_at=NOW, withdrawn_at=NOW)
        await work.shares.save(changed)
        assert await work.shares.find(found.share.id) == changed
        assert await work.shares.of_cluster(found.check.cluster) == [changed]
        assert changed.shared.notes
        assert changed.shared.shown


@pytest.mark.parametrize(
    ("today", "withdrawn", "is_open"),
    [(date(2026, 7, 1), None, True), (date(2026, 7, 2), None, False), (date(2026, 5, 3), NOW, False)],
)
def test_a_share_is_open_until_its_day_and_until_it_is_withdrawn(
    today: date, withdrawn: datetime | None, is_open: bool
) -> None:
    share = Share(1, 1, 1, NOW, date(2026, 7, 1), SCOPE, withdrawn_at=withdrawn)
    assert share.open(today) is is_open


async def test_moves_come_back_in_their_order(store: Store) -> None:
    moves: list[Move] = [
        Proposed(Q, "cluster", Rating(3, Documented.YES), "Because.", NOW),
        Accepted(Q, "assessors", Rating(3, Documented.YES), NOW),
        Proposed(Q, "assessors", Rating(0), "Nothing was there.", NOW),
    ]
    async with store.work() as work:
        found = await shared(work)
        for move in moves:
            await work.shares.add_move(found.share.id, move, found.owner.id)
        assert await work.shares.moves(found.share.id) == moves


async def test_an_assessment_is_its_assessor_s_alone_and_carries_nothing_of_the_check(store: Store) -> None:
    async with store.work() as work:
        found = await shared(work)
        mine = await work.sessions.load(found.session.id, found.assessor.id)
        assert mine is not None
        assert (mine.session.kind, mine.cluster, mine.session.carried) == ("assessment", 0, {})
        assert await work.sessions.load(found.session.id, found.owner.id) is None
        assert await work.sessions.load(found.check.id, found.assessor.id) is None
        assert await work.sessions.practised(found.assessor.id) == []
        assert [each.id for each in await work.sessions.every(found.check.cluster)] == [found.check.id]


async def test_a_remark_is_replaced_and_an_empty_one_goes(store: Store) -> None:
    async with store.work() as work:
        found = await shared(work)
        await work.reviews.remark(found.session.id, Q, Remark(RestsOn.DOCUMENT))
        assert await work.reviews.remarks(found.session.id) == {Q: Remark(RestsOn.DOCUMENT)}
        await work.reviews.remark(found.session.id, Q, Remark())
        assert await work.reviews.remarks(found.session.id) == {}


async def test_proof_is_asked_for_once_until_that_is_dealt_with(store: Store) -> None:
    async with store.work() as work:
        found = await shared(work)
        assert not await work.reviews.request(found.review.id, Q, NOW)
        await work.reviews.answered(found.share.id, Q, NOW)
        (done,) = await work.reviews.requests(found.share.id)
        assert done.done_at == NOW
        assert await work.reviews.request(found.review.id, Q, NOW)
        (again,) = await work.reviews.requests(found.share.id)
        assert again.done_at is None


async def test_a_colleague_s_second_answer_replaces_the_first(store: Store) -> None:
    async with store.work() as work:
        owner = await person(work, "owner")
        stored = await check(work, owner)
        asked = await work.invitations.add(
            "colleague", stored.cluster, CODE, owner.id, NOW, session=stored.id, questions=["sector"]
        )
        offer = Offer(0, stored.cluster, asked.id, stored.id, "sector", Text("One"), True, "Treasurer", NOW)
        first = await work.offers.add(offer)
        second = await work.offers.add(replace(offer, value=Text("Two"), estimate=False))
        held = await work.offers.of_cluster(stored.cluster)
        assert [(each.id, each.value, each.closed_at) for each in held] == [
            (first.id, Text("One"), NOW), (second.id, Text("Two"), None),
        ]  # fmt: skip
        assert await work.offers.of_invitation(asked.id) == held


async def test_wrong_codes_are_forgotten_and_a_cluster_s_log_is_kept(store: Store) -> None:
    async with store.work() as work:
        found = await shared(work)
        await work.access.note("wrong-code", NOW, cluster=None, person=found.assessor.id)
        await work.access.note("opened", NOW, cluster=found.check.cluster, person=found.assessor.id, name="Otter")
        await work.access.forget(NOW + STRAYS + timedelta(days=1))
        assert await work.access.of_person(found.assessor.id) == []
        assert [each.what for each in await work.access.of_cluster(found.check.cluster)] == ["opened"]


# --- roles ---------------------------------------------------------------------------------------------------


async def test_roles_are_given_changed_and_taken_away(store: Store) -> None:
    async with store.work() as work:
        owner, mate = await person(work, "owner"), await person(work, "mate")
        home = owner.cluster or 0
        await work.clusters.join(home, mate.id, "reader", "Treasurer", NOW)
        await work.clusters.join(home, mate.id, "editor", None, NOW + timedelta(days=1))
        found = [(each.person, each.role, each.name, each.since) for each in await work.clusters.members(home)]
        assert found == [(owner.id, "owner", None, NOW), (mate.id, "editor", "Treasurer", NOW)]
        await work.people.save(replace(mate, cluster=home))
        await work.clusters.leave(home, mate.id)
        assert [each.person for each in await work.clusters.members(home)] == [owner.id]
        left = await work.people.find("terminal", "mate")
        assert left is not None
        assert left.cluster is None


# --- erasing -------------------------------------------------------------------------------------------------

TABLES = ("share", "invitation", "review", "review_remark", "proof_request", "settlement", "offer", "access")


async def settled(work: Work, found: Shared) -> None:
    """Everything else that can hang on a shared check."""
    cluster, check_id = found.check.cluster, found.check.id
    await work.shares.save(replace(found.share, lead=found.review.id))
    await work.shares.add_move(found.share.id, Proposed(Q, "cluster", Rating(3), "Otter reason", NOW), found.owner.id)
    asked = await work.invitations.add("colleague", cluster, "c", found.owner.id, NOW, session=check_id, questions=[Q])
    await work.invitations.take(asked.id, found.assessor.id, "Otter colleague", NOW)
    await work.offers.add(Offer(0, cluster, asked.id, check_id, Q, Points(2), False, "Otter colleague", NOW))
    await work.access.note(
        "opened", NOW, cluster=cluster, share=found.share.id, person=found.assessor.id, name="Otter logged"
    )


async def test_with_a_check_go_its_reviews_and_all_that_hangs_on_them(store: Store, url: str) -> None:
    async with store.work() as work:
        found = await shared(work)
        await settled(work, found)
        await work.erasing.session(found.check.id)
    for table in TABLES:
        assert raw(url, f"SELECT * FROM {table}") == [], table
    assert raw(url, "SELECT count(*) FROM session") == [0]


async def test_with_the_owner_goes_the_cluster_and_nobody_else_s_rows(store: Store, url: str) -> None:
    async with store.work() as work:
        found, other = await shared(work), await shared(work, name="other")
        await settled(work, found)
        await work.erasing.person(found.owner.id)
    assert raw(url, "SELECT id FROM share") == [other.share.id]
    assert raw(url, "SELECT id FROM session ORDER BY id") == [other.check.id, other.session.id]
    assert raw(url, "SELECT count(*) FROM person") == [3]


async def test_an_assessor_who_leaves_takes_what_was_not_submitted(store: Store, url: str) -> None:
    async with store.work() as work:
        found = await shared(work)
        await settled(work, found)
        await work.erasing.person(found.assessor.id)
    assert raw(url, "SELECT id FROM session") == [found.check.id]
    for table in ("review", "review_remark", "proof_request"):
        assert raw(url, f"SELECT * FROM {table}") == [], table
    assert raw(url, "SELECT lead FROM share") == [None]
    names = "SELECT name FROM invitation UNION SELECT name FROM offer UNION SELECT name FROM access"
    assert raw(url, names) == [None]
    assert raw(url, "SELECT person FROM invitation UNION SELECT person FROM access") == [None]
    assert raw(url, "SELECT value FROM offer") == ['{"points":2}']  # their own work stays


async def test_an_assessor_who_leaves_leaves_what_was_submitted_without_a_name(store: Store, url: str) -> None:
    async with store.work() as work:
        found = await shared(work, submitted=True)
        await work.erasing.person(found.assessor.id)
    assert raw(
        url, "SELECT channel FROM person WHERE id = (SELECT started_by FROM session WHERE kind = 'assessment')"
    ) == ["gone"]
    assert raw(url, "SELECT comment FROM review_remark") == ["Otter comment"]
    assert raw(url, "SELECT name FROM invitation") == [None]
    async with store.work() as work:  # and with the check goes the stand-in
        await work.erasing.session(found.check.id)
    assert raw(url, "SELECT count(*) FROM person") == [1]


async def test_a_cluster_is_erased_for_everybody_in_it(store: Store, url: str) -> None:
    async with store.work() as work:
        found = await shared(work)
        await settled(work, found)
        mate = await person(work, "mate")
        await work.clusters.join(found.check.cluster, mate.id, "editor", "Treasurer", NOW)
        await work.erasing.cluster(found.check.cluster)
    for table in TABLES:
        assert raw(url, f"SELECT * FROM {table}") == [], table
    assert raw(url, "SELECT count(*) FROM person") == [3]
    assert raw(url, f"SELECT count(*) FROM membership WHERE cluster = {found.check.cluster}") == [0]


# --- opened proof --------------------------------------------------------------------------------------------


async def test_a_message_with_proof_is_known_until_it_is_gone_whatever_becomes_of_the_review(
    store: Store, url: str
) -> None:
    async with store.work() as work:
        found = await shared(work)
        await work.chats.send_proof(7, 4711, 1, found.review.id, NOW)
        await work.chats.send_proof(7, 4711, 2, 99, NOW)  # erased while it was sent
        await work.chats.send_proof(8, 4711, 1, found.review.id, NOW)
        await work.chats.post(7, 4711, {1: NOW, 2: NOW, 3: NOW})
    async with store.work() as work:
        assert await work.chats.sent_proofs(7, NOW) == [SentProof(4711, 1, found.review.id), SentProof(4711, 2, None)]
        await work.erasing.session(found.check.id)
        assert await work.chats.sent_proofs(7, NOW) == [SentProof(4711, 1, None), SentProof(4711, 2, None)]
        assert await work.chats.sent_proofs(7, NOW + timedelta(hours=49)) == []
        await work.chats.removed(7, 4711, [1])
    assert raw(url, "SELECT message FROM sent_proof ORDER BY bot, message") == [2, 1]
    assert raw(url, "SELECT message FROM posted") == [2, 3]
    async with store.work() as work:
        await work.chats.forget(NOW + timedelta(hours=49))
    assert raw(url, "SELECT message FROM sent_proof") == []


async def test_a_cleared_chat_keeps_no_message_with_proof(store: Store, url: str) -> None:
    async with store.work() as work:
        found = await shared(work)
        await work.chats.send_proof(7, 4711, 1, found.review.id, NOW)
        await work.chats.send_proof(7, 815, 2, found.review.id, NOW)
        await work.chats.cleared(7, 4711)
    assert raw(url, "SELECT message FROM sent_proof") == [2]
