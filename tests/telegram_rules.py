"""What a bot may ask of Telegram: the methods and their parameters, how a call is read, and how it is refused."""

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from aiohttp import web

from tests.telegram_phones import Raw

DAY = 24 * 60 * 60
UPLOAD_LIMIT, PHOTO_LIMIT, DOWNLOAD_LIMIT = 50 * 2**20, 10 * 2**20, 20 * 2**20

Uploads = dict[str, tuple[str, bytes]]  # by parameter: the file's name and content


def words(names: str) -> frozenset[str]:
    """Names written in one line."""
    return frozenset(names.split())


SENT = "disable_notification protect_content message_effect_id reply_parameters reply_markup"
METHODS = {  # what each method takes: required | optional
    "getMe": "|",
    "getUpdates": "| offset limit timeout allowed_updates",
    "deleteWebhook": "| drop_pending_updates",
    "getWebhookInfo": "|",
    "setMyCommands": "commands | scope language_code",
    "getMyCommands": "| scope language_code",
    "setMyDescription": "| description language_code",
    "setMyShortDescription": "| short_description language_code",
    "sendMessage": f"chat_id | text parse_mode entities link_preview_options {SENT}",
    "sendDocument": f"chat_id document | caption parse_mode caption_entities disable_content_type_detection {SENT}",
    "sendPhoto": f"chat_id photo | caption parse_mode caption_entities show_caption_above_media has_spoiler {SENT}",
    "sendChatAction": "chat_id action |",
    "editMessageText": "chat_id message_id | text parse_mode entities link_preview_options reply_markup",
    "editMessageReplyMarkup": "chat_id message_id | reply_markup",
    "deleteMessage": "chat_id message_id |",
    "deleteMessages": "chat_id message_ids |",
    "answerCallbackQuery": "callback_query_id | text show_alert url cache_time",
    "getFile": "file_id |",
    "leaveChat": "chat_id |",
}
SPELLED = {method.lower(): method for method in METHODS}
NUMBERS = words("offset limit timeout message_id cache_time")
FLAGS = words(
    "drop_pending_updates disable_notification protect_content show_alert "
    "disable_content_type_detection show_caption_above_media has_spoiler"
)
LISTS = words("allowed_updates commands entities caption_entities message_ids")
OBJECTS = words("scope link_preview_options reply_parameters reply_markup")


class Refused(Exception):
    """Telegram's refusal of a call."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(description)
        self.code, self.description = code, description


def bad(why: str) -> Refused:
    """The usual refusal."""
    return Refused(400, f"Bad Request: {why}")


async def read(request: web.Request) -> tuple[Raw, Uploads]:
    """What a call brings with it: parameters as they were written, and files by parameter."""
    given: Raw = dict(request.query)
    uploads: Uploads = {}
    try:
        if request.content_type == "application/json":
            given |= _json("body", await request.text() or "{}", dict)
        elif request.method == "POST":
            for name, value in (await request.post()).items():
                if isinstance(value, web.FileField):
                    with value.file:
                        uploads[name] = (value.filename, value.file.read())
                else:
                    given[name] = value
        json.dumps(given, ensure_ascii=False).encode()
    except UnicodeError:
        raise bad("strings must be encoded in UTF-8") from None
    return given, uploads


def checked(method: str, given: Raw, files: Iterable[str]) -> Raw:
    """The parameters of a call in their own types; unknown and missing ones are refused."""
    required, optional = (names.split() for names in METHODS[method].split("|"))
    for name in [*given, *files]:
        if name not in required + optional and f"attach://{name}" not in given.values():
            raise bad(f"unknown parameter {name}")
    for name in required:
        if name not in files and given.get(name) in (None, ""):
            raise bad(f"{name} is empty")
    return {name: decoded(name, value) for name, value in given.items()}


def decoded(name: str, value: Any) -> Any:
    """One parameter in its own type."""
    if name == "chat_id":
        return value if str(value).startswith("@") else integer(name, value)
    if name in NUMBERS:
        return integer(name, value)
    if name in FLAGS:
        return _flag(name, value)
    if name in LISTS | OBJECTS:
        return _json(name, value, list if name in LISTS else dict)
    if not isinstance(value, str):
        raise bad(f"parameter {name} must be a string")
    return value


def integer(name: str, value: Any) -> int:
    """One whole number."""
    if isinstance(value, bool) or not re.fullmatch(r"-?\d{1,18}", str(value)):
        raise bad(f"parameter {name} must be an integer")
    return int(value)


def _flag(name: str, value: Any) -> bool:
    if str(value).lower() not in ("true", "false", "0", "1"):
        raise bad(f"parameter {name} must be a boolean")
    return str(value).lower() in ("true", "1")


def _json(name: str, value: Any, kind: type) -> Any:
    with suppress(ValueError):
        value = json.loads(value) if isinstance(value, str) else value
    if not isinstance(value, kind):
        raise bad(f"can't parse {name} JSON object")
    return value
