"""Where a person's clock stands."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.speech import speech
from bot.zones import allowed, awake, city_of, country_of, known_zone, moment, proposals, today, zone_at
from surveys.session import Choice, NotATime
from tests.surveys.making import answer

WINTER, SUMMER = datetime(2026, 11, 22, 13, 4, tzinfo=UTC), datetime(2026, 7, 1, 13, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("country", "first"),
    [("DE", "Europe/Berlin"), ("", "Europe/Berlin"), ("PT", "Europe/Lisbon"), ("ES", "Europe/Madrid"),
     ("FI", "Europe/Helsinki")],
)  # fmt: skip
def test_the_country_s_time_is_proposed_first_and_every_time_once(country: str, first: str) -> None:
    found = proposals(country, WINTER)
    assert found[0] == first
    walls = [WINTER.astimezone(ZoneInfo(zone)).time() for zone in found]
    assert len(set(walls)) == len(walls)
    assert {time(12, 4), time(13, 4), time(14, 4), time(15, 4), time(16, 4)} <= set(walls)


def test_the_country_is_that_of_the_answers() -> None:
    assert country_of({"country": answer("country", Choice("pt"))}) == "PT"
    assert country_of({"country": answer("country", Choice("other"))}) == ""
    assert country_of({}) == ""


@pytest.mark.parametrize(
    ("wall", "country", "zone"),
    [
        (time(14, 4), "", "Europe/Berlin"),
        (time(14, 9), "PL", "Europe/Warsaw"),  # a watch that is five minutes fast
        (time(13, 0), "DE", "Europe/London"),
        (time(18, 34), "", "Asia/Calcutta"),
        (time(9, 4), "", "America/Antigua"),
    ],
)
def test_a_typed_time_finds_a_zone_where_it_is_that_time(wall: time, country: str, zone: str) -> None:
    found = zone_at(wall, country, WINTER)
    assert found is not None
    assert WINTER.astimezone(ZoneInfo(found)).utcoffset() == WINTER.astimezone(ZoneInfo(zone)).utcoffset()
    if country or zone.startswith("Europe/"):
        assert found == zone


def test_a_time_that_is_nowhere_finds_none() -> None:
    assert zone_at(time(13, 34 + 15), "", WINTER) is None  # 45 minutes ahead of UTC


@given(
    st.sampled_from(proposals("PT", WINTER)),
    st.datetimes(timezones=st.just(UTC), min_value=datetime(2024, 1, 1), max_value=datetime(2040, 1, 1)),
)
def test_the_time_it_is_there_leads_back(zone: str, now: datetime) -> None:
    wall = now.astimezone(ZoneInfo(zone)).time()
    found = zone_at(wall, "PT", now)
    assert found is not None
    assert now.astimezone(ZoneInfo(found)).utcoffset() == now.astimezone(ZoneInfo(zone)).utcoffset()


def test_nine_o_clock_stays_nine_o_clock_when_the_clocks_change() -> None:
    before, after = (moment(date(2026, 10, day), "09:00", "Europe/Berlin") for day in (24, 26))
    assert (before.astimezone(UTC).hour, after.astimezone(UTC).hour) == (7, 8)


@pytest.mark.parametrize(
    ("hour", "is_awake"), [(6, False), (7, True), (21, True), (22, False), (23, False), (0, False)]
)
def test_nobody_is_written_to_at_night(hour: int, is_awake: bool) -> None:
    now = datetime(2026, 11, 22, hour, 0, tzinfo=ZoneInfo("Europe/Helsinki"))
    assert awake(now.astimezone(UTC), "Europe/Helsinki") is is_awake


@pytest.mark.parametrize(
    ("wall", "fits"), [(time(7), True), (time(21), True), (time(6, 59), False), (time(21, 1), False)]
)
def test_night_is_no_time_to_be_reminded_at(wall: time, fits: bool) -> None:
    assert allowed(wall) == (wall if fits else NotATime(night=True))


def test_the_day_is_that_of_the_person() -> None:
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert today(late, "Europe/Berlin") == date(2026, 11, 23)
    assert today(late, None) == date(2026, 11, 22)


def test_a_zone_is_called_by_its_city() -> None:
    assert (city_of(speech("en"), "Europe/Warsaw"), city_of(speech("de"), "Europe/Warsaw")) == ("Warsaw", "Warschau")
    assert known_zone("Europe/Berlin")
    assert not known_zone("Mars/Olympus")
    assert not known_zone("../etc/passwd")
