"""Two at the same moment around a shared check: nothing is lost, doubled or shown to who must not see it."""

import asyncio
from collections.abc import Awaitable
from pathlib import Path

import pytest

from tests.bot.telegram.peers import STRATEGY as Q
from tests.bot.telegram.peers import Peer, code_on, settled
from tests.bot.telegram.serving import Served, rows
from tests.bot.telegram.shared_world import IDS, ONE, World, there
from tests.telegram_server import TelegramServer

ROUNDS = 4
"""Each race in both orders, more than once."""


async def at_once(served: Served, *acts: Awaitable[object]) -> None:
    """All of it before the bot worked any."""
    await asyncio.gather(*acts)
    await settled(served)


async def test_of_two_who_take_one_invitation_at_once_one_has_it(
    server: TelegramServer, world: World, tmp_path: Path
) -> None:
    async with there(server, world, tmp_path, "stranger", "colleague") as people:
        served = people[0].served
        for each in people:
            await each.type(f"/start {world.codes['free']}")
            await each.press("I declare that and accept")
        await at_once(served, *(each.phone.send(f"Otter {place}") for place, each in enumerate(people)))
        told = [each.text.startswith("Thank you") for each in people]
        assert sorted(told) == [False, True]
        winner = people[told.index(True)]
        taken = rows(
            served, "SELECT name FROM invitation WHERE id = 8 AND person = ?", list(IDS).index(_name(winner)) + 1
        )
        assert taken == [(f"Otter {told.index(True)}",)]
        assert rows(served, "SELECT count(*) FROM review WHERE invitation = 8") == [(1,)]
        assert "The link you came by is not known" in people[told.index(False)].text


def _name(person: Peer) -> str:
    return next(name for name, id in IDS.items() if id == person.phone.id)


@pytest.mark.parametrize("first", ["manager", "one"])
async def test_an_assessor_taps_while_the_owner_withdraws(
    server: TelegramServer, world: World, tmp_path: Path, first: str
) -> None:
    async with there(server, world, tmp_path, "manager", "one") as (manager, one):
        served = manager.served
        await one.tap(f"goto|{ONE}|{Q}|")
        acts = [manager.phone.tap_data(manager.card.id, "share-withdraw||yes|1"),
                one.phone.tap_data(one.card.id, f"give|{ONE}|{Q}|p1")]  # fmt: skip
        await at_once(served, *(acts if first == "manager" else acts[::-1]))
        after = rows(served, "SELECT count(*) FROM answer WHERE session = ?", ONE)
        for data in (f"give|{ONE}|{Q}|p2", f"goto|{ONE}|{Q}|", f"told|{ONE}||", "sides|||1"):
            await one.tap(data)
            assert "Review: " not in one.text
        assert rows(served, "SELECT count(*) FROM answer WHERE session = ?", ONE) == after
        assert rows(served, "SELECT count(*) FROM access WHERE what = 'withdrawn'") == [(1,)]


@pytest.mark.parametrize("first", ["manager", "one"])
async def test_an_assessor_submits_while_the_owner_shows_the_sides(
    server: TelegramServer, world: World, tmp_path: Path, first: str
) -> None:
    """Who is in the sides has submitted before them; who has not sees nothing of them, and nothing is half."""
    async with there(server, world, tmp_path, "manager", "one", "done") as (manager, one, done):
        served = manager.served
        acts = [manager.phone.tap_data(manager.card.id, "share-close||yes|1"),
                one.phone.tap_data(one.card.id, f"submit|{ONE}||")]  # fmt: skip
        await at_once(served, *(acts if first == "manager" else acts[::-1]))
        assert rows(served, "SELECT count(*) FROM access WHERE what = 'closed'") == [(1,)]
        submitted = rows(served, "SELECT count(*) FROM session WHERE id = ? AND submitted_at IS NOT NULL", ONE) == [
            (1,)
        ]
        logged = rows(served, "SELECT count(*) FROM access WHERE what = 'submitted' AND person = 4")
        assert logged == [(int(submitted),)]
        for each in (manager, done):
            await each.tap("sides|||1")
            assert ("Name of one" in each.text) is submitted
            assert "Wombat of done" in await each.tap(f"sides||{Q}|1")
        await one.tap("sides|||1")
        assert ("Side by side" in one.text) is submitted
        assert ("Wombat" in one.seen()) is False
        lead = rows(served, "SELECT lead FROM share WHERE id = 1")
        assert lead == [(None if submitted else 2,)]


