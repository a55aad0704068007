"""The improvement areas as a document: before and after, what lacks, what is still to be named; nothing cut off."""

from dataclasses import replace
from functools import cache
from io import BytesIO

import pytest
from pypdf import PdfReader

from bot.reports.areas_sheet import areas_sheet
from bot.reports.standing import standing
from surveys.session import Answer, Choice, Documented, Month, Named, Points, Text, Value
from surveys.survey import Survey
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


@cache
def sheet(kind: str, language: str) -> bytes:
    return areas_sheet(stood(kind, language))


def entered(number: int, indicator: str, before: int, *texts: str) -> dict[str, Answer]:
    """The answers to one area; `texts`: what was true, what was done, the effect, the document."""
    values: dict[str, Value] = {
        "": Choice(indicator),
        "-before": Points(before),
        "-month": Month("2024-09"),
        **dict(zip(("-was", "-done", "-effect", "-document"), map(Text, texts), strict=False)),
    }
    return {f"area-{number}{end}": answer(f"area-{number}{end}", value) for end, value in values.items()}


def drawn(told: dict[str, Answer], known: Survey | None = None, cluster: str = CLUSTER) -> bytes:
    return areas_sheet(standing(known or survey("en"), told, on=ON, submitted=True, cluster=cluster))


def bare(text: str) -> str:
    """Without blanks, so that a line's end inside a sentence does not matter."""
    return "".join(text.split())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_numbered_provisional_and_clean(kind: str, language: str) -> None:
    found = pages(sheet(kind, language))
    for number, page in enumerate(found, start=1):
        assert page.startswith(PROVISIONAL[language])
        assert page.endswith(f" 1 {number} / {len(found)}")
        assert CLUSTER in page
    assert stained(sheet(kind, language)) == []
    assert len(sheet(kind, language)) < 1_000_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_tagged_and_names_itself(language: str) -> None:
    catalog = root(sheet("full", language))
    assert catalog["/Lang"] == language
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalog["/Metadata"].get_object().get_data()
    reader = PdfReader(BytesIO(sheet("full", language)))
    assert reader.metadata
    assert (reader.metadata.title or "").startswith(f"{CLUSTER}: ")


def test_it_says_what_it_is_not() -> None:
    text = words(sheet("full", "en"))
    assert "ESCA has a form of its own for the areas, and its layout is not known to us." in text
    assert "https://www.cluster-analysis.org/silver-label" in text
    assert "The auditor's judgement of the three areas against the Gold criteria." in text


def test_an_area_has_before_and_after_effect_and_proof() -> None:
    told = answers("full") | entered(1, "strategy-building", 1, "No analysis.", "We asked.", "It helps.", "Minutes")
    told["strategy-building"] = replace(
        told["strategy-building"], documented=Documented.YES, document=Named("Strategy 2030", "03/2025", "drive S")
    )
    text = words(drawn(told))
    assert "1 of 3 areas counts, by your answers." in text
    assert "✓ met: At least 18 months since the first benchmarking – 26 months have passed" in text
    assert "Improvement area 1: 4.1.1 How the cluster strategy was built Before · September 2024" in text
    assert "Now · 3 May 2026" in text
    levels = survey("en").indicators["strategy-building"].levels
    for level in levels[1:5]:  # each adds a fact to those below
        assert level.text in text
    assert "documented – Strategy 2030, 03/2025" in text
    assert "What was true before No analysis. What was done We asked." in text
    assert "Effect on the cluster's development It helps. Document that shows it Minutes What proves it •" in text
    assert "Nothing is missing, by your answers." in text
    assert "Still to be named: Improvement area 2, Improvement area 3." in text
    assert "drive S" not in text


def test_what_is_missing_is_named() -> None:
    told = {id: each for id, each in answers("full").items() if not id.startswith("area-")}
    told |= entered(1, "web-presence", 4) | entered(2, "web-presence", 1, "a", "b", "c", "d")
    text = words(drawn(told))
    assert "What was done ○ open" in text
    first, second = text.split("Improvement area 2:")
    assert "Still missing • Area 1: what was true • Area 1: what was done • Area 1: effect • Area 1: document" in first
    assert "a level that rose" in first
    assert "documented points above red: Document level E in full." in second
    assert "another area names the same indicator" in first + second


def test_what_was_said_of_another_indicator_does_not_count() -> None:
    told = answers("full") | entered(1, "web-presence", 1, "Marmot was", "b", "c", "d")
    told["area-1-was"] = replace(told["area-1-was"], seen=0)  # said when another indicator was picked
    text = words(drawn(told))
    assert "Marmot" not in text
    assert "What was true before ○ open" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_an_area_it_says_what_is_asked(language: str) -> None:
    asks = [survey(language).questions[f"area-1-{end}"].ask for end in ("before", "was", "done", "effect", "document")]
    assert all(bare(each) in bare(words(sheet("empty", language))) for each in asks)
    assert not any(bare(each) in bare(words(sheet("full", language))) for each in asks)


def test_none_yet_is_an_area_not_named() -> None:
    told = answers("full") | {"area-1": answer("area-1", Choice("none"))}
    assert "Still to be named: Improvement area 1, Improvement area 2, Improvement area 3." in words(drawn(told))


def test_private_notes_stay_out_and_nothing_is_run() -> None:
    told = answers("full") | entered(1, "web-presence", 1, HOSTILE, "b", "c", "d")
    told["web-presence"] = replace(told["web-presence"], note=SECRET)
    told["area-1-was"] = replace(told["area-1-was"], note=SECRET)
    pdf = drawn(told, cluster=HOSTILE)
    assert words(pdf).count(HOSTILE) >= 2
    assert SECRET not in words(pdf)


def test_the_longest_texts_fit() -> None:
    told = answers("full")
    for number, indicator in enumerate(("web-presence", "strategy-building", "cluster-communication"), start=1):
        told |= entered(number, indicator, 2, "W" * 500, "Ü" * 700, "Clusterakteure " * 46, "Ordner/" * 42)
    pdf = drawn(told, wordy("de"), "Ü" * 120)
    assert stained(pdf) == []
    assert words(pdf).count("Clusterakteure Clusterakteure") >= 3
