"""Reviewing somebody's check: my reviews, the facts that are shared, and what stands beside each rating."""

from dataclasses import replace
from typing import Literal

from bot.closing import close_when_all_have_submitted
from bot.peer_log import cluster_called, log, log_refusal, refused, stray, whose
from bot.proof_opening import proof_tapped, told
from bot.review_views import PROOF_TAPS, Peer, RemarkPage, Seats, SeatSeen
from bot.scene import Card, Menu, Scene
from bot.screens import Tap, is_number
from bot.seats import Seat, asked_here, rated_of, seat_of, seats_of
from bot.speech import speech
from bot.telling import tell_owner
from bot.turn import Turn
from storage.news import News
from storage.people import Filling
from storage.reviews import REMARK_LIMIT, Remark, RestsOn
from storage.sessions import Stored
from surveys.access import Stage, Thing
from surveys.engine import begin
from surveys.path import complete
from surveys.session import Abstain, Closed, NotAChoice, Refuse, Submitted, TooLong
from surveys.vocabulary import tidy

FORM = "remark"
Asked = Literal["comment", "ask", "judge"]
BESIDE = {"told", "rests", "remark", "ask-proof"} | PROOF_TAPS
_FIELDS: dict[str, Asked] = {"comment": "comment", "ask": "ask", "judge": "judge"}


async def reviewed(turn: Turn, tap: Tap) -> Scene:
    """The scene of a tap about reviews."""
    match tap.verb:
        case "review-open":
            return await _open(turn, tap.choice)
        case verb if verb in BESIDE:
            return await _beside(turn, tap)
        case _:
            return await seats_scene(turn)


async def seats_scene(turn: Turn) -> Scene:
    """The person's reviews, and the questions they were asked as a colleague."""
    await turn.self_check()
    found = [await _seen(turn, seat) for seat in reversed(await seats_of(turn.work, turn.person.id, turn.now))]
    taken = [each for each in await turn.work.invitations.of_person(turn.person.id) if each.kind == "colleague"]
    mine = [each for each in taken if await asked_here(turn.work, each, turn.person.id)]
    asked = [(each, await cluster_called(turn, each.cluster)) for each in mine]
    return turn.scene(Peer(Seats(tuple(found), tuple(asked))))


async def _seen(turn: Turn, seat: Seat) -> SeatSeen:
    check = await turn.work.sessions.whole(seat.share.session)
    name = await whose(turn, check) if check and seat.viewer.stage is not Stage.OVER else ""
    stored = await turn.work.sessions.whole(seat.review.session) if seat.review.session else None
    survey = turn.desk.shelf.practised(check.version if check else turn.desk.shelf.latest, turn.language,
                                       seat.share.scope.ids)  # fmt: skip
    ids = rated_of(survey, seat.share.scope)
    done = sum(complete(survey, seat.share.scope, stored.session.answers, id) for id in ids) if stored else 0
    return SeatSeen(seat, name, done, len(ids))


async def _open(turn: Turn, number: str) -> Scene:
    """The cards of a review; the first time its session begins."""
    review = await turn.work.reviews.find(int(number)) if is_number(number) else None
    seat = await seat_of(turn.work, review, turn.person.id, turn.now)
    if seat is None:
        share = await turn.work.shares.find(review.share) if review else None
        return await refused(turn, share.cluster if share else None, share.id if share else None)
    if not seat.sees(Thing.QUESTIONS):
        await log_refusal(turn, "refused", seat.share.cluster, seat.share.id)
        return await seats_scene(turn)
    stored = await turn.work.sessions.load(seat.review.session or 0, turn.person.id)
    if stored is None:
        stored = await _begun(turn, seat)
    await log(turn, "opened", seat.share.cluster, share=seat.share.id, name=seat.invitation.name)
    turn.take(stored)
    await turn.open_case()
    turn.person = replace(turn.person, live=stored.id)
    return turn.scene(Card(), resumed=bool(stored.session.answers))


async def _begun(turn: Turn, seat: Seat) -> Stored:
    """A session of its own, pinned to the version of the shared check; it holds ratings and carries none."""
    check = await turn.work.sessions.whole(seat.share.session)
    assert check is not None
    survey = turn.desk.shelf.practised(check.version, turn.person.language, seat.share.scope.ids)
    stored = await turn.work.sessions.start(
        begin(survey, seat.share.scope, "assessment"), survey=check.survey, version=check.version,
        language=turn.person.language, cluster=0, by=turn.person.id, at=turn.now,
    )  # fmt: skip
    await turn.work.reviews.begin(seat.review, stored.id)
    return stored


# --- beside a rating -----------------------------------------------------------------------------------------


async def at_hand(turn: Turn, session: int) -> Seat | None:
    """The person's seat at this assessment, which is the one at hand from now on; none if it is not theirs to see."""
    if turn.stored is None or turn.stored.id != session or turn.seat is None:
        stored = await turn.work.sessions.load(session, turn.person.id)
        if stored is None or stored.session.kind != "assessment":
            if stored is None:
                await stray(turn, session)
            return None
        turn.take(stored)
        await turn.open_case()
    if turn.stored is not None and turn.stored.id == session:
        return turn.seat
    await stray(turn, session)  # their own, and over
    return None


