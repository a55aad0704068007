"""What Telegram takes inside a message: marked texts, captions, buttons and pictures."""

import html
import re
import struct
from html.parser import HTMLParser

from tests.telegram_phones import Raw, units
from tests.telegram_rules import Refused, bad, words

BUTTON_ACTIONS = words("callback_data url web_app login_url switch_inline_query copy_text")
BUTTON_LOOKS = {"text", "style", "icon_custom_emoji_id"}
ENTITIES = words(
    "mention hashtag cashtag bot_command url email phone_number bold italic underline strikethrough "
    "spoiler blockquote expandable_blockquote code pre text_link text_mention custom_emoji"
)
TAGS = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline"}
TAGS |= dict.fromkeys(("s", "strike", "del"), "strikethrough")
TAGS |= {"tg-spoiler": "spoiler", "a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote"}
PNG = b"\x89PNG\r\n\x1a\n"
PICTURES = (PNG, b"\xff\xd8\xff", b"GIF8", b"RIFF")


def body(given: Raw, too_long: str) -> Raw:
    """The text, entities and buttons of a message as they are kept."""
    text, entities = formatted(given.get("text", ""), given.get("parse_mode", ""), given.get("entities"))
    if not text:
        raise bad("message text is empty")
    if units(text) > 4096:
        raise bad(too_long)
    return {"text": text} | ({"entities": entities} if entities else {}) | keyboard(given.get("reply_markup"))


def caption(given: Raw) -> Raw:
    """The caption, entities and buttons of a file as they are kept."""
    text, entities = formatted(given.get("caption", ""), given.get("parse_mode", ""), given.get("caption_entities"))
    if units(text) > 1024:
        raise bad("message caption is too long")
    told = ({"caption": text} if text else {}) | ({"caption_entities": entities} if entities else {})
    return told | keyboard(given.get("reply_markup"))


def picture_size(content: bytes) -> tuple[int, int]:
    """How wide and high a photo is, as far as Telegram takes it; only a PNG is measured."""
    if not content.startswith(PICTURES):
        raise bad("IMAGE_PROCESS_FAILED")
    width, height = struct.unpack(">II", content[16:24]) if content.startswith(PNG) else (1, 1)
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad("PHOTO_INVALID_DIMENSIONS")
    return width, height


def unparsed(why: str) -> Refused:
    """The refusal of a text's markup."""
    return bad(f"can't parse entities: {why}")


class MarkedText(HTMLParser):
    """Reads Telegram's HTML into a plain text and its entities, strictly."""

    ALLOWED = re.compile(r"</?[a-z-]+(\s[^<>]*)?>", re.IGNORECASE)
    BAD_SIGN = re.compile(r"&(?!(?:lt|gt|amp|quot|#\d+|#x[0-9a-f]+);)", re.IGNORECASE)

    def __init__(self, marked: str) -> None:
        super().__init__(convert_charrefs=False)
        self.text = ""
        self.entities: list[Raw] = []
        self._open: list[tuple[str, Raw]] = []
        if stray := self.BAD_SIGN.search(marked) or re.search("<", self.ALLOWED.sub("", marked)):
            raise unparsed(f'stray "{stray[0]}" in the text')
        self.feed(marked)
        self.close()
        if self._open:
            raise unparsed(f'Can\'t find end tag corresponding to start tag "{self._open[-1][0]}"')

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Opens an entity, if Telegram knows the tag."""
        if tag not in TAGS:
            raise unparsed(f'Unsupported start tag "{tag}" at byte offset {len(self.text.encode())}')
        if tag == "blockquote" and any(open_tag == tag for open_tag, _ in self._open):
            raise unparsed("blockquotes can't be nested")
        self._open.append((tag, {"type": TAGS[tag], "offset": units(self.text)} | self._extra(tag, dict(attrs))))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Telegram knows no tag without content."""
        raise unparsed(f'Unsupported start tag "{tag}/" at byte offset {len(self.text.encode())}')

    def handle_endtag(self, tag: str) -> None:
        """Closes the entity opened last."""
        if not self._open or self._open[-1][0] != tag:
            expected = f', expected "</{self._open[-1][0]}>", found "</{tag}>"' if self._open else ""
            raise unparsed(f"Unmatched end tag at byte offset {len(self.text.encode())}{expected}")
        entity = self._open.pop()[1]
        length = units(self.text) - entity["offset"]
        if length and entity["type"]:
            self.entities.append(entity | {"length": length})

    def handle_data(self, data: str) -> None:
        """Takes plain text."""
        self.text += data

    def handle_charref(self, name: str) -> None:
        """Takes a sign written by its number."""
        self.text += html.unescape(f"&#{name};")

    def handle_entityref(self, name: str) -> None:
        """Takes a sign written by its name."""
        self.text += html.unescape(f"&{name};")

    def _extra(self, tag: str, given: dict[str, str | None]) -> Raw:
        match tag:
            case "a" if re.match(r"(https?|tg|mailto)://?\S+", given.get("href") or ""):
                return {"url": given.pop("href")}
            case "a":
                raise unparsed("a link needs an address")
            case "blockquote" if "expandable" in given:
                return {"type": "expandable_blockquote"}
            case "code" if (given.get("class") or "").startswith("language-") and self._open:
                self._open[-1][1]["language"] = str(given["class"]).removeprefix("language-")
                return {"type": ""}  # the block around it says it all
        if given:
            raise unparsed(f"unknown attribute {next(iter(given))}")
        return {}


