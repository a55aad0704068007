"""What a group's board may show of a part: one line an indicator, what is hardest and most disputed, how far all agree.

The only door to a group's ratings: everything behind it comes from what was released and from how many have rated, so
no drawing or file can tell more. Names and single ratings are not in it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from surveys.coefficients import Corrected
from surveys.cohort import Sight, Trainee, rated_counts
from surveys.group_agreement import fleiss, krippendorff
from surveys.session import QuestionId
from surveys.spreads import GroupShift, Released, Spread, distributions, tally_of
from surveys.tallies import Distribution, Hardness, hardest
from surveys.training import KeyLevel

LISTED = 3
"""How many of the hardest and of the most disputed are named (ours)."""


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One indicator: how many have rated it by now, and what was released; None is not released, or under five people.

    `spread` stands as it was released, so it may hold fewer than have rated by now. `exact` of its n gave the key's
    level; levels count from the lowest, 0.
    """

    indicator: QuestionId
    rated: int
    rated_again: int
    spread: Distribution | None = None
    second: Distribution | None = None
    key: KeyLevel | None = None
    exact: int | None = None
    exact_again: int | None = None


@dataclass(frozen=True, slots=True)
class GroupAgreement:
    """How far a group agrees with itself, whatever the key: each coefficient says from how many items and raters."""

    fleiss: Corrected
    alpha: Corrected
    """Krippendorff's, ordinal."""


@dataclass(frozen=True, slots=True)
class Board:
    """A part as a group may see it; `joined` people count. None and empty: not released, or too few.

    hardest and disputed: at most LISTED of the first round, and none on which all were exact or of one mind.
    """

    joined: int
    lines: tuple[BoardLine, ...]
    hardest: tuple[Hardness, ...]
    disputed: tuple[Distribution, ...]
    agreement: GroupAgreement | None
    shift: GroupShift | None


def board(
    trainees: Collection[Trainee],
    asked: Collection[QuestionId],
    released: Released,
    key: Mapping[QuestionId, KeyLevel],
    sights: Collection[Sight],
) -> Board:
    """The board of these indicators for whoever has these sights (`surveys.cohort.visible`)."""
    first = _of(released.first, asked) if Sight.SPREAD in sights else {}
    second = _of(released.second, asked) if Sight.SECOND in sights else {}
    held = {id: key[id] for id in asked if id in key}
    judged = held if Sight.EXACT in sights else {}
    once, again = distributions(first), distributions(second)
    rated, rated_again = rated_counts(trainees, asked), rated_counts(trainees, asked, 2)
    lines = tuple(
        BoardLine(
            indicator=id,
            rated=rated[id],
            rated_again=rated_again[id],
            spread=once.get(id),
            second=again.get(id),
            key=held.get(id) if Sight.KEY in sights else None,
            exact=_exact(once.get(id), judged.get(id)),
            exact_again=_exact(again.get(id), judged.get(id)),
        )
        for id in asked
    )
    return Board(
        joined=len(trainees),
        lines=lines,
        hardest=_hardest(first, judged),
        disputed=_disputed(once.values()),
        agreement=agreement_within(first) if first else None,
        shift=released.shift if Sight.SHIFT in sights else None,
    )


def agreement_within(spreads: Mapping[QuestionId, Spread]) -> GroupAgreement:
    """A group's coefficients over released indicators, of one part or of several together."""
    group = tally_of(spreads)
    return GroupAgreement(fleiss(group), krippendorff(group))


def _hardest(spreads: Mapping[QuestionId, Spread], key: Mapping[QuestionId, KeyLevel]) -> tuple[Hardness, ...]:
    rungs = {id: key[id].rung for id in spreads if id in key}
    return tuple(each for each in hardest(tally_of(spreads), rungs) if each.missed)[:LISTED]


def _disputed(found: Iterable[Distribution]) -> tuple[Distribution, ...]:
    """Each indicator is measured on its own levels, however many others have."""
    apart = [(each.spread, each) for each in found if each.spread]
    return tuple(each for _, each in sorted(apart, key=lambda pair: pair[0], reverse=True))[:LISTED]


def _of(spreads: Mapping[QuestionId, Spread], asked: Collection[QuestionId]) -> Mapping[QuestionId, Spread]:
    return {id: spreads[id] for id in asked if id in spreads}


def _exact(found: Distribution | None, key: KeyLevel | None) -> int | None:
    return None if found is None or key is None else found.counts[key.rung]
