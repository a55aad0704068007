"""Numbers as people type them: comma or point, thousands marks, percent, 'about'."""

import re
from collections.abc import Set
from dataclasses import dataclass
from fractions import Fraction

_SPACES = "\u00a0\u202f\u2009'’"


@dataclass(frozen=True, slots=True)
class Amount:
    """A typed number: its possible readings (two for '1.500'), whether in percent, whether called an estimate."""

    readings: tuple[Fraction, ...]
    percent: bool = False
    about: bool = False


def amount_of(text: str, about: Set[str], unit: str | None) -> Amount | None:
    """The number in a text that holds nothing else but 'about', a percent sign and the unit; None otherwise."""
    said = text.casefold().strip()
    found = re.fullmatch(rf"(?P<before>[^\d+\-.,]*?)\s*(?P<number>[+-]?[\d.,{_SPACES}\s]*\d)\s*(?P<after>.*)", said)
    if not found:
        return None
    before, after = found["before"].strip(), found["after"].strip()
    estimated = before.strip(".") in about or before in about
    if before and not estimated:
        return None
    percent = after.startswith("%")
    if not percent and after and not _is_unit(after, unit):
        return None
    if percent and after != "%":
        return None
    readings = _readings(found["number"])
    return Amount(readings, percent, estimated) if readings else None


def amounts_of(text: str) -> list[int] | None:
    """Whole numbers separated by spaces or commas, and nothing else."""
    parts = re.split(r"[\s,;]+", text.strip())
    return [int(part) for part in parts] if parts and all(re.fullmatch(r"\d{1,6}", part) for part in parts) else None


def _is_unit(after: str, unit: str | None) -> bool:
    """Whether the rest is the unit, in full or shortened, as 'mon' for months."""
    word = after.rstrip(".")
    return unit is not None and len(word) > 2 and unit.casefold().startswith(word[: max(3, len(word) - 2)])


def _readings(number: str) -> tuple[Fraction, ...]:
    """Every way to read digits with points and commas. Three digits after a single mark can mean either."""
    sign = -1 if number.startswith("-") else 1
    plain = re.sub(rf"[{_SPACES}\s]", "", number.lstrip("+-"))
    if not re.search(r"[.,]", plain):
        return (sign * Fraction(plain),)
    marks = re.findall(r"[.,]", plain)
    last = marks[-1]
    head, _, tail = plain.rpartition(last)
    grouped = re.fullmatch(r"\d{1,3}([.,]\d{3})*", plain) is not None and len(set(marks)) == 1
    if not re.fullmatch(r"\d*", tail) or (head == "" and not tail):
        return ()
    if len(marks) > 1:
        other = re.sub(r"[.,]", "", head)
        if grouped:
            return (sign * Fraction(plain.replace(last, "")),)
        well_formed = len(set(marks[:-1])) == 1 and marks[0] != last
        return (sign * Fraction(f"{other}.{tail or 0}"),) if well_formed else ()
    as_decimal = sign * Fraction(f"{head or 0}.{tail or 0}")
    if grouped and not head.startswith("0"):
        return (sign * Fraction(head + tail), as_decimal)
    return (as_decimal,)
