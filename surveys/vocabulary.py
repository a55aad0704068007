"""What reading a typed text needs in any form: the words of a language, letters, and words that fit one option only."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from surveys.session import Ambiguous, NotAChoice, Problem, Value

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words of one language that people type; all casefolded, so with `ss` for `ß`."""

    yes: frozenset[str]
    no: frozenset[str]
    not_sure: frozenset[str]
    partly: frozenset[str]
    none: frozenset[str]
    about: frozenset[str]
    of: frozenset[str]
    go_on: frozenset[str]
    months: Mapping[str, int]


class Reading(NamedTuple):
    """A value read from text, and whether the person called it an estimate."""

    value: Value
    estimate: bool = False


def tidy(text: str) -> str:
    """The text without control characters and halves of characters; line breaks and tabs stay."""
    return "".join(each for each in text if each in "\n\t" or unicodedata.category(each) not in ("Cc", "Cs"))


def letter(typed: str, many: int) -> int | None:
    """The place (0 first) that a single letter names, if it is one of the first `many`."""
    found = re.fullmatch(r"\(?([A-Za-z])[).:]?", typed)
    place = LETTERS.index(found[1].upper()) if found else many
    return place if place < many else None


def by_words(typed: str, texts: Sequence[str]) -> list[int]:
    """The places whose text holds every typed word; an exact text beats the rest. Short words alone find nothing."""
    said = typed.casefold()
    exact = [place for place, text in enumerate(texts) if text.casefold() == said]
    tokens = re.findall(r"\w+", said)
    if exact or not any(len(token) > 2 for token in tokens):
        return exact
    found = []
    for place, text in enumerate(texts):
        known = re.findall(r"\w+", text.casefold())
        if all(any(word.startswith(token) for word in known) for token in tokens):
            found.append(place)
    return found


def one_of(readings: Sequence[Value]) -> Reading | Problem:
    """The only reading there is; several are asked back, none is refused."""
    match readings:
        case []:
            return NotAChoice()
        case [value]:
            return Reading(value)
        case _:
            return Ambiguous(tuple(readings[:6]))
