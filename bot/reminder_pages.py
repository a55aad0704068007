"""Reminders on a phone: what is set, at what time of day, and one whose time has come."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.notices import refusals
from bot.scene import Reminded, Reminding, Scene, cluster_name
from bot.screens import Button, Page, Screen, Tap, shortened
from bot.wording import name_of
from bot.zones import city_of, country_of, proposals, today
from storage.reminders import Reminder
from surveys.label_calendar import Standing, calendar

LISTED = 12
WALLS = ("08:00", "09:00", "12:00", "17:00")


def reminders_page(scene: Scene, view: Reminding) -> Screen:
    """What is reminded of when; or the question what time it is where the person is, or when to write."""
    speech, local = scene.speech, scene.local
    page = Page().bold(speech.say("Reminders"))
    refusals(scene, page)
    match view.asks:
        case "now":
            _ask_zone(scene, page)
        case "wall":
            page.line(speech.say("At what time of day shall I write? From 7:00 to 21:00."))
            page.row(*(Button(wall, Tap("wall", choice=wall)) for wall in WALLS))
        case _:
            _listed(scene, page)
    if view.asks:
        page.row(Button(speech.say("Back"), Tap("reminders")))
    elif local.zone:
        page.row(
            Button(speech.say("Time of day"), Tap("wall")),
            Button(speech.say("My time zone"), Tap("zone")),
        )
    page.row(Button(speech.say("To the plan"), Tap("plan")), Button(speech.say("Menu"), Tap("menu")))
    return page.screen(typing=bool(view.asks), asks=f"clock-{view.asks}" if view.asks else "")


def _ask_zone(scene: Scene, page: Page) -> None:
    speech, now = scene.speech, scene.now
    page.line(speech.say("What time is it where you are? So that reminders come by your clock, and never at night."))
    page.line(speech.say("Tap it, or type it, like 14:05."), "italic")
    country = country_of(scene.session.answers if scene.stored else {})
    buttons = []
    for zone in proposals(country, now):
        there = now.astimezone(ZoneInfo(zone))
        buttons.append(Button(f"{there:%H:%M} · {city_of(speech, zone)}", Tap("zone", choice=zone)))
    page.rows(buttons, 2)


def _listed(scene: Scene, page: Page) -> None:
    speech, local = scene.speech, scene.local
    waiting = [each for each in scene.reminders if each.state == "waiting"]
    if local.stopped:
        page.line(speech.say("Reminders are stopped: none is sent."), "bold")
    if not waiting:
        page.line(speech.say("None is set. Open a step of the plan, or the label calendar, to set one."))
    for number, each in enumerate(waiting[:LISTED], start=1):
        page.line(f"{number}. {speech.date(each.on)}: {_about(scene, each)}")
    if len(waiting) > LISTED:
        page.line(speech.count("and {n} more", "and {n} more", len(waiting) - LISTED))
    if local.zone:
        city = city_of(speech, local.zone)
        page.line(speech.say("Sent at {time}, time of {city}.", time=local.wall, city=city))
    elif waiting:
        page.line(speech.say("They are sent once you have said what time it is where you are."), "bold")
        page.row(Button(speech.say("Say what time it is"), Tap("zone")))
    if scene.channel == "terminal" and waiting:
        page.line(speech.say("In this window they are shown when the program starts."), "italic")
    page.rows(
        [
            Button(f"✕ {number}", Tap("forget-reminder", choice=str(each.id)))
            for number, each in enumerate(waiting[:LISTED], start=1)
        ],
        6,
    )
    if local.stopped:
        page.row(Button(speech.say("Switch reminders on again"), Tap("loud")))
    elif waiting:
        page.row(Button(speech.say("Stop all reminders"), Tap("quiet")))


def _about(scene: Scene, reminder: Reminder) -> str:
    speech = scene.speech
    line = next((each for each in scene.plan if each.id == reminder.line), None)
    if line:
        asked = scene.survey.questions.get(line.question or "")
        name = f"{name_of(asked)} – " if asked else ""
        words = shortened(name + line.what, 100)
    else:
        words = speech.count(
            "{n} month before the label ends", "{n} months before the label ends", reminder.before or 0
        )
    place = next((place for place, each in enumerate(scene.clusters) if each.id == reminder.cluster), None)
    named = (
        f" ({cluster_name(speech, scene.clusters[place], place)})"
        if place is not None and len(scene.clusters) > 1
        else ""
    )
    return words + named


def reminded_page(scene: Scene, view: Reminded) -> Screen:
    """A reminder as it comes: what it is about, what to do, and how to stop them all."""
    speech = scene.speech
    page = Page().bold(speech.say("Reminder"))
    late = today(scene.now, scene.local.zone) - view.on
    if late >= timedelta(days=1):
        page.line(speech.say("It was meant for {date}.", date=speech.date(view.on)), "italic")
    if view.line:
        _line(scene, page, view)
    else:
        _label(scene, page, view)
    page.row(Button(speech.say("Stop all reminders"), Tap("quiet")))
    return page.screen()


def _line(scene: Scene, page: Page, view: Reminded) -> None:
    speech, line = scene.speech, view.line
    assert line is not None
    asked = scene.survey.questions.get(line.question or "")
    if asked:
        page.line(name_of(asked), "bold")
    page.line(line.what)
    if line.who:
        page.line(speech.say("Who: {who}", who=line.who))
    if line.due:
        page.line(speech.say("Due: {date}", date=speech.date(line.due)))
    id, again = str(line.id), today(scene.now, scene.local.zone) + timedelta(days=7)
    page.row(
        Button(speech.say("Done ✓"), Tap("line-done", choice=id)), Button(speech.say("Open"), Tap("line", choice=id))
    )
    page.row(Button(speech.say("Again in a week"), Tap("remind", 0, again.isoformat(), id)))


def _label(scene: Scene, page: Page, view: Reminded) -> None:
    speech = scene.speech
    assert view.end is not None
    title = scene.survey.labels[view.label].title
    days = (view.end - scene.now.date()).days
    page.line(speech.say("{label} ends on {date}.", label=title, date=speech.date(view.end)), "bold")
    page.line(speech.count("{n} day is left.", "{n} days are left.", max(days, 0)))
    page.line(
        speech.say(
            "A new check begins with your last answers: confirm what is still true, change the rest. The label "
            "calendar compares renewing with going further."
        )
    )
    cluster = str(scene.about.id) if scene.about else ""
    page.row(Button(speech.say("Check again from the last one"), Tap("renew", 0, cluster)))
    page.row(Button(speech.say("Label calendar"), Tap("renew", 0, cluster, "calendar")))


def dates_line(scene: Scene) -> str:
    """Where one stands with the label just entered: its end, what is left, which reminder days have passed."""
    speech = scene.speech
    found = calendar(scene.survey, scene.session.answers, scene.now.date())
    if found.held is None or found.end is None:
        return ""
    title, end = scene.survey.labels[found.held].title, speech.date(found.end.on)
    days = (found.end.on - found.on).days
    match found.standing:
        case Standing.VALID:
            said = speech.count(
                "{label} is held until {date}: {n} day is left.", "{label} is held until {date}: {n} days are left.",
                days, label=title, date=end,
            )  # fmt: skip
        case Standing.RENEWABLE:
            until = speech.date(found.renewable.on) if found.renewable else "–"
            said = speech.say(
                "{label} ended on {date} and can be renewed until {until}.", label=title, date=end, until=until
            )
        case _:
            said = speech.say("{label} ended on {date} and can no longer be renewed.", label=title, date=end)
    passed = [str(each.months) for each in found.reminders if each.passed]
    if passed and found.standing is Standing.VALID:
        said += " " + speech.say("The days {months} months before have passed.", months=speech.listed(passed))
    return said + " " + speech.say("More: /calendar")
