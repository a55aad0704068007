"""Kills `clusterready serve` while many people answer, starts it again, and compares what they sent with what is kept.

Every tap is written down when a phone sends it. Telegram delivers again what was not confirmed, and at times all of the
last seconds. In the end each answer must be stored exactly once, in the order each person gave them, and every person
must see their current card and be able to go on. `python -m tests.faults.serving --kills 200` is the long run.
"""

import argparse
import asyncio
import json
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.service import Service
from tests.telegram_phones import Phone
from tests.telegram_server import TelegramServer

PEOPLE = 20
PATIENCE = 180.0
AGAIN = 10.0
"""Everything of so many seconds is delivered again at times, besides what was not confirmed."""
NOT_SHOWN = "SELECT count(*) FROM inbox WHERE state != 'shown'"
PAUSE = 0.5
"""About how long a person thinks between two answers."""
NUMBER, LEVELS = "management-fte", ("strategy-documentation", "strategy-building", "role-clarity")
"""The questions that are answered, again and again."""


@dataclass
class Tally:
    """What the run found."""

    kills: int = 0
    starting: int = 0
    """Kills before the program was ready."""
    answers: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def clean(self) -> bool:
        """Whether nothing was lost, doubled, damaged or stuck."""
        return not (self.lost or self.doubled or self.damaged or self.stuck)

    def __str__(self) -> str:
        wrong = {name: len(getattr(self, name)) for name in ("lost", "doubled", "damaged", "stuck")}
        return (
            f"{self.kills} kills ({self.starting} while starting), {self.answers} answers of {PEOPLE} people,"
            f" {wrong} in {self.seconds:.0f} s"
        )


class Person:
    """Somebody who answers, and remembers what they answered."""

    def __init__(self, phone: Phone, session: int, rng: random.Random) -> None:
        self.phone, self.session, self._rng = phone, session, rng
        self.gave: dict[str, list[int]] = {}

    async def answer(self) -> None:
        """Gives one answer that differs from the last one to the same question."""
        question = self._rng.choice((NUMBER, *LEVELS))
        choices = range(1, 200) if question == NUMBER else range(6)
        given = self._rng.choice([each for each in choices if each != self.last(question)])
        assert self.phone.card is not None
        sign = "n" if question == NUMBER else "p"
        await self.phone.tap_data(self.phone.card.id, f"give|{self.session}|{question}|{sign}{given}")
        self.gave.setdefault(question, []).append(given)

    def last(self, question: str) -> int | None:
        """What they answered last."""
        return self.gave[question][-1] if question in self.gave else None

    async def live(self, until: asyncio.Event) -> None:
        """Answers until it is enough."""
        while not until.is_set():
            await self.answer()
            await asyncio.sleep(self._rng.uniform(0.5, 1.5) * PAUSE)


async def kill_often(folder: Path, kills: int, seed: int) -> Tally:
    """The whole run."""
    began = time.monotonic()
    rng, tally = random.Random(seed), Tally()
    async with TelegramServer(seed=seed) as server:
        program = Service(server, folder)
        try:
            await program.start()
            await _through(server, program, kills, rng, tally)
        finally:
            await program.kill()
    tally.seconds = time.monotonic() - began
    return tally


async def _through(server: TelegramServer, program: Service, kills: int, rng: random.Random, tally: Tally) -> None:
    """People answer while the program is killed so often; then everything is compared."""
    people = await _people(server, rng)
    enough = asyncio.Event()
    lives = [asyncio.create_task(person.live(enough)) for person in people]
    for _ in range(kills):
        await _kill(server, program, rng, tally)
    enough.set()
    await asyncio.gather(*lives)
    tally.answers = sum(len(given) for person in people for given in person.gave.values())
    await _settled(server, program)
    compare(program.file, {person.session: person.gave for person in people}, tally)
    tally.stuck += [f"{each.session}: {each.phone.text[:60]}" for each in people if "1/9" not in _newest(each.phone)]
    await _go_on(people, tally)
    if await program.end() != 0:
        tally.damaged.append(program.said[-500:])
    if "Traceback" in program.said or " error " in program.said:
        tally.damaged.append(program.said[-2000:])


