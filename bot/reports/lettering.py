"""The letters of pictures and documents: the fonts that ship with the program, what they can draw, how wide it runs."""

import re
import struct
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
FAMILY, FALLBACK = "Noto Sans", "DejaVu Sans"
"""The second draws what the first has not: signs, arrows, Hebrew and Arabic letters, plain faces."""
UNKNOWN = "\ufffd"
LONGEST = 18.0
"""How wide letters may stand together, in ems of bold, without a place to break the line: a title fits a page."""


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: which characters it has, and how wide each is, in its own units."""

    widths: Mapping[int, int]
    units: int


def safe(text: str) -> str:
    """The text with a mark for each character that no font has, and without characters that cannot be seen.

    A document for everybody (PDF/UA) may not hold a character that cannot be drawn.
    """
    known = _drawable()
    tidy = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " "))
    return "".join(
        each if each == "\n" or ord(each) in known else UNKNOWN
        for each in tidy
        if each == "\n" or unicodedata.category(each) not in ("Cc", "Cf", "Zl", "Zp") or each == "\u00ad"
    )


def breakable(text: str) -> str:
    """Safe text in which a line can break inside a word that is longer than any real one."""
    return re.sub(
        r"[^\s/-]{16,}|[/-]{16,}", lambda found: "\u200b".join(_cut(found.group(), 1, LONGEST, True)), safe(text)
    )


def width(text: str, size: float, bold: bool = False) -> float:
    """How wide a line runs at this size. Kerning aside, so it may be a hair too wide."""
    own, other = _face("NotoSans-Bold.ttf" if bold else "NotoSans-Regular.ttf"), _face("DejaVuSans.ttf")
    total = 0.0
    for each in text:
        face = own if ord(each) in own.widths else other
        total += face.widths.get(ord(each), face.units) / face.units
    return total * size


def wrapped(text: str, size: float, room: float, most: int, bold: bool = False) -> list[str]:
    """The text in lines that fit the room, at most so many; the last one ends in an ellipsis if words are left."""
    lines: list[str] = []
    for word in (part for each in text.split() for part in _cut(each, size, room, bold)):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], _ellipsis(lines[most - 1], size, room, bold)]


def fitting(text: str, sizes: tuple[float, ...], room: float, most: int, bold: bool = False) -> tuple[float, list[str]]:
    """The largest of the sizes at which the text fits the lines there are; the smallest if none, with an ellipsis."""
    for size in sizes:
        lines = wrapped(text, size, room, most, bold)
        if max((width(word, size, bold) for word in text.split()), default=0) > room:
            continue
        if "".join(lines).replace(" ", "") == "".join(text.split()):
            return size, lines
    return sizes[-1], wrapped(text, sizes[-1], room, most, bold)


def _cut(word: str, size: float, room: float, bold: bool) -> list[str]:
    """A word in pieces that fit the room each."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, size, bold) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _ellipsis(line: str, size: float, room: float, bold: bool) -> str:
    while line and width(line + "…", size, bold) > room:
        line = line[:-1]
    return line.rstrip() + "…"


@cache
def _drawable() -> frozenset[int]:
    return frozenset(_face("NotoSans-Regular.ttf").widths) | frozenset(_face("DejaVuSans.ttf").widths)


@cache
def _face(name: str) -> Face:
    """Reads a font's tables `cmap` (which glyph draws a character) and `hmtx` (how wide a glyph is)."""
    content = (FONTS / name).read_bytes()
    tables = {}
    for place in range(struct.unpack_from(">H", content, 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", content, 12 + 16 * place)
        tables[tag.decode()] = offset
    units = struct.unpack_from(">H", content, tables["head"] + 18)[0]
    many = struct.unpack_from(">H", content, tables["hhea"] + 34)[0]
    advances = [struct.unpack_from(">H", content, tables["hmtx"] + 4 * place)[0] for place in range(many)]
    glyphs = _glyphs(content, tables["cmap"])
    return Face({each: advances[min(glyph, many - 1)] for each, glyph in glyphs.items() if glyph}, units)


def _glyphs(content: bytes, start: int) -> dict[int, int]:
    """The glyph of every character: the map for all of Unicode (format 12), else the one for its first plane (4)."""
    maps = {}
    for place in range(struct.unpack_from(">H", content, start + 2)[0]):
        offset = start + struct.unpack_from(">HHL", content, start + 4 + 8 * place)[2]
        maps[struct.unpack_from(">H", content, offset)[0]] = offset
    if 12 in maps:
        return _groups(content, maps[12])
    return _segments(content, maps[4])


def _groups(content: bytes, start: int) -> dict[int, int]:
    found = {}
    for place in range(struct.unpack_from(">L", content, start + 12)[0]):
        first, last, glyph = struct.unpack_from(">LLL", content, start + 16 + 12 * place)
        found.update({each: glyph + each - first for each in range(first, last + 1)})
    return found


def _segments(content: bytes, start: int) -> dict[int, int]:
    double = struct.unpack_from(">H", content, start + 6)[0]
    found = {}
    for place in range(0, double, 2):
        ends, starts = start + 14 + place, start + 16 + double + place
        last, first = struct.unpack_from(">H", content, ends)[0], struct.unpack_from(">H", content, starts)[0]
        delta = struct.unpack_from(">H", content, starts + double)[0]
        ranges = starts + 2 * double
        shift = struct.unpack_from(">H", content, ranges)[0]
        for each in range(first, min(last, 0xFFFE) + 1):
            glyph = struct.unpack_from(">H", content, ranges + shift + 2 * (each - first))[0] if shift else each
            found[each] = (glyph + delta) & 0xFFFF if glyph or not shift else 0
    return found
