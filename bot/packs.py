"""The hand-off pack for a formal review: files in a ZIP with a manifest of their sums, and the check of one.

Nothing of a pack is ever unpacked: what is verified is read through, never further than the manifest says.
"""

import hashlib
import json
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

FORMAT, VERSION = "clusterready-pack", 1
MANIFEST = "manifest.json"
VOLUME_BYTES = 48_000_000
"""Telegram takes files of 50 MB from a bot; the ZIP's own lists need a little of it."""
MANIFEST_BYTES = 4_000_000
CHUNK = 1 << 16
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,98}(/[A-Za-z0-9][A-Za-z0-9 ._-]{0,98})?")


_SPELT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ø": "o", "ł": "l"}
)


def spelt(text: str) -> str:
    """A text in letters that any system takes in a name: ü as ue, é as e; what has none is left out."""
    composed = unicodedata.normalize("NFC", text).translate(_SPELT)
    return unicodedata.normalize("NFKD", composed).encode("ascii", "ignore").decode()


@dataclass(frozen=True, slots=True)
class Packed:
    """One file of a pack: a plain name (one folder at most), what it is, and its bytes or where they lie."""

    name: str
    what: str
    content: bytes | Path = field(repr=False)

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return self.content.stat().st_size if isinstance(self.content, Path) else len(self.content)


@dataclass(frozen=True, slots=True)
class Volume:
    """One ZIP of a pack. Its bytes are made when they are asked for, and not kept: one at a time is in memory."""

    name: str
    files: tuple[Packed, ...]
    head: Mapping[str, Any] = field(repr=False)
    made_at: datetime

    @property
    def content(self) -> bytes:
        """The ZIP; equal bytes each time. Raises OSError where a file can't be read. Not quick."""
        return _zip(self.files, self.head, self.made_at)


@dataclass(frozen=True, slots=True)
class Pack:
    """The ZIPs, none larger than a channel takes, and the names of what is too large for any of them."""

    volumes: tuple[Volume, ...]
    left_out: tuple[str, ...]


def packed(files: Sequence[Packed], name: str, made_at: datetime, about: str) -> Pack:
    """Packs files in their order, in as many ZIPs as needed; equal bytes for equal input.

    Each ZIP has a manifest of its own with the SHA-256 of every file in it and the names of what was left out. Raises
    ValueError for a name that is not plain, or stands twice, and OSError where the size of a file can't be told.
    """
    names = [each.name for each in files]
    if len(set(names)) != len(names) or MANIFEST in names or not all(_NAME.fullmatch(each) for each in names):
        raise ValueError("a pack needs plain names, each once")
    fitting = [each for each in files if each.size <= VOLUME_BYTES]
    left_out = tuple(each.name for each in files if each.size > VOLUME_BYTES)
    groups = _grouped(fitting)
    found = []
    for number, group in enumerate(groups, start=1):
        part = f"{name}-{number}-of-{len(groups)}.zip" if len(groups) > 1 else f"{name}.zip"
        head = {"format": FORMAT, "version": VERSION, "about": about, "made_at": made_at.isoformat(),
                "part": number, "parts": len(groups), "left_out": list(left_out)}  # fmt: skip
        found.append(Volume(part, tuple(group), head, made_at))
    return Pack(tuple(found), left_out)


def volumes(files: Sequence[Packed], name: str, made_at: datetime, about: str) -> tuple[Volume, ...]:
    """The ZIPs of a pack, each made when its content is asked for; as `packed`."""
    return packed(files, name, made_at, about).volumes


def _grouped(files: Iterable[Packed]) -> list[list[Packed]]:
    """Files in their order, as many together as one ZIP may hold; at least one group."""
    groups: list[list[Packed]] = [[]]
    room = VOLUME_BYTES
    for each in files:
        if groups[-1] and each.size > room:
            groups.append([])
            room = VOLUME_BYTES
        groups[-1].append(each)
        room -= each.size
    return groups


def _zip(files: Sequence[Packed], head: Mapping[str, Any], made_at: datetime) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        listed = [_put(archive, each, made_at) for each in files]
        told = json.dumps({**head, "files": listed}, indent=2, ensure_ascii=False)
        archive.writestr(_entry(MANIFEST, made_at), told)
    return out.getvalue()


def _put(archive: zipfile.ZipFile, file: Packed, made_at: datetime) -> Mapping[str, Any]:
    """Writes a file piece by piece; its line of the manifest."""
    entry, found, size = _entry(file.name, made_at), hashlib.sha256(), 0
    entry.file_size = file.size
    source = file.content.open("rb") if isinstance(file.content, Path) else BytesIO(file.content)
    with source, archive.open(entry, "w") as target:
        while piece := source.read(CHUNK):
            target.write(piece)
            found.update(piece)
            size += len(piece)
    return {"name": file.name, "what": file.what, "bytes": size, "sha256": found.hexdigest()}


def _entry(name: str, made_at: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, made_at.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


# --- verifying -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Verified:
    """What a pack holds by its manifest, and everything that is wrong with it, each in a sentence."""

    files: tuple[str, ...] = ()
    parts: tuple[int, int] = (1, 1)
    left_out: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def verify(file: Path) -> Verified:
    """Compares every file of a pack with its manifest. Writes nothing, and reads no more than the manifest tells."""
    try:
        with zipfile.ZipFile(file) as archive:
            return _verified(archive)
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        return Verified(problems=(f"{file.name} is no pack that can be read ({type(error).__name__}).",))


def _verified(archive: zipfile.ZipFile) -> Verified:
    told = _manifest(archive)
    if isinstance(told, str):
        return Verified(problems=(told,))
    entries = [each.filename for each in archive.infolist()]
    files: dict[str, tuple[int, str]] = told["files"]
    problems = [f"{name} stands in it twice." for name in sorted({each for each in entries if entries.count(each) > 1})]
    problems += [f"{name} is not in the manifest." for name in entries if name not in files and name != MANIFEST]
    problems += [f"{name} is missing." for name in files if name not in entries]
    for name, (size, total) in files.items():
        if name in entries and not _same(archive, name, size, total):
            problems.append(f"{name} is not as it was packed.")
    return Verified(tuple(files), told["parts"], told["left_out"], tuple(problems))


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any] | str:
    """What the manifest says, or what is wrong with it."""
    try:
        if archive.getinfo(MANIFEST).file_size > MANIFEST_BYTES:
            return "The manifest is too large to be ours."
        told = json.loads(archive.read(MANIFEST))
        if (told["format"], told["version"]) != (FORMAT, VERSION):
            return f"This is no {FORMAT} of version {VERSION}."
        files = {str(each["name"]): (int(each["bytes"]), str(each["sha256"])) for each in told["files"]}
        left_out = tuple(str(each) for each in told["left_out"])
        return {"files": files, "left_out": left_out, "parts": (int(told["part"]), int(told["parts"]))}
    except KeyError:
        return f"There is no {MANIFEST} of ours in it."
    except (ValueError, TypeError, zipfile.BadZipFile, zlib.error, EOFError):
        return "The manifest is damaged."


def _same(archive: zipfile.ZipFile, name: str, size: int, total: str) -> bool:
    """Whether a file has this size and sum; stops reading as soon as it is longer."""
    found, read = hashlib.sha256(), 0
    try:
        with archive.open(name) as content:
            while chunk := content.read(CHUNK):
                read += len(chunk)
                if read > size:
                    return False
                found.update(chunk)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        return False
    return read == size and found.hexdigest() == total
