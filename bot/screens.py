"""What one message looks like on any channel: words with styles, buttons that say what they mean, Telegram's limits."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from hashlib import sha256
from typing import Literal

from surveys.session import Choice, Month, Number, Points, Ratio, Value

TEXT_LIMIT = 4096
"""UTF-16 units of a message."""
TOAST_LIMIT = 200
"""UTF-16 units of the answer to a tap."""
TAP_LIMIT = 64
"""Bytes of a button's data."""
BUTTON_LIMIT, ROW_LIMIT = 100, 8
Style = Literal["plain", "bold", "italic"]


@dataclass(frozen=True, slots=True)
class Span:
    """Some words in one style."""

    text: str = field(repr=False)
    style: Style = "plain"


def is_number(text: str) -> bool:
    """Whether a button's text is a number that our database could have given."""
    return text.isascii() and text.isdigit() and len(text) < 19


@dataclass(frozen=True, slots=True)
class Tap:
    """What a button means, for ever: a verb, and the session, question and choice it is about."""

    verb: str
    session: int = 0
    question: str = ""
    choice: str = field(default="", repr=False)

    def encode(self) -> str:
        """At most 64 bytes of text."""
        return "|".join((self.verb, str(self.session or ""), self.question, self.choice))

    @staticmethod
    def decode(text: str) -> "Tap | None":
        """The tap that was encoded; None for anything else."""
        parts = text.split("|")
        if len(parts) != 4 or not ((parts[1].isascii() and parts[1].isdigit()) or parts[1] == ""):
            return None
        return Tap(parts[0], int(parts[1] or 0), parts[2], parts[3])


@dataclass(frozen=True, slots=True)
class Button:
    """A caption and what it means."""

    label: str = field(repr=False)
    tap: Tap


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a screen. `make` draws it when it is sent; it may take a while and runs in a thread."""

    name: str
    content: str = field(default="", repr=False)
    make: Callable[[], bytes] | None = field(default=None, repr=False, compare=False)
    caption: str = field(default="", repr=False)
    """Of a picture: the same in words; of another file: a line on what it is."""
    plain: bool = False
    """Whether it is handed over as it is, though it may be a picture."""
    bars: Callable[[int, bool], Sequence[str]] | None = field(default=None, repr=False, compare=False)
    """Of a picture: the same as lines of signs, for so many columns; with block characters, or with plain ones."""
    then: "Attachment | None" = field(default=None, repr=False)
    """The file that goes after it, made only when this one is out."""
    sorry: str = field(default="", repr=False)
    """What is said where it could not be made; then nothing goes after it."""
    review: int = 0
    """The review in which this is opened: it can't be passed on, and leaves the chat when it may not be seen."""

    @property
    def pictured(self) -> bool:
        """Whether it is a picture, to be looked at in the chat."""
        return self.name.endswith(".png") and not self.plain

    def data(self) -> bytes:
        """What is in the file. Pure, but not quick."""
        return self.make() if self.make else self.content.encode()


@dataclass(frozen=True, slots=True)
class Screen:
    """One message, once `fitted`. `typing`: a typed text is an answer here.

    Raises ValueError beyond Telegram's limits for buttons and toasts (a bug); a long text is split by `fitted`.
    """

    spans: tuple[Span, ...]
    rows: Rows = ()
    typing: bool = False
    file: Attachment | None = None
    language: str = "en"
    alert: str = field(default="", repr=False)
    """What was refused, for a channel where the top of a screen may have scrolled away."""
    toast: str = field(default="", repr=False)
    """A short word on what was stored: over the screen on a phone, above it in a terminal."""
    asks: str = ""
    """What a typed text would answer here, so that a channel knows whether the person has seen that asked."""
    files: bool = False
    """Whether a file is an answer here too."""
    heading: int = 1
    """How many spans the heading has: a remark goes below it."""

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("a screen without words")
        if len(self.buttons) > BUTTON_LIMIT or any(not 1 <= len(row) <= ROW_LIMIT for row in self.rows):
            raise ValueError("more buttons than fit a message, or an empty row")
        if units(self.toast) > TOAST_LIMIT:
            raise ValueError(f"a toast of {units(self.toast)} units; {TOAST_LIMIT} fit")
        for button in self.buttons:
            if not button.label or len(button.tap.encode().encode()) > TAP_LIMIT:
                raise ValueError(f"the button for {button.tap.verb} has no caption or too much data")

    @property
    def text(self) -> str:
        """The words without styles."""
        return "".join(span.text for span in self.spans)

    def with_heading(self, line: str) -> "Screen":
        """The screen with one more line of heading, below what it has."""
        longer = self.with_line(line)
        return replace(longer, heading=self.heading + len(longer.spans) - len(self.spans))

    def with_line(self, line: str) -> "Screen":
        """The screen with a line below its heading."""
        head, rest = self.spans[: self.heading], self.spans[self.heading :]
        return replace(self, spans=(*head, Span("\n"), Span(line, "italic"), *rest))

    @property
    def buttons(self) -> tuple[Button, ...]:
        """All buttons, in reading order."""
        return tuple(button for row in self.rows for button in row)


