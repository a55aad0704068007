"""What a survey file may say: sections, questions in nine forms, label rules. All values, all frozen.

Fields typed `Words` are what people read; every one of them has a translation in each language's overlay.
Fields typed `Id` are words an author chose; they never change once a version is released.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr


class Translated:
    """Marks a field whose text each language's overlay must give."""


class Alone:
    """Marks the one field of a part whose words stand in an overlay in place of the part."""


Words = Annotated[StrictStr, Translated(), Field(min_length=1)]
Id = Annotated[StrictStr, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=32)]
Basis = Literal["sourced", "inferred", "ours"]
Amount = Annotated[Decimal, Field(ge=0)]
Months = Annotated[StrictInt, Field(ge=0, le=240)]


class Part(BaseModel):
    """Every part of a survey file: frozen, and an unknown key is an author's error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Condition(Part):
    """A statement about earlier answers. Exactly one of: a question with a test, `all`, `any`, `not`.

    Tests on a question: `any_of` (option ids; yes, no, not_sure), `earlier_than` another month, or
    `at_least` / `below` on its quantity:
    points of an indicator, a number, a total of counts; `measure` picks kinds or groups of counts instead,
    `item` one count alone.
    """

    question: Id | None = None
    any_of: tuple[StrictStr, ...] | None = None
    at_least: Amount | None = None
    below: Amount | None = None
    earlier_than: Id | None = None
    measure: Literal["total", "kinds", "groups"] = "total"
    item: Id | None = None
    all_: tuple["Condition", ...] | None = Field(default=None, alias="all")
    any_: tuple["Condition", ...] | None = Field(default=None, alias="any")
    not_: "Condition | None" = Field(default=None, alias="not")

    def atoms(self) -> Iterator["Condition"]:
        """The tests on single questions in this condition, in the order written."""
        inner = (*(self.all_ or ()), *(self.any_ or ()), *((self.not_,) if self.not_ else ()))
        if self.question is not None:
            yield self
        for condition in inner:
            yield from condition.atoms()


class Source(Part):
    """Where a rule is published."""

    name: StrictStr
    url: Annotated[StrictStr, Field(pattern=r"^https?://\S+$")]


class Period(Part):
    """The time a question is about: how many months, and when they end."""

    months: Annotated[StrictInt, Field(ge=1, le=120)]
    end: Literal["today", "last_month", "last_financial_year"]


class Option(Part):
    """One thing to choose, tick or count. `group` joins categories of participants for the member-type rule."""

    id: Id
    text: Words
    group: Id | None = None


class Asked(Part):
    """What facts and indicators share: an id, the words of the card, when it applies, and who can answer it.

    `was` is the id the question had in the version before; `whom` names one of the survey's roles.
    """

    id: Id
    was: Id | None = None
    whom: Id | None = None
    title: Words
    ask: Words
    counts: Words | None = None
    why: Words | None = None
    period: Period | None = None
    when: Condition | None = None


class Fact(Asked):
    """An answer about the organisation itself. `field` names the public Bronze field it belongs to.

    `about` names the question that picks an indicator: the answer holds for that indicator only.
    """

    optional: StrictBool = False
    field: Id | None = None
    about: Id | None = None


class Numeric(Part):
    """A typed number: the range accepted, its unit, and whether 12.5 makes sense."""

    form: Literal["number"]
    unit: Words | None = None
    low: Amount
    high: Amount
    decimals: StrictBool = False


class NumberFact(Numeric, Fact):
    """A number about the organisation; `up_to` names the counts whose total it can't exceed."""

    up_to: Id | None = None


class CountsFact(Fact):
    """Several counts on one card; their sum is the quantity."""

    form: Literal["counts"]
    items: Annotated[tuple[Option, ...], Field(min_length=2, max_length=12)]
    high: Annotated[StrictInt, Field(ge=1)] = 100_000


class ChoiceFact(Fact):
    """One of several options; `alphabetical` sorts them in each language, the last one stays last."""

    form: Literal["choice"]
    alphabetical: StrictBool = False
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=26)]


class YesNoFact(Fact):
    """Yes, no, or not sure."""

    form: Literal["yes-no"]


class MonthFact(Fact):
    """A month; a bare year is accepted where `year_alone` is true. `future`: may lie ahead, as an end date does."""

    form: Literal["month"]
    year_alone: StrictBool = False
    future: StrictBool = False


class TextFact(Fact):
    """Free words, up to `high` characters."""

    form: Literal["text"]
    high: Annotated[StrictInt, Field(ge=1, le=1000)] = 200


class IndicatorFact(Fact):
    """Picks one of the survey's indicators, or none yet (the word for that is `none`)."""

    form: Literal["indicator"]
    none: Words


class LevelFact(Fact):
    """Picks a level of the indicator that the answer to `about` names."""

    form: Literal["level-of"]
    about: Id
