"""YAML text as plain data with the place of every part: YAML 1.2 words, no duplicate keys, no aliases.

`no`, `on` and `12:30` stay words, numbers with a point are exact decimals, and every error comes with its line.
Read event by event: a composed tree has lost where an alias stood, and composing text nested deeply enough crashes.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamStartEvent,
)

from surveys.problems import Path, clipped

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml: slower, the same result
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

Mark = tuple[int, int]
DEEPEST = 40
"""Levels of nesting that are read; the format itself needs about a dozen."""

_INT = re.compile(r"[-+]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[-+]?([0-9]{1,18}\.[0-9]{0,18}|\.[0-9]{1,18})")


class Document:
    """Data read from one text, the mark (line, column) of every path, and what was wrong on the way.

    `unread` holds the paths that an error left empty: what else is wrong with them follows from that error.
    """

    def __init__(self) -> None:
        self.data: Any = None
        self.marks: dict[Path, Mark] = {(): (1, 1)}
        self.unread: set[Path] = set()
        self.errors: list[tuple[Mark, str, str]] = []

    def mark(self, path: Path) -> Mark:
        """Where this path stands, or the nearest part of it that exists."""
        while path not in self.marks:
            path = path[:-1]
        return self.marks[path]


class _NotRead(Exception):
    """The text can't be read any further; the error is noted."""


def read_yaml(text: str) -> Document:
    """Reads one YAML document. Never raises for bad text: `errors` says what is wrong and where."""
    document = Document()
    try:
        _Reader(document, yaml.parse(text, Loader=_Loader)).read()
    except _NotRead:
        document.data = None
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark or error.context_mark
        mark = (at.line + 1, at.column + 1) if at else (1, 1)
        document.errors.append(
            (mark, "Y01", f"{error.problem or 'this is not YAML'}; mend the YAML here or just before")
        )
    except yaml.YAMLError as error:
        message = f"not YAML: {' '.join(str(error).split())}; save the file as UTF-8 text"
        document.errors.append(((1, 1), "Y01", message))
    return document


class _Reader:
    def __init__(self, document: Document, events: Iterator[Event]) -> None:
        self.document = document
        self.events = events

    def read(self) -> None:
        """Reads the only document of the stream."""
        first = next(self.events)
        while isinstance(first, StreamStartEvent | DocumentStartEvent):
            first = next(self.events)
        if not isinstance(first, ScalarEvent | MappingStartEvent | SequenceStartEvent | AliasEvent):
            self._stop((1, 1), "Y02", "the file is empty; write a survey or case, or remove it")
        data = self._value(first, ())
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                self._stop(_mark(event), "Y01", "a second document begins here, a file holds one; remove the `---`")
            elif not isinstance(event, DocumentEndEvent):
                break
        self.document.data = data

    def _value(self, event: Event, path: Path) -> Any:
        mark = _mark(event)
        self.document.marks.setdefault(path, mark)
        if len(path) > DEEPEST:
            self._stop(mark, "Y01", f"nested more than {DEEPEST} levels deep; close the brackets before")
        if isinstance(event, AliasEvent):
            self._note(mark, "Y03", "an alias repeats text out of sight; write it out")
            self.document.unread.add(path)
            return None
        if isinstance(event, ScalarEvent | CollectionStartEvent) and event.tag:
            self._note(mark, "Y03", f"the tag `{clipped(event.tag)}` is not read; remove it, and put text in quotes")
            self.document.unread.add(path)
        match event:
            case MappingStartEvent():
                return self._mapping(path)
            case SequenceStartEvent():
                return [self._value(item, (*path, index)) for index, item in enumerate(self._until(SequenceEndEvent))]
            case ScalarEvent():
                return _scalar(event)
            case _:
                raise TypeError(f"no YAML value: {type(event).__name__}")

    def _mapping(self, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for event in self._until(MappingEndEvent):
            mark = _mark(event)
            if not isinstance(event, ScalarEvent):
                self._stop(mark, "Y01", "a key is a word; write `key: value`")
            key = event.value
            if key in found:
                first = self.document.marks[(*path, key)][0]
                self._note(mark, "Y04", f"`{clipped(key)}` stands here a second time (first on line {first}); keep one")
                self._value(next(self.events), (*path, key))
                continue
            self.document.marks[(*path, key)] = mark
            found[key] = self._value(next(self.events), (*path, key))
        return found

    def _until(self, end: type[Event]) -> Iterator[Event]:
        """The events up to the end of a collection; what they begin is read by whoever takes them."""
        for event in self.events:
            if isinstance(event, end):
                return
            yield event

    def _note(self, mark: Mark, code: str, message: str) -> None:
        self.document.errors.append((mark, code, message))

    def _stop(self, mark: Mark, code: str, message: str) -> NoReturn:
        self._note(mark, code, message)
        raise _NotRead


def _mark(event: Event) -> Mark:
    at = event.start_mark
    return (at.line + 1, at.column + 1) if at else (1, 1)


def _scalar(event: ScalarEvent) -> str | int | Decimal | bool | None:
    text: str = event.value
    if event.style:  # quoted or folded: a text, whatever it looks like
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
