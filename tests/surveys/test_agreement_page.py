"""Every example in docs/agreement.md comes out as it is written."""

import re
from fractions import Fraction
from pathlib import Path

import pytest

from surveys.agreement import Agreement, agreement, agreement_by, shift
from surveys.coefficients import FEW_ITEMS, NEEDED_ITEMS, ONE_LEVEL_SHARE, Band, Coefficient, band
from surveys.group_agreement import different, fleiss, gwet, krippendorff, squared
from surveys.tallies import Distribution, Tally, disputed, hardest, tally
from tests.surveys.rating import crossed, pairs, ratings, value

PAGE = (Path(__file__).parents[2] / "docs" / "agreement.md").read_text(encoding="utf-8")
FLAT = " ".join(PAGE.split())


def section(heading: str) -> str:
    return re.split(r"\n#+ ", PAGE.split(f"# {heading}\n")[1])[0]


def rows(heading: str) -> list[list[str]]:
    """The cells of the section's first table, without its head."""
    found = re.search(r"\|---.*\n((?:\|.*\n)+)", section(heading) + "\n")
    assert found, heading
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in found[1].splitlines()]


def level(cell: str) -> int | None:
    return None if cell == "–" else int(cell)


YOURS = rows("One person and the key")
RATER = {item: level(cell) for item, _, cell, *_ in YOURS}
KEY = {item: level(cell) for item, _, _, cell, _ in YOURS}
DEFENSIBLE = {item: int(cell) for item, *_, cell in YOURS if cell != "–"}
GROUP = rows("A group")


def yours() -> Agreement:
    return agreement(RATER, KEY, 6, DEFENSIBLE)


def theirs() -> Tally:
    return tally(({item: level(cells[rater]) for item, *cells in GROUP} for rater in range(4)), 6)


def test_one_person() -> None:
    found = yours()
    assert (len(YOURS), found.n, found.cannot_judge) == (12, 11, 1)
    for name, count in (("exact", found.exact), ("defensible", found.defensible), ("other", found.other)):
        assert f"| {name} | {count} of 11 |" in PAGE
    assert f"| within one level | {found.within_one} of 11 |" in PAGE
    assert f"| higher, lower | {found.higher}, {found.lower} |" in PAGE
    assert found.bias == Fraction(1, 11)
    assert f"| bias | {float(found.bias):+.2f} |" in PAGE
    apart = [a - b for item in KEY if (a := RATER[item]) is not None and (b := KEY[item]) is not None]
    assert [each for each in apart if each] == [1, -1, 2, -1]
    assert "The bias is (1 − 1 + 2 − 1) ÷ 11 = 1 ÷ 11." in FLAT


def test_by_dimension() -> None:
    found = agreement_by({item: dimension for item, dimension, *_ in YOURS}, RATER, KEY, 6)
    for name, each in found.groups.items():
        written = f"{name.capitalize()}: {each.exact} of {each.n} exact, kappa {value(each.kappa):.2f}."
        assert written in FLAT


def test_kappa() -> None:
    both = [(a, b) for item in KEY if (a := RATER[item]) is not None and (b := KEY[item]) is not None]
    chance = sum((a - b) ** 2 for a, _ in both for _, b in both)
    assert f"the squared distances are 1 + 1 + 4 + 1 = {sum((a - b) ** 2 for a, b in both)}." in FLAT
    assert f"gives {chance}; ÷ 11 is {chance / 11:.2f}. So kappa = 1 − 7 ÷ {chance / 11:.2f} = **" in FLAT
    assert f"= **{value(yours().kappa):.2f}**. Cohen 1968" in FLAT


def test_ac2_and_ac1() -> None:
    text = " ".join(section("AC2 and AC1").split())
    p_a, p_e = written(text)
    assert f"AC2 = **{value(yours().ac2):.2f}**" in text
    assert f"Here AC1 = **{value(yours().ac1):.2f}**" in text
    assert (p_a - p_e) / (1 - p_e) == pytest.approx(value(yours().ac2), abs=5e-3)
    assert "one level off still counts 0.96" in text
    assert 1 - squared(0, 1) / squared(0, 5) == 0.96


def written(text: str) -> tuple[float, float]:
    found = re.search(r"p_a = (0\.\d+), p_e = (0\.\d+)", text)
    assert found
    return float(found[1]), float(found[2])


def test_the_paradox() -> None:
    for _, *cells, exact, kappa, ac1 in rows("Why kappa never stands alone"):
        a, b, c, d = map(int, cells)
        found = crossed(((a, b), (c, d)))
        assert f"{found.exact} %" == exact
        assert [f"{value(each):.2f}" for each in (found.kappa, found.ac1)] == [kappa, ac1]
    one, other = (ratings([each + 3 for each in side]) for side in pairs(((18, 1), (1, 0))))
    found = agreement(one, other, 6)
    numbers = f"kappa −{-value(found.kappa):.2f} (AC1 {value(found.ac1):.2f}, AC2 {value(found.ac2):.2f}, rounded)"
    assert f"{found.exact * 5} % exact, all within one level, {numbers}" in FLAT
    assert found.within_one == found.n == 20


