"""A group's ratings as released: per indicator how many gave each level, from five people on, in blocks of five.

Whoever sees a distribution of five people and later one of six knows what the sixth gave. So a release is kept as it
was and only ever grows, indicator by indicator, by blocks of at least LEAST_PEOPLE people who were not in it: whatever
two releases are laid side by side, what differs is a distribution of five people or more. That holds also when all are
done and fewer wait, and when somebody leaves or is erased (counts stay, without a name). What is disputed and hardest
and the group's coefficients come from releases alone; the shift grows in the same way. The rule is ours.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pydantic import TypeAdapter

from surveys.agreement import shift
from surveys.cohort import Round, Trainee
from surveys.session import QuestionId
from surveys.survey import Survey
from surveys.tallies import Distribution, Ratings, Tally
from surveys.training import KeyLevel, rungs

LEAST_PEOPLE = 5
"""Under so many people nothing of their ratings is shown."""


@dataclass(frozen=True, slots=True)
class Spread:
    """What was released of an indicator: how many gave each of its levels, lowest first, and who is in it, by number.

    At least LEAST_PEOPLE people; the counts add up to them.
    """

    counts: tuple[int, ...]
    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GroupShift:
    """How people moved between the rounds, over all indicators of a part: `n` pairs of ratings of at least five people.

    towards the key, away from it, across: as far off on the other side. The rest stayed.
    """

    n: int
    towards: int
    away: int
    across: int
    people: tuple[int, ...]

    @property
    def stayed(self) -> int:
        return self.n - self.towards - self.away - self.across


@dataclass(frozen=True, slots=True)
class Released:
    """All that was released of a part: its spreads in both rounds, and the shift. An indicator that is not in it waits.

    A value to be stored (`text_of`) and read back (`released_of`): once computed anew it could tell who left.
    """

    first: Mapping[QuestionId, Spread] = field(default_factory=dict)
    second: Mapping[QuestionId, Spread] = field(default_factory=dict)
    shift: GroupShift | None = None


_RELEASED = TypeAdapter(Released)


def text_of(released: Released) -> str:
    """A release as JSON text."""
    return _RELEASED.dump_json(released).decode()


def released_of(text: str) -> Released:
    """The release that a text holds. ValueError: a text that is none."""
    return _RELEASED.validate_json(text)


# --- releasing -----------------------------------------------------------------------------------------------


def first_released(
    survey: Survey, trainees: Iterable[Trainee], asked: Iterable[QuestionId], before: Released | None = None
) -> Released:
    """The first round's spread released, or after a release grown by those who have come since, where they are enough.

    Those in it before are not read again: what was shown of them stands.
    """
    old = before or Released()
    return Released(_grown(survey, trainees, asked, 1, old.first), old.second, old.shift)


def second_released(
    survey: Survey,
    trainees: Iterable[Trainee],
    asked: Iterable[QuestionId],
    key: Mapping[QuestionId, KeyLevel],
    before: Released,
) -> Released:
    """As `first_released`, of the second round, and the shift between the two."""
    group, indicators = list(trainees), list(asked)
    seconds = _grown(survey, group, indicators, 2, before.second)
    return Released(before.first, seconds, _shifted(survey, group, indicators, key, before.shift))


def _grown(
    survey: Survey,
    trainees: Iterable[Trainee],
    asked: Iterable[QuestionId],
    round: Round,
    before: Mapping[QuestionId, Spread],
) -> Mapping[QuestionId, Spread]:
    ratings = {each.id: rungs(survey, each.ratings(round)) for each in trainees}
    found = dict(before)
    for id in asked:
        grown = _with_newcomers(len(survey.indicators[id].levels), before.get(id), ratings, id)
        if grown is not None:
            found[id] = grown
    return {id: found[id] for id in survey.indicators if id in found}


def _with_newcomers(
    levels: int, before: Spread | None, ratings: Mapping[int, Ratings], id: QuestionId
) -> Spread | None:
    """One indicator's spread with all who are new; as it was while they are too few."""
    inside = frozenset(before.people if before else ())
    new = {
        person: level
        for person, each in ratings.items()
        if person not in inside and (level := each.get(id)) is not None
    }
    if len(new) < LEAST_PEOPLE:
        return before
    counts = list(before.counts) if before else [0] * levels
    for level in new.values():
        counts[level] += 1
    return Spread(tuple(counts), tuple(sorted(inside | new.keys())))


def _shifted(
    survey: Survey,
    trainees: Iterable[Trainee],
    asked: Iterable[QuestionId],
    key: Mapping[QuestionId, KeyLevel],
    before: GroupShift | None,
) -> GroupShift | None:
    """The shift with those new to it, if they are enough; who is still in the middle of the second round waits."""
    inside = frozenset(before.people if before else ())
    held = {id: key[id].rung for id in asked if id in key}
    new = [each for each in trainees if each.id not in inside and _both_rounds(each, held)]
    if len(new) < LEAST_PEOPLE:
        return before
    total = before or GroupShift(0, 0, 0, 0, ())
    moves = [shift(rungs(survey, each.first), rungs(survey, each.second), held) for each in new]
    return GroupShift(
        n=total.n + sum(each.n for each in moves),
        towards=total.towards + sum(each.towards for each in moves),
        away=total.away + sum(each.away for each in moves),
        across=total.across + sum(each.across for each in moves),
        people=tuple(sorted((*inside, *(each.id for each in new)))),
    )


def _both_rounds(trainee: Trainee, held: Iterable[QuestionId]) -> bool:
    """Whether all that was rated in the first round was rated again, some of it with a level both times."""
    first, second = trainee.first, trainee.second
    rated = [id for id in held if id in first]
    twice = all(id in second for id in rated)
    return twice and any(first[id].points is not None and second[id].points is not None for id in rated)


# --- what is computed from a release -------------------------------------------------------------------------


def distributions(spreads: Mapping[QuestionId, Spread]) -> Mapping[QuestionId, Distribution]:
    """Each released indicator's distribution, without who is in it."""
    return {id: Distribution(id, each.counts) for id, each in spreads.items()}


def tally_of(spreads: Mapping[QuestionId, Spread]) -> Tally:
    """The released counts of any parts together, on the longest scale among them, for what `surveys.tallies` and
    `surveys.group_agreement` make of them."""
    levels = max((len(each.counts) for each in spreads.values()), default=2)
    people = {person for each in spreads.values() for person in each.people}
    rows = {id: each.counts + (0,) * (levels - len(each.counts)) for id, each in spreads.items()}
    return Tally(rows, len(people), levels)
