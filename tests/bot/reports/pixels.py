"""A picture as its pixels: set into a document of the same size and drawn again, for the tests have no other eyes."""

import struct
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # has no types
import typst


def size(png: bytes) -> tuple[int, int]:
    """Width and height of a picture."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    wide, high = struct.unpack(">II", png[16:24])
    return wide, high


def greys(png: bytes, folder: Path) -> list[bytes]:
    """The rows of a picture, a byte a pixel, black 0 to white 255."""
    wide, high = size(png)
    (folder / "picture.png").write_bytes(png)
    template = folder / "picture.typ"
    template.write_text(
        f'#set page(width: {wide}pt, height: {high}pt, margin: 0pt)\n#image("picture.png", width: 100%)\n'
    )
    document = pypdfium2.PdfDocument(typst.compile(str(template)))
    try:
        bitmap = document[0].render(scale=1, grayscale=True)
        content, deep = bytes(bitmap.buffer), bitmap.stride
    finally:
        document.close()
    return [content[start : start + wide] for start in range(0, deep * high, deep)]
