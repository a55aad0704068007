"""News: who is waited for is told, once, of what is true and theirs to see when it goes out; never at night."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.conversation import Typed
from bot.drawing import draw
from bot.remembering import claimed, come, given_back, marked_sent
from bot.screens import Screen, Tap
from bot.wording import name_of
from storage.reminders import UNCLEAR, Due, LocalTime
from tests.bot.holding import captions
from tests.bot.reviewing import Stage, accepted, assessor, checked, rated, shared, stage
from tests.bot.talking import SHELF
from tests.bot.test_colleague import asked
from tests.bot.test_review import compared
from tests.bot.test_team import joined

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
STRATEGY, WEB = "strategy-documentation", "web-presence"
STOP = "Stop all reminders"


async def due_for(found: Stage, name: str) -> list[Due]:
    return [each for each in await come(found.talk.desk, "terminal", LONG_AGO) if each.person.external == name]


async def news_of(found: Stage, name: str) -> list[Screen]:
    """What goes out to somebody now, marked as sent."""
    screens: list[Screen] = []
    for due in await due_for(found, name):
        scene = await claimed(found.talk.desk, due)
        if scene is not None:
            screens += draw(scene)
            await marked_sent(found.talk.desk, *due.ids)
    return screens


async def told(found: Stage, name: str) -> str:
    """The words of it; empty where nothing is said."""
    return "\n\n".join(each.text for each in await news_of(found, name))


async def silence(found: Stage, *names: str) -> None:
    """Whatever waits for them is sent."""
    for name in names:
        await news_of(found, name)


# --- from accepting to settling ------------------------------------------------------------------------------

WORDS = {
    "en": {
        "came": "Name of one accepted an invitation and waits", "share": "To the share", "in": "can rate now",
        "proof": "Proof is asked for\n• 4.1.2 ", "submitted": "Name of one has submitted.", "mine": "My reviews",
        "shown": "The sides are shown", "sides": "Side by side", "lead": "You settle the differences",
        "proposed": "The other side proposes how to settle:\n• 4.1.2 ", "check": "Check of 7 April 2026",
        "agreed": "The other side agrees with you on:\n• 4.1.2 ", "review": "Review: ", "stop": STOP,
    },
    "de": {
        "came": "Name of one hat eine Einladung angenommen und wartet", "share": "Zur Freigabe",
        "mine": "Meine Prüfungen", "in": "können jetzt bewerten", "proof": "Nachweis ist erbeten\n• 4.1.2 ",
        "submitted": "Name of one hat abgegeben.", "shown": "Die Gegenüberstellung ist da",
        "sides": "Gegenüberstellung", "lead": "für die Prüfenden",
        "proposed": "Die andere Seite schlägt eine Einigung vor:\n• 4.1.2 ", "check": "Check vom 7. April 2026",
        "agreed": "Die andere Seite stimmt Ihnen zu:\n• 4.1.2 ", "review": "Prüfung: ",
        "stop": "Alle Erinnerungen abstellen",
    },
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "de"])
async def test_from_accepting_to_settling_each_is_told_what_waits_for_them(tmp_path: Path, language: str) -> None:
    words = WORDS[language]
    async with stage(tmp_path, language) as found:
        await shared(found)
        await accepted(found, "one", "invite-assessor", choice="1")
        (screen,) = await news_of(found, "manager")
        assert words["came"] in screen.text
        assert words["check"] in screen.text
        assert captions(screen) == [words["share"], words["stop"]]
        assert screen.buttons[0].tap == Tap("shared", choice="1")
        assert await told(found, "one") == ""  # what they did themselves
        await found.be("manager")
        await found.tap("let-in", choice="1")
        (screen,) = await news_of(found, "one")
        assert words["in"] in screen.text
        assert words["review"] in screen.text
        assert captions(screen) == [words["mine"], words["stop"]]
        await found.be("one")
        await found.tap("review-open", choice="1")
        one = int(str(found.asked("SELECT max(id) FROM session")[0][0]))
        two = await assessor(found, "two")
        await silence(found, "manager", "two")
        await found.be("one")
        await found.tap("ask-proof", one, STRATEGY)
        asked_for = await told(found, "manager")
        assert words["proof"] in asked_for
        assert "Name of" not in asked_for
        await rated(found, one, {STRATEGY: 1})
        await found.tap("submit", one)
        assert words["submitted"] in await told(found, "manager")
        assert await told(found, "one") + await told(found, "two") == ""
        await found.be("two")
        await rated(found, two, {STRATEGY: 2})
        await found.tap("submit", two)
        for name in ("manager", "one"):
            (screen,) = await news_of(found, name)
            assert words["shown"] in screen.text
            assert "Name of" not in screen.text
            assert captions(screen) == [words["sides"], words["stop"]]
        assert await told(found, "two") == ""
        await _settled(found, words)


async def _settled(found: Stage, words: dict[str, str]) -> None:
    await found.be("manager")
    await found.tap("lead", 0, "1", "1")
    assert words["lead"] in await told(found, "one")
    await found.tap("settle", 1, STRATEGY, "p2partly")
    await found.type("It is not signed.")
    proposed = await told(found, "one")
    assert words["proposed"] in proposed
    assert "It is not signed." not in proposed
    assert await told(found, "two") + await told(found, "manager") == ""
    await found.be("one")
    await found.tap("agree-to", 1, STRATEGY, "p2partly")
    (screen,) = await news_of(found, "manager")
    assert words["agreed"] in screen.text
    await found.tap("settle", 1, STRATEGY, "p1no")
    await found.type("There is none.")
    assert words["proposed"] in await told(found, "manager")
    assert await told(found, "one") + await told(found, "two") == ""


# --- one message, of what is true when it goes out -----------------------------------------------------------


async def test_what_waits_at_the_same_time_is_one_message(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        one = await assessor(found, "one")
        await found.tap("ask-proof", one, WEB)
        await found.tap("ask-proof", one, STRATEGY)
        await accepted(found, "two", "invite-assessor", choice="1")
        await accepted(found, "three", "invite-assessor", choice="1")
        waiting = "SELECT news, state, count(*) FROM reminder WHERE person = 1 GROUP BY news ORDER BY news"
        assert found.asked(waiting) == [("came", "waiting", 1), ("proof", "waiting", 1)]
        (screen,) = await news_of(found, "manager")
        lines = screen.text.splitlines()
        assert lines[2:] == [
            "",
            "Name of two, Name of three accepted an invitation and wait to be let in.",
            "Proof is asked for",
            f"• {_name(STRATEGY)}",
            f"• {_name(WEB)}",
            "More: /share",
        ]
        assert captions(screen) == ["To the share", STOP]
        assert await due_for(found, "manager") == []


def _name(question: str) -> str:
    return name_of(SHELF.survey(SHELF.latest, "en").questions[question])


async def test_who_is_let_in_by_then_is_not_told_of_and_what_was_told_is_not_told_again(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        await assessor(found, "one")  # let in at once, and went to rate at once
        assert await told(found, "manager") == ""
        assert await told(found, "one") == ""
        assert set(found.asked("SELECT state FROM reminder")) == {("sent",)}
        await accepted(found, "two", "invite-assessor", choice="1")
        assert "Name of two" in await told(found, "manager")
        await accepted(found, "three", "invite-assessor", choice="1")
        assert "Name of three accepted" in await told(found, "manager")  # and no word of two


async def test_proof_that_was_dealt_with_is_not_told_of(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        one = await assessor(found, "one")
        await found.tap("ask-proof", one, STRATEGY)
        await found.be("manager")
        await found.tap("proof-done", 0, STRATEGY, "1")
        assert await told(found, "manager") == ""


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "The cluster has dealt with your request for proof:\n• 4.1.2 "),
     ("de", "Der Cluster hat Ihre Bitte um einen Nachweis bearbeitet:\n• 4.1.2 ")],
)  # fmt: skip
async def test_who_asked_for_proof_is_told_when_that_is_dealt_with(tmp_path: Path, language: str, words: str) -> None:
    async with stage(tmp_path, language) as found:
        await shared(found)
        await assessor(found, "other")
        one = await assessor(found, "one")
        await silence(found, "one", "other")
        await found.tap("ask-proof", one, STRATEGY)
        await found.be("manager")
        await found.tap("proof-done", 0, STRATEGY, "1")
        await found.tap("proof-done", 0, WEB, "1")
        assert words in await told(found, "one")
        assert await told(found, "other") == ""
        assert await told(found, "one") == ""


async def test_a_proposal_that_was_answered_is_not_told_of(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await compared(found)
        await found.be("manager")
        await found.tap("lead", 0, "1", "1")
        await silence(found, "manager", "one")
        await found.be("one")
        await found.tap("settle", 1, STRATEGY, "p2partly")
        await found.type("It is not signed.")
        await found.be("manager")
        await found.tap("agree-to", 1, STRATEGY, "p2partly")
        assert await told(found, "manager") == ""
        assert "agrees with you on" in await told(found, "one")


async def test_who_lost_the_right_is_told_nothing(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        await joined(found, "mate", "editor")
        await silence(found, "manager", "mate")
        await accepted(found, "one", "invite-assessor", choice="1")
        await found.be("manager")
        await found.tap("team-hand", 1, "2", "yes")
        assert await told(found, "manager") == ""
        assert "You own it now" in await told(found, "mate")


# --- what is over --------------------------------------------------------------------------------------------


async def test_after_the_withdrawal_only_that_is_told(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        number = await accepted(found, "one", "invite-assessor", choice="1")
        await accepted(found, "two", "invite-assessor", choice="1")
        await found.be("manager")
        await found.tap("let-in", choice=str(number))
        await found.tap("share-withdraw", 0, "yes", "1")
        for name in ("one", "two"):
            (screen,) = await news_of(found, name)
            assert screen.text == (
                "News\n\nA check that was shared with you is withdrawn. Nothing of it can be seen any more."
            )
            assert captions(screen) == [STOP]
        assert await told(found, "manager") == ""


@pytest.mark.parametrize(
    ("let_in", "words"), [(False, "You were not let in"), (True, "An invitation that you had come in by was ended.")]
)
async def test_who_is_turned_away_is_told_without_a_word_on_what(tmp_path: Path, let_in: bool, words: str) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        number = await accepted(found, "one", "invite-assessor", choice="1")
        await found.be("manager")
        if let_in:
            await found.tap("let-in", choice=str(number))
        await found.tap("uninvite", choice=str(number))
        (screen,) = await news_of(found, "one")
        assert words in screen.text
        assert "Review:" not in screen.text
        assert captions(screen) == [STOP]


async def test_who_had_not_submitted_is_told_that_it_is_over_and_nothing_of_the_sides(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        one = await assessor(found, "one")
        await assessor(found, "two")
        await accepted(found, "three", "invite-assessor", choice="1")
        await found.be("one")
        await rated(found, one, {})
        await found.tap("submit", one)
        await silence(found, "manager", "one", "two", "three")
        await found.be("manager")
        await found.tap("share-close", 0, "yes", "1")
        (screen,) = await news_of(found, "two")
        assert "The sides were shown before you submitted." in screen.text
        assert captions(screen) == [STOP]
        assert "The sides are shown" in await told(found, "one")
        assert await told(found, "three") + await told(found, "manager") == ""  # waits still; did it


async def test_news_of_an_erased_check_go_with_it(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        await accepted(found, "one", "invite-assessor", choice="1")
        await found.be("manager")
        await found.tap("let-in", choice="1")
        assert found.asked("SELECT count(*) FROM reminder WHERE share = 1") == [(2,)]
        await found.tap("erase-check", 1, "", "yes")
        assert found.asked("SELECT count(*) FROM share") == [(0,)]
        assert found.asked("SELECT count(*) FROM reminder WHERE news != 'gone'") == [(0,)]


@pytest.mark.parametrize("erasing", [("erase-check", 1, ""), ("team-erase", 1, ""), ("erase", 0, "")])
async def test_who_sat_at_what_is_erased_is_told_that_and_nothing_else(
    tmp_path: Path, erasing: tuple[str, int, str]
) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        await assessor(found, "one")
        await accepted(found, "two", "invite-assessor", choice="1")
        number = await accepted(found, "three", "invite-assessor", choice="1")
        await found.be("manager")
        await found.tap("uninvite", choice=str(number))
        await silence(found, "manager", "one", "two", "three")
        await found.tap(*erasing, "yes")
        assert found.asked("SELECT count(*) FROM share") == [(0,)]
        for name in ("one", "two"):
            (screen,) = await news_of(found, name)
            assert "is withdrawn" in screen.text
            assert captions(screen) == [STOP]
        assert await told(found, "three") == ""


@pytest.mark.parametrize("who", ["manager", "one"])
async def test_news_go_with_who_is_erased(tmp_path: Path, who: str) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        await accepted(found, "one", "invite-assessor", choice="1")
        await accepted(found, "mate", "team-invite", 1, "editor")
        await found.be("manager")
        await found.tap("let-in", choice="1")
        await found.be(who)
        person = 1 if who == "manager" else 2
        assert found.asked("SELECT count(*) FROM reminder WHERE person = ?", person) != [(0,)]
        await found.tap("erase", choice="yes")
        assert found.asked("SELECT count(*) FROM reminder WHERE person = ?", person) == [(0,)]
        assert found.asked("SELECT count(*) FROM reminder WHERE share = 1") == [(0,) if who == "manager" else (1,)]
        assert "Name of one" not in await told(found, "manager")  # who left waits for nothing


# --- blind ---------------------------------------------------------------------------------------------------


async def test_an_assessor_is_told_the_same_whatever_others_do_until_the_sides_are_shown(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        await assessor(found, "me")
        await silence(found, "me")
        other = await assessor(found, "other")
        await found.tap("ask-proof", other, STRATEGY)
        await rated(found, other, {STRATEGY: 1})
        await found.tap("submit", other)
        number = await accepted(found, "third", "invite-assessor", choice="1")
        await found.be("manager")
        await found.tap("uninvite", choice=str(number))
        assert await due_for(found, "me") == []


# --- the team and colleagues ---------------------------------------------------------------------------------


async def test_the_team_is_told_of_roles_and_who_is_out_no_name_of_the_cluster(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        found.asked("UPDATE cluster SET name = 'Badger cluster' WHERE id = 1")
        await accepted(found, "mate", "team-invite", 1, "editor")
        (screen,) = await news_of(found, "manager")
        assert "Name of mate accepted an invitation" in screen.text
        assert captions(screen) == ["Team", STOP]
        await found.be("manager")
        await found.tap("let-in", choice="1")
        (screen,) = await news_of(found, "mate")
        assert screen.text.startswith("News\nBadger cluster\n\nYou are let in to the team. Your role: editor.")
        assert screen.buttons[0].tap == Tap("team", 1)
        await found.tap("team-role", 1, "2")
        assert "Your role is another one now: reader." in await told(found, "mate")
        await found.tap("team-remove", 1, "2", "yes")
        (screen,) = await news_of(found, "mate")
        assert "took you out of its team" in screen.text
        assert "Badger" not in screen.text
        assert captions(screen) == [STOP]
        await found.be("mate")
        assert "None is set." in await found.type("/reminders")


async def test_who_ends_a_team_invitation_takes_its_role_and_says_so(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await joined(found, "mate", "editor")
        await silence(found, "mate")
        await found.be("manager")
        await found.tap("uninvite", choice="1")
        assert "took you out of its team" in await told(found, "mate")


async def test_a_colleague_is_told_when_let_in_and_the_team_when_they_answered(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await joined(found, "mate", "editor")
        await joined(found, "guest", "reader")
        await asked_now(found)
        (screen,) = await news_of(found, "colleague")
        assert "You are let in and can answer now." in screen.text
        assert "Questions for" in screen.text
        assert screen.buttons[0].tap == Tap("questions", choice="3")
        await silence(found, "manager", "mate", "guest")
        await found.be("colleague")
        await found.tap("offer-give", 3, STRATEGY, "p3")
        for name in ("manager", "mate"):
            (screen,) = await news_of(found, name)
            assert "The treasurer answered. It counts once you take it over." in screen.text
            assert screen.buttons[0].tap == Tap("offers", choice="1")
        assert await told(found, "guest") + await told(found, "colleague") == ""
        await found.tap("offer-give", 3, STRATEGY, "p2")
        await found.be("manager")
        await found.tap("offer-take", choice="2")
        assert await told(found, "mate") == ""


async def asked_now(found: Stage) -> None:
    """A colleague is let in to a question of the manager's open check; the owner finds them on the team's page."""
    await found.be("manager")
    still = await checked(found.talk, "manager", {}, submitted=False)
    await found.tap("ask", still, "strategy")
    await found.press("4.1.2")
    button = next(each.tap for each in found.talk.screens[-1].buttons if each.tap.verb == "ask-link")
    code = await found.invited("ask-link", still, "", button.choice)
    await found.new("colleague")
    await found.type(f"/start {code}")
    await found.tap("accept", choice=code)
    await found.type("The treasurer")
    (screen,) = await news_of(found, "manager")
    assert "The treasurer accepted an invitation" in screen.text
    await found.be("manager")
    assert "The treasurer · answers questions · waits to be let in" in await found.tap("team", 1)
    await found.press("Let in: ")


async def test_the_button_to_the_answers_leads_to_the_cluster_it_is_about(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await asked(found)
        await found.tap("offer-give", 1, STRATEGY, "p3")
        await found.be("manager")
        await found.type("/clusters")
        await found.press("Another cluster")
        await found.type("Second")
        (screen,) = [each for each in await news_of(found, "manager") if "answered" in each.text]
        assert "The treasurer says: D" in await found.talk.enter(screen.buttons[0].tap)


# --- when, how often, and how it stops -----------------------------------------------------------------------


async def test_nobody_is_woken_and_who_stopped_is_told_nothing(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        await accepted(found, "one", "invite-assessor", choice="1")
        async with found.talk.store.work() as work:
            await work.reminders.set_local(1, LocalTime("Pacific/Auckland", "17:00"))
        found.talk.time = found.talk.time.replace(hour=12)  # midnight there
        assert await due_for(found, "manager") == []
        found.talk.time = found.talk.time.replace(hour=19)  # seven in the morning there, long before 17:00
        assert len(await due_for(found, "manager")) == 1
        await found.be("manager")
        await found.tap("quiet")
        assert await due_for(found, "manager") == []
        await found.tap("loud")
        assert "Name of one" in await told(found, "manager")


async def test_it_is_sent_once_more_where_that_is_unclear_and_never_again(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        one = await assessor(found, "one")
        await found.tap("ask-proof", one, STRATEGY)
        await accepted(found, "two", "invite-assessor", choice="1")
        for _ in range(2):
            (due,) = await due_for(found, "manager")
            assert len(due.ids) == 2
            assert await claimed(found.talk.desk, due) is not None
            assert await due_for(found, "manager") == []
            found.talk.time += UNCLEAR + timedelta(seconds=1)
        (due,) = await due_for(found, "manager")
        assert await claimed(found.talk.desk, due) is None
        assert await due_for(found, "manager") == []


async def test_what_surely_was_not_sent_waits_with_all_that_went_with_it(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        one = await assessor(found, "one")
        await found.tap("ask-proof", one, STRATEGY)
        await accepted(found, "two", "invite-assessor", choice="1")
        (due,) = await due_for(found, "manager")
        assert await claimed(found.talk.desk, due) is not None
        await given_back(found.talk.desk, *due.ids)
        mine = "SELECT state, tries FROM reminder WHERE person = 1"
        assert found.asked(mine) == [("waiting", 0), ("waiting", 0)]
        assert len(await news_of(found, "manager")) == 1
        assert found.asked(mine) == [("sent", 1), ("sent", 1)]


async def test_news_are_no_reminders_of_one_s_own_and_do_not_move_with_a_label(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        still = await checked(found.talk, "manager", {}, submitted=False)
        await shared(found)
        await accepted(found, "one", "invite-assessor", choice="1")
        await found.be("manager")
        before = found.asked("SELECT * FROM reminder")
        await found.tap("goto", still, "label-held")
        await found.type("none")
        assert "None is set." in await found.type("/reminders")
        assert found.asked("SELECT * FROM reminder") == before
        assert len(before) == 1


async def test_a_text_after_news_is_not_taken_for_an_answer(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        still = await checked(found.talk, "manager", {}, submitted=False)
        await shared(found)
        await accepted(found, "one", "invite-assessor", choice="1")
        await found.be("manager")
        await found.tap("goto", still, "organisation-name")
        await silence(found, "manager")
        await found.talk.enter(Typed("thanks"))
        assert found.asked("SELECT count(*) FROM answer WHERE value LIKE '%thanks%'") == [(0,)]


async def test_the_row_is_there_only_if_what_it_tells_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        code = await found.invited("invite-assessor", choice="1")
        await found.new("one")
        await found.type(f"/start {code}")
        await found.tap("accept", choice=code)

        async def failing(*_: object, **__: object) -> None:
            raise LookupError

        monkeypatch.setattr("bot.coming_in.tell_owner", failing)
        with pytest.raises(LookupError):
            await found.type("The treasurer")
        assert found.asked("SELECT taken_at FROM invitation") == [(None,)]
        assert found.asked("SELECT count(*) FROM reminder") == [(0,)]
