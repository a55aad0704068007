"""Pieces of SVG and the inks of every picture: told apart by lightness, line and marker, never by colour alone."""

from collections.abc import Sequence
from html import escape

from bot.reports.lettering import FALLBACK, FAMILY, safe

Point = tuple[float, float]

INK, SOFT, FAINT, PAPER, PANEL = "#14213d", "#4a5568", "#cfd8e3", "#ffffff", "#f3f6fa"
DOCUMENTED, CLAIMED, BEFORE, OPEN = "#0b4f8a", "#c2560c", "#6b4c9a", "#9aa7b8"
"""Dark blue, orange, violet, grey: apart for every kind of colour vision, and in grey as well."""


def text(
    words: str, at: Point, size: float, *, ink: str = INK, bold: bool = False, anchor: str = "start", halo: bool = False
) -> str:
    """A line of words; `at` is where its baseline begins, is centred or ends. A halo keeps it apart from lines."""
    weight = ' font-weight="700"' if bold else ""
    weight += f' stroke="{PAPER}" stroke-width="7" stroke-linejoin="round" paint-order="stroke"' if halo else ""
    return (
        f'<text x="{at[0]:.1f}" y="{at[1]:.1f}" font-family="{FAMILY}, {FALLBACK}" font-size="{size:g}"{weight}'
        f' fill="{ink}" text-anchor="{anchor}">{escape(safe(words))}</text>'
    )


def lines(
    words: Sequence[str], at: Point, size: float, *, ink: str = INK, bold: bool = False, anchor: str = "start"
) -> list[str]:
    """Lines of words below each other."""
    return [
        text(each, (at[0], at[1] + place * leading(size)), size, ink=ink, bold=bold, anchor=anchor)
        for place, each in enumerate(words)
    ]


def leading(size: float) -> float:
    """From one baseline to the next."""
    return size * 1.28


def box(x: float, y: float, wide: float, high: float, *, fill: str, ink: str = "none", round_: float = 0) -> str:
    """A rectangle."""
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" rx="{round_:g}" fill="{fill}"'
        f' stroke="{ink}" stroke-width="2"/>'
    )


def line(start: Point, end: Point, ink: str, thick: float, more: str = "") -> str:
    """A straight line."""
    return (
        f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}" stroke="{ink}"'
        f' stroke-width="{thick:g}"{_gap(more)}/>'
    )


def polygon(
    points: Sequence[Point], ink: str, thick: float, *, fill: str = "none", name: str = "", more: str = ""
) -> str:
    """A closed line, with a class by which it can be found."""
    corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    named = f' class="{name}"' if name else ""
    return (
        f'<polygon{named} points="{corners}" fill="{fill}" stroke="{ink}" stroke-width="{thick:g}"'
        f' stroke-linejoin="round"{_gap(more)}/>'
    )


def square(at: Point, size: float, ink: str) -> str:
    """The marker of documented points."""
    return (
        f'<rect x="{at[0] - size:.1f}" y="{at[1] - size:.1f}" width="{2 * size:g}" height="{2 * size:g}" fill="{ink}"/>'
    )


def diamond(at: Point, size: float, ink: str) -> str:
    """The hollow marker of claimed points."""
    x, y = at
    wide = size * 1.45
    return polygon([(x, y - wide), (x + wide, y), (x, y + wide), (x - wide, y)], ink, 3.5, fill=PAPER)


def triangle(at: Point, size: float, ink: str) -> str:
    """The hollow marker of the check before."""
    x, y = at
    return polygon([(x, y - size * 1.5), (x + size * 1.4, y + size), (x - size * 1.4, y + size)], ink, 3, fill=PAPER)


def document(wide: float, high: float, parts: Sequence[str]) -> str:
    """The whole SVG."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}" width="{wide:g}" height="{high:g}">'
    )
    return "\n".join([head, *parts, "</svg>", ""])


def _gap(more: str) -> str:
    return f" {more}" if more else ""
