"""Forms: a typed text fills the field that the person's card asked for, and a form left open is shown again."""

from bot.evidence import FORM as PROOF
from bot.evidence import proof_filled, proof_standing
from bot.plan_lines import FORM as LINE
from bot.plan_lines import line_filled, line_standing
from bot.proof_taking import brought
from bot.reminding import FORM as CLOCK
from bot.reminding import clock_filled, reminders_scene
from bot.rights import changes
from bot.room_loading import FORM as GROUP
from bot.scene import Menu, Remark, Reminding, Scene
from bot.sent import Sent
from bot.turn import Turn
from storage.people import Filling
from surveys.session import Closed, Refuse


async def filled(turn: Turn, filling: Filling, text: str) -> Scene:
    """What a typed text does to the form it is for."""
    await turn.self_check()
    if _no_more_theirs(turn, filling):
        return turn.scene(Menu(), Refuse(Closed()))
    match filling.form:
        case str(form) if form == LINE:
            return await line_filled(turn, filling, text)
        case str(form) if form == CLOCK:
            return await clock_filled(turn, filling, text)
        case str(form) if form == GROUP:
            from bot.cohorts import cohort_filled  # what reads a case is paid for by those who practise

            return await cohort_filled(turn, filling, text)
        case str(form) if form == PROOF:
            return await proof_filled(turn, filling, text)
        case _:
            from bot.peering import peer_filled  # what reviews need is paid for by those who share and review

            return await peer_filled(turn, filling, text)


def _no_more_theirs(turn: Turn, filling: Filling) -> bool:
    """Whether a form on a cluster's plan or proof was left open by somebody who no longer works there."""
    return filling.form in (LINE, PROOF) and not changes(turn, turn.cluster)


async def filed(turn: Turn, sent: Sent) -> Scene | Remark:
    """What a file does to the form that it is for; else why it is not taken."""
    focus = turn.person.focus
    if isinstance(focus, Filling) and (focus.form, focus.field) == (GROUP, "case") and sent.kind == "file":
        from bot.own_cases import case_sent

        await turn.self_check()
        return await case_sent(turn, sent)
    if turn.role == "reader":
        return turn.scene(Menu(), Refuse(Closed()))
    return await brought(turn, sent)


async def form_standing(turn: Turn, filling: Filling) -> Scene:
    """The page that waits for a typed text, unchanged."""
    await turn.self_check()
    if _no_more_theirs(turn, filling):
        return turn.scene(Menu())
    match filling.form:
        case str(form) if form == LINE:
            return await line_standing(turn, filling)
        case str(form) if form == CLOCK:
            return await reminders_scene(turn, Reminding("wall" if filling.field == "wall" else "now"))
        case str(form) if form == GROUP:
            from bot.cohorts import cohort_standing

            return await cohort_standing(turn, filling)
        case str(form) if form == PROOF:
            return await proof_standing(turn, filling)
        case _:
            from bot.peering import peer_standing

            return await peer_standing(turn, filling)
