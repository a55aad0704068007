"""Numbers as people type them: comma or point, thousands marks, percent, 'about'."""

import re
from collections.abc import Set
from dataclasses import dataclass
from fractions import Fraction

LONGEST = 60
"""Characters of the longest text read as a number, with its unit and 'about'."""

_SPACE = r"[\s'’]"
_DIGITS = re.compile(r"[0-9]{1,15}")
_DECIMAL = re.compile(r"[0-9]{0,15}[.,][0-9]{1,9}")
_ONE_MARK = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_SPACED = re.compile(rf"[0-9]{{1,3}}({_SPACE}[0-9]{{3}}){{1,4}}([.,][0-9]{{1,9}})?")
_GROUPED = re.compile(r"[0-9]{1,3}([.,])[0-9]{3}(\1[0-9]{3}){1,3}")
_GROUPED_DECIMAL = re.compile(r"[0-9]{1,3}([.,])[0-9]{3}(\1[0-9]{3}){0,3}(?!\1)[.,][0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Amount:
    """A typed number: its possible readings (two for '1.500'), whether in percent, whether called an estimate."""

    readings: tuple[Fraction, ...]
    percent: bool = False
    about: bool = False


def amount_of(text: str, about: Set[str], unit: str | None) -> Amount | None:
    """The number in a text that holds nothing else but 'about', a percent sign and the unit; None otherwise."""
    said, estimated = without_about(text[: LONGEST + 1], about)
    found = re.fullmatch(r"(?P<sign>[+\-−]?)\s*(?P<number>[\d.,'’\s]*\d)\s*(?P<after>.*)", said)
    if not found or len(text) > LONGEST:
        return None
    after = found["after"].rstrip(".!")
    percent = after == "%"
    if after and not percent and not _is_unit(after, unit):
        return None
    sign = -1 if found["sign"] in ("-", "−") else 1
    readings = tuple(sign * reading for reading in _readings(_ascii(found["number"])))
    return Amount(readings, percent, estimated) if readings else None


def without_about(text: str, about: Set[str]) -> tuple[str, bool]:
    """The text in lower case without a leading word for 'about', and whether there was one."""
    said = text.casefold().strip()
    for word in sorted(about, key=len, reverse=True):
        rest = said.removeprefix(word)
        if word and rest != said and not (word[-1].isalpha() and rest[:1].isalpha()):
            return re.sub(r"^\.(?=\D|$)|^\.?\s+", "", rest), True
    return said, False


def amounts_of(text: str) -> list[int] | None:
    """Whole numbers separated by spaces or commas, and nothing else."""
    parts = re.split(r"[\s,;]+", text.strip()) if len(text) < 4 * LONGEST else []
    return [int(part) for part in parts] if parts and all(re.fullmatch(r"\d{1,6}", part) for part in parts) else None


def _ascii(number: str) -> str:
    """The same number in the digits 0 to 9, whatever script it was typed in."""
    return "".join(str(int(each)) if each.isdecimal() else each for each in number)


def _is_unit(after: str, unit: str | None) -> bool:
    """Whether the rest is the unit, in full or shortened, as 'mon' for months."""
    word = after.rstrip(".")
    return unit is not None and len(word) > 2 and unit.casefold().startswith(word[: max(3, len(word) - 2)])


def _readings(number: str) -> tuple[Fraction, ...]:
    """Every way to read digits with points, commas and spaces. Three digits after a single mark can mean either."""
    whole = re.sub(r"[\s'’.,]", "", number)
    if _DIGITS.fullmatch(number) or _GROUPED.fullmatch(number):
        return (Fraction(whole),)
    if _ONE_MARK.fullmatch(number):
        return (Fraction(whole), _with_point(number))
    if _DECIMAL.fullmatch(number) or _SPACED.fullmatch(number) or _GROUPED_DECIMAL.fullmatch(number):
        return (_with_point(number),)
    return ()


def _with_point(number: str) -> Fraction:
    """Read with its last point or comma as the decimal mark, if it has one."""
    found = re.fullmatch(r"(.*?)(?:[.,]([0-9]*))?", number)
    head, tail = (found[1], found[2]) if found else (number, None)
    return Fraction(f"{re.sub(r'[^0-9]', '', head) or 0}.{tail or 0}")
