"""A programme's results over real self-checks, in editions: counts of at least five clusters, renewed by fives.

Only clusters whose managers consented to totals are in it; who they are is kept beside an edition, never in it.
Between editions nothing moves: somebody who leaves or erases a check makes no new one, and everything that is shown or
exported comes from the last.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from pydantic import TypeAdapter

from surveys.labels import Status
from surveys.scoring import Score, Scorecard
from surveys.session import QuestionId
from surveys.survey import Survey
from surveys.training import rung

LEAST_CLUSTERS = 5
"""Under so many clusters no count is shown, and by so many a new edition must differ from the last."""
FIFTHS = 5
"""Shares of points are counted in fifths: 0 % and more, 20 %, 40 %, 60 %, 80 % and more."""
STATUSES = (Status.NOT_YET, Status.IN_REACH, Status.MET)
"""The order in which a label's statuses are counted."""
Counted: TypeAlias = frozenset[tuple[int, int]]
"""The clusters of an edition, each with the session that stands for it."""


def edition_due(last: Counted, now: Counted) -> bool:
    """Whether a new edition may be made: at least LEAST_CLUSTERS clusters joined or have a later check since the last.

    Who left counts for nothing here, and so does whose earlier check stands again because the one counted was erased:
    numbers of sessions grow, so a later check has a higher one. `last` is empty before the first edition, and holds
    erased checks too, or clusters that lost one would seem to have joined.
    """
    before: dict[int, int] = {}
    for cluster, session in last:
        before[cluster] = max(session, before.get(cluster, session))
    return len({cluster for cluster, session in now if session > before.get(cluster, -1)}) >= LEAST_CLUSTERS


@dataclass(frozen=True, slots=True)
class Entry:
    """A cluster's submitted check, scored. `labels` is empty where the check does not ask all that a label needs."""

    cluster: int
    session: int
    card: Scorecard
    labels: Mapping[str, Status]


@dataclass(frozen=True, slots=True)
class Group:
    """So many clusters stand on these neighbouring places, the first to the last of them included."""

    first: int
    last: int
    clusters: int


Groups: TypeAlias = tuple[Group, ...]
"""Every place, lowest first, in groups of at least LEAST_CLUSTERS; empty if there are fewer clusters in all."""


@dataclass(frozen=True, slots=True)
class Shares:
    """Points as a share of the maximum, in fifths, claimed and documented. Only of clusters with nothing open in it."""

    claimed: Groups
    documented: Groups


@dataclass(frozen=True, slots=True)
class Edition:
    """What a programme sees until the next edition: `clusters` in all, and how they lie.

    labels: places in STATUSES. indicators: places of levels as claimed, lowest 0; an open one is not counted.
    dimensions and total: fifths. Each groups the clusters it could count, so their sums may be below `clusters`.
    """

    survey: str
    version: int
    clusters: int
    labels: Mapping[str, Groups]
    indicators: Mapping[QuestionId, Groups]
    dimensions: Mapping[str, Shares]
    total: Shares


def make_edition(survey: Survey, entries: Collection[Entry]) -> Edition:
    """The edition of these checks, all of this survey version; the order of entries makes no difference.

    ValueError: fewer than LEAST_CLUSTERS clusters, or a cluster twice.
    """
    if len({each.cluster for each in entries}) < len(entries):
        raise ValueError("a cluster stands in an edition once")
    if len(entries) < LEAST_CLUSTERS:
        raise ValueError(f"an edition has at least {LEAST_CLUSTERS} clusters, not {len(entries)}")
    cards = [each.card for each in entries]
    return Edition(
        survey=survey.id,
        version=survey.version,
        clusters=len(entries),
        labels={
            label: grouped((STATUSES.index(each.labels[label]) for each in entries if label in each.labels), STATUSES)
            for label in survey.labels
        },
        indicators={id: _levels(survey, cards, id) for id in survey.indicators},
        dimensions={
            section.id: _shares([card.sections[section.id] for card in cards])
            for section in survey.sections
            if any(indicator.scored for indicator in section.indicators)
        },
        total=_shares([(card.claimed, card.evidenced) for card in cards]),
    )


def counted(entries: Iterable[Entry]) -> Counted:
    """Who is in an edition, to be kept beside it."""
    return frozenset((each.cluster, each.session) for each in entries)


def grouped(places: Iterable[int], of: Sequence[object]) -> Groups:
    """How many stand on each place, neighbours put together from the lowest until LEAST_CLUSTERS stand in every group.

    What is left at the top joins the group below it. So no count under LEAST_CLUSTERS is shown, none can be worked out
    from the others, and there are as many groups as that allows.
    """
    counts = [0] * len(of)
    for place in places:
        counts[place] += 1
    found: list[Group] = []
    first = many = 0
    for place, count in enumerate(counts):
        many += count
        if many >= LEAST_CLUSTERS:
            found.append(Group(first, place, many))
            first, many = place + 1, 0
    if not found:
        return ()
    below = found.pop()
    return (*found, Group(below.first, len(counts) - 1, below.clusters + many))


def _levels(survey: Survey, cards: Iterable[Scorecard], id: QuestionId) -> Groups:
    indicator = survey.indicators[id]
    claimed = [card.indicators[id].claimed for card in cards]
    return grouped((rung(indicator, int(each.low)) for each in claimed if each.exact), indicator.levels)


def _shares(scores: Sequence[tuple[Score, Score]]) -> Shares:
    """Of claimed and documented points."""
    claimed, documented = (
        grouped((fifth(pair[side]) for pair in scores if pair[side].exact), range(FIFTHS)) for side in (0, 1)
    )
    return Shares(claimed, documented)


def fifth(found: Score) -> int:
    """The fifth that a share of points lies in, 0 to 4; its lower end belongs to it, and all points to the highest."""
    return min(int(found.low * FIFTHS // found.out_of), FIFTHS - 1)


_EDITION = TypeAdapter(Edition)


def text_of(edition: Edition) -> str:
    """An edition as JSON text."""
    return _EDITION.dump_json(edition).decode()


def edition_of(text: str) -> Edition:
    """The edition that a text holds. ValueError: a text that is none."""
    return _EDITION.validate_json(text)
