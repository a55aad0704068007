"""What the models refuse, said in an author's words."""

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import ValidationError

from surveys.definition import Part
from surveys.problems import Finding, Path, did_you_mean
from surveys.survey import Survey


def shape_findings(error: ValidationError, data: Any) -> list[Finding]:
    """One finding for each place that does not fit the format."""
    errors = error.errors(include_url=False)
    return [
        _finding(each, data)
        for each in errors
        # a list counts as too short when its members were refused: those are the findings
        if each["type"] != "too_short"
        or not any(
            len(other["loc"]) > len(each["loc"]) and other["loc"][: len(each["loc"])] == each["loc"] for other in errors
        )
    ]


def _finding(error: Mapping[str, Any], data: Any) -> Finding:
    path = _path(error["loc"], data)
    name = str(error["loc"][-1])
    context = error.get("ctx", {})
    found = error.get("input")
    match error["type"]:
        case "missing":
            return Finding(path, "S01", f"`{name}` is missing; add it")
        case "extra_forbidden":
            return Finding(path, "S02", f"`{name}` is not known here; {did_you_mean(name, _known(error['loc']))}")
        case "union_tag_not_found":
            return Finding(path, "S01", "`form` or `kind` is missing; say which form the answer takes")
        case "union_tag_invalid":
            tags = [tag.strip(" '") for tag in context["expected_tags"].split(",")]
            return Finding(
                path, "S03", f"there is no form `{context['tag']}`; {did_you_mean(str(context['tag']), tags)}"
            )
        case "literal_error":
            words = [word.strip(" '") for word in context["expected"].replace(" or ", ",").split(",")]
            return Finding(path, "S03", f"`{found}` is no word for `{name}`; {did_you_mean(str(found), words)}")
        case "string_type":
            return Finding(path, "S04", f"`{name}` must be words, not {_kind(found)}; put it in quotes")
        case "string_too_short":
            return Finding(path, "S05", f"`{name}` is empty; write the text or remove the key")
        case "string_pattern_mismatch" | "string_too_long":
            return Finding(path, "S06", f"`{found}` can't be a `{name}`; {_pattern_remedy(name, context)}")
        case "bool_type" | "bool_parsing":
            return Finding(path, "S04", f"`{name}` must be true or false, not `{found}`")
        case "int_type" | "decimal_type" | "decimal_parsing" | "int_parsing":
            return Finding(path, "S04", f"`{name}` must be a number, not {_kind(found)}")
        case _:
            message = str(error["msg"])
            return Finding(path, "S07", f"`{name}`: {message[:1].lower()}{message[1:]}")


def _path(location: tuple[int | str, ...], data: Any) -> Path:
    """The part of pydantic's location that exists in the file: union tags are left out."""
    path: list[int | str] = []
    for step in location:
        match data, step:
            case dict(), _ if step in data:
                data = data[step]
            case list(), int() if step < len(data):
                data = data[step]
            case _:
                continue
        path.append(step)
    return tuple(path)


def _known(location: tuple[int | str, ...]) -> set[str]:
    """The keys an author may write at this place."""
    kind: Any = Survey
    for step in location[:-1]:
        kind = _inner(kind, step)
    parts = list(_parts(kind))
    return {field.alias or name for part in parts for name, field in part.model_fields.items()}


def _inner(kind: Any, step: int | str) -> Any:
    for part in _parts(kind):
        if not isinstance(step, str):
            break
        for name, field in part.model_fields.items():
            if step in (name, field.alias):
                return field.annotation
    tagged = [part for part in _parts(kind) if step in _tags(part)]
    return tagged[0] if tagged else kind


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
            return f"`{found}`"


def _pattern_remedy(name: str, context: Mapping[str, Any]) -> str:
    if "max_length" in context:
        return f"use at most {context['max_length']} characters"
    if name in ("number", "url", "language"):
        return {"number": 'write it like "4.1.2"', "url": "begin with https://", "language": "use two letters"}[name]
    return "use lower-case words with hyphens, beginning with a letter"
