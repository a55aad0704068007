"""Typed text becomes a value of its question, or a problem that says what to do next.

Accepts what people type: the letter, the number with comma or point, 'about 12', '34 of 52', '65 %', '05/2016',
or words that fit one option only. What could be read in two ways is asked back, never guessed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

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
from surveys.numbers import Amount, amount_of, amounts_of
from surveys.quantities import PERCENT, measured, stated
from surveys.session import (
    Ambiguous,
    Answers,
    Checklist,
    Choice,
    Closed,
    Counts,
    Incomplete,
    Month,
    NotAChoice,
    NotAMonth,
    Number,
    Points,
    Problem,
    Ratio,
    Text,
    TooLong,
    Value,
)
from surveys.survey import Survey

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words of one language that people type; all in lower case."""

    yes: frozenset[str]
    no: frozenset[str]
    not_sure: frozenset[str]
    partly: frozenset[str]
    none: frozenset[str]
    about: frozenset[str]
    of: frozenset[str]
    months: Mapping[str, int]


class Reading(NamedTuple):
    """A value read from text, and whether the person called it an estimate."""

    value: Value
    estimate: bool = False


def read(survey: Survey, answers: Answers, question: Question, text: str, words: Vocabulary) -> Reading | Problem:
    """What the text says in answer to this question. Whether it is in range is checked when it is given."""
    typed = " ".join(text.split()).strip()
    match question:
        case LevelIndicator():
            return _level(typed, [level.text for level in question.levels], range(len(question.levels)))
        case LevelFact():
            return _level_of(survey, answers, question, typed)
        case NumberFact() | NumberIndicator():
            return _number(survey, answers, question, typed, words)
        case RatioIndicator():
            return _ratio(typed, words)
        case CountsFact():
            return _counts(question, stated_counts(answers, question.id), typed)
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
            return TooLong(question.high) if len(text.strip()) > question.high else Reading(Text(text.strip()))
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


def letter(typed: str, many: int) -> int | None:
    """The place (0 first) that a single letter names, if it is one of the first `many`."""
    found = re.fullmatch(r"\(?([A-Za-z])[).:]?", typed)
    place = LETTERS.index(found[1].upper()) if found else many
    return place if place < many else None


def by_words(typed: str, texts: Sequence[str]) -> list[int]:
    """The places whose text holds every typed word; an exact text beats the rest. Short words alone find nothing."""
    said = typed.casefold()
    exact = [place for place, text in enumerate(texts) if text.casefold() == said]
    tokens = re.findall(r"\w+", said)
    if exact or not any(len(token) > 2 for token in tokens):
        return exact
    found = []
    for place, text in enumerate(texts):
        known = re.findall(r"\w+", text.casefold())
        if all(any(word.startswith(token) for word in known) for token in tokens):
            found.append(place)
    return found


# --- one form each -------------------------------------------------------------------------------------------


def _level(typed: str, texts: Sequence[str], points: Sequence[int]) -> Reading | Problem:
    place = letter(typed, len(texts))
    if place is not None:
        return Reading(Points(points[place]))
    if typed.isascii() and typed.isdigit():  # '3' may be the third statement or three points
        places = {int(typed) - 1, *([points.index(int(typed))] if int(typed) in points else [])}
        return _one([Points(points[place]) for place in sorted(places) if 0 <= place < len(points)])
    return _one([Points(points[place]) for place in by_words(typed, texts)])


def _one(readings: Sequence[Value]) -> Reading | Problem:
    match readings:
        case []:
            return NotAChoice()
        case [value]:
            return Reading(value)
        case _:
            return Ambiguous(tuple(readings[:6]))


def _level_of(survey: Survey, answers: Answers, question: LevelFact, typed: str) -> Reading | Problem:
    points = levels_offered(survey, answers, question)
    picked = stated(answers, question.indicator)
    if not points or not isinstance(picked, Choice):
        return Incomplete((question.indicator,))
    return _level(typed, [level.text for level in survey.indicators[picked.option].levels], points)


def _choice(typed: str, options: Sequence[tuple[str, str]]) -> Reading | Problem:
    place = letter(typed, len(options))
    if place is not None:
        return Reading(Choice(options[place][0]))
    return _one([Choice(options[place][0]) for place in by_words(typed, [text for _, text in options])])


def _indicator(survey: Survey, typed: str, words: Vocabulary) -> Reading | Problem:
    if typed.casefold() in words.none:
        return Reading(Choice(NONE_YET))
    for id, indicator in survey.indicators.items():
        if typed.casefold() in (indicator.number, id):
            return Reading(Choice(id))
    titles = [indicator.title for indicator in survey.indicators.values()]
    ids = list(survey.indicators)
    return _one([Choice(ids[place]) for place in by_words(typed, titles)])


def _number(
    survey: Survey, answers: Answers, question: NumberFact | NumberIndicator, typed: str, words: Vocabulary
) -> Reading | Problem:
    whole = question.whole if isinstance(question, NumberIndicator) else None
    found = amount_of(typed, words.about, question.unit)
    if found is None:
        return _part_of(survey, answers, whole, typed, words)
    if found.percent and whole is not None:
        total = measured(survey, answers, whole)
        if total is None:
            return Incomplete((whole,))
        part = round(total * found.readings[0].numerator / found.readings[0].denominator / PERCENT)
        return Reading(Number(Decimal(part)), estimate=True)
    if found.percent and isinstance(question, NumberIndicator) and question.part is not None:
        return NotAChoice()
    values = [Number(Decimal(each.numerator) / Decimal(each.denominator)) for each in found.readings]
    return Ambiguous(tuple(values)) if len(values) > 1 else Reading(values[0], found.about)


