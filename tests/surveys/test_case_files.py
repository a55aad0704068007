"""A case's folder becomes a case in each language, an operator's folder all its cases, or every problem at once."""

from pathlib import Path

import pytest

from surveys.case_files import (
    case_folders,
    in_library,
    load_cases,
    near,
    read_case_folder,
)
from surveys.problems import BrokenSurvey
from tests.surveys.casing import FULL, GERMAN, SHORT, changed, found_survey, put
from tests.surveys.written import texts, write


def places(folder: Path) -> list[tuple[str, int, str]]:
    return [(Path(each.file).name, each.line, each.code) for each in read_case_folder(folder, found_survey)[1]]


# --- folders and languages -----------------------------------------------------------------------------------


def test_a_case_is_read_in_each_language_its_own_first(tmp_path: Path) -> None:
    languages, problems = read_case_folder(put(tmp_path / "mill", case=FULL, de=GERMAN), found_survey)
    assert problems == []
    assert list(languages) == ["en", "de"]
    english, german = languages.values()
    assert (german.language, german.title, german.about) == ("de", "Die Mühle", "Eine erfundene Mühle.")
    assert german.narrative[1].text == "Ihr Plan nennt eine Person für jeden Schritt."
    assert german.keyed["plan"].defensible_because == "Auch Daten."
    assert german.questions[0].text == "Was stünde in einem besseren Plan?"
    assert (german.key.facts, german.outcome, german.judged_on) == (
        english.key.facts,
        english.outcome,
        english.judged_on,
    )
    assert [each.value for each in german.key.indicators] == [each.value for each in english.key.indicators]


OVERLAYS = [
    ("about: Eine erfundene Mühle.\n", "", 1, "T01", "`about` is not translated"),
    ("  talks: {", "  talk: {", 11, "T01", "`key.talks` is not translated"),
    ("  talks: {", "  talk: {", 15, "T02", "`key.talk` translates nothing; remove it, or did you mean `talks`?"),
    (", defensible_because: Auch Daten.}", "}", 14, "T01", "`key.plan.defensible_because` is not translated"),
    ("reason: Fünf Gespräche., ", "reason: Fünf Gespräche., value: 3, ", 15, "T02", "`key.talks.value` translates"),
    ("Ihr Plan nennt eine]", "Ihr Plan nennt eine, und eine Agentur]", 14, "T05", "write 1 texts, in the same order"),
    ("Ihr Plan nennt eine]", "Its plan names a person]", 14, "C13", "is nowhere in the narrative or the documents"),
    ("Ihr Plan nennt eine]", "Ihr Plan]", 14, "C13", "quote at least 3 words"),
    ("title: Die Mühle", f"title: {'M' * 61}", 3, "C12", "60 fit"),
    ("text: Die Mühle hat", f"text: {'M' * 1500} Die Mühle hat", 6, "C12", "1500 fit"),
    ("shows: Namen", f"shows: {'M' * 400} Namen", 9, "C12", "400 fit"),
    ("reason: Fünf", f"reason: {'M' * 500} Fünf", 15, "C12", "500 fit"),
    ("Was stünde", f"{'M' * 500} Was stünde", 18, "C12", "500 fit"),
    ("case: mill", "case: mull", 2, "T06", "write `case: mill`"),
    ("language: de", "language: fr", 1, "T06", "write `language: de`"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "line", "code", "words"), OVERLAYS, ids=[f"{each[3]} {each[4]}" for each in OVERLAYS]
)
def test_each_problem_of_a_translation_is_named(
    tmp_path: Path, old: str, new: str, line: int, code: str, words: str
) -> None:
    folder = put(tmp_path / "mill", case=FULL, de=changed(GERMAN, (old, new)))
    found = read_case_folder(folder, found_survey)[1]
    assert [(Path(each.file).name, each.line, each.code) for each in found if words in each.message] == [
        ("de.yaml", line, code)
    ], found


def test_what_is_not_translated_is_not_quoted_either(tmp_path: Path) -> None:
    gone = GERMAN[: GERMAN.index("  talks:")] + GERMAN[GERMAN.index("  private:") :]
    assert places(put(tmp_path / "mill", case=FULL, de=gone)) == [("de.yaml", 11, "T01")]


def test_an_overlay_in_the_cases_own_language_is_refused(tmp_path: Path) -> None:
    assert places(put(tmp_path / "mill", case=FULL, en=GERMAN)) == [("en.yaml", 1, "T06")]


