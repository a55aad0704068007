"""Whole checks on a phone, against the real process over HTTP: as on a terminal, and with no call more than needed."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.conversation import Typed
from tests.bot.talking import Talk
from tests.bot.telegram.serving import tap
from tests.bot.telegram.test_card import talk
from tests.faults.service import service
from tests.telegram_phones import Phone
from tests.telegram_server import TelegramServer

TALKS = Path(__file__).parents[2] / "talks"
TAP = ["answerCallbackQuery", "editMessageText"]
TEXT = ["sendMessage", "editMessageReplyMarkup"]


def lines(name: str) -> list[str]:
    """What was typed in a talk on a terminal."""
    text = (TALKS / f"{name}.talk").read_text(encoding="utf-8")
    return [line.removeprefix("> ") for line in text.split("\n") if line.startswith("> ")]


def caption(phone: Phone, line: str) -> str | None:
    """The button that a line names, by its caption or the beginning of it."""
    said = line.casefold()
    exact = [each for each in phone.captions if each.casefold() == said]
    longer = [each for each in phone.captions if len(said) > 3 and said in each.casefold()]
    return next(iter(exact + longer), None)


async def play(server: TelegramServer, phone: Phone, name: str) -> int:
    """Holds a talk on a phone; how many taps there were. Every step makes the two calls that it needs."""
    await phone.say("/start")
    taps = 0
    for line in lines(name):
        since, named = len(server.calls), caption(phone, line)
        if named:
            await tap(phone, named)
        else:
            await phone.say(line)
            await phone.until(lambda phone: sum(bool(each.buttons) for each in phone.messages) == 1)
        assert talk(server, since) == (TAP if named else TEXT), (line, named)
        taps += named is not None
    return taps


def stored(file: Path) -> list[tuple[object, ...]]:
    """Every answer in the order it was given."""
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(
            "SELECT session, question, value, estimate, documented, document, mark, note FROM answer ORDER BY revision"
        ).fetchall()


async def on_terminal(folder: Path, language: str, name: str) -> tuple[list[tuple[object, ...]], str]:
    """The same talk on a terminal: its answers, and its last screen."""
    talk = Talk(folder / "terminal.db", language)
    await talk.enter(Typed("/start"))
    for line in lines(name):
        await talk.type(line)
    await talk.close()
    return stored(folder / "terminal.db"), talk.text


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("check", ["express", "full"])
async def test_a_whole_check_on_a_phone(server: TelegramServer, tmp_path: Path, check: str, language: str) -> None:
    async with service(server, tmp_path) as program:
        phone = server.phone(language=language)
        taps = await play(server, phone, f"{check}-{language}")
        assert taps > 10
        assert [call for call in server.calls if call.status != 200] == []
        assert await program.end() == 0
        answers, last = await on_terminal(tmp_path, language, f"{check}-{language}")
        assert stored(program.file) == answers
        assert phone.text.split("\n")[0] == last.split("\n")[0]
