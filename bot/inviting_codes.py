"""The codes of invitations: unguessable, told from a group's by how they begin, and the link that carries one."""

import re
import secrets

CODE_BYTES = 18
PREFIX = "i-"
"""No group's code has a dash there."""
_ALONE = re.compile(r"(?:https://t\.me/\w+\?start=)?(i-[A-Za-z0-9_-]{24})")


def new_code() -> str:
    """A code that nobody can guess: 144 bits."""
    return PREFIX + secrets.token_urlsafe(CODE_BYTES)


def is_ours(payload: str) -> bool:
    """Whether a link's payload looks like a code of ours."""
    return payload.startswith(PREFIX)


def typed_code(text: str) -> str:
    """The code in a text that is nothing but a code, or its link; else nothing."""
    found = _ALONE.fullmatch(text.strip())
    return found[1] if found else ""


def link(bot: str, code: str) -> str:
    """The link that opens a chat with the bot and brings the code; empty where there is no bot to link to."""
    return f"https://t.me/{bot}?start={code}" if bot else ""
