"""A programme's totals: its last edition in words and as a table, and nothing that is not in it."""

from collections.abc import Callable
from functools import partial

from bot.cohort_views import Totals
from bot.reports.group_tables import table
from bot.reports.sheet import Sheet
from bot.scene import Scene
from bot.screens import Attachment, Button, Page, Tap
from bot.speech import Speech
from bot.wording import letter_of, name_of
from surveys.editions import FIFTHS, STATUSES, Edition, Groups
from surveys.survey import Survey

PERCENT = 100


def totals_page(scene: Scene, page: Page, view: Totals) -> Attachment | None:
    """Labels, total and dimensions of the last edition; the indicators are in the table."""
    speech, id, found = scene.speech, view.room.cohort.id, view.edition
    page.bold(speech.say("Totals of “{name}”", name=view.room.cohort.name))
    if found is None or view.at is None:
        page.line(
            speech.say("There are no totals yet: they begin with five clusters that agreed to them and have submitted.")
        )
    else:
        date = speech.date(view.at.date())
        page.line(speech.say("Edition of {date}, {n} clusters. By their own self-checks; provisional.", date=date,
                             n=found.clusters))  # fmt: skip
        page.gap().bold(speech.say("Labels"))
        for label, groups in found.labels.items():
            page.line(f"{view.survey.labels[label].title}: {_statuses(speech, view.survey, groups)}")
        page.gap().bold(speech.say("Share of all points"))
        _shares(speech, page, speech.say("All of it"), found.total.claimed, found.total.documented)
        for section in view.survey.sections:
            if section.id in found.dimensions:
                each = found.dimensions[section.id]
                _shares(speech, page, f"{section.number} {section.title}", each.claimed, each.documented)
        page.row(Button(speech.say("All indicators (CSV)"), Tap("programme-totals", id, "", "csv")))
    page.gap().line(
        speech.say("A new edition can be made once at least five clusters have come or changed since the last."),
        "italic",
    )
    if view.due:
        page.row(Button(speech.say("Make a new edition"), Tap("programme-totals", id, "", "new")))
    page.row(Button(speech.say("Back"), Tap("cohort", id)))
    if view.file and found is not None:
        return Attachment("totals.csv", make=partial(table, _sheet(speech, view.survey, found)))
    return None


def _statuses(speech: Speech, survey: Survey, groups: Groups) -> str:
    """How many clusters have which status; neighbours that would be too few stand together."""
    titles = [str(getattr(survey.meanings, each.value).title) for each in STATUSES]
    return _told(speech, groups, lambda place: titles[place])


def _shares(speech: Speech, page: Page, title: str, claimed: Groups, documented: Groups) -> None:
    page.line(title, "bold")
    page.line("   " + speech.say("Claimed: {score}", score=_told(speech, claimed, _fifth)))
    page.line("   " + speech.say("Documented: {score}", score=_told(speech, documented, _fifth)))


def _fifth(place: int) -> str:
    """A fifth, as 20–40 %."""
    step = PERCENT // FIFTHS
    return f"{place * step}–{(place + 1) * step} %"


def _told(speech: Speech, groups: Groups, name: Callable[[int], str]) -> str:
    if not groups:
        return speech.say("too few, so it is hidden")
    return " · ".join(f"{_span(name, each.first, each.last)}: {each.clusters}" for each in groups)


def _span(name: Callable[[int], str], first: int, last: int) -> str:
    return name(first) if first == last else f"{name(first)} – {name(last)}"


def _sheet(speech: Speech, survey: Survey, found: Edition) -> Sheet:
    """One row for each group of neighbouring levels of each indicator."""
    columns = (
        (speech.say("Indicator"), speech.say("Number and title.")),
        (speech.say("Level from"), speech.say("The lowest level of the group.")),
        (speech.say("Level to"), speech.say("The highest level of the group.")),
        (speech.say("Clusters"), speech.say("How many stand there, as claimed.")),
    )
    rows = tuple(
        (name_of(survey.indicators[id]), letter_of(each.first), letter_of(each.last), each.clusters)
        for id, groups in found.indicators.items()
        for each in groups
    )
    return Sheet(speech.say("Totals"), columns, rows)
