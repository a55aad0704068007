"""One indicator, side by side, on a phone: every rating with what stands beside it, and settling it."""

from bot.notices import refusals
from bot.rating_words import rating_words, remark_lines
from bot.review_views import SidesSeen
from bot.scene import Scene
from bot.screens import Button, Page, Tap, shortened
from bot.sides_words import moved_words, own_words, rating_in, settled_words
from bot.siding import choice_of, rating_of
from bot.wording import letter_of, name_of
from storage.reviews import Remark
from surveys.consensus import Settlement
from surveys.review import Comparison
from surveys.session import Documented


def difference_page(scene: Scene, page: Page, view: SidesSeen, found: Comparison) -> None:
    """All ratings of an indicator with what stands beside them, and settling it."""
    speech, survey, id = scene.speech, view.survey, view.page
    page.bold(name_of(survey.indicators[id]))
    refusals(scene, page)
    for level in survey.indicators[id].levels:
        page.line(f"{letter_of(level.points)}  {shortened(level.text, 160)}")
    here = next((each for each in found.differences if each.indicator == id), None)
    page.gap().bold(speech.say("Self-check")).line(own_words(speech, view, id))
    for side in view.sides:
        page.gap().bold(side.name + (speech.say(" (lead)") if side.lead else ""))
        page.line(rating_words(speech, rating_in(view, side.stored.session.answers, id)))
        for line in remark_lines(speech, side.remarks.get(id, Remark())):
            page.line(line, "italic")
    if here and here.labels:
        page.gap().line(moved_words(speech, survey, here.labels), "bold")
    open_ones = {*(each.indicator for each in found.differences), *found.unjudged}
    _settling(scene, page, view, id in open_ones)
    _walk(scene, page, view, [*(each.indicator for each in found.differences), *found.unjudged])


def _walk(scene: Scene, page: Page, view: SidesSeen, ids: list[str]) -> None:
    """To the differences before and after this one, and back to all of them."""
    speech, share = scene.speech, str(view.share.id)
    here = ids.index(view.page) if view.page in ids else None
    row = []
    for caption, step in ((speech.say("‹ Difference"), -1), (speech.say("Difference ›"), 1)):
        if here is not None and 0 <= here + step < len(ids):
            row.append(Button(caption, Tap("sides", 0, ids[here + step], share)))
    page.row(*row)
    page.row(Button(speech.say("Side by side"), Tap("sides", choice=share)))


def _settling(scene: Scene, page: Page, view: SidesSeen, differs: bool) -> None:
    """What is proposed and by whom, whether it is agreed, and what this side can do."""
    speech, held = scene.speech, view.held.get(view.page)
    if held:
        _settled_lines(scene, page, held)
    if view.side is None:
        if not held and differs:
            page.gap().line(_who_settles(scene, view), "italic")
        return
    if view.pick:
        page.gap().bold(speech.say("Propose {rating}: type why.", rating=_pick_words(scene, view.pick)))
        page.row(Button(speech.say("Never mind"), Tap("sides", 0, view.page, str(view.share.id))))
        return
    if held and held.proposal.side != view.side and not held.accepted_at:
        page.row(Button(speech.say("Agree to {rating}", rating=rating_words(speech, held.proposal.rating)),
                        Tap("agree-to", view.share.id, view.page, choice_of(held.proposal.rating))))  # fmt: skip
    if differs or held:
        page.gap().line(speech.say("Propose a level, and whether it is documented (✓ yes, ~ partly, ✗ no)."))
        _picks(page, view)


def _who_settles(scene: Scene, view: SidesSeen) -> str:
    if any(each.lead for each in view.sides):
        return scene.speech.say("The cluster and the lead assessor settle it.")
    return scene.speech.say("The cluster names a lead assessor, and both settle it.")


def _picks(page: Page, view: SidesSeen) -> None:
    signs = {Documented.YES: "✓", Documented.PARTLY: "~", Documented.NO: "✗"}
    for level in view.survey.indicators[view.page].levels:
        letter = letter_of(level.points)
        if not level.points:
            page.row(Button(letter, Tap("settle", view.share.id, view.page, "p0")))
            continue
        page.row(
            *(
                Button(f"{letter} {sign}", Tap("settle", view.share.id, view.page, f"p{level.points}{state}"))
                for state, sign in signs.items()
            )
        )


def _pick_words(scene: Scene, choice: str) -> str:
    rating = rating_of(choice)
    return rating_words(scene.speech, rating) if rating else ""


def _settled_lines(scene: Scene, page: Page, held: Settlement) -> None:
    speech, proposal = scene.speech, held.proposal
    page.gap().bold(settled_words(speech, held))
    page.line(speech.say("Reason: {reason}", reason=shortened(proposal.reason, 500)))
    if held.accepted_at:
        page.line(speech.say("Agreed on {date}. A new proposal takes that back.",
                             date=speech.date(held.accepted_at.date())), "italic")  # fmt: skip
