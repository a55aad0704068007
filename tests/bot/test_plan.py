"""The plan: taking the steps of a way, steps of one's own, who and until when, ticking off, what it would bring."""

from datetime import timedelta

import pytest

from bot.conversation import Typed, Visitor
from bot.screens import Tap
from surveys.planning import LINES_LIMIT, REMINDERS_LIMIT, WHAT_LIMIT, WHO_LIMIT
from tests.bot.holding import answer, captions, press, told
from tests.bot.talking import Talk

STRATEGY = "strategy-documentation"


async def begun(talk: Talk) -> None:
    """A check with one documented level."""
    await talk.begin()
    await answer(talk, 1, STRATEGY, "b", "yes" if talk.visitor.language == "en" else "ja")


async def own(talk: Talk, what: str, question: str = "-", level: str = "-") -> str:
    """A step of one's own; its page."""
    await talk.enter(Tap("line-new", 0, question, level))
    return await talk.type(what)


def lines(talk: Talk) -> list[tuple[object, ...]]:
    """The plan as the file has it."""
    return told(talk, "SELECT question, what, who, due, done_at IS NOT NULL FROM plan_line ORDER BY id")


# --- taking the steps of a way -------------------------------------------------------------------------------


async def test_one_step_of_a_way_goes_into_the_plan_once(talk: Talk) -> None:
    await begun(talk)
    await talk.enter(Tap("way", 1, "gold"))
    await press(talk, "Take steps into the plan")
    first = next(button.tap for button in talk.screens[-1].buttons if button.label == "+ 1")
    shown = await talk.enter(first)
    assert "1 step is in the plan now" in shown
    assert "– in the plan" in shown
    assert "+ 1" not in captions(talk.screens[-1])
    await talk.enter(first)  # an old button: it is there already
    assert len(lines(talk)) == 1
    await talk.enter(Tap("line-done", choice="1"))
    await talk.enter(first)  # done once, and needed again
    assert len(lines(talk)) == 2


async def test_all_steps_go_into_the_plan_with_a_day_each_and_would_bring_the_label(talk: Talk) -> None:
    await begun(talk)
    await talk.enter(Tap("way", 1, "gold", "36"))
    await press(talk, "Take steps into the plan")
    await press(talk, "Take all")
    many = len(lines(talk))
    assert many > 20
    assert all(due for *_, due, _ in lines(talk))
    shown = await talk.enter(Typed("/plan"))
    assert "When all of it is done" in shown
    assert "Gold: not yet → " not in shown  # facts are still open, so no status is promised
    assert f"{many}." in await press(talk, "Page 2 ›") or "Page 3 ›" in captions(talk.screens[-1])


async def test_a_button_of_a_way_that_has_changed_takes_nothing(talk: Talk) -> None:
    await begun(talk)
    await talk.enter(Tap("take", 1, "gold", "."))
    buttons = {button.label: button.tap for button in talk.screens[-1].buttons}
    await answer(talk, 1, "founded", "1999")
    await answer(talk, 1, STRATEGY, "f", "yes")
    await talk.enter(buttons["Take all"])
    assert lines(talk) == []
    assert "+ 1" in captions(talk.screens[-1])  # the steps as they are now


async def test_a_full_plan_takes_no_more(talk: Talk) -> None:
    await begun(talk)
    for number in range(LINES_LIMIT):
        told(talk, "INSERT INTO plan_line (cluster, aims, what, by, added_at) VALUES (1, '[]', ?, 1, '2026-01-01')",
             f"Step {number}")  # fmt: skip
    assert f"There can be up to {LINES_LIMIT}." in await own(talk, "One more")
    await talk.enter(Tap("take", 1, "gold", "."))
    assert f"There can be up to {LINES_LIMIT}." in await press(talk, "+ 1")
    assert len(lines(talk)) == LINES_LIMIT


# --- steps of one's own --------------------------------------------------------------------------------------


