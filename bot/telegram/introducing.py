"""What Telegram shows of the bot before and beside the conversation: the command menu and two descriptions."""

import logging

from telegram import Bot, BotCommand
from telegram.error import NetworkError, TelegramError

from bot.commands import COMMANDS
from bot.speech import LANGUAGES, Speech, speech

DESCRIPTION_LIMIT, SHORT_LIMIT = 512, 120
DEFAULT = "en"
"""The language for everybody whose own is not spoken here."""
log = logging.getLogger("clusterready.telegram")


async def introduce(bot: Bot) -> None:
    """Sets the commands and descriptions in every language. A failure is logged; the conversation works without."""
    try:
        for language in LANGUAGES:
            code = "" if language == DEFAULT else language
            words = speech(language)
            await bot.set_my_commands(
                [BotCommand(each.name, words.say(each.about)) for each in COMMANDS], language_code=code
            )
            await bot.set_my_description(description(words), language_code=code)
            await bot.set_my_short_description(short_description(words), language_code=code)
    except NetworkError:
        log.warning("The command menu could not be set now; the next start tries again.")
    except TelegramError:
        log.exception("The command menu could not be set.")


def description(words: Speech) -> str:
    """What is read in the empty chat before the first message."""
    return words.say(
        "How ready is your cluster organisation for the Bronze, Silver or Gold label? Walk through the quality "
        "indicators at your own pace and see a provisional result with the reason for every point. Unofficial: no "
        "ESCA or EUCLES result.\n\nPrivacy: nothing is stored before you agree; /privacy says what is stored and who "
        "can see it, /delete erases it."
    )


def short_description(words: Speech) -> str:
    """What is read in the profile and when the bot is shared."""
    return words.say("Provisional, unofficial label self-check for clusters. Nothing is stored before you agree.")
