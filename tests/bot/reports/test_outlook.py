"""Progress, the way to the next label and the plan in a report: what they name, why, and when they are left out."""

from dataclasses import replace
from datetime import date

import pypdfium2  # type: ignore[import-untyped]  # has no types
import pytest

from bot.reports.document import report
from bot.reports.plan import plan_chapter
from bot.reports.progress import progress_chapter
from bot.reports.standing import Last, Standing, standing
from bot.reports.way import next_label, way_chapter
from storage.plans import PlanLine
from surveys.labels import Status
from surveys.session import Documented
from surveys.survey import Survey
from surveys.ways import cheapest_way
from tests.bot.reports.checking import HOSTILE, LANGUAGES, ON, PLAN, THEN, answers, made, pages, planned, stood, words
from tests.bot.staging import survey
from tests.surveys.filling import filled

BY = date(2027, 5, 3)
"""Twelve months from the day of the check."""


def drawn(found: Standing, *, gaps: bool = True, plan: tuple[PlanLine, ...] = ()) -> str:
    return words(report(found, full=True, gaps=gaps, plan=plan))


# --- the way -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "label"), [("empty", "bronze"), ("half", "silver"), ("full", "silver")])
def test_the_next_label_is_the_lowest_not_met(kind: str, label: str) -> None:
    assert next_label(stood(kind, "en")) == label


def test_where_every_label_is_met_there_is_no_way() -> None:
    found = stood("full", "en")
    met = replace(found, labels=tuple(replace(each, status=Status.MET) for each in found.labels))
    assert way_chapter(met) is None
    assert "The way to" not in drawn(met)


@pytest.mark.parametrize("kind", ["half", "full"])
def test_every_step_is_there_with_effort_and_months_and_a_reason(kind: str) -> None:
    found = stood(kind, "en")
    way = cheapest_way(found.survey, found.answers, "silver", BY, ON)
    chapter = way_chapter(found)
    assert chapter
    rows = chapter["steps"]
    assert isinstance(rows, list)
    assert [(row["effort"], row["months"]) for row in rows] == [
        (str(each.weight), str(each.months)) for each in way.steps
    ]
    assert all(row["why"] for row in rows)
    assert (chapter["effort"], chapter["months"]) == (str(way.weight), str(way.months))


def test_what_to_do_is_said_with_all_that_has_to_become_true() -> None:
    text = words(made("full", "en"))
    assert "4.1.2 Written cluster strategy From B to D, with its document." in text
    assert "C … and it states a vision" in text
    assert "D … and it names at least one measure for each goal." in text
    assert "2.1 Maturity: years of cluster management Document level E. 1 1 not documented, and so below our" in text


def test_what_takes_too_long_is_left_out_and_named() -> None:
    text = words(made("half", "en"))
    assert "Left out, because it takes longer than there is time • 4.4 Performance: results against plan: level" in text
    assert "In the way, and no step changes it • Three improvement areas" in text
    assert "An open indicator counts here as at its lowest level, without a document." in text


def test_points_are_a_reason_on_the_way_to_gold_alone() -> None:
    found = stood("full", "en")
    silver = replace(
        found,
        labels=tuple(each if each.label == "gold" else replace(each, status=Status.MET) for each in found.labels),
    )
    assert next_label(silver) == "gold"
    assert "more documented point" in drawn(silver)
    assert "more documented point" not in drawn(found)


def test_months_count_from_the_day_it_is_drawn() -> None:
    late = standing(survey("en"), answers("full"), on=ON, submitted=True, today=date(2027, 2, 1))
    text = drawn(late)
    assert "The way to Silver by 1 February 2028" in text
    assert "Months count from 1 February 2027." in text
    assert "submitted on 3 May 2026" in text


def test_without_gaps_there_is_no_way() -> None:
    assert "The way to" not in words(made("full", "en", True, False))


# --- progress ------------------------------------------------------------------------------------------------


