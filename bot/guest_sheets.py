"""The letters of a guest on paper, as a trainer types them in one message. Pure."""

import re
from dataclasses import dataclass, field
from typing import Literal

from surveys.session import Documented
from surveys.training import Rated
from surveys.vocabulary import LETTERS, tidy

OPEN = "-–—."
"""How one writes that an indicator was not rated."""
STATES = {
    "y": Documented.YES, "j": Documented.YES, "p": Documented.PARTLY, "t": Documented.PARTLY, "n": Documented.NO,
}  # fmt: skip
"""Yes, partly, no in English and German, behind a letter."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A guest's name and ratings in the order of the sheet; None: not rated."""

    name: str = field(repr=False)
    ratings: tuple[Rated | None, ...]


@dataclass(frozen=True, slots=True)
class Misread:
    """What of a line can't be read: its form (no name or no letters), how many letters, or one sign."""

    what: Literal["form", "count", "sign"]
    found: str = ""


def read_sheet(text: str, many: int, limit: int) -> Sheet | Misread:
    """`Guest 3: C D B A - E`, with y, p or n behind a letter for documented, or all letters in one word.

    `many`: indicators on the sheet; `limit`: characters of a name.
    """
    name, colon, rest = tidy(text).replace("\n", " ").partition(":")
    name = " ".join(name.split())
    tokens = _tokens(rest, many)
    if not colon or not name or len(name) > limit or not tokens:
        return Misread("form")
    found = [_rating(each) for each in tokens]
    wrong = next((token for token, each in zip(tokens, found, strict=True) if isinstance(each, Misread)), None)
    if wrong is not None:
        return Misread("sign", wrong[:10])
    if len(tokens) != many:
        return Misread("count", str(len(tokens)))
    return Sheet(name, tuple(None if isinstance(each, Misread) else each for each in found))


def _tokens(rest: str, many: int) -> list[str]:
    """The signs, one for an indicator; a single word of letters is taken apart."""
    found = re.split(r"[\s,;]+", rest.strip())
    if len(found) == 1 and many > 1:
        return re.findall(rf"[A-Za-z{re.escape(OPEN)}]", found[0]) if not re.search(r"\d", found[0]) else found
    return [each for each in found if each]


def _rating(token: str) -> Rated | Misread | None:
    if token in OPEN:
        return None
    letter, state = token[:1].upper(), token[1:].casefold()
    if letter not in LETTERS[:6] or (state and state not in STATES):
        return Misread("sign", token)
    points = LETTERS.index(letter)
    return Rated(points, STATES[state] if state and points else None)
