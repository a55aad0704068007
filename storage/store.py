"""The door to the database: one writer at a time, readers beside it, every commit durable.

SQLite is the embedded default. The writer's connection begins with BEGIN IMMEDIATE, so that two who read before they
write can't overwrite each other; journals are WAL with FULL synchronisation, so that what was acknowledged survives
a power cut.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import StaticPool
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.access_log import AccessLog
from storage.chats import Chats
from storage.clusters import Clusters
from storage.cohorts import Cohorts
from storage.erasing import Erasing
from storage.evidence import Evidence
from storage.fetches import Fetches
from storage.group_ratings import GroupRatings
from storage.inbox import Inbox
from storage.invitations import Invitations
from storage.offers import Offers
from storage.own_cases import OwnCases
from storage.people import People
from storage.plans import Plans
from storage.programmes import Programmes
from storage.reminders import Reminders
from storage.reviews import Reviews
from storage.sessions import Sessions
from storage.shares import Shares

SCRUB_TRIES, SCRUB_PAUSE = 40, 0.25
WAIT_SECONDS = 15
"""How long a writer waits for another process on the same file."""


def sentence(text: str) -> str:
    """Marks what a person may read, for translation; it is said elsewhere."""
    return text


NOT_OURS = sentence("The file is not a ClusterReady database. Name another one with CLUSTERREADY_DATABASE_URL.")
TOO_MANY = sentence("Too many are waiting for the database. Nothing was saved; try again in a moment.")


class StorageFault(Exception):
    """The database can't do its work now; the text says what to do. Nothing of the transaction was kept."""


class Work:
    """One transaction's view of the database. It commits when the block ends, and keeps nothing if it fails."""

    def __init__(self, database: AsyncSession) -> None:
        self.database = database
        self.people = People(database)
        self.clusters = Clusters(database)
        self.sessions = Sessions(database)
        self.erasing = Erasing(database)
        self.inbox = Inbox(database)
        self.chats = Chats(database)
        self.plans = Plans(database)
        self.reminders = Reminders(database)
        self.cohorts = Cohorts(database)
        self.group_ratings = GroupRatings(database)
        self.own_cases = OwnCases(database)
        self.programmes = Programmes(database)
        self.evidence = Evidence(database)
        self.fetches = Fetches(database)
        self.shares = Shares(database)
        self.invitations = Invitations(database)
        self.reviews = Reviews(database)
        self.offers = Offers(database)
        self.access = AccessLog(database)


class Store:
    """An open database. `url` is an async SQLAlchemy URL, as `sqlite+aiosqlite:///clusterready.db`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._writer = _engine(url, "BEGIN IMMEDIATE", pool_size=1)
        self._readers = _engine(url, "BEGIN", pool_size=3)

    async def close(self) -> None:
        """Gives all connections back."""
        await self._writer.dispose()
        await self._readers.dispose()

    @asynccontextmanager
    async def work(self) -> AsyncIterator[Work]:
        """A writing transaction, alone until it ends. Raises `StorageFault` when the database refuses."""
        async with _transaction(self._writer) as database:
            yield Work(database)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Work]:
        """A reading transaction beside the writer: one consistent state, and nothing may be written."""
        async with _transaction(self._readers) as database:
            yield Work(database)

    async def scrub(self) -> None:
        """Makes sure that erased text is in no file: moves the journal into the database and empties it.

        A reader that is still open holds the journal; this waits for it. Raises `StorageFault` if it does not leave.
        """
        try:
            for _ in range(SCRUB_TRIES):
                if await self._emptied():
                    return
                await asyncio.sleep(SCRUB_PAUSE)
        except (sqlite3.DatabaseError, DatabaseError) as error:
            raise StorageFault(
                f"Deleted, but the text is still in the journal ({getattr(error, 'orig', error)})."
                " Mend that; the next start empties the journal."
            ) from None
        raise StorageFault(
            sentence(
                "Deleted, but another program still reads the database, so the text is still in its journal. "
                "Close that program; the next start empties the journal."
            )
        )

    async def _emptied(self) -> bool:
        """Whether the journal could be emptied now. Does not wait: that would be `WAIT_SECONDS` for every try."""
        async with self._writer.connect() as connection:
            raw = (await connection.get_raw_connection()).driver_connection
            assert raw is not None
            await raw.execute("PRAGMA busy_timeout=0")
            try:
                cursor = await raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                busy, *_ = await cursor.fetchone()
                await cursor.close()
            finally:
                await raw.execute(f"PRAGMA busy_timeout={round(WAIT_SECONDS * 1000)}")
            return bool(busy == 0)

    async def answers_pragma(self, name: str) -> object:
        """The value of a SQLite pragma on the writer, for checks of durability."""
        async with _transaction(self._writer) as database:
            connection = await database.connection()
            return (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar()


@asynccontextmanager
async def _transaction(engine: AsyncEngine) -> AsyncIterator[AsyncSession]:
    try:
        async with AsyncSession(engine, expire_on_commit=False) as database, database.begin():
            yield database
    except OperationalError as error:
        raise StorageFault(explained(error)) from None
    except PoolTimeout:
        raise StorageFault(TOO_MANY) from None
    except DatabaseError as error:
        if "malformed" in str(error.orig) or "not a database" in str(error.orig):
            raise StorageFault(explained(error)) from None
        raise


def explained(error: DatabaseError) -> str:
    """What a database error means for whoever runs this, without any data in it."""
    found = remedy(str(error.orig))
    return found or f"The database refused ({type(error.orig).__name__}). Nothing was saved; see the log and try again."


def remedy(reason: str) -> str | None:
    """What to do about what SQLite says; None if that is not known."""
    return next((remedy for sign, remedy in _REMEDIES if sign in reason), None)


_REMEDIES = (
    ("locked", sentence("Another program holds the database. Nothing was saved; close it and try again.")),
    ("busy", sentence("Another program holds the database. Nothing was saved; close it and try again.")),
    ("full", sentence("The disk is full. Nothing was saved; free some space and try again.")),
    ("readonly", sentence("The database file is read-only. Nothing was saved; make the file and its folder writable.")),
    ("unable to open", sentence("The database file can't be opened. Check that its folder exists and is writable.")),
    ("disk I/O", sentence("The disk reports an error. Nothing was saved; check the disk, then try again.")),
    ("malformed", sentence("The database file is damaged. Stop here and restore a backup.")),
    ("not a database", NOT_OURS),
)


def _engine(url: str, begin: str, pool_size: int) -> AsyncEngine:
    if not url.startswith("sqlite"):
        return create_async_engine(url, hide_parameters=True)
    memory = url.endswith((":memory:", "//"))
    pool: dict[str, object] = {"poolclass": StaticPool} if memory else {"pool_size": pool_size, "max_overflow": 0}
    engine = create_async_engine(url, hide_parameters=True, connect_args={"timeout": WAIT_SECONDS}, **pool)

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself: `begin` below does
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def start(connection: object) -> None:
        connection.exec_driver_sql(begin)  # type: ignore[attr-defined]  # SQLAlchemy's Connection

    return engine
