"""Sharing on a phone: what is shared, who was invited and how far they are, codes shown once."""

from bot.notices import refusals
from bot.review_views import InvitationMade, Invited, ShareSeen, Sharing
from bot.scene import Scene
from bot.screens import Button, Page, Tap, shortened
from bot.seats import rated_of
from bot.wording import name_of
from storage.sessions import Stored
from storage.shares import Share
from surveys.session import Submitted

REQUESTS = 12
"""Requests for proof that have buttons; the next ones have when these are dealt with."""


def sharing_page(scene: Scene, page: Page, view: Sharing) -> None:
    """All shares of the cluster, and what can be shared now."""
    speech = scene.speech
    page.bold(speech.say("Share and review"))
    page.line(
        speech.say(
            "A submitted check can be shown to a peer, who rates it without seeing your levels. You choose what is "
            "shared, until when, and whom you let in; you can withdraw it at any time."
        )
    )
    for share, check, waiting in view.shares:
        page.gap().line(f"{check_words(scene, check)} · {state_words(scene, share)}", "bold")
        if waiting:
            page.line(speech.count("{n} thing waits for you.", "{n} things wait for you.", waiting))
        page.row(Button(shortened(check_words(scene, check), 40), Tap("shared", choice=str(share.id))))
    if view.check:
        page.row(Button(speech.say("Share the newest check"), Tap("share-new", view.check.id)))
        _pack(scene, page, view.check)
    else:
        page.gap().line(speech.say("Only a submitted check can be shared. Submit one first."), "italic")
    if view.colleagues:
        page.gap().line(speech.count("{n} thing waits for you.", "{n} things wait for you.", view.colleagues))
    if view.offers or view.colleagues:
        caption = speech.count("{n} answer of colleagues", "{n} answers of colleagues", view.offers)
        page.row(Button(caption if view.offers else speech.say("Answers of colleagues"), Tap("offers")))
    page.row(Button(speech.say("Ask a colleague"), Tap("ask", scene.number)), Button(speech.say("Team"), Tap("team")))
    page.row(Button(speech.say("Access log"), Tap("access-log")), Button(speech.say("My reviews"), Tap("review")))
    page.row(Button(speech.say("Menu"), Tap("menu")))


def check_words(scene: Scene, check: Stored) -> str:
    """Which check, by its day."""
    place = check.session.place
    day = place.at.date() if isinstance(place, Submitted) else check.changed_at.date()
    return scene.speech.say("Check of {date}", date=scene.speech.date(day))


def state_words(scene: Scene, share: Share) -> str:
    """Whether a share is open, withdrawn, past its day, or compared."""
    speech = scene.speech
    if share.withdrawn_at:
        return speech.say("withdrawn on {date}", date=speech.date(share.withdrawn_at.date()))
    if not share.open(scene.now.date()):
        return speech.say("ended on {date}", date=speech.date(share.until))
    if share.closed_at:
        return speech.say("side by side since {date}", date=speech.date(share.closed_at.date()))
    return speech.say("shared until {date}", date=speech.date(share.until))


# --- one share -----------------------------------------------------------------------------------------------


def share_page(scene: Scene, page: Page, view: ShareSeen) -> None:
    """One share: state, assessors, requests; never what anybody rated."""
    speech, share = scene.speech, view.share
    page.bold(check_words(scene, view.check)).line(state_words(scene, share))
    refusals(scene, page)
    if view.sure:
        _sure(scene, page, view)
        return
    parts = [
        (share.facts, speech.say("Facts")),
        (share.proofs, speech.say("Proof")),
        (share.notes, speech.say("Notes")),
        (share.guided, speech.say("guided, not blind")),
    ]
    page.line(speech.say("Shared: {parts}", parts=speech.listed(name for on, name in parts if on) or "–"))
    _invited(scene, page, view)
    going = share.open(scene.now.date())
    if going:
        _requests(scene, page, view)
    else:
        _what_stays(scene, page, share)
    id = str(share.id)
    if share.closed_at:
        page.row(Button(speech.say("Side by side"), Tap("sides", choice=id)))
    elif going:
        page.row(Button(speech.say("Invite an assessor"), Tap("invite-assessor", choice=id)))
        if any(each.done for each in view.invited):
            page.row(Button(speech.say("Show the sides now"), Tap("share-close", choice=id)))
    if going:
        page.row(Button(speech.say("Withdraw"), Tap("share-withdraw", choice=id)))
    _pack(scene, page, view.check)
    page.row(Button(speech.say("All shares"), Tap("sharing")), Button(speech.say("Menu"), Tap("menu")))


def _what_stays(scene: Scene, page: Page, share: Share) -> None:
    """What withdrawing can't take back."""
    if share.proofs:
        page.line(
            scene.speech.say(
                "Opened files leave the assessors' chats as far as Telegram allows: 48 hours. What was opened before "
                "that, in a terminal, or was kept in another way can't be taken back."
            )
        )


