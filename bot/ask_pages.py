"""Asking a colleague on a phone: picking questions, a text to mail, their card, and what came back."""

from bot.asking import MOST, askable, choice_of
from bot.notices import refusals
from bot.review_views import AskPage, Invited, MailText, Offers, Questions, Typing
from bot.scene import Scene
from bot.screens import Button, Page, Tap, shortened
from bot.screens import choice_of as value_choice
from bot.share_pages import invitation_buttons
from bot.wording import answer_words, name_of, option_words, problem_words, short_name, value_words
from storage.offers import Offer
from surveys.definition import ChoiceFact, YesNoFact
from surveys.fitting import YES_NO
from surveys.indicators import ChecklistIndicator, LevelIndicator, Question
from surveys.path import complete
from surveys.session import Choice, Points, Refuse, Value
from surveys.survey import Survey
from surveys.vocabulary import LETTERS

LISTED = 20
"""Answers of colleagues that have buttons; the next ones have when these are dealt with."""


def ask_page(scene: Scene, page: Page, view: AskPage) -> None:
    """Sections, or the questions of one, to tick; then a link or a mail."""
    speech, survey = scene.speech, view.survey
    page.bold(speech.say("Ask a colleague"))
    refusals(scene, page)
    page.line(
        speech.say(
            "Pick up to {most} questions. Your colleague sees the questions and nothing that you answered; what comes "
            "back waits until you take it over.",
            most=MOST,
        )
    )
    for id in view.chosen:
        page.line(f"☑ {name_of(survey.questions[id])}")
    number, chosen = view.check.id, choice_of(survey, view.chosen)
    can = askable(survey, view.check)
    if view.section in {section.id for section in survey.sections}:
        _questions_of(scene, page, view, can)
    else:
        for section in survey.sections:
            here = [each.id for each in section.asked if each.id in can]
            if here:
                name = f"{section.number} {section.title}" if section.number else section.title
                page.row(Button(shortened(name, 50), Tap("ask", number, section.id, chosen)))
    if view.chosen:
        page.row(
            Button(speech.say("Make a link"), Tap("ask-link", number, "", chosen)),
            Button(speech.say("Text to mail"), Tap("ask-mail", number, "", chosen)),
        )
    page.row(Button(speech.say("Answers of colleagues"), Tap("offers")), Button(speech.say("Menu"), Tap("menu")))


def _questions_of(scene: Scene, page: Page, view: AskPage, can: tuple[str, ...]) -> None:
    """The questions of a section; open ones are marked."""
    speech, survey, session = scene.speech, view.survey, view.check.session
    home = next(each for each in survey.sections if each.id == view.section)
    for asked in home.asked:
        if asked.id not in can:
            continue
        on = asked.id in view.chosen
        rest = tuple(id for id in view.chosen if id != asked.id)
        after = rest if on else (*view.chosen, asked.id)
        if len(after) > MOST:
            continue
        still = "" if complete(survey, session.scope, session.answers, asked.id) else " · " + speech.say("still open")
        caption = f"{'☑' if on else '☐'} {shortened(name_of(asked), 44)}{still}"
        page.row(Button(caption, Tap("ask", view.check.id, view.section, choice_of(survey, _ordered(survey, after)))))
    page.row(Button(speech.say("Other sections"), Tap("ask", view.check.id, "", choice_of(survey, view.chosen))))


