"""A case on paper: all of its story and its sheet, said to be invented on every page, and nothing of its key."""

import re
import time
from dataclasses import replace
from functools import cache
from io import BytesIO

import pytest
from pypdf import PdfReader

from bot.reports.case_paper import Card, CasePaper, Dimension, Exhibit, Passage, case_paper, paper
from tests.bot.reports.checking import HOSTILE, LANGUAGES, pages, root, stained, words
from tests.bot.reports.rehearsing import cases
from tests.bot.reports.test_questionnaire import bare
from tests.bot.staging import survey

INVENTED = {
    "en": "Invented case for practice, with invented names and numbers. Not an ESCA or EUCLES paper",
    "de": "Erfundener Übungsfall, auch Namen und Zahlen sind erfunden. Kein Papier von ESCA oder EUCLES",
}
BOXES = {"en": "Is that documented? Yes Partly No", "de": "Ist das belegt? Ja Teilweise Nein"}
IDS = ("alvar-food", "ardovasca-robotics", "blue-dock-luvina", "kuuramaa-health", "tisovina-timber")
SHORT, FULL = "alvar-food", "ardovasca-robotics"
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützen " + "und weitere Wörter " * 60


def on_paper(id: str, language: str) -> CasePaper:
    """A case of the library on paper."""
    return paper(cases()[id][language], survey(language), language)


@cache
def made(id: str, language: str) -> bytes:
    return case_paper(on_paper(id, language))


def running(id: str, language: str) -> str:
    """The words without blanks, headers and footers, so that a text may run over the end of a page."""
    end = f"{cases()[id][language].title} · {survey(language).title} · "
    found = (page.replace("\u200b", "").removeprefix(INVENTED[language]) for page in pages(made(id, language)))
    return bare(" ".join(page[: page.rindex(end)] for page in found))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", IDS)
def test_the_whole_case_is_there(id: str, language: str) -> None:
    case, text = cases()[id][language], running(id, language)
    assert bare(case.about) in text
    for passage in case.narrative:
        assert bare(passage.title) in text
        assert bare(passage.text) in text
    for exhibit in case.documents:
        assert bare(exhibit.title) in text
        assert bare(exhibit.shows) in text
    for question in case.questions:
        assert bare(question.text) in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", IDS)
def test_nothing_of_the_key_is_there(id: str, language: str) -> None:
    case, text = cases()[id][language], running(id, language)
    for key in case.keyed.values():
        assert bare(key.reason) not in text
        assert bare(key.reason)[:60] not in text
        assert key.defensible_because is None or bare(key.defensible_because) not in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", IDS)
def test_the_sheet_has_every_rated_indicator_with_its_letters(id: str, language: str) -> None:
    case, text = cases()[id][language], words(made(id, language))
    plain = bare(text)
    for indicator in (survey(language).indicators[each] for each in case.keyed):
        assert f"{indicator.number} {indicator.title}" in text
        for letter, level in zip("ABCDEF", indicator.levels, strict=True):
            assert bare(f"{letter} {level.text}") in plain
    assert text.count(BOXES[language]) == len(case.keyed)
    left_out = [each for each in survey(language).indicators.values() if each.id not in case.keyed]
    assert not [each.title for each in left_out if f"{each.number} {each.title}" in text]
    assert ("Name oder Spitzname" if language == "de" else "Name or nickname") in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", IDS)