def test_a_file_that_would_silently_be_left_out_is_named(tmp_path: Path) -> None:
    assert places(put(tmp_path / "mill", case=FULL, german=GERMAN)) == [("german.yaml", 1, "Y06")]


def test_a_folder_has_the_name_of_its_case(tmp_path: Path) -> None:
    assert places(put(tmp_path / "hill", case=FULL)) == [("case.yaml", 1, "C14")]


def test_a_broken_case_leaves_the_overlays_own_text_to_be_checked(tmp_path: Path) -> None:
    folder = put(tmp_path / "mill", case=FULL + "tittle: x\n", de=GERMAN + "title: Mühle\n")
    assert places(folder) == [("case.yaml", 59, "S02"), ("de.yaml", 19, "Y04")]


def test_a_folder_without_a_case_says_so(tmp_path: Path) -> None:
    assert places(put(tmp_path / "mill", de=GERMAN)) == [("case.yaml", 1, "Y05")]


def test_the_words_are_checked_even_where_the_survey_is_unknown(tmp_path: Path) -> None:
    text = changed(FULL, ("id: tiny", "id: tinny"), ("title: The Mill", f"title: {'x' * 61}"))
    assert places(put(tmp_path / "mill", case=text)) == [("case.yaml", 2, "C01"), ("case.yaml", 4, "C12")]


def test_case_folders_are_found_below_a_path_and_by_their_files(tmp_path: Path) -> None:
    one, two = put(tmp_path / "a" / "one", case=FULL, de=GERMAN), put(tmp_path / "two", case=FULL)
    (tmp_path / "none").mkdir()
    assert list(case_folders([tmp_path])) == [one, two]
    assert list(case_folders([one / "de.yaml", one, two / "case.yaml", tmp_path / "none", tmp_path / "nowhere"])) == [
        one,
        two,
    ]


def test_the_survey_beside_the_cases_is_used_before_the_librarys(tmp_path: Path) -> None:
    write(tmp_path / "tiny" / "1", texts("valid", "level"))
    write(tmp_path / "broken" / "1", texts("invalid", "unknown-form"))
    found = near(tmp_path / "cases")
    assert (beside := found("tiny", 1)) is not None
    assert beside.title == "A tiny survey"
    assert found("tiny", 2) is None
    assert found("broken", 1) is None
    assert found("cluster-label", 1) is in_library("cluster-label", 1) is not None


# --- an operator's folder ------------------------------------------------------------------------------------


def test_a_folder_of_cases_is_loaded_by_id(tmp_path: Path) -> None:
    put(tmp_path / "mill", case=FULL, de=GERMAN)
    put(tmp_path / "short-mill", case=changed(SHORT, ("id: mill", "id: short-mill")))
    put(tmp_path / ".git")
    (tmp_path / "README.md").write_text("Our cases.\n")
    cases = load_cases(tmp_path, found_survey)
    assert {id: list(languages) for id, languages in cases.items()} == {"mill": ["en", "de"], "short-mill": ["en"]}


def test_a_folder_with_a_wrong_case_is_refused_with_every_problem(tmp_path: Path) -> None:
    put(tmp_path / "mill", case=changed(FULL, ("sector: food", "sector: foot")))
    put(tmp_path / "mull", case=changed(FULL, ("id: mill", "id: mull")))
    put(tmp_path / "empty")
    put(tmp_path, harbour=SHORT)
    with pytest.raises(BrokenSurvey) as broken:
        load_cases(tmp_path, found_survey, taken={"mull"})
    assert [
        (Path(each.file).relative_to(tmp_path).as_posix(), each.line, each.code) for each in broken.value.problems
    ] == [
        ("empty/case.yaml", 1, "Y05"),
        ("harbour.yaml", 1, "Y06"),
        ("mill/case.yaml", 6, "C01"),
        ("mull/case.yaml", 1, "C14"),
    ]
    assert "move this to `harbour/case.yaml`" in str(broken.value)


def test_a_case_with_warnings_only_can_be_used(tmp_path: Path) -> None:
    nobody = changed(FULL, ("{firm: 20, agency: 1}", "{firm: 0}"), ("near: 20", "near: 0"))
    assert list(load_cases(put(tmp_path / "mill", case=nobody).parent, found_survey)) == ["mill"]
