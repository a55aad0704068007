"""Settling differences: one side proposes a rating with a reason, the other accepts. All originals stay as they are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, TypeAlias, assert_never

from surveys.labels import Status, statuses
from surveys.review import Rating, as_assessed, compare, ratings, with_rating
from surveys.scoring import Scorecard, score
from surveys.session import Answer, Answers, Closed, NotAChoice, Problem, QuestionId, TooLong
from surveys.survey import Survey

REASON_LIMIT = 500
"""Characters of a reason."""
Side: TypeAlias = Literal["cluster", "assessors"]


@dataclass(frozen=True, slots=True)
class Proposed:
    """A side says what an indicator is to be, and why."""

    question: QuestionId
    side: Side
    rating: Rating
    reason: str = field(repr=False)
    at: datetime


@dataclass(frozen=True, slots=True)
class Accepted:
    """A side agrees with what the other one proposed: with exactly this rating, not with a later one."""

    question: QuestionId
    side: Side
    rating: Rating
    at: datetime


Move: TypeAlias = Proposed | Accepted


@dataclass(frozen=True, slots=True)
class Settlement:
    """Where an indicator stands between both sides: what is proposed, and since when the other side agrees."""

    proposal: Proposed
    accepted_at: datetime | None = None


Settlements: TypeAlias = Mapping[QuestionId, Settlement]


def moved(survey: Survey, before: Settlements, move: Move) -> Settlements | Problem:
    """The settlements after a move, or why it can't be.

    Whoever proposes anew, either side, withdraws the acceptance; the very same proposal by the same side changes
    nothing. Nobody accepts their own proposal, or one that has changed since they saw it.
    """
    held = before.get(move.question)
    match move:
        case Proposed(question, side, rating, reason):
            problem = _problem(survey, question, rating, reason)
            if problem:
                return problem
            if held and (held.proposal.side, held.proposal.rating, held.proposal.reason) == (side, rating, reason):
                return before
            return {**before, question: Settlement(move)}
        case Accepted(question, side, rating, at):
            if held is None or held.proposal.side == side or held.proposal.rating != rating:
                return Closed()
            return {**before, question: Settlement(held.proposal, held.accepted_at or at)}
        case _:
            assert_never(move)


def _problem(survey: Survey, question: QuestionId, rating: Rating, reason: str) -> Problem | None:
    indicator = survey.indicators.get(question)
    if indicator is None or rating.points is None or indicator.level(rating.points) is None:
        return NotAChoice()
    if (rating.points > 0) != (rating.documented is not None):
        return NotAChoice()
    if not reason.strip():
        return NotAChoice()
    return TooLong(REASON_LIMIT) if len(reason) > REASON_LIMIT else None


def settlements(survey: Survey, moves: Iterable[Move]) -> Settlements:
    """Where all moves lead, oldest first; one that could not be made is left out."""
    held: Settlements = {}
    for move in moves:
        after = moved(survey, held, move)
        if isinstance(after, Mapping):
            held = after
    return held


# --- readiness, seen from each side --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Standing:
    """The labels and the points as one side sees them."""

    labels: Mapping[str, Status]
    scorecard: Scorecard


@dataclass(frozen=True, slots=True)
class Standings:
    """The check as it was submitted, as each assessor sees it, and as both sides agree.

    `to_settle`: on how many indicators nothing is agreed yet; these are open in `agreed`.
    """

    own: Standing
    assessors: tuple[Standing, ...]
    agreed: Standing
    to_settle: int


def standings(
    survey: Survey, own: Answers, assessments: Sequence[Answers], ids: Sequence[QuestionId], held: Settlements,
    on: date, at: datetime,
) -> Standings:  # fmt: skip
    """Points and labels from each side. In `agreed` count settled ratings and those on which everybody says the same.

    What no assessor judged is nobody's agreement, so it is open there until it is settled. Facts are the cluster's.
    """
    theirs = tuple(_standing(survey, as_assessed(survey, own, each, ids, at), on) for each in assessments)
    found = compare(survey, own, assessments, ids, on)
    mine = ratings(survey, own, ids)
    agreed: dict[QuestionId, Answer] = dict(own)
    waiting = 0
    for id in ids:
        settled = held.get(id)
        if settled and settled.accepted_at:
            agreed = with_rating(agreed, id, settled.proposal.rating, at)
        elif id in found.same:
            agreed = with_rating(agreed, id, mine[id], at)
        else:
            waiting += 1
            agreed.pop(id, None)
    return Standings(_standing(survey, own, on), theirs, _standing(survey, agreed, on), waiting)


def _standing(survey: Survey, answers: Answers, on: date) -> Standing:
    return Standing(statuses(survey, answers, on), score(survey, answers))
