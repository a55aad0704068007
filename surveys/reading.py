"""Typed text becomes a value of its question, or a problem that says what to do next.

Accepts what people type: the letter, the number with comma or point, 'about 12', '34 of 52', '65 %', '05/2016',
or words that fit one option only. What could be read in two ways is asked back, never guessed.
"""

import re
from collections.abc import Sequence
from fractions import Fraction

from surveys.amounts import counts, number, ratio, stated_counts
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
from surveys.fitting import NONE_YET, YES_NO, levels_offered
from surveys.indicators import (
    ChecklistIndicator,
    ComputedIndicator,
    LevelIndicator,
    NumberIndicator,
    Question,
    RatioIndicator,
)
from surveys.numbers import amount_of
from surveys.practice import BandedIndicator, by_number
from surveys.quantities import PERCENT, stated
from surveys.session import (
    Answers,
    Checklist,
    Choice,
    Closed,
    Incomplete,
    Month,
    NotAChoice,
    NotAMonth,
    Points,
    Problem,
    Text,
    TooLong,
)
from surveys.survey import Survey
from surveys.vocabulary import LETTERS, Reading, Vocabulary, by_words, letter, one_of, tidy

__all__ = ["LETTERS", "Reading", "Vocabulary", "by_words", "letter", "read", "stated_counts", "yes_no"]


def read(survey: Survey, answers: Answers, question: Question, text: str, words: Vocabulary) -> Reading | Problem:
    """What the text says in answer to this question. Whether it is in range is checked when it is given."""
    typed = " ".join(tidy(text).split())
    match question:
        case BandedIndicator():
            return _in_band(question, typed, words)
        case LevelIndicator():
            return _level(typed, [level.text for level in question.levels], range(len(question.levels)))
        case LevelFact():
            return _level_of(survey, answers, question, typed)
        case NumberFact() | NumberIndicator():
            return number(survey, answers, question, typed, words)
        case RatioIndicator():
            return ratio(typed, words)
        case CountsFact():
            return counts(question, stated_counts(answers, question.id), typed, words)
        case ChecklistIndicator():
            return _checklist(question, typed, words)
        case ChoiceFact():
            return _choice(typed, [(option.id, option.text) for option in question.options])
        case YesNoFact():
            return yes_no(typed, words)
        case IndicatorFact():
            return _indicator(survey, typed, words)
        case MonthFact():
            return _month(question, typed, words)
        case TextFact():
            return TooLong(question.high) if len(typed) > question.high else Reading(Text(typed))
        case ComputedIndicator():
            return Closed()


def yes_no(typed: str, words: Vocabulary) -> Reading | Problem:
    """Yes, no or not sure, by word or by letter."""
    place = letter(typed, len(YES_NO))
    if place is not None:
        return Reading(Choice(YES_NO[place]))
    said = typed.casefold().strip(".! ")
    for option, known in zip(YES_NO, (words.yes, words.no, words.not_sure), strict=True):
        if said in known:
            return Reading(Choice(option))
    return NotAChoice()


# --- one form each -------------------------------------------------------------------------------------------


def _level(typed: str, texts: Sequence[str], points: Sequence[int]) -> Reading | Problem:
    place = letter(typed, len(texts))
    if place is not None:
        return Reading(Points(points[place]))
    if re.fullmatch(r"[0-9]{1,2}", typed):  # '3' may be the third statement or three points
        places = {int(typed) - 1, *([points.index(int(typed))] if int(typed) in points else [])}
        return one_of([Points(points[place]) for place in sorted(places) if 0 <= place < len(points)])
    return one_of([Points(points[place]) for place in by_words(typed, texts)])


