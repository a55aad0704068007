"""The radar itself: one axis a dimension, what is documented, claimed and open, the check before, the mark in total."""

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, pi, sin

from bot.reports.lettering import fitting, width
from bot.reports.shapes import (
    BEFORE,
    CLAIMED,
    DOCUMENTED,
    FAINT,
    INK,
    OPEN,
    PAPER,
    SOFT,
    Point,
    diamond,
    leading,
    line,
    lines,
    polygon,
    square,
    text,
    triangle,
)
from bot.reports.standing import Dimension, Standing
from bot.speech import Speech
from surveys.scoring import Score, percent_floor

RINGS = (20, 40, 60, 80, 100)
Marker = Callable[[Point, float, str], str]
Share = tuple[Marker, str, str]
"""A marker, its ink, and the percentage in words."""


@dataclass(frozen=True, slots=True)
class Web:
    """Where the radar stands on its picture: centre, radius, how wide the picture is, the size of its words."""

    centre: Point
    radius: float
    wide: float
    size: float

    def at(self, place: int, many: int, percent: float) -> Point:
        """The point of an axis at a percentage; the first axis points upwards, the others follow clockwise."""
        angle = 2 * pi * place / many
        reach = self.radius * percent / 100
        return self.centre[0] + reach * sin(angle), self.centre[1] - reach * cos(angle)


def radar(standing: Standing, web: Web) -> list[str]:
    """The radar with its words, as pieces of SVG."""
    found = standing.dimensions
    many = len(found)
    parts = _net(web, many)
    parts += _still_open(web, found)
    documented = [share(each.evidenced)[0] for each in found]
    claimed = [share(each.claimed)[0] for each in found]
    parts += _drawn(web, documented, DOCUMENTED, 5, "documented", 'fill-opacity="0.16"', fill=DOCUMENTED)
    if standing.mark is not None:
        ring = [web.at(place, many, standing.mark) for place in range(many)]
        parts.append(polygon(ring, INK, 4, name="mark", more='stroke-dasharray="0.1 10" stroke-linecap="round"'))
    if standing.before is not None:
        then = [share(each.before)[0] if each.before else 0.0 for each in found]
        parts += _drawn(web, then, BEFORE, 4, "before", 'stroke-dasharray="22 8 4 8"')
    parts += _drawn(web, claimed, CLAIMED, 4.5, "claimed", 'stroke-dasharray="16 10"')
    for values, ink, marker in ((claimed, CLAIMED, diamond), (documented, DOCUMENTED, square)):
        parts += [marker(web.at(place, many, value), 9, ink) for place, value in enumerate(values)]
    if standing.before is not None:
        parts += [triangle(web.at(place, many, value), 7, BEFORE) for place, value in enumerate(then)]
    parts += _scale(web, many, standing)
    for place, dimension in enumerate(found):
        parts += _name(web, place, many, dimension, standing.speech)
    return parts


def share(found: Score) -> tuple[float, float]:
    """The low and the high end in percent of the maximum."""
    low, high = (float(percent_floor(points, found.out_of)) for points in (found.low, found.high))
    return low, high


def share_words(said: Speech, found: Score) -> str:
    """Percent of the maximum, cut to whole ones: '64 %', or '40–64 %' while something is open."""
    low, high = (said.number(percent_floor(points, found.out_of), 0) for points in (found.low, found.high))
    return f"{low} %" if low == high else f"{low}–{high} %"


def _net(web: Web, many: int) -> list[str]:
    parts = []
    for percent in reversed(RINGS):
        ring = [web.at(place, many, percent) for place in range(many)]
        outer = percent == RINGS[-1]
        parts.append(polygon(ring, SOFT if outer else FAINT, 2.5 if outer else 1.5, fill=PAPER if outer else "none"))
    return parts + [line(web.centre, web.at(place, many, 100), FAINT, 2) for place in range(many)]


def _still_open(web: Web, found: tuple[Dimension, ...]) -> list[str]:
    """A broad bar on an axis from the lowest to the highest that is possible."""
    parts = []
    for place, dimension in enumerate(found):
        for score in (dimension.evidenced, dimension.claimed):
            if not score.exact:
                low, high = (web.at(place, len(found), each) for each in share(score))
                parts.append(line(low, high, OPEN, 18, 'class="open" stroke-opacity="0.45" stroke-linecap="round"'))
    return parts


def _drawn(
    web: Web, values: list[float], ink: str, thick: float, name: str, more: str, fill: str = "none"
) -> list[str]:
    corners = [web.at(place, len(values), value) for place, value in enumerate(values)]
    return [polygon(corners, ink, thick, fill=fill, name=name, more=more)]


def _scale(web: Web, many: int, standing: Standing) -> list[str]:
    """Percentages beside the first axis, the mark in bold."""
    parts = []
    for percent in sorted({*RINGS[1:-1], *([standing.mark] if standing.mark else [])}):
        x, y = web.at(0, many, percent)
        words, marked = f"{percent} %", percent == standing.mark
        ink = INK if marked else SOFT
        parts.append(text(words, (x + 16, y + web.size * 0.27), web.size * 0.74, ink=ink, bold=marked, halo=True))
    return parts


def _name(web: Web, place: int, many: int, dimension: Dimension, said: Speech) -> list[str]:
    """A dimension's name and percentages at the end of its axis, on the side where there is room."""
    x, y = web.at(place, many, 100)
    turn = 2 * pi * place / many
    across, up = sin(turn), cos(turn)
    pad, high = web.size * 0.9, leading(web.size)
    beside = up > -0.5 and abs(across) > 0.1
    anchor, room = "middle", web.radius * 2.2
    if abs(across) > 0.1:
        anchor = "start" if across > 0 else "end"
        x += pad * (1 if across > 0 else -1) * beside
        room = (web.wide - x if across > 0 else x) - pad
    name, most = f"{dimension.number} {dimension.title}", 3 if beside else 2
    size, words = fitting(name, (web.size, web.size * 0.9, web.size * 0.8), room, most, bold=True)
    if anchor == "middle" and up > 0:
        y -= high * len(words) + pad * 0.9
    elif not beside:
        y += high + pad * 0.5
    else:
        y -= high * len(words) / 2
    parts = lines(words, (x, y), size, bold=True, anchor=anchor)
    scores = ((square, DOCUMENTED, dimension.evidenced), (diamond, CLAIMED, dimension.claimed))
    found: list[Share] = [(marker, ink, share_words(said, score)) for marker, ink, score in scores]
    for row in [[each] for each in found] if beside else [found]:
        parts += _shares(row, (x, y + high * len(words)), web.size * 0.9, anchor)
        y += high * 0.95
    return parts


def _shares(row: list[Share], at: Point, size: float, anchor: str) -> list[str]:
    """Percentages, each after its marker, in one row."""
    wides = [width(words, size) + size * 1.1 for _, _, words in row]
    total = sum(wides) + size * 0.9 * (len(row) - 1)
    x = at[0] - {"start": 0.0, "middle": total / 2, "end": total}[anchor]
    parts = []
    for (marker, ink, words), wide in zip(row, wides, strict=True):
        parts.append(marker((x + size * 0.4, at[1] - size * 0.34), size * 0.28, ink))
        parts.append(text(words, (x + size * 1.1, at[1]), size, ink=SOFT))
        x += wide + size * 0.9
    return parts
