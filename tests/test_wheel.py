"""The wheel is whole: built, installed beside the runtime dependencies only, and started outside the checkout."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LIBRARY_CASES = sorted((ROOT / "surveys" / "library" / "cases").iterdir())
CASES = "from bot.desk import cluster_label; print(*cluster_label().cases.ids)"


def run(*command: str, cwd: Path, typed: str = "") -> str:
    """What a command printed; fails with what it said."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "CLUSTERREADY_"))}
    done = subprocess.run(
        command, cwd=cwd, input=typed, capture_output=True, text=True, env={**clean, "LANG": "C.UTF-8"}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.timeout(300)
def test_the_wheel_starts_outside_the_checkout(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    run(*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(tmp_path), str(ROOT), cwd=tmp_path)
    (wheel,) = tmp_path.glob("clusterready-*.whl")
    clean = tmp_path / "clean"
    venv.create(clean, with_pip=True)
    install = [str(clean / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    run(*install, "--require-hashes", "-r", str(ROOT / "requirements.lock"), cwd=tmp_path)
    run(*install, "--no-deps", str(wheel), cwd=tmp_path)
    program = str(clean / "bin" / "clusterready")
    assert "Menü" in run(program, "chat", "--language", "de", cwd=tmp_path, typed="einverstanden\nvoller\n")
    run(program, "report", "--session", "1", "--out", "report.pdf", cwd=tmp_path)  # templates and fonts are in it
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    python = str(clean / "bin" / "python")
    assert run(python, "-c", CASES, cwd=tmp_path).split() == [path.name for path in LIBRARY_CASES]
    assert "clusterready 0." in run(program, "--version", cwd=tmp_path)
    assert (tmp_path / "clusterready.db").exists()


def test_the_lock_has_hashes_and_no_registry() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text()
        assert "://" not in text
        pins = [line for line in text.splitlines() if "==" in line]
        assert pins
        assert all(line.endswith("\\") for line in pins), "each pin is followed by its hashes"
