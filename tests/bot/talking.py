"""Replays a conversation as a person at a terminal would hold it, with a clock and restarts under the test's control.

A `.talk` file reads like a screen: `> ` begins what was typed, everything else came back. Lines that begin with `## `
direct the play: `## language de`, `## at 2026-05-03 10:00`, `## restart`, `## person NAME`.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.conversation import Entered, Typed, Visitor, take
from bot.desk import Desk, Operator, cluster_label
from bot.paths import NoFile, take_files
from bot.plain_text import rendered
from bot.screens import Screen
from bot.terminal import entered
from storage.proof_files import ProofFiles
from storage.store import Store
from tests.databases import ready

SHELF = cluster_label()
NOBODY = Operator()
BEGIN = datetime(2026, 4, 7, 9, 0, tzinfo=UTC)


class Talk:
    """A conversation on a real database file. Every turn takes half a minute of its clock."""

    def __init__(self, file: Path, language: str = "en", operator: Operator = NOBODY) -> None:
        self.url = ready(file)
        self.time = BEGIN
        self.visitor = Visitor("terminal", "me", language)
        self.operator = operator
        self.screens: tuple[Screen, ...] = ()
        self.files = ProofFiles(file.with_name(f"{file.stem}-evidence"))
        self.files_on = True
        self._open()

    def _open(self) -> None:
        self.store = Store(self.url)
        self.desk = Desk(self.store, SHELF, self.operator, self._clock, files=self.files, files_on=self.files_on)

    def _clock(self) -> datetime:
        return self.time

    async def restart(self) -> None:
        """Ends the program and starts it again on the same file."""
        await self.store.close()
        self._open()
        self.screens = ()

    async def close(self) -> None:
        """Gives the file back."""
        await self.store.close()

    async def type(self, line: str) -> str:
        """Types a line; what came back, as plain text."""
        what = entered(self.screens, line)
        assert not isinstance(what, NoFile), what
        return await self.enter(what)

    async def enter(self, what: Entered) -> str:
        """Taps or types exactly this."""
        self.time += timedelta(seconds=30)
        self.screens = await take(self.desk, self.visitor, what)
        self.screens = await take_files(self.desk, self.visitor) or self.screens
        return "\n\n".join(rendered(screen) for screen in self.screens)

    async def begin(self, check: str = "full") -> str:
        """Agrees and begins a check."""
        await self.enter(Typed("/start"))
        await self.type("1")
        return await self.type("full check" if check == "full" else "express check")

    @property
    def text(self) -> str:
        """The last screen's words."""
        return self.screens[-1].text


async def replay(file: Path, script: list[str]) -> list[str]:
    """The lines of a talk, played anew: what was typed as it stands, what came back as it comes back now."""
    talk = Talk(file)
    played: list[str] = []
    shown = False
    for line in script:
        if line.startswith("## "):
            await _directed(talk, line.removeprefix("## ").split())
            played += [line]
            shown = False
        elif line.startswith("> "):
            if not shown:
                played += [*(await talk.enter(Typed("/start"))).split("\n"), ""]
                shown = True
            played += [line, *(await talk.type(line.removeprefix("> "))).split("\n"), ""]
    await talk.close()
    return played


async def _directed(talk: Talk, words: list[str]) -> None:
    match words:
        case ["language", language]:
            talk.visitor = Visitor("terminal", talk.visitor.external, language)
        case ["person", name]:
            talk.visitor = Visitor("terminal", name, talk.visitor.language)
        case ["at", day, time]:
            talk.time = datetime.fromisoformat(f"{day}T{time}+00:00")
        case ["restart"]:
            await talk.restart()
        case _:
            raise ValueError(f"no such direction: {words}")
