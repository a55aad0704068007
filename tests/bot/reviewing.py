"""Several people on one file, for the tests of reviews: a manager with a submitted check, assessors, a colleague."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.conversation import Typed, Visitor
from bot.plain_text import rendered
from bot.screens import Screen, Tap
from surveys.engine import begin
from surveys.review import rated as rated_ids
from surveys.session import FULL, Submitted
from tests.bot.holding import captions, press, told
from tests.bot.talking import BEGIN, SHELF, Talk
from tests.surveys.filling import filled


class Stage:
    """Several people, each with their own talk at the same desk; `code` is the last one that was shown."""

    def __init__(self, talk: Talk, language: str) -> None:
        self.talk, self.language = talk, language
        self._screens: dict[str, tuple[Screen, ...]] = {}
        self.who = "manager"
        self.code = ""

    async def be(self, name: str) -> "Stage":
        """From now on this person acts."""
        self._screens[self.who] = self.talk.screens
        self.who = name
        self.talk.visitor = Visitor("terminal", name, self.language)
        self.talk.screens = self._screens.get(name, ())
        return self

    async def new(self, name: str) -> "Stage":
        """Somebody who just agreed."""
        await self.be(name)
        await self.talk.enter(Tap("consent", choice=self.language))
        return self

    async def tap(self, verb: str, session: int = 0, question: str = "", choice: str = "") -> str:
        return await self.talk.enter(Tap(verb, session, question, choice))

    async def type(self, text: str) -> str:
        return await self.talk.enter(Typed(text))

    async def press(self, words: str) -> str:
        return await press(self.talk, words)

    @property
    def text(self) -> str:
        return "\n\n".join(rendered(each) for each in self.talk.screens)

    @property
    def captions(self) -> list[str]:
        return captions(self.talk.screens[-1])

    def asked(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        return told(self.talk, statement, *values)

    async def invited(self, verb: str, session: int = 0, question: str = "", choice: str = "") -> str:
        """Makes an invitation; its code."""
        shown = await self.tap(verb, session, question, choice)
        self.code = next(line for line in shown.splitlines() if "i-" in line).rpartition(" ")[2].strip()
        return self.code


@asynccontextmanager
async def stage(folder: Path, language: str = "en") -> AsyncIterator[Stage]:
    """A manager with a submitted check, at 4 everywhere and documented, in their own cluster; nobody else."""
    talk = Talk(folder / "stage.db", language)
    found = Stage(talk, language)
    try:
        await found.new("manager")
        await checked(talk, "manager", {"strategy-documentation": 4})
        yield found
    finally:
        await talk.close()


async def checked(talk: Talk, name: str, levels: Mapping[str, int], submitted: bool = True) -> int:
    """A check of a person with every indicator at four points, those in `levels` at others."""
    survey = SHELF.survey(SHELF.latest, "en")
    async with talk.store.work() as work:
        person = await work.people.find("terminal", name)
        assert person is not None
        stored = await work.sessions.start(
            begin(survey, FULL), survey=survey.id, version=survey.version, language=talk.visitor.language,
            cluster=person.cluster or 0, by=person.id, at=BEGIN,
        )  # fmt: skip
        session = stored.session
        for answer in filled(4, levels).values():
            mine = replace(answer, by=str(person.id), at=BEGIN)
            session = replace(session, answers={**session.answers, mine.question: mine})
            stored = await work.sessions.save(stored, session, mine, BEGIN)
        if submitted:
            stored = await work.sessions.save(stored, replace(session, place=Submitted(BEGIN)), None, BEGIN)
        await work.people.save(replace(person, live=stored.id))
        return stored.id


async def shared(found: Stage, choice: str = "fp.60") -> None:
    """The manager's check is shared."""
    await found.be("manager")
    await found.tap("share-make", 1, "", choice)


async def assessor(found: Stage, name: str) -> int:
    """Somebody comes in by an invitation, is let in, and opens the review; the number of their session."""
    await found.be("manager")
    code = await found.invited("invite-assessor", choice="1")
    await found.new(name)
    await found.type(f"/start {code}")
    await found.tap("accept", choice=code)
    await found.type(f"Name of {name}")
    await found.be("manager")
    number = found.asked("SELECT max(id) FROM invitation")[0][0]
    await found.tap("let-in", choice=str(number))
    await found.be(name)
    review = found.asked("SELECT max(id) FROM review")[0][0]
    await found.tap("review-open", choice=str(review))
    return int(str(found.asked("SELECT max(id) FROM session")[0][0]))


async def rated(found: Stage, session: int, levels: Mapping[str, int]) -> None:
    """The assessor at hand rates every indicator at four points and documented, those in `levels` at others."""
    survey = SHELF.survey(SHELF.latest, "en")
    for id in rated_ids(survey):
        points = levels.get(id, 4)
        await found.tap("give", session, id, f"p{points}")
        if points:
            await found.tap("doc", session, id, "yes")
