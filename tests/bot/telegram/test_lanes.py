"""Lanes: in order for each person, side by side for all, and nobody waits for somebody else's flood."""

import asyncio

from bot.telegram.lanes import WORKERS, Lanes


class Work:
    """Works numbers, each a moment long; notes when."""

    def __init__(self, seconds: float = 0.001) -> None:
        self.done: list[int] = []
        self.at_once = self.most = 0
        self._seconds = seconds

    async def __call__(self, number: int) -> None:
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        await asyncio.sleep(self._seconds)
        self.at_once -= 1
        self.done.append(number)


async def until(lanes: Lanes) -> None:
    async with asyncio.timeout(10):
        while lanes.held:
            await asyncio.sleep(0.002)


async def test_each_lane_keeps_its_order_and_the_workers_are_bounded() -> None:
    work = Work()
    lanes = Lanes(work)
    for number in range(200):
        lanes.put(number % 10, number)
    assert lanes.held == 200
    await until(lanes)
    for lane in range(10):
        mine = [number for number in work.done if number % 10 == lane]
        assert mine == sorted(mine)
    assert sorted(work.done) == list(range(200))
    assert work.most == WORKERS


async def test_of_what_waits_the_lower_number_goes_first() -> None:
    work = Work()
    lanes = Lanes(work)
    for number in (5, 9, 7, 8):
        lanes.put(1, number)
    await until(lanes)
    assert work.done == [5, 7, 8, 9]


async def test_a_flood_of_one_lets_the_others_through() -> None:
    work = Work()
    lanes = Lanes(work)
    for number in range(500):
        lanes.put(1, number)
    for number in range(1000, 1010):
        lanes.put(number, number)
    await until(lanes)
    assert max(work.done.index(number) for number in range(1000, 1010)) < 40


async def test_the_end_finishes_what_is_worked_and_takes_nothing_new() -> None:
    work = Work(0.05)
    lanes = Lanes(work)
    for number in range(10):
        lanes.put(number, number)
    await asyncio.sleep(0.01)
    await lanes.stop(5)
    assert sorted(work.done) == list(range(WORKERS))
    lanes.put(77, 77)
    await asyncio.sleep(0.1)
    assert 77 not in work.done


async def test_the_end_does_not_wait_for_ever() -> None:
    work = Work(60)
    lanes = Lanes(work)
    lanes.put(1, 1)
    await asyncio.sleep(0.01)
    began = asyncio.get_running_loop().time()
    await lanes.stop(0.05)
    assert asyncio.get_running_loop().time() - began < 5
    assert work.done == []
