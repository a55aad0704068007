"""Erasing: what is named, what goes, from the files as well; and a map of all tables that nobody can forget to mend."""

import asyncio
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import SQLModel

import storage.store
from bot.conversation import Typed, Visitor
from bot.screens import Tap
from storage.chats import Chat
from storage.cohorts import Cohort, Part
from storage.inbox import Delivery, Letter
from storage.sessions import Practice
from storage.store import StorageFault
from surveys.session import FULL, Asking, Scope, Session
from tests.bot import review_map
from tests.bot.holding import (
    MARKERS,
    captions,
    exported,
    file_of,
    held,
    life,
    loaded,
    planned,
    press,
    proven,
    raw,
    talking,
    told,
)
from tests.bot.talking import BEGIN, Talk


async def marked(talk: Talk) -> None:
    """A whole life of somebody whose every text can be found in the raw file."""
    talk.visitor = Visitor("terminal", "marmot-person", talk.visitor.language)
    await life(talk)


async def other(talk: Talk) -> None:
    """Somebody else on the same file, with a check and a note."""
    talk.visitor = Visitor("terminal", "otter-person", "en")
    await talk.begin()
    await talk.type("Otter Agency")
    ((newest,),) = told(talk, "SELECT max(id) FROM session")
    await talk.enter(Tap("note", newest, "country"))
    await talk.type("Otter note")


def found(talk: Talk, *texts: str) -> list[str]:
    """Which of these texts any file of the database still holds."""
    held_bytes = raw(talk)
    return [text for text in texts if text.encode() in held_bytes]


# --- what is asked and said ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", {"question": "Erase everything about you?", "goes": "4 checks, 2 notes", "export": "Export first",
                "yes": "Yes, erase everything", "no": "No", "gone": "Everything about you is erased.",
                "reach": "can't be reached from here", "backups": "backups", "others": "Copies that you or others"}),
        ("de", {"question": "Alle Ihre Daten löschen?", "goes": "4 Checks, 2 Notizen", "export": "Erst exportieren",
                "yes": "Ja, alles löschen", "no": "Nein", "gone": "Alle Ihre Daten sind gelöscht.",
                "reach": "von hier aus nicht", "backups": "Sicherungen", "others": "Kopien"}),
    ],
)  # fmt: skip
async def test_delete_names_what_goes_offers_the_export_asks_once_and_erases(
    talk: Talk, language: str, words: dict[str, str]
) -> None:
    await marked(talk)
    await talk.enter(Tap("keep", 4, "strategy-documentation"))  # the second note
    await talk.enter(Tap("language", 4, choice=language))
    shown = await talk.enter(Typed("/delete"))
    for name in ("question", "goes", "reach", "backups", "others"):
        assert words[name] in shown
    assert captions(talk.screens[-1]) == [words["export"], words["yes"], words["no"]]
    await press(talk, words["export"])
    assert talk.screens[-1].file is not None
    assert "Marmot second note" in talk.screens[-1].file.content
    await talk.enter(Typed("/delete"))
    await press(talk, words["no"])
    assert len((await held(talk.desk, talk.visitor))["assessments"]) == 4
    await talk.enter(Typed("/delete"))
    assert words["gone"] in await press(talk, words["yes"])
    assert found(talk, *MARKERS) == []


async def test_one_is_said_in_the_singular(tmp_path: Path) -> None:
    for language, goes in (("en", "1 check, 0 notes"), ("de", "1 Check, 0 Notizen")):
        async with talking(tmp_path, language) as talk:
            await talk.enter(Tap("consent", choice=language))
            await talk.enter(Tap("begin", choice="full"))
            assert goes in await talk.enter(Typed("/delete"))


async def test_after_erasing_one_is_a_stranger_again(talk: Talk) -> None:
    await marked(talk)
    await talk.enter(Tap("erase", choice="yes"))
    assert "I agree, begin" in await talk.enter(Typed("/history"))
    await talk.type("1")
    assert "No check yet" in await talk.enter(Typed("/history"))
    assert (await exported(talk))["assessments"] == []


@pytest.mark.parametrize("choice", ["", "no", "Yes", "ja"])
async def test_nothing_but_yes_erases(talk: Talk, choice: str) -> None:
    await marked(talk)
    await talk.enter(Tap("erase", choice=choice))
    await talk.enter(Tap("erase-check", 1, choice=choice))
    assert len((await held(talk.desk, talk.visitor))["assessments"]) == 4


# --- from the files ------------------------------------------------------------------------------------------


async def test_the_markers_are_in_the_file_before(talk: Talk) -> None:
    await marked(talk)
    assert found(talk, *MARKERS) == list(MARKERS)  # else the tests below would prove nothing


async def test_no_file_holds_anything_of_an_erased_person(talk: Talk) -> None:
    await marked(talk)
    await other(talk)
    talk.visitor = Visitor("terminal", "marmot-person", "en")
    await talk.enter(Tap("erase", choice="yes"))
    assert talk.text.startswith("Alle Ihre Daten sind gelöscht.")
    assert found(talk, *MARKERS) == []
    assert found(talk, "Otter Agency", "Otter note", "otter-person") == ["Otter Agency", "Otter note", "otter-person"]
    await talk.restart()
    assert found(talk, *MARKERS) == []


