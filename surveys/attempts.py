"""Progress over attempts at cases: first looks make the line, and what was rated knowing the key is kept apart."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from surveys.agreement import Agreement
from surveys.coefficients import FEW_ITEMS, Corrected


@dataclass(frozen=True, slots=True)
class Attempt:
    """One finished round on a case. `repeat`: the person had seen this case's key before."""

    case: str
    on: date
    round: Literal[1, 2]
    repeat: bool
    agreement: Agreement


class Apart(StrEnum):
    """Why an attempt is not on the line: the case was no longer new, or it is a second round."""

    REPEAT = "repeat"
    SECOND_ROUND = "second-round"


@dataclass(frozen=True, slots=True)
class ProgressPoint:
    """An attempt as drawn: shares of its n ratings, 0 to 1; `few`: so few that little can be read from it."""

    case: str
    on: date
    n: int
    exact: Fraction
    within_one: Fraction
    bias: Fraction
    kappa: Corrected
    few: bool
    apart: Apart | None


@dataclass(frozen=True, slots=True)
class ProgressLine:
    """Attempts by day: those that can be compared with each other, and those kept apart, each with the reason."""

    line: tuple[ProgressPoint, ...]
    apart: tuple[ProgressPoint, ...]


def progress_line(attempts: Iterable[Attempt]) -> ProgressLine:
    """The attempts by day, those of one day in the order given. One without any rating beside the key is left out.

    Cases differ in how hard they are, so the line says where somebody stands, not how good a course was.
    """
    points = [point for each in sorted(attempts, key=lambda each: each.on) if (point := _point(each)) is not None]
    return ProgressLine(
        tuple(each for each in points if each.apart is None), tuple(each for each in points if each.apart is not None)
    )


def _point(attempt: Attempt) -> ProgressPoint | None:
    found = attempt.agreement
    if found.bias is None:
        return None
    return ProgressPoint(
        case=attempt.case,
        on=attempt.on,
        n=found.n,
        exact=Fraction(found.exact, found.n),
        within_one=Fraction(found.within_one, found.n),
        bias=found.bias,
        kappa=found.kappa,
        few=found.n < FEW_ITEMS,
        apart=_apart(attempt),
    )


def _apart(attempt: Attempt) -> Apart | None:
    if attempt.repeat:
        return Apart.REPEAT
    return Apart.SECOND_ROUND if attempt.round == 2 else None
