"""Practising on a case: reading it, rating it, the key beside each rating or at the end, progress; the self-check."""

import json

import pytest

from bot.conversation import Typed, Visitor
from bot.screens import Tap
from tests.bot.grouping import TRAINER, as_, group, in_section, join, rate, sections
from tests.bot.holding import answer, captions, press, told
from tests.bot.talking import Talk
from tests.bot.test_case_shelf import OWN

SHORT, LONG = "alvar-food", "tisovina-timber"


async def begun(talk: Talk, mode: str = "end", case: str = SHORT, section: str = "") -> str:
    await talk.enter(Typed("/start"))
    await talk.type("1")
    return await talk.enter(Tap("practise", 0, case, f"{section}.{mode}"))


def ids(talk: Talk, session: int = 1) -> tuple[str, ...]:
    ((scope,),) = told(talk, "SELECT scope FROM session WHERE id = ?", session)
    return tuple(json.loads(scope)["ids"])


async def rate_all(talk: Talk, points: int, session: int = 1) -> None:
    for id in ids(talk, session):
        await talk.enter(Tap("give", session, id, f"p{points}"))
        await talk.enter(Tap("doc", session, id, "yes"))


# --- choosing and reading ------------------------------------------------------------------------------------


async def test_the_cases_and_what_they_take(talk: Talk) -> None:
    await talk.enter(Typed("/start"))
    await talk.type("1")
    shown = await talk.enter(Typed("/train"))
    assert "Tisovina Timber Building Cluster" in shown
    assert "31 indicators · about 120 minutes" in shown
    assert "8 indicators · about 15 minutes" in shown
    await press(talk, "Serra de Alvar")
    assert "It is invented." in talk.text
    assert "Feedback: at the end" in talk.text
    await press(talk, "Feedback after each rating")
    assert "Feedback: after each rating" in talk.text


async def test_the_story_is_read_part_by_part_and_never_tells_the_key(talk: Talk) -> None:
    await talk.enter(Typed("/start"))
    await talk.type("1")
    case = talk.desk.shelf.cases.case(SHORT, "en")
    shown = await talk.enter(Tap("story", 0, SHORT, "0"))
    seen = shown
    while "›" in captions(talk.screens[-1]):
        seen += await press(talk, "›")
    assert len(talk.screens) == 1
    for part in case.narrative:
        assert part.text.split("\n")[0] in seen
    for exhibit in case.documents:
        assert exhibit.shows in seen
    for keyed in case.key.indicators:
        assert keyed.reason not in seen


@pytest.mark.parametrize("case", [SHORT, LONG, "ardovasca-robotics", "blue-dock-luvina", "kuuramaa-health"])
@pytest.mark.parametrize("language", ["en", "de"])
async def test_every_page_of_every_story_is_one_message(talk: Talk, german: Talk, case: str, language: str) -> None:
    talk = german if language == "de" else talk
    await talk.enter(Tap("consent", choice=language))
    for page in range(30):
        await talk.enter(Tap("story", 0, case, str(page)))
        assert len(talk.screens) == 1


async def test_from_every_card_the_case_and_the_other_language_are_one_tap_away(talk: Talk) -> None:
    await begun(talk)
    assert captions(talk.screens[-1])[6:8] == ["Case", "Deutsch"]
    await press(talk, "Case")
    assert "Who takes part" in talk.text
    await press(talk, "To the card")
    assert "1/8" in talk.text
    await press(talk, "Deutsch")
    assert "Fall · Ernährungscluster Serra de Alvar" in talk.text
    assert captions(talk.screens[-1])[:6] == ["A", "B", "C", "D", "E", "F"]
    await press(talk, "English")
    assert "Case · Serra de Alvar Food Cluster" in talk.text


# --- rating --------------------------------------------------------------------------------------------------


async def test_quantities_are_rated_by_letter_or_number_and_facts_are_not_asked(talk: Talk) -> None:
    shown = await begun(talk, case=LONG)
    assert shown.startswith("1/31 · 1.1.0")
    await talk.type("85 %")
    assert "D  80 % to under 90 %" in talk.text


async def test_feedback_after_each_shows_the_key_once_and_makes_the_rating_final(talk: Talk) -> None:
    await begun(talk, "each")
    assert "Is that documented?" in await talk.type("D")
    shown = await talk.type("yes")
    assert "You: D (3 points) · Key: E (4 points) · one off" in shown
    assert "Six of nine categories have a committed participant" in shown
    await talk.enter(Tap("give", 1, ids(talk)[0], "p4"))
    assert "This rating is final: it was compared with the key" in talk.text
    assert told(talk, "SELECT DISTINCT value FROM answer") == [('{"points":3}',)]
    await talk.enter(Tap("beside-key", 1, ids(talk)[0]))
    assert "Key: E (4 points)" in talk.text
    assert "Key:" not in await talk.enter(Tap("beside-key", 1, ids(talk)[1]))  # not rated yet
    await talk.restart()
    await talk.enter(Tap("card", 1))
    assert "2/8" in talk.text


