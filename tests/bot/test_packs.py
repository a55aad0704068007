"""Packs: what goes in comes out with the same sums; what was changed, added, taken away or made up is told."""

import json
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bot.packs
from bot.__main__ import main
from bot.packs import MANIFEST, Packed, packed, verify, volumes

AT = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
FILES = (
    Packed("report.pdf", "The report", b"%PDF-1.7 ..."),
    Packed("proofs/strategy.pdf", "Proof of 4.1.2", b"x" * 5000),
)


def written(folder: Path, content: bytes) -> Path:
    file = folder / "pack.zip"
    file.write_bytes(content)
    return file


def made(folder: Path) -> Path:
    (volume,) = packed(FILES, "pack", AT, "Example").volumes
    return written(folder, volume.content)


def rewritten(file: Path, changes: dict[str, bytes | None], more: dict[str, bytes] | None = None) -> Path:
    """The pack with some entries changed, left out (None) or added."""
    out = BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w") as new:
        for each in old.infolist():
            content = changes.get(each.filename, old.read(each))
            if content is not None:
                new.writestr(each.filename, content)
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return written(file.parent, out.getvalue())


def test_a_pack_is_what_its_manifest_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = made(tmp_path)
    found = verify(file)
    assert (found.files, found.parts, found.left_out, found.problems) == (
        ("report.pdf", "proofs/strategy.pdf"), (1, 1), (), (),
    )  # fmt: skip
    assert main(["pack", "verify", str(file)]) == 0
    assert capsys.readouterr().err == "part 1 of 1: 2 files, 0 problems\n"


def test_equal_input_gives_equal_bytes_and_a_file_may_lie_on_the_disk(tmp_path: Path) -> None:
    lying = tmp_path / "proof.bin"
    lying.write_bytes(FILES[1].content if isinstance(FILES[1].content, bytes) else b"")
    again = (FILES[0], Packed(FILES[1].name, FILES[1].what, lying))
    once, twice = (packed(each, "pack", AT, "Example").volumes[0] for each in (FILES, again))
    assert once.content == twice.content == twice.content


def test_a_zip_is_made_when_it_is_asked_for_and_not_kept(tmp_path: Path) -> None:
    lying = tmp_path / "proof.bin"
    lying.write_bytes(b"abc")
    (volume,) = volumes([FILES[0], Packed("proof.bin", "", lying)], "pack", AT, "Example")
    lying.write_bytes(b"abcd")
    assert verify(written(tmp_path, volume.content)).problems == ()
    lying.unlink()
    with pytest.raises(OSError, match=r"proof\.bin"):
        assert volume.content


@pytest.mark.parametrize(
    ("changes", "more", "problem"),
    [
        ({"report.pdf": b"%PDF-1.7 ..!"}, {}, "report.pdf is not as it was packed."),
        ({"report.pdf": b"%PDF-1.7 ... and more"}, {}, "report.pdf is not as it was packed."),
        ({"report.pdf": None}, {}, "report.pdf is missing."),
        ({}, {"extra.exe": b"MZ"}, "extra.exe is not in the manifest."),
        ({}, {"../../evil.sh": b"#!"}, "../../evil.sh is not in the manifest."),
        ({MANIFEST: None}, {}, f"There is no {MANIFEST} of ours in it."),
        ({MANIFEST: b"{"}, {}, "The manifest is damaged."),
        ({MANIFEST: b"[]"}, {}, "The manifest is damaged."),
        ({MANIFEST: b'{"format": "other", "version": 1}'}, {}, "This is no clusterready-pack of version 1."),
        ({MANIFEST: b'{"format": "clusterready-pack"}'}, {}, f"There is no {MANIFEST} of ours in it."),
    ],
)
def test_whatever_was_done_to_it_is_told(
    tmp_path: Path, changes: dict[str, bytes | None], more: dict[str, bytes], problem: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    file = rewritten(made(tmp_path), changes, more)
    assert problem in verify(file).problems
    assert main(["pack", "verify", str(file)]) == 1
    assert problem in capsys.readouterr().out


def test_a_bomb_is_read_no_further_than_its_manifest_says(tmp_path: Path) -> None:
    file = made(tmp_path)
    with zipfile.ZipFile(file) as archive:
        told = json.loads(archive.read(MANIFEST))
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("report.pdf", bytes(200_000_000))
        archive.writestr(MANIFEST, json.dumps(told))
    assert "report.pdf is not as it was packed." in verify(written(tmp_path, bomb.getvalue())).problems


@given(st.binary(max_size=300))
def test_what_is_no_zip_is_no_pack(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    assert verify(written(tmp_path_factory.mktemp("any"), content)).problems


def test_a_damaged_byte_anywhere_is_never_taken_for_whole(tmp_path: Path) -> None:
    whole = made(tmp_path).read_bytes()
    for place in range(0, len(whole), 7):
        spoilt = bytearray(whole)
        spoilt[place] ^= 0xFF
        found = verify(written(tmp_path, bytes(spoilt)))
        assert found.problems or found.files == ("report.pdf", "proofs/strategy.pdf")


def test_what_is_too_much_for_one_file_is_split_or_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.packs, "VOLUME_BYTES", 10_000)
    files = [Packed(f"{n}.bin", "", bytes([n]) * 4_000) for n in range(5)] + [Packed("huge.bin", "", bytes(10_001))]
    pack = packed(files, "pack", AT, "Example")
    assert [each.name for each in pack.volumes] == [f"pack-{n}-of-3.zip" for n in (1, 2, 3)]
    assert pack.left_out == ("huge.bin",)
    held: list[str] = []
    for number, volume in enumerate(pack.volumes, start=1):
        found = verify(written(tmp_path, volume.content))
        assert (found.parts, found.left_out, found.problems) == ((number, 3), ("huge.bin",), ())
        held += found.files
    assert held == [f"{n}.bin" for n in range(5)]


@pytest.mark.parametrize(
    "name", ["../up.pdf", "/root.pdf", "a/b/c.pdf", "", ".hidden", "a\\b", "x" * 200, MANIFEST, "ü.pdf"]
)
def test_only_plain_names_go_in(name: str) -> None:
    with pytest.raises(ValueError, match="plain names"):
        packed([Packed(name, "", b"")], "pack", AT, "Example")
    with pytest.raises(ValueError, match="plain names"):
        packed([FILES[0], FILES[0]], "pack", AT, "Example")
