"""The picture for the wall: no more than was released, large, nothing on top of anything else, never colour alone."""

import time
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from bot.reports.lettering import width
from bot.reports.qr import Join
from bot.reports.shapes import INK, PANEL, PAPER, SOFT
from bot.reports.spreads import Key, Spread
from bot.reports.strips import BAR
from bot.reports.wall import MOST, Wall, door, picture, split, wall_svg
from surveys.spreads import LEAST_PEOPLE
from tests.bot.reports.checking import HOSTILE, LANGUAGES
from tests.bot.reports.pixels import size
from tests.bot.reports.rehearsing import JOIN, SECTIONS, STAGES, line, wall
from tests.bot.reports.test_radar import SVG, light, parts, said

UNOFFICIAL = {
    "en": "Practice on an invented case, not an ESCA or EUCLES result",
    "de": "Übung an einem erfundenen Fall, kein Ergebnis von ESCA oder EUCLES",
}
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützen und weitere lange Wörter, " * 3
SMALLEST = 22
"""Of 1080 pixels: on a wall two metres high a capital letter is then 3 cm high, which is read from ten metres."""
Box = tuple[str, float, float, float, float]


def texts(svg: str) -> list[Box]:
    """Every line of words with its left, right, top and foot."""
    found = []
    for each in ElementTree.fromstring(svg).iter(f"{SVG}text"):
        words, letters = each.text or "", float(each.get("font-size", 0))
        wide = width(words, letters, bold=each.get("font-weight") == "700")
        x, y = float(each.get("x", 0)), float(each.get("y", 0))
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[each.get("text-anchor", "start")]
        found.append((words, left, left + wide, y - letters * 0.72, y + letters * 0.2))
    return found


def overlaps(svg: str) -> list[tuple[str, str]]:
    """Words that stand on other words or leave the picture."""
    found = texts(svg)
    out = [
        (words, "edge") for words, left, right, top, foot in found if min(left, top) < 0 or right > 1920 or foot > 1080
    ]
    for place, (words, left, right, top, foot) in enumerate(found):
        for other, begin, end, high, low in found[place + 1 :]:
            if left < end - 1 and begin < right - 1 and top < low - 1 and high < foot - 1:
                out.append((words, other))
    return out


