"""The proofs of a shared check: what an assessor sees and opens, what is refused, and what the manager is told."""

import zipfile
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest

import bot.packs
from bot.packs import verify
from bot.screens import Attachment, Page
from bot.shared_proof_files import INDEX, plain
from bot.terminal import Surroundings, _show
from tests.bot.proof_files import PDF
from tests.bot.reviewing import (
    Stage,
    assessor,
    checked,
    proven,
    rated,
    recorded,
    shared,
    stage,
    taken,
    with_every_kind,
)
from tests.bot.talking import BEGIN
from tests.bot.test_terminal import clusterready

STRATEGY, WEB, PLAN = "strategy-documentation", "web-presence", "implementation-plan"


def logged(found: Stage) -> list[tuple[object, ...]]:
    return found.asked("SELECT what, question, name FROM access ORDER BY id")


def entries(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# --- what is seen --------------------------------------------------------------------------------------------

SEEN = {
    "en": (
        "• As it was · of March 2025",
        "1. As it was 1.pdf · PDF · 1 KB",
        "3. Late 3.pdf · PDF · 1 KB · added later",
        "• Replaced · replaced since the check was submitted",
        "• A proof that the check recorded · removed on 11 April 2026",
        "• A proof that the check recorded · no longer given for this indicator",
        "https://example.org/a?b=<c>",
        "Coming.jpg · 1 KB · still on its way",
        "• New one · added later, on 9 April 2026",
    ),
    "de": (
        "• As it was · von März 2025",
        "1. As it was 1.pdf · PDF · 1 KB",
        "3. Late 3.pdf · PDF · 1 KB · später hinzugefügt",
        "• Replaced · seit der Abgabe des Checks ersetzt",
        "• Ein Nachweis, den der Check festhielt · entfernt am 11. April 2026",
        "• Ein Nachweis, den der Check festhielt · für diesen Indikator nicht mehr angeführt",
        "https://example.org/a?b=<c>",
        "Coming.jpg · 1 KB · noch unterwegs",
        "• New one · später hinzugefügt, am 9. April 2026",
    ),
}


@pytest.mark.parametrize("language", ["en", "de"])
async def test_each_proof_says_what_became_of_it_since(tmp_path: Path, language: str) -> None:
    async with stage(tmp_path, language) as found:
        await with_every_kind(found, STRATEGY, 1)
        await shared(found)
        one = await assessor(found, "one")
        shown = await found.tap("shared-proofs", one, STRATEGY)
        for line in SEEN[language]:
            assert line in shown
        assert "Badger" not in shown
        card = await found.tap("goto", one, STRATEGY)
        assert SEEN[language][0] in card
        assert SEEN[language][3] in card
        assert SEEN[language][8] not in card  # three on the card, the others are a tap away
        await found.tap("give", one, STRATEGY, "p2")
        assert SEEN[language][0] in found.text  # beside "is that documented?" as well
        told = await found.tap("told", one)
        assert "As it was; Replaced" in told
        assert any(STRATEGY in each.tap.question for each in found.talk.screens[-1].buttons)


async def test_where_proof_is_not_shared_nothing_of_it_is_seen_or_opened(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await proven(found, STRATEGY, "Badger", PDF)
        await shared(found, "f.60")
        one = await assessor(found, "one")
        shown = [await found.tap("goto", one, STRATEGY), await found.tap("told", one)]
        for tap in (("shared-proofs", ""), ("open-proof", "1"), ("all-proofs", "")):
            shown.append(await found.tap(tap[0], one, STRATEGY, tap[1]))
            assert taken(found) == {}
        assert "Badger" not in "".join(shown)
        assert logged(found)[-1][0] == "refused"


async def test_only_the_indicators_of_a_guided_review_have_proof_in_it(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await proven(found, STRATEGY, "Shown", PDF)
        await proven(found, WEB, "Badger", b"%PDF other")
        await recorded(found)
        await found.tap("share-new", 1, "", "fpg.60")
        assert "1 proof with 1 file" not in found.text  # neither: both are proved, so neither is looked at
        assert "0 proofs with 0 files" in found.text
        await found.press("Share it")
        one = await assessor(found, "one")
        assert "Badger" not in await found.tap("told", one)
        await found.tap("open-proof", one, WEB, "2")
        assert taken(found) == {}


async def test_proof_that_was_said_of_another_version_of_the_survey_is_seen_too(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await proven(found, STRATEGY, "Of another version", PDF)
        found.asked("UPDATE proof_use SET version = 99, covers = '[0]'")
        await recorded(found)
        await shared(found)
        one = await assessor(found, "one")
        assert "• Of another version\n   1. Of another version 1.pdf" in await found.tap("goto", one, STRATEGY)


async def test_the_pages_of_many_proofs_have_all_of_them(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        for n in range(20):
            await proven(found, STRATEGY, f"Proof number {n:02}", *(b"%d %d" % (n, m) for m in range(n % 5)))
        await shared(found)
        one = await assessor(found, "one")
        shown = [await found.tap("shared-proofs", one, STRATEGY, str(page)) for page in range(2)]
        names = [f"Proof number {n:02}" for n in range(20) if n % 5]  # those without anything are not told
        assert all(sum(f"• {name}" in each for each in shown) == 1 for name in names)
        last = found.asked("SELECT max(id) FROM proof_file")[0][0]
        await found.tap("open-proof", one, STRATEGY, str(last))
        assert "Proof number 19" in found.text  # the page of the file that was opened
        assert list(taken(found).values()) == [b"19 3"]
        shown_now = await found.tap("goto", one, STRATEGY)
        assert "There is more: see “All proof of this one”." in shown_now
        assert [each for each in found.captions if each.startswith("File")] == [f"File {n}" for n in range(1, 6)]
        assert "Proof number 03 2.pdf" in shown_now  # 1 + 2 + 3 files, of which a card shows five
        assert "Proof number 03 3.pdf" not in shown_now
        assert "• Proof number 04" not in shown_now
        assert await found.press("All proof of this one")
        assert "File 6" in found.captions


# --- opening -------------------------------------------------------------------------------------------------


async def test_a_file_is_opened_with_one_tap_and_the_log_says_who_did(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await proven(found, STRATEGY, "Strategy", b"%PDF one", b"%PDF two")
        await shared(found)
        one = await assessor(found, "one")
        await found.tap("goto", one, STRATEGY)
        await found.press("File 2")
        assert taken(found) == {"4.1.2-2 Strategy 2.pdf": b"%PDF two"}
        file = found.talk.screens[-1].file
        assert file is not None
        assert file.review == 1
        assert logged(found)[-1] == ("proof-opened", STRATEGY, "Name of one")
        await rated(found, one, {})
        await found.tap("submit", one)
        await found.press("What is shared")  # also after submitting
        await found.press("Proof 4.1.2")
        await found.press("File 1")
        assert list(taken(found).values()) == [b"%PDF one"]
        await found.be("manager")
        assert "Name of one · opened proof: 4.1.2" in await found.tap("access-log")


@pytest.mark.parametrize("end", ["withdrawn", "ended", "past its day", "shown without them", "in the team"])
async def test_after_the_end_nothing_is_opened_and_the_try_is_logged(tmp_path: Path, end: str) -> None:
    async with stage(tmp_path) as found:
        await proven(found, STRATEGY, "Badger", PDF)
        await shared(found, "fp.30")
        one = await assessor(found, "one")
        if end == "shown without them":
            two = await assessor(found, "two")
            await rated(found, two, {})
            await found.tap("submit", two)
        await found.be("manager")
        match end:
            case "withdrawn":
                await found.tap("share-withdraw", 0, "yes", "1")
            case "ended":
                await found.tap("uninvite", choice="1")
            case "past its day":
                found.talk.time += timedelta(days=31)
            case "shown without them":
                await found.tap("share-close", 0, "yes", "1")
            case _:
                found.asked("INSERT INTO membership VALUES (1, 2, 'reader', '2026-04-08 09:00:00.000000', NULL)")
        await found.be("one")
        for verb, choice in (("open-proof", "1"), ("all-proofs", ""), ("shared-proofs", "")):
            shown = await found.tap(verb, one, STRATEGY, choice)
            assert "Badger" not in shown
            assert taken(found) == {}
        assert logged(found)[-1][0] == "refused"
        assert "proof-opened" not in {each[0] for each in logged(found)}
        review = await found.type("/review")
        assert "Delete what you kept of it." in review or end == "shown without them"


async def test_files_of_other_indicators_clusters_and_removed_proofs_are_refused(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await proven(found, STRATEGY, "Mine", PDF)
        removed = await proven(found, STRATEGY, "Badger", b"%PDF gone")
        await recorded(found)
        await shared(found)
        one = await assessor(found, "one")
        async with found.talk.store.work() as work:
            await work.evidence.remove(removed, found.talk.time)
        for question, number in ((WEB, "1"), (STRATEGY, "2"), (STRATEGY, "99"), (STRATEGY, "x"), ("nowhere", "1")):
            shown = await found.tap("open-proof", one, question, number)
            assert "not possible here" in shown
            assert taken(found) == {}
            assert logged(found)[-1][0] == "refused"
        await found.new("stranger")
        await found.tap("proof-file", 0, STRATEGY, "1.1")  # the manager's own button
        assert taken(found) == {}


# --- all of it -----------------------------------------------------------------------------------------------


async def test_all_proof_is_one_file_with_an_index_that_says_what_is_missing(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await with_every_kind(found, STRATEGY, 1)
        await proven(found, WEB, "Größe <b>", b"%PDF same", b"%PDF web")  # the first content is there already
        lost = await proven(found, PLAN, "Lost", b"%PDF lost")
        hash = str(found.asked("SELECT sha256 FROM proof_file WHERE proof = ?", lost)[0][0])
        await shared(found)
        one = await assessor(found, "one")
        found.talk.files.path(hash).unlink()
        await found.tap("told", one)
        shown = await found.press("All proof as one file")
        assert "Not in the file, because it is not here yet or any more:\n• Coming.jpg\n• Lost 1.pdf" in shown
        ((name, content),) = taken(found).items()
        assert name == "proof-2026-04-07.zip"
        file = tmp_path / name
        file.write_bytes(content)
        assert verify(file).problems == ()
        held = entries(content)
        told = held.pop(INDEX).decode()
        held.pop("manifest.json")
        assert set(held.values()) == {
            b"%PDF same",
            b"%PDF more",
            b"%PDF late",
            b"%PDF new",
            b"%PDF newest",
            b"%PDF web",
        }
        assert held["4.1.2/01 As it was 1.pdf"] == b"%PDF same"
        assert "Größe &lt;b&gt;" in told
        assert "<b>" not in told
        assert "Opened by Name of one on 7 April 2026, for one review. Confidential" in told
        assert 'href="https://example.org/a?b=&lt;c&gt;"' in told
        assert 'href="4.1.2/01%20As%20it%20was%201.pdf"' in told
        for words in ("removed on 11 April 2026", "replaced since", "added later, on 9 April 2026",
                      "Coming.jpg · 1 KB · still on its way (not in this file)", "(not in this file)"):  # fmt: skip
            assert words in told
        assert "Badger" not in told
        assert logged(found)[-1] == ("all-proofs", None, "Name of one")


async def test_more_than_one_file_takes_comes_as_several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.packs, "VOLUME_BYTES", 4_000)
    async with stage(tmp_path) as found:
        for n in range(4):
            await proven(found, STRATEGY, f"Part {n}", bytes([n]) * 1_900)
        await shared(found)
        one = await assessor(found, "one")
        await found.tap("all-proofs", one)
        files = taken(found)
        assert list(files) == [f"proof-2026-04-07-{n}-of-{len(files)}.zip" for n in range(1, len(files) + 1)]
        assert len(files) > 1
        inside = [content for each in files.values() for content in entries(each).values()]
        assert all(bytes([n]) * 1_900 in inside for n in range(4))


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Übersicht ß.pdf", "Uebersicht ss.pdf"),
        ("U\N{COMBINING DIAERESIS}bersicht.pdf", "Uebersicht.pdf"),
        ("../x.pdf", "x.pdf"),
        ("報告.docx", "file.docx"),
        ("a" * 99 + ".pdf", "a" * 60 + ".pdf"),
        ("no ending", "no ending.bin"),
        ("x.?", "x.bin"),
        ("...", "file.bin"),
    ],
)
def test_names_in_the_zip_are_plain(name: str, made: str) -> None:
    assert plain(name) == made
    assert bot.packs.packed([bot.packs.Packed(f"4.1.2/01 {plain(name)}", "", b"")], "x", BEGIN, "").left_out == ()


# --- the manager ---------------------------------------------------------------------------------------------


async def test_the_manager_is_told_before_sharing_that_proof_may_have_been_kept(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await proven(found, STRATEGY, "Strategy", PDF, b"%PDF two")
        shown = await found.tap("share-new", 1)
        assert "☑ Proof: files, links, names of documents" in shown
        assert "1 proof with 2 files, and what you add later." in shown
        assert "Proof that was opened may have been kept, also after you withdraw it." in shown
        assert "may have been kept, also after you withdraw it. On" not in await found.tap("share-new", 1, "", "f.60")
        await found.tap("share-make", 1, "", "fp.60")
        await found.tap("share-withdraw", 0, "", "1")
        stays = "Opened files leave the assessors' chats as far as Telegram allows: 48 hours."
        assert stays in found.text
        await found.press("Yes")
        assert stays in found.text


async def test_a_recorded_proof_that_is_still_here_proves_for_the_pre_screen(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        removed = await proven(found, WEB, "Removed", b"%PDF other")
        await proven(found, STRATEGY, "Strategy", PDF)
        assert "Guided, not blind: 27 indicators" in await found.tap("share-new", 1, "", "fpg.60")  # added later
        await recorded(found)
        assert "Guided, not blind: 25 indicators" in await found.tap("share-new", 1, "", "fpg.60")
        async with found.talk.store.work() as work:
            await work.evidence.remove(removed, found.talk.time)
        assert "Guided, not blind: 26 indicators" in await found.tap("share-new", 1, "", "fpg.60")


async def test_a_request_for_proof_leads_to_the_indicator_s_proofs(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        one = await assessor(found, "one")
        await found.tap("ask-proof", one, STRATEGY)
        await found.be("manager")
        await checked(found.talk, "manager", {}, submitted=False)  # also while a newer check is open
        await found.tap("shared", choice="1")
        assert "Proof · 4.1.2" in await found.press("Add proof: 4.1.2")
        await found.type("https://example.org/strategy")
        await found.be("one")
        assert "https://example.org/strategy · added later" in await found.tap("goto", one, STRATEGY)


# --- in a terminal -------------------------------------------------------------------------------------------


async def test_in_a_terminal_files_go_to_its_folder_and_what_stays_is_said(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await proven(found, STRATEGY, "Strategy", b"%PDF one", b"%PDF two")
        await shared(found)
        await assessor(found, "one")
        found.asked("UPDATE share SET until = '2999-12-31'")
    settings = {
        "CLUSTERREADY_DATABASE_URL": found.talk.url,
        "CLUSTERREADY_EVIDENCE_DIR": str(found.talk.files.folder),
        "CLUSTERREADY_FILES_DIR": str(tmp_path / "mine"),
    }
    script = "/review\nRate: a cluster\nWhat is shared\nProof 4.1.2\nFile 2\nWhat is shared\nAll proof as one file\n"
    told = clusterready(tmp_path, "chat", "--person", "one", typed=script, **settings)
    assert told.stderr == ""
    zipped = next((tmp_path / "mine").glob("proof-*.zip"))
    assert sorted(path.name for path in (tmp_path / "mine").iterdir()) == ["4.1.2-2 Strategy 2.pdf", zipped.name]
    assert (tmp_path / "mine" / "4.1.2-2 Strategy 2.pdf").read_bytes() == b"%PDF two"
    assert f"→ {zipped}" in told.stdout
    assert verify(zipped).problems == ()
    script = "/share\nCheck of 7 April 2026\nWithdraw\nYes\n"
    told = clusterready(tmp_path, "chat", "--person", "manager", typed=script, **settings)
    assert told.stdout.count("in a terminal, or was kept in another way can't be taken back.") == 2
    script = "/review\n"
    told = clusterready(tmp_path, "chat", "--person", "one", typed=script, **settings)
    assert "withdrawn or ended · Delete what you kept of it." in told.stdout
    assert zipped.exists()


async def test_in_a_terminal_each_of_several_files_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    last = Attachment("2.zip", "second")
    screen = replace(Page().line("All proof").screen(), file=Attachment("1.zip", "first", then=last))
    _show((screen,), Surroundings(tmp_path / "mine", "auto"))
    assert {path.name: path.read_text() for path in (tmp_path / "mine").iterdir()} == {
        "1.zip": "first",
        "2.zip": "second",
    }
    assert capsys.readouterr().out.count("→") == 2
