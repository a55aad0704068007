"""The plan on a phone: its lines and what they would bring, one line, a new line, steps to be taken into it."""

from datetime import date, timedelta

from bot.plan_words import aim_words
from bot.planning import in_plan
from bot.result_pages import provisional
from bot.scene import LinePage, NewLine, Plan, Scene, Take
from bot.screens import Button, Page, Screen, Tap, shortened, trace
from bot.way_pages import step_line, until, way_of
from bot.wording import letter_of, name_of, problem_words, score_words
from storage.plans import PlanLine
from storage.reminders import Reminder
from surveys.label_calendar import calendar, last_day
from surveys.labels import readiness
from surveys.planning import LINES_LIMIT, projected
from surveys.scoring import score
from surveys.session import Refuse
from surveys.simulation import options

PER_PAGE = 8
SPANS = (1, 3, 6, 12)
"""Months from now to the proposed days."""
BEFORE = (0, 7, 30)
"""Days before the day a line is due."""


def refusals(scene: Scene, page: Page) -> None:
    """What was refused, above the page."""
    for reply in scene.notices:
        if isinstance(reply, Refuse):
            page.line(problem_words(scene.speech, scene.survey, None, reply.problem), "italic")


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
        page.line(f"{_box(line)} {number}. {_title(scene, line)}", "bold")
        page.line("   " + shortened(line.what, 160))
        details = _details(scene, line)
        if details:
            page.line("   " + details, "italic")
    if scene.stored and any(line.aims for line in lines):
        _projection(scene, page)
    page.rows([Button(f"{_box(line)} {number}", Tap("line", choice=str(line.id))) for number, line in shown], 4)
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


def _box(line: PlanLine) -> str:
    return "☑" if line.done_at else "☐"


def _title(scene: Scene, line: PlanLine) -> str:
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
    page.gap().bold(provisional(scene)).bold(speech.say("When all of it is done"))
    page.line("   " + speech.say("Claimed: {score}", score=score_words(speech, then.scorecard.claimed)))
    page.line("   " + speech.say("Documented: {score}", score=score_words(speech, then.scorecard.evidenced)))
    page.line("   " + speech.say("now: {score}", score=score_words(speech, now.evidenced)), "italic")
    for before, after in zip(readiness(survey, answers, scene.history, today), then.labels, strict=True):
        names = [str(getattr(survey.meanings, each.status.value).title) for each in (before, after)]
        page.line(f"   {survey.labels[after.label].title}: {' → '.join(dict.fromkeys(names))}")
    page.line(
        speech.say("Counted as documented, as each step says. Steps without a level change nothing here."), "italic"
    )


# --- one line ------------------------------------------------------------------------------------------------


def line_page(scene: Scene, view: LinePage) -> Screen:
    """One line with what can be done about it, or the field that is being changed."""
    speech = scene.speech
    line = next((each for each in scene.plan if each.id == view.line), None)
    if line is None:
        return plan_page(scene, Plan())
    page = Page().bold(_title(scene, line))
    refusals(scene, page)
    page.line(f"{_box(line)} {line.what}")
    aims = aim_words(scene, line)
    if aims:
        page.line(speech.say("Brings: {aims}", aims=aims), "italic")
    page.line(speech.say("Who: {who}", who=line.who or "–"))
    page.line(speech.say("Due: {date}", date=speech.date(line.due) if line.due else "–"))
    mine = _waiting(scene, line)
    if mine:
        page.line(speech.say("Reminders: {days}", days=speech.listed(speech.date(each.on) for each in mine)))
    asks = ""
    match view.asks:
        case "what" | "who":
            page.gap().bold(speech.say("Type what is to be done.") if view.asks == "what" else speech.say("Type who."))
            asks = f"line-{line.id}-{view.asks}"
        case "due":
            _ask_due(scene, page, line)
            asks = f"line-{line.id}-due"
        case "remind":
            _ask_reminder(scene, page, line, mine)
            asks = f"line-{line.id}-remind"
        case "remove":
            page.gap().bold(speech.say("Remove this step? Its reminders go with it."))
            page.row(
                Button(speech.say("Yes, remove"), Tap("line-remove", choice=str(line.id))),
                Button(speech.say("No"), Tap("line", choice=str(line.id))),
            )
        case _:
            _actions(scene, page, line)
    if view.asks in ("what", "who", "due", "remind"):
        page.row(Button(speech.say("Back"), Tap("line", choice=str(line.id))))
    page.row(Button(speech.say("To the plan"), Tap("plan")), Button(speech.say("Menu"), Tap("menu")))
    return page.screen(typing=bool(asks), asks=asks)


def _waiting(scene: Scene, line: PlanLine) -> list[Reminder]:
    return [each for each in scene.reminders if each.line == line.id and each.state == "waiting"]


def _actions(scene: Scene, page: Page, line: PlanLine) -> None:
    speech, id = scene.speech, str(line.id)
    page.row(
        Button(speech.say("Not done yet"), Tap("line-open", choice=id))
        if line.done_at
        else Button(speech.say("Done ✓"), Tap("line-done", choice=id))
    )
    page.row(
        Button(speech.say("Words"), Tap("line-ask", 0, "what", id)),
        Button(speech.say("Who?"), Tap("line-ask", 0, "who", id)),
        Button(speech.say("When?"), Tap("line-ask", 0, "due", id)),
    )
    if not line.done_at:
        page.row(Button(speech.say("Remind me"), Tap("line-ask", 0, "remind", id)))
    if scene.stored and line.question in scene.survey.indicators:
        page.row(Button(speech.say("To the indicator"), Tap("result", scene.number, line.question or "", "indicator")))
    page.row(Button(speech.say("Remove"), Tap("line-ask", 0, "remove", id)))


