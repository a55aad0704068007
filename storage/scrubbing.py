"""After erasing: the text leaves the database's journal, and the backups that still hold it."""

from storage.migrating import backups, sqlite_file
from storage.store import Store


async def scrub(store: Store) -> None:
    """Nothing that was erased is in any file of ours after this. Raises `StorageFault` if a reader holds the journal.

    Backups made before an upgrade are removed whole: they hold everybody's past, and are kept for a few days only.
    """
    await store.scrub()
    for backup in backups(sqlite_file(store.url)):
        backup.unlink(missing_ok=True)
