"""In a terminal a file is named by its path: found, and copied into the folder of proofs."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.conversation import Visitor, take
from bot.desk import Desk
from bot.drawing import draw
from bot.fetching import asked_on, claimed, failed, placed, received, waiting
from bot.screens import Screen, Tap
from bot.sent import Sent
from storage.fetches import Fetch
from storage.proof_files import NotKept

PIECE = 2**16
STARTED = datetime.min.replace(tzinfo=UTC)
"""In a terminal a file is copied in one go: what is claimed is being copied by another window, or was cut off."""
LIKE_A_PATH = re.compile(r"(?:~|\.{1,2})?[/\\].|[A-Za-z]:[/\\].")


@dataclass(frozen=True, slots=True)
class NoFile:
    """A path that leads to no file."""

    path: str


def file_at(line: str) -> Sent | NoFile | None:
    """The file that a typed path names; None for what is no path."""
    typed = line.strip().strip("\"'").replace("\\ ", " ")
    try:
        path = Path(typed).expanduser()
        if path.is_file():
            return Sent("file", str(path.absolute()), name=path.name, size=path.stat().st_size)
    except (OSError, ValueError, RuntimeError):
        return NoFile(typed) if LIKE_A_PATH.match(typed) else None
    meant = LIKE_A_PATH.match(typed) and not re.match(r"/[A-Za-z]+(@|\s|$)", typed)
    return NoFile(typed) if meant else None


async def take_files(desk: Desk, visitor: Visitor) -> tuple[Screen, ...]:
    """Copies the files that this person named, and shows where they are; nothing if there were none."""
    if desk.files is None:
        return ()
    said: tuple[Screen, ...] = ()
    for found in await waiting(desk, visitor.channel, STARTED):
        fetch = await claimed(desk, found) if found.person.external == visitor.external else None
        if fetch is None:
            continue
        reason = await _copied(desk, fetch)
        if reason:
            await failed(desk, fetch, reason)
        scene = await asked_on(desk, fetch)
        said = draw(scene) if scene else await take(desk, visitor, Tap("proof", choice=str(fetch.proof)))
    return said


async def _copied(desk: Desk, fetch: Fetch) -> str:
    """Why a file could not be kept; nothing if it is."""
    assert desk.files is not None
    try:
        with desk.files.incoming(fetch.file, fetch.tries) as incoming:
            arrival = await received(incoming, _pieces(Path(fetch.source)), None)
            await placed(desk, fetch, arrival)
    except NotKept as refusal:
        return refusal.reason
    return ""


async def _pieces(file: Path) -> AsyncIterator[bytes]:
    """A file, piece by piece. Raises `NotKept` where it can't be read."""
    try:
        with await asyncio.to_thread(file.open, "rb") as source:
            while piece := source.read(PIECE):
                yield piece
    except OSError:
        raise NotKept("gone") from None
