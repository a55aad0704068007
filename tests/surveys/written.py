"""Survey folders for tests, written from tiny texts: what a text leaves out is added below it from `tiny/common`."""

import re
from collections.abc import Iterable
from pathlib import Path

TINY = Path(__file__).parent / "tiny"
SURVEYS = Path(__file__).parents[2] / "surveys"
ALONE = "# alone"
"""A text with this comment is taken as it is."""

_CODE = re.compile(r'"([A-Z]\d\d)"')
_PART = re.compile(r"^[a-z]+(?=:)", re.MULTILINE)


def tiny(kind: str) -> list[str]:
    """The names of the tiny surveys of a kind, `valid` or `invalid`."""
    return sorted({path.name.split(".")[0] for path in (TINY / kind).iterdir()})


def texts(kind: str, name: str) -> dict[str, str]:
    """The tiny files of this name by the file names they get in a survey's folder."""
    found = {}
    for path in sorted((TINY / kind).glob(f"{name}.*")):
        language = path.name.removesuffix(".yaml").partition(".")[2]
        found[f"{language}.yaml" if language else "survey.yaml"] = path.read_text(encoding="utf-8")
    return found


def write(folder: Path, files: dict[str, str]) -> Path:
    """A survey's folder with these files, each completed; without a survey.yaml among them, a plain one is added."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {"survey.yaml": "", **files}.items():
        (folder / name).write_text(completed(text, name), encoding="utf-8")
    return folder


def completed(text: str, name: str) -> str:
    """The text, and below it every part of a survey (or overlay) that it leaves out."""
    common = TINY / "common" / name
    if ALONE in text or not common.exists():
        return text
    return f"{text.rstrip()}\n{_without(common.read_text(encoding='utf-8'), set(_PART.findall(text)))}"


def _without(text: str, known: set[str]) -> str:
    parts = re.split(r"^(?=[a-z]+:)", text, flags=re.MULTILINE)
    return "".join(part for part in parts if part.partition(":")[0] not in known and not part.startswith("#"))


def codes_of_survey_files() -> set[str]:
    """The codes of problems that only survey files, or survey and case files, can have."""
    return _codes(path for path in SURVEYS.rglob("*.py") if not path.name.startswith("case"))


def codes_of_case_files() -> set[str]:
    """The codes of problems that only case files can have."""
    return _codes(SURVEYS.rglob("case*.py")) - codes_of_survey_files()


def _codes(paths: Iterable[Path]) -> set[str]:
    return {code for path in paths for code in _CODE.findall(path.read_text(encoding="utf-8"))}
