"""A stand-in for Telegram: the Bot API, as strict as the real one and failing on demand, and a page with phones."""

import asyncio
import random
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from typing import Any, Self

from aiohttp import web

from tests.telegram_methods import Methods
from tests.telegram_page import Page
from tests.telegram_phones import Chat, Group, Phone, Raw
from tests.telegram_rules import DAY, DOWNLOAD_LIMIT, METHODS, SPELLED, UPLOAD_LIMIT, Refused, Uploads, checked, read
from tests.telegram_updates import Call, Faults, StoredFile, Tap, UpdateQueue

TOKEN = "7007007:" + "not-a-real-token-" + "x" * 18
BOT: Raw = {"id": 7007007, "is_bot": True, "first_name": "ClusterReady", "username": "clusterready_standin_bot"}
APPLIED = {"", "cut after"}  # the faults that let a call through
UNANSWERED = {"away", "cut before", "cut after"}


class TelegramServer:
    """Telegram for one bot, on this machine: phones on one side, the Bot API over HTTP on the other."""

    def __init__(self, port: int = 0, seed: int = 0) -> None:
        self.token, self.bot = TOKEN, BOT
        self.url = ""
        self.calls: list[Call] = []
        self.faults = Faults()
        self.random = random.Random(seed)
        self.clock: Callable[[], float] = time.time
        self.query_seconds: float = 30
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, StoredFile] = {}
        self.taps: dict[str, Tap] = {}
        self.commands: dict[str, list[Raw]] = {}
        self.descriptions: dict[str, str] = {}
        self.short_descriptions: dict[str, str] = {}
        self.updates = UpdateQueue(lambda: self.faults)
        self.version = 0
        self._changed = asyncio.Event()
        self._message_ids, self._tap_ids, self._file_ids, self._user_ids = count(1), count(5001), count(1), count(1001)
        self._port = port
        self._runner = web.AppRunner(self._app(), shutdown_timeout=1, access_log=None)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self) -> None:
        """Opens the door on this machine."""
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self._port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{self._port}"

    async def stop(self) -> None:
        """Sends everybody home."""
        self.faults.away = True
        self.updates.end()
        self.ring()
        await self._runner.cleanup()

    # -- for tests and phones

    def phone(self, user_id: int | None = None, language: str = "de", first_name: str = "Manager") -> Phone:
        """A person's phone; the same one for the same person."""
        number = user_id or next(n for n in self._user_ids if n not in self.chats)
        phone = self.chats.setdefault(number, Phone(self, number, language, first_name))
        assert isinstance(phone, Phone)
        self.ring()
        return phone

    def group(self, chat_id: int = -1001, kind: str = "supergroup", title: str = "Cluster team") -> Group:
        """A group the bot is not in yet; the same one for the same number."""
        group = self.chats.setdefault(chat_id, Group(self, chat_id, kind, title))
        assert isinstance(group, Group)
        return group

    def channel(self, chat_id: int = -1002, title: str = "Cluster news") -> Group:
        """A channel the bot is not in yet."""
        return self.group(chat_id, "channel", title)

    @property
    def phones(self) -> list[Phone]:
        """Every phone."""
        return [chat for chat in self.chats.values() if isinstance(chat, Phone)]

    def called(self, method: str) -> list[Call]:
        """The calls of one method."""
        return [call for call in self.calls if call.method == method]

    def deliver(self, raw: Raw) -> int:
        """Queues any update, whatever the bot asked for; gives its number."""
        return self.updates.add(raw)

    def redeliver_all(self) -> None:
        """Puts the updates of the last 24 hours into the queue once more."""
        self.updates.add_again(DAY)

    def post(self, raw: Raw) -> None:
        """Queues an update if the bot wants its kind."""
        if set(raw) <= self.updates.allowed:
            self.updates.add(raw)

    def next_message_id(self) -> int:
        """One counter for all chats."""
        return next(self._message_ids)

    def next_tap(self, phone: Phone) -> str:
        """The id of a tap that from now on waits for its answer."""
        tap = str(next(self._tap_ids))
        self.taps[tap] = Tap(phone, time.monotonic())
        return tap

    def is_answered(self, tap: str) -> bool:
        """Whether the bot answered a tap."""
        return self.taps[tap].is_answered

    def store(self, name: str, content: bytes) -> StoredFile:
        """Keeps a file."""
        stored = StoredFile(f"file{next(self._file_ids)}", name, content)
        self.files[stored.id] = stored
        return stored

    def ring(self) -> None:
        """Tells the page that something changed."""
        self.version += 1
        self._changed.set()

    async def beyond(self, version: int, seconds: float) -> None:
        """Waits until something changed since that version, but no longer than this."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self.version <= version:
                    self._changed.clear()
                    await self._changed.wait()

    # -- a call over HTTP

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=4 * UPLOAD_LIMIT)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        Page(self).join(app)
        return app

    async def _call(self, request: web.Request) -> web.StreamResponse:
        at, method = time.monotonic(), request.match_info["method"]
        method = SPELLED.get(method.lower(), method)
        given: Raw = {}
        uploads: Uploads = {}
        fault, result = "", None
        refused: Refused | None = None
        try:
            if not self.faults.away:
                given, uploads = await read(request)
                fault = await self._fault(method)
                if fault in APPLIED:
                    result = await self._result(request, method, given, uploads)
        except Refused as refusal:
            refused = refusal
        if self.faults.away:
            fault = "away"
        status = 0 if fault in UNANSWERED else refused.code if refused else int(fault or 200)
        is_applied = refused is None and fault in APPLIED
        files = tuple(name for name, _ in uploads.values())
        described = refused.description if refused else fault
        self.calls.append(Call(method, given, at, status, is_applied, files, described))
        self.ring()
        return self._answer(request, status, result, refused)

    async def _fault(self, method: str) -> str:
        if method != "getUpdates" and self.faults.delay:
            await asyncio.sleep(self.faults.delay)
        return self.faults.drawn(method, self.random.random())

    async def _result(self, request: web.Request, method: str, given: Raw, uploads: Uploads) -> Any:
        """Checks and applies a call; what it gives is from then on in its own types."""
        if request.match_info["token"] != self.token:
            raise Refused(401, "Unauthorized")
        if method not in METHODS:
            raise Refused(404, "Not Found")
        given |= checked(method, given, uploads)
        return await Methods(self, given, uploads).result(method)

    def _answer(self, request: web.Request, status: int, result: Any, refused: Refused | None) -> web.StreamResponse:
        if status == 0:
            return _cut(request)
        if status == 502:
            return web.Response(status=502, text="<html>502 Bad Gateway</html>", content_type="text/html")
        if status == 429:
            wait = self.faults.retry_after
            return _refusal(429, f"Too Many Requests: retry after {wait}", parameters={"retry_after": wait})
        if refused:
            return _refusal(refused.code, refused.description)
        return web.json_response({"ok": True, "result": result})

    async def _download(self, request: web.Request) -> web.StreamResponse:
        if self.faults.away:
            return _cut(request)
        path = request.match_info["path"]
        stored = next((stored for stored in self.files.values() if stored.path == path), None)
        fault = self.faults.downloads.pop(0) if self.faults.downloads else ""
        if fault == "502":
            return web.Response(status=502, text="<html>502 Bad Gateway</html>", content_type="text/html")
        known = request.match_info["token"] == self.token and stored and len(stored.content) <= DOWNLOAD_LIMIT
        if not known or stored is None or fault == "404":
            return _refusal(404, "Not Found")
        if fault:
            return await _trickled(request, stored.content, fault)
        return web.Response(body=stored.content)


async def _trickled(request: web.Request, content: bytes, fault: str) -> web.StreamResponse:
    """Half of it and then nothing more ("cut"), or in pieces with pauses ("slow")."""
    answer = web.StreamResponse(headers={"Content-Length": str(len(content))})
    await answer.prepare(request)
    half = max(1, len(content) // 2)
    await answer.write(content[:half])
    if fault == "cut":
        _cut(request)
        return answer
    for start in range(half, len(content), max(1, half // 4)):
        await asyncio.sleep(0.1)
        await answer.write(content[start : start + max(1, half // 4)])
    return answer


def _cut(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.close()
    return web.Response()


def _refusal(code: int, description: str, **extra: Raw) -> web.Response:
    told = {"ok": False, "error_code": code, "description": description}
    return web.json_response(told | extra, status=code)


if __name__ == "__main__":
    from tests.telegram_play import main

    sys.exit(main())
