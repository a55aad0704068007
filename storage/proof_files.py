"""The folder of proofs: each file under the SHA-256 of its content, whole or not at all.

What comes in is written beside, synchronised, and only then named. Names that people give are never used here.
"""

import errno
import os
import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Literal, Self, TypeAlias

from storage.file_types import ENDINGS, OTHER_ENDINGS, FileType, Judge

FILE_LIMIT = 20 * 2**20
"""Bytes of one file: as much as Telegram lets a bot fetch."""
CLUSTER_LIMIT = 2**30
"""Bytes of all files of one cluster."""
NAME_LIMIT = 100
Reason: TypeAlias = Literal["large", "type", "empty", "full", "disk", "gone", "broken"]
"""Why a file is not here: too large, of no type we take, empty; no room, a refusing disk; gone, cut."""
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_HASH = re.compile(r"[0-9a-f]{64}")


class NotKept(Exception):
    """A file can't be kept; nothing of it is left."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that came in whole and waits beside to be placed."""

    part: Path
    sha256: str
    size: int
    type: FileType


class Incoming:
    """One file coming in, as a context. Unless it was finished and placed, leaving removes what came."""

    def __init__(self, part: Path) -> None:
        self._part, self._hash, self._judge, self._size = part, sha256(), Judge(), 0

    def __enter__(self) -> Self:
        try:
            self._part.parent.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._part.parent.mkdir(mode=0o700, exist_ok=True)
            self._file = os.fdopen(os.open(self._part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")
        except OSError as error:
            raise _refusal(error) from None
        return self

    def write(self, piece: bytes) -> None:
        """The next piece. Raises `NotKept` where the file gets too large, or the disk refuses."""
        self._size += len(piece)
        if self._size > FILE_LIMIT:
            raise NotKept("large")
        self._hash.update(piece)
        self._judge.see(piece)
        try:
            self._file.write(piece)
        except OSError as error:
            raise _refusal(error) from None

    def finished(self) -> Arrival:
        """The whole file is on the disk; may take a while. Raises `NotKept` where it is none that we take."""
        if not self._size:
            raise NotKept("empty")
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
        except OSError as error:
            raise _refusal(error) from None
        type = self._judge.judged(self._part)
        if type is None:
            raise NotKept("type")
        return Arrival(self._part, self._hash.hexdigest(), self._size, type)

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        with suppress(OSError):  # closing flushes what a full disk refused before
            self._file.close()
        with suppress(OSError):
            self._part.unlink(missing_ok=True)


def _refusal(error: OSError) -> NotKept:
    return NotKept("full" if error.errno in _FULL else "disk")


class ProofFiles:
    """The folder. One for each database: what no row refers to is erased from it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def incoming(self, number: int, tries: int) -> Incoming:
        """A file that comes in, known by the number of its row and how often that was tried."""
        return Incoming(self.folder / "incoming" / f"{number}-{tries}.part")

    def place(self, arrival: Arrival) -> None:
        """Gives what came in its name; the same content is there once. Raises `NotKept`."""
        try:
            target = self._path(arrival.sha256)
            target.parent.mkdir(mode=0o700, exist_ok=True)
            arrival.part.replace(target)
            _synchronise(target.parent)
        except OSError as error:
            raise _refusal(error) from None

    def has(self, hash: str) -> bool:
        """Whether a file with this hash is here."""
        return bool(_HASH.fullmatch(hash)) and self._path(hash).is_file()

    def read(self, hash: str) -> bytes:
        """The whole content. Raises OSError."""
        return self._path(hash).read_bytes()

    def path(self, hash: str) -> Path:
        """Where it lies, for what copies it piece by piece."""
        return self._path(hash)

    def erase(self, hash: str) -> None:
        """Overwrites and removes a file; nothing if it is not here. Raises OSError."""
        path = self._path(hash)
        try:
            with path.open("rb+") as file:
                left = path.stat().st_size
                while left > 0:
                    left -= file.write(bytes(min(left, 2**16)))
                file.flush()
                os.fsync(file.fileno())
        except FileNotFoundError:
            return
        path.unlink()

    def forget_parts(self, known: set[int]) -> None:
        """Removes what a crash left of files that nobody waits for any more."""
        for part in (self.folder / "incoming").glob("*.part"):
            number = part.stem.partition("-")[0]
            if not number.isdigit() or int(number) not in known:
                with suppress(OSError):
                    part.unlink()

    def _path(self, hash: str) -> Path:
        if not _HASH.fullmatch(hash):
            raise ValueError("no hash")
        return self.folder / hash[:2] / hash[2:]


def _synchronise(folder: Path) -> None:
    """The folder's new entry survives a power cut; where folders can't be opened, the system sees to it."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def safe_name(name: str, type: FileType | None = None) -> str:
    """A name that is harmless anywhere: no folders, no control or direction signs, short; it ends as its type does."""
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join(each for each in last if unicodedata.category(each)[0] != "C" and each not in '<>:"|?*')
    kept = " ".join(kept.split()).strip(". ")
    stem, dot, ending = kept.rpartition(".")
    if type is None:
        return _shortened(kept or "file", NAME_LIMIT)
    right = ENDINGS.get(type, type)
    if dot and ending.casefold() in {right, type, *OTHER_ENDINGS.get(type, ())}:
        return f"{_shortened(stem, NAME_LIMIT - 5) or 'file'}.{ending}"
    return f"{_shortened(kept, NAME_LIMIT - 5) or 'file'}.{right}"


def _shortened(name: str, limit: int) -> str:
    return name[:limit].rstrip(". ")
