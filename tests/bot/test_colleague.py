"""Asking a colleague: by link and by mail; they never see what is answered; what comes back is taken over or not."""

from pathlib import Path

import pytest

from bot.conversation import turned
from bot.screens import Tap
from storage.inbox import Letter
from tests.bot.reviewing import Stage, checked, stage

STRATEGY = "strategy-documentation"
SEEN = "Badger"


async def asked(found: Stage) -> int:
    """An open check of the manager's, and a colleague who is let in to two of its questions."""
    still = await checked(found.talk, "manager", {}, submitted=False)
    found.asked("UPDATE answer SET note = ? WHERE session = ?", f"{SEEN} note", still)
    await found.tap("ask", still, "strategy")
    await found.press("4.1.2")
    await found.tap("ask", still, "profile", next(each.tap.choice for each in found.talk.screens[-1].buttons
                                                  if each.tap.verb == "ask-link"))  # fmt: skip
    await found.press("FTE in the management" if found.language == "en" else "Vollzeitstellen")
    button = next(each.tap for each in found.talk.screens[-1].buttons if each.tap.verb == "ask-link")
    code = await found.invited("ask-link", still, "", button.choice)
    await found.new("colleague")
    await found.type(f"/start {code}")
    await found.tap("accept", choice=code)
    await found.type("The treasurer")
    await found.be("manager")
    await found.type("/share")
    await found.press("Answers of colleagues" if found.language == "en" else "Antworten aus dem Haus")
    await found.press("Let in: 1" if found.language == "en" else "Einlassen: 1")
    await found.be("colleague")
    return still


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ("Questions for", "Sent as a proposal", "The treasurer says: D", "Taken over")),
     ("de", ("Fragen für", "Als Vorschlag gesendet", "The treasurer sagt: D", "Übernommen"))],
)  # fmt: skip
async def test_a_colleague_s_answer_is_taken_over_with_one_tap(
    tmp_path: Path, language: str, words: tuple[str, ...]
) -> None:
    async with stage(tmp_path, language) as found:
        still = await asked(found)
        shown = await found.tap("questions", choice="1")
        assert words[0] in shown
        card = await found.tap("offer", 1, STRATEGY)
        assert "✓" not in card
        assert SEEN not in shown + card
        assert words[1] in await found.tap("offer-give", 1, STRATEGY, "p3")
        await found.tap("offer", 1, "management-fte")
        await found.type("12")
        before = found.asked("SELECT count(*) FROM answer WHERE session = ?", still)
        await found.be("manager")
        assert words[2] in await found.tap("offers")
        assert found.asked("SELECT count(*) FROM answer WHERE session = ?", still) == before
        assert words[3] in await found.tap("offer-take", choice="1")
        latest = "SELECT value, by FROM answer WHERE session = ? AND question = ? ORDER BY id DESC LIMIT 1"
        assert found.asked(latest, still, STRATEGY) == [('{"points":3}', 1)]
        await found.tap("offer-take", choice="1")  # an old button
        await found.tap("offer-drop", choice="2")
        assert found.asked("SELECT count(*) FROM answer WHERE session = ?", still) == [(before[0][0] + 1,)]
        assert found.asked("SELECT count(*) FROM offer WHERE closed_at IS NULL") == [(0,)]


async def test_a_colleague_opens_nothing_else(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        still = await asked(found)
        for verb, session, question, choice in (
            ("goto", still, STRATEGY, ""), ("result", still, "", ""), ("offer", 1, "web-presence", ""),
            ("offer-give", 1, "web-presence", "p1"), ("offers", 0, "", ""), ("offer-take", 0, "", "1"),
            ("ask", still, "", ""), ("shared", 0, "", "1"), ("team", 1, "", ""),
        ):  # fmt: skip
            shown = await found.tap(verb, session, question, choice)
            assert SEEN not in shown
            assert "Germany" not in shown
        assert found.asked("SELECT count(*) FROM offer") == [(0,)]


async def test_what_does_not_fit_the_question_is_refused(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await asked(found)
        assert "That is no answer" in await found.tap("offer", 1, "management-fte") + await found.type("many")
        await found.tap("offer-give", 1, STRATEGY, "p9")
        assert found.asked("SELECT count(*) FROM offer") == [(0,)]


async def test_when_the_check_is_submitted_or_the_invitation_ended_nobody_is_asked_any_more(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await asked(found)
        await found.be("manager")
        await found.tap("uninvite", choice="1")
        await found.be("colleague")
        assert "Questions for" not in await found.tap("questions", choice="1")
        await found.tap("offer-give", 1, STRATEGY, "p3")
        assert found.asked("SELECT count(*) FROM offer") == [(0,)]


async def test_without_a_link_the_text_is_mailed_and_the_answer_typed_in(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        still = await checked(found.talk, "manager", {}, submitted=False)
        await found.tap("ask", still, "strategy")
        await found.press("4.1.2")
        shown = await found.press("Text to mail")
        assert "A  There is no dated document" in shown
        await found.press("4.1.2")
        await found.type("Ben Badger")
        assert "Type what Ben Badger answered." in found.text
        await found.talk.restart()
        await found.type("maybe")
        await found.type("c")
        assert "Ben Badger says: C" in found.text
        await found.press("Take over: 1")
        latest = "SELECT value FROM answer WHERE question = ? ORDER BY id DESC LIMIT 1"
        assert found.asked(latest, STRATEGY) == [('{"points":2}',)]


async def test_more_answers_than_a_page_holds_come_up_once_the_first_are_dealt_with(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        check = await checked(found.talk, "manager", {}, submitted=False)
        for place in range(50):
            await found.tap("ask-type", check, STRATEGY)
            await found.type(f"Colleague {place}")
            await found.type("B")
        assert "… and 30 more" in found.text
        assert "Colleague 20" not in found.text
        await found.tap("offer-drop", choice="1")
        assert "… and 29 more" in found.text
        assert "Colleague 20 says" in found.text


async def test_an_answer_that_a_later_one_overtook_still_waits(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        check = await checked(found.talk, "manager", {}, submitted=False)
        await found.tap("ask-type", check, STRATEGY)
        await found.type("A colleague")
        await found.type("B")
        found.asked("INSERT INTO heard VALUES (?, ?, 'value', 1, 9, '2026-04-07 09:00:00')", check, STRATEGY)
        found.asked(
            "INSERT INTO inbox (bot, number, state, received_at) VALUES (1, 8, 'waiting', '2026-04-07 09:00:00')"
        )
        talk = found.talk
        scene = await turned(talk.desk, talk.visitor, Tap("offer-take", choice="1"), Letter(1, 8))
        assert scene.word == ""
        assert found.asked("SELECT closed_at FROM offer") == [(None,)]
