"""The folder of proofs: whole files under their hash or nothing, types by content, names that do no harm."""

import errno
import hashlib
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.file_types import TYPES, Judge
from storage.proof_files import FILE_LIMIT, NAME_LIMIT, NotKept, ProofFiles, safe_name
from tests.bot.proof_files import PDF, REFUSED, TAKEN, TEXT, office
from tests.faults.program import ROOT


def kept(files: ProofFiles, content: bytes, number: int = 1) -> str:
    """The hash of a file that comes in by pieces and is placed."""
    return taken(files, (content[start : start + 7] for start in range(0, len(content), 7)), number)


def taken(files: ProofFiles, pieces: Iterator[bytes], number: int = 1) -> str:
    with files.incoming(number, 1) as incoming:
        for piece in pieces:
            incoming.write(piece)
        arrival = incoming.finished()
        files.place(arrival)
    return arrival.sha256


def cut() -> Iterator[bytes]:
    """A connection that breaks off."""
    yield PDF
    raise ConnectionError


def everything(folder: Path) -> list[str]:
    """All files in a folder."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def files(tmp_path: Path) -> ProofFiles:
    return ProofFiles(tmp_path / "evidence")


# --- types ---------------------------------------------------------------------------------------------------


def judged(content: bytes, tmp_path: Path) -> str | None:
    file, judge = tmp_path / "file", Judge()
    file.write_bytes(content)
    for start in range(0, len(content), 5):
        judge.see(content[start : start + 5])
    return judge.judged(file)


def test_every_type_has_its_example() -> None:
    assert set(TAKEN) == set(TYPES)


@pytest.mark.parametrize("kind", TAKEN)
def test_the_type_is_told_by_the_content(kind: str, tmp_path: Path) -> None:
    assert judged(TAKEN[kind], tmp_path) == kind


@pytest.mark.parametrize("kind", REFUSED)
def test_everything_else_is_refused(kind: str, tmp_path: Path) -> None:
    assert judged(REFUSED[kind], tmp_path) is None


def test_a_container_with_too_many_entries_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.file_types.MOST_NAMES", 5)
    assert judged(office("word", "a", "b", "c"), tmp_path) is None


# --- coming in -----------------------------------------------------------------------------------------------


def test_a_file_lies_under_its_hash_once_and_only_for_us(files: ProofFiles) -> None:
    hash = kept(files, PDF)
    assert hash == hashlib.sha256(PDF).hexdigest()
    assert kept(files, PDF, 2) == hash
    assert everything(files.folder) == [f"{hash[:2]}/{hash[2:]}"]
    assert files.read(hash) == PDF
    assert files.path(hash).stat().st_mode & 0o777 == 0o600
    assert files.folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("content", [b"", REFUSED["program"]])
def test_what_is_refused_leaves_nothing(files: ProofFiles, content: bytes) -> None:
    with pytest.raises(NotKept) as refusal:
        kept(files, content)
    assert refusal.value.reason == ("type" if content else "empty")
    assert everything(files.folder) == []


def test_a_file_that_grows_too_large_is_cut_off_there(files: ProofFiles) -> None:
    pieces = iter([bytes(2**20)] * 100)
    with pytest.raises(NotKept, match="large"):
        taken(files, pieces)
    assert len(list(pieces)) == 100 - FILE_LIMIT // 2**20 - 1
    assert everything(files.folder) == []


def test_a_cut_leaves_nothing(files: ProofFiles) -> None:
    with pytest.raises(ConnectionError):
        taken(files, cut())
    assert everything(files.folder) == []


def test_what_a_kill_left_goes_unless_it_is_still_on_its_way(files: ProofFiles) -> None:
    folder = files.folder / "incoming"
    folder.mkdir(parents=True)
    for name in ("3-1.part", "3-2.part", "4-1.part", "strange.part"):
        (folder / name).write_bytes(b"x")
    files.forget_parts({4})
    assert everything(folder) == ["4-1.part"]


@pytest.mark.parametrize(("number", "reason"), [(errno.ENOSPC, "full"), (errno.EDQUOT, "full"), (errno.EIO, "disk")])
def test_a_disk_that_refuses_at_the_end(
    files: ProofFiles, monkeypatch: pytest.MonkeyPatch, number: int, reason: str
) -> None:
    def refuse(_: int) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(NotKept, match=reason):
        kept(files, PDF)
    assert everything(files.folder) == []


LIMITED = """
import resource, sys
from pathlib import Path
from storage.proof_files import NotKept, ProofFiles
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
files = ProofFiles(Path(sys.argv[1]))
try:
    with files.incoming(1, 1) as incoming:
        for _ in range(20):
            incoming.write(b"%PDF-" + bytes(9_995))
        files.place(incoming.finished())
