"""The result of a round on a case: agreement with the key, ratings to discuss, a tendency, the shift to round two."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import assert_never

from surveys.agreement import Agreement, ByGroup, Shift, agreement_by, shift
from surveys.cases import Case
from surveys.coefficients import Band, Caution, Coefficient, Corrected, NoVariation, TooFew, band
from surveys.session import QuestionId
from surveys.survey import Survey
from surveys.training import (
    Closeness,
    DocumentedBeside,
    Feedback,
    KeyLevel,
    Rated,
    compared,
    documented_beside,
    key_levels,
    rungs,
)

DISCUSSED = 3
"""Ratings to discuss after a round."""
NEEDED_RATINGS = 5
"""Fewer ratings beside the key show no tendency (ours)."""
LEAST_LEAD = 3
"""So many more ratings on one side of the key than on the other make a tendency (ours) ..."""
LEAST_BIAS = Fraction(1, 4)
"""... if the mean is at least so many levels off to the same side (ours)."""


class Leaning(StrEnum):
    """To which side of the key ratings lean: lenient is above it, strict below; or too few to tell."""

    LENIENT = "lenient"
    STRICT = "strict"
    BALANCED = "balanced"
    TOO_FEW = "too-few"


@dataclass(frozen=True, slots=True)
class Tendency:
    """A leaning, and from how many ratings it is told."""

    leaning: Leaning
    n: int


def tendency(found: Agreement) -> Tendency:
    """Whether a rater is lenient or strict; the rule is ours, no test of significance.

    Too few: under NEEDED_RATINGS pairs. Lenient: at least LEAST_LEAD more ratings above the key than below it, and a
    bias of at least LEAST_BIAS levels. Strict: the same below. Both conditions, because a single rating far off moves
    the bias, and many that cancel out are no tendency. Everything else is balanced, also who is off both ways.
    Defensible ratings count with the side they are on.
    """
    lead, bias = found.higher - found.lower, found.bias or Fraction(0)
    if found.n < NEEDED_RATINGS:
        return Tendency(Leaning.TOO_FEW, found.n)
    if lead >= LEAST_LEAD and bias >= LEAST_BIAS:
        return Tendency(Leaning.LENIENT, found.n)
    if -lead >= LEAST_LEAD and -bias >= LEAST_BIAS:
        return Tendency(Leaning.STRICT, found.n)
    return Tendency(Leaning.BALANCED, found.n)


@dataclass(frozen=True, slots=True)
class DocumentedCounts:
    """How far documented, beside the key, on the n indicators rated at the key's level where both say something.

    exact, more and less add up to n. other_level: both say something, but of different levels; counts nowhere else.
    """

    n: int
    exact: int
    more: int
    less: int
    other_level: int


@dataclass(frozen=True, slots=True)
class RoundResult:
    """A round beside the key. `agreement` has a group for each dimension in which something was rated.

    `discuss`: at most DISCUSSED ratings off the key, furthest first; at the same distance those that are not defensible
    come before those that are, then in the survey's order.
    """

    agreement: ByGroup
    documented: DocumentedCounts
    discuss: tuple[Feedback, ...]
    tendency: Tendency
    shift: Shift | None = None


def round_result(
    survey: Survey, case: Case, ratings: Mapping[QuestionId, Rated], first: Mapping[QuestionId, Rated] | None = None
) -> RoundResult:
    """What a round comes to; ratings of indicators that the case does not rate are left out.

    With `first`, `ratings` are those of the second round: agreement, documented and tendency are then of the first
    round, because only that one was rated without the key; `discuss` is what still lies apart, `shift` shows both.
    """
    key = key_levels(survey, case)
    given = {id: ratings[id] for id in key if id in ratings}
    counted = given if first is None else {id: first[id] for id in key if id in first}
    held = {id: each.rung for id, each in key.items()}
    found = _beside(survey, key, counted)
    return RoundResult(
        agreement=found,
        documented=_documented(documented_beside(each, key[id]) for id, each in counted.items()),
        discuss=to_discuss(compared(survey, case, key, id, each) for id, each in given.items()),
        tendency=tendency(found.total),
        shift=None if first is None else shift(rungs(survey, counted), rungs(survey, given), held),
    )


def to_discuss(found: Iterable[Feedback]) -> tuple[Feedback, ...]:
    """The ratings to discuss, of feedback in the survey's order; as in `RoundResult`."""
    off = [each for each in found if each.apart]
    return tuple(sorted(off, key=lambda each: (-abs(each.apart or 0), _defended(each)))[:DISCUSSED])


def _defended(found: Feedback) -> bool:
    return found.closeness is Closeness.DEFENSIBLE


def _beside(survey: Survey, key: Mapping[QuestionId, KeyLevel], ratings: Mapping[QuestionId, Rated]) -> ByGroup:
    """Agreement in total and by dimension, without dimensions of which nothing was rated."""
    levels = max((len(survey.indicators[id].levels) for id in key), default=2)
    held = {id: each.rung for id, each in key.items()}
    defensible = {id: each.defensible for id, each in key.items() if each.defensible is not None}
    dimensions = {id: survey.homes[id].id for id in key}
    found = agreement_by(dimensions, rungs(survey, ratings), held, levels, defensible)
    rated_in = {dimensions[id] for id in ratings}
    order = [section.id for section in survey.sections if section.id in rated_in]
    return replace(found, groups={id: found.groups[id] for id in order})


def _documented(found: Iterable[DocumentedBeside]) -> DocumentedCounts:
    each = list(found)
    exact, more, less = (
        each.count(side) for side in (DocumentedBeside.SAME, DocumentedBeside.MORE, DocumentedBeside.LESS)
    )
    return DocumentedCounts(exact + more + less, exact, more, less, each.count(DocumentedBeside.OTHER_LEVEL))


@dataclass(frozen=True, slots=True)
class KappaWord:
    """What a sentence on a kappa says: the value as shown, its word, from how many items, and what to be careful about.

    `cautions` has the gravest first: under any of them the word alone would mislead.
    """

    value: float
    band: Band
    items: int
    cautions: tuple[Caution, ...]


_GRAVEST = (Caution.FLAT, Caution.ONE_LEVEL, Caution.FEW)


def kappa_word(kappa: Corrected) -> KappaWord | TooFew | NoVariation:
    """A kappa for a sentence, or why there is none. Never shown without n and exact agreement."""
    match kappa:
        case Coefficient():
            cautions = tuple(each for each in _GRAVEST if each in kappa.cautions)
            return KappaWord(kappa.rounded, band(kappa), kappa.items, cautions)
        case TooFew() | NoVariation():
            return kappa
        case _:
            assert_never(kappa)