async def test_a_step_of_one_s_own_is_asked_for_part_by_part(talk: Talk) -> None:
    await begun(talk)
    await talk.enter(Typed("/plan"))
    await press(talk, "Own step")
    await press(talk, "4 Strategy")
    shown = await press(talk, "4.1.2")
    assert "B  One dated document states the goals of the cluster. (now)" in shown
    assert captions(talk.screens[-1])[:6] == ["B", "C", "D", "E", "F", "No level"]  # nothing below what stands
    await press(talk, "E")
    shown = await talk.type("  Write   the figures ")
    assert "☐ Write the figures" in shown
    assert "Brings: 4.1.2 at level E, documented" in shown
    assert lines(talk) == [(STRATEGY, "Write the figures", None, None, 0)]


async def test_who_and_until_when_are_kept_and_said(talk: Talk) -> None:
    await begun(talk)
    await own(talk, "Call the ministry")
    await press(talk, "Who?")
    await talk.type("the board")
    await press(talk, "When?")
    assert captions(talk.screens[-1])[:4] == ["31 May 2026", "31 July 2026", "31 October 2026", "30 April 2027"]
    await talk.type("15.5.")
    await press(talk, "Words")
    await talk.type("Write to the ministry")
    assert lines(talk) == [(None, "Write to the ministry", "the board", "2026-05-15", 0)]
    assert "the board · by 15 May 2026" in await talk.enter(Typed("/plan"))
    talk.time += timedelta(days=60)
    assert "by 15 May 2026 (has passed)" in await talk.enter(Typed("/plan"))


async def test_ticking_off_and_back_and_removing(talk: Talk) -> None:
    await begun(talk)
    await own(talk, "Call the ministry")
    await press(talk, "Done ✓")
    assert "☑ 1. Other" in await talk.enter(Typed("/plan"))
    assert "done on 7 April 2026" in talk.text
    await press(talk, "☑ 1")
    await press(talk, "Not done yet")
    assert lines(talk)[0][-1] == 0
    await press(talk, "Remove")
    assert "Remove this step?" in talk.text
    await press(talk, "No")
    assert len(lines(talk)) == 1
    await press(talk, "Remove")
    assert "Nothing is in the plan yet." in await press(talk, "Yes, remove")
    assert "Nothing is in the plan yet." in await talk.enter(Tap("line-done", choice="1"))  # an old button


@pytest.mark.parametrize(
    ("field", "text", "refusal"),
    [
        ("what", "x" * (WHAT_LIMIT + 1), f"up to {WHAT_LIMIT} characters fit"),
        ("who", "x" * (WHO_LIMIT + 1), f"up to {WHO_LIMIT} characters fit"),
        ("due", "soon", "Type a day like 15.5.2027"),
        ("due", "1.1.2020", "That day has passed"),
        ("remind", "yesterday", "Type a day like 15.5.2027"),
    ],
)
async def test_what_can_t_be_is_refused_and_asked_again(talk: Talk, field: str, text: str, refusal: str) -> None:
    await begun(talk)
    await own(talk, "Call the ministry")
    before = lines(talk)
    await talk.enter(Tap("line-ask", 0, field, "1"))
    assert refusal in await talk.type(text)
    assert talk.screens[-1].typing
    assert lines(talk) == before
    assert refusal in await talk.type(text)  # the next text is for the same field


async def test_an_open_field_is_asked_again_after_a_restart(talk: Talk) -> None:
    await begun(talk)
    await own(talk, "Call the ministry")
    await talk.enter(Tap("line-ask", 0, "who", "1"))
    await talk.restart()
    await talk.type("the board")
    assert lines(talk)[0][2] == "the board"


async def test_the_text_of_a_new_step_survives_a_restart_and_an_empty_one_is_refused(talk: Talk) -> None:
    await begun(talk)
    await talk.enter(Tap("line-new", 0, STRATEGY, "p4"))
    await talk.restart()
    assert "Use a button, or type" in await talk.enter(Typed("\x00"))
    assert "x" in await talk.type("x")
    assert lines(talk) == [(STRATEGY, "x", None, None, 0)]


# --- whose plan ----------------------------------------------------------------------------------------------


async def test_each_cluster_has_its_own_plan(talk: Talk) -> None:
    await begun(talk)
    await own(talk, "For the first")
    await talk.enter(Tap("name-cluster"))
    await talk.type("Second cluster")
    assert "For the first" not in await talk.enter(Typed("/plan"))
    await own(talk, "For the second")
    shown = await talk.enter(Tap("line", choice="1"))  # a button of the first cluster brings it to hand
    assert "For the first" in shown
    assert "For the second" not in await talk.enter(Typed("/plan"))


