"""The live card: a question, 'is that documented?', the review, thanks; and the notes beside them."""

from typing import assert_never

from bot import review_card
from bot.choices import choices
from bot.notices import notices, readings
from bot.practice_card import beside_card, finish, finished
from bot.questions import body, header, section_line
from bot.scene import Doubted, Keep, Scene
from bot.screens import Button, Page, Screen, Tap, shortened, trace
from bot.second_looks import first_of, question_about
from bot.wording import answer_words, letter_of, name_lines, name_of, short_name
from surveys.conditions import holds
from surveys.engine import current
from surveys.indicators import Indicator, Level, LevelIndicator, Question
from surveys.path import counted
from surveys.quantities import level_of
from surveys.sanity import SecondLook
from surveys.session import NOTE_LIMIT, Ask, Documented, Prove, QuestionId, Review, Submitted, Thank

LISTED = 8
"""How many open questions the review names; the overview has them all."""


def card(scene: Scene) -> Screen:
    """The card the session stands at."""
    shown = current(scene.survey, scene.session)
    match shown:
        case Ask(question):
            return _ask(scene, scene.survey.questions[question])
        case Prove(question):
            return _prove(scene, scene.survey.questions[question])
        case Review():
            return _review(scene, shown)
        case Thank():
            return _thank(scene)
        case _:
            assert_never(shown)


def _begun(scene: Scene, question: Question) -> Page:
    """The top of a question's card: its place in the check first, then what is to be said before it."""
    page = Page().bold(header(scene, question))
    if scene.resumed and scene.stored:
        day = scene.speech.date(scene.stored.changed_at.date())
        page.line(scene.speech.say("Here you were, last on {date}.", date=day), "italic")
    notices(scene, page)
    section = section_line(scene, question)
    if section:
        page.bold(section)
    if isinstance(scene.view, Keep):
        page.line(scene.speech.say("You typed: {text}", text=shortened(scene.view.text, 200)), "italic")
        page.row(Button(scene.speech.say("Keep that as a note"), Tap("keep", scene.number, question.id))).gap()
    if isinstance(scene.view, Doubted):
        _doubted(scene, page, scene.view)
    return page


def _doubted(scene: Scene, page: Page, view: Doubted) -> None:
    """Texts that may not have been meant for this card, each with a button that makes it the answer."""
    for text in view.texts:
        page.line(scene.speech.say("You typed: {text}", text=shortened(text, 200)), "italic")
        use = scene.speech.say("Use “{text}” as the answer", text=shortened(text, 24))
        page.row(Button(use, Tap("use", scene.number, view.question, trace(text))))
    page.gap()


def _ask(scene: Scene, question: Question) -> Screen:
    page = _begun(scene, question)
    body(scene, page, question)
    review_card.beside_rating(scene, page, question)
    _note_line(scene, page, question)
    readings(scene, page)
    choices(scene, page, question)
    footer(scene, page, question)
    return page.screen(typing=True, asks=question.id)


def _prove(scene: Scene, question: Question) -> Screen:
    speech = scene.speech
    page = _begun(scene, question)
    level = level_of(scene.survey, scene.session.answers, question) if isinstance(question, Indicator) else None
    if level is None or not isinstance(question, Indicator):
        raise LookupError("only a level can be documented")
    now = answer_words(speech, scene.survey, scene.session.answers, question)
    page.line(speech.say("Your level: {answer}", answer=now))
    for each in _to_prove(question, level):
        page.line(f"{letter_of(each.points)}  {each.text}")
    page.gap()
    if question.document.about_document and scene.session.kind == "self":
        page.bold(speech.say("Can you show the document today, with its date?"))
    elif question.document.about_document:
        page.bold(speech.say("Is the document there, with its date?"))
    else:
        page.bold(speech.say("Is that documented?"))
    page.line(speech.say("For example: {proof}", proof=question.proof[0].text), "italic")
    review_card.shared_evidence(scene, page, question)
    _note_line(scene, page, question)
    captions = {
        Documented.YES: speech.say("Yes"),
        Documented.PARTLY: speech.say("Partly"),
        Documented.NO: speech.say("No"),
    }
    page.row(*(Button(caption, Tap("doc", scene.number, question.id, state)) for state, caption in captions.items()))
    if scene.session.kind == "self":
        page.row(Button(speech.say("Proof"), Tap("proofs", scene.number, question.id)))
    footer(scene, page, question)
    return page.screen(typing=True, asks=f"{question.id}: documented")


def _to_prove(question: Indicator, level: Level) -> list[Level]:
    """The chosen level, so that a wrong tap is seen; of a ladder that adds, all the facts that it holds."""
    if isinstance(question, LevelIndicator) and question.ladder == "adds":
        return [each for each in question.levels if 0 < each.points <= level.points]
    return [level]


def footer(scene: Scene, page: Page, question: Question) -> None:
    """The same five buttons under every question."""
    speech, number, id = scene.speech, scene.number, question.id
    for row in (*beside_card(scene), *review_card.beside_buttons(scene, question)):
        page.row(*row)
    page.row(
        Button(speech.say("Back"), Tap("back", number, id)),
        Button(speech.say("Why?"), Tap("why", number, id)),
        Button(speech.say("Note"), Tap("note", number, id)),
        Button(speech.say("Skip"), Tap("skip", number, id)),
        Button(speech.say("Menu"), Tap("menu")),
    )


def _note_line(scene: Scene, page: Page, question: Question) -> None:
    answer = scene.session.answers.get(question.id)
    if answer and answer.note:
        page.gap().line(scene.speech.say("Your note: {note}", note=shortened(answer.note, 200)), "italic")


