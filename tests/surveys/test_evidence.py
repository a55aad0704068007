"""What is missing of the lists of proofs, how old proofs may be, what a gap is worth; dates of what exists."""

from datetime import date
from fractions import Fraction

import pytest

from bot.speech import speech
from surveys.dates import read_period
from surveys.evidence import Shown, carried, checklist, gap, period_end, stale
from surveys.files import LIBRARY, load
from surveys.indicators import Proof
from surveys.session import Answer, NotADate, Points
from tests.bot.talking import BEGIN

SURVEY = load(LIBRARY / "cluster-label" / "1").survey
STRATEGY = SURVEY.indicators["strategy-documentation"]
TODAY = date(2026, 4, 7)
LIST = STRATEGY.model_copy(
    update={"proof": (Proof(text="One", max_age_months=12), Proof(text="Two", max_age_months=36), Proof(text="Three"))}
)


def shown(*proofs: tuple[str, str | None]) -> list[Shown]:
    """`("01", "2025")`: covers the first two places."""
    return [Shown(frozenset(map(int, places)), refers) for places, refers in proofs]


@pytest.mark.parametrize(
    ("proofs", "missing", "stale", "undated", "worth"),
    [
        ([], (0, 1, 2), (), (), 4),
        ([("", "2026")], (0, 1, 2), (), (), 4),
        ([("0", "2026-01")], (1, 2), (), (), Fraction(8, 3)),
        ([("01", "2024-01")], (0, 2), (0,), (), Fraction(8, 3)),
        ([("01", "2024-01"), ("0", "2026-01")], (2,), (), (), Fraction(4, 3)),
        ([("012", None)], (), (), (0, 1), 0),
        ([("012", None), ("0", "2026")], (), (), (1,), 0),
        ([("0", None), ("0", "2020")], (1, 2), (), (0,), Fraction(8, 3)),
        ([("2", "1998")], (0, 1), (), (), Fraction(8, 3)),
        ([("012", "2026-04-07")], (), (), (), 0),
        ([("9", "2026")], (0, 1, 2), (), (), 4),
    ],
)  # fmt: skip
def test_what_is_missing_old_or_undated(
    proofs: list[tuple[str, str | None]], missing: tuple[int, ...], stale: tuple[int, ...], undated: tuple[int, ...],
    worth: Fraction | int,
) -> None:  # fmt: skip
    found = gap(LIST, 4, shown(*proofs), TODAY)
    assert (found.missing, found.stale, found.undated, found.worth) == (missing, stale, undated, worth)
    assert found.proofs == len(proofs)


@pytest.mark.parametrize(
    ("months", "refers", "today", "old"),
    [
        (12, "2025-04-07", date(2026, 4, 30), False),  # to the end of the month
        (12, "2025-04-07", date(2026, 5, 1), True),
        (12, "2025-04", date(2026, 5, 1), True),
        (12, "2025", date(2026, 12, 31), False),
        (12, "2025", date(2027, 1, 1), True),
        (None, "1990", TODAY, False),
        (12, None, TODAY, False),
    ],
)
def test_how_old_a_proof_may_be(months: int | None, refers: str | None, today: date, old: bool) -> None:
    assert stale(months, refers, today) == old


def test_the_last_day_of_a_period() -> None:
    assert period_end("2024") == date(2024, 12, 31)
    assert period_end("2024-02") == date(2024, 2, 29)
    assert period_end("2024-02-03") == date(2024, 2, 3)
    for wrong in ("2024-13", "2024-02-30", "20x4", ""):
        with pytest.raises(ValueError, match=r"."):
            period_end(wrong)


def test_the_most_valuable_gap_first_then_open_then_whole_then_nothing_to_prove() -> None:
    ids = ("strategy-documentation", "strategy-building", "role-clarity", "implementation-plan")
    levels = dict(zip(ids, (3, 5, 2, 0), strict=True))
    answers = {id: Answer(id, "1", BEGIN, Points(points)) for id, points in levels.items()}
    whole = Shown(frozenset(range(9)), "2026")
    found = [each.indicator for each in checklist(SURVEY, answers, {"role-clarity": [whole]}, TODAY)]
    assert found[:2] == ["strategy-building", "strategy-documentation"]
    assert found[-2:] == ["role-clarity", "implementation-plan"]
    still = [id for id in SURVEY.indicators if id not in ids]
    assert found[2:-2] == still  # in the survey's order
    assert sorted(found) == sorted(SURVEY.indicators)


def test_places_are_carried_to_another_version_by_their_words() -> None:
    new = LIST.model_copy(update={"proof": (Proof(text="Zero"), Proof(text="Two"), Proof(text="One"))})
    assert carried(LIST, new, {0, 2}) == {2}
    assert carried(LIST, LIST, {0, 2, 7}) == {0, 2}


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("15.3.2025", "2025-03-15"), ("2025-03-15", "2025-03-15"), ("15/3/2025", "2025-03-15"),
        ("15 March 2025", "2025-03-15"), ("15. März 2025", "2025-03-15"), ("03/2025", "2025-03"),
        ("2025-03", "2025-03"), ("März 2025", "2025-03"), ("2025", "2025"), ("1998", "1998"), ("2026", "2026"),
        ("04/2026", "2026-04"), ("7.4.2026", "2026-04-07"), ("7.4.", "2026-04-07"), ("8.4.", "2025-04-08"),
        ("29.2.2024", "2024-02-29"),
    ],
)  # fmt: skip
def test_the_date_of_something_that_exists(text: str, period: str) -> None:
    assert read_period(text, speech("de").vocabulary, TODAY) == period


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tomorrow",
        "8.4.2026",
        "05/2026",
        "2027",
        "13/2025",
        "0/2025",
        "31.2.2025",
        "30.2.",
        "2",
        "20255",
        "1.1.1850",
    ],
)
def test_what_is_no_such_date(text: str) -> None:
    assert read_period(text, speech("de").vocabulary, TODAY) == NotADate()
