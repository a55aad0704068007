"""Side by side: a check beside its assessments once the sides are shown, and settling where they differ."""

from collections.abc import Mapping
from dataclasses import replace

from bot.peer_log import log, refused
from bot.review_views import Peer, SidesSeen
from bot.scene import Menu, Scene
from bot.screens import Tap, is_number
from bot.seats import seat_of
from bot.sides import sides_of
from bot.speech import speech
from bot.telling import tell_lead, tell_workers
from bot.turn import Turn
from storage.access_log import What
from storage.news import News
from storage.people import Filling
from storage.shares import Share
from surveys.access import Inside, Thing, Viewer, may_see
from surveys.consensus import REASON_LIMIT, Accepted, Move, Proposed, moved
from surveys.review import Rating
from surveys.session import Closed, Documented, NotAChoice, Refuse, TooLong
from surveys.vocabulary import tidy

FORM = "reason"


async def sided(turn: Turn, tap: Tap) -> Scene:
    """The scene of a tap about the sides; `choice` or `session` names the share."""
    number = tap.choice if tap.verb in ("sides", "agenda") else str(tap.session)
    found = await _shown(turn, int(number) if is_number(number) else 0)
    if found is None:
        return turn.scene(Menu(), Refuse(Closed()))
    page, viewer = found
    match tap.verb:
        case "sides":
            await log(turn, "sides", page.share.cluster, share=page.share.id, name=_name(page, viewer))
            return turn.scene(Peer(replace(page, page=_page_of(page, tap.question))))
        case "agenda" if Thing.AGENDA in page.sees:
            await log(turn, "sides", page.share.cluster, share=page.share.id, name=_name(page, viewer))
            return turn.scene(Peer(replace(page, agenda=True)))
        case "settle" if page.side and tap.question in page.ids and rating_of(tap.choice):
            return _asks(turn, page, tap.question, tap.choice)
        case "agree-to" if page.side and tap.question in page.ids and (rating := rating_of(tap.choice)):
            return await _moved(turn, page, Accepted(tap.question, page.side, rating, turn.now))
        case _:
            return turn.scene(Peer(replace(page, page=_page_of(page, tap.question))))


def _page_of(page: SidesSeen, wanted: str) -> str:
    """A page that there is."""
    if wanted == "agreement":
        return wanted if Thing.AGREEMENT in page.sees else ""
    return wanted if wanted in page.ids else ""


def _name(page: SidesSeen, viewer: Viewer) -> str | None:
    return None if isinstance(viewer, Inside) else next((each.name for each in page.sides if each.mine), None)


async def _shown(turn: Turn, number: int) -> tuple[SidesSeen, Viewer] | None:
    """The sides of a share, for somebody who may see them now; that somebody else tried is in the log."""
    share = await turn.work.shares.find(number)
    if share is None:
        return None
    viewer = await _viewer(turn, share)
    page = await sides_of(turn, share, viewer, turn.language) if viewer else None
    if viewer is None or not may_see(viewer, Thing.DIFFERENCES, share.shared):
        await refused(turn, share.cluster, share.id)
    return (page, viewer) if page and viewer else None


async def _viewer(turn: Turn, share: Share) -> Viewer | None:
    role = next((each.role for each in turn.clusters if each.id == share.cluster), None)
    if role is not None:
        return Inside(role)
    for review in await turn.work.reviews.of_share(share.id):
        seat = await seat_of(turn.work, review, turn.person.id, turn.now)
        if seat is not None:
            return seat.viewer
    return None


# --- settling ------------------------------------------------------------------------------------------------


def rating_of(choice: str) -> Rating | None:
    """The rating that a button carries: `p3yes`, `p0`."""
    digits, state = choice[1:2], choice[2:]
    if choice[:1] != "p" or not digits.isdigit() or (state and state not in set(Documented)):
        return None
    return Rating(int(digits), Documented(state) if state else None)


def choice_of(rating: Rating) -> str:
    """A rating small enough for a button."""
    return f"p{rating.points}{rating.documented.value if rating.documented else ''}"


def _asks(turn: Turn, page: SidesSeen, question: str, choice: str) -> Scene:
    turn.focus(Filling(FORM, question, f"{page.share.id}/{choice}"))
    asked = f"reason-{page.share.id}-{question}-{choice}"
    return turn.scene(Peer(replace(page, page=question, pick=choice), asks=asked))


async def reason_filled(turn: Turn, filling: Filling, text: str) -> Scene:
    """The reason makes the proposal."""
    await turn.self_check()
    number, _, choice = filling.about.partition("/")
    found, rating = await _shown(turn, int(number)), rating_of(choice)
    if found is None or rating is None or found[0].side is None:
        return turn.scene(Menu(), Refuse(Closed()))
    page, said = found[0], tidy(text).strip()
    if not said or len(said) > REASON_LIMIT:
        again = _asks(turn, page, filling.field, choice)
        return replace(again, notices=(Refuse(TooLong(REASON_LIMIT) if said else NotAChoice()),))
    assert page.side is not None
    return await _moved(turn, page, Proposed(filling.field, page.side, rating, said, turn.now))


async def _moved(turn: Turn, page: SidesSeen, move: Move) -> Scene:
    """Stores a move that can be made; what can't be, and why, is said on the indicator's page."""
    after = moved(page.survey, page.held, move)
    here = replace(page, page=move.question)
    if not isinstance(after, Mapping):
        return turn.scene(Peer(here), Refuse(after))
    if after != page.held:
        await turn.work.shares.add_move(page.share.id, move, turn.person.id)
        name = next((each.name for each in page.sides if each.mine), None)
        what: What = "proposed" if isinstance(move, Proposed) else "accepted"
        await log(turn, what, page.share.cluster, share=page.share.id, name=name, question=move.question)
        news = News.PROPOSED if isinstance(move, Proposed) else News.AGREED
        if move.side == "cluster":
            await tell_lead(turn, news, page.share)
        else:
            await tell_workers(turn, news, page.share.cluster, page.share.id)
    words = speech(turn.language)
    word = words.say("Proposed") if isinstance(move, Proposed) else words.say("Agreed")
    return replace(turn.scene(Peer(replace(here, held=after))), word=word)


async def reason_standing(turn: Turn, filling: Filling) -> Scene:
    """The page that waits for a reason."""
    await turn.self_check()
    number, _, choice = filling.about.partition("/")
    found = await _shown(turn, int(number))
    return _asks(turn, found[0], filling.field, choice) if found else turn.scene(Menu())
