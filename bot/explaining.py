"""Why this score: a label, a dimension, an indicator, what is open, and how it is counted, down to rule and source."""

from bot.questions import facts_of
from bot.rulings_words import basis_tag, explain, verdict_words
from bot.scene import Scene
from bot.screens import Button, Page, Tap, shortened
from bot.why import threshold_words
from bot.wording import answer_words, documented_words, letter_of, light_words, name_of, short_name
from surveys.engine import review
from surveys.indicators import ComputedIndicator, Indicator
from surveys.labels import Status, readiness
from surveys.path import counted, documented, needs
from surveys.quantities import level_of
from surveys.rules import Participation, Pass
from surveys.rulings import Ruling
from surveys.scoring import Rated, light, score
from surveys.session import Asking, Proving, Submitted
from surveys.verdicts import Verdict

LISTED = 20


def label_page(scene: Scene, page: Page, label: str) -> None:
    """A label's status, every rule behind it, what only ESCA can confirm, and which of our thresholds decide."""
    speech, survey = scene.speech, scene.survey
    found = next(
        each for each in readiness(survey, scene.session.answers, scene.history, scene.on) if each.label == label
    )
    rules = survey.labels[label]
    meaning = {
        Status.MET: survey.meanings.met,
        Status.IN_REACH: survey.meanings.in_reach,
        Status.NOT_YET: survey.meanings.not_yet,
    }
    page.bold(f"{rules.title}: {meaning[found.status].title}").line(rules.about, "italic").gap()
    if isinstance(rules, Participation):
        _gates(scene, page, found.gates)
    elif found.gates:
        _gates_in_short(scene, page, found.gates)
    for ruling in found.rulings:
        explain(scene, page, ruling)
    if found.near and found.status is Status.IN_REACH and isinstance(rules, Pass):
        page.bold(f"✓ {rules.near.title} ({basis_tag(scene, rules.near)})")
        page.line("   " + speech.say("That is why it is in reach, although a rule is not met."))
    if found.hangs_on:
        names = speech.listed(short_name(survey.indicators[id]) for id in found.hangs_on[:LISTED])
        page.gap().line(
            speech.say(
                "This status hangs on our own thresholds: one point higher or lower at any one of these would change "
                "it: {names}.",
                names=names,
            )
        )
    if found.hangs_on_near and isinstance(rules, Pass):
        page.gap().line(speech.say("This status hangs on our own mark of {percent} %.", percent=rules.near.at_least))
    page.gap().bold(speech.say("To be confirmed by ESCA"))
    for text in (*(survey.eligibility.confirm if isinstance(rules, Participation) else ()), *rules.confirm):
        page.line(f"• {text}")
    _back(scene, page)


def _gates(scene: Scene, page: Page, gates: tuple[Ruling, ...]) -> None:
    page.line(scene.survey.eligibility.title, "bold")
    for gate in gates:
        page.line(f"{verdict_words(scene, gate)}: {gate.rule.title} ({basis_tag(scene, gate.rule)})")
        if gate.verdict is not Verdict.MET:
            page.line("   → " + gate.rule.remedy)


def _gates_in_short(scene: Scene, page: Page, gates: tuple[Ruling, ...]) -> None:
    """How many gates are met, and the names of the others; Bronze has them with remedies."""
    speech = scene.speech
    met = sum(gate.verdict is Verdict.MET for gate in gates)
    label = next((each.title for each in scene.survey.labels.values() if isinstance(each, Participation)), "")
    title = scene.survey.eligibility.title
    page.bold(
        speech.say(
            "{title}: {met} of {many} met (more under {label})", title=title, met=met, many=len(gates), label=label
        )
    )
    for gate in gates:
        if gate.verdict is not Verdict.MET:
            page.line(f"   {verdict_words(scene, gate)}: {gate.rule.title}")


def section_page(scene: Scene, page: Page, section: str) -> None:
    """A dimension's indicators with level, points and both lights; a button for each."""
    speech, survey, number = scene.speech, scene.survey, scene.number
    home = next(each for each in survey.sections if each.id == section)
    card = score(survey, scene.session.answers)
    page.bold(f"{home.number} {home.title}").gap()
    buttons = []
    for indicator in home.indicators:
        rated = card.indicators[indicator.id]
        page.line(name_of(indicator), "bold")
        about = speech.say(" · rests on an estimate") if estimated(scene, indicator) else ""
        page.line("   " + _points(scene, indicator, rated) + about)
        buttons.append(Button(indicator.number, Tap("result", number, indicator.id, "indicator")))
    page.rows(buttons, 4)
    _back(scene, page)


def estimated(scene: Scene, indicator: Indicator) -> bool:
    """Whether an estimate stands behind its points: its own answer, or a fact it follows from."""
    answers = counted(scene.survey, scene.session.answers)
    behind = (indicator.id, *needs(indicator))
    return any(id in answers and answers[id].estimate for id in behind)


