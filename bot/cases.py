"""Practice cases by what a button calls them: an id from the shelf, or own-N for one that a trainer sent."""

from functools import lru_cache
from typing import TYPE_CHECKING

from bot.desk import Desk
from bot.screens import is_number
from storage.own_cases import OwnCase
from storage.store import Work

if TYPE_CHECKING:
    from surveys.cases import Case

OWN = "own-"


async def case_of(desk: Desk, work: Work, ref: str, language: str) -> "Case | None":
    """The case, in this language where it has it; None for one that is gone."""
    if ref.startswith(OWN):
        kept = await _own(work, ref)
        return _read(kept.content) if kept else None
    return desk.shelf.cases.case(ref, language) if desk.shelf.cases.has(ref) else None


async def _own(work: Work, ref: str) -> OwnCase | None:
    number = ref.removeprefix(OWN)
    return await work.own_cases.find(int(number)) if is_number(number) else None


@lru_cache(maxsize=32)
def _read(content: str) -> "Case | None":
    """A case as a trainer sent it; it was checked when it came."""
    from surveys.case_files import read_case

    return read_case("case.yaml", content.encode())[0]


async def may_practise(work: Work, ref: str, person: int) -> bool:
    """Whether a case may be rated alone, which shows its key: one that a trainer sent only by that trainer."""
    return not ref.startswith(OWN) or ref in {f"{OWN}{own.id}" for own in await work.own_cases.of(person)}


async def may_see(work: Work, ref: str, person: int) -> bool:
    """Whether a case is for this person: the shelf's are for everybody, a trainer's own for them and their cohorts."""
    if not ref.startswith(OWN):
        return True
    kept = await _own(work, ref)
    if kept is None:
        return False
    return kept.person == person or any(cohort.case == ref for cohort, _ in await work.cohorts.of(person))
