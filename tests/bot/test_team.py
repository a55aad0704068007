"""The team of a cluster: editors and readers by invitation, what each may do, handing over, leaving, erasing."""

from pathlib import Path

import pytest

from bot.conversation import Came
from bot.screens import Tap
from tests.bot.reviewing import Stage, accepted, checked, proven, recorded, stage

STRATEGY = "strategy-documentation"


async def joined(found: Stage, name: str, role: str) -> None:
    """Somebody comes into the manager's team."""
    number = await accepted(found, name, "team-invite", 1, role)
    await found.be("manager")
    await found.tap("let-in", choice=str(number))
    await found.be(name)
    await found.tap("cluster", choice="1")


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ("As an editor you answer", "editor", "Who changed what")),
     ("de", ("Mit der Rolle „Bearbeitung“", "Bearbeitung", "Wer was geändert hat"))],
)  # fmt: skip
async def test_an_editor_comes_in_answers_and_is_named(tmp_path: Path, language: str, words: tuple[str, ...]) -> None:
    async with stage(tmp_path, language) as found:
        code = await found.invited("team-invite", 1, "", "editor")
        await found.new("mate")
        assert words[0] in await found.type(f"/start {code}")
        await found.tap("accept", choice=code)
        await found.type("A peer from the north")
        assert found.asked("SELECT count(*) FROM membership WHERE cluster = 1") == [(1,)]  # not let in yet
        await found.be("manager")
        assert "A peer from the north" in await found.tap("team", 1)
        await found.tap("let-in", choice="1")
        assert f"A peer from the north · {words[1]}" in await found.tap("team", 1)
        still = await checked(found.talk, "manager", {}, submitted=False)
        await found.be("mate")
        await found.tap("give", still, STRATEGY, "p2")
        await found.be("manager")
        shown = await found.tap("team-changes", 1)
        assert words[2] in shown
        assert "A peer from the north · 4.1.2: C" in shown


READS = [
    Tap("give", 2, STRATEGY, "p1"), Tap("goto", 2, STRATEGY), Tap("note", 2, STRATEGY), Tap("submit", 2),
    Tap("overview", 2), Tap("what-if", 2, STRATEGY), Tap("plan"), Tap("plan", 0, "1"), Tap("line-new", 0, "-", "-"),
    Tap("line", choice="1"), Tap("line-done", choice="1"), Tap("line-remove", choice="1"), Tap("history"),
    Tap("compare", 2, "", "1"), Tap("trial", 1, "", "on"), Tap("erase-check", 1, "", "yes"), Tap("lookup"),
    Tap("erase-note", 1, STRATEGY, "yes"), Tap("documents"), Tap("begin", choice="full"), Tap("renew", 0, "1"),
    Tap("sharing"), Tap("share-make", 1, "", "fp.60"), Tap("access-log"), Tap("team-changes", 1), Tap("ask", 2),
    Tap("offers"), Tap("way", 2, "gold"), Tap("take", 2, "gold", "."), Tap("calendar", 2), Tap("why", 2, STRATEGY),
]  # fmt: skip


@pytest.mark.parametrize("tap", READS, ids=lambda tap: f"{tap.verb}-{tap.question}")
async def test_a_reader_sees_the_result_and_changes_nothing(tmp_path: Path, tap: Tap) -> None:
    async with stage(tmp_path) as found:
        found.asked("UPDATE answer SET note = 'Badger note' WHERE question = ?", STRATEGY)
        await found.tap("line-new", 0, "-", "-")
        await found.type("Badger plan")
        assert await checked(found.talk, "manager", {}, submitted=False) == 2
        found.asked("UPDATE answer SET note = 'Badger note' WHERE question = ?", STRATEGY)
        await joined(found, "mate", "reader")
        assert "Gold" in await found.tap("result", 2)
        names = ("answer", "session", "plan_line", "share", "invitation", "cluster", "membership")
        before = {name: found.asked(f'SELECT * FROM "{name}"') for name in names}
        assert "Badger" not in await found.talk.enter(tap)
        assert {name: found.asked(f'SELECT * FROM "{name}"') for name in names} == before


