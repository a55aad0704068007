"""A manager, two assessors and a check: from sharing it to side by side, settling and the log, in both languages."""

import json
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest

from surveys.review import rated as rated_ids
from tests.bot.reviewing import (
    Stage,
    assessor,
    checked,
    proven,
    rated,
    recorded,
    shared,
    stage,
    taken,
    with_every_kind,
)
from tests.bot.talking import BEGIN, SHELF

STRATEGY, WEB, PLAN = "strategy-documentation", "web-presence", "implementation-plan"
SURVEY = SHELF.survey(SHELF.latest, "en")


async def compared(found: Stage) -> None:
    """Two assessors have submitted: the sides are shown."""
    await shared(found)
    one, two = await assessor(found, "one"), await assessor(found, "two")
    await found.be("one")
    await rated(found, one, {STRATEGY: 1, WEB: 3})
    await found.tap("submit", one)
    await found.be("two")
    await rated(found, two, {STRATEGY: 2})
    await found.tap("submit", two)


# --- from start to side by side ------------------------------------------------------------------------------

WORDS = {
    "en": {
        "share": "Share this check?", "made": "It serves once", "text": "You are invited to review",
        "conflict": "No conflict of interest", "wait": "lets you in", "review": "Review: ",
        "submitted": "The sides are shown when all", "compare": "Of 27 indicators that were judged, 2 are seen",
        "agree": "How far they agree", "ac2": "Gwet's AC2", "kappa": "Kappa, quadratic weights: 0 (n = 27)",
        "warn": "Nearly all ratings are the same level", "settled": "Settled: C, partly documented",
        "log": "asked for proof: 4.1.2", "changes": "changes Silver, Gold",
    },
    "de": {
        "share": "Diesen Check freigeben?", "made": "Es gilt einmal", "text": "Sie sind eingeladen zur Prüfung",
        "conflict": "Kein Interessenkonflikt", "wait": "lässt Sie ein", "review": "Prüfung: ",
        "submitted": "sobald alle Prüfenden abgegeben haben", "compare": "Von 27 beurteilten Indikatoren werden 2",
        "agree": "Wie weit sie übereinstimmen", "ac2": "Gwets AC2", "kappa": "Kappa, quadratische Gewichte: 0 (n = 27)",
        "warn": "Fast alle Bewertungen liegen auf derselben Stufe", "settled": "Einig: C, teilweise belegt",
        "log": "bat um einen Nachweis: 4.1.2", "changes": "ändert Silber, Gold",
    },
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "de"])
async def test_from_sharing_to_side_by_side(tmp_path: Path, language: str) -> None:
    words = WORDS[language]
    async with stage(tmp_path, language) as found:
        assert words["share"] in await found.tap("share-new", 1)
        await found.tap("share-make", 1, "", "fp.60")
        code = await found.invited("invite-assessor", choice="1")
        assert words["made"] in found.text
        await found.be("one")
        await found.type(f"/start {code}")
        shown = await found.tap("consent", 0, code, language)  # the link's code rides on the consent button
        assert words["text"] in shown
        assert words["conflict"] in shown
        await found.tap("accept", choice=code)
        assert words["wait"] in await found.type("A peer from the north")
        await found.be("manager")
        assert "A peer from the north" in await found.tap("shared", choice="1")
        await found.tap("let-in", choice="1")
        await found.be("one")
        await found.type("/review")
        await found.tap("review-open", choice="1")
        one = int(str(found.asked("SELECT max(id) FROM session")[0][0]))
        assert words["review"] in await found.tap("goto", one, STRATEGY)
        two = await assessor(found, "two")
        await found.be("one")
        await found.tap("ask-proof", one, STRATEGY)
        await rated(found, one, {STRATEGY: 1, WEB: 3})
        assert words["submitted"] in await found.tap("submit", one)
        await found.be("two")
        await rated(found, two, {STRATEGY: 2})
        await found.tap("submit", two)
        shown = await found.tap("sides", choice="1")
        assert words["compare"] in shown
        assert words["changes"] in shown
        assert shown.index("4.1.2") < shown.index("4.6.2")
        assert words["ac2"] not in shown  # figures are behind a button
        assert words["agree"] in found.captions
        shown = await found.tap("sides", 0, "agreement", "1")
        for name in ("ac2", "kappa", "warn"):
            assert words[name] in shown
        await found.be("manager")
        await found.tap("lead", 0, "1", "1")
        await found.tap("settle", 1, STRATEGY, "p2partly")
        await found.type("It is not signed.")
        await found.be("one")
        assert words["settled"] in await found.tap("agree-to", 1, STRATEGY, "p2partly")
        await found.be("manager")
        assert words["log"] in await found.tap("access-log") + await found.tap("access-log", choice="1")


