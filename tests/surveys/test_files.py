"""A folder becomes a survey in all its languages, or every problem of all its files at once."""

from pathlib import Path

import pytest

from surveys.definition import ChoiceFact, CountsFact
from surveys.files import LIBRARY, folders, load, read_folder
from surveys.problems import BrokenSurvey
from tests.surveys.written import TINY, completed, texts, write


def places(folder: Path) -> list[tuple[str, int, int, str]]:
    return [(Path(each.file).name, each.line, each.column, each.code) for each in read_folder(folder)[1]]


def test_a_survey_is_loaded_in_the_language_it_was_written_in_first(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, texts("valid", "translation")))
    assert list(loaded.languages) == ["en", "de"]
    assert loaded.survey is loaded.languages["en"]
    assert loaded.warnings == ()


def test_words_stay_words(tmp_path: Path) -> None:
    survey = load(write(tmp_path, texts("valid", "words-stay-words"))).survey
    question = survey.questions["no"]
    assert isinstance(question, ChoiceFact)
    assert (question.title, question.ask, question.counts, question.why) == ("on", "yes", "12:30", "2026-05-01")
    assert [(option.id, option.text) for option in question.options] == [("no", "no"), ("off", "off")]
    assert survey.indicators["strategy"].silver_audit == "no"


def test_a_survey_with_warnings_only_can_be_used(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, texts("invalid", "vague-words")))
    assert {warning.code for warning in loaded.warnings} == {"W01"}
    assert loaded.survey.id == "tiny"


def test_a_broken_survey_is_never_given_and_says_all_that_is_wrong(tmp_path: Path) -> None:
    folder = write(tmp_path, texts("invalid", "unknown-answers"))
    with pytest.raises(BrokenSurvey) as broken:
        load(folder)
    assert [problem.code for problem in broken.value.problems] == ["R02"] * 4
    assert str(broken.value).splitlines() == [str(problem) for problem in broken.value.problems]


def test_warnings_are_not_among_the_reasons_for_a_refusal(tmp_path: Path) -> None:
    text = "title: 12\n" + texts("invalid", "vague-words")["survey.yaml"]
    with pytest.raises(BrokenSurvey) as broken:
        load(write(tmp_path, {"survey.yaml": text}))
    assert [problem.code for problem in broken.value.problems] == ["S04"]


def test_text_that_is_not_utf_8_is_named_with_its_place(tmp_path: Path) -> None:
    good = completed("", "survey.yaml").encode()
    (tmp_path / "survey.yaml").write_bytes(good + "# Größe".encode("latin-1"))
    (tmp_path / "de.yaml").write_bytes("language: de\ntitle: Überschrift\n".encode("cp1252"))
    lines = good.count(b"\n") + 1
    assert places(tmp_path) == [("de.yaml", 2, 8, "Y01"), ("survey.yaml", lines, 5, "Y01")]
    assert all("save the file as UTF-8" in each.message for each in read_folder(tmp_path)[1])


def test_utf_16_is_refused_too(tmp_path: Path) -> None:
    (tmp_path / "survey.yaml").write_bytes("id: tiny".encode("utf-16"))
    assert places(tmp_path) == [("survey.yaml", 1, 1, "Y01")]


def test_a_file_with_a_byte_order_mark_and_windows_line_ends_is_read(tmp_path: Path) -> None:
    text = completed("", "survey.yaml").replace("\n", "\r\n")
    (tmp_path / "survey.yaml").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert list(read_folder(tmp_path)[0]) == ["en"]
    assert places(tmp_path) == []


def test_a_folder_without_a_survey_says_so_and_reads_its_other_files(tmp_path: Path) -> None:
    (tmp_path / "de.yaml").write_text("title: Eins\ntitle: Zwei\n")
    assert places(tmp_path) == [("de.yaml", 2, 1, "Y04"), ("survey.yaml", 1, 1, "Y05")]
    with pytest.raises(BrokenSurvey, match=r"survey\.yaml:1:1: Y05 there is no survey\.yaml here; write one"):
        load(tmp_path)


def test_a_file_that_cannot_be_read_is_a_problem_not_a_crash(tmp_path: Path) -> None:
    write(tmp_path, {})
    (tmp_path / "de.yaml").mkdir()
    assert places(tmp_path) == [("de.yaml", 1, 1, "Y01")]


