"""The folder that a terminal's pictures and files go to: each whole or not at all, and none over another one."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path


def keep(folder: Path, name: str, data: bytes) -> Path:
    """The file that holds this, written unless it is there already; numbered where the name holds something else.

    Raises OSError, and then nothing is left behind.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for file in _names(folder, name):
        try:
            file.open("xb").close()  # the name is ours from here on, whoever else writes
        except FileExistsError:
            if file.is_file() and file.read_bytes() == data:
                return file
            continue
        _fill(file, data)
        return file
    raise AssertionError("names never end")


def _names(folder: Path, name: str) -> Iterator[Path]:
    """`result.png`, `result-2.png`, `result-3.png` …"""
    file = folder / name
    yield file
    for number in count(2):
        yield file.with_stem(f"{file.stem}-{number}")


def _fill(file: Path, data: bytes) -> None:
    part = file.with_name(f"{file.name}.part")
    try:
        part.write_bytes(data)
        part.replace(file)
    except BaseException:
        for each in (part, file):
            with suppress(OSError):  # what stands in the way is not ours
                each.unlink(missing_ok=True)
        raise