def _ask_due(scene: Scene, page: Page, line: PlanLine) -> None:
    """Days to pick from: ends of months, and the end of the label that is held."""
    speech, today, id = scene.speech, scene.now.date(), str(line.id)
    page.gap().bold(speech.say("By when? Pick a day, or type one like 15.5.2027."))
    days = [last_day(today, months) for months in SPANS]
    page.rows([Button(speech.date(day), Tap("line-due", 0, day.isoformat(), id)) for day in days], 2)
    found = calendar(scene.survey, scene.session.answers, today) if scene.stored else None
    if found and found.held and found.end and found.end.on >= today:
        label = scene.survey.labels[found.held].title
        caption = speech.say("{label} ends: {date}", label=label, date=speech.date(found.end.on))
        page.row(Button(caption, Tap("line-due", 0, found.end.on.isoformat(), id)))
    if line.due:
        page.row(Button(speech.say("Without a day"), Tap("line-due", choice=id)))


def _ask_reminder(scene: Scene, page: Page, line: PlanLine, mine: list[Reminder]) -> None:
    """Days to be reminded on: counted from the day it is due, or from today; those that are set can be taken back."""
    speech, today, id = scene.speech, scene.now.date(), str(line.id)
    page.gap().bold(speech.say("When shall I remind you? Pick, or type a day like 15.5.2027."))
    for each in mine:
        named = each.on.isoformat() if each.before is None else str(each.before)
        page.row(Button(f"✓ {_when(scene, each.before, each.on)}", Tap("unremind", 0, named, id)))
    due = line.due
    offered = [(before, due - timedelta(days=before)) for before in BEFORE] if due else []
    taken = {each.on for each in mine}
    for before, on in offered:
        if on >= today and on not in taken:
            page.row(Button(_when(scene, before, on), Tap("remind", 0, str(before), id)))
    if not offered:
        ahead = [today + timedelta(days=7), last_day(today, 1), last_day(today, 3)]
        page.rows([Button(speech.date(on), Tap("remind", 0, on.isoformat(), id)) for on in ahead if on not in taken], 2)


def _when(scene: Scene, before: int | None, on: date) -> str:
    speech, day = scene.speech, scene.speech.date(on)
    match before:
        case None:
            return day
        case 0:
            return speech.say("On the day: {date}", date=day)
        case _:
            return speech.count("{n} day before: {date}", "{n} days before: {date}", before, date=day)


# --- a new line ----------------------------------------------------------------------------------------------


def new_line_page(scene: Scene, view: NewLine) -> Screen:
    """Which indicator, which level, then the words."""
    speech, survey = scene.speech, scene.survey
    page = Page().bold(speech.say("A step of your own"))
    refusals(scene, page)
    asks = ""
    if view.asks:
        if view.question:
            page.line(name_of(survey.indicators[view.question]))
        if view.points is not None:
            page.line(speech.say("Level {letter}", letter=letter_of(view.points)))
        page.gap().bold(speech.say("Type what is to be done."))
        asks = f"line-new-{view.question}-{view.points}"
    elif view.question:
        _levels(scene, page, view.question)
    elif view.section:
        home = next(each for each in survey.sections if each.id == view.section)
        page.line(speech.say("Which indicator is it for?"))
        for indicator in home.indicators:
            page.row(Button(shortened(name_of(indicator), 60), Tap("line-new", scene.number, indicator.id)))
    else:
        page.line(speech.say("Which dimension is it for?"))
        for section in survey.sections:
            if section.indicators:
                page.row(Button(shortened(f"{section.number} {section.title}", 60), Tap("line-new", 0, section.id)))
        page.row(Button(speech.say("For none of them"), Tap("line-new", 0, "-", "-")))
    page.row(Button(speech.say("To the plan"), Tap("plan")), Button(speech.say("Menu"), Tap("menu")))
    return page.screen(typing=bool(asks), asks=asks)


def _levels(scene: Scene, page: Page, question: str) -> None:
    """The levels that a line can aim at, so that the plan can tell what it would bring."""
    speech, indicator = scene.speech, scene.survey.indicators[question]
    answers = scene.session.answers if scene.stored else {}
    offered = options(scene.survey, answers, question)
    now = next((each.points for each in offered if each.present), 0)
    found = [each for each in offered if each.change is not None and each.points >= now]
    page.line(name_of(indicator), "bold")
    for each in found:
        level = indicator.level(each.points)
        here = speech.say(" (now)") if each.present else ""
        page.line(f"{letter_of(each.points)}  {shortened(level.text, 120) if level else ''}{here}")
    page.gap().line(speech.say("Which level is it to reach? With one, the plan shows what it would bring."))
    letters = [Button(letter_of(each.points), Tap("line-new", 0, question, f"p{each.points}")) for each in found]
    page.rows(letters, 3)
    page.row(Button(speech.say("No level"), Tap("line-new", 0, question, "-")))


# --- steps to take -------------------------------------------------------------------------------------------


def take_page(scene: Scene, view: Take) -> Screen:
    """The steps to a label, each with a button that takes it into the plan."""
    speech, by = scene.speech, until(scene, view.months)
    way = way_of(scene, view.label, view.months)
    label = scene.survey.labels[view.label].title
    page = Page().bold(provisional(scene))
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