# --- blind ---------------------------------------------------------------------------------------------------


async def seen_by_an_assessor(folder: Path, levels: dict[str, int], other: dict[str, int], choice: str) -> list[str]:
    """All that an assessor is shown before submitting, and whatever else they try, for a check with these levels."""
    folder.mkdir()
    async with stage(folder) as found:
        check = await checked(found.talk, "manager", levels)
        await with_every_kind(found, STRATEGY, check)
        await found.tap("line-new", 0, STRATEGY, "p5" if levels else "p3")
        await found.type("Plan of the manager")
        await found.tap("share-make", check, "", choice)
        first, mine = await assessor(found, "other"), await assessor(found, "me")
        await found.be("other")
        await rated(found, first, other)
        await found.tap("submit", first)
        await found.be("me")
        found.talk.time = BEGIN + timedelta(days=1)  # a ZIP holds the time; the other one did not take as many taps
        shown = [found.text]
        verbs = ("goto", "why", "note", "overview", "what-if", "result", "told", "card", "shared-proofs")
        tries = product((STRATEGY, "management-fte", "area-1", "nowhere"), verbs, (mine, check, first))
        shown += [await found.tap(verb, session, id) for id, verb, session in tries]
        for verb, number, session in product(("open-proof", "all-proofs"), "123456789", (mine, check, first)):
            shown += [await found.tap(verb, session, STRATEGY, number), repr(taken(found))]
        for verb, option in (
            ("sides", "1"),
            ("sides", "2"),
            ("shared", "1"),
            ("access-log", ""),
            ("compare", "1"),
            ("agenda", "1"),
            ("pack", "a"),
            ("pack-send", "a."),
        ):
            shown.append(await found.tap(verb, check, "agreement", option))
            shown.append(await found.tap(verb, 0, STRATEGY, option))
        commands = ("/result", "/history", "/plan", "/share", "/team", "/review", "/overview", "/calendar")
        shown += [await found.type(command) for command in commands]
        await rated(found, mine, {STRATEGY: 2})
        return [*shown, await found.tap("goto", mine), await found.type("/review")]


@pytest.mark.parametrize("choice", ["fp.60", "fpn.60"])
async def test_nothing_that_an_assessor_is_shown_depends_on_what_the_cluster_or_another_one_rated(
    tmp_path: Path, choice: str
) -> None:
    high = await seen_by_an_assessor(tmp_path / "high", {}, {}, choice)
    low = await seen_by_an_assessor(tmp_path / "low", dict.fromkeys(rated_ids(SURVEY), 1), {STRATEGY: 0}, choice)
    assert high == low
    assert not [each for each in high if "Plan of the manager" in each]
    assert [each for each in high if "%PDF newest" in each]  # files were opened, too
    assert not [each for each in high if "Badger" in each or "%PDF gone" in each or "%PDF off" in each]


async def test_the_blind_test_would_notice(tmp_path: Path) -> None:
    high = await seen_by_an_assessor(tmp_path / "high", {}, {}, "fpg.60")
    low = await seen_by_an_assessor(tmp_path / "low", dict.fromkeys(rated_ids(SURVEY), 2), {}, "fpg.60")
    assert high != low


