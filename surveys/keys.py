"""The key of a practice case as answers of its survey, and every value in it that its question does not take."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time

from surveys.cases import Case
from surveys.definition import Fact, MonthFact
from surveys.given import Misgiven, given_value
from surveys.indicators import ComputedIndicator, Indicator, Question
from surveys.problems import Path
from surveys.quantities import level_of
from surveys.session import Answer, Answers, Documented, Month, QuestionId, Value
from surveys.survey import Survey

BY = "key"
"""Who gave the answers of a key."""


@dataclass(frozen=True, slots=True)
class KeyRead:
    """The answers a key gives, and what is wrong with its values, by their place in the case."""

    answers: Answers
    misgiven: Mapping[Path, str]


def rated(survey: Survey, case: Case) -> tuple[QuestionId, ...]:
    """The indicators that are rated, in the survey's order: those named, or all."""
    named = case.indicators
    return tuple(id for id in survey.indicators if named is None or id in named)


def key_answers(survey: Survey, case: Case) -> Answers:
    """The key's facts and indicators as answers, dated the day it is judged on."""
    return read_key(survey, case).answers


def key_points(survey: Survey, case: Case) -> Mapping[QuestionId, int]:
    """The points that the key gives to each rated indicator, in the survey's order."""
    answers = key_answers(survey, case)
    levels = {id: level_of(survey, answers, survey.indicators[id]) for id in rated(survey, case)}
    return {id: level.points for id, level in levels.items() if level is not None}


def read_key(survey: Survey, case: Case) -> KeyRead:
    """All that the key says, read in the survey's order. What can't be read is left out and named."""
    answers: dict[QuestionId, Answer] = {}
    wrong: dict[Path, str] = {}
    for id, question in survey.questions.items():
        if isinstance(question, Fact) and id in case.key.facts:
            path: Path = ("key", "facts", id)
        elif isinstance(question, Indicator) and id in case.keyed:
            path = ("key", "indicators", case.key.indicators.index(case.keyed[id]), "value")
        else:
            continue
        try:
            answers[id] = _answer(survey, answers, case, question)
        except Misgiven as error:
            wrong[path] = str(error)
    return KeyRead(answers, wrong)


def _answer(survey: Survey, answers: Answers, case: Case, question: Question) -> Answer:
    at = datetime.combine(case.judged_on, time(12), UTC)
    if isinstance(question, Fact):
        value = given_value(survey, answers, question, case.key.facts[question.id], points=False)
        _refuse_future(case, question, value)
        return Answer(question=question.id, by=BY, at=at, value=value)
    keyed = case.keyed[question.id]
    value = given_value(survey, answers, question, keyed.value, points=case.short)
    computed = isinstance(question, ComputedIndicator) and not case.short
    answer = Answer(question=question.id, by=BY, at=at, value=None if computed else value)
    level = level_of(survey, {**answers, question.id: answer}, question)
    documented = Documented(keyed.documented) if keyed.documented else None
    seen = level.points if level and (documented or computed) else None
    return Answer(question=question.id, by=BY, at=at, value=answer.value, seen=seen, documented=documented)


def _refuse_future(case: Case, question: Fact, value: Value) -> None:
    """A month after the day the key is judged on answers only a question about the future."""
    match question, value:
        case MonthFact(future=False), Month(text) if text > f"{case.judged_on:%Y-%m}":
            raise Misgiven(f"`{text}` is after the day the key is judged on, {case.judged_on}; mend one of the two")
        case _:
            pass
