"""`clusterready serve` as a process of its own, against the stand-in for Telegram."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from tests.faults.program import ROOT
from tests.telegram_server import TelegramServer

READY = "ClusterReady serves @"
PATIENCE = 30.0


class Service:
    """The process. Its database is `folder/clusterready.db`; what it said is in `said`."""

    def __init__(self, server: TelegramServer, folder: Path, **settings: str) -> None:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("CLUSTERREADY_", "PYTHON"))}
        told = {
            "CLUSTERREADY_TELEGRAM_TOKEN": server.token,
            "CLUSTERREADY_TELEGRAM_API_URL": server.url,
            "CLUSTERREADY_MESSAGES_PER_SECOND": "30000",
            "PYTHONPATH": str(ROOT),
            "PYTHONWARNINGS": "error",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        own = {f"CLUSTERREADY_{name.upper()}": value for name, value in settings.items()}
        self._env: Mapping[str, str] = {**clean, **told, **own}
        self.folder = folder
        self.said = ""
        self.process: asyncio.subprocess.Process | None = None
        self._heard = asyncio.Event()
        self._reader: asyncio.Task[None] | None = None

    @property
    def file(self) -> Path:
        """The database."""
        return self.folder / "clusterready.db"

    async def start(self, ready: bool = True) -> None:
        """Starts the program; waits until it says that it is ready."""
        self.said = ""
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "serve", cwd=self.folder, env=self._env,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip
        self._reader = asyncio.create_task(self._read(self.process))
        if ready:
            await self.until(READY)

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        while chunk := await process.stdout.read(65536):
            self.said += chunk.decode(errors="replace")
            self._heard.set()
        self._heard.set()

    async def until(self, words: str) -> None:
        """Waits until it said this."""
        async with asyncio.timeout(PATIENCE):
            while words not in self.said:
                self._heard.clear()
                if self._reader is None or self._reader.done():
                    raise AssertionError(f"it ended without {words!r}: {self.said[-3000:]}")
                await self._heard.wait()

    async def end(self, sign: signal.Signals = signal.SIGTERM) -> int:
        """Asks it to end; the exit code."""
        assert self.process is not None
        self.process.send_signal(sign)
        return await self.gone()

    async def kill(self) -> None:
        """SIGKILL: it can't do anything about it."""
        if self.process is None:
            return
        if self.process.returncode is None:
            self.process.kill()
        await self.gone()

    async def gone(self) -> int:
        """Waits for its end; the exit code."""
        assert self.process is not None
        async with asyncio.timeout(PATIENCE):
            code = await self.process.wait()
        if self._reader:
            await self._reader
        return code


@asynccontextmanager
async def service(server: TelegramServer, folder: Path, **settings: str) -> AsyncIterator[Service]:
    """A program that serves until the block ends."""
    program = Service(server, folder, **settings)
    try:
        await program.start()
        yield program
    finally:
        if program.process and program.process.returncode is None:
            await program.kill()
