"""Sharing a submitted check with assessors: what of it, until when, who comes in, withdrawing, closing, the log."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.closing import closed, submitted_reviews
from bot.inviting import INVITATIONS_LIMIT, invited, room_for_one_more
from bot.inviting_codes import link, new_code
from bot.peer_log import log, manages, refused, stray, whose
from bot.review_views import InvitationMade, Invited, Log, Peer, SharePlan, ShareSeen, Sharing
from bot.scene import Menu, Scene
from bot.screens import Tap, is_number
from bot.seats import rated_of, submitted
from bot.shared_proofs import shared_proofs
from bot.speech import speech
from bot.telling import tell_assessor, tell_lead, tell_of_the_withdrawal
from bot.turn import Turn
from storage.invitations import Invitation
from storage.news import News
from storage.sessions import Stored
from storage.shares import Share
from surveys.access import Inside, Shared, Thing, may_see
from surveys.path import complete
from surveys.prescreen import prescreen
from surveys.review import asked_of, rated
from surveys.session import Closed, Refuse, TooMany

FLAGS = "fpng"
"""What can be switched before a check is shared, as buttons carry it: facts, proofs, notes, guided."""
DAYS = (30, 60, 90)


async def shared(turn: Turn, tap: Tap) -> Scene:
    """The scene of a tap about sharing; what is not the owner's to do leads to the menu and is in the log."""
    match tap.verb:
        case "share-new" | "share-make":
            return await _plan(turn, tap)
        case "access-log":
            return await _log(turn, int(tap.choice) if is_number(tap.choice) else 0)
        case "pack" | "pack-send":
            from bot.handoff import handed_off  # what makes documents is paid for by those who hand off

            return await handed_off(turn, tap)
        case "shared" | "share-withdraw" | "share-close" | "invite-assessor" | "lead" | "proof-done":
            return await _of_share(turn, tap)
        case _:
            return await sharing_scene(turn)


# --- all shares ----------------------------------------------------------------------------------------------


async def sharing_scene(turn: Turn, word: str = "") -> Scene:
    """The cluster's shares, and what waits for its owner."""
    cluster = turn.cluster
    if not manages(turn, cluster):
        return turn.scene(Menu(), Refuse(Closed()))
    found = []
    for share in reversed(await turn.work.shares.of_cluster(cluster)):
        check = await turn.work.sessions.whole(share.session)
        if check is not None:
            found.append((share, check, await _waiting(turn, share)))
    checks = await turn.work.sessions.submitted(cluster)
    offers = [each for each in await turn.work.offers.of_cluster(cluster) if each.closed_at is None]
    invited = await turn.work.invitations.of_cluster(cluster)
    colleagues = sum(each.kind == "colleague" and each.waiting for each in invited)
    page = Sharing(tuple(found), checks[-1] if checks else None, len(offers), colleagues)
    return replace(turn.scene(Peer(page)), word=word)


async def _waiting(turn: Turn, share: Share) -> int:
    """How many wait to be let in, and how many proofs are asked for."""
    invited = [each for each in await turn.work.invitations.of_cluster(share.cluster) if each.share == share.id]
    requests = await turn.work.reviews.requests(share.id)
    return sum(each.waiting for each in invited) + sum(each.done_at is None for each in requests)


async def _log(turn: Turn, page: int) -> Scene:
    cluster = turn.cluster
    role = next((each.role for each in turn.clusters if each.id == cluster), None)
    if role is None or not may_see(Inside(role), Thing.LOG, Shared()):
        return await refused(turn, cluster)
    lines = tuple(await turn.work.access.of_cluster(cluster))
    zone = (await turn.work.reminders.local(turn.person.id)).zone
    return turn.scene(Peer(Log(lines, turn.person.id, page, turn.survey, zone)))


# --- a new share ---------------------------------------------------------------------------------------------


async def _plan(turn: Turn, tap: Tap) -> Scene:
    """Switches what is shared, one tap each; only a submitted check that counts, of a cluster one owns."""
    check = await turn.work.sessions.load(tap.session, turn.person.id)
    if check is None:
        await stray(turn, tap.session)
    if check is not None and not manages(turn, check.cluster):
        return await refused(turn, check.cluster)
    if check is None or not submitted(check) or check.trial:
        return turn.scene(Menu(), Refuse(Closed()))
    flags, _, days = tap.choice.partition(".")
    span = int(days) if days.isascii() and days.isdigit() and int(days) in DAYS else DAYS[1]
    chosen = "".join(each for each in FLAGS if each in flags) if tap.choice else "fp"
    survey = turn.desk.shelf.survey(check.version, turn.language)
    ids = await _guided(turn, check) if "g" in chosen else rated(survey)
    until = (turn.now + timedelta(days=span)).date()
    scope = asked_of(survey, ids, "f" in chosen)
    facts, proofs, notes, guided = (each in chosen for each in FLAGS)
    share = Share(0, check.cluster, check.id, turn.now, until, scope, facts, proofs, notes, guided)
    if tap.verb == "share-make" and ids:
        same = await _same(turn, share)
        if same is not None:
            return await share_scene(turn, same)
        share = await turn.work.shares.add(share, turn.person.id)
        await log(turn, "shared", share.cluster, share=share.id)
        return await share_scene(
            turn, share, word=speech(turn.language).say("The check is shared. Invite an assessor.")
        )
    many = sum(each.note_shared and bool(each.note) for each in check.session.answers.values())
    proven = await shared_proofs(turn.work, turn.desk.shelf, check, ids if share.proofs else ())
    here = {each.proof.id: len(each.files) for found in proven.values() for each in found if each.proof}
    name = await whose(turn, check)
    page = SharePlan(check, share, f"{chosen}.{span}", name, many, len(here), sum(here.values()))
    return turn.scene(Peer(page))


