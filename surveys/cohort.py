"""A group that practises one case together: who is how far, who is stuck, and who may see what after which release."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal, TypeAlias, assert_never

from surveys.session import QuestionId
from surveys.training import Rated

IDLE = timedelta(minutes=10)
"""Whoever does nothing for so long in the middle of a round looks stuck (ours)."""
Round: TypeAlias = Literal[1, 2]


@dataclass(frozen=True, slots=True)
class Trainee:
    """Somebody who joined and counts (a trainer who rehearses does not), with the ratings of both rounds.

    `id` is never given to anybody else, also after somebody left. `last`: when they last did anything; None for who
    only joined, or is on paper.
    """

    id: int
    first: Mapping[QuestionId, Rated] = field(default_factory=dict)
    second: Mapping[QuestionId, Rated] = field(default_factory=dict)
    last: datetime | None = None

    def ratings(self, round: Round) -> Mapping[QuestionId, Rated]:
        """The ratings of one of the two rounds."""
        return self.first if round == 1 else self.second


# --- for the trainer: how far each one is --------------------------------------------------------------------


class Stage(StrEnum):
    """Where somebody is in a round: joined and nothing rated, going, stuck (in the middle and idle), or done."""

    JOINED = "joined"
    GOING = "going"
    STUCK = "stuck"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Headway:
    """How far one person is: rated of so many, "cannot judge" included."""

    id: int
    rated: int
    of: int
    last: datetime | None
    stage: Stage


def headway(
    trainees: Iterable[Trainee], asked: Collection[QuestionId], now: datetime, round: Round = 1, idle: timedelta = IDLE
) -> tuple[Headway, ...]:
    """How far each one is with the indicators that are open, in the order given. What is not asked does not count.

    Whoever has rated nothing is not stuck but has not begun. Nobody is done while nothing is asked.
    """
    return tuple(_headway(each, asked, now, round, idle) for each in trainees)


def _headway(trainee: Trainee, asked: Collection[QuestionId], now: datetime, round: Round, idle: timedelta) -> Headway:
    ratings = trainee.ratings(round)
    rated, of = sum(id in ratings for id in asked), len(asked)
    if not rated:
        stage = Stage.JOINED
    elif rated == of:
        stage = Stage.DONE
    else:
        stage = Stage.STUCK if trainee.last is not None and now - trainee.last >= idle else Stage.GOING
    return Headway(trainee.id, rated, of, trainee.last, stage)


def stages(found: Iterable[Headway]) -> Mapping[Stage, int]:
    """How many are at each stage; they add up to all who joined."""
    counts = dict.fromkeys(Stage, 0)
    for each in found:
        counts[each.stage] += 1
    return counts


def rated_counts(
    trainees: Iterable[Trainee], asked: Collection[QuestionId], round: Round = 1
) -> Mapping[QuestionId, int]:
    """How many have given each indicator a level; the only figures on ratings that need no release."""
    counts = dict.fromkeys(asked, 0)
    for trainee in trainees:
        for id, each in trainee.ratings(round).items():
            if id in counts and each.points is not None:
                counts[id] += 1
    return counts


# --- who may see what ----------------------------------------------------------------------------------------


class Viewer(StrEnum):
    """Who looks: a trainer at their own page, everybody at the wall (and its files), somebody at their own chat."""

    TRAINER = "trainer"
    WALL = "wall"
    TRAINEE = "trainee"


class Sight(StrEnum):
    """What there is to see of a part.

    people: who joined, how far each is. own: one's own ratings. rated: how many have rated. spread: the distribution of
    the first round, what is disputed, the group's coefficients. second: the same of the second round. key: level and
    reason. exact: how many gave the key's level, what is hardest. shift: from the first round to the second.
    """

    PEOPLE = "people"
    OWN = "own"
    RATED = "rated"
    SPREAD = "spread"
    SECOND = "second"
    KEY = "key"
    EXACT = "exact"
    SHIFT = "shift"


@dataclass(frozen=True, slots=True)
class Release:
    """What a trainer has released of a part; each by itself. `second` is the spread of the second round."""

    spread: bool = False
    key: bool = False
    second: bool = False


def visible(viewer: Viewer, release: Release) -> frozenset[Sight]:
    """What somebody may see of a part. A trainer knows the key, and sees no more of the ratings than the wall does.

    Exact shares say something of the ratings and of the key, so they need both releases; the shift needs the second
    spread too. A spread is hidden under five people besides (`surveys.spreads`). That a person in a cohort with
    feedback after each rating has seen a key already is a matter of their own session.
    """
    found = {Sight.RATED}
    match viewer:
        case Viewer.TRAINER:
            found |= {Sight.PEOPLE, Sight.KEY}
        case Viewer.TRAINEE:
            found |= {Sight.OWN}
        case Viewer.WALL:
            pass
        case _:
            assert_never(viewer)
    needed = {
        Sight.SPREAD: release.spread,
        Sight.SECOND: release.second,
        Sight.KEY: release.key,
        Sight.EXACT: release.key and release.spread,
        Sight.SHIFT: release.key and release.spread and release.second,
    }
    return frozenset(found | {sight for sight, released in needed.items() if released})
