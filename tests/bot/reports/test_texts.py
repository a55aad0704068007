"""Golden texts: the words of every document, page by page. `UPDATE_TEXTS=1 make test` writes them anew."""

import os
import re
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from bot.reports.agenda import agenda
from bot.reports.areas_sheet import areas_sheet
from bot.reports.bronze_sheet import bronze_sheet
from bot.reports.document import report
from bot.reports.questionnaire import questionnaire
from tests.bot.reports.checking import KINDS, LANGUAGES, ON, PLAN, stood
from tests.bot.reports.siding import beside
from tests.bot.staging import survey

TEXTS = Path(__file__).parent / "texts"
Drawn = Callable[[], bytes]


def _of_checks(kind: str, language: str) -> dict[str, Drawn]:
    """The documents of a check, by their names; the plan and what assessors say go with the full one."""
    found = partial(stood, kind, language)
    plan = PLAN if kind == "full" else ()
    sides = (beside(language),) if kind == "full" else ()
    return {
        "short": lambda: report(found(), full=False, gaps=True),
        "full": lambda: report(found(), full=True, gaps=True, plan=plan, sides=sides),
        "bronze-sheet": lambda: bronze_sheet(found()),
        "areas": lambda: areas_sheet(found()),
    }


ALL: dict[str, Drawn] = {
    f"{what}-{kind}-{language}": made
    for language in LANGUAGES
    for kind in KINDS
    for what, made in _of_checks(kind, language).items()
} | {f"questionnaire-{language}": partial(lambda it: questionnaire(survey(it), it), language) for language in LANGUAGES}
ALL |= {
    f"agenda-{kind}-{language}": partial(agenda, beside(language, guided=kind == "guided", settled=kind == "blind"), ON)
    for language in LANGUAGES
    for kind in ("blind", "guided")
}


def text(pdf: bytes) -> str:
    """The words as they stand, line by line, without the places where a long word may break, and with leaders short."""
    pages = PdfReader(BytesIO(pdf)).pages
    found = []
    for number, page in enumerate(pages, start=1):
        words = re.sub(r"( \.){4,}", " …", page.extract_text().replace("\u200b", ""))
        lines = words.split("\n")
        found += [f"=== {number} / {len(pages)}", *(line.strip() for line in lines if line.strip())]
    return "\n".join(found) + "\n"


@pytest.mark.parametrize("name", ALL)
def test_a_document_says_what_is_written(name: str) -> None:
    """Each document's words are those of its file."""
    file = TEXTS / f"{name}.txt"
    drawn = text(ALL[name]())
    if os.environ.get("UPDATE_TEXTS"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(drawn, encoding="utf-8")
    assert drawn.split("\n") == file.read_text(encoding="utf-8").split("\n")


def test_no_text_is_left_over() -> None:
    assert {file.stem for file in TEXTS.glob("*.txt")} == set(ALL)
