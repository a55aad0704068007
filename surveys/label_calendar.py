"""The label calendar: when a label ends and can still be renewed, when to remind, and what one could go for next.

Every duration stands with its basis and the public page it is from. What is not public is
None. From when a label may be renewed is not public either, so nothing here ever says that it is too early.
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal, NamedTuple, TypeAlias

from surveys.definition import Basis, ChoiceFact, Fact, MonthFact, Source
from surveys.labels import LabelReadiness, readiness
from surveys.path import counted
from surveys.quantities import stated
from surveys.rules import Participation, Progress
from surveys.rulings import Ruling
from surveys.session import Answers, Choice, Month, QuestionId, Session, Value
from surveys.survey import Survey
from surveys.verdicts import Verdict

DateBasis: TypeAlias = Literal["stated"] | Basis
Kind: TypeAlias = Literal["participation", "progress", "score"]
SUREST: tuple[DateBasis, ...] = ("stated", "sourced", "inferred", "ours")
REMINDERS = (12, 6, 3)
"""Months before the end."""
BRONZE_PAGE = Source(name="ESCA, Bronze label page", url="https://www.cluster-analysis.org/benchmarked-clusters")
SILVER_PAGE = Source(name="ESCA, Silver label page", url="https://www.cluster-analysis.org/silver-label")
PRICE_PAGE = Source(name="ESCA, pricing information", url="https://cluster-analysis.org/pricing-information-1")
MADE_PAGE = Source(name="MADE on its Gold label", url="https://www.made.dk/artikler/made-er-dansk-guldklynge/")


class Duration(NamedTuple):
    """So many months, and where that is from."""

    months: int
    basis: Basis
    source: Source


class Validity(NamedTuple):
    """How long a label holds from its award, from its previous end when renewed, and stays renewable after its end."""

    first: Duration
    renewed: Duration | None
    renewable: Duration


VALIDITY: Mapping[Kind, Validity] = {
    "participation": Validity(
        Duration(24, "sourced", BRONZE_PAGE), Duration(36, "sourced", BRONZE_PAGE), Duration(12, "sourced", BRONZE_PAGE)
    ),
    "progress": Validity(
        Duration(24, "sourced", SILVER_PAGE),
        Duration(36, "inferred", SILVER_PAGE),
        Duration(12, "sourced", SILVER_PAGE),
    ),
    "score": Validity(Duration(24, "inferred", MADE_PAGE), None, Duration(12, "sourced", PRICE_PAGE)),
}
"""For Bronze, Silver and Gold. How long a renewed Gold holds is unknown."""


class Process(NamedTuple):
    """A way to a label on the price page: EUR without VAT; a visit of about so many hours, or full days.

    `renewal` is None where one price holds for both. The page bears no date: look again before quoting.
    """

    kind: Kind
    renewal: bool | None
    place: Literal["site", "video"]
    time: tuple[int, Literal["hours", "days"]]
    euro: int
    basis: Basis = "sourced"
    source: Source = PRICE_PAGE
    page_date: date | None = None


PROCESSES = (
    Process("participation", None, "site", (3, "hours"), 2250),
    Process("participation", None, "video", (3, "hours"), 1650),
    Process("progress", None, "site", (5, "hours"), 3620),
    Process("score", False, "site", (2, "days"), 8250),
    Process("score", True, "site", (1, "days"), 6765),
)
"""Standard Process 1, as on the price page."""


class Standing(StrEnum):
    """Where a label stands on a day: not said, none held, no end known, valid, renewable after its end, or too late."""

    OPEN = "open"
    NONE = "none"
    UNDATED = "undated"
    VALID = "valid"
    RENEWABLE = "renewable"
    LAPSED = "lapsed"


class Dated(NamedTuple):
    """A day, and what it rests on. What was stated has no source."""

    on: date
    basis: DateBasis
    source: Source | None = None


class Reminder(NamedTuple):
    """The last day of the month so many months before the end, and whether that day has passed."""

    months: int
    on: date
    passed: bool


class Window(NamedTuple):
    """First and last day for a second benchmarking by the label's rule; that later is possible, its ruling says."""

    label: str
    opens: Dated
    closes: Dated


@dataclass(frozen=True, slots=True)
class Option:
    """A label to go for, or to renew. `latest`, maybe past: None where no rule sets one, or the end is not known.

    `extended` is the end after a renewal, where known. A new label counts from its award, so it has none.
    """

    label: str
    renewal: bool
    latest: Dated | None
    extended: Dated | None
    readiness: LabelReadiness
    processes: tuple[Process, ...]

    @property
    def missing(self) -> tuple[Ruling, ...]:
        """The gates and rules not met for sure."""
        rulings = (*self.readiness.gates, *self.readiness.rulings)
        return tuple(ruling for ruling in rulings if ruling.verdict is not Verdict.MET)


@dataclass(frozen=True, slots=True)
class LabelCalendar:
    """What is dated about the labels on a day: `end` and `renewable` are the last days of the one held, to hold it
    and to renew it; `options` has one for each label of the survey, in its order."""

    on: date
    held: str | None
    standing: Standing
    end: Dated | None
    renewable: Dated | None
    reminders: tuple[Reminder, ...]
    windows: tuple[Window, ...]
    options: tuple[Option, ...]


class LabelFacts(NamedTuple):
    """The questions that tell about the label held. The survey file declares no roles for them, so: the first choice
    among all the survey's labels; under its condition a month that may lie ahead, and a choice `first` or `renewal`."""

    held: QuestionId | None
    until: QuestionId | None
    award: QuestionId | None


