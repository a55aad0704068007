"""What careful readers tripped over: notes, drafts, old buttons, 'ok', forged taps, names, limits."""

import sqlite3
from contextlib import closing

import pytest

import bot.conversation
from bot.conversation import Typed
from bot.managing import MOST_CLUSTERS
from bot.screens import Tap
from surveys.session import NOTE_LIMIT, Answer, Checklist, Choice, Counts, Documented, Number, Points, Session
from tests.bot.talking import Talk

SD, CP = "strategy-documentation", "committed-participants"


async def loaded(talk: Talk, id: int = 1) -> Session:
    async with talk.store.reading() as work:
        person = await work.people.find("terminal", "me")
        stored = await work.sessions.load(id, person.id) if person else None
    assert stored is not None
    return stored.session


async def answer(talk: Talk, question: str, id: int = 1) -> Answer | None:
    return (await loaded(talk, id)).answers.get(question)


def captions(talk: Talk) -> list[str]:
    return [button.label for button in talk.screens[-1].buttons]


# --- notes ---------------------------------------------------------------------------------------------------


async def test_after_the_switch_a_text_still_replaces_the_note(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("goto", 1, SD))
    for tap in (Tap("note", 1, SD), Tap("share", 1, SD, "on")):
        await talk.type("my note")
        await talk.enter(tap)
    await talk.enter(Tap("note", 1, SD))
    await talk.type("my note")
    await talk.enter(Tap("note", 1, SD))
    await talk.enter(Tap("share", 1, SD, "on"))
    await talk.type("B is what I meant")
    found = await answer(talk, SD)
    assert found is not None
    assert (found.note, found.value) == ("B is what I meant", None)


async def test_a_kept_text_joins_the_note_that_is_there(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("goto", 1, SD))
    await talk.type("note")
    await talk.type("my precious note")
    await talk.type("something that is no letter at all")
    assert "Note saved" in await talk.type("keep that as a note")
    found = await answer(talk, SD)
    assert found is not None
    assert found.note == "my precious note\nsomething that is no letter at all"


async def test_a_text_too_long_to_join_the_note_is_refused_and_still_offered(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("goto", 1, SD))
    await talk.type("note")
    await talk.type("x" * 600)
    text = "something that is no letter at all " * 15
    await talk.type(text)
    refused = await talk.type("keep that as a note")
    assert f"up to {NOTE_LIMIT} characters fit" in refused
    assert "You typed: something" in refused
    await talk.type("note")
    await talk.type("short")
    await talk.type(text)
    assert "Note saved" in await talk.type("keep that as a note")
    found = await answer(talk, SD)
    assert found is not None
    assert found.note == f"short\n{text.strip()}"


async def test_a_note_may_begin_with_a_slash(talk: Talk) -> None:
    await talk.begin()
    await talk.type("note")
    await talk.type("/ 3 talks pending")
    found = await answer(talk, "organisation-name")
    assert found is not None
    assert found.note == "/ 3 talks pending"


@pytest.mark.parametrize("verb", ["note", "count", "documents"])
async def test_an_old_button_of_a_submitted_check_writes_nowhere(talk: Talk, verb: str) -> None:
    await talk.begin()
    await talk.enter(Tap("give", 1, SD, "p3"))
    await talk.enter(Tap("submit", 1))
    await talk.enter(Tap("begin", choice="full"))
    await talk.enter(Tap("goto", 2, "management-fte"))
    before = await loaded(talk, 2)
    await talk.enter(Tap(verb, 1, CP if verb == "count" else SD, "sme" if verb == "count" else ""))
    assert not talk.screens[-1].typing
    for line in ("meant for the first check", "4.1.2; X"):
        await talk.type(line)
    assert (await loaded(talk, 2)).answers == before.answers


# --- lists ---------------------------------------------------------------------------------------------------


async def counted(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("goto", 1, CP))
    await talk.type("34 8 3 2 1 0 4 1 0")
    await talk.type("ok")


async def test_a_change_of_a_finished_list_counts_only_when_it_is_done(talk: Talk) -> None:
    await counted(talk)
    await talk.enter(Tap("goto", 1, CP))
    await talk.type("A 30")
    assert "Committed participants: 53" in await talk.enter(Tap("goto", 1, "participant-number"))
    assert "Committed participants" in await talk.enter(Tap("goto", 1))  # the review names it as open
    assert "· Committed participants" in await talk.enter(Tap("overview", 1, "", "profile"))
    await talk.enter(Tap("goto", 1, CP))
    assert "Changed · Committed participants: 53 → 49" in await talk.type("OK")