async def test_feedback_at_the_end_shows_nothing_before(talk: Talk) -> None:
    await begun(talk)
    first = ids(talk)[0]
    await talk.type("D")
    assert "Key:" not in await talk.type("yes")
    assert "Key:" not in await talk.enter(Tap("beside-key", 1, first))
    assert "Key:" not in await talk.enter(Tap("result", 1, "structure"))
    assert "Key:" not in await talk.enter(Typed("/result"))
    await talk.enter(Tap("give", 1, first, "p1"))  # and it may be changed
    assert told(talk, "SELECT value FROM answer ORDER BY revision DESC LIMIT 1") == [('{"points":1}',)]


async def test_a_finished_round_in_figures_and_words(talk: Talk) -> None:
    await begun(talk)
    await rate_all(talk, 3)
    await talk.enter(Tap("goto", 1))
    shown = await press(talk, "Finish and compare")
    for words in (
        "The same as the key: 3 of 8 (37 %)", "Besides, 1 is defensible.", "Within one level: 8 of 8",
        "Neither lenient nor strict: 2 above the key, 3 below.", "Weighted kappa 0 from 8 ratings",
        "One side used a single level only", "4 Strategy, objectives, services: 1 of 3 the same", "Worth discussing",
    ):  # fmt: skip
        assert words in shown
    shown = await press(talk, "4 Strategy")
    assert "4.5 Working groups\nYou: D (3 points) · Key: C (2 points) · one off, and defensible" in shown
    await press(talk, "4.5")
    assert "can be defended too" in talk.text
    assert "These ratings are final" in await talk.enter(Tap("give", 1, ids(talk)[0], "p5"))


async def test_one_section_at_a_time(talk: Talk) -> None:
    shown = await begun(talk, case=LONG, section="strategy")
    assert shown.startswith("1/")
    assert set(ids(talk)) <= set(talk.desk.shelf.survey(1, "en").indicators)
    home = talk.desk.shelf.survey(1, "en").homes
    assert {home[id].id for id in ids(talk)} == {"strategy"}


async def test_an_open_round_goes_on_and_a_known_key_makes_a_repeat(talk: Talk) -> None:
    await begun(talk)
    await talk.type("D")
    await talk.enter(Tap("practise", 0, SHORT, ".end"))
    assert told(talk, "SELECT count(*) FROM session") == [(1,)]
    await rate_all(talk, 3)
    await talk.enter(Tap("submit", 1))
    await talk.enter(Tap("practise", 0, SHORT, ".end"))
    assert told(talk, "SELECT repeat FROM practice ORDER BY session") == [(0,), (1,)]
    await rate_all(talk, 4, session=2)
    shown = await talk.enter(Tap("submit", 2))
    assert "You had seen this key before" in shown
    shown = await talk.enter(Tap("attempts"))
    assert "37 % the same" in shown
    assert "(seen before)" in shown


# --- beside the self-check -----------------------------------------------------------------------------------


async def test_practice_leaves_the_self_check_as_it_is(talk: Talk) -> None:
    await talk.begin()
    await talk.type("Example agency")
    before = told(talk, "SELECT * FROM session WHERE id = 1")
    await talk.enter(Tap("practise", 0, SHORT, ".end"))
    await talk.type("D")
    await talk.type("yes")
    assert told(talk, "SELECT * FROM session WHERE id = 1") == before
    shown = await talk.enter(Typed("/start"))
    assert "Full check: you were at Facts 2/9" in shown
    assert "Go on practising" in captions(talk.screens[-1])
    await press(talk, "Go on practising")
    assert "2/8" in talk.text
    for command in ("/calendar", "/plan", "/history", "/report"):
        assert "Case ·" not in await talk.enter(Typed(command))
    await talk.enter(Typed("/check"))
    assert "Facts 2/9" in talk.text
    await talk.type("Germany")  # an answer to the check again
    assert told(talk, "SELECT session FROM answer WHERE question = 'country'") == [(1,)]


async def test_the_number_of_a_round_opens_no_page_of_the_self_check(talk: Talk) -> None:
    await begun(talk)
    await talk.type("D")
    for verb in ("report", "way", "what-if", "calendar", "documents", "take", "make-report"):
        shown = await talk.enter(Tap(verb, 1, "gold"))
        assert "Key" not in shown
        assert talk.screens[-1].file is None


