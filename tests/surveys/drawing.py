"""What hypothesis draws: values of every form, answers that fit, checks of which every status comes up."""

from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from surveys.definition import ChoiceFact, CountsFact, LevelFact, MonthFact, NumberFact, TextFact
from surveys.fitting import options
from surveys.indicators import (
    ChecklistIndicator,
    ComputedIndicator,
    LevelIndicator,
    NumberIndicator,
    Question,
    RatioIndicator,
)
from surveys.session import (
    Answer,
    Checklist,
    Choice,
    Counts,
    Documented,
    Month,
    Points,
    Text,
    Value,
)
from surveys.survey import Survey
from tests.surveys.filling import filled
from tests.surveys.making import answer, number, ratio, shipped, tiny

QUICK = settings(deadline=None, suppress_health_check=list(HealthCheck))
SURVEYS = pytest.mark.parametrize("of", [tiny(), shipped()], ids=["tiny", "shipped"])
MONTHS = ("2016", "2022-05", "2024-03", "2024-10", "2026-03", "2027-01")


def values(asked: Question) -> st.SearchStrategy[Value]:
    """Values of the right form, most of them in range."""
    match asked:
        case LevelIndicator() | LevelFact() | ComputedIndicator():
            return st.integers(0, 6).map(Points)
        case NumberFact() | NumberIndicator():
            return st.one_of(st.integers(0, 120), st.sampled_from(("0.5", "2.5", "5001"))).map(number)
        case RatioIndicator():
            return st.tuples(st.integers(0, 101), st.integers(0, 100)).map(lambda both: ratio(*both))
        case CountsFact(items=items):
            names = [item.id for item in items]
            amounts = st.lists(st.integers(0, 30), min_size=len(names), max_size=len(names))
            counts = amounts.map(lambda found: tuple(zip(names, found, strict=True)))
            return st.builds(Counts, counts, st.booleans())
        case ChecklistIndicator(items=items):
            ticked = st.lists(st.sampled_from([item.id for item in items]), unique=True)
            return st.builds(Checklist, ticked.map(tuple), st.booleans())
        case MonthFact():
            return st.sampled_from(MONTHS).map(Month)
        case TextFact():
            return st.sampled_from(("A few words.", " ", "x" * 1001)).map(Text)
        case ChoiceFact():
            return st.sampled_from(options(tiny(), asked)).map(Choice)
        case _:
            return st.sampled_from(("yes", "no", "not_sure", "none", "strategy-documentation", "role-clarity")).map(
                Choice
            )


def fitting(asked: Question) -> st.SearchStrategy[Value]:
    """Values that are in range whatever else was answered, and done."""

    def fits(value: Value) -> bool:
        match value:
            case Points(points):
                return points <= 3 if asked.id in tiny().questions else points <= 5
            case Counts(done=done) | Checklist(done=done):
                return done
            case _:
                return True

    match asked:
        case NumberFact(up_to=str()) | NumberIndicator(whole=str()):
            return st.integers(0, 8).map(number)
        case NumberIndicator(part=str()):
            return st.integers(280, 400).map(number) if asked.id in shipped().questions else st.just(number(100))
        case NumberFact() | NumberIndicator():
            return st.integers(0, 9).map(number)
        case RatioIndicator():
            return st.integers(0, 100).map(ratio)
        case CountsFact(items=items):
            amounts = st.lists(st.integers(3, 30), min_size=len(items), max_size=len(items))
            names = [item.id for item in items]
            return amounts.map(lambda found: Counts(tuple(zip(names, found, strict=True))))
        case MonthFact(year_alone=False):
            return st.sampled_from(MONTHS[1:5]).map(Month)
        case TextFact():
            return st.just(Text("A few words."))
        case _:
            return values(asked).filter(fits)


@st.composite
def answered(draw: st.DrawFn, of: Survey, id: str) -> Answer:
    asked = of.questions[id]
    state = draw(st.sampled_from((*Documented, None))) if id in of.indicators else None
    if isinstance(asked, ComputedIndicator):
        return answer(id, seen=draw(st.integers(0, 5)), documented=state)
    return answer(id, draw(fitting(asked)), documented=state)


@st.composite
def checks(draw: st.DrawFn, of: Survey) -> dict[str, Answer]:
    """Answers to most questions: a good check with some answers otherwise, so that every status comes up."""
    answers = dict(good(draw(st.sampled_from((3, 4, 5))))) if of is shipped() else {}
    others = st.sampled_from(tuple(of.questions))
    changed = draw(st.sets(others, max_size=6)) if answers else set(of.questions) - draw(st.sets(others, max_size=6))
    for id in of.questions:
        if id in changed:
            answers[id] = draw(answered(of, id))
    return answers


def good(points: int) -> Mapping[str, Answer]:
    """The shipped survey with three improvement areas that count."""
    found = filled(points)
    for place, id in enumerate(("strategy-documentation", "implementation-plan", "role-clarity"), 1):
        parts: dict[str, Value] = {"": Choice(id), "-before": Points(1), "-month": Month("2024-03")}
        parts |= {f"-{name}": Text("Words.") for name in ("was", "done", "effect", "document")}
        found |= {f"area-{place}{part}": answer(f"area-{place}{part}", value) for part, value in parts.items()}
    return found
