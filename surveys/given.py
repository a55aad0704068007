"""Values as the author of a case writes them (12, `{part: 30, whole: 80}`, "2019-04") become values of questions."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

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
from surveys.fitting import levels_offered, options, problem_with
from surveys.indicators import (
    ChecklistIndicator,
    ComputedIndicator,
    Indicator,
    LevelIndicator,
    NumberIndicator,
    Question,
    RatioIndicator,
)
from surveys.problems import clipped, did_you_mean
from surveys.session import (
    Answers,
    Checklist,
    Choice,
    Counts,
    Month,
    NotInRange,
    Number,
    Points,
    Ratio,
    Text,
    TooLong,
    Value,
)
from surveys.survey import Survey


class Misgiven(Exception):
    """A value that its question does not take; the words say what is wrong and what to write."""


def given_value(survey: Survey, answers: Answers, question: Question, given: Any, points: bool) -> Value:
    """What the author means in answer to this question; `answers` are those to earlier questions.

    With `points`, an indicator of any form may be given by its points, as in a short case. Raises `Misgiven`.
    """
    if isinstance(question, Indicator) and (points or isinstance(question, LevelIndicator | ComputedIndicator)):
        worth = given.get("points") if isinstance(given, Mapping) and set(given) == {"points"} else given
        if type(worth) is int or not isinstance(question, ChecklistIndicator):
            return _level(question, worth)
    value = _value(question, given)
    match problem_with(survey, answers, question, value):
        case None:
            return value
        case NotInRange(low, high, unit, whole):
            kind = "a whole number" if whole else "a number"
            raise Misgiven(f"{_shown(given)} is out of range; write {kind} from {low} to {high} {unit or ''}".rstrip())
        case TooLong(limit):
            raise Misgiven(f"this text has more than {limit} characters; shorten it")
        case _:
            raise Misgiven(f"{_shown(given)} is no answer; {_remedy(survey, answers, question, given)}")


def _level(indicator: Indicator, points: Any) -> Points:
    if type(points) is not int or indicator.level(points) is None:
        most = f"write the points of a level, 0 to {indicator.most}"
        raise Misgiven(f"{_shown(points)} is no level of `{indicator.id}`; {most}")
    return Points(points)


def _value(question: Question, given: Any) -> Value:
    """The value of the question's form, whatever its range."""
    match question, given:
        case NumberFact(), int() | Decimal() if type(given) is not bool:
            return Number(Decimal(given))
        case NumberIndicator(), {"number": amount} if _number(amount) and len(given) == 1:
            return Number(Decimal(amount))
        case RatioIndicator(), {"part": part, "whole": whole} if _number(part) and _number(whole) and len(given) == 2:
            return Ratio(Decimal(part), Decimal(whole))
        case ChecklistIndicator(items=items), {"items": list() as ticked} if len(given) == 1:
            known = [item.id for item in items]
            _refuse_unknown([str(each) for each in ticked], known)
            return Checklist(tuple(id for id in known if id in ticked))
        case CountsFact(items=items), Mapping() if given and all(type(each) is int for each in given.values()):
            _refuse_unknown(list(given), [item.id for item in items])
            return Counts(tuple((item.id, given[item.id]) for item in items if item.id in given))
        case ((ChoiceFact() | YesNoFact() | IndicatorFact()), str()):
            return Choice(given)
        case MonthFact(), str() | int() if type(given) is not bool:
            return Month(str(given))
        case LevelFact(), int() if type(given) is not bool:
            return Points(given)
        case TextFact(), str():
            return Text(given)
        case _:
            raise Misgiven(f"{_shown(given)} is no {question.form} answer; {_WRITTEN[type(question)]}")


_WRITTEN: Mapping[type[Any], str] = {
    NumberFact: "write a number",
    NumberIndicator: "write `{number: 12}`",
    RatioIndicator: "write `{part: 30, whole: 80}`",
    ChecklistIndicator: "write `{items: [first-item, second-item]}`",
    CountsFact: "write `{item: 3, other-item: 1}` with whole numbers",
    ChoiceFact: "write the id of an option",
    YesNoFact: 'write "yes", "no" or "not_sure"',
    IndicatorFact: "write the id of an indicator, or `none`",
    MonthFact: 'write it like "2019-04"',
    LevelFact: "write the points of a level",
    TextFact: "write words, in quotes",
}


def _number(given: Any) -> bool:
    return isinstance(given, int | Decimal) and type(given) is not bool


def _refuse_unknown(names: list[str], known: list[str]) -> None:
    for name in names:
        if name not in known:
            raise Misgiven(f"there is no item `{clipped(name)}`; {did_you_mean(name, known)}")
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise Misgiven(f"`{twice}` stands here twice; keep one")


def _remedy(survey: Survey, answers: Answers, question: Question, given: Any) -> str:
    match question:
        case ChoiceFact() | YesNoFact() | IndicatorFact():
            return did_you_mean(str(given), options(survey, question))
        case LevelFact():
            offered = levels_offered(survey, answers, question)
            known = f"one of {', '.join(map(str, offered))}" if offered else "an indicator first"
            return f"for `{question.about}` write {known}"
        case MonthFact(year_alone=year_alone):
            return 'write it like "2019-04"' + (", or a year" if year_alone else "")
        case _:
            return _WRITTEN[type(question)]


def _shown(given: Any) -> str:
    match given:
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case bool():
            return f"`{str(given).lower()}`"
        case _:
            return f"`{clipped(given)}`"
