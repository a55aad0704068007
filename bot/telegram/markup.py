"""A screen as Telegram shows it: HTML made by escaping each span, and the rows of buttons."""

from html import escape

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.screens import Screen

TAGS = {"bold": "b", "italic": "i"}


def html(screen: Screen) -> str:
    """The words with their styles."""
    return "".join(_tagged(escape(span.text, quote=False), TAGS.get(span.style)) for span in screen.spans)


def _tagged(text: str, tag: str | None) -> str:
    return f"<{tag}>{text}</{tag}>" if tag and text.strip() else text


def buttons(screen: Screen) -> InlineKeyboardMarkup | None:
    """The rows of buttons; None without any."""
    rows = [[InlineKeyboardButton(each.label, callback_data=each.tap.encode()) for each in row] for row in screen.rows]
    return InlineKeyboardMarkup(rows) if rows else None
