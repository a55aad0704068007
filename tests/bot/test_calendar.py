"""The label calendar: what ends when, what one could go for, and the dates as a file."""

import pytest

from bot.conversation import Typed
from bot.screens import Tap
from tests.bot.holding import answer, captions, press
from tests.bot.talking import Talk


async def holding_bronze(talk: Talk, until: str) -> None:
    await talk.begin()
    await answer(talk, 1, "organisation-name", "Example")
    await answer(talk, 1, "benchmarked", "yes")
    await answer(talk, 1, "first-benchmarking", "03/2024")
    await answer(talk, 1, "label-held", "Bronze")
    await answer(talk, 1, "valid-until", until)


async def test_a_stated_end_its_reminders_and_the_options(talk: Talk) -> None:
    await holding_bronze(talk, "02/2027")
    shown = await talk.enter(Typed("/calendar"))
    for words in (
        "Bronze is held.", "Valid until 28 February 2027 (as stated)",
        "12 months before: 28 February 2026 (has passed)",
        "6 months before: 31 August 2026\n", "It can be renewed until 29 February 2028",
        "Second benchmarking for Silver: from ", "Renew Bronze", "Go for Silver", "Go for Gold", "2,250 EUR",
        "ESCA, pricing information: https://cluster-analysis.org/pricing-information-1", "the page bears no date",
    ):  # fmt: skip
        assert words in shown
    assert "too early" not in shown.casefold()


async def test_the_dates_ahead_as_a_file(talk: Talk) -> None:
    await holding_bronze(talk, "02/2027")
    await talk.enter(Typed("/calendar"))
    await press(talk, "Dates as a file")
    file = talk.screens[-1].file
    assert file is not None
    assert file.name == "clusterready-label-calendar.ics"
    text = file.data().decode()
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert "DTSTART;VALUE=DATE:20270228" in text
    assert "DTSTART;VALUE=DATE:20260831" in text
    assert "20260228" not in text  # that reminder has passed
    assert "Provisional self-check" in text.replace("\r\n ", "")


@pytest.mark.parametrize(
    ("held", "words"), [(None, "Which label is held is not answered yet."), ("onone", "No label is held.")]
)
async def test_without_a_label_it_says_so_and_still_shows_the_options(talk: Talk, held: str | None, words: str) -> None:
    await talk.begin()
    await answer(talk, 1, "organisation-name", "Example")
    await answer(talk, 1, "benchmarked", "yes")
    await answer(talk, 1, "first-benchmarking", "03/2024")
    if held:
        await talk.enter(Tap("give", 1, "label-held", held))
    shown = await talk.enter(Typed("/calendar"))
    assert words in shown
    assert "Go for Gold" in shown


async def test_nothing_dated_offers_no_file(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Typed("/calendar"))
    assert "Dates as a file (.ics)" not in captions(talk.screens[-1])


async def test_it_speaks_german(german: Talk) -> None:
    await german.enter(Typed("/start"))
    await german.type("1")
    await german.type("Voller")
    await answer(german, 1, "organisation-name", "Beispiel")
    assert "Label-Kalender" in await german.enter(Typed("/calendar"))
