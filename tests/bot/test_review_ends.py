"""What is left around a shared check once somebody has left, or it is over."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.inviting import INVITATIONS_LIMIT
from surveys.session import Submitted
from tests.bot.reviewing import Stage, accepted, assessor, checked, rated, shared, stage
from tests.bot.talking import BEGIN


async def waits(found: Stage, name: str) -> int:
    """Somebody takes an invitation to review, and waits to be let in; its number."""
    number = await accepted(found, name)
    await found.be("manager")
    return number


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


async def test_a_withdrawn_share_is_never_shown_side_by_side_by_an_old_button(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        session = await assessor(found, "peer")
        await assessor(found, "other")
        await found.be("peer")
        await rated(found, session, {})
        await found.tap("submit", session)
        await found.be("manager")
        await found.tap("share-withdraw", 0, "yes", "1")
        await found.tap("share-close", 0, "yes", "1")
        assert found.asked("SELECT closed_at FROM share") == [(None,)]
        assert "Name of peer" not in await found.tap("sides", choice="1")
        assert found.asked("SELECT count(*) FROM reminder WHERE news = 'shown'") == [(0,)]


async def test_nobody_is_let_in_to_what_was_withdrawn(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        number = await waits(found, "peer")
        assert "Let in: 1" in await found.tap("shared", choice="1")
        await found.tap("share-withdraw", 0, "yes", "1")
        assert "Let in: 1" not in await found.tap("shared", choice="1")
        await found.tap("let-in", choice=str(number))
        assert found.asked("SELECT let_in_at FROM invitation") == [(None,)]
        assert found.asked("SELECT count(*) FROM reminder WHERE news = 'let-in'") == [(0,)]
        await found.tap("uninvite", choice=str(number))
        assert found.asked("SELECT ended_at IS NULL FROM invitation") == [(0,)]


async def test_reviews_and_questions_that_are_over_leave_room_for_new_invitations(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        check = await checked(found.talk, "manager", {}, submitted=False)
        for place in range(INVITATIONS_LIMIT):
            if place % 2:
                await found.tap("let-in", choice=str(await waits(found, f"peer {place}")))
            else:
                await found.be("manager")
                await found.invited("ask-link", check, "", f"{place + 10}")
        assert "Code: i-" not in await found.tap("invite-assessor", choice="1")
        await found.tap("share-withdraw", 0, "yes", "1")
        await found.tap("share-make", 1, "", "f.30")
        assert "Code: i-" in await found.tap("invite-assessor", choice="2")
        assert any(each.startswith("End") for each in await offers(found))
        async with found.talk.store.work() as work:
            stored = await work.sessions.whole(check)
            assert stored is not None
            await work.sessions.save(stored, replace(stored.session, place=Submitted(BEGIN)), None, BEGIN)
        assert not any(each.startswith("End") for each in await offers(found))


async def offers(found: Stage) -> list[str]:
    """The buttons of the page with colleagues' answers."""
    await found.tap("offers")
    return found.captions