async def test_the_manager_sees_no_rating_before_the_sides_are_shown(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        one = await assessor(found, "one")
        await found.tap("give", one, STRATEGY, "p1")
        await found.tap("remark", one, STRATEGY, "comment")
        await found.type("Badger comment")
        await found.tap("ask-proof", one, STRATEGY)
        await found.be("manager")
        pages = [await found.tap("shared", choice="1"), await found.tap("sides", choice="1"),
                 await found.tap("card", one), await found.tap("goto", one, STRATEGY),
                 await found.tap("access-log"), await found.type("/export")]  # fmt: skip
        file = found.talk.screens[-1].file
        assert file is not None
        assert "Badger" not in "".join(pages) + file.content
        assert '"sides": []' in file.content
        assert "4.1.2" in pages[0]  # that proof is asked for


async def test_what_is_not_shared_is_not_told(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found, ".60")
        one = await assessor(found, "one")
        shown = await found.tap("told", one)
        assert "Facts are not shared." in shown
        assert "Germany" not in shown
        assert "Named documents" not in shown
        assert "fte" not in str(found.asked("SELECT scope FROM session WHERE id = ?", one))


async def test_a_private_note_is_never_shared_and_a_switched_one_only_with_notes(tmp_path: Path) -> None:
    for choice, seen in (("fp.60", False), ("fpn.60", True)):
        async with stage(tmp_path) as found:
            found.asked("UPDATE answer SET note = 'Badger private' WHERE question = ?", WEB)
            found.asked("UPDATE answer SET note = 'Badger shared', note_shared = 1 WHERE question = ?", PLAN)
            await shared(found, choice)
            one = await assessor(found, "one")
            shown = (
                await found.tap("told", one) + await found.tap("goto", one, PLAN) + await found.tap("goto", one, WEB)
            )
            assert "Badger private" not in shown
            assert ("Badger shared" in shown) is seen
        (tmp_path / "stage.db").unlink()


async def test_a_confirmed_fact_takes_nothing_but_its_value_along(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        found.asked("UPDATE answer SET note = 'Badger private' WHERE question = 'management-fte'")
        await shared(found)
        one = await assessor(found, "one")
        assert "The cluster says: 10. Confirm it" in await found.tap("goto", one, "management-fte")
        await found.press("That is right")
        assert found.asked("SELECT value, note FROM answer WHERE session = ?", one) == [('{"number":"10"}', None)]


async def test_a_corrected_fact_is_said_side_by_side_and_is_in_no_figure(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        one = await assessor(found, "one")
        await found.tap("goto", one, "management-fte")
        await found.type("2")
        await rated(found, one, {})
        await found.tap("submit", one)
        shown = await found.tap("sides", choice="1")
        assert "FTE in the management: 10 → 2 (Name of one)" in shown
        assert "say the same of 27 indicators" in shown
        assert "Same level: 27 of 27" in await found.tap("sides", 0, "agreement", "1")


async def test_guided_shows_the_claim_and_has_no_figures(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        assert "Guided, not blind: 27 indicators" in await found.tap("share-new", 1, "", "fpg.60")  # none is named
        await found.press("Share it")
        one = await assessor(found, "one")
        shown = await found.tap("goto", one, STRATEGY)
        assert "The cluster says: E, documented" in shown
        assert "Guided, not blind." in shown
        await rated(found, one, {STRATEGY: 2})
        await found.tap("submit", one)
        assert "How far they agree" not in found.captions
        assert "Guided, not blind: there are no agreement figures." in await found.tap("sides", choice="1")
        assert "AC2" not in await found.tap("sides", 0, "agreement", "1")


# --- what stands beside a rating -----------------------------------------------------------------------------


async def test_what_a_rating_rests_on_comments_and_questions_stand_beside_it(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        one = await assessor(found, "one")
        await found.tap("goto", one, STRATEGY)
        await found.press("website")
        assert "Rests on: website" in found.text
        await found.press("✓ website")
        assert "Rests on" not in found.text
        await found.press("document seen")
        await found.press("Comment")
        await found.type("Only the draft")
        await found.press("For the meeting")
        await found.type("Who signs it?")
        assert "Rests on: document seen" in found.text
        assert "Comment: Only the draft" in found.text
        assert "For the meeting: Who signs it?" in found.text
        await found.press("Comment")
        await found.type("-")
        assert "Comment: " not in found.text
        await found.tap("give", one, STRATEGY, "p1")
        await found.tap("submit", one)
        await found.be("manager")
        shown = await found.tap("sides", 0, STRATEGY, "1")
        assert "For the meeting: Who signs it?" in shown


async def test_what_can_t_be_judged_has_a_reason_and_is_in_no_figure(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        one = await assessor(found, "one")
        await rated(found, one, {})
        await found.tap("goto", one, STRATEGY)
        await found.press("Can't judge")
        assert "up to" not in found.text
        await found.type("x" * 1001)
        assert "That is too long" in found.text
        await found.type("Nothing was shown")
        assert "You can't judge this: Nothing was shown" in await found.tap("goto", one, STRATEGY)
        await found.tap("submit", one)
        shown = await found.tap("sides", choice="1")
        assert "Judged by no assessor: 4.1.2" in shown
        assert "1 could not be judged." in await found.tap("sides", 0, "agreement", "1")
        assert "Same level: 26 of 26" in found.text


async def test_a_remark_left_open_is_asked_for_again_after_a_restart(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        one = await assessor(found, "one")
        await found.tap("remark", one, STRATEGY, "comment")
        await found.talk.restart()
        await found.type("After a break")
        assert found.asked("SELECT comment FROM review_remark") == [("After a break",)]


async def test_a_number_may_be_typed_where_the_cluster_counted(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        one = await assessor(found, "one")
        await found.tap("goto", one, "media-recognition")
        await found.type("0")
        assert found.asked("SELECT value FROM answer WHERE session = ?", one) == [('{"points":0}',)]


# --- when the sides are shown --------------------------------------------------------------------------------


async def test_with_several_assessors_the_sides_wait_for_all_of_them(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        one = await assessor(found, "one")
        await found.be("manager")
        await found.invited("invite-assessor", choice="1")  # nobody took it yet
        await found.be("one")
        await rated(found, one, {})
        assert "when all assessors have submitted" in await found.tap("submit", one)
        assert "Menu" in await found.tap("sides", choice="1")
        await found.be("manager")
        await found.tap("uninvite", choice="2")
        assert "Side by side" in found.captions  # nobody is left to wait for


async def test_the_owner_closes_and_who_had_not_submitted_rates_no_more(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        one, two = await assessor(found, "one"), await assessor(found, "two")
        await found.be("one")
        await rated(found, one, {})
        await found.tap("submit", one)
        await found.be("manager")
        await found.tap("shared", choice="1")
        await found.press("Show the sides now")
        await found.press("Yes")
        await found.be("two")
        before = found.asked("SELECT count(*) FROM answer WHERE session = ?", two)
        await found.tap("give", two, STRATEGY, "p1")
        assert "closed before you submitted" in await found.type("/review")
        assert found.asked("SELECT count(*) FROM answer WHERE session = ?", two) == before
        assert "Same level" not in await found.tap("sides", 0, "agreement", "1")


async def test_nothing_is_shown_by_closing_before_anybody_submitted(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        one = await assessor(found, "one")
        await found.be("manager")
        await found.tap("share-close", 0, "yes", "1")
        assert found.asked("SELECT closed_at FROM share") == [(None,)]
        await found.be("one")
        assert "Saved" in await found.tap("give", one, STRATEGY, "p1")


async def test_no_rating_is_reopened(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await compared(found)
        before = found.asked("SELECT session, question, value FROM answer ORDER BY id")
        for who, session in (("one", 2), ("two", 3)):
            await found.be(who)
            await found.tap("give", session, STRATEGY, "p5")
            await found.tap("remark", session, STRATEGY, "judge")
            await found.type("Changed my mind")
            await found.tap("rests", session, STRATEGY, "website")
        assert found.asked("SELECT session, question, value FROM answer ORDER BY id") == before
        assert found.asked("SELECT count(*) FROM review_remark") == [(0,)]


# --- settling ------------------------------------------------------------------------------------------------


async def test_only_the_cluster_and_the_lead_settle_and_a_change_takes_the_agreement_back(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await compared(found)
        await found.tap("settle", 1, STRATEGY, "p3yes")  # two: no lead
        await found.type("Because")
        await found.be("manager")
        assert found.asked("SELECT count(*) FROM settlement") == [(0,)]
        await found.tap("lead", 0, "2", "1")
        await found.be("one")
        await found.tap("settle", 1, STRATEGY, "p3yes")
        await found.be("two")
        await found.tap("settle", 1, STRATEGY, "p3yes")
        assert "Proposed by the lead assessor: D, documented" in await found.type("The figures are there.")
        await found.tap("agree-to", 1, STRATEGY, "p3yes")  # nobody agrees to their own
        assert "Settled" not in found.text
        await found.be("manager")
        await found.tap("agree-to", 1, STRATEGY, "p4yes")  # not what is proposed
        assert "Settled" not in found.text
        assert "Settled: D, documented" in await found.tap("agree-to", 1, STRATEGY, "p3yes")
        assert "1 indicator is not agreed yet" in await found.tap("sides", choice="1")
        await found.tap("settle", 1, STRATEGY, "p4yes")
        assert "Proposed by the cluster: E, documented" in await found.type("We found the signed one.")
        assert found.asked("SELECT count(*) FROM settlement") == [(3,)]  # nothing is overwritten


# --- until when ----------------------------------------------------------------------------------------------


async def test_after_its_day_nothing_of_it_is_seen_any_more(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found, "fp.30")
        one = await assessor(found, "one")
        await found.be("one")
        found.talk.time += timedelta(days=30)
        assert "Review: " in await found.tap("goto", one, STRATEGY)
        found.talk.time += timedelta(days=1)
        assert "Review: " not in await found.tap("goto", one, STRATEGY)
        assert "withdrawn or ended" in await found.type("/review")


async def test_only_a_submitted_check_that_counts_can_be_shared(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        still_open = await checked(found.talk, "manager", {}, submitted=False)
        assert "not possible here" in await found.tap("share-make", still_open, "", "fp.60")
        await found.tap("trial", 1, choice="on")
        assert "not possible here" in await found.tap("share-make", 1, "", "fp.60")
        assert found.asked("SELECT count(*) FROM share") == [(0,)]


# --- words for whoever is there ------------------------------------------------------------------------------


async def test_an_assessor_is_asked_about_the_cluster_s_document_and_has_no_result_of_it(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        one = await assessor(found, "one")
        await found.tap("goto", one, STRATEGY)
        assert "Is the document there, with its date?" in await found.tap("give", one, STRATEGY, "p3")
        await found.tap("overview", one)
        assert "Review" in found.captions
        assert "Result" not in found.captions
        await rated(found, one, {})
        await found.tap("submit", one)
        assert "Your ratings are submitted and do not change any more." in await found.tap("give", one, PLAN, "p1")


async def test_the_differences_are_walked_through_one_after_the_other(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await compared(found)
        await found.tap("sides", 0, STRATEGY, "1")
        assert "‹ Difference" not in found.captions
        assert "4.6.2" in await found.press("Difference ›")
        assert "Difference ›" not in found.captions
        assert "4.1.2" in await found.press("‹ Difference")


async def test_what_is_proposed_and_settled_stands_beside_its_difference(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        one = await assessor(found, "one")
        await rated(found, one, {STRATEGY: 1})
        await found.tap("submit", one)
        await found.tap("settle", 1, STRATEGY, "p2yes")
        await found.type("The vision names no year.")
        assert "Proposed by the lead assessor: C, documented" in await found.tap("sides", choice="1")
        await found.be("manager")
        await found.tap("agree-to", 1, STRATEGY, "p2yes")
        assert "Settled: C, documented" in await found.tap("sides", choice="1")


async def test_withdrawing_is_asked_with_nothing_else_to_press(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        one = await assessor(found, "one")
        await found.tap("ask-proof", one, STRATEGY)
        await found.be("manager")
        await found.tap("share-withdraw", choice="1")
        assert found.captions == ["Yes", "No"]
        assert "No assessor sees anything of it any more" in await found.press("Yes")
        assert "Proof is asked for" not in found.text


async def test_the_log_tells_the_time_by_the_owner_s_clock(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await shared(found)
        shown = await found.tap("access-log")
        assert " UTC · you · shared the check" in shown
        hour = int(shown.partition(" UTC · you · shared")[0][-5:-3])
        await found.tap("zone", choice="Europe/Helsinki")
        told = next(line for line in (await found.tap("access-log")).splitlines() if "shared the check" in line)
        assert f" {hour + 3:02}:" in told
        assert "UTC" not in told


async def test_what_a_guided_review_did_not_look_at_is_not_said_to_be_agreed(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        check = await checked(found.talk, "manager", {STRATEGY: 2})
        ids = rated_ids(SURVEY)
        for id in ids:
            await proven(found, id, f"Proof of {id}", id.encode())
        await recorded(found, check)
        await found.tap("share-make", check, "", "pg.60")
        session = await assessor(found, "peer")
        seen = len(json.loads(str(found.asked("SELECT scope FROM share")[0][0]))["ids"])
        assert 0 < seen < len(ids)
        await rated(found, session, {})
        await found.tap("submit", session)
        await found.be("manager")
        shown = await found.tap("sides", choice="1")
        unseen = len(ids) - seen
        assert f"{unseen} indicators were not looked at and count as the cluster says." in shown


async def test_who_left_leads_nobody_and_another_one_can_be_named(tmp_path: Path) -> None:
    async with stage(tmp_path) as found:
        await compared(found)
        await found.be("manager")
        await found.tap("lead", 0, "1", "1")
        assert "Name of one (lead)" in found.text
        await found.be("one")
        await found.tap("erase", choice="yes")
        await found.be("manager")
        assert "(lead)" not in await found.tap("shared", choice="1")
        assert "(lead)" not in await found.tap("sides", 0, STRATEGY, "1")
        assert "(lead)" not in await found.tap("lead", 0, "1", "1")  # who left can't be named
        assert "Name of two (lead)" in await found.tap("lead", 0, "2", "1")
