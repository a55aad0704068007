"""Whether a condition holds, given the answers: yes, no, or not known yet."""

from collections.abc import Iterable
from fractions import Fraction

from surveys.definition import Condition
from surveys.indicators import Indicator
from surveys.quantities import level_of, measured, stated
from surveys.session import Answers, Choice, Counts, Month, QuestionId, Value
from surveys.survey import Survey


def holds(survey: Survey, answers: Answers, condition: Condition) -> bool | None:
    """True, False, or None while an answer that decides it is open."""
    if condition.all_ is not None:
        return _all(holds(survey, answers, inner) for inner in condition.all_)
    if condition.any_ is not None:
        return _not(_all(_not(holds(survey, answers, inner)) for inner in condition.any_))
    if condition.not_ is not None:
        return _not(holds(survey, answers, condition.not_))
    return _test(survey, answers, condition)


def undecided(survey: Survey, answers: Answers, condition: Condition) -> tuple[QuestionId, ...]:
    """The questions to answer (or, if not sure, to settle) before this condition can be decided; all on the path."""
    found: list[QuestionId] = []
    for test in condition.atoms():
        if test.question is None or holds(survey, answers, test) is not None:
            continue
        found += waits_for(survey, answers, test.question)
    return tuple(dict.fromkeys(found))


def waits_for(survey: Survey, answers: Answers, question: QuestionId) -> tuple[QuestionId, ...]:
    """What to answer to settle this question: itself if on the path, else what could still bring it there."""
    gate = survey.questions[question].when
    match True if gate is None else holds(survey, answers, gate):
        case True:
            return (question,)
        case None if gate is not None:
            return undecided(survey, answers, gate)
        case _:
            return ()


def _test(survey: Survey, answers: Answers, test: Condition) -> bool | None:
    question = survey.questions[test.question or ""]
    if test.any_of is not None:
        match stated(answers, question.id):
            case Choice("not_sure") if "not_sure" not in test.any_of:
                return None  # not sure is no answer: it decides nothing
            case Choice(option):
                return option in test.any_of
            case _:
                return None
    if test.earlier_than is not None:
        return _earlier(stated(answers, question.id), stated(answers, test.earlier_than))
    amount: Fraction | int | None
    if isinstance(question, Indicator):
        level = level_of(survey, answers, question)
        amount = None if level is None else level.points
    elif test.item is not None:
        counts = stated(answers, question.id)
        amount = dict(counts.amounts).get(test.item, 0) if isinstance(counts, Counts) else None
    else:
        amount = measured(survey, answers, question.id, test.measure)
    if amount is None:
        return None
    enough = test.at_least is None or amount >= test.at_least
    under = test.below is None or amount < test.below
    return bool(enough and under)


def _earlier(first: Value | None, second: Value | None) -> bool | None:
    """Whether a month is before another; a bare year is compared with the year."""
    if not isinstance(first, Month) or not isinstance(second, Month):
        return None
    length = min(len(first.text), len(second.text))
    return first.text[:length] < second.text[:length]


def _all(parts: Iterable[bool | None]) -> bool | None:
    found = list(parts)
    if False in found:
        return False
    return None if None in found else True


def _not(part: bool | None) -> bool | None:
    return None if part is None else not part
