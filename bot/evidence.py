"""Taps and texts about proofs: taking one in, what it shows and of when, for which indicators, removing it."""

import re
from dataclasses import replace
from typing import Literal, get_args

from bot.proofs import current, with_proofs
from bot.scene import Checklist, Menu, ProofPage, Proofs, Scene
from bot.screens import Tap, is_number
from bot.speech import speech
from bot.turn import Turn
from storage.evidence import Proof
from storage.people import Filling
from surveys.dates import read_period
from surveys.evidence import SHOWS_LIMIT, WORDS_LIMIT
from surveys.session import NotAChoice, NotADate, Refuse, TooLong, TooMany
from surveys.vocabulary import tidy

FORM = "proof"
PROOFS_LIMIT = 200
"""Proofs of a cluster."""
LINK = re.compile(r"https?://[^\s<>\"]+")
Asked = Literal["shows", "name", "date", "replace", "remove", "for"]
_FIELDS: dict[str, Asked] = {name: name for name in get_args(Asked)}
_OF_PROOF = {
    "proof", "shows", "covers", "proof-ask", "proof-date", "proof-remove", "proof-for", "not-for", "proof-file", "fetch"
}  # fmt: skip


async def evidenced(turn: Turn, tap: Tap) -> Scene | None:
    """The scene of a tap about proofs; None if it is about something else."""
    match tap.verb:
        case "evidence" | "proofs" | "others":
            await _at_hand(turn, tap.session)
            if tap.verb == "evidence":
                return await proof_scene(turn, Checklist(int(tap.choice) if is_number(tap.choice) else 0))
            return await proofs_scene(turn, tap.question, others=tap.verb == "others")
        case "also":
            return await _also(turn, tap)
        case verb if verb in _OF_PROOF:
            return await _of_proof(turn, tap)
        case _:
            return None


async def _at_hand(turn: Turn, session: int) -> None:
    """The cluster of a check that a button came with, if that is another one of the person's."""
    stored = await turn.work.sessions.load(session, turn.person.id) if session else None
    if stored is not None and stored.cluster:
        if stored.cluster != turn.cluster:
            await turn.switch(str(stored.cluster))
        elif stored.id != turn.number and stored.session.kind == "self":
            turn.take(stored)


async def proof_scene(turn: Turn, view: Checklist | Proofs | ProofPage, word: str = "") -> Scene:
    return replace(await with_proofs(turn, turn.scene(view)), word=word)


async def proofs_scene(turn: Turn, question: str, word: str = "", others: bool = False) -> Scene:
    """An indicator's proofs; from here on the next file, link or text is one more."""
    if question not in turn.survey.indicators:
        return await proof_scene(turn, Checklist())
    if not others:
        turn.focus(Filling(FORM, "what", question))
    return await proof_scene(turn, Proofs(question, others), word)


# --- one more ------------------------------------------------------------------------------------------------


async def _also(turn: Turn, tap: Tap) -> Scene:
    """A proof that is here already is for this indicator too."""
    proof = await proof_found(turn, tap.choice)
    if proof is None or tap.question not in turn.survey.indicators:
        return await proof_scene(turn, Checklist())
    await turn.switch(str(proof.cluster))
    if current(turn, proof).use(tap.question) is None:
        await turn.work.evidence.prove(proof.id, tap.question, (), turn.survey.version)
    return await asked_about(turn, proof.id, tap.question, "shows")


async def proof_found(turn: Turn, number: str) -> Proof | None:
    return await turn.work.evidence.find(int(number), turn.person.id) if is_number(number) else None


async def asked_about(turn: Turn, proof: int, question: str, asked: Asked, section: str = "") -> Scene:
    """The page of a proof that waits for a text (or a file, to replace it)."""
    if asked in ("shows", "name", "date", "replace"):
        turn.focus(Filling(FORM, asked, f"{proof}/{question}"))
    return await proof_scene(turn, ProofPage(proof, question, asked, section))


async def _written(turn: Turn, question: str, text: str) -> Scene:
    """A link, or a text that says where it lies, is a proof."""
    words = tidy(text).strip()
    refused = _too_long(words, WORDS_LIMIT)
    if refused:
        return replace(await proofs_scene(turn, question), notices=(refused,))
    if len(await turn.work.evidence.of(turn.cluster)) >= PROOFS_LIMIT:
        return replace(await proofs_scene(turn, question), notices=(Refuse(TooMany(PROOFS_LIMIT)),))
    kind: Literal["link", "text"] = "link" if LINK.fullmatch(words) else "text"
    id = await turn.work.evidence.add(turn.cluster, turn.person.id, turn.now, kind, words)
    await turn.work.evidence.prove(id, question, (), turn.survey.version)
    return await asked_about(turn, id, question, "shows")


def _too_long(words: str, limit: int) -> Refuse | None:
    if not words:
        return Refuse(NotAChoice())
    return Refuse(TooLong(limit)) if len(words) > limit else None


# --- one proof -----------------------------------------------------------------------------------------------


