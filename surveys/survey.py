"""A whole survey: one version, in one language, with ways to find its parts."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, StrictInt, StrictStr

from surveys.definition import Id, Part, Source, Words
from surveys.indicators import AnyFact, AnyIndicator, Indicator, Question
from surveys.rules import AnyLabel, Contradiction, Effort, Eligibility, Evidence, Express, Meanings, Role


class Section(Part):
    """A part of the survey: facts or indicators, asked in this order."""

    id: Id
    number: StrictStr | None = None
    title: Words
    questions: Annotated[tuple[AnyFact, ...], Field(default=())]
    indicators: Annotated[tuple[AnyIndicator, ...], Field(default=())]

    @property
    def asked(self) -> tuple[Question, ...]:
        """All questions of the section, in order."""
        return (*self.questions, *self.indicators)


class Survey(Part):
    """One version of a survey. A released version never changes; a later one is a new folder."""

    id: Id
    version: Annotated[StrictInt, Field(ge=1)]
    status: Literal["draft", "released"]
    fingerprint: StrictStr | None = None
    language: Annotated[StrictStr, Field(pattern=r"^[a-z]{2}$")]
    title: Words
    about: Words
    points: Words
    sources: Mapping[Id, Source]
    roles: tuple[Role, ...] = ()
    efforts: Annotated[tuple[Effort, ...], Field(min_length=1)]
    evidence: Evidence
    meanings: Meanings
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    eligibility: Eligibility
    labels: Mapping[Id, AnyLabel]
    express: Express | None = None
    contradictions: tuple[Contradiction, ...] = ()

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by id, in the order asked."""
        return {question.id: question for section in self.sections for question in section.asked}

    @cached_property
    def indicators(self) -> Mapping[str, Indicator]:
        """Every indicator by id, in the order asked."""
        return {id: question for id, question in self.questions.items() if isinstance(question, Indicator)}

    @cached_property
    def homes(self) -> Mapping[str, Section]:
        """The section of each question."""
        return {question.id: section for section in self.sections for question in section.asked}

    @property
    def out_of(self) -> int:
        """The points of a survey answered with every highest level; unscored indicators add none."""
        return sum(indicator.most for indicator in self.indicators.values() if indicator.scored)
