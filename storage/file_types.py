"""What a file is, told by its content and never by its name. Nothing is run or unpacked."""

import codecs
import re
import zipfile
import zlib
from pathlib import Path
from typing import Literal, TypeAlias, get_args

FileType: TypeAlias = Literal[
    "pdf", "jpeg", "png", "webp", "heic", "docx", "xlsx", "pptx", "odt", "ods", "odp", "ogg", "mp3", "m4a", "text"
]
TYPES: tuple[FileType, ...] = get_args(FileType)
ENDINGS: dict[FileType, str] = {"jpeg": "jpg", "text": "txt"}
"""How names of a type end, where that is not the type's own name."""
OTHER_ENDINGS: dict[FileType, tuple[str, ...]] = {
    "text": ("csv", "md"), "heic": ("heif",), "ogg": ("oga", "opus")
}  # fmt: skip
"""Other endings that a name of this type may keep."""
HEAD = 4096
"""Bytes from the beginning that are looked at."""
MOST_NAMES = 20_000
"""Entries of a container that are looked at."""
_HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"}
_SOUND = {b"M4A ", b"M4B "}
_CODECS = (b"OpusHead", b"\x01vorbis", b"Speex   ", b"\x7fFLAC")
_OFFICE: dict[str, FileType] = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
_OPEN: dict[bytes, FileType] = {b"text": "odt", b"spreadsheet": "ods", b"presentation": "odp"}
_FIRST_ENTRY = re.compile(
    rb"PK\x03\x04.{22}\x08\x00..mimetypeapplication/vnd\.oasis\.opendocument\.([a-z]+)(?![a-z-])", re.DOTALL
)
_ACTIVE = re.compile(r"\s*(<!doctype|<html|<\?xml|<\?php|<svg|<script|#!|\{\\rtf)", re.IGNORECASE)
"""How texts begin that other programs would run or draw."""


class Judge:
    """Sees a file as it comes in, piece by piece, and says in the end what it is."""

    def __init__(self) -> None:
        self._head = b""
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._is_text = True

    def see(self, piece: bytes) -> None:
        """The next piece."""
        if len(self._head) < HEAD:
            self._head += piece[: HEAD - len(self._head)]
        if self._is_text:
            self._is_text = _plain(self._decoder, piece)

    def judged(self, file: Path) -> FileType | None:
        """The type of the whole file; None for one that is not taken. `file` is only opened for a container."""
        head = self._head
        if head.startswith(b"PK\x03\x04"):
            return _container(head, file)
        found = _by_signature(head)
        if found or not head:
            return found
        whole = self._is_text and _plain(self._decoder, b"", final=True)
        return "text" if whole and not _ACTIVE.match(head.decode(errors="replace")) else None


def _plain(decoder: codecs.IncrementalDecoder, piece: bytes, final: bool = False) -> bool:
    """Whether these bytes are text: UTF-8 without control characters that no text has."""
    try:
        text = decoder.decode(piece, final)
    except UnicodeDecodeError:
        return False
    return not re.search(r"[\x00-\x08\x0b\x0e-\x1f\x7f]", text)


def _by_signature(head: bytes) -> FileType | None:
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        return _media(head)
    if head.startswith(b"OggS"):
        return "ogg" if any(codec in head[:128] for codec in _CODECS) else None  # else it may be a film
    if head.startswith(b"ID3") or (len(head) > 3 and head[0] == 0xFF and head[1] in (0xFB, 0xFA, 0xF3, 0xF2)):
        return "mp3"
    return None


def _media(head: bytes) -> FileType | None:
    """By the brand of an ISO file: a picture or a sound, no film."""
    if head[8:12] in _SOUND:
        return "m4a"
    return "heic" if head[8:12] in _HEIC else None


def _container(head: bytes, file: Path) -> FileType | None:
    """An office document, by the names in it or by its first entry, which is not packed. None has macros."""
    try:
        with zipfile.ZipFile(file) as container:
            names = container.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, zlib.error):
        return None
    if len(names) > MOST_NAMES or any(_is_active(name) for name in names):
        return None
    opened = _FIRST_ENTRY.match(head)
    if opened:
        return _OPEN.get(opened[1])
    if "[Content_Types].xml" not in names:
        return None
    found = {type for folder, type in _OFFICE.items() if any(name.startswith(folder) for name in names)}
    return found.pop() if len(found) == 1 else None


def _is_active(name: str) -> bool:
    """Whether an entry's name is that of something that runs."""
    said = name.casefold()
    return "vbaproject" in said or said.startswith(("basic/", "scripts/")) or said.endswith((".exe", ".dll", ".js"))