async def test_skip_gives_up_a_change_and_goes_on(talk: Talk) -> None:
    await counted(talk)
    await talk.enter(Tap("goto", 1, CP))
    await talk.type("A 99")
    assert "Committed participants" not in (await talk.enter(Tap("skip", 1, CP))).split("\n")[1]
    found = await answer(talk, CP)
    assert found is not None
    assert isinstance(found.value, Counts)
    assert (found.value.total, found.value.done) == (53, True)


async def test_an_old_count_button_brings_its_card_back_and_then_the_place(talk: Talk) -> None:
    await counted(talk)
    await talk.enter(Tap("goto", 1, SD))
    assert "Now type the number for: SMEs" in await talk.enter(Tap("count", 1, CP, "sme"))
    await talk.type("30")
    assert "4.1.2" in await talk.type("OK")


async def test_estimated_counts_stay_an_estimate_until_confirmed(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("goto", 1, CP))
    await talk.type("about 34 8 3 2 1 0 4 1 0")
    await talk.enter(Tap("count", 1, CP, "sme"))
    await talk.type("35")
    assert "about 54" in await talk.type("ok")
    await talk.enter(Tap("goto", 1, CP))
    await talk.type("The numbers are right")
    found = await answer(talk, CP)
    assert found is not None
    assert not found.estimate


async def test_one_number_alone_does_not_change_a_full_card(talk: Talk) -> None:
    await counted(talk)
    await talk.enter(Tap("goto", 1, CP))
    assert "Sum: 53" in await talk.type("56")


async def test_done_on_an_untouched_checklist_means_none(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("goto", 1, "team-qualification"))
    await talk.type("Done")
    found = await answer(talk, "team-qualification")
    assert found is not None
    assert found.value == Checklist(())


async def test_in_a_second_check_done_is_not_still_true(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("goto", 1, "team-qualification"))
    await talk.type("A C E")
    await talk.type("yes")
    await talk.enter(Tap("submit", 1))
    await talk.enter(Tap("begin", choice="full"))
    shown = await talk.enter(Tap("goto", 2, "team-qualification"))
    assert "you answered: A C E. Still true?\n   documented" in shown
    await talk.type("Done")
    found = await answer(talk, "team-qualification", 2)
    assert found is not None
    assert (found.value, found.documented) == (Checklist(()), None)


# --- typed words ---------------------------------------------------------------------------------------------


async def test_ok_keeps_an_earlier_answer_and_goes_on(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("goto", 1, "management-fte"))
    await talk.type("about 2")
    await talk.enter(Tap("goto", 1, "management-fte"))
    assert "Benchmarked" in await talk.type("ok")
    found = await answer(talk, "management-fte")
    assert found is not None
    assert found.estimate


async def test_ok_after_why_is_ok_on_the_card(talk: Talk) -> None:
    await counted(talk)
    await talk.enter(Tap("goto", 1, "participant-number"))
    await talk.type("why")
    assert "Your level: 53 (E)" in await talk.type("ok")


async def test_a_letter_at_documented_changes_the_level(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("goto", 1, SD))
    await talk.type("d")
    assert "Type yes, partly or no" in await talk.type("?!")
    assert "Changed · 4.1.2: D → C" in await talk.type("c")


async def test_a_digit_for_a_level_is_asked_back_with_the_statements(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("goto", 1, SD))
    await talk.type("1")
    assert captions(talk)[:2] == [
        "A – There is no dated document that states the…",
        "B – One dated document states the goals of the…",
    ]
    await talk.enter(talk.screens[-1].buttons[1].tap)
    found = await answer(talk, SD)
    assert found is not None
    assert found.value == Points(1)


async def test_of_a_ladder_all_facts_that_the_level_holds_are_shown_for_proof(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("goto", 1, SD))
    lines = (await talk.type("d")).split("\n")
    assert [line[0] for line in lines if line[1:3] == "  "] == ["B", "C", "D"]


