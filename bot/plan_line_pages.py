"""One step of the plan on a phone: what can be done about it, what is asked for it, and a new one of one's own."""

from datetime import date, timedelta

from bot.notices import refusals
from bot.plan_pages import box, plan_page, title_of
from bot.plan_words import aim_words
from bot.scene import LinePage, NewLine, Plan, Scene
from bot.screens import Button, Page, Screen, Tap, shortened
from bot.wording import letter_of, name_of
from storage.plans import PlanLine
from storage.reminders import Reminder
from surveys.label_calendar import calendar, last_day
from surveys.simulation import options

SPANS = (1, 3, 6, 12)
"""Months from now to the proposed days."""


BEFORE = (0, 7, 30)
"""Days before the day a step is due."""


def line_page(scene: Scene, view: LinePage) -> Screen:
    """One line with what can be done about it, or the field that is being changed."""
    speech = scene.speech
    line = next((each for each in scene.plan if each.id == view.line), None)
    if line is None:
        return plan_page(scene, Plan())
    page = Page().bold(title_of(scene, line))
    refusals(scene, page)
    page.line(f"{box(line)} {line.what}")
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
