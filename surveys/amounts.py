"""Typed numbers as answers: a number, a part of a whole, a share, several counts in one message."""

import re
from decimal import Decimal
from fractions import Fraction

from surveys.definition import CountsFact, NumberFact
from surveys.indicators import NumberIndicator
from surveys.numbers import LONGEST, Amount, amount_of, amounts_of, without_about
from surveys.quantities import PERCENT, measured
from surveys.session import Ambiguous, Answers, Counts, Incomplete, NotAChoice, Number, Problem, Ratio
from surveys.survey import Survey
from surveys.vocabulary import Reading, Vocabulary, by_words, letter


def number(
    survey: Survey, answers: Answers, question: NumberFact | NumberIndicator, typed: str, words: Vocabulary
) -> Reading | Problem:
    """A number, or the share or part that it follows from; '1.500' has two readings and is asked back."""
    found = amount_of(typed, words.about, question.unit)
    if found is None:
        return _joined(survey, answers, question, typed, words)
    if found.percent and not (question.unit or "").startswith("%"):
        return _share(survey, answers, question, found.readings[0])
    values = [Number(_decimal(each)) for each in found.readings]
    return Ambiguous(tuple(values), found.about) if len(values) > 1 else Reading(values[0], found.about)


def _share(
    survey: Survey, answers: Answers, question: NumberFact | NumberIndicator, percent: Fraction
) -> Reading | Problem:
    """'65 %' of a whole that is a fact: an estimate of the part. Percent of anything else is no answer."""
    if not isinstance(question, NumberIndicator) or question.whole is None:
        return NotAChoice()
    total = measured(survey, answers, question.whole)
    if total is None:
        return Incomplete((question.whole,))
    return Reading(Number(Decimal(round(total * percent / PERCENT))), estimate=True)


def _joined(
    survey: Survey, answers: Answers, question: NumberFact | NumberIndicator, typed: str, words: Vocabulary
) -> Reading | Problem:
    """'34 of 52' where one of the two is a fact: right only if the fact says the same."""
    found = pair(typed, words)
    if not isinstance(question, NumberIndicator) or found is None:
        return NotAChoice()
    fact = question.whole or question.part
    if fact is None:
        return NotAChoice()
    known = measured(survey, answers, fact)
    if known is None:
        return Incomplete((fact,))
    ratio, about = found
    own, other = (ratio.part, ratio.whole) if question.whole else (ratio.whole, ratio.part)
    return Reading(Number(own), about) if known == other else NotAChoice()


def ratio(typed: str, words: Vocabulary) -> Reading | Problem:
    """Two numbers, or a percentage; a number alone is asked back as a percentage."""
    found = pair(typed, words)
    if found is not None:
        return Reading(*found)
    amount = amount_of(typed, words.about, None)
    if amount is None:
        return NotAChoice()
    shares = [Ratio(_decimal(each), Decimal(PERCENT)) for each in amount.readings]
    if amount.percent and len(shares) == 1:
        return Reading(shares[0], amount.about)
    possible = tuple(share for share in shares if 0 <= share.part <= PERCENT)
    return Ambiguous(possible, amount.about) if possible else NotAChoice()


def pair(typed: str, words: Vocabulary) -> tuple[Ratio, bool] | None:
    """'34/52', '34 of 52': both numbers, and whether they were called an estimate."""
    said, about = without_about(typed[: 2 * LONGEST], words.about)
    joint = "|".join(re.escape(word) for word in sorted(words.of))
    amounts = [amount_of(part, frozenset(), None) for part in re.split(rf"\s*/\s*|\s+(?:{joint})\s+", said)]
    match amounts:
        case [Amount(readings=[part], percent=False), Amount(readings=[whole], percent=False)]:
            return Ratio(_decimal(part), _decimal(whole)), about
        case _:
            return None


def stated_counts(answers: Answers, question: str) -> dict[str, int]:
    """The counts given so far, done or not."""
    answer = answers.get(question)
    return dict(answer.value.amounts) if answer and isinstance(answer.value, Counts) else {}


def counts(question: CountsFact, known: dict[str, int], typed: str, words: Vocabulary) -> Reading | Problem:
    """Numbers in the order of the card, or each with its letter or name; the card then shows the sum for OK."""
    ids = [item.id for item in question.items]
    typed, estimated = without_about(typed, words.about)
    typed = re.sub(r"(?<![\d.,])(\d{1,3})[.,'](\d{3})(?![\d.,])", r"\1\2", typed)  # counts are whole: 1.200 is 1200
    plain = amounts_of(typed)
    if plain is not None and len(plain) == 1 and all(id in known for id in ids):
        return NotAChoice()  # all are known: one number alone says not which it changes
    if plain is not None and len(plain) <= len(ids):
        free = ids if len(plain) > 1 else [next((id for id in ids if id not in known), ids[0])]
        found = dict(zip(free, plain, strict=False))
    else:
        found = _named(question, typed, r"(?P<name>[^\W\d][^\d,;]*?)[\s:=]*(?P<count>[0-9]{1,6})") or _named(
            question, typed, r"(?P<count>[0-9]{1,6})\s*(?:x\s|×)?\s*(?P<name>[^\W\d][^\d,;]*)"
        )
    if not found:
        return NotAChoice()
    merged = {**known, **found}
    return Reading(Counts(tuple((id, merged[id]) for id in ids if id in merged), done=False), estimated)


def _named(question: CountsFact, typed: str, pattern: str) -> dict[str, int]:
    """Counts with their letters or names, if every number in the text has found its place; nothing otherwise."""
    ids = [item.id for item in question.items]
    texts = [item.text for item in question.items]
    found: dict[str, int] = {}
    for each in re.finditer(pattern, typed) if len(typed) <= 10 * LONGEST else ():
        name = each["name"].strip(" .:=&")
        place = letter(name, len(ids))
        places = [place] if place is not None else by_words(name, texts)
        if len(places) != 1:
            return {}
        found[ids[places[0]]] = int(each["count"])
    return found if re.findall(r"\d+", typed) == [str(each) for each in found.values()] else {}


def _decimal(amount: Fraction) -> Decimal:
    return Decimal(amount.numerator) / Decimal(amount.denominator)
