"""What a chat is to be shown next. A newer state of its card replaces an older one that has not gone out."""

import asyncio
from collections import deque
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.screens import Attachment, Screen
from storage.chats import Chat

FILES_AT_MOST = 3
POSTED_AT_MOST = 200
"""Messages of somebody who has not agreed to be stored, remembered while the program runs."""


@dataclass(frozen=True, slots=True)
class Card:
    """The screens of a card, the last one with its buttons. `fresh`: below everything, not in the old one's place."""

    screens: tuple[Screen, ...] = field(repr=False)
    fresh: bool
    silent: bool = False

    @property
    def asks(self) -> str:
        """What a typed text would answer."""
        return self.screens[-1].asks


@dataclass(slots=True)
class Line:
    """One chat: what it shows now, what it is to show, and what of that the store does not know yet."""

    chat: Chat
    known: bool = False
    """Whether the person agreed to be stored: before, nothing of this is kept."""
    content: Screen | None = field(default=None, repr=False)
    """What the live card says, where that is known."""
    since: tuple[int, datetime | None] | None = None
    """The message, and its change if any, since which the live card's question can be seen."""
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
    posted: dict[int, datetime] = field(default_factory=dict)
    """Messages the store does not know of yet, with their dates."""
    proofs: dict[int, tuple[int, datetime]] = field(default_factory=dict)
    """Those of them that carry opened proof: the review in which it was, and when."""
    answers: set[asyncio.Task[None]] = field(default_factory=set, repr=False)
    """Taps that are being answered."""

    @property
    def busy(self) -> bool:
        """Whether anything is still to be sent."""
        return bool(self.forgets or self.files or self.notice or self.card or self.bare)

    def early(self, message: int, sent_at: datetime) -> bool:
        """Whether a text was sent before the person can have seen what the next text is for.

        A card's message is older than what was sent after it; one that was changed in place tells by its date, which
        has whole seconds: within the same second nobody has read it. A card that asks what the one before it asked
        was seen as soon as that one.
        """
        here = self.content.asks if self.content else ""
        if self.card is not None and (not here or self.card.asks != here):
            return True
        card, edited_at = self.since or (self.chat.card, self.chat.edited_at)
        return card is not None and (message < card or (edited_at is not None and sent_at <= edited_at))

    def show(self, screens: tuple[Screen, ...], *, fresh: bool, silent: bool = False) -> None:
        """Wants these shown; a file in them goes first, and then the card below it."""
        files = [screen.file for screen in screens if screen.file]
        for file in files:
            self.files = deque((each for each in self.files if each.name != file.name), FILES_AT_MOST)
            self.files.append(file)
        waiting = self.card is not None and self.card.fresh and self.card is not self.sending
        plain = tuple(replace(screen, toast="", alert="", file=None) for screen in screens)
        self.card = Card(plain, fresh or waiting or bool(files) or len(plain) > 1, silent)

    def past(self, file: Attachment, then: Attachment | None = None, sorry: str = "") -> None:
        """This file is done with, unless it was dropped meanwhile: what goes after it is next."""
        if self.files and self.files[0] is file:
            self.files.popleft()
            if then:
                self.files.appendleft(then)
            self.notice = sorry or self.notice

    def post(self, message: int, at: datetime) -> None:
        """One more message in the chat."""
        self.posted[message] = at
        while not self.known and len(self.posted) > POSTED_AT_MOST:
            del self.posted[min(self.posted)]

    def shown(self, message: int, content: Screen, edited_at: datetime | None = None) -> None:
        """This message is the live card now."""
        if self.chat.card is not None and self.chat.card != message:
            self.bare.add(self.chat.card)
        self.bare.discard(message)
        if not (content.asks and self.content and self.content.asks == content.asks):
            self.since = (message, edited_at)
        self.chat = replace(self.chat, card=message, edited_at=edited_at, blocked=False)
        self.content = content

    def drop(self) -> None:
        """Wants nothing of what waits any more."""
        self.files.clear()
        self.bare.clear()
        self.notice, self.card, self.content = "", None, None

    def erase(self) -> None:
        """The person is erased: what waits is theirs, and the chat's messages are to go before anything is shown."""
        self.drop()
        self.known, self.forgets = False, True
