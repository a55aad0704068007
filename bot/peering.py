"""Where taps and texts around sharing, reviewing, the team and colleagues are sent to."""

from bot.coming_in import FORM as INVITATION
from bot.coming_in import accepted, name_filled, name_standing
from bot.review_views import ASK_TAPS, REVIEW_TAPS, SHARE_TAPS, SIDES_TAPS, TEAM_TAPS
from bot.reviewing import FORM as REMARK
from bot.reviewing import remark_filled, remark_standing, reviewed
from bot.scene import Menu, Scene
from bot.screens import Tap
from bot.sharing import shared
from bot.siding import FORM as REASON
from bot.siding import reason_filled, reason_standing, sided
from bot.turn import Turn
from storage.people import Filling

FORMS = {INVITATION, REMARK, REASON}


async def peered(turn: Turn, tap: Tap) -> Scene:
    """The scene of a tap of `PEER_TAPS`."""
    if tap.verb in REVIEW_TAPS:
        return await reviewed(turn, tap)
    await turn.self_check()
    match tap.verb:
        case "accept":
            return await accepted(turn, tap)
        case "let-in" | "uninvite":
            from bot.letting_in import invitation_tapped

            return await invitation_tapped(turn, tap)
        case verb if verb in SHARE_TAPS:
            return await shared(turn, tap)
        case verb if verb in SIDES_TAPS:
            return await sided(turn, tap)
        case verb if verb in TEAM_TAPS:
            from bot.teaming import teamed

            return await teamed(turn, tap)
        case verb if verb in ASK_TAPS:
            from bot.asking import asked

            return await asked(turn, tap)
        case _:
            return turn.scene(Menu())


async def peer_filled(turn: Turn, filling: Filling, text: str) -> Scene:
    """What a typed text does to one of these forms."""
    match filling.form:
        case str(form) if form == INVITATION:
            return await name_filled(turn, filling, text)
        case str(form) if form == REMARK:
            return await remark_filled(turn, filling, text)
        case str(form) if form == REASON:
            return await reason_filled(turn, filling, text)
        case _:
            from bot.asking import offer_filled

            return await offer_filled(turn, filling, text)


async def peer_standing(turn: Turn, filling: Filling) -> Scene:
    """The page that waits for a text of one of these forms."""
    match filling.form:
        case str(form) if form == INVITATION:
            return await name_standing(turn, filling)
        case str(form) if form == REMARK:
            return await remark_standing(turn, filling)
        case str(form) if form == REASON:
            return await reason_standing(turn, filling)
        case _:
            from bot.asking import offer_standing

            return await offer_standing(turn, filling)
