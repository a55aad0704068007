"""What passes between the bot and Telegram: updates on their way, calls, files and taps, and what can go wrong."""

import asyncio
import copy
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from tests.telegram_phones import Phone, Raw
from tests.telegram_rules import METHODS, Refused, words

FIRST_UPDATE = 700_000_001
UPDATES = words(
    "message edited_message channel_post edited_channel_post business_connection business_message "
    "edited_business_message deleted_business_messages message_reaction message_reaction_count "
    "inline_query chosen_inline_result callback_query shipping_query pre_checkout_query "
    "purchased_paid_media poll poll_answer my_chat_member chat_member chat_join_request chat_boost "
    "removed_chat_boost guest_message managed_bot"
)
USUAL_UPDATES = UPDATES - {"chat_member", "message_reaction", "message_reaction_count"}
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass
class Faults:
    """What goes wrong on demand: plain numbers a test sets."""

    delay: float = 0  # seconds before each answer, getUpdates excepted
    share_429: float = 0  # chance of "Too Many Requests", not applied
    retry_after: int = 1
    share_502: float = 0  # chance of a gateway's error page, not applied
    share_cut: float = 0  # chance of a connection that breaks: half of them before applying, half after
    away: bool = False  # every connection is closed at once
    only_methods: set[str] | None = None  # the methods the chances apply to; None: all but getUpdates
    downloads: list[str] = field(default_factory=list)  # what befalls the next ones: "502", "404", "cut" or "slow"
    twice: bool = False  # every update comes a second time after it was confirmed
    swapped: bool = False  # neighbours of the same chat in one batch change places
    swapped_late: bool = False  # an update comes only after its follower in the same chat was confirmed
    late_seconds: float = 0.3  # how long swapped_late waits for a follower

    def drawn(self, method: str, chance: float) -> str:
        """What befalls this call: "", "429", "502", "cut before" or "cut after"."""
        if method not in (self.only_methods if self.only_methods is not None else METHODS.keys() - {"getUpdates"}):
            return ""
        half = self.share_cut / 2
        shares = {"429": self.share_429, "502": self.share_502, "cut before": half, "cut after": half}
        for name, share in shares.items():
            if chance < share:
                return name
            chance -= share
        return ""


@dataclass(frozen=True)
class Call:
    """One call of the bot and what became of it."""

    method: str
    parameters: Raw
    at: float  # by the monotonic clock, when it came in
    status: int  # what was answered; 0 when the connection was cut
    applied: bool
    files: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True)
class StoredFile:
    """A file Telegram keeps."""

    id: str
    name: str
    content: bytes

    @property
    def path(self) -> str:
        """Where it is downloaded from."""
        return f"documents/{self.id}{Path(self.name).suffix}"

    def raw(self) -> Raw:
        """How messages describe it."""
        return {"file_id": self.id, "file_unique_id": f"u{self.id}", "file_size": len(self.content)}


@dataclass
class Tap:
    """A tap that waits for its answer."""

    phone: Phone
    at: float
    is_answered: bool = False


@dataclass(eq=False)
class Entry:
    """One update in the queue."""

    update: Raw
    at: float
    is_again: bool = False  # comes a second time
    is_held: bool = False  # may go out of order: only a delivery makes it confirmable
    is_delivered: bool = False
    is_paired: bool = False  # its place among its neighbours is settled
    follower: "Entry | None" = None  # comes only after this one was confirmed

    @property
    def chat(self) -> Any:
        """The chat it belongs to; None when it belongs to none."""
        content: Any = next((part for part in self.update.values() if isinstance(part, dict)), {})
        chat = content.get("chat") or (content.get("message") or {}).get("chat") or content.get("from") or {}
        return chat.get("id")

    def is_confirmed(self, offset: int) -> bool:
        """Whether the bot is done with it when it asks for the offset."""
        return bool(self.update["update_id"] < offset and (self.is_delivered or not self.is_held))


