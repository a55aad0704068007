"""A text too long for one message becomes several, cut between paragraphs; the question stays with its buttons."""

import textwrap
from collections.abc import Sequence
from dataclasses import replace

from bot.screens import TEXT_LIMIT, Screen, Span, units


def fitted(screen: Screen) -> tuple[Screen, ...]:
    """The screen as messages that fit: cut between paragraphs, as much as fits on the last one, with the buttons.

    So a question stays with its buttons, and what is cut off above has none.
    """
    lines = [piece for line in _lines(screen.spans) for piece in _pieces(line)]
    parts: list[list[Line]] = [[]]
    room = TEXT_LIMIT
    for line in reversed(lines):
        size = sum(units(span.text) for span in line) + 1
        if size > room and parts[-1]:
            parts.append([])
            room = TEXT_LIMIT
        parts[-1].insert(0, line)
        room -= size
    texts = [spans for part in reversed(parts) if (spans := _joined(part))]
    above = (Screen(spans, language=screen.language) for spans in texts[:-1])
    return (*above, replace(screen, spans=texts[-1]))


Line = list[Span]


def _lines(spans: Sequence[Span]) -> list[Line]:
    lines: list[Line] = [[]]
    for span in spans:
        first, *rest = span.text.split("\n")
        lines[-1].append(Span(first, span.style))
        lines += [[Span(each, span.style)] for each in rest]
    return lines


def _pieces(line: Line) -> list[Line]:
    """A line that fits no message, cut at words."""
    if sum(units(span.text) for span in line) < TEXT_LIMIT:
        return [line]
    return [
        [Span(piece, span.style)]
        for span in line
        for piece in textwrap.wrap(span.text, TEXT_LIMIT // 2 - 1)  # a character may count as two
    ]


def _joined(lines: list[Line]) -> tuple[Span, ...]:
    """Lines as spans again, none of them empty, without empty lines at the ends."""
    while lines and not any(span.text.strip() for span in lines[0]):
        lines = lines[1:]
    while lines and not any(span.text.strip() for span in lines[-1]):
        lines = lines[:-1]
    spans = [span for line in lines for span in (*line, Span("\n"))][:-1]
    return tuple(span for span in spans if span.text)