async def test_backups_of_an_upgrade_go_as_well(talk: Talk) -> None:
    await marked(talk)
    backup = file_of(talk).with_name("talk.db.before-0002")
    _copy(file_of(talk), backup)
    kept = file_of(talk).with_name("another.db.before-0002")
    _copy(file_of(talk), kept)
    assert b"Marmot Agency" in backup.read_bytes()
    await talk.enter(Tap("erase", choice="yes"))
    assert not backup.exists()
    assert kept.exists()  # not of this database
    assert found(talk, *MARKERS) == []


def _copy(file: Path, copy: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))


def reading(talk: Talk) -> sqlite3.Connection:
    """Another program that reads: it holds the journal until it is closed."""
    reader = sqlite3.connect(file_of(talk), isolation_level=None, check_same_thread=False)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM answer").fetchone()
    return reader


@pytest.mark.parametrize("tap", [Tap("erase", choice="yes"), Tap("erase-check", 1, choice="yes")])
async def test_success_is_not_claimed_while_a_reader_holds_the_journal(
    talk: Talk, monkeypatch: pytest.MonkeyPatch, tap: Tap
) -> None:
    monkeypatch.setattr(storage.store, "SCRUB_TRIES", 2)
    monkeypatch.setattr(storage.store, "SCRUB_PAUSE", 0.01)
    await marked(talk)
    with closing(reading(talk)):
        with pytest.raises(StorageFault, match="another program still reads"):
            await talk.enter(tap)
        assert "Marmot second note" in found(talk, *MARKERS)  # so the claim would have been wrong
    await talk.restart()
    await talk.enter(Typed("/start"))
    assert "Marmot second note" not in found(talk, *MARKERS)


async def test_success_is_claimed_once_the_reader_is_gone(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage.store, "SCRUB_PAUSE", 0.05)
    await marked(talk)
    with closing(reading(talk)) as reader:
        erasing = asyncio.ensure_future(talk.enter(Tap("erase", choice="yes")))
        await asyncio.sleep(0.3)
        assert not erasing.done()
        reader.execute("COMMIT")
        assert "Alle Ihre Daten sind gelöscht." in await erasing
        assert found(talk, *MARKERS) == []


# --- one check, one note -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "question", "yes", "gone"),
    [
        ("en", "Delete this check?", "Yes, delete it", "The check is deleted."),
        ("de", "Diesen Check löschen?", "Ja, löschen", "Der Check ist gelöscht."),
    ],
)
async def test_one_check_goes_alone(talk: Talk, language: str, question: str, yes: str, gone: str) -> None:
    await marked(talk)
    await talk.enter(Tap("keep", 4, "strategy-documentation"))
    await talk.enter(Tap("language", 4, choice=language))
    shown = await talk.enter(Tap("erase-check", 1))
    assert question in shown
    assert ("1 note" if language == "en" else "1 Notiz") in shown
    assert gone in await press(talk, yes)
    document = await held(talk.desk, talk.visitor)
    assert [each["number"] for each in document["assessments"]] == [1, 2, 3]
    assert [each["carried_from"] for each in document["assessments"]] == [None, None, None]
    assert [each["trial"] for each in document["assessments"]] == [True, False, False]
    first = ("Marmot first note", "Marmot second note", "Marmot Agency", "Marmot document", "Marmot drawer",
             "Marmot before", "Marmot done", "Marmot effect", "Marmot proof")  # fmt: skip
    assert found(talk, *MARKERS) == [text for text in MARKERS if text not in first]


async def test_deleting_the_check_at_hand_leaves_the_one_before_at_hand(talk: Talk) -> None:
    await marked(talk)
    await talk.enter(Tap("cluster", choice="1"))
    await talk.enter(Tap("erase-check", 3, choice="yes"))
    assert "Your last check was submitted on 8 April 2026" in await talk.enter(Typed("/start"))
    await talk.enter(Tap("erase-check", 2, choice="yes"))
    await talk.enter(Tap("erase-check", 1, choice="yes"))
    assert "No check yet" in await talk.enter(Typed("/start"))


async def test_somebody_else_s_check_and_note_can_t_be_deleted(talk: Talk) -> None:
    await marked(talk)
    before = await held(talk.desk, talk.visitor)
    await other(talk)
    await talk.enter(Tap("erase-check", 1, choice="yes"))
    assert talk.text.startswith("Earlier checks")
    await talk.enter(Tap("erase-note", 1, "strategy-documentation", "yes"))
    talk.visitor = Visitor("terminal", "marmot-person", "en")
    after = await held(talk.desk, talk.visitor)
    assert after["assessments"][:2] == before["assessments"][:2]


async def test_one_note_goes_alone_with_all_its_versions_also_after_submitting(talk: Talk) -> None:
    await marked(talk)
    before = (await held(talk.desk, talk.visitor))["assessments"][0]
    await talk.enter(Tap("keep", 4, "strategy-documentation"))
    await talk.enter(Tap("erase-note", 1, "strategy-documentation", "yes"))
    assert talk.text.startswith("Die Notiz ist gelöscht. 4.1.2")
    notes = ("Marmot first note", "Marmot second note")
    assert found(talk, *MARKERS) == [text for text in MARKERS if text not in notes]
    after = (await held(talk.desk, talk.visitor))["assessments"][0]
    for answers in ("answers", "steps"):
        assert [each | {"note": None} for each in before[answers]] == after[answers]
    assert (after["submitted_at"], after["result"]) == (before["submitted_at"], before["result"])


