"""What Telegram shows of the bot before and beside the conversation: the command menu and two descriptions."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from functools import partial

from telegram import Bot, BotCommand
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot.commands import COMMANDS
from bot.screens import fitting
from bot.speech import LANGUAGES, Speech, speech
from bot.telegram.pace import seconds_of

DESCRIPTION_LIMIT, SHORT_LIMIT = 512, 120
DEFAULT = "en"
"""The language for everybody whose own is not spoken here."""
TRIES, PAUSE = 5, 2.0
log = logging.getLogger("clusterready.telegram")


async def introduce(bot: Bot) -> None:
    """Sets the commands and descriptions in every language. A failure is logged; the conversation works without."""
    for language in LANGUAGES:
        for call in _calls(bot, speech(language), "" if language == DEFAULT else language):
            if not await _called(call):
                return


def _calls(bot: Bot, words: Speech, code: str) -> Iterator[Callable[[], Awaitable[bool]]]:
    commands = [BotCommand(each.name, words.say(each.about)) for each in COMMANDS]
    yield partial(bot.set_my_commands, commands, language_code=code)
    yield partial(bot.set_my_description, fitting(description(words), DESCRIPTION_LIMIT), language_code=code)
    yield partial(bot.set_my_short_description, fitting(short_description(words), SHORT_LIMIT), language_code=code)


async def _called(call: Callable[[], Awaitable[bool]]) -> bool:
    """Whether it was set, in several tries: setting the same again does no harm."""
    for _ in range(TRIES):
        try:
            return await call()
        except RetryAfter as error:
            await asyncio.sleep(seconds_of(error))
        except BadRequest:
            log.exception("The command menu or the description was refused.")
            return False
        except NetworkError:
            await asyncio.sleep(PAUSE)
        except TelegramError:
            break
    log.warning("The command menu could not be set now; the next start tries again.")
    return False


def description(words: Speech) -> str:
    """What is read in the empty chat before the first message."""
    return words.say(
        "How ready is your cluster organisation for the Bronze, Silver or Gold label? Walk through the quality "
        "indicators at your own pace and see a provisional result with the reason for every point. Unofficial: no "
        "ESCA or EUCLES result.\n\nPrivacy: your answers are stored only once you agree; /privacy says what is stored "
        "and who can see it, /delete erases it."
    )


def short_description(words: Speech) -> str:
    """What is read in the profile and when the bot is shared."""
    return words.say("Provisional, unofficial label self-check for clusters. Answers are stored only once you agree.")
