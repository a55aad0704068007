"""How fast Telegram lets a bot speak: so many messages a second to all, about one a second to a chat."""

import asyncio
from collections import deque
from collections.abc import Callable

from telegram.error import RetryAfter

PER_SECOND = 30
"""Messages a second to all chats together, as Telegram's FAQ for bots says."""
CHAT_BURST = 5
"""Messages that a chat may get at once; after that one a second (ours: short bursts are let through)."""
GROUP_SECONDS = 3.0
"""A group may get 20 messages a minute."""


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram told us to wait."""
    told = error.retry_after
    return float(told) if isinstance(told, int | float) else told.total_seconds()


class Pace:
    """Lets calls through. `per_second` for all chats; above Telegram's own, the limits of one chat move along."""

    def __init__(self, per_second: int = PER_SECOND, clock: Callable[[], float] | None = None) -> None:
        self._clock = clock or asyncio.get_running_loop().time
        self._recent: deque[float] = deque(maxlen=per_second)
        self._stretch = min(1.0, PER_SECOND / per_second)
        self._due: dict[int, float] = {}
        self._order = asyncio.Lock()

    async def turn(self, chat: int) -> None:
        """Returns when this chat may get its next message. Who waits for their own chat holds nobody up."""
        await self._wait(self._own(chat))
        async with self._order:
            await self._wait(self._of_all())
            self._recent.append(self._clock())

    def _own(self, chat: int) -> float:
        """When the chat's next message may go; counts it."""
        now = self._clock()
        gap = (GROUP_SECONDS if chat < 0 else 1.0) * self._stretch
        due = max(self._due.get(chat, 0.0), now)
        self._due[chat] = due + gap
        if len(self._due) > 10_000:
            self._due = {id: at for id, at in self._due.items() if at > now}
        return due - gap * (CHAT_BURST - 1)

    def _of_all(self) -> float:
        """When the next message to anybody may go: never more than `per_second` within one second."""
        full = len(self._recent) == self._recent.maxlen
        return self._recent[0] + 1.0 if full else 0.0

    async def _wait(self, until: float) -> None:
        left = until - self._clock()
        if left > 0:
            await asyncio.sleep(left)
