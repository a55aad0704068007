"""The practice cases at hand: the library's, read when one is first asked for, and the operator's, read at start.

What reads a case is imported only then, so that nobody's first prompt waits for it.
"""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from surveys.survey import Survey

if TYPE_CHECKING:
    from surveys.cases import Case

Surveys: TypeAlias = Callable[[str, int], Survey | None]


class CaseShelf:
    """Cases by id, each in all its languages. Raises `BrokenSurvey` at once if one of the operator's is wrong."""

    def __init__(self, surveys: Surveys, library: Path | None = None, own: Path | None = None) -> None:
        self._surveys = surveys
        self._library = library
        self._own: dict[str, dict[str, Case]] = {}
        if own is not None:
            from surveys.case_files import load_cases

            self._own = load_cases(own, surveys, self._names)

    @property
    def _names(self) -> frozenset[str]:
        """The ids in the library: the names of its folders."""
        found = self._library.iterdir() if self._library and self._library.is_dir() else ()
        return frozenset(path.name for path in found if path.is_dir())

    @cached_property
    def _cases(self) -> dict[str, "dict[str, Case]"]:
        from surveys.case_files import load_cases

        return (load_cases(self._library, self._surveys) if self._names and self._library else {}) | self._own

    @property
    def ids(self) -> tuple[str, ...]:
        """The cases there are: the library's, then the operator's, each sorted by id."""
        return tuple(self._cases)

    def has(self, id: str) -> bool:
        """Whether this case is here."""
        return id in self._cases

    def case(self, id: str, language: str) -> "Case":
        """A case in a language; in the language it was written in where there is no translation."""
        languages = self._cases[id]
        return languages.get(language, next(iter(languages.values())))
