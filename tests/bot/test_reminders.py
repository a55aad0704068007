"""Reminders: when they come, by whose clock, that none is lost and none comes twice, and how they stop."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.conversation import Typed, Visitor
from bot.drawing import draw
from bot.remembering import claimed, come, given_back, marked_sent
from bot.screens import Tap
from storage.reminders import UNCLEAR, Due
from tests.bot.holding import answer, captions, press, told
from tests.bot.talking import BEGIN, SHELF, Talk

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


async def planned(talk: Talk, due: str = "2026-05-15", before: str = "7") -> None:
    """A step with a reminder, in Berlin."""
    await talk.begin()
    await talk.enter(Tap("line-new", 0, "-", "-"))
    await talk.type("Call the ministry")
    await talk.enter(Tap("line-due", 0, due, "1"))
    await talk.enter(Tap("remind", 0, before, "1"))
    await talk.enter(Tap("zone", choice="Europe/Berlin"))


async def at(talk: Talk, when: str, started: datetime = LONG_AGO) -> list[Due]:
    """What is to be sent at this time of Berlin's summer."""
    talk.time = datetime.fromisoformat(f"{when}+02:00").astimezone(UTC)
    return await come(talk.desk, "terminal", started)


def reminders(talk: Talk) -> list[tuple[object, ...]]:
    return told(talk, 'SELECT line, before, "on", state, tries FROM reminder ORDER BY "on"')


async def sent(talk: Talk, due: Due) -> str:
    """What a reminder says, once it was sent."""
    scene = await claimed(talk.desk, due)
    assert scene is not None
    await marked_sent(talk.desk, due.reminder.id)
    talk.screens = draw(scene)
    return talk.text


async def toast(talk: Talk, tap: Tap) -> str:
    """The word on what a tap stored."""
    await talk.enter(tap)
    return talk.screens[-1].toast


# --- when ----------------------------------------------------------------------------------------------------


async def test_it_comes_at_nine_of_the_person_s_clock(talk: Talk) -> None:
    await planned(talk)
    assert await at(talk, "2026-05-08T08:59") == []
    (due,) = await at(talk, "2026-05-08T09:00")
    shown = await sent(talk, due)
    assert "Call the ministry" in shown
    assert "Due: 15 May 2026" in shown
    assert await at(talk, "2026-05-08T09:01") == []


async def test_it_comes_at_the_time_the_person_picked(talk: Talk) -> None:
    await planned(talk)
    await talk.enter(Typed("/reminders"))
    await press(talk, "Time of day")
    assert "Nobody is written to at night" in await talk.type("23:00")
    assert "Type a time like 9:00" in await talk.type("late")
    await talk.type("17:30")
    assert await at(talk, "2026-05-08T17:29") == []
    assert len(await at(talk, "2026-05-08T17:30")) == 1


async def test_the_latest_time_that_can_be_picked_still_comes_that_day(talk: Talk) -> None:
    await planned(talk)
    await talk.enter(Tap("wall", choice="21:00"))
    assert await at(talk, "2026-05-08T20:59") == []
    assert len(await at(talk, "2026-05-08T21:00")) == 1


async def test_a_late_one_waits_for_the_morning_and_says_for_when_it_was(talk: Talk) -> None:
    await planned(talk)
    assert await at(talk, "2026-05-08T23:00") == []
    assert await at(talk, "2026-05-10T03:00") == []
    (due,) = await at(talk, "2026-05-10T07:00")
    assert "It was meant for 8 May 2026." in await sent(talk, due)


async def test_without_a_clock_none_is_sent_and_the_page_says_so(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("line-new", 0, "-", "-"))
    await talk.type("Call the ministry")
    shown = await talk.enter(Tap("remind", 0, "2026-05-08", "1"))
    assert "What time is it where you are?" in shown
    assert await at(talk, "2026-05-08T12:00") == []
    assert "They are sent once you have said what time it is" in await talk.enter(Typed("/reminders"))
    await press(talk, "Say what time it is")
    await talk.type("12:00")
    assert told(talk, "SELECT zone FROM local_time") == [("Europe/Berlin",)]
    assert len(await at(talk, "2026-05-08T12:05")) == 1


async def test_the_country_s_time_is_proposed_first(talk: Talk) -> None:
    await talk.begin()
    await answer(talk, 1, "country", "Finland")
    await talk.enter(Tap("zone"))
    assert captions(talk.screens[-1])[0].endswith("· Helsinki")
    assert captions(talk.screens[-1])[0].startswith("12:0")
    shown = await talk.type("half past")
    assert "Type a time like 9:00 or 14:30." in shown


# --- claimed, sent, marked -----------------------------------------------------------------------------------


