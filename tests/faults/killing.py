"""Kills the program at random while answers stream in, starts it again, and compares what it had said with the file.

`python -m tests.faults.killing --kills 200` prints a summary; its exit code is 1 if anything acknowledged was lost.
"""

import argparse
import asyncio
import random
import re
import shutil
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from bot.screens import shortened
from bot.speech import speech
from bot.wording import answer_words, documented_words, name_of, short_name
from storage.store import Store
from surveys.session import Answer, Skipped
from tests.bot.talking import SHELF
from tests.faults.program import END, Program, acknowledged, last_screen, line_for

BOUND_SECONDS = 1800
MOST_ANSWERS = 25
"""Before a kill."""
IN_FLIGHT_SECONDS = 0.012
"""A turn takes about half of it."""
START_SECONDS = 0.7
SURVEY = SHELF.survey(SHELF.latest, "en")
WORDS = speech("en")


@dataclass
class Tally:
    """What the kills did. Everything but the counts must stay empty."""

    kills: int = 0
    at_start: int = 0
    in_flight: int = 0
    in_flight_kept: int = 0
    acknowledged: int = 0
    people: int = 1
    seconds: float = 0.0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    misplaced: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether everything was as it should."""
        return not (self.lost or self.doubled or self.damaged or self.misplaced)

    def __str__(self) -> str:
        return (
            f"{self.kills} kills ({self.at_start} while starting, {self.in_flight} with an answer in flight, of which"
            f" {self.in_flight_kept} were kept), {self.acknowledged} answers acknowledged by {self.people} checks,"
            f" {self.seconds:.0f} s: lost {len(self.lost)}, doubled {len(self.doubled)},"
            f" files damaged {len(self.damaged)}, went on elsewhere {len(self.misplaced)}"
        )


@dataclass
class Check:
    """One person's check, as somebody in front of the terminal knows it."""

    person: str
    told: list[str | None] = field(default_factory=list)
    """What was acknowledged, in order; None for an answer in flight that turned out to be kept."""
    screen: str = ""
    typed: str | None = None
    """The line that was typed and not answered when the program was killed."""
    moved: bool = False
    """Whether that line may have led to another card."""
    steered: bool = False
    """Whether `Back` was typed since the last start: then a line may move without an answer to store."""


async def kill_often(folder: Path, kills: int, seed: int, bound: float = BOUND_SECONDS) -> Tally:
    """Answers, kills and compares until there were so many kills. Raises TimeoutError beyond the bound of seconds."""
    rng, tally, check = random.Random(seed), Tally(), Check("p1")
    begun = time.monotonic()
    while tally.kills < kills:
        if time.monotonic() - begun > bound:
            raise TimeoutError(f"after {tally}")
        done = _round(folder, check, rng, tally)
        await compare(folder, check, tally)
        if done:
            tally.people += 1
            check = Check(f"p{tally.people}")
    tally.seconds = time.monotonic() - begun
    return tally


def _round(folder: Path, check: Check, rng: random.Random, tally: Tally) -> bool:
    """One start of the program and its end, by a kill, or because all was asked (True)."""
    check.typed = None
    check.steered = False
    with Program(folder, check.person) as program:
        if rng.random() < 0.1:
            time.sleep(rng.uniform(0, START_SECONDS))
            tally.at_start += 1
        else:
            program.until()
            _same_place(program.said, check, tally)
            check.moved = False
            done = _stream_answers(program, check, rng, rng.randint(1, MOST_ANSWERS), len(check.told))
            if done:
                program.end()
                _note(program, check, tally)
                return True
        program.kill()
        tally.kills += 1
        _note(program, check, tally)
    return False


def _stream_answers(program: Program, check: Check, rng: random.Random, many: int, number: int) -> bool:
    """Types so many lines, the last without waiting for what comes back. True when there is nothing left to ask."""
    for typed in range(many):
        check.screen = last_screen(program.said)
        line = line_for(check.screen, rng, number + typed)
        if line is None:
            return True
        if rng.random() < 0.05 and "[Back]" in check.screen:
            line, check.steered = "Back", True  # so that answers are changed as well
        if typed == many - 1:
            check.typed = line
            program.type(line)
            time.sleep(rng.uniform(0, IN_FLIGHT_SECONDS))
        else:
            program.say(line)
    return False


