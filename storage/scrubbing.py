"""After erasing: the text leaves the database's journal, the backups that still hold it, and proofs their folder."""

import asyncio

from storage.migrating import backups, sqlite_file
from storage.proof_files import ProofFiles
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


async def empty(store: Store, files: ProofFiles) -> None:
    """Erases the bytes of proofs that nothing refers to any more. Raises `StorageFault` for one that can't be erased.

    Each within a transaction that keeps others from placing the same content meanwhile; it stays on the list until its
    bytes are gone.
    """
    async with store.reading() as work:
        if not await work.fetches.any_unkept():
            return
    while True:
        async with store.work() as work:
            left = await work.fetches.unkept()
            if not left:
                return
            try:
                await asyncio.to_thread(files.erase, left[0])
            except OSError as error:
                raise StorageFault(
                    f"Deleted, but the file {files.path(left[0])} can't be erased ({error.strerror}). Erase it."
                ) from None
            await work.fetches.emptied(left[0])
