"""What people have in hand in the tests: phones, groups and channels that write to the bot and show what it sends."""

import asyncio
import copy
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from tests.telegram_server import TelegramServer

Raw = dict[str, Any]
Result = TypeVar("Result")
LONGEST_TEXT = 4096
MEDIA = ("document", "photo", "sticker", "voice", "location", "poll", "contact")
RIGHTS = [f"can_{right}" for right in ("be_edited", "manage_chat", "delete_messages", "manage_video_chats")]
RIGHTS += [f"can_{right}" for right in ("restrict_members", "promote_members", "change_info", "invite_users")]
RIGHTS += ["is_anonymous", *(f"can_{act}_stories" for act in ("post", "edit", "delete"))]
COMMAND = re.compile(r"(?<!\S)/[A-Za-z0-9_]{1,64}(?:@\w+)?")
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
)  # a picture of one black point


@dataclass(frozen=True)
class Message:
    """One message as a person sees it."""

    id: int
    from_bot: bool
    kind: str  # "text" or one of MEDIA
    text: str  # the text, or the caption of a document or photo
    entities: list[Raw]
    buttons: list[list[tuple[str, str]]]  # rows of (caption, data); for a link the address stands for the data
    file_id: str | None
    file_name: str | None
    content: bytes | None
    date: int
    edit_date: int | None

    @property
    def captions(self) -> list[str]:
        """What stands on the buttons, in reading order."""
        return [caption for row in self.buttons for caption, _ in row]


class Chat:
    """A chat the bot knows by its number: its messages, and whether the bot may write there."""

    def __init__(self, server: "TelegramServer", raw: Raw) -> None:
        self.server, self.raw, self.id = server, raw, int(raw["id"])
        self.history: dict[int, Raw] = {}
        self.member_status = "left"
        self._last = self._last_of_bot = 0
        self._changed = asyncio.Event()
        self._read: list[Message] | None = None

    @property
    def messages(self) -> list[Message]:
        """Everything that can be seen in the chat, in order."""
        if self._read is None:
            self._read = [self._readable(self.history[number]) for number in sorted(self.history)]
        return self._read

    def why_closed(self) -> str | None:
        """Why the bot may not write here, in Telegram's words; None when it may."""
        raise NotImplementedError

    def bot_date(self) -> int:
        """The second at which the bot sends or edits here: never before anything that is already here."""
        self._last = self._last_of_bot = max(int(self.server.clock()), self._last)
        return self._last

    def person_date(self) -> int:
        """The second at which a person acts here: strictly later than the bot's last message or edit."""
        self._last = max(int(self.server.clock()), self._last_of_bot + 1, self._last)
        return self._last

    def ring(self) -> None:
        """Tells everybody who waits that something changed here."""
        self._read = None
        rung, self._changed = self._changed, asyncio.Event()
        rung.set()
        self.server.ring()

    async def wait(self, predicate: Callable[[], bool], seconds: float = 10) -> None:
        """Waits until the predicate is true; tells the last messages when it never is."""
        try:
            async with asyncio.timeout(seconds):
                while not predicate():
                    await self._changed.wait()
        except TimeoutError:
            raise TimeoutError(f"not within {seconds} seconds in chat {self.id}; last seen:\n{self.told()}") from None

    def told(self, last: int = 5) -> str:
        """The last messages in a few lines, for failures."""
        lines = []
        for message in self.messages[-last:]:
            who = "bot" if message.from_bot else "person"
            lines.append(f"#{message.id} {who}: {message.text or message.kind} {message.captions or ''}".rstrip())
        return "\n".join(lines) or "(nothing)"

    def written(self, update: str, author: Raw, content: Raw) -> Raw:
        """A message somebody wrote here, kept and on its way to the bot."""
        message = {"message_id": self.server.next_message_id(), **author, "chat": self.raw}
        message |= {"date": self.person_date(), **content}
        self.history[message["message_id"]] = message
        self.server.post({update: message})
        self.ring()
        return message

    def membership(self, author: Raw, new: str) -> None:
        """The bot's standing in this chat changed through somebody."""
        old, self.member_status = self.member_status, new
        change = {"chat": self.raw, "from": author, "date": self.person_date()}
        change |= {"old_chat_member": self._standing(old), "new_chat_member": self._standing(new)}
        self.server.post({"my_chat_member": change})
        self.ring()

    def _standing(self, status: str) -> Raw:
        more: Raw = {"until_date": 0} if status == "kicked" else {}
        if status == "administrator":
            more = dict.fromkeys(RIGHTS, False) | {"can_post_messages": True}
        return {"user": self.server.bot, "status": status, **more}

    def _readable(self, raw: Raw) -> Message:
        kind = next((media for media in MEDIA if media in raw), "text")
        stored = self.server.files.get(file_id(raw) or "")
        rows = raw.get("reply_markup", {}).get("inline_keyboard", [])
        return Message(
            id=raw["message_id"],
            from_bot=raw.get("from", {}).get("id") == self.server.bot["id"],
            kind=kind,
            text=str(raw.get("text", raw.get("caption", ""))),
            entities=raw.get("entities") or raw.get("caption_entities") or [],
            buttons=[[(button["text"], _data(button)) for button in row] for row in rows],
            file_id=file_id(raw),
            file_name=stored.name if stored else None,
            content=stored.content if stored else None,
            date=raw["date"],
            edit_date=raw.get("edit_date"),
        )


