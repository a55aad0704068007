"""The methods of the Bot API: what each call of the bot does to the chats, and when Telegram refuses it."""

import re
import time
from typing import TYPE_CHECKING, Any

from tests.telegram_phones import Chat, Phone, Raw, units
from tests.telegram_rules import DAY, DOWNLOAD_LIMIT, PHOTO_LIMIT, UPLOAD_LIMIT, Refused, Uploads, bad, integer, words
from tests.telegram_texts import body, caption, keyboard, picture_size
from tests.telegram_updates import UPDATES, USUAL_UPDATES

if TYPE_CHECKING:
    from tests.telegram_server import TelegramServer

BOT_RIGHTS = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
SCOPES = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
ACTIONS = words(
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document "
    "choose_sticker find_location record_video_note upload_video_note"
)
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
OLD_QUERY = "query is too old and response timeout expired or query ID is invalid"


class Methods:
    """What each method does with the checked parameters and the files of one call."""

    def __init__(self, server: "TelegramServer", given: Raw, uploads: Uploads) -> None:
        self._server, self._given, self._uploads = server, given, uploads

    async def result(self, method: str) -> Any:
        """Does what the call asks for and gives what Telegram answers."""
        done = getattr(self, "_" + re.sub("([A-Z])", r"_\1", method).lower())()
        return await done if method == "getUpdates" else done

    # -- the bot and its updates

    def _get_me(self) -> Raw:
        return self._server.bot | BOT_RIGHTS

    async def _get_updates(self) -> list[Raw]:
        given = self._given
        limit, seconds, offset = given.get("limit", 100), given.get("timeout", 0), given.get("offset", 0)
        if not 1 <= limit <= 100 or seconds < 0 or offset < 0:
            raise bad("limit must be 1-100, timeout and offset not negative")
        if "allowed_updates" in given:
            wanted = frozenset(given["allowed_updates"])
            if unknown := wanted - UPDATES:
                raise bad(f"unknown update type {min(unknown)}")
            self._server.updates.allowed = wanted or USUAL_UPDATES
        return await self._server.updates.poll(offset, limit, seconds)

    def _delete_webhook(self) -> bool:
        if self._given.get("drop_pending_updates"):
            self._server.updates.drop()
        return True

    def _get_webhook_info(self) -> Raw:
        waiting = len(self._server.updates.waiting)
        return {"url": "", "has_custom_certificate": False, "pending_update_count": waiting}

    def _set_my_commands(self) -> bool:
        commands = self._given["commands"]
        if not 1 <= len(commands) <= 100:
            raise bad("BOT_COMMANDS_TOO_MUCH" if commands else "parameter commands is empty")
        for command in commands:
            if not re.fullmatch("[a-z0-9_]{1,32}", str(command.get("command", ""))):
                raise bad("BOT_COMMAND_INVALID")
            if not 1 <= len(str(command.get("description", ""))) <= 256:
                raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
        self._server.commands[self._language()] = commands
        return True

    def _get_my_commands(self) -> list[Raw]:
        return self._server.commands.get(self._language(), [])

    def _set_my_description(self) -> bool:
        return self._described(self._server.descriptions, "description", 512)

    def _set_my_short_description(self) -> bool:
        return self._described(self._server.short_descriptions, "short_description", 120)

    # -- messages

    def _send_message(self) -> Raw:
        return self._sent(self._chat(), body(self._given, "message is too long"))

    def _send_document(self) -> Raw:
        chat = self._chat()
        name, content = self._file("document")
        told = caption(self._given)
        document = self._server.store(name, content).raw() | {"file_name": name}
        return self._sent(chat, {"document": document} | told)

    def _send_photo(self) -> Raw:
        chat = self._chat()
        name, content = self._file("photo")
        if len(content) > PHOTO_LIMIT:
            raise bad("file is too big")
        width, height = picture_size(content)
        told = caption(self._given)
        photo = self._server.store(name, content).raw() | {"width": width, "height": height}
        return self._sent(chat, {"photo": [photo]} | told)

    def _send_chat_action(self) -> bool:
        self._chat()
        if self._given["action"] not in ACTIONS:
            raise bad("wrong parameter action in request")
        return True

    def _edit_message_text(self) -> Raw:
        chat, message = self._own_message()
        content = body(self._given, "MESSAGE_TOO_LONG")
        if "text" not in message:
            raise bad("there is no text in the message to edit")
        return self._edited(chat, message, ("text", "entities", "reply_markup"), content)

    def _edit_message_reply_markup(self) -> Raw:
        chat, message = self._own_message()
        return self._edited(chat, message, ("reply_markup",), keyboard(self._given.get("reply_markup")))

    def _delete_message(self) -> bool:
        chat, number = self._chat(), self._given["message_id"]
        if number not in chat.history:
            raise bad("message to delete not found")
        return self._deleted(chat, [number])

    def _delete_messages(self) -> bool:
        chat = self._chat()
        numbers = [integer("message_ids", number) for number in self._given["message_ids"]]
        if not 1 <= len(numbers) <= 100:
            raise bad("too many messages to delete" if numbers else "message identifiers are not specified")
        return self._deleted(chat, [number for number in numbers if number in chat.history])

    # -- taps, files and groups

    def _answer_callback_query(self) -> bool:
        tap, text = self._server.taps.get(self._given["callback_query_id"]), self._given.get("text", "")
        if tap is None or tap.is_answered or time.monotonic() - tap.at > self._server.query_seconds:
            raise bad(OLD_QUERY)
        if units(text) > 200:
            raise bad("MESSAGE_TOO_LONG")
        tap.is_answered = True
        if text:
            tap.phone.toasts.append(text)
        tap.phone.ring()
        return True

    def _get_file(self) -> Raw:
        stored = self._server.files.get(self._given["file_id"])
        if stored is None:
            raise bad("invalid file_id")
        if len(stored.content) > DOWNLOAD_LIMIT:
            raise bad("file is too big")
        return stored.raw() | {"file_path": stored.path}

    def _leave_chat(self) -> bool:
        chat = self._chat()
        if isinstance(chat, Phone):
            raise bad("chat member status can't be changed in private chats")
        chat.membership(self._server.bot, "left")
        return True

    # -- what the methods share

    def _chat(self) -> Chat:
        chat = self._server.chats.get(self._given["chat_id"])
        if chat is None:
            raise bad("chat not found")
        if why := chat.why_closed():
            raise Refused(403, why)
        return chat

    def _own_message(self) -> tuple[Chat, Raw]:
        chat = self._chat()
        message = chat.history.get(self._given["message_id"])
        if message is None:
            raise bad("message to edit not found")
        if message.get("from") != self._server.bot:
            raise bad("message can't be edited")
        return chat, message

    def _sent(self, chat: Chat, content: Raw) -> Raw:
        reply = self._reply(chat)
        number = self._server.next_message_id()
        message = {"message_id": number, "from": self._server.bot, "chat": chat.raw, "date": chat.bot_date()}
        chat.history[number] = message | content | reply
        chat.ring()
        return chat.history[number]

    def _reply(self, chat: Chat) -> Raw:
        wanted = self._given.get("reply_parameters")
        if not wanted:
            return {}
        target = chat.history.get(wanted.get("message_id"))
        if target:
            return {"reply_to_message": {key: target[key] for key in target if key != "reply_to_message"}}
        if wanted.get("allow_sending_without_reply"):
            return {}
        raise bad("message to be replied not found")

    def _edited(self, chat: Chat, message: Raw, parts: tuple[str, ...], content: Raw) -> Raw:
        if {part: message[part] for part in parts if part in message} == content:
            raise bad(NOT_MODIFIED)
        kept = {key: value for key, value in message.items() if key not in parts}
        chat.history[message["message_id"]] = kept | content | {"edit_date": chat.bot_date()}
        chat.ring()
        return chat.history[message["message_id"]]

    def _deleted(self, chat: Chat, numbers: list[int]) -> bool:
        if any(chat.history[number]["date"] < self._server.clock() - 2 * DAY for number in numbers):
            raise bad("message can't be deleted for everyone")
        for number in numbers:
            chat.history.pop(number, None)
        chat.ring()
        return True

    def _file(self, kind: str) -> tuple[str, bytes]:
        source = self._given.get(kind, f"attach://{kind}")
        if not source.startswith("attach://"):
            stored = self._server.files.get(source)
            if stored is None:
                raise bad("wrong remote file identifier specified: Wrong string length")
            return stored.name, stored.content
        name, content = self._uploads.get(source.removeprefix("attach://"), ("", b""))
        if not content:
            raise bad("file must be non-empty")
        if len(content) > UPLOAD_LIMIT:
            raise Refused(413, "Request Entity Too Large")
        return name, content

    def _language(self) -> str:
        if self._given.get("scope", {"type": "default"}).get("type") not in SCOPES:
            raise bad("can't parse BotCommandScope: unsupported type")
        language = str(self._given.get("language_code", ""))
        if not re.fullmatch("([a-z]{2})?", language):
            raise bad("invalid language code specified")
        return language

    def _described(self, kept: dict[str, str], name: str, most: int) -> bool:
        text = self._given.get(name, "")
        if len(text) > most:
            raise bad("description is too long")
        kept[self._language()] = text
        return True