async def test_one_that_was_cut_off_comes_once_more_and_never_again(talk: Talk) -> None:
    await planned(talk)
    (due,) = await at(talk, "2026-05-08T09:00")
    assert await claimed(talk.desk, due) is not None  # and then the program is killed
    assert await at(talk, "2026-05-08T09:01", started=LONG_AGO) == []  # not while it may still be on its way
    talk.time += timedelta(minutes=1)
    (again,) = await come(talk.desk, "terminal", talk.time)  # a new start
    assert await claimed(talk.desk, again) is not None  # killed again
    talk.time += timedelta(minutes=1)
    for due in await come(talk.desk, "terminal", talk.time):
        assert await claimed(talk.desk, due) is None
    assert reminders(talk) == [(1, 7, "2026-05-08", "sent", 2)]


async def test_one_that_may_have_been_sent_comes_once_more_after_a_while(talk: Talk) -> None:
    await planned(talk)
    (due,) = await at(talk, "2026-05-08T09:00")
    await claimed(talk.desk, due)
    talk.time += UNCLEAR
    assert await come(talk.desk, "terminal", LONG_AGO) == []
    talk.time += timedelta(seconds=1)
    assert len(await come(talk.desk, "terminal", LONG_AGO)) == 1


async def test_one_that_surely_was_not_sent_waits_again_however_often(talk: Talk) -> None:
    await planned(talk)
    for minute in range(5):
        (due,) = await at(talk, f"2026-05-08T09:0{minute}")
        assert await claimed(talk.desk, due) is not None
        await given_back(talk.desk, due.reminder.id)
    assert reminders(talk) == [(1, 7, "2026-05-08", "waiting", 0)]


async def test_two_who_look_at_once_send_one(talk: Talk) -> None:
    await planned(talk)
    (due,) = await at(talk, "2026-05-08T09:00")
    assert await claimed(talk.desk, due) is not None
    assert await claimed(talk.desk, due) is None


async def test_a_text_after_a_reminder_is_not_taken_for_an_answer(talk: Talk) -> None:
    await planned(talk)
    await talk.enter(Tap("card", 1))
    (due,) = await at(talk, "2026-05-08T09:00")
    await sent(talk, due)
    shown = await talk.enter(Typed("Done, thanks"))
    assert "was not stored" in shown
    assert told(talk, "SELECT count(*) FROM answer") == [(0,)]


# --- what is no longer to be said ----------------------------------------------------------------------------


async def test_a_step_that_is_done_is_not_reminded_of_until_it_is_open_again(talk: Talk) -> None:
    await planned(talk)
    await talk.enter(Tap("line-done", choice="1"))
    assert await at(talk, "2026-05-08T09:00") == []
    await talk.enter(Tap("line-open", choice="1"))
    assert len(await at(talk, "2026-05-08T09:10")) == 1


async def test_it_moves_with_the_day_and_goes_with_the_step(talk: Talk) -> None:
    await planned(talk)
    await talk.enter(Tap("line-due", 0, "2026-06-30", "1"))
    assert reminders(talk) == [(1, 7, "2026-06-23", "waiting", 0)]
    await talk.enter(Tap("remind", 0, "2026-06-01", "1"))
    await talk.enter(Tap("line-due", choice="1"))  # without a day: only the picked one stays
    assert reminders(talk) == [(1, None, "2026-06-01", "waiting", 0)]
    await talk.enter(Tap("line-remove", choice="1"))
    assert reminders(talk) == []


async def test_setting_it_twice_is_once_and_it_can_be_taken_back(talk: Talk) -> None:
    await planned(talk)
    await talk.enter(Tap("remind", 0, "7", "1"))
    assert len(reminders(talk)) == 1
    await press(talk, "✓ 7 days before")
    assert reminders(talk) == []
    assert "That day has passed" in await talk.enter(Tap("remind", 0, "2026-01-01", "1"))


async def test_one_tap_stops_them_all_and_one_brings_them_back(talk: Talk) -> None:
    await planned(talk)
    (due,) = await at(talk, "2026-05-08T09:00")
    await sent(talk, due)
    await talk.enter(Tap("remind", 0, "2026-05-20", "1"))
    (stop,) = [button.tap for button in talk.screens[-1].buttons if button.tap.verb == "quiet"] or [Tap("quiet")]
    assert "Reminders are stopped" in await talk.enter(stop)
    assert await at(talk, "2026-05-20T09:00") == []
    await talk.enter(Typed("/reminders"))
    await press(talk, "Switch reminders on again")
    assert len(await at(talk, "2026-05-20T09:05")) == 1


async def test_a_reminder_has_the_buttons_one_needs(talk: Talk) -> None:
    await planned(talk)
    (due,) = await at(talk, "2026-05-08T09:00")
    await sent(talk, due)
    assert captions(talk.screens[-1]) == ["Done ✓", "Open", "Again in a week", "Stop all reminders"]
    await press(talk, "Again in a week")
    assert reminders(talk)[-1] == (1, None, "2026-05-15", "waiting", 0)