def _points(scene: Scene, indicator: Indicator, rated: Rated) -> str:
    """'D, 3 of 5 · claimed green, documented 1.5 yellow', or open."""
    speech, survey = scene.speech, scene.survey
    if rated.open:
        return speech.say("open")
    claimed = light_words(speech, survey, light(indicator, rated.claimed))
    evidenced = light_words(speech, survey, light(indicator, rated.evidenced))
    low, high = (speech.number(points, 1) for points in (rated.evidenced.low, rated.evidenced.high))
    proved = low if rated.evidenced.exact else f"{low}–{high}"
    return speech.say(
        "{letter} · claimed {points} of {most} {claimed} · documented {proved} {evidenced}",
        letter=letter_of(int(rated.claimed.low)), points=speech.number(rated.claimed.low), most=indicator.most,
        claimed=claimed, proved=proved, evidenced=evidenced,
    )  # fmt: skip


def indicator_page(scene: Scene, page: Page, id: str) -> None:
    """One indicator down to the answer, the rule, its basis and the survey version; and the next level."""
    speech, survey, number = scene.speech, scene.survey, scene.number
    indicator = survey.indicators[id]
    answers = counted(survey, scene.session.answers)
    question = survey.questions[id]
    page.bold(name_of(indicator))
    answer = answers.get(id)
    words = answer_words(speech, survey, answers, question) or speech.say("open")
    page.line(speech.say("Your answer: {answer}", answer=shortened(words, 200)))
    if answer and answer.value is not None and level_of(survey, answers, indicator):
        page.line(speech.say("given on {date}", date=speech.date(answer.at.date())), "italic")
    for fact in facts_of(question) if isinstance(question, ComputedIndicator) else ():
        title = survey.questions[fact].title
        page.line(
            speech.say(
                "from {fact}: {answer}",
                fact=title,
                answer=answer_words(speech, survey, answers, survey.questions[fact]),
            )
        )
    level = level_of(survey, answers, indicator)
    if level:
        page.line(f"{letter_of(level.points)}  {level.text}")
        page.line(
            documented_words(speech, documented(survey, answers, id))
            if level.points
            else speech.say("nothing to document at 0 points")
        )
        page.line(_points(scene, indicator, score(survey, answers).indicators[id]))
    page.line(threshold_words(scene, indicator), "italic")
    if not indicator.scored:
        page.line(
            speech.say("A precondition without points: it can block a label, but adds nothing (our conclusion)."),
            "italic",
        )
    if level:
        _next_level(scene, page, indicator, level.points)
    page.gap().line(
        speech.say(
            "Wording, levels and points are ours; survey {survey}, version {version}.",
            survey=survey.id,
            version=survey.version,
        ),
        "italic",
    )
    home = survey.homes[id]
    if not isinstance(scene.session.place, Submitted):
        page.row(Button(speech.say("Change the answer"), Tap("goto", number, id, _at_hand(scene))))
    page.row(Button(shortened(f"{home.number} {home.title}", 40), Tap("result", number, home.id, "section")))
    _back(scene, page)


def _at_hand(scene: Scene) -> str:
    """The question that a check stands at: where a change from the result leads back to."""
    place = scene.session.place
    return place.question if isinstance(place, Asking | Proving) else ""


def _next_level(scene: Scene, page: Page, indicator: Indicator, points: int) -> None:
    speech = scene.speech
    above = indicator.level(points + 1)
    if above is None:
        return
    page.gap().bold(speech.say("Next level")).line(f"{letter_of(above.points)}  {above.text}")
    if above.step and above.step.time_only:
        page.line(speech.count("Only time helps: {n} month.", "Only time helps: {n} months.", above.step.months))
    elif above.step:
        effort = next(each.title for each in scene.survey.efforts if each.id == above.step.effort)
        months = speech.count("{n} month", "{n} months", above.step.months)
        page.line(speech.say("Effort {effort}; at least {months}.", effort=effort, months=months))
    page.line(speech.say("What proves it: {proof}", proof=indicator.proof[0].text))


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
            for id in ids[:LISTED]:
                page.line(f"• {shortened(name_of(survey.questions[id]), 60)}")
            if len(ids) > LISTED:
                page.line(speech.count("• and {n} more", "• and {n} more", len(ids) - LISTED))
    if not (found.open or found.skipped or estimates):
        page.line(speech.say("Nothing is open."))
    first = (*found.open, *found.skipped, *estimates)
    if first and not isinstance(scene.session.place, Submitted):
        page.row(
            Button(
                speech.say("Go to {name}", name=short_name(survey.questions[first[0]])), Tap("goto", number, first[0])
            )
        )
    _back(scene, page)


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
    _back(scene, page)


def _back(scene: Scene, page: Page) -> None:
    page.row(
        Button(scene.speech.say("To the result"), Tap("result", scene.number)),
        Button(scene.speech.say("Menu"), Tap("menu")),
    )
