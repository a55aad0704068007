"""The vocabulary of a conversation: values, answers, places, events, problems, replies, and one step.

Read this file and you know the product. Everything here is a frozen value; nothing here does anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Literal, NamedTuple, TypeAlias

QuestionId: TypeAlias = str
NOTE_LIMIT = 1000
"""Characters of a note."""
NAME_LIMIT = 200
"""Characters of each part of a document's name."""


# --- values: what a person answered --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Points:
    """A level, by its points: 0 is letter A."""

    points: int


@dataclass(frozen=True, slots=True)
class Number:
    """A typed number, exactly as typed."""

    amount: Decimal


@dataclass(frozen=True, slots=True)
class Ratio:
    """Part of whole; 65 % is 65 of 100."""

    part: Decimal
    whole: Decimal


@dataclass(frozen=True, slots=True)
class Counts:
    """Several counts; those not named are still missing while `done` is false, and nought after.

    While a finished list is being changed, `last` holds it: it counts until the change is done.
    """

    amounts: tuple[tuple[str, int], ...]
    done: bool = True
    last: tuple[tuple[str, int], ...] | None = None

    @property
    def total(self) -> int:
        """The sum of all counts."""
        return sum(amount for _, amount in self.amounts)


@dataclass(frozen=True, slots=True)
class Checklist:
    """The items ticked, in the survey's order; open while `done` is false. `last` as in `Counts`."""

    items: tuple[str, ...]
    done: bool = True
    last: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One option's id; `yes`, `no` and `not_sure` for a yes-no question; an indicator's id, or `none`."""

    option: str


@dataclass(frozen=True, slots=True)
class Month:
    """`YYYY-MM`, or `YYYY` where the question takes a bare year."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """Free words."""

    text: str = field(repr=False)


Value: TypeAlias = Points | Number | Ratio | Counts | Checklist | Choice | Month | Text


# --- answers -------------------------------------------------------------------------------------------------


class Documented(StrEnum):
    """Whether a document proves the level, by own statement."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Named:
    """A document by its name."""

    title: str = field(repr=False)
    date: str | None = None
    place: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Skipped:
    """Left open on purpose."""


@dataclass(frozen=True, slots=True)
class CannotJudge:
    """An assessor has not seen enough to rate."""

    reason: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole state of one question after a step.

    `seen` holds the points of an indicator when `documented` was said: at another level that says nothing. A computed
    indicator has no value of its own; there `seen` is set by OK, which stands only while the facts give these points.
    """

    question: QuestionId
    by: str
    at: datetime
    value: Value | None = None
    seen: int | None = None
    estimate: bool = False
    documented: Documented | None = None
    document: Named | None = None
    mark: Skipped | CannotJudge | None = None
    note: str | None = field(default=None, repr=False)
    note_shared: bool = False


Answers: TypeAlias = Mapping[QuestionId, Answer]


# --- where a session stands ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asking:
    """A question is on the card; `then` is where to go back to when it was only opened to change a fact."""

    question: QuestionId
    then: QuestionId | None = None


@dataclass(frozen=True, slots=True)
class Proving:
    """'Is that documented?' is on the card; `then` as in `Asking`."""

    question: QuestionId
    then: QuestionId | None = None


@dataclass(frozen=True, slots=True)
class Reviewing:
    """All asked; what is open and what was skipped is on the card."""


@dataclass(frozen=True, slots=True)
class Submitted:
    """Closed for ever, at this time."""

    at: datetime


Place: TypeAlias = Asking | Proving | Reviewing | Submitted


@dataclass(frozen=True, slots=True)
class Scope:
    """The questions a session asks: `full`, `express`, or the named sections or indicators and the facts they need."""

    kind: Literal["full", "express", "sections", "indicators"]
    ids: tuple[str, ...] = ()


FULL = Scope("full")
EXPRESS = Scope("express")


@dataclass(frozen=True, slots=True)
class Session:
    """One way through one survey: its kind and scope, where it stands, what was answered, what is carried."""

    kind: Literal["self", "practice", "assessment"]
    scope: Scope
    place: Place
    answers: Answers
    carried: Answers
    shown: frozenset[QuestionId] = frozenset()
    """In practice: the questions whose key or spread was shown. Their ratings are final."""


# --- events: what a person did -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Give:
    """Answers a question; on one answered before it is the edit asked for."""

    question: QuestionId
    value: Value
    estimate: bool
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Document:
    """Says whether a level is documented."""

    question: QuestionId
    state: Documented
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Name:
    """Names the document that proves a level."""

    question: QuestionId
    document: Named | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Confirm:
    """'The number is right', OK on a computed indicator, 'done' on a list; `carried`: 'still true'."""

    question: QuestionId
    by: str
    at: datetime
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Annotate:
    """Adds, changes or (None) removes a note; `shared` lets it into reports."""

    question: QuestionId
    note: str | None = field(repr=False)
    shared: bool
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Abstain:
    """An assessor can't judge this one."""

    question: QuestionId
    reason: str = field(repr=False)
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Skip:
    """Leaves the question that is being asked open; an answered one stays answered."""

    question: QuestionId
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Back:
    """To the question before this one; None: from the review to the last question."""

    question: QuestionId | None


