"""The shelf of cases: by id and language, the library's only when asked for, the operator's checked at start."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.desk import Shelf, cluster_label
from bot.settings import WrongSettings, load_settings
from surveys.case_files import CASES
from surveys.files import LIBRARY
from surveys.problems import BrokenSurvey
from tests.surveys.casing import put

LIBRARY_IDS = sorted(path.name for path in CASES.iterdir())
OWN = """\
id: our-mill
survey: {id: cluster-label, version: 1}
language: de
title: Die Mühle
about: Eine erfundene Mühle.
judged_on: 2026-10-15
minutes: 5
indicators: [strategy-documentation]
narrative: [{id: plan, title: Plan, text: Ein Papier nennt die Ziele der Mühle.}]
key:
  indicators:
    - indicator: strategy-documentation
      value: 1
      documented: yes
      reason: Nur Ziele.
      quotes: [nennt die Ziele]
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    put(tmp_path / "cases" / "our-mill", case=OWN)
    return tmp_path / "cases"


def test_the_librarys_cases_are_there_in_both_languages() -> None:
    cases = cluster_label().cases
    assert list(cases.ids) == LIBRARY_IDS
    for id in cases.ids:
        assert [cases.case(id, language).language for language in ("en", "de")] == ["en", "de"]
        assert cases.has(id)
    assert not cases.has("nowhere")


def test_a_language_that_is_not_there_falls_back_to_the_cases_own(own: Path) -> None:
    cases = cluster_label(own).cases
    assert cases.case(LIBRARY_IDS[0], "fr").language == "en"
    assert cases.case("our-mill", "en").language == "de"


def test_the_operators_cases_come_after_the_librarys(own: Path) -> None:
    assert list(cluster_label(own).cases.ids) == [*LIBRARY_IDS, "our-mill"]


def test_a_shelf_without_cases_has_none() -> None:
    assert Shelf(LIBRARY / "cluster-label").cases.ids == ()


def test_the_operators_cases_are_checked_at_once(own: Path) -> None:
    put(own / "our-mill", case=OWN.replace("value: 1", "value: 9"))
    with pytest.raises(BrokenSurvey, match=r"case\.yaml:13:7: C03 `9` is no level of `strategy-documentation`"):
        cluster_label(own)


def test_an_operators_case_takes_no_id_of_the_library(own: Path) -> None:
    put(own / LIBRARY_IDS[0], case=OWN.replace("our-mill", LIBRARY_IDS[0]))
    with pytest.raises(BrokenSurvey, match=f"C14 there is a case `{LIBRARY_IDS[0]}` in the library already"):
        cluster_label(own)


def test_the_librarys_cases_wait_until_one_is_asked_for() -> None:
    """In a process of its own: what reads them is not even imported at start."""
    script = (
        "import sys, bot.terminal\n"
        "from bot.desk import cluster_label\n"
        "shelf = cluster_label()\n"
        "assert not {'surveys.cases', 'surveys.case_files'} & set(sys.modules)\n"
        "print(len(shelf.cases.ids), 'surveys.cases' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == (f"{len(LIBRARY_IDS)} True\n", "")


# --- the setting ---------------------------------------------------------------------------------------------


def test_the_folder_is_a_setting(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLUSTERREADY_CASES_DIR", str(own))
    assert load_settings().cases_dir == own
    monkeypatch.setenv("HOME", str(own.parent))
    monkeypatch.setenv("CLUSTERREADY_CASES_DIR", "~/cases")
    assert load_settings().cases_dir == own
    monkeypatch.setenv("CLUSTERREADY_CASES_DIR", "")
    assert load_settings().cases_dir is None


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLUSTERREADY_CASES_DIR", str(tmp_path / "nowhere"))
    with pytest.raises(WrongSettings, match=r"CLUSTERREADY_CASES_DIR: there is no folder .*nowhere; make one"):
        load_settings()


def test_chat_does_not_begin_with_a_wrong_case(
    own: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put(own / "our-mill", case=OWN.replace("minutes: 5", "minuts: 5"))
    monkeypatch.chdir(own.parent)
    monkeypatch.setenv("CLUSTERREADY_CASES_DIR", str(own))
    assert main(["chat"]) == 1
    assert "case.yaml:7:1: S02 `minuts` is not known here; did you mean `minutes`?" in capsys.readouterr().err
    assert not (own.parent / "clusterready.db").exists()


# --- survey check and schema ---------------------------------------------------------------------------------


def test_surveys_and_cases_are_checked_together(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["survey", "check", str(LIBRARY)]) == 0
    assert capsys.readouterr().err == f"1 survey and {len(LIBRARY_IDS)} cases checked, 0 errors, 0 warnings\n"


def test_cases_alone_are_checked_without_asking_for_a_survey(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (own, own / "our-mill", own / "our-mill" / "case.yaml"):
        assert main(["survey", "check", str(path)]) == 0
        assert capsys.readouterr().err == "1 case checked, 0 errors, 0 warnings\n"


def test_every_problem_of_a_case_is_printed(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = put(own / "our-mill", case=OWN.replace("value: 1", "value: 9"), en="language: en\ncase: our-mull\n")
    assert main(["survey", "check", str(own)]) == 1
    out, err = capsys.readouterr()
    assert f"{folder / 'case.yaml'}:13:7: C03 `9` is no level" in out
    assert f"{folder / 'en.yaml'}:2:1: T06 this file is not for case `our-mill`" in out
    assert err.startswith("1 case checked, ")


def test_a_folder_with_neither_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["survey", "check", str(tmp_path)]) == 1
    assert "Y05 there is no survey.yaml here" in capsys.readouterr().out


def test_the_schema_of_cases_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["survey", "schema", "--case"]) == 0
    assert '"judged_on"' in capsys.readouterr().out
