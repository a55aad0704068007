"""Where a person's clock stands: time zones to propose, the moment of a reminder, and when nobody is woken."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global
from babel.dates import get_timezone_location

from bot.speech import Speech
from surveys.session import Answers, Choice, NotATime

COUNTRY = "country"
"""The question that tells where a cluster is."""
PROPOSED = ("Europe/Berlin", "Europe/London", "Europe/Helsinki", "Europe/Istanbul", "Atlantic/Azores")
"""One zone for each time of day in Europe, the most frequent first."""
MORNING, LATEST, NIGHT = time(7), time(21), time(22)
"""Nobody is written to before the first or from the last on, by their own clock; what is set for 21:00 still comes."""
STEP = timedelta(minutes=15)
"""Zones differ from UTC by quarters of an hour."""


def country_of(answers: Answers) -> str:
    """The country of these answers as a code like DE; empty while it is not said."""
    answer = answers.get(COUNTRY)
    option = answer.value.option if answer and isinstance(answer.value, Choice) else ""
    return option.upper() if option.upper() in get_global("territory_zones") else ""


def proposals(country: str, now: datetime) -> tuple[str, ...]:
    """Zones with a time of day of their own now: those of the country first, then the rest of Europe."""
    own = get_global("territory_zones").get(country, []) if country else []
    return _distinct((*_capital_first(own), *PROPOSED), now)


def _capital_first(zones: Iterable[str]) -> list[str]:
    """A country's zones in Europe before its islands elsewhere."""
    return sorted(zones, key=lambda zone: not zone.startswith("Europe/"))


def _distinct(zones: Iterable[str], now: datetime) -> tuple[str, ...]:
    found: dict[timedelta, str] = {}
    for zone in zones:
        found.setdefault(_offset(zone, now), zone)
    return tuple(found.values())


def _offset(zone: str, now: datetime) -> timedelta:
    return now.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()


def zone_at(wall: time, country: str, now: datetime) -> str | None:
    """The zone in which it is this time of day now, to the nearest quarter of an hour; the country's if that fits."""
    utc = now.astimezone(UTC)
    said = datetime.combine(utc.date(), wall, UTC)
    nearest = {_rounded(said - utc + timedelta(days=days)) for days in (-1, 0, 1)}
    known = (*proposals(country, now), *sorted(zone for zone in available_timezones() if "/" in zone))
    return next((zone for zone in known if _offset(zone, now) in nearest and not zone.startswith("Etc/")), None)


def _rounded(offset: timedelta) -> timedelta:
    return round(offset / STEP) * STEP


def known_zone(zone: str) -> bool:
    """Whether there is such a zone."""
    return zone in available_timezones()


def city_of(speech: Speech, zone: str) -> str:
    """A zone by its city, in this language."""
    return str(get_timezone_location(ZoneInfo(zone), locale=speech.locale, return_city=True))


def wall_of(text: str) -> time:
    """A stored time of day, `09:00`."""
    return time.fromisoformat(text)


def allowed(wall: time) -> time | NotATime:
    """The time of day, unless it is at night."""
    return wall if MORNING <= wall <= LATEST else NotATime(night=True)


def moment(on: date, wall: str, zone: str) -> datetime:
    """When a reminder for this day is due."""
    return datetime.combine(on, wall_of(wall), ZoneInfo(zone))


def awake(now: datetime, zone: str) -> bool:
    """Whether a person in this zone may be written to now."""
    return MORNING <= now.astimezone(ZoneInfo(zone)).time() < NIGHT


def moment_words(speech: Speech, at: datetime, zone: str | None) -> str:
    """A moment by the clock of this zone, and in UTC, which is then said, while it is not known."""
    here = at.astimezone(ZoneInfo(zone) if zone else UTC)
    return f"{speech.date(here.date())} {here:%H:%M}" + ("" if zone else " UTC")


def today(now: datetime, zone: str | None) -> date:
    """The day it is for a person; by UTC while their zone is not known."""
    return now.astimezone(ZoneInfo(zone) if zone else UTC).date()
