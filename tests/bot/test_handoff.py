"""The hand-off pack: listed and confirmed first, nothing in it that was not switched on, whole, its owner's alone."""

import json
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import bot.packs
from bot.__main__ import main
from bot.conversation import turned
from bot.drawing import draw
from bot.handed import _called
from bot.packs import Packed, packed
from bot.speech import speech
from bot.terminal import _kept
from storage.evidence import Proof, ProofFile
from tests.bot.handing import DOCUMENTS, MAKE, chain, pack, proof, recorded, unpacked, words
from tests.bot.proof_files import PDF
from tests.bot.reports.checking import PROVISIONAL
from tests.bot.reviewing import Stage, assessor, checked, rated, shared, stage
from tests.bot.talking import BEGIN
from tests.bot.test_review import PLAN, STRATEGY, WEB, compared
from tests.bot.test_team import joined

PRIVATE = "Badger private"


def table(content: bytes) -> list[list[object]]:
    """The rows of a workbook's first sheet."""
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(BytesIO(content)).worksheets[0].iter_rows()]


def keys(told: Any) -> set[str]:
    """All names of a JSON document."""
    match told:
        case dict():
            return set(told) | {key for each in told.values() for key in keys(each)}
        case list():
            return {key for each in told for key in keys(each)}
        case _:
            return set()


