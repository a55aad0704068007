"""A trainer's own cases: brought as a file, checked with the same messages, seen only in their groups."""

from pathlib import Path

from bot.conversation import Visitor
from bot.own_cases import MOST
from bot.screens import Tap
from surveys.files import LIBRARY
from tests.bot.grouping import TRAINER, agreed, as_, group, join, newest, sections
from tests.bot.holding import captions, press, told
from tests.bot.talking import Talk

CASE = (LIBRARY / "cases" / "alvar-food" / "case.yaml").read_text()
OWN = CASE.replace("Serra de Alvar Food Cluster", "Cluster of my own")


async def brought(talk: Talk, folder: Path, text: str = OWN) -> str:
    file = folder / "my case.yaml"
    file.write_text(text)
    return await talk.type(f"/cohort {file}")


async def test_a_case_of_one_s_own_is_brought_and_chosen_for_a_group(talk: Talk, tmp_path: Path) -> None:
    await agreed(talk, TRAINER)
    assert "“Cluster of my own” can be chosen for your groups now." in await brought(talk, tmp_path)
    await brought(talk, tmp_path)  # the same again is one
    assert told(talk, "SELECT id, person, content FROM own_case") == [(1, 1, OWN)]
    await talk.enter(Tap("cohort-new"))
    await talk.type("Course")
    assert "Cluster of my own – 8 indicators" in await talk.type("Trainer T")
    await press(talk, "Cluster of my own")
    assert told(talk, "SELECT case_id FROM cohort") == [("own-1",)]
    assert "A group uses this case, so it stays." in await talk.enter(Tap("own-case-drop", choice="1"))


async def test_those_in_the_group_rate_it_and_nobody_else_sees_it(talk: Talk, tmp_path: Path) -> None:
    code = await group(talk)
    await brought(talk, tmp_path)
    await talk.enter(Tap("cohort-set", 1, "case", "own-1"))
    await join(talk, "anna", code)
    assert "Case: Cluster of my own" in await talk.enter(Tap("cohort", 1))
    await press(talk, "Read the case")
    assert "Cluster of my own" in talk.text
    await talk.enter(Tap("rate", 1, sections(talk)[0]))
    assert told(talk, "SELECT case_id FROM practice") == [("own-1",)]
    await agreed(talk, "other")
    await talk.enter(Tap("cohort-new"))
    await talk.type("Other course")
    assert "Cluster of my own" not in await talk.type("Other trainer")
    await talk.enter(Tap("cohort-make", newest(talk), "case", "own-1"))
    assert told(talk, "SELECT case_id FROM cohort WHERE id = 2") == [(None,)]
    await talk.enter(Tap("own-case-drop", choice="1"))
    assert told(talk, "SELECT count(*) FROM own_case") == [(1,)]


async def test_every_problem_of_a_file_is_said_with_its_place(talk: Talk, tmp_path: Path) -> None:
    await agreed(talk, TRAINER)
    shown = await brought(talk, tmp_path, OWN.replace("judged_on:", "judged_in:"))
    assert "This is no case yet. Mend this, and send it again:" in shown
    assert "judged_in" in shown
    assert "This is no case yet." in await brought(talk, tmp_path, "\x00")
    assert "more than 200 KB" in await brought(talk, tmp_path, "x" * 300_000)
    assert "can't be read here" in await talk.type(f"/cohort {tmp_path}/nowhere.yaml")
    assert "can't be read here" in await talk.type(f"/cohort {tmp_path}")
    assert told(talk, "SELECT count(*) FROM own_case") == [(0,)]


async def test_there_is_a_limit_and_one_that_no_group_uses_can_go(talk: Talk, tmp_path: Path) -> None:
    await agreed(talk, TRAINER)
    for number in range(MOST):
        await brought(talk, tmp_path, OWN.replace("of my own", f"number {number}"))
    assert f"There can be up to {MOST}." in await brought(talk, tmp_path)
    await press(talk, "Remove Cluster number 0")
    assert told(talk, "SELECT count(*) FROM own_case") == [(MOST - 1,)]


async def test_a_stranger_s_file_is_not_kept(talk: Talk, tmp_path: Path) -> None:
    as_(talk, "stranger")
    assert "I agree, begin" in captions((await brought(talk, tmp_path), talk.screens)[1][-1])
    assert told(talk, "SELECT count(*) FROM own_case") == [(0,)]
    assert talk.visitor == Visitor("terminal", "stranger", "en")