def test_every_page_says_that_it_is_invented_and_is_numbered_and_clean(id: str, language: str) -> None:
    pdf = made(id, language)
    found = pages(pdf)
    for number, page in enumerate(found, start=1):
        assert page.startswith(INVENTED[language])
        assert page.endswith(f"{number} / {len(found)}")
    assert stained(pdf) == []
    assert len(pdf) < 1_000_000


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", [SHORT, FULL])
def test_it_is_tagged_and_names_itself(id: str, language: str) -> None:
    pdf = made(id, language)
    catalog, reader = root(pdf), PdfReader(BytesIO(pdf))
    assert catalog["/Lang"] == language
    assert catalog["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalog
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalog["/Metadata"].get_object().get_data()
    assert reader.metadata
    assert (reader.metadata.title or "").endswith(cases()[id][language].title)


@pytest.mark.parametrize("id", IDS)
def test_the_questions_stand_on_a_page_that_can_be_kept_back(id: str) -> None:
    """They give something away, and so they are neither with the story nor on the sheet."""
    *before, last = (bare(each) for each in pages(made(id, "en")))
    for question in cases()[id]["en"].questions:
        assert bare(question.text) in last
        assert not any(bare(question.text) in page for page in before)
    assert "Letter" not in last
    assert "handin" not in last


def test_the_letters_to_hand_in_fit_one_page() -> None:
    page = next(each for each in pages(made(FULL, "de")) if "Ihre Buchstaben, zum Abgeben" in each)
    for indicator in survey("de").indicators.values():
        assert f"{indicator.number} {indicator.title} Ja Teilweise Nein" in page


def test_what_counts_stands_before_the_indicators_that_rest_on_it() -> None:
    text = words(made(SHORT, "en"))
    definition = "Committed participants. Committed means at least ONE of"
    assert text.index("What counts") < text.index(definition) < text.index("1.1.1 Composition")


def test_a_group_may_rate_some_indicators_only() -> None:
    wanted = ("strategy-documentation", "working-groups")
    found = paper(cases()[FULL]["en"], survey("en"), "en", wanted)
    assert [card.number for each in found.dimensions for card in each.cards] == ["4.1.2", "4.5"]
    assert found.definitions == ()
    assert "2 indicators to rate" in words(case_paper(found))


@pytest.mark.parametrize("language", LANGUAGES)
def test_sector_country_and_day_are_words(language: str) -> None:
    text = words(made(SHORT, language))
    assert "Portugal" in text
    assert ("15. Oktober 2026" if language == "de" else "15 October 2026") in text
    assert "food, pt" not in text
    assert ("etwa 15 Minuten" if language == "de" else "about 15 minutes") in text


def test_a_country_that_the_survey_does_not_know_stays_as_written() -> None:
    case = cases()[SHORT]["en"].model_copy(update={"country": "atlantis"})
    assert paper(case, survey("en"), "en").field.endswith("atlantis")


def test_what_a_trainer_wrote_is_never_run() -> None:
    found = replace(on_paper(SHORT, "en"), title=HOSTILE, passages=(Passage(HOSTILE, HOSTILE),), topics=(HOSTILE,))
    assert words(case_paper(found)).count(HOSTILE) >= 4


def test_the_longest_texts_fit() -> None:
    card = Card("10.12.14", LONG, LONG, (LONG,), (LONG,) * 3, (LONG,) * 6)
    found = replace(
        on_paper(SHORT, "de"),
        title="Ü" * 120,
        passages=(Passage(LONG, "\n".join([LONG] * 3)),),
        exhibits=(Exhibit(LONG, "2026", LONG), Exhibit("Long", "2026-05", LONG * 6)),
        topics=(LONG,) * 3,
        dimensions=(Dimension(LONG, (card,) * 3),),
    )
    pdf = case_paper(found)
    assert stained(pdf) == []
    assert "Ü" * 120 in re.sub(r"\s", "", words(pdf))


def test_without_documents_and_questions_their_headings_are_gone() -> None:
    text = words(case_paper(replace(on_paper(SHORT, "en"), exhibits=(), topics=(), field="")))
    assert "Documents that exist" not in text
    assert "Questions to discuss" not in text


def test_equal_input_gives_equal_bytes_within_three_seconds() -> None:
    begun = time.perf_counter()
    assert case_paper(on_paper(FULL, "de")) == made(FULL, "de")
    assert time.perf_counter() - begun < 6
