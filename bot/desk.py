"""The composition root: the store, the shelf of surveys, the clock, who runs this."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from bot.case_shelf import CaseShelf
from storage.migrating import sqlite_file
from storage.proof_files import ProofFiles
from storage.store import StorageFault, Store
from surveys.files import LIBRARY, Loaded, load
from surveys.practice import practised
from surveys.survey import Survey

PRACTISED = 64
"""Ways to practise a survey that are kept: each case, section and language that is in use."""


class Shelf:
    """All versions of one survey, in all their languages, and the cases to practise on.

    Raises `BrokenSurvey` at once if a survey or one of the operator's own cases is wrong.
    """

    def __init__(self, folder: Path, cases: Path | None = None, own_cases: Path | None = None) -> None:
        versions = (path for path in folder.iterdir() if path.name.isdigit())
        self._versions: dict[int, Loaded] = {int(path.name): load(path) for path in versions}
        self._practised: dict[tuple[int, str, tuple[str, ...]], Survey] = {}
        self.cases = CaseShelf(self._known, cases, own_cases)

    @cached_property
    def latest(self) -> int:
        """The newest version."""
        return max(self._versions)

    def has(self, survey: str, version: int) -> bool:
        """Whether this version of this survey is here."""
        return version in self._versions and self._versions[version].survey.id == survey

    def survey(self, version: int, language: str) -> Survey:
        """A version in a language; in the language it was written in where there is no translation."""
        loaded = self._versions[version]
        return loaded.languages.get(language, loaded.survey)

    def practised(self, version: int, language: str, ids: tuple[str, ...]) -> Survey:
        """A version as it is practised: these indicators and nothing else. The last ones asked for are kept."""
        key = (version, language, ids)
        if key not in self._practised:
            while len(self._practised) >= PRACTISED:
                del self._practised[next(iter(self._practised))]
            self._practised[key] = practised(self.survey(version, language), ids)
        return self._practised[key]

    def _known(self, survey: str, version: int) -> Survey | None:
        return self._versions[version].survey if self.has(survey, version) else None


def cluster_label(own_cases: Path | None = None) -> Shelf:
    """The survey that ships with the program, its cases, and those in the operator's folder."""
    return Shelf(LIBRARY / "cluster-label", LIBRARY / "cases", own_cases)


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Operator:
    """Who runs this bot: a name, how to reach them, the address of their privacy page; empty where not told."""

    name: str = ""
    contact: str = ""
    privacy_page: str = ""


@dataclass(frozen=True)
class Desk:
    """What a conversation needs to be held."""

    store: Store
    shelf: Shelf
    operator: Operator = Operator()
    clock: Callable[[], datetime] = now
    trainers: frozenset[str] = frozenset()
    """Who may run cohorts, by the channel's ids; empty: anybody."""
    bot: str = ""
    """The bot's name on its channel, for links; empty where there is none."""
    files: ProofFiles | None = None
    """The folder of proofs; without one no file is taken or found."""
    files_on: bool = True
    """Whether files are taken as proof, or links and words only."""


async def refuse_unknown_versions(desk: Desk) -> None:
    """Raises `StorageFault` for a database with checks of a survey version that this program does not have."""
    async with desk.store.reading() as work:
        missing = sorted(each for each in await work.sessions.versions() if not desk.shelf.has(*each))
    if missing:
        names = ", ".join(f"{survey} version {version}" for survey, version in missing)
        raise StorageFault(
            f"{sqlite_file(desk.store.url)} holds checks of {names}, which this ClusterReady does not have."
            " Update this program."
        )
