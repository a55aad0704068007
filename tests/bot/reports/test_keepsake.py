"""What people keep: their ratings beside the key, the spread of five and more, and that it certifies nothing."""

import re
import time
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from bot.reports.keepsake import Chapter, keepsake
from bot.reports.spreads import Key
from surveys.training import Closeness
from tests.bot.reports.checking import HOSTILE, LANGUAGES, pages, root, stained, words
from tests.bot.reports.keeping import TENDENCY, kept
from tests.bot.reports.rehearsing import JOIN, cases
from tests.bot.reports.test_case_paper import FULL, IDS, SHORT
from tests.bot.reports.test_questionnaire import bare

NONE = {
    "en": "Practice on an invented case: no certificate, not an ESCA or EUCLES result",
    "de": "Übung an einem erfundenen Fall: kein Zertifikat, kein Ergebnis von ESCA oder EUCLES",
}
HIDDEN = {
    "en": "The group's spread is shown from five ratings on.",
    "de": "Die Verteilung der Gruppe wird ab fünf Bewertungen gezeigt.",
}


@cache
def made(id: str, language: str, people: int = 30) -> bytes:
    return keepsake(kept(id, language, people))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", IDS)
def test_each_rating_stands_beside_the_key_with_its_reason_and_facts(id: str, language: str) -> None:
    text = bare(words(made(id, language)))
    for key in cases()[id][language].keyed.values():
        assert bare(key.reason) in text
        assert all(bare(quote) in text for quote in key.quotes)
        assert bare(key.defensible_because or "") in text
    for entry in kept(id, language, 30).entries:
        assert bare(f"{entry.number} {entry.title}") in text
        points, level = entry.levels[entry.key.level]
        many = {"en": "point", "de": "Punkt"}[language]
        held = f"{'ABCDEF'[entry.key.level]} ({points} {many}"
        assert bare(held) in text
        assert bare(level) in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", IDS)
def test_every_page_says_what_it_is_not(id: str, language: str) -> None:
    pdf = made(id, language)
    found = pages(pdf)
    title, day = cases()[id][language].title, "4. März 2027" if language == "de" else "4 March 2027"
    version = "Fragebogen Version 1" if language == "de" else "survey version 1"
    for number, page in enumerate(found, start=1):
        assert page.startswith(NONE[language])
        assert page.endswith(f"{version} {number} / {len(found)}")
        assert title in page
        assert day in page
    assert ("Dies ist kein Zertifikat." if language == "de" else "This is no certificate.") in found[0]
    assert stained(pdf) == []
    assert len(pdf) < 1_000_000


@pytest.mark.parametrize("people", [0, 4, 5, 200])
def test_the_spread_is_shown_from_five_on(people: int) -> None:
    text = words(made(SHORT, "en", people))
    assert text.count(HIDDEN["en"]) == (8 if people < 5 else 0)
    assert len(re.findall(r"A \d+ B \d+ C \d+ D \d+ E \d+ F \d+", text)) == (8 if people >= 5 else 0)
    assert len(re.findall(r"A B C D E F", text)) == (8 if people < 5 else 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_four_people_are_hidden_in_words(language: str) -> None:
    assert HIDDEN[language] in words(made(SHORT, language, 4))


@pytest.mark.parametrize("language", LANGUAGES)
def test_verdicts_are_counted_and_said(language: str) -> None:
    entries = kept(FULL, language, 30).entries
    first = pages(made(FULL, language))[0]
    told = {
        "en": ("the same", "one off, and defensible", "one off", "further off", "not rated"),
        "de": (
            "gleich",
            "eine Stufe daneben, aber vertretbar",
            "eine Stufe daneben",
            "weiter daneben",
            "nicht bewertet",
        ),
    }[language]
    counts = [sum(each.closeness is closeness for each in entries) for closeness in Closeness]
    assert all(counts)
    for sign, count, verdict in zip("●◐○✗–", counts, told, strict=True):
        assert f"{sign} {count} {verdict}" in first
        assert first.count(f"{sign} {verdict}") == count


def test_the_own_letter_and_the_key_are_marked_in_words() -> None:
    text = words(made(SHORT, "en"))
    section = text[text.rindex("4.3 Activities") : text.rindex("4.5 Working")]
    own = "Your rating F (5 points) Six or seven of the seven · partly documented"
    assert f"◐ one off, and defensible {own} Second round E" in section
    assert "Key E (4 points) Five of the seven · documented" in section
    assert "F can be defended too: The third participant" in section
    assert "A 0 B 0 C 0 D 0 E 30 F 0 key you defensible" in section
    assert "Key D (3 points) · documented" in text[text.rindex("2.4 Clarity") :]


def test_the_tendency_is_on_the_first_page() -> None:
    assert TENDENCY["en"] in pages(made(SHORT, "en"))[0]


@pytest.mark.parametrize("link", [JOIN.link, f"https://t.me/{'TrainingBot' * 3}?start={'x' * 64}"])
def test_the_way_to_the_own_check_is_whole_however_long_it_is(link: str) -> None:
    reader = PdfReader(BytesIO(keepsake(replace(kept(SHORT, "en", 30), link=link))))
    page: Any = reader.pages[0]
    assert {each.get_object()["/A"]["/URI"] for each in page["/Annots"]} == {link}
    assert link in bare(page.extract_text().replace("\u200b", ""))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_tagged_and_names_itself(language: str) -> None:
    pdf = made(FULL, language)
    catalog, reader = root(pdf), PdfReader(BytesIO(pdf))
    assert catalog["/Lang"] == language
    assert catalog["/MarkInfo"]["/Marked"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalog["/Metadata"].get_object().get_data()
    assert reader.metadata
    assert cases()[FULL][language].title in (reader.metadata.title or "")


def test_no_award_word() -> None:
    first = pages(made(FULL, "en"))[0].casefold().replace("no certificate", "")
    assert not any(word in first for word in ("certif", "award", "medal", "passed", "winner"))


def test_texts_are_never_run_and_the_longest_fit() -> None:
    found, long = kept(SHORT, "de", 200), "Donaudampfschifffahrtsgesellschaftskapitänsmützen " + "viele Wörter " * 90
    entry = replace(
        found.entries[0], title=long, levels=((0, long),) * 6, own=0, key=Key(1, 2), reason=long, quotes=(long,) * 3,
        because=long, closeness=Closeness.NEAR,
    )  # fmt: skip
    pdf = keepsake(replace(found, case="Ü" * 120, tendency=HOSTILE, chapters=(Chapter(long, (entry,) * 3),)))
    assert stained(pdf) == []
    assert HOSTILE in words(pdf)
    assert "Ü" * 120 in re.sub(r"\s", "", words(pdf))


def test_equal_input_gives_equal_bytes_within_three_seconds() -> None:
    begun = time.perf_counter()
    assert keepsake(kept(FULL, "de", 30)) == made(FULL, "de")
    assert time.perf_counter() - begun < 6
