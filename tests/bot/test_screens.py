"""Screens keep Telegram's limits on every channel; taps come back as they were meant."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cutting import fitted
from bot.screens import (
    Button,
    Page,
    Screen,
    Span,
    Style,
    Tap,
    choice_of,
    shortened,
    units,
    value_of,
)  # fmt: skip
from surveys.session import Checklist, Choice, Month, Number, Points, Ratio, Value

OK = Button("OK", Tap("ok", 1, "country"))


def test_utf16_units_are_counted_as_telegram_does() -> None:
    assert units("aß€") == 3
    assert units("🙂") == 2


@pytest.mark.parametrize("text", ["", " \n "])
def test_a_screen_without_words_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="without words"):
        Screen((Span(text),))


@pytest.mark.parametrize("text", ["x" * 4095, "🙂" * 2047, "one\n\ntwo"])
def test_what_fits_stays_one_message(text: str) -> None:
    screen = Screen((Span(text, "bold"),), ((OK,),), toast="Saved")
    assert fitted(screen) == (screen,) or [each.text for each in fitted(screen)] == [text]
    assert fitted(screen)[-1].rows == ((OK,),)


lines = st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=900), min_size=1, max_size=30)


@given(lines, st.sampled_from(["plain", "bold", "italic"]))
def test_a_long_text_is_cut_between_paragraphs_and_loses_no_word(paragraphs: list[str], style: Style) -> None:
    page = Page().bold("Heading")
    for paragraph in paragraphs:
        page.line(paragraph, style)
    page.row(OK)
    parts = fitted(page.screen(typing=True))
    assert all(1 <= units(part.text) <= 4096 for part in parts)
    assert [len(part.rows) for part in parts] == [0] * (len(parts) - 1) + [1]
    assert [part.typing for part in parts] == [False] * (len(parts) - 1) + [True]
    told = "".join(["Heading", *paragraphs])
    assert "".join("".join(part.text.split()) for part in parts) == "".join(told.split())


def test_the_last_message_holds_as_much_as_fits() -> None:
    page = Page()
    for number in range(10):
        page.line(f"{number}" * 1000)
    first, second, last = fitted(page.row(OK).screen())
    assert [part.text.count("\n") for part in (first, second, last)] == [1, 3, 3]
    assert last.text.startswith("6")


def test_a_paragraph_that_fits_no_message_is_cut_at_words() -> None:
    parts = fitted(Screen((Span("word " * 2000),), ((OK,),)))
    assert len(parts) == 3
    assert all(part.text.split() and set(part.text.split()) == {"word"} for part in parts)
    assert sum(part.text.count("word") for part in parts) == 2000


def test_a_line_goes_below_the_heading() -> None:
    screen = Page().bold("12/31 · 4.1.2").line("Question").screen()
    named = screen.with_heading("Second cluster").with_line("✓ Saved")
    assert named.text == "12/31 · 4.1.2\nSecond cluster\n✓ Saved\nQuestion"


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