async def test_somebody_else_s_step_does_not_exist(talk: Talk) -> None:
    await begun(talk)
    await own(talk, "Call the ministry")
    before = lines(talk)
    talk.visitor = Visitor("terminal", "stranger", "en")
    await talk.begin()
    taps = [Tap(verb, 0, "2027-01-01", "1") for verb in ("line", "line-done", "line-due", "line-remove", "remind")]
    for tap in (*taps, Tap("line-ask", 0, "what", "1")):
        assert "Call the ministry" not in await talk.enter(tap)
    assert lines(talk) == before


async def test_a_plan_needs_no_check(talk: Talk) -> None:
    await talk.enter(Typed("/start"))
    await talk.type("1")
    await own(talk, "Read about the labels")
    assert "Read about the labels" in await talk.enter(Typed("/plan"))


async def test_the_plan_in_german(german: Talk) -> None:
    await german.enter(Typed("/start"))
    await german.type("1")
    await german.enter(Tap("begin", choice="full"))
    await answer(german, 1, STRATEGY, "b", "ja")
    await german.enter(Tap("take", 1, "gold", "."))
    assert "Schritte für Gold bis" in german.text
    await press(german, "+ 1")
    shown = await german.enter(Typed("/plan"))
    assert "Wenn alles erledigt ist" in shown
    await press(german, "☐ 1")
    await press(german, "Wann?")
    await german.type("15. Mai 2026")
    assert "Fällig: 15. Mai 2026" in german.text


async def test_what_was_tried_can_go_into_the_plan_if_it_is_a_rise(talk: Talk) -> None:
    await begun(talk)
    await talk.enter(Tap("what-if", 1, STRATEGY, "p4"))
    await press(talk, "Put it into the plan")
    assert "Brings: 4.1.2 at level E, documented" in await talk.type("Write the figures")
    await talk.enter(Tap("what-if", 1, STRATEGY, "p0"))
    assert "Put it into the plan" not in captions(talk.screens[-1])


async def test_a_step_from_another_cluster_s_check_goes_into_that_cluster_s_plan(talk: Talk) -> None:
    await begun(talk)
    await talk.enter(Tap("what-if", 1, STRATEGY, "p5"))
    (old,) = [button.tap for button in talk.screens[-1].buttons if button.label == "Put it into the plan"]
    await talk.enter(Typed("/clusters"))
    await press(talk, "Another cluster")
    await talk.type("Second")
    await talk.enter(old)
    await talk.type("Write it")
    assert told(talk, "SELECT cluster, question FROM plan_line") == [(1, STRATEGY)]


async def test_a_page_that_there_is_not_is_the_first(talk: Talk) -> None:
    await begun(talk)
    await own(talk, "Call the ministry")
    assert "Call the ministry" in await talk.enter(Tap("plan", choice="²"))


@pytest.mark.parametrize("day", ["0001-01-01", "2026-04-06"])
async def test_a_button_with_a_day_that_has_passed_sets_none(talk: Talk, day: str) -> None:
    await begun(talk)
    await own(talk, "Call the ministry")
    assert "That day has passed" in await talk.enter(Tap("line-due", 0, day, "1"))
    assert lines(talk)[0][3] is None
    await talk.enter(Tap("line-ask", 0, "remind", "1"))


async def test_so_many_reminders_of_one_step_and_no_more(talk: Talk) -> None:
    await begun(talk)
    await own(talk, "Call the ministry")
    await talk.enter(Tap("zone", choice="Europe/Berlin"))
    for day in range(1, REMINDERS_LIMIT + 1):
        await talk.enter(Tap("remind", 0, f"2026-05-{day:02}", "1"))
    assert "There can be up to 12." in await talk.enter(Tap("remind", 0, "2026-06-01", "1"))
    assert told(talk, "SELECT count(*) FROM reminder") == [(REMINDERS_LIMIT,)]
    assert "Reminder on 1 May" in await talk.enter(Tap("remind", 0, "2026-05-01", "1"))  # it is set already
