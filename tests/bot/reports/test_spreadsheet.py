"""Checks as tables: typed cells, frozen heads, columns explained; nothing that a person wrote becomes a formula."""

import csv
from datetime import datetime
from io import BytesIO, StringIO

import openpyxl
import pytest

from bot.reports.spreadsheet import Checked, xlsx
from bot.scene import Menu
from bot.screens import Attachment, Tap
from storage.plans import PlanLine
from surveys.session import FULL, Session, Submitted
from tests.bot.holding import answer, captions, press
from tests.bot.reports.checking import PLAN, THEN, planned
from tests.bot.staging import scene, survey
from tests.bot.talking import Talk

LEVEL = "strategy-documentation"


async def filled(talk: Talk) -> None:
    """A submitted check and an open one, with texts that look like formulas."""
    await talk.enter(Tap("consent", choice=talk.visitor.language))
    await talk.enter(Tap("begin", choice="full"))
    await answer(talk, 1, "organisation-name", '=HYPERLINK("x")')
    await answer(talk, 1, "management-fte", "about 2.5")
    await answer(talk, 1, LEVEL, "d", "yes")
    await talk.enter(Tap("note", 1, LEVEL))
    await talk.type("-2+3 @home")
    await talk.enter(Tap("submit", 1))
    await talk.enter(Tap("begin", choice="full"))


async def exported(talk: Talk, form: str) -> Attachment:
    await talk.enter(Tap("export", choice=form))
    file = talk.screens[-1].file
    assert file is not None
    assert file.name == f"clusterready-{talk.time:%Y-%m-%d}.{form}"
    return file


async def book(talk: Talk) -> "openpyxl.Workbook":
    return openpyxl.load_workbook(BytesIO((await exported(talk, "xlsx")).data()))


def row(sheet: "openpyxl.worksheet.worksheet.Worksheet", name: str) -> dict[str, object]:
    """The row about a question or indicator, by its columns."""
    head = [cell.value for cell in sheet[1]]
    found = next(each for each in sheet.iter_rows(min_row=2, values_only=True) if name in str(each[3]))
    return dict(zip(head, found, strict=True))


async def test_answers_points_and_labels_have_a_sheet_each_and_the_columns_are_explained(talk: Talk) -> None:
    await filled(talk)
    found = await book(talk)
    assert found.sheetnames == ["Answers", "Points", "Labels", "Columns"]
    assert len(list(found["Points"].iter_rows(min_row=2))) == 62  # two checks
    assert len(list(found["Labels"].iter_rows(min_row=2))) == 6
    told = {(each[0], each[1]) for each in found["Columns"].iter_rows(min_row=3, values_only=True)}
    for sheet in found.sheetnames[:3]:
        assert {(sheet, cell.value) for cell in found[sheet][1]} <= told
        assert found[sheet].freeze_panes == "A2"
        assert found[sheet].auto_filter.ref.startswith("A1:")
    assert "Provisional self-check" in found["Columns"]["C2"].value


async def test_cells_are_typed(talk: Talk) -> None:
    await filled(talk)
    found = await book(talk)
    staff = row(found["Answers"], "FTE")
    assert (staff["Check"], staff["Number"], staff["Estimate"], staff["Status"]) == (1, 2.5, True, "submitted")
    assert isinstance(staff["Date"], datetime)
    level = row(found["Answers"], "4.1.2")
    assert (level["Answer"], level["Documented"], level["Number"]) == ("D", "documented", None)
    points = row(found["Points"], "4.1.2")
    assert (points["Claimed, lowest"], points["Documented, highest"], points["Out of"]) == (3, 3, 5)


def book_of(language: str, plan: tuple[PlanLine, ...] = PLAN) -> "openpyxl.Workbook":
    """The workbook of one check with a plan."""
    stored = scene(language, Menu(), Session("self", FULL, Submitted(THEN), {}, {})).stored
    assert stored is not None
    return openpyxl.load_workbook(BytesIO(xlsx([Checked(stored, survey(language))], language, plan)))


