"""Proofs of a cluster: files, links, or words that say where something lies; what they prove, what is recorded.

The bytes lie in a folder (`storage.proof_files`); how files come in and go is in `storage.fetches`.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Literal, TypeAlias

from sqlmodel import col, delete, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.fetches import forget_files
from storage.tables import MembershipRow, ProofFileRow, ProofRecordRow, ProofRow, ProofUseRow
from surveys.session import QuestionId

ProofKind: TypeAlias = Literal["file", "link", "text"]
FileKind: TypeAlias = Literal["photo", "file", "voice"]
State: TypeAlias = Literal["waiting", "claimed", "kept", "failed", "absent"]
"""Of a file: on its way (twice), here, refused or lost, or left behind by an import."""


@dataclass(frozen=True, slots=True)
class ProofFile:
    """One file of a proof. Type, size and hash are known once it is here."""

    id: int
    kind: FileKind
    name: str = field(repr=False)
    type: str | None
    size: int | None
    sha256: str | None
    state: State
    reason: str | None
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Use:
    """An indicator that a proof is for, and which places of its list it covers, as of a survey version."""

    question: QuestionId
    covers: frozenset[int]
    version: int


@dataclass(frozen=True, slots=True)
class Proof:
    """Something that proves a level. `words`: a link, or where it lies."""

    id: int
    cluster: int
    kind: ProofKind
    shows: str | None = field(repr=False)
    words: str | None = field(repr=False)
    refers: str | None
    album: str | None
    added_at: datetime
    removed_at: datetime | None
    files: tuple[ProofFile, ...]
    uses: tuple[Use, ...]

    @property
    def usable(self) -> bool:
        """Whether there is something to look at: words, or at least one file that is here."""
        return self.removed_at is None and (self.kind != "file" or any(file.state == "kept" for file in self.files))

    @property
    def hashes(self) -> dict[str, str | None]:
        """SHA-256 of all there is of it, by the number of the file or for its words; None for what is on its way."""
        if self.words is not None:
            return {"words": sha256(self.words.encode()).hexdigest()}
        wanted = ("kept", "absent", "waiting", "claimed")
        return {str(file.id): file.sha256 for file in self.files if file.state in wanted}

    def still_as(self, recorded: "Recorded") -> bool:
        """Whether all that a submitted check recorded of it is still there, unchanged."""
        return set(recorded.hashes) <= {*self.hashes.values(), None}

    def use(self, question: QuestionId) -> Use | None:
        """What it is for an indicator."""
        return next((use for use in self.uses if use.question == question), None)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What proved an indicator when a check was submitted: a proof, and the hashes that its files or words had."""

    proof: int
    question: QuestionId
    hashes: tuple[str | None, ...]
    removed_at: datetime | None


