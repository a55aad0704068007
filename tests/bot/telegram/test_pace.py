"""The pace of messages: never above Telegram's limits, and nobody is held up by somebody else's wait."""

import asyncio

import pytest

from bot.telegram.pace import Pace


class Time:
    """A clock that jumps over every sleep: who wakes first is let go first."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 0.0
        self._sleepers: list[tuple[float, int, asyncio.Event]] = []
        monkeypatch.setattr("bot.telegram.pace.asyncio.sleep", self.sleep)

    async def sleep(self, seconds: float) -> None:
        rung = asyncio.Event()
        self._sleepers.append((self.now + seconds, len(self._sleepers), rung))
        await rung.wait()

    async def run(self, *tasks: "asyncio.Task[None]") -> None:
        """Lets time pass until all is done."""
        while not all(task.done() for task in tasks):
            for _ in range(20):
                await asyncio.get_running_loop().create_task(_nothing())
            if self._sleepers and not all(task.done() for task in tasks):
                self._sleepers.sort()
                at, _, rung = self._sleepers.pop(0)
                self.now = max(self.now, at)
                rung.set()


async def _nothing() -> None:
    return None


async def times(monkeypatch: pytest.MonkeyPatch, per_second: int, chats: list[int]) -> dict[int, list[float]]:
    """When each chat's messages went, if all were wanted at once."""
    time = Time(monkeypatch)
    pace = Pace(per_second, lambda: time.now)
    gone: dict[int, list[float]] = {}

    async def send(chat: int) -> None:
        await pace.turn(chat)
        gone.setdefault(chat, []).append(round(time.now, 6))

    await time.run(*(asyncio.create_task(send(chat)) for chat in chats))
    return gone


async def test_a_chat_gets_five_at_once_and_then_one_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    assert await times(monkeypatch, 30, [1] * 8) == {1: [0, 0, 0, 0, 0, 1, 2, 3]}


async def test_a_group_gets_five_at_once_and_then_twenty_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (await times(monkeypatch, 30, [-1] * 7))[-1] == [0, 0, 0, 0, 0, 3, 6]


async def test_never_more_than_thirty_within_one_second(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = sorted(at for each in (await times(monkeypatch, 30, list(range(1, 101)))).values() for at in each)
    assert len(gone) == 100
    assert gone[0] == 0
    assert gone[-1] == 3  # 30 at once in each second
    assert all(later - earlier >= 1 for earlier, later in zip(gone, gone[30:], strict=False))


async def test_one_person_s_flood_delays_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = await times(monkeypatch, 30, [1] * 20 + [2, 3])
    assert (gone[2], gone[3]) == ([0], [0])
    assert gone[1][-1] == 15


async def test_the_limits_of_a_chat_move_with_the_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (await times(monkeypatch, 300, [1] * 7))[1] == [0, 0, 0, 0, 0, 0.1, 0.2]


async def test_the_clock_of_the_loop_is_the_default() -> None:
    pace, loop = Pace(1000), asyncio.get_running_loop()
    began = loop.time()
    for _ in range(20):
        await pace.turn(1)
    assert 15 * 0.03 * 0.9 < loop.time() - began < 5  # five at once, then one in 30 ms