def letters(svg: str) -> list[str]:
    """The letters above the columns."""
    return [each[0] for each in texts(svg) if each[0] in tuple("ABCDEF")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", SECTIONS)
@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("join", [None, JOIN])
def test_nothing_stands_on_anything_else(number: str, language: str, stage: str, join: Join | None) -> None:
    found = replace(wall(number, language, stage), join=join)
    svg = wall_svg(found)
    assert overlaps(svg) == []
    text = said(svg)
    assert UNOFFICIAL[language] in text
    for each in found.lines:
        assert each.number in text
        assert each.title in text
    if join is None:
        assert (
            min(float(each.get("font-size", 0)) for each in ElementTree.fromstring(svg).iter(f"{SVG}text")) >= SMALLEST
        )


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("join", [None, JOIN])
@pytest.mark.parametrize("many", [1, 2, MOST])
def test_the_longest_titles_stay_in_their_place(stage: str, join: Join | None, many: int) -> None:
    found = tuple(line("10.12.14", LONG, place, stage) for place in range(many))
    svg = wall_svg(Wall("de", LONG, LONG, found, join))
    assert overlaps(svg) == []
    assert UNOFFICIAL["de"] in said(svg)


@pytest.mark.parametrize("language", LANGUAGES)
def test_before_the_release_there_is_only_how_many_have_rated(language: str) -> None:
    svg = wall_svg(wall("4", language, "before"))
    assert letters(svg) == []
    assert parts(svg, "key") == parts(svg, "defensible") == []
    numbers = [each[0] for each in texts(svg) if each[0].startswith(("30 ", "3 ", "200 ", "5 "))]
    joint = "von" if language == "de" else "of"
    wanted = [f"30 {joint} 30", f"3 {joint} 30", f"200 {joint} 200", f"30 {joint} 30", f"5 {joint} 30"]
    assert numbers == (wanted * 3)[:12]
    assert said(svg).count("✓") == sum(each in (f"30 {joint} 30", f"200 {joint} 200") for each in numbers)


@pytest.mark.parametrize("join", [None, JOIN])
@pytest.mark.parametrize("many", [1, MOST])
def test_large_numbers_stand_beside_their_bars(join: Join | None, many: int) -> None:
    found = tuple(replace(line("1.1", "A title", 0, "before"), rated=2000, of=2000) for _ in range(many))
    svg = wall_svg(Wall("de", "1 Section", "A case", found, join))
    bars = [each for each in ElementTree.fromstring(svg).iter(f"{SVG}rect") if each.get("fill") == BAR]
    end = max(float(each.get("x", 0)) + float(each.get("width", 0)) for each in bars)
    numbers = [left for words, left, *_ in texts(svg) if words in ("2000 von 2000", "✓")]
    assert len(numbers) == 2 * many
    assert min(numbers) >= end


def test_before_anybody_has_joined() -> None:
    svg = wall_svg(
        replace(wall("1", "en", "before"), lines=(replace(wall("1", "en", "before").lines[0], rated=0, of=0),))
    )
    assert "0 of 0" in said(svg)
    assert "✓" not in said(svg)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_spread_comes_without_the_key(language: str) -> None:
    svg = wall_svg(wall("3", language, "spread"))
    assert letters(svg) == list("ABCDEF")
    assert parts(svg, "key") == parts(svg, "defensible") == []
    counts = [each[0] for each in texts(svg) if each[0].isdigit()]
    assert counts == ["0", "3", "12", "9", "5", "1"]  # the second indicator has three ratings
    text = said(svg)
    assert ("wird ab fünf Bewertungen gezeigt" if language == "de" else "shown from five ratings on") in text
    assert ("am schwersten" if language == "de" else "hardest") in text
    assert ("am strittigsten" if language == "de" else "most disputed") in text
    assert "%" not in text


@pytest.mark.parametrize("counts", [None, (0, 0, 0, 0, 0, 0), (1, 1, 1, 1, 0, 0)])
@pytest.mark.parametrize("key", [None, Key(1, 2)])
def test_few_people_stay_hidden_whatever_is_given(counts: tuple[int, ...] | None, key: Key | None) -> None:
    found = replace(
        line("1.1", "A title", 0, "before"), rated=LEAST_PEOPLE - 1, spread=Spread(counts), key=key, exact=1
    )
    svg = wall_svg(Wall("en", "1 Section", "A case", (found,)))
    assert not [each[0] for each in texts(svg) if each[0].isdigit()]
    assert "exact" not in said(svg)
    assert "4 ratings" in said(svg)


def test_five_people_are_shown() -> None:
    found = replace(line("1.1", "A title", 0, "before"), rated=LEAST_PEOPLE, spread=Spread((1, 1, 1, 1, 1, 0)))
    svg = wall_svg(Wall("en", "1 Section", "A case", (found,)))
    assert [each[0] for each in texts(svg) if each[0].isdigit()] == ["1", "1", "1", "1", "1", "0"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_key_is_marked_by_shape_and_word(language: str) -> None:
    found = wall("4", language, "key")
    svg = wall_svg(found)
    keys, near = parts(svg, "key"), parts(svg, "defensible")
    assert len(keys) == len([each for each in found.lines if each.key]) + 1  # and one in the legend
    assert len(near) == len([each for each in found.lines if each.key and each.key.defensible is not None]) + 1
    assert all(each.get("stroke-dasharray") is None for each in keys)
    assert all(each.get("stroke-dasharray") for each in near)
    text = said(svg)
    assert ("0 von 30 gleich (0 %)" if language == "de" else "0 of 30 exact (0 %)") in text
    assert ("4 von 200 gleich (2 %)" if language == "de" else "4 of 200 exact (2 %)") in text
    assert ("Musterlösung" if language == "de" else "key") in text
    assert ("auch vertretbar" if language == "de" else "defensible too") in text


def test_a_release_stands_while_more_people_rate() -> None:
    found = replace(line("1.1", "A title", 0, "before"), rated=8, spread=Spread((0, 2, 3, 0, 0, 0)))
    assert "5 of 8 ratings" in said(wall_svg(Wall("en", "1 Section", "A case", (found,))))
    found = replace(found, key=Key(2), exact=3)
    assert "3 of 5 exact (60 %)" in said(wall_svg(Wall("en", "1 Section", "A case", (found,))))
    waits = said(wall_svg(Wall("en", "1 Section", "A case", (replace(found, spread=Spread(None), key=None),))))
    assert "waits for the next release" in waits
    assert "8 ratings" in waits
    assert "exact" not in waits


def test_a_second_round_is_said() -> None:
    assert "second round" in said(wall_svg(replace(wall("1", "en", "spread"), second=True)))
    assert "second round" not in said(wall_svg(wall("1", "en", "spread")))


def test_the_mark_stands_on_its_letter() -> None:
    svg = wall_svg(wall("1", "en", "key"))
    columns = {words: (left + right) / 2 for words, left, right, _, _ in texts(svg) if words in tuple("ABCDEF")}
    for place, frame in enumerate(parts(svg, "key")[:4]):
        xs = [float(corner.split(",")[0]) for corner in (frame.get("points") or "").split()]
        assert min(xs) < columns["ABCDEF"[place]] < max(xs)


def test_the_key_alone_shows_no_ratings() -> None:
    svg = wall_svg(wall("1", "en", "key alone"))
    assert not [each[0] for each in texts(svg) if each[0].isdigit()]
    assert len(parts(svg, "key")) == 5
    assert "%" not in said(svg)


def test_other_scales_have_their_own_columns() -> None:
    found = replace(line("1", "Four levels", 0, "before"), rated=9, spread=Spread((1, 2, 3, 3)), key=Key(3), levels=4)
    assert letters(wall_svg(Wall("en", "1", "A case", (found,)))) == list("ABCD")


@pytest.mark.parametrize("ground", [BAR, PANEL, PAPER])
def test_digits_stand_out(ground: str) -> None:
    assert (light(ground) + 0.05) / (light(INK) + 0.05) > 7


@pytest.mark.parametrize("ground", [PANEL, PAPER])
def test_softer_words_stand_out(ground: str) -> None:
    assert (light(ground) + 0.05) / (light(SOFT) + 0.05) > 4.5


@pytest.mark.parametrize("many", [0, 1, 12, 13, 31])
def test_a_long_section_is_told_in_several_pictures(many: int) -> None:
    found = tuple(line(str(place), f"Title {place}", place, "before") for place in range(many))
    pictures = split(Wall("en", "All", "A case", found))
    assert sum((each.lines for each in pictures), ()) == found
    assert all(len(each.lines) <= MOST for each in pictures)
    assert pictures[0].title == ("All" if many <= MOST else f"All (1/{len(pictures)})")
    assert all(picture(each) for each in pictures)


def test_what_a_person_typed_stays_text() -> None:
    svg = wall_svg(replace(wall("3", "en", "before"), title=HOSTILE[:40], join=replace(JOIN, code="<b>&</b>")))
    assert HOSTILE[:40] in said(svg)
    assert "<b>&</b>" in said(svg)


def test_pictures_are_for_a_beamer_and_drawn_within_a_second() -> None:
    found = replace(wall("4", "de", "key"), join=JOIN)
    begun = time.perf_counter()
    drawn = [picture(found), picture(found), door(JOIN, "Class", "de")]
    assert time.perf_counter() - begun < 3
    assert drawn[0] == drawn[1]
    assert all(size(each) == (1920, 1080) for each in drawn)
    assert all(len(each) < 1_000_000 for each in drawn)
