"""What a practice case may say: an invented cluster's story and documents, and the key it is rated by.

All values, all frozen, as in `surveys.definition`; every `Words` field has a translation in each language's overlay.
"""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StrictInt, StrictStr, WithJsonSchema
from pydantic_core import PydanticCustomError

from surveys.definition import Alone, Id, Part, Words
from surveys.labels import Status


def _day(written: object) -> object:
    """A day, of all that pydantic would take for one only as an author writes it."""
    if isinstance(written, date):
        return written
    try:
        if isinstance(written, str) and len(written) == len("2026-10-15"):
            return date.fromisoformat(written)
    except ValueError:
        pass
    raise PydanticCustomError("day_type", "no day")


def _year(written: object) -> object:
    """A year alone is a number in YAML."""
    return str(written) if type(written) is int else written


CaseId = Annotated[StrictStr, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=24)]
Day = Annotated[date, BeforeValidator(_day)]
Dated = Annotated[
    StrictStr,
    Field(pattern=r"^[12][0-9]{3}(-(0[1-9]|1[0-2]))?$"),
    BeforeValidator(_year),
    WithJsonSchema(
        {"anyOf": [{"type": "string", "pattern": "^[12][0-9]{3}(-(0[1-9]|1[0-2]))?$"}, {"type": "integer"}]}
    ),
]
Given = Annotated[Any, WithJsonSchema({"type": ["string", "integer", "number", "object"]})]
"""A value as an author writes it; what it means depends on the form of its question (`surveys.given`)."""


class Rates(Part):
    """The survey version that a case is written for."""

    id: Id
    version: Annotated[StrictInt, Field(ge=1)]


class Passage(Part):
    """A part of the story that fits one message."""

    id: Id
    title: Words
    text: Words


class Exhibit(Part):
    """A document that an assessor would be shown: its month or year, and what it shows."""

    id: Id
    title: Words
    dated: Dated
    shows: Words


class Keyed(Part):
    """One indicator's value in the key: how far documented and by what, why, and what could be defended too.

    `defensible` is the points of a neighbouring level. `quotes` stand word for word in the case.
    """

    indicator: Id
    value: Given
    documented: Literal["yes", "partly", "no"] | None = None
    documents: tuple[Id, ...] = ()
    reason: Words
    quotes: Annotated[tuple[Words, ...], Field(min_length=1, max_length=3)]
    defensible: StrictInt | None = None
    defensible_because: Words | None = None

    @property
    def id(self) -> str:
        """The indicator, by which an overlay keys the words."""
        return self.indicator


class Key(Part):
    """What is true of the cluster: its facts, and every rated indicator in the survey's order."""

    facts: Annotated[Mapping[Id, Given], Field(default={})]
    indicators: Annotated[tuple[Keyed, ...], Field(min_length=1), Alone()]


class Topic(Part):
    """A question for the group to discuss."""

    id: Id
    text: Words


class Case(Part):
    """A practice case in one language. A short one names the `indicators` rated and has neither facts nor outcome."""

    id: CaseId
    survey: Rates
    language: Annotated[StrictStr, Field(pattern=r"^[a-z]{2}$")]
    title: Words
    about: Words
    sector: Id | None = None
    country: Id | None = None
    judged_on: Day
    minutes: Annotated[StrictInt, Field(ge=1, le=600)]
    indicators: Annotated[tuple[Id, ...], Field(min_length=1)] | None = None
    outcome: Mapping[Id, Status] | None = None
    narrative: Annotated[tuple[Passage, ...], Field(min_length=1, max_length=20)]
    documents: Annotated[tuple[Exhibit, ...], Field(max_length=40)] = ()
    key: Key
    questions: Annotated[tuple[Topic, ...], Field(max_length=10)] = ()

    @property
    def short(self) -> bool:
        """Whether only some indicators are rated."""
        return self.indicators is not None

    @cached_property
    def keyed(self) -> Mapping[str, Keyed]:
        """The key's entry of each indicator; the first, should one stand there twice."""
        return {each.id: each for each in reversed(self.key.indicators)}

    @cached_property
    def exhibits(self) -> Mapping[str, Exhibit]:
        """Every document by id."""
        return {each.id: each for each in self.documents}
