"""What goes into a hand-off pack: the check without what is not switched on, and its proofs under telling names."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from bot.packs import spelt
from bot.review_views import HandOff
from bot.scene import Scene
from bot.screens import trace
from storage.evidence import Proof, ProofFile, Recorded
from storage.file_types import ENDINGS
from storage.sessions import Stored
from surveys.session import Answer, Answers, QuestionId, Submitted

FLAGS = "pnha"
"""What can be switched on, as buttons carry it: plan, notes, history, assessors."""
STEM = 50
"""Letters of what a file is called in a pack, beside its number and ending."""


# --- the check -----------------------------------------------------------------------------------------------


def handed_check(stored: Stored, notes: bool) -> Stored:
    """A check as it is handed on: private notes never, the others only with `notes`; nothing of last time's answers."""
    answers = {id: handed_answer(each, notes) for id, each in stored.session.answers.items()}
    return replace(stored, session=replace(stored.session, answers=answers, carried={}))


def handed_answer(answer: Answer, notes: bool) -> Answer:
    """An answer without its note, unless that may go."""
    kept = notes and answer.note_shared
    return answer if kept else replace(answer, note=None, note_shared=False)


def handed_scene(scene: Scene, view: HandOff) -> Scene:
    """The scene with nothing in it that is not switched on: what documents are drawn from."""
    assert scene.stored is not None
    notes = "n" in view.flags
    place = scene.session.place
    earlier = [
        handed_check(each, notes)
        for each in scene.checks
        if each.id != scene.number
        and isinstance(each.session.place, Submitted)
        and isinstance(place, Submitted)
        and each.session.place.at <= place.at
    ]
    return replace(
        scene,
        stored=handed_check(scene.stored, notes),
        checks=tuple(earlier) if "h" in view.flags else (),
        history=tuple(replace(each, answers=_bare(each.answers)) for each in scene.history)
        if "h" in view.flags
        else (),
        plan=scene.plan if "p" in view.flags else (),
        sides=scene.sides if "a" in view.flags else (),
    )


def _bare(answers: Answers) -> Mapping[QuestionId, Answer]:
    return {id: handed_answer(each, notes=False) for id, each in answers.items()}


# --- its proofs ----------------------------------------------------------------------------------------------

State: TypeAlias = Literal["recorded", "replaced", "taken-off", "elsewhere", "later", "removed"]
"""Recorded with the check; other files or words since; named for another indicator then, or for none; not there."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A file of a proof; `name`: what it is called in the pack, empty where it is not here."""

    file: ProofFile
    name: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A proof of an indicator: what the check recorded of it when it was submitted, and what is there now.

    `proof` None: it was removed since; `recorded` None: it was added later. `question` is empty where the survey has no
    such indicator any more.
    """

    question: QuestionId
    proof: Proof | None = field(repr=False)
    recorded: Recorded | None = field(repr=False)
    files: tuple[Filed, ...] = field(default=(), repr=False)
    elsewhere: bool = False
    """Whether the check recorded the proof for another indicator, and not for this one."""

    @property
    def state(self) -> State:
        """What became of it since the check was submitted."""
        if self.proof is None:
            return "removed"
        if self.recorded is None:
            return "elsewhere" if self.elsewhere else "later"
        if not self.proof.still_as(self.recorded):
            return "replaced"
        return "recorded" if self.proof.use(self.question) else "taken-off"


def evidence_of(scene: Scene) -> tuple[Entry, ...]:
    """Every proof of the check at hand, by indicator in the survey's order; one for two of them stands at both.

    A file is called the same wherever it stands: by the first indicator that it proves.
    """
    names: dict[str, str] = {}
    found: list[Entry] = []
    for id, indicator in scene.survey.indicators.items():
        many = 0
        for entry in _entries(scene, id):
            files = []
            for file in entry.proof.files if entry.proof else ():
                hash = file.sha256 or ""
                here = file.state == "kept" and scene.files is not None and scene.files.has(hash)
                if here and hash not in names:
                    many += 1
                    names[hash] = f"evidence/{indicator.number}-{many}-{_called(entry.proof, file)}"
                files.append(Filed(file, names[hash] if here else ""))
            found.append(replace(entry, files=tuple(files)))
    known = {each.proof for each in scene.proved if each.question in scene.survey.indicators}
    found += [Entry("", None, each) for each in scene.proved if each.removed_at and each.proof not in known]
    return tuple(found)


def _entries(scene: Scene, question: QuestionId) -> Iterator[Entry]:
    """The proofs of an indicator, oldest first: those there now, and what was recorded and is gone."""
    recorded = {each.proof: each for each in scene.proved if each.question == question}
    renamed = {each.proof: each for each in scene.proved if each.question not in scene.survey.indicators}
    here = {each.id: each for each in scene.proofs}
    used = {each.id for each in scene.proofs if each.use(question)}
    elsewhere = {each.proof for each in scene.proved}
    for id in sorted({*recorded, *used}):
        known = recorded.get(id) or renamed.get(id)
        yield Entry(question, here.get(id), known, elsewhere=known is None and id in elsewhere)


def _called(proof: Proof | None, file: ProofFile) -> str:
    """What a file is called: by what it shows, else by its own name, in plain letters, ending as its type does."""
    stem, dot, ending = file.name.rpartition(".")
    shown = proof.shows if proof and proof.shows else stem if dot else file.name
    words = re.sub(r"[^A-Za-z0-9]+", "-", spelt(shown))[:STEM].strip("-") or file.kind
    known = ENDINGS.get(file.type, file.type) if file.type else ending  # type: ignore[call-overload]  # our own types
    return f"{words}.{re.sub('[^a-z0-9]', '', str(known).casefold())[:5] or 'bin'}"


def trace_of(scene: Scene, view: HandOff) -> str:
    """A short trace of what was listed, so that a button confirms just that."""
    told = [view.flags, str(scene.number), str(len(scene.sides)), str(len(scene.plan)), str(len(scene.checks))]
    for each in evidence_of(scene):
        told += [each.question, str(each.proof and each.proof.id), each.proof.words or "" if each.proof else "removed"]
        told += [f"{filed.name} {filed.file.size}" for filed in each.files]
    return trace("\n".join(told))
