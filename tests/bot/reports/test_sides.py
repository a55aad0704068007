"""The agenda of the meeting and what assessors say in a report: what is in them, what never is, nothing cut off."""

from dataclasses import replace
from functools import cache
from io import BytesIO

import pytest
from pypdf import PdfReader

from bot.reports.agenda import agenda
from bot.reports.document import report
from bot.review_views import SidesSeen
from storage.reviews import Remark
from tests.bot.reports.checking import (
    CLUSTER,
    HOSTILE,
    LANGUAGES,
    ON,
    PROVISIONAL,
    SECRET,
    pages,
    root,
    stained,
    stood,
    words,
)
from tests.bot.reports.siding import ALONE, LARGE, NAMES, SAME, alone, beside
from tests.bot.staging import survey

FIGURES = ("Kappa", "AC2", "Same level", "Dieselbe Stufe")


@cache
def drawn(language: str, guided: bool = False) -> bytes:
    return agenda(beside(language, guided), ON)


@cache
def told(language: str, guided: bool = False) -> bytes:
    return report(stood("full", language), full=True, gaps=False, sides=(beside(language, guided),))


def part(language: str, guided: bool = False) -> str:
    """The report from the heading of what assessors say on."""
    text = words(told(language, guided))
    return text[text.rindex({"en": "What assessors say ", "de": "Was die Prüfenden sagen "}[language]) :]


# --- the agenda ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_numbered_provisional_and_clean(language: str) -> None:
    found = pages(drawn(language))
    for number, page in enumerate(found, start=1):
        assert page.startswith(PROVISIONAL[language])
        assert page.endswith(f" 1 {number} / {len(found)}")
        assert CLUSTER in page
    assert stained(drawn(language)) == []
    assert len(drawn(language)) < 1_000_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_tagged_and_its_title_says_provisional(language: str) -> None:
    catalog = root(drawn(language))
    assert catalog["/Lang"] == language
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalog["/Metadata"].get_object().get_data()
    about = PdfReader(BytesIO(drawn(language))).metadata
    named = {"en": "Provisional agenda", "de": "Vorläufige Tagesordnung"}[language]
    assert about
    assert (about.title or "").startswith(f"{CLUSTER}: {named}")


def test_the_largest_difference_comes_first_with_all_that_stands_beside_it() -> None:
    text = words(drawn("en"))
    places = [text.index(f"{n}. {name}") for n, name in ((1, "4.1.1"), (2, "4.1.2"), (3, "4.6.2"))]
    assert places == sorted(places)
    first = text[places[0] : places[1]]
    assert f"Self-check E, documented {NAMES[0]} (lead) A not shown {NAMES[1]} C, not documented document seen" in first
    assert f"{NAMES[0]}: No minutes anywhere. {HOSTILE}" in first
    assert f"{NAMES[0]}: For the meeting: Who took part in the workshops?" in first
    assert "Proposed by the lead assessor: C, partly documented Reason: One workshop is on record." in first
    assert "Decision Level A B C D E F Documented Yes Partly No Reason" in first


def test_what_is_settled_has_its_reason_and_no_room_for_a_decision() -> None:
    text = words(drawn("en"))
    second = text[text.index("2. 4.1.2") : text.index("3. 4.6.2")]
    assert "Settled: C, documented Reason: The figures are a draft. Agreed on 3 May 2026." in second
    assert "Decision" not in second


def test_what_nobody_judged_other_questions_and_corrected_facts_are_in_it() -> None:
    text = words(drawn("en"))
    assert "Of 26 indicators that were judged, 3 are seen differently." in text
    assert f"{NAMES[0]}: Can't judge it: Nothing was shown." in text
    asked = survey("en").indicators[SAME]
    assert f"{asked.number} {asked.title} {NAMES[0]}: Is the plan for next year adopted?" in text
    assert f"FTE in the management: 10 → 2 ({NAMES[0]})" in text


def test_where_all_say_the_same_there_is_little_to_talk_about() -> None:
    text = words(agenda(alone(beside("en")), ON))
    assert "say the same of" in text
    assert "Differences, the largest first" not in text
    assert "Facts corrected" not in text


@pytest.mark.parametrize("guided", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_agenda_has_no_figures_of_agreement_and_no_private_note(language: str, guided: bool) -> None:
    text = words(drawn(language, guided))
    assert not [each for each in (*FIGURES, SECRET) if each in text]
    assert ({"en": "Guided, not blind.", "de": "Gelenkt, nicht blind."}[language] in text) is guided


@pytest.mark.parametrize("language", LANGUAGES)
def test_equal_input_gives_equal_bytes(language: str) -> None:
    assert agenda(beside(language), ON) == drawn(language)


def long(view: SidesSeen) -> SidesSeen:
    """The same with the longest remarks and names, in words that have no end."""
    remark = Remark(None, "Ü" * 1000, "Donaudampfschifffahrtsgesellschaft " * 28)
    sides = (replace(each, name="W" * 80, remarks={LARGE: remark, SAME: remark, ALONE: remark}) for each in view.sides)
    return replace(view, sides=(*sides,) * 3, whose="Ł" * 80)


def test_the_longest_texts_fit() -> None:
    view = long(beside("de"))
    assert stained(agenda(view, ON)) == []
    assert stained(report(stood("full", "de"), full=True, gaps=False, sides=(view,))) == []


# --- the part of the report ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_without_assessors_has_no_such_part(language: str) -> None:
    named = {"en": "What assessors say", "de": "Was die Prüfenden sagen"}[language]
    assert named not in words(report(stood("full", language), full=True, gaps=False))
    assert named in words(told(language))
    assert stained(told(language)) == []


def test_readiness_agreement_and_differences_are_in_it() -> None:
    text = part("en")
    assert "each alone and without seeing its levels" in text
    assert "Of 26 indicators that were judged, 3 are seen differently." in text
    for name in ("Self-check", *NAMES, "Agreed"):
        assert f"{name} met as far as is public not yet not yet" in text
    assert "3 indicators are not agreed yet and count as open." in text
    assert "Same level: 23 of 26 (88 %)" in text
    assert text.index("Same level: 23 of 26") < text.index("Kappa, quadratic weights: 0.61 (n = 26)")
    assert "On average the self-check is 0.11 levels higher (n = 26)." in text
    assert "Settled: C, documented Reason: The figures are a draft." in text
    assert (
        "5.1 Recognition in press and media Self-check: E, documented · 24 mentions (E) Judged by no assessor" in text
    )
    assert "FTE in the management: 10 → 2" in text
    assert SECRET not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_guided_one_says_so_and_has_no_figures(language: str) -> None:
    text = part(language, guided=True)
    assert {"en": "Guided, not blind: peers saw", "de": "Gelenkt, nicht blind: Die"}[language] in text
    assert not [each for each in FIGURES if each in text]


def test_the_single_page_leaves_it_out() -> None:
    text = words(report(stood("full", "en"), full=False, gaps=False, sides=(beside("en"),)))
    assert NAMES[0] not in text
