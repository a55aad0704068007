"""What else is wrong with a survey whose shape is wrong: broken questions are stood in for, and the rest is checked.

A question that does not have its shape is replaced, at its place, by an empty one with the same id, so that every
other problem of the file comes in the same run. What is then said about a stand-in, or because of it, is left out.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from pydantic import ValidationError

from surveys.problems import Finding, Path
from surveys.survey import Survey

ROUNDS = 3
_WORDS = {"title": "-", "ask": "-"}


def patched(data: Any, error: ValidationError) -> tuple[Survey, set[Path]] | None:
    """The survey with stand-ins, and their paths; None where the mistakes are not inside questions alone."""
    copy, paths = deepcopy(data), set[Path]()
    for _ in range(ROUNDS):
        broken = {_question(each["loc"], copy) for each in error.errors(include_url=False, include_input=False)}
        if None in broken:
            return None
        for path in broken:
            assert path is not None
            _stand_in(copy, path)
            paths.add(path)
        try:
            return Survey.model_validate(copy), paths
        except ValidationError as again:
            error = again
    return None


def told(findings: Iterable[Finding], survey: Survey, paths: set[Path]) -> list[Finding]:
    """The findings that have nothing to do with a stand-in."""
    ids = {_id(survey, path) for path in paths}
    return [
        each
        for each in findings
        if not any(each.path[: len(path)] == path for path in paths)
        and not any(f"`{id}`" in each.message.partition("; ")[0] for id in ids)
        and each.code[0] != "V"  # a fingerprint of stand-ins says nothing
    ]


def _question(location: tuple[int | str, ...], data: Any) -> Path | None:
    """The path of the question that an error lies in."""
    match location:
        case ("sections", int() as section, "questions" | "indicators" as kind, int() as index, *_):
            if _has(data, section, kind, index):
                return ("sections", section, kind, index)
    return None


def _has(data: Any, section: int, kind: str, index: int) -> bool:
    try:
        return data["sections"][section][kind][index] is not None
    except (KeyError, IndexError, TypeError):
        return False


def _stand_in(data: Any, path: Path) -> None:
    _, section, kind, index = path
    broken = data["sections"][section][kind][index]
    found = broken.get("id") if isinstance(broken, Mapping) else None
    id = found if isinstance(found, str) and found.replace("-", "").isalnum() and found[:1].islower() else f"x{index}"
    data["sections"][section][kind][index] = _fact(id) if kind == "questions" else _indicator(id, int(str(index)))


def _fact(id: str) -> dict[str, Any]:
    return {"id": id, "form": "text", **_WORDS}


def _indicator(id: str, index: int) -> dict[str, Any]:
    return {
        "id": id,
        "form": "level",
        "ladder": "climbs",
        "number": f"99.{index}",
        **_WORDS,
        "why": "-",
        "levels": [{"points": 0, "text": "-"}, {"points": 1, "text": "-", "step": {"months": 1, "time_only": True}}],
        "example": {"text": "-", "level": 0, "because": "-"},
        "proof": [{"text": "-"}],
        "document": {"effort": "none", "months": 0},
        "improve": "-",
        "threshold": {"points": 0, "green": 0, "basis": "ours"},
        "silver_audit": "yes",
    }


def _id(survey: Survey, path: Path) -> str:
    _, section, kind, index = path
    part = survey.sections[int(str(section))]
    questions = part.questions if kind == "questions" else part.indicators
    return questions[int(str(index))].id