def _newest(phone: Phone) -> str:
    """The heading of the newest card, if it is the newest message at all."""
    return phone.text.split("\n")[0] if phone.card is not None and phone.card.id == phone.messages[-1].id else ""


async def _people(server: TelegramServer, rng: random.Random) -> list[Person]:
    """Everybody has begun a check."""
    people: list[Person] = []
    for _ in range(PEOPLE):
        phone = server.phone(language=rng.choice(["en", "de"]))
        await phone.say("/start")
        await phone.tap(phone.captions[0])
        await phone.until(lambda phone: phone.text.startswith("Men"))
        await phone.tap(phone.captions[1])
        await phone.until(lambda phone: "1/9" in phone.text)
        people.append(Person(phone, len(people) + 1, random.Random(rng.random())))
    return people


async def _kill(server: TelegramServer, program: Service, rng: random.Random, tally: Tally) -> None:
    """Kills the program at some moment of its life and starts it again."""
    await asyncio.sleep(rng.uniform(0.0, 1.2))
    await program.kill()
    tally.kills += 1
    if rng.random() < 0.5:
        server.updates.add_again(AGAIN)
    early = rng.random() < 0.15
    await program.start(ready=not early)
    if early:
        tally.starting += 1
        await asyncio.sleep(rng.uniform(0.0, 0.8))
        await program.kill()
        tally.kills += 1
        await program.start()


async def _settled(server: TelegramServer, program: Service) -> None:
    """Waits until all that was delivered is worked and shown."""
    async with asyncio.timeout(PATIENCE):
        while server.updates.waiting or _rows(program.file, NOT_SHOWN) != [(0,)]:
            await asyncio.sleep(0.1)


def _rows(file: Path, statement: str, *values: object) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file, timeout=15)) as connection:
        return connection.execute(statement, values).fetchall()


def compare(file: Path, gave: Mapping[int, Mapping[str, list[int]]], tally: Tally) -> None:
    """What was given against what is stored: every answer once, in order."""
    if _rows(file, "PRAGMA integrity_check") != [("ok",)]:
        tally.damaged.append("integrity_check")
    for session, answers in gave.items():
        for question, given in answers.items():
            found = _rows(
                file, "SELECT value FROM answer WHERE session = ? AND question = ? ORDER BY revision",
                session, question,
            )  # fmt: skip
            stored = [int(next(iter(json.loads(str(value)).values()))) for (value,) in found]
            if len(stored) < len(given) or any(each not in stored for each in given):
                tally.lost.append(f"{session} {question}: {len(given)} given, {len(stored)} stored")
            elif stored != given:
                tally.doubled.append(f"{session} {question}: {given} {stored}")


async def _go_on(people: list[Person], tally: Tally) -> None:
    """Everybody sees a card of their check, and it takes an answer."""
    for person in people:
        phone = person.phone
        card = phone.card
        if card is None:
            tally.stuck.append(f"{person.session}: no card")
            continue
        await phone.tap_data(card.id, f"goto|{person.session}|strategy-documentation|")
        try:
            await phone.until(lambda phone: "4.1.2" in phone.text.split("\n")[0], PATIENCE)
            await phone.say("F" if person.last("strategy-documentation") != 5 else "E", PATIENCE)
            await phone.until(lambda phone: "✓" in phone.text, PATIENCE)
        except (TimeoutError, AssertionError) as error:
            tally.stuck.append(f"{person.session}: {error}")


def main() -> int:
    """Prints what was found; 1 if anything was lost, doubled, damaged or stuck."""
    parser = argparse.ArgumentParser(description="kill clusterready serve while people answer, and compare")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tally = asyncio.run(kill_often(Path(folder), options.kills, options.seed))
    print(f"seed {options.seed}: {tally}")
    for problem in (*tally.lost, *tally.doubled, *tally.damaged, *tally.stuck)[:20]:
        print(problem[:2000])
    return 0 if tally.clean else 1


if __name__ == "__main__":
    sys.exit(main())
