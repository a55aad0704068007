"""The label calendar: ends, renewal, reminders, Silver's window, what to go for; and the file for other calendars."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.ics import Entry, ics
from surveys.label_calendar import (
    BRONZE_PAGE,
    PRICE_PAGE,
    PROCESSES,
    VALIDITY,
    Dated,
    LabelCalendar,
    LabelFacts,
    Option,
    Standing,
    calendar,
    label_facts,
    last_day,
)
from surveys.labels import readiness
from surveys.session import Answer, Choice, Month, Value
from surveys.verdicts import Verdict
from tests.surveys.drawing import QUICK
from tests.surveys.filling import filled
from tests.surveys.making import answer, shipped, tiny

TODAY = date(2026, 3, 2)


def check(held: str | None = "bronze", until: str | None = None, award: str | None = None,
          first: str | None = "2024-03") -> dict[str, Answer]:  # fmt: skip
    """The shipped survey, filled in, with these facts about labels (None: open)."""
    values: Mapping[str, Value | None] = {
        "label-held": Choice(held) if held else None,
        "valid-until": Month(until) if until else None,
        "award": Choice(award) if award else None,
        "first-benchmarking": Month(first) if first else None,
    }
    kept = {id: each for id, each in filled().items() if id not in values}
    return {**kept, **{id: answer(id, value) for id, value in values.items() if value}}


def seen(on: date = TODAY, awarded: str | None = None, **facts: Any) -> LabelCalendar:
    return calendar(shipped(), check(**facts), on, Month(awarded) if awarded else None)


def option(found: LabelCalendar, label: str) -> Option:
    return next(each for each in found.options if each.label == label)


def test_the_facts_are_known_by_their_form() -> None:
    assert label_facts(shipped()) == LabelFacts("label-held", "valid-until", "award")
    assert label_facts(tiny()) == LabelFacts(None, None, None)
    assert calendar(tiny(), {}, TODAY).standing is Standing.OPEN


# --- the end -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "awarded", "end", "basis"),
    [
        ({"until": "2027-10"}, None, date(2027, 10, 31), "stated"),
        ({"until": "2027-10", "award": "first"}, "2024-01", date(2027, 10, 31), "stated"),
        ({"until": "2027-02"}, None, date(2027, 2, 28), "stated"),
        ({"until": "2028-02"}, None, date(2028, 2, 29), "stated"),
        ({"award": "first", "first": "2024-09"}, None, date(2026, 9, 30), "inferred"),
        ({"award": "first", "first": "2024-02"}, None, date(2026, 2, 28), "inferred"),
        ({"award": "first", "first": "2024"}, None, None, ""),
        ({"award": "first", "first": None}, None, None, ""),
        ({"award": "first"}, "2024-11", date(2026, 11, 30), "sourced"),
        ({"award": "renewal"}, "2024-11", None, ""),
        ({}, "2024-11", None, ""),
        ({"held": "silver", "award": "first"}, None, None, ""),
        ({"held": "silver", "award": "first"}, "2026-02", date(2028, 2, 29), "sourced"),
        ({"held": "gold", "award": "first"}, "2025-06", date(2027, 6, 30), "inferred"),
        ({"held": "none"}, "2025-06", None, ""),
        ({"award": "first", "first": "2016-01"}, None, None, ""),  # a label said to be held has not lapsed in 2019
    ],
)
def test_the_end_and_its_basis(facts: dict[str, Any], awarded: str | None, end: date | None, basis: str) -> None:
    found = seen(awarded=awarded, **facts).end
    assert (found.on, found.basis) == (end, basis) if found else end is None


def test_an_end_off_the_path_counts_for_nothing() -> None:
    found = seen(held="none", until="2027-10")
    assert (found.standing, found.end, found.reminders) == (Standing.NONE, None, ())


@pytest.mark.parametrize(
    ("until", "on", "standing"),
    [
        ("2026-03", date(2026, 3, 31), Standing.VALID),
        ("2026-03", date(2026, 4, 1), Standing.RENEWABLE),
        ("2025-04", TODAY, Standing.RENEWABLE),  # eleven months ago
        ("2025-02", date(2026, 2, 28), Standing.RENEWABLE),
        ("2025-02", date(2026, 3, 1), Standing.LAPSED),
        ("2025-02", TODAY, Standing.LAPSED),  # thirteen months ago, by the month
        ("2027-02", date(2028, 2, 29), Standing.RENEWABLE),
    ],
)
def test_where_a_label_stands(until: str, on: date, standing: Standing) -> None:
    assert seen(on, until=until).standing is standing


def test_without_an_end_or_an_answer_nothing_is_made_up() -> None:
    undated = seen()
    assert (undated.standing, undated.end, undated.renewable, undated.reminders) == (Standing.UNDATED, None, None, ())
    assert seen(held=None).standing is Standing.OPEN


# --- reminders and renewal -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("until", "days"),
    [
        ("2026-08", [date(2025, 8, 31), date(2026, 2, 28), date(2026, 5, 31)]),
        ("2028-08", [date(2027, 8, 31), date(2028, 2, 29), date(2028, 5, 31)]),
        ("2026-05", [date(2025, 5, 31), date(2025, 11, 30), date(2026, 2, 28)]),
    ],
)
def test_reminders_stand_at_month_ends_and_say_whether_they_have_passed(until: str, days: list[date]) -> None:
    found = seen(until=until).reminders
    assert [(each.months, each.on) for each in found] == list(zip((12, 6, 3), days, strict=True))
    assert [each.passed for each in found] == [day < TODAY for day in days]
    assert not seen(days[1], until=until).reminders[1].passed
    assert seen(days[1] + timedelta(days=1), until=until).reminders[1].passed


def test_renewing_bronze_adds_three_years_to_the_previous_end() -> None:
    found = option(seen(until="2026-10"), "bronze")
    assert found.renewal
    assert found.latest == Dated(date(2027, 10, 31), "sourced", BRONZE_PAGE)
    assert found.extended == Dated(date(2029, 10, 31), "sourced", BRONZE_PAGE)
    inferred = option(seen(award="first", first="2024-09"), "bronze")
    assert inferred.latest == Dated(date(2027, 9, 30), "inferred", BRONZE_PAGE)


def test_how_long_silver_and_gold_hold_when_renewed_is_less_sure() -> None:
    silver, gold = (option(seen(held=held, until="2026-10"), held) for held in ("silver", "gold"))
    assert silver.extended is not None
    assert (silver.extended.on, silver.extended.basis) == (date(2029, 10, 31), "inferred")
    assert (gold.extended, gold.latest) == (None, Dated(date(2027, 10, 31), "sourced", PRICE_PAGE))


def test_a_lapsed_label_is_a_new_one() -> None:
    found = option(seen(until="2025-01"), "bronze")
    assert (found.renewal, found.latest, found.extended) == (False, None, None)


# --- Silver's window -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "opens", "closes"),
    [
        ("2024-03", date(2025, 9, 1), date(2026, 3, 31)),
        ("2024-08", date(2026, 2, 1), date(2026, 8, 31)),
        ("2022-02", date(2023, 8, 1), date(2024, 2, 29)),
        ("2024", date(2026, 6, 1), date(2026, 12, 31)),
    ],
)
def test_the_window_agrees_with_the_rule(first: str, opens: date, closes: date) -> None:
    (window,) = seen(first=first).windows
    assert (window.label, window.opens.on, window.closes.on) == ("silver", opens, closes)
    assert window.opens.source == shipped().sources["esca-silver"]
    for day, met, beyond in [
        (opens - timedelta(days=1), False, False),
        (opens, True, False),
        (closes, True, False),
        (closes + timedelta(days=1), True, True),
    ]:
        ruling = readiness(shipped(), check(first=first), (), day)[1].rulings[0]
        assert (ruling.verdict is Verdict.MET, ruling.beyond) == (met, beyond)


def test_without_a_first_benchmarking_there_is_no_window() -> None:
    assert seen(first=None).windows == ()


# --- what to go for ------------------------------------------------------------------------------------------


def test_the_three_ways_side_by_side() -> None:
    found = seen(until="2026-10")
    assert [(each.label, each.renewal) for each in found.options] == [
        ("bronze", True), ("silver", False), ("gold", False),
    ]  # fmt: skip
    silver, gold = option(found, "silver"), option(found, "gold")
    assert silver.latest == found.windows[0].closes
    assert (gold.latest, gold.missing) == (None, ())
    assert [ruling.rule.title for ruling in silver.missing] == ["Three improvement areas"]
    assert silver.readiness == readiness(shipped(), check(until="2026-10"), (), TODAY)[1]


@pytest.mark.parametrize(
    ("held", "label", "euro"),
    [
        ("bronze", "bronze", [2250, 1650]),
        ("none", "bronze", [2250, 1650]),
        ("bronze", "silver", [3620]),
        ("silver", "silver", [3620]),
        ("bronze", "gold", [8250]),
        ("gold", "gold", [6765]),
    ],
)
def test_public_prices(held: str, label: str, euro: list[int]) -> None:
    processes = option(seen(held=held), label).processes
    assert [each.euro for each in processes] == euro
    assert {(each.basis, each.source, each.page_date) for each in processes} == {("sourced", PRICE_PAGE, None)}


def test_the_tables_cover_every_kind_of_label() -> None:
    kinds = {label.kind for label in shipped().labels.values()}
    assert kinds == set(VALIDITY) == {process.kind for process in PROCESSES}


@QUICK
@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)), st.integers(-60, 60))
def test_last_days_are_last_days(day: date, months: int) -> None:
    found = last_day(day, months)
    assert (found + timedelta(days=1)).day == 1
    assert (found.year - day.year) * 12 + found.month - day.month == months


@QUICK
@given(
    st.sampled_from(("bronze", "silver", "gold")),
    st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    st.dates(date(2024, 1, 1), date(2030, 12, 31)),
)
def test_dates_follow_each_other(held: str, until: date, on: date) -> None:
    found = seen(on, held=held, until=f"{until:%Y-%m}")
    assert found.end is not None
    assert found.renewable is not None
    days = [each.on for each in found.reminders] + [found.end.on, found.renewable.on]
    assert days == sorted(days)
    assert (found.standing is Standing.VALID) == (on <= found.end.on)
    assert sum(each.renewal for each in found.options) == (found.standing is not Standing.LAPSED)


# --- as a file -----------------------------------------------------------------------------------------------

STAMP = datetime(2026, 3, 2, 10, 0, tzinfo=timezone(timedelta(hours=2)))
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], include_characters="\n\t"), max_size=300)


def unfolded(text: str) -> list[str]:
    assert text.endswith("\r\n")
    return text.removesuffix("\r\n").replace("\r\n ", "").split("\r\n")


def plain(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], value)


def test_a_calendar_file() -> None:
    entry = Entry("bronze-end@clusterready", date(2026, 10, 31), "Bronze ends; renew, or go on", "Line 1\nC:\\x")
    assert ics([entry], STAMP, "-//Me//EN").split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Me//EN",
        "BEGIN:VEVENT",
        "UID:bronze-end@clusterready",
        "DTSTAMP:20260302T080000Z",
        "DTSTART;VALUE=DATE:20261031",
        r"SUMMARY:Bronze ends\; renew\, or go on",
        r"DESCRIPTION:Line 1\nC:\\x",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@QUICK
@given(WORDS, WORDS)
def test_lines_have_75_octets_at_most_and_unfold_to_the_original(title: str, text: str) -> None:
    made = ics([Entry("one", TODAY, title, text)], STAMP)
    for line in made.split("\r\n"):
        assert len(line.encode()) <= 75
        assert "\n" not in line
    lines = dict(line.split(":", 1) for line in unfolded(made) if line.startswith(("SUMMARY", "DESCRIPTION")))
    assert (plain(lines["SUMMARY"]), plain(lines["DESCRIPTION"])) == (title, text)


@pytest.mark.parametrize("length", range(60, 80))
def test_folding_at_the_edge_tears_no_character(length: int) -> None:
    title = "x" * length + "ß🙂ł" * 30
    assert f"SUMMARY:{title}" in unfolded(ics([Entry("one", TODAY, title, "")], STAMP))


def test_every_kind_of_line_end_is_one_and_control_characters_go() -> None:
    made = ics([Entry("one", TODAY, "a\r\nb\rc\u2028d\x00e\x07\x7f", "")], STAMP)
    assert r"SUMMARY:a\nb\nc\nde" in made.split("\r\n")


@pytest.mark.parametrize(("entries", "stamp"), [([], STAMP), ([Entry("one", TODAY, "a", "b")], datetime(2026, 1, 1))])
def test_a_file_without_entries_or_with_a_stamp_without_zone_is_a_bug(entries: list[Entry], stamp: datetime) -> None:
    with pytest.raises(ValueError, match="needs entries, and a time"):
        ics(entries, stamp)


def test_a_stamp_is_told_in_utc() -> None:
    entry = Entry("one", TODAY, "a", "b")
    assert ics([entry], STAMP) == ics([entry], STAMP.astimezone(UTC))
