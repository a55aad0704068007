"""The result: that it is provisional, each label's status, the points, and every number opened to its reason."""

from dataclasses import replace

from bot.documents import unnamed
from bot.drawings import picture_of
from bot.explaining import dimension_lines, method_page, open_page, section_page
from bot.express_result import express_page
from bot.indicator_page import indicator_page
from bot.label_page import label_page
from bot.proofs import with_a_proof
from bot.rulings_words import verdict_words
from bot.scene import Result, Scene
from bot.screens import Button, Page, Screen, Tap, shortened
from bot.wording import provisional, score_words
from surveys.conditions import holds
from surveys.labels import LabelReadiness, Status, readiness
from surveys.path import counted
from surveys.scoring import Scorecard, score
from surveys.session import Submitted, Text
from surveys.survey import Section
from surveys.verdicts import Verdict
from surveys.weakest import weakest_sections

CAPTION = 26
"""Letters of a dimension's name on its button."""


def result(scene: Scene, view: Result) -> Screen:
    """A page of the result. Its first line always says that it is provisional."""
    page = Page().bold(provisional(scene.speech))
    match view.page:
        case "summary" if scene.session.scope.kind == "express":
            express_page(scene, page)
        case "summary":
            _summary(scene, page)
        case "label":
            label_page(scene, page, view.id)
        case "section":
            section_page(scene, page, view.id)
        case "indicator":
            indicator_page(scene, page, view.id)
        case "open":
            open_page(scene, page)
        case "method":
            method_page(scene, page)
    screen = page.screen(file=picture_of(scene) if view.pictured and scene.session.scope.kind != "express" else None)
    return _for_readers(screen) if scene.reads else screen


def _for_readers(screen: Screen) -> Screen:
    """A page without the ways to what a reader may not open."""
    rows = (tuple(each for each in row if each.tap.verb in ("result", "picture", "menu")) for row in screen.rows)
    return replace(screen, rows=tuple(row for row in rows if row))


def _summary(scene: Scene, page: Page) -> None:
    speech, survey = scene.speech, scene.survey
    card = score(survey, scene.session.answers)
    page.line(_whose(scene), "italic").gap()
    found = readiness(survey, scene.session.answers, scene.history, scene.on)
    for each in found:
        _label_line(scene, page, each)
    page.gap().line(speech.say("Claimed: {points}", points=score_words(speech, card.claimed)))
    page.line(speech.say("Documented, by own statement: {points}", points=score_words(speech, card.evidenced)))
    _what_is_missing(scene, page, card)
    _documents(scene, page)
    dimensions = weakest_sections(survey, card)
    _dimensions(scene, page, card, dimensions)
    _buttons(scene, page, found, [_dimension_button(scene, card, each) for each in dimensions])


def _whose(scene: Scene) -> str:
    """The organisation if named, the date, whether submitted, the survey's version."""
    speech = scene.speech
    answer = counted(scene.survey, scene.session.answers).get("organisation-name")
    name = f"{shortened(answer.value.text, 80)} · " if answer and isinstance(answer.value, Text) else ""
    closed = isinstance(scene.session.place, Submitted)
    state = (
        speech.say("submitted on {date}", date=speech.date(scene.on))
        if closed
        else speech.say("as of {date}, not submitted", date=speech.date(scene.on))
    )
    version = speech.say("survey version {version}", version=scene.survey.version)
    trial = speech.say(", a trial that counts nowhere") if scene.stored and scene.stored.trial else ""
    return f"{name}{state}{trial} · {version}"


def status_words(scene: Scene, status: Status) -> str:
    """One of the three words for a label."""
    meaning = {
        Status.MET: scene.survey.meanings.met,
        Status.IN_REACH: scene.survey.meanings.in_reach,
        Status.NOT_YET: scene.survey.meanings.not_yet,
    }[status]
    return meaning.title


def _label_line(scene: Scene, page: Page, found: LabelReadiness) -> None:
    """A label's status and, unless met, the first thing in its way."""
    page.bold(f"{scene.survey.labels[found.label].title}: {status_words(scene, found.status)}")
    rulings = (*found.gates, *found.rulings)
    first = next((each for each in rulings if each.verdict is Verdict.UNMET), None)
    first = first or next((each for each in rulings if each.verdict is Verdict.POSSIBLE), None)
    if first:
        page.line(f"   {verdict_words(scene, first)}: {first.rule.title}")
    elif found.status is Status.MET:
        page.line("   " + scene.speech.say("ESCA must still confirm what is not public."))


