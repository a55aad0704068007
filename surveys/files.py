"""Survey files: a folder's `survey.yaml` and one overlay per language become surveys, or every problem at once.

A folder is one version of one survey. `survey.yaml` holds the structure and the words of its own language; every
other `xx.yaml` beside it holds the words of language xx.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath

from pydantic import ValidationError

from surveys.checks import findings_of
from surveys.checks.shape import shape_findings
from surveys.problems import BrokenSurvey, FileProblem, Finding
from surveys.survey import Survey
from surveys.translation import translated
from surveys.yaml_text import Document, read_yaml

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
    """The survey folders named by these paths: a folder with a survey.yaml, such a file, or any folder above them."""
    seen: set[FilePath] = set()
    for path in paths:
        inside = [path.parent] if path.is_file() else sorted(found.parent for found in path.rglob(MAIN))
        for folder in inside:
            if folder not in seen:
                seen.add(folder)
                yield folder


def read_folder(folder: FilePath) -> tuple[dict[str, Survey], list[FileProblem]]:
    """The languages of a survey that could be read, and all problems of its files, warnings included."""
    main = folder / MAIN
    survey, problems = _read_main(main)
    if survey is None:
        return {}, problems
    languages = {survey.language: survey}
    for overlay in sorted(folder.glob("[a-z][a-z].yaml")):
        words, document, found = _read(overlay)
        problems += found
        if document is None or found:
            continue
        in_language, findings = translated(survey, overlay.stem, words)
        findings = findings or findings_of(in_language, overlay=True)
        problems += _placed(overlay, document, findings)
        languages[overlay.stem] = in_language
    return languages, sorted(problems)


def _read_main(main: FilePath) -> tuple[Survey | None, list[FileProblem]]:
    data, document, problems = _read(main)
    if document is None:
        return None, problems
    try:
        survey = Survey.model_validate(data)
    except ValidationError as error:
        return None, problems + _placed(main, document, shape_findings(error, data))
    if problems:
        return None, problems
    problems = _placed(main, document, findings_of(survey))
    return (None if any(not problem.warning for problem in problems) else survey), problems


def _read(file: FilePath) -> tuple[dict[str, object], Document | None, list[FileProblem]]:
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return (
            {},
            None,
            [FileProblem(str(file), 1, 1, "Y05", f"there is no {file.name} here; write one or mend the path")],
        )
    except (UnicodeDecodeError, OSError) as error:
        reason = "is not UTF-8 text; save it as UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror
        return {}, None, [FileProblem(str(file), 1, 1, "Y01", f"can't be read: {reason}")]
    document = read_yaml(text)
    problems = [FileProblem(str(file), *mark, code, message) for mark, code, message in document.errors]
    if not isinstance(document.data, dict):
        if not problems:
            problems.append(FileProblem(str(file), 1, 1, "Y02", "is no mapping; begin with `id: …`"))
        return {}, None, problems
    return document.data, document, problems


def _placed(file: FilePath, document: Document, findings: Iterable[Finding]) -> list[FileProblem]:
    return [FileProblem(str(file), *document.mark(each.path), each.code, each.message) for each in findings]
