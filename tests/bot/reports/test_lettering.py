"""The letters of every document: the fonts have them, lines fit, nothing unseen gets in."""

import pytest

from bot.reports.lettering import FONTS, LONGEST, breakable, fitting, safe, width, wrapped
from bot.speech import LANGUAGES
from tests.bot.staging import survey


@pytest.mark.parametrize(
    "text", ["ßäöüÄÖÜ łčřžșģņå ΩΣλ Жшю ÆøÐþ", "● ◐ ○ ✓ ✗ → ☐ ■ ◇ △ … – „“ ≥ ≤ × ÷ °", "שלום مرحبا", "😀"]
)
def test_the_fonts_have_the_letters_of_europe_and_our_signs(text: str) -> None:
    assert safe(text) == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fonts_have_every_letter_of_the_survey(language: str) -> None:
    text = survey(language).model_dump_json()
    assert safe(text) == text


def test_what_no_font_has_is_marked_and_what_is_unseen_goes() -> None:
    assert safe("a漢b\u202ec\x00d\u200be\ud800\ue000") == "a\ufffdbcde\ufffd\ufffd"
    assert safe("one\r\ntwo\tthree") == "one\ntwo three"
    assert safe("e\u0301") == "é"


def test_endless_words_can_break() -> None:
    for letter in "üW/i":
        pieces = breakable(letter * 200).split("\u200b")
        assert "".join(pieces) == letter * 200
        assert all(width(piece, 1, bold=True) <= LONGEST for piece in pieces)
    assert "\u200b" not in breakable("Clustermanagement-Organisation https://www.cluster-analysis.org/silver-label")


def test_lines_fit_their_room() -> None:
    lines = wrapped("one two three four five six " + "w" * 50, 20, 150, 9)
    assert all(width(line, 20) <= 150 for line in lines)
    assert "".join(lines).replace(" ", "") == "onetwothreefourfivesix" + "w" * 50
    assert wrapped("one two three", 20, 60, 2)[-1].endswith("…")


def test_the_largest_size_that_fits_is_taken() -> None:
    assert fitting("short", (30, 20), 500, 1) == (30, ["short"])
    assert fitting("a little longer than that", (30, 20), 280, 1)[0] == 20


def test_bold_runs_wider() -> None:
    assert width("Cluster", 20, bold=True) > width("Cluster", 20)


def test_the_fonts_ship_with_their_licences_and_stay_small() -> None:
    assert {file.name for file in FONTS.glob("*.txt")} == {"LICENSE-NotoSans.txt", "LICENSE-DejaVuSans.txt"}
    assert sum(file.stat().st_size for file in FONTS.glob("*.ttf")) < 3_000_000
