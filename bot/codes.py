"""The codes that a cohort is joined by: unguessable, short enough to be typed, and the link that carries one."""

import re
import secrets

ALPHABET = "ACDEFGHJKMNPQRTVWXY3479"
"""No two of these look alike on a slide: no B and 8, I, L, O, 0 and 1, S and 5, U and V, Z and 2, 6."""
LENGTH, GROUP = 9, 3
"""23 signs, nine of them: more than 40 bits."""
_GROUPED = re.compile(rf"[{ALPHABET}]{{3}}([-– ])[{ALPHABET}]{{3}}\1[{ALPHABET}]{{3}}")


def new_code() -> str:
    """A code that nobody can guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def code_of(text: str) -> str:
    """The code in a text, typed with or without dashes and in any case; empty where it can't be one."""
    code = re.sub(r"[-–\s]", "", text).upper()
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


def looks_typed(text: str) -> bool:
    """Whether a text that was typed anywhere can only be meant as a code: three groups of three."""
    return _GROUPED.fullmatch(text.strip().upper()) is not None


def spelled(code: str) -> str:
    """The code as it is shown: three groups of three."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def link(bot: str, code: str) -> str:
    """The link that opens a chat with the bot and joins; empty where there is no bot to link to."""
    return f"https://t.me/{bot}?start={code}" if bot else ""
