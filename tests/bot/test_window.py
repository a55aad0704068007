"""What a window can show: bars only where somebody sees them, in signs that it knows, in colour unless declined."""

from io import BytesIO, TextIOWrapper

import pytest

from bot.settings import Bars
from bot.window import Window, window


class Stream(TextIOWrapper):
    """An output that is a terminal or not, in an encoding."""

    def __init__(self, terminal: bool, encoding: str) -> None:
        super().__init__(BytesIO(), encoding=encoding)
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


def seen(terminal: bool = True, encoding: str = "utf-8", bars: Bars = "auto", **environment: str) -> Window:
    return window(Stream(terminal, encoding), {"TERM": "xterm-256color"} | environment, 80, bars)


def test_a_terminal_is_drawn_on_in_blocks_and_colour() -> None:
    assert seen() == Window(80, styled=True, drawn=True, blocks=True, coloured=True)


def test_a_pipe_gets_words_only_unless_forced() -> None:
    assert seen(terminal=False) == Window(80, styled=False, drawn=False, blocks=True, coloured=False)
    forced = seen(terminal=False, bars="always")
    assert (forced.drawn, forced.styled, forced.coloured) == (True, False, False)


def test_bars_can_be_declined() -> None:
    assert not seen(bars="never").drawn


@pytest.mark.parametrize(("encoding", "blocks"), [("utf-8", True), ("ascii", False), ("latin-1", False)])
def test_signs_that_the_encoding_lacks_are_not_used(encoding: str, blocks: bool) -> None:
    assert seen(encoding=encoding).blocks is blocks
    assert seen(encoding=encoding).drawn


@pytest.mark.parametrize(("value", "coloured"), [("1", False), ("0", False), ("", True)])
def test_no_color_takes_the_colour_and_leaves_the_bars(value: str, coloured: bool) -> None:
    found = seen(NO_COLOR=value)
    assert (found.coloured, found.drawn) == (coloured, True)


def test_a_dumb_terminal_is_not_drawn_on() -> None:
    assert not seen(TERM="dumb").drawn
    assert not seen(TERM="dumb").coloured
