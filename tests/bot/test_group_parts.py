"""The parts of a group: opened, closed, released, a second round; what is final when; guests on paper; rehearsing."""

import json

import pytest

from bot.conversation import Typed
from bot.guest_sheets import Misread, Sheet, read_sheet
from bot.screens import Tap
from surveys.session import Documented
from surveys.training import Rated
from tests.bot.grouping import SHORT, TRAINER, agreed, as_, group, in_section, join, rate, sections
from tests.bot.holding import captions, press, told
from tests.bot.talking import Talk

PEOPLE = ("anna", "ben", "carla", "dora", "emil")


async def a_class(talk: Talk, people: tuple[str, ...] = PEOPLE, case: str = SHORT) -> str:
    """A group in which so many rated all of its first part, each at another level; that part."""
    code = await group(talk, case)
    part = sections(talk, case)[0]
    for points, who in enumerate(people):
        await join(talk, who, code)
        await rate(talk, who, part, points, case=case)
    as_(talk, TRAINER)
    return part


async def stepped(talk: Talk, part: str, step: str) -> str:
    """The trainer takes a step that is asked once."""
    as_(talk, TRAINER)
    await talk.enter(Tap("part", 1, part, step))
    return await press(talk, "Yes")


# --- opening and closing -------------------------------------------------------------------------------------


async def test_only_what_is_open_can_be_rated_old_buttons_included(talk: Talk) -> None:
    part = await a_class(talk, ("anna",))
    await talk.enter(Tap("cohort", 1))
    await press(talk, "Parts")
    assert "open, 1 of 1 are done" in talk.text
    await talk.enter(Tap("part", 1, part))
    await press(talk, "Close")
    assert "closed" in talk.text
    as_(talk, "anna")
    before = told(talk, "SELECT count(*) FROM answer")
    old = Tap("give", 1, in_section(talk, part)[0], "p5")
    assert "This part of the group is closed: nothing is rated in it now." in await talk.enter(old)
    assert "This part is closed" in await talk.enter(Tap("rate", 1, part))
    assert "closed" in talk.text
    assert told(talk, "SELECT count(*) FROM answer") == before
    as_(talk, TRAINER)
    await talk.enter(Tap("part", 1, part, "open"))
    as_(talk, "anna")
    await talk.enter(old)
    assert told(talk, "SELECT count(*) FROM answer") > before


async def test_a_part_goes_on_where_it_was_and_each_is_a_round_of_its_own(talk: Talk) -> None:
    code = await group(talk)
    await join(talk, "anna", code)
    one, two = sections(talk)[:2]
    await rate(talk, "anna", one, 2)
    shown = await talk.enter(Tap("cohort", 1))
    assert f"{len(in_section(talk, one))} of {len(in_section(talk, one))} rated" in shown
    await talk.enter(Tap("rate", 1, two))
    await talk.enter(Tap("rate", 1, one))
    assert told(talk, "SELECT count(*) FROM practice") == [(2,)]
    assert told(talk, "SELECT member, round, mode FROM practice WHERE session = 1") == [(2, 1, "end")]
    await talk.enter(Tap("submit", 1))
    assert "Your ratings count in the group" in talk.text
    await talk.enter(Tap("rate", 1, one))  # finished is finished: no second one beside it
    assert told(talk, "SELECT count(*) FROM practice") == [(2,)]


async def test_the_cards_begin_in_the_group_s_language(talk: Talk) -> None:
    code = await group(talk)
    await talk.enter(Tap("cohort-set", 1, "language", "de"))
    await join(talk, "anna", code)
    await talk.enter(Tap("rate", 1, sections(talk)[0]))
    assert told(talk, "SELECT language FROM session") == [("de",)]


async def test_a_round_goes_on_also_after_the_trainer_changed_the_mode(talk: Talk) -> None:
    code = await group(talk, mode="each")
    await join(talk, "anna", code)
    part = sections(talk)[0]
    await talk.enter(Tap("rate", 1, part))
    as_(talk, TRAINER)
    await talk.enter(Tap("cohort-set", 1, "mode", "end"))
    as_(talk, "anna")
    await talk.enter(Tap("rate", 1, part))  # not a new one beside it, in which she would know the key
    assert told(talk, "SELECT round, mode FROM practice") == [(1, "each")]


