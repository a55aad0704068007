"""The label calendar: when the label held ends, when to be reminded, and what one could go for next."""

from datetime import date

from bot.scene import Scene
from bot.screens import Attachment, Button, Page, Screen, Tap
from bot.wording import provisional
from surveys.ics import Entry, ics
from surveys.label_calendar import Dated, LabelCalendar, Option, Standing, calendar

FILE = "clusterready-label-calendar.ics"
MISSING = 6
"""How many missing rules an option names."""


def calendar_page(scene: Scene, with_file: bool) -> Screen:
    """Every date about the labels with what it rests on, and renewing or going further side by side."""
    speech = scene.speech
    found = calendar(scene.survey, scene.session.answers, scene.now.date())
    page = Page().bold(provisional(scene.speech)).bold(speech.say("Label calendar"))
    page.line(_standing(scene, found))
    if found.end:
        page.line(speech.say("Valid until {date}", date=_dated(scene, found.end)))
    if found.renewable:
        page.line(speech.say("It can be renewed until {date}", date=_dated(scene, found.renewable)))
    for reminder in found.reminders:
        page.line(
            f"   {_reminder(scene, reminder.months)}: {speech.date(reminder.on)}" + _passed(scene, reminder.passed)
        )
    for window in found.windows:
        page.gap().line(
            speech.say(
                "Second benchmarking for {label}: from {opens} to {closes}",
                label=_title(scene, window.label),
                opens=speech.date(window.opens.on),
                closes=_dated(scene, window.closes),
            )
        )
    for option in found.options:
        _option(scene, page, option)
    page.gap().line(
        speech.say("Prices as on ESCA's price page, without VAT; the page bears no date. Ask before you plan.")
    )
    for source in _sources(found):
        page.line(f"• {source}")
    _reminders(scene, page, found)
    entries = _entries(scene, found)
    if entries:
        page.row(Button(speech.say("Dates as a file (.ics)"), Tap("calendar", scene.number, choice="ics")))
    page.row(Button(speech.say("To the result"), Tap("result", scene.number)), Button(speech.say("Menu"), Tap("menu")))
    return page.screen(file=Attachment(FILE, ics(entries, scene.now)) if with_file and entries else None)


def _reminders(scene: Scene, page: Page, found: LabelCalendar) -> None:
    """Reminders before the end: set, taken back, or none where their days have passed."""
    speech = scene.speech
    cluster = scene.stored.cluster if scene.stored else 0
    waiting = [
        each for each in scene.reminders if each.line is None and each.cluster == cluster and each.state == "waiting"
    ]
    if waiting:
        page.line(
            speech.say("You are reminded on {days}.", days=speech.listed(speech.date(each.on) for each in waiting))
        )
        page.row(Button(speech.say("No reminders"), Tap("unremind-label", scene.number)))
    elif any(not each.passed for each in found.reminders):
        months = speech.listed(str(each.months) for each in found.reminders if not each.passed)
        page.row(
            Button(speech.say("Remind me {months} months before", months=months), Tap("remind-label", scene.number))
        )


def _sources(found: LabelCalendar) -> list[str]:
    """The public pages that the dates and prices are from, each once."""
    dated = [each for each in (found.end, found.renewable) if each]
    dated += [window.closes for window in found.windows]
    sources = [each.source for each in dated] + [each.source for option in found.options for each in option.processes]
    return list(dict.fromkeys(f"{source.name}: {source.url}" for source in sources if source))


def _title(scene: Scene, label: str) -> str:
    return scene.survey.labels[label].title


def _standing(scene: Scene, found: LabelCalendar) -> str:
    speech = scene.speech
    held = _title(scene, found.held) if found.held else ""
    words = {
        Standing.OPEN: speech.say("Which label is held is not answered yet."),
        Standing.NONE: speech.say("No label is held."),
        Standing.UNDATED: speech.say(
            "{label} is held; its end is not known. Enter “valid until” among the facts.", label=held
        ),
        Standing.VALID: speech.say("{label} is held.", label=held),
        Standing.RENEWABLE: speech.say("{label} has ended and can still be renewed.", label=held),
        Standing.LAPSED: speech.say("{label} has ended and can no longer be renewed.", label=held),
    }  # fmt: skip
    return words[found.standing]


def _dated(scene: Scene, dated: Dated) -> str:
    basis = {
        "stated": scene.speech.say("as stated"),
        "sourced": scene.speech.say("public"),
        "inferred": scene.speech.say("our conclusion"),
        "ours": scene.speech.say("ours"),
    }[dated.basis]
    return f"{scene.speech.date(dated.on)} ({basis})"


def _reminder(scene: Scene, months: int) -> str:
    return scene.speech.count("{n} month before", "{n} months before", months)


def _passed(scene: Scene, passed: bool) -> str:
    return scene.speech.say(" (has passed)") if passed else ""


def _option(scene: Scene, page: Page, option: Option) -> None:
    speech, label = scene.speech, _title(scene, option.label)
    page.gap().bold(
        speech.say("Renew {label}", label=label) if option.renewal else speech.say("Go for {label}", label=label)
    )
    if option.latest:
        page.line("   " + speech.say("Latest: {date}", date=_dated(scene, option.latest)))
    missing = [ruling.rule.title for ruling in option.missing]
    if missing:
        more = ["…"] if len(missing) > MISSING else []
        page.line("   " + speech.say("Missing: {rules}", rules=speech.listed([*missing[:MISSING], *more])))
    for process in option.processes:
        length, unit = process.time
        took = speech.count("{n} hour", "{n} hours", length) if unit == "hours" else speech.count(
            "{n} day", "{n} days", length)  # fmt: skip
        place = speech.say("on site") if process.place == "site" else speech.say("by video")
        page.line(
            "   "
            + speech.say(
                "{place}, about {time}: {price} EUR", place=place, time=took, price=speech.number(process.euro)
            )
        )


def _entries(scene: Scene, found: LabelCalendar) -> list[Entry]:
    """The dates that lie ahead, for the calendar of a phone."""
    speech = scene.speech
    entries = []
    if found.held and found.end:
        label = _title(scene, found.held)
        ends = speech.say("{label} ends", label=label)
        entries.append(_entry(scene, "end", found.end.on, ends, _dated(scene, found.end)))
        for reminder in found.reminders:
            if not reminder.passed:
                title = f"{ends}: {_reminder(scene, reminder.months)}"
                entries.append(_entry(scene, f"before-{reminder.months}", reminder.on, title, _dated(scene, found.end)))
    for window in found.windows:
        title = speech.say("Second benchmarking for {label}", label=_title(scene, window.label))
        entries.append(_entry(scene, f"closes-{window.label}", window.closes.on, title, _dated(scene, window.closes)))
    return entries


def _entry(scene: Scene, name: str, on: date, title: str, text: str) -> Entry:
    cluster = scene.stored.cluster if scene.stored else 0
    return Entry(f"{name}-{cluster}@clusterready", on, title, f"{text}. {provisional(scene.speech)}")
