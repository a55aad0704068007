"""Who may see what of a cluster and of a shared check: one function, and a table in the tests says every case.

A check is shared once it is submitted, with assessors who rate it blind. Blind covers everything that tells what the
cluster thinks of itself until the assessor has submitted and the sides are shown; what is shared at all is the
owner's choice. Numbers that answer an indicator are levels here, whatever their form.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias, assert_never


class Thing(StrEnum):
    """What there is to see of a cluster. `others`: ratings of (other) assessors; `own`: one's own ratings."""

    INVITATION = "invitation"
    QUESTIONS = "questions"
    FACTS = "facts"
    PROOFS = "proofs"
    NOTES = "notes"
    LEVELS = "levels"
    DOCUMENTED = "documented"
    TOTALS = "totals"
    PLAN = "plan"
    HISTORY = "history"
    WHAT_IF = "what-if"
    OWN = "own"
    OTHERS = "others"
    DIFFERENCES = "differences"
    AGREEMENT = "agreement"
    AGENDA = "agenda"
    LOG = "log"


class Stage(StrEnum):
    """How far an invitation has come. `over`: withdrawn, past its day, refused, or closed before it was submitted."""

    INVITED = "invited"
    WAITING = "waiting"
    LET_IN = "let-in"
    SUBMITTED = "submitted"
    OVER = "over"


Role = Literal["owner", "editor", "reader"]


@dataclass(frozen=True, slots=True)
class Inside:
    """Somebody with a role in the cluster."""

    role: Role


@dataclass(frozen=True, slots=True)
class Assessor:
    """Somebody who was invited to rate a shared check."""

    stage: Stage
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who was asked single questions."""

    stage: Stage


@dataclass(frozen=True, slots=True)
class Stranger:
    """Anybody else."""


Viewer: TypeAlias = Inside | Assessor | Colleague | Stranger


@dataclass(frozen=True, slots=True)
class Shared:
    """What of a check is shared. `guided`: with what it claims, not blind; `shown`: the sides are side by side."""

    facts: bool = True
    proofs: bool = True
    notes: bool = False
    guided: bool = False
    shown: bool = False


_SIDES = frozenset({Thing.OTHERS, Thing.DIFFERENCES, Thing.AGREEMENT, Thing.AGENDA})
"""What there is once the sides are shown."""
_RESULT = frozenset({Thing.QUESTIONS, Thing.FACTS, Thing.LEVELS, Thing.DOCUMENTED, Thing.TOTALS})
_WORK = _RESULT | {Thing.PROOFS, Thing.NOTES, Thing.PLAN, Thing.HISTORY, Thing.WHAT_IF}


def may_see(viewer: Viewer, thing: Thing, shared: Shared) -> bool:
    """Whether somebody may see a thing of a cluster; of its shared check, in the case of an assessor."""
    return thing in _seen(viewer, shared)


def _seen(viewer: Viewer, shared: Shared) -> frozenset[Thing]:
    match viewer:
        case Inside(role):
            return _inside(role, shared)
        case Assessor(stage):
            return _assessor(stage, shared)
        case Colleague(Stage.INVITED | Stage.WAITING):
            return frozenset({Thing.INVITATION})
        case Colleague(Stage.LET_IN):
            return frozenset({Thing.INVITATION, Thing.QUESTIONS, Thing.OWN})
        case Colleague() | Stranger():
            return frozenset()
        case _:
            assert_never(viewer)


def _inside(role: Role, shared: Shared) -> frozenset[Thing]:
    """A reader has the result only. What assessors rated is nobody's before the sides are shown."""
    sides = (_SIDES - {Thing.AGREEMENT} if shared.guided else _SIDES) if shared.shown else frozenset()
    match role:
        case "owner":
            return _WORK | sides | {Thing.LOG}
        case "editor":
            return _WORK | sides
        case "reader":
            return _RESULT
        case _:
            assert_never(role)


def _assessor(stage: Stage, shared: Shared) -> frozenset[Thing]:
    match stage:
        case Stage.OVER:
            return frozenset()
        case Stage.INVITED | Stage.WAITING:
            return frozenset({Thing.INVITATION})
        case Stage.LET_IN if shared.shown:  # the sides were shown without this one: a rating now would not be blind
            return frozenset()
        case Stage.LET_IN | Stage.SUBMITTED:
            switched = {Thing.FACTS: shared.facts, Thing.PROOFS: shared.proofs, Thing.NOTES: shared.notes}
            seen = {Thing.INVITATION, Thing.QUESTIONS, Thing.OWN, *(each for each, on in switched.items() if on)}
            if shared.guided or shared.shown:
                seen |= {Thing.LEVELS, Thing.DOCUMENTED}
            if shared.shown:
                seen |= {Thing.TOTALS, *_SIDES} - ({Thing.AGREEMENT} if shared.guided else set())
            return frozenset(seen)
        case _:
            assert_never(stage)


def may_change(viewer: Viewer) -> bool:
    """Whether somebody may answer, name documents, and write the plan."""
    return isinstance(viewer, Inside) and viewer.role != "reader"


def may_manage(viewer: Viewer) -> bool:
    """Whether somebody may share, invite, let in, withdraw, hand over and delete."""
    return isinstance(viewer, Inside) and viewer.role == "owner"


def side_of(viewer: Viewer, shared: Shared) -> Literal["cluster", "assessors"] | None:
    """For whom somebody settles differences: the cluster, or as their lead the assessors."""
    match viewer:
        case Inside(role="owner" | "editor") if shared.shown:
            return "cluster"
        case Assessor(stage=Stage.SUBMITTED, lead=True) if shared.shown:
            return "assessors"
        case _:
            return None
