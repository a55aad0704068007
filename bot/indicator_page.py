"""An indicator of the result: its level now and the next one, what proves it, how to improve, the next weakest."""

from bot.explaining import back, points_line, weaker_button
from bot.proofs import held_lines
from bot.questions import facts_of
from bot.scene import Scene
from bot.screens import Button, Page, Tap, shortened
from bot.why import proof_lines, threshold_words
from bot.wording import answer_words, documented_words, letter_of, name_of
from surveys.indicators import ComputedIndicator, Indicator, Level
from surveys.path import counted, documented
from surveys.quantities import level_of
from surveys.scoring import score
from surveys.session import Asking, Documented, Named, Proving, Submitted
from surveys.weakest import weakest_indicators


def indicator_page(scene: Scene, page: Page, id: str) -> None:
    """One indicator down to the answer, the rule, its basis and the survey version; and what to do about it."""
    speech, survey = scene.speech, scene.survey
    indicator = survey.indicators[id]
    level = level_of(survey, counted(survey, scene.session.answers), indicator)
    page.bold(name_of(indicator)).gap()
    _level_now(scene, page, indicator, level)
    if level:
        _next_level(scene, page, indicator, level)
    _proof(scene, page, indicator, level)
    page.gap().bold(speech.say("How to improve")).line(indicator.improve)
    page.gap().line(
        speech.say(
            "Wording, levels and points are ours; survey {survey}, version {version}.",
            survey=survey.id,
            version=survey.version,
        ),
        "italic",
    )
    _buttons(scene, page, indicator, level)


def _level_now(scene: Scene, page: Page, indicator: Indicator, level: Level | None) -> None:
    """The level with its statement, points and colours, and the threshold behind the colours."""
    speech, survey = scene.speech, scene.survey
    page.bold(speech.say("Level now"))
    if level:
        page.line(f"{letter_of(level.points)}  {level.text}")
    page.line(points_line(scene, indicator, score(survey, scene.session.answers)))
    _answer_lines(scene, page, indicator, level)
    page.line(threshold_words(scene, indicator), "italic")
    if not indicator.scored:
        page.line(
            speech.say("A precondition without points: it can block a label, but adds nothing (our conclusion)."),
            "italic",
        )


def _answer_lines(scene: Scene, page: Page, indicator: Indicator, level: Level | None) -> None:
    """What was answered, unless that is the level's letter; when; the facts that it follows from."""
    speech, survey = scene.speech, scene.survey
    answers = counted(survey, scene.session.answers)
    question = survey.questions[indicator.id]
    words = answer_words(speech, survey, answers, question)
    answer = answers.get(indicator.id)
    if words and not (level and words == letter_of(level.points)):
        page.line(speech.say("Your answer: {answer}", answer=shortened(words, 200)))
    if words and answer and answer.value is not None:
        page.line(speech.say("given on {date}", date=speech.date(answer.at.date())), "italic")
    for id in facts_of(question) if isinstance(question, ComputedIndicator) else ():
        fact = survey.questions[id]
        told = answer_words(speech, survey, answers, fact) or speech.say("open")
        page.line(speech.say("from {fact}: {answer}", fact=fact.title, answer=told))


def _next_level(scene: Scene, page: Page, indicator: Indicator, level: Level) -> None:
    """The level above, with the effort and the months of the step."""
    speech = scene.speech
    above = indicator.level(level.points + 1)
    page.gap().bold(speech.say("Next level"))
    if above is None:
        page.line(speech.say("None: this is the highest level."))
        return
    page.line(f"{letter_of(above.points)}  {above.text}")
    if above.step and above.step.time_only:
        page.line(speech.count("Only time helps: {n} month.", "Only time helps: {n} months.", above.step.months))
    elif above.step and above.step.effort:
        page.line(_takes(scene, above.step.effort, above.step.months))


def _takes(scene: Scene, effort: str, months: int) -> str:
    speech = scene.speech
    title = next(each.title for each in scene.survey.efforts if each.id == effort)
    least = speech.count("{n} month", "{n} months", months)
    return speech.say("Effort {effort}; at least {months}.", effort=title, months=least)


def _proof(scene: Scene, page: Page, indicator: Indicator, level: Level | None) -> None:
    """The documents that prove it, what was said about them, which one was named, what documenting takes."""
    speech, survey = scene.speech, scene.survey
    page.gap().bold(speech.say("What proves it"))
    for line in proof_lines(scene, indicator):
        page.line(line)
    for line in held_lines(scene, indicator.id):
        page.line(line)
    if level is None:
        return
    if level.points == 0:
        page.line(speech.say("nothing to document at 0 points"))
        return
    answers = counted(survey, scene.session.answers)
    state = documented(survey, answers, indicator.id)
    if state:
        page.line(speech.say("By your own statement: {state}", state=documented_words(speech, state)))
    else:
        page.line(speech.say("Whether it is documented is still open."))
    answer = answers.get(indicator.id)
    if answer and answer.document and state in (Documented.YES, Documented.PARTLY):
        page.line(speech.say("Your document: {document}", document=_named(answer.document)))
    if state is not Documented.YES:
        takes = _takes(scene, indicator.document.effort, indicator.document.months)
        page.line(speech.say("To document it: {effort}", effort=takes))


def _named(document: Named) -> str:
    """Title, date and place of a document, as the person gave them."""
    return ", ".join(filter(None, (shortened(document.title, 200), document.date, document.place)))


def _buttons(scene: Scene, page: Page, indicator: Indicator, level: Level | None) -> None:
    """To change it, to try a level, to go on to the next weakest, and back."""
    speech, number = scene.speech, scene.number
    full = scene.session.scope.kind != "express"
    buttons = []
    if isinstance(scene.session.place, Submitted):
        buttons.append(Button(speech.say("New check"), Tap("check")))
    else:
        caption = speech.say("Change the answer") if level else speech.say("Answer it")
        buttons.append(Button(caption, Tap("goto", number, indicator.id, _at_hand(scene))))
    if full:
        buttons.append(Button(speech.say("What if?"), Tap("what-if", number, indicator.id)))
        buttons.append(Button(speech.say("Proof"), Tap("proofs", number, indicator.id)))
    page.row(*buttons)
    if full:
        _way_on(scene, page, indicator)
    back(scene, page)


def _at_hand(scene: Scene) -> str:
    """The question that a check stands at: where a change from the result leads back to."""
    place = scene.session.place
    return place.question if isinstance(place, Asking | Proving) else ""


def _way_on(scene: Scene, page: Page, indicator: Indicator) -> None:
    """The next weakest of its dimension, after the last one the next weakest dimension; and its own dimension."""
    speech, number = scene.speech, scene.number
    home = scene.survey.homes[indicator.id]
    card = score(scene.survey, scene.session.answers)
    order = weakest_indicators(home, card)
    after = order[order.index(indicator) + 1 :]
    if after:
        following = {"name": after[0].number}
        still = card.indicators[after[0].id].open
        caption = (
            speech.say("Next open: {name}", **following) if still else speech.say("Next weakest: {name}", **following)
        )
        page.row(Button(caption, Tap("result", number, after[0].id, "indicator")))
    else:
        weaker_button(scene, page, card, home)
    page.row(Button(shortened(f"{home.number} {home.title}", 40), Tap("result", number, home.id, "section")))
