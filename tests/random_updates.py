"""Makes bounded random updates of every kind Telegram can send, and broken ones, to see that the bot survives them."""

import copy
import json
import random
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any, NamedTuple

Raw = dict[str, Any]

MOST_IN_A_LIST, DEEPEST, ROOM = 3, 6, 9_000
"""After `ROOM` characters of values an update gets only what its types require."""
OPTIONAL_FIELDS = (0.0, 4.0, 2.5, 1.5, 1.0, 0.6, 0.4)
"""How many of them are expected in one object, by its depth: what the update is about is at 1."""
MOST_LIKELY = 0.4
MESSAGE = {"from": 0.9, "text": 0.7, "caption": 0.1}
USUAL = {"Message": MESSAGE, "CallbackQuery": {"message": 0.9, "data": 0.95}, "User": {"language_code": 0.5}}
"""How likely the optional fields are that most real updates have, as far down as a tapped message's chat."""

DATES = (0, 1, 1_380_000_000, 1_700_000_000, 1_767_225_600, 1_781_136_000, 2**31 - 1, 2**31)
SPANS = (0, 1, -1, 59, 86_400, 2_592_000, 2**31)
NUMBERS = (0, 1, -1, 2, 3, 7, 64, 255, -255, 2**31, -(2**31), 2**52 - 1, -(2**52), -1_001_234_567_890, *DATES)
FLOATS = (0.0, -0.0, 1.5, -0.1, 52.520008, 13.404954, -90.0, 180.0, 1e-9, 1e15)
GROUPS = (-1, -4_242_424, -1_001_234_567_890, -1_009_999_999_999, 2**52 - 1)
WRONG: tuple[Any, ...] = ("text", 7, -1.5, True, [], [7], {}, {"id": "x"})

PLAIN = ("", "C", "x", "ß", " ", "\n", "12", "0", "-1", "12,5", "1e9", "about 5", "5 of 12", "4.1.2; x", "01.03.2019")
EMOJI = ("🙂", "👩\u200d👧", "🇪🇺", "e\u0301", "zero\u200bwidth", "\u200b", "\ufeff", "\u2066a\u2069", "\u202eb", "שלום")
COMMANDS = ("/", "/start", "/start@Bot payload", "/START", "/start " + "a" * 64, "/delete", "/none", "/help me", "//")
MARKUP = ("<b>bold</b>", "<a href='x'>", "&amp;&lt;", "*_`[", "{0} %s {}", "\\", '"', "=1+1", "a\tb\r\nc", "\x1b[0m")
WORDS = ("yes", "no", "ja", "de", "|", "|||", "give|1|x|p3", "'; drop table answer; --", "https://example.org/?a=b#c")
TEXTS = (*PLAIN, *EMOJI, *COMMANDS, *MARKUP, *WORDS)
LONG = ("x" * 4096, "Größe 4 " * 512, "word\n" * 819, "🙂" * 400)
LANGUAGES = ("de", "en", "de-AT", "en-US", "fr", "ar", "xx", "DE", "zh-hans", "")

_VERBS = """
    give tick doc ok still back skip goto widen submit note count keep use why overview result begin export erase
    language consent menu clusters cluster privacy trial documents evidence proofs proof shows proof-ask also
"""
_QUESTIONS = "strategy-documentation country founded committed-participants management-fte web-presence x"
_CHOICES = "p0 p1 p2 p3 p4 p5 n12 ode yes no partly full express de en on off"
VERBS, QUESTIONS, CHOICES = tuple(_VERBS.split()), (*_QUESTIONS.split(), ""), (*_CHOICES.split(), "", "")
UNEVEN = ("give|1|x", "give|1|x|p3|", "give||||", "|1|x|p3", "GIVE|1|x|p3", "a" * 64, "🙂" * 16, "erase", "null")
STRANGE = ("-1", "²", "٣", "1.0", " 1", "9" * 40, str(2**63), str(2**31), "0", "x")
NO_TAPS = (*UNEVEN, *(f"give|{session}|x|p3" for session in STRANGE))


class Field(NamedTuple):
    """One `name? A|B` of the table: a type is a name, `[X]` for a list of X, or a constant in JSON."""

    name: str
    types: tuple[str, ...]
    required: bool

    @property
    def numbers(self) -> Sequence[int]:
        """What it can hold if it is an integer; Telegram keeps moments and durations within range."""
        if self.name.endswith(("date", "unix_time")):
            return DATES
        return SPANS if self.name.endswith(("duration", "period", "delete_time", "timestamp")) else NUMBERS


def _field(words: str) -> Field:
    name, _, types = words.replace("=", " ").partition(" ")
    return Field(name.removesuffix("?"), tuple(types.split("|")), not name.endswith("?"))


def _table() -> tuple[dict[str, tuple[Field, ...]], dict[str, tuple[str, ...]]]:
    """The fields of every object, and the types of every union."""
    objects, unions = {}, {}
    for line in Path(__file__).with_name("telegram_types.txt").read_text(encoding="utf-8").splitlines()[1:]:
        if " = " in line:
            name, _, types = line.partition(" = ")
            unions[name] = tuple(types.split(" | "))
        else:
            name, _, fields = line.partition(":")
            objects[name] = tuple(_field(words) for words in fields.strip().split(", ") if words)
    return objects, unions


