"""After erasing: the text leaves the database's journal, and the backups that still hold it."""

from storage.migrating import backups, sqlite_file
from storage.store import StorageFault, Store


async def scrub(store: Store) -> None:
    """Nothing that was erased is in any file of ours after this. Raises `StorageFault` if a reader holds the journal.

    Backups made before an upgrade are removed whole: they hold everybody's past, and are kept for a few days only.
    They go first: a reader may hold the journal for long, and the next start empties that, not them.
    """
    for backup in backups(sqlite_file(store.url)):
        try:
            backup.unlink(missing_ok=True)
        except OSError as error:
            raise StorageFault(
                f"Deleted, but the backup {backup} still holds it and can't be removed ({error.strerror}). Remove it."
            ) from None
    await store.scrub()
