"""Files of proofs are fetched after the turn that told of them: claimed, taken in piece by piece, placed, marked."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime

from bot.desk import Desk
from bot.evidence import FORM
from bot.proofs import with_proofs
from bot.resuming import standing
from bot.scene import NotStored, ProofPage, Scene
from bot.screens import Screen
from bot.turn import Turn
from storage.evidence import Proof
from storage.fetches import Fetch
from storage.people import Filling, Focus
from storage.proof_files import Arrival, Incoming, NotKept, safe_name
from storage.store import Work

AGAIN = {"full", "disk", "broken"}
"""Reasons that may pass: such a file can be fetched once more."""


async def waiting(desk: Desk, channel: str, started: datetime) -> list[Fetch]:
    """What is to be fetched on a channel; `started`: when this program began."""
    async with desk.store.reading() as work:
        return await work.fetches.waiting(channel, desk.clock(), started)


async def claimed(desk: Desk, fetch: Fetch) -> Fetch | None:
    """Claims a file; None if it is wanted no more."""
    async with desk.store.work() as work:
        return await work.fetches.claim(fetch, desk.clock())


async def received(incoming: Incoming, pieces: AsyncIterator[bytes], told: int | None) -> Arrival:
    """The whole file, on the disk. Raises `NotKept`, also for one that is not as long as was `told`."""
    async for piece in pieces:
        incoming.write(piece)
    arrival = await asyncio.to_thread(incoming.finished)
    if told is not None and arrival.size != told:
        raise NotKept("broken")
    return arrival


async def placed(desk: Desk, fetch: Fetch, arrival: Arrival) -> bool:
    """The file is there and known; False, and nothing is kept, if it is wanted no more. Raises `NotKept`."""
    assert desk.files is not None
    async with desk.store.work() as work:
        if not await work.fetches.placing(fetch, arrival.sha256):
            return False
    async with desk.store.work() as work:
        name = safe_name(fetch.name, arrival.type)
        if not await work.fetches.kept(fetch, name, arrival.type, arrival.size):
            return False
        await asyncio.to_thread(desk.files.place, arrival)
        return True


async def given_back(desk: Desk, fetch: Fetch) -> None:
    """It could not be fetched now: it waits again."""
    async with desk.store.work() as work:
        await work.fetches.given_back(fetch)


async def failed(desk: Desk, fetch: Fetch, reason: str) -> Scene | None:
    """It is not kept; what to say of it, or None if it is wanted no more."""
    async with desk.store.work() as work:
        if not await work.fetches.failed(fetch, reason, again=reason in AGAIN):
            return None
        found = await _still_there(desk, work, fetch)
        if found is None:
            return None
        turn, proof = found
        question = next((use.question for use in proof.uses), "")
        return turn.scene(NotStored(proof.id, question, fetch.name, reason))


async def _still_there(desk: Desk, work: Work, fetch: Fetch) -> tuple[Turn, Proof] | None:
    """A turn of who sent a file, and its proof; None if either is gone."""
    person = await work.people.find(fetch.person.channel, fetch.person.external)
    proof = await work.evidence.find(fetch.proof, person.id) if person else None
    if person is None or proof is None:
        return None
    turn = Turn(desk, work, person)
    await turn.load()
    return turn, proof


async def asked_on(desk: Desk, fetch: Fetch, looked_at: str | None = None) -> Scene | None:
    """The page that asks about this file's proof, if the person's next text is for it: it says what became of it.

    `looked_at`: else the proof's own page, for this indicator, if that is known to be before them.
    """
    async with desk.store.work() as work:  # not beside a turn: its page comes before this one or after it
        found = await _still_there(desk, work, fetch)
        if found is None:
            return None
        turn, proof = found
        if _asks_about(turn.person.focus, proof):
            return await with_proofs(turn, await standing(turn))
        if looked_at is None or proof.cluster != turn.cluster:
            return None
        await turn.self_check()
        return await with_proofs(turn, turn.scene(ProofPage(proof.id, looked_at)))


def _asks_about(focus: Focus, proof: Proof) -> bool:
    """Whether the next text is for this proof, or for one more of an indicator that it is for."""
    if not isinstance(focus, Filling) or focus.form != FORM:
        return False
    about = focus.about.partition("/")[0]
    return about == str(proof.id) or proof.use(about) is not None


def proof_on(screen: Screen | None, proof: int) -> str | None:
    """For which indicator a screen is the page of this proof; None for any other screen."""
    taps = [button.tap for button in screen.buttons if button.tap.verb == "proof-ask"] if screen else []
    return next((tap.question for tap in taps if tap.choice.partition(".")[0] == str(proof)), None)


async def tidied(desk: Desk) -> None:
    """At a start: what a crash left of files that nobody waits for goes."""
    if desk.files is None:
        return
    async with desk.store.reading() as work:
        desk.files.forget_parts(await work.fetches.on_their_way())
