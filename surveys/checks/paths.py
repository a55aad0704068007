"""Conditions: none may hide an indicator, and every question must be reachable by some answers."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from itertools import product

from surveys.checks.references import placed
from surveys.conditions import holds
from surveys.definition import Condition, CountsFact, NumberFact
from surveys.fitting import options
from surveys.indicators import Indicator, Question
from surveys.problems import Finding
from surveys.session import Answer, Choice, Counts, Number, Value
from surveys.survey import Survey

MOST_TRIALS = 20_000


def path_findings(survey: Survey) -> Iterator[Finding]:
    """Indicators with a condition, and questions that no answers reach."""
    for path, question in placed(survey):
        if question.when is None:
            continue
        if isinstance(question, Indicator):
            message = (
                f"a condition could hide the indicator `{question.id}`; indicators are always asked: remove `when`"
            )
            yield Finding((*path, "when"), "P01", message)
        elif not _reachable(survey, question):
            message = f"no answers lead to `{question.id}`: its condition can't hold; loosen it or remove the question"
            yield Finding((*path, "when"), "P02", message)


def _reachable(survey: Survey, question: Question) -> bool:
    """Tries the answers that matter to the condition and to the conditions it rests on."""
    tests = list(_tests(survey, question))
    asked = list(dict.fromkeys(test.question or "" for test in tests))
    choices = [[None, *_values(survey, id, tests)] for id in asked]
    if _size(choices) > MOST_TRIALS:
        return True
    conditions = [survey.questions[id].when for id in (*asked, question.id)]
    for values in product(*choices):
        answers = {
            id: Answer(question=id, by="", at=datetime.min.replace(tzinfo=UTC), value=value)
            for id, value in zip(asked, values, strict=True)
            if value is not None
        }
        relevant = [
            when
            for id, when in zip((*asked, question.id), conditions, strict=True)
            if id in answers or id == question.id
        ]
        if all(when is None or holds(survey, answers, when) for when in relevant):
            return True
    return False


def _tests(survey: Survey, question: Question) -> Iterator[Condition]:
    for test in question.when.atoms() if question.when else ():
        yield test
        yield from _tests(survey, survey.questions[test.question or ""])


def _values(survey: Survey, id: str, tests: list[Condition]) -> list[Value]:
    """Values on both sides of every test of this question."""
    question = survey.questions[id]
    limits = [
        limit for test in tests if test.question == id for limit in (test.at_least, test.below) if limit is not None
    ]
    amounts = sorted(
        {Decimal(0), *limits, *(limit + 1 for limit in limits), *(max(limit - 1, Decimal(0)) for limit in limits)}
    )
    match question:
        case NumberFact():
            return [Number(amount) for amount in amounts if question.low <= amount <= question.high]
        case CountsFact():
            names = [item.id for item in question.items]
            spread = [names[:kinds] for kinds in range(len(names) + 1)] + [[name] for name in names]
            return [Counts(tuple((name, int(amount)) for name in counted)) for amount in amounts for counted in spread]
        case _:
            return [Choice(option) for option in options(survey, question)]


def _size(choices: list[list[Value | None]]) -> int:
    size = 1
    for each in choices:
        size *= len(each)
    return size
