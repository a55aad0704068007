"""Typed days and times of day become values. Days are read the European way: the day before the month."""

import re
from calendar import monthrange
from datetime import date, time

from surveys.session import NotADate, NotADay, NotATime
from surveys.vocabulary import Vocabulary, tidy

YEARS_AHEAD = 15
"""A due day or a reminder later than that is a slip of the finger."""
_DAY = r"(?P<day>[0-3]?[0-9])"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_YEAR}-(?P<month>[01]?[0-9])-{_DAY}",
        rf"{_DAY}\s*[./]\s*(?P<month>[01]?[0-9])\s*[./]\s*{_YEAR}",
        rf"{_DAY}\s*[./]\s*(?P<month>[01]?[0-9])\s*\.?",
        rf"{_DAY}\.?\s+(?P<name>[^\W\d]{{3,}})\.?(\s+{_YEAR})?",
        rf"(?P<month>[01]?[0-9])\s*[./-]\s*{_YEAR}",
        rf"{_YEAR}-(?P<month>[01]?[0-9])",
        rf"(?P<name>[^\W\d]{{3,}})\.?\s+{_YEAR}",
    )
)


def read_day(text: str, words: Vocabulary, today: date) -> date | NotADay:
    """A day: `2027-05-15`, `15.5.2027`, `15/5`, `15 May`, or a month, which means its last day.

    Without a year the next such day is meant. A day before today, or more than fifteen years ahead, is refused.
    """
    said = " ".join(tidy(text).casefold().replace(",", " ").split())
    for pattern in _PATTERNS:
        if found := pattern.fullmatch(said):
            return _day(found.groupdict(), words, today)
    return NotADay(past=False)


def read_period(text: str, words: Vocabulary, today: date) -> str | NotADate:
    """The day, month or year of something that exists: `2025-03-15`, `2025-03` or `2025`, from what is typed as above.

    Without a year the last such day is meant. What is still to come is refused.
    """
    said = " ".join(tidy(text).casefold().replace(",", " ").split())
    if re.fullmatch(r"(19|20)[0-9]{2}", said):
        return said if int(said) <= today.year else NotADate()
    for pattern in _PATTERNS:
        if found := pattern.fullmatch(said):
            return _period(found.groupdict(), words, today)
    return NotADate()


def _period(parts: dict[str, str | None], words: Vocabulary, today: date) -> str | NotADate:
    month, year, day = _month(parts, words), parts.get("year"), parts.get("day")
    if month is None:
        return NotADate()
    if day is None:
        told = f"{year}-{month:02}"
        return told if 1 <= month <= 12 and told <= f"{today:%Y-%m}" else NotADate()
    years = [int(year)] if year else [today.year, today.year - 1]
    past = [found for each in years if (found := _exact(each, month, day)) is not None and found <= today]
    return past[0].isoformat() if past else NotADate()


def _day(parts: dict[str, str | None], words: Vocabulary, today: date) -> date | NotADay:
    month = _month(parts, words)
    if month is None:
        return NotADay(past=False)
    year = parts.get("year")
    years = [int(year)] if year else [today.year, today.year + 1]
    days = [found for each in years if (found := _exact(each, month, parts.get("day"))) is not None]
    ahead = [day for day in days if day >= today]
    if not ahead:
        return NotADay(past=bool(days))
    return ahead[0] if ahead[0].year <= today.year + YEARS_AHEAD else NotADay(past=False)


def _month(parts: dict[str, str | None], words: Vocabulary) -> int | None:
    name = parts.get("name")
    if name is None:
        return int(parts["month"] or 0)
    found = {place for known, place in words.months.items() if known.startswith(name)}
    return found.pop() if len(found) == 1 else None


def _exact(year: int, month: int, day: str | None) -> date | None:
    try:
        last = monthrange(year, month)[1]
        return date(year, month, int(day) if day else last)
    except ValueError:  # calendar.IllegalMonthError is one
        return None


def read_time(text: str) -> time | NotATime:
    """A time of day: `14:05`, `14.05`, `1405`, `14`, `2:05 pm`; with `h` or `Uhr` behind it."""
    said = re.sub(r"\s*(uhr|h|o'clock)\.?$", "", tidy(text).casefold().strip())
    found = re.fullmatch(r"([0-9]{1,2})(?:\s*[:.h]\s*|(?=[0-9]{2}))?([0-9]{2})?\s*([ap])?\.?(?:m\.?)?", said)
    if found is None:
        return NotATime()
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half and not 1 <= hour <= 12:
        return NotATime()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else NotATime()
