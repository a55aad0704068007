"""How long a trainer waits for their board: 200 people in one cohort, each with every indicator rated.

`python -m benchmarks.cohorts`. The limit is one second from the tap to the page.
"""

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from bot.conversation import Visitor, take
from bot.desk import Desk, Operator
from bot.screens import Tap
from storage.cohorts import Cohort
from storage.migrating import migrate
from storage.sessions import Practice
from storage.store import Store, Work
from surveys.engine import begin
from surveys.practice import practised
from surveys.session import Answer, Documented, Points, Scope
from tests.bot.talking import BEGIN, SHELF

PEOPLE, RUNS, LIMIT = 200, 7, 1.0
CASE = "ardovasca-robotics"


async def filled(url: str, people: int = PEOPLE, seed: int = 7) -> int:
    """A cohort of so many people who rated everything; its number."""
    rng, store = random.Random(seed), Store(url)
    async with store.work() as work:
        trainer = await work.people.add("terminal", "trainer", "en", "1", BEGIN)
        ids = tuple(SHELF.survey(SHELF.latest, "en").indicators)
        scope = Scope("indicators", ids)
        group = Cohort(0, "training", "Benchmark", CASE, "en", scope, "end", "CODE", None, None, None, BEGIN)
        cohort = await work.cohorts.add(group, trainer.id, "Trainer")
        for number in range(people):
            await _person(work, cohort.id, number, ids, rng)
    await store.close()
    return cohort.id


async def _person(work: Work, cohort: int, number: int, ids: tuple[str, ...], rng: random.Random) -> None:
    """One participant with a finished round."""
    person = await work.people.add("terminal", f"participant-{number}", "en", "1", BEGIN)
    member = await work.cohorts.join(cohort, person.id, "participant", f"Participant {number}", BEGIN)
    survey = practised(SHELF.survey(SHELF.latest, "en"), ids)
    stored = await work.sessions.start(
        begin(survey, Scope("indicators", ids), "practice"), survey=survey.id, version=survey.version, language="en",
        cluster=0, by=person.id, at=BEGIN, practice=Practice(CASE, member.id),
    )  # fmt: skip
    told: Mapping[str, Documented] = {"y": Documented.YES, "p": Documented.PARTLY, "n": Documented.NO}
    steps = [
        (revision, Answer(id, str(person.id), BEGIN, Points(points), seen=points, documented=told[rng.choice("ypn")]))
        for revision, id in enumerate(ids, start=1)
        for points in [rng.randrange(6)]
    ]
    await work.sessions.restore(stored, len(steps), steps, BEGIN, BEGIN, trial=False)


async def boards(url: str, cohort: int) -> dict[str, list[float]]:
    """Seconds from the trainer's tap to what is shown: the board for them, a part for the wall, its picture."""
    store = Store(url)
    desk = Desk(store, SHELF, Operator(), lambda: BEGIN)
    taken: dict[str, list[float]] = {"board": [], "wall": [], "picture": []}
    trainer = Visitor("terminal", "trainer", "en")
    desk.shelf.cases.has("")  # as `serve` does when it begins
    for _ in range(RUNS):
        began = time.perf_counter()
        (screen, *_) = await take(desk, trainer, Tap("cohort-board", cohort))
        taken["board"].append(time.perf_counter() - began)
        assert "Participant" in screen.text
        began = time.perf_counter()
        screens = await take(desk, trainer, Tap("cohort-wall", cohort, "strategy"))
        taken["wall"].append(time.perf_counter() - began)
        file = screens[-1].file
        assert file is not None
        assert file.data().startswith(b"\x89PNG")
        taken["picture"].append(time.perf_counter() - began)
    await store.close()
    return taken


def main() -> int:
    """Measures and says it; 1 when the limit is passed."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'cohort.db'}"
        migrate(url)
        cohort = asyncio.run(filled(url))
        found = asyncio.run(boards(url, cohort))
    for name, taken in found.items():
        print(f"{name} of {PEOPLE}: median {median(taken) * 1000:.0f} ms, worst {max(taken) * 1000:.0f} ms")
    return int(max(max(taken) for taken in found.values()) > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
