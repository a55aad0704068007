"""What the models refuse, said in an author's words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

from pydantic import ValidationError

from surveys.definition import Part
from surveys.problems import Finding, Path, clipped, did_you_mean
from surveys.survey import Survey


def shape_findings(error: ValidationError, data: Any, whole: type[Part] = Survey) -> list[Finding]:
    """One finding for each place that does not fit the format; a key without a value is left to `empty_findings`."""
    errors = error.errors(include_url=False)
    return [_finding(each, data, whole) for each in errors if not _follows(each, errors)]


def _follows(error: Mapping[str, Any], errors: Sequence[Mapping[str, Any]]) -> bool:
    """Whether this is said elsewhere: by an empty key, or, for a list too short, by its refused members."""
    place, found = error["loc"], error.get("input")
    match error["type"]:
        case "too_short":
            return any(len(other["loc"]) > len(place) and other["loc"][: len(place)] == place for other in errors)
        case "union_tag_invalid":
            return isinstance(found, dict) and _blank(found.get(_tag(error)))
        case "missing" | "extra_forbidden":
            return False
        case _:
            return _blank(found)


def empty_findings(data: Any, path: Path = ()) -> list[Finding]:
    """One finding for each key or list entry that nothing follows, or only blanks: in a survey that is never meant."""
    match data:
        case dict():
            return [found for key, value in data.items() for found in empty_findings(value, (*path, key))]
        case list():
            return [found for index, value in enumerate(data) for found in empty_findings(value, (*path, index))]
        case _ if _blank(data):
            return [Finding(path, "S05", f"{_name(path)} is empty; write it or remove the key")]
        case _:
            return []


def _blank(found: Any) -> bool:
    return found is None or (isinstance(found, str) and not found.strip())


def _finding(error: Mapping[str, Any], data: Any, whole: type[Part]) -> Finding:
    path = _path(error["loc"], data)
    key = str(error["loc"][-1])
    context = error.get("ctx", {})
    found = error.get("input")
    match error["type"]:
        case "missing":
            return Finding(path, "S01", f"`{key}` is missing; add it")
        case "union_tag_not_found":
            tag = _tag(error)
            return Finding(path, "S01", f"`{tag}` is missing; add it to say which {tag} this is")
        case "extra_forbidden":
            remedy = did_you_mean(key, _known(error["loc"], whole))
            return Finding(path, "S02", f"`{clipped(key)}` is not known here; {remedy}")
        case "union_tag_invalid":
            tag, word = _tag(error), str(context["tag"])
            remedy = did_you_mean(word, _quoted(context["expected_tags"]))
            return Finding((*path, tag), "S03", f"there is no {tag} `{clipped(word)}`; {remedy}")
        case "literal_error" | "enum":
            remedy = did_you_mean(str(found), _quoted(context["expected"]))
            if isinstance(found, str):
                return Finding(path, "S03", f"`{clipped(found)}` is no word for {_name(path)}; {remedy}")
            return Finding(path, "S04", f"{_name(path)} must be a word, not {_kind(found)}; {remedy}")
        case "string_pattern_mismatch" | "string_too_long":
            what = "an id" if key == "[key]" else _name(path)
            return Finding(path, "S06", f"`{clipped(found)}` can't be {what}; {_pattern_remedy(key, context)}")
        case kind if kind in _MEANT:
            meant, remedy = _MEANT[kind]
            return Finding(path, "S04", f"{_name(path)} must be {meant}, not {_kind(found)}; {remedy}")
        case _:
            return Finding(path, "S07", f"{_name(path)}: {_limit(error, context)}")


_MEANT = {
    "string_type": ("words", "put it in quotes"),
    "bool_type": ("true or false", "write one of the two"),
    "int_type": ("a whole number", "write digits without quotes"),
    "decimal_type": ("a number", "write digits, with a point for decimals"),
    "decimal_parsing": ("a number", "write digits, with a point for decimals"),
    "tuple_type": ("a list", "begin each entry with `- `, or write `[…, …]`"),
    "dict_type": ("a mapping", "write `key: value` under it"),
    "model_type": ("a mapping", "write `key: value` under it"),
    "day_type": ("a day", "write it like 2026-10-15"),
}


def _limit(error: Mapping[str, Any], context: Mapping[str, Any]) -> str:
    """A number outside its limits, or a list too short or too long."""
    match error["type"]:
        case "greater_than_equal":
            return f"`{clipped(error['input'])}` is too small; write {context['ge']} or more"
        case "less_than_equal":
            return f"`{clipped(error['input'])}` is too large; write {context['le']} or less"
        case "too_short":
            return f"too few entries; write at least {context['min_length']}"
        case "too_long":
            return f"too many entries; write at most {context['max_length']}"
        case _:
            return f"{error['msg']}; mend the value"


def _tag(error: Mapping[str, Any]) -> str:
    """The key that says which form a part has: `form` or `kind`."""
    return str(error["ctx"]["discriminator"]).strip("'")


def _quoted(listed: str) -> list[str]:
    """The words that pydantic lists in single quotes."""
    return re.findall(r"'([^']*)'", listed)


def _name(path: Path) -> str:
    match path:
        case (*_, str(key), int(index)):
            return f"entry {index + 1} of `{key}`"
        case (*_, last):
            return f"`{last}`"
        case _:
            return "the file"


def _path(location: tuple[int | str, ...], data: Any) -> Path:
    """The part of pydantic's location that exists in the file: the word for a part's form or kind is left out.

    That word comes right after the part itself, and may also be one of its keys (`number`, `counts`).
    """
    path: list[int | str] = []
    entered = True
    for step in location:
        tagged = entered and isinstance(data, dict) and step in (data.get("form"), data.get("kind"))
        entered = not tagged
        if tagged:
            continue
        match data, step:
            case dict(), _ if step in data:
                data = data[step]
            case list(), int() if step < len(data):
                data = data[step]
            case _:
                break
        path.append(step)
    return tuple(path)


def _known(location: tuple[int | str, ...], whole: type[Part]) -> set[str]:
    """The keys an author may write at this place."""
    kind: Any = whole
    for step in location[:-1]:
        kind = _inner(kind, step)
    parts = list(_parts(kind))
    return {field.alias or name for part in parts for name, field in part.model_fields.items()}


def _inner(kind: Any, step: int | str) -> Any:
    """What stands at a step below this type: the part with that form, or the field with that key."""
    parts = [part for part in _parts(kind) if isinstance(step, str)]
    for part in parts:
        if step in _tags(part):
            return part
    for part in parts:
        for name, field in part.model_fields.items():
            if step in (name, field.alias):
                return field.annotation
    return kind


def _tags(part: type[Part]) -> set[object]:
    return {
        tag
        for name in ("form", "kind")
        if name in part.model_fields
        for tag in get_args(part.model_fields[name].annotation)
    }


def _parts(kind: Any) -> Iterator[type[Part]]:
    if isinstance(kind, type) and issubclass(kind, Part):
        yield kind
    for inner in get_args(kind):
        yield from _parts(inner)


def _kind(found: Any) -> str:
    match found:
        case bool():
            return f"the truth value `{str(found).lower()}`"
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case None:
            return "nothing"
        case _:
            return f"`{clipped(found)}`"


def _pattern_remedy(name: str, context: Mapping[str, Any]) -> str:
    if "max_length" in context:
        return f"use at most {context['max_length']} characters"
    written = {
        "number": 'write it like "4.1.2"',
        "url": "begin with https://",
        "language": "use two letters",
        "dated": "write a month like 2025-11, or a year",
    }
    if name in written:
        return written[name]
    return "use lower-case words with hyphens, beginning with a letter"
