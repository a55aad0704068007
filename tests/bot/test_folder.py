"""The terminal's folder for files: whole or not at all, never over another file."""

from pathlib import Path

import pytest

from bot.folder import keep


def test_the_folder_is_made_when_it_is_needed(tmp_path: Path) -> None:
    file = keep(tmp_path / "deep" / "files", "result.png", b"one")
    assert file == tmp_path / "deep" / "files" / "result.png"
    assert file.read_bytes() == b"one"


def test_another_content_gets_a_number_and_the_same_one_no_second_file(tmp_path: Path) -> None:
    kept = [keep(tmp_path, "result-2026-04-07.png", data) for data in (b"one", b"two", b"one", b"two", b"three")]
    assert [file.name for file in kept] == [
        "result-2026-04-07.png",
        "result-2026-04-07-2.png",
        "result-2026-04-07.png",
        "result-2026-04-07-2.png",
        "result-2026-04-07-3.png",
    ]
    assert sorted(file.read_bytes() for file in tmp_path.iterdir()) == [b"one", b"three", b"two"]


def test_what_is_there_stays_whatever_it_is(tmp_path: Path) -> None:
    (tmp_path / "report.pdf").mkdir()
    (tmp_path / "report-2.pdf").write_bytes(b"somebody's")
    assert keep(tmp_path, "report.pdf", b"ours").name == "report-3.pdf"
    assert (tmp_path / "report-2.pdf").read_bytes() == b"somebody's"


def test_nothing_is_left_behind_where_it_fails(tmp_path: Path) -> None:
    (tmp_path / "report.pdf.part").mkdir()
    with pytest.raises(OSError, match="directory"):
        keep(tmp_path, "report.pdf", b"ours")
    assert [each.name for each in tmp_path.iterdir()] == ["report.pdf.part"]


def test_a_file_in_the_folder_s_place_is_an_error_and_stays(tmp_path: Path) -> None:
    (tmp_path / "files").write_bytes(b"somebody's")
    with pytest.raises(OSError, match="exists"):
        keep(tmp_path / "files", "report.pdf", b"ours")
    assert (tmp_path / "files").read_bytes() == b"somebody's"
