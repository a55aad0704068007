"""A programme of real self-checks: separate consents, counts for its owner, totals in editions of five."""

from dataclasses import replace
from datetime import timedelta

from bot.conversation import Typed, Visitor
from bot.screens import Tap
from storage.people import Person
from surveys.engine import begin
from surveys.session import EXPRESS, FULL, Answer, Points, Scope, Submitted
from tests.bot.grouping import agreed, as_, code, newest
from tests.bot.holding import captions, press, told
from tests.bot.talking import Talk

OWNER = "owner"
NAMES = [f"m{number}" for number in range(12)]


async def programme(talk: Talk) -> str:
    """A programme; its code. Its number is 1."""
    await agreed(talk, OWNER)
    await talk.enter(Tap("programme-new"))
    await talk.type("Spring campaign")
    await talk.type("Agency")
    await talk.enter(Tap("cohort-make", newest(talk), "begins", "none"))
    await talk.enter(Tap("cohort-make", newest(talk), "ends", "none"))
    assert "Your programme is ready" in talk.text
    return code(talk)


async def takes_part(talk: Talk, who: str, code: str, totals: bool = True, name: str = "") -> str:
    """A manager's cluster takes part."""
    await agreed(talk, who)
    await talk.enter(Typed(f"/start {code}"))
    if name:
        await talk.type(name)
    if totals:
        await press(talk, "Into totals")
    return await press(talk, "Take part")


async def submitted(talk: Talk, who: str, points: int, scope: Scope = FULL) -> None:
    """A submitted check of this person's cluster with one level."""
    survey = talk.desk.shelf.survey(1, "en")
    async with talk.store.work() as work:
        person = await work.people.find("terminal", who)
        assert isinstance(person, Person)
        stored = await work.sessions.start(
            begin(survey, scope, "self"), survey=survey.id, version=1, language="en", cluster=person.cluster or 0,
            by=person.id, at=talk.time,
        )  # fmt: skip
        answer = Answer("strategy-documentation", str(person.id), talk.time, Points(points))
        session = replace(stored.session, answers={answer.question: answer})
        stored = await work.sessions.save(stored, session, answer, talk.time)
        await work.sessions.save(stored, replace(session, place=Submitted(talk.time)), None, talk.time)


# --- taking part ---------------------------------------------------------------------------------------------


async def test_both_consents_are_asked_for_by_themselves_and_are_no_at_first(talk: Talk) -> None:
    code = await programme(talk)
    as_(talk, "anna")
    await talk.enter(Typed(f"/start {code}"))
    shown = await press(talk, "I agree, begin")
    assert "Take part in “Spring campaign”?" in shown
    assert "Run by: Agency" in shown
    assert "Name they see: none" in shown
    assert "In totals: No" in shown
    await press(talk, "Take part")
    assert told(talk, "SELECT cluster, named, totals, name FROM cohort_member WHERE id = 2") == [(2, 0, 0, None)]


async def test_a_name_and_totals_each_only_if_agreed(talk: Talk) -> None:
    code = await programme(talk)
    await agreed(talk, "anna")
    await talk.enter(Typed(f"/start {code}"))
    assert "Name they see: Cluster North" in await talk.type("Cluster  North")
    await talk.restart()
    await press_after_restart(talk, "Into totals")
    assert "Name they see: Cluster North" in talk.text
    assert "In totals: Yes" in talk.text
    await press(talk, "Take part")
    assert told(talk, "SELECT named, totals, name FROM cohort_member WHERE id = 2") == [(1, 1, "Cluster North")]
    await press(talk, "Not into totals")
    await press(talk, "Without a name")
    assert told(talk, "SELECT named, totals, name FROM cohort_member WHERE id = 2") == [(0, 0, None)]
    await press(talk, "Leave the programme")
    assert told(talk, "SELECT cluster, left_at IS NOT NULL FROM cohort_member WHERE id = 2") == [(None, 1)]


async def press_after_restart(talk: Talk, words: str) -> None:
    """A button of the card that stands in the chat since before the restart."""
    assert words == "Into totals"
    await talk.enter(Tap("programme-join", 0, "totals", "yes"))


async def test_of_several_clusters_one_takes_part(talk: Talk) -> None:
    code = await programme(talk)
    await agreed(talk, "anna")
    await talk.enter(Tap("name-cluster"))
    await talk.type("Second cluster")
    await talk.enter(Typed(f"/start {code}"))
    assert "Your cluster: Second cluster" in talk.text
    await press(talk, "Cluster 1")
    await talk.enter(Tap("programme-join", 0, "cluster", "1"))  # somebody else's
    assert "Your cluster: Cluster 1" in talk.text
    await press(talk, "Take part")
    assert told(talk, "SELECT cluster FROM cohort_member WHERE id = 2") == [(2,)]


# --- counts --------------------------------------------------------------------------------------------------