async def test_a_reader_types_nothing_into_a_check_and_exports_nothing_of_it(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await checked(found.talk, "manager", {}, submitted=False)
        await joined(found, "mate", "reader")
        before = found.asked("SELECT * FROM answer")
        for text in ("A", "a note", "/documents", "4.1.2; Strategy; 03/2025"):
            await found.type(text)
        assert found.asked("SELECT * FROM answer") == before
        await found.type("/export")
        file = found.talk.screens[-1].file
        assert file is not None
        assert STRATEGY not in file.content
        assert '"role": "reader"' in file.content


async def test_only_the_owner_manages_the_team(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await joined(found, "mate", "editor")
        before = found.asked("SELECT * FROM membership")
        for verb in ("team-invite", "team-role", "team-remove", "team-hand", "team-erase"):
            await found.tap(verb, 1, "1", "yes")
        for verb in ("share-make", "erase-check"):
            await found.tap(verb, 1, "", "yes")
        assert found.asked("SELECT * FROM membership") == before
        assert found.asked("SELECT count(*) FROM session WHERE id = 1") == [(1,)]
        assert found.asked("SELECT count(*) FROM share") == [(0,)]


async def test_a_role_is_changed_and_taken_away_after_a_question(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await joined(found, "mate", "reader")
        await found.be("manager")
        await found.tap("team", 1)
        await found.press("2: editor")
        assert found.asked("SELECT role FROM membership WHERE person = 2 AND cluster = 1") == [("editor",)]
        assert "Remove Name of mate?" in await found.press("2: remove")
        await found.press("Yes")
        assert found.asked("SELECT count(*) FROM membership WHERE person = 2 AND cluster = 1") == [(0,)]
        await found.be("mate")
        assert "Gold" not in await found.tap("result", 1)
        assert "No check yet" in await found.type("/start")


async def test_the_cluster_is_handed_over(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await joined(found, "mate", "editor")
        await found.be("manager")
        await found.tap("team", 1)
        assert "Hand the cluster over to Name of mate?" in await found.press("2: hand over")
        assert "You are an editor now." in await found.press("Yes")
        roles = found.asked("SELECT person, role FROM membership WHERE cluster = 1 ORDER BY person")
        assert roles == [(1, "editor"), (2, "owner")]


async def test_who_leaves_takes_their_name_and_their_work_stays(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        still = await checked(found.talk, "manager", {}, submitted=False)
        await joined(found, "mate", "editor")
        await found.tap("give", still, STRATEGY, "p2")
        await found.tap("team-leave", 1)
        assert "You left the cluster." in await found.press("Yes")
        await found.be("manager")
        assert "somebody who left · 4.1.2: C" in await found.tap("team-changes", 1)


@pytest.mark.parametrize(("how", "left"), [("hand", 1), ("erase", 0)])
async def test_an_owner_who_leaves_is_asked_hand_over_or_erase(tmp_path: Path, how: str, left: int) -> None:
    async with stage(tmp_path) as found:
        await joined(found, "mate", "editor")
        await found.be("manager")
        for choice in ("", "yes"):
            assert "Hand it over first" in await found.tap("erase", 0, "", choice)
        assert found.asked("SELECT channel FROM person WHERE id = 1") == [("terminal",)]
        if how == "hand":
            await found.tap("team-hand", 1, "2", "yes")
        else:
            assert "erased, for everybody" in await found.tap("team-erase", 1, "", "yes")
        assert "Everything about you is erased." in await found.tap("erase", 0, "", "yes")
        assert found.asked("SELECT count(*) FROM cluster WHERE id = 1") == [(left,)]
        await found.be("mate")
        assert "Menu" in await found.type("/start")


async def test_a_second_invitation_changes_no_role_of_who_is_in_the_team(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        codes = [await found.invited("team-invite", 1, "", role) for role in ("reader", "editor")]
        await found.new("mate")
        for code in codes:
            await found.type(f"/start {code}")
            await found.tap("accept", choice=code)
            await found.type("A peer")
        mate = found.asked("SELECT max(id) FROM person")[0][0]
        await found.be("manager")
        await found.tap("let-in", choice="1")
        await found.tap("team-hand", 1, str(mate), "yes")
        await found.be("mate")
        await found.tap("let-in", choice="2")
        assert found.asked("SELECT role FROM membership WHERE cluster = 1 AND person = ?", mate) == [("owner",)]


@pytest.mark.parametrize("verb", ["team-role", "team-remove"])
@pytest.mark.parametrize(
    ("form", "table"),
    [(Tap("line-new", 0, "-", "-"), "plan_line"), (Tap("proofs", 2, STRATEGY), "proof")],
    ids=["plan", "proof"],
)
async def test_a_form_left_open_is_closed_with_the_role(tmp_path: Path, form: Tap, table: str, verb: str) -> None:
    async with stage(tmp_path) as found:
        assert await checked(found.talk, "manager", {}, submitted=False) == 2
        await proven(found, STRATEGY, "Badger proof", b"%PDF")
        await found.tap("line-new", 0, "-", "-")
        await found.type("Badger plan")
        await joined(found, "mate", "editor")
        mate = found.asked("SELECT max(id) FROM person")[0][0]
        await found.talk.enter(form)
        await found.be("manager")
        await found.tap(verb, 1, str(mate), "yes")
        before = found.asked(f"SELECT * FROM {table}")
        await found.be("mate")
        assert "Badger" not in await found.talk.enter(Came())
        assert "Badger" not in await found.type("https://example.org/strategy")
        assert found.asked(f"SELECT * FROM {table}") == before


async def test_a_reader_s_result_tells_nothing_of_documents_and_earlier_checks_and_leads_nowhere_else(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path) as found:
        check = await checked(found.talk, "manager", {STRATEGY: 2})
        await proven(found, STRATEGY, "Badger proof", b"%PDF")
        await recorded(found, check)
        assert "have a proof here" in await found.tap("result", check)
        await found.tap("picture", check)
        assert "(documented on" in picture_words(found)
        await joined(found, "mate", "reader")
        shown = await found.tap("result", check)
        assert "have a proof here" not in shown
        assert "are named" not in shown
        pages = [button.tap for button in found.talk.screens[-1].buttons]
        for tap in (*pages, Tap("result", check, STRATEGY, "indicator")):
            assert "Badger" not in await found.talk.enter(tap)
            assert {each.tap.verb for each in found.talk.screens[-1].buttons if tap.verb != "menu"} <= {
                "result", "picture", "menu",
            }  # fmt: skip
        assert found.asked("SELECT count(*) FROM access WHERE what = 'refused'") == [(0,)]
        await found.tap("picture", check)
        assert "(documented on" not in picture_words(found)


def picture_words(found: Stage) -> str:
    """What the picture shows, in words."""
    file = found.talk.screens[-1].file
    assert file is not None
    return file.caption
