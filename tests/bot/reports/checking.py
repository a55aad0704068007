"""Checks to draw: empty, half filled and full; and what a page holds: its words, its margins."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from io import BytesIO
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # has no types
from pypdf import PdfReader

from bot.reports.document import report
from bot.reports.standing import Last, Standing, standing
from storage.plans import PlanLine
from surveys.session import Answer, Choice, Documented, Month, Named, Points, Text, Value
from surveys.simulation import Change, ToLevel
from surveys.survey import Survey
from tests.bot.staging import survey
from tests.surveys.filling import filled
from tests.surveys.making import answer

ON = date(2026, 5, 3)
THEN = datetime(2025, 5, 3, 10, tzinfo=UTC)
HOSTILE = '#import "x" $y$ \\z @ref <x> *b* _i_ `c` = [l](u) // /* %'
CLUSTER = "Łódź Čistá Ωmega Жизнь Straßennetz"
SECRET = "strictly-private-remark"
SHARED = "a remark for the board"
PROVISIONAL = {
    "en": "Provisional self-check, not an ESCA or EUCLES result",
    "de": "Vorläufiger Selbstcheck, kein Ergebnis von ESCA oder EUCLES",
}
AREA: dict[str, Value] = {
    "area-1": Choice("web-presence"),
    "area-1-before": Points(1),
    "area-1-was": Text("Only a page in German."),
    "area-1-month": Month("2024-09"),
    "area-1-done": Text("A new site, " * 50),
    "area-1-effect": Text("Twice as many enquiries from abroad."),
}
WORDS = ("title", "text", "ask", "counts", "about", "because", "improve", "remedy", "beyond")
KINDS = ("empty", "half", "full")
LANGUAGES = ("en", "de")


def planned(
    question: str | None, what: str, who: str | None = None, due: date | None = None, *, done: bool = False,
    aims: tuple[Change, ...] = (), cluster: int = 1,
) -> PlanLine:  # fmt: skip
    """A line of a plan."""
    return PlanLine(1, cluster, question, aims, what, who, due, THEN if done else None, THEN)


PLAN = (
    planned(
        "strategy-documentation", "Goals on one page, adopted by the board", "board", date(2026, 9, 30),
        aims=(ToLevel("strategy-documentation", 3, Documented.YES),),
    ),
    planned("web-presence", f"English pages {HOSTILE}", "communication", date(2026, 4, 1)),
    planned(None, "Book the second benchmarking", "management", done=True),
)  # fmt: skip


def answers(kind: str) -> dict[str, Answer]:
    """The answers of a check; the full one with mixed documents, a named one, a private and a shared note."""
    if kind == "empty":
        return {}
    found = filled(4, {"strategy-documentation": 1, "strategy-review": 0})
    states = (Documented.YES, Documented.YES, Documented.PARTLY, Documented.YES, Documented.NO)
    indicators = [id for id, answer in found.items() if answer.documented]
    for place, id in enumerate(indicators):
        found[id] = replace(found[id], documented=states[place % len(states)])
    if kind == "half":
        kept = {id: answer for id, answer in found.items() if id not in indicators[12:]}
        return {**kept, indicators[3]: replace(found[indicators[3]], documented=None)}
    for name, value in AREA.items():
        found[name] = answer(name, value)
    named = found["team-qualification"]
    found["team-qualification"] = replace(
        named,
        documented=Documented.YES,
        document=Named(f"Ordner {HOSTILE}", "03/2025", "drive S"),
        note=SHARED,
        note_shared=True,
    )
    found["strategy-documentation"] = replace(found["strategy-documentation"], note=SECRET)
    return found


@cache
def stood(kind: str, language: str, cluster: str = CLUSTER) -> Standing:
    """Where one of the checks stands; the full one is compared with an earlier one."""
    last = Last(THEN, survey(language), filled(3, {"strategy-documentation": 0})) if kind == "full" else None
    return standing(survey(language), answers(kind), on=ON, submitted=kind != "half", cluster=cluster, last=last)


@cache
def made(kind: str, language: str, full: bool = True, gaps: bool = True) -> bytes:
    """The report of one of the checks."""
    return report(stood(kind, language), full=full, gaps=gaps)


@cache
def wordy(language: str, times: int = 3) -> Survey:
    """The shipped survey with every text several times as long, and titles that begin with an endless word."""

    def longer(key: str, value: Any) -> Any:
        match value:
            case str() if key in WORDS and (key != "about" or " " in value):
                return (
                    "Donaudampfschifffahrtsgesellschaftskapitänsmützen " if key == "title" else ""
                ) + f"{value} " * times
            case Mapping():
                return {name: longer(name, each) for name, each in value.items()}
            case list() | tuple():
                return [longer("", each) for each in value]
            case _:
                return value

    return Survey.model_validate(longer("", survey(language).model_dump(by_alias=True)))


def root(pdf: bytes) -> Any:
    """The document's catalog: language, tags, metadata."""
    return PdfReader(BytesIO(pdf)).trailer["/Root"]


@cache
def pages(pdf: bytes) -> tuple[str, ...]:
    """The words of each page, with every run of blanks as one."""
    return tuple(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def words(pdf: bytes) -> str:
    """The words of all pages, without the places where a long word may break."""
    return " ".join(pages(pdf)).replace("\u200b", "")


def stained(pdf: bytes) -> list[str]:
    """Where something stands in a margin: left or right of the text, or between the text and the footer."""
    found = []
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number in range(len(document)):
            bitmap = document[number].render(scale=1)
            content, wide, deep = bytes(bitmap.buffer), bitmap.width * bitmap.n_channels, bitmap.stride
            rows = [content[start : start + wide] for start in range(0, deep * bitmap.height, deep)]
            side = round(bitmap.width * 17 / 210) * bitmap.n_channels
            blank = b"\xff" * side
            if any(row[:side] != blank or row[-side:] != blank for row in rows):
                found.append(f"page {number + 1}, sides")
            foot = rows[round(bitmap.height * 276.6 / 297) : round(bitmap.height * 279.4 / 297)]
            if any(row != b"\xff" * wide for row in foot):
                found.append(f"page {number + 1}, foot")
    finally:
        document.close()
    return found
