"""A class for the tests: a trainer with a group, people who join it, rate, and see what was released."""

import re

from bot.conversation import Typed, Visitor
from bot.screens import Tap
from tests.bot.holding import press, told
from tests.bot.talking import Talk

SHORT, LONG = "alvar-food", "tisovina-timber"
TRAINER = "trainer"
CODE = re.compile(r"\b[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{3}\b")


def as_(talk: Talk, who: str) -> None:
    """From now on this person is at the keyboard."""
    talk.visitor = Visitor("terminal", who, talk.visitor.language)


async def agreed(talk: Talk, who: str) -> None:
    """This person is at the keyboard, and has agreed to be stored."""
    as_(talk, who)
    await talk.enter(Tap("consent", choice=talk.visitor.language))


async def group(talk: Talk, case: str = SHORT, mode: str = "end", who: str = TRAINER) -> str:
    """A trainer's group with all its parts open; its code. Its number is 1 if it is the first."""
    await agreed(talk, who)
    await talk.enter(Tap("cohort-new"))
    await talk.type("Spring course")
    await talk.type("Trainer T")
    id = newest(talk)
    for field, choice in (("case", case), ("language", "en"), ("scope", "full"), ("mode", mode)):
        await talk.enter(Tap("cohort-make", id, field, choice))
    await talk.enter(Tap("cohort-make", id, "begins", "none"))
    await talk.enter(Tap("cohort-make", id, "ends", "none"))
    for section in sections(talk, case):
        await talk.enter(Tap("part", id, section, "open"))
    return code(talk, id)


def newest(talk: Talk) -> int:
    ((id,),) = told(talk, "SELECT max(id) FROM cohort")
    return int(id)


def code(talk: Talk, id: int = 1) -> str:
    ((code,),) = told(talk, "SELECT code FROM cohort WHERE id = ?", id)
    return str(code)


def sections(talk: Talk, case: str = SHORT) -> list[str]:
    """The sections in which a case is rated."""
    survey, keyed = talk.desk.shelf.survey(1, "en"), talk.desk.shelf.cases.case(case, "en").keyed
    return [each.id for each in survey.sections if any(one.id in keyed for one in each.indicators)]


def in_section(talk: Talk, section: str, case: str = SHORT) -> list[str]:
    """Its indicators."""
    survey, keyed = talk.desk.shelf.survey(1, "en"), talk.desk.shelf.cases.case(case, "en").keyed
    return [each.id for one in survey.sections if one.id == section for each in one.indicators if each.id in keyed]


async def join(talk: Talk, who: str, code: str) -> str:
    """This person joins under their own name."""
    await agreed(talk, who)
    await talk.enter(Typed(f"/start {code}"))
    await talk.type(who.title())
    return await press(talk, "I agree, join")


async def rate(talk: Talk, who: str, section: str, points: int, id: int = 1, case: str = SHORT) -> int:
    """This person rates all of a part at one level; the number of their session."""
    as_(talk, who)
    await talk.enter(Tap("rate", id, section))
    ((session,),) = told(talk, "SELECT live FROM person WHERE external = ?", who)
    for indicator in in_section(talk, section, case):
        await talk.enter(Tap("give", session, indicator, f"p{points}"))
        if points:
            await talk.enter(Tap("doc", session, indicator, "yes"))
    return int(session)
