"""A cohort's ratings as the figures take them: who counts, what each has rated in which round, what was released."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from bot.rooms import Room, counts
from storage.cohorts import Part
from storage.group_ratings import RatedIn
from surveys.cohort import Trainee
from surveys.session import Points
from surveys.spreads import Released, released_of
from surveys.training import KeyLevel, Rated, key_levels


def trainees(room: Room, repeats: bool = False) -> tuple[Trainee, ...]:
    """Everybody who counts, with what they rated; of those who left only who rated anything. One pass over all.

    A first round of somebody who knew the key before is kept apart: it is in no figure. `repeats`: with it, for how
    far everybody is.
    """
    rounds: dict[tuple[int, int], dict[str, Rated]] = defaultdict(dict)
    last: dict[int, datetime] = {}
    for each in room.ratings:
        if isinstance(each.value, Points) and (repeats or not apart(each)):
            rounds[each.member, each.round][each.question] = Rated(each.value.points, each.documented)
        last[each.member] = max(each.at, last.get(each.member, each.at))
    return tuple(
        Trainee(each.id, rounds.get((each.id, 1), {}), rounds.get((each.id, 2), {}), last.get(each.id))
        for each in room.members
        if counts(each) and (each.left_at is None or each.id in last)
    )


def apart(rated: RatedIn) -> bool:
    """Whether a rating is in no figure: of a first round by somebody who knew the key. In a second round all may."""
    return rated.repeat and rated.round == 1


def mine(room: Room, round: int) -> Mapping[str, Rated]:
    """What the reader rated in a round."""
    return {
        each.question: Rated(each.value.points, each.documented)
        for each in room.ratings
        if each.member == room.me.id and each.round == round and isinstance(each.value, Points)
    }


def released(part: Part) -> Released:
    """What was released of a part."""
    return released_of(part.released) if part.released else Released()


def key_of(room: Room) -> Mapping[str, KeyLevel]:
    """The key of the case; nothing without one."""
    return key_levels(room.survey, room.case) if room.case else {}
