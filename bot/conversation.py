"""The one place where loading, advancing, saving and committing meet. What is shown is drawn after the commit."""

import re
from dataclasses import dataclass, field, replace

from bot.answering import typed
from bot.commands import command_of, marked
from bot.desk import Desk
from bot.drawing import draw
from bot.scene import Erased, Help, Languages, Menu, Privacy, Scene, Welcome
from bot.screens import Screen, Tap
from bot.speech import LANGUAGES
from bot.tapping import tapped
from bot.turn import Turn
from storage.people import Answering, Person
from storage.scrubbing import scrub
from storage.sessions import LostRace
from storage.store import StorageFault, Work

CONSENT = "1"
"""The version of the consent text. A new one asks everybody again."""
TRIES = 5
BUSY = marked("Somebody else is changing this check right now. Nothing was saved; try again.")


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is here: an id on a channel, and the language the channel proposes until the person chooses."""

    channel: str
    external: str
    language: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A text the person sent."""

    text: str = field(repr=False)


Entered = Typed | Tap


async def take(desk: Desk, visitor: Visitor, entered: Entered) -> tuple[Screen, ...]:
    """One turn: everything it changes is stored in one transaction before anything is shown.

    Raises `StorageFault` when nothing could be stored; then nothing changed.
    """
    for attempt in range(TRIES):
        try:
            async with desk.store.work() as work:
                scene = await _turn(desk, work, visitor, entered)
            if isinstance(scene.view, Erased):
                await scrub(desk.store)
            return draw(scene)
        except LostRace:
            if attempt == TRIES - 1:
                raise StorageFault(BUSY) from None
    raise AssertionError("unreachable")


async def _turn(desk: Desk, work: Work, visitor: Visitor, entered: Entered) -> Scene:
    person = await work.people.find(visitor.channel, visitor.external)
    if person is None or (person.consent != CONSENT and not _leaves(entered)):
        return await _stranger(desk, work, visitor, person, entered)
    turn = Turn(desk, work, person)
    await turn.load()
    if isinstance(entered, Tap):
        scene = await tapped(turn, entered)
    elif re.match(r"/[A-Za-z]", entered.text):
        scene = await _command(turn, entered.text)
    else:
        scene = await typed(turn, entered.text)
    if turn.person != person and not turn.gone:
        await work.people.save(turn.person)
    return scene


def _leaves(entered: Entered) -> bool:
    """Taking one's data along and erasing it need no agreement to a new text."""
    if isinstance(entered, Tap):
        return entered.verb in ("export", "erase")
    return command_of(entered.text) in ("export", "delete")


async def _stranger(desk: Desk, work: Work, visitor: Visitor, person: Person | None, entered: Entered) -> Scene:
    """Before consent nothing is kept: what a person may see is the welcome, the privacy page and the languages."""
    language = person.language if person else visitor.language
    match entered:
        case Tap(verb="consent", choice=choice):
            return await _agreed(desk, work, visitor, person, choice if choice in LANGUAGES else language)
        case Tap(verb="welcome" | "privacy" as verb, choice=choice) if choice in LANGUAGES:
            view: Welcome | Privacy = Privacy() if verb == "privacy" else Welcome()
            language = choice
        case Typed(text) if command_of(text) == "privacy":
            view = Privacy()
        case _:
            view = Welcome()
    return _scene(desk, visitor, view, language)


def _scene(desk: Desk, visitor: Visitor, view: Welcome | Privacy, language: str) -> Scene:
    known = language if language in LANGUAGES else "en"
    survey = desk.shelf.survey(desk.shelf.latest, known)
    return Scene(view, known, desk.clock(), desk.operator, visitor.channel, survey)


async def _agreed(desk: Desk, work: Work, visitor: Visitor, person: Person | None, language: str) -> Scene:
    now = desk.clock()
    if person is None:
        person = await work.people.add(visitor.channel, visitor.external, language, CONSENT, now)
    else:
        person = replace(person, language=language, consent=CONSENT, consented_at=now)
        await work.people.save(person)
    turn = Turn(desk, work, person)
    await turn.load()
    return turn.scene(Menu())


async def _command(turn: Turn, text: str) -> Scene:
    """A command is a tap on what it names."""
    name = command_of(text)
    turn.focus(Answering())
    match name:
        case None:
            return turn.scene(Help(unknown=text.split()[0][:40]))
        case "start":
            return turn.scene(Menu(), resumed=True)
        case "language":
            return turn.scene(Languages())
        case "delete":
            return await tapped(turn, Tap("erase"))
        case _:
            return await tapped(turn, Tap(name, turn.number))