async def test_a_deleted_note_is_not_carried_on(talk: Talk) -> None:
    await marked(talk)
    await talk.enter(Tap("erase-note", 1, "strategy-documentation", "yes"))
    assert (await loaded(talk, 3)).session.carried["strategy-documentation"].note is None


async def test_the_button_under_a_note_deletes_it_in_both_languages(talk: Talk) -> None:
    await talk.begin()
    for caption, gone in (("Delete the note", "The note is deleted."), ("Notiz löschen", "Die Notiz ist gelöscht.")):
        await talk.enter(Tap("note", 1, "country"))
        await talk.type("Marmot first note")
        await talk.enter(Tap("note", 1, "country"))
        assert gone in await press(talk, caption)
        assert found(talk, "Marmot first note") == []
        await talk.enter(Tap("language", 1, choice="de"))


# --- a shared cluster ----------------------------------------------------------------------------------------


async def shared(talk: Talk) -> None:
    """Somebody else has a role in the first cluster, and has answered there."""
    await marked(talk)
    await other(talk)
    told(talk, "INSERT INTO membership VALUES (1, 2, 'editor', '2026-04-08 09:00:00.000000', NULL)")
    await talk.enter(Tap("give", 3, "country", "oat"))
    talk.visitor = Visitor("terminal", "marmot-person", "en")


async def test_a_shared_cluster_keeps_the_leaver_s_answers_but_not_who_they_were(talk: Talk) -> None:
    await shared(talk)
    before = told(talk, "SELECT * FROM answer WHERE session IN (1, 2, 3) ORDER BY id")
    await talk.enter(Tap("team-hand", 1, "2", "yes"))
    await talk.enter(Tap("erase", choice="yes"))
    assert told(talk, "SELECT * FROM answer WHERE session IN (1, 2, 3) ORDER BY id") == before
    assert told(talk, "SELECT id FROM session WHERE id = 4") == []  # of the cluster that was theirs alone
    assert found(talk, "marmot-person", "Marmot cluster", "Marmot kept") == []
    columns = "channel, external, language, consent, consented_at, live, cluster, focus"
    (left,) = told(talk, f"SELECT {columns} FROM person WHERE id = 1")
    assert (left[:4], left[5:]) == (("gone", "1", "en", ""), (None, None, "{}"))
    assert str(left[4]).startswith("1970-01-01")
    assert told(talk, "SELECT person FROM membership WHERE cluster = 1") == [(2,)]
    assert "I agree, begin" in await talk.enter(Typed("/start"))
    talk.visitor = Visitor("terminal", "otter-person", "en")
    kept = await held(talk.desk, talk.visitor)
    assert [each["cluster"] for each in kept["assessments"]] == [1, 1, 1, 2]
    assert "Marmot Agency" in str(kept)


async def test_when_the_last_one_leaves_nothing_stays(talk: Talk) -> None:
    await shared(talk)
    await talk.enter(Tap("team-hand", 1, "2", "yes"))
    await talk.enter(Tap("erase", choice="yes"))
    talk.visitor = Visitor("terminal", "otter-person", "en")
    await talk.enter(Tap("erase", choice="yes"))
    assert {table: told(talk, f'SELECT count(*) FROM "{table}"') for table in SQLModel.metadata.tables} == {
        table: [(0,)] for table in SQLModel.metadata.tables
    }
    assert found(talk, *MARKERS, "Otter Agency", "Otter note", "otter-person") == []


# --- every table and every column ----------------------------------------------------------------------------
# A new table or column fails here until somebody says where the export shows it (a path, `*` for any place in a
# list) or, after `-`, why not. Erasing is tested below for every table: no row of theirs may be left in any.

