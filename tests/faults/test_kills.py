"""What was acknowledged before the program was killed is there after it, once; 200 kills are `make soak`."""

import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults.killing import Check, Tally, compare, kill_often
from tests.faults.program import Program, acknowledged

KILLS = 12


async def test_a_dozen_kills_lose_nothing(tmp_path: Path) -> None:
    tally = await kill_often(tmp_path, KILLS, seed=20260503, bound=120)
    assert tally.clean, (tally, tally.lost, tally.doubled, tally.damaged, tally.misplaced)
    assert tally.kills == KILLS
    assert tally.acknowledged > KILLS
    assert tally.in_flight > 0  # else nothing was tried


INTERFERED = {
    "DELETE FROM answer WHERE revision = 3": "lost",
    "DELETE FROM answer WHERE revision = 1": "lost",
    """UPDATE answer SET value = '{"choice":"at"}' WHERE question = 'country'""": "lost",
    "UPDATE answer SET revision = 4 - revision": "lost",
    "UPDATE answer SET by = 77 WHERE revision = 2": "damaged",
    """INSERT INTO answer SELECT 9, session, 4, question, value, seen, estimate, documented, document, mark, note,
       note_shared, by, at FROM answer WHERE revision = 3""": "doubled",
}


async def test_the_comparison_would_notice(tmp_path: Path) -> None:
    with Program(tmp_path, "p1") as program:
        program.until()
        for line in ("1", "full check", "Example 1", "Germany", "A"):
            program.say(line)
        assert program.end() == 0
    told = list[str | None](acknowledged(program.said))
    assert len(told) == 3
    tally = Tally()
    await compare(tmp_path, Check("p1", told), tally)
    assert tally.clean
    for number, (statement, noticed) in enumerate(INTERFERED.items()):
        other = tmp_path / str(number)
        other.mkdir()
        shutil.copy(tmp_path / "clusterready.db", other)
        with closing(sqlite3.connect(other / "clusterready.db")) as connection, connection:
            connection.execute(statement)
        tally = Tally()
        await compare(other, Check("p1", list(told)), tally)
        assert getattr(tally, noticed), statement
        assert not tally.clean


@pytest.mark.parametrize("seconds", [0.2, 0.35, 0.5])
def test_a_kill_during_the_very_first_start_leaves_a_file_to_begin_with(tmp_path: Path, seconds: float) -> None:
    with Program(tmp_path) as first:
        time.sleep(seconds)
        first.kill()
    with Program(tmp_path) as second:
        assert "I agree, begin" in second.until()
        assert second.end() == 0
