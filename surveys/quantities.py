"""What an answer amounts to: the number behind a count, a share or a ratio, and the points it is worth."""

from fractions import Fraction

from surveys.definition import CountsFact, Fact, NumberFact
from surveys.indicators import (
    ChecklistIndicator,
    ComputedIndicator,
    Indicator,
    Level,
    LevelIndicator,
    NumberIndicator,
    Quantity,
    RatioIndicator,
)
from surveys.session import Answer, Answers, Checklist, Choice, Counts, Number, Points, QuestionId, Ratio, Value
from surveys.survey import Survey

PERCENT = 100


def stated(answers: Answers, question: QuestionId) -> Value | None:
    """The finished value of a question: none while it is open, skipped, or its list was never done."""
    answer = answers.get(question)
    if answer is None:
        return None
    match answer.value:
        case Counts(done=False, last=last):
            return None if last is None else Counts(last)
        case Checklist(done=False, last=last):
            return None if last is None else Checklist(last)
        case value:
            return value


def measured(survey: Survey, answers: Answers, question: QuestionId, measure: str = "total") -> Fraction | None:
    """The quantity of a fact: a number, or of counts their total, kinds above nought, or groups above nought."""
    match stated(answers, question):
        case Number(amount):
            return _within(survey, answers, question, Fraction(amount))
        case Counts() as counts if measure == "total":
            return Fraction(counts.total)
        case Counts(amounts) if measure == "kinds":
            return Fraction(sum(amount > 0 for _, amount in amounts))
        case Counts(amounts):
            fact = survey.questions[question]
            groups = {item.id: item.group or item.id for item in fact.items} if isinstance(fact, CountsFact) else {}
            return Fraction(len({groups.get(item, item) for item, amount in amounts if amount > 0}))
        case _:
            return None


def _within(survey: Survey, answers: Answers, question: QuestionId, amount: Fraction) -> Fraction | None:
    """The number, unless the total it is a part of was lowered below it since: then it is open again."""
    asked = survey.questions[question]
    limit = measured(survey, answers, asked.up_to) if isinstance(asked, NumberFact) and asked.up_to else None
    return None if limit is not None and amount > limit else amount


class Nothing:
    """A quantity that would divide by nought: the lowest level, whatever the bands say."""


def derived(survey: Survey, answers: Answers, source: Quantity) -> Fraction | Nothing | None:
    """The quantity a computed indicator follows from; None while a fact is open. A share is in percent, at most 100.

    Nobody per somebody, and anybody per nobody, is `Nothing`: an empty cluster is not a well staffed one.
    """
    amount = measured(survey, answers, source.question, source.measure)
    base_question = source.per or source.share_of
    if amount is None or base_question is None:
        return amount
    base = measured(survey, answers, base_question)
    if base is None:
        return None
    if base == 0 or (source.per and amount == 0):
        return Nothing()
    return amount / base if source.per else min(amount / base * PERCENT, Fraction(PERCENT))


def quantity(survey: Survey, answers: Answers, indicator: Indicator) -> Fraction | Nothing | None:
    """The quantity behind an indicator with bands; None while something it needs is open."""
    if isinstance(indicator, ComputedIndicator):
        return derived(survey, answers, indicator.from_)
    match indicator, stated(answers, indicator.id):
        case RatioIndicator(), Ratio(part, whole):
            return Fraction(part) / Fraction(whole) * PERCENT if whole else Nothing()
        case ChecklistIndicator(), Checklist(items):
            return Fraction(len(set(items)))
        case NumberIndicator(), Number(amount):
            return _shared(survey, answers, indicator, Fraction(amount))
        case _:
            return None


def _shared(survey: Survey, answers: Answers, indicator: NumberIndicator, own: Fraction) -> Fraction | Nothing | None:
    """A number as it is, or as a share of (or around) a fact, in percent, at most 100."""
    fact = indicator.whole or indicator.part
    if fact is None:
        return own
    other = measured(survey, answers, fact)
    if other is None:
        return None
    part, whole = (own, other) if indicator.whole else (other, own)
    if part > whole:
        return None  # a fact moved past it since: to be asked again
    return part / whole * PERCENT if whole else Nothing()


def band(indicator: Indicator, amount: Fraction) -> Level:
    """The level whose band holds this quantity. Bands are checked to cover every quantity exactly once."""
    for level in indicator.levels:
        if (level.from_ is None or amount >= level.from_) and (level.below is None or amount < level.below):
            return level
    raise LookupError(f"no band of {indicator.id} holds {amount}")  # a bug: `survey check` refuses such a file


def level_of(survey: Survey, answers: Answers, indicator: Indicator) -> Level | None:
    """The claimed level of an indicator, or None while it is open. A level picked by letter beats a computed one."""
    match stated(answers, indicator.id):
        case Points(points):
            return indicator.level(points)
        case _ if isinstance(indicator, LevelIndicator):
            return None
        case _:
            pass
    match quantity(survey, answers, indicator):
        case None:
            return None
        case Nothing():
            return indicator.levels[0]
        case amount:
            return band(indicator, amount)


def settled(survey: Survey, answers: Answers, question: QuestionId) -> bool:
    """Whether a question has an answer that counts; a computed indicator needs its OK for the points it has now."""
    asked = survey.questions[question]
    if isinstance(asked, NumberFact):
        return measured(survey, answers, question) is not None
    if not isinstance(asked, Indicator):
        return stated(answers, question) is not None and about(survey, answers, question)
    level = level_of(survey, answers, asked)
    if isinstance(asked, ComputedIndicator) and stated(answers, question) is None:
        return level is not None and approved(answers.get(question), level)
    return level is not None and stated(answers, question) is not None


def about(survey: Survey, answers: Answers, question: QuestionId) -> bool:
    """Whether an answer about a picked indicator was given for the one that is picked now."""
    asked, answer = survey.questions[question], answers.get(question)
    if not isinstance(asked, Fact) or asked.about is None or answer is None:
        return True
    return answer.seen is None or answer.seen == picked(survey, answers, asked.about)


def picked(survey: Survey, answers: Answers, question: QuestionId) -> int | None:
    """The place in the survey of the indicator that an answer picks."""
    match stated(answers, question):
        case Choice(option) if option in survey.indicators:
            return list(survey.indicators).index(option)
        case _:
            return None


def approved(answer: Answer | None, level: Level) -> bool:
    """Whether OK was given to the points that the facts give now."""
    return answer is not None and answer.seen == level.points