def formatted(text: str, parse_mode: str, entities: list[Raw] | None) -> tuple[str, list[Raw]]:
    """The text people see and its entities, trimmed as Telegram trims."""
    if parse_mode.lower() == "html":
        marked = MarkedText(text)
        text, entities = marked.text, marked.entities
    elif parse_mode:
        raise bad("unsupported parse_mode")
    entities = [_checked_entity(entity, units(text)) for entity in entities or []]
    if len(entities) > 100:
        raise unparsed("more than 100 entities")
    trimmed = text.strip()
    cut = units(text[: len(text) - len(text.lstrip())])
    moved = (_moved(entity, cut, units(trimmed)) for entity in entities)
    return trimmed, sorted((e for e in moved if e["length"] > 0), key=lambda e: (e["offset"], -e["length"]))


def _checked_entity(entity: Raw, size: int) -> Raw:
    if entity.get("type") not in ENTITIES:
        raise unparsed("unsupported entity type")
    start, length = entity.get("offset"), entity.get("length")
    if not isinstance(start, int) or not isinstance(length, int) or start < 0 or length < 1 or start + length > size:
        raise unparsed("entity outside the text")
    return entity


def _moved(entity: Raw, cut: int, size: int) -> Raw:
    start = min(max(entity["offset"] - cut, 0), size)
    end = min(max(entity["offset"] + entity["length"] - cut, 0), size)
    return entity | {"offset": start, "length": end - start}


def keyboard(markup: Raw | None) -> Raw:
    """The buttons under a message as they are kept; empty without any."""
    if markup is None:
        return {}
    rows = markup.get("inline_keyboard")
    if set(markup) != {"inline_keyboard"} or not isinstance(rows, list):
        raise bad("only an inline keyboard is supported here")
    for row in rows:
        if not isinstance(row, list) or not 1 <= len(row) <= 8:
            raise bad("BUTTON_COUNT_INVALID")
    buttons = [_checked_button(button) for row in rows for button in row]
    if len(buttons) > 100:
        raise bad("BUTTON_COUNT_INVALID")
    return {"reply_markup": markup} if buttons else {}


def _checked_button(button: Raw) -> Raw:
    if not isinstance(button, dict) or not str(button.get("text", "")).strip():
        raise bad("can't parse inline keyboard button: a button needs a text")
    given = set(button) - BUTTON_LOOKS
    if unknown := given - BUTTON_ACTIONS:
        raise bad(f"can't parse inline keyboard button: unknown field {min(unknown)}")
    if len(given) != 1:
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if "callback_data" in button and not 1 <= len(str(button["callback_data"]).encode()) <= 64:
        raise bad("BUTTON_DATA_INVALID")
    if "url" in button and not re.fullmatch(r"(https?|tg)://\S+", str(button["url"])):
        raise bad(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    return button
