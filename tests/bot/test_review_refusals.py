"""Attempts to read what is not shared: guessed and used codes, taps for others' sessions; all refused, and logged."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.screens import Tap
from storage.invitations import SERVES
from tests.bot.reviewing import Stage, assessor, checked, rated, shared, stage

STRATEGY = "strategy-documentation"
LINK = "The link you came by is not known here"


def logged(found: Stage) -> list[str]:
    return [row[0] for row in found.asked("SELECT what FROM access ORDER BY id")]


# --- codes ---------------------------------------------------------------------------------------------------


async def test_a_guessed_code_leads_nowhere_and_is_noted(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        await found.invited("invite-assessor", choice="1")
        await found.new("stranger")
        for guess in ("i-", "i-aaaaaaaaaaaaaaaaaaaaaaaa", found.code[:-1], found.code.upper()):
            assert LINK in await found.type(f"/start {guess}")
            assert "invited" not in await found.tap("accept", choice=guess)
        assert logged(found).count("wrong-code") == 1  # once in a while
        assert found.asked("SELECT person FROM invitation") == [(None,)]


@pytest.mark.parametrize("before", ["", "https://t.me/a_bot?start="])
async def test_a_code_or_link_that_is_just_sent_leads_to_the_invitation(tmp_path: Path, before: str) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        code = await found.invited("invite-assessor", choice="1")
        await found.be("one")
        await found.type(before + code)
        assert "You are invited to review" in await found.press("I agree, begin")
        await found.new("two")
        await found.tap("check")
        assert "You are invited to review" in await found.type(before + code)


async def test_an_invitation_is_for_one_person_only(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        await assessor(found, "one")
        code = found.code
        await found.new("two")
        assert LINK in await found.type(f"/start {code}")
        assert LINK in await found.tap("accept", choice=code)
        assert logged(found).count("old-code") == 1  # once in a while


async def test_of_two_who_hold_the_text_open_one_gets_it(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        code = await found.invited("invite-assessor", choice="1")
        for name in ("one", "two"):
            await found.new(name)
            await found.tap("accept", choice=code)
        await found.type("Second")
        await found.be("one")
        assert LINK in await found.type("First")
        assert found.asked("SELECT name FROM invitation") == [("Second",)]


@pytest.mark.parametrize("verb", ["share-withdraw", "share-close"])
async def test_who_holds_the_text_open_gets_nothing_once_the_share_is_over(tmp_path: Path, verb: str) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        done = await assessor(found, "done")
        await rated(found, done, {})
        await found.be("manager")
        code = await found.invited("invite-assessor", choice="1")
        await found.be("done")
        await found.tap("submit", done)
        await found.new("late")
        await found.tap("accept", choice=code)
        await found.be("manager")
        await found.tap(verb, 0, "yes", "1")
        await found.be("late")
        assert LINK in await found.type("Late one")
        assert found.asked("SELECT name FROM invitation ORDER BY id DESC LIMIT 1") == [(None,)]
        assert logged(found)[-1] == "old-code"


async def test_an_assessor_s_own_buttons_are_refused_and_logged_by_name_once_it_is_over(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        one = await assessor(found, "one")
        await found.be("manager")
        await found.tap("share-withdraw", 0, "yes", "1")
        await found.be("one")
        await found.tap("goto", one, STRATEGY)
        assert logged(found)[-1] == "refused"
        await found.be("manager")
        assert "Name of one · REFUSED" in await found.tap("access-log")


async def test_a_code_serves_seven_days(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        code = await found.invited("invite-assessor", choice="1")
        found.talk.time += SERVES
        await found.new("one")
        assert LINK in await found.type(f"/start {code}")


@pytest.mark.parametrize("end", [("uninvite", "1"), ("share-withdraw", "1")])
async def test_a_code_serves_no_more_after_withdrawal(tmp_path: Path, end: tuple[str, str]) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        code = await found.invited("invite-assessor", choice="1")
        await found.tap(end[0], 0, "yes", end[1])
        await found.new("one")
        assert LINK in await found.type(f"/start {code}")
        assert "old-code" in logged(found)


async def test_whoever_works_in_the_cluster_can_t_review_it(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        code = await found.invited("invite-assessor", choice="1")
        assert "so you can't review it" in await found.type(f"/start {code}")
        assert "so you can't review it" in await found.tap("accept", choice=code)
        assert "own-cluster" in logged(found)
        assert found.asked("SELECT person FROM invitation") == [(None,)]


async def test_who_joins_the_team_reviews_no_more(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        one = await assessor(found, "one")
        found.asked("INSERT INTO membership VALUES (1, 2, 'editor', '2026-04-08 09:00:00.000000', NULL)")
        assert "Review: " not in await found.tap("goto", one, STRATEGY)
        assert "withdrawn or ended" in await found.type("/review")


async def test_nobody_reviews_a_check_twice(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        await assessor(found, "one")
        await found.be("manager")
        code = await found.invited("invite-assessor", choice="1")
        await found.be("one")
        assert "You review this check already" in await found.type(f"/start {code}")


# --- before they are let in ----------------------------------------------------------------------------------


async def test_before_they_are_let_in_nothing_but_the_text_is_seen(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        code = await found.invited("invite-assessor", choice="1")
        await found.new("one")
        await found.type(f"/start {code}")
        await found.tap("accept", choice=code)
        await found.type("Treasurer")
        shown = await found.tap("review-open", choice="1") + await found.tap("sides", choice="1")
        assert "waits to be let in" in shown
        assert "Germany" not in shown
        assert found.asked("SELECT count(*) FROM session WHERE kind = 'assessment'") == [(0,)]
        await found.be("manager")
        await found.tap("uninvite", choice="1")  # turned away
        await found.be("one")
        assert "withdrawn or ended" in await found.tap("review-open", choice="1")


async def test_withdrawing_ends_everything_at_once(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        one = await assessor(found, "one")
        await found.be("manager")
        await found.tap("share-withdraw", 0, "yes", "1")
        await found.be("one")
        before = found.asked("SELECT count(*) FROM answer")
        for verb in ("goto", "give", "doc", "card", "told", "remark", "rests", "why", "overview", "submit"):
            shown = await found.tap(verb, one, STRATEGY, "p1")
            assert "Germany" not in shown
            assert "Review: " not in shown
        assert found.asked("SELECT count(*) FROM answer") == before


# --- taps for what is others' --------------------------------------------------------------------------------

TRIES = [
    Tap("goto", 1, STRATEGY), Tap("result", 1), Tap("card", 1), Tap("share-new", 1), Tap("share-make", 1, "", "fp.60"),
    Tap("shared", choice="1"), Tap("invite-assessor", choice="1"), Tap("let-in", choice="1"),
    Tap("uninvite", choice="1"), Tap("share-withdraw", 0, "yes", "1"), Tap("share-close", 0, "yes", "1"),
    Tap("sides", choice="1"), Tap("settle", 1, STRATEGY, "p3yes"), Tap("agree-to", 1, STRATEGY, "p3yes"),
    Tap("review-open", choice="1"), Tap("told", 2), Tap("rests", 2, STRATEGY, "website"), Tap("goto", 2, STRATEGY),
    Tap("give", 2, STRATEGY, "p0"), Tap("ask-proof", 2, STRATEGY), Tap("remark", 2, STRATEGY, "comment"),
    Tap("lead", 0, "1", "1"), Tap("proof-done", 0, STRATEGY, "1"), Tap("shared-proofs", 2, STRATEGY),
    Tap("open-proof", 2, STRATEGY, "1"), Tap("all-proofs", 2),
]  # fmt: skip


@pytest.mark.parametrize("tap", TRIES, ids=lambda tap: f"{tap.verb}-{tap.session}")
async def test_a_stranger_s_tap_changes_and_shows_nothing_and_is_logged(tmp_path: Path, tap: Tap) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        one = await assessor(found, "one")
        assert one == 2
        await found.tap("give", one, STRATEGY, "p1")
        await found.new("stranger")
        names = ("answer", "share", "invitation", "review", "review_remark", "proof_request", "settlement", "session")
        before = {name: found.asked(f'SELECT * FROM "{name}"') for name in names}
        shown = await found.talk.enter(tap)
        assert "Germany" not in shown
        assert "Name of one" not in shown
        assert {name: found.asked(f'SELECT * FROM "{name}"') for name in names} == before
        assert logged(found)[-1] == "refused"
        assert found.asked("SELECT cluster FROM access ORDER BY id DESC LIMIT 1") == [(1,)]


async def test_a_log_is_not_filled_by_trying_again_and_again(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        await found.new("stranger")
        for _ in range(5):
            await found.tap("shared", choice="1")
        assert logged(found).count("refused") == 1
        found.talk.time += timedelta(minutes=11)
        await found.tap("shared", choice="1")
        assert logged(found).count("refused") == 2


async def test_the_log_is_the_owner_s_alone(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        found.asked("INSERT INTO membership VALUES (1, 1, 'editor', '2026-04-08 09:00:00.000000', NULL)"
                    " ON CONFLICT DO UPDATE SET role = 'editor'")  # fmt: skip
        assert "shared the check" not in await found.tap("access-log")


async def test_when_the_check_is_deleted_its_review_is_gone(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        one = await assessor(found, "one")
        await rated(found, one, {})
        await checked(found.talk, "manager", {})
        await found.be("manager")
        await found.tap("erase-check", 1, "", "yes")
        await found.be("one")
        assert "Review: " not in await found.tap("goto", one, STRATEGY)
        assert "Nobody invited you yet" in await found.type("/review")
