"""Why this score: a dimension with its indicators, weakest first, what is open, and how it is counted."""

from bot.scene import Scene
from bot.screens import Button, Page, Tap, shortened
from bot.wording import letter_of, light_words, name_lines, name_of, points_words, short_name
from surveys.engine import review
from surveys.indicators import Indicator
from surveys.path import counted, needs
from surveys.scoring import Light, Scorecard, light, score
from surveys.session import Submitted
from surveys.survey import Section
from surveys.weakest import weakest_indicators, weakest_sections

LISTED = 20


def section_page(scene: Scene, page: Page, section: str) -> None:
    """A dimension's indicators, weakest first and open ones apart, with level, points, both lights, and a button."""
    speech, survey, number = scene.speech, scene.survey, scene.number
    home = next(each for each in survey.sections if each.id == section)
    card = score(survey, scene.session.answers)
    page.bold(f"{home.number} {home.title}")
    for line in dimension_lines(scene, card, home):
        page.line(line)
    ordered = weakest_indicators(home, card)
    known = [each for each in ordered if not card.indicators[each.id].open]
    still = [each for each in ordered if card.indicators[each.id].open]
    if known:
        page.gap().line(speech.say("Weakest first: by documented points, then by claimed ones."), "italic")
    for indicator in known:
        page.line(name_of(indicator), "bold")
        about = speech.say(" · rests on an estimate") if estimated(scene, indicator) else ""
        page.line("   " + points_line(scene, indicator, card) + about)
    if still:
        page.gap().bold(f"{speech.say('Open')} ({len(still)})")
        for indicator in still:
            page.line(f"• {name_of(indicator)}")
    buttons = [Button(each.number, Tap("result", number, each.id, "indicator")) for each in ordered]
    page.rows(buttons, 4)
    weaker_button(scene, page, card, home)
    back(scene, page)


def dimension_lines(scene: Scene, card: Scorecard, section: Section) -> tuple[str, str]:
    """A dimension's points, and how many of its indicators have which light by documents."""
    speech, survey = scene.speech, scene.survey
    claimed, evidenced = card.sections[section.id]
    points = speech.say(
        "claimed {claimed}, documented {evidenced} of {most}",
        claimed=points_words(speech, claimed),
        evidenced=points_words(speech, evidenced),
        most=claimed.out_of,
    )
    lights = [light(each, card.indicators[each.id].evidenced) for each in section.indicators]
    return points, " · ".join(
        f"{lights.count(each)} {light_words(speech, survey, each)}" for each in Light if each in lights
    )


def weaker_button(scene: Scene, page: Page, card: Scorecard, section: Section) -> None:
    """The button to the dimension that comes after this one, weakest first; none after the last."""
    order = weakest_sections(scene.survey, card)
    after = order[order.index(section) + 1 :]
    if after:
        caption = scene.speech.say("Next weakest: {name}", name=f"{after[0].number} {after[0].title}")
        page.row(Button(shortened(caption, 50), Tap("result", scene.number, after[0].id, "section")))


def estimated(scene: Scene, indicator: Indicator) -> bool:
    """Whether an estimate stands behind its points: its own answer, or a fact it follows from."""
    answers = counted(scene.survey, scene.session.answers)
    behind = (indicator.id, *needs(indicator))
    return any(id in answers and answers[id].estimate for id in behind)


def points_line(scene: Scene, indicator: Indicator, card: Scorecard) -> str:
    """'D · claimed 3 of 5 green · documented 1.5 yellow', or open."""
    speech, survey, rated = scene.speech, scene.survey, card.indicators[indicator.id]
    if rated.open:
        return speech.say("open")
    claimed = light_words(speech, survey, light(indicator, rated.claimed))
    evidenced = light_words(speech, survey, light(indicator, rated.evidenced))
    return speech.say(
        "{letter} · claimed {points} of {most} {claimed} · documented {proved} {evidenced}",
        letter=letter_of(int(rated.claimed.low)), points=speech.number(rated.claimed.low), most=indicator.most,
        claimed=claimed, proved=points_words(speech, rated.evidenced), evidenced=evidenced,
    )  # fmt: skip


def open_page(scene: Scene, page: Page) -> None:
    """What is open, what was skipped, what is an estimate."""
    speech, survey, number = scene.speech, scene.survey, scene.number
    found = review(survey, scene.session)
    answers = counted(survey, scene.session.answers)
    estimates = tuple(id for id, each in answers.items() if each.estimate)
    for what, ids in (
        (speech.say("Open"), found.open),
        (speech.say("Skipped"), found.skipped),
        (speech.say("Estimates to confirm"), estimates),
    ):
        if ids:
            page.gap().bold(f"{what} ({len(ids)})")
            for line in name_lines(speech, survey, ids, LISTED):
                page.line(line)
    if not (found.open or found.skipped or estimates):
        page.line(speech.say("Nothing is open."))
    first = (*found.open, *found.skipped, *estimates)
    if first and not isinstance(scene.session.place, Submitted):
        page.row(
            Button(
                speech.say("Go to {name}", name=short_name(survey.questions[first[0]])), Tap("goto", number, first[0])
            )
        )
    back(scene, page)


def method_page(scene: Scene, page: Page) -> None:
    """How points, documents, words and colours are counted, and the public sources."""
    speech, survey = scene.speech, scene.survey
    page.bold(speech.say("How it is counted")).line(survey.points).gap()
    page.line(survey.evidence.about).gap()
    meanings = survey.meanings
    for meaning in (meanings.met, meanings.in_reach, meanings.not_yet, meanings.green, meanings.yellow, meanings.red):
        page.line(f"{meaning.title}: {meaning.about}")
    page.gap().line(
        speech.say(
            "Percentages are cut, never rounded up. Thresholds per indicator are not public: ours are provisional."
        )
    )
    page.gap().bold(speech.say("Public sources"))
    for source in survey.sources.values():
        page.line(f"• {source.name} <{source.url}>")
    page.line(speech.say("Survey {survey}, version {version}.", survey=survey.id, version=survey.version), "italic")
    back(scene, page)


def back(scene: Scene, page: Page) -> None:
    page.row(
        Button(scene.speech.say("To the result"), Tap("result", scene.number)),
        Button(scene.speech.say("Menu"), Tap("menu")),
    )