async def test_who_knew_the_key_is_in_no_figure_and_the_trainer_sees_that(talk: Talk) -> None:
    part = await a_class(talk, PEOPLE[:4])
    ((code,),) = told(talk, "SELECT code FROM cohort")
    await agreed(talk, "knows")
    await talk.enter(Tap("practise", 0, SHORT, ".end"))
    await talk.enter(Tap("give", 5, in_section(talk, part)[0], "p0"))
    await talk.enter(Tap("submit", 5))
    await join(talk, "knows", str(code))
    await rate(talk, "knows", part, 3)
    assert told(talk, "SELECT repeat FROM practice WHERE member = 6") == [(1,)]
    as_(talk, TRAINER)
    assert "5 of 5 are done" in await talk.enter(Tap("part", 1, part))
    assert "A spread is shown from 5 people on" in await talk.enter(Tap("part", 1, part, "spread"))
    assert "knew the key, so it is in no figure" in await talk.enter(Tap("cohort-board", 1))


# --- releasing -----------------------------------------------------------------------------------------------


async def test_releasing_the_spread_is_asked_once_and_makes_every_rating_final(talk: Talk) -> None:
    part = await a_class(talk)
    first = in_section(talk, part)[0]
    await talk.enter(Tap("part", 1, part))
    shown = await press(talk, "Release the spread")
    assert "nobody can rate this part in this round any more" in shown
    assert told(talk, "SELECT spread_at FROM cohort_part WHERE section = ?", part) == [(None,)]
    await press(talk, "Yes, release the spread")
    assert "spread released" in talk.text
    for (shown,) in told(talk, "SELECT shown FROM practice"):
        assert json.loads(shown) == sorted(in_section(talk, part))
    as_(talk, "anna")
    before = told(talk, "SELECT count(*) FROM answer")
    for tap in (Tap("give", 1, first, "p5"), Tap("doc", 1, first, "no"), Tap("rate", 1, part)):
        assert "closed" in await talk.enter(tap)
    assert told(talk, "SELECT count(*) FROM answer") == before
    as_(talk, TRAINER)
    assert "stays closed" in await talk.enter(Tap("part", 1, part, "open"))
    assert "already" in await talk.enter(Tap("part", 1, part, "spread"))


async def test_everybody_sees_their_own_letter_beside_the_group_s_and_no_key(talk: Talk) -> None:
    part = await a_class(talk)
    await stepped(talk, part, "spread")
    as_(talk, "carla")
    await talk.enter(Tap("cohort", 1))
    shown = await press(talk, "Released:")
    assert "You: C" in shown
    assert "Group: A 1 · B 1 · C 1 · D 1 · E 1" in shown
    assert "Key:" not in shown
    for name in ("Anna", "Ben", "Dora"):
        assert name not in shown


async def test_the_key_comes_by_its_own_release_with_its_reason(talk: Talk) -> None:
    part = await a_class(talk)
    await stepped(talk, part, "key")
    as_(talk, "anna")
    shown = await talk.enter(Tap("seen", 1, part))
    keyed = talk.desk.shelf.cases.case(SHORT, "en").keyed[in_section(talk, part)[0]]
    assert keyed.reason.split("\n")[0] in shown
    assert "Group:" not in shown
    as_(talk, TRAINER)
    assert "The key is out, so a second round would show nothing." in await talk.enter(Tap("part", 1, part, "second"))
    assert "Release the key" not in captions(talk.screens[-1])


async def test_under_five_people_there_is_no_spread(talk: Talk) -> None:
    part = await a_class(talk, PEOPLE[:4])
    shown = await talk.enter(Tap("part", 1, part, "spread"))
    assert "A spread is shown from 5 people on" in shown
    await talk.enter(Tap("part", 1, part, "spread-yes"))  # a button that was made up
    assert told(talk, "SELECT spread_at, released FROM cohort_part WHERE section = ?", part) == [(None, None)]
    as_(talk, "anna")
    await talk.enter(Tap("seen", 1, part))
    assert "Group" not in talk.text


async def test_a_part_that_nothing_was_released_of_shows_nothing_of_others(talk: Talk) -> None:
    part = await a_class(talk)
    as_(talk, "anna")
    shown = await talk.enter(Tap("seen", 1, part))
    assert "You: A" in shown
    assert "Group" not in shown
    assert "Key" not in shown


async def test_a_release_shows_the_same_after_somebody_left_or_was_erased(talk: Talk) -> None:
    part = await a_class(talk)
    await stepped(talk, part, "spread")
    as_(talk, "emil")
    await talk.enter(Tap("leave", 1))
    await talk.enter(Tap("erase", choice="yes"))
    as_(talk, "anna")
    assert "Group: A 1 · B 1 · C 1 · D 1 · E 1" in await talk.enter(Tap("seen", 1, part))


