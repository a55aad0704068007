"""Draws the README's pictures from real screens: `make pictures`. A test keeps them true.

Each picture is a phone's chat: the card as a bubble, its buttons below. Plain SVG, no library needed.
"""

import asyncio
import tempfile
import textwrap
from html import escape
from pathlib import Path

from bot.conversation import Typed
from bot.screens import Screen
from tests.bot.talking import Talk

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
TALKS = Path(__file__).parents[1] / "talks"
WIDE, LINE, PAD, COLUMNS = 440, 18, 14, 57
STYLE = (
    "text{font:13px system-ui,'Segoe UI','Noto Sans',sans-serif;fill:#1b1f24}.b{font-weight:600}.i{fill:#57606a}"
    ".k{text-anchor:middle;fill:#0550ae}rect.c{fill:#fff;stroke:#d0d7de}rect.k{fill:#eef4fb;stroke:#c8d9ee}"
)


async def screens(folder: Path) -> dict[str, Screen]:
    """A question in the middle of an express check, and the result of a full one: as the transcripts hold them."""
    found = {}
    for name, talk_name, until in (("question", "express-en", "> d"), ("result", "full-en", "> Bronze: why?")):
        lines = (TALKS / f"{talk_name}.talk").read_text(encoding="utf-8").split("\n")
        talk = Talk(folder / f"{name}.db")
        await talk.enter(Typed("/start"))
        for line in lines[: lines.index(until)]:
            if line.startswith("> "):
                await talk.type(line.removeprefix("> "))
        found[name] = talk.screens[-1]
        await talk.close()
    return found


def drawn(screen: Screen) -> str:
    """A screen as SVG text."""
    lines = _lines(screen)
    height = 2 * PAD + LINE * len(lines)
    parts = [f'<rect class="c" x="4" y="4" width="{WIDE - 8}" height="{height}" rx="12"/>']
    for place, (text, style) in enumerate(lines):
        y = 4 + PAD + LINE * (place + 0.75)
        parts.append(f'<text class="{style}" x="18" y="{y:g}">{escape(text)}</text>')
    y = height + 10
    for row in screen.rows:
        wide = (WIDE - 8 - 4 * (len(row) - 1)) / len(row)
        for place, button in enumerate(row):
            x = 4 + place * (wide + 4)
            parts.append(f'<rect class="k" x="{x:g}" y="{y}" width="{wide:g}" height="30" rx="7"/>')
            parts.append(f'<text class="k" x="{x + wide / 2:g}" y="{y + 20}">{escape(button.label)}</text>')
        y += 34
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {y + 2}" width="{WIDE}" height="{y + 2}">'
    return "\n".join([head, f"<style>{STYLE}</style>", *parts, "</svg>", ""])


def _lines(screen: Screen) -> list[tuple[str, str]]:
    """The words wrapped to the bubble, each line with its style."""
    found: list[tuple[str, str]] = [("", "")]
    for span in screen.spans:
        style = {"bold": "b", "italic": "i"}.get(span.style, "p")
        first, *rest = span.text.split("\n")
        found[-1] = (found[-1][0] + first, style if first else found[-1][1])
        found += [(line, style) for line in rest]
    wrapped: list[tuple[str, str]] = []
    for text, style in found:
        indent = "    " if text[1:3] == "  " else ""
        wrapped += [(line, style) for line in textwrap.wrap(text, COLUMNS, subsequent_indent=indent) or [""]]
    return wrapped


async def pictures(folder: Path) -> dict[Path, str]:
    """Each picture's file and what belongs into it; `folder` is for the databases."""
    return {PICTURES / f"{name}.svg": drawn(screen) for name, screen in (await screens(folder)).items()}


def main() -> None:
    """Writes the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        for file, text in asyncio.run(pictures(Path(folder))).items():
            file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
