"""The practice cases that are shipped: whole in both languages, and from too early for a label to just Gold."""

from fractions import Fraction
from functools import cache

import pytest

from surveys.case_files import CASES, case_folders, in_library, read_case_folder
from surveys.cases import Case
from surveys.checks.case_words import LEAST_QUOTED
from surveys.keys import key_answers, key_points, rated
from surveys.labels import LabelReadiness, readiness
from surveys.path import complete, path
from surveys.problems import FileProblem
from surveys.scoring import score
from surveys.session import FULL, Answers
from surveys.survey import Survey
from surveys.verdicts import Verdict

NAMES = sorted(folder.name for folder in case_folders([CASES]))


@cache
def read(name: str) -> tuple[dict[str, Case], list[FileProblem]]:
    return read_case_folder(CASES / name)


def case(name: str, language: str = "en") -> Case:
    return read(name)[0][language]


def survey_of(name: str) -> Survey:
    survey = in_library(case(name).survey.id, case(name).survey.version)
    assert survey is not None
    return survey


def answers(name: str) -> Answers:
    return key_answers(survey_of(name), case(name))


def labels(name: str) -> dict[str, LabelReadiness]:
    found = readiness(survey_of(name), answers(name), (), case(name).judged_on)
    return {label.label: label for label in found}


FULL_ONES = [name for name in NAMES if not case(name).short]
SHORT_ONES = [name for name in NAMES if case(name).short]


def test_there_are_full_cases_and_a_short_one() -> None:
    assert len(FULL_ONES) >= 4
    assert SHORT_ONES
    assert len({case(name).title for name in NAMES}) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_it_has_no_problem_and_no_warning_and_is_there_in_german(name: str) -> None:
    languages, problems = read(name)
    assert [str(each) for each in problems] == []
    assert list(languages) == ["en", "de"]


@pytest.mark.parametrize("name", NAMES)
def test_it_says_that_it_is_invented(name: str) -> None:
    for language, word in (("en", "invented"), ("de", "erfunden")):
        assert word in case(name, language).about.casefold()


@pytest.mark.parametrize("name", NAMES)
def test_no_german_text_is_the_english_one(name: str) -> None:
    english, german = case(name), case(name, "de")
    pairs = [
        (english.about, german.about),
        *((one.text, other.text) for one, other in zip(english.narrative, german.narrative, strict=True)),
        *((one.shows, other.shows) for one, other in zip(english.documents, german.documents, strict=True)),
        *((one.reason, other.reason) for one, other in zip(english.key.indicators, german.key.indicators, strict=True)),
        *((one.text, other.text) for one, other in zip(english.questions, german.questions, strict=True)),
    ]
    assert all(one != other for one, other in pairs)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["en", "de"])
def test_every_quote_stands_word_for_word_in_the_texts(name: str, language: str) -> None:
    """Looked for here on its own, not by the check."""
    told = case(name, language)
    texts = [*(each.text for each in told.narrative), *(each.shows for each in told.documents)]
    plain = [" ".join(text.split()) for text in texts]
    for keyed in told.key.indicators:
        assert keyed.quotes
        for quote in keyed.quotes:
            words = quote.split()
            assert len(words) >= LEAST_QUOTED
            assert any(" ".join(words) in text for text in plain), (keyed.id, quote)


@pytest.mark.parametrize("name", NAMES)
def test_every_rated_indicator_has_points_and_says_whether_it_is_documented(name: str) -> None:
    points = key_points(survey_of(name), case(name))
    assert list(points) == list(rated(survey_of(name), case(name)))
    for id, keyed in case(name).keyed.items():
        assert (keyed.documented is not None) == (points[id] > 0)


@pytest.mark.parametrize("name", FULL_ONES)
def test_a_full_key_answers_a_whole_check(name: str) -> None:
    known = answers(name)
    asked = path(survey_of(name), FULL, known)
    optional = {id for id in asked if id not in known}
    assert set(known) <= set(asked)
    assert all(getattr(survey_of(name).questions[id], "optional", False) for id in optional)
    assert all(complete(survey_of(name), FULL, known, id) for id in asked if id not in optional)


@pytest.mark.parametrize("name", FULL_ONES)
def test_the_stated_outcome_is_what_the_rules_make_of_the_key(name: str) -> None:
    assert case(name).outcome == {id: label.status for id, label in labels(name).items()}


@pytest.mark.parametrize("name", FULL_ONES)
def test_a_full_case_is_worth_a_group_of_people(name: str) -> None:
    told = case(name)
    assert 3 <= len(told.questions) <= 6
    assert len(told.narrative) >= 5
    assert len(told.documents) >= 5
    assert any(each.defensible is not None for each in told.key.indicators)
    assert {told.sector, told.country}.isdisjoint({None})


def outcomes() -> dict[str, list[str]]:
    """The full cases by what they come to: bronze, silver, gold."""
    found: dict[str, list[str]] = {}
    for name in FULL_ONES:
        status = labels(name)
        found.setdefault(" ".join(status[label].status for label in ("bronze", "silver", "gold")), []).append(name)
    return found


def test_one_case_fails_a_gate() -> None:
    names = outcomes()["not_yet not_yet not_yet"]
    assert any(gate.verdict is Verdict.UNMET for name in names for gate in labels(name)["bronze"].gates)


def test_one_case_is_bronze_and_no_more() -> None:
    assert outcomes()["met not_yet not_yet"]


def test_one_case_is_near_silver() -> None:
    assert outcomes()["met in_reach not_yet"]


def test_one_case_is_gold_by_a_little() -> None:
    totals = [score(survey_of(name), answers(name)).evidenced for name in outcomes()["met met met"]]
    assert any(Fraction(80, 100) <= total.low / total.out_of < Fraction(84, 100) for total in totals)
