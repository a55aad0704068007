"""What a chat is to be shown next. A newer state of its card replaces an older one that has not gone out."""

from collections import deque
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.screens import TOAST_LIMIT, Attachment, Screen, shortened
from storage.chats import Chat

TAPS_AT_MOST = 100
"""Taps of one chat that wait for their answer; older ones have lost their spinner by then."""
FILES_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class Tapped:
    """A tap to be answered, with a word or without."""

    query: str
    word: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Card:
    """The screens of a card, the last one with its buttons. `fresh`: below everything, not in the old one's place."""

    screens: tuple[Screen, ...]
    fresh: bool
    silent: bool = False


@dataclass(slots=True)
class Line:
    """One chat: what it shows now, what it is to show, and what of that the store does not know yet."""

    chat: Chat
    known: bool = False
    """Whether the person agreed to be stored: before, nothing of this is kept."""
    content: object = None
    """What the live card says, where that is known."""
    taps: deque[Tapped] = field(default_factory=lambda: deque(maxlen=TAPS_AT_MOST))
    forgets: bool = False
    """Whether the chat's messages are to be removed first, and then all that is kept of it."""
    clearing: list[int] | None = None
    """Messages that are still to be removed, once that has begun."""
    files: deque[Attachment] = field(default_factory=lambda: deque(maxlen=FILES_AT_MOST))
    notice: str = field(default="", repr=False)
    """A message of its own, such as an apology."""
    card: Card | None = None
    sending: Card | None = None
    """The card on its way now: one that is wanted meanwhile follows it."""
    bare: set[int] = field(default_factory=set)
    """Old cards that are to lose their buttons."""
    numbers: list[int] = field(default_factory=list)
    """Deliveries that are done once the card is shown."""
    posted: list[int] = field(default_factory=list)
    """Messages the store does not know of yet."""

    @property
    def busy(self) -> bool:
        """Whether anything is still to be sent."""
        return bool(self.taps or self.forgets or self.files or self.notice or self.card or self.bare)

    def early(self, message: int, sent_at: datetime) -> bool:
        """Whether a text was sent before the person can have seen the live card as it is now.

        The card's message is older than what was sent after it; one that was changed in place since tells by its
        date, which has whole seconds: within the same second nobody has read it.
        """
        card, edited_at = self.chat.card, self.chat.edited_at
        if self.card is not None:
            return True
        return card is not None and (message < card or (edited_at is not None and sent_at <= edited_at))

    def answer(self, query: str, word: str) -> None:
        """Answers a tap with a word."""
        self.taps.append(Tapped(query, shortened(word, TOAST_LIMIT)))

    def show(self, screens: tuple[Screen, ...], *, fresh: bool, silent: bool = False) -> None:
        """Wants these shown; a file in them goes first, and then the card below it."""
        files = [screen.file for screen in screens if screen.file]
        for file in files:
            self.files = deque((each for each in self.files if each.name != file.name), FILES_AT_MOST)
            self.files.append(file)
        waiting = self.card is not None and self.card.fresh and self.card is not self.sending
        plain = tuple(replace(screen, toast="", alert="", file=None) for screen in screens)
        self.card = Card(plain, fresh or waiting or bool(files) or len(plain) > 1, silent)

    def shown(self, message: int, content: object, edited_at: datetime | None = None) -> None:
        """This message is the live card now."""
        if self.chat.card is not None and self.chat.card != message:
            self.bare.add(self.chat.card)
        self.bare.discard(message)
        self.chat = replace(self.chat, card=message, edited_at=edited_at, blocked=False)
        self.content = content
