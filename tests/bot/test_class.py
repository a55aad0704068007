"""A class of thirty at one terminal, kept apart by --person: joined, rated, discussed, rated again, released."""

from bot.screens import Tap
from tests.bot.grouping import SHORT, TRAINER, as_, group, in_section, join, rate
from tests.bot.holding import press, told
from tests.bot.talking import Talk

PUPILS, PART = 30, "strategy"


async def released(talk: Talk, step: str) -> str:
    """The trainer takes a step that is asked once."""
    as_(talk, TRAINER)
    await talk.enter(Tap("part", 1, PART, step))
    return await press(talk, "Yes")


async def test_a_class_of_thirty_from_the_code_to_the_key(talk: Talk) -> None:
    code = await group(talk)
    names = [f"pupil-{number}" for number in range(PUPILS)]
    for number, who in enumerate(names):
        await join(talk, who, code)
        await rate(talk, who, PART, 1 + number % 3)  # B, C and D, ten of each
        if number % 10:
            await talk.enter(Tap("submit", number + 1))
    as_(talk, TRAINER)
    shown = await talk.enter(Tap("cohort-board", 1))
    assert "Pupil-29" in shown
    await released(talk, "spread")
    as_(talk, names[0])
    shown = await _seen(talk)
    assert shown.count("Group: B 10 · C 10 · D 10") == len(in_section(talk, PART))
    assert "Key: " not in shown
    before = told(talk, "SELECT count(*) FROM answer")
    await talk.enter(Tap("give", 1, in_section(talk, PART)[0], "p5"))  # an old button: it was compared with the group
    assert told(talk, "SELECT count(*) FROM answer") == before
    await released(talk, "second")
    for who in names[:20]:
        await rate(talk, who, PART, 3)
    await released(talk, "key")
    as_(talk, names[0])
    shown = await _seen(talk)
    assert shown.count("You: B, in the second round D") == len(in_section(talk, PART))
    assert all(name.title() not in shown for name in names[1:])
    keys = talk.desk.shelf.cases.case(SHORT, "en").keyed
    for indicator in in_section(talk, PART):
        assert keys[indicator].reason in shown
    assert told(talk, "SELECT count(*) FROM practice WHERE round = 1") == [(PUPILS,)]
    assert told(talk, "SELECT count(*) FROM practice WHERE round = 2") == [(20,)]


async def _seen(talk: Talk) -> str:
    """What was released of the part, on the participant's own page."""
    await talk.enter(Tap("cohort", 1))
    return await press(talk, "Released: 4")
