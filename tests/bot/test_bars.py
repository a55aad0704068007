"""The bars in a terminal: the very lines for an empty, a half and a full check, and what holds for any of them."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest

from bot.bars import ASCII, BLOCKS, SHORTEST, Signs, bars, inked
from bot.reports.standing import Standing, standing
from surveys.scoring import Score
from tests.bot.reports.checking import KINDS, LANGUAGES, ON, answers, stood, wordy

EXPECTED = {
    ("en", "empty"): """\
1 Structure of the cluster             ░░░░░░░░░░░░░░░░░░░░│░░░░░  0–15 of 15
2 Typology, governance, cooperation    ░░░░░░░░░░░░░░░░░░░░│░░░░░  0–50 of 50
3 Financing of the cluster management  ░░░░░░░░░░░░░░░░░░░░│░░░░░  0–10 of 10
4 Strategy, objectives, services       ░░░░░░░░░░░░░░░░░░░░│░░░░░  0–60 of 60
5 Achievements and recognition         ░░░░░░░░░░░░░░░░░░░░│░░░░░  0–15 of 15
In total                               ░░░░░░░░░░░░░░░░░░░░│░░░░░  0–150 of 150

█ documented, by own statement   ▒ claimed   ░ still open   · missing
│ 80 % line (Gold: of the total)
Points: from documented to what is still possible.""",
    ("en", "half"): """\
1 Structure of the cluster             ██████████▒▒▒▒▒▒│▒▒▒▒  7.5–15 of 15
2 Typology, governance, cooperation    █████████▒▒▒▒░░░│░···  23–43 of 50
3 Financing of the cluster management  ░░░░░░░░░░░░░░░░│░░░░  0–10 of 10
4 Strategy, objectives, services       ░░░░░░░░░░░░░░░░│░░░░  0–60 of 60
5 Achievements and recognition         ░░░░░░░░░░░░░░░░│░░░░  0–15 of 15
In total                               ████▒▒░░░░░░░░░░│░░░·  30.5–143 of 150

█ documented, by own statement   ▒ claimed   ░ still open   · missing
│ 80 % line (Gold: of the total)
Points: from documented to what is still possible.""",
    ("en", "full"): """\
1 Structure of the cluster             ████████████████████│▒▒▒▒▒  12.5–15 of 15
                                       ────────────────────│─────  15
2 Typology, governance, cooperation    ██████████████▒▒▒▒▒▒│·····  29–41 of 50
                                       ────────────────    │       32
3 Financing of the cluster management  ██████████▒▒▒▒▒▒▒▒▒▒│·····  4–8 of 10
                                       ───────────────     │       6
4 Strategy, objectives, services       ███████████▒▒▒▒▒▒···│·····  28.5–41 of 60
                                       ─────────────       │       33
5 Achievements and recognition         █████████████▒▒▒▒▒▒▒│·····  8–12 of 15
                                       ───────────────     │       9
In total                               █████████████▒▒▒▒▒▒·│·····  82–117 of 150
                                       ───────────────     │       95

█ documented, by own statement   ▒ claimed   · missing
│ 80 % line (Gold: of the total)   ─ documented on 3 May 2025
Points: from documented to claimed.""",
    ("de", "empty"): """\
1 Struktur des Clusters                ░░░░░░░░░░░░░░░░░░░░│░░░░░  0–15 von 15
2 Typologie, Governance, Kooperation   ░░░░░░░░░░░░░░░░░░░░│░░░░░  0–50 von 50
3 Finanzierung des Clustermanagements  ░░░░░░░░░░░░░░░░░░░░│░░░░░  0–10 von 10
4 Strategie, Ziele, Leistungen         ░░░░░░░░░░░░░░░░░░░░│░░░░░  0–60 von 60
5 Erfolge und Anerkennung              ░░░░░░░░░░░░░░░░░░░░│░░░░░  0–15 von 15
Insgesamt                              ░░░░░░░░░░░░░░░░░░░░│░░░░░  0–150 von 150

█ belegt, nach eigener Angabe   ▒ angegeben   ░ noch offen   · fehlt
│ 80-%-Linie (Gold: insgesamt)
Punkte: von belegt bis noch möglich.""",
    ("de", "half"): """\
1 Struktur des Clusters                ██████████▒▒▒▒▒▒│▒▒▒▒  7,5–15 von 15
2 Typologie, Governance, Kooperation   █████████▒▒▒▒░░░│░···  23–43 von 50
3 Finanzierung des Clustermanagements  ░░░░░░░░░░░░░░░░│░░░░  0–10 von 10
4 Strategie, Ziele, Leistungen         ░░░░░░░░░░░░░░░░│░░░░  0–60 von 60
5 Erfolge und Anerkennung              ░░░░░░░░░░░░░░░░│░░░░  0–15 von 15
Insgesamt                              ████▒▒░░░░░░░░░░│░░░·  30,5–143 von 150