BOT = 77
PROVEN = ("Marmot strategy", "Marmot cupboard", "Marmot shelf", "Marmot plan.pdf", "Marmot source")
"""Texts that only the proofs of `filled_out` say."""
SHOWN: dict[str, dict[str, str]] = {
    "person": {
        "id": "- joins rows; the export numbers anew",
        "channel": "person/channel",
        "external": "person/id",
        "language": "person/language",
        "consent": "person/consent/version",
        "consented_at": "person/consent/at",
        "live": "person/current_assessment",
        "cluster": "person/current_cluster",
        "focus": "person/next_text",
    },
    "cluster": {
        "id": "clusters/*/number",
        "name": "clusters/*/name",
        "created_at": "clusters/*/created_at",
    },
    "membership": {
        "cluster": "clusters/*/number",
        "person": "- whose export it is",
        "role": "clusters/*/role",
        "since": "clusters/*/since",
        "name": "sharing/names/*/name",
    },
    "session": {
        "id": "assessments/*/number",
        "cluster": "assessments/*/cluster",
        "started_by": "- whose export it is; a colleague's number in a shared cluster is theirs",
        "survey": "assessments/*/survey",
        "version": "assessments/*/survey_version",
        "language": "assessments/*/language",
        "kind": "assessments/*/kind",
        "scope": "assessments/*/scope/kind",
        "place": "assessments/*/place/at",
        "revision": "assessments/*/revision",
        "carried_from": "assessments/*/carried_from",
        "started_at": "assessments/*/started_at",
        "changed_at": "assessments/*/changed_at",
        "submitted_at": "assessments/*/submitted_at",
        "trial": "assessments/*/trial",
    },
    "answer": {
        "id": "- joins nothing; the order of steps shows it",
        "session": "assessments/*/number",
        "revision": "assessments/*/steps/*/revision",
        "question": "assessments/*/steps/*/question",
        "value": "assessments/*/steps/*/value",
        "seen": "assessments/*/steps/*/confirmed_points",
        "estimate": "assessments/*/steps/*/estimate",
        "documented": "assessments/*/steps/*/documented",
        "document": "assessments/*/steps/*/document",
        "mark": "assessments/*/steps/*/skipped",
        "note": "assessments/*/steps/*/note",
        "note_shared": "assessments/*/steps/*/note_shared",
        "by": "- whose export it is; a colleague's number in a shared cluster is theirs",
        "at": "assessments/*/steps/*/answered_at",
    },
    "plan_line": {
        "id": "clusters/*/plan/*/number",
        "cluster": "clusters/*/number",
        "question": "clusters/*/plan/*/question",
        "aims": "clusters/*/plan/*/aims",
        "what": "clusters/*/plan/*/what",
        "who": "clusters/*/plan/*/who",
        "due": "clusters/*/plan/*/due",
        "done_at": "clusters/*/plan/*/done_at",
        "by": "- whose export it is; a colleague's number in a shared cluster is theirs",
        "added_at": "clusters/*/plan/*/added_at",
    },
    "own_case": {
        "id": "- joins nothing; the order shows it",
        "person": "- whose export it is",
        "content": "training/own_cases/*/content",
        "added_at": "training/own_cases/*/added_at",
    },
    "cohort": {
        "id": "training/cohorts/*/number",
        "kind": "training/cohorts/*/kind",
        "name": "training/cohorts/*/name",
        "case_id": "training/cohorts/*/case",
        "language": "training/cohorts/*/language",
        "scope": "training/cohorts/*/indicators/kind",
        "mode": "training/cohorts/*/feedback",
        "code": "training/cohorts/*/code",
        "invitation": "training/cohorts/*/invitation",
        "begins": "training/cohorts/*/begins",
        "ends": "training/cohorts/*/ends",
        "names_until": "training/cohorts/*/names_until",
        "created_at": "training/cohorts/*/created_at",
    },
    "cohort_part": {
        "cohort": "training/cohorts/*/number",
        "section": "training/cohorts/*/parts/*/section",
        "opened": "training/cohorts/*/parts/*/open",
        "second": "training/cohorts/*/parts/*/second_round",
        "spread_at": "training/cohorts/*/parts/*/spread_at",
        "second_at": "training/cohorts/*/parts/*/second_at",
        "key_at": "training/cohorts/*/parts/*/key_at",
        "released": "training/cohorts/*/parts/*/spread",
    },
    "cohort_member": {
        "id": "- joins practice to a cohort; other people are not in it",
        "cohort": "training/cohorts/*/number",
        "person": "- whose export it is",
        "role": "training/cohorts/*/role",
        "name": "training/cohorts/*/your_name",
        "joined_at": "training/cohorts/*/joined_at",
        "left_at": "- of those who left; they are in no cohort any more",
        "nudged_at": "training/cohorts/*/nudged_at",
        "cluster": "training/cohorts/*/your_cluster",
        "named": "training/cohorts/*/named",
        "totals": "training/cohorts/*/totals",
    },
    "wrong_code": {
        "id": "- joins nothing",
        "person": "- whose export it is",
        "at": "- kept for an hour, so that codes can't be guessed",
    },
    "practice": {
        "session": "- joins rows; the order shows it",
        "case_id": "training/practice/*/case",
        "member": "training/practice/*/cohort",
        "round": "training/practice/*/round",
        "mode": "training/practice/*/feedback",
        "repeat": "training/practice/*/repeat",
        "shown": "training/practice/*/shown",
    },
    "edition": {
        "id": "- joins rows; the order shows it",
        "cohort": "training/cohorts/*/number",
        "at": "training/cohorts/*/editions/*/at",
        "content": "training/cohorts/*/editions/*/content",
    },
    "edition_part": {
        "edition": "- joins rows",
        "cluster": "- whose clusters are in an edition is for nobody to see",
        "session": "- whose checks are in an edition is for nobody to see",
    },
    "local_time": {
        "person": "- whose export it is",
        "zone": "person/local_time/zone",
        "wall": "person/local_time/remind_at",
        "stopped": "person/local_time/stopped",
    },
    "reminder": {
        "id": "- joins nothing; the order shows it",
        "person": "- whose export it is",
        "cluster": "person/reminders/*/cluster",
        "line": "person/reminders/*/plan_line",
        "before": "person/reminders/*/before",
        "on": "person/reminders/*/on",
        "state": "person/reminders/*/state",
        "tries": "person/reminders/*/tries",
        "claimed_at": "person/reminders/*/claimed_at",
        "sent_at": "person/reminders/*/sent_at",
        "member": "training/nudges/*/cohort",
        "news": "sharing/news/*/what",
        "share": "- joins rows; what is shared is in sharing/shares",
        "since": "sharing/news/*/since",
    },
    "proof": {
        "id": "clusters/*/evidence/*/number",
        "cluster": "clusters/*/number",
        "by": "- whose export it is; a colleague's number in a shared cluster is theirs",
        "kind": "clusters/*/evidence/*/kind",
        "shows": "clusters/*/evidence/*/shows",
        "words": "clusters/*/evidence/*/words",
        "refers": "clusters/*/evidence/*/refers_to",
        "album": "- Telegram's number of an album: which files are one is shown by the files",
        "added_at": "clusters/*/evidence/*/added_at",
        "removed_at": "clusters/*/evidence/*/removed_at",
    },
    "proof_file": {
        "id": "- joins nothing; the order shows it",
        "proof": "clusters/*/evidence/*/number",
        "kind": "clusters/*/evidence/*/files/*/kind",
        "name": "clusters/*/evidence/*/files/*/name",
        "type": "clusters/*/evidence/*/files/*/type",
        "size": "clusters/*/evidence/*/files/*/size",
        "sha256": "clusters/*/evidence/*/files/*/sha256",
        "state": "- a hash is there for what is here, and a reason for what is not",
        "reason": "clusters/*/evidence/*/files/*/not_stored",
        "channel": "person/channel",
        "source": "- where the channel has it, until it is here",
        "tries": "- how often it was fetched",
        "claimed_at": "- when it was fetched last",
        "added_at": "clusters/*/evidence/*/files/*/added_at",
    },
    "proof_use": {
        "proof": "clusters/*/evidence/*/number",
        "question": "clusters/*/evidence/*/proves/*/indicator",
        "covers": "clusters/*/evidence/*/proves/*/covers",
        "version": "clusters/*/evidence/*/proves/*/survey_version",
    },
    "proof_record": {
        "session": "assessments/*/number",
        "proof": "assessments/*/proved_by/*/proof",
        "question": "assessments/*/proved_by/*/indicator",
        "hashes": "assessments/*/proved_by/*/sha256",
    },
    "unkept": {
        "sha256": "- of files that are to be erased: nothing says any more whose they were",
    },
    "inbox": {
        "bot": "- the bot it was sent to, the same for everybody",
        "number": "- Telegram's running number, the same run for everybody",
        "state": "channel/set_aside",
        "chat": "person/id",
        "sender": "person/id",
        "language": "- told with every delivery; the person's choice is in person/language",
        "body": "channel/set_aside/*/delivery",
        "error": "channel/set_aside/*/error",
        "received_at": "channel/set_aside/*/received_at",
    },
    "chat": {
        "bot": "channel/chats/*/bot",
        "chat": "person/id",
        "card": "channel/chats/*/card",
        "edited_at": "channel/chats/*/edited_at",
        "blocked": "channel/chats/*/blocked",
        "told": "- of groups only",
        "clearing": "- of chats of people who are erased",
    },
    "posted": {
        "bot": "channel/chats/*/bot",
        "chat": "person/id",
        "message": "channel/chats/*/messages",
        "at": "- two days old at most; Telegram shows the time of every message",
    },
    "heard": {
        "session": "assessments/*/number",
        "question": "assessments/*/steps/*/question",
        "aspect": "- the order of steps shows it",
        "bot": "- the bot it was sent to, the same for everybody",
        "number": "- Telegram's running number, the same run for everybody",
        "at": "assessments/*/steps/*/answered_at",
    },
}


