"""Files of proofs on their way: claimed, fetched outside of any transaction, placed, marked; and bytes that have to go.

A hash is written down before its file gets its name, so that no file is ever there that nothing knows of.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.people import Person, person_of
from storage.tables import PersonRow, ProofFileRow, ProofRecordRow, ProofRow, UnkeptRow

UNCLEAR = timedelta(minutes=15)
"""After so long a file that was claimed and is not here counts as cut off; fetching one takes less, or ends."""


@dataclass(frozen=True, slots=True)
class Fetch:
    """A file that is to be fetched: where its channel has it, and who sent it."""

    file: int
    proof: int
    source: str = field(repr=False)
    name: str = field(repr=False)
    size: int | None
    tries: int
    person: Person


class Fetches:
    """Keeps files on their way within one transaction."""

    def __init__(self, database: AsyncSession) -> None:
        self._database = database

    async def bring(
        self, proof: int, kind: str, name: str, size: int | None, channel: str, source: str, at: datetime
    ) -> int:
        """A file that is to be fetched for a proof; gives its number."""
        row = ProofFileRow(
            proof=proof, kind=kind, name=name, size=size, channel=channel, source=source, added_at=at, state="waiting"
        )
        self._database.add(row)
        await self._database.flush()
        return row.id or 0

    async def waiting(self, channel: str, now: datetime, started: datetime) -> list[Fetch]:
        """What is to be fetched on a channel, oldest first.

        `started`: when this program began; what was claimed before and is not here was cut off.
        """
        unclear = max(started, now - UNCLEAR)
        cut_off = (col(ProofFileRow.state) == "claimed") & (col(ProofFileRow.claimed_at) < unclear)
        query = (
            select(ProofFileRow, PersonRow)
            .join(ProofRow, col(ProofRow.id) == col(ProofFileRow.proof))
            .join(PersonRow, col(PersonRow.id) == col(ProofRow.by))
            .where(ProofFileRow.channel == channel, PersonRow.channel == channel)
            .where((col(ProofFileRow.state) == "waiting") | cut_off)
            .order_by(col(ProofFileRow.id))
        )
        return [
            Fetch(row.id or 0, row.proof, row.source or "", row.name, row.size, row.tries, person_of(person))
            for row, person in await self._database.exec(query)
        ]

    async def on_their_way(self) -> set[int]:
        """The numbers of all files that are to be fetched, on any channel."""
        query = select(ProofFileRow.id).where(col(ProofFileRow.state).in_(("waiting", "claimed")))
        return {id for id in await self._database.exec(query) if id is not None}

    async def claim(self, fetch: Fetch, now: datetime) -> Fetch | None:
        """Takes a file to be fetched now; None if that was done meanwhile, or it is wanted no more."""
        same = (col(ProofFileRow.id) == fetch.file, col(ProofFileRow.tries) == fetch.tries)
        change = update(ProofFileRow).where(*same, col(ProofFileRow.state).in_(("waiting", "claimed")))
        result = await self._database.exec(change.values(state="claimed", tries=fetch.tries + 1, claimed_at=now))
        return replace(fetch, tries=fetch.tries + 1) if result.rowcount == 1 else None

    async def _claimed(self, fetch: Fetch) -> ProofFileRow | None:
        """The row of a file that was claimed this time, and is still wanted."""
        row = await self._database.get(ProofFileRow, fetch.file)
        return row if row and (row.state, row.tries) == ("claimed", fetch.tries) else None

    async def placing(self, fetch: Fetch, hash: str) -> bool:
        """Its hash, in a transaction before the one in which the file gets its name; False if it is wanted no more."""
        row = await self._claimed(fetch)
        if row is None:
            return False
        if row.sha256 and row.sha256 != hash:
            await _unkeep(self._database, [row.sha256])
        row.sha256 = hash
        self._database.add(row)
        await self._database.flush()
        return True

    async def kept(self, fetch: Fetch, name: str, type: str, size: int) -> bool:
        """It is here; what recorded it meanwhile gets its hash. False if it is wanted no more."""
        row = await self._claimed(fetch)
        if row is None or row.sha256 is None:
            return False
        row.state, row.source, row.reason = "kept", None, None
        row.name, row.type, row.size = name, type, size
        self._database.add(row)
        records = select(ProofRecordRow).where(ProofRecordRow.proof == row.proof)
        for record in await self._database.exec(records):
            record.hashes = record.hashes.replace(f'"{row.id}": null', f'"{row.id}": "{row.sha256}"')
            self._database.add(record)
        await self._database.flush()
        return True

    async def given_back(self, fetch: Fetch) -> None:
        """It could not be fetched now: it waits again."""
        row = await self._claimed(fetch)
        if row is not None:
            row.state, row.claimed_at = "waiting", None
            self._database.add(row)
            await self._database.flush()

    async def failed(self, fetch: Fetch, reason: str, *, again: bool) -> bool:
        """It is not kept. `again`: it can be fetched once more when somebody asks. False if it is wanted no more."""
        row = await self._claimed(fetch)
        if row is None:
            return False
        if row.sha256:
            await _unkeep(self._database, [row.sha256])
        row.state, row.reason, row.sha256, row.claimed_at = "failed", reason, None, None
        row.source = row.source if again else None
        self._database.add(row)
        await self._database.flush()
        return True

    async def again(self, file: int, proof: int) -> bool:
        """A file that failed waits once more; False if it can't."""
        same = (col(ProofFileRow.id) == file, col(ProofFileRow.proof) == proof, col(ProofFileRow.state) == "failed")
        change = update(ProofFileRow).where(*same, col(ProofFileRow.source).is_not(None))
        return (await self._database.exec(change.values(state="waiting", reason=None))).rowcount == 1

    async def restore(
        self, proof: int, *, kind: str, name: str, type: str | None, size: int | None, hash: str | None, here: bool,
        reason: str | None, at: datetime,
    ) -> None:  # fmt: skip
        """Sets a file as an import tells it: here if its content is, else left behind; one that never came failed."""
        state = "failed" if hash is None else "kept" if here else "absent"
        self._database.add(
            ProofFileRow(
                proof=proof, kind=kind, name=name, type=type, size=size, sha256=hash, state=state, reason=reason,
                channel="import", added_at=at,
            )
        )  # fmt: skip
        await self._database.flush()

    async def unkept(self) -> list[str]:
        """The hashes whose bytes are to be erased: nothing refers to them any more. Others are taken off the list."""
        referred = select(ProofFileRow.sha256).where(col(ProofFileRow.sha256).is_not(None))
        await self._database.exec(delete(UnkeptRow).where(col(UnkeptRow.sha256).in_(referred)))
        return list(await self._database.exec(select(UnkeptRow.sha256)))

    async def any_unkept(self) -> bool:
        """Whether any hash is on the list."""
        return (await self._database.exec(select(UnkeptRow.sha256).limit(1))).first() is not None

    async def emptied(self, hash: str) -> None:
        """These bytes are erased."""
        await self._database.exec(delete(UnkeptRow).where(col(UnkeptRow.sha256) == hash))


async def forget_files(database: AsyncSession, proofs: Iterable[int]) -> None:
    """The files of these proofs go; their bytes are to be erased after the commit. Only for this package."""
    theirs = col(ProofFileRow.proof).in_(list(proofs))
    hashes = await database.exec(select(ProofFileRow.sha256).where(theirs, col(ProofFileRow.sha256).is_not(None)))
    await _unkeep(database, [hash for hash in hashes if hash])
    await database.exec(delete(ProofFileRow).where(theirs))


async def _unkeep(database: AsyncSession, hashes: Sequence[str]) -> None:
    for hash in hashes:
        await database.merge(UnkeptRow(sha256=hash))
    await database.flush()
