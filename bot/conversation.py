"""The one place where loading, advancing, saving and committing meet. What is shown is drawn after the commit."""

import logging
import re
from dataclasses import dataclass, field, replace

from bot.answering import doubted, typed
from bot.codes import code_of
from bot.commands import command_of, marked
from bot.desk import Desk
from bot.drawing import draw
from bot.filling import filed
from bot.inviting_codes import is_ours, typed_code
from bot.resuming import asks, standing
from bot.scene import Doubt, Erased, Help, Languages, Menu, Privacy, Remark, Scene, Welcome
from bot.screens import Screen, Tap
from bot.sent import Sent
from bot.speech import LANGUAGES
from bot.tapping import tapped
from bot.turn import Turn
from storage.inbox import Letter
from storage.people import Answering, Looking, Person
from storage.scrubbing import empty, scrub
from storage.sessions import LostRace
from storage.store import StorageFault, Work

CONSENT = "1"
"""The version of the consent text. A new one asks everybody again."""
TRIES = 5
log = logging.getLogger("clusterready")
BUSY = marked("Somebody else is changing this check right now. Nothing was saved; try again.")


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is here: an id on a channel, and the language the channel proposes until the person chooses."""

    channel: str
    external: str
    language: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A text the person sent. `doubt`: why it may not be meant for the card at hand; then it is only offered."""

    text: str = field(repr=False)
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Came:
    """Something that is neither a text nor a button of ours, or nothing at all: shows where the person is."""

    remark: Remark | None = None


@dataclass(frozen=True, slots=True)
class Brought:
    """A practice case as a file of the person's, with its name; without content where it can't be read."""

    name: str = field(repr=False)
    content: bytes | None = field(repr=False)


Entered = Typed | Tap | Came | Brought | Sent


class Leftover(StorageFault):
    """Erasing was committed, but the text is still in a file; the words say what to do. `person`: all of a person."""

    def __init__(self, words: str, person: bool) -> None:
        super().__init__(words)
        self.person = person


async def take(desk: Desk, visitor: Visitor, entered: Entered) -> tuple[Screen, ...]:
    """One turn: everything it changes is stored in one transaction before anything is shown.

    Raises `StorageFault` when nothing could be stored; then nothing changed. `Leftover` is its one exception.
    """
    return draw(await turned(desk, visitor, entered))


async def turned(desk: Desk, visitor: Visitor, entered: Entered, letter: Letter | None = None) -> Scene:
    """One turn as `take` makes it, not drawn yet.

    `letter`: the delivery it came by; the same transaction marks that as worked, or `Finished` is raised if it was.
    """
    for attempt in range(TRIES):
        try:
            async with desk.store.work() as work:
                if letter:
                    await work.inbox.finish(letter)
                scene = await _turn(desk, work, visitor, entered, letter)
            break
        except LostRace:
            if attempt == TRIES - 1:
                raise StorageFault(BUSY) from None
    await _cleared(desk, scene)
    return scene


async def _cleared(desk: Desk, scene: Scene) -> None:
    """What was erased leaves the files as well. Raises `Leftover`; a proof's bytes that stay are tried again later."""
    try:
        if isinstance(scene.view, Erased):
            await scrub(desk.store)
        if desk.files and (scene.unkept or isinstance(scene.view, Erased)):
            await empty(desk.store, desk.files)
    except StorageFault as fault:
        if isinstance(scene.view, Erased):
            raise Leftover(str(fault), scene.view.what == "person") from None
        log.warning("%s", fault)


async def _turn(desk: Desk, work: Work, visitor: Visitor, entered: Entered, letter: Letter | None) -> Scene:
    person = await work.people.find(visitor.channel, visitor.external)
    if person is None or (person.consent != CONSENT and not _leaves(entered)):
        return await _stranger(desk, work, visitor, person, entered)
    turn = Turn(desk, work, person, letter)
    await turn.load()
    match entered:
        case Tap():
            scene = await tapped(turn, entered)
        case Came(remark):
            scene = replace(await standing(turn), remark=remark)
        case Brought(name, content):
            from bot.own_cases import case_brought  # what reads a case is paid for by those who practise

            await turn.self_check()
            scene = await case_brought(turn, name, content)
        case Sent():
            scene = await _filed(turn, entered)
        case Typed(text, None) if re.match(r"/[A-Za-z]", text):
            scene = await _command(turn, text)
        case Typed(text, doubt):
            scene = await _written(turn, text, doubt)
    if isinstance(turn.person.focus, Answering) and not asks(scene):
        turn.focus(Looking())
    if turn.person != person and not turn.gone:
        await work.people.save(turn.person)
    return scene