async def test_both_settle_at_once(server: TelegramServer, world: World, tmp_path: Path) -> None:
    """An agreement is to what the other side proposes at that moment, or to nothing."""
    async with there(server, world, tmp_path, "manager", "done") as (manager, done):
        served = manager.served
        await manager.tap("share-close||yes|1")
        for round in range(ROUNDS):
            await manager.tap(f"settle|1|{Q}|p3yes")
            await manager.type("The cluster says so.")
            await manager.tap(f"settle|1|{Q}|p4yes")
            acts = [manager.phone.send("The cluster says more."),
                    done.phone.tap_data(done.card.id, f"agree-to|1|{Q}|p3yes")]  # fmt: skip
            await at_once(served, *(acts if round % 2 else acts[::-1]))
            moves = rows(served, "SELECT side, points, reason FROM settlement ORDER BY id")
            assert moves[-1][:2] in (("cluster", 4), ("assessors", 3))
            assert moves[-1] != ("assessors", 3, None) or moves[-2][:2] == ("cluster", 3)
            shown = {await each.tap(f"sides||{Q}|1") and "Settled: D" in each.text for each in (manager, done)}
            assert shown == {moves[-1][0] == "assessors"}
        both = [(f"settle|1|{Q}|p2yes", "p2yes"), (f"settle|1|{Q}|p5yes", "p5yes")]
        for each, (data, _) in zip((manager, done), both, strict=True):
            await each.tap(data)
        await at_once(served, manager.phone.send("Two."), done.phone.send("Five."))
        assert rows(served, "SELECT count(*) FROM settlement WHERE reason IN ('Two.', 'Five.')") == [(2,)]
        await at_once(served, *(
            each.phone.tap_data(each.card.id, f"agree-to|1|{Q}|{choice}")
            for each, (_, choice) in zip((manager, done), both[::-1], strict=True)
        ))  # fmt: skip
        *_, proposed, accepted = rows(served, "SELECT side, points, reason FROM settlement ORDER BY id")
        assert proposed[2] in ("Two.", "Five.")
        assert accepted == ("assessors" if proposed[0] == "cluster" else "cluster", proposed[1], None)


# --- pressed twice -------------------------------------------------------------------------------------------


async def twice(person: Peer, english: str) -> None:
    """Presses a button two times before anything happens."""
    words = person.words(english)
    await at_once(person.served, *(person.phone.tap_on(person.card.id, words) for _ in range(2)))


async def test_a_share_that_is_made_by_two_taps_is_one(server: TelegramServer, world: World, tmp_path: Path) -> None:
    async with there(server, world, tmp_path, "manager") as (manager,):
        await manager.tap("share-new|1||fp.30")
        await twice(manager, "Share it")
        assert rows(manager.served, "SELECT count(*) FROM share") == [(2,)]
        assert manager.text.startswith("Check of")


@pytest.mark.parametrize(
    ("page", "button"),
    [("shared|||1", "Invite an assessor"), ("team|1||", "Invite a reader"), ("ask|2||00", "Make a link")],
)
async def test_an_invitation_that_is_made_by_two_taps_is_one_by_the_code_that_is_shown(
    server: TelegramServer, world: World, tmp_path: Path, page: str, button: str
) -> None:
    async with there(server, world, tmp_path, "manager", "stranger") as (manager, stranger):
        served = manager.served
        [(before,)] = rows(served, "SELECT count(*) FROM invitation")
        await manager.tap(page)
        await twice(manager, button)
        # `free` was made hours before and stays; of the two taps there is one more
        assert rows(served, "SELECT count(*) FROM invitation") == [(before + 1,)]
        await stranger.type(f"/start {code_on(manager)}")
        assert stranger.text.startswith("You are")


async def test_letting_in_and_turning_away_at_once_is_one_of_the_two(
    server: TelegramServer, world: World, tmp_path: Path
) -> None:
    async with there(server, world, tmp_path, "manager", "waiting") as (manager, waiting):
        taps = [manager.phone.tap_data(manager.card.id, data) for data in ("let-in|||6", "uninvite|||6", "let-in|||6")]
        await at_once(manager.served, *taps)
        await waiting.type("/review")
        assert "withdrawn or ended" in waiting.text
        assert rows(
            manager.served, "SELECT count(*) FROM access WHERE what = 'let-in' AND name = 'Name of waiting'"
        ) == [(1,)]
        assert rows(manager.served, "SELECT count(*) FROM access WHERE what = 'ended'") == [(2,)]
