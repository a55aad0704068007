"""Coming in and reviewing on a phone: the invitation's text, waiting, my reviews, what is shared, remarks."""

from bot.notices import refusals
from bot.review_views import InvitationText, RemarkPage, Seats, SeatSeen, Told, Waiting
from bot.scene import Scene
from bot.screens import Button, Page, Tap, shortened
from bot.shared_proof_files import left_out
from bot.shared_proof_pages import told_proofs
from bot.wording import answer_words, counts_lines, name_of
from storage.reviews import REMARK_LIMIT
from surveys.access import Stage, Thing
from surveys.amounts import stated_counts
from surveys.definition import CountsFact

LEFT_OUT = 10
"""Files that are not in the ZIP and are named; its index names all."""


def invitation_page(scene: Scene, page: Page, view: InvitationText) -> None:
    """What somebody is invited to, and what they agree to by accepting."""
    speech, held = scene.speech, view.invitation
    match held.kind:
        case "assessor":
            page.bold(speech.say("You are invited to review: {cluster}", cluster=view.whose))
        case "team":
            page.bold(speech.say("You are invited to work in: {cluster}", cluster=view.whose))
        case "colleague":
            page.bold(speech.say("You are asked something for: {cluster}", cluster=view.whose))
    refusals(scene, page)
    if view.own or view.twice:
        page.line(_not_for_you(scene, view))
        page.row(Button(speech.say("Menu"), Tap("menu")))
        return
    _agreed_to(scene, page, view)
    page.gap().line(
        speech.say(
            "Who manages the cluster sees the name that you type, when you opened what, and must let you in. You can "
            "erase everything about you at any time with /delete."
        )
    )
    if view.named:
        page.gap().bold(speech.say("Type the name by which they know you."))
        page.row(Button(speech.say("Menu"), Tap("menu")))
        return
    caption = speech.say("I declare that and accept") if held.kind == "assessor" else speech.say("Accept")
    page.row(Button(caption, Tap("accept", choice=view.code)))
    page.row(Button(speech.say("Not for me"), Tap("menu")))


def _not_for_you(scene: Scene, view: InvitationText) -> str:
    speech = scene.speech
    if view.twice:
        return speech.say("You review this check already: see /review.")
    if view.invitation.kind == "assessor":
        return speech.say("You work in this cluster, so you can't review it. Ask somebody from outside.")
    return speech.say("You work in this cluster already.")


def _agreed_to(scene: Scene, page: Page, view: InvitationText) -> None:
    speech, held = scene.speech, view.invitation
    match held.kind:
        case "assessor":
            if view.share and view.share.guided:
                page.line(speech.say("An express pre-screen, guided and not blind: you see the cluster's levels."))
            else:
                page.line(
                    speech.say("You rate the indicators without seeing the cluster's own levels, until you submit.")
                )
            page.gap().bold(speech.say("Confidentiality"))
            page.line(
                speech.say(
                    "What you see here you use for this review only. You tell nobody, copy nothing, and keep nothing "
                    "after it."
                )
            )
            page.bold(speech.say("No conflict of interest"))
            page.line(
                speech.say(
                    "You work neither for this cluster nor for one of its members, have no contract with it, are not "
                    "paid by it, and know of nothing else that could sway your rating. Your declaration is dated today."
                )
            )
        case "team" if held.role == "editor":
            page.line(speech.say("As an editor you answer, name documents and plan. You see all checks, notes too."))
        case "team":
            page.line(speech.say("As a reader you see the result, and neither notes nor plan."))
        case "colleague":
            count = len(held.questions)
            page.line(
                speech.count(
                    "{n} question. Your answer is a proposal with your name; who manages the check takes it over or "
                    "not. You do not see what they answered.",
                    "{n} questions. Your answers are proposals with your name; who manages the check takes them over "
                    "or not. You do not see what they answered.",
                    count,
                )
            )


def waiting_page(scene: Scene, page: Page, view: Waiting) -> None:
    """It is taken, and somebody must let them in."""
    speech = scene.speech
    page.bold(speech.say("Thank you, {name}.", name=view.name))
    page.line(
        speech.say("Who manages the cluster sees now that you accepted, and lets you in. Until then you see nothing.")
    )
    if view.kind == "team":
        page.line(speech.say("You then find the cluster under /clusters."))
    else:
        page.line(speech.say("You then find it under /review."))
    page.row(Button(speech.say("Menu"), Tap("menu")))


# --- my reviews ----------------------------------------------------------------------------------------------


