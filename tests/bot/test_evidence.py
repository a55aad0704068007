"""Proofs in a conversation: taken in by path, link or words; what is missing; one for several; replaced, removed."""

import hashlib
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.conversation import Typed, Visitor, take
from bot.drawing import draw
from bot.evidence import PROOFS_LIMIT
from bot.paths import NoFile
from bot.scene import Checklist, ProofPage, Proofs
from bot.screens import Tap
from bot.sent import Sent
from bot.terminal import entered
from storage.evidence import Proof, Use
from surveys.evidence import SHOWS_LIMIT, WORDS_LIMIT
from surveys.session import FULL, Reviewing, Session
from tests.bot.holding import answer, captions, file_of, press, told
from tests.bot.proof_files import JPEG, PDF, PNG, PROGRAM, TEXT
from tests.bot.staging import NOW, answered, scene, survey
from tests.bot.talking import Talk

STRATEGY, BUILDING = "strategy-documentation", "strategy-building"
FIRST = "Strategy document with date, version and period"


async def begun(talk: Talk, state: str = "") -> None:
    """A check that asks whether its one level is documented."""
    await talk.begin()
    await answer(talk, 1, STRATEGY, "d", *([state] if state else []))


def lying(talk: Talk, name: str, content: bytes) -> str:
    """A file somewhere on this computer; its path."""
    file = file_of(talk).with_name(name)
    file.write_bytes(content)
    return str(file)


def kept(talk: Talk) -> list[str]:
    """What lies in the folder of proofs."""
    return sorted(str(path.relative_to(talk.files.folder)) for path in talk.files.folder.rglob("*") if path.is_file())


def at(content: bytes) -> str:
    """Where content lies."""
    hash = hashlib.sha256(content).hexdigest()
    return f"{hash[:2]}/{hash[2:]}"


async def proof(talk: Talk, what: str, shows: str = "1", date: str = "2025", question: str = STRATEGY) -> str:
    """One more proof; its page."""
    await talk.enter(Tap("proofs", 1, question))
    await talk.type(what)
    await talk.type(shows)
    return await talk.type(date)


# --- taking one in -------------------------------------------------------------------------------------------


async def test_before_the_first_proof_it_is_said_what_not_to_send_and_the_limits(talk: Talk) -> None:
    await begun(talk)
    shown = await press(talk, "Proof")
    assert "No CVs, no contracts" in shown
    assert "A copy of each file is kept in a folder on this computer" in shown
    assert "Up to 20 MB a file: PDF, pictures" in shown
    assert "☐ Money table of the strategy, year by year" in shown
    await proof(talk, "Drive S")
    assert "No CVs, no contracts" not in await talk.enter(Tap("proofs", 1, STRATEGY))


async def test_a_file_by_its_path_is_copied_and_asked_about(talk: Talk) -> None:
    await begun(talk)
    await press(talk, "Proof")
    shown = await talk.type(lying(talk, "Strategie.pdf", PDF))
    assert "1. Strategie.pdf · 1 KB" in shown
    assert "What does it show? Pick one, or type it in a few words." in shown
    assert kept(talk) == [at(PDF)]
    assert "What date does it refer to?" in await press(talk, "1")
    shown = await talk.type("15.3.2025")
    assert FIRST in shown
    assert "Date on it: 15 March 2025" in shown
    shown = await press(talk, "All proofs of 4.1.2")
    assert f"1. {FIRST}\n   15 March 2025" in shown
    assert "What still proves it\n☐ Page or annex" in shown
    assert f"☐ {FIRST}" not in shown


