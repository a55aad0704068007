"""What agreement beyond chance comes to: a number with what to be careful about, or why there is none."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

NEEDED_ITEMS = 2
"""On a single item nothing can vary, so nothing can be said about chance (ours)."""
FEW_ITEMS = 10
"""Below so many items a coefficient says little: a single rating can move it far (ours)."""
ONE_LEVEL_SHARE = Fraction(9, 10)
"""From this share of ratings on one level the kappa paradox is to be expected (ours)."""


class Caution(StrEnum):
    """Why a coefficient that can be computed still says little or misleads.

    few: fewer than FEW_ITEMS items. one-level: one and the same level has at least ONE_LEVEL_SHARE of the ratings (of
    two raters: of each one's), so kappa is low or negative however high agreement is (Feinstein & Cicchetti 1990, "High
    agreement but low kappa: I. The problems of two paradoxes", J Clin Epidemiol 43, 543-549). flat: one of two raters
    gave one level only, so kappa is 0 whatever the other one did.
    """

    FEW = "few"
    ONE_LEVEL = "one-level"
    FLAT = "flat"


@dataclass(frozen=True, slots=True)
class TooFew:
    """No coefficient: n items with two ratings or more, where `needed` are needed."""

    n: int
    needed: int


@dataclass(frozen=True, slots=True)
class NoVariation:
    """No coefficient: every rating is this level, so chance alone would agree as well and the formula is 0 / 0."""

    level: int


@dataclass(frozen=True, slots=True)
class Coefficient:
    """Agreement beyond chance: 1 is perfect, 0 what chance gives, below 0 less than that.

    `items` are those with two ratings or more, `raters` those who rated at least one item. Exact, so never NaN.
    """

    value: Fraction
    items: int
    raters: int
    cautions: frozenset[Caution] = frozenset()

    @property
    def rounded(self) -> float:
        """To two decimals, as shown and as named by `band`: 1 only where agreement is perfect, and never -0.0."""
        return float(round(self.value, 2)) if self.value == 1 else min(float(round(self.value, 2)), 0.99)


Corrected: TypeAlias = Coefficient | TooFew | NoVariation


class Band(StrEnum):
    """Landis & Koch's words for a kappa."""

    POOR = "poor"
    SLIGHT = "slight"
    FAIR = "fair"
    MODERATE = "moderate"
    SUBSTANTIAL = "substantial"
    ALMOST_PERFECT = "almost perfect"


_TOPS = (
    (Fraction(20, 100), Band.SLIGHT),
    (Fraction(40, 100), Band.FAIR),
    (Fraction(60, 100), Band.MODERATE),
    (Fraction(80, 100), Band.SUBSTANTIAL),
)


def band(kappa: Coefficient) -> Band:
    """The word for a kappa as shown, with two decimals: the table has 0.00-0.20, 0.21-0.40 and so on.

    Landis & Koch 1977, "The measurement of observer agreement for categorical data", Biometrics 33, 159-174, page 165.
    The bands are arbitrary by their authors' own words ("Although these divisions are clearly arbitrary ..."), made to
    talk about one example. Other weights give other numbers, so no scale fits all (Warrens 2013, "Weighted kappas for
    3 x 3 tables", J Probab Stat 2013, 325831). A word never stands without n and exact agreement.
    """
    shown = round(kappa.value, 2)
    if shown < 0:
        return Band.POOR
    return next((word for top, word in _TOPS if shown <= top), Band.ALMOST_PERFECT)


def cautions(items: int, margins: Collection[Sequence[int]]) -> frozenset[Caution]:
    """Few items; one level with nearly all ratings in every margin (ratings per level, of each rater or of all)."""
    few = {Caution.FEW} if items < FEW_ITEMS else set()
    nearly = [{k for k, n in enumerate(margin) if n >= ONE_LEVEL_SHARE * sum(margin)} for margin in margins]
    return frozenset(few | ({Caution.ONE_LEVEL} if set.intersection(*nearly) else set()))
