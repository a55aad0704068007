"""The conversation on a real database: consent, buttons that keep their meaning, notes, races, two languages."""

import sqlite3
from contextlib import closing
from datetime import datetime
from decimal import Decimal

import pytest

import bot.conversation
from bot.conversation import Typed, Visitor, take
from bot.screens import Screen, Tap
from storage.people import Looking
from storage.sessions import LostRace, Sessions, Stored
from surveys.session import Answer, Documented, Month, Number, Points, Session, Text
from tests.bot.talking import Talk


async def loaded(talk: Talk, id: int = 1) -> Session:
    """The session as it stands in the database."""
    async with talk.store.reading() as work:
        person = await work.people.find("terminal", talk.visitor.external)
        stored = await work.sessions.load(id, person.id) if person else None
    assert stored is not None
    return stored.session


def rows(talk: Talk, table: str) -> int:
    """How many rows the file itself has."""
    with closing(sqlite3.connect(talk.url.removeprefix("sqlite+aiosqlite:///"))) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def captions(screen: Screen) -> list[str]:
    return [button.label for button in screen.buttons]


# --- consent -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("said", ["/start", "hello", "/result", "/check", "/delete everything", "A"])
async def test_before_consent_nothing_is_kept(talk: Talk, said: str) -> None:
    assert "I agree, begin" in captions((await entered(talk, Typed(said)))[-1])
    for table in ("person", "cluster", "membership", "session", "answer"):
        assert rows(talk, table) == 0


@pytest.mark.parametrize(
    "tap", [Tap("give", 1, "country", "ode"), Tap("begin", choice="full"), Tap("language", choice="de")]
)
async def test_before_consent_no_button_does_anything(talk: Talk, tap: Tap) -> None:
    assert "I agree, begin" in captions((await entered(talk, tap))[-1])
    assert rows(talk, "person") == 0


async def entered(talk: Talk, what: Typed | Tap) -> tuple[Screen, ...]:
    await talk.enter(what)
    return talk.screens


async def test_consent_stores_a_person_with_a_cluster_and_nothing_else(talk: Talk) -> None:
    await talk.enter(Tap("consent", choice="de"))
    assert [rows(talk, table) for table in ("person", "cluster", "membership", "session")] == [1, 1, 1, 0]
    assert talk.screens[-1].text.startswith("Menü")


async def test_a_stranger_can_read_the_privacy_page_and_switch_the_language(talk: Talk) -> None:
    await talk.enter(Typed("/start"))
    assert "Notes are private" in await talk.type("privacy")
    await talk.type("back")
    assert "Einverstanden" in await talk.type("deutsch")
    assert rows(talk, "person") == 0


async def test_the_operator_is_named_at_consent_and_in_privacy(german: Talk) -> None:
    for page in ("/start", "/privacy"):
        shown = await german.enter(Typed(page))
        for words in ("Cluster-Agentur Beispielland", "post@beispiel.example", "https://beispiel.example/schutz"):
            assert words in shown


