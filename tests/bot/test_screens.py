"""Screens keep Telegram's limits on every channel; taps come back as they were meant."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.screens import Button, Page, Screen, Span, Tap, choice_of, shortened, units, value_of
from surveys.session import Checklist, Choice, Month, Number, Points, Ratio, Value

OK = Button("OK", Tap("ok", 1, "country"))


def test_utf16_units_are_counted_as_telegram_does() -> None:
    assert units("aß€") == 3
    assert units("🙂") == 2


@pytest.mark.parametrize("text", ["", "x" * 4097, "🙂" * 2049])
def test_a_text_that_fits_no_message_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="units"):
        Screen((Span(text),))


def test_the_longest_text_fits() -> None:
    assert Screen((Span("x" * 4096),)).text == "x" * 4096


@pytest.mark.parametrize("rows", [((OK,) * 9,), ((OK,) * 8,) * 13, ((),)])
def test_too_many_buttons_are_refused(rows: tuple[tuple[Button, ...], ...]) -> None:
    with pytest.raises(ValueError, match="buttons"):
        Screen((Span("x"),), rows)


def test_a_tap_longer_than_64_bytes_is_refused() -> None:
    fits = Tap("give", 123456, "q" * 32, "c" * 18)
    assert len(fits.encode()) == 63
    Screen((Span("x"),), ((Button("A", fits),),))
    with pytest.raises(ValueError, match="too much data"):
        Screen((Span("x"),), ((Button("A", Tap("give", 123456, "q" * 32, "c" * 21)),),))


def test_a_long_toast_is_refused() -> None:
    with pytest.raises(ValueError, match="toast"):
        Screen((Span("x"),), toast="x" * 201)


words = st.text(st.characters(exclude_characters="|"), max_size=20)


@given(words, st.integers(0, 10**9), words, words)
def test_a_tap_comes_back(verb: str, session: int, question: str, choice: str) -> None:
    tap = Tap(verb, session, question, choice)
    assert Tap.decode(tap.encode()) == tap


@pytest.mark.parametrize("text", ["", "give", "give|x|a|b", "give|1|a|b|c", "give|²|a|b", "|||||"])
def test_foreign_data_is_no_tap(text: str) -> None:
    assert Tap.decode(text) is None


amounts = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=0, max_value=10**6)


@given(
    st.one_of(
        st.builds(Points, st.integers(0, 25)),
        st.builds(Number, amounts),
        st.builds(Ratio, amounts, amounts),
        st.builds(Choice, st.from_regex(r"[a-z]{1,8}(-[a-z]{1,8})?", fullmatch=True)),
        st.builds(Month, st.from_regex(r"20\d\d-0[1-9]", fullmatch=True)),
    ),
    st.booleans(),
)
def test_a_value_on_a_button_comes_back(value: Value, estimate: bool) -> None:
    marked = estimate and isinstance(value, Number | Ratio)
    assert value_of(choice_of(value, estimate)) == (value, marked)


def test_a_list_fits_no_button() -> None:
    with pytest.raises(ValueError, match="Checklist"):
        choice_of(Checklist(("a",)))


@pytest.mark.parametrize("choice", ["", "x", "p", "pq", "n", "nx", "r1", "r1/2/3", "z5"])
def test_a_forged_choice_is_no_value(choice: str) -> None:
    assert value_of(choice) is None


def test_a_number_on_a_button_is_exact() -> None:
    assert value_of("n12.50") == (Number(Decimal("12.50")), False)


def test_a_page_collects_lines_and_rows() -> None:
    screen = Page().bold("Title").line("one").gap().gap().line("two").rows([OK] * 5, 3).screen(typing=True)
    assert screen.text == "Title\none\n\ntwo"
    assert [len(row) for row in screen.rows] == [3, 2]
    assert screen.typing


def test_shortening_cuts_with_an_ellipsis() -> None:
    assert shortened("abcdef", 6) == "abcdef"
    assert shortened("abcdefg", 6) == "abcde…"
