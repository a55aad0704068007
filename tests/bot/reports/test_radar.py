"""The picture of a result: both polygons, signs and words, the provisional line, on a phone's format."""

import re
import struct
import time
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from bot.reports.radar import CAPTION_LIMIT, caption, figure_svg, picture, radar_svg
from bot.reports.shapes import BEFORE, CLAIMED, DOCUMENTED, OPEN, PAPER
from bot.reports.standing import Last, Standing, standing
from bot.screens import units
from tests.bot.reports.checking import (
    CLUSTER,
    HOSTILE,
    KINDS,
    LANGUAGES,
    ON,
    PROVISIONAL,
    THEN,
    answers,
    stood,
    wordy,
)  # fmt: skip
from tests.bot.staging import survey
from tests.surveys.filling import filled

SVG = "{http://www.w3.org/2000/svg}"


def parts(svg: str, name: str) -> list[ElementTree.Element]:
    return [each for each in ElementTree.fromstring(svg).iter() if each.get("class") == name]


def said(svg: str) -> str:
    return " ".join(each.text or "" for each in ElementTree.fromstring(svg).iter(f"{SVG}text"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_picture_has_both_polygons_the_mark_and_the_words(kind: str, language: str) -> None:
    found = stood(kind, language)
    svg = radar_svg(found)
    for name in ("claimed", "documented", "mark"):
        assert len(parts(svg, name)) == 1
    assert len(parts(svg, "before")) == (kind == "full")
    assert bool(parts(svg, "open")) == (kind != "full")
    text = said(svg)
    assert PROVISIONAL[language] in text
    assert CLUSTER in text
    assert ("3. Mai 2026" if language == "de" else "3 May 2026") in text
    for label in found.labels:
        assert found.title_of(label) in text
        assert found.meaning(label.status).title.split()[-1] in text
    assert sum(text.count(sign) for sign in "●◐○") == len(found.labels)
    for dimension in found.dimensions:
        assert dimension.title.split()[-1] in text


def test_lines_differ_by_more_than_colour() -> None:
    svg = radar_svg(stood("full", "en"))
    dashes = [parts(svg, name)[0].get("stroke-dasharray") for name in ("documented", "claimed", "before", "mark")]
    assert len(set(dashes)) == 4


def light(ink: str) -> float:
    """Relative luminance, as WCAG defines it."""
    linear = [
        (c / 12.92) if (c := int(ink[at : at + 2], 16) / 255) <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
        for at in (1, 3, 5)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("ink", [DOCUMENTED, CLAIMED, BEFORE])
def test_lines_stand_out_from_the_paper(ink: str) -> None:
    assert (light(PAPER) + 0.05) / (light(ink) + 0.05) > 4.5


def test_grey_is_for_what_is_open() -> None:
    channels = [int(OPEN[at : at + 2], 16) for at in (1, 3, 5)]
    assert max(channels) - min(channels) < 40


def test_no_award_word_or_logo() -> None:
    text = said(radar_svg(stood("full", "en"))).casefold()
    assert not any(word in text for word in ("award", "medal", "winner", "certificate", "certified"))
    assert "<image" not in radar_svg(stood("full", "en"))


@pytest.mark.parametrize("kind", KINDS)
def test_the_picture_is_a_png_for_a_phone(kind: str) -> None:
    made = picture(stood(kind, "de"))
    assert made[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", made[16:24]) == (1080, 1350)
    assert len(made) < 1_000_000


def test_equal_input_gives_equal_bytes_quickly() -> None:
    begun = time.perf_counter()
    assert picture(stood("half", "en")) == picture(stood("half", "en"))
    assert time.perf_counter() - begun < 3


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_caption_says_the_same(kind: str, language: str) -> None:
    found = stood(kind, language)
    words = caption(found)
    assert units(words) <= CAPTION_LIMIT
    assert words.startswith(PROVISIONAL[language])
    for label in found.labels:
        assert f"{found.title_of(label)}: {found.meaning(label.status).title}" in words
    for dimension in found.dimensions:
        assert f"{dimension.number} {dimension.title}: " in words


def test_the_longest_texts_fit_caption_and_picture() -> None:
    found = standing(wordy("de"), answers("full"), on=ON, submitted=True, cluster="Ü" * 300)
    assert units(caption(found)) <= CAPTION_LIMIT
    assert PROVISIONAL["de"] in caption(found)
    assert picture(found)


def test_a_trial_says_so() -> None:
    found = replace(stood("full", "en"), trial=True)
    assert "a trial that counts nowhere" in said(radar_svg(found))
    assert "a trial that counts nowhere" in caption(found)


def test_what_a_person_typed_stays_text() -> None:
    svg = radar_svg(stood("full", "en", HOSTILE))
    assert HOSTILE in said(svg)
    assert "<x>" not in svg


@pytest.mark.parametrize("drawn", [figure_svg, radar_svg])
def test_the_longest_legend_is_not_cut_off(drawn: Callable[[Standing], str]) -> None:
    """Half a check compared with an earlier one: every kind of line there is, in three rows."""
    last = Last(THEN, survey("de"), filled(3, {}))
    found = standing(survey("de"), answers("half"), on=ON, submitted=False, cluster=CLUSTER, last=last)
    svg = drawn(found)
    assert "noch offen" in said(svg)
    high = float(re.search(r'viewBox="0 0 \S+ (\S+)"', svg)[1])  # type: ignore[index]  # None fails as well
    lowest = max(float(y) for y in re.findall(r'<text x="[^"]+" y="([^"]+)"', svg))
    assert lowest + 12 <= high


def test_the_figure_of_a_document_has_the_same_lines() -> None:
    svg = figure_svg(stood("full", "en"))
    assert all(len(parts(svg, name)) == 1 for name in ("claimed", "documented", "mark", "before"))
