"""What pictures and papers say of a group's ratings of one indicator: how they lie, and where the key is."""

from dataclasses import dataclass
from typing import Literal

from surveys.spreads import LEAST_PEOPLE

LEVELS = 6


@dataclass(frozen=True, slots=True)
class Spread:
    """How many gave each level, lowest first, as it was released; None where it is hidden."""

    counts: tuple[int, ...] | None

    @property
    def shown(self) -> tuple[int, ...] | None:
        """The counts, if they are of enough people: a second lock, whatever the caller gives."""
        return self.counts if self.counts is not None and sum(self.counts) >= LEAST_PEOPLE else None


HIDDEN = Spread(None)


@dataclass(frozen=True, slots=True)
class Key:
    """The level held to be right and the neighbour that is defensible too, by their places, lowest 0."""

    level: int
    defensible: int | None = None

    def kind(self, level: int) -> Literal["key", "defensible", ""]:
        """What a level is to this key."""
        if level == self.level:
            return "key"
        return "defensible" if level == self.defensible else ""