def label_facts(survey: Survey) -> LabelFacts:
    """Which of a survey's questions tell about the label held; None for those it does not ask."""
    facts = [question for question in survey.questions.values() if isinstance(question, Fact)]
    held = next((fact.id for fact in facts if _offers(fact, set(survey.labels))), None)
    under = [fact for fact in facts if fact.when and held in {test.question for test in fact.when.atoms()} - {None}]
    until = next((fact.id for fact in under if isinstance(fact, MonthFact) and fact.future), None)
    return LabelFacts(held, until, next((fact.id for fact in under if _offers(fact, {"first", "renewal"})), None))


def _offers(fact: Fact, options: set[str]) -> bool:
    return isinstance(fact, ChoiceFact) and bool(options) and options <= {option.id for option in fact.options}


def last_said(survey: Survey, session: Session) -> Answers:
    """A session's answers; of the label held what was said last time, until it is said again or asked afresh."""
    carried = {id: session.carried[id] for id in label_facts(survey) if id and id in session.carried}
    return {**carried, **session.answers}


def calendar(survey: Survey, answers: Answers, on: date, awarded: Month | None = None) -> LabelCalendar:
    """The calendar of these answers on a day. A stated end beats any computation.

    `awarded`: the month of the interview or assessment behind a first award, where the caller knows it; the survey
    asks only for the end. Without it only a first Bronze has a computed end: from the first benchmarking, inferred.
    """
    known, facts = counted(survey, answers), label_facts(survey)
    said = stated(known, facts.held) if facts.held else None
    held = said.option if isinstance(said, Choice) and said.option in survey.labels else None
    end = _end(survey, known, facts, held, awarded) if held else None
    renewable = _after(end, VALIDITY[survey.labels[held].kind].renewable) if held else None
    if end and renewable and end.basis == "inferred" and renewable.on < on:
        end = renewable = None  # whoever says that a label is held knows better than our conclusion
    standing = Standing.OPEN if said is None else Standing.NONE if held is None else _standing(end, renewable, on)
    days = [(months, last_day(end.on, -months)) for months in REMINDERS] if end else []
    reminders = tuple(Reminder(months, day, day < on) for months, day in days)
    windows = tuple(_windows(survey, known))
    renewing = held if standing is not Standing.LAPSED else None
    found = [(each, each.label == renewing) for each in readiness(survey, answers, (), on)]
    new = {window.label: window.closes for window in windows}
    options = tuple(
        _option(survey, each, renewal, end, renewable if renewal else new.get(each.label)) for each, renewal in found
    )
    return LabelCalendar(on, held, standing, end, renewable, reminders, windows, options)


def _option(survey: Survey, found: LabelReadiness, renewal: bool, end: Dated | None, latest: Dated | None) -> Option:
    kind = survey.labels[found.label].kind
    extended = _after(end, VALIDITY[kind].renewed) if renewal else None
    processes = tuple(way for way in PROCESSES if way.kind == kind and way.renewal in (None, renewal))
    return Option(found.label, renewal, latest, extended, found, processes)


def last_day(day: date, months: int = 0) -> date:
    """The last day of the month so many months after a day's, or before it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1])


def _end(survey: Survey, known: Answers, facts: LabelFacts, held: str, awarded: Month | None) -> Dated | None:
    """The label's last day: as stated, else from the month of a first award. A renewal's start is never asked."""
    until = _month_end(stated(known, facts.until)) if facts.until else None
    if until:
        return Dated(until, "stated")
    if facts.award is None or stated(known, facts.award) != Choice("first"):
        return None
    label = survey.labels[held]
    start: Month | None = awarded
    basis: DateBasis = "stated"
    if awarded is None and isinstance(label, Participation):
        start, basis = _first_interview(survey, known), "inferred"
    month = _month_end(start)
    return _after(Dated(month, basis), VALIDITY[label.kind].first) if month else None


def _first_interview(survey: Survey, known: Answers) -> Month | None:
    """The month that a label for progress counts from; not a bare year, of which the end would be too vague."""
    since = [stated(known, each.elapsed.since) for each in survey.labels.values() if isinstance(each, Progress)]
    return next((value for value in since if isinstance(value, Month) and "-" in value.text), None)


def _month_end(value: Value | None) -> date | None:
    """The last day of a month; of a bare year, as everywhere, that of its December."""
    if not isinstance(value, Month):
        return None
    year, _, month = value.text.partition("-")
    return last_day(date(int(year), int(month or 12), 1))


def _after(start: Dated | None, duration: Duration | None) -> Dated | None:
    """A last day so much later; no surer than either."""
    if start is None or duration is None:
        return None
    basis = max(start.basis, duration.basis, key=SUREST.index)
    return Dated(last_day(start.on, duration.months), basis, duration.source)


def _standing(end: Dated | None, renewable: Dated | None, on: date) -> Standing:
    if end is None or renewable is None:
        return Standing.UNDATED
    if on <= end.on:
        return Standing.VALID
    return Standing.RENEWABLE if on <= renewable.on else Standing.LAPSED


def _windows(survey: Survey, known: Answers) -> Iterator[Window]:
    """For each label for progress, from its own rule and basis."""
    for id, label in survey.labels.items():
        first = _month_end(stated(known, label.elapsed.since)) if isinstance(label, Progress) else None
        if first and isinstance(label, Progress):
            rule = label.elapsed
            source = survey.sources[rule.source] if rule.source else None
            opens, closes = last_day(first, rule.at_least).replace(day=1), last_day(first, rule.public_to)
            yield Window(id, Dated(opens, rule.basis, source), Dated(closes, rule.basis, source))
