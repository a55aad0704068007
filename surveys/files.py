"""Survey files: a folder's `survey.yaml` and one overlay per language become surveys, or every problem at once.

A folder is one version of one survey. `survey.yaml` holds the structure and the words of its own language; every
other `xx.yaml` beside it holds the words of language xx.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath

from pydantic import ValidationError

from surveys.checks import findings_of
from surveys.checks.patching import patched, told
from surveys.checks.shape import empty_findings, shape_findings
from surveys.problems import BrokenSurvey, FileProblem
from surveys.survey import Survey
from surveys.translation import translated
from surveys.yaml_files import placed, read_file

MAIN = "survey.yaml"
LIBRARY = FilePath(__file__).parent / "library"


@dataclass(frozen=True, slots=True)
class Loaded:
    """One version of a survey in all its languages; the first is the one it was written in."""

    languages: Mapping[str, Survey]
    warnings: tuple[FileProblem, ...]

    @property
    def survey(self) -> Survey:
        """The survey in the language it was written in."""
        return next(iter(self.languages.values()))


def load(folder: FilePath) -> Loaded:
    """The survey in a folder. Raises `BrokenSurvey` with every problem of its files."""
    languages, problems = read_folder(folder)
    errors = [problem for problem in problems if not problem.warning]
    if errors or not languages:
        raise BrokenSurvey(errors)
    return Loaded(languages, tuple(problems))


def folders(paths: Iterable[FilePath]) -> Iterator[FilePath]:
    """The survey folders named by these paths: a folder with a survey.yaml, a file in it, or any folder above them.

    A path with no survey.yaml below is given back itself, so that reading it says so.
    """
    seen: set[FilePath] = set()
    for path in paths:
        inside = [path.parent] if path.is_file() else sorted(found.parent for found in path.rglob(MAIN))
        for folder in inside or [path]:
            if folder not in seen:
                seen.add(folder)
                yield folder


def read_folder(folder: FilePath) -> tuple[dict[str, Survey], list[FileProblem]]:
    """The languages of a survey that have its shape, and all problems of its files, warnings included.

    A language with problems may be among them, so that one run can say everything; `load` never gives such a one.
    """
    survey, problems = _read_main(folder / MAIN)
    languages = {survey.language: survey} if survey else {}
    for overlay in sorted({*folder.glob("*.yaml"), *folder.glob("*.yml")} - {folder / MAIN}):
        in_language, found = _read_overlay(overlay, survey)
        problems += found
        if in_language is not None:
            languages[overlay.stem] = in_language
    return languages, sorted(problems)


def _read_main(main: FilePath) -> tuple[Survey | None, list[FileProblem]]:
    """The survey if it has the right shape, whatever else is wrong with it."""
    data, document, problems = read_file(main)
    if document is None:
        return None, problems
    survey, findings = None, empty_findings(data)
    try:
        survey = Survey.model_validate(data)
    except ValidationError as error:
        findings += shape_findings(error, data)
        stood_in = patched(data, error)
        if stood_in is not None:
            findings += told(findings_of(stood_in[0]), *stood_in)
    else:
        findings += findings_of(survey)
    return survey, problems + placed(str(main), document, findings)


def _read_overlay(overlay: FilePath, survey: Survey | None) -> tuple[Survey | None, list[FileProblem]]:
    """A language of the survey; without a readable survey, at least what is wrong with the overlay's own text."""
    language = overlay.stem
    if not re.fullmatch(r"[a-z]{2}\.yaml", overlay.name):
        message = f"`{overlay.name}` is no file of a survey; name it by its language, like `de.yaml`, or move it"
        return None, [FileProblem(str(overlay), 1, 1, "Y06", message)]
    words, document, problems = read_file(overlay)
    if document is None or survey is None:
        return None, problems
    in_language, findings = translated(survey, language, words)
    findings += findings_of(in_language, overlay=True)
    return in_language, problems + placed(str(overlay), document, findings)
