"""The bot is killed a dozen times while twenty people answer on Telegram; 200 kills are `make soak`."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults.serving import Tally, compare, kill_often

KILLS = 12
STORED = [(1, "a", 1, 3), (1, "a", 2, 5), (1, "b", 3, 3), (2, "a", 1, 4)]
GAVE = {1: {"a": [3, 5], "b": [3]}, 2: {"a": [4]}}


async def test_a_dozen_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    tally = await kill_often(tmp_path, KILLS, seed=20261122)
    assert tally.clean, (str(tally), tally.lost, tally.doubled, tally.damaged, tally.stuck)
    assert tally.kills >= KILLS
    assert tally.answers > 10 * KILLS


@pytest.mark.parametrize(
    ("rows", "noticed"),
    [
        (STORED, None),
        (STORED[1:], "lost"),
        (STORED[:-1], "lost"),
        ([*STORED, (1, "a", 4, 5)], "doubled"),
        ([(1, "a", 1, 5), (1, "a", 2, 3), *STORED[2:]], "doubled"),
        ([*STORED[:3], (2, "a", 1, 2)], "lost"),
    ],
)
def test_the_comparison_would_notice(tmp_path: Path, rows: list[tuple[object, ...]], noticed: str | None) -> None:
    file = tmp_path / "answers.db"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE answer (session, question, revision, value)")
        told = [(session, question, revision, f'{{"points":{value}}}') for session, question, revision, value in rows]
        connection.executemany("INSERT INTO answer VALUES (?, ?, ?, ?)", told)
    tally = Tally()
    compare(file, GAVE, tally)
    assert tally.clean == (noticed is None)
    assert noticed is None or getattr(tally, noticed)