def _ordered(survey: Survey, ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(id for id in survey.questions if id in ids)


def mail_page(scene: Scene, page: Page, view: MailText) -> None:
    """The questions as text, and where to type in what comes back."""
    speech, survey = scene.speech, view.survey
    page.bold(speech.say("To copy into a mail"))
    for id in view.chosen:
        asked = survey.questions[id]
        page.gap().line(name_of(asked), "bold").line(asked.ask)
        if asked.counts:
            page.line(asked.counts, "italic")
        for line in statements(asked):
            page.line(line)
    page.gap().line(speech.say("What comes back you type in with your colleague's name:"), "italic")
    buttons = [
        Button(shortened(short_name(survey.questions[id]), 30), Tap("ask-type", view.check.id, id))
        for id in view.chosen
    ]
    page.rows(buttons, 2)
    page.row(Button(speech.say("Back"), Tap("ask", view.check.id, "", choice_of(survey, view.chosen))),
             Button(speech.say("Menu"), Tap("menu")))  # fmt: skip


def statements(asked: Question) -> list[str]:
    """The lettered statements, options or items of a question."""
    match asked:
        case LevelIndicator():
            texts = [level.text for level in asked.levels]
        case ChoiceFact():
            texts = [option.text for option in asked.options]
        case ChecklistIndicator():
            texts = [item.text for item in asked.items]
        case _:
            texts = [item.text for item in getattr(asked, "items", ())]
    return [f"{LETTERS[place]}  {text}" for place, text in enumerate(texts)]


def typing_page(scene: Scene, page: Page, view: Typing) -> None:
    """A colleague's name, then what they answered."""
    speech = scene.speech
    asked = view.survey.questions[view.question]
    page.bold(name_of(asked))
    _refused(scene, page, view.survey, asked if view.name else None)
    if not view.name:
        page.line(speech.say("Who answered? Type their name; they should know that it is kept here."))
    else:
        page.line(asked.ask)
        for line in statements(asked):
            page.line(line)
        page.gap().bold(speech.say("Type what {name} answered.", name=view.name))
    page.row(Button(speech.say("Never mind"), Tap("ask", view.check.id)), Button(speech.say("Menu"), Tap("menu")))


def _refused(scene: Scene, page: Page, survey: Survey, asked: Question | None) -> None:
    """What was refused, as the next thing to do for this question."""
    for reply in scene.notices:
        if isinstance(reply, Refuse):
            page.line(problem_words(scene.speech, survey, asked, reply.problem), "italic")


# --- who is asked --------------------------------------------------------------------------------------------


def questions_page(scene: Scene, page: Page, view: Questions) -> None:
    """The questions with one's own answers, or one of them to be answered."""
    speech, survey, held = scene.speech, view.survey, view.invitation
    page.bold(speech.say("Questions for {cluster}", cluster=view.whose))
    _refused(scene, page, survey, survey.questions.get(view.question))
    if view.question:
        _one(scene, page, view, survey.questions[view.question])
        return
    given = {each.question: each for each in view.offers}
    for id in held.questions:
        asked = survey.questions[id]
        page.line(f"{'✓' if id in given else '·'} {name_of(asked)}")
        if id in given:
            page.line("   " + _offer_words(scene, survey, given[id]))
        page.row(Button(shortened(name_of(asked), 50), Tap("offer", held.id, id)))
    page.gap().line(speech.say("Leave open what you don't know."), "italic")
    page.row(Button(speech.say("My reviews"), Tap("review")), Button(speech.say("Menu"), Tap("menu")))


def _offer_words(scene: Scene, survey: Survey, offer: Offer) -> str:
    asked = survey.questions[offer.question]
    words = shortened(value_words(scene.speech, survey, {}, asked, offer.value), 200)
    return scene.speech.say("about {number}", number=words) if offer.estimate else words


def _one(scene: Scene, page: Page, view: Questions, asked: Question) -> None:
    """The question's own words, never what the check has; letters as buttons, everything else is typed."""
    speech, held = scene.speech, view.invitation
    page.bold(name_of(asked)).line(asked.ask)
    if asked.counts:
        page.line(asked.counts, "italic")
    for line in statements(asked):
        page.line(line)
    page.gap().line(speech.say("Tap a letter, or type your answer. “About 12” is fine for a number."), "italic")
    values: list[tuple[str, Value]] = []
    match asked:
        case LevelIndicator():
            values = [(LETTERS[place], Points(level.points)) for place, level in enumerate(asked.levels)]
        case ChoiceFact():
            values = [(LETTERS[place], Choice(option.id)) for place, option in enumerate(asked.options)]
        case YesNoFact():
            values = [(option_words(speech, view.survey, asked, each), Choice(each)) for each in YES_NO]
        case _:
            pass
    buttons = [Button(label, Tap("offer-give", held.id, asked.id, value_choice(value))) for label, value in values]
    page.rows(buttons, 3 if len(buttons) <= 6 else 7)
    page.row(Button(speech.say("All questions"), Tap("questions", choice=str(held.id))))


# --- what came back ------------------------------------------------------------------------------------------


def offers_page(scene: Scene, page: Page, view: Offers) -> None:
    """Each answer with who gave it, beside what the check has now."""
    speech, survey = scene.speech, view.survey
    page.bold(speech.say("Answers of colleagues"))
    refusals(scene, page)
    if not view.offers:
        page.line(speech.say("Nothing waits."))
    for number, each in enumerate(view.offers[:LISTED], start=1):
        asked = survey.questions.get(each.question)
        check = view.checks.get(each.session)
        if asked is None or check is None:
            continue
        page.gap().line(f"{number}. {name_of(asked)}", "bold")
        name = each.name or speech.say("somebody who left")
        page.line("   " + speech.say("{name} says: {answer}", name=name, answer=_offer_words(scene, survey, each)))
        now = answer_words(speech, survey, check.session.answers, asked) or speech.say("open")
        page.line("   " + speech.say("In the check now: {answer}", answer=shortened(now, 200)), "italic")
        page.row(
            Button(speech.say("Take over: {n}", n=number), Tap("offer-take", choice=str(each.id))),
            Button(speech.say("Set aside: {n}", n=number), Tap("offer-drop", choice=str(each.id))),
        )
    more = len(view.offers) - LISTED
    if more > 0:
        page.gap().line(speech.count("… and {n} more", "… and {n} more", more))
    _colleagues(scene, page, view)
    page.row(Button(speech.say("Share and review"), Tap("sharing")), Button(speech.say("Menu"), Tap("menu")))


def _colleagues(scene: Scene, page: Page, view: Offers) -> None:
    """Who was asked: to be let in, turned away, or asked no more."""
    speech = scene.speech
    for number, held in enumerate(view.invited, start=len(view.offers) + 1):
        asked = ", ".join(short_name(view.survey.questions[id]) for id in held.questions if id in view.survey.questions)
        page.gap().line(f"{number}. {held.name or speech.say('Invitation')}: {shortened(asked, 200)}", "bold")
        if held.waiting:
            page.line("   " + speech.say("waits to be let in"))
        elif held.free(scene.now):
            page.line("   " + speech.say("not taken yet, until {date}", date=speech.date(held.until.date())))
        page.row(*invitation_buttons(scene, Invited(held, None, 0, False), number))
