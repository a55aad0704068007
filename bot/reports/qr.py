"""The way into a group: a QR code that a phone reads from a slide, and the short code to type."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import segno

from bot.reports.lettering import fitting, width
from bot.reports.shapes import PAPER, box, document, lines, text
from bot.reports.typesetting import png
from bot.speech import Speech, speech

WIDE, HIGH, EDGE = 1200.0, 1480.0, 60.0
QUIET = 4
"""Modules that stay white on each side, as ISO/IEC 18004 asks."""
BLACK = "#000000"


@dataclass(frozen=True, slots=True)
class Join:
    """How a group is joined: the link in the QR code, or a code sent to the bot (its name with the @)."""

    link: str
    code: str
    bot: str
    joined: int


def picture(join: Join, language: str) -> bytes:
    """The QR code with the short code below, as PNG of 1200 by 1480 pixels; equal bytes for equal input."""
    return png(qr_svg(join, language), WIDE, HIGH)


def qr_svg(join: Join, language: str) -> str:
    """The same as SVG."""
    room = WIDE - 2 * EDGE
    parts = [box(0, 0, WIDE, HIGH, fill=PAPER), *code_square(join.link, (0, 0), WIDE)]
    size, words = fitting(how(speech(language), join), (46, 42, 38, 34), room, 2)
    parts += lines(words, (WIDE / 2, 1215 if len(words) == 1 else 1190), size, anchor="middle")
    return document(WIDE, HIGH, [*parts, *short_code(join.code, (WIDE / 2, 1430), room, 190)])


def how(said: Speech, join: Join) -> str:
    """What to do with both codes."""
    return said.say("Scan the square with your phone, or send this code to {bot}:", bot=join.bot)


def short_code(code: str, at: tuple[float, float], room: float, largest: float) -> list[str]:
    """The code in one line around a point, as large as the room allows."""
    size = min(largest, largest * room / max(width(code, largest, bold=True), 1))
    return [text(code, at, round(size, 1), bold=True, anchor="middle", ink=BLACK)]


def code_square(link: str, at: tuple[float, float], room: float) -> list[str]:
    """The QR code with its white margin inside a square of that size, each module a whole number of pixels."""
    rows = modules(link)
    step = int(room // (len(rows) + 2 * QUIET))
    inner = (room - step * len(rows)) // 2
    left, top = int(at[0] + inner), int(at[1] + inner)
    runs = []
    for y, row in enumerate(rows):
        for start, end in _runs(row):
            wide = (end - start) * step
            runs.append(f"M{left + start * step} {top + y * step}h{wide}v{step}h-{wide}z")
    paper = box(at[0], at[1], room, room, fill=PAPER)
    return [paper, f'<path class="qr" fill="{BLACK}" d="{"".join(runs)}"/>']


@lru_cache(maxsize=64)
def modules(link: str) -> tuple[tuple[bool, ...], ...]:
    """The dark modules, row by row: error correction M, or better where that takes no more room."""
    return tuple(tuple(map(bool, row)) for row in segno.make_qr(link, error="m").matrix)


def _runs(row: Sequence[bool]) -> list[tuple[int, int]]:
    """Where dark modules stand side by side: first, and one past the last."""
    ends = [
        place for place in range(len(row) + 1) if (place < len(row) and row[place]) != (place > 0 and row[place - 1])
    ]
    return list(zip(ends[::2], ends[1::2], strict=True))