async def test_nobody_else_sees_or_moves_a_round(talk: Talk) -> None:
    await begun(talk)
    await talk.type("D")
    rows = told(talk, "SELECT * FROM answer")
    talk.visitor = Visitor("terminal", "stranger", "en")
    await talk.begin()
    for tap in (Tap("card", 1), Tap("give", 1, ids(talk)[0], "p1"), Tap("submit", 1), Tap("result", 1)):
        assert "Serra de Alvar" not in await talk.enter(tap)
    assert told(talk, "SELECT * FROM answer") == rows


async def test_a_case_that_is_not_there_leads_to_the_list(talk: Talk) -> None:
    await talk.begin()
    for tap in (Tap("case", 0, "nowhere"), Tap("practise", 0, "own-7", ".end"), Tap("story", 0, "own-x", "0")):
        assert "Practise assessing" in await talk.enter(tap)


async def test_erasing_takes_practice_along(talk: Talk) -> None:
    await talk.begin()
    await answer(talk, 1, "organisation-name", "Example")
    await talk.enter(Tap("practise", 0, SHORT, ".each"))
    await talk.type("D")
    await talk.type("yes")
    await talk.enter(Tap("erase", choice="yes"))
    for table in ("session", "answer", "practice", "person"):
        assert told(talk, f"SELECT count(*) FROM {table}") == [(0,)]


async def test_documents_named_while_practising_are_of_the_check(talk: Talk) -> None:
    await talk.begin()
    await answer(talk, 1, "strategy-documentation", "D", "yes")
    await talk.enter(Tap("practise", 0, SHORT, ".end"))
    before = told(talk, "SELECT count(*) FROM answer WHERE session = 2")
    await talk.enter(Typed("/documents"))
    await talk.type("4.1.2; Strategy 2025")
    assert told(talk, "SELECT count(*) FROM answer WHERE session = 2") == before
    assert told(talk, "SELECT count(*) FROM answer WHERE session = 1 AND document IS NOT NULL") == [(1,)]


async def test_a_step_of_one_s_own_while_practising_is_about_the_check(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("practise", 0, SHORT, ".end"))
    await talk.enter(Typed("/plan"))
    await press(talk, "Own step")
    await press(talk, "3 Financing")
    await press(talk, "3.")
    assert "Which level is it to reach?" in talk.text
    await press(talk, "C")
    shown = await talk.type("Ask the bank")
    assert "Ask the bank" in shown
    assert "Brings: 3." in shown
    assert "Case ·" not in shown


async def test_the_clock_asked_for_while_practising_knows_the_country_of_the_check(talk: Talk) -> None:
    await talk.begin()
    await answer(talk, 1, "country", "Romania")
    await talk.enter(Tap("practise", 0, SHORT, ".end"))
    await talk.enter(Tap("zone"))
    await talk.type("12:00")
    assert told(talk, "SELECT zone FROM local_time") == [("Europe/Bucharest",)]


async def test_the_other_language_on_an_old_card_is_that_round_s(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("practise", 0, SHORT, ".end"))
    await talk.enter(Typed("/check"))
    await talk.enter(Tap("language", 2, choice="de"))
    assert told(talk, "SELECT language FROM session ORDER BY id") == [("en",), ("de",)]
    assert "Fall ·" in talk.text


async def test_a_round_cannot_be_erased_as_a_check(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("practise", 0, SHORT, ".each"))
    await talk.enter(Typed("/check"))
    await talk.enter(Tap("erase-check", 2, choice="yes"))
    assert told(talk, "SELECT count(*) FROM practice") == [(1,)]


async def test_the_number_of_a_round_sets_no_reminders(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("practise", 0, SHORT, ".end"))
    await talk.enter(Typed("/check"))
    for verb in ("remind-label", "unremind-label", "trial", "compare", "erase-check", "take", "sure", "documents"):
        await talk.enter(Tap(verb, 2, "gold"))


async def test_a_look_at_the_plan_leaves_the_round_where_it_was(talk: Talk) -> None:
    await begun(talk)
    await talk.enter(Tap("line-new", 0, "-", "-"))
    await talk.type("Call the ministry")
    await talk.enter(Tap("line", choice="1"))
    await talk.enter(Typed("/start"))
    assert "Go on practising" in captions(talk.screens[-1])


# --- a key that is known ---------------------------------------------------------------------------------------


async def test_a_key_seen_in_another_round_makes_the_open_one_a_repeat(talk: Talk) -> None:
    await begun(talk)
    await talk.enter(Tap("practise", 0, SHORT, ".each"))
    await talk.type("D")
    assert "Key:" in await talk.type("yes")
    await rate_all(talk, 3)
    assert "You had seen this key before" in await talk.enter(Tap("submit", 1))


