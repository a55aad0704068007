"""What the chats show is written down soon after it is shown, many chats in one transaction."""

import asyncio
import logging
from dataclasses import dataclass, field
from datetime import datetime

from bot.telegram.unbroken import unbroken
from storage.chats import Chat
from storage.erasing import TELEGRAM
from storage.store import StorageFault, Store, Work

PAUSE = 1.0
log = logging.getLogger("clusterready.telegram")


@dataclass(slots=True)
class Entry:
    """What is to be written of one chat: first that nothing is kept any more, then how it is now."""

    cleared: bool = False
    chat: Chat | None = None
    posted: dict[int, datetime] = field(default_factory=dict)
    proofs: dict[int, tuple[int, datetime]] = field(default_factory=dict)
    """Messages that carry opened proof: the review in which it was, and when."""
    numbers: list[int] = field(default_factory=list)

    def forget(self) -> None:
        """Nothing of this chat is kept any more."""
        self.cleared, self.chat = True, None
        self.posted.clear()
        self.proofs.clear()


class Ledger:
    """Collects entries and writes them; one that can't be written waits and is tried again."""

    def __init__(self, store: Store, bot: int) -> None:
        self._store, self._bot = store, bot
        self._entries: dict[int, Entry] = {}
        self._writing: dict[int, Entry] = {}
        self._due = asyncio.Event()

    def enter(self, id: int) -> Entry:
        """The chat's entry, to be added to."""
        self._due.set()
        return self._entries.setdefault(id, Entry())

    def waits(self, id: int) -> bool:
        """Whether something of this chat is not written yet."""
        return id in self._entries or id in self._writing

    async def run(self) -> None:
        """Writes for ever."""
        while True:
            await self._due.wait()
            await self.write()

    async def write(self) -> None:
        """Writes what waits now; what can't be written goes back."""
        self._due.clear()
        entries, self._entries = self._entries, {}
        self._writing = entries
        if not entries:
            return
        try:
            await unbroken(self._write_all(entries))
        except BaseException as error:
            self._return(entries)
            if not isinstance(error, StorageFault):
                raise
            log.warning("%s", error)
            await asyncio.sleep(PAUSE)
            self._due.set()
        finally:
            self._writing = {}

    async def _write_all(self, entries: dict[int, Entry]) -> None:
        async with self._store.work() as work:
            for id, entry in entries.items():
                await self._write(work, id, entry)

    def _return(self, entries: dict[int, Entry]) -> None:
        for id, entry in entries.items():
            newer = self._entries.get(id)
            if newer is None:
                self._entries[id] = entry
                continue
            newer.numbers[:0] = entry.numbers
            if not newer.cleared:
                newer.cleared, newer.chat = entry.cleared, newer.chat or entry.chat
                newer.posted = entry.posted | newer.posted
                newer.proofs = entry.proofs | newer.proofs

    async def _write(self, work: Work, id: int, entry: Entry) -> None:
        if entry.cleared:
            await work.chats.cleared(self._bot, id)
        if entry.chat and (id < 0 or await work.people.find(TELEGRAM, str(id))):  # else they were erased meanwhile
            await work.chats.save(self._bot, entry.chat)
            await work.chats.post(self._bot, id, entry.posted)
            for message, (review, at) in entry.proofs.items():
                await work.chats.send_proof(self._bot, id, message, review, at)
        if entry.numbers:
            await work.inbox.shown(self._bot, entry.numbers)
