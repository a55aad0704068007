"""The same conversation on a terminal: screens as text, buttons chosen by letter, number or words.

In a real terminal there is completion and bold print. With piped input every line is echoed after `> ` and nothing is
decorated, so that a conversation can be scripted; the end of the input ends the program with everything saved.
"""

import asyncio
import locale
import logging
import os
import re
import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from io import TextIOWrapper
from pathlib import Path
from typing import TypeAlias

from bot.bars import inked
from bot.codes import code_of
from bot.commands import COMMANDS, marked
from bot.conversation import Brought, Entered, Typed, Visitor, take
from bot.desk import Desk, refuse_unknown_versions
from bot.drawing import draw
from bot.fetching import tidied
from bot.folder import keep
from bot.paths import NoFile, file_at, take_files
from bot.plain_text import WIDEST, remark, rendered
from bot.remembering import claimed, come, marked_sent
from bot.screens import Attachment, Screen, Tap
from bot.sent import Sent
from bot.settings import Bars, Settings, desk_of
from bot.speech import LANGUAGES, Speech, speech
from bot.window import Window, window
from storage.migrating import migrate, sqlite_file
from storage.scrubbing import empty
from storage.store import StorageFault
from surveys.vocabulary import by_words

LONG = 10
"""Typed letters from which the beginning of a caption means the button, also where a text could be an answer."""
SYSTEM_NAMES = {"de": "german"}
"""What some systems call a language instead of its code."""
QUIT = {"quit", "exit", "/quit", "/exit", "beenden", "ende", "tschüss"}
"""Words that end the program; they are no answer to anything."""
NO_FILE = marked("There is no file {path}. To note only where something lies, put a word before it.")
Shown: TypeAlias = list[tuple[Screen, ...]]
"""One entry: the last screens, whose buttons can be named."""
log = logging.getLogger("clusterready")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a conversation is shown and where its files go."""

    folder: Path
    bars: Bars

    @property
    def window(self) -> Window:
        """What can be shown now: a window may have been widened."""
        return window(sys.stdout, os.environ, shutil.get_terminal_size().columns, self.bars)


def run(settings: Settings, person: str, language: str | None) -> int:
    """Holds a conversation until the input ends. Raises `StorageFault` or `BrokenSurvey` if it can't begin."""
    desk = desk_of(settings)
    migrate(settings.database_url)
    visitor = Visitor("terminal", person[:100], language or _system_language())
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, TextIOWrapper):  # a terminal may know fewer letters, and send anything
            stream.reconfigure(errors="replace")
    around = Surroundings(settings.files_dir.absolute(), settings.bars)
    shown: Shown = [()]
    try:
        if not asyncio.run(_converse(desk, visitor, language, shown, around)):
            return 1
    except KeyboardInterrupt:
        print()
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  # nobody listens any more
        return 0
    known = shown[0][-1].language if shown[0] else visitor.language
    print(speech(known).say("Everything you answered is saved. Until next time."))
    return 0


async def _converse(desk: Desk, visitor: Visitor, chosen: str | None, shown: Shown, around: Surroundings) -> bool:
    """Whether the last turn was stored; if not, its fault was said. `shown` is kept at the last screens."""
    begin = Typed("/start")
    try:
        await refuse_unknown_versions(desk)
        await _forget(desk)
        await _tidy(desk)
        if chosen:
            await _turn(desk, visitor, Tap("language", choice=chosen), shown)
        await _remind(desk, visitor, around)
        shown[0] = new = await _turn(desk, visitor, begin, shown)
        _show(new, around)
        _hint(desk, shown, around)
        async for line in _lines(shown):
            if line.strip().casefold() in QUIT:
                break
            if line.strip():
                # before anything could be shown a text can't be an answer
                what = entered(shown[0], line.strip()) if shown[0] else begin
                if isinstance(what, NoFile):
                    print("\n" + speech(shown[0][-1].language).say(NO_FILE, path=what.path))
                    continue
                new = await _turn(desk, visitor, what, shown)
                shown[0] = new or tuple(replace(screen, toast="", file=None) for screen in shown[0])
                _show(shown[0], around)
        return bool(new)
    finally:
        await desk.store.close()


async def _forget(desk: Desk) -> None:
    """What is kept for a time only goes; a database that can't be written now is told about by the first turn."""
    with suppress(StorageFault):
        async with desk.store.work() as work:
            await work.cohorts.forget(desk.clock())
            await work.access.forget(desk.clock())


async def _tidy(desk: Desk) -> None:
    """Goes on with what an earlier run could not: bytes that are to be erased, parts of files that a crash left."""
    try:
        await tidied(desk)
        if desk.files is not None:
            await empty(desk.store, desk.files)
    except StorageFault as fault:
        log.warning("%s", fault)


async def _remind(desk: Desk, visitor: Visitor, around: Surroundings) -> None:
    """Shows the reminders whose time has come since the program last ran."""
    try:
        for due in await come(desk, "terminal", desk.clock()):
            if due.person.external != visitor.external:
                continue
            scene = await claimed(desk, due)
            if scene is not None:
                _show(tuple(replace(screen, rows=()) for screen in draw(scene)), around)
                await marked_sent(desk, *due.ids)
    except StorageFault as fault:
        print("\n" + speech(visitor.language).known(str(fault)))


def _hint(desk: Desk, shown: Shown, around: Surroundings) -> None:
    """How to answer and to leave, where answers and files are; only to a person, never into a script's output."""
    if sys.stdin.isatty() and sys.stdout.isatty() and shown[0]:
        said = speech(shown[0][-1].language)
        file = Path(sqlite_file(desk.store.url) or "").resolve()
        hint = said.say(
            "Type the word, letter or number in brackets; “quit” ends. Your answers are kept in {file}.", file=file
        )
        files = said.say("Pictures and files go to {folder}.", folder=around.folder)
        print("\n" + remark(f"{hint} {files}", shutil.get_terminal_size().columns))


