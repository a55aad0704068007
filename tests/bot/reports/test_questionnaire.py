"""The blank questionnaire: every card with its levels and proofs, facts first, nothing cut off."""

import re
from functools import cache
from io import BytesIO

import pytest
from pypdf import PdfReader

from bot.reports.questionnaire import questionnaire
from surveys.indicators import ChecklistIndicator
from tests.bot.reports.checking import LANGUAGES, PROVISIONAL, pages, root, stained, words, wordy
from tests.bot.staging import survey


@cache
def blank(language: str) -> bytes:
    return questionnaire(survey(language), language)


def bare(text: str) -> str:
    """Without blanks, so that a line's end inside a sentence does not matter."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_is_there_with_levels_and_proofs(language: str) -> None:
    text = bare(words(blank(language)))
    for question in survey(language).questions.values():
        assert bare(question.title) in text
        assert bare(question.ask) in text
        assert bare(question.counts or "") in text
    for indicator in survey(language).indicators.values():
        for letter, level in zip("ABCDEF", indicator.levels, strict=True):
            assert bare(f"{letter} {level.text}") in text
        assert all(bare(proof.text) in text for proof in indicator.proof)
        if isinstance(indicator, ChecklistIndicator):
            assert all(bare(item.text) in text for item in indicator.items)


@pytest.mark.parametrize("language", LANGUAGES)
def test_facts_come_first_and_improvement_areas_last(language: str) -> None:
    text = bare(words(blank(language)))
    titles = [bare(each.title) for each in survey(language).sections]
    order = [text.rindex(bare(each.ask)) for section in survey(language).sections for each in section.asked[:1]]
    assert order == sorted(order)
    assert all(title in text for title in titles)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_numbered_provisional_and_clean(language: str) -> None:
    found = pages(blank(language))
    for number, page in enumerate(found, start=1):
        assert page.startswith(PROVISIONAL[language])
        assert page.endswith(f"{number} / {len(found)}")
    assert stained(blank(language)) == []
    assert len(blank(language)) < 1_000_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_tagged_in_its_language(language: str) -> None:
    assert root(blank(language))["/Lang"] == language
    assert root(blank(language))["/MarkInfo"]["/Marked"]
    reader = PdfReader(BytesIO(blank(language)))
    assert reader.metadata
    assert survey(language).title in (reader.metadata.title or "")


def test_a_card_says_when_it_is_needed() -> None:
    text = words(blank("en"))
    assert "Only if “Benchmarked” is: Yes." in text
    assert "Not needed if “Improvement area 1” is: None yet." in text
    assert "Only if “Committed participants” has none of: Government agencies and public bodies." in text


def test_the_longest_texts_fit() -> None:
    assert stained(questionnaire(wordy("de"), "de")) == []


def test_equal_input_gives_equal_bytes() -> None:
    assert questionnaire(survey("en"), "en") == blank("en")
