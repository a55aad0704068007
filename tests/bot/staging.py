"""Scenes without a database: a session with given answers, drawn as any channel would."""

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal

from bot.desk import Operator
from bot.drawing import draw
from bot.scene import Card, Result, Scene, View
from bot.screens import Screen
from storage.people import Answering, Person
from storage.sessions import Stored
from surveys.definition import ChoiceFact, CountsFact, IndicatorFact, LevelFact, MonthFact, TextFact, YesNoFact
from surveys.indicators import (
    ChecklistIndicator,
    ComputedIndicator,
    LevelIndicator,
    NumberIndicator,
    Question,
    RatioIndicator,
)
from surveys.quantities import level_of
from surveys.session import (
    FULL,
    Answer,
    Checklist,
    Choice,
    Counts,
    Documented,
    Month,
    Number,
    Place,
    Points,
    Ratio,
    Reply,
    Reviewing,
    Scope,
    Session,
    Submitted,
    Text,
    Value,
)
from surveys.survey import Survey
from tests.bot.talking import NOBODY, SHELF

NOW = datetime(2026, 5, 3, 8, 15, tzinfo=UTC)
NOTE = "Ü" * 1000


def survey(language: str) -> Survey:
    """The shipped survey."""
    return SHELF.survey(SHELF.latest, language)


def scene(
    language: str, view: View, session: Session, notices: tuple[Reply, ...] = (), operator: Operator = NOBODY
) -> Scene:
    """A view of a session."""
    stored = Stored(
        id=123456,
        cluster=1,
        started_by=1,
        survey="cluster-label",
        version=1,
        language=language,
        revision=1,
        carried_from=None,
        carried_version=None,
        started_at=NOW,
        changed_at=NOW,
        trial=False,
        session=session,
    )
    person = Person(1, "terminal", "me", language, "1", NOW, 123456, 1, Answering())
    return Scene(view, language, NOW, operator, "terminal", survey(language), person, stored, notices)


def shown(
    language: str, place: Place, answers: dict[str, Answer] | None = None, view: View | None = None,
    scope: Scope = FULL, carried: dict[str, Answer] | None = None, notices: tuple[Reply, ...] = (),
) -> Screen:  # fmt: skip
    """The screen of a session at a place."""
    session = Session("self", scope, place, answers or {}, carried or {})
    return draw(scene(language, view or Card(), session, notices))[0]


def page(
    language: str, view: Result, answers: dict[str, Answer], scope: Scope = FULL, submitted: bool = False
) -> Screen:
    """A page of the result, which is one message."""
    place = Submitted(NOW) if submitted else Reviewing()
    (screen,) = draw(scene(language, view, Session("self", scope, place, answers, {})))
    return screen


def answered(
    language: str, ids: Iterable[str] | None = None, note: str | None = None, top: bool = True
) -> dict[str, Answer]:
    """Every question answered at its top (or bottom) level, documented where there is something to document."""
    found: dict[str, Answer] = {}
    known = survey(language)
    for id, question in known.questions.items():
        if ids is not None and id not in ids:
            continue
        value = value_for(question, top)
        level = (
            None
            if value is not None
            else level_of(known, found, question)
            if isinstance(question, ComputedIndicator)
            else None
        )
        state = Documented.YES if question.id in known.indicators and top else None
        found[id] = Answer(id, "1", NOW, value, level.points if level else None, False, state, None, None, note, False)
    return found


def value_for(question: Question, top: bool) -> Value | None:
    """A value of the question's form: the best one, or the worst."""
    match question:
        case LevelIndicator():
            return Points(5 if top else 0)
        case LevelFact():
            return Points(1)
        case ChecklistIndicator():
            return Checklist(tuple(item.id for item in question.items) if top else ())
        case RatioIndicator():
            return Ratio(Decimal(9 if top else 0), Decimal(9))
        case CountsFact():
            return Counts(tuple((item.id, 11 if top else 0) for item in question.items))
        case ChoiceFact():
            return Choice(question.options[-1].id)
        case YesNoFact():
            return Choice("yes" if top else "no")
        case MonthFact():
            return Month("2024-04")
        case TextFact():
            return Text("Ü" * question.high)
        case IndicatorFact():
            return Choice("strategy-documentation")
        case ComputedIndicator():
            return None
        case NumberIndicator(whole=None, part=None):
            return Number(question.high if top else question.low)
        case _:
            return Number(Decimal(99 if top else 0))