async def _turn(desk: Desk, visitor: Visitor, what: Entered, shown: Shown) -> tuple[Screen, ...]:
    """One turn. A fault is said, in the language of the last screen, and the person stays where they were."""
    language = shown[0][-1].language if shown[0] else visitor.language
    try:
        screens = await take(desk, visitor, what)
        return await take_files(desk, visitor) or screens if isinstance(what, Sent | Tap) else screens
    except StorageFault as fault:
        print("\n" + speech(language).known(str(fault)))
    except Exception:
        log.exception("a turn failed; nothing of it was stored")
        sorry = marked("Sorry, that failed here. Type /start to see where you are, and try again.")
        print("\n" + speech(language).known(sorry))
    return ()


def entered(screens: tuple[Screen, ...], line: str) -> Entered | NoFile:
    """A button's tap if the line names one of the last screen's buttons, a file where one is asked for, else the text.

    By its caption (or the long beginning of one) or letter always; by its number or some of its words only where no
    typed answer is expected.
    """
    command, _, path = line.partition(" ")
    if command.casefold() == "/cohort" and path.strip() and not code_of(path):
        return _case_at(path.strip())
    file = file_at(line) if screens and screens[-1].files else None
    if file is not None:
        return file
    if not screens or line.startswith("/"):
        return Typed(line)
    screen, said = screens[-1], _plain(line)
    by_caption = {_plain(button.label): button.tap for button in reversed(screen.buttons)}
    if said in by_caption:
        return by_caption[said]
    if screen.typing:
        long = [tap for caption, tap in by_caption.items() if len(said) >= LONG and caption.startswith(said)]
        return long[0] if len(long) == 1 else Typed(line)
    if line.isascii() and line.isdigit() and 1 <= int(line) <= len(screen.buttons):
        return screen.buttons[int(line) - 1].tap
    captions = list(by_caption)
    found = by_words(said, captions)
    return by_caption[captions[found[0]]] if len(found) == 1 else Typed(line)


def _case_at(path: str) -> Brought:
    """The practice case in a file; no more of it than one may be long."""
    from surveys.case_files import MOST_BYTES  # what reads a case is paid for by those who bring one

    file = Path(path.strip("\"'"))
    try:
        with file.expanduser().open("rb") as source:
            return Brought(file.name, source.read(MOST_BYTES + 1))
    except (OSError, ValueError, RuntimeError):
        return Brought(path, None)


def _plain(caption: str) -> str:
    """A caption without marks, as one would type it."""
    return re.sub(r"[^\w&+.,/ -]", "", caption.casefold()).strip(" .")


# --- showing -------------------------------------------------------------------------------------------------


def _show(screens: tuple[Screen, ...], around: Surroundings) -> None:
    for screen in screens:
        seen = around.window
        print("\n" + rendered(screen, seen.styled, seen.columns, _drawn(screen.file, seen)))
        for line in _kept(screen.file, around.folder, speech(screen.language)):
            print(line, flush=True)
    sys.stdout.flush()


def _drawn(attachment: Attachment | None, seen: Window) -> list[str]:
    """A picture as bars, where they can be shown; else nothing, and the words stand alone."""
    if attachment is None or attachment.bars is None or not seen.drawn:
        return []
    lines = attachment.bars(min(seen.columns, WIDEST), seen.blocks)
    return [inked(line) for line in lines] if seen.coloured else list(lines)


def _kept(attachment: Attachment | None, folder: Path, said: Speech) -> Iterator[str]:
    """Makes a file and keeps it, then what goes after it; says where each is, or what to do, and then ends."""
    while attachment:
        try:
            data = attachment.data()
        except Exception:
            log.exception("a file could not be made")
            yield attachment.sorry or said.say("{file} could not be made here. Try again.", file=attachment.name)
            return
        try:
            yield f"→ {keep(folder, attachment.name, data)}"
        except OSError as error:
            yield said.say(
                "{file} can't be written ({reason}). Free some space or set another folder with "
                "CLUSTERREADY_FILES_DIR, then try again.",
                file=folder / attachment.name,
                reason=error.strerror,
            )
            return
        attachment = attachment.then


# --- reading -------------------------------------------------------------------------------------------------


async def _lines(shown: Shown) -> AsyncIterator[str]:
    """Typed lines until the end of the input."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        async for line in _prompted(shown):
            yield line
        return
    for line in sys.stdin:
        print(f"> {line.rstrip()}")
        yield line


async def _prompted(shown: Shown) -> AsyncIterator[str]:
    """Lines from a real terminal, with the last screen's buttons and the commands to complete."""
    from prompt_toolkit import PromptSession  # only a real terminal pays for it
    from prompt_toolkit.completion import WordCompleter

    session: PromptSession[str] = PromptSession()
    commands = [f"/{command.name}" for command in COMMANDS]
    while True:
        captions = [button.label for screen in shown[0] for button in screen.buttons]
        completer = WordCompleter([*captions, *commands], ignore_case=True, sentence=True)
        try:
            yield await session.prompt_async("> ", completer=completer, complete_while_typing=False)
        except EOFError:
            return


def _system_language() -> str:
    """The first language that the environment names and we speak."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        for name in os.environ.get(variable, "").split(":"):
            if name[:2] in LANGUAGES:
                return name[:2]
    system = (locale.getlocale()[0] or "").casefold()
    return next((code for code, name in SYSTEM_NAMES.items() if system.startswith(name)), "en")
