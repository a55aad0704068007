"""Log lines hold no token and nothing that anybody said."""

import logging

import pytest

from bot.logs import TALKATIVE, Discreet, configure
from bot.settings import Settings, load_settings

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


def line(message: str, *values: object, error: BaseException | None = None) -> str:
    info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, message, values, info)
    return Discreet("%(levelname)s %(message)s").format(record)


@pytest.mark.parametrize(
    "text", [TOKEN, f"https://api.telegram.org/bot{TOKEN}/getMe", f"Bot[token={TOKEN}]", f"'{TOKEN}'"]
)
def test_a_token_is_taken_out_wherever_it_stands(text: str) -> None:
    for written in (line(text), line("%s", text)):
        assert "[token]" in written
        assert TOKEN.partition(":")[2] not in written


def test_an_error_is_told_by_kind_and_place_not_by_its_words() -> None:
    try:
        try:
            int("my secret answer")
        except ValueError as cause:
            raise LookupError("another secret") from cause
    except LookupError as error:
        written = line("a turn failed", error=error)
    assert "secret" not in written
    assert "LookupError < ValueError" in written
    assert "test_logs.py:" in written


def test_words_that_another_formatter_kept_are_not_used() -> None:
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, "failed", (), None)
    record.exc_text = "my secret answer"
    assert "secret" not in Discreet("%(message)s").format(record)


def test_at_debug_the_talkative_libraries_stay_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    before = {name: logging.getLogger(name).level for name in (*TALKATIVE, "")}
    root = logging.getLogger()
    handlers = root.handlers[:]
    try:
        configure(Settings(log_level="DEBUG"))
        assert root.level == logging.DEBUG
        for name in TALKATIVE:
            assert logging.getLogger(name).getEffectiveLevel() >= logging.WARNING
    finally:
        root.handlers = handlers
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)


def test_the_token_is_in_no_repr_and_a_wrong_one_not_in_the_refusal() -> None:
    settings = load_settings(given={"telegram_token": TOKEN})
    assert TOKEN.partition(":")[2] not in repr(settings) + str(settings)