async def test_who_comes_after_a_release_can_t_rate_that_part(talk: Talk) -> None:
    part = await a_class(talk)
    await stepped(talk, part, "spread")
    ((code,),) = told(talk, "SELECT code FROM cohort")
    await join(talk, "late", str(code))
    assert "closed" in await talk.enter(Tap("rate", 1, part))
    assert told(talk, "SELECT count(*) FROM practice") == [(5,)]


# --- the second round ----------------------------------------------------------------------------------------


async def test_a_second_round_keeps_both_ratings(talk: Talk) -> None:
    part = await a_class(talk)
    await stepped(talk, part, "spread")
    assert "second round" in await stepped(talk, part, "second")
    session = await rate(talk, "anna", part, 2)
    assert told(talk, "SELECT round, shown FROM practice WHERE session = ?", session) == [(2, "[]")]
    as_(talk, "anna")
    assert "closed" in await talk.enter(Tap("give", 1, in_section(talk, part)[0], "p5"))  # the first one is final
    assert "You: A, in the second round C" in await talk.enter(Tap("seen", 1, part))
    for who in PEOPLE[1:]:
        await rate(talk, who, part, 2)
    await stepped(talk, part, "spread")
    as_(talk, "anna")
    shown = await talk.enter(Tap("seen", 1, part))
    assert "Group: A 1 · B 1 · C 1 · D 1 · E 1" in shown
    assert "Group in the second round: C 5" in shown
    assert "closed" in await talk.enter(Tap("give", session, in_section(talk, part)[0], "p5"))


async def test_a_small_group_has_a_second_round_too(talk: Talk) -> None:
    part = await a_class(talk, ("anna",))
    await stepped(talk, part, "second")
    as_(talk, "anna")
    before = told(talk, "SELECT count(*) FROM answer")
    await talk.enter(Tap("give", 1, in_section(talk, part)[0], "p5"))
    assert told(talk, "SELECT count(*) FROM answer") == before
    assert await rate(talk, "anna", part, 4) != 1


# --- rehearsing ----------------------------------------------------------------------------------------------


async def test_a_trainer_rehearses_without_being_counted(talk: Talk) -> None:
    part = await a_class(talk, PEOPLE[:4])
    await talk.enter(Tap("part", 1, part, "close"))
    await talk.enter(Tap("cohort-rehearse", 1))
    assert "never counted" in talk.text
    await rate(talk, TRAINER, part, 5)  # also while it is closed
    assert told(talk, "SELECT count(*) FROM practice WHERE member = 1") == [(1,)]
    await talk.enter(Tap("cohort-parts", 1))
    assert "closed, 4 of 4 are done" in talk.text
    assert "A spread is shown from 5 people on" in await talk.enter(Tap("part", 1, part, "spread"))


# --- guests on paper -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "ratings"),
    [
        ("Guest 3: C D B", (Rated(2), Rated(3), Rated(1))),
        ("Guest 3:CDB", (Rated(2), Rated(3), Rated(1))),
        ("Guest  3 : c, d;b", (Rated(2), Rated(3), Rated(1))),
        ("Guest 3: Cy Dp Bn", (Rated(2, Documented.YES), Rated(3, Documented.PARTLY), Rated(1, Documented.NO))),
        ("Guest 3: Cj Dt –", (Rated(2, Documented.YES), Rated(3, Documented.PARTLY), None)),
        ("Guest 3: A - Ay", (Rated(0), None, Rated(0))),
        ("Guest 3: C-B", (Rated(2), None, Rated(1))),
    ],
)
def test_a_guest_s_letters_are_read(text: str, ratings: tuple[Rated | None, ...]) -> None:
    assert read_sheet(text, 3, 60) == Sheet("Guest 3", ratings)


@pytest.mark.parametrize(
    ("text", "what", "found"),
    [
        ("C D B", "form", ""),
        (": C D B", "form", ""),
        ("Guest 3:", "form", ""),
        (f"{'x' * 61}: C D B", "form", ""),
        ("Guest 3: C D", "count", "2"),
        ("Guest 3: C D B A", "count", "4"),
        ("Guest 3: C D G", "sign", "G"),
        ("Guest 3: C D Bx", "sign", "Bx"),
        ("Guest 3: C D 3", "sign", "3"),
    ],
)
def test_what_can_t_be_read_says_why(text: str, what: str, found: str) -> None:
    read = read_sheet(text, 3, 60)
    assert isinstance(read, Misread)
    assert (read.what, read.found) == (what, found)