def at(document: Any, path: str) -> list[Any]:
    """What stands at a path, at every place of its lists; places without it are left out."""
    parts = [document]
    for step in path.split("/"):
        if step == "*":
            parts = [each for part in parts for each in part]
        else:
            parts = [part[step] for part in parts if isinstance(part, dict) and step in part]
    return parts


SHOWN |= review_map.SHOWN


def test_every_table_and_column_is_in_the_map() -> None:
    known = {table.name: {column.name for column in table.columns} for table in SQLModel.metadata.sorted_tables}
    assert known == {table: set(columns) for table, columns in SHOWN.items()}


async def filled_out(talk: Talk) -> None:
    """A life that leaves no column empty."""
    await marked(talk)
    await talk.enter(Tap("note", 3, "country"))
    await talk.type("Marmot first note")
    await talk.enter(Tap("share", 3, "country", "on"))
    await talk.enter(Tap("note", 3, "country"))
    told(talk, "UPDATE cluster SET name = 'Marmot cluster' WHERE name IS NULL")
    told(
        talk,
        "UPDATE reminder SET state = 'sent', tries = 1, claimed_at = ?, sent_at = ? WHERE id = 1",
        *[str(BEGIN.replace(tzinfo=None)) + ".000000"] * 2,
    )
    await trained(talk)
    await proven(talk)
    told(talk, "UPDATE proof_file SET reason = 'gone', source = 'Marmot source', claimed_at = added_at")
    told(talk, "INSERT INTO unkept VALUES (?)", "a" * 64)
    await on_telegram(talk, 4711, "Marmot aside", session=3)