@pytest.mark.parametrize("name", ["german.yaml", "de.yml", "DE.yaml", "survey.yml", "survey.old.yaml"])
def test_a_file_that_would_silently_be_left_out_is_named(tmp_path: Path, name: str) -> None:
    write(tmp_path, {})
    (tmp_path / name).write_text("language: de\n")
    assert places(tmp_path) == [(name, 1, 1, "Y06")]


def test_problems_of_all_files_come_in_one_run_sorted_by_place(tmp_path: Path) -> None:
    files = {
        "survey.yaml": "status: relased\n" + texts("invalid", "duplicate-ids")["survey.yaml"] + "tittle: x\n",
        "de.yaml": "title: [\n",
        "fr.yaml": "title: un\ntitle: deux\n",
    }
    found = places(write(tmp_path, files))
    assert found == sorted(found)
    assert [(name, code) for name, _, _, code in found] == [
        ("de.yaml", "Y01"),
        ("fr.yaml", "Y04"),
        ("survey.yaml", "S03"),
        ("survey.yaml", "S02"),
    ]


def test_a_mistake_in_the_survey_hides_none_in_its_translation(tmp_path: Path) -> None:
    """And the other way round: a duplicate key hides no unknown answer, a missing text no vague one."""
    files = {
        "survey.yaml": "title: A\ntitle: B\n" + texts("invalid", "unknown-answers")["survey.yaml"],
        "de.yaml": "about: Kurz.\nsections:\n  basics:\n    questions:\n      listed: {title: Einige, ask: So?}\n",
    }
    found = places(write(tmp_path, files))
    assert [code for name, _, _, code in found if name == "survey.yaml"] == ["Y04", "R02", "R02", "R02", "R02"]
    assert {(line, code) for name, line, _, code in found if name == "de.yaml"} == {(3, "T01"), (4, "T01"), (5, "W01")}


def test_an_alias_is_named_once_and_hides_nothing_else(tmp_path: Path) -> None:
    text = "title: &words One\nabout: *words\nstatus: relased\n"
    assert places(write(tmp_path, {"survey.yaml": text})) == [
        ("survey.yaml", 2, 8, "Y03"),
        ("survey.yaml", 3, 1, "S03"),
    ]


def test_folders_are_found_below_a_path_and_given_once(tmp_path: Path) -> None:
    one, two = (write(tmp_path / "library" / name / "1", {}) for name in ("one", "two"))
    (tmp_path / "library" / "notes").mkdir()
    assert list(folders([tmp_path])) == [one, two]
    assert list(folders([two, tmp_path / "library", one / "survey.yaml"])) == [two, one]


def test_a_path_without_a_survey_is_given_back_so_that_it_is_a_problem(tmp_path: Path) -> None:
    nowhere = tmp_path / "librrary"
    assert list(folders([nowhere, tmp_path])) == [nowhere, tmp_path]
    assert [each.code for folder in folders([nowhere]) for each in read_folder(folder)[1]] == ["Y05"]


def test_the_files_of_several_folders_keep_their_names(tmp_path: Path) -> None:
    write(tmp_path / "a", texts("invalid", "unknown-form"))
    write(tmp_path / "b", texts("valid", "counts"))
    write(tmp_path / "c", texts("invalid", "alias"))
    found = [str(each) for folder in folders([tmp_path]) for each in read_folder(folder)[1]]
    assert [line.partition(":")[0] for line in found] == [
        str(tmp_path / "a" / "survey.yaml"),
        str(tmp_path / "c" / "survey.yaml"),
    ]


def test_the_library_lies_in_folders_named_by_id_and_version() -> None:
    for folder in folders([LIBRARY]):
        survey = load(folder).survey
        assert (folder.parent.name, folder.name) == (survey.id, str(survey.version))


def test_groups_of_counts_are_read(tmp_path: Path) -> None:
    counts = load(write(tmp_path, texts("valid", "counts"))).survey.questions["participants"]
    assert isinstance(counts, CountsFact)
    assert [(item.id, item.group) for item in counts.items] == [
        ("sme", "company"),
        ("large", "company"),
        ("university", None),
    ]


def test_no_tiny_file_is_left_over() -> None:
    assert {path.name for path in TINY.iterdir()} == {"common", "invalid", "valid"}
    assert all(path.suffix == ".yaml" for path in TINY.rglob("*") if path.is_file())
