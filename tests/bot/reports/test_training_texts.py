"""Golden texts of the documents for training, as in `test_texts`; `UPDATE_TEXTS=1 make test` writes them anew."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from bot.reports.case_paper import case_paper
from bot.reports.keepsake import keepsake
from tests.bot.reports.checking import LANGUAGES
from tests.bot.reports.keeping import kept
from tests.bot.reports.test_case_paper import SHORT, on_paper
from tests.bot.reports.test_texts import text

TEXTS = Path(__file__).parent / "training_texts"
PEOPLE = {"en": 30, "de": 4}
Drawn = Callable[[str], bytes]
DRAWN: dict[str, Drawn] = {
    "case-paper": lambda language: case_paper(on_paper(SHORT, language)),
    "keepsake": lambda language: keepsake(kept(SHORT, language, PEOPLE[language])),
}
ALL = {f"{what}-{language}": partial(drawn, language) for what, drawn in DRAWN.items() for language in LANGUAGES}


@pytest.mark.parametrize("name", ALL)
def test_a_document_says_what_is_written(name: str) -> None:
    """Each document's words are those of its file."""
    file, drawn = TEXTS / f"{name}.txt", text(ALL[name]())
    if os.environ.get("UPDATE_TEXTS"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(drawn, encoding="utf-8")
    assert drawn.split("\n") == file.read_text(encoding="utf-8").split("\n")


def test_no_text_is_left_over() -> None:
    assert {file.stem for file in TEXTS.glob("*.txt")} == set(ALL)
