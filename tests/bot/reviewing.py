"""Several people on one file, for the tests of reviews: a manager with a submitted check, assessors, a colleague."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from bot.conversation import Typed, Visitor
from bot.plain_text import rendered
from bot.screens import Screen, Tap
from storage.evidence import ProofKind
from storage.store import Work
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


async def accepted(found: Stage, name: str, verb: str = "invite-assessor", session: int = 0, choice: str = "1") -> int:
    """Somebody new accepts an invitation that the manager makes by this button; its number. They act from now on."""
    await found.be("manager")
    code = await found.invited(verb, session, "", choice)
    await found.new(name)
    await found.type(f"/start {code}")
    await found.tap("accept", choice=code)
    await found.type(f"Name of {name}")
    return int(str(found.asked("SELECT max(id) FROM invitation")[0][0]))


async def assessor(found: Stage, name: str) -> int:
    """Somebody comes in by an invitation, is let in, and opens the review; the number of their session."""
    number = await accepted(found, name)
    await found.be("manager")
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


# --- proof ---------------------------------------------------------------------------------------------------


async def proven(
    found: Stage, question: str, shows: str, *contents: bytes, words: str | None = None, refers: str | None = None,
    late: bool = False, coming: bool = False,
) -> int:  # fmt: skip
    """A proof of the manager's cluster with files that are here, or words; `coming`: with one that is on its way."""
    at = BEGIN + timedelta(days=2) if late else BEGIN - timedelta(days=1)
    async with found.talk.store.work() as work:
        person = await work.people.find("terminal", "manager")
        assert person is not None
        kind: ProofKind = "link" if words and words.startswith("http") else "text" if words else "file"
        proof = await work.evidence.add(person.cluster or 0, person.id, at, kind, words)
        await work.evidence.change(proof, shows=shows, refers=refers)
        await work.evidence.prove(proof, question, (), SHELF.latest)
        for n, content in enumerate(contents, start=1):
            await _kept(found, work, proof, f"{shows} {n}.pdf", content, at)
        if coming:
            await work.fetches.bring(proof, "photo", f"{shows}.jpg", 7, "elsewhere", "source", at)
        return proof


async def _kept(found: Stage, work: Work, proof: int, name: str, content: bytes, at: datetime) -> None:
    hash = sha256(content).hexdigest()
    path = found.talk.files.path(hash)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    await work.fetches.restore(
        proof, kind="file", name=name, type="pdf", size=len(content), hash=hash, here=True, reason=None, at=at
    )


async def recorded(found: Stage, check: int = 1) -> None:
    """What proves the check now is what it records, as if it was submitted with that."""
    async with found.talk.store.work() as work:
        stored = await work.sessions.whole(check)
        assert stored is not None
        await work.evidence.record(check, stored.cluster)


async def with_every_kind(found: Stage, question: str, check: int) -> None:
    """Proofs of an indicator in every way that one can stand beside what the check recorded."""
    await proven(found, question, "As it was", b"%PDF same", b"%PDF more", refers="2025-03")
    other = await proven(found, question, "Replaced", b"%PDF old")
    gone = await proven(found, question, "Badger gone", b"%PDF gone")
    off = await proven(found, question, "Badger off", b"%PDF off")
    await proven(found, question, "Where it lies", words="https://example.org/a?b=<c>")
    await proven(found, question, "Coming", coming=True)
    await recorded(found, check)
    async with found.talk.store.work() as work:
        await work.evidence.replace(other, "file", None, None)
        await _kept(found, work, other, "New 1.pdf", b"%PDF new", BEGIN + timedelta(days=3))
        await work.evidence.remove(gone, BEGIN + timedelta(days=4))
        await work.evidence.unprove(off, question)
        await _kept(found, work, 1, "Late 3.pdf", b"%PDF late", BEGIN + timedelta(days=5))
    await proven(found, question, "New one", b"%PDF newest", late=True)


def taken(found: Stage) -> dict[str, bytes]:
    """The files that go with the last screen, by their names, one after the other."""
    files, file = {}, found.talk.screens[-1].file
    while file:
        files[file.name], file = file.data(), file.then
    return files
