"""The phones of the stand-in in a browser, beside what the bot calls."""

import base64
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from aiohttp import web

from tests.telegram_phones import Phone, Raw
from tests.telegram_rules import words
from tests.telegram_updates import Call

if TYPE_CHECKING:
    from tests.telegram_server import TelegramServer

Act = Callable[[Phone, Raw], Awaitable[object]]


def plain(name: str) -> Act:
    """What a phone does without any more words."""
    return lambda phone, given: getattr(phone, name)()


PLAIN = words("start sticker photo voice location contact poll block unblock offline online")
ACTS: dict[str, Act] = {name: plain(name) for name in PLAIN} | {
    "send": lambda phone, given: phone.send(str(given["text"])),
    "tap": lambda phone, given: phone.tap_data(int(given["message_id"]), str(given["data"])),
    "edit": lambda phone, given: phone.edit(int(given["message_id"]), str(given["text"])),
    "document": lambda phone, given: phone.document(str(given["name"]), base64.b64decode(given["content"])),
}
SHIELD = {
    "Content-Security-Policy": "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "connect-src 'self'; img-src 'self' data:",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


class Page:
    """The phones of the stand-in in a browser."""

    def __init__(self, server: "TelegramServer") -> None:
        self.server = server

    def join(self, app: web.Application) -> None:
        """Puts the page beside the Bot API."""
        app.router.add_get("/", self.shown)
        app.router.add_get("/phones", self.state)
        app.router.add_post("/phones", self.added)
        app.router.add_post("/phones/{phone}/{act}", self.acted)
        app.router.add_get("/phones/files/{file}", self.file)

    async def shown(self, request: web.Request) -> web.Response:
        """The page itself."""
        page = Path(__file__).with_name("telegram_page.html").read_text(encoding="utf-8")
        return web.Response(text=page, content_type="text/html", headers=SHIELD)

    async def state(self, request: web.Request) -> web.Response:
        """Everything there is to see, as soon as it is newer than what the page has seen."""
        await self.server.beyond(int(request.query.get("seen", -1)), seconds=20)
        calls = [_call_told(number, call) for number, call in enumerate(self.server.calls)][-200:]
        phones = [_phone_told(phone) for phone in self.server.phones]
        return web.json_response({"version": self.server.version, "phones": phones, "calls": calls}, headers=SHIELD)

    async def added(self, request: web.Request) -> web.Response:
        """One more phone."""
        given = await _asked(request)
        phone = self.server.phone(None, str(given.get("language") or "en"), str(given.get("first_name") or "Manager"))
        return web.json_response({"id": phone.id})

    async def acted(self, request: web.Request) -> web.Response:
        """Somebody does something with a phone."""
        given = await _asked(request)
        phones = {str(phone.id): phone for phone in self.server.phones}
        try:
            await ACTS[request.match_info["act"]](phones[request.match_info["phone"]], given)
        except (KeyError, ValueError, AssertionError) as wrong:
            return web.json_response({"wrong": str(wrong)}, status=400)
        return web.json_response({})

    async def file(self, request: web.Request) -> web.Response:
        """A file from a chat."""
        stored = self.server.files.get(request.match_info["file"])
        if stored is None:
            raise web.HTTPNotFound
        saved = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(stored.name, safe='')}"}
        return web.Response(body=stored.content, headers=SHIELD | saved)


async def _asked(request: web.Request) -> Raw:
    """What the page asks for; other pages in the same browser cannot send JSON here."""
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    given: Raw = await request.json()
    return given


def _phone_told(phone: Phone) -> Raw:
    messages = [{k: v for k, v in vars(message).items() if k != "content"} for message in phone.messages[-200:]]
    told = {"id": phone.id, "name": phone.user["first_name"], "language": phone.user["language_code"]}
    told |= {"offline": phone.is_offline, "blocked": phone.is_blocking}
    return told | {"toasts": phone.toasts, "messages": messages}


def _call_told(number: int, call: Call) -> Raw:
    short = {key: value for key, value in call.parameters.items() if key != "chat_id"}
    words = ", ".join(f"{key}={value}" for key, value in short.items())[:160]
    chat = call.parameters.get("chat_id", "")
    return {"number": number, "words": words, "chat": chat} | {
        key: getattr(call, key) for key in ("method", "status", "applied", "files", "description")
    }