class Phone(Chat):
    """One person's phone with the private chat with the bot open."""

    def __init__(self, server: "TelegramServer", user_id: int, language: str, first_name: str) -> None:
        super().__init__(server, {"id": user_id, "type": "private", "first_name": first_name})
        self.user: Raw = {"id": user_id, "is_bot": False, "first_name": first_name, "language_code": language}
        self.member_status = "member"
        self.has_written = False
        self.toasts: list[str] = []  # every non-empty text that answered a tap
        self._outbox: list[Callable[[], object]] | None = None
        self._seen: list[Message] = []

    @property
    def is_offline(self) -> bool:
        """Whether what is sent waits on the phone."""
        return self._outbox is not None

    @property
    def is_blocking(self) -> bool:
        """Whether this person blocked the bot."""
        return self.member_status == "kicked"

    @property
    def messages(self) -> list[Message]:
        """What the phone shows, in order; while offline, what it showed when the connection went."""
        return self._seen if self.is_offline else super().messages

    @property
    def card(self) -> Message | None:
        """The newest message of the bot with buttons."""
        return next((m for m in reversed(self.messages) if m.from_bot and m.buttons), None)

    @property
    def text(self) -> str:
        """The text of the bot's newest message; empty when there is none."""
        return next((m.text for m in reversed(self.messages) if m.from_bot), "")

    @property
    def captions(self) -> list[str]:
        """The buttons of the card, in reading order."""
        return self.card.captions if self.card else []

    def why_closed(self) -> str | None:
        """Nobody gets a first message from a bot, nor any while blocking it."""
        if not self.has_written:
            return "Forbidden: bot can't initiate conversation with a user"
        return "Forbidden: bot was blocked by the user" if self.is_blocking else None

    async def start(self, payload: str = "") -> int:
        """Presses START (after a block: RESTART, which ends the block)."""
        if self.is_blocking:
            await self.unblock()
        return await self.send(f"/start {payload}".strip())

    async def send(self, text: str) -> int:
        """Sends a text, as several messages when it is too long; gives the last message id, 0 while offline."""
        trimmed = text.strip()
        assert trimmed, "a phone sends no empty text"
        sent = 0
        for piece in _pieces(trimmed):
            sent = await self._write(_marked(piece))
        return sent

    async def forward(self, text: str) -> int:
        """Forwards somebody else's text to the bot."""
        origin = {"type": "hidden_user", "sender_user_name": "Somebody", "date": int(self.server.clock()) - 60}
        return await self._write({"forward_origin": origin, **_marked(text)})

    async def sticker(self) -> int:
        """Sends a sticker."""
        sticker = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return await self._write({"sticker": sticker | self._upload("sticker.webp", b"RIFF-sticker")})

    async def photo(self, caption: str | None = None, content: bytes = DOT) -> int:
        """Sends a photo."""
        return await self._write(self._photo(content) | _caption(caption))

    def _photo(self, content: bytes) -> Raw:
        """In two sizes, the larger one last."""
        small = {"width": 1, "height": 1} | self._upload("thumb.png", DOT, named=False)
        large = {"width": 9, "height": 9} | self._upload("photo.png", content, named=False)
        return {"photo": [small, large]}

    async def album(self, *contents: bytes, caption: str | None = None) -> int:
        """Sends several photos as one album: a message each, the words with the first."""
        group = {"media_group_id": str(self.server.next_message_id())}
        sent = [await self._write(self._photo(each) | group | (_caption(caption) if n == 0 else {}))
                for n, each in enumerate(contents)]  # fmt: skip
        return sent[-1]

    async def document(self, name: str, content: bytes, caption: str | None = None) -> int:
        """Sends a file."""
        return await self._write({"document": self._upload(name, content)} | _caption(caption))

    async def voice(self, content: bytes = b"OggS") -> int:
        """Sends a voice message."""
        voice = {"duration": 2, "mime_type": "audio/ogg"} | self._upload("voice.ogg", content, named=False)
        return await self._write({"voice": voice})

    async def location(self) -> int:
        """Sends a place."""
        return await self._write({"location": {"latitude": 52.52, "longitude": 13.405}})

    async def contact(self) -> int:
        """Sends a contact."""
        return await self._write({"contact": {"phone_number": "+4930000000", "first_name": "Somebody"}})

    async def poll(self) -> int:
        """Sends a poll."""
        options = [{"persistent_id": f"{n}", "text": f"Option {n}", "voter_count": 0} for n in (1, 2)]
        poll = {"id": "1", "question": "Which one?", "options": options, "total_voter_count": 0, "type": "regular"}
        flags = ("is_closed", "is_anonymous", "allows_multiple_answers", "allows_revoting", "members_only")
        return await self._write({"poll": poll | dict.fromkeys(flags, False)})

    async def edit(self, message_id: int, text: str) -> None:
        """Edits one of this person's own messages."""
        await self._reach(lambda: self._edit(message_id, text), None)

    async def tap(self, caption_words: str) -> str:
        """Presses the first button of the card with these words; gives the tap's id, empty while offline."""
        assert self.card, f"no message with buttons; last seen:\n{self.told()}"
        return await self._press(self.card, caption_words)

    async def tap_on(self, message_id: int, caption_words: str) -> str:
        """Presses a button of an older message."""
        message = next((m for m in self.messages if m.id == message_id), None)
        assert message, f"no message {message_id}; last seen:\n{self.told()}"
        return await self._press(message, caption_words)

    async def tap_data(self, message_id: int, data: str) -> str:
        """Sends a tap with data no button has to have, also on a message that is gone."""
        return await self._reach(lambda: self._tapped(message_id, data), "")

    async def block(self) -> None:
        """Blocks the bot."""
        await self._reach(lambda: self.membership(self.user, "kicked"), None)

    async def unblock(self) -> None:
        """Ends the block."""
        await self._reach(lambda: self.membership(self.user, "member"), None)

    async def offline(self) -> None:
        """Loses the connection: from now on what is sent waits here, and nothing new is seen."""
        if not self.is_offline:
            self._seen, self._outbox = self.messages, []
            self.ring()
        await asyncio.sleep(0)

    async def online(self) -> None:
        """Has the connection back: what waits here reaches Telegram in order."""
        waiting, self._outbox = self._outbox or [], None
        for action in waiting:
            action()
        self.ring()
        await asyncio.sleep(0)

    async def until(self, predicate: Callable[["Phone"], object], seconds: float = 10) -> None:
        """Waits until the predicate is true of this phone; TimeoutError tells the last messages."""
        await self.wait(lambda: bool(predicate(self)), seconds)

    async def changed(self, act: Awaitable[object], seconds: float = 10) -> None:
        """Acts and waits until the phone shows something else than it did before, from the bot."""
        before = [message for message in self.messages if message.from_bot]
        await act
        await self.until(lambda phone: [m for m in phone.messages if m.from_bot] != before, seconds)

    async def say(self, text: str, seconds: float = 10) -> None:
        """Sends a text and waits until the bot's next message with buttons stands below it."""
        sent = await self.send(text)
        if not self.is_offline:
            await self.until(lambda phone: phone.card is not None and phone.card.id > sent, seconds)

    async def press(self, caption_words: str, seconds: float = 10) -> None:
        """Presses a button of the card and waits until the tap was answered or the card changed."""
        before = self.card
        tap = await self.tap(caption_words)
        if not self.is_offline:
            await self.until(lambda phone: phone.server.is_answered(tap) or phone.card != before, seconds)

    async def _write(self, content: Raw) -> int:
        assert not self.is_blocking, "unblock the bot before writing to it"
        return await self._reach(lambda: self._written(content), 0)

    def _written(self, content: Raw) -> int:
        self.has_written = True
        return int(self.written("message", {"from": self.user}, content)["message_id"])

    def _edit(self, message_id: int, text: str) -> None:
        message = self.history[message_id]
        assert message["from"] == self.user, "people edit only their own messages"
        message.pop("entities", None)
        message |= _marked(text) | {"edit_date": self.person_date()}
        self.server.post({"edited_message": message})
        self.ring()

    async def _press(self, message: Message, caption_words: str) -> str:
        found = [data for row in message.buttons for caption, data in row if caption_words in caption]
        assert found, f"no button with {caption_words!r} among {message.captions}"
        return await self.tap_data(message.id, found[0])

    def _tapped(self, message_id: int, data: str) -> str:
        gone = {"chat": self.raw, "message_id": message_id, "date": 0}
        message = copy.deepcopy(self.history.get(message_id, gone))
        tap = self.server.next_tap(self)
        query = {"id": tap, "from": self.user, "message": message, "chat_instance": f"{self.id}", "data": data}
        self.server.post({"callback_query": query})
        return tap

    async def _reach(self, action: Callable[[], Result], otherwise: Result) -> Result:
        """Does something at Telegram, now or when the phone is online again."""
        if self._outbox is not None:
            self._outbox.append(action)
            return otherwise
        done = action()
        await asyncio.sleep(0)
        return done

    def _upload(self, name: str, content: bytes, named: bool = True) -> Raw:
        stored = self.server.store(name, content)
        return stored.raw() | ({"file_name": name} if named else {})


