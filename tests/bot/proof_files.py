"""Small files of every kind, for the tests of evidence."""

import io
import zipfile

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(40) + b"\xff\xd9"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(30)
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(20)
OGG = b"OggS\x00\x02" + bytes(22) + b"OpusHead" + bytes(20)
MP3 = b"ID3\x04\x00" + bytes(30)
M4A = b"\x00\x00\x00\x1cftypM4A \x00\x00\x00\x00M4A mp42" + bytes(20)
TEXT = "Beschluss vom 3. März: ja.\r\n\tEinstimmig – 7 Stimmen\n".encode()
FILM = b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2avc1mp41" + bytes(20)
PROGRAM = b"MZ\x90\x00" + bytes(60)


def container(*names: str, first: tuple[str, bytes] | None = None) -> bytes:
    """A ZIP file with empty entries; `first` is not packed."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        if first:
            archive.writestr(first[0], first[1], zipfile.ZIP_STORED)
        for name in names:
            archive.writestr(name, "x")
    return held.getvalue()


def opened(kind: str, *more: str) -> bytes:
    """An OpenDocument file."""
    return container("content.xml", *more, first=("mimetype", f"application/vnd.oasis.opendocument.{kind}".encode()))


def office(folder: str, *more: str) -> bytes:
    """A Word, Excel or PowerPoint file."""
    return container("[Content_Types].xml", "_rels/.rels", f"{folder}/document.xml", *more)


TAKEN = {
    "pdf": PDF, "jpeg": JPEG, "png": PNG, "webp": WEBP, "heic": HEIC, "ogg": OGG, "mp3": MP3, "m4a": M4A, "text": TEXT,
    "docx": office("word"), "xlsx": office("xl"), "pptx": office("ppt"),
    "odt": opened("text"), "ods": opened("spreadsheet"), "odp": opened("presentation"),
}  # fmt: skip
"""One of each type that is taken."""
REFUSED = {
    "program": PROGRAM,
    "film": FILM,
    "film in ogg": b"OggS\x00\x02" + bytes(22) + b"\x80theora" + bytes(90),
    "archive": container("letter.txt"),
    "macros in word": office("word", "word/vbaProject.bin"),
    "macros in opendocument": opened("text", "Basic/Standard/script.xml"),
    "a program in word": office("word", "word/setup.EXE"),
    "word and excel": office("word", "xl/workbook.xml"),
    "a template": opened("text-template"),
    "broken archive": office("word")[:40],
    "page": b"<!DOCTYPE html><script>alert(1)</script>",
    "drawing": b"  <svg xmlns='http://www.w3.org/2000/svg'/>",
    "script": b"#!/bin/sh\nrm -rf /\n",
    "rich text": b"{\\rtf1 }",
    "latin text": "Beschluß".encode("latin-1"),
    "text with nul": b"a\x00b",
    "half a letter": "ü".encode()[:1],
    "old office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40),
    "gif": b"GIF89a" + bytes(20),
}
"""What is not taken, whatever its name."""