async def _same(turn: Turn, share: Share) -> Share | None:
    """The share that a first tap on the same button made, while nobody is invited to it."""
    invited = {each.share for each in await turn.work.invitations.of_cluster(share.cluster)}
    for each in await turn.work.shares.of_cluster(share.cluster):
        if each.id not in invited and replace(each, id=0, at=share.at) == share:
            return each
    return None


async def _guided(turn: Turn, check: Stored) -> Sequence[str]:
    """What a guided pre-screen looks at; a named document counts as proof, and a recorded proof that is still here."""
    survey = turn.desk.shelf.survey(check.version, turn.language)
    answers = check.session.answers
    proved = {id for id, each in answers.items() if each.document}
    proven = await shared_proofs(turn.work, turn.desk.shelf, check, rated(survey))
    proved |= {id for id, found in proven.items() if any(each.since in ("recorded", "replaced") for each in found)}
    return [each.indicator for each in prescreen(survey, answers, proved, check.changed_at.date())]


# --- one share -----------------------------------------------------------------------------------------------


async def owned_share(turn: Turn, number: str) -> Share | None:
    """A share of a cluster that the person owns; that somebody else tried is in its log."""
    share = await turn.work.shares.find(int(number)) if is_number(number) else None
    if share is None or not manages(turn, share.cluster):
        if share is not None:
            await refused(turn, share.cluster, share.id)
        return None
    return share


async def _of_share(turn: Turn, tap: Tap) -> Scene:
    share = await owned_share(turn, tap.choice)
    if share is None:
        return turn.scene(Menu(), Refuse(Closed()))
    words = speech(turn.language)
    match tap.verb:
        case "share-withdraw" if tap.question == "yes" and share.withdrawn_at is None:
            share = replace(share, withdrawn_at=turn.now)
            await turn.work.shares.save(share)
            turn.recalls = True
            await log(turn, "withdrawn", share.cluster, share=share.id)
            await tell_of_the_withdrawal(turn, share)
            word = words.say("Withdrawn. No assessor sees anything of it any more.")
            return await share_scene(turn, share, word=word)
        case "share-withdraw":
            return await share_scene(turn, share, sure="withdraw")
        case "share-close" if tap.question == "yes":
            return await share_scene(turn, await closed(turn, share))
        case "share-close":
            return await share_scene(turn, share, sure="close")
        case "invite-assessor":
            return await _invite(turn, share)
        case "lead":
            return await _lead(turn, share, tap.question)
        case "proof-done":
            await _dealt_with(turn, share, tap.question)
            return await share_scene(turn, share)
        case _:
            return await share_scene(turn, share)


async def _dealt_with(turn: Turn, share: Share, question: str) -> None:
    """The requests for proof of an indicator are dealt with, and who asked is told."""
    for each in await turn.work.reviews.requests(share.id):
        if each.question == question and each.done_at is None:
            await tell_assessor(turn, News.DEALT, share, each.review)
    await turn.work.reviews.answered(share.id, question, turn.now)


async def share_scene(turn: Turn, share: Share, sure: str = "", word: str = "") -> Scene:
    """A share as its owner sees it: who was invited and how far they are, never what they rated."""
    check = await turn.work.sessions.whole(share.session)
    if check is None:
        return await sharing_scene(turn)
    invited = [await _seen(turn, each) for each in await turn.work.invitations.of_cluster(share.cluster)
               if each.share == share.id]  # fmt: skip
    survey = turn.desk.shelf.survey(check.version, turn.language)
    requests = tuple(await turn.work.reviews.requests(share.id))
    asked = "withdraw" if sure == "withdraw" else "close" if sure == "close" else ""
    page = ShareSeen(share, check, tuple(invited), requests, survey, asked)  # type: ignore[arg-type]  # one of three
    return replace(turn.scene(Peer(page)), word=word)


async def _seen(turn: Turn, invitation: Invitation) -> Invited:
    review = await turn.work.reviews.of_invitation(invitation.id)
    stored = await turn.work.sessions.whole(review.session) if review and review.session else None
    rated_so_far = 0
    if stored is not None:
        survey = turn.desk.shelf.practised(stored.version, stored.language, stored.session.scope.ids)
        ids = rated_of(survey, stored.session.scope)
        rated_so_far = sum(complete(survey, stored.session.scope, stored.session.answers, id) for id in ids)
    return Invited(invitation, review.id if review else None, rated_so_far, submitted(stored))


async def _lead(turn: Turn, share: Share, review: str) -> Scene:
    """Names the assessor who settles differences for all of them."""
    chosen = next((each for each, _ in await submitted_reviews(turn, share) if str(each.id) == review), None)
    held = await turn.work.invitations.find(chosen.invitation) if chosen else None
    if share.closed_at is not None and chosen and held and held.present:
        share = replace(share, lead=chosen.id)
        await turn.work.shares.save(share)
        await log(turn, "lead", share.cluster, share=share.id)
        await tell_lead(turn, News.LEAD, share)
    return await share_scene(turn, share)


async def _invite(turn: Turn, share: Share) -> Scene:
    """One more assessor is invited; the code is shown this once."""
    check = await turn.work.sessions.whole(share.session)
    if check is None or not share.open(turn.now.date()) or share.closed_at is not None:
        return await share_scene(turn, share)
    if not await room_for_one_more(turn, share.cluster):
        return replace(await share_scene(turn, share), notices=(Refuse(TooMany(INVITATIONS_LIMIT)),))
    code = new_code()
    made = await invited(turn, "assessor", share.cluster, code, share=share.id)
    page = InvitationMade(made, code, link(turn.desk.bot, code), await whose(turn, check))
    return turn.scene(Peer(page))
