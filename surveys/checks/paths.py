"""Conditions: none may hide an indicator, and every question must be reachable by some answers."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from itertools import islice, product
from math import ceil

from surveys.checks.references import placed
from surveys.conditions import holds
from surveys.definition import Condition, CountsFact, NumberFact
from surveys.fitting import options
from surveys.indicators import Indicator, Question
from surveys.problems import Finding
from surveys.session import Answer, Choice, Counts, Number, Points, Value
from surveys.survey import Survey

MOST_TRIALS = 20_000


def hiding_findings(survey: Survey) -> Iterator[Finding]:
    """Indicators with a condition."""
    for path, question in placed(survey):
        if question.when is not None and isinstance(question, Indicator):
            message = (
                f"a condition could hide the indicator `{question.id}`; remove `when`, indicators are always asked"
            )
            yield Finding((*path, "when"), "P01", message)


def reach_findings(survey: Survey) -> Iterator[Finding]:
    """Facts that no answers reach. Every id in the survey's conditions must exist and look back."""
    for path, question in placed(survey):
        if question.when is not None and not isinstance(question, Indicator) and not _reachable(survey, question):
            message = f"no answers lead to `{question.id}`; loosen its condition or remove the question"
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
    own = [test for test in tests if test.question == id]
    limits = [limit for test in own for limit in (test.at_least, test.below) if limit is not None]
    amounts = {Decimal(0), *limits, *(limit + 1 for limit in limits), *(max(limit - 1, Decimal(0)) for limit in limits)}
    match question:
        case NumberFact():
            within = amounts | {question.low, question.high}
            return [Number(amount) for amount in sorted(within) if question.low <= amount <= question.high]
        case CountsFact():
            whole = sorted({ceil(amount) for amount in amounts})
            return list(_spread(question, {test.item for test in own if test.item}, whole))
        case Indicator():
            return [Points(level.points) for level in question.levels]
        case _:
            return [Choice(option) for option in options(survey, question)]


def _spread(question: CountsFact, tested: set[str], amounts: list[int]) -> Iterator[Value]:
    """Every amount for each item tested by itself; beside these, the same amount for more and more of the others."""
    alone = [item.id for item in question.items if item.id in tested]
    others = [item.id for item in question.items if item.id not in tested]
    for given in islice(product(amounts, repeat=len(alone)), MOST_TRIALS):
        for amount in amounts:
            for some in (*(others[:kinds] for kinds in range(len(others) + 1)), *([other] for other in others)):
                counts = (*zip(alone, given, strict=True), *((other, amount) for other in some))
                yield Counts(tuple((item, min(each, question.high)) for item, each in counts))


def _size(choices: list[list[Value | None]]) -> int:
    size = 1
    for each in choices:
        size *= len(each)
    return size