class Evidence:
    """Keeps proofs within one transaction."""

    def __init__(self, database: AsyncSession) -> None:
        self._database = database

    async def of(self, cluster: int, *, removed: bool = False) -> list[Proof]:
        """A cluster's proofs, oldest first; those that were removed are left out unless asked for."""
        query = select(ProofRow).where(ProofRow.cluster == cluster).order_by(col(ProofRow.id))
        if not removed:
            query = query.where(col(ProofRow.removed_at).is_(None))
        return await self._whole((await self._database.exec(query)).all())

    async def find(self, proof: int, person: int) -> Proof | None:
        """A proof, if this person works in its cluster; none otherwise, readers too, as if it did not exist."""
        if not 0 < proof < 2**63:
            return None
        query = (
            select(ProofRow)
            .join(MembershipRow, col(MembershipRow.cluster) == col(ProofRow.cluster))
            .where(ProofRow.id == proof, MembershipRow.person == person, MembershipRow.role != "reader")
            .where(col(ProofRow.removed_at).is_(None))
        )
        found = await self._whole((await self._database.exec(query)).all())
        return found[0] if found else None

    async def of_album(self, album: str, person: int) -> Proof | None:
        """The proof that the pictures of an album go to, which this person began."""
        query = select(ProofRow).where(ProofRow.album == album, ProofRow.by == person)
        query = query.where(col(ProofRow.removed_at).is_(None)).order_by(col(ProofRow.id).desc())
        row = (await self._database.exec(query)).first()
        return await self.find(row.id or 0, person) if row else None

    async def add(
        self, cluster: int, by: int, at: datetime, kind: ProofKind, words: str | None = None, album: str | None = None
    ) -> int:
        """A new proof; gives its number."""
        row = ProofRow(cluster=cluster, by=by, added_at=at, kind=kind, words=words, album=album)
        self._database.add(row)
        await self._database.flush()
        return row.id or 0

    async def change(self, proof: int, *, shows: str | None, refers: str | None) -> None:
        """What it shows, and the day, month or year it refers to."""
        change = update(ProofRow).where(col(ProofRow.id) == proof)
        await self._database.exec(change.values(shows=shows, refers=refers))

    async def replace(self, proof: int, kind: ProofKind, words: str | None, album: str | None) -> None:
        """Other words, or other files: the old ones go."""
        await forget_files(self._database, [proof])
        change = update(ProofRow).where(col(ProofRow.id) == proof)
        await self._database.exec(change.values(kind=kind, words=words, album=album))

    async def join_album(self, proof: int, album: str) -> None:
        """What comes with this album from now on goes to this proof."""
        await self._database.exec(update(ProofRow).where(col(ProofRow.id) == proof).values(album=album))

    async def prove(self, proof: int, question: QuestionId, covers: Iterable[int], version: int) -> None:
        """It is for this indicator too, and covers these places of its list."""
        told = json.dumps(sorted(covers))
        await self._database.merge(ProofUseRow(proof=proof, question=question, covers=told, version=version))
        await self._database.flush()

    async def unprove(self, proof: int, question: QuestionId) -> None:
        """It is no longer for this indicator."""
        mine = (col(ProofUseRow.proof) == proof, col(ProofUseRow.question) == question)
        await self._database.exec(delete(ProofUseRow).where(*mine))

    async def remove(self, proof: int, at: datetime) -> None:
        """The proof goes with its files. Where a submitted check records it, an empty row says when it was removed."""
        await forget_files(self._database, [proof])
        await self._database.exec(delete(ProofUseRow).where(col(ProofUseRow.proof) == proof))
        recorded = select(ProofRecordRow.proof).where(ProofRecordRow.proof == proof).limit(1)
        if (await self._database.exec(recorded)).first() is None:
            await self._database.exec(delete(ProofRow).where(col(ProofRow.id) == proof))
            return
        empty = update(ProofRow).where(col(ProofRow.id) == proof)
        await self._database.exec(empty.values(shows=None, words=None, refers=None, album=None, removed_at=at))

    async def size(self, cluster: int) -> int:
        """Bytes of all files of a cluster, as far as they are known."""
        query = select(func.sum(ProofFileRow.size)).join(ProofRow, col(ProofRow.id) == col(ProofFileRow.proof))
        return int((await self._database.exec(query.where(ProofRow.cluster == cluster))).one() or 0)

    # --- what proved a submitted check ---------------------------------------------------------------------------

    async def record(self, session: int, cluster: int) -> None:
        """Keeps with a check that is submitted now what proves it: the proofs' numbers and hashes."""
        for proof in await self.of(cluster):
            hashes = proof.hashes
            if not hashes:
                continue
            told = json.dumps(hashes)
            for use in proof.uses:
                row = ProofRecordRow(session=session, proof=proof.id, question=use.question, hashes=told)
                self._database.add(row)
        await self._database.flush()

    async def recorded(self, session: int) -> list[Recorded]:
        """What proved a submitted check."""
        query = (
            select(ProofRecordRow, ProofRow.removed_at)
            .join(ProofRow, col(ProofRow.id) == col(ProofRecordRow.proof))
            .where(ProofRecordRow.session == session)
            .order_by(col(ProofRecordRow.proof), col(ProofRecordRow.question))
        )
        return [
            Recorded(row.proof, row.question, tuple(json.loads(row.hashes).values()), removed_at)
            for row, removed_at in await self._database.exec(query)
        ]

    async def restore(
        self, session: int, proof: int, question: QuestionId, hashes: Sequence[str | None]
    ) -> None:  # for imports: under places instead of numbers
        """Sets what proved a submitted check as an import tells it."""
        told = json.dumps({f"-{place}": hash for place, hash in enumerate(hashes, start=1)})
        self._database.add(ProofRecordRow(session=session, proof=proof, question=question, hashes=told))
        await self._database.flush()

    async def mark_removed(self, proof: int, at: datetime) -> None:
        """Sets a proof as removed, as an import tells it."""
        await self._database.exec(update(ProofRow).where(col(ProofRow.id) == proof).values(removed_at=at))

    # --- reading -------------------------------------------------------------------------------------------------

    async def _whole(self, rows: Sequence[ProofRow]) -> list[Proof]:
        ids = [row.id or 0 for row in rows]
        files: dict[int, list[ProofFile]] = {}
        query = select(ProofFileRow).where(col(ProofFileRow.proof).in_(ids)).order_by(col(ProofFileRow.id))
        for row in await self._database.exec(query):
            files.setdefault(row.proof, []).append(_file(row))
        uses: dict[int, list[Use]] = {}
        for use in await self._database.exec(select(ProofUseRow).where(col(ProofUseRow.proof).in_(ids))):
            found = Use(use.question, frozenset(json.loads(use.covers)), use.version)
            uses.setdefault(use.proof, []).append(found)
        return [_proof(row, files, uses) for row in rows]


def _proof(row: ProofRow, files: Mapping[int, list[ProofFile]], uses: Mapping[int, list[Use]]) -> Proof:
    id = row.id or 0
    return Proof(
        id=id,
        cluster=row.cluster,
        kind=row.kind,  # type: ignore[arg-type]  # as the table checks
        shows=row.shows,
        words=row.words,
        refers=row.refers,
        album=row.album,
        added_at=row.added_at,
        removed_at=row.removed_at,
        files=tuple(files.get(id, ())),
        uses=tuple(sorted(uses.get(id, ()), key=lambda use: use.question)),
    )


def _file(row: ProofFileRow) -> ProofFile:
    return ProofFile(
        id=row.id or 0,
        kind=row.kind,  # type: ignore[arg-type]  # as the table checks
        name=row.name,
        type=row.type,
        size=row.size,
        sha256=row.sha256 if row.state in ("kept", "absent") else None,
        state=row.state,  # type: ignore[arg-type]  # as the table checks
        reason=row.reason,
        added_at=row.added_at,
    )