def units(text: str) -> int:
    """The length that Telegram counts: UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


class Page:
    """Collects the lines and buttons of a screen."""

    def __init__(self) -> None:
        self._spans: list[Span] = []
        self._rows: list[tuple[Button, ...]] = []

    def line(self, text: str, style: Style = "plain") -> "Page":
        """One more line."""
        if self._spans:
            self._spans.append(Span("\n"))
        self._spans.append(Span(text, style))
        return self

    def bold(self, text: str) -> "Page":
        """One more line, bold."""
        return self.line(text, "bold")

    def gap(self) -> "Page":
        """An empty line, unless the page begins here or one stands already."""
        if self._spans and self._spans[-1].text != "":
            self.line("")
        return self

    def row(self, *buttons: Button) -> "Page":
        """One more row of buttons."""
        if buttons:
            self._rows.append(buttons)
        return self

    def rows(self, buttons: list[Button], wide: int) -> "Page":
        """Rows of so many buttons."""
        for start in range(0, len(buttons), wide):
            self.row(*buttons[start : start + wide])
        return self

    def screen(
        self, typing: bool = False, file: Attachment | None = None, asks: str = "", files: bool = False
    ) -> Screen:
        """The finished screen."""
        spans = tuple(span for span in self._spans if span.text)
        return Screen(spans, tuple(self._rows), typing, file, asks=asks, files=files)


def trace(text: str) -> str:
    """A short trace of a text, so that a button can mean it."""
    return sha256(text.encode(errors="replace")).hexdigest()[:10]


def fitting(text: str, limit: int) -> str:
    """The text, cut with an ellipsis where it has more UTF-16 units than that."""
    if units(text) <= limit:
        return text
    while units(text) >= limit:
        text = text[:-1]
    return text.rstrip() + "…"


def shortened(text: str, limit: int) -> str:
    """The text, cut with an ellipsis after so many characters."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def choice_of(value: Value, estimate: bool = False) -> str:
    """A value small enough for a button."""
    mark = "~" if estimate else ""
    match value:
        case Points(points):
            return f"p{points}"
        case Number(amount):
            return f"n{amount.normalize():f}{mark}"
        case Ratio(part, whole):
            return f"r{part.normalize():f}/{whole.normalize():f}{mark}"
        case Choice(option):
            return f"o{option}"
        case Month(text):
            return f"m{text}"
        case _:
            raise ValueError(f"no button can mean a {type(value).__name__}")


def _exact(text: str) -> Decimal:
    """A plain number of a sensible length. Raises ValueError for anything else that Decimal would take."""
    if not re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,12})?", text):
        raise ValueError("no plain number")
    return Decimal(text)


def value_of(choice: str) -> tuple[Value, bool] | None:
    """The value a button means and whether it is an estimate; None for anything else."""
    kind, body = choice[:1], choice[1:].removesuffix("~")
    estimate = choice.endswith("~")
    try:
        match kind:
            case "p":
                return Points(int(body)), estimate
            case "n":
                return Number(_exact(body)), estimate
            case "r":
                part, whole = body.split("/")
                return Ratio(_exact(part), _exact(whole)), estimate
            case "o":
                return Choice(body), estimate
            case "m":
                return Month(body), estimate
            case _:
                return None
    except (ValueError, ArithmeticError):
        return None
