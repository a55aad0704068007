"""Random ratings, with missing ones, come out as scikit-learn, statsmodels and krippendorff have them."""

from collections.abc import Sequence

import krippendorff as alphas
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import fleiss_kappa

from surveys.agreement import agreement
from surveys.coefficients import Coefficient, NoVariation, TooFew
from surveys.group_agreement import Distance, different, fleiss, krippendorff, squared
from tests.surveys.drawing import QUICK
from tests.surveys.rating import Row, group, ratings, tables

TWO = st.just(2)
SOME = st.integers(2, 7)


@QUICK
@given(tables(TWO))
def test_weighted_kappa(drawn: tuple[int, Sequence[Row]]) -> None:
    levels, (first, second) = drawn
    both = [(a, b) for a, b in zip(first, second, strict=True) if a is not None and b is not None]
    found = agreement(ratings(first), ratings(second), levels)
    assert (found.n, found.cannot_judge) == (len(both), len(first) - len(both))
    match found.kappa:
        case Coefficient(value=value):
            here, there = zip(*both, strict=True)
            labels = list(range(levels))
            assert float(value) == pytest.approx(cohen_kappa_score(here, there, labels=labels, weights="quadratic"))
        case NoVariation(level=level):
            assert set(both) == {(level, level)}
        case TooFew(n=n):
            assert n == len(both) < 2


@QUICK
@given(tables(SOME, missing=False))
def test_fleiss(drawn: tuple[int, Sequence[Row]]) -> None:
    levels, rows = drawn
    tally = group(rows, levels)
    found = fleiss(tally)
    if isinstance(found, NoVariation):
        assert {level for row in rows for level in row} == {found.level}
        return
    assert isinstance(found, Coefficient)
    assert float(found.value) == pytest.approx(fleiss_kappa(np.array(list(tally.items.values())), method="fleiss"))
    assert (found.items, found.raters) == (len(rows[0]), len(rows))


@pytest.mark.parametrize(("metric", "distance"), [("ordinal", None), ("interval", squared), ("nominal", different)])
@QUICK
@given(drawn=tables(SOME))
def test_krippendorff(metric: str, distance: Distance | None, drawn: tuple[int, Sequence[Row]]) -> None:
    levels, rows = drawn
    found = krippendorff(group(rows, levels), distance)
    assume(isinstance(found, Coefficient))
    assert isinstance(found, Coefficient)
    data = np.array([[np.nan if level is None else level for level in row] for row in rows])
    theirs = alphas.alpha(data, value_domain=list(range(levels)), level_of_measurement=metric)
    assert float(found.value) == pytest.approx(theirs)
    assert found.items == sum(sum(level is not None for level in column) > 1 for column in zip(*rows, strict=True))
    assert found.raters == sum(any(level is not None for level in row) for row in rows)


@QUICK
@given(tables(SOME))
def test_krippendorff_has_no_number_only_where_nothing_varies(drawn: tuple[int, Sequence[Row]]) -> None:
    levels, rows = drawn
    columns = [[level for level in column if level is not None] for column in zip(*rows, strict=True)]
    paired = [column for column in columns if len(column) > 1]
    match krippendorff(group(rows, levels)):
        case TooFew(n=n):
            assert n == len(paired) < 2
        case NoVariation(level=level):
            assert {each for column in paired for each in column} == {level}
        case Coefficient():
            assert len(paired) > 1
            assert len({each for column in paired for each in column}) > 1
