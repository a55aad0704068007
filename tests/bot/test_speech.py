"""The bot's sentences: every one translated, nothing left over; numbers and dates in the language."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from bot.speech import LANGUAGES, LOCALES, Speech, speech

BOT = LOCALES.parent
KEYWORDS = {"say": None, "count": (1, 2), "marked": None, "words": None, "sentence": None}
OTHERS = [language for language in LANGUAGES if language != "en"]


def said() -> set[str | tuple[str, ...]]:
    """Every sentence in the code."""
    return {
        message if isinstance(message, str) else tuple(message)
        for folder in (BOT, BOT.parent / "storage")
        for _, _, message, _, _ in extract_from_dir(str(folder), method_map=[("**.py", "python")], keywords=KEYWORDS)
    }


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_translated_and_none_is_left_over(language: str) -> None:
    with (LOCALES / f"{language}.po").open("rb") as file:
        catalog = read_po(file, locale=language)
    known = {message.id: message for message in catalog if message.id}
    assert set(known) == said()
    for message in known.values():
        texts = [message.string] if isinstance(message.string, str) else list(message.string or ())
        assert all(texts), f"{message.id} is not translated"
        assert not message.fuzzy
        source = message.id if isinstance(message.id, str) else message.id[1]
        for text in texts:
            assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", source)), source


def test_each_language_has_its_survey() -> None:
    folder = Path(BOT).parent / "surveys" / "library" / "cluster-label" / "1"
    assert {file.stem for file in folder.glob("??.yaml")} == set(OTHERS)


@pytest.mark.parametrize(
    ("language", "amount", "shown"),
    [
        ("en", Decimal("12.5"), "12.5"),
        ("de", Decimal("12.5"), "12,5"),
        ("en", Decimal(1500), "1,500"),
        ("de", Decimal(1500), "1.500"),
        ("en", Fraction(7999, 100), "79.99"),
        ("en", Fraction(2, 3), "0.66"),  # cut, never rounded up
        ("de", 150, "150"),
    ],
)
def test_numbers_in_the_language(language: str, amount: Decimal | Fraction | int, shown: str) -> None:
    assert speech(language).number(amount) == shown


def test_a_percentage_is_cut() -> None:
    assert speech("en").number(Fraction(79999, 1000), 1) == "79.9"


def test_typed_numbers_have_no_thousands_mark() -> None:
    assert speech("de").plain(Decimal("1500.5")) == "1500,5"


def test_dates_and_months() -> None:
    assert speech("en").date(date(2026, 5, 3)) == "3 May 2026"
    assert speech("de").date(date(2026, 5, 3)) == "3. Mai 2026"
    assert speech("de").month("2026-03") == "März 2026"
    assert speech("en").month("2016") == "2016"


def test_plurals() -> None:
    assert speech("de").count("{n} month", "{n} months", 1) == "1 Monat"
    assert speech("de").count("{n} month", "{n} months", 2) == "2 Monate"


def test_an_unknown_language_is_english() -> None:
    assert speech("xx").language == "en"


def test_what_people_type_is_known_in_their_language_and_in_english() -> None:
    words = Speech("de").vocabulary
    assert {"ja", "yes"} <= words.yes
    assert {"etwa", "about"} <= words.about
    assert words.months["märz"] == words.months["march"] == 3
