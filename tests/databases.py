"""New databases for tests: their tables are made once in a process, and copied."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from storage.migrating import migrate


@cache
def _empty() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "empty.db"
        migrate(f"sqlite+aiosqlite:///{file}")
        assert not [each for each in file.parent.iterdir() if each != file]  # nothing of it lies in a journal
        return file.read_bytes()


def ready(file: Path) -> str:
    """Makes a database of this file, unless it is one; its URL. An older one is upgraded."""
    if not file.exists():
        file.write_bytes(_empty())
    url = f"sqlite+aiosqlite:///{file}"
    migrate(url)
    return url
