"""The result of the express check: the gates, how many meet the threshold, where to begin. Never a percentage."""

from bot.rulings_words import basis_tag, verdict_words
from bot.scene import Scene
from bot.screens import Button, Page, Tap
from bot.wording import letter_of, name_of, short_name
from surveys.express import express
from surveys.quantities import level_of


def express_page(scene: Scene, page: Page) -> None:
    """Gates, indicators that meet our threshold, the weakest with a first step, which label is worth a full check."""
    speech, survey, number = scene.speech, scene.survey, scene.number
    if survey.express is None:
        raise LookupError("this survey has no express check")
    found = express(survey, scene.session.answers)
    page.line(speech.say("Express check, as of {date}", date=speech.date(scene.on)), "italic").gap()
    page.bold(survey.eligibility.title)
    for gate in found.gates:
        page.line(f"{verdict_words(scene, gate)}: {gate.rule.title} ({basis_tag(scene, gate.rule)})")
    if any(gate.open and not gate.against for gate in found.gates):
        page.line(speech.say("What is still open here is asked in the full check."), "italic")
    page.gap().bold(speech.say("{met} of {many} indicators meet our threshold.", met=found.meeting, many=found.out_of))
    if found.open:
        page.line(speech.count("{n} is still open.", "{n} are still open.", found.open))
    below = [short_name(survey.indicators[id]) for id in _below(scene)]
    if below:
        page.line(speech.say("Below it: {names}.", names=speech.listed(below)))
    if found.weakest:
        page.gap().bold(speech.say("Begin here"))
        for weak in found.weakest:
            page.line(f"{name_of(survey.indicators[weak.indicator])}: {letter_of(weak.points)}")
            page.line(
                "   " + speech.say("next: {letter} – {text}", letter=letter_of(weak.next.points), text=weak.next.text)
            )
    words = {
        "gates": survey.express.gates,
        "bronze": survey.express.bronze,
        "silver": survey.express.silver,
        "gold": survey.express.gold,
    }
    if found.open:
        page.gap().line(speech.say("Answer all ten first; then this page says which label is worth a full check."))
    else:
        page.gap().bold(speech.say("What is worth it")).line(words[found.worth])
    page.line(
        speech.say("Thresholds and this advice are ours, not official. Ten indicators are no percentage of 31."),
        "italic",
    )
    weakest = [(weak.indicator, short_name(survey.indicators[weak.indicator])) for weak in found.weakest]
    page.rows([Button(name, Tap("result", number, id, "indicator")) for id, name in weakest], 4)
    page.row(Button(speech.say("Go on with the full check"), Tap("widen", number)))
    page.row(
        Button(speech.say("To the check"), Tap("card", number)),
        Button(speech.say("How it is counted"), Tap("result", number, "", "method")),
        Button(speech.say("Menu"), Tap("menu")),
    )


def _below(scene: Scene) -> list[str]:
    """The express indicators whose level is below our threshold."""
    survey, answers = scene.survey, scene.session.answers
    found = []
    for id, indicator in survey.indicators.items():
        level = level_of(survey, answers, indicator) if indicator.express else None
        if level is not None and level.points < indicator.threshold.points:
            found.append(id)
    return found
