"""Values of a conversation as JSON text and back: one tag for each kind, the same in every version."""

import json
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any, assert_never

from surveys.session import (
    Asking,
    CannotJudge,
    Checklist,
    Choice,
    Counts,
    Documented,
    Month,
    Named,
    Number,
    Place,
    Points,
    Proving,
    Ratio,
    Reviewing,
    Scope,
    Skipped,
    Submitted,
    Text,
    Value,
)
from surveys.simulation import Change, ToFact, ToLevel


def encode_value(value: Value | None) -> str | None:
    """A value as JSON text; numbers keep every digit."""
    if value is None:
        return None
    data: dict[str, Any]
    match value:
        case Points(points):
            data = {"points": points}
        case Number(amount):
            data = {"number": str(amount)}
        case Ratio(part, whole):
            data = {"ratio": [str(part), str(whole)]}
        case Counts(amounts, done, last):
            data = {"counts": dict(amounts), "done": done} | ({} if last is None else {"last": dict(last)})
        case Checklist(items, done, last):
            data = {"checklist": list(items), "done": done} | ({} if last is None else {"last": list(last)})
        case Choice(option):
            data = {"choice": option}
        case Month(text):
            data = {"month": text}
        case Text(text):
            data = {"text": text}
        case _:
            assert_never(value)
    return _dump(data)


def decode_value(text: str | None) -> Value | None:
    """The value that was encoded."""
    if text is None:
        return None
    data: Any = json.loads(text)
    match data:
        case {"points": int(points)}:
            return Points(points)
        case {"number": str(amount)}:
            return Number(Decimal(amount))
        case {"ratio": [str(part), str(whole)]}:
            return Ratio(Decimal(part), Decimal(whole))
        case {"counts": dict(amounts), "done": bool(done)}:
            return Counts(_amounts(amounts), done, _amounts(data["last"]) if "last" in data else None)
        case {"checklist": list(items), "done": bool(done)}:
            return Checklist(tuple(items), done, tuple(data["last"]) if "last" in data else None)
        case {"choice": str(option)}:
            return Choice(option)
        case {"month": str(month)}:
            return Month(month)
        case {"text": str(words)}:
            return Text(words)
        case _:
            raise ValueError("a stored value of no known kind")


def _amounts(data: dict[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple((str(item), int(amount)) for item, amount in data.items())


def encode_mark(mark: Skipped | CannotJudge | None) -> str | None:
    """A mark as JSON text."""
    match mark:
        case None:
            return None
        case Skipped():
            return _dump({"skipped": True})
        case CannotJudge(reason):
            return _dump({"cannot_judge": reason})
        case _:
            assert_never(mark)


def decode_mark(text: str | None) -> Skipped | CannotJudge | None:
    """The mark that was encoded."""
    data = json.loads(text) if text else None
    match data:
        case None:
            return None
        case {"cannot_judge": str(reason)}:
            return CannotJudge(reason)
        case _:
            return Skipped()


def encode_named(document: Named | None) -> str | None:
    """A document's name as JSON text."""
    if document is None:
        return None
    return _dump({"title": document.title, "date": document.date, "place": document.place})


def decode_named(text: str | None) -> Named | None:
    """The document's name that was encoded."""
    return Named(**json.loads(text)) if text else None


def encode_place(place: Place) -> str:
    """A place as JSON text."""
    match place:
        case Asking(question, then):
            return _dump({"asking": question, "then": then})
        case Proving(question, then):
            return _dump({"proving": question, "then": then})
        case Reviewing():
            return _dump({"reviewing": True})
        case Submitted(at):
            return _dump({"submitted": at.isoformat()})
        case _:
            assert_never(place)


def decode_place(text: str) -> Place:
    """The place that was encoded."""
    data: Any = json.loads(text)
    match data:
        case {"asking": str(question), "then": then}:
            return Asking(question, then)
        case {"proving": str(question)}:
            return Proving(question, data.get("then"))
        case {"reviewing": True}:
            return Reviewing()
        case {"submitted": str(at)}:
            return Submitted(datetime.fromisoformat(at))
        case _:
            raise ValueError("a stored place of no known kind")


def encode_scope(scope: Scope) -> str:
    """A scope as JSON text."""
    return _dump({"kind": scope.kind, "ids": list(scope.ids)})


def decode_scope(text: str) -> Scope:
    """The scope that was encoded."""
    data = json.loads(text)
    return Scope(data["kind"], tuple(data["ids"]))


def _dump(data: dict[str, Any] | list[dict[str, Any]]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def encode_changes(changes: Iterable[Change]) -> str:
    """Changes as JSON text."""
    return _dump([_change(each) for each in changes])


def _change(change: Change) -> dict[str, Any]:
    match change:
        case ToLevel(indicator, points, documented):
            return {"indicator": indicator, "points": points, "documented": documented.value if documented else None}
        case ToFact(fact, value):
            return {"fact": fact, "value": json.loads(encode_value(value) or "null")}
        case _:
            assert_never(change)


def decode_changes(text: str) -> tuple[Change, ...]:
    """The changes that were encoded."""
    made: list[Change] = []
    for data in json.loads(text):
        match data:
            case {"indicator": str(indicator), "points": int(points), "documented": documented}:
                made.append(ToLevel(indicator, points, Documented(documented) if documented else None))
            case {"fact": str(fact), "value": dict(value)}:
                found = decode_value(json.dumps(value))
                assert found is not None
                made.append(ToFact(fact, found))
            case _:
                raise ValueError("a stored change of no known kind")
    return tuple(made)
