"""Typed days and times of day."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.speech import speech
from surveys.dates import read_day, read_time
from surveys.session import NotADay, NotATime

TODAY = date(2026, 11, 22)
EN, DE = speech("en").vocabulary, speech("de").vocabulary


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-05-15", date(2027, 5, 15)),
        ("15.5.2027", date(2027, 5, 15)),
        (" 15. 05. 2027 ", date(2027, 5, 15)),
        ("15/5/2027", date(2027, 5, 15)),
        ("4/5/2027", date(2027, 5, 4)),  # the day first
        ("15.5.", date(2027, 5, 15)),  # the next one
        ("22.11.", date(2026, 11, 22)),  # today
        ("1/12", date(2026, 12, 1)),
        ("15 May 2027", date(2027, 5, 15)),
        ("15 may", date(2027, 5, 15)),
        ("15. Dezember", date(2026, 12, 15)),
        ("24 dec, 2026", date(2026, 12, 24)),
        ("05/2027", date(2027, 5, 31)),
        ("2027-02", date(2027, 2, 28)),
        ("February 2028", date(2028, 2, 29)),
        ("29.2.", date(2028, 2, 29) if TODAY.year % 4 == 3 else None),
    ],
)  # fmt: skip
def test_a_day_is_read_the_european_way(text: str, day: date | None) -> None:
    found = read_day(text, DE if "ez" in text else EN, TODAY)
    assert found == (day or NotADay(past=False))


@pytest.mark.parametrize("text", ["21.11.2026", "05/2026", "2020-01-01", "1 May 2025"])
def test_a_day_that_has_passed_is_refused_as_such(text: str) -> None:
    assert read_day(text, EN, TODAY) == NotADay(past=True)


@pytest.mark.parametrize(
    "text", ["", "soon", "31.2.2027", "32.1.2027", "13/2027", "J 2027", "2099-01-01", "5", "٣.٥.٢٠٢٧"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    assert read_day(text, EN, TODAY) == NotADay(past=False)


@pytest.mark.parametrize(
    ("text", "wall"),
    [
        ("14:05", time(14, 5)), ("14.05", time(14, 5)), ("1405", time(14, 5)), ("9", time(9)), ("09", time(9)),
        ("9 Uhr", time(9)), ("14:05 Uhr", time(14, 5)), ("14h", time(14)), ("14h05", time(14, 5)), ("9 am", time(9)),
        ("12 am", time(0)), ("12 pm", time(12)), ("2:05pm", time(14, 5)), ("2:05 p.m.", time(14, 5)),
        ("905", time(9, 5)),
        ("0:00", time(0)), ("23:59", time(23, 59)),
    ],
)  # fmt: skip
def test_a_time_of_day_is_read_as_people_write_it(text: str, wall: time) -> None:
    assert read_time(text) == wall


@pytest.mark.parametrize("text", ["", "noon", "24:00", "12:60", "13 pm", "0 am", "1:2:3", "-1", "123456"])
def test_what_is_no_time_is_refused(text: str) -> None:
    assert read_time(text) == NotATime()


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert isinstance(read_day(text, EN, TODAY), date | NotADay)
    assert isinstance(read_time(text), time | NotATime)


@given(st.dates(min_value=TODAY, max_value=date(2041, 12, 31)))
def test_every_day_ahead_is_read_back(day: date) -> None:
    for text in (f"{day:%Y-%m-%d}", f"{day.day}.{day.month}.{day.year}", speech("en").date(day)):
        assert read_day(text, EN, TODAY) == day
    assert read_day(speech("de").date(day), DE, TODAY) == day