async def test_a_changed_consent_text_asks_again_and_keeps_everything(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await talk.begin()
    await talk.type("Example")
    monkeypatch.setattr(bot.conversation, "CONSENT", "2")
    assert "I agree, begin" in await talk.type("Germany")
    await talk.type("1")
    assert "Facts 2/9" in await talk.type("continue")
    assert (await loaded(talk)).answers["organisation-name"].value == Text("Example")


# --- buttons keep their meaning ------------------------------------------------------------------------------


async def test_a_button_pressed_twice_answers_once(talk: Talk) -> None:
    await talk.begin()
    tap = Tap("give", 1, "strategy-documentation", "p3")
    await talk.enter(tap)
    before = rows(talk, "answer")
    assert "Saved" not in await talk.enter(tap)
    assert rows(talk, "answer") == before == 1


async def test_an_old_button_is_an_edit_that_is_said(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("give", 1, "strategy-documentation", "p2"))
    shown = await talk.enter(Tap("give", 1, "strategy-documentation", "p3"))
    assert "✓ Changed · 4.1.2: C → D" in shown
    assert "Facts 1/9" in shown  # the place stays


async def test_back_and_skip_of_another_question_do_nothing(talk: Talk) -> None:
    await talk.begin()
    await talk.type("Example")
    for verb in ("back", "skip"):
        assert "Facts 2/9" in await talk.enter(Tap(verb, 1, "organisation-name"))


@pytest.mark.parametrize(
    "tap",
    [
        Tap("give", 1, "strategy-documentation", "p9"),
        Tap("give", 1, "strategy-documentation", "nonsense"),
        Tap("give", 1, "strategy-documentation", "r1/0"),
        Tap("give", 1, "nothing-like-it", "p3"),
        Tap("give", 1, "valid-until", "m2027-01"),  # off the path
        Tap("doc", 1, "strategy-documentation", "perhaps"),
        Tap("doc", 1, "country", "yes"),
        Tap("ok", 1, "strategy-documentation"),
        Tap("goto", 1, "valid-until"),
        Tap("tick", 1, "country", "+de"),
        Tap("share", 1, "country", "on"),
        Tap("unknown", 1, "country", "x"),
    ],
)
async def test_a_button_that_can_t_be_ours_changes_nothing(talk: Talk, tap: Tap) -> None:
    await talk.begin()
    before = await loaded(talk)
    await talk.enter(tap)
    assert await loaded(talk) == before
    assert talk.screens


async def test_somebody_else_s_session_can_t_be_tapped(talk: Talk) -> None:
    await talk.begin()
    talk.visitor = Visitor("terminal", "stranger", "en")
    await talk.enter(Tap("consent", choice="en"))
    for tap in (Tap("give", 1, "country", "ode"), Tap("result", 1), Tap("note", 1, "country"), Tap("submit", 1)):
        assert (await talk.enter(tap)).startswith("Menu")
    talk.visitor = Visitor("terminal", "me", "en")
    assert (await loaded(talk)).answers == {}


async def test_a_lost_race_is_run_again(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    await talk.begin()
    save, lost = Sessions.save, [True]

    async def racing(self: Sessions, stored: Stored, session: Session, recorded: Answer | None, at: datetime) -> Stored:
        if lost:
            lost.clear()
            raise LostRace
        return await save(self, stored, session, recorded, at)

    monkeypatch.setattr(Sessions, "save", racing)
    assert "Saved · Name: Example" in await talk.type("Example")
    assert rows(talk, "answer") == 1


# --- the answers people type ---------------------------------------------------------------------------------


async def test_everything_survives_a_restart_at_every_step(talk: Talk) -> None:
    await talk.begin()
    for line, place in [
        ("Example", "Facts 2/9"),
        ("Germany", "Facts 3/9"),
        ("ICT", "Facts 4/9"),
        ("2016", "Facts 5/9"),
    ]:
        await talk.type(line)
        await talk.restart()
        assert place in await talk.enter(Typed("/check"))


async def test_resuming_says_where_and_since_when(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("goto", 1, "strategy-documentation"))
    talk.time = talk.time.replace(month=12)
    assert "you were at 18/31 · 4.1.2" in await talk.enter(Typed("/start"))
    assert "last on 7 April 2026" in talk.text


async def test_counts_come_in_one_message_or_one_by_one(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("goto", 1, "committed-participants"))
    assert "Sum: 42" in await talk.type("34 8")
    assert "Now type the number for: Universities" in await talk.type("D")
    assert "Sum: 44" in await talk.type("2")
    assert "D  Universities: 2" in talk.text
    assert "Sum: 49" in await talk.type("C 3, H 2")
    assert "Saved · Committed participants: 49" in await talk.type("OK")


async def test_a_checklist_is_ticked_or_typed(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("goto", 1, "web-presence"))
    assert "A ☑" in await talk.type("A")
    assert "A ☐" in await talk.type("A")
    await talk.type("B")
    await talk.restart()
    await talk.enter(Typed("/check"))
    assert "B ☑" in await talk.type("C")
    assert "Saved · 4.6.2: B C (C)" in await talk.type("Done")


async def test_a_ticked_button_of_an_old_card_edits_a_finished_list(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("goto", 1, "web-presence"))
    await talk.type("A B")
    await talk.type("yes")
    assert "Changed · 4.6.2: A B (C) → B (B)" in await talk.enter(Tap("tick", 1, "web-presence", "-english"))
    assert (await loaded(talk)).answers["web-presence"].value is not None


async def test_an_estimate_is_marked_until_confirmed(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("goto", 1, "financial-prospects"))
    assert "Saved · 3.1: about 12 months (D)" in await talk.type("about 12")
    await talk.enter(Tap("goto", 1))
    assert "Estimates to confirm (1)" in talk.text
    assert "1 number is an estimate" in await talk.enter(Tap("result", 1))
    assert "rests on an estimate" in await talk.enter(Tap("result", 1, "financing", "section"))
    await talk.enter(Tap("goto", 1, "financial-prospects"))
    await talk.type("The number is right")
    assert not (await loaded(talk)).answers["financial-prospects"].estimate


async def test_a_number_that_reads_two_ways_is_asked_back(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("goto", 1, "management-fte"))
    assert "more than one way" in await talk.type("1.500")
    assert {"1500", "1.5"} <= set(captions(talk.screens[-1]))
    assert "management-fte" not in (await loaded(talk)).answers
    await talk.type("1.5")
    assert (await loaded(talk)).answers["management-fte"].value == Number(Decimal("1.5"))


async def test_the_refusal_names_range_and_unit(german: Talk) -> None:
    await german.begin("full")
    await german.enter(Tap("begin", choice="full"))
    await german.enter(Tap("goto", 1, "financial-prospects"))
    assert "(von 0 bis 120 Monate)" in await german.type("500")


async def test_a_month_still_to_come_is_refused_where_it_makes_no_sense(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("goto", 1, "founded"))
    assert "not in the future" in await talk.type("05/2026")  # the clock says April
    assert "Saved" in await talk.type("04/2026")
    await talk.enter(Tap("give", 1, "label-held", "obronze"))
    await talk.enter(Tap("goto", 1, "valid-until"))
    assert "Saved" in await talk.type("Oct 2027")
    assert (await loaded(talk)).answers["valid-until"].value == Month("2027-10")


# --- notes ---------------------------------------------------------------------------------------------------


async def test_a_text_that_is_no_answer_can_become_a_note(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("goto", 1, "strategy-documentation"))
    shown = await talk.type("we have to ask the chairman about that")
    assert "There is no dated document" in shown  # the card is shown again
    assert (await loaded(talk)).answers == {}
    await talk.restart()
    await talk.enter(Tap("keep", 1, "strategy-documentation"))
    assert (await loaded(talk)).answers["strategy-documentation"].note == "we have to ask the chairman about that"


async def test_a_text_offered_for_one_question_is_not_kept_on_another(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("goto", 1, "strategy-documentation"))
    await talk.type("we have to ask the chairman about that")
    await talk.enter(Tap("keep", 1, "strategy-review"))
    assert (await loaded(talk)).answers == {}


async def test_a_note_is_private_until_switched_and_survives_a_changed_answer(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("goto", 1, "strategy-documentation"))
    await talk.type("note")
    assert "Note saved · 4.1.2" in await talk.type("Ask the board.")
    assert "It is private" in await talk.type("note")
    await talk.type("Let it into reports")
    await talk.type("to the question")
    await talk.type("d")
    answer = (await loaded(talk)).answers["strategy-documentation"]
    assert (answer.note, answer.note_shared, answer.value) == ("Ask the board.", True, Points(3))
    await talk.enter(Tap("erase-note", 1, "strategy-documentation", "yes"))
    answer = (await loaded(talk)).answers["strategy-documentation"]
    assert (answer.note, answer.note_shared) == (None, False)


async def test_a_note_too_long_is_refused_and_can_be_typed_again(talk: Talk) -> None:
    await talk.begin()
    await talk.type("note")
    assert "up to 1000 characters" in await talk.type("x" * 1001)
    await talk.type("short")
    assert (await loaded(talk)).answers["organisation-name"].note == "short"


# --- language ------------------------------------------------------------------------------------------------


async def test_switching_the_language_loses_nothing(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("goto", 1, "strategy-documentation"))
    await talk.type("d")
    before = await loaded(talk)
    assert "Können Sie das Dokument heute vorzeigen" in await talk.enter(Tap("language", 1, choice="de"))
    assert await loaded(talk) == before
    assert "teilweise belegt" in await talk.type("teilweise")
    assert (await loaded(talk)).answers["strategy-documentation"].documented is Documented.PARTLY


# --- submitting, history, the next check ---------------------------------------------------------------------


async def submitted(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("give", 1, "strategy-documentation", "p2"))
    await talk.enter(Tap("doc", 1, "strategy-documentation", "yes"))
    await talk.enter(Tap("submit", 1))
    assert "Submitted on 7 April 2026" in talk.text


async def test_a_submitted_check_never_changes(talk: Talk) -> None:
    await submitted(talk)
    before = await loaded(talk)
    for tap in (
        Tap("give", 1, "strategy-documentation", "p5"),
        Tap("doc", 1, "strategy-documentation", "no"),
        Tap("goto", 1, "country"),
        Tap("submit", 1),
        Tap("skip", 1, "country"),
    ):
        assert "submitted and does not change" in await talk.enter(tap)
    await talk.enter(Tap("note", 1, "strategy-documentation"))
    await talk.type("too late")
    assert await loaded(talk) == before


async def test_the_next_check_carries_the_last_answers_as_questions(talk: Talk) -> None:
    await submitted(talk)
    talk.time = talk.time.replace(year=2027)
    await talk.enter(Tap("begin", choice="full"))
    assert (await loaded(talk, 2)).answers == {}
    shown = await talk.enter(Tap("goto", 2, "strategy-documentation"))
    assert "On 7 April 2026 you answered: C. Still true?\n   documented" in shown
    await talk.type("Still true")
    answer = (await loaded(talk, 2)).answers["strategy-documentation"]
    assert (answer.value, answer.documented) == (Points(2), Documented.YES)


async def test_an_improvement_area_is_proposed_from_the_last_check(talk: Talk) -> None:
    await submitted(talk)
    talk.time = talk.time.replace(year=2027)
    await talk.enter(Tap("begin", choice="full"))
    await talk.enter(Tap("give", 2, "strategy-documentation", "p4"))
    shown = await talk.enter(Tap("goto", 2, "area-1"))
    assert "From your last check: 4.1.2" in shown
    assert "From your last check: 4.1.2" in await talk.type("well, quite a lot of things")  # a refusal keeps it
    await talk.enter(next(each.tap for each in talk.screens[-1].buttons if "4.1.2" in each.label))
    assert "From your last check: C" in captions(talk.screens[-1])
    await talk.type("From your last check: C")
    await talk.type("A draft only.")
    assert "From your last check: April 2026" in captions(talk.screens[-1])


async def test_an_empty_check_can_t_be_submitted(talk: Talk) -> None:
    await talk.begin()
    assert "First answer: Name" in await talk.enter(Tap("submit", 1))


async def test_the_express_check_flows_into_the_full_one(talk: Talk) -> None:
    await talk.begin("express")
    for line in ("34 8 3 2 1 0 4 1 0", "OK", "2.5", "ok"):
        await talk.type(line)
    assert "not possible here" in await talk.enter(Tap("submit", 1))
    await talk.enter(Tap("widen", 1))
    assert set((await loaded(talk)).answers) == {"committed-participants", "management-fte", "participant-number"}
    assert rows(talk, "session") == 1
    await talk.enter(Tap("begin", choice="express"))
    assert (await loaded(talk)).scope.kind == "full"  # never narrowed


async def test_answers_that_do_not_fit_each_other_are_asked_about_in_the_review(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("give", 1, "strategy-documentation", "p0"))
    await talk.enter(Tap("give", 1, "strategy-review", "p3"))
    shown = await talk.enter(Tap("goto", 1))
    assert "no document states your goals" in shown
    assert "Submit" in captions(talk.screens[-1])  # a question, never a block


async def test_change_goes_to_the_fact_and_back(talk: Talk) -> None:
    await talk.begin()
    for line in ("2.5",):
        await talk.enter(Tap("goto", 1, "management-fte"))
        await talk.type(line)
    await talk.enter(Tap("goto", 1, "committed-participants"))
    await talk.type("50 0 0 0 0 0 0 0 0")
    await talk.type("OK")
    await talk.enter(Tap("goto", 1, "human-resources"))
    assert "→ E" in talk.text
    await talk.type("Change FTE in the management")
    assert "2.2.1" in await talk.type("1")
    assert "→ C" in talk.text


async def test_unknown_commands_get_help(talk: Talk) -> None:
    await talk.begin()
    assert "There is no command /dance" in await talk.type("/dance for me")
    assert "/overview" in talk.text


async def test_a_command_may_carry_the_bot_s_name(talk: Talk) -> None:
    await talk.begin()
    assert (await talk.type("/overview@ClusterReadyBot")).startswith("Overview")


async def test_a_typed_text_after_why_still_answers_the_card(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("why", 1, "organisation-name"))
    assert "Saved · Name: Example" in await talk.type("Example")


async def test_commands_reset_what_the_next_text_is_for(talk: Talk) -> None:
    await talk.begin()
    await talk.type("note")
    await talk.enter(Typed("/overview"))
    async with talk.store.reading() as work:
        person = await work.people.find("terminal", "me")
    assert person is not None
    assert person.focus == Looking()


@pytest.mark.parametrize("page", ["/overview", "/result", "/start", "/privacy", "/help", "/history", "/language"])
async def test_a_text_on_another_page_is_no_answer_to_a_question_that_is_not_there(talk: Talk, page: str) -> None:
    await talk.begin()
    await talk.type("Example")
    await talk.enter(Typed(page))
    shown = await talk.enter(Typed("Germany"))
    assert "This question was not on your screen, so your text was not stored." in shown
    assert "country" not in (await loaded(talk)).answers
    assert "Saved · Country: Germany" in await talk.type("Use “Germany” as the answer")


async def test_behind_why_the_question_can_be_answered(talk: Talk) -> None:
    await talk.begin()
    await talk.type("Example")
    await talk.enter(Tap("why", 1, "country"))
    assert "Saved · Country: Germany" in await talk.enter(Typed("Germany"))
    await talk.enter(Tap("why", 1, "country"))
    assert "not on your screen" in await talk.enter(Typed("Austria"))  # another one is asked by now


async def test_going_on_from_another_page_shows_the_card(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Typed("/overview"))
    assert "Facts 1/9" in await talk.enter(Typed("go on"))


async def test_a_turn_shows_nothing_that_was_not_committed(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    await talk.begin()

    async def failing(self: Sessions, *_: object) -> Stored:
        raise RuntimeError("a bug")

    monkeypatch.setattr(Sessions, "save", failing)
    with pytest.raises(RuntimeError):
        await take(talk.desk, talk.visitor, Typed("Example"))
    monkeypatch.undo()
    assert "Facts 1/9" in await talk.enter(Typed("/check"))


async def test_a_visitor_without_a_known_language_gets_english(talk: Talk) -> None:
    talk.visitor = Visitor("terminal", "me", "xx")
    assert "I agree, begin" in await talk.enter(Typed("/start"))
