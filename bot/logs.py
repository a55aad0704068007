"""Log lines for whoever runs this, without tokens, answers or names: an error is told by its kind and its place."""

import logging
import re
import sys
import traceback
from types import TracebackType
from typing import TypeAlias

from bot.settings import TOKEN, Settings

ExceptionInfo: TypeAlias = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
TALKATIVE = ("aiosqlite", "sqlalchemy", "telegram", "httpx", "httpcore", "aiohttp", "asyncio")
"""Libraries that would log addresses with the token, or what people answered, below WARNING."""
MUTE = ("telegram.request.BaseRequest",)
"""Logs what a server answered, whatever it was."""


class Discreet(logging.Formatter):
    """Formats records without tokens, and errors without their words: those may quote what somebody typed."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, with anything that looks like a token taken out."""
        record.exc_text = None  # another formatter may have kept the words
        return re.sub(rf"(?<!\d){TOKEN.pattern}", "[token]", super().format(record))

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802  # the name that logging calls
        """Where it happened, innermost last, and the kinds of the error and of what caused it."""
        kinds: list[str] = []
        error = ei[1]
        while error is not None and len(kinds) < 10:
            kinds.append(type(error).__name__)
            error = error.__cause__ or error.__context__
        frames = traceback.extract_tb(ei[2])
        return "\n".join([*(f"  {each.filename}:{each.lineno} in {each.name}" for each in frames), " < ".join(kinds)])


def configure(settings: Settings) -> None:
    """Sends log lines to standard error, discreetly, from the level that is set."""
    lines = logging.StreamHandler(sys.stderr)
    lines.setFormatter(Discreet("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=settings.log_level, handlers=[lines], force=True)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(settings.log_level)))
    for name in MUTE:
        logging.getLogger(name).setLevel(logging.CRITICAL)