async def reviewing(talk: Talk, who: str = "Marmot") -> None:
    """They share a check, review somebody's, and were asked something as a colleague."""
    async with talk.store.work() as work:
        person = await work.people.find(talk.visitor.channel, talk.visitor.external)
        assert person is not None
        checks = await work.sessions.of_cluster(person.cluster or 0)
        await review_map.reviewing(work, person, who, checks[0].id)


async def trained(talk: Talk, who: str = "Marmot") -> None:
    """They run a group, practise in it, are in a programme with a cluster, and sent a case of their own."""
    day = BEGIN.date()
    async with talk.store.work() as work:
        person = await work.people.find(talk.visitor.channel, talk.visitor.external)
        assert person is not None
        await work.own_cases.add(person.id, f"{who} case", BEGIN)
        await work.cohorts.add_wrong_code(person.id, BEGIN)
        group = Cohort(0, "training", f"{who} group", "alvar-food", "de", FULL, "each", f"{who}-1", day, day, day,
                       BEGIN, f"{who}-2")  # fmt: skip
        cohort = await work.cohorts.add(group, person.id, f"{who} trainer")
        (member,) = await work.cohorts.members(cohort.id)
        mine = {"nudged_at": BEGIN, "cluster": person.cluster, "named": True, "totals": True}
        await work.cohorts.set_member(replace(member, **mine))  # type: ignore[arg-type]  # as in `mine`
        await work.cohorts.set_part(cohort.id, Part("strategy", True, True, BEGIN, BEGIN, BEGIN, f"{who} spread"))
        guest = await work.cohorts.join(cohort.id, None, "guest", f"{who} guest", BEGIN)
        await work.cohorts.leave(guest, BEGIN)
        checks = await work.sessions.submitted(person.cluster or 0) or await work.sessions.of_cluster(
            person.cluster or 0
        )
        await work.programmes.add_edition(cohort.id, BEGIN, f"{who} edition", [(person.cluster or 0, checks[0].id)])
        await work.reminders.nudge(person.id, member.id, day)
        scope = Scope("indicators", ("strategy-documentation",))
        shown = frozenset({"strategy-documentation"})
        session = Session("practice", scope, Asking("strategy-documentation"), {}, {}, shown)
        await work.sessions.start(
            session, survey="cluster-label", version=1, language="de", cluster=0, by=person.id, at=BEGIN,
            practice=Practice("alvar-food", member.id, 2, "each", True),
        )  # fmt: skip


async def on_telegram(talk: Talk, id: int, text: str, session: int) -> None:
    """The person came over Telegram, so that there is a chat, a delivery put aside, and the order of answers."""
    told(
        talk, "UPDATE person SET channel = 'telegram', external = ? WHERE external = ?", str(id), talk.visitor.external
    )
    talk.visitor = Visitor("telegram", str(id), talk.visitor.language)
    async with talk.store.work() as work:
        letter = Letter(BOT, id + 1)
        delivery = Delivery(letter.number, id, id, "en", json.dumps({"update_id": letter.number, "text": text}))
        await work.inbox.put(BOT, [delivery], talk.time)
        await work.inbox.set_aside(letter, "ABCDEF", whole=True)
        await work.chats.save(BOT, Chat(id, card=id + 2, edited_at=talk.time))
        await work.chats.post(BOT, id, {id + 2: talk.time, id + 3: talk.time})
        await work.inbox.hear(letter, session, "country", "value", talk.time)


async def test_the_life_fills_every_column(talk: Talk) -> None:
    await filled_out(talk)
    await reviewing(talk)
    for table, columns in SHOWN.items():
        for column in columns:
            assert told(talk, f'SELECT count(*) FROM "{table}" WHERE "{column}" IS NOT NULL') > [(0,)], (table, column)


async def test_the_export_shows_every_column_where_the_map_says(talk: Talk) -> None:
    await filled_out(talk)
    await reviewing(talk)
    document = await held(talk.desk, talk.visitor)
    for table, columns in SHOWN.items():
        for column, path in columns.items():
            if not path.startswith("- "):
                assert [each for each in at(document, path) if each not in (None, [])], (table, column, path)
            else:
                assert len(path) > len("- because")