async def _beside(turn: Turn, tap: Tap) -> Scene:
    seat = await at_hand(turn, tap.session)
    stored = turn.stored
    if seat is None or stored is None:
        return turn.scene(Menu(), Refuse(Closed()))
    turn.person = replace(turn.person, live=stored.id)
    if tap.verb == "told":
        await log(turn, "fact", seat.share.cluster, share=seat.share.id, name=seat.invitation.name)
        return turn.scene(Peer(await told(turn, seat, stored)))
    if tap.verb in PROOF_TAPS:
        return await proof_tapped(turn, seat, stored, tap)
    if tap.question not in stored.session.scope.ids or isinstance(stored.session.place, Submitted):
        return turn.scene(Card(), Refuse(Closed()))
    words = speech(turn.language)
    held = (await turn.work.reviews.remarks(stored.id)).get(tap.question, Remark())
    match tap.verb:
        case "rests" if tap.choice in set(RestsOn):
            rests = RestsOn(tap.choice)
            now = replace(held, rests_on=None if held.rests_on is rests else rests)
            return await _put(turn, stored, tap.question, now, words.say("Saved"))
        case "ask-proof":
            if await turn.work.reviews.request(seat.review.id, tap.question, turn.now):
                name = seat.invitation.name
                await log(turn, "proof-request", seat.share.cluster, share=seat.share.id, name=name,
                          question=tap.question)  # fmt: skip
                await tell_owner(turn, News.PROOF, seat.share.cluster, seat.share.id)
            await turn.open_case()
            word = words.say("Asked for. The cluster sees which indicator, and nothing of your rating.")
            return replace(turn.scene(Card()), word=word)
        case "remark" if tap.choice in _FIELDS:
            return _asks(turn, stored.id, tap.question, _FIELDS[tap.choice], held)
        case _:
            return turn.scene(Card())


async def _put(turn: Turn, stored: Stored, question: str, remark: Remark, word: str) -> Scene:
    await turn.work.reviews.remark(stored.id, question, remark)
    await turn.open_case()
    return replace(turn.scene(Card()), word=word)


def _asks(turn: Turn, session: int, question: str, field: Asked, held: Remark) -> Scene:
    turn.focus(Filling(FORM, field, f"{session}/{question}"))
    now = {"comment": held.comment, "ask": held.ask, "judge": None}[field]
    return turn.scene(Peer(RemarkPage(session, question, field, now), asks=f"remark-{session}-{question}-{field}"))


async def remark_filled(turn: Turn, filling: Filling, text: str) -> Scene:
    """A comment, a question for the meeting, or the reason why it can't be judged; `-` takes one away."""
    session, _, question = filling.about.partition("/")
    seat = await at_hand(turn, int(session))
    stored = turn.stored
    if seat is None or stored is None or filling.field not in _FIELDS:
        return turn.scene(Menu())
    field, said = _FIELDS[filling.field], tidy(text).strip()
    held = (await turn.work.reviews.remarks(stored.id)).get(question, Remark())
    if not said or len(said) > REMARK_LIMIT or isinstance(stored.session.place, Submitted):
        if isinstance(stored.session.place, Submitted):
            return turn.scene(Card(), Refuse(Closed()))
        again = _asks(turn, stored.id, question, field, held)
        return replace(again, notices=(Refuse(TooLong(REMARK_LIMIT) if said else NotAChoice()),))
    if field == "judge":
        return await turn.step(Abstain(question, said, turn.by, turn.now))
    kept = None if said == "-" else said
    new = replace(held, comment=kept) if field == "comment" else replace(held, ask=kept)
    return await _put(turn, stored, question, new, speech(turn.language).say("Saved"))


async def remark_standing(turn: Turn, filling: Filling) -> Scene:
    """The page that waits for a remark."""
    session, _, question = filling.about.partition("/")
    seat = await at_hand(turn, int(session))
    if seat is None or turn.stored is None or filling.field not in _FIELDS:
        return turn.scene(Menu())
    held = (await turn.work.reviews.remarks(turn.stored.id)).get(question, Remark())
    return _asks(turn, turn.stored.id, question, _FIELDS[filling.field], held)


# --- the end -------------------------------------------------------------------------------------------------


async def after_submitting(turn: Turn, scene: Scene) -> Scene:
    """Once an assessment is submitted it is in the log, and the sides are shown when nobody is left to wait for."""
    stored, seat = turn.stored, turn.seat
    if stored is None or seat is None or not isinstance(stored.session.place, Submitted):
        return scene
    if any(isinstance(reply, Refuse) for reply in scene.notices) or seat.viewer.stage is Stage.SUBMITTED:
        return scene
    await log(turn, "submitted", seat.share.cluster, share=seat.share.id, name=seat.invitation.name)
    await tell_owner(turn, News.SUBMITTED, seat.share.cluster, seat.share.id)
    await close_when_all_have_submitted(turn, seat.share)
    await turn.open_case()
    return replace(scene, seat=turn.seat, beside=turn.beside)