async def test_the_owner_sees_counts_and_names_only_of_those_who_agreed(talk: Talk) -> None:
    code = await programme(talk)
    await takes_part(talk, "m0", code, name="Cluster North")
    await takes_part(talk, "m1", code)
    await takes_part(talk, "m2", code, totals=False)
    await submitted(talk, "m0", 3)
    as_(talk, "m1")
    await talk.enter(Tap("begin", choice="full"))
    as_(talk, OWNER)
    shown = await talk.enter(Tap("cohort", 1))
    assert "3 clusters take part" in shown
    assert "Not begun: 1 · under way: 1 · submitted: 1" in shown
    assert "· Cluster North: submitted" in shown
    assert shown.count("· ") == 3  # no other name
    for tap in ("cohort-board", "cohort-parts", "cohort-guests", "cohort-files", "cohort-figures", "cohort-rehearse"):
        assert "3 clusters take part" in await talk.enter(Tap(tap, 1))


async def test_only_checks_since_the_first_day_count(talk: Talk) -> None:
    code = await programme(talk)
    await takes_part(talk, "m0", code)
    await submitted(talk, "m0", 3)
    talk.time += timedelta(days=10)
    as_(talk, OWNER)
    await talk.enter(Tap("cohort-set", 1, "begins"))
    await talk.type(f"{talk.time:%d.%m.%Y}")
    assert "Not begun: 1 · under way: 0 · submitted: 0" in await talk.enter(Tap("cohort", 1))


async def test_a_manager_sees_nothing_of_others(talk: Talk) -> None:
    code = await programme(talk)
    await takes_part(talk, "m0", code, name="Cluster North")
    await takes_part(talk, "m1", code)
    for tap in ("cohort", "programme-totals", "cohort-set", "cohort-code", "cohort-board", "seen", "rate"):
        shown = await talk.enter(Tap(tap, 1, "totals"))
        assert "Cluster North" not in shown
        assert "take part" not in shown.replace("takes part", "")


# --- totals --------------------------------------------------------------------------------------------------


async def totals(talk: Talk, press_new: bool = False) -> str:
    as_(talk, OWNER)
    shown = await talk.enter(Tap("programme-totals", 1))
    return await press(talk, "Make a new edition") if press_new else shown


async def test_totals_begin_with_five_clusters_that_agreed_and_have_submitted(talk: Talk) -> None:
    code = await programme(talk)
    for number, who in enumerate(NAMES[:5]):
        await takes_part(talk, who, code, totals=number > 0)
        await submitted(talk, who, number)
    shown = await totals(talk)
    assert "There are no totals yet" in shown
    assert "Make a new edition" not in captions(talk.screens[-1])
    await talk.enter(Tap("programme-totals", 1, "", "new"))  # a button that was made up
    assert told(talk, "SELECT count(*) FROM edition") == [(0,)]
    as_(talk, NAMES[0])
    await talk.enter(Tap("programme-set", 1, "totals", "yes"))
    shown = await totals(talk, press_new=True)
    assert "5 clusters. By their own self-checks; provisional." in shown
    assert "Gold: " in shown
    assert told(talk, "SELECT count(*) FROM edition_part") == [(5,)]
    await press(talk, "All indicators (CSV)")
    file = talk.screens[-1].file
    assert file is not None
    table = file.data().decode("utf-8-sig")
    assert table.startswith("Indicator;Level from;Level to;Clusters\r\n")
    assert "Documentation of the cluster strategy;A;F;5" in table or ";A;F;5" in table


async def test_a_new_edition_needs_five_that_came_or_changed_and_nothing_moves_between(talk: Talk) -> None:
    code = await programme(talk)
    for who in NAMES[:5]:
        await takes_part(talk, who, code)
        await submitted(talk, who, 3)
    first = await totals(talk, press_new=True)
    for who in NAMES[5:9]:
        await takes_part(talk, who, code)
        await submitted(talk, who, 1)
    as_(talk, NAMES[0])
    await talk.enter(Tap("leave", 1))
    as_(talk, NAMES[1])
    await talk.enter(Tap("erase", choice="yes"))
    assert await totals(talk) == first  # leaving and erasing make no new edition, and change nothing in the last
    assert "Make a new edition" not in captions(talk.screens[-1])
    await submitted(talk, NAMES[2], 5)  # a later check of one that was in it is the fifth
    await totals(talk)
    shown = await press(talk, "Make a new edition")
    assert "7 clusters" in shown
    assert told(talk, "SELECT count(*) FROM edition") == [(2,)]


async def test_trials_and_checks_of_an_express_scope_do_not_stand_for_a_full_one(talk: Talk) -> None:
    code = await programme(talk)
    for who in NAMES[:5]:
        await takes_part(talk, who, code)
        await submitted(talk, who, 3)
        await submitted(talk, who, 1, EXPRESS)
    await totals(talk, press_new=True)
    assert told(talk, "SELECT DISTINCT session % 2 FROM edition_part") == [(1,)]
    assert talk.visitor == Visitor("terminal", OWNER, "en")