class UpdateQueue:
    """The updates the bot has not confirmed yet, and the one poller that waits for them."""

    def __init__(self, faults: Callable[[], Faults]) -> None:
        self.waiting: list[Entry] = []
        self.allowed: frozenset[str] = USUAL_UPDATES
        self._faults = faults
        self._past: list[tuple[float, Raw]] = []
        self._numbers = count(FIRST_UPDATE)
        self._arrived = asyncio.Event()
        self._poller = 0

    def add(self, raw: Raw) -> int:
        """Takes an update and gives its number."""
        number = next(self._numbers)
        update = copy.deepcopy({"update_id": number} | {key: raw[key] for key in raw if key != "update_id"})
        self.waiting.append(Entry(update, time.monotonic()))
        self._past.append((time.monotonic(), update))
        self._arrived.set()
        return number

    def add_again(self, seconds: float) -> None:
        """Everything of the last while comes once more."""
        waiting = {entry.update["update_id"] for entry in self.waiting}
        now = time.monotonic()
        again = [update for at, update in self._past if now - at <= seconds and update["update_id"] not in waiting]
        self.waiting[:0] = [_again(update) for update in again]
        self._arrived.set()

    def drop(self) -> None:
        """Forgets what waits."""
        self.waiting.clear()

    def end(self) -> None:
        """Sends the poller home."""
        self._poller += 1
        self._arrived.set()

    def confirm(self, offset: int) -> None:
        """Takes away everything below the offset; with the fault "twice" it comes once more."""
        gone = [entry for entry in self.waiting if entry.is_confirmed(offset)]
        self.waiting = [entry for entry in self.waiting if not entry.is_confirmed(offset)]
        if self._faults().twice:
            self.waiting[:0] = [_again(entry.update) for entry in gone if not entry.is_again]

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Raw]:
        """Waits for updates as long as nobody else does."""
        self.end()
        poller, until = self._poller, time.monotonic() + seconds
        self.confirm(offset)
        while poller == self._poller:
            if (batch := self._batch(limit)) or time.monotonic() >= until or self._faults().away:
                return batch
            self._arrived.clear()
            with suppress(TimeoutError):  # looks up now and then for what is due by time
                await asyncio.wait_for(self._arrived.wait(), min(0.1, max(0, until - time.monotonic())))
        raise Refused(409, CONFLICT)

    def _batch(self, limit: int) -> list[Raw]:
        faults = self._faults()
        if faults.away:
            return []
        ready = self._late() if faults.swapped_late else self.waiting
        batch = _swapped(ready[:limit]) if faults.swapped else ready[:limit]
        for entry in batch:
            entry.is_delivered = True
        return [entry.update for entry in batch]

    def _late(self) -> list[Entry]:
        """What may go out now if every first of two neighbours waits for the second."""
        for entry in self.waiting:
            entry.is_held = True
        for chat in _by_chat(entry for entry in self.waiting if not (entry.is_paired or entry.is_again)):
            for first, second in zip(chat[::2], chat[1::2], strict=False):
                first.is_paired = second.is_paired = True
                first.follower = second
            if len(chat) % 2 and time.monotonic() - chat[-1].at >= self._faults().late_seconds:
                chat[-1].is_paired = True
        settled = [entry for entry in self.waiting if entry.is_paired or entry.is_again]
        return [entry for entry in settled if entry.follower not in self.waiting]


def _again(update: Raw) -> Entry:
    return Entry(update, time.monotonic(), is_again=True, is_held=True)


def _by_chat(entries: Iterable[Entry]) -> list[list[Entry]]:
    chats: dict[Any, list[Entry]] = {}
    for entry in entries:
        chats.setdefault(entry.chat, []).append(entry)
    return list(chats.values())


def _swapped(entries: list[Entry]) -> list[Entry]:
    """Neighbours of the same chat in changed places; a single one stays."""
    result = list(entries)
    for chat in _by_chat(entries):
        for first, second in zip(chat[::2], chat[1::2], strict=False):
            here, there = entries.index(first), entries.index(second)
            result[here], result[there] = second, first
    return result