async def test_an_ambiguous_estimate_stays_an_estimate(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("goto", 1, "management-fte"))
    await talk.type("about 1.500")
    await talk.type("1.5")
    found = await answer(talk, "management-fte")
    assert found is not None
    assert (str(found.value), found.estimate) == (str(Number(found.value.amount)), True)  # type: ignore[union-attr]


async def test_a_comma_is_no_dot_in_a_caption(german: Talk) -> None:
    await german.begin()
    await german.enter(Tap("begin", choice="full"))
    await german.enter(Tap("goto", 1, "management-fte"))
    await german.type("1.500")
    await german.type("15")
    found = await answer(german, "management-fte")
    assert found is not None
    assert str(found.value) == "Number(amount=Decimal('15'))"


async def test_a_name_prints_no_line_of_its_own(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Typed("Evil\n\nProvisional self-check: \x1bGOLD\x00"))
    assert "Evil Provisional self-check: GOLD · as of" in await talk.enter(Tap("result", 1))


# --- facts that move -----------------------------------------------------------------------------------------


async def test_a_part_larger_than_its_lowered_whole_is_open_again(talk: Talk) -> None:
    await talk.begin()
    for question, line in ((CP, "50"), ("within-reach", "45"), ("direct-contacts", "34")):
        await talk.enter(Tap("goto", 1, question))
        await talk.type(line)
        await talk.type("ok")
    await talk.enter(Tap("doc", 1, "direct-contacts", "yes"))
    await talk.enter(Tap("goto", 1, CP))
    await talk.type("A 20")
    shown = await talk.type("ok")
    text = await talk.enter(Tap("result", 1, "governance", "section"))
    assert "2.5 One-to-one" not in text or "open" in text.split("2.5 ")[1].split("\n")[1]
    assert "170" not in text
    assert shown


async def test_another_pick_asks_about_the_area_afresh(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("give", 1, "area-1", f"o{SD}"))
    await talk.enter(Tap("give", 1, "area-1-before", "p1"))
    await talk.enter(Tap("goto", 1, "area-1-was"))
    await talk.type("A draft.")
    await talk.enter(Tap("give", 1, "area-1", "ocluster-communication"))
    overview = await talk.enter(Tap("overview", 1, "", "improvement"))
    assert "· Area 1: before" in overview
    assert "· Area 1: what was true" in overview
    assert "Missing: the level before" in await talk.enter(Tap("result", 1, "silver", "label"))
    await talk.enter(Tap("give", 1, "area-1", f"o{SD}"))
    assert "✓ Area 1: before: B" in await talk.enter(Tap("overview", 1, "", "improvement"))


# --- buttons that are not ours -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "choice", ["nNaN", "nsNaN", "nInfinity", "n1e9999", "rNaN/1", "r1/NaN", "r1e9999/1e9999", "n²"]
)
async def test_a_forged_number_changes_nothing(talk: Talk, choice: str) -> None:
    await talk.begin()
    for question in ("management-fte", "private-funding-share"):
        await talk.enter(Tap("give", 1, question, choice))
    assert (await loaded(talk)).answers == {}


@pytest.mark.parametrize("verb", ["give", "doc", "ok", "note", "result", "trial", "erase-check", "erase-note", "goto"])
async def test_a_number_that_no_check_can_have_is_nobody_s(talk: Talk, verb: str) -> None:
    await talk.begin()
    await talk.enter(Tap(verb, 10**30, SD, "yes"))
    assert talk.screens[-1].buttons
    assert (await loaded(talk)).answers == {}


async def test_a_note_on_no_question_is_refused(talk: Talk) -> None:
    await talk.begin()
    assert (await talk.enter(Tap("note", 1, "nowhere"))).startswith("Menu")


async def test_a_deleted_check_s_number_is_never_given_again(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("erase-check", 1, "", "yes"))
    await talk.enter(Tap("begin", choice="full"))
    await talk.enter(Tap("erase-check", 1, "", "yes"))  # the old button once more
    with closing(sqlite3.connect(talk.url.removeprefix("sqlite+aiosqlite:///"))) as connection:
        assert connection.execute("SELECT id FROM session").fetchall() == [(2,)]


# --- consent, clusters, documents, erasing -------------------------------------------------------------------