# --- what goes in --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "de"])
async def test_by_default_facts_levels_and_proof_go_in(
    tmp_path: Path, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async with stage(tmp_path, language) as found:
        await proof(found, STRATEGY, "Über uns: Straße/..\\x")
        await recorded(found)
        await compared(found)
        await found.be("manager")
        await found.tap("line-new", 0, STRATEGY, "-")
        await found.type("Otter plan")
        shown = await found.tap("pack", 1)
        evidence = "evidence/4.1.2-1-Ueber-uns-Strasse-x.pdf"
        for name in (*DOCUMENTS, evidence):
            assert f"• {name} · " in shown
        assert found.talk.screens[-1].file is None  # nothing before it is confirmed
        files = await pack(found)
        held = unpacked(tmp_path, files)
        assert [each.name for each in files] == ["clusterready-pack-2026-04-07.zip"]
        assert set(held) == {*DOCUMENTS, evidence}
        assert held[evidence].startswith(PDF)
        assert main(["pack", "verify", str(tmp_path / files[0].name)]) == 0
        assert "0 problems" in capsys.readouterr().err
        check = json.loads(held["check.json"])
        assert not {"plan", "assessments"} & set(check)
        assert "steps" not in check["check"]
        assert len(check["check"]["answers"]) > 30
        assert check["about"] == PROVISIONAL[language]
        text = "".join(map(words, held.values()))
        assert "Otter plan" not in text
        assert "Name of one" not in text
        assert {"en": "Germany", "de": "Deutschland"}[language] in words(held["tables.xlsx"])
        assert {"en": "Index of the proofs", "de": "Verzeichnis der Nachweise"}[language] in shown


async def test_each_switch_brings_its_own_and_nothing_else(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        found.asked("UPDATE answer SET note = 'Badger shared', note_shared = 1 WHERE question = ?", PLAN)
        low = "UPDATE answer SET value = '{\"points\":1}', seen = 1 WHERE session = 1 AND question = ?"
        found.asked(low, STRATEGY)
        await compared(found)
        await found.be("manager")
        await found.tap("line-new", 0, STRATEGY, "-")
        await found.type("Otter plan")
        signs = {
            "p": ("Otter plan", "Gaps, the biggest first"), "n": ("Badger shared",), "h": ('"steps": [',),
            "a": ("Name of one", "What assessors say", "How far they agree"),
        }  # fmt: skip
        for on in ("", "p", "n", "h", "a", "pnha"):
            text = "".join(map(words, unpacked(tmp_path, await pack(found, on)).values()))
            for flag, told in signs.items():
                assert [each for each in told if (each in text) is not (flag in on)] == [], (on, flag)


async def test_history_has_the_check_before_and_nothing_later(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        second = await checked(found.talk, "manager", {WEB: 2})
        found.asked("UPDATE session SET submitted_at = ?, place = replace(place, '2026-04-07', '2026-05-07') "
                    "WHERE id = ?", "2026-05-07 09:00:00.000000", second)  # fmt: skip
        await found.tap("pack", second, "", "h")
        await found.press(MAKE["en"])
        later = unpacked(tmp_path, chain(found.talk.screens[-1].file))
        assert {row[0] for row in table(later["tables.xlsx"])[1:]} == {1, second}
        assert "Progress since 7 April 2026" in words(later["report.pdf"])
        first = unpacked(tmp_path, await pack(found, "h"))
        assert {row[0] for row in table(first["tables.xlsx"])[1:]} == {1}
        await found.tap("pack", second)
        await found.press(MAKE["en"])
        bare = unpacked(tmp_path, chain(found.talk.screens[-1].file))
        assert {row[0] for row in table(bare["tables.xlsx"])[1:]} == {second}
        assert "Progress since" not in words(bare["report.pdf"])


@pytest.mark.parametrize("flags", ["", "n", "pnha"])
async def test_a_private_note_of_either_side_is_in_no_byte_of_any_file(tmp_path: Path, flags: str) -> None:
    async with stage(tmp_path) as found:
        await checked(found.talk, "manager", {})
        found.asked("UPDATE answer SET note = ? WHERE session = 2", f"{PRIVATE} of an earlier one")
        found.asked("UPDATE session SET submitted_at = '2026-01-07 09:00:00.000000', "
                    "place = replace(place, '2026-04-07', '2026-01-07') WHERE id = 2")  # fmt: skip
        found.asked("UPDATE answer SET note = ?, note_shared = 0 WHERE session = 1", PRIVATE)
        await compared(found)
        found.asked("UPDATE answer SET note = ? WHERE session > 2", f"{PRIVATE} of an assessor")
        await found.be("manager")
        held = unpacked(tmp_path, await pack(found, flags))
        assert [name for name, content in held.items() if PRIVATE in words(content)] == []
        assert PRIVATE not in "".join(held)


async def test_a_note_that_was_private_once_is_not_in_the_history(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        still = await checked(found.talk, "manager", {}, submitted=False)
        await found.tap("note", still, PLAN)
        await found.type(f"{PRIVATE} at first")
        await found.tap("note", still, PLAN)
        await found.type("Badger shared later")
        await found.tap("share", still, PLAN, "on")
        await found.tap("submit", still)
        await found.tap("pack", still, "", "nh")
        await found.press(MAKE["en"])
        held = unpacked(tmp_path, chain(found.talk.screens[-1].file))
        text = "".join(map(words, held.values()))
        assert "Badger shared later" in text
        assert f"{PRIVATE} at first" not in text
        assert f"{PRIVATE} at first" in str(found.asked("SELECT note FROM answer WHERE session = ?", still))


async def test_the_json_has_no_ids_of_people_or_of_the_database(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await compared(found)
        await found.be("manager")
        told = json.loads(unpacked(tmp_path, await pack(found, "pnha"))["check.json"])
        assert not {"by", "id", "person", "started_by", "external", "cluster"} & keys(told)
        assert [each["name"] for each in told["assessments"][0]["assessors"]] == ["Name of one", "Name of two"]


# --- proofs --------------------------------------------------------------------------------------------------


async def test_the_index_says_what_was_recorded_added_later_replaced_and_removed(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        for shows in ("Kept", "Swapped", "Gone"):
            await proof(found, STRATEGY, shows)
        await recorded(found)
        found.talk.time = BEGIN + timedelta(days=3)
        await proof(found, STRATEGY, "Later")
        await found.tap("proofs", 0, WEB)
        await found.type("https://example.org/page")
        await found.type("Our page")
        await found.type("2025")
        found.asked("UPDATE proof_record SET hashes = replace(hashes, substr(hashes, -12, 8), '00000000') "
                    "WHERE proof = 2")  # fmt: skip
        await found.tap("also", 0, WEB, "1")
        async with found.talk.store.work() as work:
            await work.evidence.remove(3, found.talk.time)
        held = unpacked(tmp_path, await pack(found))
        rows = [(row[0], row[2], row[5], row[9]) for row in table(held["evidence-index.xlsx"])[1:]]
        later = "ADDED LATER, on 10 April 2026"
        assert rows == [
            ("4.1.2", "Kept", "evidence/4.1.2-1-Kept.pdf", "recorded"),
            ("4.1.2", "Swapped", "evidence/4.1.2-2-Swapped.pdf", "recorded, replaced since"),
            ("4.1.2", None, None, "removed on 10 April 2026"),
            ("4.1.2", "Later", "evidence/4.1.2-3-Later.pdf", later),
            ("4.6.2", "Kept", "evidence/4.1.2-1-Kept.pdf", "recorded for another indicator, named for this one later"),
            ("4.6.2", "Our page", "https://example.org/page", later),
        ]
        assert sorted(each for each in held if "/" in each) == sorted(
            {str(row[2]) for row in rows if str(row[2]).startswith("evidence")}
        )
        told = json.loads(held["check.json"])["evidence"]
        states = ["recorded", "replaced", "removed", "later", "elsewhere", "later"]
        assert [each["state"] for each in told] == states
        assert told[2]["removed_at"].startswith("2026-04-10")


async def test_a_file_that_is_not_here_is_named_and_not_in_it(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await proof(found, STRATEGY, "Here")
        await proof(found, STRATEGY, "Lost")
        found.asked("UPDATE proof_file SET state = 'failed', reason = 'large' WHERE name = 'Lost.pdf'")
        shown = await found.tap("pack", 1)
        assert "Not in it" in shown
        assert "• Lost.pdf: it is larger than 20 MB." in shown
        held = unpacked(tmp_path, await pack(found))
        assert [each for each in held if "/" in each] == ["evidence/4.1.2-1-Here.pdf"]
        assert any("Lost.pdf: not stored" in str(row[5]) for row in table(held["evidence-index.xlsx"]))


async def test_too_much_for_one_zip_is_split_and_too_much_for_any_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with stage(tmp_path) as found:
        for number in range(4):
            await proof(found, STRATEGY, f"Scan {number}", PDF + bytes(300_000))
        await proof(found, STRATEGY, "Huge", PDF + bytes(700_000))
        monkeypatch.setattr(bot.packs, "VOLUME_BYTES", 650_000)
        shown = await found.tap("pack", 1)
        assert "in 3 ZIPs." in shown
        assert "• evidence/4.1.2-5-Huge.pdf · 684 KB, too large for a ZIP" in shown
        files = await pack(found)
        assert [each.name for each in files] == [f"clusterready-pack-2026-04-07-{n}-of-3.zip" for n in (1, 2, 3)]
        assert [each.caption for each in files] == [
            f"Hand-off pack, {n} of 3. Provisional, no result of ESCA or EUCLES." for n in (1, 2, 3)
        ]
        assert all(len(each.data()) <= 650_000 for each in files)
        held = unpacked(tmp_path, files)
        assert sorted(each for each in held if "/" in each) == [
            f"evidence/4.1.2-{n + 1}-Scan-{n}.pdf" for n in range(4)
        ]
        assert any("Huge.pdf: left out" in str(row[5]) for row in table(held["evidence-index.xlsx"]))
        assert "1 file is too large for a ZIP and not in it." in found.text


async def test_a_long_list_has_pages(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        for number in range(14):
            await proof(found, STRATEGY, f"Scan {number}")
        shown = await found.tap("pack", 1, "", "p")
        assert "Scan-13" not in shown
        shown = await found.press("Page 2 ›")
        assert "Scan-13" in shown
        assert "☑ Plan" in shown
        assert len(unpacked(tmp_path, await pack(found, "p.1"))) == 18


# --- confirmed -----------------------------------------------------------------------------------------------


async def test_what_is_made_is_what_was_listed(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await proof(found, STRATEGY, "Here")
        await found.tap("pack", 1)
        confirm = next(each.tap for each in found.talk.screens[-1].buttons if each.label == MAKE["en"])
        await proof(found, STRATEGY, "Another")
        shown = await found.talk.enter(confirm)
        assert found.talk.screens[-1].file is None
        assert found.talk.screens[-1].toast == "Something changed meanwhile. Please look again."
        assert "Another" in shown
        assert found.asked("SELECT count(*) FROM access WHERE what = 'packed'") == [(0,)]
        await found.tap("pack-send", 1, "", "pnha.")
        assert found.talk.screens[-1].file is None


async def test_that_it_was_made_is_in_the_log(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await found.tap("pack", 1)
        assert "hand-off pack" not in await found.tap("access-log")
        await pack(found)
        assert "you · made a hand-off pack" in await found.tap("access-log")


async def test_it_is_found_where_the_check_is_shared_and_reported(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        for verb, session, choice in (("report", 1, ""), ("sharing", 0, "")):
            await found.tap(verb, session, "", choice)
            assert "What goes in" in await found.press("Hand-off pack (ZIP)")
        await shared(found)
        await found.tap("shared", choice="1")
        assert "What goes in" in await found.press("Hand-off pack (ZIP)")


# --- who, and of what ----------------------------------------------------------------------------------------


async def refused(found: Stage, session: int) -> None:
    """Neither the list nor the pack of a check."""
    for verb, choice in (("pack", ""), ("pack", "pnha"), ("pack-send", "."), ("pack-send", "pnha.0123456789")):
        shown = await found.tap(verb, session, "", choice)
        assert "report.pdf" not in shown
        assert found.talk.screens[-1].file is None


@pytest.mark.parametrize("role", ["editor", "reader"])
async def test_only_an_owner_hands_off(tmp_path: Path, role: str) -> None:
    async with stage(tmp_path) as found:
        await joined(found, "mate", role)
        await refused(found, 1)
        assert len(found.asked("SELECT person FROM access WHERE what = 'refused'")) == 1
        await found.tap("report", 1)
        assert "Hand-off pack (ZIP)" not in found.captions


async def test_assessors_and_strangers_are_refused_and_that_is_logged(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await compared(found)
        await found.be("one")
        await refused(found, 1)
        await found.new("stranger")
        await refused(found, 1)
        assert len(found.asked("SELECT person FROM access WHERE what = 'refused'")) == 2


async def test_an_assessment_is_nobody_s_to_hand_off(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        one = await assessor(found, "one")
        await rated(found, one, {})
        await found.tap("submit", one)
        await refused(found, one)
        await found.be("manager")
        await refused(found, one)
        assert found.asked("SELECT count(*) FROM access WHERE what = 'packed'") == [(0,)]


async def test_only_of_a_full_check_that_is_submitted_and_counts(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await found.tap("trial", 1, "", "on")
        await refused(found, 1)
        await found.tap("report", 1)
        assert "Hand-off pack (ZIP)" not in found.captions
        still = await checked(found.talk, "manager", {}, submitted=False)
        await refused(found, still)
        await found.tap("report", still)
        assert "Hand-off pack (ZIP)" not in found.captions
        express = await checked(found.talk, "manager", {})
        found.asked('UPDATE session SET scope = \'{"kind":"express","ids":[]}\' WHERE id = ?', express)
        await refused(found, express)
        await refused(found, 999)
        await refused(found, 2**70)


async def test_nothing_of_the_assessors_before_the_sides_are_shown(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        one, two = await assessor(found, "one"), await assessor(found, "two")
        await found.be("one")
        await rated(found, one, {STRATEGY: 1})
        await found.tap("submit", one)
        await found.be("manager")
        await found.tap("pack", 1)
        assert not [each for each in found.captions if "What assessors say" in each]
        text = "".join(map(words, unpacked(tmp_path, await pack(found, "a")).values()))
        assert "What assessors say" not in text
        assert "Name of one" not in text
        await found.be("two")
        await rated(found, two, {})
        await found.tap("submit", two)
        await found.be("manager")
        await found.tap("pack", 1)
        assert [each for each in found.captions if "What assessors say" in each]


# --- when it goes wrong, and in a terminal -------------------------------------------------------------------


async def test_a_terminal_keeps_every_zip_and_stops_where_one_can_t_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with stage(tmp_path) as found:
        for number in range(3):
            await proof(found, STRATEGY, f"Scan {number}", PDF + bytes(300_000))
        monkeypatch.setattr(bot.packs, "VOLUME_BYTES", 650_000)
        first, second = await pack(found)
        kept, lost = tmp_path / "kept", tmp_path / "lost"
        lines = list(_kept(first, kept, speech("en")))
        assert lines == [f"→ {kept / each.name}" for each in (first, second)]
        assert [main(["pack", "verify", str(each)]) for each in sorted(kept.iterdir())] == [0, 0]

        def broken() -> bytes:
            raise FileNotFoundError("gone")

        lines = list(_kept(replace(first, make=broken), lost, speech("en")))
        assert lines == [f"{first.name} could not be made, and the rest of the pack was not sent. Make it again."]
        assert not lost.exists()


# --- names ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shows", "name", "type", "called"),
    [
        ("Annual report 2025", "IMG_0001.PDF", "pdf", "Annual-report-2025.pdf"),
        (None, "Jahresbericht (final).pdf", "pdf", "Jahresbericht-final.pdf"),
        (None, "../../etc/passwd", "text", "file.txt"),
        ("=cmd|' /C calc'!A0", "x.xlsx", "xlsx", "cmd-C-calc-A0.xlsx"),
        ("План на год", "план.pdf", "pdf", "file.pdf"),
        ("Größe & Maße: Straße", "a.jpeg", "jpeg", "Groesse-Masse-Strasse.jpg"),
        ("x" * 300, "a.pdf", "pdf", "x" * 50 + ".pdf"),
        ("...", ".hidden", None, "file.hidde"),
    ],
)
def test_a_file_in_a_pack_has_a_plain_and_telling_name(
    shows: str | None, name: str, type: str | None, called: str
) -> None:
    file = ProofFile(1, "file", name, type, 1, "0" * 64, "kept", None, BEGIN)
    held = Proof(1, 1, "file", shows, None, None, None, BEGIN, None, (file,), ())
    assert _called(held, file) == called
    packed([Packed(f"evidence/4.1.2-1-{called}", "", b"")], "pack", BEGIN, "Example")


async def test_the_same_pack_has_the_same_bytes(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await proof(found, STRATEGY, "Here")
        await found.tap("pack", 1)
        confirm = next(each.tap for each in found.talk.screens[-1].buttons if each.label == MAKE["en"])
        scene = await turned(found.talk.desk, found.talk.visitor, confirm)
        once, twice = (draw(scene)[-1].file for _ in range(2))
        assert once is not None
        assert twice is not None
        assert once.data() == twice.data()
