"""Checks as tables, for people who go on working with them: answers, points, labels, and what the columns mean."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO, StringIO
from types import MappingProxyType
from typing import Any

from bot.reports.plan import plan_sheet
from bot.reports.sheet import Cell, Sheet
from bot.speech import Speech, speech
from bot.wording import answer_words, documented_words, light_words, name_of, provisional, short_name
from storage.plans import PlanLine
from storage.sessions import Stored
from surveys.indicators import Indicator
from surveys.labels import readiness
from surveys.scoring import light, score
from surveys.session import Answer, Number, Submitted
from surveys.survey import Survey

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""With these a spreadsheet takes a text for a formula."""
WIDEST = 60


@dataclass(frozen=True, slots=True)
class Checked:
    """A check with its survey in the wanted language."""

    stored: Stored
    survey: Survey

    @property
    def on(self) -> date:
        """The day it is judged on."""
        place = self.stored.session.place
        return (place.at if isinstance(place, Submitted) else self.stored.changed_at).date()


def xlsx(
    checks: Sequence[Checked],
    language: str,
    plan: Sequence[PlanLine] = (),
    clusters: Mapping[int, str] = MappingProxyType({}),
    handed: bool = False,
) -> bytes:
    """A workbook: a sheet for each table, one for the plan where there is one, and one that explains the columns.

    Texts stay texts, however they begin; dates are dates. `clusters` names them where a person has several. `handed`:
    it is for others, and says so of the notes, which the caller has taken out.
    """
    found = [*sheets(checks, language, handed)]
    if plan:
        asked = (each for check in checks for each in check.survey.questions.values())
        found.append(plan_sheet(speech(language), plan, {each.id: short_name(each) for each in asked}, clusters))
    return workbook(found, language)


def workbook(found: Sequence[Sheet], language: str) -> bytes:
    """These sheets as one file, with one more that explains their columns."""
    import xlsxwriter  # paid for by those who ask for it

    file = BytesIO()
    told = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(file, {**told, "default_date_format": "yyyy-mm-dd"})
    book.set_properties({"created": datetime(2026, 1, 1), "comments": provisional(speech(language))})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    for sheet in (*found, explained(found, language)):
        write(book.add_worksheet(sheet.title[:31]), sheet, head, plain)
    book.close()
    return file.getvalue()


def write(page: Any, sheet: Sheet, head: Any, plain: Any) -> None:
    """Writes a sheet: headings that stay in sight, typed cells, texts that stay texts."""
    for place, (name, _) in enumerate(sheet.columns):
        page.write_string(0, place, name, head)
        cells = [str(row[place] or "") for row in sheet.rows]
        page.set_column(place, place, min(WIDEST, max(map(len, [name, *cells])) + 2))
    for line, row in enumerate(sheet.rows, start=1):
        for place, cell in enumerate(row):
            _cell(page, line, place, cell, plain)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.columns) - 1)


def _cell(page: Any, line: int, place: int, cell: Cell, plain: Any) -> None:
    match cell:
        case None:
            pass
        case bool():
            page.write_boolean(line, place, cell)
        case date():
            page.write_datetime(line, place, datetime(cell.year, cell.month, cell.day))
        case int() | float():
            page.write_number(line, place, cell)
        case str():
            page.write_string(line, place, cell, plain)


def table(checks: Sequence[Checked], language: str) -> bytes:
    """The answers as CSV: UTF-8 with its mark, semicolons, an apostrophe before what would be taken for a formula."""
    answers = sheets(checks, language)[0]
    text = StringIO()
    out = csv.writer(text, delimiter=";", lineterminator="\r\n")
    out.writerow([name for name, _ in answers.columns])
    out.writerows([plain_cell(cell) for cell in row] for row in answers.rows)
    return text.getvalue().encode("utf-8-sig")


def plain_cell(cell: Cell) -> str:
    """A cell in CSV; a text that a program could take for a formula gets an apostrophe."""
    match cell:
        case None:
            return ""
        case bool():
            return "1" if cell else "0"
        case str():
            return f"'{cell}" if cell.startswith(RISKY) else cell
        case _:
            return str(cell)


def sheets(checks: Sequence[Checked], language: str, handed: bool = False) -> tuple[Sheet, Sheet, Sheet]:
    """The answers, the points, the labels: one row for each check and question, indicator, label; `handed` as above."""
    said = speech(language)
    first = (
        (said.say("Check"), said.say("The check's number.")),
        (said.say("Date"), said.say("Of its submission, else of its last change.")),
        (said.say("Status"), said.say("Submitted, open, or a trial that counts nowhere.")),
    )
    return (
        Sheet(said.say("Answers"), (*first, *_answer_columns(said, handed)), tuple(_answers(said, checks))),
        Sheet(said.say("Points"), (*first, *_point_columns(said)), tuple(_points(said, checks))),
        Sheet(said.say("Labels"), (*first, *_label_columns(said)), tuple(_labels(said, checks))),
    )


