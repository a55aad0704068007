"""An author's error: where it is, a code to look up in docs/survey-files.md, what is wrong, and the remedy."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

Path = tuple[str | int, ...]
LONGEST = 80
"""Characters of a word repeated in a message."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong in a survey or case, at a path inside. Codes beginning with W are warnings and stop nothing."""

    path: Path
    code: str
    message: str
    overlay: bool = False


@dataclass(frozen=True, slots=True, order=True)
class FileProblem:
    """A finding with its place in a file; lines and columns count from 1."""

    file: str
    line: int
    column: int
    code: str
    message: str

    @property
    def warning(self) -> bool:
        """Whether the survey or case can be used all the same."""
        return self.code.startswith("W")

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.code} {self.message}"


class BrokenSurvey(Exception):
    """A survey or a case can't be used; `problems` holds every error of its files at once."""

    def __init__(self, problems: Iterable[FileProblem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def clipped(written: object) -> str:
    """What an author wrote, short enough for a message: a case may come from anybody."""
    text = str(written)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A remedy that names the nearest known word, or all of a short list."""
    choices = sorted(set(known))
    if not choices:
        return "remove it, there is none to name"
    near = get_close_matches(word, choices, n=1, cutoff=0.6)
    if near:
        return f"did you mean `{near[0]}`?"
    return (
        f"use one of {', '.join(f'`{choice}`' for choice in choices)}" if len(choices) <= 12 else "check the spelling"
    )
