"""A YAML file as data with the place of every part, or the problems of reading it."""

from collections.abc import Iterable
from pathlib import Path as FilePath
from typing import Any

from surveys.problems import FileProblem, Finding
from surveys.yaml_text import Document, read_yaml

Read = tuple[dict[str, Any], Document | None, list[FileProblem]]
"""The mapping in a file, its places (none if there is no mapping to speak of), and what was wrong on the way."""


def read_file(file: FilePath) -> Read:
    """What a file holds. A file that can't be read is a problem, never an exception."""
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return _broken(str(file), "Y05", f"there is no {file.name} here; write one or mend the path")
    except OSError as error:
        return _broken(str(file), "Y01", f"can't be read: {error.strerror}; mend its permissions")
    return read_content(str(file), content)


def read_content(name: str, content: bytes) -> Read:
    """What a file of this name holds, whose bytes these are."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8").split("\n")
        message = "this is no UTF-8 text; save the file as UTF-8"
        return _broken(name, "Y01", message, (len(before), len(before[-1]) + 1))
    document = read_yaml(text)
    problems = [FileProblem(name, *mark, code, message) for mark, code, message in document.errors]
    if isinstance(document.data, dict):
        return document.data, document, problems
    if problems:
        return {}, None, problems
    return _broken(name, "Y02", "a survey or case is a mapping; begin with `id: …`")


def placed(name: str, document: Document, findings: Iterable[Finding]) -> list[FileProblem]:
    """Findings with their place, each once; what an error in the text itself left empty is not reported again."""
    known = dict.fromkeys(each for each in findings if each.path not in document.unread)
    return [FileProblem(name, *document.mark(each.path), each.code, each.message) for each in known]


def _broken(name: str, code: str, message: str, mark: tuple[int, int] = (1, 1)) -> Read:
    return {}, None, [FileProblem(name, *mark, code, message)]
