"""The trainer's board: who is how far, what the wall may show, figures in sentences, files, and nudges."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from bot.boards import lines, on_wall, rows, walls
from bot.conversation import Typed
from bot.drawing import draw
from bot.remembering import claimed, come, marked_sent
from bot.room_loading import enter
from bot.rooms import Room
from bot.screens import Tap
from bot.turn import Turn
from storage.reminders import LocalTime
from tests.bot.grouping import SHORT, TRAINER, as_, group, in_section, join, rate, sections
from tests.bot.holding import captions, press, told
from tests.bot.talking import Talk
from tests.bot.test_group_parts import PEOPLE, a_class, stepped

PDF, PNG, ZIP = b"%PDF", b"\x89PNG", b"PK"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


async def room(talk: Talk, who: str = TRAINER) -> Room:
    """The group as this person's turn loads it."""
    async with talk.store.reading() as work:
        person = await work.people.find("terminal", who)
        assert person is not None
        found = await enter(Turn(talk.desk, work, person), 1, rated=True)
    assert found is not None
    return found


def sent(talk: Talk) -> bool:
    """Whether a file came."""
    return talk.screens[-1].file is not None


# --- for the trainer -----------------------------------------------------------------------------------------


async def test_the_board_says_who_is_how_far_stuck_or_done(talk: Talk) -> None:
    code = await group(talk)
    part = sections(talk)[0]
    await join(talk, "idle", code)
    await talk.enter(Tap("rate", 1, part))
    await talk.enter(Tap("give", 1, in_section(talk, part)[0], "p2"))
    talk.time += timedelta(minutes=20)
    await join(talk, "anna", code)
    for each in sections(talk):
        await rate(talk, "anna", each, 2)
    await join(talk, "new", code)
    as_(talk, TRAINER)
    await talk.enter(Tap("cohort", 1))
    shown = await press(talk, "For me")
    many = sum(len(in_section(talk, each)) for each in sections(talk))
    assert f"Stuck: 1\n· Idle 1/{many} · " in shown
    assert "minutes ago" in shown
    assert f"Not begun: 1\n· New 0/{many}" in shown
    assert f"Done: 1\n· Anna {many}/{many}" in shown
    for each in sections(talk)[1:]:
        await talk.enter(Tap("part", 1, each, "close"))
    await talk.enter(Tap("cohort-board", 1))
    await press(talk, "Refresh")
    assert f"Idle 1/{len(in_section(talk, part))}" in talk.text


async def test_who_finished_with_something_open_is_done(talk: Talk) -> None:
    code = await group(talk)
    part = sections(talk)[0]
    for each in sections(talk)[1:]:
        await talk.enter(Tap("part", 1, each, "close"))
    await join(talk, "anna", code)
    await talk.enter(Tap("rate", 1, part))
    await talk.enter(Tap("give", 1, in_section(talk, part)[0], "p2"))
    await talk.enter(Tap("submit", 1))
    as_(talk, TRAINER)
    assert "Done: 1" in await talk.enter(Tap("cohort-board", 1))


async def test_the_second_round_counts_for_itself(talk: Talk) -> None:
    part = await a_class(talk, ("anna", "ben"))
    for each in sections(talk)[1:]:
        await talk.enter(Tap("part", 1, each, "close"))
    await stepped(talk, part, "second")
    await rate(talk, "anna", part, 4)
    as_(talk, TRAINER)
    shown = await talk.enter(Tap("cohort-board", 1))
    assert "Not begun: 1\n· Ben" in shown
    assert "Done: 1\n· Anna" in shown


async def test_a_trainer_sees_no_single_rating_anywhere(talk: Talk) -> None:
    part = await a_class(talk)
    await stepped(talk, part, "spread")
    for tap in ("cohort-board", "cohort-parts", "cohort-figures", "cohort-wall", "cohort-files", "cohort-guests"):
        shown = await talk.enter(Tap(tap, 1, part))
        for line in shown.split("\n"):
            if any(name.title() in line for name in PEOPLE):
                assert "/" in line
                assert not any(f" {letter} " in f"{line} " for letter in "BCDEF")


# --- for the wall --------------------------------------------------------------------------------------------


async def test_the_wall_shows_only_how_many_until_something_is_released(talk: Talk) -> None:
    part = await a_class(talk)
    found = lines(await room(talk), part, 1)
    assert [(each.rated, each.of, each.spread, each.key, each.exact) for each in found] == [
        (5, 5, None, None, None) for _ in in_section(talk, part)
    ]
    await stepped(talk, part, "spread")
    found = lines(await room(talk), part, 1)
    assert found[0].spread is not None
    assert found[0].spread.shown == (1, 1, 1, 1, 1, 0)
    assert found[0].key is None
    assert found[0].exact is None
    await stepped(talk, part, "key")
    found = lines(await room(talk), part, 1)
    assert found[0].key is not None
    assert found[0].exact == 1 or found[0].key.level == 5
    assert any(each.hardest for each in found)