def _in_band(question: BandedIndicator, typed: str, words: Vocabulary) -> Reading | Problem:
    """A letter, or the quantity itself: the band that holds it is the level."""
    texts = [level.text for level in question.levels]
    found = amount_of(typed, words.about, None)
    amounts = list(found.readings) if found and (question.percent or not found.percent) else []
    shared = re.fullmatch(r"([0-9]{1,9})\s*(?:/|[^\W\d]{2,6}\s)\s*([0-9]{1,9})", typed)
    if shared and question.percent and int(shared[2]):
        amounts = [min(Fraction(int(shared[1]), int(shared[2])), Fraction(1)) * PERCENT]
    levels = {level.points for amount in amounts if (level := by_number(question, amount)) is not None}
    if levels:
        return one_of([Points(points) for points in sorted(levels)])
    return _level(typed, texts, [level.points for level in question.levels])


def _level_of(survey: Survey, answers: Answers, question: LevelFact, typed: str) -> Reading | Problem:
    points = levels_offered(survey, answers, question)
    picked = stated(answers, question.about)
    if not points or not isinstance(picked, Choice):
        return Incomplete((question.about,))
    return _level(typed, [level.text for level in survey.indicators[picked.option].levels], points)


def _choice(typed: str, options: Sequence[tuple[str, str]]) -> Reading | Problem:
    place = letter(typed, len(options))
    if place is not None:
        return Reading(Choice(options[place][0]))
    return one_of([Choice(options[place][0]) for place in by_words(typed, [text for _, text in options])])


def _indicator(survey: Survey, typed: str, words: Vocabulary) -> Reading | Problem:
    if typed.casefold() in words.none:
        return Reading(Choice(NONE_YET))
    for id, indicator in survey.indicators.items():
        if typed.casefold().strip("#. ") in (indicator.number, id):
            return Reading(Choice(id))
    titles = [indicator.title for indicator in survey.indicators.values()]
    ids = list(survey.indicators)
    return one_of([Choice(ids[place]) for place in by_words(typed, titles)])


def _checklist(question: ChecklistIndicator, typed: str, words: Vocabulary) -> Reading | Problem:
    ids = [item.id for item in question.items]
    if typed.casefold() in words.none:
        return Reading(Checklist(()))
    tokens = re.findall(r"[^\s,;+&]+", typed) if len(typed) < 2 * len(ids) + 20 else []
    if len(tokens) == 1 and tokens[0].isalpha() and tokens[0].isupper():
        tokens = list(tokens[0])
    places = [letter(token, len(ids)) for token in tokens]
    if not places or None in places:
        return NotAChoice()
    return Reading(Checklist(tuple(id for place, id in enumerate(ids) if place in places)))


def _month(question: MonthFact, typed: str, words: Vocabulary) -> Reading | Problem:
    said = typed.casefold().replace(",", " ").strip()
    problem = NotAMonth(question.year_alone, question.future)
    if re.fullmatch(r"(19|20)[0-9]{2}", said):
        return Reading(Month(said)) if question.year_alone else problem
    for pattern in (
        r"([0-3]?[0-9]\.\s*)?(?P<month>[0-9]{1,2})\s*[/.\-\s]\s*(?P<year>[0-9]{4})",
        r"(?P<year>[0-9]{4})\s*[-/.]\s*(?P<month>[0-9]{1,2})",
    ):
        if found := re.fullmatch(pattern, said):
            return _month_value(int(found["year"]), int(found["month"]), problem)
    for pattern in (
        r"(?P<name>[^\W\d]{3,})\.?\s+(?P<year>[0-9]{4})",
        r"(?P<year>[0-9]{4})\s+(?P<name>[^\W\d]{3,})\.?",
    ):
        if found := re.fullmatch(pattern, said):
            months = {place for name, place in words.months.items() if name.startswith(found["name"])}
            return _month_value(int(found["year"]), months.pop(), problem) if len(months) == 1 else problem
    return problem


def _month_value(year: int, month: int, problem: NotAMonth) -> Reading | Problem:
    return Reading(Month(f"{year:04}-{month:02}")) if 1 <= month <= 12 and 1900 <= year <= 2099 else problem