async def _of_proof(turn: Turn, tap: Tap) -> Scene:
    """What is done with a proof; one that is gone leads back to the indicator's, or to the checklist."""
    number, _, rest = tap.choice.partition(".")
    proof = await proof_found(turn, number)
    if proof is None:
        return await proofs_scene(turn, tap.question)
    await turn.switch(str(proof.cluster))
    tap = replace(tap, question=tap.question or next((use.question for use in proof.uses), ""))
    page = ProofPage(proof.id, tap.question)
    match tap.verb:
        case "shows" | "covers" if tap.question in turn.survey.indicators and is_number(rest):
            return await _covers(turn, proof, tap, int(rest))
        case "proof-ask" if rest in _FIELDS:
            return await asked_about(turn, proof.id, tap.question, _FIELDS[rest])
        case "proof-for":
            return await asked_about(turn, proof.id, tap.question, "for", rest)
        case "proof-date":
            return await _dated(turn, proof, tap.question, rest)
        case "proof-remove":
            await turn.work.evidence.remove(proof.id, turn.now)
            turn.unkept = True
            return await proofs_scene(turn, tap.question, speech(turn.language).say("The proof is removed"))
        case "not-for" if len(proof.uses) > 1:
            await _unprove(turn, proof, tap.question)
            return await proofs_scene(turn, tap.question, speech(turn.language).say("No longer a proof of this one"))
        case "proof-file":
            file = next((each.id for each in proof.files if str(each.id) == rest and each.state == "kept"), 0)
            return await proof_scene(turn, replace(page, file=file))
        case "fetch" if is_number(rest):
            turn.fetches = await turn.work.fetches.again(int(rest), proof.id)
            return await proof_scene(turn, page)
        case _:
            return await proof_scene(turn, page)


async def _covers(turn: Turn, proof: Proof, tap: Tap, place: int) -> Scene:
    """Which place of the list it covers: at first one is picked and the date is next, later each is ticked or not."""
    use = current(turn, proof).use(tap.question)
    if place >= len(turn.survey.indicators[tap.question].proof):
        return await proof_scene(turn, ProofPage(proof.id, tap.question))
    covers = use.covers if use else frozenset()
    covers = covers | {place} if tap.verb == "shows" else covers ^ {place}
    await _unprove(turn, proof, tap.question)
    await turn.work.evidence.prove(proof.id, tap.question, covers, turn.survey.version)
    if tap.verb == "shows" and proof.refers is None:
        return await asked_about(turn, proof.id, tap.question, "date")
    return await proof_scene(turn, ProofPage(proof.id, tap.question))


async def _unprove(turn: Turn, proof: Proof, question: str) -> None:
    """Takes an indicator off a proof, under the name it had when that was said."""
    for use, known in zip(proof.uses, current(turn, proof).uses, strict=True):
        if known.question == question:
            await turn.work.evidence.unprove(proof.id, use.question)


async def _dated(turn: Turn, proof: Proof, question: str, told: str) -> Scene:
    """The date that a button named, or none."""
    refers = read_period(told, speech(turn.language).vocabulary, turn.now.date()) if told not in ("", "-") else None
    if not isinstance(refers, NotADate):
        await turn.work.evidence.change(proof.id, shows=proof.shows, refers=refers)
    return await proof_scene(turn, ProofPage(proof.id, question))


# --- typed texts ---------------------------------------------------------------------------------------------


async def proof_filled(turn: Turn, filling: Filling, text: str) -> Scene:
    """What was typed: a link or where it lies, what it shows, the date it refers to."""
    await turn.self_check()
    if filling.field == "what":
        return await _written(turn, filling.about, text)
    id, _, question = filling.about.partition("/")
    proof = await proof_found(turn, id)
    if proof is None:
        return await proofs_scene(turn, question)
    said = " ".join(tidy(text).split())
    match filling.field:
        case "shows" | "name":
            return await _named(turn, filling, proof, question, said)
        case "replace":
            return await _replaced(turn, filling, proof, question, tidy(text).strip())
        case _:
            refers = read_period(said, speech(turn.language).vocabulary, turn.now.date())
            if isinstance(refers, NotADate):
                return await _again(turn, filling, Refuse(refers))
            await turn.work.evidence.change(proof.id, shows=proof.shows, refers=refers)
            return await proof_scene(turn, ProofPage(proof.id, question), speech(turn.language).say("Saved"))


async def _named(turn: Turn, filling: Filling, proof: Proof, question: str, said: str) -> Scene:
    """What it shows: the number of a place in the list, or words."""
    refused = _too_long(said, SHOWS_LIMIT)
    if refused:
        return await _again(turn, filling, refused)
    indicator = turn.survey.indicators.get(question)
    if indicator and filling.field == "shows" and is_number(said) and 1 <= int(said) <= len(indicator.proof):
        return await _covers(turn, proof, Tap("shows", 0, question), int(said) - 1)
    await turn.work.evidence.change(proof.id, shows=said, refers=proof.refers)
    if filling.field == "shows" and proof.refers is None:
        return await asked_about(turn, proof.id, question, "date")
    return await proof_scene(turn, ProofPage(proof.id, question), speech(turn.language).say("Saved"))


async def _replaced(turn: Turn, filling: Filling, proof: Proof, question: str, words: str) -> Scene:
    refused = _too_long(words, WORDS_LIMIT)
    if refused:
        return await _again(turn, filling, refused)
    await turn.work.evidence.replace(proof.id, "link" if LINK.fullmatch(words) else "text", words, None)
    turn.unkept = True
    return await asked_about(turn, proof.id, question, "date")


async def _again(turn: Turn, filling: Filling, refusal: Refuse) -> Scene:
    turn.focus(filling)
    return replace(await proof_standing(turn, filling), notices=(refusal,))


async def proof_standing(turn: Turn, filling: Filling) -> Scene:
    """The page that waits for a file or a text about a proof."""
    await turn.self_check()
    if filling.field == "what":
        if filling.about not in turn.survey.indicators:
            return turn.scene(Menu())
        return await proof_scene(turn, Proofs(filling.about))
    id, _, question = filling.about.partition("/")
    if await proof_found(turn, id) is None:
        return turn.scene(Menu())
    return await proof_scene(turn, ProofPage(int(id), question, _FIELDS.get(filling.field, "")))
