"""The command for developers: phones in the browser, and the bot that answers them."""

import argparse
import asyncio
import os
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import Sequence
from contextlib import suppress
from tempfile import TemporaryDirectory

from tests.telegram_server import TelegramServer


def main(arguments: Sequence[str] | None = None) -> int:
    """Phones in the browser, and the bot that answers them, until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m tests.telegram_server", description=main.__doc__)
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--no-bot", action="store_true", help="leave the bot out and start it yourself")
    options = parser.parse_args(arguments)
    try:
        asyncio.run(_run(options.port, not options.no_bot))
    except OSError as error:
        print(f'Port {options.port} can\'t be used ({error.strerror}); choose another: ARGS="--port N"')
        return 1
    return 0


async def _run(port: int, with_bot: bool) -> None:
    stopped = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    with TemporaryDirectory() as folder:
        await _play(port, with_bot, folder, stopped)


async def _play(port: int, with_bot: bool, folder: str, stopped: asyncio.Event) -> None:
    async with TelegramServer(port) as server:
        server.phone(language="en", first_name="Manager")
        print(f"Open {server.url} in a browser. Ctrl-C ends, and everything is thrown away.", flush=True)
        child = await _bot(server, folder) if with_bot else None
        watch = asyncio.create_task(_watched(child)) if child else None
        await stopped.wait()
        if child and watch:
            await _ended(child, watch)


async def _bot(server: TelegramServer, folder: str) -> Process:
    """The bot on a database of its own: these phones know nothing of an earlier run, and it must not either."""
    settings = {
        "CLUSTERREADY_TELEGRAM_TOKEN": server.token,
        "CLUSTERREADY_TELEGRAM_API_URL": server.url,
        "CLUSTERREADY_MESSAGES_PER_SECOND": "3000",
        "CLUSTERREADY_DATABASE_URL": f"sqlite+aiosqlite:///{folder}/phone.db",
        "CLUSTERREADY_OPERATOR": os.environ.get("CLUSTERREADY_OPERATOR", "whoever plays with these phones"),
    }
    return await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "serve", env=os.environ | settings)


async def _watched(child: Process) -> None:
    code = await child.wait()
    print(f"The bot has ended ({code})", flush=True)


async def _ended(child: Process, watch: asyncio.Task[None]) -> None:
    with suppress(ProcessLookupError):
        child.terminate()
    with suppress(TimeoutError):
        return await asyncio.wait_for(asyncio.shield(watch), 15)
    child.kill()
    return await watch