def test_progress_names_each_difference_with_its_reason() -> None:
    text = words(made("full", "en"))
    assert "Progress since 3 May 2025" in text
    assert "All 95 → 82 95 → 117 150" in text
    assert "4.1.2 Written cluster strategy 0 → 0.5 0 → 1 answer changed: A → B document changed:" in text
    assert "3 indicators are unchanged." in text


@pytest.mark.parametrize("kind", ["empty", "half"])
def test_a_first_check_has_no_progress(kind: str) -> None:
    assert progress_chapter(stood(kind, "en")) is None
    assert "Progress since" not in words(made(kind, "en"))


def test_a_check_of_another_version_is_compared_where_that_is_possible() -> None:
    shipped = survey("en")
    changed = shipped.model_dump(by_alias=True)
    strategy = next(each for each in changed["sections"] if each["id"] == "strategy")
    strategy["indicators"][0]["levels"][1]["text"] = "Something else was true then."
    earlier = Survey.model_validate({**changed, "version": 9})
    found = standing(
        shipped, answers("full"), on=ON, submitted=True, last=Last(THEN, earlier, filled(3, documented=Documented.YES))
    )
    text = drawn(found)
    assert found.before is None
    assert "documented on 3 May 2025" not in text
    assert "That check was of survey version 9, this one is of version 1" in text
    assert "4.1.1 How the cluster strategy was built 3 → 4 3 → 4 not comparable" in text


# --- the plan ------------------------------------------------------------------------------------------------


def test_the_plan_has_every_line_in_its_order() -> None:
    found = stood("full", "en")
    text = drawn(found, plan=PLAN)
    assert "The plan 1 of 3 steps are done, as of 3 May 2026." in text
    first, second, third = (
        "Goals on one page, adopted by the board 4.1.2 Written cluster strategy Brings: 4.1.2 at level D, documented",
        "English pages #import",
        "Book the second benchmarking",
    )
    assert text.index(first) < text.index(second) < text.index(third)
    page = next(each for each in pages(report(found, full=True, gaps=True, plan=PLAN)) if "1 of 3 steps" in each)
    assert "our threshold D board 30 September 2026 open" in page
    assert "1 April 2026 overdue" in page
    assert "management ✓ done" in page
    assert HOSTILE in page.replace("\u200b", "")


def test_a_line_of_an_unknown_indicator_keeps_its_words() -> None:
    chapter = plan_chapter(stood("full", "en"), [planned("no-such-thing", "Do it")])
    assert chapter
    assert chapter["rows"] == [
        {"what": "Do it", "name": "", "brings": "", "why": "", "who": "", "due": "", "state": "open", "sign": ""}
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_lines_there_is_no_plan(language: str) -> None:
    assert plan_chapter(stood("full", language), ()) is None
    assert not any(
        " ".join(page.split()[:10]).endswith(("The plan", "Der Plan")) for page in pages(made("full", language))
    )


def test_an_endless_word_stays_in_its_column() -> None:
    line = planned(None, "Do it", "Ü" * 60, date(2026, 9, 30))
    pdf = report(stood("empty", "en", "Somebody"), full=True, gaps=False, plan=[line])
    document = pypdfium2.PdfDocument(pdf)
    page = next(each for each in document if "Do it" in each.get_textpage().get_text_range())
    text = page.get_textpage()
    boxes = [(text.get_text_range(n, 1), text.get_charbox(n)) for n in range(text.count_chars())]
    name = [box for letter, box in boxes if letter == "Ü"]
    day = text.get_text_range().index("30 September")
    assert len(name) == 60
    assert max(box[2] for box in name) < text.get_charbox(day)[0]
    document.close()


def test_one_page_has_none_of_it() -> None:
    text = words(report(stood("full", "en"), full=False, gaps=True, plan=PLAN))
    assert not any(each in text for each in ("The plan", "The way to", "Progress since"))