def _pack(scene: Scene, page: Page, check: Stored) -> None:
    """The way to a hand-off pack of the check; its report needs the full one."""
    if check.session.scope.kind != "express":
        page.row(Button(scene.speech.say("Hand-off pack (ZIP)"), Tap("pack", check.id)))


def _sure(scene: Scene, page: Page, view: ShareSeen) -> None:
    """Asks once before what can't be taken back."""
    speech, id = scene.speech, str(view.share.id)
    page.gap()
    if view.sure == "withdraw":
        page.bold(speech.say("Withdraw it? No assessor sees anything of it any more, at once and for good."))
        _what_stays(scene, page, view.share)
    else:
        page.bold(
            speech.say("Show the sides now? Who has not submitted can't rate any more, and no rating is reopened.")
        )
    page.row(
        Button(speech.say("Yes"), Tap(f"share-{view.sure}", 0, "yes", id)),
        Button(speech.say("No"), Tap("shared", choice=id)),
    )


def _invited(scene: Scene, page: Page, view: ShareSeen) -> None:
    speech, share = scene.speech, view.share
    many = len(rated_of(view.survey, share.scope))
    for number, each in enumerate(view.invited, start=1):
        leads = each.review is not None and each.review == share.lead and each.invitation.present
        lead = speech.say(" (lead)") if leads else ""
        page.gap().line(f"{number}. {each.invitation.name or speech.say('Assessor {n}', n=number)}{lead}", "bold")
        page.line("   " + _how_far(scene, each, many))
        rating = share.closed_at is None and share.open(scene.now.date())
        buttons = invitation_buttons(scene, each, number, admits=rating)
        if share.closed_at and each.done and each.review and each.invitation.present and not leads:
            buttons.append(Button(speech.say("Lead: {n}", n=number), Tap("lead", 0, str(each.review), str(share.id))))
        page.row(*buttons)


def _how_far(scene: Scene, each: Invited, many: int) -> str:
    speech, held = scene.speech, each.invitation
    if held.ended_at:
        return speech.say("ended on {date}", date=speech.date(held.ended_at.date()))
    if each.done:
        return speech.say("submitted")
    if held.let_in_at:
        return speech.say("let in, rated {done} of {many}", done=each.rated, many=many)
    if held.taken_at:
        return speech.say("taken on {date}, waits to be let in", date=speech.date(held.taken_at.date()))
    if not held.free(scene.now):
        return speech.say("not taken in time")
    return speech.say("not taken yet, until {date}", date=speech.date(held.until.date()))


def invitation_buttons(scene: Scene, each: Invited, number: int, *, admits: bool = True) -> list[Button]:
    """Letting in and turning away, as far as there is somebody or something."""
    speech, held = scene.speech, each.invitation
    buttons = []
    if held.waiting:
        if admits:
            buttons.append(Button(speech.say("Let in: {n}", n=number), Tap("let-in", choice=str(held.id))))
        buttons.append(Button(speech.say("Turn away: {n}", n=number), Tap("uninvite", choice=str(held.id))))
    elif held.inside or held.free(scene.now):
        buttons.append(Button(speech.say("End: {n}", n=number), Tap("uninvite", choice=str(held.id))))
    return buttons


def _requests(scene: Scene, page: Page, view: ShareSeen) -> None:
    """Proof that is asked for: which indicator, never by what rating."""
    speech = scene.speech
    wanted = list(dict.fromkeys(each.question for each in view.requests if each.done_at is None))
    if not wanted:
        return
    page.gap().bold(speech.say("Proof is asked for"))
    for id in wanted:
        page.line(f"• {name_of(view.survey.questions[id])}")
    captions = {id: view.survey.indicators[id].number for id in wanted[:REQUESTS] if id in view.survey.indicators}
    for id, number in captions.items():
        page.row(
            Button(speech.say("Add proof: {number}", number=number), Tap("proofs", view.check.id, id)),
            Button(speech.say("Dealt with: {number}", number=number), Tap("proof-done", 0, id, str(view.share.id))),
        )


def made_page(scene: Scene, page: Page, view: InvitationMade) -> None:
    """The code, once: whoever has it can come in by it."""
    speech = scene.speech
    page.bold(speech.say("An invitation for one person"))
    until = speech.date(view.invitation.until.date())
    page.line(
        speech.say(
            "Send this to the person you mean. It serves once, until {date}. You see who took it, and nothing is shown "
            "to them before you let them in. It is not shown again.",
            date=until,
        )
    )
    page.gap()
    if view.link:
        page.line(view.link)
    page.line(speech.say("Code: {code}", code=view.code))
    page.line(speech.say("Sent to the bot as a message, the code leads to the invitation as well."), "italic")
    back = {"shared": Tap("shared", choice=str(view.invitation.share or 0)), "team": Tap("team"), "ask": Tap("sharing")}
    page.row(Button(speech.say("Back"), back[view.back]), Button(speech.say("Menu"), Tap("menu")))