PLAIN: dict[tuple[str, str], tuple[object, object]] = {
    ("person", "language"): ("de", "de"),
    ("person", "consent"): ("9", "9"),
    ("person", "consented_at"): ("2020-02-02 00:00:00.000000", "2020-02-02T00:00:00+00:00"),
    ("person", "live"): (1, 1),
    ("person", "cluster"): (1, 1),
    ("cluster", "name"): ("Otter", "Otter"),
    ("cluster", "created_at"): ("2020-02-02 00:00:00.000000", "2020-02-02T00:00:00+00:00"),
    ("membership", "role"): ("reader", "reader"),
    ("membership", "since"): ("2020-02-02 00:00:00.000000", "2020-02-02T00:00:00+00:00"),
    ("session", "language"): ("de", "de"),
    ("session", "kind"): ("practice", "practice"),
    ("session", "scope"): ('{"kind":"sections","ids":["profile"]}', "sections"),
    ("session", "place"): ('{"reviewing":true}', "reviewing"),
    ("session", "revision"): (999, 999),
    ("session", "started_at"): ("2020-02-02 00:00:00.000000", "2020-02-02T00:00:00+00:00"),
    ("session", "changed_at"): ("2020-02-02 00:00:00.000000", "2020-02-02T00:00:00+00:00"),
    ("session", "trial"): (1, True),
    ("answer", "estimate"): (1, True),
    ("answer", "documented"): ("no", "no"),
    ("answer", "document"): ('{"title":"T","date":null,"place":null}', {"title": "T", "date": None, "place": None}),
    ("answer", "mark"): ('{"skipped":true}', True),
    ("answer", "note"): ("Otter", "Otter"),
    ("answer", "note_shared"): (1, True),
    ("answer", "at"): ("2020-02-02 00:00:00.000000", "2020-02-02T00:00:00+00:00"),
    ("plan_line", "question"): ("country", "country"),
    ("plan_line", "aims"): ("[]", []),
    ("plan_line", "what"): ("Otter", "Otter"),
    ("plan_line", "who"): ("Otter", "Otter"),
    ("plan_line", "due"): ("2020-02-02", "2020-02-02"),
    ("plan_line", "done_at"): ("2020-02-02 00:00:00.000000", "2020-02-02T00:00:00+00:00"),
    ("plan_line", "added_at"): ("2020-02-02 00:00:00.000000", "2020-02-02T00:00:00+00:00"),
    ("own_case", "content"): ("Otter", "Otter"),
    ("own_case", "added_at"): ("2020-02-02 00:00:00.000000", "2020-02-02T00:00:00+00:00"),
    ("cohort", "kind"): ("programme", "programme"),
    ("cohort", "name"): ("Otter", "Otter"),
    ("cohort", "case_id"): ("otter", "otter"),
    ("cohort", "language"): ("en", "en"),
    ("cohort", "scope"): ('{"kind":"sections","ids":["profile"]}', "sections"),
    ("cohort", "mode"): ("end", "end"),
    ("cohort", "code"): ("otter", "otter"),
    ("cohort", "invitation"): ("otter", "otter"),
    ("cohort", "begins"): ("2020-02-02", "2020-02-02"),
    ("cohort", "ends"): ("2020-02-02", "2020-02-02"),
    ("cohort", "names_until"): ("2020-02-02", "2020-02-02"),
    ("cohort", "created_at"): ("2020-02-02 00:00:00.000000", "2020-02-02T00:00:00+00:00"),
    ("cohort_part", "section"): ("profile", "profile"),
    ("cohort_part", "opened"): (0, False),
    ("cohort_part", "second"): (0, False),
    ("cohort_part", "spread_at"): ("2020-02-02 00:00:00.000000", "2020-02-02T00:00:00+00:00"),
    ("cohort_part", "second_at"): ("2020-02-02 00:00:00.000000", "2020-02-02T00:00:00+00:00"),
    ("cohort_part", "key_at"): ("2020-02-02 00:00:00.000000", "2020-02-02T00:00:00+00:00"),
    ("cohort_part", "released"): ("Otter", "Otter"),
    ("cohort_member", "role"): ("trainer", "trainer"),
    ("cohort_member", "name"): ("Otter", "Otter"),
    ("cohort_member", "joined_at"): ("2020-02-02 00:00:00.000000", "2020-02-02T00:00:00+00:00"),
    ("cohort_member", "nudged_at"): ("2020-02-02 00:00:00.000000", "2020-02-02T00:00:00+00:00"),
    ("cohort_member", "cluster"): (None, False),
    ("cohort_member", "named"): (0, False),
    ("cohort_member", "totals"): (0, False),
    ("practice", "case_id"): ("otter", "otter"),
    ("practice", "member"): (None, None),
    ("practice", "round"): (1, 1),
    ("practice", "mode"): ("end", "end"),
    ("practice", "repeat"): (0, False),
    ("practice", "shown"): ('["otter"]', ["otter"]),
    ("edition", "at"): ("2020-02-02 00:00:00.000000", "2020-02-02T00:00:00+00:00"),
    ("edition", "content"): ("Otter", "Otter"),
    ("local_time", "zone"): ("Europe/Paris", "Europe/Paris"),
    ("local_time", "wall"): ("17:00", "17:00"),
    ("local_time", "stopped"): (1, True),
    ("reminder", "before"): (3, 3),
    ("reminder", "on"): ("2020-02-02", "2020-02-02"),
    ("reminder", "state"): ("claimed", "claimed"),
    ("reminder", "tries"): (2, 2),
    ("reminder", "claimed_at"): ("2020-02-02 00:00:00.000000", "2020-02-02T00:00:00+00:00"),
    ("reminder", "sent_at"): ("2020-02-02 00:00:00.000000", "2020-02-02T00:00:00+00:00"),
    ("proof", "kind"): ("link", "link"),
    ("proof", "shows"): ("Otter", "Otter"),
    ("proof", "words"): ("Otter", "Otter"),
    ("proof", "refers"): ("1999-09", "1999-09"),
    ("proof", "added_at"): ("2020-02-02 00:00:00.000000", "2020-02-02T00:00:00+00:00"),
    ("proof", "removed_at"): ("2020-02-02 00:00:00.000000", "2020-02-02T00:00:00+00:00"),
    ("proof_file", "kind"): ("voice", "voice"),
    ("proof_file", "name"): ("Otter.pdf", "Otter.pdf"),
    ("proof_file", "type"): ("png", "png"),
    ("proof_file", "size"): (7, 7),
    ("proof_file", "sha256"): ("0" * 64, "0" * 64),
    ("proof_file", "reason"): ("full", "full"),
    ("proof_file", "added_at"): ("2020-02-02 00:00:00.000000", "2020-02-02T00:00:00+00:00"),
    ("proof_use", "covers"): ("[6]", [7]),
    ("proof_use", "version"): (7, 7),
    ("proof_record", "hashes"): ('{"1": "x"}', ["x"]),
    ("inbox", "error"): ("Otter", "Otter"),
    ("inbox", "body"): ('{"otter":1}', {"otter": 1}),
    ("inbox", "received_at"): ("2020-02-02 00:00:00.000000", "2020-02-02T00:00:00+00:00"),
    ("chat", "card"): (99, 99),
    ("chat", "edited_at"): ("2020-02-02 00:00:00.000000", "2020-02-02T00:00:00+00:00"),
    ("chat", "blocked"): (1, True),
}
"""What a column is set to in every row, and what then stands at its path everywhere."""


