"""The hand-off pack for a formal review: files in a ZIP with a manifest of their sums, and the check of one.

Nothing of a pack is ever unpacked: what is verified is read through, never further than the manifest says.
"""

import hashlib
import json
import re
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
    """One ZIP of a pack."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Pack:
    """The ZIPs, none larger than a channel takes, and the names of what is too large for any of them."""

    volumes: tuple[Volume, ...]
    left_out: tuple[str, ...]


def packed(files: Sequence[Packed], name: str, made_at: datetime, about: str) -> Pack:
    """Packs files in their order, in as many ZIPs as needed; equal bytes for equal input.

    Each ZIP has a manifest of its own with the SHA-256 of every file in it and the names of what was left out. Raises
    ValueError for a name that is not plain, or stands twice, and OSError where a file can't be read.
    """
    names = [each.name for each in files]
    if len(set(names)) != len(names) or MANIFEST in names or not all(_NAME.fullmatch(each) for each in names):
        raise ValueError("a pack needs plain names, each once")
    fitting = [each for each in files if each.size <= VOLUME_BYTES]
    left_out = tuple(each.name for each in files if each.size > VOLUME_BYTES)
    groups = _grouped(fitting)
    volumes = []
    for number, group in enumerate(groups, start=1):
        part = f"{name}-{number}-of-{len(groups)}.zip" if len(groups) > 1 else f"{name}.zip"
        head = {"format": FORMAT, "version": VERSION, "about": about, "made_at": made_at.isoformat(),
                "part": number, "parts": len(groups), "left_out": list(left_out)}  # fmt: skip
        volumes.append(Volume(part, _zip(group, head, made_at)))
    return Pack(tuple(volumes), left_out)


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
        listed = []
        for each in files:
            content = each.content.read_bytes() if isinstance(each.content, Path) else each.content
            listed.append({"name": each.name, "what": each.what, "bytes": len(content), "sha256": _sum(content)})
            archive.writestr(_entry(each.name, made_at), content)
        told = json.dumps({**head, "files": listed}, indent=2, ensure_ascii=False)
        archive.writestr(_entry(MANIFEST, made_at), told)
    return out.getvalue()


def _entry(name: str, made_at: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, made_at.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


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
