"""Sets pictures and documents with typst: only the fonts that ship, equal bytes for equal input, no network."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import TypeAlias

import typst

from bot.reports.lettering import FONTS, breakable

Data: TypeAlias = "str | int | float | bool | Sequence[Data] | Mapping[str, Data] | None"
"""What a template takes: anything that JSON has."""
TEMPLATES = Path(__file__).parent
AS_IT_IS = ("svg",)
"""What is no text to be set; an SVG is made of letters that the fonts have already."""
_PICTURE = b"""
#set page(width: float(sys.inputs.wide) * 1pt, height: float(sys.inputs.high) * 1pt, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)
"""


KEPT = 10
"""So many compilations long typst keeps what an earlier one worked out."""


@cache
def _fonts() -> typst.Fonts:
    """The fonts that ship, and none of the computer's: a picture looks the same everywhere."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def png(svg: str, wide: float = 1080, high: float = 1350) -> bytes:
    """An SVG as a picture of as many pixels; equal bytes for an equal SVG."""
    told = {"svg": svg, "wide": f"{wide:g}", "high": f"{high:g}"}
    return typst.compile(_PICTURE, font_paths=_fonts(), format="png", ppi=72, sys_inputs=told)


def pdf(template: str, content: Mapping[str, Data], on: date) -> bytes:
    """A tagged document (PDF/UA-1): a template beside this file, and its content as data, of which nothing is run."""
    compiler = typst.Compiler(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=_fonts(),
        sys_inputs={"content": json.dumps(_drawable(content), ensure_ascii=False)},
    )
    made = compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=datetime.combine(on, time(12), tzinfo=UTC))
    _forget()
    if not isinstance(made, bytes):
        raise TypeError(f"{template} gave no single file")
    return made


def _forget() -> None:
    """Lets typst forget what a document took: some 50 MB each, 1 GB after twenty reports, and none of it of use again.

    It has no call for that, but drops what its last compilations did not use; empty ones take about 5 ms.
    """
    for _ in range(KEPT + 1):
        typst.compile(b" ", font_paths=_fonts(), format="svg")


def _drawable(content: Data) -> Data:
    """The same content with every text made of letters that the fonts have, in words that fit a line."""
    match content:
        case str():
            return breakable(content)
        case Mapping():
            return {key: each if key in AS_IT_IS else _drawable(each) for key, each in content.items()}
        case Sequence():
            return [_drawable(each) for each in content]
        case _:
            return content
