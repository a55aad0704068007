"""The way in on the wall: huge code, QR code and how many are in, alone or in the corner of a section."""

from dataclasses import replace

import pytest

from bot.reports.wall import door_svg, wall_svg
from tests.bot.reports.checking import LANGUAGES
from tests.bot.reports.rehearsing import JOIN, STAGES, wall
from tests.bot.reports.test_radar import parts, said
from tests.bot.reports.test_wall import LONG, UNOFFICIAL, overlaps, texts


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("joined", "words"), [(0, "Nobody has joined yet"), (1, "1 person has"), (200, "200 people have")]
)
def test_the_door_shows_code_and_number(language: str, joined: int, words: str) -> None:
    svg = door_svg(replace(JOIN, joined=joined), "Assessor training", language)
    text = said(svg)
    assert JOIN.code in text
    assert JOIN.bot in text
    assert "Assessor training" in text
    assert UNOFFICIAL[language] in text
    assert (words in text) == (language == "en")
    assert len(parts(svg, "qr")) == 1
    assert overlaps(svg) == []
    huge = next(top for code, _, _, top, _ in texts(svg) if code == JOIN.code)
    assert next(foot for code, _, _, _, foot in texts(svg) if code == JOIN.code) - huge > 120


def test_the_door_has_room_for_a_long_name() -> None:
    assert overlaps(door_svg(JOIN, LONG, "de")) == []


@pytest.mark.parametrize("stage", STAGES)
def test_the_corner_has_code_and_number(stage: str) -> None:
    svg = wall_svg(replace(wall("4", "en", stage), join=JOIN))
    assert {JOIN.code, "28", "have joined"} <= {each[0] for each in texts(svg)}
    assert len(parts(svg, "qr")) == 1
    assert parts(wall_svg(wall("4", "en", stage)), "qr") == []
