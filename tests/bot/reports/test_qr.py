"""The QR code: its modules are those of the link, large, with a white margin, and the code to type stands below."""

import time
from pathlib import Path

import pytest
import segno

from bot.reports.qr import QUIET, modules, picture, qr_svg
from tests.bot.reports.checking import LANGUAGES
from tests.bot.reports.pixels import greys, size
from tests.bot.reports.rehearsing import JOIN
from tests.bot.reports.test_radar import said


def test_every_module_of_the_picture_is_the_link(tmp_path: Path) -> None:
    made = picture(JOIN, "en")
    assert size(made) == (1200, 1480)
    rows = greys(made, tmp_path)[:1100]
    dark = [(x, y) for y, row in enumerate(rows) for x, grey in enumerate(row) if grey < 128]
    left, top = min(x for x, _ in dark), min(y for _, y in dark)
    wanted = segno.make_qr(JOIN.link, error="m").matrix
    step = (max(x for x, _ in dark) + 1 - left) / len(wanted)
    assert step == int(step)
    assert left >= QUIET * step <= top
    assert step * len(wanted) > 900
    centre = [
        [rows[top + int((y + 0.5) * step)][left + int((x + 0.5) * step)] < 128 for x in range(len(wanted))]
        for y in range(len(wanted))
    ]
    assert centre == [[bool(each) for each in row] for row in wanted]


@pytest.mark.parametrize("link", [JOIN.link, f"https://t.me/{'B' * 32}?start={'x' * 64}"])
def test_a_smudge_is_put_up_with(link: str) -> None:
    found = segno.make_qr(link, error="m")
    assert found.error in ("M", "Q", "H")
    assert modules(link) == tuple(tuple(map(bool, row)) for row in found.matrix)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_code_to_type_stands_below(language: str) -> None:
    text = said(qr_svg(JOIN, language))
    assert JOIN.code in text
    assert JOIN.bot in text
    assert ("Scannen Sie" if language == "de" else "Scan") in text


def test_equal_input_gives_equal_bytes_quickly() -> None:
    begun = time.perf_counter()
    assert picture(JOIN, "de") == picture(JOIN, "de")
    assert time.perf_counter() - begun < 2