async def _written(turn: Turn, text: str, doubt: Doubt | None) -> Scene:
    """A text: the code of an invitation or a group, or something for the page at hand."""
    if typed_code(text) and doubt in (None, "early"):
        return await _linked(turn, typed_code(text))
    if code_of(text) and doubt in (None, "early"):
        from bot.joining import code_typed

        scene = await code_typed(turn, text)
        if scene is not None:
            return scene
    return await (doubted(turn, text, doubt) if doubt else typed(turn, text))


async def _filed(turn: Turn, sent: Sent) -> Scene:
    """A file that nothing asks for is not taken; words beside it are offered as an answer."""
    found = await filed(turn, sent)
    if isinstance(found, Scene):
        return found
    if found in ("file", "files-off") and sent.caption.strip():
        return await doubted(turn, sent.caption.strip(), "caption")
    return replace(await standing(turn), remark=found)


def _leaves(entered: Entered) -> bool:
    """Taking one's data along and erasing it need no agreement to a new text."""
    match entered:
        case Tap(verb):
            return verb in ("export", "erase")
        case Typed(text):
            return command_of(text) in ("export", "delete")
        case Came() | Brought() | Sent():
            return False


async def _stranger(desk: Desk, work: Work, visitor: Visitor, person: Person | None, entered: Entered) -> Scene:
    """Before consent nothing is kept: what a person may see is the welcome, the privacy page and the languages."""
    language = person.language if person else visitor.language
    match entered:
        case Tap(verb="consent", question=code, choice=choice):
            return await _agreed(desk, work, visitor, person, choice if choice in LANGUAGES else language, code)
        case Tap(verb="welcome" | "privacy" as verb, question=code, choice=choice) if choice in LANGUAGES:
            view: Welcome | Privacy = Privacy(_code(code)) if verb == "privacy" else Welcome(_code(code))
            language = choice
        case Typed(text) if command_of(text) == "privacy":
            view = Privacy()
        case Typed(text) if command_of(text) in ("start", "cohort"):
            view = Welcome(_code(_payload(text)))
        case Typed(text) if typed_code(text) or code_of(text):
            view = Welcome(typed_code(text) or code_of(text))
        case _:
            view = Welcome()
    return _scene(desk, visitor, view, language)


def _scene(desk: Desk, visitor: Visitor, view: Welcome | Privacy, language: str) -> Scene:
    known = language if language in LANGUAGES else "en"
    survey = desk.shelf.survey(desk.shelf.latest, known)
    return Scene(view, known, desk.clock(), desk.operator, visitor.channel, survey)


def _payload(text: str) -> str:
    """What a link put behind /start."""
    return text.partition(" ")[2].strip()


def _code(payload: str) -> str:
    """A payload that could be a code of ours."""
    return payload if re.fullmatch(r"[A-Za-z0-9_-]{1,32}", payload) else ""


async def _agreed(desk: Desk, work: Work, visitor: Visitor, person: Person | None, language: str, code: str) -> Scene:
    now = desk.clock()
    if person is None:
        person = await work.people.add(visitor.channel, visitor.external, language, CONSENT, now)
    else:
        person = replace(person, language=language, consent=CONSENT, consented_at=now)
        await work.people.save(person)
    turn = Turn(desk, work, person)
    await turn.load()
    scene = await _linked(turn, code)
    if turn.person != person:  # a link asks for a name
        await work.people.save(turn.person)
    return scene


async def _linked(turn: Turn, payload: str) -> Scene:
    """Where a link's code leads; without one the menu, and one that is not known says so."""
    await turn.self_check()
    if code_of(payload):
        from bot.joining import linked  # what reads a case is paid for by those who practise

        scene = await linked(turn, payload)
        if scene is not None:
            return scene
    if is_ours(payload):
        from bot.coming_in import come_in  # what reviews need is paid for by those who share and review

        return await come_in(turn, payload)
    return replace(turn.scene(Menu(), resumed=True), remark="unknown-link" if payload else None)


async def _command(turn: Turn, text: str) -> Scene:
    """A command is a tap on what it names."""
    name = command_of(text)
    turn.focus(Answering())
    match name:
        case None:
            return turn.scene(Help(unknown=text.split()[0][:40]))
        case "start":
            return await _linked(turn, _payload(text))
        case "language":
            return turn.scene(Languages())
        case "cohort":
            code = code_of(_payload(text))
            return await (_linked(turn, code) if code else tapped(turn, Tap("cohort")))
        case "share":
            return await tapped(turn, Tap("sharing"))
        case "delete":
            return await tapped(turn, Tap("erase"))
        case "result":
            return await tapped(turn, Tap("picture", turn.number))
        case _:
            return await tapped(turn, Tap(name, turn.number))
