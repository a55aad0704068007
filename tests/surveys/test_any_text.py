"""No text breaks anything: whatever is typed at any question of the shipped survey is read, asked back or refused."""

import time
from collections.abc import Mapping
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.files import LIBRARY, load
from surveys.fitting import problem_with
from surveys.reading import Reading, read
from surveys.session import (
    Ambiguous,
    Choice,
    Closed,
    Counts,
    Incomplete,
    NotAChoice,
    NotAMonth,
    Points,
    TooLong,
    Value,
)
from surveys.survey import Survey
from tests.surveys.vocabularies import LANGUAGES, answers, typed


@cache
def library() -> Mapping[str, Survey]:
    return load(LIBRARY / "cluster-label" / "1").languages


FOUND = NotAChoice | NotAMonth | Ambiguous | TooLong | Incomplete | Closed
STATED: dict[str, Value] = {
    "committed-participants": Counts((("sme", 30), ("university", 4))),
    "area-1": Choice("web-presence"),
}
KNOWN = answers(**STATED)
LONG = [
    "x" * 100_000,
    "9" * 100_000,
    "9 " * 50_000,
    "a1" * 50_000,
    "a" * 4096 + "1",
    "regional " * 10_000,
    "1." * 50_000,
    "/" * 100_000,
    "34 of " * 20_000,
    "A, " * 30_000,
    "'" * 100_000,
    "🏭" * 50_000,
    "\u00a0" * 100_000 + "1",
]


@pytest.mark.parametrize("text", LONG, ids=[text[:12] for text in LONG])
@pytest.mark.parametrize("language", ["en", "de"])
def test_a_very_long_text_is_answered_at_once_on_every_question(language: str, text: str) -> None:
    survey = library()[language]
    begun = time.perf_counter()
    for question in survey.questions.values():
        found = read(survey, KNOWN, question, text, LANGUAGES[language])
        assert isinstance(found, FOUND | Reading)
    assert time.perf_counter() - begun < 5


PIECES = [
    *("A", "b", "Z", "yes", "ja", "no", "none", "keine", "about", "ca.", "of", "von", "May", "März", "Sept."),
    *("4.1.2", "strategy", "cluster", "12", "1.500", "1,5", "65 %", "34/52", "2016", "05/2016", "-3", "0", "9" * 25),
    *"%/,.'()[]*\\\n\x00\u00a0\ud800٣²½ǅßİ",
    "🇦🇹",
]
TYPED = (
    st.text(max_size=200)
    | st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join)
    | st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
)


@settings(deadline=None)  # one example is all questions of the survey
@given(text=TYPED, language=st.sampled_from(["en", "de"]), known=st.booleans())
def test_no_text_raises_on_any_question_and_what_is_read_fits_or_is_refused(
    text: str, language: str, known: bool
) -> None:
    survey = library()[language]
    given_before = KNOWN if known else {}
    for question in survey.questions.values():
        found = read(survey, given_before, question, text, LANGUAGES[language])
        values = found.readings if isinstance(found, Ambiguous) else [found.value] if isinstance(found, Reading) else []
        assert values or isinstance(found, FOUND)
        for value in values:
            problem_with(survey, given_before, question, value)


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_choice_of_the_library_can_be_typed_in_full(language: str) -> None:
    """The whole text of a level, an option or a title names it and nothing else."""
    survey = library()[language]
    for id, question in survey.questions.items():
        for option in getattr(question, "options", ()):
            assert typed(survey, id, option.text) == Reading(Choice(option.id))
        if question.form == "level":
            for level in question.levels:
                assert typed(survey, id, level.text) == Reading(Points(level.points))
    for indicator in survey.indicators.values():
        assert typed(survey, "area-1", indicator.title) == Reading(Choice(indicator.id))
        assert typed(survey, "area-1", indicator.number) == Reading(Choice(indicator.id))
