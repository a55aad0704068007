"""Where somebody sits: an assessor at a shared check, a colleague before questions; and what may be seen from there."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.desk import Desk
from bot.shared_proofs import Proven, shared_proofs
from bot.speech import speech
from storage.invitations import Invitation
from storage.reviews import Remark, Review
from storage.sessions import Stored
from storage.shares import Share
from storage.store import Work
from surveys.access import Assessor, Colleague, Shared, Stage, Thing, may_see
from surveys.path import counted
from surveys.review import Rating, confirmed_facts, open_facts, ratings
from surveys.session import Answer, Named, Scope, Session, Submitted, Text
from surveys.survey import Survey


@dataclass(frozen=True, slots=True)
class Seat:
    """An assessor's place at a shared check, as it stands now."""

    review: Review
    invitation: Invitation
    share: Share
    viewer: Assessor

    def sees(self, thing: Thing) -> bool:
        """Whether this assessor may see a thing now."""
        return may_see(self.viewer, thing, self.share.shared)


async def seat_of(work: Work, review: Review | None, person: int, now: datetime) -> Seat | None:
    """A person's own seat; none for anybody else's review, as if it did not exist."""
    invitation = await work.invitations.find(review.invitation) if review else None
    share = await work.shares.find(review.share) if review else None
    if review is None or invitation is None or share is None or invitation.person != person:
        return None
    role = await work.people.role(person, share.cluster)
    rated = await work.sessions.load(review.session, person) if review.session else None
    stage = stage_of(invitation, share.open(now.date()) and role is None, submitted(rated))
    return Seat(review, invitation, share, Assessor(stage, share.lead == review.id))


def stage_of(invitation: Invitation, going: bool, done: bool) -> Stage:
    """How far an invitation that was taken has come; `going`: whether what it is about is open to them at all."""
    if invitation.ended_at is not None or not going:
        return Stage.OVER
    if invitation.let_in_at is None:
        return Stage.WAITING
    return Stage.SUBMITTED if done else Stage.LET_IN


def submitted(stored: Stored | None) -> bool:
    """Whether there is such a session and it is submitted."""
    return stored is not None and isinstance(stored.session.place, Submitted)


async def seats_of(work: Work, person: int, now: datetime) -> list[Seat]:
    """All seats of a person, oldest first."""
    found = []
    for invitation in await work.invitations.of_person(person):
        if invitation.kind == "assessor":
            seat = await seat_of(work, await work.reviews.of_invitation(invitation.id), person, now)
            found += [seat] if seat else []
    return found


async def told_facts(work: Work, seat: Seat, survey: Survey) -> dict[str, Answer]:
    """The facts of the shared check that may be told from this seat; none where they are not shared."""
    check = await work.sessions.whole(seat.share.session) if seat.sees(Thing.FACTS) else None
    return open_facts(survey, check.session.answers) if check else {}


async def to_confirm(work: Work, seat: Seat, survey: Survey) -> dict[str, Answer]:
    """Those of them that the assessor confirms or corrects on their cards."""
    told = await told_facts(work, seat, survey)
    return {id: told[id] for id in confirmed_facts(survey) if id in told}


async def asked_here(work: Work, invitation: Invitation, person: int) -> bool:
    """Whether a person may see the questions that this invitation asks a colleague."""
    if invitation.kind != "colleague" or invitation.person != person:
        return False
    check = await work.sessions.whole(invitation.session or 0)
    stage = stage_of(invitation, check is not None and not submitted(check), False)
    return may_see(Colleague(stage), Thing.QUESTIONS, Shared())


def bare(session: Session) -> Session:
    """A check as its cluster's readers see it: without notes and without the documents' names."""
    answers = {id: replace(each, note=None, note_shared=False, document=None) for id, each in session.answers.items()}
    return replace(session, answers=answers, carried={})


# --- what stands beside the ratings --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the ratings on an assessor's cards, by question; what is not shared is not in it."""

    whose: str = field(repr=False)
    remarks: Mapping[str, Remark]
    requested: frozenset[str]
    claimed: Mapping[str, Rating]
    documents: Mapping[str, Named] = field(repr=False)
    notes: Mapping[str, str] = field(repr=False)
    proofs: Proven = field(repr=False)


async def beside_ratings(desk: Desk, work: Work, seat: Seat, stored: Stored) -> Beside:
    """What the assessor wrote beside the ratings of a session, and what is shared of each indicator."""
    survey = desk.shelf.survey(stored.version, stored.language)
    ids = rated_of(survey, stored.session.scope)
    check = await work.sessions.whole(seat.share.session)
    answers = check.session.answers if check else {}
    asked = [each for each in await work.reviews.requests(seat.share.id) if each.review == seat.review.id]
    claims = seat.sees(Thing.LEVELS) and seat.sees(Thing.DOCUMENTED)
    shown = {id: answers[id].document for id in ids if id in answers} if seat.sees(Thing.PROOFS) else {}
    notes = {id: each.note for id, each in answers.items() if each.note_shared} if seat.sees(Thing.NOTES) else {}
    return Beside(
        whose=await whose(desk, work, check, stored.language) if check else "",
        remarks=await work.reviews.remarks(stored.id),
        requested=frozenset(each.question for each in asked if each.done_at is None),
        claimed=ratings(survey, answers, ids) if claims else {},
        documents={id: each for id, each in shown.items() if each},
        notes={id: each for id, each in notes.items() if each},
        proofs=await shared_proofs(work, desk.shelf, check, ids) if check and seat.sees(Thing.PROOFS) else {},
    )


def rated_of(survey: Survey, scope: Scope) -> tuple[str, ...]:
    """The indicators of a scope, without the facts to confirm."""
    return tuple(id for id in survey.indicators if id in scope.ids)


async def whose(desk: Desk, work: Work, check: Stored, language: str) -> str:
    """What a check's cluster is called towards others: the organisation's name, else that of the cluster."""
    survey = desk.shelf.survey(check.version, language)
    named = counted(survey, check.session.answers).get("organisation-name")
    if named and isinstance(named.value, Text):
        return named.value.text[:80]
    return await cluster_called(work, check.cluster, language)


async def cluster_called(work: Work, cluster: int, language: str) -> str:
    """A cluster's name, or that it has none."""
    return await work.clusters.name(cluster) or speech(language).say("a cluster without a name")
