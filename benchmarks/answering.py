"""One answer, from the tap to the drawn card, on a real file with durable commits; and the result of a full check."""

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

from bot.conversation import Visitor, take
from bot.desk import Desk, cluster_label
from bot.screens import Tap
from storage.migrating import migrate
from storage.store import Store
from surveys.indicators import LevelIndicator

LIMIT_MILLISECONDS = 50.0
ROUNDS = 5


async def measured(folder: Path) -> dict[str, list[float]]:
    """Milliseconds of each kind of turn."""
    url = f"sqlite+aiosqlite:///{folder}/bench.db"
    migrate(url)
    desk = Desk(Store(url), cluster_label())
    visitor = Visitor("terminal", "bench", "en")
    survey = desk.shelf.survey(desk.shelf.latest, "en")
    letters = [id for id, each in survey.indicators.items() if isinstance(each, LevelIndicator)]
    times: dict[str, list[float]] = {"answer": [], "result": []}

    async def timed(kind: str, tap: Tap) -> None:
        begun = time.perf_counter()
        await take(desk, visitor, tap)
        times[kind].append(1000 * (time.perf_counter() - begun))

    await take(desk, visitor, Tap("consent", choice="en"))
    await take(desk, visitor, Tap("begin", choice="full"))
    for points in range(1, ROUNDS + 1):
        for id in letters:
            await timed("answer", Tap("give", 1, id, f"p{points}"))
        await timed("result", Tap("result", 1))
    await desk.store.close()
    return times


def main() -> int:
    """Prints medians; 1 if an answer takes longer than the limit."""
    with tempfile.TemporaryDirectory() as folder:
        times = asyncio.run(measured(Path(folder)))
    for kind, found in times.items():
        print(f"{kind}: median {statistics.median(found):.1f} ms, worst {max(found):.1f} ms of {len(found)}")
    return 0 if statistics.median(times["answer"]) < LIMIT_MILLISECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