def _what_is_missing(scene: Scene, page: Page, card: Scorecard) -> None:
    """Why points are an interval, which are estimates, and whether answers fit each other."""
    speech, survey = scene.speech, scene.survey
    answers = counted(survey, scene.session.answers)
    still = sum(each.open for each in card.indicators.values())
    if still == len(card.indicators):
        page.line(speech.say("No indicator is answered yet: nothing is decided, so everything still looks possible."))
    elif still:
        page.line(speech.count("{n} indicator has no level yet.", "{n} indicators have no level yet.", still))
    if 0 < card.answered_out_of < card.claimed.out_of:
        known = {"points": speech.number(card.claimed.low, 1), "most": card.answered_out_of}
        page.line(speech.say("Those with a level have {points} of {most} points.", **known))
    unproved = sum(not each.open and not each.evidenced.exact for each in card.indicators.values())
    if unproved:
        page.line(
            speech.count(
                "For {n} level it is open whether it is documented.",
                "For {n} levels it is open whether they are documented.",
                unproved,
            )
        )
    if (still and still < len(card.indicators)) or unproved:
        page.line(speech.say("So the points run from the lowest to the highest that is possible."))
    estimates = sum(answer.estimate for answer in answers.values())
    if estimates:
        page.line(
            speech.count("{n} number is an estimate (about …).", "{n} numbers are estimates (about …).", estimates)
        )
    doubts = sum(holds(survey, answers, each.when) is True for each in survey.contradictions)
    if doubts:
        page.line(
            speech.count(
                "{n} pair of answers does not fit each other: see the review.",
                "{n} pairs of answers do not fit each other: see the review.",
                doubts,
            )
        )


def _documents(scene: Scene, page: Page) -> None:
    missing, many = unnamed(scene)
    if many and not scene.reads:  # names of documents and proofs are none of a reader's
        named = many - len(missing)
        page.line(scene.speech.say("{named} of {many} documented levels are named.", named=named, many=many))
        there, _ = with_a_proof(scene)
        page.line(scene.speech.say("{there} of {many} documented levels have a proof here.", there=there, many=many))


def _dimensions(scene: Scene, page: Page, card: Scorecard, dimensions: tuple[Section, ...]) -> None:
    """Each dimension with points and lights; the order is said where there is one."""
    speech = scene.speech
    if all(each.open for each in card.indicators.values()):
        page.gap()
    else:
        page.gap().bold(speech.say("Dimensions, weakest first"))
        page.line(speech.say("By the share of documented points, then of claimed ones; open ones aside."), "italic")
    for section in dimensions:
        page.line(f"{section.number} {section.title}", "bold")
        for line in dimension_lines(scene, card, section):
            page.line(f"   {line}")


def _dimension_button(scene: Scene, card: Scorecard, section: Section) -> Button:
    """A dimension's button: its name and its points, claimed/documented; cut where a phone's line ends."""
    speech = scene.speech
    claimed, evidenced = card.sections[section.id]
    name = shortened(f"{section.number} {section.title}", CAPTION)
    points = {
        "claimed": speech.number(claimed.low, 1),
        "evidenced": speech.number(evidenced.low, 1),
        "most": claimed.out_of,
    }
    if all(card.indicators[each.id].open for each in section.indicators):
        caption = speech.say("{name} · open", name=name)
    elif claimed.exact and evidenced.exact:
        caption = speech.say("{name} · {claimed}/{evidenced} of {most}", name=name, **points)
    else:
        caption = speech.say("{name} · from {claimed}/{evidenced} of {most}", name=name, **points)
    return Button(caption, Tap("result", scene.number, section.id, "section"))


def _buttons(scene: Scene, page: Page, found: tuple[LabelReadiness, ...], dimensions: list[Button]) -> None:
    speech, number, survey = scene.speech, scene.number, scene.survey
    labels = [
        Button(
            speech.say("{label}: why?", label=survey.labels[each.label].title),
            Tap("result", number, each.label, "label"),
        )
        for each in found
    ]
    page.rows(labels, 3)
    page.rows(dimensions, 1)
    page.row(
        Button(speech.say("Picture"), Tap("picture", number)), Button(speech.say("Report (PDF)"), Tap("report", number))
    )
    page.row(
        Button(speech.say("What is open"), Tap("result", number, "", "open")),
        Button(speech.say("How it is counted"), Tap("result", number, "", "method")),
    )
    page.row(Button(speech.say("To the check"), Tap("card", number)), Button(speech.say("Menu"), Tap("menu")))