async def test_a_case_that_is_gone_is_said(talk: Talk) -> None:
    await begun(talk, "each")
    told(talk, "UPDATE practice SET case_id = 'own-7'")
    await talk.enter(Tap("card", 1))
    await talk.type("D")
    await talk.type("yes")
    assert "is not here any more" in await talk.enter(Tap("submit", 1))
    assert "is not here any more" in await talk.enter(Tap("result", 1))
    await talk.enter(Tap("attempts"))


async def test_what_was_rated_before_another_round_showed_its_key_is_no_repeat(talk: Talk) -> None:
    await begun(talk, "each")
    await talk.type("D")
    await talk.type("yes")
    await talk.enter(Tap("practise", 0, LONG, ".each"))
    await talk.type("D")
    await talk.type("yes")
    assert told(talk, "SELECT repeat FROM practice") == [(0,), (0,)]  # another case


# --- in a group ----------------------------------------------------------------------------------------------


async def test_a_spread_that_is_released_shows_no_key(talk: Talk) -> None:
    code = await group(talk)
    part = sections(talk)[0]
    for who in ("anna", "ben", "carla", "dora", "emil"):
        await join(talk, who, code)
        session = await rate(talk, who, part, 3)
    as_(talk, TRAINER)
    await talk.enter(Tap("part", 1, part, "spread-yes"))
    as_(talk, "emil")
    seen = Tap("beside-key", session, in_section(talk, part)[0])
    await talk.enter(Tap("card", session))
    assert "Key:" not in await talk.enter(seen)
    as_(talk, TRAINER)
    await talk.enter(Tap("part", 1, part, "key-yes"))
    as_(talk, "emil")
    assert "Key:" in await talk.enter(seen)


async def test_a_key_known_from_practising_alone_makes_the_group_s_round_a_repeat(talk: Talk) -> None:
    code = await group(talk)
    part = sections(talk)[0]
    await join(talk, "anna", code)
    await talk.enter(Tap("practise", 0, SHORT, ".each"))
    await talk.enter(Tap("give", 1, in_section(talk, part)[0], "p3"))
    assert "Key:" in await talk.enter(Tap("doc", 1, in_section(talk, part)[0], "yes"))
    await rate(talk, "anna", part, 3)
    assert told(talk, "SELECT member IS NOT NULL, repeat FROM practice ORDER BY session") == [(0, 0), (1, 1)]


async def test_a_trainer_s_own_case_is_read_in_the_group_and_rated_nowhere_else(talk: Talk) -> None:
    code = await group(talk)
    ((trainer,),) = told(talk, "SELECT id FROM person")
    told(talk, "INSERT INTO own_case VALUES (1, ?, ?, '2026-04-07 09:00:00')", trainer, OWN)
    told(talk, "UPDATE cohort SET case_id = 'own-1'")
    await join(talk, "anna", code)
    assert "nennt die Ziele" in await talk.enter(Tap("story", 0, "own-1", "0"))
    assert "To the case" not in captions(talk.screens[-1])
    for old in (Tap("case", 0, "own-1", "each"), Tap("practise", 0, "own-1", ".each")):
        assert "Practise assessing" in await talk.enter(old)
    assert told(talk, "SELECT count(*) FROM practice") == [(0,)]
    as_(talk, TRAINER)
    await talk.enter(Tap("story", 0, "own-1", "0"))
    await press(talk, "To the case")
    await press(talk, "Rate all of it")
    assert told(talk, "SELECT count(*) FROM practice") == [(1,)]


async def test_what_a_trainer_typed_in_for_guests_is_left_out_where_it_is_not_needed(talk: Talk) -> None:
    code = await group(talk)
    await join(talk, "anna", code)
    await rate(talk, "anna", sections(talk)[0], 3)
    told(talk, "UPDATE session SET started_by = 1")
    told(talk, "UPDATE cohort_member SET person = NULL, role = 'guest' WHERE id = 2")
    as_(talk, TRAINER)
    await talk.enter(Tap("practise", 0, SHORT, ".end"))
    async with talk.store.reading() as work:
        found = {
            (case, guests): [each.id for each in await work.sessions.practised(1, case, guests=guests)]
            for case in ("", SHORT, LONG)
            for guests in (True, False)
        }
    assert found == {
        ("", True): [1, 2], ("", False): [2], (SHORT, True): [1, 2], (SHORT, False): [2], (LONG, True): [],
        (LONG, False): [],
    }  # fmt: skip
    assert "begun: 0/8" in await talk.enter(Typed("/train"))
