"""A screen as lines of text: wrapped and bold for a real terminal, plain for a script."""

import re
import textwrap
from collections.abc import Sequence

from bot.screens import Screen

WIDEST = 92


def rendered(screen: Screen, decorated: bool = False, width: int = WIDEST, drawing: Sequence[str] = ()) -> str:
    """A screen as lines: wrapped and bold where decorated, plain otherwise; a drawing below its words."""
    saved = [styled(f"✓ {screen.toast}", "italic") if decorated else f"✓ {screen.toast}"] if screen.toast else []
    lines = _decorated(screen, min(width, WIDEST)) if decorated else screen.text.split("\n")
    alert = [styled(f"! {screen.alert}", "bold")] if decorated and screen.alert else []
    drawn = ["", *drawing] if drawing else []
    return "\n".join([*saved, *lines, *drawn, *_buttons(screen, min(width, WIDEST) if decorated else None), *alert])


def _decorated(screen: Screen, width: int) -> list[str]:
    """The words wrapped to the window, then styled: a style never counts as width."""
    lines: list[list[tuple[str, str]]] = [[]]
    for span in screen.spans:
        first, *rest = span.text.split("\n")
        lines[-1].append((first, span.style))
        lines += [[(each, span.style)] for each in rest]
    shown = []
    for line in lines:
        text, style = "".join(each for each, _ in line), next((style for each, style in line if each), "plain")
        shown += [styled(part, style) for part in _wrapped(text, width)]
    return shown


def styled(text: str, style: str) -> str:
    """The text in a style that terminals know."""
    code = {"bold": "1", "italic": "3"}.get(style)
    return f"\x1b[{code}m{text}\x1b[0m" if code and text.strip() else text


def remark(text: str, width: int) -> str:
    """A line of the program's own, wrapped to the window."""
    return "\n".join(styled(part, "italic") for part in _wrapped(text, min(width, WIDEST)))


def _wrapped(line: str, width: int) -> list[str]:
    indent = "   " if re.match(r"[A-Z] |   |[•✓✗~·?◌↷] ", line) else ""
    wrapped = textwrap.wrap(
        line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )  # an address stays one piece
    return wrapped or [""]


def _buttons(screen: Screen, width: int | None) -> list[str]:
    """Rows of captions; numbered where a number chooses; wrapped between buttons first where a width is given."""
    if not screen.rows:
        return []
    lines, number = [""], 0
    for row in screen.rows:
        captions = []
        for button in row:
            number += 1
            captions.append(f"[{button.label}]" if screen.typing else f"[{number}: {button.label}]")
        lines += [" ".join(captions)] if width is None else flowing(captions, width)
    return lines


def flowing(pieces: Sequence[str], width: int, apart: str = " ") -> list[str]:
    """Pieces side by side, as many as fit a line; one that is longer than a line is wrapped."""
    lines = [""]
    for piece in pieces:
        longer = f"{lines[-1]}{apart}{piece}" if lines[-1] else piece
        if len(longer) <= width:
            lines[-1] = longer
        else:
            lines += textwrap.wrap(piece, width)
    return lines if lines[0] else lines[1:]