except NotKept as refusal:
    print(refusal.reason)
"""


def test_a_disk_that_takes_no_more_bytes(files: ProofFiles) -> None:
    assert hasattr(resource, "RLIMIT_FSIZE")
    told = subprocess.run(
        [sys.executable, "-c", LIMITED, str(files.folder)], capture_output=True, text=True, check=True, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert told.stdout == "full\n"
    assert everything(files.folder) == []


def test_a_folder_that_can_not_be_made(tmp_path: Path) -> None:
    (tmp_path / "evidence").write_text("in the way")
    with pytest.raises(NotKept, match="disk"), ProofFiles(tmp_path / "evidence").incoming(1, 1):
        raise AssertionError("it was opened")


KILLED = """
import os, sys
from pathlib import Path
from storage.proof_files import ProofFiles
with ProofFiles(Path(sys.argv[1])).incoming(1, 1) as incoming:
    incoming.write(b"%PDF-1.7 half")
    incoming._file.flush()
    os.kill(os.getpid(), 9)
"""


def test_a_kill_leaves_no_file_but_a_part_that_the_next_start_removes(files: ProofFiles) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(files.folder)], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert ended.returncode == -signal.SIGKILL
    assert everything(files.folder) == ["incoming/1-1.part"]
    files.forget_parts(set())
    assert everything(files.folder) == []


# --- going ---------------------------------------------------------------------------------------------------


def test_erasing_overwrites_before_it_removes(files: ProofFiles, tmp_path: Path) -> None:
    hash = kept(files, TEXT)
    seen = tmp_path / "another-name"
    os.link(files.path(hash), seen)  # what would still be on the disk
    files.erase(hash)
    assert seen.read_bytes() == bytes(len(TEXT))
    assert everything(files.folder) == []
    files.erase(hash)  # gone already


@pytest.mark.parametrize("hash", ["", "..", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "/x"])
def test_nothing_but_a_hash_names_a_file(files: ProofFiles, hash: str) -> None:
    assert not files.has(hash)
    with pytest.raises(ValueError, match="no hash"):
        files.erase(hash)


# --- names ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Strategie 2025.pdf", "Strategie 2025.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("..\\..\\boot.ini", "boot.ini.pdf"),
        ("/", "file.pdf"),
        ("", "file.pdf"),
        ("...", "file.pdf"),
        ("a\x00b\nc.pdf", "abc.pdf"),
        ("fdp.\u202etxt.pdf", "fdp.txt.pdf"),
        ("Rechnung.exe", "Rechnung.exe.pdf"),
        ("Plan.PDF", "Plan.PDF"),
        ('a<b>:"c"|?*.pdf', "abc.pdf"),
        ("日本語の計画.pdf", "日本語の計画.pdf"),
        (" .hidden.pdf", "hidden.pdf"),
    ],
)
def test_names_are_made_harmless(name: str, safe: str) -> None:
    assert safe_name(name, "pdf") == safe


def test_a_very_long_name_is_cut_and_keeps_its_ending() -> None:
    assert len(safe_name("x" * 5000 + ".pdf", "pdf")) <= NAME_LIMIT
    assert safe_name("x" * 5000 + ".pdf", "pdf").endswith(".pdf")
    assert len(safe_name("x" * 5000)) == NAME_LIMIT


@pytest.mark.parametrize(("name", "type", "safe"), [("a.csv", "text", "a.csv"), ("a.html", "text", "a.html.txt"),
                                                    ("a.jpg", "jpeg", "a.jpg"), ("a", "jpeg", "a.jpg")])  # fmt: skip
def test_an_ending_stays_only_where_it_is_of_the_type(name: str, type: str, safe: str) -> None:
    assert safe_name(name, type) == safe  # type: ignore[arg-type]  # one of TYPES
