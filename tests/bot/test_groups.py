"""Running a group: making it, its code, who may come in, what each person sees of the others."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from bot.codes import ALPHABET, LENGTH, code_of, link, looks_typed, new_code, spelled
from bot.conversation import Typed, Visitor
from bot.screens import Tap
from tests.bot.grouping import CODE, SHORT, TRAINER, agreed, as_, code, group, in_section, join, rate, sections
from tests.bot.holding import captions, press, told
from tests.bot.talking import Talk

# --- codes ---------------------------------------------------------------------------------------------------


def test_a_code_has_forty_bits_and_no_look_alikes() -> None:
    assert len(ALPHABET) ** LENGTH > 2**40
    assert not set("0O1IL5S2Z8BUV") & set(ALPHABET) - {"V"}
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(len(each) == LENGTH and set(each) <= set(ALPHABET) for each in codes)


def test_a_code_is_read_in_any_case_with_or_without_dashes() -> None:
    code = "K7MQPT3RA"
    assert spelled(code) == "K7M-QPT-3RA"
    for typed in ("K7MQPT3RA", "k7m-qpt-3ra", "K7M QPT 3RA", " k7m–qpt–3ra ", "K7MQPT-3RA"):
        assert code_of(typed) == code
    for other in ("", "K7MQPT3R", "K7MQPT3RAA", "K0M-QPT-3RA", "hello there", "K7M_QPT_3R"):
        assert code_of(other) == ""
    assert looks_typed("k7m-qpt-3ra")
    assert not looks_typed("K7MQPT3RA")


def test_a_link_fits_what_telegram_takes() -> None:
    payload = link("clusterready_bot", new_code()).partition("?start=")[2]
    assert len(payload) <= 64
    assert payload.isalnum()
    assert link("", new_code()) == ""


# --- making --------------------------------------------------------------------------------------------------


async def test_a_group_is_made_step_by_step(talk: Talk) -> None:
    await agreed(talk, TRAINER)
    assert "A trainer runs a group" in await talk.enter(Typed("/cohort"))
    await press(talk, "New group")
    assert "Type your own name" in await talk.type("Spring  course")
    shown = await talk.type("Trainer T")
    assert "Serra de Alvar Food Cluster – 8 indicators" in shown
    await press(talk, "Tisovina")
    await press(talk, "Deutsch")
    await press(talk, "☐ 1 Structure")
    await press(talk, "☐ 5 Achievements")
    await press(talk, "☑ 1 Structure")
    await press(talk, "Done")
    await press(talk, "After each rating")
    assert "From which day" in await talk.type("15.5.2020")
    await talk.type("1.6.2026")
    assert "The last day can't be before the first one" in await talk.type("1.5.2026")
    shown = await talk.type("30.6.2026")
    assert "Your group is ready" in shown
    assert "Case: Tisovina Timber Building Cluster" in shown
    assert "3 indicators: Achievements and recognition" in shown
    assert CODE.search(shown)
    assert told(talk, "SELECT kind, name, case_id, language, mode, begins, ends, names_until FROM cohort") == [
        ("training", "Spring course", "tisovina-timber", "de", "each", "2026-06-01", "2026-06-30", "2026-07-30")
    ]


async def test_every_field_is_changed_later_on_one_page(talk: Talk) -> None:
    await group(talk)
    await talk.enter(Tap("cohort-set", 1))
    assert "When they see the key: when you release it" in talk.text
    await press(talk, "Name of the group")
    assert "Name of the group: Autumn course" in await talk.type("Autumn course")
    await press(talk, "Indicators")
    await press(talk, "A list of indicators")
    assert "Type numbers of indicators" in await talk.type("9.9")
    numbers = [talk.desk.shelf.survey(1, "en").indicators[id].number for id in in_section(talk, sections(talk)[0])]
    assert "Indicators: 1 indicator" in await talk.type(numbers[0])
    await press(talk, "Last day")
    await talk.type("30.6.2026")
    await press(talk, "Keep names 30 days from today")
    assert "Names go after 30 July 2026." in talk.text
    talk.time += timedelta(days=90)
    await talk.enter(Tap("cohort-names", 1))
    assert "Names go after 5 August 2026." in talk.text


async def test_case_and_indicators_stay_once_somebody_rates(talk: Talk) -> None:
    code = await group(talk)
    await join(talk, "anna", code)
    await rate(talk, "anna", sections(talk)[0], 2)
    as_(talk, TRAINER)
    for field, choice in (("case", "tisovina-timber"), ("scope", f"+{sections(talk)[0]}")):
        assert "Somebody has begun to rate" in await talk.enter(Tap("cohort-set", 1, field, choice))
    await talk.enter(Tap("cohort-set", 1, "list"))
    assert "Somebody has begun to rate" in await talk.type("1.2") or "Type numbers" in talk.text
    assert told(talk, "SELECT case_id, scope FROM cohort") == [(SHORT, '{"kind":"full","ids":[]}')]


async def test_only_those_who_are_named_may_run_groups_if_any_are(talk: Talk) -> None:
    talk.desk = dataclasses.replace(talk.desk, trainers=frozenset({TRAINER}))
    code = await group(talk)
    await talk.enter(Tap("cohort-invite", 1, "", "new"))
    ((invitation,),) = told(talk, "SELECT invitation FROM cohort")
    await agreed(talk, "anna")
    shown = await talk.enter(Typed("/cohort"))
    assert "has named who may run groups; you are not among them" in shown
    assert "New group" not in captions(talk.screens[-1])
    await talk.enter(Tap("cohort-new"))
    assert not talk.screens[-1].typing
    assert "not known here" in await talk.enter(Typed(f"/start {invitation}"))
    assert "You are in, as Anna" in await join(talk, "anna", code)


# --- joining -------------------------------------------------------------------------------------------------


async def test_a_stranger_comes_by_the_link_agrees_and_is_told_what_the_trainer_sees(talk: Talk) -> None:
    code = await group(talk)
    as_(talk, "anna")
    shown = await talk.enter(Typed(f"/start {code}"))
    assert "Nothing is stored before you agree" in shown
    assert told(talk, "SELECT count(*) FROM person") == [(1,)]
    shown = await press(talk, "I agree, begin")
    assert "Join “Spring course”?" in shown
    assert "Run by: Trainer T" in shown
    assert "the name you give here, when you joined and how far you are" in shown
    assert "from five people on" in shown
    assert "names go after 7 April 2027" in shown
    assert told(talk, "SELECT count(*) FROM cohort_member") == [(1,)]
    assert "Your name there: A. A." in await talk.type("A. A.")
    assert "Your name there: Anna" in await talk.type("Anna")
    assert told(talk, "SELECT count(*) FROM cohort_member") == [(1,)]
    shown = await press(talk, "I agree, join")
    assert "You are here as Anna." in shown
    assert told(talk, "SELECT role, name FROM cohort_member WHERE id = 2") == [("participant", "Anna")]


async def test_the_code_can_be_typed_by_a_stranger_and_on_any_page(talk: Talk) -> None:
    code = await group(talk)
    as_(talk, "anna")
    await talk.enter(Typed(spelled(code).lower()))
    assert "Join “Spring course”?" in await press(talk, "I agree, begin")
    await agreed(talk, "ben")
    assert "Join “Spring course”?" in await talk.enter(Typed(code))
    await agreed(talk, "carla")
    await talk.begin()
    assert "Join “Spring course”?" not in await talk.enter(Typed(code))  # a question waits: a word is its answer
    assert "Join “Spring course”?" in await talk.enter(Typed(spelled(code)))
    await agreed(talk, "emil")
    assert "Join “Spring course”?" in await talk.type(f"/cohort {spelled(code).lower()}")
    await agreed(talk, "dora")
    await talk.enter(Tap("cohort-join"))
    assert "There is no group with this code" in await talk.enter(Typed("nonsense"))
    assert "Join “Spring course”?" in await talk.enter(Typed(code.lower()))


async def test_the_name_page_survives_a_restart(talk: Talk) -> None:
    code = await group(talk)
    await agreed(talk, "anna")
    await talk.enter(Typed(f"/start {code}"))
    await talk.restart()
    await talk.type("Anna")
    await talk.restart()
    assert "You are in, as Anna." in await talk.enter(Tap("join"))


async def test_a_closed_or_renewed_code_leads_nowhere(talk: Talk) -> None:
    old = await group(talk)
    await agreed(talk, "anna")
    await talk.enter(Typed(f"/start {old}"))
    await talk.type("Anna")
    as_(talk, TRAINER)
    await talk.enter(Tap("cohort-code", 1))
    await press(talk, "New code")
    assert code(talk) != old
    assert spelled(code(talk)) in talk.text
    await press(talk, "Close it")
    assert told(talk, "SELECT code FROM cohort") == [(None,)]
    as_(talk, "anna")
    assert "There is no group with this code" in await talk.enter(Tap("join"))
    assert "not known here, or has ended" in await talk.enter(Typed(f"/start {old}"))
    assert told(talk, "SELECT count(*) FROM cohort_member") == [(1,)]


async def test_nobody_joins_after_the_last_day(talk: Talk) -> None:
    code = await group(talk)
    await talk.enter(Tap("cohort-set", 1, "ends"))
    await talk.type("30.4.2026")
    await join(talk, "anna", code)
    talk.time += timedelta(days=60)
    await agreed(talk, "ben")
    assert "not known here, or has ended" in await talk.enter(Typed(f"/start {code}"))
    as_(talk, "anna")
    shown = await talk.enter(Tap("cohort", 1))
    assert "It has ended" in shown
    assert "Rate:" not in "".join(captions(talk.screens[-1]))


async def test_codes_can_t_be_guessed(talk: Talk) -> None:
    code = await group(talk)
    await agreed(talk, "anna")
    for _ in range(10):
        assert "not known here" in await talk.enter(Typed(f"/start {new_code()}"))
    assert "Too many codes that there are not" in await talk.enter(Typed(f"/start {code}"))
    await talk.enter(Tap("cohort-join"))
    assert "Too many codes that there are not" in await talk.type(code)
    await agreed(talk, "ben")  # nobody else is kept out
    assert "Join “Spring course”?" in await talk.enter(Typed(f"/start {code}"))
    as_(talk, "anna")
    talk.time += timedelta(hours=1)
    assert "Join “Spring course”?" in await talk.enter(Typed(f"/start {code}"))


async def test_whoever_is_in_already_comes_to_the_group(talk: Talk) -> None:
    code = await group(talk)
    assert "Parts" in captions(talk.screens[-1]) or "Parts" in await talk.enter(Typed(f"/start {code}"))
    await join(talk, "anna", code)
    assert "You are here as Anna." in await talk.enter(Typed(f"/start {code}"))


@pytest.mark.parametrize(("name", "refusal"), [("x" * 61, "up to 60 characters fit"), ("\x00", "Use a button")])
async def test_a_name_that_can_t_be_is_refused(talk: Talk, name: str, refusal: str) -> None:
    code = await group(talk)
    await agreed(talk, "anna")
    await talk.enter(Typed(f"/start {code}"))
    assert refusal in await talk.enter(Typed(name))
    await talk.enter(Tap("join"))
    assert told(talk, "SELECT count(*) FROM cohort_member") == [(1,)]


async def test_leaving_is_one_tap_and_removes_the_name(talk: Talk) -> None:
    code = await group(talk)
    await join(talk, "anna", code)
    session = await rate(talk, "anna", sections(talk)[0], 3)
    await talk.enter(Tap("cohort", 1))
    shown = await press(talk, "Leave the group")
    assert "You have left “Spring course”. Your name is gone from it." in shown
    assert told(talk, "SELECT name, left_at IS NOT NULL FROM cohort_member WHERE id = 2") == [(None, 1)]
    indicator = in_section(talk, sections(talk)[0])[0]
    assert "nothing is rated in it now" in await talk.enter(Tap("give", session, indicator, "p1"))
    as_(talk, TRAINER)
    assert "0 people have joined" in await talk.enter(Tap("cohort", 1))
    assert "You are in, as Anna" in await join(talk, "anna", code)  # and back again, as the same one
    assert told(talk, "SELECT id, name FROM cohort_member WHERE person = 2") == [(2, "Anna")]


# --- co-trainers ---------------------------------------------------------------------------------------------


async def test_one_more_trainer_comes_in_by_an_invitation_that_works_once(talk: Talk) -> None:
    await group(talk)
    await talk.enter(Tap("cohort-invite", 1))
    await press(talk, "Invite one more")
    ((invitation,),) = told(talk, "SELECT invitation FROM cohort")
    assert spelled(invitation) in talk.text
    await agreed(talk, "anna")
    assert "Run “Spring course” too?" in await talk.enter(Typed(f"/start {invitation}"))
    await talk.type("Anna")
    assert "Way in" in await press(talk, "I agree, join")
    assert told(talk, "SELECT role FROM cohort_member WHERE name = 'Anna'") == [("trainer",)]
    await agreed(talk, "ben")
    assert "not known here" in await talk.enter(Typed(f"/start {invitation}"))
    as_(talk, "anna")
    shown = await talk.enter(Tap("cohort-remove", 1, "", "yes"))  # only who made it removes it
    assert "Spring course" in shown
    assert told(talk, "SELECT count(*) FROM cohort") == [(1,)]


async def test_an_invitation_can_be_taken_back(talk: Talk) -> None:
    await group(talk)
    await talk.enter(Tap("cohort-invite", 1, "", "new"))
    ((invitation,),) = told(talk, "SELECT invitation FROM cohort")
    await press(talk, "Take the code back")
    await agreed(talk, "anna")
    assert "not known here" in await talk.enter(Typed(f"/start {invitation}"))


# --- who sees what -------------------------------------------------------------------------------------------


async def test_a_trainer_sees_only_their_own_groups(talk: Talk) -> None:
    await group(talk)
    await agreed(talk, "other")
    for verb in ("cohort", "cohort-set", "cohort-code", "cohort-parts", "cohort-guests", "cohort-invite", "part",
                 "cohort-make", "cohort-remove", "rate", "seen", "cohort-rehearse", "guest-store"):  # fmt: skip
        for choice in ("", "yes", "open", "new"):
            assert "Spring course" not in await talk.enter(Tap(verb, 1, sections(talk)[0], choice))
    assert told(talk, "SELECT count(*) FROM cohort_member") == [(1,)]


async def test_a_participant_can_do_nothing_that_a_trainer_does(talk: Talk) -> None:
    code = await group(talk)
    await join(talk, "anna", code)
    await join(talk, "ben", code)
    before = told(talk, "SELECT * FROM cohort"), told(talk, "SELECT * FROM cohort_part")
    for verb in ("cohort-set", "cohort-code", "cohort-parts", "cohort-guests", "cohort-invite", "part", "cohort-make",
                 "cohort-remove", "cohort-names", "cohort-rehearse", "guest-store", "guest-drop"):  # fmt: skip
        for choice in ("", "yes", "close", "new", "key-yes", "spread-yes", "second-yes", "2"):
            shown = await talk.enter(Tap(verb, 1, sections(talk)[0], choice))
            assert "You are here as Ben." in shown
            assert "Anna" not in shown
    assert before == (told(talk, "SELECT * FROM cohort"), told(talk, "SELECT * FROM cohort_part"))


async def test_removing_a_group_is_asked_once_and_takes_everything_along(talk: Talk) -> None:
    code = await group(talk)
    await join(talk, "anna", code)
    await rate(talk, "anna", sections(talk)[0], 3)
    as_(talk, TRAINER)
    await talk.enter(Tap("cohort", 1))
    assert "This can't be undone" in await press(talk, "Remove the group")
    assert "Removed: Spring course" in await press(talk, "Yes, remove")
    for table in ("cohort", "cohort_member", "cohort_part", "practice", "session", "answer"):
        assert told(talk, f"SELECT count(*) FROM {table}") == [(0,)]
    as_(talk, "anna")
    assert "Spring course" not in await talk.enter(Tap("cohort", 1))
    assert talk.visitor == Visitor("terminal", "anna", "en")


async def test_names_go_thirty_days_after_the_end_unless_that_is_renewed(talk: Talk) -> None:
    code = await group(talk)
    await talk.enter(Tap("cohort-set", 1, "ends"))
    await talk.type("30.4.2026")
    await join(talk, "anna", code)

    async def names(day: str) -> list[tuple[object, ...]]:
        async with talk.store.work() as work:
            await work.cohorts.forget(datetime.fromisoformat(f"{day}T12:00+00:00"))
        return told(talk, "SELECT name FROM cohort_member ORDER BY id")

    assert await names("2026-05-30") == [("Trainer T",), ("Anna",)]
    talk.time = datetime(2026, 5, 20, 9, 0, tzinfo=UTC)
    as_(talk, TRAINER)
    await talk.enter(Tap("cohort-names", 1))
    assert await names("2026-06-19") == [("Trainer T",), ("Anna",)]
    assert await names("2026-06-20") == [(None,), (None,)]
    assert "· –" in await talk.enter(Tap("cohort-board", 1))
    assert "Run by" not in await talk.enter(Tap("cohort", 1))


async def test_tries_of_codes_are_kept_for_an_hour_only(talk: Talk) -> None:
    await agreed(talk, "anna")
    await talk.enter(Typed(f"/start {new_code()}"))
    for minutes, left in ((59, 1), (61, 0)):
        async with talk.store.work() as work:
            await work.cohorts.forget(talk.time + timedelta(minutes=minutes))
        assert told(talk, "SELECT count(*) FROM wrong_code") == [(left,)]
