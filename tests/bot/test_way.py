"""What must change for a label: by when, the cheapest steps, and that looking changes nothing."""

import pytest

from bot.screens import Tap
from tests.bot.holding import answer, captions, held, press
from tests.bot.talking import Talk

LEVEL = "strategy-documentation"


async def half_way(talk: Talk) -> None:
    """The levels that are picked by letter are at the top and documented, but one; quantities are open or middling."""
    await talk.enter(Tap("consent", choice=talk.visitor.language))
    await talk.enter(Tap("begin", choice="full"))
    survey = talk.desk.shelf.survey(1, "en")
    await answer(talk, 1, "committed-participants", "90 30 15 15 10 8 6 4 2", "OK")
    await answer(talk, 1, "management-fte", "5")
    for id in survey.indicators:
        await talk.enter(Tap("give", 1, id, "p5"))
        await talk.enter(Tap("doc", 1, id, "yes"))
    await talk.enter(Tap("give", 1, LEVEL, "p1"))
    await talk.enter(Tap("doc", 1, LEVEL, "yes"))


async def test_the_way_is_reached_from_the_label_and_names_its_steps(talk: Talk) -> None:
    await half_way(talk)
    await talk.enter(Tap("result", 1, "gold", "label"))
    shown = await press(talk, "What must change for Gold?")
    assert shown.startswith(
        "Provisional self-check, not an ESCA or EUCLES result\nWhat must change for Gold by 7 April 2027?"
    )
    assert "• 4.1.2 Written cluster strategy: from B to F, with its document (effort 11, 7 months)" in shown
    assert "   … and it states how much money, staff costs included, the measures need in each year it covers." in shown
    assert "• FTE in the management: 7.3 (effort 9, 10 months). Moves 2.2.1 D → E." in shown
    assert "Would help, but takes longer:" in shown
    assert "To be answered first (" in shown
    assert "Nothing was changed by looking." in shown


async def test_by_when_can_be_picked_and_what_takes_longer_is_named(talk: Talk) -> None:
    await half_way(talk)
    await talk.enter(Tap("way", 1, "gold", "6"))
    assert "by 7 October 2026?" in talk.text
    await press(talk, "36 months")
    assert "by 7 April 2029?" in talk.text


async def test_the_end_of_the_label_that_is_held_is_proposed(talk: Talk) -> None:
    await half_way(talk)
    await answer(talk, 1, "label-held", "Bronze")
    await answer(talk, 1, "valid-until", "02/2027")
    await talk.enter(Tap("way", 1, "gold"))
    assert "What must change for Gold by 28 February 2027?" in talk.text


@pytest.mark.parametrize("label", ["bronze", "silver", "gold"])
@pytest.mark.parametrize("language", ["en", "de"])
async def test_every_label_has_a_way_from_nothing_and_looking_changes_nothing(
    talk: Talk, german: Talk, label: str, language: str
) -> None:
    talk = german if language == "de" else talk
    await talk.enter(Tap("consent", choice=language))
    await talk.enter(Tap("begin", choice="full"))
    before = (await held(talk.desk, talk.visitor))["assessments"]
    shown = await talk.enter(Tap("way", 1, label))
    assert (await held(talk.desk, talk.visitor))["assessments"] == before
    words = "Was muss sich für" if language == "de" else "What must change for"
    assert words in shown
    assert len([each for each in captions(talk.screens[-1]) if "Plan" not in each and "plan" not in each]) == 9


async def test_another_label_is_one_tap_away(talk: Talk) -> None:
    await half_way(talk)
    await talk.enter(Tap("way", 1, "gold"))
    await press(talk, "Silver")
    assert "What must change for Silver" in talk.text
    assert "In the way, and no step changes it:" in talk.text


@pytest.mark.parametrize("choice", ["7", "x", "-1", "1000000"])
async def test_other_spans_fall_back(talk: Talk, choice: str) -> None:
    await half_way(talk)
    await talk.enter(Tap("way", 1, "gold", choice))
    assert "by 7 April 2027?" in talk.text


async def test_an_unknown_label_shows_the_menu(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("way", 1, "platinum"))
    assert talk.text.startswith("Menu")


async def test_an_express_check_offers_no_way(talk: Talk) -> None:
    await talk.begin("express")
    await talk.enter(Tap("result", 1, "gold", "label"))
    assert not [each for each in captions(talk.screens[-1]) if "must change" in each]


# --- what if, by hand ----------------------------------------------------------------------------------------


async def test_a_level_can_be_tried_and_nothing_is_saved(talk: Talk) -> None:
    await half_way(talk)
    before = (await held(talk.desk, talk.visitor))["assessments"]
    await talk.enter(Tap("result", 1, LEVEL, "indicator"))
    shown = await press(talk, "What if?")
    assert "B  One dated document states the goals of the cluster. (now)" in shown
    shown = await press(talk, "F")
    assert "If it were F, and documented:" in shown
    assert "   Gold: not yet → in reach" in shown
    assert (await held(talk.desk, talk.visitor))["assessments"] == before


async def test_a_level_that_does_not_help_says_so(talk: Talk) -> None:
    await half_way(talk)
    shown = await talk.enter(Tap("what-if", 1, LEVEL, "p0"))
    assert "If it were A:" in shown
    assert "   Gold: not yet → not yet" in shown


async def test_a_computed_indicator_is_tried_by_its_fact(talk: Talk) -> None:
    await half_way(talk)
    shown = await talk.enter(Tap("what-if", 1, "human-resources", "p5"))
    assert "   with FTE in the management: " in shown


@pytest.mark.parametrize("choice", ["", "p9", "x", "n3", "p-1"])
async def test_other_buttons_only_show_the_levels(talk: Talk, choice: str) -> None:
    await half_way(talk)
    shown = await talk.enter(Tap("what-if", 1, LEVEL, choice))
    assert "If it were" not in shown
    assert [each for each in captions(talk.screens[-1]) if len(each) == 1] == list("ABCDEF")


async def test_it_speaks_german(german: Talk) -> None:
    await half_way(german)
    assert "Wäre es D, und belegt:" in await german.enter(Tap("what-if", 1, LEVEL, "p3"))
