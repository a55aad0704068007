"""Coming back: earlier checks, trials, one tap to confirm, what to look up, documents' names."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.conversation import Typed
from bot.screens import TEXT_LIMIT, Tap, units
from surveys.path import path
from surveys.session import FULL, Asking, Documented, Named, Proving, Reviewing
from tests.bot.holding import answer, captions, exported, life, loaded, press, talking
from tests.bot.talking import Talk
from tests.surveys.making import shipped


async def full(talk: Talk, session: int) -> None:
    """Answers every question of the full check, with documents and three improvement areas."""
    for question, line in (
        ("organisation-name", "Example"),
        ("country", "A"),
        ("sector", "A"),
        ("founded", "2016"),
        ("committed-participants", "60 15 8 7 3 2 2 2 1"),
        ("within-reach", "90"),
        ("management-fte", "10"),
        ("benchmarked", "A"),
        ("first-benchmarking", "03/2024"),
        ("latest-benchmarking", "03/2024"),
        ("label-held", "A"),
        *((id, "A") for id in ("eccp-listed", "english-website", "visible-activity", "recognised-programme")),
    ):
        await answer(talk, session, question, line)
        if question == "committed-participants":
            await talk.type("OK")
    numbers = {"committed-participation": "100", "direct-contacts": "80", "cooperation-degree": "60"}
    forms = {"level": "F", "number": "12", "ratio": "9 of 10", "checklist": "A B C", "computed": "OK"}
    for id in shipped().indicators:
        await answer(talk, session, id, numbers.get(id, forms[shipped().questions[id].form]))
        stored = (await loaded(talk, session)).session
        if isinstance(stored.place, Asking) and stored.place.question == id:
            await talk.enter(Tap("ok", session, id))  # a list's Done
        stored = (await loaded(talk, session)).session
        if stored.place == Proving(id):
            await talk.enter(Tap("doc", session, id, "yes"))
    for place, id in enumerate(("strategy-documentation", "implementation-plan", "role-clarity"), 1):
        await talk.enter(Tap("give", session, f"area-{place}", f"o{id}"))
        await talk.enter(Tap("give", session, f"area-{place}-before", "p1"))
        for part, line in (("was", "A draft."), ("month", "03/2024"), ("done", "Work."), ("effect", "More."),
                           ("document", "The plan.")):  # fmt: skip
            await answer(talk, session, f"area-{place}-{part}", line)
    await talk.enter(Tap("goto", session))
    assert "Every question is answered." in talk.text
    assert (await loaded(talk, session)).session.place == Reviewing()


# --- earlier checks ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Earlier checks", "submitted on 7 April 2026", "claimed ", "documented ", "survey version 1",
                ", a trial that counts nowhere", "Full check, open", "Express check", "Counts again", "Was a trial")),
        ("de", ("Ihre Checks", "7. April 2026", "angegeben ", "belegt ", "Fragebogen Version 1",
                ", eine Probe, die nirgends zählt", "", "", "Zählt wieder", "War eine Probe")),
    ],
)  # fmt: skip
async def test_the_history_has_date_version_totals_and_trials(
    talk: Talk, language: str, words: tuple[str, ...]
) -> None:
    await life(talk)
    await talk.enter(Tap("cluster", choice="1"))
    await talk.enter(Tap("language", 3, choice=language))
    shown = await talk.enter(Typed("/history"))
    title, submitted, claimed, documented, version, trial, *_, again, was = words
    assert shown.startswith(title)
    for each in (submitted, claimed, documented, version):
        assert each in shown
    assert shown.count(version) == 3  # the second cluster's check is not here
    assert shown.count(trial) == 1
    assert [again in captions(talk.screens[-1]), was in captions(talk.screens[-1])] == [True, True]


async def test_totals_are_those_of_the_export(talk: Talk) -> None:
    await life(talk)
    first = (await exported(talk))["assessments"][0]["result"]
    await talk.enter(Tap("cluster", choice="1"))
    shown = await talk.enter(Typed("/history"))
    assert f"claimed {first['claimed']['low']} " in shown
    assert f"documented {first['documented']['low']} " in shown


async def test_an_empty_history_says_so_in_both_languages(tmp_path: Path) -> None:
    for language, nothing in (("en", "No check yet."), ("de", "Noch kein Check.")):
        async with talking(tmp_path, language) as talk:
            await talk.enter(Tap("consent", choice=language))
            assert nothing in await talk.enter(Typed("/history"))


async def test_a_trial_mark_goes_on_and_off(talk: Talk) -> None:
    await life(talk)
    await talk.enter(Tap("cluster", choice="1"))
    await talk.enter(Typed("/history"))
    assert "a trial that counts nowhere" not in await press(talk, "Counts again")
    assert not (await loaded(talk, 2)).trial
    assert "a trial that counts nowhere" in await press(talk, "Was a trial")
    assert (await loaded(talk, 2)).trial


async def test_only_a_submitted_check_can_be_a_trial(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("trial", 1, choice="on"))
    assert not (await loaded(talk, 1)).trial
    await talk.enter(Typed("/history"))
    assert "Was a trial" not in captions(talk.screens[-1])


async def test_a_trial_is_neither_carried_from_nor_proposed_from(talk: Talk) -> None:
    await talk.begin()
    await answer(talk, 1, "strategy-documentation", "b", "yes")
    await talk.enter(Tap("submit", 1))
    await talk.enter(Tap("trial", 1, choice="on"))
    talk.time += timedelta(days=300)
    await talk.enter(Tap("begin", choice="full"))
    second = await loaded(talk, 2)
    assert (second.carried_from, second.session.carried) == (None, {})
    await answer(talk, 2, "strategy-documentation", "e", "yes")
    assert "From your last check" not in await talk.enter(Tap("goto", 2, "area-1"))
    await talk.enter(Tap("trial", 1, choice="off"))
    assert "From your last check: 4.1.2" in await talk.enter(Tap("goto", 2, "area-1"))


async def test_the_newest_check_that_counts_is_carried_from(talk: Talk) -> None:
    await life(talk)  # the second check, a trial, said A
    third = await loaded(talk, 3)
    assert third.carried_from == 1
    assert "you answered: E" in await talk.enter(Tap("goto", 3, "strategy-documentation"))


async def test_an_earlier_result_leaves_the_check_at_hand(talk: Talk) -> None:
    await life(talk)
    await talk.enter(Tap("cluster", choice="1"))
    await talk.enter(Tap("goto", 3, "country"))
    before = await loaded(talk, 3)
    await talk.enter(Typed("/history"))
    shown = await press(talk, "Result of 7 April 2026")
    assert "Marmot Agency · submitted on 7 April 2026" in shown
    assert await loaded(talk, 3) == before
    await talk.enter(Tap("card", 3))
    assert "Saved · Country: Austria" in await talk.type("A")
    assert (await loaded(talk, 3)).session.answers["country"].value is not None


async def test_the_result_of_another_cluster_s_check_leaves_the_cluster_at_hand(talk: Talk) -> None:
    await life(talk)
    assert "submitted on 7 April 2026" in await talk.enter(Tap("result", 1))
    document = await exported(talk)
    assert (document["person"]["current_cluster"], document["person"]["current_assessment"]) == (2, 4)


# --- one tap to confirm --------------------------------------------------------------------------------------


async def rechecked(talk: Talk) -> int:
    """Confirms whatever can be confirmed, pressing the first button that does; gives the taps it took."""
    for taps in range(3 * len(shipped().questions)):
        session = (await loaded(talk, 2)).session
        if not isinstance(session.place, Asking | Proving):
            return taps
        found = [button for button in talk.screens[-1].buttons if button.label in ("Still true", "Stimmt noch", "OK")]
        chosen = found or [each for each in talk.screens[-1].buttons if each.tap.verb == "skip"]
        await talk.enter(chosen[0].tap)
    raise AssertionError("the re-check does not end")


async def test_a_re_check_of_an_unchanged_cluster_takes_one_tap_a_question(talk: Talk) -> None:
    await talk.begin()
    await full(talk, 1)
    await talk.enter(Tap("submit", 1))
    first = (await loaded(talk, 1)).session.answers
    talk.time += timedelta(days=240)
    await talk.enter(Tap("begin", choice="full"))
    taps = await rechecked(talk)
    second = (await loaded(talk, 2)).session
    asked = path(shipped(), FULL, second.answers)
    assert taps <= len(asked)
    kept = ("value", "documented", "note", "document", "estimate")
    for id in asked:
        then, now = first[id], second.answers[id]
        assert [getattr(then, part) for part in kept] == [getattr(now, part) for part in kept], id
        assert now.at > then.at
    document = (await exported(talk))["assessments"]
    assert document[0]["result"]["claimed"] == document[1]["result"]["claimed"]
    assert document[0]["result"]["documented"] == document[1]["result"]["documented"]


@pytest.mark.parametrize(
    ("language", "question", "button"),
    [
        ("en", "On 7 April 2026 you answered: E", "Still true"),
        ("de", "Am 7. April 2026 haben Sie geantwortet: E", "Stimmt noch"),
    ],
)
async def test_value_documents_and_note_are_confirmed_together(
    talk: Talk, language: str, question: str, button: str
) -> None:
    await life(talk)
    await talk.enter(Tap("cluster", choice="1"))
    await talk.enter(Tap("language", 3, choice=language))
    assert question in await talk.enter(Tap("goto", 3, "strategy-documentation"))
    before = (await exported(talk))["assessments"][2]["result"]["indicators"]["strategy-documentation"]
    assert (before["claimed"]["low"], before["claimed"]["high"]) == (0, 5)  # open until confirmed
    await talk.enter(Tap("goto", 3, "strategy-documentation"))
    await press(talk, button)
    found = (await loaded(talk, 3)).session.answers["strategy-documentation"]
    assert found.documented is Documented.YES
    assert found.note == "Marmot second note"
    assert found.document == Named("Marmot document", "03/2025", "Marmot drawer")
    assert found.at > (await loaded(talk, 1)).session.answers["strategy-documentation"].at
    after = (await exported(talk))["assessments"][2]["result"]["indicators"]["strategy-documentation"]
    assert after["documented"]["low"] == 4


# --- what to look up -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "title", "role", "estimate", "nothing"),
    [
        ("en", "To look up", "Ask: ", "(so far an estimate)", "Nothing was skipped or estimated."),
        ("de", "Noch zu klären", "Fragen Sie: ", "(bisher geschätzt)", "Nichts wurde übersprungen oder geschätzt."),
    ],
)
async def test_the_look_up_list_has_what_was_skipped_and_estimated(
    tmp_path: Path, language: str, title: str, role: str, estimate: str, nothing: str
) -> None:
    async with talking(tmp_path, language) as talk:
        await talk.begin() if language == "en" else await _german(talk)
        assert nothing in await talk.enter(Typed("/lookup"))
        await talk.enter(Tap("goto", 1, "management-fte"))
        await talk.enter(Tap("skip", 1, "management-fte"))
        await answer(talk, 1, "financial-prospects", "about 12" if language == "en" else "etwa 12")
        shown = await talk.enter(Typed("/lookup"))
        survey = talk.desk.shelf.survey(1, language)
        skipped, guessed = survey.questions["management-fte"], survey.questions["financial-prospects"]
        assert shown.startswith(title)
        for words in (skipped.title, skipped.ask, skipped.counts, guessed.ask, guessed.counts, estimate):
            assert words in shown  # type: ignore[operator]  # None fails as well
        roles = {each.id: each.title for each in survey.roles}
        assert f"{role}{roles[skipped.whom or '']}" in shown
        await answer(talk, 1, "management-fte", "2")
        assert skipped.ask not in await talk.enter(Typed("/lookup"))


async def _german(talk: Talk) -> None:
    await talk.enter(Tap("consent", choice="de"))
    await talk.enter(Tap("begin", choice="full"))


@pytest.mark.parametrize("language", ["en", "de"])
async def test_the_look_up_list_fits_a_message_with_everything_skipped(tmp_path: Path, language: str) -> None:
    async with talking(tmp_path, language) as talk:
        await talk.enter(Tap("consent", choice=language))
        await talk.enter(Tap("begin", choice="full"))
        for id in shipped().questions:
            await talk.enter(Tap("goto", 1, id))
            await talk.enter(Tap("skip", 1, id))
        await talk.enter(Typed("/lookup"))
        shown = "".join(screen.text for screen in talk.screens)
        assert all(units(screen.text) <= TEXT_LIMIT for screen in talk.screens)
        survey = talk.desk.shelf.survey(1, language)
        asked = [id for id in path(survey, FULL, {}) if not id.startswith("area-")]
        skipped = [id for id in asked if not getattr(survey.questions[id], "optional", False)]
        listed = sum(survey.questions[id].ask in shown for id in skipped)
        files = [screen.file.content for screen in talk.screens if screen.file]
        whole = files[0] if files else shown
        assert listed >= 5
        if files:
            assert all(survey.questions[id].ask in whole for id in skipped)


async def test_an_estimate_skipped_at_its_documents_is_listed_once(talk: Talk) -> None:
    await talk.begin()
    await answer(talk, 1, "financial-prospects", "about 12")
    await talk.enter(Tap("skip", 1, "financial-prospects"))
    shown = await talk.enter(Typed("/lookup"))
    assert shown.count(shipped().questions["financial-prospects"].ask) == 1


# --- documents' names ----------------------------------------------------------------------------------------


async def documented(talk: Talk) -> None:
    """Three levels with documents."""
    await talk.begin()
    for id in ("strategy-documentation", "implementation-plan", "role-clarity"):
        await answer(talk, 1, id, "d", "yes")
    await talk.enter(Typed("/documents"))


async def names(talk: Talk) -> list[Named | None]:
    answers = (await loaded(talk, 1)).session.answers
    return [answers[id].document for id in ("strategy-documentation", "implementation-plan", "role-clarity")]


async def test_title_date_and_place_come_in_one_line(talk: Talk) -> None:
    await documented(talk)
    assert "0 of 3 documented levels are named." in talk.text
    shown = await talk.type("4.1.2; Strategy 2025; 03/2025; drive S")
    assert "1 of 3 documented levels are named." in shown
    assert (await names(talk))[0] == Named("Strategy 2025", "03/2025", "drive S")
    assert "1 of 3 documented levels are named." in await talk.enter(Tap("result", 1))


async def test_several_lines_in_one_message_and_again_after_a_restart(talk: Talk) -> None:
    await documented(talk)
    await talk.restart()
    await talk.enter(Typed("4.1.2; Strategy 2025\n\n 4.1.3 ;Plan; 2026 ;\n2.4; Charts;; wall; by the door"))
    assert "3 of 3 documented levels are named." in talk.text
    assert await names(talk) == [
        Named("Strategy 2025"), Named("Plan", "2026"), Named("Charts", None, "wall; by the door"),
    ]  # fmt: skip
    assert "3 of 3" in await talk.enter(Typed("4.1.2; Strategy 2026"))
    assert (await names(talk))[0] == Named("Strategy 2026")


@pytest.mark.parametrize("line", ["Strategy 2025", "4.1.2", "4.1.2;", "4.1.2; ; 2025", "9.9; Strategy", "A"])
async def test_a_bad_line_is_said_and_the_good_ones_are_kept(talk: Talk, line: str) -> None:
    await documented(talk)
    before = talk.text
    await talk.enter(Typed(f"{line}\n4.1.3; Plan"))
    assert await names(talk) == [None, Named("Plan"), None]
    assert len(talk.text.splitlines()) >= len(before.splitlines())  # one name less to list, one refusal more


@pytest.mark.parametrize("line", ["4.1.2; " + "x" * 201, "4.1.2; x; " + "y" * 201, "4.1.2; x; 2025; " + "z" * 201])
async def test_a_name_too_long_is_refused(talk: Talk, line: str) -> None:
    await documented(talk)
    shown = await talk.enter(Typed(line))
    assert "200" in shown
    assert await names(talk) == [None, None, None]


async def test_a_submitted_check_s_documents_are_not_renamed(talk: Talk) -> None:
    await documented(talk)
    await talk.enter(Tap("submit", 1))
    await talk.enter(Typed("/documents"))
    assert "submitted and does not change" in await talk.enter(Typed("4.1.2; Strategy"))
    assert await names(talk) == [None, None, None]


async def test_the_section_s_mini_result_says_what_is_not_named(talk: Talk) -> None:
    await talk.begin()
    section = next(each for each in shipped().sections if each.id == shipped().homes["strategy-documentation"].id)
    for asked in section.indicators:
        await talk.enter(Tap("goto", 1, asked.id))
        if asked.form == "level":
            await answer(talk, 1, asked.id, "d", "yes")
        else:
            await talk.enter(Tap("skip", 1, asked.id))
    levels = [asked.number for asked in section.indicators if asked.form == "level"]
    (said,) = [line for line in talk.text.splitlines() if "/documents" in line]
    assert "Documents without a name: " in said
    assert levels[0] in said
