"""The result drawn with signs for a terminal: a bar for each dimension and for all of it, told apart without colour."""

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from bot.plain_text import flowing
from bot.wording import points_words
from surveys.scoring import NOTHING, Score

if TYPE_CHECKING:
    from bot.reports.standing import Standing

LONGEST, SHORTEST = 40, 5
"""Signs of a bar: always a multiple of five, so that a whole number of them ends at 80 %."""
GAP = 2
INK = "36"
"""A terminal's number for the colour of what is documented."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What a bar is drawn with, the dash between two numbers, and what ends a cut name."""

    documented: str
    claimed: str
    open: str
    missing: str
    mark: str
    before: str
    dash: str
    cut: str


BLOCKS = Signs("█", "▒", "░", "·", "│", "─", "–", "…")
ASCII = Signs("#", "=", "?", ".", "|", "-", "-", "~")


@dataclass(frozen=True, slots=True)
class Row:
    """One bar: a name, claimed and documented points now, documented points of the check before."""

    name: str
    claimed: Score
    evidenced: Score
    before: Score | None


def bars(standing: "Standing", columns: int, signs: Signs = BLOCKS) -> list[str]:
    """The bars and what their signs mean, in lines of at most so many columns; none where too few are left for one.

    Ends are cut, never rounded up: a bar reaches the mark only with at least that share of the points.
    """
    rows = _rows(standing)
    numbers = [_numbers(standing, row, signs) for row in rows]
    beside = columns - max(len(each) for each in numbers) - 2 * GAP - 1
    named = max(len(row.name) for row in rows)
    wide = _fitting(beside - named)
    indent = named + GAP if wide >= LONGEST // 2 else GAP
    wide = wide if wide >= LONGEST // 2 else _fitting(beside)
    if wide < SHORTEST:
        return []
    lines = []
    for row, told in zip(rows, numbers, strict=True):
        if indent == GAP:
            lines.append(_cut(row.name, columns, signs))
        start = row.name.ljust(indent) if indent > GAP else " " * indent
        lines.append(f"{start}{_bar(standing, row, wide, signs)}{' ' * GAP}{told}")
        if row.before:
            then = _marked(standing, signs.before * _cells(row.before.low, row.before.out_of, wide), wide, signs)
            lines.append(f"{' ' * indent}{then}{' ' * GAP}{_ends(standing, row.before.low, row.before.high, signs)}")
    return [*lines, "", *_legend(standing, rows, columns, signs)]


def inked(line: str) -> str:
    """A line with the sign for what is documented in a colour as well."""
    return re.sub(f"[{BLOCKS.documented}{ASCII.documented}]+", lambda found: f"\x1b[{INK}m{found[0]}\x1b[0m", line)


def _rows(standing: "Standing") -> list[Row]:
    """The dimensions in the survey's order, then all of it."""
    rows = [
        Row(f"{each.number} {each.title}".strip(), each.claimed, each.evidenced, each.before)
        for each in standing.dimensions
    ]
    known = [each.before for each in rows if each.before]
    before = sum(known, NOTHING) if known else None
    return [*rows, Row(standing.speech.say("In total"), standing.claimed, standing.evidenced, before)]


def _numbers(standing: "Standing", row: Row, signs: Signs) -> str:
    """'18–20 of 25': from what is documented to what is claimed, or still possible."""
    ends = _ends(standing, row.evidenced.low, row.claimed.high, signs)
    return standing.speech.say("{points} of {most}", points=ends, most=row.claimed.out_of)


def _ends(standing: "Standing", low: Fraction, high: Fraction, signs: Signs) -> str:
    return points_words(standing.speech, Score(low, high, 0)).replace(BLOCKS.dash, signs.dash)


def _fitting(room: int) -> int:
    """The longest bar for so many columns."""
    return min(room // 5 * 5, LONGEST)


def _cells(points: Fraction, out_of: int, wide: int) -> int:
    return int(points * wide / out_of) if out_of else 0


def _bar(standing: "Standing", row: Row, wide: int, signs: Signs) -> str:
    """Documented, claimed beyond that, open beyond that, and what is missing to the most that there is."""
    ends = [
        _cells(points, row.claimed.out_of, wide) for points in (row.evidenced.low, row.claimed.low, row.claimed.high)
    ]
    drawn = ""
    for end, sign in zip(ends, (signs.documented, signs.claimed, signs.open), strict=True):
        drawn = drawn.ljust(end, sign)
    return _marked(standing, drawn.ljust(wide, signs.missing), wide, signs)


def _marked(standing: "Standing", drawn: str, wide: int, signs: Signs) -> str:
    """A bar with the line of the label that asks for a share of all points, between two of its signs."""
    if standing.mark is None:
        return drawn.ljust(wide)
    at = -(-standing.mark * wide // 100)
    drawn = drawn.ljust(wide)
    return f"{drawn[:at]}{signs.mark}{drawn[at:]}"


def _legend(standing: "Standing", rows: Sequence[Row], columns: int, signs: Signs) -> list[str]:
    """What each sign that occurs means, and what the numbers say."""
    said = standing.speech
    unsure = any(not score.exact for row in rows for score in (row.claimed, row.evidenced))
    meant = [(signs.documented, said.say("documented, by own statement")), (signs.claimed, said.say("claimed"))]
    if unsure:
        meant.append((signs.open, said.say("still open")))
    meant.append((signs.missing, said.say("missing")))
    if standing.mark is not None:
        line = said.say("{percent} % line ({label}: of the total)", percent=standing.mark, label=standing.marked_by)
        meant.append((signs.mark, line))
    if standing.before:
        meant.append((signs.before, said.say("documented on {date}", date=said.date(standing.before))))
    points = (
        said.say("Points: from documented to what is still possible.")
        if unsure
        else said.say("Points: from documented to claimed.")
    )
    entries = [_cut(f"{sign} {words}", columns, signs) for sign, words in meant]
    return [*flowing(entries, columns, "   "), *textwrap.wrap(points, columns)]


def _cut(text: str, columns: int, signs: Signs) -> str:
    return text if len(text) <= columns else text[: columns - 1].rstrip() + signs.cut