class Group(Chat):
    """A group or channel the bot may be added to."""

    def __init__(self, server: "TelegramServer", chat_id: int, kind: str, title: str) -> None:
        super().__init__(server, {"id": chat_id, "type": kind, "title": title})
        self.admin: Raw = {"id": 99, "is_bot": False, "first_name": "Admin"}

    def why_closed(self) -> str | None:
        """Only members write in a group."""
        if self.member_status in ("member", "administrator"):
            return None
        return f"Forbidden: bot is not a member of the {self.raw['type']} chat"

    async def added(self, by: Phone | None = None) -> None:
        """Somebody adds the bot."""
        standing = "administrator" if self.raw["type"] == "channel" else "member"
        self.membership(by.user if by else self.admin, standing)
        await asyncio.sleep(0)

    async def removed(self, by: Phone | None = None) -> None:
        """Somebody throws the bot out."""
        self.membership(by.user if by else self.admin, "kicked")
        await asyncio.sleep(0)

    async def message(self, user: Phone, text: str) -> int:
        """Somebody writes in the group."""
        sent = self.written("message", {"from": user.user}, _marked(text))
        await asyncio.sleep(0)
        return int(sent["message_id"])

    async def post(self, text: str) -> int:
        """Something is posted in the channel."""
        sent = self.written("channel_post", {"sender_chat": self.raw}, _marked(text))
        await asyncio.sleep(0)
        return int(sent["message_id"])


def units(text: str) -> int:
    """The length as Telegram counts it: in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def file_id(raw: Raw) -> str | None:
    """The file a message carries."""
    media: Raw = raw.get("photo", [{}])[-1]
    for kind in ("document", "sticker", "voice"):
        media = media or raw.get(kind, {})
    return media.get("file_id")


def _data(button: Raw) -> str:
    return str(button.get("callback_data", button.get("url", "")))


def _caption(caption: str | None) -> Raw:
    return {"caption": caption} if caption else {}


def _marked(text: str) -> Raw:
    """A text with its commands marked, as phones send it."""
    entities = [
        {"type": "bot_command", "offset": units(text[: found.start()]), "length": units(found[0])}
        for found in COMMAND.finditer(text)
    ]
    return {"text": text} | ({"entities": entities} if entities else {})


def _pieces(text: str) -> list[str]:
    """A long text cut as phones cut it before sending."""
    pieces, piece, size = [], "", 0
    for sign in text:
        if size + units(sign) > LONGEST_TEXT:
            pieces.append(piece)
            piece, size = "", 0
        piece, size = piece + sign, size + units(sign)
    return [*pieces, piece]