def seats_page(scene: Scene, page: Page, view: Seats) -> None:
    """My reviews, and the questions I was asked."""
    speech = scene.speech
    page.bold(speech.say("My reviews"))
    if not view.seats and not view.asked:
        page.line(speech.say("Nobody invited you yet. Whoever manages a cluster makes an invitation under /share."))
    for each in view.seats:
        page.gap().line(each.whose or speech.say("A review that is over"), "bold")
        page.line("   " + _seat_line(scene, each))
        _seat_button(scene, page, each)
    for invitation, name in view.asked:
        many = len(invitation.questions)
        page.gap().line(speech.count("{n} question for {cluster}", "{n} questions for {cluster}", many, cluster=name))
        page.row(Button(speech.say("Answer: {cluster}", cluster=shortened(name, 30)),
                        Tap("questions", choice=str(invitation.id))))  # fmt: skip
    page.row(Button(speech.say("Menu"), Tap("menu")))


def _seat_line(scene: Scene, each: SeatSeen) -> str:
    speech, share = scene.speech, each.seat.share
    match each.seat.viewer.stage:
        case Stage.OVER:
            kept = speech.say("Delete what you kept of it.") if share.proofs else ""
            return " · ".join(filter(None, (speech.say("withdrawn or ended"), kept)))
        case Stage.WAITING | Stage.INVITED:
            return speech.say("waits to be let in")
        case Stage.SUBMITTED:
            return speech.say("submitted, side by side") if share.closed_at else speech.say("submitted")
        case Stage.LET_IN if share.closed_at:
            return speech.say("closed before you submitted")
        case Stage.LET_IN:
            until = speech.date(share.until)
            return speech.say("rated {done} of {many}, until {date}", done=each.done, many=each.many, date=until)


def _seat_button(scene: Scene, page: Page, each: SeatSeen) -> None:
    speech = scene.speech
    name = shortened(each.whose, 30)
    if each.seat.sees(Thing.DIFFERENCES):
        page.row(
            Button(speech.say("Side by side: {cluster}", cluster=name), Tap("sides", choice=str(each.seat.share.id)))
        )
    elif each.seat.viewer.stage is Stage.LET_IN and each.seat.sees(Thing.QUESTIONS):
        page.row(
            Button(speech.say("Rate: {cluster}", cluster=name), Tap("review-open", choice=str(each.seat.review.id)))
        )


def told_page(scene: Scene, page: Page, view: Told) -> None:
    """Facts, names of documents, notes: only what is shared."""
    speech, survey = scene.speech, view.survey
    page.bold(speech.say("What {cluster} shares", cluster=view.whose))
    refusals(scene, page)
    if Thing.FACTS not in view.shared:
        page.line(speech.say("Facts are not shared."))
    for id in view.facts:
        fact = survey.questions[id]
        page.line(f"{fact.title}: {shortened(answer_words(speech, survey, view.facts, fact), 300)}")
        if isinstance(fact, CountsFact):
            for line in counts_lines(speech, fact, stated_counts(view.facts, id)):
                page.line(f"   {line}")
    if Thing.PROOFS in view.shared:
        page.gap().bold(speech.say("Named documents"))
        for id, each in view.documents.items():
            parts = ", ".join(filter(None, (shortened(each.title, 200), each.date, each.place)))
            page.line(f"{name_of(survey.questions[id])}: {parts}")
        if not view.documents:
            page.line(speech.say("None is named."))
        told_proofs(scene, page, view)
        if view.pack:
            _packed(scene, page, view)
    for id, note in view.notes.items():
        page.gap().line(f"{name_of(survey.questions[id])}: {shortened(note, 300)}", "italic")
    page.row(Button(speech.say("To the card"), Tap("card", view.session)), Button(speech.say("Menu"), Tap("menu")))


def _packed(scene: Scene, page: Page, view: Told) -> None:
    """What is said of the ZIP that goes with this page."""
    speech = scene.speech
    missing = left_out(view)
    if missing:
        page.line(speech.say("Not in the file, because it is not here yet or any more:"), "bold")
    for each in missing[:LEFT_OUT]:
        page.line(f"• {each.name}")
    if len(missing) > LEFT_OUT:
        page.line(speech.count("… and {n} more", "… and {n} more", len(missing) - LEFT_OUT))


def remark_page(scene: Scene, page: Page, view: RemarkPage) -> None:
    """Asks for the words."""
    speech = scene.speech
    name = name_of(scene.survey.questions[view.question])
    match view.field:
        case "comment":
            page.bold(speech.say("Comment · {name}", name=name))
        case "ask":
            page.bold(speech.say("Question for the meeting · {name}", name=name))
        case "judge":
            page.bold(speech.say("Can't judge · {name}", name=name))
    refusals(scene, page)
    if view.now:
        page.line(view.now)
        page.gap().line(speech.say("Type a new text to replace it, or - to take it away."))
    elif view.field == "judge":
        page.line(speech.say("Type why, like “no document was shown”. It stays out of the figures."))
    else:
        page.line(
            speech.say("Type it, up to {limit} characters. The cluster sees it side by side, not before.",
                       limit=REMARK_LIMIT)
        )  # fmt: skip
    page.row(Button(speech.say("To the card"), Tap("card", view.session)))
