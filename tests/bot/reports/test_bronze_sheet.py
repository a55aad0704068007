"""The Bronze sheet: two pages, every fact with its day, the gaps named, nothing private, no form of ESCA's."""

import time
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from io import BytesIO

import pytest
from pypdf import PdfReader

from bot.reports.bronze_sheet import NEAR, bronze_sheet
from bot.reports.standing import standing
from surveys.definition import Fact
from surveys.path import path
from surveys.rules import Participation
from surveys.session import FULL, Answer, Choice, Number
from tests.bot.reports.checking import (
    CLUSTER,
    HOSTILE,
    KINDS,
    LANGUAGES,
    ON,
    PROVISIONAL,
    SECRET,
    answers,
    pages,
    root,
    stained,
    stood,
    words,
    wordy,
)
from tests.bot.staging import survey
from tests.surveys.making import answer

VERSION = {"en": "survey version 1", "de": "Fragebogen Version 1"}


@cache
def sheet(kind: str, language: str) -> bytes:
    return bronze_sheet(stood(kind, language))


def drawn(told: dict[str, Answer], cluster: str = CLUSTER) -> str:
    return words(bronze_sheet(standing(survey("en"), told, on=ON, submitted=True, cluster=cluster)))


def label(language: str) -> Participation:
    found = survey(language).labels["bronze"]
    assert isinstance(found, Participation)
    return found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_two_clean_pages_that_say_whose_and_when(kind: str, language: str) -> None:
    found = pages(sheet(kind, language))
    assert len(found) == 2
    for number, page in enumerate(found, start=1):
        assert page.startswith(PROVISIONAL[language])
        assert page.endswith(f"{VERSION[language]} {number} / 2")
        assert CLUSTER in page
        assert "May 2026" in page or "Mai 2026" in page
    assert stained(sheet(kind, language)) == []
    assert len(sheet(kind, language)) < 1_000_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_tagged_and_names_itself(language: str) -> None:
    catalog = root(sheet("full", language))
    assert catalog["/Lang"] == language
    assert catalog["/MarkInfo"]["/Marked"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalog["/Metadata"].get_object().get_data()
    reader = PdfReader(BytesIO(sheet("full", language)))
    assert reader.metadata
    assert (reader.metadata.title or "").startswith(f"{CLUSTER}: ")
    assert len(reader.outline) >= 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_six_fields_stand_in_their_order_with_every_fact(language: str) -> None:
    text = words(sheet("full", language))
    titles = [each.title for each in label(language).complete.fields]
    assert len(titles) == 6
    places = [text.index(title, text.index(VERSION[language])) for title in titles]
    assert places == sorted(places)
    known = survey(language)
    facts = [known.questions[id] for id in path(known, FULL, answers("full"))]
    for fact in facts:
        if isinstance(fact, Fact) and fact.field:
            assert fact.title in text


def test_it_says_what_it_is_not() -> None:
    text = words(sheet("full", "en"))
    assert "ESCA's own questionnaire is not known to us" in text
    assert "This is a preparation aid" in text
    assert "https://www.cluster-analysis.org/benchmarked-clusters" in text
    assert text.count("No fact of ours; the interview asks.") == 3


def test_each_answer_has_its_own_day() -> None:
    told = answers("full")
    told["sector"] = replace(told["sector"], at=datetime(2025, 12, 24, 9, tzinfo=UTC))
    text = drawn(told)
    assert "Country Germany 2 March 2026" in text
    assert "Sector ICT 24 December 2025" in text
    assert "Committed participants 100 SMEs (under 250 people): 60 · Larger companies: 15" in text
    assert "3.1 Financial prospects: months secured 18 months 2 March 2026" in text


def test_levels_and_points_have_no_place_on_it() -> None:
    text = words(sheet("full", "en"))
    assert "Innovation projects: you helped to start" in text
    assert "points" not in text
    assert " %)" not in text


def test_gaps_are_named_with_whom_to_ask() -> None:
    told = answers("full")
    del told["country"]
    told["benchmarked"] = answer("benchmarked", Choice("not_sure"))
    told["eccp-listed"] = answer("eccp-listed", Choice("not_sure"))
    told["within-reach"] = answer("within-reach", Number(Decimal(500)))  # more than there are
    told["management-fte"] = replace(answer("management-fte", Number(Decimal("2.5"))), estimate=True)
    del told["media-recognition"]
    text = drawn(told)
    assert "Country ○ open" in text
    assert "Benchmarked ○ Not sure 2 March 2026" in text
    assert "Open (2) • Country • Participants within reach – Ask: whoever keeps the register of participants." in text
    assert "Not sure (2) • Benchmarked – Ask: the board or its secretary. • Listed on the ECCP – Ask:" in text
    assert "FTE in the management about 2.5" in text
    assert "Estimates to confirm (1) • FTE in the management" in text
    assert "Indicators without an answer (1) • 5.1 Recognition in press and media" in text


def test_without_gaps_it_says_so() -> None:
    assert "No fact of this sheet is open." in words(sheet("full", "en"))


def test_eligibility_says_what_would_meet_it_and_when_it_was_said() -> None:
    told = answers("full")
    told["english-website"] = answer("english-website", Choice("no"))
    text = drawn(told)
    assert "An English version of the website → Offer the main pages in English" in text
    assert "✗ not met 2 March 2026" in text
    assert "A management of at least 0.5 FTE ✓ met 2 March 2026" in text
    assert "The 36 indicators of the interview one by one; public are only their six fields." in text


def test_only_a_note_meant_for_reports_gets_in() -> None:
    told = answers("full")
    told["committed-participants"] = replace(told["committed-participants"], note=SECRET)
    told["founded"] = replace(told["founded"], note="shared words " * 70, note_shared=True)
    pdf = bronze_sheet(standing(survey("en"), told, on=ON, submitted=True))
    text = words(pdf)
    assert SECRET not in text
    assert SECRET.encode() not in pdf
    assert "Your note: shared words" in text
    assert text.count("shared words") < 20
    assert "Name of the cluster organisation: open" in text
    assert len(pages(pdf)) == 2


def test_what_a_person_typed_is_never_run() -> None:
    assert HOSTILE in drawn(answers("full"), HOSTILE)


@pytest.mark.parametrize("kind", KINDS)
def test_the_longest_texts_fit_two_pages(kind: str) -> None:
    pdf = bronze_sheet(standing(wordy("de"), answers(kind), on=ON, submitted=True, cluster="Ü" * 120))
    assert len(pages(pdf)) == 2
    assert stained(pdf) == []


def test_what_comes_near_a_field_is_in_the_survey() -> None:
    assert set(NEAR) == {each.id for each in label("en").complete.fields}
    assert {id for found in NEAR.values() for id in found} <= set(survey("en").indicators)


def test_it_takes_less_than_three_seconds_and_is_the_same_each_time() -> None:
    begun = time.perf_counter()
    again = bronze_sheet(stood("full", "de"))
    assert time.perf_counter() - begun < 3
    assert again == sheet("full", "de")
