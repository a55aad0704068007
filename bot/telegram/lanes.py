"""One lane a chat: what one person sent is worked in order, and nobody waits for somebody else's flood."""

import asyncio
import heapq
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress

WORKERS = 4
"""The store has one writer: more would only wait there."""


log = logging.getLogger("clusterready.telegram")


class Lanes:
    """Works numbers in the order of each lane, lane by lane in turn."""

    def __init__(self, work: Callable[[int], Awaitable[None]]) -> None:
        self._work = work
        self._waiting: dict[int, list[int]] = {}
        self._turns: deque[int] = deque()
        self._workers: set[asyncio.Task[None]] = set()
        self._stopped = False
        self.held = 0
        """How many numbers wait or are worked."""

    def put(self, lane: int, number: int) -> None:
        """Adds a number to a lane; lower numbers go first among those that wait."""
        self.held += 1
        if lane in self._waiting:
            heapq.heappush(self._waiting[lane], number)
            return
        self._waiting[lane] = [number]
        self._turns.append(lane)
        self._employ()

    def _employ(self) -> None:
        if len(self._workers) < WORKERS and not self._stopped:
            worker = asyncio.create_task(self._serve())
            self._workers.add(worker)
            worker.add_done_callback(self._workers.discard)

    async def _serve(self) -> None:
        """Takes the next number of the next lane, until there is none."""
        while self._turns and not self._stopped:
            lane = self._turns.popleft()
            try:
                await self._work(heapq.heappop(self._waiting[lane]))
            except Exception:
                log.exception("a delivery could not be worked or put aside; the next start tries again")
            finally:
                self.held -= 1
                if self._waiting[lane]:
                    self._turns.append(lane)
                else:
                    del self._waiting[lane]

    async def stop(self, seconds: float) -> None:
        """Takes nothing new; what is being worked is finished, or given up after so many seconds."""
        self._stopped = True
        workers = list(self._workers)
        if workers:
            _, late = await asyncio.wait(workers, timeout=seconds)
            for worker in late:
                worker.cancel()
                with suppress(asyncio.CancelledError):
                    await worker
