"""What must change for a label: by when, the cheapest steps, what is left out, and what no step can change."""

from datetime import date
from typing import assert_never

from bot.scene import Scene, WayTo
from bot.screens import Button, Page, Screen, Tap, shortened
from bot.wording import letter_of, name_lines, name_of, provisional, short_name, value_words
from surveys.indicators import Indicator
from surveys.label_calendar import Standing, calendar
from surveys.obstacles import Obstacle
from surveys.session import QuestionId
from surveys.steps import ChangeFact, Climb, Moved, NameDocument, WayStep
from surveys.ways import Late, Outcome, Swap, Way, cheapest_way, later

SPANS = (6, 12, 18, 24, 36)
"""Months from today that the page offers."""
LISTED = 8
"""How many steps, questions or indicators a list names."""


def until(scene: Scene, months: int | None) -> date:
    """The day by which: so many months from today, or the end of the label that is held."""
    today = scene.now.date()
    if months is not None:
        return later(today, months)
    held = calendar(scene.survey, scene.session.answers, today)
    valid = held.standing is Standing.VALID and held.end is not None and held.end.on > today
    return held.end.on if valid and held.end else later(today, SPANS[1])


def months_of(choice: str) -> int | None:
    """The span a button named, if the page offers it."""
    return int(choice) if choice in {str(each) for each in SPANS} else None


def way_of(scene: Scene, label: str, months: int | None) -> Way:
    """The cheapest way to a label by the day that a span means."""
    by = until(scene, months)
    return cheapest_way(scene.survey, scene.session.answers, label, by, scene.now.date(), scene.history)


def way_page(scene: Scene, view: WayTo) -> Screen:
    """The cheapest way to a label by a day."""
    speech, survey = scene.speech, scene.survey
    by = until(scene, view.months)
    way = way_of(scene, view.label, view.months)
    page = Page().bold(provisional(scene.speech))
    title = survey.labels[view.label].title
    page.bold(speech.say("What must change for {label} by {date}?", label=title, date=speech.date(by)))
    page.line(outcome_words(scene, way)).gap()
    _steps(scene, page, way)
    _rest(scene, page, way)
    page.gap().line(f"{counting(scene)} {speech.say('Nothing was changed by looking.')}", "italic")
    spans = [
        Button(speech.count("{n} month", "{n} months", months), Tap("way", scene.number, view.label, str(months)))
        for months in SPANS
    ]
    if way.steps:
        tap = Tap("take", scene.number, view.label, f"{'' if view.months is None else view.months}.")
        page.row(Button(speech.say("Take steps into the plan"), tap))
    page.rows(spans, 3)
    others = [
        Button(each.title, Tap("way", scene.number, id)) for id, each in survey.labels.items() if id != view.label
    ]
    page.row(*others)
    page.row(Button(speech.say("To the result"), Tap("result", scene.number)), Button(speech.say("Menu"), Tap("menu")))
    return page.screen()


def outcome_words(scene: Scene, way: Way) -> str:
    """Whether the steps get there by then, how many there are, what they weigh, how long they take."""
    speech = scene.speech
    match way.status:
        case Outcome.ALREADY:
            return speech.say("Nothing: every rule we know is met already.")
        case Outcome.REACHED if not way.steps:
            return speech.say("No step is needed: see what is still open or takes time.")
        case Outcome.REACHED:
            return speech.count(
                "{n} step gets you there, of effort {weight} in all, in {months} months at the least.",
                "{n} steps get you there, of effort {weight} in all, in {months} months at the least.",
                len(way.steps),
                weight=way.weight,
                months=way.months,
            )
        case Outcome.NOT_BY_THEN if way.soonest:
            return speech.say(
                "Not by then. These steps bring you furthest; the soonest day is {date}.",
                date=speech.date(way.soonest),
            )
        case Outcome.NOT_BY_THEN:
            return speech.say("Not by then. These steps bring you furthest.")
        case Outcome.CANNOT:
            return speech.say("Steps alone do not do it: see what else is in the way.")
        case _:
            assert_never(way.status)


def counting(scene: Scene) -> str:
    """How effort and months are counted."""
    return scene.speech.say(
        "How it is counted: small, medium and large weigh {weights} (ours). Months add up along one indicator and run "
        "side by side across them. No cheaper set of steps does the same.",
        weights=scene.speech.listed(str(each.weight) for each in scene.survey.efforts),
    )


