"""The meeting's agenda and the assessors' part of a report, in the chat: who gets them, in which language, and when."""

from asyncio import to_thread
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from bot.__main__ import main
from bot.report_pages import decode, encode
from bot.scene import Report
from bot.screens import Attachment
from tests.bot.reviewing import Stage, assessor, rated, shared, stage
from tests.bot.test_review import STRATEGY, compared
from tests.bot.test_team import joined

NAMED = {"en": "Provisional agenda: where the sides differ", "de": "Vorläufige Tagesordnung: wo die Seiten abweichen"}
PART = {"en": "What assessors say", "de": "Was die Prüfenden sagen"}


def file_in(found: Stage) -> Attachment | None:
    return found.talk.screens[-1].file


def words(file: Attachment | None) -> str:
    """The words of a PDF that was sent."""
    assert file is not None
    pages = PdfReader(BytesIO(file.data())).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages).replace("\u200b", "")


# --- the agenda ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("who", ["manager", "one"])
async def test_the_agenda_is_one_tap_from_side_by_side(tmp_path: Path, language: str, who: str) -> None:
    async with stage(tmp_path, language) as found:
        await compared(found)
        await found.be(who)
        await found.tap("sides", choice="1")
        assert file_in(found) is None
        shown = await found.press({"en": "Agenda (PDF)", "de": "Tagesordnung (PDF)"}[language])
        assert {"en": "Side by side", "de": "Gegenüberstellung"}[language] in shown
        file = file_in(found)
        assert file is not None
        assert file.name == f"clusterready-agenda-{found.talk.time:%Y-%m-%d}-{language}.pdf"
        text = words(file)
        assert NAMED[language] in text
        assert "Name of one, Name of two" in text
        assert text.index("1. 4.1.2") < text.index("2. 4.6.2")
        assert "Kappa" not in text


async def test_an_editor_gets_the_agenda_and_nobody_else(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await compared(found)
        for name, role, gets in (("mate", "editor", True), ("guest", "reader", False)):
            await joined(found, name, role)
            await found.tap("agenda", choice="1")
            assert (file_in(found) is not None) is gets
        await found.new("stranger")
        await found.tap("agenda", choice="1")
        assert file_in(found) is None
        assert len(found.asked("SELECT person FROM access WHERE what = 'refused'")) == 2


async def test_there_is_none_before_the_sides_are_shown_and_none_after_withdrawing(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        one, two = await assessor(found, "one"), await assessor(found, "two")
        await found.be("one")
        await rated(found, one, {STRATEGY: 1})
        await found.tap("submit", one)
        for who in ("one", "two", "manager"):
            await found.be(who)
            await found.tap("agenda", choice="1")
            assert file_in(found) is None
        await found.be("two")
        await rated(found, two, {})
        await found.tap("submit", two)
        await found.tap("agenda", choice="1")
        assert file_in(found) is not None
        await found.be("manager")
        await found.tap("share-withdraw", 0, "yes", "1")
        await found.be("two")
        await found.tap("agenda", choice="1")
        assert file_in(found) is None


async def test_it_has_the_remarks_and_no_assessor_s_private_note(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        one = await assessor(found, "one")
        await rated(found, one, {STRATEGY: 1})
        for field, text in (("comment", "Only a draft"), ("ask", "Who signs it?")):
            await found.tap("remark", one, STRATEGY, field)
            await found.type(text)
        found.asked("UPDATE answer SET note = 'Badger private' WHERE session = ?", one)
        await found.tap("submit", one)
        await found.tap("agenda", choice="1")
        text = words(file_in(found))
        assert "Name of one: Only a draft" in text
        assert "For the meeting: Who signs it?" in text
        assert "Badger" not in text


# --- the report ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("plan", [True, False])
@pytest.mark.parametrize("sides", [True, False])
def test_a_button_says_what_a_report_is_to_hold(plan: bool, sides: bool) -> None:
    view = Report(True, False, "de", plan, sides)
    assert decode(encode(view)) == view
    assert decode(encode(view) + "-more") is None


async def test_the_part_is_offered_once_there_is_one(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await found.tap("report", 1, "", "full-gaps-en")
        assert "● With assessors" not in found.captions
        await shared(found)
        one = await assessor(found, "one")
        await rated(found, one, {STRATEGY: 1})
        await found.be("manager")
        await found.tap("make-report", 1, "", "full-gaps-en")
        assert PART["en"] not in words(file_in(found))  # nobody has submitted
        await found.be("one")
        await found.tap("submit", one)
        await found.be("manager")
        await found.tap("report", 1, "", "full-gaps-en")
        assert {"● With assessors", "Without assessors"} <= set(found.captions)
        await found.press("Make the PDF")
        assert "Same level: 26 of 27 (96 %)" in words(file_in(found))
        await found.press("Without assessors")
        await found.press("Make the PDF")
        assert PART["en"] not in words(file_in(found))
        await found.tap("report", 1, "", "page-gaps-en")
        assert "● With assessors" not in found.captions


async def test_it_comes_in_the_language_of_the_report(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await compared(found)
        await found.be("manager")
        await found.tap("make-report", 1, "", "full-plain-de")
        text = words(file_in(found))
        assert PART["de"] in text
        assert "Dieselbe Stufe: 25 von 27" in text


async def test_a_guided_one_says_so_and_has_no_figures(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found, "fpg.60")
        one = await assessor(found, "one")
        await rated(found, one, {STRATEGY: 1})
        await found.tap("submit", one)
        await found.be("manager")
        await found.tap("make-report", 1, "", "full-plain-en")
        text = words(file_in(found))
        assert "Guided, not blind: peers saw" in text
        assert "Same level" not in text
        await found.tap("agenda", choice="1")
        assert "Guided, not blind." in words(file_in(found))


async def test_a_reader_and_an_assessor_get_no_report(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await compared(found)
        await joined(found, "guest", "reader")
        await found.tap("make-report", 1, "", "full-plain-en")
        assert file_in(found) is None
        await found.be("one")
        await found.tap("make-report", 1, "", "full-plain-en")
        assert file_in(found) is None


async def test_the_command_line_leaves_it_out_when_told(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await compared(found)
    with_it, without = tmp_path / "with.pdf", tmp_path / "without.pdf"
    for file, more in ((with_it, []), (without, ["--without-assessors"])):
        told = ["report", "--session", "1", "--out", str(file), "--database", found.talk.url, *more]
        assert await to_thread(main, told) == 0
    read = [" ".join(page.extract_text() for page in PdfReader(file).pages) for file in (with_it, without)]
    assert [PART["en"] in each for each in read] == [True, False]
