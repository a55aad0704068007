"""Export and import from the command line: a round trip, and what is refused with nothing stored."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.conversation import Typed, Visitor
from bot.desk import Desk
from bot.importing import CannotImport, take_in
from bot.screens import Tap
from storage.migrating import migrate
from storage.proof_files import ProofFiles
from storage.store import Store
from tests.bot.holding import Json, answer, held, life, loaded, proven, told
from tests.bot.talking import SHELF, Talk

ROOT = Path(__file__).parents[2]
STRATEGY = "strategy-documentation"
TABLES = ("person", "cluster", "membership", "session", "answer")


def clusterready(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs the program in a folder of its own."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CLUSTERREADY_")}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        env={**clean, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"},
    )


def url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


def rows(file: Path) -> dict[str, int]:
    """How many rows each table of a database has."""
    with closing(sqlite3.connect(file)) as connection:
        return {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}


def steady(document: Any) -> Any:
    """A document without the moment of its export."""
    return {key: each for key, each in document.items() if key != "exported_at"}


@pytest.fixture
async def lived(talk: Talk) -> Talk:
    """A conversation with a whole life behind it."""
    await life(talk)
    return talk


async def taken(document: Json, file: Path, files: ProofFiles | None = None) -> Json:
    """Takes a document into a new database; gives what that database exports, at the same moment."""
    migrate(url(file))
    store = Store(url(file))
    try:
        desk = Desk(store, SHELF, files=files)
        await take_in(desk, document)
        person = document["person"]
        return await held(desk, Visitor(person["channel"], person["id"], "en"))
    finally:
        await store.close()


def hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


# --- proofs --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("copied", [True, False])
async def test_proofs_come_along_and_their_files_where_the_folder_was_copied(
    lived: Talk, tmp_path: Path, copied: bool
) -> None:
    await lived.enter(Tap("cluster", choice="1"))
    await proven(lived)
    document = await held(lived.desk, lived.visitor)
    first, second, third = document["clusters"][0]["evidence"]
    assert (first["shows"], first["refers_to"]) == ("Marmot strategy", "2025-03")
    assert [(each["indicator"], each["covers"]) for each in first["proves"]] == [
        ("strategy-building", [2]), ("strategy-documentation", []),
    ]  # fmt: skip
    (file,) = first["files"]
    assert (file["name"], file["type"], len(file["sha256"])) == ("Marmot plan.pdf", "pdf", 64)
    assert (second["kind"], second["words"], second["removed_at"]) == ("text", "Marmot cupboard", None)
    assert (third["words"], third["removed_at"]) == (None, document["exported_at"])
    recorded = [each for check in document["assessments"] for each in check.get("proved_by", [])]
    assert {each["proof"]: each["sha256"] for each in recorded} == {
        1: [file["sha256"]], 2: [hashed("Marmot cupboard")], 3: [hashed("Marmot shelf")],
    }  # fmt: skip
    files = ProofFiles(tmp_path / "elsewhere")
    if copied:
        shutil.copytree(lived.files.folder, files.folder)
    again = await taken(document, tmp_path / "new.db", files)
    assert again["clusters"] == document["clusters"]
    assert [each.get("proved_by") for each in again["assessments"]] == [
        each.get("proved_by") for each in document["assessments"]
    ]
    with closing(sqlite3.connect(tmp_path / "new.db")) as connection:
        (state,) = connection.execute("SELECT state FROM proof_file").fetchall()
    assert state == ("kept" if copied else "absent",)


async def test_a_file_that_stayed_behind_is_said_and_can_be_sent_again(lived: Talk, tmp_path: Path) -> None:
    await lived.enter(Tap("cluster", choice="1"))
    await proven(lived)
    document = await held(lived.desk, lived.visitor)
    await taken(document, tmp_path / "new.db")
    moved = Talk(tmp_path / "new.db")
    assert "stayed behind at the move. Send it again." in await moved.enter(Tap("proof", 0, STRATEGY, "1"))
    await moved.enter(Tap("proof-ask", 0, STRATEGY, "1.replace"))
    assert "1. Marmot plan.pdf" in await moved.type(str(tmp_path / "Marmot plan.pdf"))
    await moved.close()


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (("kind",), "photo"), (("refers_to",), "2025-13"), (("words",), "x" * 501), (("shows",), "x" * 301),
        (("files", 0, "kind"), "film"), (("proves", 0, "covers"), [0]), (("number",), 9),
    ],
)  # fmt: skip
async def test_damaged_proofs_are_refused(
    lived: Talk, tmp_path: Path, place: tuple[str | int, ...], wrong: object
) -> None:
    await lived.enter(Tap("cluster", choice="1"))
    await proven(lived)
    document = await held(lived.desk, lived.visitor)
    part: Any = document["clusters"][0]["evidence"][0]
    for step in place[:-1]:
        part = part[step]
    part[place[-1]] = wrong
    with pytest.raises(CannotImport):
        await taken(document, tmp_path / "new.db")
    assert set(rows(tmp_path / "new.db").values()) == {0}


# --- the command line ----------------------------------------------------------------------------------------


async def test_out_of_one_database_and_into_another(lived: Talk, tmp_path: Path) -> None:
    told_first = clusterready(tmp_path, "export", "--database", lived.url, "--out", "mine.json")
    assert (told_first.returncode, told_first.stdout, told_first.stderr) == (0, "", "")
    came_in = clusterready(tmp_path, "import", "mine.json", "--database", url(tmp_path / "new.db"))
    assert (came_in.returncode, came_in.stderr) == (0, "")
    assert came_in.stdout == "Imported and verified: 2 clusters, 4 assessments.\n"
    again = clusterready(tmp_path, "export", "--database", url(tmp_path / "new.db"))
    assert again.returncode == 0
    before = json.loads((tmp_path / "mine.json").read_text(encoding="utf-8"))
    after = json.loads(again.stdout)
    for each in (*before["assessments"], *after["assessments"]):
        each.pop("as_of")
    assert steady(after) == steady(before)
    assert rows(tmp_path / "new.db") == rows(tmp_path / "talk.db")


async def test_one_of_each_is_said_in_the_singular(talk: Talk, tmp_path: Path) -> None:
    await talk.begin()
    document = await held(talk.desk, talk.visitor)
    (tmp_path / "one.json").write_text(json.dumps(document))
    came_in = clusterready(tmp_path, "import", "one.json", "--database", url(tmp_path / "new.db"))
    assert came_in.stdout == "Imported and verified: 1 cluster, 1 assessment.\n"


async def test_whom_to_export_is_named(lived: Talk, tmp_path: Path) -> None:
    for arguments in (("--person", "nobody"), ("--channel", "telegram")):
        nobody = clusterready(tmp_path, "export", "--database", lived.url, "--out", "none.json", *arguments)
        assert nobody.returncode == 1
        assert "Nobody is stored here as" in nobody.stderr
        assert "--person" in nobody.stderr
    assert not (tmp_path / "none.json").exists()


async def test_a_file_that_can_t_be_written_is_said(lived: Talk, tmp_path: Path) -> None:
    refused = clusterready(tmp_path, "export", "--database", lived.url, "--out", "no/such/folder.json")
    assert refused.returncode == 1
    assert "no/such/folder.json" in refused.stderr
    assert "Traceback" not in refused.stderr


async def test_a_database_that_is_not_empty_is_left_alone(lived: Talk, tmp_path: Path) -> None:
    (tmp_path / "mine.json").write_text(json.dumps(await held(lived.desk, lived.visitor)))
    before = rows(tmp_path / "talk.db")
    refused = clusterready(tmp_path, "import", "mine.json", "--database", lived.url)
    assert refused.returncode == 1
    assert "The database is not empty" in refused.stderr
    assert rows(tmp_path / "talk.db") == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "no JSON"),
        (b"{", "no JSON"),
        (b"\xff\xfe{\x00}", "decode"),
        (b"[" * 100_000, "no JSON"),
        (b"[]", "no export document"),
        (b"{}", "no clusterready-export of version 1"),
        (b'{"format": "clusterready-export", "version": 2}', "no clusterready-export of version 1"),
        (b'{"format": "clusterready-export", "version": 1}', "damaged"),
    ],
)
def test_what_is_no_export_is_refused(tmp_path: Path, text: bytes, said: str) -> None:
    (tmp_path / "x.json").write_bytes(text)
    refused = clusterready(tmp_path, "import", "x.json")
    assert refused.returncode == 1
    assert said in refused.stderr
    assert "Traceback" not in refused.stderr
    assert refused.stdout == ""
    if (tmp_path / "clusterready.db").exists():
        assert set(rows(tmp_path / "clusterready.db").values()) == {0}


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    refused = clusterready(tmp_path, "import", "x.json")
    assert refused.returncode == 1
    assert "x.json" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_wrong_settings_are_wrong_use(tmp_path: Path) -> None:
    for command in (("export",), ("import", "x.json")):
        wrong = clusterready(tmp_path, *command, "--database", "x")
        assert wrong.returncode == 2
        assert "CLUSTERREADY_DATABASE_URL" in wrong.stderr


# --- damaged, foreign, changed by hand -----------------------------------------------------------------------


def put(*where: str | int, to: Any) -> Callable[[Json], None]:
    """Sets one part of a document."""

    def spoil(document: Any) -> None:
        for step in where[:-1]:
            document = document[step]
        document[where[-1]] = to

    return spoil


def drop(*where: str | int) -> Callable[[Json], None]:
    """Removes one part of a document."""

    def spoil(document: Any) -> None:
        for step in where[:-1]:
            document = document[step]
        del document[where[-1]]

    return spoil


FIRST = ("assessments", 0)
SPOILT: dict[str, tuple[Callable[[Json], None], str]] = {
    "no person": (drop("person"), "damaged"),
    "a person that is a list": (put("person", to=[]), "damaged"),
    "a person that is a text": (put("person", to="me"), "damaged"),
    "no consent": (drop("person", "consent"), "damaged"),
    "clusters that are a number": (put("clusters", to=3), "damaged"),
    "a language we do not speak": (put("person", "language", to="xx"), "damaged"),
    "a time that is none": (put("exported_at", to="yesterday"), "damaged"),
    "a time without a zone": (put(*FIRST, "started_at", to="2026-04-07T09:00:00"), "damaged"),
    "an unknown role": (put("clusters", 0, "role", to="king"), "damaged"),
    "an unknown kind": (put(*FIRST, "kind", to="other"), "damaged"),
    "an unknown scope": (put(*FIRST, "scope", "kind", to="other"), "damaged"),
    "a scope of something else": (put(*FIRST, "scope", "ids", to=["nothing"]), "damaged"),
    "a place that is none": (put(*FIRST, "place", to={"at": "home"}), "damaged"),
    "a card of an unknown question": (
        put("assessments", 2, "place", to={"at": "asking", "question": "x", "then": None}), "damaged",
    ),
    "a cluster that is not there": (put(*FIRST, "cluster", to=9), "damaged"),
    "carried from what comes later": (put(*FIRST, "carried_from", to=3), "damaged"),
    "a step twice": (put(*FIRST, "steps", 1, "revision", to=1), "damaged"),
    "a step after the last": (put(*FIRST, "revision", to=2), "damaged"),
    "a revision that is no number": (put(*FIRST, "revision", to=[]), "damaged"),
    "a revision beyond the database": (put(*FIRST, "revision", to=10**30), "damaged"),
    "an unknown question": (put(*FIRST, "steps", 0, "question", to="x"), "damaged"),
    "a value of another form": (put(*FIRST, "steps", 1, "value", to=[1]), "damaged"),
    "an option there is not": (put(*FIRST, "steps", 1, "value", to="atlantis"), "damaged"),
    "half a surrogate": (put(*FIRST, "steps", 0, "note", to="\ud800"), "damaged"),
    "unknown documents": (put(*FIRST, "steps", 0, "documented", to="perhaps"), "damaged"),
    "counts that are a list": (put(*FIRST, "steps", 3, "value", to=[["sme", 1]]), "damaged"),
    "another survey": (put(*FIRST, "survey", to="other-label"), "needs the survey other-label, version 1"),
    "a later version": (put(*FIRST, "survey_version", to=7), "needs the survey cluster-label, version 7"),
    "an answer changed": (put(*FIRST, "answers", 0, "value", to="Other"), "/assessments/0/answers/0/value"),
    "a step changed": (put(*FIRST, "steps", 0, "value", to="Other"), "/assessments/0/answers/0/value"),
    "a step removed": (drop(*FIRST, "steps", -1), "/assessments/0/"),
    "points changed": (put(*FIRST, "result", "claimed", "low", to=150), "/assessments/0/result/claimed/low"),
    "a status changed": (
        put(*FIRST, "result", "labels", "gold", "status", to="met"), "/assessments/0/result/labels/gold/status",
    ),
    "an answer's points changed": (
        put(*FIRST, "answers", -1, "confirmed_points", to=5), "/assessments/0/answers/",
    ),
    "the day changed": (put(*FIRST, "as_of", to="2026-04-01"), "/assessments/0/as_of"),
    "a trial that is a word": (put(*FIRST, "trial", to="yes"), "/assessments/0/trial"),
    "one more key": (put("more", to=1), "/more"),
    "one more key in an answer": (put(*FIRST, "answers", 0, "more", to=1), "/assessments/0/answers/0/more"),
    "a text for nothing": (put("person", "next_text", to={"is": "a poem"}), "damaged"),
    "a zone that there is not": (put("person", "local_time", "zone", to="Europe/Atlantis"), "damaged"),
    "a time of day that there is not": (put("person", "local_time", "remind_at", to="25:00"), "damaged"),
    "a time at night": (put("person", "local_time", "remind_at", to="03:00"), "damaged"),
    "a reminder of no step": (put("person", "reminders", 0, "plan_line", to=9), "damaged"),
    "an aim that is none": (put("clusters", 0, "plan", 0, "aims", to=[{"to": "x"}]), "damaged"),
    "an aim that is a number": (put("clusters", 0, "plan", 0, "aims", to=5), "damaged"),
    "a step without words": (put("clusters", 0, "plan", 0, "what", to=""), "damaged"),
    "a submission without a day": (put(*FIRST, "submitted_at", to=None), "damaged"),
}  # fmt: skip


@pytest.mark.parametrize("what", SPOILT)
async def test_what_was_damaged_or_changed_is_refused_and_nothing_is_stored(
    lived: Talk, tmp_path: Path, what: str
) -> None:
    spoil, said = SPOILT[what]
    document = await held(lived.desk, lived.visitor)
    spoil(document)
    with pytest.raises(CannotImport, match=said):
        await taken(document, tmp_path / "new.db")
    assert set(rows(tmp_path / "new.db").values()) == {0}


async def test_the_command_line_says_it_too_and_leaves_the_database_empty(lived: Talk, tmp_path: Path) -> None:
    document = await held(lived.desk, lived.visitor)
    document["assessments"][0]["answers"][0]["note"] = "never said"
    (tmp_path / "changed.json").write_text(json.dumps(document))
    refused = clusterready(tmp_path, "import", "changed.json", "--database", url(tmp_path / "new.db"))
    assert refused.returncode == 1
    assert refused.stderr == (
        "The document would not come back the same (at /assessments/0/answers/0/note). Was it changed by hand?\n"
    )
    assert set(rows(tmp_path / "new.db").values()) == {0}


# --- what comes back -----------------------------------------------------------------------------------------


async def test_everything_comes_back_and_goes_on(lived: Talk, tmp_path: Path) -> None:
    document = await held(lived.desk, lived.visitor)
    before = [await loaded(lived, id) for id in (1, 2, 3, 4)]
    await taken(document, tmp_path / "new.db")
    other = Talk(tmp_path / "new.db")
    try:
        assert [await loaded(other, id) for id in (1, 2, 3, 4)] == before
        assert "Marmot kept" in (await held(other.desk, other.visitor))["person"]["next_text"]["text"]
        await other.enter(Tap("keep", 4, "strategy-documentation"))
        assert "Marmot kept" in (await loaded(other, 4)).session.answers["strategy-documentation"].note  # type: ignore[operator]  # None fails as well
        assert "Marmot cluster" in await other.enter(Typed("/clusters"))
    finally:
        await other.close()


@pytest.mark.parametrize(
    "tap",
    [
        Tap("note", 1, "country"),
        Tap("documents", 1),
        Tap("name-cluster"),
        Tap("name-cluster", choice="1"),
        Tap("count", 1, "committed-participants", "sme"),
    ],
)
async def test_what_the_next_text_is_for_comes_back(talk: Talk, tmp_path: Path, tap: Tap) -> None:
    await talk.begin()
    await talk.enter(tap)
    document = await held(talk.desk, talk.visitor)
    again = await taken(document, tmp_path / "new.db")
    assert again["person"] == document["person"]
    assert again["person"]["next_text"]["is"] != "answer"


async def test_documents_said_for_another_level_still_do_not_count(talk: Talk, tmp_path: Path) -> None:
    await talk.begin()
    await answer(talk, 1, "committed-participants", "100 0 0 0 0 0 0 0 0", "OK")
    await answer(talk, 1, "direct-contacts", "100", "yes")
    await answer(talk, 1, "committed-participants", "400 0 0 0 0 0 0 0 0", "OK")
    document = await held(talk.desk, talk.visitor)
    again = await taken(document, tmp_path / "new.db")
    assert again["assessments"][0]["result"] == document["assessments"][0]["result"]
    assert document["assessments"][0]["result"]["indicators"]["direct-contacts"]["documented"]["low"] == 0


async def test_a_list_being_changed_comes_back(talk: Talk, tmp_path: Path) -> None:
    await talk.begin()
    await answer(talk, 1, "web-presence", "A B", "yes")
    await answer(talk, 1, "web-presence")
    await talk.enter(next(button.tap for button in talk.screens[-1].buttons if button.label.startswith("C")))
    await answer(talk, 1, "committed-participants", "9 1 0 0 0 0 0 0 0", "OK")
    await answer(talk, 1, "committed-participants", "C 4")
    before = await loaded(talk, 1)
    assert [each.value.done for each in before.session.answers.values()] == [False, False]  # type: ignore[union-attr]  # both are lists
    await taken(await held(talk.desk, talk.visitor), tmp_path / "new.db")
    other = Talk(tmp_path / "new.db")
    try:
        assert await loaded(other, 1) == before
    finally:
        await other.close()


async def test_kinds_and_roles_come_back(lived: Talk, tmp_path: Path) -> None:
    told(lived, "UPDATE session SET kind = 'practice' WHERE id = 2")
    told(lived, "UPDATE membership SET role = 'reader', since = '2026-05-01 10:00:00.000000' WHERE cluster = 2")
    told(lived, "UPDATE membership SET role = 'editor' WHERE cluster = 1")
    document = await held(lived.desk, lived.visitor)
    again = await taken(document, tmp_path / "new.db")
    assert again["clusters"] == document["clusters"]
    assert [each["role"] for each in again["clusters"]] == ["editor", "reader"]
    assert [each["kind"] for each in again["assessments"]] == [
        "self",
        "practice",
        "self",
    ]  # none of the cluster that is only read


async def test_mended_words_of_a_rule_do_not_lock_anybody_out(lived: Talk, tmp_path: Path) -> None:
    document = await held(lived.desk, lived.visitor)
    document["assessments"][0]["result"]["labels"]["gold"]["rules"][0]["title"] = "As it was worded before"
    assert len((await taken(document, tmp_path / "new.db"))["assessments"]) == 4