async def test_who_stopped_them_while_they_were_on_their_way_gets_none(talk: Talk) -> None:
    await planned(talk)
    (due,) = await at(talk, "2026-05-08T09:00")
    await talk.enter(Tap("quiet"))
    assert await claimed(talk.desk, due) is None
    assert reminders(talk) == [(1, 7, "2026-05-08", "waiting", 0)]


async def test_one_that_had_to_queue_until_night_waits_for_the_morning(talk: Talk) -> None:
    await planned(talk)
    (due,) = await at(talk, "2026-05-08T21:59")
    talk.time += timedelta(minutes=1)
    assert await claimed(talk.desk, due) is None
    assert len(await at(talk, "2026-05-09T07:00")) == 1


async def test_one_that_was_moved_meanwhile_comes_on_its_new_day(talk: Talk) -> None:
    await planned(talk)
    (due,) = await at(talk, "2026-05-08T09:00")
    await talk.enter(Tap("line-due", 0, "2026-06-30", "1"))
    assert await claimed(talk.desk, due) is None
    assert reminders(talk) == [(1, 7, "2026-06-23", "waiting", 0)]


async def test_setting_one_switches_them_on_again(talk: Talk) -> None:
    await planned(talk)
    await talk.enter(Tap("quiet"))
    assert "Reminders are on again" in await toast(talk, Tap("remind", 0, "2026-05-20", "1"))
    assert len(await at(talk, "2026-05-20T09:00")) == 2


async def test_a_zone_that_is_not_known_any_more_stops_nobody_else_s(talk: Talk) -> None:
    await planned(talk)
    talk.visitor = Visitor("terminal", "other", "en")
    await talk.begin()
    await talk.enter(Tap("line-new", 0, "-", "-"))
    await talk.type("Call the bank")
    await talk.enter(Tap("remind", 0, "2026-05-08", "2"))
    await talk.enter(Tap("zone", choice="Europe/Berlin"))
    told(talk, "UPDATE local_time SET zone = 'Europe/Atlantis' WHERE person = 1")
    (due,) = await at(talk, "2026-05-08T09:00")
    assert "Call the bank" in await sent(talk, due)


async def test_it_names_its_indicator_while_something_else_is_practised(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("line-new", 0, "human-resources", "-"))
    await talk.type("Hire somebody")
    await talk.enter(Tap("remind", 0, "2026-05-08", "1"))
    await talk.enter(Tap("zone", choice="Europe/Berlin"))
    await talk.enter(Tap("practise", 0, "alvar-food", ".end"))
    (due,) = await at(talk, "2026-05-08T09:00")
    shown = await sent(talk, due)
    assert SHELF.survey(1, "en").questions["human-resources"].title in shown
    assert "Case ·" not in shown


# --- the end of a label --------------------------------------------------------------------------------------


async def bronze(talk: Talk, until: str) -> None:
    await talk.begin()
    await answer(talk, 1, "benchmarked", "yes")
    await answer(talk, 1, "first-benchmarking", "03/2024")
    await answer(talk, 1, "label-held", "Bronze")
    await answer(talk, 1, "valid-until", until)


async def test_entering_a_label_says_at_once_where_one_stands(talk: Talk) -> None:
    await bronze(talk, "06/2026")
    assert "Bronze is held until 30 June 2026: 84 days are left." in talk.text
    assert "The days 12, 6, 3 months before have passed." in talk.text
    await answer(talk, 1, "valid-until", "01/2026")
    assert "Bronze ended on 31 January 2026 and can be renewed until 31 January 2027." in talk.text
    await answer(talk, 1, "valid-until", "01/2024")
    assert "Bronze ended on 31 January 2024 and can no longer be renewed." in talk.text


async def test_reminders_before_the_end_are_set_with_one_tap(talk: Talk) -> None:
    await bronze(talk, "02/2027")
    await talk.enter(Typed("/calendar"))
    await press(talk, "Remind me 6, 3 months before")
    await talk.enter(Tap("zone", choice="Europe/Berlin"))
    assert reminders(talk) == [(None, 6, "2026-08-31", "waiting", 0), (None, 3, "2026-11-30", "waiting", 0)]
    assert "You are reminded on 31 August 2026, 30 November 2026." in await talk.enter(Typed("/calendar"))
    (due,) = await at(talk, "2026-08-31T09:00")
    shown = await sent(talk, due)
    assert "Bronze ends on 28 February 2027." in shown
    assert "181 days are left." in shown
    await press(talk, "Check again from the last one")
    assert "Facts" in talk.text  # the open check goes on