def _steps(scene: Scene, page: Page, way: Way) -> None:
    for step in way.steps:
        page.line(f"• {step_line(scene, step)}")
        after = _aim(scene, step)
        if after:
            page.line(f"   {after}", "italic")
    if way.ties:
        page.line(
            scene.speech.count(
                "{n} other set of steps weighs the same.", "{n} other sets of steps weigh the same.", way.ties
            )
        )
    for swap in way.swaps:
        page.line("   " + swap_words(scene, swap))


def step_line(scene: Scene, step: WayStep) -> str:
    """A step in one line: what, and what it takes."""
    speech, survey = scene.speech, scene.survey
    took = speech.count("effort {weight}, {n} month", "effort {weight}, {n} months", step.months, weight=step.weight)
    match step:
        case NameDocument(indicator, points):
            name = name_of(survey.questions[indicator])
            return speech.say(
                "{name}: document level {letter} ({took})", name=name, letter=letter_of(points), took=took
            )
        case Climb(indicator, before, after):
            return speech.say(
                "{name}: from {before} to {after}, with its document ({took})",
                name=name_of(survey.questions[indicator]),
                before=speech.say("open") if before is None else letter_of(before),
                after=letter_of(after),
                took=took,
            )
        case ChangeFact(fact, value, moves=moves):
            asked = survey.questions[fact]
            words = value_words(speech, survey, scene.session.answers, asked, value)
            moved = speech.listed(moved_words(scene, each) for each in moves)
            return speech.say("{name}: {value} ({took}). Moves {moved}.", name=name_of(asked), value=words, took=took,
                              moved=moved)  # fmt: skip
        case _:
            assert_never(step)


def moved_words(scene: Scene, moved: Moved) -> str:
    """An indicator that a fact moves, from level to level."""
    before = scene.speech.say("open") if moved.before is None else letter_of(moved.before)
    return f"{short_name(scene.survey.questions[moved.indicator])} {before} → {letter_of(moved.after)}"


def _aim(scene: Scene, step: WayStep) -> str:
    """What the new level says."""
    match step:
        case Climb(indicator, after=points):
            asked = scene.survey.questions[indicator]
            level = asked.level(points) if isinstance(asked, Indicator) else None
            return shortened(level.text, 160) if level else ""
        case NameDocument() | ChangeFact():
            return ""
        case _:
            assert_never(step)


def step_name(scene: Scene, step: WayStep) -> str:
    """The number of the indicator, or the title of the fact, that a step is about."""
    return short_name(scene.survey.questions[step.fact if isinstance(step, ChangeFact) else step.indicator])


def _rest(scene: Scene, page: Page, way: Way) -> None:
    """What is to be answered, what takes too long, and what else is in the way."""
    speech, survey = scene.speech, scene.survey
    if way.to_answer:
        page.gap().line(speech.say("To be answered first ({n}):", n=len(way.to_answer)))
        for line in name_lines(speech, survey, way.to_answer, LISTED):
            page.line(line)
    if way.out_of_time:
        page.gap().line(speech.say("Would help, but takes longer:"))
        for late in way.out_of_time[:LISTED]:
            page.line(f"• {late_words(scene, late)}")
    if way.in_the_way:
        page.gap().line(speech.say("In the way, and no step changes it:"))
        for obstacle in way.in_the_way:
            page.line(f"• {obstacle_words(scene, obstacle)}")


def swap_words(scene: Scene, swap: Swap) -> str:
    """What could be done instead of what."""
    leave, take = (scene.speech.listed(step_name(scene, each) for each in steps) for steps in (swap.leave, swap.take))
    return scene.speech.say("instead of {leave}: {take}", leave=leave, take=take)


def late_words(scene: Scene, late: Late) -> str:
    """A level that would help, and the months that are too many."""
    return scene.speech.count(
        "{name}: level {letter} takes {n} month",
        "{name}: level {letter} takes {n} months",
        late.months,
        name=name_of(scene.survey.questions[late.indicator]),
        letter=letter_of(late.points),
    )


def obstacle_words(scene: Scene, obstacle: Obstacle) -> str:
    """What no step changes, and the day on which time alone does."""
    speech = scene.speech
    rule = obstacle.rule.title if obstacle.rule else _names(scene, obstacle.questions)
    if obstacle.until:
        return speech.say("{rule}: reached on {date}", rule=rule, date=speech.date(obstacle.until))
    if obstacle.kind == "areas":
        return speech.say("{rule}: improvement areas are still to be described", rule=rule)
    if obstacle.kind == "waiver":
        return speech.say("{rule}: a waiver is possible, to be confirmed by ESCA", rule=rule)
    return rule


def _names(scene: Scene, questions: tuple[QuestionId, ...]) -> str:
    return scene.speech.listed(short_name(scene.survey.questions[id]) for id in questions[:LISTED])