█ belegt, nach eigener Angabe   ▒ angegeben   ░ noch offen   · fehlt
│ 80-%-Linie (Gold: insgesamt)
Punkte: von belegt bis noch möglich.""",
    ("de", "full"): """\
1 Struktur des Clusters                ████████████████│▒▒▒▒  12,5–15 von 15
                                       ────────────────│────  15
2 Typologie, Governance, Kooperation   ███████████▒▒▒▒▒│····  29–41 von 50
                                       ────────────    │      32
3 Finanzierung des Clustermanagements  ████████▒▒▒▒▒▒▒▒│····  4–8 von 10
                                       ────────────    │      6
4 Strategie, Ziele, Leistungen         █████████▒▒▒▒···│····  28,5–41 von 60
                                       ───────────     │      33
5 Erfolge und Anerkennung              ██████████▒▒▒▒▒▒│····  8–12 von 15
                                       ────────────    │      9
Insgesamt                              ██████████▒▒▒▒▒·│····  82–117 von 150
                                       ────────────    │      95

█ belegt, nach eigener Angabe   ▒ angegeben   · fehlt
│ 80-%-Linie (Gold: insgesamt)   ─ belegt am 3. Mai 2025
Punkte: von belegt bis angegeben.""",
}
NARROW = """\
1 Struktur des Clusters
  ########|==  12,5-15 von 15
  --------|--  15
2 Typologie, Governance, Koop~
  #####===|..  29-41 von 50
  ------  |    32
3 Finanzierung des Clusterman~
  ####====|..  4-8 von 10
  ------  |    6
4 Strategie, Ziele, Leistungen
  ####==..|..  28,5-41 von 60
  -----   |    33
5 Erfolge und Anerkennung
  #####===|..  8-12 von 15
  ------  |    9
Insgesamt
  #####==.|..  82-117 von 150
  ------  |    95

# belegt, nach eigener Angabe
= angegeben   . fehlt
| 80-%-Linie (Gold: insgesamt)
- belegt am 3. Mai 2025
Punkte: von belegt bis
angegeben."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_bars_of_a_check(kind: str, language: str) -> None:
    assert "\n".join(bars(stood(kind, language), 80)) == EXPECTED[language, kind]


def test_a_narrow_window_has_the_names_above_and_plain_signs_where_it_knows_no_others() -> None:
    assert "\n".join(bars(stood("full", "de"), 30, ASCII)) == NARROW


@pytest.mark.parametrize("signs", [BLOCKS, ASCII], ids=["blocks", "plain"])
@pytest.mark.parametrize("kind", KINDS)
def test_they_fit_any_window_or_are_left_out(kind: str, signs: Signs) -> None:
    for language in LANGUAGES:
        for found in (stood(kind, language), standing(wordy(language), answers(kind), on=ON, submitted=False)):
            for columns in range(1, 121):
                lines = bars(found, columns, signs)
                assert all(len(line) <= columns for line in lines)
                assert lines or columns < 2 + SHORTEST + 1 + 2 + len("30.5-143 von 150")


def test_plain_signs_are_plain() -> None:
    for kind in KINDS:
        for columns in (30, 80):
            assert "\n".join(bars(stood(kind, "en"), columns, ASCII)).isascii()


def total(found: Standing, claimed: Fraction, columns: int) -> str:
    """The bar of all points, without its name and numbers."""
    exact = Score(claimed, claimed, 150)
    lines = bars(replace(found, claimed=exact, evidenced=exact), columns)
    return next(line for line in lines if line.startswith("In total")).split()[2]


@pytest.mark.parametrize("columns", [80, 85, 90, 100, 120])
def test_a_bar_reaches_the_mark_with_that_share_and_not_before(columns: int) -> None:
    found = stood("half", "en")
    assert "█│" in total(found, Fraction(120), columns)
    assert "·│" in total(found, Fraction(1199, 10), columns)
    assert set(total(found, Fraction(150), columns)) == {"█", "│"}
    assert set(total(found, Fraction(0), columns)) == {"·", "│"}


def test_the_colour_says_nothing_that_the_signs_do_not() -> None:
    for signs in (BLOCKS, ASCII):
        for line in bars(stood("full", "en"), 80, signs):
            coloured = inked(line)
            assert re.sub(r"\x1b\[[0-9]+m", "", coloured) == line
            assert ("\x1b[36m" in coloured) == (signs.documented in line)
