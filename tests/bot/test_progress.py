"""Two checks side by side, and what is asked back before a check is submitted."""

from datetime import timedelta

import pytest

from bot.screens import Tap
from tests.bot.holding import answer, captions, press
from tests.bot.talking import Talk

LEVEL = "strategy-documentation"


async def two_checks(talk: Talk) -> None:
    """Submitted on 7 and 8 April: a level rose with its document, a fact moved two indicators, one was answered."""
    await talk.enter(Tap("consent", choice=talk.visitor.language))
    await talk.enter(Tap("begin", choice="full"))
    for question, *lines in (
        ("organisation-name", "Example"), ("committed-participants", "60 15 8 7 3 2 2 2 1", "OK"),
        ("human-resources", "OK"), (LEVEL, "b", "no"), ("strategy-building", "c", "yes"),
    ):  # fmt: skip
        await answer(talk, 1, question, *lines)
    await talk.enter(Tap("submit", 1))
    talk.time += timedelta(days=1)
    await talk.enter(Tap("begin", choice="full"))
    await answer(talk, 2, LEVEL, "d", "yes")
    await talk.enter(Tap("still", 2, "strategy-building"))
    await answer(talk, 2, "committed-participants", "80 15 8 7 3 2 2 2 1", "OK")
    await answer(talk, 2, "role-clarity", "c", "partly")
    await answer(talk, 2, "organisation-name", "Example")
    await talk.enter(Tap("submit", 2))


async def test_two_checks_side_by_side_say_why_they_differ(talk: Talk) -> None:
    await two_checks(talk)
    await talk.type("/history")
    shown = await press(talk, "Compare with 7 April 2026")
    lines = shown.split("\n")
    assert lines[0] == "From 7 April 2026 to 8 April 2026"
    assert lines[1].startswith("All: claimed ")
    at = lines.index("4.1.2 Written cluster strategy")
    assert lines[at + 1 : at + 4] == [
        "   claimed 1, documented 0 → claimed 3, documented 3",
        "   answer changed: B → D",
        "   document changed: not documented → documented",
    ]
    assert "   fact changed: Committed participants, 100 → 120" in lines
    assert "   was open then" in lines
    assert "Rises with a document that can be an improvement area for Silver: 4.1.2 (B → D)." in shown
    assert "indicators are unchanged." in shown


async def test_any_two_can_be_compared_and_the_older_one_comes_first(talk: Talk) -> None:
    await two_checks(talk)
    talk.time += timedelta(days=1)
    await talk.enter(Tap("begin", choice="full"))
    await answer(talk, 3, "organisation-name", "Example")
    await talk.enter(Tap("submit", 3))
    await talk.enter(Tap("compare", 1, choice="3"))
    assert talk.text.startswith("From 7 April 2026 to 9 April 2026")
    await press(talk, "Compare with 8 April 2026")
    assert talk.text.startswith("From 8 April 2026 to 9 April 2026")


@pytest.mark.parametrize(("session", "choice"), [(1, "1"), (1, "99"), (99, "1"), (1, "x"), (1, ""), (3, "1")])
async def test_without_two_submitted_checks_the_history_is_shown(talk: Talk, session: int, choice: str) -> None:
    await two_checks(talk)
    await talk.enter(Tap("begin", choice="full"))
    await talk.enter(Tap("compare", session, choice=choice))
    assert talk.text.startswith("Earlier checks")


async def test_a_trial_is_not_compared(talk: Talk) -> None:
    await two_checks(talk)
    await talk.enter(Tap("trial", 1, choice="on"))
    assert not any("Compare" in each for each in captions(talk.screens[-1]))


async def test_somebody_else_s_checks_are_not_compared(talk: Talk) -> None:
    await two_checks(talk)
    talk.visitor = type(talk.visitor)("terminal", "other", "en")
    await talk.begin()
    await talk.enter(Tap("compare", 2, choice="1"))
    assert "7 April" not in talk.text


async def test_it_speaks_german(german: Talk) -> None:
    await two_checks(german)
    await german.enter(Tap("compare", 2, choice="1"))
    for words in ("Vom 7. April 2026 bis zum 8. April 2026", "Antwort geändert: B → D", "unverändert"):
        assert words in german.text


# --- before submitting ---------------------------------------------------------------------------------------


async def test_what_is_worth_a_second_look_is_asked_and_blocks_nothing(talk: Talk) -> None:
    await talk.begin()
    await answer(talk, 1, "organisation-name", "Example")
    await answer(talk, 1, LEVEL, "f", "no")
    shown = await talk.enter(Tap("sure", 1))
    assert "? 1 indicator stands at its highest level without a document: 4.1.2. Is there nothing to show?" in shown
    assert captions(talk.screens[-1]) == ["Go to 4.1.2", "Yes, submit", "Not yet"]
    assert "Submitted on" in await press(talk, "Yes, submit")


async def test_its_button_leads_to_the_question(talk: Talk) -> None:
    await talk.begin()
    await answer(talk, 1, "organisation-name", "Example")
    await answer(talk, 1, LEVEL, "f", "no")
    await talk.enter(Tap("sure", 1))
    assert "4.1.2 Written cluster strategy" in await press(talk, "Go to 4.1.2")


async def test_the_same_letter_running_and_quick_confirmations_are_asked_about(talk: Talk) -> None:
    await talk.begin()
    await answer(talk, 1, "organisation-name", "Example")
    survey = talk.desk.shelf.survey(1, "en")
    ids = list(survey.indicators)
    start = ids.index(LEVEL)
    for id in ids[start - 1 : start + 6]:
        await talk.enter(Tap("give", 1, id, "p3"))
        await talk.enter(Tap("doc", 1, id, "yes"))
    assert "D was picked" in await talk.enter(Tap("sure", 1))
    await talk.enter(Tap("submit", 1))
    await talk.enter(Tap("begin", choice="full"))
    await answer(talk, 2, "organisation-name", "Example")
    for id in ids[start - 1 : start + 6]:
        await talk.enter(Tap("still", 2, id))
        talk.time -= timedelta(seconds=28)
    assert "answers of last time were confirmed within seconds" in await talk.enter(Tap("sure", 2))


async def test_without_anything_odd_nothing_is_asked(talk: Talk) -> None:
    await talk.begin()
    await answer(talk, 1, "organisation-name", "Example")
    assert "?" not in (await talk.enter(Tap("sure", 1))).split("\n", 1)[1]
