"""The result opened by buttons: dimensions, their indicators, and what to do about each, weakest first."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.scene import Result
from bot.screens import Screen, Tap
from bot.speech import LANGUAGES
from surveys.session import EXPRESS, Answer, Documented, Named, Number, Points
from tests.bot.staging import answered, page, survey
from tests.bot.talking import Talk


def some(language: str = "en") -> dict[str, Answer]:
    """All at the top but 2.4 lower and 2.3 undocumented; 3.1 and 3.2 lower, 2.7 and all of 5 open."""
    found = answered(language)
    for id in ("media-recognition", "success-stories", "satisfaction-assessment", "innovation-system-integration"):
        del found[id]
    found["role-clarity"] = replace(found["role-clarity"], value=Points(3))
    found["participation-stability"] = replace(found["participation-stability"], documented=Documented.NO)
    found["financial-prospects"] = replace(found["financial-prospects"], value=Number(Decimal(3)))
    return found


def pressed(screen: Screen, words: str) -> Result:
    """The page behind the only button whose caption has these words."""
    (tap,) = {button.tap for button in screen.buttons if words in button.label}
    assert tap.verb == "result"
    return Result(tap.choice, tap.question)  # type: ignore[arg-type]  # the pages are what taps name


def test_the_result_has_a_button_for_each_dimension_weakest_first_and_says_so() -> None:
    screen = page("en", Result(), some())
    captions = [each.label for each in screen.buttons if each.tap.choice == "section"]
    assert captions == [
        "3 Financing of the cluste… · 6/6 of 10",
        "2 Typology, governance, c… · from 43/38 of 50",
        "1 Structure of the cluster · 15/15 of 15",
        "4 Strategy, objectives, s… · 60/60 of 60",
        "5 Achievements and recogn… · open",
    ]
    lines = screen.text.split("\n")
    said = lines.index("Dimensions, weakest first")
    names = [line for line in lines[said:] if line[:2] in ("1 ", "2 ", "3 ", "4 ", "5 ")]
    assert [name[0] for name in names] == ["3", "2", "1", "4", "5"]
    assert "weakest first" not in page("en", Result(), {}).text  # nothing is known to be weak


def test_a_dimension_has_its_indicators_weakest_first_and_open_ones_apart() -> None:
    screen = page("en", Result("section", "governance"), some())
    assert "claimed 43–48, documented 38–43 of 50" in screen.text
    known, apart = screen.text.split("Open (1)")
    assert "Weakest first: by documented points, then by claimed ones." in known
    assert apart.strip() == "• 2.7 Links to the innovation system"
    numbers = [each.label for each in screen.buttons if each.tap.choice == "indicator"]
    assert numbers == ["2.3", "2.4", "2.1", "2.2.1", "2.2.2", "2.2.3", "2.2.4", "2.5", "2.6", "2.7"]
    places = [known.index(f"\n{number} ") for number in numbers[:-1]]
    assert places == sorted(places)


@pytest.mark.parametrize(("language", "words"), [("en", ("Next weakest", "Next open")), ("de", ("Als Nächstes",))])
def test_the_next_weakest_leads_through_every_indicator_once(language: str, words: tuple[str, ...]) -> None:
    view, seen = Result("section", "financing"), []
    while True:
        screen = page(language, view, some(language))
        following = next((each.label for each in screen.buttons if each.label.startswith(words)), None)
        if view.page == "section":
            first = next(each for each in screen.buttons if each.tap.choice == "indicator")
            view = Result("indicator", first.tap.question)
            continue
        seen.append(view.id)
        if following is None:
            break
        view = pressed(screen, following)
    assert sorted(seen) == sorted(survey(language).indicators)
    assert seen[:2] == ["financial-prospects", "private-funding-share"]
    assert seen[-1] == "satisfaction-assessment"


def test_an_indicator_says_where_it_stands_what_is_next_what_proves_it_and_how_to_improve() -> None:
    answers = some()
    answers["role-clarity"] = replace(
        answers["role-clarity"], documented=Documented.PARTLY, document=Named("Charter of roles", "03/2025", "drive S")
    )
    screen = page("en", Result("indicator", "role-clarity"), answers)
    asked = survey("en").indicators["role-clarity"]
    now, above = asked.level(3), asked.level(4)
    assert now is not None
    assert above is not None
    assert above.step is not None
    order = [
        "2.4 Clarity of roles and decisions",
        "Level now",
        f"D  {now.text}",
        "D · claimed 3 of 5 ◐ yellow · documented 1.5 ○ red",
        "Next level",
        f"E  {above.text}",
        f"at least {above.step.months} month",
        "What proves it",
        *(f"• {proof.text}" for proof in asked.proof),
        "By your own statement: partly documented",
        "Your document: Charter of roles, 03/2025, drive S",
        "To document it: Effort",
        "How to improve",
        asked.improve,
    ]
    places = [screen.text.index(part) for part in order]
    assert places == sorted(places)
    aged = [proof for proof in asked.proof if proof.max_age_months]
    assert aged
    assert all(f"{proof.text} (at most {proof.max_age_months} months old)" in screen.text for proof in aged)
    assert [button.label for button in screen.buttons] == [
        "Change the answer",
        "What if?",
        "Proof",
        "Next weakest: 2.1",
        "2 Typology, governance, cooperation",
        "To the result",
        "Menu",
    ]


def test_the_highest_the_lowest_and_an_open_level_say_what_there_is_to_say() -> None:
    top = page("en", Result("indicator", "role-clarity"), answered("en")).text
    assert "None: this is the highest level." in top
    assert "By your own statement: documented" in top
    assert "To document it" not in top
    assert (
        "nothing to document at 0 points"
        in page("en", Result("indicator", "role-clarity"), answered("en", top=False)).text
    )
    still = page("en", Result("indicator", "role-clarity"), {})
    assert "Level now\nopen\n" in still.text
    assert "Next level" not in still.text
    assert "What proves it" in still.text
    assert still.buttons[0].label == "Answer it"
    unsaid = {id: replace(each, documented=None) for id, each in answered("en").items()}
    assert "Whether it is documented is still open." in page("en", Result("indicator", "role-clarity"), unsaid).text


def test_a_document_s_name_is_shown_only_while_it_counts() -> None:
    answers = answered("en")
    named = replace(answers["role-clarity"], document=Named("Charter of roles"), documented=Documented.NO)
    text = page("en", Result("indicator", "role-clarity"), {**answers, "role-clarity": named}).text
    assert "Charter of roles" not in text


def test_the_longest_document_s_name_still_fits_one_message() -> None:
    for language in LANGUAGES:
        for id in survey(language).indicators:
            answers = answered(language)
            name = Named("Ü" * 200, "Ü" * 40, "Ü" * 200)
            answers[id] = replace(answers[id], document=name, documented=Documented.PARTLY)
            assert "ÜÜÜ" in page(language, Result("indicator", id), answers).text


def test_a_submitted_result_offers_a_new_check_in_place_of_a_change() -> None:
    labels = [each.label for each in page("en", Result("indicator", "role-clarity"), some(), submitted=True).buttons]
    assert labels[:2] == ["New check", "What if?"]


async def test_a_submitted_result_leads_to_a_new_check(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("give", 1, "role-clarity", "p3"))
    await talk.enter(Tap("submit", 1))
    await talk.enter(Tap("result", 1, "role-clarity", "indicator"))
    assert "Which check?" in await talk.type("New check")
    await talk.type("full check")
    await talk.enter(Tap("result", 1, "role-clarity", "indicator"))
    assert "Facts 1/9 · Name" in await talk.type("New check")  # the open one goes on


def test_the_express_result_opens_its_weakest_and_leads_back_only() -> None:
    ids = {id for id, each in survey("en").indicators.items() if each.express}
    answers = answered("en", {*ids, "committed-participants", "management-fte"}, top=False)
    screen = page("en", Result(), answers, EXPRESS)
    weakest = [each for each in screen.buttons if each.tap.choice == "indicator"]
    begun = screen.text.split("Begin here\n")[1]
    assert weakest
    assert all(f"{each.label} " in begun for each in weakest)
    opened = page("en", Result("indicator", weakest[0].tap.question), answers, EXPRESS)
    assert [each.label for each in opened.buttons] == ["Change the answer", "To the result", "Menu"]
