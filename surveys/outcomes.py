"""What can become of indicators, as values: the outcome of one, and the outcomes of a group in a setting of facts."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from surveys.session import QuestionId, Value
from surveys.simulation import ToFact


@dataclass(frozen=True, slots=True)
class Pick:
    """One indicator's outcome. `weight` and `months` are its own: the climb, and the document where it gets one.

    `stay`: nothing happens to it; `moved`: only a fact moved it; `document`: its level now, documented; `climb`: by its
    own answer or, where `fact` is given, by a fact that moves nothing else. A fact shared with others costs in the
    setting; the months of its climb are in the pick of each indicator it lifts.
    """

    indicator: QuestionId
    place: int
    kind: Literal["stay", "moved", "document", "climb"]
    before: int | None
    after: int
    rung: int
    documented: bool
    weight: int
    months: int
    low: Fraction
    """Points that count for sure."""
    fact: ToFact | None = None
    value: Value | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """Values of shared facts, what bringing them there weighs, and each indicator's outcomes then."""

    facts: tuple[ToFact, ...]
    weights: tuple[int, ...]
    picks: tuple[tuple[Pick, ...], ...]


Group = tuple[Setting, ...]
