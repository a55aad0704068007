"""An update as Telegram sends it becomes what a person did. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeAlias

from telegram import CallbackQuery, ChatMemberUpdated, Message, Update
from telegram.constants import ChatMemberStatus, ChatType

from bot.conversation import Came, Entered, Typed
from bot.screens import Tap
from bot.sent import Sent
from bot.speech import LANGUAGES

Raw: TypeAlias = Mapping[str, Any]
LISTENED = ["message", "edited_message", "channel_post", "callback_query", "my_chat_member"]
"""The kinds of update that are asked for; the list replaces whatever was set before."""


BROUGHT = (
    "animation", "audio", "checklist", "contact", "dice", "document", "game", "giveaway", "invoice", "live_photo",
    "location", "paid_media", "passport_data", "photo", "poll", "sticker", "story", "venue", "video", "video_note",
    "voice", "web_app_data",
)  # fmt: skip
"""What a person can send that is no text."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an unread update came from, as far as it tells."""

    chat: int | None = None
    sender: int | None = None
    language: str = "en"
    query: str | None = None
    """The id of a tap, which wants an answer in any case."""


@dataclass(frozen=True, slots=True)
class Private:
    """What a person did in their chat with the bot. `message`: the one they sent, or whose button they tapped."""

    sender: int
    entered: Entered
    message: int | None = None
    sent_at: datetime | None = None
    query: str | None = None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Something in a group or a channel."""

    chat: int
    query: str | None = None


@dataclass(frozen=True, slots=True)
class Blocking:
    """A person blocked the bot, or let it in again."""

    sender: int
    blocked: bool


Received: TypeAlias = Private | Elsewhere | Blocking


def origin(raw: Raw) -> Origin:
    """What can be told of an update without trusting its shape."""
    for content in raw.values():
        if isinstance(content, Mapping):
            return _origin(content)
    return Origin()


def _origin(content: Raw) -> Origin:
    message = content.get("message")
    chat = _id(content.get("chat")) or (_id(message.get("chat")) if isinstance(message, Mapping) else None)
    sender = content.get("from")
    told = str(sender.get("language_code"))[:2] if isinstance(sender, Mapping) else ""
    query = content.get("id") if "chat_instance" in content else None
    return Origin(
        chat=chat or _id(sender),
        sender=_id(sender),
        language=told if told in LANGUAGES else "en",
        query=query if isinstance(query, str) else None,
    )


def _id(content: object) -> int | None:
    id = content.get("id") if isinstance(content, Mapping) else None
    return id if isinstance(id, int) and not isinstance(id, bool) and abs(id) < 2**63 else None


def read(update: Update) -> Received | None:
    """What somebody did; None for what wants no reaction."""
    if update.callback_query:
        return _tapped(update.callback_query)
    if update.my_chat_member:
        return _member(update.my_chat_member)
    if update.edited_message:
        return _edited(update.edited_message)
    message = update.message or update.channel_post
    return _sent(message) if message else None


def _tapped(query: CallbackQuery) -> Received:
    message = query.message
    if message is None or message.chat.type != ChatType.PRIVATE:
        chat = message.chat.id if message else query.from_user.id
        return Elsewhere(chat, query.id)
    tap = Tap.decode(query.data or "")
    entered = tap or Came("old-button")
    return Private(query.from_user.id, entered, message.message_id, None, query.id)


def _member(changed: ChatMemberUpdated) -> Received | None:
    gone = changed.new_chat_member.status in (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)
    if changed.chat.type == ChatType.PRIVATE:
        return Blocking(changed.from_user.id, gone)
    return None if gone else Elsewhere(changed.chat.id)


def _edited(message: Message) -> Received | None:
    if message.text is None and message.caption is None:  # a live location moves
        return None
    found = _sent(message)
    return replace(found, entered=Came("edited"), message=None) if isinstance(found, Private) else None


def _sent(message: Message) -> Received | None:
    if message.chat.type != ChatType.PRIVATE:
        return Elsewhere(message.chat.id) if _is_for_bots(message) else None
    if message.from_user is None or message.from_user.is_bot or message.from_user.id != message.chat.id:
        return None
    entered = _entered(message)
    return Private(message.from_user.id, entered, message.message_id, message.date) if entered else None


def _is_for_bots(message: Message) -> bool:
    """A command, or an answer to a bot: in a group nothing else is our business."""
    answered = message.reply_to_message.from_user if message.reply_to_message else None
    return (message.text or "").startswith("/") or bool(answered and answered.is_bot)


def _entered(message: Message) -> Entered | None:
    if message.text is not None:
        text = message.text.strip()
        if not text:
            return Came("unread")
        return Typed(text, "forwarded" if message.forward_origin else None)
    sent = _file(message)
    if sent is not None:
        return sent
    if message.caption and message.caption.strip():
        return Typed(message.caption.strip(), "caption")
    return Came("unread") if _brings_something(message) else None


def _file(message: Message) -> Sent | None:
    """A picture, a file or a sound; of a picture the largest of its sizes."""
    if message.animation:  # a film without sound, that comes with a document for older programs
        return None
    told = {"caption": (message.caption or "").strip(), "group": message.media_group_id or ""}
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return Sent("photo", largest.file_id, largest.file_unique_id, "photo", largest.file_size, "", **told)
    for kind, file in (("file", message.document), ("voice", message.voice), ("voice", message.audio)):
        if file is not None:
            name = getattr(file, "file_name", None) or ("voice" if kind == "voice" else "")
            mime = file.mime_type or ""
            return Sent("voice" if kind == "voice" else "file", file.file_id, file.file_unique_id, name,
                        file.file_size, mime, **told)  # fmt: skip
    return None


def _brings_something(message: Message) -> bool:
    """A sticker, a picture, a place, or what this program does not know yet; not a line that Telegram wrote itself."""
    return any(message[kind] for kind in BROUGHT) or bool(message.api_kwargs)
