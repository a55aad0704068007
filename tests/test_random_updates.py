"""That random updates are of every kind, small, the same for a seed, and what python-telegram-bot can read."""

import json
from typing import Any

import pytest
import telegram

from tests.random_updates import ABOUT, OBJECTS, UNIONS, RandomUpdates, Raw

# Telegram's older durations are integers; python-telegram-bot warns that it will make them timedeltas one day.
pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")

PEOPLE = (101, 202, 303)
MANY = 2_000


@pytest.fixture(scope="module")
def updates() -> list[Raw]:
    """Many, of every kind in turn."""
    source = RandomUpdates(1, PEOPLE)
    return [source.update() for _ in range(MANY)]


def parses(raw: Raw) -> bool:
    """Whether python-telegram-bot makes an update of it."""
    try:
        telegram.Update.de_json(raw | {"update_id": 1}, None)
    except (TypeError, ValueError, KeyError, AttributeError, OverflowError, OSError):
        return False
    return True


def needs(raw: Raw, kind: str) -> list[type]:
    """Of which types is what a bot looks at in an update; none if it cannot be read."""
    if not parses(raw):
        return []
    about = getattr(telegram.Update.de_json(raw | {"update_id": 1}, None), kind)
    return [type(getattr(about, name, None)) for name in ("from_user", "user", "chat", "message_id", "text", "data")]


def texts_in(value: Any) -> list[str]:
    """Every text in a raw update."""
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in inner for text in texts_in(part)]


def test_the_table_knows_every_kind_of_update() -> None:
    assert set(map(str, telegram.Update.ALL_TYPES)) <= set(ABOUT)


def test_the_table_names_only_what_it_describes() -> None:
    used = {type_.strip("[]") for fields in OBJECTS.values() for field in fields for type_ in field.types}
    used |= {type_.strip("[]") for types in UNIONS.values() for type_ in types}
    plain = {"String", "Integer", "Float", "Boolean"}
    constants = {type_ for type_ in used if type_ == "0" or type_.startswith('"')}
    assert used - plain - constants == (OBJECTS.keys() | UNIONS.keys()) - {"Update"}


def test_every_kind_comes_equally_often(updates: list[Raw]) -> None:
    kinds = [kind for update in updates for kind in update]
    counts = {kind: kinds.count(kind) for kind in ABOUT}
    assert sum(counts.values()) == MANY
    assert max(counts.values()) - min(counts.values()) <= 1


def test_they_are_small_and_writable(updates: list[Raw]) -> None:
    written = [json.dumps(update, allow_nan=False) for update in updates]
    assert max(map(len, written)) < 20_000
    assert [json.loads(text) for text in written] == updates


def test_their_texts_could_come_from_telegram(updates: list[Raw]) -> None:
    texts = [text for update in updates for text in texts_in(update)]
    assert not any("\0" in text for text in texts)
    assert max(len(text.encode("utf-16-le")) // 2 for text in texts) == 4096
    assert all(len(query.get("data", "").encode()) <= 64 for query in tapped(updates))


def tapped(updates: list[Raw]) -> list[Raw]:
    """The taps among the updates."""
    return [update["callback_query"] for update in updates if "callback_query" in update]


def test_most_are_read(updates: list[Raw]) -> None:
    assert sum(map(parses, updates)) / MANY >= 0.99


def test_broken_ones_mostly_cannot_be_read_or_lack_what_a_bot_needs(updates: list[Raw]) -> None:
    source = RandomUpdates(2, PEOPLE)
    before = json.dumps(updates)
    broken = [source.broken(update) for update in updates]
    assert json.dumps(updates) == before
    lacking = [
        needs(raw, kind) != needs(update, kind) for raw, update in zip(broken, updates, strict=True) for kind in update
    ]
    assert sum(map(parses, broken)) / MANY < 0.6
    assert sum(lacking) / MANY > 0.6
    assert all(repr(raw) != repr(update) for raw, update in zip(broken, updates, strict=True))


def test_most_people_are_known_and_alone_with_the_bot(updates: list[Raw]) -> None:
    messages = [update["message"] for update in updates if "message" in update]
    signed = [message for message in messages if "from" in message]
    private = [message for message in signed if message["chat"]["type"] == "private"]
    assert sum(message["from"]["id"] in PEOPLE for message in signed) > 0.9 * len(signed)
    assert sum(message["chat"]["id"] == message["from"]["id"] for message in private) > 0.8 * len(private)
    assert 0.7 * len(signed) < len(private) < len(signed)


def test_many_taps_look_like_the_bots_and_few_erase() -> None:
    source = RandomUpdates(3, PEOPLE)
    taps = [source.update("callback_query").get("callback_query", {}).get("data", "") for _ in range(MANY)]
    assert 0.5 * MANY < sum(tap.count("|") == 3 for tap in taps) < 0.95 * MANY
    assert sum(tap.startswith("erase|") and tap.endswith("|yes") for tap in taps) < MANY / 200


def test_a_seed_always_gives_the_same() -> None:
    def some(seed: int) -> list[str]:
        source = RandomUpdates(seed, PEOPLE)
        made = [source.update() for _ in range(60)]
        return [json.dumps(raw) for update in made for raw in (update, source.broken(update))]

    assert some(5) == some(5)
    assert some(5) != some(6)


@pytest.mark.parametrize("kind", ABOUT)
def test_a_kind_can_be_asked_for(kind: str) -> None:
    assert list(RandomUpdates(4, PEOPLE).update(kind)) == [kind]
