"""The plan on a phone: its lines and what they would bring, one line, a new line, steps to be taken into it."""

from bot.notices import refusals
from bot.planning import in_plan
from bot.scene import Plan, Scene, Take
from bot.screens import Button, Page, Screen, Tap, shortened, trace
from bot.way_pages import step_line, until, way_of
from bot.wording import name_of, provisional, score_words
from storage.plans import PlanLine
from surveys.labels import readiness
from surveys.planning import LINES_LIMIT, projected
from surveys.scoring import score

PER_PAGE = 8
"""Days before the day a line is due."""


# --- the plan ------------------------------------------------------------------------------------------------


def plan_page(scene: Scene, view: Plan) -> Screen:
    """The lines, the next to be done first, and what all of them would bring."""
    speech, lines = scene.speech, scene.plan
    page = Page().bold(speech.say("Plan"))
    refusals(scene, page)
    if not lines:
        page.line(speech.say("Nothing is in the plan yet. Take the steps that a label still needs, or write your own."))
    pages = max(1, -(-len(lines) // PER_PAGE))
    at = min(view.page, pages - 1)
    shown = list(enumerate(lines, start=1))[at * PER_PAGE : (at + 1) * PER_PAGE]
    for number, line in shown:
        page.line(f"{box(line)} {number}. {title_of(scene, line)}", "bold")
        page.line("   " + shortened(line.what, 160))
        details = _details(scene, line)
        if details:
            page.line("   " + details, "italic")
    if scene.stored and any(line.aims for line in lines):
        _projection(scene, page)
    page.rows([Button(f"{box(line)} {number}", Tap("line", choice=str(line.id))) for number, line in shown], 4)
    if pages > 1:
        turns = [(speech.say("‹ Page {n}", n=at), at - 1), (speech.say("Page {n} ›", n=at + 2), at + 1)]
        page.row(*(Button(name, Tap("plan", choice=str(to))) for name, to in turns if 0 <= to < pages))
    if scene.stored and scene.session.scope.kind != "express":
        labels = scene.survey.labels.items()
        page.row(
            *(Button(speech.say("For {label}", label=each.title), Tap("way", scene.number, id)) for id, each in labels)
        )
    page.row(Button(speech.say("Own step"), Tap("line-new")), Button(speech.say("Reminders"), Tap("reminders")))
    page.row(Button(speech.say("Menu"), Tap("menu")))
    return page.screen()


def box(line: PlanLine) -> str:
    """Whether it is done."""
    return "☑" if line.done_at else "☐"


def title_of(scene: Scene, line: PlanLine) -> str:
    """What a step is about: an indicator, a fact, or something else."""
    asked = scene.survey.questions.get(line.question or "")
    return shortened(name_of(asked), 80) if asked else scene.speech.say("Other")


def _details(scene: Scene, line: PlanLine) -> str:
    """Who, until when, whether that has passed, when it was done."""
    speech = scene.speech
    parts = [shortened(line.who, 60)] if line.who else []
    if line.done_at:
        parts.append(speech.say("done on {date}", date=speech.date(line.done_at.date())))
    elif line.due:
        late = speech.say(" (has passed)") if line.due < scene.now.date() else ""
        parts.append(speech.say("by {date}", date=speech.date(line.due)) + late)
    return " · ".join(parts)


def _projection(scene: Scene, page: Page) -> None:
    """The points and labels now, and once every line is done."""
    speech, survey, answers, today = scene.speech, scene.survey, scene.session.answers, scene.now.date()
    aims = [aim for line in scene.plan for aim in line.aims]
    now, then = score(survey, answers), projected(survey, answers, aims, today, scene.history)
    page.gap().bold(provisional(scene.speech)).bold(speech.say("When all of it is done"))
    page.line("   " + speech.say("Claimed: {score}", score=score_words(speech, then.scorecard.claimed)))
    page.line("   " + speech.say("Documented: {score}", score=score_words(speech, then.scorecard.evidenced)))
    page.line("   " + speech.say("now: {score}", score=score_words(speech, now.evidenced)), "italic")
    for before, after in zip(readiness(survey, answers, scene.history, today), then.labels, strict=True):
        names = [str(getattr(survey.meanings, each.status.value).title) for each in (before, after)]
        page.line(f"   {survey.labels[after.label].title}: {' → '.join(dict.fromkeys(names))}")
    page.line(
        speech.say("Counted as documented, as each step says. Steps without a level change nothing here."), "italic"
    )


# --- steps to take -------------------------------------------------------------------------------------------


def take_page(scene: Scene, view: Take) -> Screen:
    """The steps to a label, each with a button that takes it into the plan."""
    speech, by = scene.speech, until(scene, view.months)
    way = way_of(scene, view.label, view.months)
    label = scene.survey.labels[view.label].title
    page = Page().bold(provisional(scene.speech))
    page.bold(speech.say("Steps for {label} by {date}", label=label, date=speech.date(by)))
    refusals(scene, page)
    prefix = f"{'' if view.months is None else view.months}."
    buttons = []
    for number, step in enumerate(way.steps, start=1):
        taken = any(in_plan(line, step) for line in scene.plan)
        page.line(f"{number}. {step_line(scene, step)}" + (speech.say(" – in the plan") if taken else ""))
        if not taken:
            buttons.append(Button(f"+ {number}", Tap("take", scene.number, view.label, prefix + trace(repr(step)))))
    if not way.steps:
        page.line(speech.say("There is no step to take."))
    if len(buttons) > 1 and len(scene.plan) + len(buttons) <= LINES_LIMIT:
        page.row(Button(speech.say("Take all"), Tap("take", scene.number, view.label, prefix + trace(repr(way.steps)))))
    page.rows(buttons, 5)
    page.row(Button(speech.say("To the plan"), Tap("plan")), Button(speech.say("Menu"), Tap("menu")))
    return page.screen()
