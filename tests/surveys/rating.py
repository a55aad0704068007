"""Ratings for tests: from tables as they are published, and drawn."""

from collections.abc import Sequence

from hypothesis import strategies as st

from surveys.agreement import Agreement, agreement
from surveys.coefficients import Coefficient, Corrected
from surveys.tallies import Ratings, Tally, tally

Row = Sequence[int | None]
C_DATA: tuple[Row, ...] = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)
"""Krippendorff 2011, reliability data C: four observers, twelve units, levels 1 to 5. Gwet's `cac.raw4raters` too."""


def ratings(row: Row) -> Ratings:
    return {f"item-{at}": level for at, level in enumerate(row)}


def group(rows: Sequence[Row], levels: int, lowest: int = 0) -> Tally:
    """Raters in rows, items in columns; `lowest` is the number that the table gives its lowest level."""
    moved = [[None if level is None else level - lowest for level in row] for row in rows]
    return tally(map(ratings, moved), levels)


def counted(rows: Sequence[Sequence[int]]) -> Tally:
    """Items in rows, how many gave each level in columns."""
    items = {f"item-{at}": tuple(row) for at, row in enumerate(rows)}
    return Tally(items, max(map(sum, rows)), len(rows[0]))


def pairs(table: Sequence[Sequence[int]]) -> tuple[list[int], list[int]]:
    """Two raters' ratings from a table of how many items have the one's level (row) and the other's (column)."""
    found = [(i, j) for i, row in enumerate(table) for j, n in enumerate(row) for _ in range(n)]
    return [i for i, _ in found], [j for _, j in found]


def crossed(table: Sequence[Sequence[int]]) -> Agreement:
    first, second = pairs(table)
    return agreement(ratings(first), ratings(second), len(table))


def value(corrected: Corrected) -> float:
    assert isinstance(corrected, Coefficient), corrected
    return float(corrected.value)


@st.composite
def tables(draw: st.DrawFn, raters: st.SearchStrategy[int], missing: bool = True) -> tuple[int, list[list[int | None]]]:
    """How many levels, and raters' rows of ratings; some nearly all alike, some with much missing."""
    levels = draw(st.integers(2, 6))
    level = st.integers(0, levels - 1) | st.just(levels - 1)
    cell = level | st.none() if missing else level
    items, count = draw(st.integers(2, 15)), draw(raters)
    return levels, [draw(st.lists(cell, min_size=items, max_size=items)) for _ in range(count)]