def _review(scene: Scene, shown: Review) -> Screen:
    """What is open and skipped, estimates, answers that do not fit each other; then submit or go on."""
    if scene.session.kind == "practice":
        return finish(scene, shown)
    if scene.session.kind == "assessment":
        return review_card.finish(scene, shown)
    speech, survey, number = scene.speech, scene.survey, scene.number
    express = scene.session.scope.kind == "express"
    page = Page().bold(speech.say("The express check is done") if express else speech.say("Before you finish"))
    notices(scene, page)
    _named(scene, page, speech.say("Open"), shown.open)
    _named(scene, page, speech.say("Skipped"), shown.skipped)
    if not shown.open and not shown.skipped:
        page.line(speech.say("Every question is answered."))
    answers = counted(survey, scene.session.answers)
    estimates = tuple(id for id, each in answers.items() if each.estimate)
    _named(scene, page, speech.say("Estimates to confirm"), estimates)
    doubts = [each.text for each in survey.contradictions if holds(survey, answers, each.when)]
    for doubt in doubts:
        page.gap().line(f"? {doubt}")
    unfinished = (*shown.open, *shown.skipped, *estimates)
    if unfinished:
        page.row(
            Button(
                speech.say("Go to {name}", name=short_name(survey.questions[unfinished[0]])),
                Tap("goto", number, unfinished[0]),
            )
        )
    page.row(Button(speech.say("See the result"), Tap("result", number)))
    if express:
        page.gap().line(speech.say("It flows into the full check with all answers kept; only that one is submitted."))
        page.row(Button(speech.say("Go on with the full check"), Tap("widen", number)))
    else:
        page.gap().line(speech.say("You can submit with open questions; the result says what is missing."))
        page.row(Button(speech.say("Submit"), Tap("sure", number)))
    page.row(
        Button(speech.say("Back"), Tap("back", number)),
        Button(speech.say("Overview"), Tap("overview", number)),
        Button(speech.say("Menu"), Tap("menu")),
    )
    return page.screen()


def _named(scene: Scene, page: Page, what: str, questions: tuple[QuestionId, ...]) -> None:
    if not questions:
        return
    page.line(f"{what} ({len(questions)}):")
    for line in name_lines(scene.speech, scene.survey, questions, LISTED):
        page.line(line)


def sure(scene: Scene, looks: tuple[SecondLook, ...] = ()) -> Screen:
    """Asks once before the session is closed for ever; what is worth a second look is asked, and blocks nothing."""
    speech, number = scene.speech, scene.number
    page = Page().bold(speech.say("Submit this check?"))
    page.line(
        speech.say(
            "It gets today's date and never changes after that. A later check is a new one, with these answers "
            "shown for confirmation."
        )
    )
    for look in looks:
        page.gap().line(f"? {question_about(scene, look)}")
        first = first_of(look)
        if first:
            name = short_name(scene.survey.questions[first])
            page.row(Button(speech.say("Go to {name}", name=name), Tap("goto", number, first)))
    page.row(
        Button(speech.say("Yes, submit"), Tap("submit", number)), Button(speech.say("Not yet"), Tap("goto", number))
    )
    return page.screen()


def _thank(scene: Scene) -> Screen:
    speech, number = scene.speech, scene.number
    if scene.session.kind == "practice":
        return finished(scene)
    if scene.session.kind == "assessment":
        return review_card.finished(scene)
    page = Page().bold(speech.say("Submitted on {date}.", date=speech.date(scene.on)))
    notices(scene, page)
    page.line(
        speech.say(
            "Thank you. This check is kept as it is. Your result is provisional; nothing was sent to ESCA or EUCLES."
        )
    )
    page.row(Button(speech.say("See the result"), Tap("result", number)))
    page.row(Button(speech.say("New check"), Tap("choose")), Button(speech.say("Menu"), Tap("menu")))
    return page.screen()


def note(scene: Scene, question: str) -> Screen:
    """The note on a question, and what can be done with it."""
    speech, number = scene.speech, scene.number
    asked = scene.survey.questions[question]
    answer = scene.session.answers.get(question)
    page = Page().bold(speech.say("Note · {name}", name=name_of(asked)))
    notices(scene, page)
    closed = isinstance(scene.session.place, Submitted)
    if closed:
        _closed_note(scene, page, question, answer.note if answer else None)
    elif answer and answer.note:
        page.line(shortened(answer.note, NOTE_LIMIT)).gap()
        state = (
            speech.say("It may go into reports and what you share.")
            if answer.note_shared
            else speech.say("It is private: it goes into no report and is not shared.")
        )
        page.line(state)
        switch = speech.say("Keep it private") if answer.note_shared else speech.say("Let it into reports")
        page.row(
            Button(switch, Tap("share", number, question, "off" if answer.note_shared else "on")),
            Button(speech.say("Delete the note"), Tap("erase-note", number, question, "yes")),
        )
        page.line(speech.say("Type a new text to replace it."))
    else:
        page.line(
            speech.say(
                "Type your note, up to {limit} characters. It is private unless you switch that.", limit=NOTE_LIMIT
            )
        )
    page.row(Button(speech.say("To the check") if closed else speech.say("To the question"), Tap("card", number)))
    return page.screen(typing=not closed, asks=f"{question}: note")


def _closed_note(scene: Scene, page: Page, question: str, note: str | None) -> None:
    """Of a submitted check's note only its end is still open: it can be deleted."""
    speech = scene.speech
    page.line(shortened(note, NOTE_LIMIT) if note else speech.say("There is no note."))
    page.gap().line(speech.say("This check is submitted: its notes can be deleted, but not changed."))
    if note:
        page.row(Button(speech.say("Delete the note"), Tap("erase-note", scene.number, question, "yes")))