@pytest.fixture(scope="module")
def whole_life(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all that somebody on Telegram can leave, to be copied."""
    file = tmp_path_factory.mktemp("life") / "talk.db"

    async def fill() -> None:
        talk = Talk(file)
        await filled_out(talk)
        await talk.close()

    asyncio.run(fill())
    return file


@pytest.mark.parametrize(("table", "column"), list(PLAIN))
async def test_a_changed_column_shows_in_the_export(whole_life: Path, talk: Talk, table: str, column: str) -> None:
    with closing(sqlite3.connect(whole_life)) as source, closing(sqlite3.connect(file_of(talk))) as target:
        source.backup(target)
    talk.visitor = Visitor("telegram", "4711", "en")
    value, shown = PLAIN[table, column]
    told(talk, f'UPDATE "{table}" SET "{column}" = ?', value)
    document = await held(talk.desk, talk.visitor)
    found_there = at(document, SHOWN[table][column])
    assert found_there
    assert all(each == shown for each in found_there)


def theirs(talk: Talk) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables."""
    order = {"unkept": "1"}
    statement = 'SELECT * FROM "{}" ORDER BY {}'
    return {table: told(talk, statement.format(table, order.get(table, "1, 2"))) for table in SQLModel.metadata.tables}


async def test_after_erasing_no_table_has_a_row_of_theirs_and_others_are_untouched(talk: Talk) -> None:
    await filled_out(talk)
    mine = theirs(talk)
    empty = [table for table, rows in mine.items() if not rows]
    assert set(empty) == set(review_map.SHOWN)  # they fill every other table; those are tried in tests/storage
    await other(talk)
    await planned(talk, "Otter", first=3)
    await trained(talk, "Otter")
    await proven(talk, "Otter", first=4)
    told(talk, "INSERT INTO unkept VALUES (?)", "b" * 64)
    await on_telegram(talk, 815, "Otter aside", session=6)
    both = theirs(talk)
    assert all(set(mine[table]) < set(both[table]) for table in both if table not in empty)  # and so does the other
    talk.visitor = Visitor("telegram", "4711", "en")
    await talk.enter(Tap("erase", choice="yes"))
    assert told(talk, "SELECT chat FROM chat WHERE clearing") == [(4711,)]  # until its messages are removed
    async with talk.store.work() as work:
        await work.chats.cleared(BOT, 4711)
    left = {table: [row for row in both[table] if row not in mine[table]] for table in both}
    number = (BOT, 4712, "shown", None, None, None, None, None)
    assert theirs(talk)["inbox"] == [*left.pop("inbox"), (*number, mine["inbox"][0][-1])]  # so that it is known
    left["unkept"] = []  # what was to be erased is
    assert {table: rows for table, rows in theirs(talk).items() if table != "inbox"} == left
    assert found(talk, *MARKERS, *PROVEN, "Marmot aside") == []
    files = [path.read_bytes() for path in talk.files.folder.rglob("*") if path.is_file()]
    assert len(files) == 1
    assert b"Otter plan.pdf" in files[0]


async def test_a_name_in_the_terminal_is_no_chat(talk: Talk) -> None:
    await talk.begin()
    await on_telegram(talk, 4711, "Otter aside", session=1)
    talk.visitor = Visitor("terminal", "4711", "en")
    await talk.begin()
    await talk.enter(Tap("erase", choice="yes"))
    assert told(talk, "SELECT chat FROM chat WHERE clearing") == []
    assert told(talk, "SELECT error FROM inbox") == [("ABCDEF",)]
