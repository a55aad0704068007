"""YAML text as plain data with the place of every node: YAML 1.2 words, no duplicate keys, no aliases.

`no`, `on` and `12:30` stay words, numbers with a point are exact decimals, and every error comes with its line.
"""

import re
from decimal import Decimal
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from surveys.problems import Path

try:
    from yaml import CSafeLoader as _SafeLoader
except ImportError:  # PyYAML built without libyaml: slower, the same result
    from yaml import SafeLoader as _SafeLoader  # type: ignore[assignment]

Mark = tuple[int, int]

_INT = re.compile(r"[-+]?\d+")
_DECIMAL = re.compile(r"[-+]?(\d+\.\d*|\.\d+)")


class _Loader(_SafeLoader):
    """Resolves nothing by itself; scalars are read by `_scalar`."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  # PyYAML's own name and shape


class Document:
    """Data read from one text, the mark (line, column) of every path, and what was wrong on the way."""

    def __init__(self) -> None:
        self.data: Any = None
        self.marks: dict[Path, Mark] = {(): (1, 1)}
        self.errors: list[tuple[Mark, str, str]] = []

    def mark(self, path: Path) -> Mark:
        """Where this path stands, or the nearest part of it that exists."""
        while path not in self.marks:
            path = path[:-1]
        return self.marks[path]


def read_yaml(text: str) -> Document:
    """Reads one YAML document. Never raises for bad text: `errors` says what is wrong and where."""
    document = Document()
    try:
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark or error.context_mark
        mark = (at.line + 1, at.column + 1) if at else (1, 1)
        remedy = (
            "an alias repeats text out of sight: write it out" if "alias" in str(error.problem) else "mend the YAML"
        )
        document.errors.append((mark, "Y01", f"{error.problem or 'not YAML'}; {remedy}"))
        return document
    except yaml.YAMLError as error:
        document.errors.append(
            ((1, 1), "Y01", f"not YAML: {' '.join(str(error).split())}; save the file as UTF-8 text")
        )
        return document
    if node is None:
        document.errors.append(((1, 1), "Y02", "the file is empty; write a survey or remove it"))
        return document
    document.data = _Reader(document).value(node, ())
    return document


class _Reader:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.seen: set[int] = set()

    def value(self, node: Node, path: Path) -> Any:
        mark = (node.start_mark.line + 1, node.start_mark.column + 1)
        self.document.marks.setdefault(path, mark)
        if id(node) in self.seen:
            self.document.errors.append((mark, "Y03", "an alias repeats text out of sight; write it out"))
            return None
        if not isinstance(node, ScalarNode):
            self.seen.add(id(node))
        match node:
            case MappingNode():
                return self._mapping(node, path)
            case SequenceNode():
                return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
            case ScalarNode():
                return _scalar(node)
            case _:
                raise TypeError(f"no YAML node: {type(node).__name__}")

    def _mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            mark = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            key = key_node.value if isinstance(key_node, ScalarNode) else ""
            if key in found:
                first = self.document.marks[(*path, key)][0]
                message = f"`{key}` stands here a second time (first on line {first}); keep one"
                self.document.errors.append((mark, "Y04", message))
                continue
            self.document.marks[(*path, key)] = mark
            found[key] = self.value(value_node, (*path, key))
        return found


def _scalar(node: ScalarNode) -> str | int | Decimal | bool | None:
    text: str = node.value
    if node.style:  # quoted or folded: a text, whatever it looks like
        return text
    if text in ("", "~", "null"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if _INT.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    return text
