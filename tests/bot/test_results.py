"""The result: provisional first, every page fits, every number can be opened down to its reason."""

from dataclasses import replace

import pytest

from bot.scene import Result
from bot.speech import LANGUAGES
from surveys.indicators import LevelIndicator
from surveys.session import (
    EXPRESS,
    Answer,
    Choice,
    Counts,
    Documented,
    Month,
    Points,
)
from tests.bot.staging import answered, page, survey

FIRST = {
    "en": "Provisional self-check, not an ESCA or EUCLES result",
    "de": "Vorläufiger Selbstcheck, kein Ergebnis von ESCA oder EUCLES",
}
PAGES = [
    Result(),
    Result("open"),
    Result("method"),
    *(Result("label", id) for id in survey("en").labels),
    *(Result("section", each.id) for each in survey("en").sections if each.indicators),
    *(Result("indicator", id) for id in survey("en").indicators),
]


def undocumented(answers: dict[str, Answer]) -> dict[str, Answer]:
    return {id: replace(each, documented=Documented.NO, estimate=True) for id, each in answers.items()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", PAGES, ids=lambda view: f"{view.page}-{view.id}")
def test_every_page_fits_and_begins_with_provisional(language: str, view: Result) -> None:
    """Empty, at the top, at the bottom, and at the top without a single document."""
    top, bottom = answered(language), answered(language, top=False)
    for answers in ({}, top, bottom, undocumented(top)):
        for submitted in (False, True):
            text = page(language, view, answers, submitted=submitted).text
            assert text.split("\n")[0] == FIRST[language]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("top", [True, False])
def test_the_express_result_shows_no_percentage_and_no_total(language: str, top: bool) -> None:
    ids = {id for id, each in survey(language).indicators.items() if each.express} | {
        "committed-participants",
        "management-fte",
    }
    text = page(language, Result(), answered(language, ids, top=top), EXPRESS).text
    assert text.startswith(FIRST[language])
    assert "150" not in text
    shares = [line for line in text.split("\n") if " %" in line]
    assert all(line.startswith(("   next: ", "   als Nächstes: ")) for line in shares)  # a level's own words


def test_claimed_stands_beside_documented() -> None:
    text = page("en", Result(), undocumented(answered("en"))).text
    assert "Claimed: 150 of 150 points (100 %)" in text
    assert "Documented, by own statement: 0 of 150 points (0 %)" in text


def test_open_questions_make_an_interval() -> None:
    text = page("en", Result(), {}).text
    assert "Claimed: 0 to 150 of 150 points (0 to 100 %)" in text
    assert "No indicator is answered yet" in text
    some = {id: each for id, each in answered("en").items() if id in ("role-clarity", "strategy-review")}
    some = {id: replace(each, documented=None) for id, each in some.items()}
    text = page("en", Result(), some).text
    assert "29 indicators have no level yet." in text
    assert "Those with a level have 10 of 10 points." in text
    assert "For 2 levels it is open whether they are documented." in text


LADDERS = [id for id, each in survey("en").indicators.items() if isinstance(each, LevelIndicator)]


@pytest.mark.parametrize(("last", "points"), [(2, "120 of 150 points (80 %)"), (1, "119 of 150 points (79.3 %)")])
def test_119_points_are_never_shown_as_80_percent(last: int, points: str) -> None:
    """Nine ladders three points down are 27 missing; the tenth decides."""
    answers = answered("en")
    for id in LADDERS[:9]:
        answers[id] = replace(answers[id], value=Points(2))
    answers[LADDERS[9]] = replace(answers[LADDERS[9]], value=Points(last))
    assert f"Claimed: {points}" in page("en", Result(), answers).text


def test_each_label_has_one_of_three_words() -> None:
    def words(answers: dict[str, Answer]) -> list[str]:
        lines = page("de", Result(), answers).text.split("\n")
        return [line.split(": ")[1] for line in lines if line.split(":")[0] in ("Bronze", "Silber", "Gold")]

    met, reach, not_yet = "erfüllt, soweit öffentlich bekannt", "in Reichweite", "noch nicht"
    assert words(answered("de")) == [met, not_yet, met]  # no level rose for Silver
    assert words(undocumented(answered("de"))) == [met, not_yet, reach]
    assert words({}) == [reach, reach, reach]
    assert words(answered("de", top=False)) == [not_yet, not_yet, not_yet]


def test_a_met_label_always_says_what_esca_must_confirm() -> None:
    answers = answered("en")
    assert (
        "Gold: met as far as is public\n   ESCA must still confirm what is not public."
        in page("en", Result(), answers).text
    )
    text = page("en", Result("label", "gold"), answers).text
    assert "To be confirmed by ESCA" in text
    assert all(f"• {each}" in text for each in survey("en").labels["gold"].confirm)


def test_each_unmet_rule_says_what_would_meet_it() -> None:
    text = page("en", Result("label", "gold"), answered("en", top=False)).text
    gold = survey("en").labels["gold"]
    assert gold.kind == "score"
    for rule in (gold.total, gold.thresholds):
        assert f"✗ not met: {rule.title}" in text
        assert f"→ {rule.remedy}" in text
    assert "needs " in text


def test_a_red_indicator_that_is_only_undocumented_says_document_it() -> None:
    text = page("en", Result("label", "gold"), undocumented(answered("en"))).text
    assert "~ claimed, but not documented: At least 80 % of all points" in text
    assert ": F, document it" in text


def test_a_status_that_hangs_on_our_thresholds_says_so() -> None:
    answers = answered("en")
    answers["role-clarity"] = replace(answers["role-clarity"], value=Points(2))
    assert "would change it: 2.4" in page("en", Result("label", "gold"), answers).text


def test_fourteen_participants_miss_the_gate_and_a_programme_may_waive_it() -> None:
    answers = answered("en")
    answers["committed-participants"] = replace(
        answers["committed-participants"], value=Counts((("sme", 13), ("government", 1)))
    )
    assert (
        "? not met, a waiver is possible: At least 15 committed participants"
        in page("en", Result("label", "bronze"), answers).text
    )
    answers["recognised-programme"] = replace(answers["recognised-programme"], value=Choice("no"))
    assert (
        "✗ not met: At least 15 committed participants (our conclusion)"
        in page("en", Result("label", "bronze"), answers).text
    )


def test_silver_after_more_than_24_months_asks_to_confirm() -> None:
    answers = answered("en")
    text = page("en", Result("label", "silver"), answers).text
    assert "25 months have passed, by calendar month." in text
    assert "Confirm with ESCA." in text
    answers["first-benchmarking"] = replace(answers["first-benchmarking"], value=Month("2025-01"))
    assert (
        "✗ not met: At least 18 months since the first benchmarking"
        in page("en", Result("label", "silver"), answers).text
    )


def test_an_indicator_opens_down_to_answer_rule_basis_and_version() -> None:
    text = page("en", Result("indicator", "human-resources"), answered("en")).text
    for part in (
        "from Committed participants: 99",
        "from FTE in the management:",
        "Threshold: red below",
        "ours, not official",
        "version 1",
    ):
        assert part in text


def test_the_next_level_comes_with_effort_time_and_proof() -> None:
    answers = answered("en", top=False)
    text = page("en", Result("indicator", "strategy-documentation"), answers).text
    assert "Next level\nB  " in text
    assert "Effort " in text
    assert "at least " in text
    assert "Only time helps" in page("en", Result("indicator", "management-maturity"), answers).text


def test_a_submitted_result_has_its_own_date_and_no_change_button() -> None:
    screen = page("en", Result("indicator", "role-clarity"), answered("en"), submitted=True)
    assert not [button for button in screen.buttons if button.tap.verb == "goto"]
    assert "submitted on 3 May 2026" in page("en", Result(), answered("en"), submitted=True).text


def test_the_method_page_explains_words_points_and_sources() -> None:
    text = page("de", Result("method"), {}).text
    known = survey("de")
    for part in (known.points, known.evidence.about, known.meanings.in_reach.about, known.meanings.red.about):
        assert part in text
    assert all(source.url in text for source in known.sources.values())
