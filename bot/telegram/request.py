"""The way to the Bot API: PTB's request on aiohttp. No error it raises holds the address, which has the token in it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECTIONS = 64
CONNECT_SECONDS, READ_SECONDS = 5.0, 20.0
FILE_SECONDS = 600.0
"""The longest that one file may take."""
PIECE = 2**16
"""Bytes of a file that are in memory at once."""


class NotSent(NetworkError):
    """The server was not reached: the call did not arrive and may be repeated."""


class ServerTrouble(NetworkError):
    """The server said that it failed: the call may be repeated."""


class Gone(TelegramError):
    """The server has no such file (any more)."""


class Request(BaseRequest):
    """Calls over kept connections. Raises `NotSent`, `ServerTrouble`, or `TimedOut` and `NetworkError` when unclear."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer."""
        return READ_SECONDS

    async def initialize(self) -> None:
        """Opens the connections' pool."""
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=CONNECTIONS))

    async def shutdown(self) -> None:
        """Closes all connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:  # fmt: skip
        """The status and the body of the answer."""
        seconds = aiohttp.ClientTimeout(
            total=None,
            sock_connect=_seconds(connect_timeout, CONNECT_SECONDS),
            sock_read=_seconds(read_timeout, READ_SECONDS),
        )
        async with _worded(), self._opened().request(method, url, data=_body(request_data), timeout=seconds) as answer:
            status, body = answer.status, await answer.read()
        _refused(status)
        return status, body

    async def pieces(self, url: str) -> AsyncIterator[bytes]:
        """A file, piece by piece as it comes, never whole in memory. Raises as above, `Gone` if it is not there."""
        seconds = aiohttp.ClientTimeout(total=FILE_SECONDS, sock_connect=CONNECT_SECONDS, sock_read=READ_SECONDS)
        async with _worded(), self._opened().get(url, timeout=seconds, allow_redirects=False) as answer:
            _refused(answer.status)
            if answer.status != 200:
                raise Gone(f"the file is not there ({answer.status})")
            async for piece in answer.content.iter_chunked(PIECE):
                yield piece

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise NotSent("the connections are closed")
        return self._session


@asynccontextmanager
async def _worded() -> AsyncIterator[None]:
    """What goes wrong on the way, without the address."""
    try:
        yield
    except aiohttp.ClientConnectorError as error:
        raise NotSent(error.strerror or "no connection") from None
    except aiohttp.ConnectionTimeoutError:
        raise NotSent("no connection in time") from None
    except TimeoutError:
        raise TimedOut("no answer in time") from None
    except (aiohttp.ClientError, OSError) as error:
        raise NetworkError(f"the connection broke ({type(error).__name__})") from None


def _refused(status: int) -> None:
    if status == 504:
        raise TimedOut("the server gave up waiting")
    if status >= 500:
        raise ServerTrouble(f"the server failed ({status})")


def _seconds(told: ODVInput[float], else_: float) -> float | None:
    return else_ if isinstance(told, DefaultValue) else told


def _body(data: RequestData | None) -> aiohttp.FormData | dict[str, str] | None:
    if data is None:
        return None
    if not data.contains_files:
        return data.json_parameters
    form = aiohttp.FormData(quote_fields=False)  # Telegram shows a file's name as it comes: a space is no %20
    for name, words in data.json_parameters.items():
        form.add_field(name, words)
    for name, (file, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=file, content_type=kind)
    return form
