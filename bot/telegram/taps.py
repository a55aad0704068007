"""Every tap is answered at once, beside everything else: that takes the spinner off the button."""

import asyncio
import logging

from telegram import Bot
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot.screens import TOAST_LIMIT, fitting
from bot.telegram.pace import seconds_of
from bot.telegram.wanted import Line

AT_MOST = 100
"""Taps of one chat that are being answered; more have lost their spinner by the time it is their turn."""
SECONDS = 15.0
"""How long Telegram takes the answer, about."""
PAUSE = 0.3
log = logging.getLogger("clusterready.telegram")


def answer(bot: Bot, line: Line, query: str, word: str) -> None:
    """Answers a tap with a word, or without; does not wait. Tried again while it is of use."""
    if len(line.answers) < AT_MOST:
        task = asyncio.create_task(_answer(bot, query, fitting(word, TOAST_LIMIT)))
        line.answers.add(task)
        task.add_done_callback(line.answers.discard)


async def _answer(bot: Bot, query: str, word: str) -> None:
    try:
        async with asyncio.timeout(SECONDS):
            for _ in range(round(SECONDS / PAUSE)):
                if await _tried(bot, query, word):
                    return
                await asyncio.sleep(PAUSE)
    except TimeoutError:
        log.info("a tap could not be answered in time")
    except TelegramError:
        log.exception("a tap could not be answered")


async def _tried(bot: Bot, query: str, word: str) -> bool:
    """Whether the tap needs no further try."""
    try:
        await bot.answer_callback_query(query, word or None)
    except RetryAfter as error:
        await asyncio.sleep(seconds_of(error))
        return False
    except BadRequest as error:
        if word and "query" not in str(error).casefold():  # the word is refused, not the tap
            log.error("Telegram refused the word on a tap")
            return await _tried(bot, query, "")
        return True  # too old, or answered before
    except NetworkError:
        return False
    return True
