"""What is different on an assessor's cards: whose check, what a rating rests on, remarks, and how it ends."""

from bot.notices import notices
from bot.practice_card import ending
from bot.rating_words import rating_words, remark_lines, rests_words
from bot.scene import Scene
from bot.screens import Button, Page, Rows, Screen, Tap, shortened
from bot.shared_proof_pages import card_buttons, on_card
from bot.speech import LANGUAGES
from storage.reviews import Remark, RestsOn
from surveys.indicators import Indicator, Question
from surveys.session import CannotJudge, Review


def beside_rating(scene: Scene, page: Page, question: Question) -> None:
    """What is shared of the indicator, what was written beside the rating, and that it can't be judged."""
    speech, beside = scene.speech, scene.beside
    if beside is None or not isinstance(question, Indicator):
        return
    claim = beside.claimed.get(question.id)
    if claim and scene.seat and scene.seat.share.guided:
        page.gap().line(speech.say("The cluster says: {rating}", rating=rating_words(speech, claim)), "bold")
        page.line(speech.say("Guided, not blind."), "italic")
    shared_evidence(scene, page, question)
    answer = scene.session.answers.get(question.id)
    if answer and isinstance(answer.mark, CannotJudge):
        page.gap().line(speech.say("You can't judge this: {reason}", reason=shortened(answer.mark.reason, 200)))
    remark = beside.remarks.get(question.id, Remark())
    for line in remark_lines(speech, remark):
        page.line(line, "italic")


def shared_evidence(scene: Scene, page: Page, question: Question) -> None:
    """The named document, the proofs and the note, as far as they are shared."""
    speech, beside = scene.speech, scene.beside
    if beside is None or not isinstance(question, Indicator):
        return
    document = beside.documents.get(question.id)
    if document:
        parts = ", ".join(filter(None, (shortened(document.title, 200), document.date, document.place)))
        page.gap().line(speech.say("Named document: {document}", document=parts))
    on_card(scene, page, question)
    note = beside.notes.get(question.id)
    if note:
        page.line(speech.say("The cluster's note: {note}", note=shortened(note, 300)), "italic")


def beside_buttons(scene: Scene, question: Question) -> Rows:
    """The buttons above the footer of an assessor's card."""
    speech, number, id = scene.speech, scene.number, question.id
    if scene.beside is None:
        return ()
    others = [Button(name, Tap("language", number, choice=code)) for code, name in LANGUAGES.items()
              if code != scene.language]  # fmt: skip
    told = (Button(speech.say("What is shared"), Tap("told", number)), *others)
    if not isinstance(question, Indicator):
        return (told,)
    held = scene.beside.remarks.get(id, Remark())
    rests = tuple(
        Button(("✓ " if held.rests_on is each else "") + rests_words(speech, each), Tap("rests", number, id, each))
        for each in RestsOn
    )
    asked = speech.say("Proof is asked for") if id in scene.beside.requested else speech.say("Ask for proof")
    return (
        *card_buttons(scene, id),
        rests,
        (
            Button(speech.say("Comment"), Tap("remark", number, id, "comment")),
            Button(speech.say("For the meeting"), Tap("remark", number, id, "ask")),
        ),
        (
            Button(speech.say("Can't judge"), Tap("remark", number, id, "judge")),
            Button(asked, Tap("ask-proof", number, id)),
        ),
        told,
    )


def finish(scene: Scene, shown: Review) -> Screen:
    """The end of an assessment: what is open, and then it is final."""
    speech = scene.speech
    after = speech.say("After this no rating can be changed. What is open counts as not rated.")
    return ending(scene, shown, speech.say("Before you submit your ratings"), after, speech.say("Submit the ratings"))


def finished(scene: Scene) -> Screen:
    """It is submitted; the sides follow when everybody has."""
    speech = scene.speech
    page = Page().bold(speech.say("Submitted on {date}.", date=speech.date(scene.on)))
    notices(scene, page)
    shown = scene.seat is not None and scene.seat.share.closed_at is not None
    if shown and scene.seat:
        page.line(speech.say("Thank you. The sides can be compared now."))
        page.row(Button(speech.say("Side by side"), Tap("sides", choice=str(scene.seat.share.id))))
    else:
        page.line(
            speech.say("Thank you. The sides are shown when all assessors have submitted, or the cluster closes it.")
        )
    page.row(Button(speech.say("What is shared"), Tap("told", scene.number)))
    page.row(Button(speech.say("My reviews"), Tap("review")), Button(speech.say("Menu"), Tap("menu")))
    return page.screen()
