"""Proofs in an export document, and back: what is known of them, with their hashes; the files themselves stay here."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.packing import time_json
from bot.unpacking import one_of, time_from
from storage.evidence import Proof, ProofFile
from storage.proof_files import ProofFiles, safe_name
from storage.store import Work
from surveys.evidence import SHOWS_LIMIT, WORDS_LIMIT, period_end

Json = dict[str, Any]
KINDS: tuple[Any, ...] = ("file", "link", "text")
FILE_KINDS: tuple[Any, ...] = ("photo", "file", "voice")


async def evidence_json(work: Work, cluster: int) -> Json:
    """A cluster's proofs, oldest first, and empty ones of which a submitted check still knows; nothing without any."""
    found = await work.evidence.of(cluster, removed=True)
    return {"evidence": [_proof_json(number, proof) for number, proof in enumerate(found, start=1)]} if found else {}


def _proof_json(number: int, proof: Proof) -> Json:
    return {
        "number": number,
        "kind": proof.kind,
        "shows": proof.shows,
        "words": proof.words,
        "refers_to": proof.refers,
        "added_at": time_json(proof.added_at),
        "removed_at": _time(proof.removed_at),
        "files": [_file_json(file) for file in proof.files],
        "proves": [
            {
                "indicator": use.question,
                "covers": [place + 1 for place in sorted(use.covers)],
                "survey_version": use.version,
            }
            for use in proof.uses
        ],
    }


def _file_json(file: ProofFile) -> Json:
    return {
        "kind": file.kind,
        "name": file.name,
        "type": file.type,
        "size": file.size,
        "sha256": file.sha256,
        "not_stored": file.reason,
        "added_at": time_json(file.added_at),
    }


def _time(at: datetime | None) -> str | None:
    return time_json(at) if at else None


async def proved_json(work: Work, session: int, cluster: int) -> Json:
    """What proved a submitted check, by the numbers of its cluster's proofs; nothing without any."""
    recorded = await work.evidence.recorded(session)
    if not recorded:
        return {}
    proofs = await work.evidence.of(cluster, removed=True)
    numbers = {proof.id: number for number, proof in enumerate(proofs, start=1)}
    return {
        "proved_by": [
            {"indicator": each.question, "proof": numbers[each.proof], "sha256": list(each.hashes)} for each in recorded
        ]
    }


async def evidence_from(
    work: Work, told: Mapping[str, Any], cluster: int, by: int, files: ProofFiles | None
) -> dict[int, int]:
    """Stores a cluster's proofs; their numbers here by those in the document.

    A file is there again only where its content lies in this folder already.
    """
    numbers: dict[int, int] = {}
    for each in told.get("evidence", []):
        words, shows, refers = (None if each[name] is None else str(each[name]) for name in _TEXTS)
        if len(words or "") > WORDS_LIMIT or len(shows or "") > SHOWS_LIMIT:
            raise ValueError("a proof that is too long")
        if refers:
            period_end(refers)
        at = time_from(each["added_at"])
        id = await work.evidence.add(cluster, by, at, one_of(each["kind"], KINDS), words)
        await work.evidence.change(id, shows=shows, refers=refers)
        for file in each["files"]:
            await _file_from(work, id, file, files)
        for use in each["proves"]:
            covers = [int(place) - 1 for place in use["covers"]]
            if any(place < 0 for place in covers):
                raise ValueError("a place that is none")
            await work.evidence.prove(id, str(use["indicator"]), covers, int(use["survey_version"]))
        if each["removed_at"]:
            await work.evidence.mark_removed(id, time_from(each["removed_at"]))
        numbers[each["number"]] = id
    return numbers


_TEXTS = ("words", "shows", "refers_to")


async def _file_from(work: Work, proof: int, told: Mapping[str, Any], files: ProofFiles | None) -> None:
    hash = None if told["sha256"] is None else str(told["sha256"])
    await work.fetches.restore(
        proof,
        kind=one_of(told["kind"], FILE_KINDS),
        name=safe_name(str(told["name"])),
        type=None if told["type"] is None else str(told["type"]),
        size=None if told["size"] is None else int(told["size"]),
        hash=hash,
        here=bool(hash and files and files.has(hash)),
        reason=None if told["not_stored"] is None else str(told["not_stored"]),
        at=time_from(told["added_at"]),
    )


async def proved_from(work: Work, told: Mapping[str, Any], session: int, proofs: Mapping[int, int]) -> None:
    """Sets what proved a submitted check."""
    for each in told.get("proved_by", []):
        hashes = [None if hash is None else str(hash) for hash in each["sha256"]]
        await work.evidence.restore(session, proofs[each["proof"]], str(each["indicator"]), hashes)
