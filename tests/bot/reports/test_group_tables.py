"""The trainer's board as tables: typed cells, columns explained, names stay text, few stay hidden."""

import csv
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO, StringIO
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from bot.reports.group_tables import GroupBoard, Member, progress, ratings, table, xlsx
from bot.reports.sheet import Sheet
from tests.bot.reports.checking import LANGUAGES
from tests.bot.reports.rehearsing import wall

JOINED = datetime(2027, 3, 4, 9, 5, 33)
NAMES = ("Blue fox", '=HYPERLINK("x")', "+49 30", "-1", "@home", None)
BOARD = GroupBoard(
    "en",
    tuple(
        Member(name, JOINED, place, 5, JOINED + timedelta(minutes=place) if place else None)
        for place, name in enumerate(NAMES)
    ),
    wall("2", "en", "key").lines,
)


def book(board: GroupBoard) -> "openpyxl.Workbook":
    return openpyxl.load_workbook(BytesIO(xlsx(board)))


def rows(sheet: Sheet) -> list[dict[str, str]]:
    text = table(sheet).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text), delimiter=";"))


def test_progress_and_ratings_have_a_sheet_each_and_the_columns_are_explained() -> None:
    found = book(BOARD)
    assert found.sheetnames == ["Progress", "Ratings", "Columns"]
    told = {(each[0], each[1]) for each in found["Columns"].iter_rows(min_row=3, values_only=True)}
    for name in found.sheetnames[:2]:
        assert {(name, cell.value) for cell in found[name][1]} == {each for each in told if each[0] == name}
        assert found[name].freeze_panes == "A2"
        assert found[name].auto_filter.ref.startswith("A1:")
    assert "not an ESCA or EUCLES result" in found["Columns"]["C2"].value


def test_cells_are_typed() -> None:
    found = list(book(BOARD)["Progress"].iter_rows(min_row=2, values_only=True))
    assert found[1] == ('=HYPERLINK("x")', datetime(2027, 3, 4, 9, 5), 1, 5, False, datetime(2027, 3, 4, 9, 6))
    assert found[5] == (None, datetime(2027, 3, 4, 9, 5), 5, 5, True, datetime(2027, 3, 4, 9, 10))
    assert found[0][5] is None
    assert "hh:mm" in book(BOARD)["Progress"]["B2"].number_format


def test_times_stay_those_of_the_clock_they_were_given_in() -> None:
    there = replace(BOARD.members[0], joined=JOINED.replace(tzinfo=ZoneInfo("Asia/Tokyo")))
    found = replace(BOARD, members=(there,))
    assert book(found)["Progress"]["B2"].value == datetime(2027, 3, 4, 9, 5)
    assert rows(progress(found))[0]["Joined"] == "2027-03-04 09:05:00"


def test_nobody_is_done_with_nothing() -> None:
    empty = replace(BOARD, members=(replace(BOARD.members[0], rated=0, of=0),))
    assert rows(progress(empty))[0]["Done"] == "0"


def test_ratings_are_counts_per_level_and_nothing_of_persons() -> None:
    found = book(BOARD)["Ratings"]
    head = [cell.value for cell in found[1]]
    assert head == ["Indicator", "Ratings", "Status", "Counted", *"ABCDEF", "Key", "Defensible", "Exact"]
    first, few, many, *_ = found.iter_rows(min_row=2, values_only=True)
    assert first[0].startswith("2.1 ")
    assert first[1:] == (30, "shown", 30, 0, 3, 12, 9, 5, 1, "A", "B", 0)
    assert few[1:] == (3, "hidden: fewer than five when released", *[None] * 7, "B", None, None)
    assert many[1:] == (200, "shown", 200, 120, 3, 4, 5, 6, 62, "C", "D", 4)
    assert not {cell.value for each in found.iter_rows() for cell in each} & {name for name in NAMES if name}


def test_a_second_round_has_a_sheet_of_its_own() -> None:
    found = book(replace(BOARD, second=wall("2", "en", "before").lines))
    assert found.sheetnames == ["Progress", "Ratings", "Second round", "Columns"]
    assert found["Second round"]["C2"].value == "not released"
    assert "Second round" in {each[0].value for each in found["Columns"].iter_rows(min_row=3)}


@pytest.mark.parametrize("stage", ["before", "key alone"])
def test_what_is_not_released_is_not_in_the_table(stage: str) -> None:
    found = rows(ratings(replace(BOARD, lines=wall("2", "en", stage).lines)))
    assert {each["Status"] for each in found} == {"not released"}
    assert {each[letter] for each in found for letter in "ABCDEF"} == {""}
    assert {each["Exact"] for each in found} == {""}
    assert ({each["Key"] for each in found} == {""}) == (stage == "before")


def test_what_looks_like_a_formula_stays_text() -> None:
    cells = [cell for each in book(BOARD)["Progress"].iter_rows(min_row=2, max_col=1) for cell in each]
    assert [cell.value for cell in cells] == list(NAMES)
    assert {cell.data_type for cell in cells if cell.value} == {"s"}
    assert [each["Name"] for each in rows(progress(BOARD))] == [
        "Blue fox", '\'=HYPERLINK("x")', "'+49 30", "'-1", "'@home", "",
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages_open_in_a_spreadsheet(language: str) -> None:
    board = replace(BOARD, language=language, lines=wall("4", language, "key").lines)
    head = table(progress(board)).decode("utf-8-sig").split("\r\n")[0]
    assert (
        head
        == {
            "en": "Name;Joined;Rated;Out of;Done;Last activity",
            "de": "Name;Dabei seit;Bewertet;Von;Fertig;Zuletzt aktiv",
        }[language]
    )
    assert book(board).sheetnames[0] == {"en": "Progress", "de": "Fortschritt"}[language]


def test_an_empty_group_has_empty_tables() -> None:
    found = book(GroupBoard("en", (), ()))
    assert [sheet.max_row for sheet in found][:2] == [1, 1]


def test_equal_input_gives_equal_bytes_for_two_hundred_people() -> None:
    board = replace(BOARD, members=BOARD.members * 34)
    assert xlsx(board) == xlsx(board)