async def test_a_link_and_words_need_no_file(talk: Talk) -> None:
    await begun(talk)
    assert "https://agency.example/strategy" in await proof(talk, "https://agency.example/strategy", "The strategy")
    await proof(talk, "Folder 7 in the office", "2", "03/2024")
    assert told(talk, "SELECT kind, shows, words, refers FROM proof ORDER BY id") == [
        ("link", "The strategy", "https://agency.example/strategy", "2025"),
        ("text", None, "Folder 7 in the office", "2024-03"),
    ]
    assert kept(talk) == []


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("setup.pdf", PROGRAM, "setup.pdf – not stored: it is of no kind that is taken here. Send it as a PDF"),
        ("empty.pdf", b"", "empty.pdf – not stored: there is nothing in it."),
    ],
)
async def test_a_file_is_judged_by_its_content(talk: Talk, name: str, content: bytes, refusal: str) -> None:
    await begun(talk)
    await press(talk, "Proof")
    assert refusal in await talk.type(lying(talk, name, content))
    assert kept(talk) == []
    assert "1 file is not stored" in await talk.enter(Tap("proofs", 1, STRATEGY))


async def test_a_file_that_is_too_large_is_refused_with_what_to_do_and_asked_again(talk: Talk) -> None:
    await begun(talk)
    await press(talk, "Proof")
    path = Path(lying(talk, "film.pdf", PDF))
    with path.open("rb+") as file:
        file.truncate(20 * 2**20 + 1)
    shown = await talk.type(str(path))
    assert "That file is larger than 20 MB and was not stored. Send a smaller one" in shown
    assert told(talk, "SELECT count(*) FROM proof") == [(0,)]
    assert "What does it show?" in await talk.type(lying(talk, "small.pdf", PDF))


async def test_a_path_that_leads_nowhere_is_said_and_nothing_is_stored(talk: Talk) -> None:
    await begun(talk)
    await press(talk, "Proof")
    for path in ("/nowhere/plan.pdf", "~/nowhere.pdf", "./nowhere.pdf", "C:\\nowhere.pdf"):
        assert entered(talk.screens, path) == NoFile(path)
    assert entered(talk.screens, "/plan") == Typed("/plan")
    assert entered(talk.screens, "/plan now") == Typed("/plan now")
    assert entered(talk.screens, "drive C:\\plan.pdf") == Typed("drive C:\\plan.pdf")
    path = lying(talk, "a plan.pdf", PDF)
    for typed in (path, f'"{path}"', path.replace(" ", "\\ ")):
        assert entered(talk.screens, typed) == Sent("file", path, name="a plan.pdf", size=len(PDF))
    await talk.enter(Tap("menu"))
    assert entered(talk.screens, path) == Typed(path)  # nothing asks for a file


@pytest.mark.parametrize(
    ("lines", "refusal"),
    [
        (["x" * (WORDS_LIMIT + 1)], f"up to {WORDS_LIMIT} characters"),
        (["Drive S", "x" * (SHOWS_LIMIT + 1)], f"up to {SHOWS_LIMIT} characters"),
        (["Drive S", "Plan", "tomorrow"], "Type the date on it"),
        (["Drive S", "Plan", "1.1.2027"], "It can't be still to come"),
        (["Drive S", "Plan", "2027"], "It can't be still to come"),
        (["Drive S", "Plan", "31.2.2025"], "Type the date on it"),
    ],
)
async def test_what_can_t_be_is_refused_and_asked_again(talk: Talk, lines: list[str], refusal: str) -> None:
    await begun(talk)
    await press(talk, "Proof")
    for line in lines:
        shown = await talk.type(line)
    assert refusal in shown
    assert refusal in await talk.type(lines[-1])  # the next text is for the same


async def test_a_question_that_waits_for_a_text_waits_on_after_a_restart(talk: Talk) -> None:
    await begun(talk)
    await press(talk, "Proof")
    await talk.restart()
    await talk.type("Drive S")
    await talk.restart()
    await talk.type("1")
    await talk.restart()
    await talk.enter(Typed("03/2025"))
    assert told(talk, "SELECT words, refers FROM proof") == [("Drive S", "2025-03")]
    assert told(talk, "SELECT covers FROM proof_use") == [("[0]",)]


