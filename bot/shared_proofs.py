"""The proofs of a shared check as an assessor sees them: what it recorded, and what became of that since.

Nothing here looks at levels or at what is said to be documented.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from bot.desk import Shelf
from bot.proof_versions import in_version, question_in
from storage.evidence import Proof, ProofFile, Recorded
from storage.sessions import Stored
from storage.store import Work
from surveys.session import Submitted

Since: TypeAlias = Literal["recorded", "added", "replaced", "taken-off", "removed"]
"""Of a proof since its check was submitted: as it was, new, with other files or words, no longer for this indicator."""
COMING = ("waiting", "claimed")
"""States of a file that is on its way."""


@dataclass(frozen=True, slots=True)
class SharedProof:
    """A proof for one indicator of a shared check. Without `proof` nothing of it may be seen any more."""

    since: Since
    proof: Proof | None = field(default=None, repr=False)
    on: datetime | None = None
    """When it was added later, or removed."""
    late: frozenset[int] = frozenset()
    """Files that were added later to a proof that the check recorded."""

    @property
    def files(self) -> tuple[ProofFile, ...]:
        """Its files that are here, on their way, or were left behind; not those that were never stored."""
        return tuple(each for each in self.proof.files if each.state != "failed") if self.proof else ()

    @property
    def kept(self) -> tuple[ProofFile, ...]:
        """Those that can be opened."""
        return tuple(each for each in self.files if each.state == "kept" and each.sha256)


Proven: TypeAlias = Mapping[str, tuple[SharedProof, ...]]
"""By indicator, oldest first; those without any proof are not in it."""


async def shared_proofs(work: Work, shelf: Shelf, check: Stored, ids: Iterable[str]) -> Proven:
    """The proofs of these indicators of a submitted check."""
    survey = shelf.survey(check.version, "en")
    place = check.session.place
    at = place.at if isinstance(place, Submitted) else check.changed_at
    proofs = [in_version(shelf, survey, each) for each in await work.evidence.of(check.cluster)]
    recorded: dict[tuple[str, int], Recorded] = {}
    for each in await work.evidence.recorded(check.id):
        recorded[question_in(shelf, survey, each.question), each.proof] = each
    known = {each.id: each for each in proofs}
    found = {}
    for id in ids:
        numbers = sorted(
            {each.id for each in proofs if each.use(id)} | {n for question, n in recorded if question == id}
        )
        seen = [_seen(known.get(n), recorded.get((id, n)), id, at) for n in numbers]
        if any(seen):
            found[id] = tuple(each for each in seen if each)
    return found


def _seen(proof: Proof | None, recorded: Recorded | None, question: str, submitted: datetime) -> SharedProof | None:
    """One proof beside what the check recorded of it; None where there is nothing to see of a new one."""
    if proof is None:
        return SharedProof("removed", on=recorded.removed_at if recorded else None)
    if proof.use(question) is None:
        return SharedProof("taken-off")
    if recorded is None:
        shown = SharedProof("added", proof, proof.added_at if proof.added_at > submitted else None)
        return shown if proof.kind != "file" or shown.files else None
    if not proof.still_as(recorded):
        return SharedProof("replaced", proof)
    return SharedProof("recorded", proof, late=frozenset(each.id for each in proof.files if each.added_at > submitted))


def file_of(proofs: Iterable[SharedProof], number: str) -> ProofFile | None:
    """A file of these proofs that can be opened, by its number."""
    return next((file for each in proofs for file in each.kept if str(file.id) == number), None)
