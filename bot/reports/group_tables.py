"""The trainer's board as tables: who has come how far, and how many chose each level; never who chose what."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO, StringIO
from typing import Any

from bot.reports.sheet import Cell, Sheet
from bot.reports.spreadsheet import plain_cell, write
from bot.reports.wall import unofficial
from bot.reports.wall_lines import Line
from bot.speech import Speech, speech
from bot.wording import letter_of

Column = tuple[str, str]
"""Its name, and what stands in it."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in the group; times are by the trainer's clock. No name: it was removed, or never given."""

    name: str | None
    joined: datetime
    rated: int
    of: int
    last: datetime | None = None


@dataclass(frozen=True, slots=True)
class GroupBoard:
    """A group for its trainer: who is in it, each indicator as far as it was released, and again in a second round."""

    language: str
    members: tuple[Member, ...]
    lines: tuple[Line, ...]
    second: tuple[Line, ...] = ()


def xlsx(board: GroupBoard) -> bytes:
    """A workbook: progress, ratings, and what the columns mean. Texts stay texts, however they begin."""
    import xlsxwriter  # paid for by those who ask for it

    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    book.set_properties({"created": datetime(2026, 1, 1), "comments": unofficial(speech(board.language))})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    clock = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "valign": "top"})
    for sheet in (*_sheets(board), explained(board)):
        page = book.add_worksheet(sheet.title)
        write(page, sheet, head, plain)
        _clock(page, sheet, clock)
    book.close()
    return file.getvalue()


def _clock(page: Any, sheet: Sheet, clock: Any) -> None:
    """Writes times once more, with their hour: a check has days only, and so do its cells."""
    for line, row in enumerate(sheet.rows, start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, datetime):
                page.write_datetime(line, place, cell, clock)


def table(sheet: Sheet) -> bytes:
    """A sheet as CSV: UTF-8 with its mark, semicolons, an apostrophe before what would be taken for a formula."""
    text = StringIO()
    out = csv.writer(text, delimiter=";", lineterminator="\r\n")
    out.writerow([name for name, _ in sheet.columns])
    out.writerows([plain_cell(cell) for cell in row] for row in sheet.rows)
    return text.getvalue().encode("utf-8-sig")


def progress(board: GroupBoard) -> Sheet:
    """One row for each person: when they joined, how much they have rated, when they were last here."""
    said = speech(board.language)
    columns = (
        (said.say("Name"), said.say("As the person gave it; empty once it was removed.")),
        (said.say("Joined"), said.say("Day and time.")),
        (said.say("Rated"), said.say("How many indicators the person has rated.")),
        (said.say("Out of"), said.say("How many there are to rate.")),
        (said.say("Done"), said.say("Whether all are rated.")),
        (said.say("Last activity"), said.say("Day and time of the latest answer; empty if there is none.")),
    )
    rows = tuple(
        (each.name, _minute(each.joined), each.rated, each.of, each.rated >= each.of > 0, _minute(each.last))
        for each in board.members
    )
    return Sheet(said.say("Progress"), columns, rows)


def ratings(board: GroupBoard, *, second: bool = False) -> Sheet:
    """One row for each indicator: how many chose each level, once that is released and enough have rated."""
    said, lines = speech(board.language), board.second if second else board.lines
    levels = max((each.levels for each in lines), default=0)
    columns = (
        (said.say("Indicator"), said.say("Number and title.")),
        (said.say("Ratings"), said.say("How many people have rated it by now.")),
        (said.say("Status"), said.say("Whether the counts are shown, hidden or not released yet.")),
        (said.say("Counted"), said.say("How many ratings the release holds; later ones wait.")),
        *((letter_of(level), said.say("How many of them chose this level.")) for level in range(levels)),
        (said.say("Key"), said.say("The letter held to be right, once it is released.")),
        (said.say("Defensible"), said.say("The neighbouring letter that is defensible too.")),
        (said.say("Exact"), said.say("How many of them chose the key's letter.")),
    )
    title = said.say("Second round") if second else said.say("Ratings")
    return Sheet(title, columns, tuple(_ratings(said, lines, levels)))


def _ratings(said: Speech, lines: Sequence[Line], levels: int) -> Iterator[tuple[Cell, ...]]:
    for each in lines:
        counts = each.spread.shown if each.spread else None
        state = said.say("not released") if each.spread is None else said.say("hidden: fewer than five when released")
        key = each.key
        yield (
            f"{each.number} {each.title}", each.rated, said.say("shown") if counts else state,
            sum(counts) if counts else None, *(counts or ()), *[None] * (levels - len(counts or ())),
            letter_of(key.level) if key else None,
            letter_of(key.defensible) if key and key.defensible is not None else None,
            each.exact if counts else None,
        )  # fmt: skip


def _sheets(board: GroupBoard) -> tuple[Sheet, ...]:
    """Progress, ratings, and those of a second round where there was one."""
    return progress(board), ratings(board), *([ratings(board, second=True)] if board.second else [])


def explained(board: GroupBoard) -> Sheet:
    """What every column means."""
    said = speech(board.language)
    columns: tuple[Column, ...] = ((said.say("Sheet"), ""), (said.say("Column"), ""), (said.say("Meaning"), ""))
    rows = [(sheet.title, *column) for sheet in _sheets(board) for column in sheet.columns]
    return Sheet(said.say("Columns"), columns, ((said.say("All"), "", unofficial(said)), *rows))


def _minute(at: datetime | None) -> datetime | None:
    return at.replace(second=0, microsecond=0, tzinfo=None) if at else None
