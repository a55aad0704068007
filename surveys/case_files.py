"""Case files: a folder's `case.yaml` and its overlays become a practice case per language, or every problem at once.

A trainer's own case may also come as one text in one language; it is read with the same checks and messages.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path as FilePath
from typing import Any, TypeAlias

from pydantic import ValidationError

from surveys.cases import Case
from surveys.checks.case_words import case_word_findings
from surveys.checks.cases import case_findings
from surveys.checks.shape import empty_findings, shape_findings
from surveys.files import LIBRARY, load
from surveys.problems import BrokenSurvey, FileProblem, Finding
from surveys.survey import Survey
from surveys.translation import words_from
from surveys.yaml_files import placed, read_content, read_file
from surveys.yaml_text import Document

MAIN = "case.yaml"
CASES = LIBRARY / "cases"
MOST_BYTES = 200_000
"""Of a case that comes as one text."""
MOST_PARTS = 4000
"""Values and entries of such a case; a full one has about 700."""
Surveys: TypeAlias = Callable[[str, int], Survey | None]
"""A survey by its id and version, if it is here."""
Languages: TypeAlias = dict[str, Case]


def in_library(id: str, version: int) -> Survey | None:
    """The survey of the library, in the language it was written in; none if it is not there or broken."""
    return _loaded(LIBRARY / id / str(version))


def near(folder: FilePath) -> Surveys:
    """The surveys for the cases in a folder: those in the folder beside it, else the library's."""
    beside = folder.resolve().parent

    def found(id: str, version: int) -> Survey | None:
        return _loaded(beside / id / str(version)) or in_library(id, version)

    return found


@cache
def _loaded(folder: FilePath) -> Survey | None:
    try:
        return load(folder).survey
    except BrokenSurvey:
        return None


def case_folders(paths: Iterable[FilePath]) -> Iterator[FilePath]:
    """The case folders named by these paths: a folder with a case.yaml, a file in it, or any folder above them."""
    seen: set[FilePath] = set()
    for path in paths:
        inside = [path.parent] if path.is_file() else sorted(found.parent for found in path.rglob(MAIN))
        for folder in inside:
            if (folder / MAIN).exists() and folder not in seen:
                seen.add(folder)
                yield folder


def load_cases(folder: FilePath, surveys: Surveys, taken: Collection[str] = ()) -> dict[str, Languages]:
    """Every case in a folder, by id. Raises `BrokenSurvey` with every problem of all of them.

    Each folder inside must be a case, with none of the ids that are `taken`; a file beside them would be left out.
    """
    cases: dict[str, Languages] = {}
    problems: list[FileProblem] = []
    for inside in sorted(path for path in folder.iterdir() if not path.name.startswith(".")):
        if inside.is_dir():
            languages, found = read_case_folder(inside, surveys)
            cases[inside.name] = languages
            problems += found
            if inside.name in taken:
                message = f"there is a case `{inside.name}` in the library already; choose another id"
                problems.append(FileProblem(str(inside / MAIN), 1, 1, "C14", message))
        elif inside.suffix in (".yaml", ".yml"):
            message = f"a case lies in a folder of its own; move this to `{inside.stem}/{MAIN}`"
            problems.append(FileProblem(str(inside), 1, 1, "Y06", message))
    errors = [problem for problem in problems if not problem.warning]
    if errors:
        raise BrokenSurvey(errors)
    return cases


def read_case_folder(folder: FilePath, surveys: Surveys = in_library) -> tuple[Languages, list[FileProblem]]:
    """The languages of a case that have its shape, and all problems of its files, warnings included."""
    main = folder / MAIN
    data, document, problems = read_file(main)
    case = None
    if document is not None:
        case, found = _read(str(main), data, document, surveys)
        problems += found
        if case is not None and case.id != folder.resolve().name:
            message = f"the case `{case.id}` stands in the folder `{folder.resolve().name}`; name both the same"
            problems += placed(str(main), document, [Finding(("id",), "C14", message)])
    languages = {case.language: case} if case else {}
    for overlay in sorted({*folder.glob("*.yaml"), *folder.glob("*.yml")} - {main}):
        in_language, more = _read_overlay(overlay, case)
        problems += more
        if in_language is not None:
            languages[overlay.stem] = in_language
    return languages, sorted(problems)


def read_case(name: str, content: bytes, surveys: Surveys = in_library) -> tuple[Case | None, list[FileProblem]]:
    """A trainer's own case from one file in one language, and its problems; no case if one of them is an error.

    `name` is what the file is called in the problems. Whatever the content, it never raises and takes a second at most.
    """
    if len(content) > MOST_BYTES:
        message = f"the file has more than {MOST_BYTES // 1000} KB; a case is a few pages of text, shorten it"
        return None, [FileProblem(name, 1, 1, "C15", message)]
    data, document, problems = read_content(name, content)
    if document is None:
        return None, problems
    if len(document.marks) > MOST_PARTS:
        message = f"the file has more than {MOST_PARTS} parts; a full case has about 700, remove what is none"
        return None, [FileProblem(name, 1, 1, "C15", message)]
    case, found = _read(name, data, document, surveys)
    problems = sorted(problems + found)
    broken = any(not problem.warning for problem in problems)
    return None if broken else case, problems


def _read(
    name: str, data: Mapping[str, Any], document: Document, surveys: Surveys
) -> tuple[Case | None, list[FileProblem]]:
    """The case if it has the right shape, whatever else is wrong with it."""
    findings = empty_findings(data)
    try:
        case = Case.model_validate(data)
    except ValidationError as error:
        return None, placed(name, document, findings + shape_findings(error, data, Case))
    survey = surveys(case.survey.id, case.survey.version)
    if survey is None:
        message = f"there is no survey `{case.survey.id}` version {case.survey.version} that can be used; mend this"
        findings += [Finding(("survey",), "C01", message), *case_word_findings(case)]
    else:
        findings += case_findings(survey, case)
    return case, placed(name, document, findings)


def _read_overlay(overlay: FilePath, case: Case | None) -> tuple[Case | None, list[FileProblem]]:
    """A language of the case; without a readable case, at least what is wrong with the overlay's own text."""
    language = overlay.stem
    if not re.fullmatch(r"[a-z]{2}\.yaml", overlay.name):
        message = f"`{overlay.name}` is no file of a case; name it by its language, like `de.yaml`, or move it"
        return None, [FileProblem(str(overlay), 1, 1, "Y06", message)]
    words, document, problems = read_file(overlay)
    if document is None or case is None:
        return None, problems
    if language == case.language:
        message = f"{MAIN} holds the words in `{language}` already; remove this file"
        return None, [*problems, FileProblem(str(overlay), 1, 1, "T06", message)]
    data, findings = words_from(case, {"language": language, "case": case.id}, words)
    in_language = Case.model_validate({**data, "language": language})
    own = case_word_findings(in_language, overlay=True)
    findings += [finding for finding in own if finding.path in document.marks]  # what is missing was said above
    return in_language, problems + placed(str(overlay), document, findings)