async def test_a_picture_of_a_part_has_no_name_and_comes_anew_with_each_tap(talk: Talk) -> None:
    part = await a_class(talk)
    await talk.enter(Tap("cohort-wall", 1))
    assert not sent(talk)
    await talk.enter(Tap("cohort-wall", 1, part))
    file = talk.screens[-1].file
    assert file is not None
    assert file.pictured
    assert file.data()[:4] == PNG
    for name in PEOPLE:
        assert name.title() not in talk.text + file.caption
    await press(talk, "Refresh")
    assert talk.screens[-1].file is not None


async def test_the_way_in_is_on_the_wall_while_it_is_open(talk: Talk) -> None:
    part = await a_class(talk)
    talk.desk = dataclasses.replace(talk.desk, bot="ready_bot")
    (wall,) = walls(await room(talk), part, "en")
    assert wall.join is not None
    assert wall.join.link == f"https://t.me/ready_bot?start={wall.join.code.replace('-', '')}"
    assert (wall.join.bot, wall.join.joined) == ("@ready_bot", 5)
    for button, name in (("QR code for a slide", "qr-code.png"), ("Picture for the wall", "way-in.png")):
        await talk.enter(Tap("cohort-code", 1))
        assert wall.join.link in talk.text
        await press(talk, button)
        file = talk.screens[-1].file
        assert file is not None
        assert (file.name, file.data()[:4]) == (name, PNG)
    await press(talk, "Close it")
    (wall,) = walls(await room(talk), part, "en")
    assert wall.join is None


async def test_in_a_terminal_there_is_a_code_and_no_link(talk: Talk) -> None:
    part = await a_class(talk)
    (wall,) = walls(await room(talk), part, "en")
    assert wall.join is None
    await talk.enter(Tap("cohort-code", 1, "", "qr"))
    assert talk.screens[-1].file is None
    assert "t.me" not in talk.text
    assert "Whoever types this code" in talk.text


async def test_guests_typed_in_late_come_into_the_spread_from_five_on(talk: Talk) -> None:
    part = await a_class(talk)
    await stepped(talk, part, "spread")
    many = len((await room(talk)).asked)
    for number in range(1, 6):
        await talk.enter(Tap("cohort-guests", 1))
        await talk.type(f"Guest {number}: {'F' * many}")
        await press(talk, "Yes, store it")
        await talk.enter(Tap("part", 1, part))
        shown = await press(talk, "Take newcomers into the spread")
        assert ("stays as it is" in shown) == (number < 5)
    assert "The newcomers are in the spread now." in shown
    found = on_wall(await room(talk), part).lines[0].spread
    assert found is not None
    assert found.counts == (1, 1, 1, 1, 1, 5)


# --- figures -------------------------------------------------------------------------------------------------


async def test_figures_follow_what_is_released_and_say_from_how_many(talk: Talk) -> None:
    part = await a_class(talk)
    assert "Nothing is released yet" in await talk.enter(Tap("cohort-figures", 1))
    await stepped(talk, part, "spread")
    shown = await talk.enter(Tap("cohort-figures", 1))
    assert "Most disputed" in shown
    assert "A 1 · B 1 · C 1 · D 1 · E 1" in shown
    assert f"from {len(in_section(talk, part))} indicators and 5 people" in shown or "too few indicators" in shown
    assert "Hardest" not in shown
    assert "Same as the key" not in shown
    await stepped(talk, part, "key")
    shown = await talk.enter(Tap("cohort-figures", 1))
    assert "Hardest" in shown
    assert "The same as the key: " in shown


async def test_the_shift_is_told_once_both_rounds_and_the_key_are_out(talk: Talk) -> None:
    part = await a_class(talk)
    await stepped(talk, part, "spread")
    await stepped(talk, part, "second")
    for who in PEOPLE:
        await rate(talk, who, part, 2)
    await stepped(talk, part, "spread")
    assert "From the first round" not in await talk.enter(Tap("cohort-figures", 1))
    await stepped(talk, part, "key")
    shown = await talk.enter(Tap("cohort-figures", 1))
    assert f"Of {5 * len(in_section(talk, part))} ratings " in shown


# --- files ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("button", "name", "begins"),
    [
        ("Workbook (XLSX)", "group.xlsx", ZIP),
        ("Progress (CSV)", "group-progress.csv", b"\xef\xbb\xbfName;"),
        ("Ratings (CSV)", "group-ratings.csv", b"\xef\xbb\xbfIndicator;"),
        ("Case on paper (PDF)", f"case-{SHORT}.pdf", PDF),
    ],
)
async def test_the_board_as_files(talk: Talk, button: str, name: str, begins: bytes) -> None:
    await a_class(talk)
    await talk.enter(Tap("cohort-files", 1))
    await press(talk, button)
    file = talk.screens[-1].file
    assert file is not None
    assert file.name == name
    data = file.data()
    assert data.startswith(begins)
    if button == "Progress (CSV)":
        assert "Anna" in data.decode()
    if button == "Ratings (CSV)":
        assert "Anna" not in data.decode()


