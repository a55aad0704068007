"""The program as a process of its own that a test talks to line by line, disturbs, and ends."""

import os
import random
import re
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[2]
CHAT = "import sys; from bot.__main__ import main; sys.exit(main(sys.argv[1:]))"
END = re.compile(r"^\[.*\]\n\Z", re.MULTILINE)
"""The last row of buttons of a screen; it comes in one piece."""
PATIENCE = 30


class Program:
    """`clusterready chat` on the file `folder/clusterready.db`. `before` is Python that runs first, in its process."""

    def __init__(
        self, folder: Path, person: str = "me", before: str = "", user: int | None = None, language: str | None = None
    ) -> None:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("CLUSTERREADY_", "PYTHON"))}
        told = ["--language", language] if language else []
        self.process = subprocess.Popen(
            [sys.executable, "-c", f"{before}\n{CHAT}", "chat", "--person", person, *told],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            user=user,
            env={**clean, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
        )
        self.said = ""
        """Everything that came out so far."""
        self._typed = 0
        self._changed = threading.Condition()
        self._ended = False
        self._reader = threading.Thread(target=self._read, args=(_stream(self.process.stdout),), daemon=True)
        self._reader.start()

    def _read(self, stream: IO[bytes]) -> None:
        unread = b""
        while chunk := os.read(stream.fileno(), 65536):
            unread += chunk
            with self._changed:
                text = unread.decode(errors="ignore")
                unread = unread[len(text.encode()) :]
                self.said += text
                self._changed.notify()
        with self._changed:
            self._ended = True
            self._changed.notify()

    def until(self, sign: re.Pattern[str] = END, since: int = 0) -> str:
        """What came out since a place, once the sign is in it or the program ended."""

        def arrived() -> bool:
            return self._ended or sign.search(self.said, since) is not None

        with self._changed:
            if not self._changed.wait_for(arrived, timeout=PATIENCE):
                raise TimeoutError(f"no {sign.pattern} in: {self.said[since:][-2000:]}")
            return self.said[since:]

    def type(self, line: str) -> None:
        """Types a line and does not wait."""
        self._typed = len(self.said)
        with suppress(BrokenPipeError):  # it has ended; what it said tells why
            _stream(self.process.stdin).write(f"{line}\n".encode())
            _stream(self.process.stdin).flush()

    def say(self, line: str, sign: re.Pattern[str] = END) -> str:
        """Types a line; what came back, or came before the program ended."""
        self.type(line)
        return self.until(sign, self._typed)

    def since_typed(self) -> str:
        """What came out since the last line was typed."""
        return self.said[self._typed :]

    def kill(self) -> None:
        """SIGKILL: it can't do anything about it. Whatever was said before is read."""
        self.process.kill()
        self._gone()

    def end(self) -> int:
        """The end of the input; the exit code."""
        with suppress(BrokenPipeError):
            _stream(self.process.stdin).close()
        self._gone()
        return self.process.returncode

    def _gone(self) -> None:
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise
        finally:
            self._reader.join(PATIENCE)
            for stream in (self.process.stdin, self.process.stdout):
                with suppress(BrokenPipeError):
                    _stream(stream).close()

    def __enter__(self) -> "Program":
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        if not self._ended or not _stream(self.process.stdout).closed:
            self._gone()


def _stream(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None
    return stream


def acknowledged(said: str) -> list[str]:
    """The lines that tell a person that something is stored."""
    return [line for line in said.split("\n") if line.startswith("✓ ")]


def last_screen(said: str) -> str:
    """The newest screen, without the line that was typed and what was stored."""
    screen = said.split("\n> ")[-1].split("\n\n", 1)[-1] if "> " in said else said
    return "\n".join(line for line in screen.strip("\n").split("\n") if not line.startswith(("✓ ", "> ")))


def captions(screen: str) -> list[str]:
    """What the buttons say."""
    rows = [line for line in screen.split("\n") if line.startswith("[")]
    return [found for row in rows for found in re.findall(r"\[(?:\d+: )?([^\]]+)\]", row)]


def line_for(screen: str, rng: random.Random, number: int) -> str | None:
    """What somebody could type now to go on; None when every question was asked."""
    shown = captions(screen)
    if screen.startswith("Before you finish") or "Submit" in shown:
        return None
    for caption, line in (("I agree, begin", "1"), ("Continue", "continue")):
        if caption in shown:
            return line
    if any(caption.startswith("Full check") for caption in shown):
        return "full check"
    return _answer(screen, shown, rng, number)


FORMS: Mapping[str, str] = {
    "Type your answer, up to": "Example {number}",
    "Type a month like 05/2016": "05/{year}",
    "Type a month like 10/2027": "10/2039",
    "Type a month like": "05/{year}",
    "Type two numbers like": "{part}/60",
    "Type a number": "{part}",
}


def _answer(screen: str, shown: list[str], rng: random.Random, number: int) -> str:
    counts = re.search(r"Type all (\d+) numbers", screen)
    letters = [caption[0] for caption in shown if re.fullmatch(r"[A-Z]( [✓☐☑])?", caption)]
    if {"Yes", "Partly", "No"} <= set(shown):
        return rng.choice(("Yes", "Partly", "No"))
    if counts:
        empty = "Sum: 0" in screen
        return " ".join(str(rng.randint(1, 30)) for _ in range(int(counts[1]))) if empty else "OK"
    if "Done" in shown:
        return "Done" if "☑" in screen and rng.random() < 0.7 else rng.choice(letters)
    if letters:
        return rng.choice(letters)
    bounds = re.search(r"Type a (?:whole )?number from (\d+) to (\d+)", screen)
    if bounds:
        return str(rng.randint(int(bounds[1]), min(int(bounds[2]), int(bounds[1]) + 40)))
    for sign, typed in FORMS.items():
        if sign in screen:
            return typed.format(number=number, year=rng.randint(2012, 2024), part=rng.randint(5, 55))
    return shown[0] if shown and shown[0] != "Back" else "Skip"
