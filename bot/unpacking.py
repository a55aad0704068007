"""The parts of an export document as values. What can't be ours raises ValueError, TypeError or LookupError."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Literal, TypeVar

from bot.speech import LANGUAGES
from storage.people import Answering, Counting, Doubting, Focus, Keeping, Listing, Looking, Naming, Noting
from surveys.definition import ChoiceFact, CountsFact, IndicatorFact, LevelFact, MonthFact, TextFact, YesNoFact
from surveys.fitting import problem_with
from surveys.indicators import ChecklistIndicator, Indicator, LevelIndicator, Question, RatioIndicator
from surveys.session import (
    Answer,
    Asking,
    CannotJudge,
    Checklist,
    Choice,
    Counts,
    Documented,
    Month,
    Named,
    Number,
    Place,
    Points,
    Proving,
    Ratio,
    Reviewing,
    Scope,
    Skipped,
    Submitted,
    Text,
    Value,
)
from surveys.survey import Survey

Json = Mapping[str, Any]
ROLES: tuple[Literal["owner", "editor", "reader"], ...] = ("owner", "editor", "reader")
KINDS: tuple[Literal["self", "practice", "assessment"], ...] = ("self", "practice", "assessment")
SCOPES: tuple[Literal["full", "express", "sections", "indicators"], ...] = ("full", "express", "sections", "indicators")
Word = TypeVar("Word", bound=str)


def one_of(told: Any, known: tuple[Word, ...]) -> Word:
    """The word, if it is one of these."""
    return known[known.index(told)]


def language_from(told: Any) -> str:
    """A language that is spoken here."""
    return one_of(told, tuple(LANGUAGES))


def time_from(told: Any) -> datetime:
    """A moment with its zone."""
    found = datetime.fromisoformat(told)
    if found.utcoffset() is None:
        raise ValueError("a time without its zone")
    return found.astimezone(UTC)


def focus_from(told: Json, clusters: Mapping[int, int]) -> Focus:
    """What the next typed text is for; clusters by their number in the document."""
    match told:
        case {"is": "answer"}:
            return Answering()
        case {"is": "nothing"}:
            return Looking()
        case {"is": "note", "question": str(question)}:
            return Noting(question)
        case {"is": "kept_or_not", "question": str(question), "text": str(text)}:
            return Keeping(question, text)
        case {"is": "in_doubt", "question": str(question), "texts": list(texts)}:
            return Doubting(question, tuple(str(text) for text in texts))
        case {"is": "count", "question": str(question), "item": str(item)}:
            return Counting(question, item)
        case {"is": "cluster_name", "cluster": cluster}:
            return Naming(clusters[cluster] if cluster else 0)
        case {"is": "document_names"}:
            return Listing()
        case _:
            raise ValueError("a text for nothing")


def scope_from(survey: Survey, told: Json) -> Scope:
    """A scope of this survey."""
    ids = tuple(str(id) for id in told["ids"])
    if not set(ids) <= {*survey.questions, *(section.id for section in survey.sections)}:
        raise ValueError("a scope of something else")
    return Scope(one_of(told["kind"], SCOPES), ids)


def place_from(survey: Survey, told: Json) -> Place:
    """Where an assessment stands."""
    match told["place"]:
        case {"at": "asking", "question": question, "then": then}:
            return Asking(_known(survey, question), None if then is None else _known(survey, then))
        case {"at": "proving", "question": question, "then": then}:
            return Proving(_known(survey, question), None if then is None else _known(survey, then))
        case {"at": "submitted"}:
            return Submitted(time_from(told["submitted_at"]))
        case {"at": "reviewing"}:
            return Reviewing()
        case _:
            raise ValueError("no place")


def _known(survey: Survey, question: Any) -> str:
    return survey.questions[question].id


def answer_from(survey: Survey, told: Json, by: str) -> Answer:
    """An answer or a step, given by this person."""
    mark = (
        Skipped() if told.get("skipped") else CannotJudge(str(told["cannot_judge"])) if "cannot_judge" in told else None
    )
    question = survey.questions[told["question"]]
    return Answer(
        question=question.id,
        by=by,
        at=time_from(told["answered_at"]),
        value=_value(survey, question, told),
        seen=_seen(survey, question, told),
        estimate=told["estimate"] is True,
        documented=Documented(told["documented"]) if told["documented"] else None,
        document=_named(told["document"]),
        mark=mark,
        note=_text(told["note"]),
        note_shared=told["note_shared"] is True,
    )


def _named(told: Json | None) -> Named | None:
    return None if told is None else Named(str(told["title"]), _text(told["date"]), _text(told["place"]))


def _text(told: Any) -> str | None:
    return None if told is None else str(told)


def _seen(survey: Survey, question: Question, told: Json) -> int | None:
    if isinstance(question, Indicator):
        return None if told["confirmed_points"] is None else int(told["confirmed_points"])
    about = told.get("about")
    return None if about is None else list(survey.indicators).index(about)


def _value(survey: Survey, question: Question, told: Json) -> Value | None:
    """The value as it was given, if the question takes it. A level of a picked indicator depends on the pick."""
    value = value_from(question, told["value"], not told.get("unfinished", False))
    if value is not None and not isinstance(question, LevelFact) and problem_with(survey, {}, question, value):
        raise ValueError("a value that its question does not take")
    match value, value_from(question, told.get("counts_until_done"), True):
        case Counts(), Counts(amounts=amounts):
            return replace(value, last=amounts)
        case Checklist(), Checklist(items=items):
            return replace(value, last=items)
        case _:
            return value


def value_from(question: Question, told: Any, done: bool) -> Value | None:
    """The value that JSON stands for in answer to this question. Raises ValueError or TypeError for a damaged one."""
    if told is None:
        return None
    match question:
        case LevelIndicator() | LevelFact():
            return Points(int(told))
        case RatioIndicator():
            return Ratio(Decimal(str(told["part"])), Decimal(str(told["whole"])))
        case CountsFact():
            return Counts(tuple((str(item), int(amount)) for item, amount in told.items()), done)
        case ChecklistIndicator():
            return Checklist(tuple(str(item) for item in told), done)
        case ChoiceFact() | YesNoFact() | IndicatorFact():
            return Choice(str(told))
        case MonthFact():
            return Month(str(told))
        case TextFact():
            return Text(str(told))
        case _:
            return Number(Decimal(str(told)))
