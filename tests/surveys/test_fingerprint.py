"""The fingerprint of a released version: moved by everything that scores, by nothing else."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from surveys.checks.release import release_findings
from surveys.files import LIBRARY, load
from surveys.fingerprint import fingerprint
from surveys.survey import Survey

LOADED = load(LIBRARY / "cluster-label" / "1")
SURVEY = LOADED.survey
STRATEGY = 5  # the section of dimension 4


def changed(**values: Any) -> Survey:
    return SURVEY.model_copy(update=values)


def with_indicator(change: Callable[[Any], Any]) -> Survey:
    """The survey with one indicator changed."""
    section = SURVEY.sections[STRATEGY]
    first, *rest = section.indicators
    changed_section = section.model_copy(update={"indicators": (change(first), *rest)})
    sections = (*SURVEY.sections[:STRATEGY], changed_section, *SURVEY.sections[STRATEGY + 1 :])
    return changed(sections=sections)


def update(**values: Any) -> Callable[[Any], Any]:
    return lambda part: part.model_copy(update=values)


def level(**values: Any) -> Callable[[Any], Any]:
    return lambda indicator: indicator.model_copy(
        update={"levels": (indicator.levels[0].model_copy(update=values), *indicator.levels[1:])}
    )


def threshold(indicator: Any) -> Any:
    return indicator.model_copy(update={"threshold": indicator.threshold.model_copy(update={"points": 1})})


@pytest.mark.parametrize(
    "other",
    [
        with_indicator(update(id="another")),
        with_indicator(update(silver_audit="no")),
        with_indicator(update(scored=False)),
        with_indicator(update(express=True)),
        with_indicator(level(points=1)),
        with_indicator(level(text="Something else is true.")),
        with_indicator(level(below=Decimal(3))),
        with_indicator(threshold),
        changed(evidence=SURVEY.evidence.model_copy(update={"partly": 60})),
        changed(version=2),
        changed(eligibility=SURVEY.eligibility.model_copy(update={"criteria": SURVEY.eligibility.criteria[1:]})),
        changed(sections=SURVEY.sections[1:]),
    ],
)
def test_what_scores_moves_it(other: Survey) -> None:
    assert fingerprint(other) != fingerprint(SURVEY)


@pytest.mark.parametrize(
    "other",
    [
        changed(title="Another title"),
        changed(about="Other words."),
        changed(contradictions=()),
        changed(status="draft"),
        changed(fingerprint="0"),
        changed(sources={}),
        with_indicator(update(ask="Which is it?")),
        with_indicator(update(why="Because.")),
        with_indicator(update(improve="Do it.")),
        with_indicator(update(proof=())),
        with_indicator(level(step=None)),
    ],
)
def test_a_slip_of_the_pen_does_not(other: Survey) -> None:
    assert fingerprint(other) == fingerprint(SURVEY)


def test_the_shipped_version_is_released_and_unchanged() -> None:
    assert SURVEY.status == "released"
    assert SURVEY.fingerprint == fingerprint(SURVEY)


def test_a_release_without_fingerprint_is_told_its_own() -> None:
    (found,) = release_findings(changed(fingerprint=None))
    assert found.code == "V01"
    assert f"`fingerprint: {fingerprint(SURVEY)}`" in found.message


def test_a_release_that_changed_must_become_a_new_version() -> None:
    (found,) = release_findings(with_indicator(threshold))
    assert (found.code, found.path) == ("V02", ("fingerprint",))
    assert "copy the folder to version 2" in found.message


def test_a_draft_may_change() -> None:
    assert list(release_findings(with_indicator(threshold).model_copy(update={"status": "draft"}))) == []
