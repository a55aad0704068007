"""News as values: what somebody is told without asking, with all that is needed to draw it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from bot.screens import Tap
from storage.people import Role

Said: TypeAlias = Literal[
    "came", "proof", "submitted", "shown", "proposed", "agreed", "answered", "let-in", "let-in-team", "asked", "dealt",
    "lead", "role", "removed", "handed", "withdrawn", "turned-away", "ended", "without",
]  # fmt: skip
"""What is told. `dealt`: with a request for proof; `asked`: let in as a colleague.

`without`: the sides were shown before this assessor submitted.
"""


@dataclass(frozen=True, slots=True)
class Tiding:
    """One thing that is told. `names`: as people gave them; `about`: indicators; `tap`: where to look, if anywhere."""

    said: Said
    tap: Tap | None = None
    names: tuple[str, ...] = field(default=(), repr=False)
    about: tuple[str, ...] = ()
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class NewsSeen:
    """News of one share, or of one cluster. `day`: of the check, for who works in the cluster; `whose`: for others."""

    tidings: tuple[Tiding, ...]
    day: date | None = None
    whose: str = field(default="", repr=False)
