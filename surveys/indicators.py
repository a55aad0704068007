"""What a survey file may say about indicators: their levels, what proves them, their thresholds."""

from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt, StrictStr

from surveys.definition import (
    Amount,
    Asked,
    Basis,
    ChoiceFact,
    CountsFact,
    Id,
    IndicatorFact,
    LevelFact,
    MonthFact,
    Months,
    NumberFact,
    Numeric,
    Option,
    Part,
    TextFact,
    Words,
    YesNoFact,
)


class Move(Part):
    """What one step up takes: an effort word and the shortest months, or only time."""

    effort: Id | None = None
    months: Months
    time_only: StrictBool = False


class Level(Part):
    """One observable level. `from` is included in a band, `below` is not; the outermost ends stay open."""

    points: Annotated[StrictInt, Field(ge=0, le=25)]
    text: Words
    from_: Amount | None = Field(default=None, alias="from")
    below: Amount | None = None
    step: Move | None = None


class Proof(Part):
    """A document that proves the level, and how old it may be."""

    text: Words
    max_age_months: Months | None = None


class Documenting(Part):
    """What it takes to document what is done already; `about_document`: the indicator is itself about a paper."""

    effort: Id
    months: Months
    about_document: StrictBool = False


class Example(Part):
    """A borderline case, the points of the right level, and the reason."""

    text: Words
    level: Annotated[StrictInt, Field(ge=0)]
    because: Words


class Threshold(Part):
    """Red below `points`, yellow below `green`, green from there."""

    points: Annotated[StrictInt, Field(ge=0)]
    green: Annotated[StrictInt, Field(ge=0)]
    basis: Basis
    source: Id | None = None


class Indicator(Asked):
    """One quality indicator: its levels, what proves it, how to improve, its threshold."""

    number: Annotated[StrictStr, Field(pattern=r"^\d+(\.\d+)*$")]
    why: Words
    levels: Annotated[tuple[Level, ...], Field(min_length=2, max_length=26)]
    example: Example
    proof: Annotated[tuple[Proof, ...], Field(min_length=1)]
    document: Documenting
    improve: Words
    threshold: Threshold
    silver_audit: Literal["yes", "no", "unknown"]
    scored: StrictBool = True
    express: StrictBool = False

    @property
    def most(self) -> int:
        """The points of the highest level."""
        return max(level.points for level in self.levels)

    def level(self, points: int) -> Level | None:
        """The level that is worth these points, if there is one."""
        return next((level for level in self.levels if level.points == points), None)


class LevelIndicator(Indicator):
    """Levels picked by letter. `adds`: each level adds one fact; `climbs`: they climb along one thing."""

    form: Literal["level"]
    ladder: Literal["adds", "climbs"]


class NumberIndicator(Numeric, Indicator):
    """A typed number mapped to points by bands.

    With `whole` the number is a part of that fact's total, with `part` that total is a part of the number;
    the bands are then in percent.
    """

    whole: Id | None = None
    part: Id | None = None


class RatioOf(Part):
    """The words for both numbers of a ratio."""

    part: Words
    whole: Words


class RatioIndicator(Indicator):
    """Part of whole, typed as two numbers or a percentage; bands in percent."""

    form: Literal["ratio"]
    of: RatioOf


class ChecklistIndicator(Indicator):
    """Independent facts; how many hold gives the points."""

    form: Literal["checklist"]
    items: Annotated[tuple[Option, ...], Field(min_length=2, max_length=12)]


class Quantity(Part):
    """What a computed indicator follows from: a fact's total or kinds, per another fact, or as its share in percent."""

    question: Id
    measure: Literal["total", "kinds", "groups"] = "total"
    per: Id | None = None
    share_of: Id | None = None


class ComputedIndicator(Indicator):
    """Follows from facts; has no value of its own."""

    form: Literal["computed"]
    unit: Words | None = None
    from_: Quantity = Field(alias="from")


AnyFact = Annotated[
    NumberFact | CountsFact | ChoiceFact | YesNoFact | MonthFact | TextFact | IndicatorFact | LevelFact,
    Field(discriminator="form"),
]
AnyIndicator = Annotated[
    LevelIndicator | NumberIndicator | RatioIndicator | ChecklistIndicator | ComputedIndicator,
    Field(discriminator="form"),
]
Question = (
    NumberFact
    | CountsFact
    | ChoiceFact
    | YesNoFact
    | MonthFact
    | TextFact
    | IndicatorFact
    | LevelFact
    | LevelIndicator
    | NumberIndicator
    | RatioIndicator
    | ChecklistIndicator
    | ComputedIndicator
)
