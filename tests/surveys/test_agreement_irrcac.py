"""AC1, AC2 and Fleiss' kappa with missing ratings come out as in irrCAC, by the author of AC1."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from surveys.agreement import agreement
from surveys.coefficients import Coefficient, Corrected
from surveys.group_agreement import Distance, different, fleiss, gwet, squared
from tests.surveys.drawing import QUICK
from tests.surveys.rating import Row, group, ratings, tables

raw = pytest.importorskip("irrCAC.raw", reason="irrCAC can only be installed under Python before 3.13")
pandas = pytest.importorskip("pandas", reason="comes with irrCAC")
WEIGHTS = pytest.mark.parametrize(("weights", "distance"), [("quadratic", squared), ("identity", different)])
SOME = st.integers(2, 7)


def theirs(rows: Sequence[Row], levels: int, weights: str = "identity") -> Any:
    items = [[np.nan if level is None else float(level) for level in column] for column in zip(*rows, strict=True)]
    # irrCAC drops items without any rating as well, but in a way that pandas warns about.
    frame = pandas.DataFrame([item for item in items if not np.isnan(item).all()])
    return raw.CAC(frame, weights=weights, categories=[float(level) for level in range(levels)])


def number(found: Corrected) -> float:
    assume(isinstance(found, Coefficient))
    assert isinstance(found, Coefficient)
    return float(found.value)


@WEIGHTS
@QUICK
@given(drawn=tables(SOME))
def test_gwet(weights: str, distance: Distance, drawn: tuple[int, Sequence[Row]]) -> None:
    levels, rows = drawn
    ours = number(gwet(group(rows, levels), distance))
    assert ours == pytest.approx(theirs(rows, levels, weights).gwet()["est"]["coefficient_value"], abs=1e-5)


@QUICK
@given(drawn=tables(SOME))
def test_fleiss_with_missing_ratings(drawn: tuple[int, Sequence[Row]]) -> None:
    levels, rows = drawn
    ours = number(fleiss(group(rows, levels)))
    assert ours == pytest.approx(theirs(rows, levels).fleiss()["est"]["coefficient_value"], abs=1e-5)


@WEIGHTS
@QUICK
@given(drawn=tables(st.just(2)))
def test_two_raters(weights: str, distance: Distance, drawn: tuple[int, Sequence[Row]]) -> None:
    levels, (first, second) = drawn
    found = agreement(ratings(first), ratings(second), levels)
    ours = number(found.ac2 if distance is squared else found.ac1)
    both = [(a, b) for a, b in zip(first, second, strict=True) if a is not None and b is not None]
    rows = [list(row) for row in zip(*both, strict=True)]
    assert ours == pytest.approx(theirs(rows, levels, weights).gwet()["est"]["coefficient_value"], abs=1e-5)