def _note(program: Program, check: Check, tally: Tally) -> None:
    """Remembers what was acknowledged up to the kill."""
    told = acknowledged(program.said)
    check.told += told
    tally.acknowledged += len(told)
    answered = program.since_typed().removeprefix(f"> {check.typed}\n").strip("\n")
    if check.typed is None:
        return
    if answered:  # the kill came after the turn
        check.typed, check.screen = None, last_screen(answered) if END.search(f"{answered}\n") else ""
    else:
        tally.in_flight += 1


def _same_place(said: str, check: Check, tally: Tally) -> None:
    """The menu after a restart names the card that was on the screen before, if no line in flight moved on."""
    header = check.screen.split("\n")[0]
    found = re.search(r"you were at (.*), last on", said)
    if " · " in header and not check.moved and (not found or found[1] != shortened(header, 80)):
        tally.misplaced.append(f"{check.person}: was at {header}, now {found and found[1]}")


# --- what the file holds -------------------------------------------------------------------------------------


async def compare(folder: Path, check: Check, tally: Tally) -> None:
    """Every acknowledged answer is in the file once and in order; nothing else but the one in flight."""
    with tempfile.TemporaryDirectory() as elsewhere:  # a copy: the program itself has to recover the file
        for file in folder.glob("clusterready.db*"):
            shutil.copy(file, elsewhere)
        copy = Path(elsewhere) / "clusterready.db"
        tally.damaged += [f"{check.person}: {found}" for found in _damage(copy)]
        steps = await _steps(copy, check.person)
    kept = len(steps) - len(check.told)
    if check.typed is not None:
        check.moved = kept > 0 or check.steered
    if kept == 1 and check.typed is not None:
        check.told.append(None)
        tally.in_flight_kept += 1
    elif kept > 0:
        tally.doubled.append(f"{check.person}: {len(steps)} answers for {len(check.told)} acknowledged")
    elif kept < 0:
        tally.lost.append(f"{check.person}: {len(steps)} answers for {len(check.told)} acknowledged")
    revisions = [revision for revision, _ in steps]
    if revisions != sorted(set(revisions)):
        tally.doubled.append(f"{check.person}: revisions {revisions}")
    tally.lost += _differing(check, [answer for _, answer in steps])


def _damage(file: Path) -> list[str]:
    if not file.exists():
        return []
    with closing(sqlite3.connect(file)) as connection:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        return found + [f"{row} points nowhere" for row in connection.execute("PRAGMA foreign_key_check")]


async def _steps(file: Path, name: str) -> list[tuple[int, Answer]]:
    """Every answer of a person's only check, oldest first."""
    with closing(sqlite3.connect(file)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'person'").fetchone():
            return []
    store = Store(f"sqlite+aiosqlite:///{file}")
    try:
        async with store.reading() as work:
            person = await work.people.find("terminal", name)
            return await work.sessions.steps(person.live) if person and person.live else []
    finally:
        await store.close()


def _differing(check: Check, steps: list[Answer]) -> list[str]:
    """Acknowledgements that do not tell of the answer at their place."""
    answers: dict[str, Answer] = {}
    wrong = []
    for told, answer in zip(check.told, steps, strict=False):
        answers[answer.question] = answer
        if told is not None and not _tells_of(told, answers, answer):
            wrong.append(f"{check.person}: {told!r} is not what is stored for {answer.question}")
    return wrong


def _tells_of(told: str, answers: dict[str, Answer], answer: Answer) -> bool:
    question = SURVEY.questions[answer.question]
    if isinstance(answer.mark, Skipped):
        return told == f"✓ Skipped · {short_name(question)}"
    words = shortened(answer_words(WORDS, SURVEY, answers, question), 60).rstrip("…")
    about = name_of(question) in told or f"· {short_name(question)}" in told
    return about and (words in told or documented_words(WORDS, answer.documented) in told)


def main() -> int:
    """The summary on the screen; 1 if anything was lost, doubled, damaged or misplaced."""
    parser = argparse.ArgumentParser(description="kill the program while answers stream in, and compare")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tally = asyncio.run(kill_often(Path(folder), options.kills, options.seed))
    print(f"seed {options.seed}: {tally}")
    for problem in (*tally.lost, *tally.doubled, *tally.damaged, *tally.misplaced):
        print(problem)
    return 0 if tally.clean else 1


if __name__ == "__main__":
    sys.exit(main())
