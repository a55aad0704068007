"""Whether a value is one that its question takes. What does not fit is refused as a problem, never raised."""

import re
from decimal import Decimal

from surveys.definition import (
    ChoiceFact,
    CountsFact,
    IndicatorFact,
    LevelFact,
    MonthFact,
    NumberFact,
    TextFact,
    YesNoFact,
)
from surveys.indicators import (
    ChecklistIndicator,
    ComputedIndicator,
    LevelIndicator,
    NumberIndicator,
    Question,
    RatioIndicator,
)
from surveys.quantities import measured, stated
from surveys.session import (
    Answers,
    Checklist,
    Choice,
    Closed,
    Counts,
    Month,
    NotAChoice,
    NotAMonth,
    NotInRange,
    Number,
    Points,
    Problem,
    Ratio,
    Text,
    TooLong,
    Value,
)
from surveys.survey import Survey

YES_NO = ("yes", "no", "not_sure")
NONE_YET = "none"
_MONTH = re.compile(r"(19|20)[0-9]{2}(-(0[1-9]|1[0-2]))?")
_RATIO_HIGH = Decimal(1_000_000_000)


def problem_with(survey: Survey, answers: Answers, question: Question, value: Value) -> Problem | None:
    """Why this value can't answer this question; None when it can."""
    match question, value:
        case ComputedIndicator(), _:
            return Closed()
        case LevelIndicator(), Points(points):
            return None if question.level(points) else NotAChoice()
        case LevelFact(), Points(points):
            return None if points in levels_offered(survey, answers, question) else NotAChoice()
        case ((NumberFact() | NumberIndicator()), Number(amount)):
            return _in_range(survey, answers, question, amount)
        case RatioIndicator(), Ratio(part, whole):
            return None if 0 <= part <= whole <= _RATIO_HIGH and whole > 0 else NotInRange(Decimal(0), whole, None)
        case CountsFact(), Counts():
            return _counts(question, value)
        case ChecklistIndicator(), Checklist(items):
            return None if set(items) <= {item.id for item in question.items} else NotAChoice()
        case MonthFact(), Month(text):
            fits = _MONTH.fullmatch(text) and (question.year_alone or len(text) > 4)
            return None if fits else NotAMonth(question.year_alone, question.future)
        case TextFact(), Text(text):
            return TooLong(question.high) if len(text) > question.high else None if text.strip() else NotAChoice()
        case ((ChoiceFact() | YesNoFact() | IndicatorFact()), Choice(option)):
            return None if option in options(survey, question) else NotAChoice()
        case _:
            return NotAChoice()


def options(survey: Survey, question: Question) -> tuple[str, ...]:
    """The ids one can choose from, in the order shown."""
    match question:
        case ChoiceFact():
            return tuple(option.id for option in question.options)
        case YesNoFact():
            return YES_NO
        case IndicatorFact():
            return (*survey.indicators, NONE_YET)
        case CountsFact() | ChecklistIndicator():
            return tuple(item.id for item in question.items)
        case _:
            return ()


def levels_offered(survey: Survey, answers: Answers, question: LevelFact) -> tuple[int, ...]:
    """The points of the levels to pick from: those of the indicator that the other answer names."""
    picked = stated(answers, question.about)
    indicator = survey.indicators.get(picked.option) if isinstance(picked, Choice) else None
    return tuple(level.points for level in indicator.levels) if indicator else ()


def bounds(survey: Survey, answers: Answers, question: NumberFact | NumberIndicator) -> tuple[Decimal, Decimal]:
    """The smallest and largest number accepted now; a part can't exceed its whole."""
    low, high = question.low, question.high
    limit = question.up_to if isinstance(question, NumberFact) else question.whole
    total = measured(survey, answers, limit) if limit else None
    if total is not None:
        high = min(high, Decimal(int(total)))
    floor = (
        measured(survey, answers, question.part) if isinstance(question, NumberIndicator) and question.part else None
    )
    if floor is not None:
        low = max(low, Decimal(int(floor)))
    return low, high


def _in_range(
    survey: Survey, answers: Answers, question: NumberFact | NumberIndicator, amount: Decimal
) -> Problem | None:
    low, high = bounds(survey, answers, question)
    whole = not question.decimals
    if low <= amount <= high and (not whole or amount == amount.to_integral_value()):
        return None
    return NotInRange(low, high, question.unit, whole)


def _counts(question: CountsFact, counts: Counts) -> Problem | None:
    names = [item for item, _ in counts.amounts]
    if len(names) != len(set(names)) or not set(names) <= {item.id for item in question.items}:
        return NotAChoice()
    if any(not 0 <= amount <= question.high for _, amount in counts.amounts):
        return NotInRange(Decimal(0), Decimal(question.high), None, True)
    return None
