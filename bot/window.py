"""What the window or pipe that a conversation is printed to can show."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import TextIO

from bot.bars import BLOCKS
from bot.settings import Bars


@dataclass(frozen=True, slots=True)
class Window:
    """So many columns; whether words are wrapped and styled, bars drawn, with block characters, and in colour."""

    columns: int
    styled: bool
    drawn: bool
    blocks: bool
    coloured: bool


def window(out: TextIO, environment: Mapping[str, str], columns: int, bars: Bars = "auto") -> Window:
    """A real terminal is drawn on, a pipe only with `bars` set to always; https://no-color.org for the colour."""
    terminal = out.isatty()
    capable = terminal and environment.get("TERM") != "dumb"
    return Window(
        columns=columns,
        styled=terminal,
        drawn=bars == "always" or (bars == "auto" and capable),
        blocks=_knows(out, "".join(astuple(BLOCKS))),
        coloured=capable and not environment.get("NO_COLOR"),
    )


def _knows(out: TextIO, signs: str) -> bool:
    """Whether the stream's encoding has these signs."""
    try:
        signs.encode(out.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