async def test_a_guest_is_read_back_stored_and_counts_like_any_other(talk: Talk) -> None:
    part = await a_class(talk, PEOPLE[:4])
    many = len(talk.desk.shelf.cases.case(SHORT, "en").keyed)
    await talk.enter(Tap("cohort-guests", 1))
    assert "The order: " in talk.text
    assert f"the sheet has {many} indicators" in await talk.type("Guest 3: C D")
    shown = await talk.type(f"Guest 3: {' '.join(['Fy', *'C' * (many - 2), '-'])}")
    assert "F, yes" in shown or "F, documented" in shown
    assert "not rated" in shown
    assert told(talk, "SELECT count(*) FROM cohort_member WHERE role = 'guest'") == [(0,)]
    await talk.restart()
    await talk.enter(Tap("guest-store", 1))
    assert "Stored: Guest 3" in talk.text
    assert f"Guest 3: {many - 1} of {many} rated" in talk.text
    assert told(talk, "SELECT person, name FROM cohort_member WHERE role = 'guest'") == [(None, "Guest 3")]
    await stepped(talk, part, "spread")
    as_(talk, "anna")
    assert "Group: A 1 · B 1 · C 1 · D 1 · F 1" in await talk.enter(Tap("seen", 1, part))


async def test_the_same_name_again_corrects_a_guest(talk: Talk) -> None:
    await group(talk)
    many = len(talk.desk.shelf.cases.case(SHORT, "en").keyed)
    for letters in ("C" * many, "D" + "-" * (many - 1)):
        await talk.enter(Tap("cohort-guests", 1))
        await talk.type(f"Guest 3: {letters}")
        await press(talk, "Yes, store it")
    assert told(talk, "SELECT count(*) FROM cohort_member") == [(2,)]
    first = in_section(talk, sections(talk)[0])[0]
    values = told(talk, "SELECT question, value FROM answer ORDER BY revision")
    assert [value for question, value in values if question == first][-1] == '{"points":3}' or len(values) == many + 1
    await press(talk, "Remove Guest 3")
    for table in ("practice", "session", "answer"):
        assert told(talk, f"SELECT count(*) FROM {table}") == [(0,)]


async def test_letters_from_paper_count_also_when_they_are_typed_late_but_then_they_are_final(talk: Talk) -> None:
    part = await a_class(talk)
    many = len(talk.desk.shelf.cases.case(SHORT, "en").keyed)
    await talk.enter(Tap("cohort-guests", 1))
    await talk.type(f"Guest 3: {'C' * many}")
    await press(talk, "Yes, store it")
    await stepped(talk, part, "key")
    before = told(talk, "SELECT count(*) FROM answer")
    for name, more in (("Guest 3", many - len(in_section(talk, part))), ("Guest 4", many)):
        await talk.enter(Tap("cohort-guests", 1))
        await talk.type(f"{name}: {'D' * many}")
        shown = await press(talk, "Yes, store it")
        assert ("is final and stays" in shown) == (name == "Guest 3")
        assert told(talk, "SELECT count(*) FROM answer") == [(before[0][0] + more,)]
        before = told(talk, "SELECT count(*) FROM answer")


async def test_a_store_button_without_a_line_stores_nothing(talk: Talk) -> None:
    await group(talk)
    await talk.enter(Typed("/help"))
    await talk.enter(Tap("guest-store", 1))
    assert told(talk, "SELECT count(*) FROM cohort_member") == [(1,)]


async def test_two_trainers_type_for_the_same_guest(talk: Talk) -> None:
    await group(talk)
    await talk.enter(Tap("cohort-invite", 1, "", "new"))
    ((invitation,),) = told(talk, "SELECT invitation FROM cohort")
    await agreed(talk, "second")
    await talk.enter(Typed(f"/start {invitation}"))
    await talk.type("Second")
    await talk.enter(Tap("join"))
    many = len(talk.desk.shelf.cases.case(SHORT, "en").keyed)
    for who, letters in ((TRAINER, "C" * many), ("second", "D" * many)):
        as_(talk, who)
        await talk.enter(Tap("cohort-guests", 1))
        await talk.type(f"Guest 3: {letters}")
        await press(talk, "Yes, store it")
    assert told(talk, "SELECT count(*) FROM practice") == [(len(sections(talk)),)]
