"""The report as a document: its words, tags, margins and size; nothing private, nothing run, nothing cut off."""

import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from bot.reports.document import Chapter, report
from bot.reports.standing import Last, standing
from bot.screens import Page
from surveys.survey import Survey
from tests.bot.reports.checking import (
    CLUSTER,
    HOSTILE,
    KINDS,
    LANGUAGES,
    ON,
    PROVISIONAL,
    SECRET,
    SHARED,
    THEN,
    answers,
    made,
    pages,
    planned,
    root,
    stained,
    stood,
    words,
    wordy,
)
from tests.bot.staging import survey
from tests.surveys.filling import filled

LEVEL = "strategy-documentation"
ROOT = Path(__file__).parents[3]

GOLDEN = {
    "en": (
        "Łódź Čistá Ωmega Жизнь Straßennetz",
        "Cluster management excellence self-check",
        "submitted on 3 May 2026 · survey version 1",
        "Documented, by own statement: 82 of 150 points (54.6 %)",
        "Claimed: 117 of 150 points (78 %)",
        "Bronze: ● met as far as is public",
        "Silver: ○ not yet",
        "✗ not met: At least 80 % of all points",
        "Basis: public, GCE NODE on its renewed Gold label",
        "4.1.5 Review of strategy and plan",
        "A · claimed 0 of 5 ○ red · documented 0 ○ red",
        "Next level B",
        "Effort small: a few working days; at least",
        "What proves it",
        "How to improve",
        "To be confirmed by ESCA",
        "How it is counted",
        "Nobody has checked the documents.",
        "Survey cluster-label, version 1.",
    ),
    "de": (
        "Selbstcheck zur Exzellenz des Clustermanagements",
        "abgeschlossen am 3. Mai 2026 · Fragebogen Version 1",
        "Belegt, nach eigener Angabe: 82 von 150 Punkten (54,6 %)",
        "Bronze: ● erfüllt, soweit öffentlich bekannt",
        "Silber: ○ noch nicht",
        "✗ nicht erfüllt: Mindestens 80 % aller Punkte",
        "4.1.2 Schriftliche Clusterstrategie",
        "B · angegeben 1 von 5 ○ rot",
        "Schwellenwert: rot unter D, grün ab E.",
        "Von der ESCA zu bestätigen",
        "Wie gezählt wird",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_report_says_it_all(language: str) -> None:
    text = words(made("full", language, True, True))
    for snippet in GOLDEN[language]:
        assert snippet in text
    for indicator in survey(language).indicators.values():
        assert f"{indicator.number} {indicator.title}" in text
        assert indicator.level(5)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("full", [False, True])
def test_every_page_is_numbered_provisional_and_clean(kind: str, language: str, full: bool) -> None:
    pdf = made(kind, language, full, True)
    found = pages(pdf)
    assert len(found) == 1 or full
    for number, page in enumerate(found, start=1):
        assert page.startswith(PROVISIONAL[language])
        assert page.endswith(f"{number} / {len(found)}")
    assert stained(pdf) == []
    assert len(pdf) < 1_000_000


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("full", [False, True])
def test_it_is_tagged_and_names_itself(language: str, full: bool) -> None:
    pdf = made("full", language, full, True)
    catalog, reader = root(pdf), PdfReader(BytesIO(pdf))
    assert catalog["/Lang"] == language
    assert catalog["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalog
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalog["/Metadata"].get_object().get_data()
    assert reader.metadata
    assert reader.metadata.title == f"{CLUSTER}: {survey(language).title}"
    assert len(reader.outline) >= (8 if full else 1)


def test_one_page_has_three_gaps_and_what_esca_must_confirm() -> None:
    text = words(made("full", "en", False, True))
    first, second, third = (line.indicator.number for line in stood("full", "en").gaps[:3])
    assert text.index(f"1 {first} ") < text.index(f"2 {second} ") < text.index(f"3 {third} ")
    assert "The benchmarking interview itself, and the expert's recommendation." in text
    assert all(dimension.title in text for dimension in stood("full", "en").dimensions)


@pytest.mark.parametrize("full", [False, True])
def test_gaps_can_be_left_out(full: bool) -> None:
    text = words(made("full", "en", full, False))
    assert "How to improve" not in text
    assert "gaps" not in text.casefold()


def test_improvement_areas_have_a_page_of_their_own() -> None:
    found = next(page for page in pages(made("full", "en", True, False)) if "Only a page in" in page)
    assert "The layout of ESCA's own form for improvement areas is not known to us; these are" in found
    assert "Improvement area 1: 4.6.2 Web presence: the cluster's website Before · September 2024" in found
    assert "Document that shows it ○ open" in found
    assert "Still missing • Area 1: document • documented points above red: Document level E in full." in found
    assert "Improvement areas" not in words(made("empty", "en", True, True)).replace("areas for", "")


def test_a_screen_can_be_a_chapter() -> None:
    screen = Page().bold("First step").line("   • 4.1.2: A → B #x").screen()
    pdf = report(stood("half", "en"), full=True, gaps=True, more=[Chapter("The plan", screen.spans)])
    assert (
        next(page for page in pages(pdf) if "First step" in page)
        .split("result ")[1]
        .startswith("The plan First step • 4.1.2: A → B #x")
    )


def test_what_is_open_is_listed() -> None:
    text = words(made("half", "en", True, True))
    assert "Open (20)" in text
    assert "19 indicators have no level yet." in text
    assert "Nothing is open." not in text
    assert "No indicator is answered yet" in words(made("empty", "en", True, True))


@pytest.mark.parametrize("full", [False, True])
def test_private_notes_stay_out(full: bool) -> None:
    pdf = made("full", "en", full, True)
    assert SECRET not in words(pdf)
    assert SECRET.encode() not in pdf
    assert (SHARED in words(pdf)) == full
    assert "drive S" not in words(pdf)


@pytest.mark.parametrize("full", [False, True])
def test_what_a_person_typed_is_never_run(full: bool) -> None:
    text = words(report(stood("full", "en", HOSTILE), full=full, gaps=True))
    assert HOSTILE in text
    if full:
        assert f"documented – Ordner {HOSTILE}, 03/2025" in text


def test_letters_of_other_scripts_are_drawn() -> None:
    text = words(report(stood("empty", "en", "שלום 😀 مرحبا 漢字"), full=False, gaps=False))
    assert set("שלום😀") <= set(text)
    assert "\ufffd\ufffd" in text


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_the_longest_texts_fit(full: bool, kind: str) -> None:
    long: Survey = wordy("de")
    before = Last(THEN, long, filled(3, {}))
    stands = standing(long, answers(kind), on=ON, submitted=True, cluster="Ü" * 120, last=before)
    plan = [planned(LEVEL, "Wasserstraßen-" * 200, "Ü" * 300, ON), planned(None, "ein Wort " * 900, "x", done=True)]
    pdf = report(stands, full=full, gaps=True, plan=plan)
    assert stained(pdf) == []
    found = pages(pdf)
    assert len(found) == 1 or full
    text = words(pdf)
    assert "Ü" * 120 in re.sub(r"\s", "", text)
    if full:
        last = list(long.indicators.values())[-1].title
        assert last.split()[-1] in text


def test_equal_input_gives_equal_bytes() -> None:
    assert report(stood("full", "de"), full=True, gaps=True) == made("full", "de")


def test_a_report_takes_less_than_three_seconds() -> None:
    begun = time.perf_counter()
    report(stood("full", "de", "once more"), full=True, gaps=True)
    assert time.perf_counter() - begun < 3


def test_reports_are_drawn_side_by_side() -> None:
    with ThreadPoolExecutor(4) as threads:
        drawn = list(
            threads.map(lambda language: report(stood("half", language), full=False, gaps=True), LANGUAGES * 4)
        )
    assert drawn == [made("half", language, full=False) for language in LANGUAGES] * 4


MANY = """
import resource
from dataclasses import replace
from bot.reports.document import report
from tests.bot.reports.checking import stood

standing = stood("full", "en")
for number in range(12):
    report(replace(standing, cluster=f"Cluster {number}"), full=True, gaps=True)
    if number in (2, 11):
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_twelve_reports_take_little_more_memory_than_three() -> None:
    found = subprocess.run([sys.executable, "-c", MANY], capture_output=True, text=True, check=True, cwd=ROOT)
    three, twelve = map(int, found.stdout.split())
    assert twelve < 1.4 * three
