"""The calls that show something in a chat, each as Telegram wants it."""

import asyncio
import logging
from collections.abc import Awaitable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TypeVar

from telegram import Bot, InputFile, LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter

from bot.screens import Attachment, Screen
from bot.telegram.markup import buttons, html
from bot.telegram.request import NotSent, ServerTrouble

EMPTIED = "–"
"""What is left of a message that is too old to be removed."""
DRAWING = ThreadPoolExecutor(max_workers=1, thread_name_prefix="drawing")
"""Pictures and documents are drawn one after the other, so that cores are left for the conversation."""
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
T = TypeVar("T")
log = logging.getLogger("clusterready.telegram")


async def once(call: Awaitable[T]) -> T | None:
    """The call's result; None when it may have arrived and must not be repeated. What surely did not is raised."""
    try:
        return await call
    except (RetryAfter, BadRequest, Forbidden, NotSent, ServerTrouble):
        raise
    except NetworkError:
        return None


async def send_screen(bot: Bot, chat: int, screen: Screen, silent: bool) -> Message:
    """A screen as a message of its own."""
    return await bot.send_message(
        chat, html(screen), parse_mode=ParseMode.HTML, reply_markup=buttons(screen), disable_notification=silent,
        link_preview_options=NO_PREVIEW,
    )  # fmt: skip


async def edit_screen(bot: Bot, chat: int, message: int, screen: Screen) -> datetime | None:
    """A screen in a message's place; when that was, by Telegram's clock."""
    found = await bot.edit_message_text(
        html(screen), chat, message, parse_mode=ParseMode.HTML, reply_markup=buttons(screen),
        link_preview_options=NO_PREVIEW,
    )  # fmt: skip
    return None if isinstance(found, bool) else found.edit_date or found.date


class NotMade(Exception):
    """A file could not be made: nothing was sent."""


async def send_file(bot: Bot, chat: int, file: Attachment) -> Message | None:
    """A file or a picture, drawn only now; None when it may not have arrived. Raises `NotMade` without a file.

    What is opened in a review can't be forwarded or saved.
    """
    try:
        drawn = await asyncio.get_running_loop().run_in_executor(DRAWING, file.data)
        content = InputFile(drawn, file.name)
        if file.pictured:
            return await once(bot.send_photo(chat, content, caption=file.caption))
        protected = True if file.review else None
        return await once(bot.send_document(chat, content, caption=file.caption or None, protect_content=protected))
    except BadRequest:
        log.error("Telegram refused a file; the card below it is shown all the same")
    except (NetworkError, RetryAfter, Forbidden):
        raise
    except Exception:
        log.exception("a file could not be drawn; the card below it is shown all the same")
    raise NotMade


async def remove(bot: Bot, chat: int, messages: list[int], *, emptying: bool = True) -> None:
    """Removes up to a hundred messages. One that is too old spoils the call: halves find it, and it is emptied.

    `emptying`: not where they are files, which can't be.
    """
    try:
        await bot.delete_messages(chat, messages)
    except BadRequest:
        if len(messages) == 1:
            if emptying:
                await _empty(bot, chat, messages[0])
            return
        half = len(messages) // 2
        await remove(bot, chat, messages[:half], emptying=emptying)
        await remove(bot, chat, messages[half:], emptying=emptying)


async def _empty(bot: Bot, chat: int, message: int) -> None:
    """A message of ours that can't be removed any more says nothing any more."""
    try:
        await bot.edit_message_text(EMPTIED, chat, message)
    except BadRequest:
        log.info("a message could be neither removed nor emptied")