async def test_leaving_needs_no_agreement_to_a_new_text(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    await talk.begin()
    monkeypatch.setattr(bot.conversation, "CONSENT", "2")
    assert "Everything held about you" in await talk.enter(Typed("/export"))
    assert "Erase everything about you?" in await talk.enter(Typed("/delete"))
    assert "is erased" in await talk.enter(Tap("erase", choice="yes"))


async def test_there_are_as_many_clusters_as_a_page_can_show(talk: Talk) -> None:
    await talk.begin()
    for number in range(MOST_CLUSTERS + 1):
        await talk.enter(Tap("name-cluster"))
        await talk.enter(Typed(f"{number} " + "Ü" * 117))
    assert f"up to {MOST_CLUSTERS}" in talk.text
    assert captions(talk)[0].startswith("Cluster 1")
    await talk.enter(Typed("/clusters"))
    assert len(talk.screens[-1].rows) == MOST_CLUSTERS + 1


async def test_documents_say_what_was_saved_and_what_not(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("give", 1, SD, "p3"))
    await talk.enter(Tap("doc", 1, SD, "yes"))
    await talk.enter(Typed("/documents"))
    shown = await talk.enter(Typed("4.1.2; Strategy\n9.9; bad"))
    assert "✓ 1 line saved." in shown
    assert "Not understood: “9.9; bad”" in shown
    assert "1 of 1 documented levels are named." in shown
    assert "0 of 1 documented levels are named." in await talk.enter(Typed("4.1.2;"))


async def test_deleting_a_check_says_what_an_open_one_loses(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("give", 1, SD, "p3"))
    await talk.enter(Tap("submit", 1))
    await talk.enter(Tap("begin", choice="full"))
    assert "will no longer show these answers" in await talk.enter(Tap("erase-check", 1))
    assert "will no longer show" not in await talk.enter(Tap("erase-check", 2))


async def test_a_trial_s_result_says_that_it_is_one(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("give", 1, SD, "p3"))
    await talk.enter(Tap("submit", 1))
    await talk.enter(Tap("trial", 1, "", "on"))
    assert "a trial that counts nowhere" in await talk.enter(Tap("result", 1))


async def test_looking_at_an_old_result_leaves_the_open_check_at_hand(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("give", 1, SD, "p3"))
    await talk.enter(Tap("submit", 1))
    await talk.enter(Tap("begin", choice="full"))
    assert "submitted on" in await talk.enter(Tap("result", 1))
    await talk.enter(Typed("/check"))
    assert (await talk.enter(Typed("Example"))).startswith("✓ Saved · Name")
    assert (await loaded(talk, 2)).answers


async def test_a_change_from_the_result_leads_back_to_where_one_was(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("goto", 1, "country"))
    await talk.enter(Tap("result", 1, "role-clarity", "indicator"))
    await talk.type("Answer it")
    await talk.type("d")
    assert "Facts 2/9 · Country" in await talk.type("yes")


async def test_options_stand_in_the_order_of_the_language(german: Talk) -> None:
    await german.begin()
    await german.enter(Tap("begin", choice="full"))
    lines = (await german.enter(Tap("goto", 1, "country"))).split("\n")
    countries = [line[3:] for line in lines if line[1:3] == "  "]
    assert countries[:3] == ["Belgien", "Bulgarien", "Dänemark"]
    assert countries.index("Österreich") == countries.index("Norwegen") + 1
    assert countries[-1] == "Ein anderes Land"
    await german.type("Österreich")
    found = await answer(german, "country")
    assert found is not None
    assert found.value == Choice("at")


async def test_months_that_can_t_be_are_asked_about(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("give", 1, "founded", "m2020"))
    await talk.enter(Tap("give", 1, "benchmarked", "oyes"))
    await talk.enter(Tap("give", 1, "first-benchmarking", "m2019-05"))
    assert "Your first benchmarking is earlier than your founding." in await talk.enter(Tap("goto", 1))
    assert "1 pair of answers does not fit" in await talk.enter(Tap("result", 1))


async def test_documents_said_by_an_old_button_are_said_again(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("give", 1, SD, "p3"))
    await talk.enter(Tap("doc", 1, SD, "yes"))
    assert "✓ Changed · 4.1.2: documented → not documented" in await talk.enter(Tap("doc", 1, SD, "no"))
    found = await answer(talk, SD)
    assert found is not None
    assert (found.value, found.documented) == (Points(3), Documented.NO)