async def test_files_can_be_switched_off(talk: Talk) -> None:
    talk.files_on = False
    await talk.restart()
    await begun(talk)
    shown = await press(talk, "Proof")
    assert "Type a link, or where the proof lies. Files are not taken here." in shown
    assert "A copy of each file" not in shown
    path = lying(talk, "plan.pdf", PDF)
    assert entered(talk.screens, path) == Typed(path)
    shown = await talk.enter(Sent("file", path, name="plan.pdf"))
    assert "Files are not taken here; type a link" in shown
    assert told(talk, "SELECT count(*) FROM proof") == [(0,)]
    await proof(talk, "Drive S")
    assert told(talk, "SELECT words FROM proof") == [("Drive S",)]


async def test_a_full_list_takes_no_more(talk: Talk) -> None:
    await begun(talk)
    for _ in range(PROOFS_LIMIT):
        told(talk, "INSERT INTO proof (cluster, by, kind, words, added_at) VALUES (1, 1, 'text', 'x', '2026-01-01')")
    await talk.enter(Tap("proofs", 1, STRATEGY))
    assert f"There can be up to {PROOFS_LIMIT}." in await talk.type("One more")
    assert "one file too many" in await talk.type(lying(talk, "plan.pdf", PDF))
    assert told(talk, "SELECT count(*) FROM proof") == [(PROOFS_LIMIT,)]


