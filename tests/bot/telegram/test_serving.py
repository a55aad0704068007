"""`clusterready serve` as a process: how it starts, waits, ends, and what it never says."""

import asyncio
import re
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from bot.telegram.intake import Intake
from tests.bot.telegram.serving import Served, begun, tap
from tests.faults.program import ROOT
from tests.faults.service import READY, Service, service
from tests.telegram_server import TelegramServer


async def test_one_clear_line_when_it_is_ready(server: TelegramServer, tmp_path: Path) -> None:
    async with service(server, tmp_path, operator="Example agency") as program:
        assert program.said == f"{READY}{server.bot['username']}. Ctrl-C ends.\n"


async def test_it_says_that_nobody_is_named(server: TelegramServer, tmp_path: Path) -> None:
    async with service(server, tmp_path) as program:
        assert "CLUSTERREADY_OPERATOR is not set" in program.said


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_finishes_what_is_being_worked_on(
    server: TelegramServer, tmp_path: Path, sign: signal.Signals
) -> None:
    async with service(server, tmp_path) as program:
        phone = await begun(server.phone(language="en"))
        server.faults.delay = 0.3
        await phone.send("Example 1")
        await asyncio.sleep(0.15)
        began = asyncio.get_running_loop().time()
        assert await program.end(sign) == 0
        assert asyncio.get_running_loop().time() - began < 10
        assert "Facts 2/9" in phone.text  # stored, shown, and known to be
        since = len(server.calls)
        await program.start()
        await asyncio.sleep(0.3)
        assert [call.method for call in server.calls[since:] if call.method == "sendMessage"] == []


async def test_it_ends_within_ten_seconds_even_when_telegram_is_away(server: TelegramServer, tmp_path: Path) -> None:
    async with service(server, tmp_path) as program:
        phone = await begun(server.phone(language="en"))
        server.faults.only_methods, server.faults.share_502 = {"sendMessage", "editMessageText"}, 1.0
        await phone.send("Example 1")
        await asyncio.sleep(0.5)
        began = asyncio.get_running_loop().time()
        assert await program.end() == 0
        assert asyncio.get_running_loop().time() - began < 10
        server.faults.share_502 = 0
        await program.start()
        await phone.until(lambda phone: "Facts 2/9" in phone.text)


async def test_it_waits_for_the_network_at_the_start(server: TelegramServer, tmp_path: Path) -> None:
    server.faults.away = True
    program = Service(server, tmp_path)
    await program.start(ready=False)
    try:
        await program.until("Telegram can't be reached")
        assert READY not in program.said
        server.faults.away = False
        await program.until(READY)
        assert program.said.count("Telegram can't be reached") == 1  # said once, however long it takes
    finally:
        await program.kill()


async def test_a_second_one_on_the_same_database_says_so_and_waits(server: TelegramServer, tmp_path: Path) -> None:
    async with service(server, tmp_path) as first:
        second = Service(server, tmp_path)
        await second.start(ready=False)
        try:
            await second.until("Another ClusterReady serves this bot with this database; waiting for it to end.")
            phone = await begun(server.phone(language="en"))
            assert READY not in second.said
            await first.end()
            await second.until(READY)
            await phone.say("Example 1")
            assert "Facts 2/9" in phone.text
        finally:
            await second.kill()


async def test_a_second_one_elsewhere_says_so_and_waits(server: TelegramServer, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    async with service(server, tmp_path / "a") as first, service(server, tmp_path / "b") as second:
        async with asyncio.timeout(30):
            while not any("Another program polls with this bot's token" in each.said for each in (first, second)):
                await asyncio.sleep(0.05)
        polite = first if "Another program polls" in first.said else second
        assert polite.process is not None
        assert polite.process.returncode is None  # it waits, and does not end


async def test_it_stays_off_the_line_longer_each_time_and_calls_it_an_error(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, served: Served
) -> None:
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    monkeypatch.setattr("bot.telegram.intake.asyncio.sleep", sleep)
    time = [served.clock()]
    intake = Intake(served.bot, served.store, lambda: time[0], lambda _: None, lambda: 0)
    for _ in range(3):
        await intake._share()
        time[0] += timedelta(minutes=1)
    assert pauses == [10, 20, 40]
    assert [each.levelname for each in caplog.records] == ["WARNING", "ERROR", "ERROR"]
    time[0] += timedelta(hours=2)  # another one, of another day
    await intake._share()
    assert pauses[-1] == 10


async def test_a_refused_token_is_said_without_it(server: TelegramServer, tmp_path: Path) -> None:
    token = "123456789:" + "y" * 35
    program = Service(server, tmp_path, telegram_token=token)
    await program.start(ready=False)
    assert await program.gone() == 2  # nothing that a restart could mend
    assert "Telegram refuses the token. Set CLUSTERREADY_TELEGRAM_TOKEN as @BotFather shows it." in program.said
    assert "y" * 10 not in program.said


@pytest.mark.parametrize(
    ("token", "words"),
    [(None, "CLUSTERREADY_TELEGRAM_TOKEN is missing"), ("my-secret-token", "is no bot token"), ("", "is missing")],
)
def test_without_a_good_token_it_does_not_start(tmp_path: Path, token: str | None, words: str) -> None:
    env = {"PYTHONPATH": str(ROOT), "PATH": ""} | ({} if token is None else {"CLUSTERREADY_TELEGRAM_TOKEN": token})
    command = [sys.executable, "-m", "bot", "serve"]
    ended = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=30, check=False)
    assert ended.returncode == 2
    assert words in ended.stderr
    assert "my-secret-token" not in ended.stderr
    assert not list(tmp_path.glob("*.db*"))


async def test_no_token_name_or_answer_is_in_any_line_at_debug(server: TelegramServer, tmp_path: Path) -> None:
    async with service(server, tmp_path, log_level="DEBUG") as program:
        phone = server.phone(language="en", first_name="Marmota")
        await begun(phone)
        await phone.say("Marmot Agency")
        server.faults.share_502 = server.faults.share_429 = server.faults.share_cut = 0.2
        server.deliver({"message": {"message_id": 1, "date": "Marmot", "chat": phone.raw, "from": phone.user}})
        for text in ("Marmotland", "/start Marmot", "/export"):
            await phone.send(text)
            await asyncio.sleep(0.2)
        server.faults.share_502 = server.faults.share_429 = server.faults.share_cut = 0
        await tap(phone, "Continue") if "Continue" in phone.captions else None
        await asyncio.sleep(1.5)
        assert await program.end() == 0
        assert "error " in program.said  # something went wrong and was logged
        assert "marmot" not in program.said.casefold()
        assert server.token.partition(":")[2] not in program.said
        assert not re.search(r"bot\d+:", program.said)


async def test_help_and_the_terminal_import_no_telegram() -> None:
    for module in ("bot.__main__", "bot.terminal"):
        code = f"import sys, {module}; print(sorted({{'telegram', 'aiohttp'}} & set(sys.modules)))"
        ended = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=30, check=True
        )
        assert ended.stdout.strip() == "[]"