def explained(found: Sequence[Sheet], language: str) -> Sheet:
    """What every column of these sheets means."""
    said = speech(language)
    columns = ((said.say("Sheet"), ""), (said.say("Column"), ""), (said.say("Meaning"), ""))
    rows = [(sheet.title, name, about) for sheet in found for name, about in sheet.columns]
    return Sheet(said.say("Columns"), columns, ((said.say("All"), "", provisional(said)), *rows))


def _first(said: Speech, check: Checked) -> tuple[Cell, ...]:
    closed = isinstance(check.stored.session.place, Submitted)
    state = said.say("submitted") if closed else said.say("open")
    return check.stored.id, check.on, said.say("trial") if check.stored.trial else state


def _answer_columns(said: Speech, handed: bool) -> tuple[tuple[str, str], ...]:
    return (
        (said.say("Question"), said.say("Number and title of the indicator, or the fact.")),
        (said.say("Answer"), said.say("In words; a level by its letter.")),
        (said.say("Number"), said.say("The answer as a number, where it is one.")),
        (said.say("Estimate"), said.say("Given as “about” and not confirmed yet.")),
        (said.say("Documented"), said.say("Whether a document proves it, by own statement.")),
        (said.say("Document"), said.say("Its title, if named.")),
        (said.say("Date of the document"), said.say("As it was given.")),
        (said.say("Where it lies"), said.say("As it was given.")),
        (said.say("Note"), _of_notes(said, handed)),
        (said.say("Answered on"), said.say("The day of the latest answer.")),
    )


def _of_notes(said: Speech, handed: bool) -> str:
    if handed:
        return said.say("A note, where it was handed on; private ones never are.")
    return said.say("Your note, private ones too: this table is yours.")


def _answers(said: Speech, checks: Sequence[Checked]) -> Iterator[tuple[Cell, ...]]:
    for check in checks:
        answers = check.stored.session.answers
        for id, question in check.survey.questions.items():
            answer = answers.get(id)
            if answer is None:
                continue
            words = answer_words(said, check.survey, answers, question)
            proof = documented_words(said, answer.documented) if answer.documented else None
            yield (
                *_first(said, check), name_of(question), words or None, _number(answer), answer.estimate, proof,
                *_document(answer), answer.note, answer.at.date(),
            )  # fmt: skip


def _number(answer: Answer) -> float | None:
    return float(answer.value.amount) if isinstance(answer.value, Number) else None


def _document(answer: Answer) -> tuple[Cell, Cell, Cell]:
    named = answer.document
    return (named.title, named.date, named.place) if named else (None, None, None)


def _point_columns(said: Speech) -> tuple[tuple[str, str], ...]:
    lowest, highest = said.say("The least that the answers allow."), said.say("The most, while questions are open.")
    return (
        (said.say("Indicator"), said.say("Number and title.")),
        (said.say("Claimed, lowest"), lowest),
        (said.say("Claimed, highest"), highest),
        (said.say("Documented, lowest"), lowest),
        (said.say("Documented, highest"), highest),
        (said.say("Out of"), said.say("The most points there are.")),
        (said.say("Colour"), said.say("By documented points against our threshold.")),
    )


def _points(said: Speech, checks: Sequence[Checked]) -> Iterator[tuple[Cell, ...]]:
    for check in checks:
        card = score(check.survey, check.stored.session.answers)
        for id, rated in card.indicators.items():
            indicator: Indicator = check.survey.indicators[id]
            colour = light_words(said, check.survey, light(indicator, rated.evidenced))
            found = (rated.claimed.low, rated.claimed.high, rated.evidenced.low, rated.evidenced.high)
            yield *_first(said, check), name_of(indicator), *map(_exact, found), rated.claimed.out_of, colour


def _exact(points: Fraction | Decimal | int) -> float:
    return float(points)


def _label_columns(said: Speech) -> tuple[tuple[str, str], ...]:
    return (
        (said.say("Label"), said.say("Its name.")),
        (said.say("Readiness"), said.say("Provisional: met as far as is public, in reach, or not yet.")),
    )


def _labels(said: Speech, checks: Sequence[Checked]) -> Iterator[tuple[Cell, ...]]:
    for check in checks:
        for each in readiness(check.survey, check.stored.session.answers, (), check.on):  # history changes no status
            meaning = getattr(check.survey.meanings, each.status.value).title
            yield *_first(said, check), check.survey.labels[each.label].title, meaning
