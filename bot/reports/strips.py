"""One indicator on the wall: how many have rated it, or how the ratings lie on the letters and where the key is."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.reports.lettering import fitting, width
from bot.reports.shapes import INK, PANEL, PAPER, SOFT, Point, box, lines, polygon, text
from bot.reports.wall_lines import Line, Place, name, rated, words
from bot.speech import Speech
from bot.wording import letter_of
from surveys.spreads import LEAST_PEOPLE

BAR = "#8fb8de"
"""Light enough for dark digits on it, dark enough to stand out from paper in a bright room."""
NAME, CELLS, WORDS = (0.0, 0.375), (0.385, 0.775), (0.787, 1.0)
"""The shares of a row: number and title, the six cells, words."""
LONG_NAME, BARS, NUMBERS = (0.0, 0.575), (0.585, 0.765), (0.775, 1.0)
"""The same before a release."""
HIGH_CELL = 100.0
"""From this height on a mark stands above the number, else beside it."""


@dataclass(frozen=True, slots=True)
class Grid:
    """What all rows of a section share: how wide the widest number runs, in ems, and how many letters there are."""

    numbers: float
    columns: int


def grid(found: Sequence[Line]) -> Grid:
    """The grid of these rows."""
    numbers = max((width(each.number, 1, bold=True) for each in found), default=0)
    return Grid(numbers, max((each.levels for each in found), default=0))


def heading(found: Sequence[Line], at: Place) -> list[str]:
    """The letters above the columns; nothing before a release."""
    if not any(each.lettered for each in found):
        return []
    columns = grid(found).columns
    cells = [_cell(at.part(*CELLS), level, columns) for level in range(columns)]
    return [
        text(letter_of(level), (each.x + each.wide / 2, at.y + at.high), at.high, bold=True, anchor="middle")
        for level, each in enumerate(cells)
    ]


def row(said: Speech, found: Line, at: Place, shared: Grid) -> list[str]:
    """An indicator in its row."""
    if not found.lettered:
        return [
            *name(found, at.part(*LONG_NAME), shared.numbers),
            *_progress(found, at.part(*BARS)),
            *rated(said, found, at.part(*NUMBERS)),
        ]
    inner = at.part(*CELLS)
    gap = min(10, at.high * 0.07)
    cells = Place(inner.x, inner.y + gap, inner.wide, inner.high - 2 * gap)
    return [
        *name(found, at.part(*NAME), shared.numbers),
        *_strip(said, found, cells, shared.columns),
        *words(said, found, at.part(*WORDS)),
    ]


def legend(said: Speech, found: Sequence[Line], at: Point, wide: float) -> list[str]:
    """What stands in the cells; before a release what is counted."""
    if not any(each.lettered for each in found):
        size, fit = fitting(said.say("How many have rated each indicator"), (34, 30, 26), wide, 1)
        return lines(fit, at, size)
    entries = []
    if any(each.spread for each in found):
        entries.append(("", said.say("Number: how many chose the letter")))
    if any(each.key for each in found):
        entries.append(("key", said.say("key")))
    if any(each.key and each.key.defensible is not None for each in found):
        entries.append(("defensible", said.say("defensible too")))
    size = 34.0 * min(1, wide / sum(width(told, 34) + 136 * bool(kind) for kind, told in entries))
    parts, x = [], at[0]
    for kind, told in entries:
        if kind:
            parts += _mark(kind, Place(x, at[1] - 36, 64, 48), 30, (x + 32, at[1] - 12))
            x += 80
        parts.append(text(told, (x, at[1]), round(size, 1)))
        x += width(told, size) + 56
    return parts


def _progress(found: Line, at: Place) -> list[str]:
    """A bar as far as they have come."""
    high = min(at.high * 0.42, 60)
    share = found.rated / found.of if found.of else 0
    parts = [box(at.x, at.middle - high / 2, at.wide, high, fill=PANEL, ink=SOFT)]
    if share:
        parts.append(box(at.x, at.middle - high / 2, at.wide * share, high, fill=BAR, ink=INK))
    return parts


def _cell(at: Place, level: int, columns: int) -> Place:
    step = at.wide / columns
    return Place(at.x + level * step + 3, at.y, step - 6, at.high)


def _strip(said: Speech, found: Line, at: Place, columns: int) -> list[str]:
    """A cell for each letter: bar and number in each; frame and diamond for the key and its defensible neighbour."""
    counts = found.spread.shown if found.spread else None
    if counts is None and found.key is None:
        return _hidden(said, found, at)
    kinds = [found.key.kind(level) if found.key else "" for level in range(found.levels)]
    cells = [(_cell(at, level, columns), kind) for level, kind in enumerate(kinds)]
    size = _digits(counts, cells) if counts else 0.0
    parts = []
    for level, (cell, kind) in enumerate(cells):
        parts.append(box(cell.x, cell.y, cell.wide, cell.high, fill=PANEL))
        if counts and counts[level]:
            high = cell.high * counts[level] / max(counts)
            parts.append(box(cell.x, cell.y + cell.high - high, cell.wide, high, fill=BAR))
        free = _free(cell, kind)
        if kind:
            beside = (cell.x + cell.wide * 0.22, cell.middle) if free.high == cell.high else _above(cell, free)
            point = beside if counts else (cell.x + cell.wide / 2, cell.middle)
            parts += _mark(kind, cell, min(cell.high * 0.5, cell.wide * 0.3, 40), point)
        if counts:
            ink, middle = INK if counts[level] else SOFT, (free.x + free.wide / 2, free.middle + size * 0.36)
            parts.append(text(str(counts[level]), middle, size, ink=ink, bold=counts[level] > 0, anchor="middle"))
    return parts


def _free(cell: Place, kind: str) -> Place:
    """What a mark leaves of a cell for the number: what is beside it, or in a tall cell what is below it."""
    if not kind:
        return cell.part(0.04, 0.96)
    if cell.high < HIGH_CELL:
        return cell.part(0.37, 0.94)
    inner = cell.part(0.06, 0.94)
    return Place(inner.x, inner.y + inner.high * 0.32, inner.wide, inner.high * 0.66)


def _above(cell: Place, free: Place) -> Point:
    """The middle of what is above the number."""
    return cell.x + cell.wide / 2, (cell.y + free.y) / 2 + 4


def _digits(counts: Sequence[int], cells: Sequence[tuple[Place, str]]) -> float:
    """The size at which every number of a row fits its cell."""
    places = [_free(cell, kind) for cell, kind in cells]
    wide = (each.wide / width(str(count), 1, bold=True) for count, each in zip(counts, places, strict=True))
    return round(min(96, *(each.high * 0.72 for each in places), *wide), 1)


def _mark(kind: str, at: Place, size: float, middle: Point) -> list[str]:
    """The key: a solid frame and a full diamond. Its defensible neighbour: a dashed frame and a hollow one."""
    key = kind == "key"
    inset, more = (3.5, "") if key else (2.5, 'stroke-dasharray="14 9"')
    left, top, right, foot = at.x + inset, at.y + inset, at.x + at.wide - inset, at.y + at.high - inset
    (x, y), half = middle, size / 2
    diamond = [(x, y - half), (x + half, y), (x, y + half), (x - half, y)]
    return [
        polygon([(left, top), (right, top), (right, foot), (left, foot)], INK, 2 * inset, name=kind, more=more),
        polygon(diamond, INK, 4, fill=INK if key else PAPER),
    ]


def _hidden(said: Speech, found: Line, at: Place) -> list[str]:
    """Why there is nothing to see: too few, or enough by now and waiting."""
    few = found.rated < LEAST_PEOPLE
    why = said.say("shown from five ratings on") if few else said.say("waits for the next release")
    size, fit = fitting(why, (46, 42, 38, 34, 30, 26), at.wide - 30, 1)
    size = min(size, at.high * 0.7)
    middle = (at.x + at.wide / 2, at.middle + size * 0.36)
    return [
        box(at.x + 3, at.y, at.wide - 6, at.high, fill=PANEL),
        *lines(fit, middle, size, ink=SOFT, anchor="middle"),
    ]
