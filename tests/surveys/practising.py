"""Ratings to practise with: short ways to write them, the mill's key, a case whose points leave gaps, drawn groups."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from hypothesis import strategies as st

from surveys.case_files import CASES, in_library, read_case_folder
from surveys.cases import Case
from surveys.cohort import Trainee
from surveys.session import Documented
from surveys.survey import Survey
from surveys.training import KeyLevel, Rated, key_levels
from tests.surveys.casing import FULL, case, mill_survey
from tests.surveys.making import indicator, survey

MILL = case(FULL)
"""Its key: load 0, team 2, plan 2 (3 is defensible), talks 2, private 2. Documented: plan partly, load not asked."""
INDICATORS = ("load", "team", "plan", "talks", "private")
MOST = {"load": 2, "team": 3, "plan": 3, "talks": 2, "private": 2}
"""The mill's highest levels."""


def rated(documented: Documented | None = None, /, **points: int | None) -> dict[str, Rated]:
    """Ratings by indicator, all documented alike."""
    return {id: Rated(each, documented) for id, each in points.items()}


def mill_key() -> Mapping[str, KeyLevel]:
    return key_levels(mill_survey(), MILL)


@cache
def gaps() -> tuple[Survey, Case]:
    """Two indicators of one dimension and one of another, their levels worth 0, 2 and 5 points; and a case of them."""
    levels: list[dict[str, Any]] = [{"points": points, "text": f"Level {points}."} for points in (0, 2, 5)]
    for each in levels[1:]:
        each["step"] = {"effort": "small", "months": 1}
    sections = [
        {"id": "one", "title": "One", "indicators": [indicator(id, "1.1", levels=levels) for id in ("a", "b")]},
        {"id": "two", "title": "Two", "indicators": [indicator("c", "2.1", levels=levels)]},
    ]
    keyed = [
        {"indicator": "a", "value": 2, "defensible": 5, "defensible_because": "Nearly."},
        {"indicator": "b", "value": 0},
        {"indicator": "c", "value": 5},
    ]
    found = {
        "id": "gaps",
        "survey": {"id": "tiny", "version": 1},
        "language": "en",
        "title": "Gaps",
        "about": "Invented.",
        "judged_on": "2026-10-15",
        "minutes": 5,
        "narrative": [{"id": "facts", "title": "Facts", "text": "Some words here."}],
        "key": {"indicators": [{"reason": "So.", "quotes": ["Some words here"], **each} for each in keyed]},
    }
    return survey(*sections), Case.model_validate(found)


@cache
def shipped_case(name: str) -> tuple[Survey, Case]:
    """A case of the library with its survey."""
    found = read_case_folder(CASES / name)[0]["en"]
    of = in_library(found.survey.id, found.survey.version)
    assert of is not None
    return of, found


# --- drawn ---------------------------------------------------------------------------------------------------


def ratings() -> st.SearchStrategy[dict[str, Rated]]:
    """What one person may have rated of the mill: any of it, some of it "cannot judge"."""
    return st.fixed_dictionaries(
        {},
        optional={
            id: st.builds(Rated, st.integers(0, most) | st.none(), st.sampled_from((*Documented, None)))
            for id, most in MOST.items()
        },
    )


def groups(most: int = 16) -> st.SearchStrategy[list[Trainee]]:
    """People with ratings of both rounds, each with a number of their own."""
    people = st.lists(st.tuples(ratings(), ratings()), max_size=most)
    return people.map(lambda found: [Trainee(number, *both) for number, both in enumerate(found)])
