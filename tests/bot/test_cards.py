"""Every card of the shipped survey fits a message in every language, and holds what a person needs."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.scene import Help, Keep, Languages, Menu, NoteCard, Overview, Privacy, SureToSubmit, View, Welcome, Why
from bot.screens import Screen
from bot.speech import LANGUAGES
from surveys.session import (
    EXPRESS,
    Ambiguous,
    Answer,
    Asking,
    Counts,
    NotAChoice,
    Number,
    Points,
    Proving,
    Refuse,
    Reviewing,
    SectionDone,
    Submitted,
    Text,
)
from tests.bot.staging import NOTE, NOW, answered, shown, survey

ASKED = [(language, id) for language in LANGUAGES for id in survey("en").questions]


def captions(screen: Screen) -> list[str]:
    return [button.label for button in screen.buttons]


@pytest.mark.parametrize(("language", "id"), ASKED)
def test_every_card_fits_at_its_fullest(language: str, id: str) -> None:
    """With the longest answer, a note, a refusal, a section's mini result and last time's answer on it."""
    answers = answered(language, note=NOTE)
    if id == "public-cooperation":  # asked only without a public body among the participants
        answers["committed-participants"] = replace(
            answers["committed-participants"], value=Counts((("sme", 9), ("other", 90)))
        )
    notices = (SectionDone("strategy"), Refuse(Ambiguous((Number(Decimal(1500)), Number(Decimal("1.5"))))))
    screen = shown(language, Asking(id), answers, notices=notices)
    assert (
        captions(screen)[-5:]
        == {
            "en": ["Back", "Why?", "Note", "Skip", "Menu"],
            "de": ["Zurück", "Warum?", "Notiz", "Überspringen", "Menü"],
        }[language]
    )
    carried = {id: answers[id]}
    shown(language, Asking(id), {key: each for key, each in answers.items() if key != id}, carried=carried)
    shown(language, Asking(id), answers, view=Why(id))
    shown(language, Asking(id), answers, view=NoteCard(id))
    shown(language, Asking(id), answers, view=Keep(id, NOTE), notices=(Refuse(NotAChoice()),))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", survey("en").indicators)
def test_every_level_can_be_proved_on_a_card_that_fits(language: str, id: str) -> None:
    screen = shown(language, Proving(id), answered(language, note=NOTE))
    words = {"en": ["Yes", "Partly", "No"], "de": ["Ja", "Teilweise", "Nein"]}[language]
    assert captions(screen)[:3] == words
    indicator = survey(language).indicators[id]
    assert indicator.levels[-1].text in screen.text  # the chosen level stands there again


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", survey("en").indicators)
def test_why_says_reason_proof_example_improvement_and_basis(language: str, id: str) -> None:
    indicator = survey(language).indicators[id]
    text = shown(language, Asking(id), view=Why(id)).text
    for part in (indicator.why, indicator.example.text, indicator.example.because, indicator.improve):
        assert part in text
    assert all(proof.text in text for proof in indicator.proof)
    assert {"en": "ours, not official", "de": "nicht offiziell"}[language] in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "view", [Menu(), Help(), Help("/" + "x" * 39), Privacy(), Languages(), Welcome(), SureToSubmit(), Overview()]
)
def test_every_page_fits(language: str, view: View) -> None:
    assert shown(language, Reviewing(), answered(language), view=view).buttons


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("section", [section.id for section in survey("en").sections])
def test_every_section_of_the_overview_fits(language: str, section: str) -> None:
    screen = shown(language, Reviewing(), answered(language), view=Overview(section))
    jumps = [button.tap.question for button in screen.buttons if button.tap.verb == "goto"]
    assert jumps
    assert set(jumps) <= {
        question.id for each in survey("en").sections if each.id == section for question in each.asked
    }


def test_the_first_line_says_where_one_is() -> None:
    assert shown("en", Asking("strategy-documentation")).text.startswith("18/31 · 4.1.2 ")
    assert shown("en", Asking("strategy-documentation"), scope=EXPRESS).text.startswith("6/10 · 4.1.2 ")
    assert shown("en", Asking("country")).text.startswith("Facts 2/9 · Country\n")


def test_letters_stand_in_rows_of_three_and_the_chosen_one_is_marked() -> None:
    answers = {"strategy-documentation": Answer("strategy-documentation", "1", NOW, Points(2))}
    screen = shown("en", Asking("strategy-documentation"), answers)
    assert [[button.label for button in row] for row in screen.rows[:2]] == [["A", "B", "C ✓"], ["D", "E", "F"]]


def test_levels_stand_lowest_first_with_their_letters() -> None:
    indicator = survey("en").indicators["strategy-documentation"]
    lines = shown("en", Asking("strategy-documentation")).text.split("\n")
    assert [line for line in lines if line[1:3] == "  "] == [
        f"{letter}  {level.text}" for letter, level in zip("ABCDEF", indicator.levels, strict=True)
    ]


def test_an_indicator_about_a_document_asks_to_show_it() -> None:
    text = shown("en", Proving("strategy-documentation"), answered("en")).text
    assert "Can you show the document today, with its date?" in text
    assert "Is that documented?" in shown("en", Proving("role-clarity"), answered("en")).text


def test_a_computed_indicator_shows_its_facts_and_points() -> None:
    screen = shown("en", Asking("human-resources"), answered("en"))
    assert "Committed participants: 99" in screen.text
    assert "→ F" in screen.text
    assert captions(screen)[:3] == ["OK", "Change Committed participants", "Change FTE in the management"]
    bare = shown("en", Asking("human-resources"))
    assert "still open" in bare.text
    assert "OK" not in captions(bare)


def test_a_refusal_stands_under_the_first_line() -> None:
    lines = shown("en", Asking("country"), notices=(Refuse(NotAChoice()),)).text.split("\n")
    assert lines[0] == "Facts 2/9 · Country"
    assert lines[1].startswith("That is no answer to this card")


def test_a_section_s_mini_result_stands_on_the_next_card() -> None:
    text = shown("en", Asking("financial-prospects"), answered("en"), notices=(SectionDone("structure"),)).text
    assert "Done: Structure of the cluster. Claimed: 15 of 15 points (100 %)." in text
    express = shown(
        "en", Asking("financial-prospects"), answered("en"), scope=EXPRESS, notices=(SectionDone("structure"),)
    )
    assert "points" not in express.text  # ten indicators are no part of a total


def test_the_review_names_what_is_open_and_offers_to_submit() -> None:
    screen = shown("en", Reviewing(), {"country": Answer("country", "1", NOW, Text("x"))})
    assert "Open (" in screen.text
    assert "• and " in screen.text
    assert "Submit" in captions(screen)
    assert "Submit" not in captions(shown("en", Reviewing(), scope=EXPRESS))


def test_a_submitted_check_says_so() -> None:
    screen = shown("de", Submitted(NOW), answered("de"))
    assert screen.text.startswith("Abgeschlossen am 3. Mai 2026.")
