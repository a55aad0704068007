"""Pictures, reports and the blank questionnaire: asked for in the chat and on the command line."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from bot.__main__ import main
from bot.conversation import Typed
from bot.drawing import draw
from bot.report_pages import decode, encode
from bot.scene import Report
from bot.screens import Attachment, Screen, Tap
from storage.plans import PlanLine
from surveys.session import FULL, Reviewing, Session
from tests.bot.holding import answer, captions, file_of, press
from tests.bot.reports.checking import planned
from tests.bot.staging import scene
from tests.bot.talking import Talk

LEVEL = "strategy-documentation"


async def begun(talk: Talk) -> None:
    """A check with a name, a documented level and a private note."""
    await talk.begin()
    await answer(talk, 1, "organisation-name", "Marmot Agency")
    await answer(talk, 1, LEVEL, "d", "yes")
    await talk.enter(Tap("note", 1, LEVEL))
    await talk.type("Marmot secret")
    await talk.enter(Tap("card", 1))


def attached(talk: Talk) -> Attachment:
    file = talk.screens[-1].file
    assert file is not None
    return file


def words(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


async def test_the_command_for_the_result_brings_a_picture_and_the_card(talk: Talk) -> None:
    await begun(talk)
    await talk.enter(Typed("/result"))
    file = attached(talk)
    assert file.pictured
    assert file.name == f"clusterready-result-{talk.time:%Y-%m-%d}.png"
    assert file.data()[:8] == b"\x89PNG\r\n\x1a\n"
    assert "Provisional self-check, not an ESCA or EUCLES result" in file.caption
    assert "Marmot Agency" in file.caption
    assert "Picture" in captions(talk.screens[-1])


async def test_going_through_the_result_brings_no_second_picture(talk: Talk) -> None:
    await begun(talk)
    await talk.enter(Typed("/result"))
    await press(talk, "Gold: why?")
    assert talk.screens[-1].file is None
    await press(talk, "To the result")
    assert talk.screens[-1].file is None
    await press(talk, "Picture")
    assert attached(talk).pictured


async def test_an_express_check_has_no_picture_and_no_report(talk: Talk) -> None:
    await talk.begin("express")
    await talk.enter(Typed("/result"))
    assert talk.screens[-1].file is None
    assert "A report is made of the full check" in await talk.enter(Typed("/report"))
    assert "Make the PDF" not in captions(talk.screens[-1])
    await talk.enter(Tap("make-report", 1, choice="full-gaps-en"))
    assert talk.screens[-1].file is None


async def test_the_report_asks_first_and_says_what_is_open(talk: Talk) -> None:
    await begun(talk)
    shown = await talk.enter(Typed("/report"))
    assert "Still open (" in shown
    assert "Private notes never get in." in shown
    assert [each for each in captions(talk.screens[-1]) if each.startswith("●")] == [
        "● One page",
        "● English",
        "● With gaps",
    ]
    await press(talk, "All of it")
    await press(talk, "Deutsch")
    await press(talk, "Without gaps")
    chosen = [each for each in captions(talk.screens[-1]) if each.startswith("●")]
    assert chosen == ["● All of it", "● Deutsch", "● Without gaps"]
    await press(talk, "Make the PDF")
    file = attached(talk)
    text = words(file.data())
    assert file.name == f"clusterready-report-{talk.time:%Y-%m-%d}-de.pdf"
    assert "Vorläufiger Selbstcheck" in text
    assert "Marmot Agency" in text
    assert "Marmot secret" not in text
    assert [each for each in captions(talk.screens[-1]) if each.startswith("●")] == chosen


async def test_one_page_is_one_page(talk: Talk) -> None:
    await begun(talk)
    await talk.enter(Tap("make-report", 1, choice="page-gaps-en"))
    assert len(PdfReader(BytesIO(attached(talk).data())).pages) == 1


@pytest.mark.parametrize("language", ["en", "de"])
async def test_the_blank_questionnaire_comes_in_the_language_that_was_picked(talk: Talk, language: str) -> None:
    await begun(talk)
    await talk.enter(Tap("questionnaire", 1, choice=f"page-gaps-{language}"))
    text = words(attached(talk).data())
    assert talk.desk.shelf.survey(1, language).indicators[LEVEL].title in text
    assert "Marmot" not in text


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(
    ("button", "name", "found"),
    [
        ("Bronze sheet", "bronze-sheet", {"en": "benchmarking interview", "de": "Benchmarking-Interview"}),
        (
            "Improvement areas",
            "improvement-areas",
            {"en": "areas for Silver", "de": "bereiche für Silber"},
        ),
    ],
)
async def test_the_other_documents_are_one_tap_away(
    talk: Talk, language: str, button: str, name: str, found: dict[str, str]
) -> None:
    await begun(talk)
    await talk.enter(Typed("/report"))
    await press(talk, "Deutsch" if language == "de" else "English")
    await press(talk, button)
    file = attached(talk)
    text = words(file.data())
    assert file.name == f"clusterready-{name}-{talk.time:%Y-%m-%d}-{language}.pdf"
    assert "Marmot Agency" in text
    assert "Marmot secret" not in text
    assert found[language] in text
    assert "Make the PDF" in captions(talk.screens[-1])


@pytest.mark.parametrize("verb", ["bronze-sheet", "areas"])
async def test_an_express_check_has_none_of_them(talk: Talk, verb: str) -> None:
    await talk.begin("express")
    await talk.enter(Typed("/report"))
    assert not {"Bronze sheet", "Improvement areas"} & set(captions(talk.screens[-1]))
    await talk.enter(Tap(verb, 1, choice="full-gaps-en"))
    assert talk.screens[-1].file is None


async def test_the_page_before_a_report_stays_small(talk: Talk) -> None:
    await begun(talk)
    await talk.enter(Typed("/report"))
    assert len(talk.screens) == 1
    assert [len(row) for row in talk.screens[-1].rows] == [2, 2, 2, 1, 2, 1, 2]


# --- with or without the plan --------------------------------------------------------------------------------


def offered(view: Report, *plan: PlanLine) -> Screen:
    """The page before a report of an open check, with a plan."""
    at = replace(scene("en", view, Session("self", FULL, Reviewing(), {}, {})), plan=plan)
    return draw(replace(at, versions={1: at.survey}))[0]


STEP = planned("strategy-documentation", "Marmot step")


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("plan", [(), (STEP,)])
def test_the_plan_is_a_choice_where_there_is_one_and_all_of_it_is_wanted(
    full: bool, plan: tuple[PlanLine, ...]
) -> None:
    found = {"● With plan", "Without plan"} <= set(captions(offered(Report(full=full), *plan)))
    assert found == (full and bool(plan))


@pytest.mark.parametrize("wanted", [False, True])
def test_the_plan_is_in_the_report_if_it_is_wanted(wanted: bool) -> None:
    screen = offered(Report(full=True, plan=wanted, made="report"), STEP)
    assert screen.file
    assert ("Marmot step" in words(screen.file.data())) == wanted
    make = next(button.tap for button in screen.buttons if button.label == "Make the PDF")
    assert decode(make.choice) == Report(full=True, plan=wanted)


async def test_the_plan_of_the_chat_is_in_the_report_and_in_the_workbook(talk: Talk) -> None:
    await begun(talk)
    await talk.enter(Tap("line-new", 0, LEVEL, "-"))
    await talk.type("Marmot goals on one page")
    await talk.enter(Tap("report", 1, choice="full-gaps-en"))
    assert "● With plan" in captions(talk.screens[-1])
    await press(talk, "Make the PDF")
    assert "Marmot goals on one page 4.1.2 Written cluster strategy" in words(attached(talk).data())
    await press(talk, "Without plan")
    await press(talk, "Make the PDF")
    assert "Marmot goals" not in words(attached(talk).data())
    await talk.enter(Tap("export", choice="xlsx"))
    rows = openpyxl.load_workbook(BytesIO(attached(talk).data()))["Plan"].iter_rows(min_row=2, values_only=True)
    assert [each[:2] for each in rows] == [("4.1.2", "Marmot goals on one page")]


def test_older_buttons_still_mean_what_they_meant() -> None:
    assert decode("full-plain-de") == Report(full=True, gaps=False, language="de")
    assert encode(Report(plan=False)) == "page-gaps-en-noplan"


# --- the check before ----------------------------------------------------------------------------------------


async def test_the_report_tells_what_changed_since_the_check_before(talk: Talk) -> None:
    await begun(talk)
    await talk.enter(Tap("submit", 1))
    await talk.enter(Tap("begin", choice="full"))
    await answer(talk, 2, LEVEL, "e", "yes")
    await talk.enter(Tap("make-report", 2, choice="full-gaps-en"))
    text = words(attached(talk).data())
    assert f"Progress since {talk.time.day} April 2026" in text
    assert "answer changed: D → E" in text


async def test_a_trial_is_not_the_check_before(talk: Talk) -> None:
    await begun(talk)
    await talk.enter(Tap("submit", 1))
    await talk.enter(Tap("trial", 1, choice="on"))
    await talk.enter(Tap("begin", choice="full"))
    await talk.enter(Tap("make-report", 2, choice="full-gaps-en"))
    assert "Progress since" not in words(attached(talk).data())


@pytest.mark.parametrize(
    "choice", ["", "x", "full-gaps-fr", "full-gaps", "full-gaps-en-x", "-", "FULL-gaps-en", "page-gaps-en-noplan-x"]
)
async def test_other_buttons_ask_again(talk: Talk, choice: str) -> None:
    await begun(talk)
    assert decode(choice) is None
    await talk.enter(Tap("report", 1, choice=choice))
    assert "Make the PDF" in captions(talk.screens[-1])


async def test_an_earlier_check_is_drawn_as_it_was(talk: Talk) -> None:
    await begun(talk)
    await talk.enter(Tap("submit", 1))
    await talk.enter(Tap("begin", choice="full"))
    await answer(talk, 2, "organisation-name", "Otter Agency")
    await talk.enter(Tap("make-report", 1, choice="page-gaps-en"))
    assert "Marmot Agency" in words(attached(talk).data())


# --- on the command line -------------------------------------------------------------------------------------


async def drawn(talk: Talk, out: Path, *arguments: str) -> int:
    import asyncio

    await talk.close()
    told = ["report", "--database", f"sqlite+aiosqlite:///{file_of(talk)}", "--session", "1", "--out", str(out)]
    return await asyncio.to_thread(main, [*told, *arguments])


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ((), "Marmot Agency"),
        (("--kind", "page"), "Marmot Agency"),
        (("--what", "short"), "Marmot Agency"),
        (("--what", "bronze-sheet"), "Marmot Agency"),
        (("--what", "bronze-sheet", "--language", "de"), "Vorbereitungshilfe"),
        (("--what", "areas"), "Improvement areas for Silver"),
        (("--what", "full", "--without-plan"), "Marmot Agency"),
        (("--language", "de"), "Vorläufiger Selbstcheck"),
        (("--kind", "questionnaire"), "4.1.2"),
        (("--kind", "full", "--without-gaps"), "Marmot Agency"),
    ],
)
async def test_the_command_makes_the_same_files(
    talk: Talk, tmp_path: Path, arguments: tuple[str, ...], found: str
) -> None:
    await begun(talk)
    assert await drawn(talk, tmp_path / "out.pdf", *arguments) == 0
    text = words((tmp_path / "out.pdf").read_bytes())
    assert found in text
    assert "Marmot secret" not in text


@pytest.mark.parametrize("without", [False, True])
async def test_the_command_can_leave_out_the_plan(talk: Talk, tmp_path: Path, without: bool) -> None:
    await begun(talk)
    await talk.enter(Tap("line-new", 0, "-", "-"))
    await talk.type("Marmot step")
    assert await drawn(talk, tmp_path / "out.pdf", *(["--without-plan"] if without else [])) == 0
    assert ("Marmot step" in words((tmp_path / "out.pdf").read_bytes())) != without


async def test_the_command_makes_the_picture(talk: Talk, tmp_path: Path) -> None:
    await begun(talk)
    assert await drawn(talk, tmp_path / "out.png") == 0
    assert (tmp_path / "out.png").read_bytes()[:4] == b"\x89PNG"


async def test_a_check_that_is_not_there_is_said(
    talk: Talk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await begun(talk)
    assert await drawn(talk, tmp_path / "out.pdf", "--session", "9") == 1
    assert "There is no check 9 here." in capsys.readouterr().err
    assert not (tmp_path / "out.pdf").exists()
