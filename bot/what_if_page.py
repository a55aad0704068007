"""What if an indicator stood at another level: each label's status as it would be. Nothing is saved by looking."""

from bot.scene import Scene, WhatIf
from bot.screens import Button, Page, Screen, Tap, shortened
from bot.wording import letter_of, name_of, provisional, value_words
from surveys.indicators import Indicator
from surveys.labels import LabelReadiness, readiness
from surveys.session import Documented
from surveys.simulation import Option, ToFact, ToLevel, options, what_if


def what_if_page(scene: Scene, view: WhatIf) -> Screen:
    """The levels to try, and with one of them picked what would become of each label."""
    speech, survey, number = scene.speech, scene.survey, scene.number
    indicator = survey.indicators[view.indicator]
    found = options(survey, scene.session.answers, view.indicator)
    page = Page().bold(provisional(scene.speech)).bold(speech.say("What if? · {name}", name=name_of(indicator)))
    for option in found:
        level = indicator.level(option.points)
        here = speech.say(" (now)") if option.present else ""
        page.line(f"{letter_of(option.points)}  {shortened(level.text, 120) if level else ''}{here}")
    picked = next((each for each in found if each.points == view.points and each.change is not None), None)
    if picked is not None:
        _outcome(scene, page, indicator, picked)
        if picked.points > next((each.points for each in found if each.present), -1):
            take = Tap("line-new", number, view.indicator, f"p{picked.points}")
            page.row(Button(speech.say("Put it into the plan"), take))
    buttons = [
        Button(letter_of(each.points), Tap("what-if", number, view.indicator, f"p{each.points}"))
        for each in found
        if each.change is not None
    ]
    page.gap().line(speech.say("Pick a level and see what would become of each label. Nothing is saved."), "italic")
    page.rows(buttons, 3)
    page.row(Button(speech.say("To the indicator"), Tap("result", number, view.indicator, "indicator")))
    page.row(Button(speech.say("To the result"), Tap("result", number)), Button(speech.say("Menu"), Tap("menu")))
    return page.screen()


def _outcome(scene: Scene, page: Page, indicator: Indicator, option: Option) -> None:
    """Each label now and then, the level being documented."""
    speech, survey, answers = scene.speech, scene.survey, scene.session.answers
    assert option.change is not None
    changes = (option.change, ToLevel(indicator.id, option.points, Documented.YES))
    now = readiness(survey, answers, scene.history, scene.on)
    then = what_if(survey, answers, changes, scene.history, scene.on)
    page.gap().bold(
        speech.say("If it were {letter}, and documented:", letter=letter_of(option.points))
        if option.points
        else speech.say("If it were {letter}:", letter=letter_of(option.points))
    )
    if isinstance(option.change, ToFact):
        fact = survey.questions[option.change.fact]
        words = value_words(speech, survey, answers, fact, option.change.value)
        page.line("   " + speech.say("with {fact}: {value}", fact=name_of(fact), value=words))
    for before, after in zip(now, then, strict=True):
        page.line(f"   {survey.labels[after.label].title}: {_status(scene, before)} → {_status(scene, after)}")


def _status(scene: Scene, label: LabelReadiness) -> str:
    meanings = scene.survey.meanings
    return str(getattr(meanings, label.status.value).title)
