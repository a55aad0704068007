"""A table of a workbook, before it is written: typed cells, and what each column means."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

Cell: TypeAlias = str | float | int | date | bool | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its title, columns with what each means, and rows."""

    title: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Cell, ...], ...]