def _part_of(survey: Survey, answers: Answers, whole: str | None, typed: str, words: Vocabulary) -> Reading | Problem:
    """'34 of 52' where the whole is a fact: right only if the fact says 52."""
    pair = _pair(typed, words)
    if whole is None or pair is None:
        return NotAChoice()
    total = measured(survey, answers, whole)
    if total is None:
        return Incomplete((whole,))
    return Reading(Number(pair.part)) if total == pair.whole else NotAChoice()


def _ratio(typed: str, words: Vocabulary) -> Reading | Problem:
    pair = _pair(typed, words)
    if pair is not None:
        return Reading(pair)
    found = amount_of(typed, words.about, None)
    if found is None:
        return NotAChoice()
    ratios = [Ratio(Decimal(each.numerator) / Decimal(each.denominator), Decimal(PERCENT)) for each in found.readings]
    return Reading(ratios[0], found.about) if found.percent and len(ratios) == 1 else Ambiguous(tuple(ratios))


def _pair(typed: str, words: Vocabulary) -> Ratio | None:
    joint = "|".join(re.escape(word) for word in sorted(words.of))
    parts = re.split(rf"\s*/\s*|\s+(?:{joint})\s+", typed.casefold())
    amounts = [amount_of(part, frozenset(), None) for part in parts]
    match amounts:
        case [Amount(readings=[part], percent=False), Amount(readings=[whole], percent=False)]:
            return Ratio(*(Decimal(each.numerator) / Decimal(each.denominator) for each in (part, whole)))
        case _:
            return None


def stated_counts(answers: Answers, question: str) -> dict[str, int]:
    """The counts given so far, done or not."""
    answer = answers.get(question)
    return dict(answer.value.amounts) if answer and isinstance(answer.value, Counts) else {}


def _counts(question: CountsFact, known: dict[str, int], typed: str) -> Reading | Problem:
    """Numbers in the order of the card, or each with its letter or name; the card then shows the sum for OK."""
    ids = [item.id for item in question.items]
    found: dict[str, int] = {}
    plain = amounts_of(typed)
    if plain is not None and len(plain) <= len(ids):
        free = ids if len(plain) > 1 else [next((id for id in ids if id not in known), ids[0])]
        found = dict(zip(free, plain, strict=False))
    else:
        for label, number in re.findall(r"([^\W\d][^\d,;]*?)[\s:=]*(\d+)", typed):
            place = letter(label.strip(), len(ids))
            places = [place] if place is not None else by_words(label.strip(), [item.text for item in question.items])
            if len(places) != 1:
                return NotAChoice()
            found[ids[places[0]]] = int(number)
    if not found or (plain is None and re.sub(r"[^\d]+", " ", typed).split() != [str(each) for each in found.values()]):
        return NotAChoice()
    merged = {**known, **found}
    return Reading(Counts(tuple((id, merged[id]) for id in ids if id in merged), done=False))


def _checklist(question: ChecklistIndicator, typed: str, words: Vocabulary) -> Reading | Problem:
    ids = [item.id for item in question.items]
    if typed.casefold() in words.none:
        return Reading(Checklist(()))
    tokens = re.split(r"[\s,;+]+", typed) if len(typed) < 2 * len(ids) + 20 else []
    if len(tokens) == 1 and tokens[0].isalpha() and tokens[0].isupper():
        tokens = list(tokens[0])
    places = [letter(token, len(ids)) for token in tokens]
    if not places or None in places:
        return NotAChoice()
    return Reading(Checklist(tuple(id for place, id in enumerate(ids) if place in places)))


def _month(question: MonthFact, typed: str, words: Vocabulary) -> Reading | Problem:
    said = typed.casefold().replace(",", " ").strip()
    problem = NotAMonth(question.year_alone, question.future)
    if re.fullmatch(r"(19|20)\d\d", said):
        return Reading(Month(said)) if question.year_alone else problem
    for pattern in (
        r"(?P<month>\d{1,2})\s*[/.\-\s]\s*(?P<year>\d{4})",
        r"(?P<year>\d{4})\s*[-/.]\s*(?P<month>\d{1,2})",
    ):
        if found := re.fullmatch(pattern, said):
            return _month_value(int(found["year"]), int(found["month"]), problem)
    if found := re.fullmatch(r"(?P<name>[^\W\d]+)\.?\s+(?P<year>\d{4})", said):
        months = {
            number for name, number in words.months.items() if len(found["name"]) > 2 and name.startswith(found["name"])
        }
        if len(months) == 1:
            return _month_value(int(found["year"]), months.pop(), problem)
    return problem


def _month_value(year: int, month: int, problem: NotAMonth) -> Reading | Problem:
    return Reading(Month(f"{year:04}-{month:02}")) if 1 <= month <= 12 and 1900 <= year <= 2099 else problem
