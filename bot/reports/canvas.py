"""Pictures of any size, set with the fonts that ship: what is shown on a wall has another format than a phone."""

import typst

from bot.reports.typesetting import _fonts

_PICTURE = b"""
#set page(width: float(sys.inputs.wide) * 1pt, height: float(sys.inputs.high) * 1pt, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)
"""


def png(svg: str, wide: float, high: float) -> bytes:
    """An SVG as a picture of as many pixels; equal bytes for an equal SVG."""
    told = {"svg": svg, "wide": f"{wide:g}", "high": f"{high:g}"}
    return typst.compile(_PICTURE, font_paths=_fonts(), format="png", ppi=72, sys_inputs=told)