def test_the_words() -> None:
    table = rows("Words for a kappa")
    assert [word for _, word in table] == [each.value for each in Band]
    for bounds, word in table[1:]:
        assert {band(Coefficient(Fraction(end), 20, 2)).value for end in bounds.split("–")} == {word}
    assert band(Coefficient(Fraction("-0.01"), 20, 2)).value == table[0][1]


def test_the_numbers_that_are_ours() -> None:
    assert f"| too few items | fewer than {FEW_ITEMS} |" in PAGE
    assert f"has at least {float(ONE_LEVEL_SHARE):.0%} of the ratings of each".replace("%", " %") in PAGE
    assert f"| too few | fewer than {NEEDED_ITEMS} items with two ratings |" in PAGE


def test_fleiss() -> None:
    text, counts = " ".join(section("Fleiss' kappa").split()), list(theirs().items.values())
    same = [sum(n * (n - 1) // 2 for n in row) for row in counts]
    of = [sum(row) * (sum(row) - 1) // 2 for row in counts]
    assert f": {', '.join(f'{a} of {b}' for a, b in zip(same, of, strict=True))}." in text
    p = sum(a / b for a, b in zip(same, of, strict=True)) / 5
    shares = [sum(row[k] / sum(row) for row in counts) / 5 for k in range(6)]
    first, last = ", ".join(f"{share:.3f}" for share in shares[:5]), f"{shares[5]:.3f}"
    assert f"P = {p:.3f}. The mean share of each level over the items, {first} and {last}, squared" in text
    assert f"P_e = {sum(share**2 for share in shares):.3f}." in text
    assert f"(P − P_e) ÷ (1 − P_e) = **{value(fleiss(theirs())):.2f}**" in text


def test_ac2_of_a_group() -> None:
    text = " ".join(section("AC2 of a group").split())
    p_a, p_e = written(text)
    ac2, ac1 = value(gwet(theirs())), value(gwet(theirs(), different))
    assert f"AC2 = **{ac2:.2f}**; AC1 = **{ac1:.2f}**" in text
    assert (p_a - p_e) / (1 - p_e) == pytest.approx(ac2, abs=5e-3)


def test_alpha() -> None:
    text, counts = " ".join(section("Krippendorff's alpha").split()), theirs().items.values()
    totals = [sum(each) for each in zip(*counts, strict=True)]
    assert f"Here {sum(totals)} ratings lie on the levels 0 to 5 as {', '.join(map(str, totals))}." in text
    assert totals[2] / 2 + totals[3] + totals[4] / 2 == 6
    ordinal, interval = (value(krippendorff(theirs(), distance)) for distance in (None, squared))
    found = re.search(r"D_o = ([\d.]+), D_e = ([\d.]+), alpha = \*\*([\d.]+)\*\*", text)
    assert found
    assert (1 - float(found[1]) / float(found[2]), float(found[3])) == pytest.approx((ordinal, ordinal), abs=5e-3)
    assert f"alpha = **{ordinal:.2f}** (ordinal); interval: **{interval:.2f}**" in text


def test_item_by_item() -> None:
    key = {item: level(cells[-1]) for item, *cells in GROUP}
    hard = hardest(theirs(), key)
    table = rows("Item by item")
    assert [item for item, *_ in table] == [each.item for each in hard] == [each.item for each in disputed(theirs())]
    for (item, counts, spread, missed, off), each in zip(table, hard, strict=True):
        row = Distribution(item, theirs().items[item])
        assert (counts, spread) == (", ".join(map(str, row.counts)), f"{float(row.spread or 0):.2f}")
        assert (missed, off) == (f"{each.n - each.exact} of {each.n}", f"{float(each.mean_distance):.2f}")


def test_two_rounds() -> None:
    assert "Key 3: from 5 to 4 is towards, from 3 to 2 away, from 4 to 2 across." in FLAT
    found = shift({"a": 5, "b": 3, "c": 4}, {"a": 4, "b": 2, "c": 2}, {"a": 3, "b": 3, "c": 3})
    assert (found.towards, found.away, found.across, found.stayed) == (1, 1, 1, 0)


def test_the_files_it_names() -> None:
    root = Path(__file__).parents[2]
    named = re.findall(r"`((?:surveys|tests)/[\w/]+\.py)`", PAGE)
    assert len(named) == 5
    assert all((root / each).is_file() for each in named)
