"""What is left around a shared check once somebody has left, or it is over."""

from pathlib import Path

import pytest

from tests.bot.reviewing import Stage, assessor, rated, shared, stage


async def waits(found: Stage, name: str) -> int:
    """Somebody takes an invitation to review, and waits to be let in; its number."""
    await found.be("manager")
    code = await found.invited("invite-assessor", choice="1")
    await found.new(name)
    await found.type(f"/start {code}")
    await found.tap("accept", choice=code)
    await found.type(f"Name of {name}")
    await found.be("manager")
    return int(str(found.asked("SELECT max(id) FROM invitation")[0][0]))


@pytest.mark.parametrize("verb", ["let-in", "uninvite"])
async def test_with_an_assessor_goes_their_name_in_what_the_owner_did_to_them(tmp_path: Path, verb: str) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        number = await waits(found, "peer")
        await found.tap(verb, choice=str(number))
        assert "Name of peer" in await found.tap("access-log")
        await waits(found, "other")
        await found.tap(verb, choice=str(number + 1))
        await found.be("peer")
        await found.tap("erase", choice="yes")
        await found.be("manager")
        shown = await found.tap("access-log")
        assert "Name of peer" not in shown
        assert "Name of other" in shown
        assert found.asked("SELECT count(*) FROM access WHERE name = 'Name of peer'") == [(0,)]
