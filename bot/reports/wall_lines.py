"""The words of one indicator on the wall: number and title, how many have rated it, hardest and most disputed."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from bot.reports.lettering import fitting, width, wrapped
from bot.reports.shapes import INK, PAPER, box, lines, text
from bot.reports.spreads import LEVELS, Key, Spread
from bot.speech import Speech
from surveys.scoring import percent_floor

TALL = 120.0
"""From this height on words stand below each other."""


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator on the wall: `rated` of `of` people gave a letter by now; what is not released is None.

    The spread stands as it was released, so it may hold fewer; `exact` of those gave the key's letter.
    """

    number: str
    title: str
    rated: int
    of: int
    spread: Spread | None = None
    key: Key | None = None
    exact: int | None = None
    hardest: bool = False
    disputed: bool = False
    levels: int = LEVELS

    @property
    def lettered(self) -> bool:
        """Whether its letters are shown."""
        return self.spread is not None or self.key is not None

    @property
    def within(self) -> int:
        """How many ratings the spread holds; none where it is hidden."""
        return sum(self.spread.shown or ()) if self.spread else 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is drawn: left, top, width, height."""

    x: float
    y: float
    wide: float
    high: float

    @property
    def middle(self) -> float:
        """Half way down."""
        return self.y + self.high / 2

    def part(self, start: float, end: float) -> "Place":
        """The part between two shares of the width."""
        return Place(self.x + self.wide * start, self.y, self.wide * (end - start), self.high)


def name(found: Line, at: Place, numbers: float) -> list[str]:
    """Number and title: the title in one line, or in two where that is larger."""
    big = min(at.high * 0.58, 64)
    left = big * numbers + 22
    room, middle = at.wide - left, at.middle
    one = [each for each in (54.0, 50.0, 46.0, 42.0, 39.0, 36.0, 33.0, 30.0, 27.0, 24.0) if each < at.high * 0.56]
    two = [each for each in one if each * 2.3 < at.high] or [at.high / 2.4]
    size, fit = min(
        (fitting(found.title, tuple(two), room, 2), fitting(found.title, tuple(one), room, 1)),
        key=lambda each: (each[1][-1].endswith("…"), -each[0]),
    )
    fit = _even(fit, size, room)
    top = middle + size * 0.36 - size * 1.16 * (len(fit) - 1) / 2
    return [
        text(found.number, (at.x, middle + big * 0.36), big, bold=True),
        *(text(each, (at.x + left, top + size * 1.16 * n), size) for n, each in enumerate(fit)),
    ]


def _even(fit: list[str], size: float, room: float) -> list[str]:
    """The same lines, about as long as each other."""
    whole = " ".join(fit)
    narrow = (wrapped(whole, size, room * share / 20, len(fit)) for share in range(10, 20))
    return next((each for each in narrow if " ".join(each) == whole), fit) if len(fit) > 1 else fit


def rated(said: Speech, found: Line, at: Place) -> list[str]:
    """How many of how many, in words, with a tick before when it is all."""
    sign = min(at.high * 0.6, at.wide * 0.16) if found.of and found.rated == found.of else 0.0
    counted = said.say("{part} of {whole}", part=found.rated, whole=found.of)
    largest = min(at.high * 0.7, 92)
    sizes = tuple(largest * each / 20 for each in range(20, 5, -1))
    size, told = fitting(counted, sizes, at.wide - sign * 1.2, 1, bold=True)
    end = at.x + at.wide
    parts = lines(told, (end, at.middle + size * 0.36), size, bold=True, anchor="end")
    if sign:
        before = end - width(counted, size, bold=True) - size * 0.2
        parts.append(text("✓", (before, at.middle + size * 0.36), min(sign, size), anchor="end"))
    return parts


def words(said: Speech, found: Line, at: Place) -> list[str]:
    """How many ratings or how many exact ones, and the words for hard and disputed."""
    tags = [said.say("hardest")] * found.hardest + [said.say("most disputed")] * found.disputed
    rows = [[each] for each in tags]
    judged = found.exact is not None and found.within > 0
    if at.high < TALL and tags and not judged:
        return _rows("", rows, at)
    return _rows(_told(said, found), [tags] if at.high < TALL and tags else rows, at)


def _told(said: Speech, found: Line) -> str:
    """How many of the spread's ratings are exact, or how many there are."""
    within = found.within
    if found.exact is not None and within:
        share = said.number(percent_floor(Fraction(found.exact), within), 0)
        return said.say("{part} of {whole} exact ({share} %)", part=found.exact, whole=within, share=share)
    if within and within < found.rated:
        return said.say("{part} of {whole} ratings", part=within, whole=found.rated)
    return said.count("{n} rating", "{n} ratings", found.rated)


def _rows(told: str, tags: Sequence[Sequence[str]], at: Place) -> list[str]:
    """A line of words, and tags below it."""
    many = bool(told) + len(tags)
    step = min(at.high / many * 0.94, 78)
    top = at.middle - step * many / 2
    largest = min(step * (0.84 if tags else 0.62), 50)
    size, fit = fitting(told, tuple(largest * each / 20 for each in range(20, 7, -1)), at.wide, 1)
    parts = lines(fit, (at.x, top + step / 2 + size * 0.36), size)
    for number, each in enumerate(tags, start=bool(told)):
        parts += _tags(each, Place(at.x, top + step * number, at.wide, step * 0.94))
    return parts


def _tags(tags: Sequence[str], at: Place) -> list[str]:
    """Words on dark ground."""
    size = min(at.high, 62) * 0.78
    size *= min(1.0, at.wide / sum(width(each, size, bold=True) + size * 0.9 for each in tags))
    high, parts, x = size / 0.78, [], at.x
    for each in tags:
        wide = width(each, size, bold=True) + size * 0.6
        parts.append(box(x, at.middle - high / 2, wide, high, fill=INK, round_=8))
        middle = (x + wide / 2, at.middle + size * 0.36)
        parts.append(text(each, middle, round(size, 1), ink=PAPER, bold=True, anchor="middle"))
        x += wide + size * 0.3
    return parts
