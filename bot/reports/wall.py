"""The trainer's picture for the wall: one section, no names, read from ten metres, only what was released."""

from dataclasses import dataclass, replace
from itertools import pairwise

from bot.reports.lettering import fitting
from bot.reports.qr import Join, code_square, how, short_code
from bot.reports.shapes import FAINT, PANEL, PAPER, SOFT, box, document, leading, line, lines, text
from bot.reports.strips import grid, heading, legend, row
from bot.reports.typesetting import png
from bot.reports.wall_lines import Line, Place
from bot.speech import Speech, speech

WIDE, HIGH, EDGE = 1920.0, 1080.0, 48.0
TOP, FOOT = 196.0, 1004.0
"""Between them stand the indicators."""
TALLEST = 260.0
MOST = 12
"""So many indicators are read from ten metres; a longer section is told in several pictures."""
CORNER, NARROW = 400.0, 320.0
"""How wide the corner with code and QR is: before a release, and beside letters, which need room."""


@dataclass(frozen=True, slots=True)
class Wall:
    """A section of a group's practice, in its second round if so said; with `join` the way in stands in the corner.

    Up to `MOST` lines; more are `split`.
    """

    language: str
    title: str
    case: str
    lines: tuple[Line, ...]
    join: Join | None = None
    second: bool = False


def picture(wall: Wall) -> bytes:
    """The section as PNG, 1920 by 1080 pixels; equal bytes for equal input."""
    return png(wall_svg(wall), WIDE, HIGH)


def split(wall: Wall) -> tuple[Wall, ...]:
    """The same section in as few pictures as can be read, with about as many lines each."""
    many = -(-len(wall.lines) // MOST)
    if many < 2:
        return (wall,)
    ends = [len(wall.lines) * place // many for place in range(many + 1)]
    return tuple(
        replace(wall, title=f"{wall.title} ({place}/{many})", lines=wall.lines[start:end])
        for place, (start, end) in enumerate(pairwise(ends), start=1)
    )


def door(join: Join, title: str, language: str) -> bytes:
    """The picture while people are joining, 1920 by 1080 pixels: huge code, QR code, how many are in."""
    return png(door_svg(join, title, language), WIDE, HIGH)


def wall_svg(wall: Wall) -> str:
    """The section as SVG."""
    said = speech(wall.language)
    corner = NARROW if any(each.lettered for each in wall.lines) else CORNER
    wide = WIDE - 2 * EDGE - (corner if wall.join else 0)
    high = min((FOOT - TOP) / max(len(wall.lines), 1), TALLEST)
    parts = [*_head(said, wall, wide), *heading(wall.lines, Place(EDGE, TOP - 54, wide, 42))]
    shared = grid(wall.lines)
    for number, each in enumerate(wall.lines):
        place = Place(EDGE, TOP + number * high, wide, high)
        parts += [line((EDGE, place.y), (EDGE + wide, place.y), FAINT, 2), *row(said, each, place, shared)]
    parts += legend(said, wall.lines, (EDGE, 1052), wide)
    return document(WIDE, HIGH, [*parts, *(_corner(said, wall.join, corner) if wall.join else [])])


def door_svg(join: Join, title: str, language: str) -> str:
    """The picture while people are joining, as SVG."""
    said = speech(language)
    room = WIDE - HIGH - EDGE
    size, name = fitting(title, (72, 64, 56, 50, 44, 40), room, 3, bold=True)
    parts = [box(0, 0, WIDE, HIGH, fill=PAPER), *lines(name, (EDGE, 110), size, bold=True)]
    asked, words = fitting(how(said, join), (50, 46, 42, 38), room, 4)
    parts += lines(words, (EDGE, 390), asked)
    top = 390 + leading(asked) * len(words)
    parts += short_code(join.code, (EDGE + room / 2, (top + 860) / 2 + 70), room, 300)
    many, told = fitting(joined_words(said, join.joined), (84, 76, 68, 60), room, 1, bold=True)
    parts += lines(told, (EDGE, 960), many, bold=True)
    small, practice = fitting(unofficial(said), (32, 28, 24, 22), room, 1)
    parts += lines(practice, (EDGE, 1040), small, ink=SOFT)
    return document(WIDE, HIGH, [*parts, *code_square(join.link, (WIDE - HIGH, 0), HIGH)])


def joined_words(said: Speech, joined: int) -> str:
    """How many are in."""
    if not joined:
        return said.say("Nobody has joined yet")
    return said.count("{n} person has joined", "{n} people have joined", joined)


def unofficial(said: Speech) -> str:
    """That it is practice, and of no office."""
    return said.say("Practice on an invented case, not an ESCA or EUCLES result")


def _head(said: Speech, wall: Wall, wide: float) -> list[str]:
    size, title = fitting(wall.title, (62, 56, 50, 44), wide, 1, bold=True)
    told = [unofficial(said), *([said.say("second round")] if wall.second else []), wall.case]
    small, words = fitting(" · ".join(told), (32, 29, 26, 24), wide, 1)
    paper = box(0, 0, WIDE, HIGH, fill=PAPER)
    return [paper, *lines(title, (EDGE, 78), size, bold=True), *lines(words, (EDGE, 124), small, ink=SOFT)]


def _corner(said: Speech, join: Join, wide: float) -> list[str]:
    """Code and QR beside the indicators, until all have joined."""
    left, room = WIDE - wide, wide - 40
    middle = left + wide / 2
    parts = [box(left, 0, wide, HIGH, fill=PANEL), *code_square(join.link, (left, 0), wide)]
    parts += short_code(join.code, (middle, wide + 110), room, 110)
    size, words = fitting(how(said, join), (34, 32, 30, 28, 26, 24, 22, 20), room, 7)
    parts += lines(words, (left + 20, wide + 190), size)
    parts.append(text(str(join.joined), (middle, 945), 130, bold=True, anchor="middle"))
    small, told = fitting(said.count("has joined", "have joined", join.joined), (44, 40, 36, 32), room, 1)
    return [*parts, *lines(told, (middle, 1010), small, anchor="middle")]