@dataclass(frozen=True, slots=True)
class GoTo:
    """To any question on the path; None: to the review. `then`: come back to that one after the answer."""

    question: QuestionId | None
    then: QuestionId | None = None


@dataclass(frozen=True, slots=True)
class Widen:
    """To a scope that asks more; every answer is kept."""

    scope: Scope


@dataclass(frozen=True, slots=True)
class Submit:
    """Closes and dates the session."""

    by: str
    at: datetime


Event: TypeAlias = Give | Document | Name | Confirm | Annotate | Abstain | Skip | Back | GoTo | Widen | Submit


# --- problems: refusals as values, worded by the bot ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NotAChoice:
    """Nothing on the card reads like that."""


@dataclass(frozen=True, slots=True)
class NotInRange:
    """A number outside what the question takes; `whole`: no decimals here."""

    low: Decimal
    high: Decimal
    unit: str | None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class NotAMonth:
    """Not a month, or one that can't be meant here."""

    year_alone: bool
    future: bool


@dataclass(frozen=True, slots=True)
class NotADay:
    """Not a day, or one that has passed."""

    past: bool


@dataclass(frozen=True, slots=True)
class NotADate:
    """Not the day, month or year of something that exists already."""


@dataclass(frozen=True, slots=True)
class NotATime:
    """Not a time of day; `night`: one at which nobody is to be woken."""

    night: bool = False


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Could be read in these ways; the person picks one."""

    readings: tuple[Value, ...]
    estimate: bool = False


@dataclass(frozen=True, slots=True)
class TooLong:
    """More characters than fit."""

    limit: int


@dataclass(frozen=True, slots=True)
class TooMany:
    """No more of these."""

    limit: int


@dataclass(frozen=True, slots=True)
class Incomplete:
    """Needs these questions answered first."""

    missing: tuple[QuestionId, ...]


@dataclass(frozen=True, slots=True)
class OffPath:
    """The question does not apply, given the answers so far."""


@dataclass(frozen=True, slots=True)
class Final:
    """The session is submitted, or this rating was compared with the key: it can't change."""


@dataclass(frozen=True, slots=True)
class Closed:
    """Not possible in this kind of session."""


Problem: TypeAlias = (
    TooMany
    | NotAChoice
    | NotInRange
    | NotAMonth
    | NotADay
    | NotADate
    | NotATime
    | Ambiguous
    | TooLong
    | Incomplete
    | OffPath
    | Final
    | Closed
)


# --- replies: what to show, never how ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ask:
    """Show this question."""

    question: QuestionId


@dataclass(frozen=True, slots=True)
class Prove:
    """Ask whether the level is documented."""

    question: QuestionId


@dataclass(frozen=True, slots=True)
class Review:
    """Show what is open and what was skipped, before submitting."""

    open: tuple[QuestionId, ...]
    skipped: tuple[QuestionId, ...]


@dataclass(frozen=True, slots=True)
class Thank:
    """The session is submitted."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Changed:
    """An answer was replaced: say what it was and what it is."""

    question: QuestionId
    old: Answer
    new: Answer


@dataclass(frozen=True, slots=True)
class SectionDone:
    """The last open question of a section was dealt with."""

    section: str


@dataclass(frozen=True, slots=True)
class Refuse:
    """Say what is wrong and what to do next; nothing changed."""

    problem: Problem


Card: TypeAlias = Ask | Prove | Review | Thank
Reply: TypeAlias = Card | Changed | SectionDone | Refuse


class Step(NamedTuple):
    """What one event did: the session after it, the answer to store, and what to show once that is stored."""

    session: Session
    recorded: Answer | None
    replies: tuple[Reply, ...]