async def test_after_a_submitted_check_the_next_one_begins_with_its_answers(talk: Talk) -> None:
    await bronze(talk, "02/2027")
    await talk.enter(Tap("remind-label", 1))
    await talk.enter(Tap("zone", choice="Europe/Berlin"))
    await talk.enter(Tap("submit", 1))
    (due,) = await at(talk, "2026-08-31T09:00")
    await sent(talk, due)
    await press(talk, "Check again from the last one")
    assert told(talk, "SELECT carried_from FROM session WHERE id = 2") == [(1,)]


@pytest.mark.parametrize(
    ("question", "text", "left"),
    [
        ("valid-until", "08/2027", [(None, 6, "2027-02-28", "waiting", 0), (None, 3, "2027-05-31", "waiting", 0)]),
        ("valid-until", "08/2026", [(None, 3, "2026-05-31", "waiting", 0)]),
        ("label-held", "No label", []),
    ],
)  # fmt: skip
async def test_they_move_with_the_end_or_go_with_the_label(
    talk: Talk, question: str, text: str, left: list[tuple[object, ...]]
) -> None:
    await bronze(talk, "02/2027")
    await talk.enter(Tap("remind-label", 1))
    await answer(talk, 1, question, text)
    assert reminders(talk) == left


async def test_a_moved_end_that_nobody_noticed_moves_the_reminder_when_it_is_due(talk: Talk) -> None:
    await bronze(talk, "02/2027")
    await talk.enter(Tap("remind-label", 1))
    await talk.enter(Tap("zone", choice="Europe/Berlin"))
    told(talk, "UPDATE reminder SET \"on\" = '2026-06-01' WHERE before = 6")  # as after an import of an older answer
    (due,) = await at(talk, "2026-06-01T09:00")
    assert await claimed(talk.desk, due) is None
    assert reminders(talk) == [
        (None, 6, "2026-06-01", "sent", 1),
        (None, 6, "2026-08-31", "waiting", 0),
        (None, 3, "2026-11-30", "waiting", 0),
    ]  # fmt: skip


async def test_a_new_check_that_is_being_confirmed_loses_none(talk: Talk) -> None:
    await bronze(talk, "02/2027")
    await answer(talk, 1, "award", "First award")
    await talk.enter(Tap("remind-label", 1))
    await talk.enter(Tap("submit", 1))
    before = reminders(talk)
    await talk.enter(Tap("begin", choice="full"))
    for question in ("benchmarked", "first-benchmarking", "label-held", "award", "valid-until"):
        await talk.enter(Tap("still", 2, question))
        assert reminders(talk) == before


async def test_a_trial_moves_none(talk: Talk) -> None:
    await bronze(talk, "02/2027")
    await talk.enter(Tap("remind-label", 1))
    await talk.enter(Tap("zone", choice="Europe/Berlin"))
    await talk.enter(Tap("submit", 1))
    await talk.enter(Tap("begin", choice="full"))
    await talk.enter(Tap("still", 2, "label-held"))
    await answer(talk, 2, "valid-until", "02/2029")
    await talk.enter(Tap("submit", 2))
    await talk.enter(Tap("trial", 2, choice="on"))
    told(talk, "UPDATE reminder SET \"on\" = '2026-08-31' WHERE before = 6")
    (due,) = await at(talk, "2026-08-31T09:00")
    assert "Bronze ends on 28 February 2027." in await sent(talk, due)


async def test_no_more_reminders_of_the_label(talk: Talk) -> None:
    await bronze(talk, "02/2027")
    await talk.enter(Tap("remind-label", 1))
    await talk.enter(Typed("/calendar"))
    await press(talk, "No reminders")
    assert reminders(talk) == []


async def test_it_is_said_in_german_too(german: Talk) -> None:
    await german.enter(Typed("/start"))
    await german.type("1")
    await german.enter(Tap("line-new", 0, "-", "-"))
    await german.type("Ministerium anrufen")
    await german.enter(Tap("remind", 0, "2026-05-08", "1"))
    assert "Wie spät ist es bei Ihnen?" in german.text
    await german.enter(Tap("zone", choice="Europe/Berlin"))
    (due,) = await at(german, "2026-05-08T09:00")
    assert (await sent(german, due)).startswith("Erinnerung\nMinisterium anrufen")


async def test_what_was_sent_long_ago_is_forgotten(talk: Talk) -> None:
    await planned(talk)
    (due,) = await at(talk, "2026-05-08T09:00")
    await sent(talk, due)
    for days, left in ((89, 1), (2, 0)):
        talk.time += timedelta(days=days)
        async with talk.store.work() as work:
            await work.reminders.forget(talk.time)
        assert len(reminders(talk)) == left


def test_the_clock_of_these_tests_is_summer_in_berlin() -> None:
    assert BEGIN.month in range(4, 10)