OBJECTS, UNIONS = _table()
ABOUT = {field.name: field.types[0] for field in OBJECTS["Update"] if not field.required}
"""The type of what an update of each kind is about."""


class RandomUpdates:
    """Updates in which `people` write, tap and do whatever else Telegram tells bots of; the same ones for a seed."""

    def __init__(self, seed: int, people: Sequence[int]) -> None:
        self._random, self._people, self._kinds = random.Random(seed), tuple(people), cycle(ABOUT)
        self._actor = self._room = 0

    def update(self, kind: str | None = None) -> Raw:
        """One of that kind, or of the next in turn, without its `update_id`."""
        kind = kind or next(self._kinds)
        self._actor, self._room = self._random.choice(self._people), ROOM
        return {kind: self._object(ABOUT[kind], 1)}

    def broken(self, update: Raw) -> Raw:
        """A copy in which a field, mostly one that has to be there, is missing, null or of another type."""
        raw = copy.deepcopy(update)
        holder, name = self._weak_spot(raw)
        if name in holder and self._chance(0.7):
            del holder[name]
        else:
            wrong = [copy.copy(value) for value in WRONG if type(value) is not type(holder.get(name))]
            holder[name] = None if name in holder and self._chance(0.3) else self._random.choice(wrong)
        return raw

    def _weak_spot(self, raw: Raw) -> tuple[Raw, str]:
        kind = next(name for name in raw if name in ABOUT)
        if self._chance(0.06):
            return raw, kind
        if self._chance(0.15):
            holder = self._random.choice([found for found in _objects_in(raw[kind]) if found])
            return holder, self._random.choice(list(holder))
        usual = USUAL.get(ABOUT[kind], {}) if self._chance(0.3) else {}
        needed = [field.name for field in OBJECTS[ABOUT[kind]] if field.required or field.name in usual]
        return raw[kind], self._random.choice(needed)

    def _object(self, name: str, depth: int) -> Raw:
        fields, usual = OBJECTS[name], USUAL.get(name, {}) if depth < 4 else {}
        optional = sum(not field.required for field in fields)
        each = min(MOST_LIKELY, OPTIONAL_FIELDS[min(depth, DEEPEST)] / max(1, optional))
        raw = {}
        for field in fields:
            likely = usual.get(field.name, each if self._room > 0 else 0)
            if field.required or self._chance(likely):
                raw[field.name] = self._value(field, self._random.choice(field.types), depth)
        return self._fitted(name, raw)

    def _fitted(self, name: str, raw: Raw) -> Raw:
        """With ids, types and commands that mostly go together."""
        if name == "User":
            raw |= {"id": self._person(), "is_bot": self._chance(0.03)}
        elif name == "Chat" and self._chance(0.8):
            raw |= {"id": self._person(), "type": "private"}
        elif name == "Chat":
            raw["id"] = self._random.choice(GROUPS)
        elif name == "Message" and raw.get("text", "").startswith("/") and self._chance(0.9):
            raw["entities"] = [{"type": "bot_command", "offset": 0, "length": len(raw["text"].split()[0])}]
        return raw

    def _value(self, field: Field, type_: str, depth: int) -> Any:
        self._room -= len(field.name) + 6
        roomy = depth < DEEPEST and self._room > 0
        if type_.startswith("["):
            length = self._random.randint(0, MOST_IN_A_LIST) if roomy else 0
            return [self._value(field, type_[1:-1], depth + 1) for _ in range(length)]
        if type_ in UNIONS:
            return self._value(field, self._random.choice(UNIONS[type_] if roomy else UNIONS[type_][:1]), depth)
        return self._object(type_, depth + 1) if type_ in OBJECTS else self._plain(field, type_)

    def _plain(self, field: Field, type_: str) -> Any:
        if type_ == "String":
            return self._text(field.name)
        if type_ == "Integer":
            return self._random.choice(field.numbers) if self._chance(0.8) else self._random.randrange(2**31)
        if type_ == "Float":
            return self._random.choice(FLOATS)
        if type_ == "Boolean":
            return self._chance(0.5)
        return "something_new" if len(field.types) > 1 and self._chance(0.03) else json.loads(type_)

    def _text(self, name: str) -> str:
        pool: Sequence[str] = LONG if self._room > ROOM // 2 and self._chance(0.02) else TEXTS
        if name == "data":
            pool = (self._tap(),) if self._chance(0.7) else (*NO_TAPS, *WORDS, *EMOJI)
        elif name == "language_code" and self._chance(0.9):
            pool = LANGUAGES
        text = self._random.choice(pool)
        self._room -= len(json.dumps(text))
        return text

    def _tap(self) -> str:
        """What a button of the bot carries, though it may never have shown it; erasing is rarely confirmed."""
        verb, session = self._random.choice(VERBS), self._random.choice(("", *range(1, 7)))
        choice = self._random.choice(CHOICES)
        if verb == "erase":
            choice = "yes" if self._chance(0.02) else "no"
        return f"{verb}|{session}|{self._random.choice(QUESTIONS)}|{choice}"

    def _person(self) -> int:
        return self._actor if self._chance(0.96) else self._random.choice((*self._people, *self._people, *NUMBERS[:12]))

    def _chance(self, likely: float) -> bool:
        return self._random.random() < likely


def _objects_in(value: Any) -> Iterator[Raw]:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _objects_in(inner)