async def test_a_cluster_has_room_for_so_much(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.proof_taking.CLUSTER_LIMIT", len(PDF) + len(PNG) - 1)
    await begun(talk)
    await proof(talk, lying(talk, "plan.pdf", PDF))
    await talk.enter(Tap("proofs", 1, STRATEGY))
    assert "Your cluster's files are" in await talk.type(lying(talk, "photo.png", PNG))
    assert kept(talk) == [at(PDF)]


# --- documented, and what the result says --------------------------------------------------------------------


async def test_documented_moves_only_when_the_person_says_so(talk: Talk) -> None:
    await begun(talk)
    shown = await proof(talk, "Drive S")
    assert "Is it documented now? A proof alone changes nothing in your answers." in shown
    assert told(talk, "SELECT documented FROM answer ORDER BY id DESC LIMIT 1") == [(None,)]
    assert "0 of 0" not in await talk.enter(Tap("result", 1))
    await talk.enter(Tap("proof", 0, STRATEGY, "1"))
    await press(talk, "Documented")
    assert told(talk, "SELECT documented FROM answer ORDER BY id DESC LIMIT 1") == [("yes",)]
    assert "1 of 1 documented levels have a proof here." in await talk.enter(Tap("result", 1))
    assert "Is it documented now?" not in await talk.enter(Tap("proof", 0, STRATEGY, "1"))


async def test_the_result_counts_documented_levels_with_a_proof(talk: Talk) -> None:
    await begun(talk, "yes")
    await answer(talk, 1, BUILDING, "c", "partly")
    assert "0 of 2 documented levels have a proof here." in await talk.enter(Tap("result", 1))
    await proof(talk, "Drive S")
    assert "1 of 2 documented levels have a proof here." in await talk.enter(Tap("result", 1))
    assert f"Here: {FIRST}" in await talk.enter(Tap("result", 1, STRATEGY, "indicator"))
    await talk.enter(Tap("proofs", 1, BUILDING))
    await talk.type(lying(talk, "setup.pdf", PROGRAM))  # a file that was not stored proves nothing
    assert "1 of 2 documented levels have a proof here." in await talk.enter(Tap("result", 1))


# --- the checklist -------------------------------------------------------------------------------------------


async def test_the_most_valuable_gap_stands_first_and_old_proofs_are_marked(talk: Talk) -> None:
    await begun(talk, "yes")
    await answer(talk, 1, BUILDING, "f", "no")
    shown = await talk.enter(Typed("/evidence"))
    assert shown.index("4.1.1") < shown.index("4.1.2") < shown.index("1.1.0")
    assert "3 of 3 points not shown · no proof yet" in shown
    await proof(talk, "Drive S", "1", "04/2021")
    shown = await talk.enter(Typed("/evidence"))
    assert "2 of 3 points not shown · 1 proof" in shown  # good until the end of this month
    talk.time += timedelta(days=30)
    shown = await talk.enter(Typed("/evidence"))
    assert "3 of 3 points not shown · 1 proof" in shown
    assert f"☐ {FIRST} – too old: at most 60 months" in shown
    assert "April 2021 · too old" in await talk.enter(Tap("proofs", 1, STRATEGY))
    await talk.enter(Tap("proof", 0, STRATEGY, "1"))
    assert "(too old)" in talk.text


async def test_a_proof_without_a_date_counts_and_is_marked(talk: Talk) -> None:
    await begun(talk, "yes")
    await talk.enter(Tap("proofs", 1, STRATEGY))
    await talk.type("Drive S")
    await talk.type("1")
    await press(talk, "Without a date")
    shown = await talk.enter(Typed("/evidence"))
    assert f"☑ {FIRST} – without a date" in shown
    assert "2 of 3 points not shown" in shown


async def test_the_whole_checklist_has_every_indicator_once(talk: Talk) -> None:
    await begun(talk, "yes")
    await talk.enter(Typed("/evidence"))
    numbers: list[str] = []
    while True:
        numbers += [each.label for each in talk.screens[-1].buttons if each.tap.verb == "proofs"]
        if not any(label.endswith(" ›") for label in captions(talk.screens[-1])):
            break
        await press(talk, " ›")
    assert len(numbers) == len(set(numbers)) == 31
    assert "4.1.2" in numbers[:1]


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_page_is_one_message(language: str) -> None:
    known = survey(language)
    session = Session("self", FULL, Reviewing(), answered(language), {})
    for id in known.indicators:
        use = Use(id, frozenset(range(9)), 1)
        old = tuple(
            Proof(number, 1, "text", "ß" * SHOWS_LIMIT, "x" * WORDS_LIMIT, "1999", None, NOW, None, (), (use,))
            for number in range(1, 20)
        )
        for view in (Proofs(id), ProofPage(1, id), ProofPage(1, id, "shows"), ProofPage(1, id, "date")):
            shown = replace(scene(language, view, session), proofs=old, takes_files=True)
            assert len(draw(shown)) == 1, (id, view)
    everything = tuple(
        Proof(number, 1, "text", None, "x", "1999", None, NOW, None, (), (Use(id, frozenset(range(9)), 1),))
        for number, id in enumerate(known.indicators)
    )
    for page in range(4):
        assert len(draw(replace(scene(language, Checklist(page), session), proofs=everything))) == 1


async def test_a_checklist_needs_no_check(talk: Talk) -> None:
    await talk.enter(Typed("/start"))
    await talk.type("1")
    shown = await talk.enter(Typed("/evidence"))
    assert "level still open · no proof yet" in shown
    await talk.enter(Tap("proofs", 0, STRATEGY))
    await talk.type("Drive S")
    await talk.type("1")
    await talk.type("2025")
    assert told(talk, "SELECT question, covers FROM proof_use") == [(STRATEGY, "[0]")]


# --- one for several, changing, removing ---------------------------------------------------------------------


async def test_one_file_proves_several_indicators(talk: Talk) -> None:
    await begun(talk)
    await proof(talk, lying(talk, "plan.pdf", PDF), "The plan")
    await talk.enter(Tap("proofs", 1, BUILDING))
    await press(talk, "Use one that is here")
    assert "1. The plan" in talk.text
    await press(talk, "1")
    shown = await press(talk, "2")
    assert "Proves: 4.1.1, 4.1.2" in shown
    await press(talk, "For another one")
    await press(talk, "4 Strategy")
    assert not any(label.startswith("4.1.1") for label in captions(talk.screens[-1]))  # it is for that already
    await press(talk, "4.1.3")
    assert told(talk, "SELECT question, covers FROM proof_use ORDER BY question") == [
        ("implementation-plan", "[]"), (BUILDING, "[1]"), (STRATEGY, "[]"),
    ]  # fmt: skip
    await talk.enter(Tap("proof", 0, BUILDING, "1"))
    await press(talk, "Not for this one")
    await talk.enter(Tap("not-for", 0, "implementation-plan", "1"))
    await talk.enter(Tap("not-for", 0, STRATEGY, "1"))  # the last one stays: else nobody would find it again
    assert told(talk, "SELECT question FROM proof_use") == [(STRATEGY,)]
    assert kept(talk) == [at(PDF)]


async def test_what_it_covers_is_ticked_and_words_and_date_can_change(talk: Talk) -> None:
    await begun(talk)
    await proof(talk, "Drive S")
    await press(talk, "☐ 3")
    assert told(talk, "SELECT covers FROM proof_use") == [("[0, 2]",)]
    await press(talk, "☑ 1")
    assert told(talk, "SELECT covers FROM proof_use") == [("[2]",)]
    await press(talk, "Words")
    await talk.type("Budget 2025")
    await press(talk, "Date")
    await press(talk, "Today")
    assert told(talk, "SELECT shows, refers FROM proof") == [("Budget 2025", "2026-04-07")]


async def test_replacing_erases_the_old_bytes(talk: Talk) -> None:
    await begun(talk)
    await proof(talk, lying(talk, "plan.pdf", PDF), "The plan")
    await press(talk, "Replace")
    await talk.type(lying(talk, "photo.jpg", JPEG))
    assert "What date does it refer to?" in talk.text
    assert kept(talk) == [at(JPEG)]
    assert "1. photo.jpg" in await talk.type("2026")
    await press(talk, "Replace")
    await talk.type("https://agency.example/plan")
    assert kept(talk) == []
    assert told(talk, "SELECT kind, shows, words FROM proof") == [("link", "The plan", "https://agency.example/plan")]


async def test_removing_asks_once_and_erases_the_bytes_when_nobody_else_refers_to_them(talk: Talk) -> None:
    await begun(talk)
    for name in ("one.pdf", "two.pdf"):
        await proof(talk, lying(talk, name, PDF))
    assert kept(talk) == [at(PDF)]
    await press(talk, "Remove")
    assert "Remove this proof?" in talk.text
    await press(talk, "No")
    await press(talk, "Remove")
    await press(talk, "Yes, remove")
    assert kept(talk) == [at(PDF)]  # the other one still refers to it
    await talk.enter(Tap("proof-remove", 0, STRATEGY, "1"))
    assert kept(talk) == []
    for table in ("proof", "proof_file", "proof_use", "unkept"):
        assert told(talk, f"SELECT count(*) FROM {table}") == [(0,)]
    assert "What still proves it" in await talk.enter(Tap("proof", 0, STRATEGY, "1"))  # an old button


async def test_bytes_that_can_t_be_erased_now_are_erased_later(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    await begun(talk)
    await proof(talk, lying(talk, "plan.pdf", PDF))

    def refuse(_: str) -> None:
        raise OSError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(talk.files, "erase", refuse)
        assert "The proof is removed" in await talk.enter(Tap("proof-remove", 0, STRATEGY, "1"))
    assert kept(talk) == [at(PDF)]
    await proof(talk, "Drive S")
    await talk.enter(Tap("proof-remove", 0, STRATEGY, "2"))
    assert kept(talk) == []


async def test_a_file_comes_back_as_it_was(talk: Talk) -> None:
    await begun(talk)
    await proof(talk, lying(talk, "Bild 1.png", PNG))
    await press(talk, "File 1")
    file = talk.screens[-1].file
    assert file is not None
    assert (file.name, file.data(), file.pictured) == ("Bild 1.png", PNG, False)


# --- a submitted check ---------------------------------------------------------------------------------------


async def test_a_submitted_check_records_ids_and_hashes_and_says_what_was_removed(talk: Talk) -> None:
    await begun(talk, "yes")
    await proof(talk, lying(talk, "plan.pdf", PDF), "The plan")
    await proof(talk, "Drive S", "The table")
    await talk.enter(Tap("submit", 1))
    hash, words = (hashlib.sha256(content).hexdigest() for content in (PDF, b"Drive S"))
    assert told(talk, "SELECT session, proof, question, hashes FROM proof_record") == [
        (1, 1, STRATEGY, json.dumps({"1": hash})), (1, 2, STRATEGY, json.dumps({"words": words})),
    ]  # fmt: skip
    await proof(talk, "Added later", "Later")
    shown = await talk.enter(Tap("result", 1, STRATEGY, "indicator"))
    assert "Recorded: The plan\nRecorded: The table" in shown
    assert "Later" not in shown
    talk.time += timedelta(days=1)
    await talk.enter(Tap("proof-remove", 0, STRATEGY, "1"))
    shown = await talk.enter(Tap("result", 1, STRATEGY, "indicator"))
    assert "Recorded: removed on 8 April 2026\nRecorded: The table" in shown
    assert "1 of 1 documented levels have a proof here." in await talk.enter(Tap("result", 1))
    await talk.enter(Tap("proof-remove", 0, STRATEGY, "2"))
    assert "0 of 1 documented levels have a proof here." in await talk.enter(Tap("result", 1))
    assert told(talk, "SELECT hashes FROM proof_record")[0] == (json.dumps({"1": hash}),)
    assert kept(talk) == []
    assert told(talk, "SELECT shows, words FROM proof WHERE id < 3") == [(None, None)] * 2
    await talk.enter(Tap("erase-check", 1, choice="yes"))
    assert told(talk, "SELECT id FROM proof ORDER BY id") == [(3,)]  # empty rows went with the check that knew them


async def test_a_check_that_was_submitted_before_is_not_touched_by_a_replacement(talk: Talk) -> None:
    await begun(talk, "yes")
    await proof(talk, lying(talk, "plan.pdf", PDF), "The plan")
    await proof(talk, "Drive S", "The table")
    await talk.enter(Tap("submit", 1))
    shown = await talk.enter(Tap("result", 1, STRATEGY, "indicator"))
    assert "replaced since" not in shown
    await talk.enter(Tap("proof-ask", 0, STRATEGY, "2.replace"))
    await talk.type("Drive T")
    shown = await talk.enter(Tap("result", 1, STRATEGY, "indicator"))
    assert "Recorded: The plan\nRecorded: The table – replaced since" in shown
    await talk.enter(Tap("proof-ask", 0, STRATEGY, "1.replace"))
    await talk.type(lying(talk, "notes.txt", TEXT))
    assert told(talk, "SELECT hashes FROM proof_record")[0] == (json.dumps({"1": hashlib.sha256(PDF).hexdigest()}),)
    assert "Recorded: The plan – replaced since" in await talk.enter(Tap("result", 1, STRATEGY, "indicator"))
    assert kept(talk) == [at(TEXT)]


# --- whose proofs --------------------------------------------------------------------------------------------


async def test_each_cluster_has_its_own_proofs_and_bytes_are_shared_unseen(talk: Talk) -> None:
    await begun(talk)
    await proof(talk, lying(talk, "plan.pdf", PDF), "Of the first")
    await talk.enter(Tap("name-cluster"))
    await talk.type("Second cluster")
    await talk.enter(Tap("begin", choice="full"))
    await talk.enter(Tap("proofs", 2, STRATEGY))
    assert "Of the first" not in talk.text
    assert "Use one that is here" not in captions(talk.screens[-1])
    await talk.type(lying(talk, "plan.pdf", PDF))
    await talk.type("Of the second")
    await talk.type("2025")
    shown = await talk.enter(Tap("proof", 0, STRATEGY, "1"))  # a button of the first cluster brings it to hand
    assert "Of the first" in shown
    await press(talk, "Remove")
    await press(talk, "Yes, remove")
    assert kept(talk) == [at(PDF)]
    shown = await talk.enter(Tap("proofs", 2, STRATEGY))
    assert "Of the second" in shown


async def test_somebody_else_s_proof_does_not_exist(talk: Talk) -> None:
    await begun(talk)
    await proof(talk, lying(talk, "plan.pdf", PDF), "The plan")
    before = [told(talk, f"SELECT * FROM {table}") for table in ("proof", "proof_file", "proof_use")]
    talk.visitor = Visitor("terminal", "stranger", "en")
    await talk.begin()
    verbs = ("proof", "proof-remove", "not-for", "also")
    taps = [Tap(verb, 0, STRATEGY, "1") for verb in verbs]
    taps += [Tap("proof-ask", 0, STRATEGY, "1.name"), Tap("proof-file", 0, STRATEGY, "1.1"), Tap("proofs", 1, STRATEGY)]
    taps += [Tap("covers", 0, STRATEGY, "1.1"), Tap("proof-date", 0, STRATEGY, "1.-"), Tap("fetch", 0, STRATEGY, "1.1")]
    for tap in taps:
        assert "The plan" not in await talk.enter(tap)
        assert talk.screens[-1].file is None
    assert [told(talk, f"SELECT * FROM {table}") for table in ("proof", "proof_file", "proof_use")] == before


async def test_a_file_of_another_person_s_album_begins_its_own_proof(talk: Talk) -> None:
    await begun(talk)
    await talk.enter(Tap("proofs", 1, STRATEGY))
    await take(talk.desk, talk.visitor, Sent("photo", "nowhere", group="album"))
    talk.visitor = Visitor("terminal", "stranger", "en")
    await talk.begin()
    shown = await talk.enter(Sent("photo", "nowhere", group="album"))
    assert "Files are kept as proof only" in shown
    assert told(talk, "SELECT count(*) FROM proof_file") == [(1,)]


async def test_while_practising_proofs_are_of_the_own_cluster(talk: Talk) -> None:
    await begun(talk)
    await proof(talk, "Drive S", "The plan")
    await talk.enter(Tap("practise", 0, "alvar-food", ".end"))
    ((practice, rated),) = told(talk, "SELECT session, (SELECT scope FROM session ORDER BY id DESC) FROM practice")
    shown = await talk.enter(Tap("give", practice, json.loads(rated)["ids"][0], "p3"))
    assert "Yes" in captions(talk.screens[-1]), shown
    assert "Proof" not in captions(talk.screens[-1])  # the case is invented
    await talk.enter(Tap("proofs", 1, STRATEGY))
    assert "1. The plan" in talk.text
    await talk.restart()
    await talk.type("Drive T")
    assert told(talk, "SELECT cluster, words FROM proof") == [(1, "Drive S"), (1, "Drive T")]


async def test_a_file_that_nothing_asks_for_leaves_the_practice_where_it_was(talk: Talk) -> None:
    await begun(talk)
    shown = await talk.enter(Tap("practise", 0, "alvar-food", ".end"))
    again = await talk.enter(Sent("file", "nowhere", name="plan.pdf"))
    assert "Files are kept as proof only" in again
    assert again.split("\n")[0] == shown.split("\n")[0]


async def test_proofs_in_german(german: Talk) -> None:
    await german.enter(Typed("/start"))
    await german.type("1")
    await german.enter(Tap("begin", choice="full"))
    await answer(german, 1, STRATEGY, "d")
    assert "Keine Lebensläufe, keine Verträge" in await press(german, "Nachweise")
    await german.type(lying(german, "Strategie.pdf", PDF))
    assert "Was zeigt er?" in german.text
    await german.type("Die Strategie")
    await german.type("15. März 2025")
    assert "Datum darauf: 15. März 2025" in german.text
    assert "Ist die Stufe jetzt belegt?" in german.text
    await press(german, "Belegt")
    assert "1 von 1 belegten Stufen haben hier einen Nachweis." in await german.enter(Typed("/evidence"))
