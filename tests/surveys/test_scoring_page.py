"""The worked example in docs/scoring.md comes out as it is written."""

from fractions import Fraction
from pathlib import Path

from surveys.labels import Status, readiness
from surveys.scoring import Score, light, percent_floor, score
from surveys.session import Answer, Counts, Documented, Points
from tests.surveys.making import AT, answer, number, shipped

PAGE = (Path(__file__).parents[2] / "docs" / "scoring.md").read_text(encoding="utf-8")
EXAMPLE = PAGE.split("## A worked example")[1].split("\n## ")[0]
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in EXAMPLE.splitlines()
    if line.startswith("|") and line[2].isdigit()
]
BY_NUMBER = {each.number: id for id, each in shipped().indicators.items()}
STATES = {"yes": Documented.YES, "partly": Documented.PARTLY, "no": Documented.NO, "not asked yet": None}


def answers() -> dict[str, Answer]:
    participants = Counts((("sme", 30), ("large-company", 6), ("university", 4), ("government", 2)))
    found = {
        "committed-participants": answer("committed-participants", participants),
        "management-fte": answer("management-fte", number(2)),
    }
    for indicator, _, points, documented, *_ in ROWS:
        id, state = BY_NUMBER[indicator], STATES[documented]
        if shipped().indicators[id].number in ("2.4", "4.1.2"):
            found[id] = answer(id, Points(int(points)), documented=state)
        elif state:
            found[id] = answer(id, seen=int(points), documented=state)
    return found


def words(low: Fraction, high: Fraction) -> str:
    return f"{float(low):g}" if low == high else f"{float(low):g} to {float(high):g}"


def whole(found: Score) -> str:
    low, high = (f"{float(percent_floor(end, found.out_of)):g} %" for end in (found.low, found.high))
    return f"{words(found.low, found.high)} of {found.out_of} points, {low} to {high}."


def test_each_row() -> None:
    card = score(shipped(), answers())
    assert len(ROWS) == 5
    for number_, letter, points, _, claimed, evidenced, *colours in ROWS:
        indicator = shipped().indicators[BY_NUMBER[number_]]
        rated = card.indicators[indicator.id]
        assert "ABCDEF"[int(points)] == letter
        assert [claimed, evidenced] == [words(each.low, each.high) for each in (rated.claimed, rated.evidenced)]
        assert colours == [light(indicator, each).value for each in (rated.claimed, rated.evidenced)]
        assert claimed == points


def test_the_totals() -> None:
    card = score(shipped(), answers())
    assert f"* Claimed: {whole(card.claimed)}" in EXAMPLE
    assert f"* Documented: {whole(card.evidenced)}" in EXAMPLE


def test_what_it_says_of_gold() -> None:
    gold = readiness(shipped(), answers(), (), AT.date())[2]
    assert (gold.status, gold.hangs_on) == (Status.NOT_YET, ("strategy-documentation",))
    assert gold.rulings[1].against[-1:] == ("strategy-documentation",)
