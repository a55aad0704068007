"""Numbers as people type them, and what is no number."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.numbers import LONGEST, Amount, amount_of, amounts_of, without_about
from tests.surveys.vocabularies import ENGLISH, GERMAN

ABOUT = ENGLISH.about | GERMAN.about

ONE_READING = [
    ("12", "12"),
    ("0", "0"),
    ("007", "7"),
    (" 12 ", "12"),
    ("12.5", "12.5"),
    ("12,5", "12.5"),
    ("12.50", "12.5"),
    ("12,25", "12.25"),
    (".5", "0.5"),
    (",5", "0.5"),
    ("0.5", "0.5"),
    ("0,5", "0.5"),
    ("0.500", "0.5"),
    ("0,500", "0.5"),
    ("1500", "1500"),
    ("1500.5", "1500.5"),
    ("1500,500", "1500.5"),
    ("1 500", "1500"),
    ("1\u00a0500", "1500"),
    ("1\u202f500", "1500"),
    ("1\u2009500", "1500"),
    ("1'500", "1500"),
    ("1’500", "1500"),
    ("1 234 567", "1234567"),
    ("1 500,5", "1500.5"),
    ("1 500.5", "1500.5"),
    ("1.500,5", "1500.5"),
    ("1,500.5", "1500.5"),
    ("1.234.567", "1234567"),
    ("1,234,567", "1234567"),
    ("1.234.567,8", "1234567.8"),
    ("-5", "-5"),
    ("- 5", "-5"),
    ("−5", "-5"),
    ("-0,5", "-0.5"),
    ("+5", "5"),
    ("12.", "12"),
    ("12!", "12"),
    ("٣", "3"),
    ("१२", "12"),
    ("１２", "12"),
]


@pytest.mark.parametrize(("text", "number"), ONE_READING)
def test_a_number_is_read(text: str, number: str) -> None:
    assert amount_of(text, ABOUT, None) == Amount((Fraction(number),))


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("1.500", (1500, Fraction("1.5"))),
        ("1,500", (1500, Fraction("1.5"))),
        ("12.345", (12345, Fraction("12.345"))),
        ("999,999", (999999, Fraction("999.999"))),
        ("-1.500", (-1500, Fraction("-1.5"))),
    ],
)
def test_three_digits_after_a_single_mark_can_mean_two_numbers(text: str, readings: tuple[Fraction, ...]) -> None:
    assert amount_of(text, ABOUT, None) == Amount(readings)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "twelve",
        "zwölf",
        "12 15",
        "12 15 18",
        "1 50",
        "1 5000",
        "12-15",
        "12 - 15",
        "12 to 15",
        "12 or 13",
        "1.2.3",
        "1.23,5",
        "1,2,3",
        "1.500.5",
        "1,500,50",
        "1.500,500.5",
        "12/15",
        "5e3",
        "0x1f",
        "½",
        "²",
        "Ⅻ",
        "三",
        "12 👍",
        "👍",
        "12€",
        "€12",
        "12%%",
        "% 12",
        "--5",
        "1..5",
        "1,,5",
        ".",
        ",",
        "-",
        "about",
        "ca.",
        "abouts 12",
        "not about 12",
        "12 about",
        "1" * 16,
        "9" * 5000,
        "1." + "0" * 5000,
        "1 " * 5000,
        "'" * 5000 + "1",
    ],
)
def test_what_is_no_single_number_is_none(text: str) -> None:
    assert amount_of(text, ABOUT, None) is None


@pytest.mark.parametrize(
    "text",
    [
        *("about 12", "About 12", "ABOUT 12", "approx 12", "approx. 12", "around 12", "  about   12"),
        *("etwa 12", "ungefähr 12", "rund 12", "circa 12", "ca 12", "ca. 12", "ca.12"),
        *("~12", "~ 12", "≈12", "≈ 12"),
    ],
)
def test_about_makes_it_an_estimate(text: str) -> None:
    assert amount_of(text, ABOUT, None) == Amount((Fraction(12),), about=True)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12 %", Amount((Fraction(12),), percent=True)),
        ("12%", Amount((Fraction(12),), percent=True)),
        ("12,5 %", Amount((Fraction("12.5"),), percent=True)),
        ("etwa 12 %", Amount((Fraction(12),), percent=True, about=True)),
        ("ca. 12,5%", Amount((Fraction("12.5"),), percent=True, about=True)),
        ("-3 %", Amount((Fraction(-3),), percent=True)),
        ("1.500 %", Amount((Fraction(1500), Fraction("1.5")), percent=True)),
        ("ca. 1.500", Amount((Fraction(1500), Fraction("1.5")), about=True)),
        ("ca. .5", Amount((Fraction("0.5"),), about=True)),
    ],
)
def test_percent_and_about_go_together(text: str, amount: Amount) -> None:
    assert amount_of(text, ABOUT, None) == amount


@pytest.mark.parametrize(
    ("text", "unit", "read"),
    [
        ("12 months", "months", True),
        ("12 Months.", "months", True),
        ("12 month", "months", True),
        ("12 mon.", "months", True),
        ("12months", "months", True),
        ("12 Monate", "Monate", True),
        ("12 Monaten", "Monate", True),
        ("3 Jahre", "Jahre", True),
        ("12 m", "months", False),
        ("12 years", "months", False),
        ("12 months", None, False),
        ("12 months ago", "months", False),
        ("months 12", "months", False),
    ],
)
def test_the_unit_may_follow_in_full_or_shortened(text: str, unit: str | None, read: bool) -> None:
    assert amount_of(text, ABOUT, unit) == (
        Amount((Fraction(text.split()[0].removesuffix("months")),)) if read else None
    )


@pytest.mark.parametrize(
    ("text", "rest", "about"),
    [
        ("about 12", "12", True),
        ("ca. 34 of 52", "34 of 52", True),
        ("~34/52", "34/52", True),
        ("34 of 52", "34 of 52", False),
        ("aboutness", "aboutness", False),
    ],
)
def test_about_is_taken_off_the_front(text: str, rest: str, about: bool) -> None:
    assert without_about(text, ABOUT) == (rest, about)


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("1", [1]),
        ("1 2 3", [1, 2, 3]),
        ("1, 2;3", [1, 2, 3]),
        (" 0 0 ", [0, 0]),
        ("30,9", [30, 9]),
        ("", None),
        ("1 two", None),
        ("1.5 2", None),
        ("-1 2", None),
        ("1000000 1", None),
        ("1 " * 500, None),
        ("9" * 5000, None),
    ],
)
def test_several_whole_numbers(text: str, amounts: list[int] | None) -> None:
    assert amounts_of(text) == amounts


@given(st.decimals(min_value=0, max_value=10**12, places=2, allow_nan=False), st.sampled_from(".,"))
def test_any_number_with_two_decimals_is_read_back_exactly(number: Decimal, mark: str) -> None:
    assert amount_of(str(number).replace(".", mark), ABOUT, None) == Amount((Fraction(number),))


@given(st.integers(1000, 10**12), st.sampled_from([" ", "\u00a0", "'", ".", ","]))
def test_any_whole_number_in_groups_of_three_has_itself_among_its_readings(number: int, mark: str) -> None:
    found = amount_of(f"{number:,}".replace(",", mark), ABOUT, None)
    assert found is not None
    assert found.readings[0] == number
    assert len(found.readings) == (2 if mark in ".," and number < 10**6 else 1)


@given(st.text(max_size=2 * LONGEST) | st.text("0123456789.,' -+%~ca\u00a0²٣", max_size=LONGEST))
def test_no_text_raises(text: str) -> None:
    found = amount_of(text, ABOUT, "months")
    assert found is None or (1 <= len(found.readings) <= 2)
    assert amounts_of(text) is None or amounts_of(text) != []
