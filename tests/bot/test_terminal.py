"""The program as a person starts it: piped input, exit codes, several people, nothing imported that is not needed."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from bot.conversation import Typed
from bot.plain_text import rendered
from bot.screens import Attachment, Button, Page, Screen, Tap
from bot.speech import speech
from bot.terminal import _kept, entered
from tests.bot.reviewing import stage
from tests.bot.talking import Talk

ROOT = Path(__file__).parents[2]


def clusterready(
    folder: Path, *arguments: str, typed: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Runs the program in a folder of its own."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CLUSTERREADY_")}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        input=typed,
        capture_output=True,
        text=True,
        timeout=60,
        env={**clean, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", **environment},
    )


def test_a_conversation_can_be_piped_and_ends_saved(tmp_path: Path) -> None:
    first = clusterready(tmp_path, "chat", typed="agree\nfull check\nExample\n")
    assert first.returncode == 0
    assert first.stderr == ""
    assert "> Example\n\n✓ Saved · Name: Example\nFacts 2/9 · Country" in first.stdout
    assert first.stdout.endswith("Everything you answered is saved. Until next time.\n")
    second = clusterready(tmp_path, "chat", typed="")
    assert "you were at Facts 2/9 · Country" in second.stdout
    assert (tmp_path / "clusterready.db").exists()


def test_people_are_kept_apart(tmp_path: Path) -> None:
    clusterready(tmp_path, "chat", "--person", "anna", typed="agree\nfull check\nExample\n")
    other = clusterready(tmp_path, "chat", "--person", "ben", typed="")
    assert "I agree, begin" in other.stdout


def test_another_language_and_another_database(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'other.db'}"
    told = clusterready(tmp_path, "chat", "--language", "de", "--database", url, typed="einverstanden\n")
    assert "Menü" in told.stdout
    again = clusterready(tmp_path, "chat", "--language", "en", "--database", url)
    assert again.stdout.lstrip().startswith("Menu\n")
    assert not (tmp_path / "clusterready.db").exists()


def test_wrong_settings_are_all_named_with_exit_code_2(tmp_path: Path) -> None:
    wrong = {"CLUSTERREADY_LOG_LEVEL": "loud", "CLUSTERREADY_DATABASE_URL": "x"}
    told = clusterready(tmp_path, "chat", **wrong)
    assert told.returncode == 2
    assert "CLUSTERREADY_LOG_LEVEL" in told.stderr
    assert "CLUSTERREADY_DATABASE_URL" in told.stderr
    assert "Traceback" not in told.stderr


def test_a_database_that_is_not_ours_is_refused_with_exit_code_1(tmp_path: Path) -> None:
    (tmp_path / "clusterready.db").write_text("Dear board, " * 200)
    told = clusterready(tmp_path, "chat")
    assert told.returncode == 1
    assert "no database of ours" in told.stderr
    assert "Traceback" not in told.stderr


def test_a_read_only_database_says_so_and_the_person_stays(tmp_path: Path) -> None:
    clusterready(tmp_path, "chat", typed="agree\nfull check\n")
    script = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1, 1))\n"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "from bot.__main__ import main; sys.exit(main(['chat']))\n"
    )
    (tmp_path / "full.py").write_text(script)
    clean = {**os.environ, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
    told = subprocess.run(
        [sys.executable, "full.py"],
        cwd=tmp_path,
        input="continue\n",
        capture_output=True,
        text=True,
        timeout=60,
        env=clean,
    )
    assert "Nothing was saved" in told.stdout + told.stderr or "can't be opened" in told.stdout + told.stderr
    assert "Traceback" not in told.stdout + told.stderr
    again = clusterready(tmp_path, "chat", typed="continue\n")
    assert "Facts 1/9 · Name" in again.stdout


def test_the_second_start_imports_nothing_heavy_it_does_not_need(tmp_path: Path) -> None:
    clusterready(tmp_path, "chat", typed="agree\n")
    script = "import sys; from bot.__main__ import main; main(['chat']); print(sorted(sys.modules), file=sys.stderr)"
    clean = {**os.environ, "PYTHONPATH": str(ROOT)}
    told = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=clean,
    )
    for module in ("alembic", "telegram", "prompt_toolkit", "matplotlib", "aiohttp", "typst", "bot.reports.standing"):
        assert f"'{module}'" not in told.stderr


@pytest.mark.parametrize("word", ["quit", "beenden", "EXIT"])
def test_a_word_ends_it_and_is_no_answer(tmp_path: Path, word: str) -> None:
    told = clusterready(tmp_path, "chat", typed=f"agree\nfull check\n{word}\nExample\n")
    assert told.returncode == 0
    assert "Saved" not in told.stdout
    assert told.stdout.endswith("Until next time.\n")


def test_the_goodbye_is_in_the_language_that_was_chosen(tmp_path: Path) -> None:
    told = clusterready(tmp_path, "chat", typed="Deutsch\neinverstanden\n")
    assert told.stdout.endswith("Bis zum nächsten Mal.\n")


def test_the_language_of_the_system_is_taken(tmp_path: Path) -> None:
    assert "Einverstanden" in clusterready(tmp_path, "chat", LANG="de_DE.UTF-8").stdout
    assert "Einverstanden" in clusterready(tmp_path, "chat", LC_ALL="de_AT.UTF-8", LANG="C.UTF-8").stdout


def test_bytes_that_are_no_text_and_a_narrow_output_end_in_no_traceback(tmp_path: Path) -> None:
    clean = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "latin-1"}
    told = subprocess.run(
        [sys.executable, "-m", "bot", "chat"],
        cwd=tmp_path,
        input=b"agree\nfull check\n\xff\xfe name\n",
        capture_output=True,
        env=clean,
    )
    assert told.returncode == 0
    assert b"Traceback" not in told.stderr


def test_help_is_quick(tmp_path: Path) -> None:
    script = (
        "import sys; from bot.__main__ import main\n"
        "try: main(['--help'])\n"
        "finally: print(sorted(sys.modules), file=sys.stderr)"
    )
    clean = {**os.environ, "PYTHONPATH": str(ROOT)}
    told = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, env=clean)
    for module in ("sqlmodel", "sqlalchemy", "pydantic", "yaml", "telegram"):
        assert f"'{module}'" not in told.stderr
    assert "chat" in told.stdout


def test_no_command_shows_the_help_with_exit_code_2(tmp_path: Path) -> None:
    told = clusterready(tmp_path)
    assert told.returncode == 2
    assert "usage: clusterready" in told.stdout


def test_surveys_are_checked_from_the_command_line(tmp_path: Path) -> None:
    assert clusterready(ROOT, "survey", "check", "surveys/library").returncode == 0
    broken = tmp_path / "mine" / "1"
    broken.mkdir(parents=True)
    (broken / "survey.yaml").write_text("id: mine\nid: mine\n")
    told = clusterready(tmp_path, "survey", "check", "mine")
    assert told.returncode == 1
    assert "survey.yaml:2:1: Y04 `id` stands here a second time" in told.stdout.replace("mine/1/", "")
    nowhere = clusterready(tmp_path, "survey", "check", "nowhere")
    assert nowhere.returncode == 1
    assert "nowhere/survey.yaml:1:1: Y05" in nowhere.stdout


# --- pictures, files and bars --------------------------------------------------------------------------------

BAR = "█"


def test_files_go_to_one_folder_that_is_named_and_replace_none(tmp_path: Path) -> None:
    first = clusterready(tmp_path, "chat", typed="agree\nfull check\nExample\n/result\n/result\n")
    (named,) = {line for line in first.stdout.split("\n") if line.startswith("→ ")}  # twice the same picture
    picture = Path(named.removeprefix("→ "))
    assert picture.parent == tmp_path / "clusterready-files"
    assert picture.read_bytes()[:4] == b"\x89PNG"
    before = picture.read_bytes()
    second = clusterready(tmp_path, "chat", typed="/check\nGermany\nback\nback\nOther\n/result\n")
    again = picture.with_stem(f"{picture.stem}-2")
    assert f"→ {again}" in second.stdout
    assert (again.read_bytes() == before, picture.read_bytes()) == (False, before)


def test_another_folder_can_be_set(tmp_path: Path) -> None:
    folder = tmp_path / "my results"
    told = clusterready(tmp_path, "chat", typed="agree\n/export\n", CLUSTERREADY_FILES_DIR=str(folder))
    (file,) = folder.iterdir()
    assert f"→ {file}" in told.stdout


def test_a_file_that_can_not_be_written_says_what_to_do_in_the_language(tmp_path: Path) -> None:
    script = "einverstanden\n/export\n"
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "deep").write_text("x")
    folder = {"CLUSTERREADY_FILES_DIR": str(tmp_path / "files" / "deep" / "deeper")}
    told = clusterready(tmp_path, "chat", "--language", "de", typed=script, **folder)
    assert "lässt sich nicht schreiben" in told.stdout
    assert "CLUSTERREADY_FILES_DIR" in told.stdout
    assert told.returncode == 0
    assert "Traceback" not in told.stderr


def test_a_picture_that_can_not_be_made_ends_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> bytes:
        raise RuntimeError("no ink")

    (said,) = _kept(Attachment("result.png", make=broken, then=Attachment("next.txt")), tmp_path, speech("de"))
    assert said == "result.png ließ sich hier nicht erstellen. Versuchen Sie es noch einmal."
    assert "a file could not be made" in caplog.text
    assert list(tmp_path.iterdir()) == []


def test_a_pipe_has_words_only_and_bars_where_they_are_forced(tmp_path: Path) -> None:
    script = "agree\nfull check\nExample\n/result\n"
    told = clusterready(tmp_path, "chat", typed=script)
    assert "In total" not in told.stdout
    forced = clusterready(tmp_path, "chat", typed="/result\n", CLUSTERREADY_BARS="always", COLUMNS="80")
    lines = forced.stdout.split("\n")
    assert any(line.startswith("In total") and line.endswith("0–150 of 150") for line in lines)
    assert "\x1b" not in forced.stdout
    drawn = lines.index(next(line for line in lines if line.startswith("In total")))
    assert lines.index("Provisional self-check, not an ESCA or EUCLES result") < drawn
    assert drawn < lines.index("[1: Bronze: why?] [2: Silver: why?] [3: Gold: why?]")


def test_bars_of_another_encoding_are_plain(tmp_path: Path) -> None:
    clusterready(tmp_path, "chat", typed="agree\nfull check\nExample\n")
    told = clusterready(tmp_path, "chat", typed="/result\n", CLUSTERREADY_BARS="always", PYTHONIOENCODING="ascii")
    assert any(line.startswith("In total") and line.endswith("0-150 of 150") for line in told.stdout.split("\n"))


@pytest.mark.skipif(sys.platform == "win32", reason="has no pseudo-terminals")
@pytest.mark.parametrize(("declined", "coloured"), [("", True), ("1", False)])
async def test_a_real_terminal_shows_bars(tmp_path: Path, declined: str, coloured: bool) -> None:
    talk = Talk(tmp_path / "clusterready.db")
    await talk.begin()
    await talk.enter(Tap("give", 1, "role-clarity", "p5"))
    await talk.enter(Tap("doc", 1, "role-clarity", "yes"))
    await talk.close()
    shown = on_a_terminal(tmp_path, "/result\n", NO_COLOR=declined, COLUMNS="80")
    assert BAR in shown
    assert ("\x1b[36m" in shown) is coloured


def on_a_terminal(folder: Path, typed: str, **environment: str) -> str:
    """What the program prints to a pseudo-terminal; what is typed is piped."""
    ours, theirs = os.openpty()
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CLUSTERREADY_")}
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "chat"],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=theirs,
        env={**clean, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", "TERM": "xterm", **environment},
    ) as program:
        os.close(theirs)
        assert program.stdin is not None
        program.stdin.write(typed.encode())
        program.stdin.close()
        shown = b""
        with suppress(OSError):  # the other end is closed when the program ends
            while more := os.read(ours, 65536):
                shown += more
        os.close(ours)
    assert program.returncode == 0
    return shown.decode()


# --- buttons by letter, number or words ----------------------------------------------------------------------


def screen(*labels: str, typing: bool = False) -> tuple[Screen, ...]:
    return (Page().line("x").rows([Button(label, Tap(label)) for label in labels], 2).screen(typing),)


@pytest.mark.parametrize(
    ("line", "labels", "typing", "meant"),
    [
        ("A", ("A ✓", "B"), True, "A ✓"),
        ("b", ("A ✓", "B"), True, "B"),
        ("why", ("Back", "Why?"), True, "Why?"),
        ("BACK", ("Back", "Why?"), True, "Back"),
        ("2", ("Express check", "Full check"), False, "Full check"),
        ("full", ("Express check", "Full check"), False, "Full check"),
        ("check", ("Express check", "Full check"), False, None),  # two fit: not guessed
        ("3", ("Express check", "Full check"), False, None),
        ("2", ("Back", "Why?"), True, None),  # where typing answers, a number is an answer
        ("bac", ("Back", "Why?"), True, None),
        ("from your last check: 4", ("From your last check: 4.1.2", "Back"), True, "From your last check: 4.1.2"),
        ("/start", ("/start", "x"), False, None),
    ],
)
def test_what_a_line_means(line: str, labels: tuple[str, ...], typing: bool, meant: str | None) -> None:
    expected = Tap(meant) if meant else Typed(line)
    assert entered(screen(*labels, typing=typing), line) == expected


def test_without_a_screen_a_line_is_text() -> None:
    assert entered((), "A") == Typed("A")


def test_a_decorated_screen_is_wrapped_and_bold() -> None:
    shown = rendered(Page().bold("Title").line("A  " + "word " * 30).screen(), decorated=True, width=40)
    assert "\x1b[1mTitle\x1b[0m" in shown
    lines = shown.split("\n")
    assert all(len(line) <= 50 for line in lines)
    assert lines[2].startswith("   ")  # a statement's second line stands under its words


def test_rows_of_buttons_break_between_buttons_in_a_narrow_window() -> None:
    labels = ("Bronze: why?", "Silver: why?", "Gold: why?", "A caption that is longer than the window is wide")
    buttons = tuple(Button(label, Tap("menu")) for label in labels)
    found = Page().line("x").row(*buttons[:3]).row(buttons[3]).screen()
    shown = rendered(found, decorated=True, width=36).split("\n")
    assert shown[2:] == [
        "[1: Bronze: why?] [2: Silver: why?]",
        "[3: Gold: why?]",
        "[4: A caption that is longer than",
        "the window is wide]",
    ]
    assert rendered(found).split("\n")[2] == "[1: Bronze: why?] [2: Silver: why?] [3: Gold: why?]"


def test_a_plain_screen_has_no_decoration() -> None:
    assert rendered(Page().bold("Title").screen()) == "Title"


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ("Name of mate accepted an invitation and waits to be let in.", "More: /team")),
     ("de", ("Name of mate hat eine Einladung angenommen und wartet darauf", "Mehr: /team"))],
)  # fmt: skip
async def test_news_are_shown_when_the_program_starts_and_once(
    tmp_path: Path, language: str, words: tuple[str, ...]
) -> None:
    async with stage(tmp_path, language) as found:
        code = await found.invited("team-invite", 1, "", "editor")
        await found.new("mate")
        await found.type(f"/start {code}")
        await found.tap("accept", choice=code)
        await found.type("Name of mate")
        url = found.talk.url
    first = clusterready(tmp_path, "chat", "--person", "manager", "--database", url, LANG="C.UTF-8")
    assert all(each in first.stdout for each in words)
    assert first.stdout.index(words[0]) < first.stdout.index("Menü" if language == "de" else "Menu")
    mate = clusterready(tmp_path, "chat", "--person", "mate", "--database", url)
    assert words[0] not in mate.stdout
    again = clusterready(tmp_path, "chat", "--person", "manager", "--database", url)
    assert words[0] not in again.stdout
