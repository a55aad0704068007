"""Every mistake an author can make is named with its file, line and column, a code and a remedy: tiny files, one
mistake each, with what is expected in the comments at their top."""

import re
from pathlib import Path

import pytest

from surveys.checks.words import CARD
from surveys.files import read_folder
from surveys.problems import FileProblem, did_you_mean
from tests.surveys.written import codes_of_survey_files, texts, tiny, write

EXPECTED = re.compile(r"# expect: (?P<line>\d+):(?P<column>\d+) (?P<code>[A-Z]\d\d) (?P<remedy>.+)")
REMEDIES = (
    "add ", "begin ", "call ", "choose ", "close ", "did you mean ", "give ", "keep ", "loosen ", "lower it", "lower ",
    "make ", "mark ", "mend ", "move ", "name ", "put ", "remove ", "save ", "shorten ", "split ", "test ", "undo ",
    "use ", "write ",
)  # fmt: skip


def problems_of(folder: Path) -> list[FileProblem]:
    return read_folder(folder)[1]


@pytest.mark.parametrize("name", tiny("invalid"))
def test_an_invalid_survey_is_refused_at_the_place_of_the_mistake(name: str, tmp_path: Path) -> None:
    files = texts("invalid", name)
    expected = sorted(
        (str(tmp_path / file), int(each["line"]), int(each["column"]), each["code"], each["remedy"])
        for file, text in files.items()
        for each in EXPECTED.finditer(text)
    )
    problems = problems_of(write(tmp_path, files))
    assert expected
    assert [
        (each.file, each.line, each.column, each.code, each.message.rpartition("; ")[2]) for each in problems
    ] == expected
    for each in problems:
        assert re.fullmatch(rf"{re.escape(each.file)}:{each.line}:{each.column}: {each.code} [^\n]+; [^\n]+", str(each))
        assert each.message.rpartition("; ")[2].startswith(REMEDIES), each.message


@pytest.mark.parametrize("name", tiny("valid"))
def test_a_valid_survey_has_no_problem_and_no_warning(name: str, tmp_path: Path) -> None:
    languages, problems = read_folder(write(tmp_path, texts("valid", name)))
    assert problems == []
    assert set(languages) == ({"en", "de"} if "de.yaml" in texts("valid", name) else {"en"})


def test_the_common_parts_alone_are_a_valid_survey(tmp_path: Path) -> None:
    languages, problems = read_folder(write(tmp_path, {"de.yaml": ""}))
    assert problems == []
    assert [survey.title for survey in languages.values()] == ["A tiny survey", "Eine winzige Umfrage"]


def test_every_code_is_shown_by_a_tiny_survey() -> None:
    """Those that need bytes, another folder or a very long text are tested here and in test_files.py."""
    shown = {
        each["code"]
        for name in tiny("invalid")
        for text in texts("invalid", name).values()
        for each in EXPECTED.finditer(text)
    }
    used = codes_of_survey_files()
    assert used - shown == {"Y05", "Y06", "F01"}
    assert shown <= used


def fact(**texts: str) -> str:
    rows = "".join(f"        {key}: {text}\n" for key, text in texts.items())
    return (
        f"sections:\n  - id: basics\n    title: Basics\n    questions:\n      - id: members\n        form: text\n{rows}"
    )


@pytest.mark.parametrize("key", ["ask", "counts"])
@pytest.mark.parametrize(("extra", "codes"), [(0, []), (1, ["F01"])])
def test_a_question_card_fits_one_message_to_the_last_unit(
    tmp_path: Path, key: str, extra: int, codes: list[str]
) -> None:
    """Three texts, each with two units for the lines between them."""
    texts = {"title": "Members", "ask": "How many?", "counts": "Each once."}
    texts[key] += "x" * (CARD - sum(len(text) + 2 for text in texts.values()) + extra)
    problems = problems_of(write(tmp_path, {"survey.yaml": fact(**texts)}))
    assert [(each.line, each.column, each.code) for each in problems] == [(5, 9, code) for code in codes]


def test_a_card_counts_utf_16_units_not_characters(tmp_path: Path) -> None:
    """A flag takes four units and two characters, so half as many fit."""
    text = fact(title="Members", ask="🇦🇹" * (CARD // 4))
    assert [each.code for each in problems_of(write(tmp_path, {"survey.yaml": text}))] == ["F01"]


def test_the_card_behind_why_must_fit_too_and_is_named(tmp_path: Path) -> None:
    problems = problems_of(write(tmp_path, {"survey.yaml": fact(title="Members", ask="How?", why="x" * CARD)}))
    assert [(each.line, each.code) for each in problems] == [(5, "F01")]
    assert "Why? card of `members`" in problems[0].message
    assert str(CARD) in problems[0].message


def test_a_card_too_long_only_in_its_translation_is_found_there(tmp_path: Path) -> None:
    overlay = "sections:\n  basics:\n    title: Basis\n    questions:\n      members: {title: Mitglieder, ask: %s}"
    main = fact(title="Members", ask="How many?")
    problems = problems_of(write(tmp_path, {"survey.yaml": main, "de.yaml": overlay % ("x" * CARD)}))
    assert [(Path(each.file).name, each.line, each.column, each.code) for each in problems] == [
        ("de.yaml", 5, 7, "F01")
    ]


@pytest.mark.parametrize("word", ["Regular", "regularly", "several", "adequately", "mostly", "most"])
def test_a_vague_word_is_a_warning_and_stops_nothing(tmp_path: Path, word: str) -> None:
    problems = problems_of(write(tmp_path, {"survey.yaml": fact(title="Members", ask=f'"Do {word} members come?"')}))
    assert [(each.code, each.warning) for each in problems] == [("W01", True)]
    assert f"`{word}`" in problems[0].message


@pytest.mark.parametrize("text", ["At most 3 members", "an irregularity", "severalty", "almost all", "inadequate"])
def test_words_that_only_look_vague_are_left_alone(tmp_path: Path, text: str) -> None:
    assert problems_of(write(tmp_path, {"survey.yaml": fact(title="Members", ask=text)})) == []


def test_a_remedy_names_the_nearest_word_or_a_short_list_or_says_there_is_none() -> None:
    assert did_you_mean("stratgy", ["strategy", "members"]) == "did you mean `strategy`?"
    assert did_you_mean("zzz", ["b", "a"]) == "use one of `a`, `b`"
    assert did_you_mean("zzz", [f"word-{number}" for number in range(13)]) == "check the spelling"
    assert did_you_mean("zzz", []) == "remove it, there is none to name"
