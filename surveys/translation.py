"""A survey in another language: an overlay that mirrors the survey's parts, keyed by id, holding only words.

Parts with an id are keyed by it; parts without one (levels, proof) stand in a list of the same length; a part whose
only words are one `text` is that text. What must be translated follows from the models: every `Words` field.
The words of a practice case are read the same way.
"""

import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin
from unicodedata import combining, normalize

from surveys.definition import Alone, ChoiceFact, Condition, Option, Part, Translated
from surveys.problems import Finding, Path, did_you_mean
from surveys.survey import Survey

Data = dict[str, Any]


def translated(survey: Survey, language: str, overlay: Mapping[str, Any]) -> tuple[Survey, list[Finding]]:
    """The survey in this language, and every text that is missing or left over in the overlay (at overlay paths).

    What is missing stays in the survey's own language, so that the rest can be checked all the same.
    """
    if language == survey.language:
        message = f"survey.yaml holds the words in `{language}` already; remove this file"
        return survey, [Finding((), "T06", message, True)]
    head = {"language": language, "survey": survey.id, "version": survey.version}
    data, findings = words_from(survey, head, overlay)
    return Survey.model_validate({**data, "language": language}), findings


def words_from(whole: Part, head: Data, overlay: Mapping[str, Any]) -> tuple[Data, list[Finding]]:
    """The data of a survey or case with the overlay's words, and what is missing or left over in it.

    `head` is what the overlay must say it is for.
    """
    walk = _Walk()
    walk.findings += _head(head, overlay)
    data = walk.part(whole, {key: value for key, value in overlay.items() if key not in head}, ())
    return data, walk.findings


def _head(head: Data, overlay: Mapping[str, Any]) -> Iterator[Finding]:
    """An overlay says which survey, version and language it is for, so that a copied file can't pass unnoticed."""
    for key, meant in head.items():
        if overlay.get(key) != meant:
            yield Finding((key,), "T06", f"this file is not for {key} `{meant}`; write `{key}: {meant}`", True)


def _sorted(options: Sequence[Data | Option]) -> list[Data | Option]:
    """Options by their words in this language, whatever their accents; the last one stays last."""

    def plain(option: Data | Option) -> str:
        text = option.text if isinstance(option, Option) else str(option["text"])
        return "".join(each for each in normalize("NFKD", text.casefold()) if not combining(each))

    *named, last = options
    return [*sorted(named, key=plain), last]


@cache
def _has_words(kind: Any) -> bool:
    """Whether a field of this type holds, somewhere, words for people."""
    if get_origin(kind) is Annotated:
        inner, *extras = get_args(kind)
        return any(extra is Translated or isinstance(extra, Translated) for extra in extras) or _has_words(inner)
    if kind is Condition:  # holds ids only, and itself
        return False
    if isinstance(kind, type) and issubclass(kind, Part):
        return bool(_word_fields(kind))
    if get_origin(kind) in (tuple, Union, types.UnionType) or get_origin(kind) is not None:
        return any(_has_words(inner) for inner in get_args(kind) if inner is not Ellipsis)
    return False


@cache
def _word_fields(kind: type[Part]) -> tuple[str, ...]:
    """The fields of a part that hold words, directly or deeper. Conditions and such hold none."""
    found = []
    for name, field in kind.model_fields.items():
        marked = any(isinstance(extra, Translated) for extra in field.metadata)
        annotation: Any = field.annotation
        if marked or _has_words(annotation):
            found.append(name)
    return tuple(found)


def _alone(kind: type[Part]) -> str | None:
    """The field whose words stand in the overlay in place of the part itself."""
    fields = kind.model_fields.items()
    return next((name for name, field in fields if any(isinstance(extra, Alone) for extra in field.metadata)), None)


class _Walk:
    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def part(self, part: Part, words: Any, path: Path) -> Data:
        """The part's data with its words replaced."""
        data: Data = {name: getattr(part, name) for name in type(part).model_fields}
        fields = [name for name in _word_fields(type(part)) if getattr(part, name) not in (None, (), {})]
        alone = _alone(type(part))
        if alone is not None:
            return {**data, alone: self.value(getattr(part, alone), words, path)}
        if fields == ["text"] and isinstance(words, str):
            words = {"text": words}
        if not isinstance(words, Mapping):
            self._missing(path, f"a mapping with {_listed(fields)}")
            return data
        names = {name: _written(part, name) for name in fields}
        self._left_over(words, names.values(), path)
        for name, written in names.items():
            data[name] = self.value(getattr(part, name), words.get(written), (*path, written))
        if isinstance(part, ChoiceFact) and part.alphabetical:
            data["options"] = _sorted(data["options"])
        return data

    def value(self, value: Any, words: Any, path: Path) -> Any:
        """One field's value with its words replaced."""
        if words is None:
            self._missing(path, "this text" if isinstance(value, str) else "these texts")
            return value
        match value:
            case str():
                return self._text(value, words, path)
            case Part():
                return self.part(value, words, path)
            case Mapping() if isinstance(words, Mapping):
                self._left_over(words, value, path)
                return {key: self.value(inner, words.get(key), (*path, key)) for key, inner in value.items()}
            case Mapping():
                self._missing(path, f"a mapping with {_listed(value)}")
                return value
            case tuple():
                return self._several(value, words, path)
            case _:
                return value

    def _text(self, value: str, words: Any, path: Path) -> str:
        if not isinstance(words, str):
            self.findings.append(Finding(path, "T03", f"`{_dotted(path)}` must be words; put the text in quotes", True))
            return value
        if not words.strip():
            self.findings.append(Finding(path, "T04", f"`{_dotted(path)}` is empty; write the translation", True))
            return value
        return words

    def _several(self, parts: tuple[Any, ...], words: Any, path: Path) -> list[Any]:
        if parts and hasattr(parts[0], "id"):
            keyed = {part.id: part for part in parts if not isinstance(part, Part) or _words_in(part)}
            if not isinstance(words, Mapping):
                self._missing(path, f"a mapping with {_listed(keyed)}")
                return list(parts)
            self._left_over(words, keyed, path)
            return [
                self.value(part, words.get(part.id), (*path, part.id)) if part.id in keyed else part for part in parts
            ]
        if not isinstance(words, list) or len(words) != len(parts):
            found = len(words) if isinstance(words, list) else "no list"
            message = f"`{_dotted(path)}` has {found}; write {len(parts)} texts, in the same order"
            self.findings.append(Finding(path, "T05", message, True))
            return list(parts)
        return [
            self.value(part, text, (*path, index)) for index, (part, text) in enumerate(zip(parts, words, strict=True))
        ]

    def _missing(self, path: Path, what: str) -> None:
        self.findings.append(Finding(path, "T01", f"`{_dotted(path)}` is not translated; add {what}", True))

    def _left_over(self, words: Any, known: Any, path: Path) -> None:
        for key in words if isinstance(words, Mapping) else ():
            if key not in set(known):
                message = f"`{_dotted((*path, key))}` translates nothing; remove it, or {did_you_mean(key, known)}"
                self.findings.append(Finding((*path, key), "T02", message, True))


def _words_in(part: Part) -> bool:
    return any(getattr(part, name) not in (None, (), {}) for name in _word_fields(type(part)))


def _written(part: Part, name: str) -> str:
    """The key an author writes for a field."""
    return type(part).model_fields[name].alias or name


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _dotted(path: Path) -> str:
    return ".".join(str(step) for step in path)
