"""What lifts an indicator: its own answer or a fact, and the least value that brings it to a level.

Facts only ever go up: nobody is advised to have fewer participants, and a share grows by its part, never by a smaller
whole. An indicator has one lever; where only less of something would lift it, it has none.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from surveys.definition import CountsFact, NumberFact
from surveys.indicators import (
    ChecklistIndicator,
    ComputedIndicator,
    Indicator,
    Level,
    LevelIndicator,
    NumberIndicator,
    RatioIndicator,
)
from surveys.quantities import PERCENT, level_of, measured, stated
from surveys.session import Answers, Counts, Number, Points, QuestionId, Ratio, Value
from surveys.survey import Survey

Amounts = Mapping[str, Fraction]
"""Of a fact, by measure (total, kinds, groups)."""
ANY = Fraction(0)


def rising(indicator: Indicator) -> bool:
    """Whether more of the quantity is worth more points."""
    return indicator.levels[-1].below is None


def lever(survey: Survey, answers: Answers, indicator: Indicator) -> QuestionId | None:
    """The question whose answer lifts this indicator: the indicator itself, or a fact that has to go up."""
    own = stated(answers, indicator.id)
    match indicator:
        case _ if isinstance(own, Points):
            return indicator.id
        case ComputedIndicator(from_=source):
            return source.question if rising(indicator) else source.per or source.share_of
        case NumberIndicator(part=str() as fact) if rising(indicator) and own is not None:
            return fact
        case _:
            return indicator.id


def needed(survey: Survey, answers: Answers, indicator: Indicator, level: Level) -> tuple[str, Fraction] | None:
    """How much of which measure its lever, a fact, needs at least for this level; None when no amount does it."""
    match indicator, stated(answers, indicator.id):
        case ComputedIndicator(from_=source), _ if rising(indicator):
            base = _base(survey, answers, source.per, source.share_of)
            bound = Fraction(level.from_ or 0) * base
            return (source.measure, _grid_up(survey, source.question, bound)) if base else None
        case ComputedIndicator(from_=source), _:
            part = measured(survey, answers, source.question, source.measure) or ANY
            fact = source.per or source.share_of
            if fact is None or not level.below or (source.per and not part):
                return None
            return "total", _grid_over(survey, fact, part * (1 if source.per else PERCENT) / Fraction(level.below))
        case NumberIndicator(part=str() as fact), Number(own):
            bound = Fraction(level.from_ or 0) * Fraction(own) / PERCENT
            return "total", _grid_up(survey, fact, bound) if own else _step(survey, fact)
        case _:
            return None


def _base(survey: Survey, answers: Answers, per: str | None, share_of: str | None) -> Fraction:
    base = per or share_of
    amount = (measured(survey, answers, base) or ANY) if base else Fraction(1)
    return amount / PERCENT if share_of and not per else amount


def grid(decimals: bool) -> Fraction:
    """How finely a number is suggested."""
    return Fraction(1, 10) if decimals else Fraction(1)


def _step(survey: Survey, fact: QuestionId) -> Fraction:
    asked = survey.questions[fact]
    return grid(isinstance(asked, NumberFact) and asked.decimals)


def _grid_up(survey: Survey, fact: QuestionId, bound: Fraction) -> Fraction:
    step = _step(survey, fact)
    return -(-bound // step) * step


def _grid_over(survey: Survey, fact: QuestionId, bound: Fraction) -> Fraction:
    step = _step(survey, fact)
    return (bound // step + 1) * step


# --- values of facts -----------------------------------------------------------------------------------------


def raised(survey: Survey, answers: Answers, fact: QuestionId, wanted: Amounts) -> Value | None:
    """The fact with at least these amounts and nothing less than now; open counts as nought. None: out of range."""
    match survey.questions[fact], stated(answers, fact):
        case NumberFact() as asked, now:
            present = Fraction(now.amount) if isinstance(now, Number) else ANY
            amount = max(present, Fraction(asked.low), *wanted.values())
            whole = measured(survey, answers, asked.up_to) if asked.up_to else None
            fits = amount <= asked.high and (whole is None or amount <= whole)
            return (
                now if isinstance(now, Number) and amount == now.amount else Number(decimal(amount)) if fits else None
            )
        case CountsFact() as asked, now:
            return _more(asked, now if isinstance(now, Counts) else Counts(()), wanted)
        case _:
            return None


def _more(fact: CountsFact, now: Counts, wanted: Amounts) -> Counts | None:
    """One each of the first empty categories, new groups before new kinds; then more of the largest category."""
    amounts = {item.id: dict(now.amounts).get(item.id, 0) for item in fact.items}
    groups = {item.id: item.group or item.id for item in fact.items}
    while len({groups[id] for id in amounts if amounts[id]}) < wanted.get("groups", ANY):
        taken = {groups[id] for id in amounts if amounts[id]}
        fresh = next((id for id in amounts if groups[id] not in taken), None)
        if fresh is None:
            return None
        amounts[fresh] = 1
    empty = [id for id in amounts if not amounts[id]]
    lacking = max(0, int(wanted.get("kinds", ANY)) - len(amounts) + len(empty))
    if lacking > len(empty):
        return None
    amounts |= dict.fromkeys(empty[:lacking], 1)
    lacking = int(wanted.get("total", ANY)) - sum(amounts.values())
    for id in sorted(amounts, key=lambda id: -amounts[id]):
        more = max(0, min(lacking, fact.high - amounts[id]))
        amounts[id] += more
        lacking -= more
    return None if lacking > 0 else Counts(tuple(amounts.items()))


def _less(fact: CountsFact, now: Counts, measure: str, amount: int) -> Counts:
    """Fewer in the largest categories, or the smallest kinds or groups gone: only where a person asks for it."""
    amounts = {item.id: dict(now.amounts).get(item.id, 0) for item in fact.items}
    groups = {item.id: item.group or item.id for item in fact.items}
    if measure == "total":
        while sum(amounts.values()) > amount:
            amounts[max(amounts, key=lambda id: amounts[id])] -= 1
        return Counts(tuple(amounts.items()))
    sizes: dict[str, int] = {}
    for id, many in amounts.items():
        name = groups[id] if measure == "groups" else id
        sizes[name] = sizes.get(name, 0) + many
    kept = sorted((name for name in sizes if sizes[name]), key=lambda name: -sizes[name])[:amount]
    return Counts(
        tuple((id, many if (groups[id] if measure == "groups" else id) in kept else 0) for id, many in amounts.items())
    )


def fact_at(survey: Survey, answers: Answers, indicator: Indicator, level: Level) -> tuple[QuestionId, Value] | None:
    """The fact, and its value nearest to now, that puts an indicator on exactly this level, up or down; or None."""
    fact = lever(survey, answers, indicator)
    wanted = needed(survey, answers, indicator, level)
    if fact is None or fact == indicator.id:
        return None
    now = level_of(survey, answers, indicator)
    place = indicator.levels.index(level)
    value: Value | None = None
    if now is not None and place < indicator.levels.index(now):
        above = needed(survey, answers, indicator, indicator.levels[place + 1])
        value = _lowered(survey, answers, fact, above[0], above[1] - _step(survey, fact)) if above else None
    elif wanted is not None:
        value = raised(survey, answers, fact, dict([wanted]))
    return (fact, value) if value is not None else None


def _lowered(survey: Survey, answers: Answers, fact: QuestionId, measure: str, amount: Fraction) -> Value | None:
    match survey.questions[fact], stated(answers, fact):
        case NumberFact(low=low), _:
            return Number(decimal(amount)) if amount >= low else None
        case CountsFact() as asked, Counts() as now:
            return _less(asked, now, measure, int(amount)) if amount >= 0 else None
        case _:
            return None


def decimal(amount: Fraction) -> Decimal:
    return Decimal(amount.numerator) / Decimal(amount.denominator)


# --- values of indicators that are answered themselves -------------------------------------------------------


def own_value(survey: Survey, answers: Answers, indicator: Indicator, level: Level) -> Value | None:
    """The answer that puts an indicator on a level by itself, at its near end; None when no answer does.

    Of a share the part changes, the whole stays. A checklist, or a level picked by letter, is answered by points.
    """
    points = Points(level.points)
    match indicator, stated(answers, indicator.id):
        case (LevelIndicator(), _) | (_, Points()):
            return points
        case ChecklistIndicator(items=items), _:
            return (
                points
                if _end(indicator, level, ANY, Fraction(len(items)), Fraction(1), Fraction(1)) is not None
                else None
            )
        case RatioIndicator(), now:
            whole = now.whole if isinstance(now, Ratio) and now.whole else Decimal(PERCENT)
            part = _end(indicator, level, ANY, Fraction(whole), Fraction(1), Fraction(whole) / PERCENT)
            return Ratio(decimal(part), whole) if part is not None else None
        case NumberIndicator(part=str()), _:
            return points
        case NumberIndicator(), _:
            return _own_number(survey, answers, indicator, level)
        case _:
            return None


def _own_number(survey: Survey, answers: Answers, indicator: NumberIndicator, level: Level) -> Number | None:
    low, high, unit = Fraction(indicator.low), Fraction(indicator.high), Fraction(1)
    if indicator.whole is not None:
        whole = measured(survey, answers, indicator.whole) or ANY
        high, unit = min(high, whole), whole / PERCENT
        if not whole:
            return None
    amount = _end(indicator, level, low, high, grid(indicator.decimals), unit)
    return Number(decimal(amount)) if amount is not None else None


def _end(
    indicator: Indicator, level: Level, low: Fraction, high: Fraction, step: Fraction, unit: Fraction
) -> Fraction | None:
    """The near end of a band, in range and as fine as is asked; `unit` is what one of the band's numbers stands for."""
    least = max(low, Fraction(level.from_ or 0) * unit)
    amount = -(-least // step) * step
    over = None if level.below is None else Fraction(level.below) * unit
    if not rising(indicator) and over is not None:
        top = min(high, (-(-over // step) - 1) * step)
        return top if top >= amount else None
    return amount if amount <= high and (over is None or amount < over) else None
