"""A shared check and everybody around it, prepared once and copied for every test: who is who, and what is whose."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from storage.migrating import migrate
from tests.bot.holding import planned
from tests.bot.reviewing import Stage, assessor, checked, rated, stage
from tests.bot.talking import BEGIN
from tests.bot.telegram.peers import STRATEGY, WEB, Peer
from tests.bot.telegram.serving import serving
from tests.telegram_server import TelegramServer

PEOPLE = ("manager", "editor", "reader", "one", "done", "ended", "waiting", "colleague", "stranger")
IDS = {name: 2000 + place for place, name in enumerate(PEOPLE, start=1)}
"""Their numbers at Telegram; in the database they are 1, 2, ..."""
MARKERS = ("Badger", "6771", "6,771", "13.7")
"""What only the cluster knows of itself: notes, proofs, the plan; two numbers."""
OTHERS = ("Wombat",)
"""What only another assessor wrote."""
CHECK, OPEN, ONE, DONE, ENDED, STRANGERS = 1, 2, 3, 4, 5, 6
"""Sessions: the check that is shared, one that is still open, three assessments, a stranger's own check."""

LATER = BEGIN + timedelta(hours=3)
"""When everybody is back in front of their phones."""


@dataclass(frozen=True)
class World:
    """The file, and the codes of all invitations by who took them; nobody took `free`."""

    file: Path
    codes: dict[str, str]

    def copied(self, folder: Path) -> Path:
        """A copy of the file, to be served."""
        file = folder / "clusterready.db"
        shutil.copy(self.file, file)
        return file


async def prepared(folder: Path) -> World:
    """Shares a check with nothing but its questions; one assessor rates, one is done, one was sent away, one waits."""
    codes: dict[str, str] = {}
    async with stage(folder) as found:
        await _marked(found)
        for role in ("editor", "reader"):
            await found.be("manager")
            codes[role] = await found.invited("team-invite", 1, "", role)
            await _accepted(found, role, codes[role])
            await _let_in(found)
        still = await checked(found.talk, "manager", {}, submitted=False)
        assert still == OPEN
        found.asked("UPDATE answer SET note = 'Badger of the open one' WHERE session = ?", OPEN)
        await found.be("manager")
        await found.tap("share-make", CHECK, "", ".60")
        for name, levels in (("one", {}), ("done", {STRATEGY: 1, WEB: 2}), ("ended", {})):
            session = await assessor(found, name)
            codes[name] = found.code
            await found.tap("remark", session, STRATEGY, "comment")
            await found.type(f"{'Wombat' if name == 'done' else 'Otter'} of {name}")
            await rated(found, session, levels)
            await found.tap("submit" if name == "done" else "goto", session)
        await found.be("manager")
        await found.tap("uninvite", choice=str(found.asked("SELECT max(id) FROM invitation")[0][0]))
        codes["waiting"] = await found.invited("invite-assessor", choice="1")
        await _accepted(found, "waiting", codes["waiting"])
        await found.be("manager")
        codes["colleague"] = await found.invited("ask-link", OPEN, "", "00")
        await _accepted(found, "colleague", codes["colleague"])
        await _let_in(found)
        await found.be("manager")
        await found.be("colleague")
        await found.tap("offer", 7, "organisation-name")
        await found.type("Otter Agency")
        await found.be("manager")
        codes["free"] = await found.invited("invite-assessor", choice="1")
        await found.new("stranger")
        assert await checked(found.talk, "stranger", {}) == STRANGERS
        for name, id in IDS.items():
            found.asked("UPDATE person SET channel = 'telegram', external = ? WHERE external = ?", str(id), name)
    migrate(f"sqlite+aiosqlite:///{folder / 'stage.db'}")
    return World(folder / "stage.db", codes)


async def _marked(found: Stage) -> None:
    """Marks what the cluster keeps to itself."""
    found.asked("UPDATE answer SET note = 'Badger private' WHERE question = ?", WEB)
    found.asked("UPDATE answer SET note = 'Badger shared', note_shared = 1 WHERE question = ?", STRATEGY)
    found.asked("UPDATE answer SET value = '{\"number\":\"13.7\"}' WHERE question = 'management-fte'")
    found.asked("UPDATE answer SET value = replace(value, '60', '6771') WHERE question = 'committed-participants'")
    await planned(found.talk, "Badger")
    await found.tap("menu")
    await found.tap("proofs", 0, STRATEGY)
    await found.type("Badger cupboard")
    await found.type("Badger strategy")


async def _accepted(found: Stage, name: str, code: str) -> None:
    await found.new(name)
    await found.type(f"/start {code}")
    await found.tap("accept", choice=code)
    await found.type(f"Name of {name}")


async def _let_in(found: Stage) -> None:
    await found.be("manager")
    await found.tap("let-in", choice=str(found.asked("SELECT max(id) FROM invitation")[0][0]))


@asynccontextmanager
async def there(server: TelegramServer, world: World, folder: Path, *names: str) -> AsyncIterator[list[Peer]]:
    """These people of the world, in front of their chats."""
    async with serving(server, world.copied(folder)) as served:
        served.clock = lambda: LATER
        found = [Peer(served, "en", IDS[name]) for name in names]
        for each in found:
            await each.type("/help")
        yield found
