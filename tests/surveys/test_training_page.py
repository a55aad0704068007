"""Every example and number in docs/training.md comes out as it is written."""

import re
from pathlib import Path

from surveys.boards import LISTED, Board, board
from surveys.coefficients import FEW_ITEMS
from surveys.cohort import IDLE, Release, Sight, Stage, Trainee, Viewer, visible
from surveys.editions import FIFTHS, LEAST_CLUSTERS, grouped
from surveys.rounds import DISCUSSED, LEAST_BIAS, LEAST_LEAD, NEEDED_RATINGS, Leaning
from surveys.session import Documented
from surveys.spreads import LEAST_PEOPLE, Released, first_released
from surveys.training import Closeness, KeyLevel
from surveys.vocabulary import LETTERS
from tests.surveys.making import indicator, survey
from tests.surveys.practising import rated
from tests.surveys.rating import value

PAGE = (Path(__file__).parents[2] / "docs" / "training.md").read_text(encoding="utf-8")
FLAT = " ".join(PAGE.split())
WORDS = {3: "three", 5: "five"}


def section(heading: str) -> str:
    return re.split(r"\n#+ ", PAGE.split(f"# {heading}\n")[1])[0]


def rows(heading: str) -> list[list[str]]:
    """The cells of the section's first table, without its head."""
    found = re.search(r"\|---.*\n((?:\|.*\n)+)", section(heading) + "\n")
    assert found, heading
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in found[1].splitlines()]


# --- who sees what -------------------------------------------------------------------------------------------

SIGHTS = {
    "who joined, how far each one is": (Sight.PEOPLE, Release()),
    "how many have rated an indicator": (Sight.RATED, Release()),
    "their own ratings": (Sight.OWN, Release()),
    "spread, most disputed, the group's coefficients": (Sight.SPREAD, Release(spread=True)),
    "the key with its reasons": (Sight.KEY, Release(key=True)),
    "how many were exact, hardest": (Sight.EXACT, Release(spread=True, key=True)),
    "spread of the second round": (Sight.SECOND, Release(second=True)),
    "shift between the rounds": (Sight.SHIFT, Release(spread=True, key=True, second=True)),
}
"""Each line of the table, with the least release that shows it."""


def test_who_sees_what() -> None:
    table = rows("Who sees what, and when")
    assert [what for what, *_ in table] == list(SIGHTS)
    assert {sight for sight, _ in SIGHTS.values()} == set(Sight)
    for what, *cells, _ in table:
        sight, release = SIGHTS[what]
        seen = [sight in visible(viewer, release) for viewer in (Viewer.TRAINER, Viewer.WALL, Viewer.TRAINEE)]
        assert ["yes" if each else "no" for each in seen] == cells, what


def test_no_smaller_release_shows_it() -> None:
    for sight, least in SIGHTS.values():
        for part in ("spread", "key", "second"):
            if getattr(least, part):
                parts = {name: getattr(least, name) and name != part for name in ("spread", "key", "second")}
                assert sight not in visible(Viewer.WALL, Release(**parts))


def test_how_far() -> None:
    assert [word for word, _ in rows("For you: how far everybody is")] == [each.value for each in Stage]
    assert f"nothing done for {IDLE.seconds // 60} minutes" in PAGE


# --- the wall ------------------------------------------------------------------------------------------------

TABLE = rows("For the wall")
OF = survey(
    {"id": "all", "title": "All", "indicators": [indicator(id, f"1.{at}") for at, (id, *_) in enumerate(TABLE)]}
)
KEY = {id: KeyLevel(LETTERS.index(letter), LETTERS.index(letter), Documented.YES, None) for id, letter, *_ in TABLE}


def wall() -> Board:
    levels = {
        id: [level for level, n in enumerate(cells.split(", ")) for _ in range(int(n))] for id, _, cells, *_ in TABLE
    }
    group = [Trainee(at, rated(**{id: each[at] for id, each in levels.items()})) for at in range(6)]
    released = first_released(OF, group, KEY)
    return board(group, KEY, released, KEY, visible(Viewer.WALL, Release(spread=True, key=True)))


def test_the_example() -> None:
    found = wall()
    for line, (id, _, counts, exact, spread) in zip(found.lines, TABLE, strict=True):
        assert line.spread is not None
        assert line.spread.spread is not None
        assert (line.indicator, line.rated) == (id, 6)
        assert ", ".join(map(str, line.spread.counts)) == counts
        assert f"{line.exact} of {line.spread.n}" == exact
        assert f"{float(line.spread.spread):.2f}" == spread
    assert f"**Most disputed**: {', '.join(each.item for each in found.disputed)}." in FLAT
    assert f"**Hardest**: {', '.join(each.item for each in found.hardest)}." in FLAT
    assert found.agreement is not None
    assert f"(agreement.md#fleiss-kappa), here {value(found.agreement.fleiss):.2f}, and" in FLAT
    assert f"here {value(found.agreement.alpha):.2f}, from 3 indicators and 6 raters." in FLAT
    assert f"With fewer than {FEW_ITEMS} indicators" in FLAT


def test_a_picture_stands_still() -> None:
    have_rated = re.search(r"\| people who have rated \|(.*)\|", PAGE)
    in_it = re.search(r"\| in the spread, released again each time \|(.*)\|", PAGE)
    assert have_rated
    assert in_it
    released = Released()
    for many, shown in zip(have_rated[1].split("|"), in_it[1].split("|"), strict=True):
        group = [Trainee(at, rated(plan=at % 4)) for at in range(int(many))]
        released = first_released(OF, group, ["plan"], released)
        spread = released.first.get("plan")
        assert (sum(spread.counts) if spread else 0) == int(shown)


# --- one person, a programme ---------------------------------------------------------------------------------


def test_the_words() -> None:
    assert [word for word, _ in rows("One person's result")] == [each.value for each in Closeness if each != "open"]
    assert [word.split()[0] for word, _ in rows("Tendency")] == [each.value.split("-")[0] for each in Leaning]


def test_the_numbers() -> None:
    assert f"at least {LEAST_LEAD} more ratings above" in PAGE
    assert f"on average at least {float(LEAST_BIAS)} levels above" in PAGE
    assert f"fewer than {NEEDED_RATINGS} ratings" in PAGE
    assert f"Fewer than {FEW_ITEMS} ratings are marked as few." in FLAT
    assert f"are the {WORDS[DISCUSSED]} ratings furthest off" in PAGE
    assert f"Up to {WORDS[LISTED]}" in PAGE
    assert f"from **{WORDS[LEAST_PEOPLE]} people** on" in PAGE
    assert f"needs {WORDS[LEAST_CLUSTERS]} clusters" in PAGE
    assert f"fifths (below {', '.join(f'{100 * at // FIFTHS} %' for at in range(1, FIFTHS))}, and from there)" in FLAT


def test_groups_of_levels() -> None:
    for counts, shown in rows("A programme of real self-checks"):
        many = [int(each) for each in counts.split(", ")]
        found = grouped((level for level, n in enumerate(many) for _ in range(n)), many)
        words = [f"{LETTERS[each.first]}–{LETTERS[each.last]}: {each.clusters}" for each in found]
        assert (", ".join(words) or "–") == shown
