"""Editions of a programme: when there is a new one, what it counts, and that no count is below five."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.editions import (
    LEAST_CLUSTERS,
    Counted,
    Edition,
    Entry,
    Group,
    Groups,
    Shares,
    counted,
    edition_due,
    edition_of,
    fifth,
    grouped,
    make_edition,
    text_of,
)
from surveys.labels import Status
from surveys.scoring import Score, score
from surveys.session import Points
from tests.surveys.drawing import QUICK
from tests.surveys.filling import filled
from tests.surveys.making import NO, answer, shipped, tiny

TEN: Counted = frozenset((cluster, cluster * 10) for cluster in range(10))


def joined(*clusters: int) -> Counted:
    return frozenset((cluster, cluster * 10) for cluster in clusters)


# --- when ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [
        (frozenset(), joined(1, 2, 3, 4), False),
        (frozenset(), joined(1, 2, 3, 4, 5), True),
        (TEN, TEN, False),
        (TEN, TEN | joined(20, 21, 22, 23), False),
        (TEN, TEN | joined(20, 21, 22, 23, 24), True),
        (TEN, TEN - joined(0), False),  # one left
        (TEN, TEN - joined(0, 1, 2, 3, 4, 5), False),  # six left
        (TEN, frozenset(), False),
        (TEN, TEN - joined(0, 1) | joined(20, 21, 22), False),  # two left, three came
        (TEN, TEN - joined(0) | joined(20, 21, 22, 23, 24), True),
        (TEN, TEN - joined(0, 1, 2, 3) | {(each, 99) for each in range(4)}, False),  # four checked anew
        (TEN, TEN - joined(0, 1, 2, 3, 4) | {(each, 99) for each in range(5)}, True),
        (TEN, TEN - joined(0, 1) | {(0, 99), (1, 99)} | joined(20, 21, 22), True),  # two anew, three came
        (
            TEN,
            frozenset((each, each * 10 - 1) for each in range(10)),
            False,
        ),  # all erased their check, an earlier one stands
        (TEN, TEN | {(0, 97), (0, 98), (0, 99), (1, 97), (1, 98)}, False),  # five checks, but of two clusters
    ],
)
def test_when_an_edition_is_due(last: Counted, now: Counted, due: bool) -> None:
    assert edition_due(last, now) is due


@QUICK
@given(st.sets(st.tuples(st.integers(0, 12), st.integers(0, 3))), st.data())
def test_leaving_never_makes_an_edition(last: set[tuple[int, int]], data: st.DataObject) -> None:
    left = data.draw(st.sets(st.sampled_from(sorted(last)))) if last else set()
    assert not edition_due(frozenset(last), frozenset(last - left))


# --- groups of five ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((1, 1, 1, 1, 0, 0), ()),
        ((0, 0, 0, 0, 0, 0), ()),
        ((5, 0, 0, 0, 0, 0), ((0, 5, 5),)),
        ((1, 1, 1, 1, 1, 4), ((0, 5, 9),)),
        ((1, 2, 2, 3, 1, 1), ((0, 2, 5), (3, 5, 5))),
        ((5, 5, 5, 5, 5, 5), tuple((at, at, 5) for at in range(6))),
        ((0, 6, 0, 0, 7, 0), ((0, 1, 6), (2, 5, 7))),
        ((9, 1, 1, 1, 1, 0), ((0, 5, 13),)),
        ((2, 9, 4, 0, 0, 8), ((0, 1, 11), (2, 5, 12))),
    ],
)
def test_neighbours_are_put_together(counts: tuple[int, ...], expected: tuple[tuple[int, int, int], ...]) -> None:
    assert grouped(places(counts), counts) == tuple(Group(*each) for each in expected)


def places(counts: Iterable[int]) -> list[int]:
    return [place for place, count in enumerate(counts) for _ in range(count)]


@QUICK
@given(st.lists(st.integers(0, 9), min_size=1, max_size=7))
def test_no_count_is_below_five_and_none_can_be_worked_out(counts: list[int]) -> None:
    found = grouped(reversed(places(counts)), counts)
    assert bool(found) is (sum(counts) >= LEAST_CLUSTERS)
    assert all(each.clusters >= LEAST_CLUSTERS for each in found)
    assert all(each.clusters == sum(counts[each.first : each.last + 1]) for each in found)
    covered = [place for each in found for place in range(each.first, each.last + 1)]
    assert covered == (list(range(len(counts))) if found else [])


@QUICK
@given(st.lists(st.integers(0, 7), min_size=1, max_size=6))
def test_there_are_as_many_groups_as_can_be(counts: list[int]) -> None:
    """Beside every way to cut the places apart."""
    most = 0
    for many in range(len(counts)):
        for cuts in combinations(range(1, len(counts)), many):
            ends = (0, *cuts, len(counts))
            if all(sum(counts[a:b]) >= LEAST_CLUSTERS for a, b in pairwise(ends)):
                most = max(most, many + 1)
    assert len(grouped(places(counts), counts)) == most


@pytest.mark.parametrize(
    ("points", "expected"),
    [(0, 0), (19, 0), (Fraction(39, 2), 0), (20, 1), (39, 1), (40, 2), (60, 3), (79, 3), (80, 4), (100, 4)],
)
def test_the_lower_end_belongs_to_a_fifth(points: int | Fraction, expected: int) -> None:
    assert fifth(Score(Fraction(points), Fraction(points), 100)) == expected


# --- what is in it -------------------------------------------------------------------------------------------

LABELS = {"bronze": Status.MET, "silver": Status.NOT_YET, "gold": Status.IN_REACH}


def entry(cluster: int, points: int, labels: Mapping[str, Status] | None = None, **open_ones: None) -> Entry:
    """A cluster with every indicator at so many points (computed ones at 5), all documented, some left open."""
    answers = {id: each for id, each in filled(points).items() if id.replace("-", "_") not in open_ones}
    return Entry(cluster, cluster * 10, score(shipped(), answers), LABELS if labels is None else labels)


def all_of(clusters: int, places: int) -> Groups:
    return (Group(0, places - 1, clusters),)


def test_an_edition_by_hand() -> None:
    """Six clusters at 2 points, five at 4: of each indicator, of dimensions by shares, in total."""
    low = [entry(at, 2, {**LABELS, "gold": Status.NOT_YET}) for at in range(6)]
    found = make_edition(shipped(), [*low, *(entry(at, 4) for at in range(6, 11))])
    assert (found.survey, found.version, found.clusters) == ("cluster-label", 1, 11)
    assert found.labels["gold"] == (Group(0, 0, 6), Group(1, 2, 5))  # not yet; in reach or met
    assert found.labels["bronze"] == found.labels["silver"] == all_of(11, 3)
    assert tuple(found.indicators) == tuple(shipped().indicators)
    assert found.indicators["strategy-review"] == (Group(0, 2, 6), Group(3, 5, 5))
    assert found.indicators["participant-number"] == all_of(11, 6)  # computed: all have 5 points
    assert list(found.dimensions) == ["structure", "governance", "financing", "strategy", "achievements"]
    assert found.dimensions["strategy"] == Shares(*[(Group(0, 2, 6), Group(3, 4, 5))] * 2)  # 40 % and 80 %
    assert found.total.claimed == (Group(0, 2, 6), Group(3, 4, 5))


def test_documented_points_are_counted_apart() -> None:
    cards = [score(shipped(), filled(4, documented=None if at < 6 else NO)) for at in range(11)]
    found = make_edition(shipped(), [Entry(at, at, card, {}) for at, card in enumerate(cards)])
    assert found.dimensions["strategy"] == Shares(claimed=all_of(11, 5), documented=all_of(5, 5))


def test_what_is_open_is_not_counted() -> None:
    some = [entry(at, 2, strategy_review=None) for at in range(6)] + [entry(at, 2) for at in range(6, 11)]
    found = make_edition(shipped(), some)
    assert found.clusters == 11
    assert found.indicators["strategy-review"] == all_of(5, 6)
    assert found.dimensions["strategy"].claimed == found.total.claimed == all_of(5, 5)
    assert found.dimensions["financing"].claimed == all_of(11, 5)
    fewer = make_edition(shipped(), some[:-1])
    assert (fewer.indicators["strategy-review"], fewer.total) == ((), Shares((), ()))


def test_checks_without_labels_are_not_counted_for_them() -> None:
    found = make_edition(shipped(), [entry(at, 2, {} if at < 2 else LABELS) for at in range(6)])
    assert found.labels == {"bronze": (), "silver": (), "gold": ()}


def test_a_dimension_without_points_in_the_total_is_left_out() -> None:
    of = tiny().model_copy(
        update={
            "sections": tuple(
                each.model_copy(
                    update={"indicators": tuple(i.model_copy(update={"scored": False}) for i in each.indicators)}
                )
                if each.id == "work"
                else each
                for each in tiny().sections
            )
        }
    )
    cards = [score(of, {"plan": answer("plan", Points(1))}) for _ in range(5)]
    found = make_edition(of, [Entry(at, at, card, {}) for at, card in enumerate(cards)])
    assert list(found.dimensions) == ["basics"]
    assert found.indicators["plan"] == all_of(5, 4)


@pytest.mark.parametrize(
    ("clusters", "message"),
    [((1, 2, 3, 4), "at least 5 clusters, not 4"), ((), "not 0"), ((1, 2, 3, 4, 5, 5), "once")],
)
def test_what_is_no_edition(clusters: tuple[int, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make_edition(shipped(), [entry(each, 2) for each in clusters])


def test_who_is_in_it_is_kept_beside_it() -> None:
    entries = [entry(at, 2) for at in range(5)]
    assert counted(entries) == joined(0, 1, 2, 3, 4)
    assert edition_due(frozenset(), counted(entries))


# --- kept ----------------------------------------------------------------------------------------------------

CARDS = {points: entry(0, points).card for points in range(6)}


@st.composite
def programmes(draw: st.DrawFn) -> list[Entry]:
    """Clusters at any level, some without labels."""
    status = st.sampled_from(Status)
    labels = st.fixed_dictionaries({}, optional={"bronze": status, "silver": status, "gold": status})
    levels = draw(st.lists(st.integers(0, 5), min_size=LEAST_CLUSTERS, max_size=14))
    return [Entry(at, at, CARDS[points], draw(labels)) for at, points in enumerate(levels)]


def groups_in(edition: Edition) -> list[Groups]:
    shares = (*edition.dimensions.values(), edition.total)
    each = [*edition.labels.values(), *edition.indicators.values()]
    return [*each, *(groups for both in shares for groups in (both.claimed, both.documented))]


@QUICK
@given(programmes(), st.data())
def test_nothing_below_five_whoever_comes_first_and_stored(entries: list[Entry], data: st.DataObject) -> None:
    found = make_edition(shipped(), entries)
    assert make_edition(shipped(), data.draw(st.permutations(entries))) == found
    assert edition_of(text_of(found)) == found
    for groups in groups_in(found):
        assert all(each.clusters >= LEAST_CLUSTERS for each in groups)
        assert sum(each.clusters for each in groups) <= found.clusters
    assert all(sum(each.clusters for each in groups) == len(entries) for groups in found.indicators.values())


def test_a_text_that_is_no_edition() -> None:
    with pytest.raises(ValueError, match="clusters"):
        edition_of('{"survey": "cluster-label", "version": 1}')