def test_the_plan_has_a_sheet_with_dates_that_are_dates() -> None:
    found = book_of("en")
    assert found.sheetnames == ["Answers", "Points", "Labels", "Plan", "Columns"]
    rows = list(found["Plan"].iter_rows(values_only=True))
    assert rows[0] == ("Number of the indicator", "Step", "Who", "By", "Done?")
    assert rows[1] == ("4.1.2", PLAN[0].what, "board", datetime(2026, 9, 30), False)
    assert rows[3] == (None, "Book the second benchmarking", "management", None, True)
    assert found["Plan"]["D2"].number_format == "yyyy-mm-dd"
    assert found["Plan"]["A2"].data_type == "s"
    told = {(each[0], each[1]) for each in found["Columns"].iter_rows(min_row=3, values_only=True)}
    assert {("Plan", name) for name in rows[0]} <= told


def test_a_plan_is_text_too_and_an_unknown_indicator_keeps_its_id() -> None:
    sheet = book_of("de", (planned("gone", "=1+1", "@me"),))["Plan"]
    assert [cell.value for cell in sheet[1]] == ["Nummer des Indikators", "Schritt", "Wer", "Bis", "Erledigt?"]
    assert [(cell.value, cell.data_type) for cell in sheet[2]][:3] == [("gone", "s"), ("=1+1", "s"), ("@me", "s")]


def test_with_several_clusters_the_plan_says_whose_it_is() -> None:
    plan = [planned("management-fte", "One more", cluster=7), planned(None, "Ours")]
    found = openpyxl.load_workbook(BytesIO(xlsx([], "en", plan, {7: "Seven", 1: "One"})))
    rows = [each[:3] for each in found["Plan"].iter_rows(values_only=True)]
    assert rows == [
        ("Cluster", "Number of the indicator", "Step"),
        ("Seven", "management-fte", "One more"),
        ("One", None, "Ours"),
    ]


def test_a_fact_is_named_by_its_title() -> None:
    assert book_of("en", (planned("management-fte", "One more"),))["Plan"]["A2"].value == "FTE in the management"


def test_without_a_plan_there_is_no_sheet_for_it() -> None:
    assert "Plan" not in book_of("en", ()).sheetnames


async def test_what_looks_like_a_formula_stays_text(talk: Talk) -> None:
    await filled(talk)
    found = await book(talk)
    named = [cell for each in found["Answers"].iter_rows() for cell in each if cell.value == '=HYPERLINK("x")']
    assert [cell.data_type for cell in named] == ["s"]
    rows = list(csv.reader(StringIO((await exported(talk, "csv")).data().decode("utf-8-sig")), delimiter=";"))
    cells = [cell for each in rows for cell in each]
    assert '\'=HYPERLINK("x")' in cells
    assert "'-2+3 @home" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


async def test_the_table_is_what_a_german_spreadsheet_opens(german: Talk) -> None:
    await filled(german)
    data = (await exported(german, "csv")).data()
    assert data.startswith(b"\xef\xbb\xbf")
    assert (
        data.decode("utf-8-sig").split("\r\n")[0].startswith("Check;Datum;Status;Frage;Antwort;Zahl;Schätzung;Belegt")
    )


@pytest.mark.parametrize("form", ["xlsx", "csv"])
async def test_without_answers_there_is_an_empty_table(talk: Talk, form: str) -> None:
    await talk.enter(Tap("consent", choice="en"))
    assert len((await exported(talk, form)).data()) > 20


async def test_the_forms_are_offered_beside_the_whole_export(talk: Talk) -> None:
    await filled(talk)
    await talk.type("/export")
    assert captions(talk.screens[-1])[:3] == ["Excel (XLSX)", "CSV", "JSON"]
    await press(talk, "Excel")
    assert "answers, points, labels" in talk.text
    await press(talk, "JSON")
    assert talk.screens[-1].file is not None
    assert talk.screens[-1].file.name.endswith(".json")