async def test_after_the_key_everybody_has_a_pdf_to_keep(talk: Talk) -> None:
    part = await a_class(talk)
    as_(talk, "anna")
    await talk.enter(Tap("cohort", 1))
    assert "My PDF to keep" not in captions(talk.screens[-1])
    await talk.enter(Tap("keep-practice", 1))
    assert not sent(talk)
    await stepped(talk, part, "key")
    as_(talk, "anna")
    await talk.enter(Tap("cohort", 1))
    await press(talk, "My PDF to keep")
    file = talk.screens[-1].file
    assert file is not None
    assert file.data()[:4] == PDF


# --- nudges --------------------------------------------------------------------------------------------------


async def test_those_who_are_not_done_are_nudged_once_a_day(talk: Talk) -> None:
    code = await group(talk)
    for who in ("anna", "ben"):
        await join(talk, who, code)
    for each in sections(talk):
        await rate(talk, "anna", each, 2)
    as_(talk, TRAINER)
    await talk.enter(Tap("cohort-board", 1))
    assert "1 person is nudged." in await press(talk, "Nudge those who are not done")
    assert "0 people are nudged. 1 had a nudge today already." in await talk.enter(Tap("cohort-nudge", 1))
    (due,) = await come(talk.desk, "terminal", LONG_AGO)
    assert due.person.external == "ben"
    scene = await claimed(talk.desk, due)
    assert scene is not None
    (screen,) = draw(scene)
    assert "“Spring course” goes on" in screen.text
    assert captions(screen)[-1] == "Stop all reminders"
    assert captions(screen)[0].startswith("Rate: ")
    await marked_sent(talk.desk, due.reminder.id)
    assert await come(talk.desk, "terminal", LONG_AGO) == []
    talk.time += timedelta(days=1)
    assert "1 person is nudged." in await talk.enter(Tap("cohort-nudge", 1))


async def test_nudges_wait_for_the_morning_and_stop_with_all_reminders(talk: Talk) -> None:
    code = await group(talk)
    for who in ("anna", "ben", "carla"):
        await join(talk, who, code)
    async with talk.store.work() as work:
        for who, local in (("anna", LocalTime("Pacific/Auckland")), ("ben", LocalTime(stopped=True))):
            person = await work.people.find("terminal", who)
            assert person is not None
            await work.reminders.set_local(person.id, local)
    as_(talk, TRAINER)
    talk.time = talk.time.replace(hour=12)  # midnight in Auckland
    await talk.enter(Tap("cohort-nudge", 1))
    assert [each.person.external for each in await come(talk.desk, "terminal", LONG_AGO)] == ["carla"]
    talk.time = talk.time.replace(hour=21)
    assert [each.person.external for each in await come(talk.desk, "terminal", LONG_AGO)] == ["anna", "carla"]


@pytest.mark.parametrize("meanwhile", ["left", "closed", "done"])
async def test_a_nudge_that_is_no_longer_true_is_not_sent(talk: Talk, meanwhile: str) -> None:
    code = await group(talk)
    await join(talk, "anna", code)
    as_(talk, TRAINER)
    await talk.enter(Tap("cohort-nudge", 1))
    (due,) = await come(talk.desk, "terminal", LONG_AGO)
    if meanwhile == "left":
        as_(talk, "anna")
        await talk.enter(Tap("leave", 1))
    for each in sections(talk):
        if meanwhile == "closed":
            await talk.enter(Tap("part", 1, each, "close"))
        if meanwhile == "done":
            await rate(talk, "anna", each, 2)
    assert await claimed(talk.desk, due) is None
    assert told(talk, "SELECT state FROM reminder") == [("sent",)]


async def test_nobody_is_nudged_while_nothing_is_open(talk: Talk) -> None:
    code = await group(talk)
    await join(talk, "anna", code)
    as_(talk, TRAINER)
    for each in sections(talk):
        await talk.enter(Tap("part", 1, each, "close"))
    assert "nothing to go on with" in await talk.enter(Tap("cohort-nudge", 1))
    assert told(talk, "SELECT count(*) FROM reminder") == [(0,)]


async def test_a_nudge_is_no_reminder_of_one_s_own(talk: Talk) -> None:
    code = await group(talk)
    await join(talk, "anna", code)
    as_(talk, TRAINER)
    await talk.enter(Tap("cohort-nudge", 1))
    as_(talk, "anna")
    assert "None is set." in await talk.enter(Typed("/reminders"))
    await talk.enter(Tap("leave", 1))
    await talk.enter(Tap("erase", choice="yes"))
    assert told(talk, "SELECT count(*) FROM reminder") == [(0,)]


async def test_guests_on_paper_and_those_who_left_are_not_nudged(talk: Talk) -> None:
    code = await group(talk)
    await join(talk, "anna", code)
    await talk.enter(Tap("leave", 1))
    as_(talk, TRAINER)
    await talk.enter(Tap("cohort-guests", 1))
    await talk.type(f"Guest 3: {'C' * (len((await room(talk)).asked) - 1)}-")
    await press(talk, "Yes, store it")
    assert [each.headway.stage.value for each in rows(await room(talk), talk.time)] == ["going"]
    assert "0 people are nudged." in await talk.enter(Tap("cohort-nudge", 1))
