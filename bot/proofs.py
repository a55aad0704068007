"""Proofs as pages show them: which indicators have one, what one is called, what is missing of a list."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from bot.documents import documented_levels
from bot.proof_versions import in_version
from bot.scene import Scene
from bot.screens import shortened
from bot.speech import Speech
from bot.turn import Turn
from storage.evidence import Proof, ProofFile, Recorded
from storage.proof_files import FILE_LIMIT
from surveys.evidence import Gap, Shown, checklist
from surveys.session import Submitted
from surveys.survey import Survey

MEGABYTE = 2**20


async def with_proofs(turn: Turn, scene: Scene) -> Scene:
    """The scene with the cluster's proofs, and what proved the submitted check at hand; for readers without them."""
    if turn.role == "reader":
        return scene
    found = await turn.work.evidence.of(turn.cluster) if turn.cluster else []
    closed = scene.stored is not None and isinstance(scene.stored.session.place, Submitted)
    proved = await turn.work.evidence.recorded(turn.number) if closed else []
    return replace(
        scene,
        proofs=tuple(current(turn, each) for each in found),
        proved=tuple(proved),
    )


def current(turn: Turn, proof: Proof) -> Proof:
    """A proof with the questions and places of the survey version at hand."""
    return in_version(turn.desk.shelf, turn.survey, proof)


def of_indicator(scene: Scene, question: str) -> list[Proof]:
    """An indicator's proofs, oldest first."""
    return [proof for proof in scene.proofs if proof.use(question)]


def gaps(scene: Scene) -> tuple[Gap, ...]:
    """The whole checklist, by the answers of the check at hand."""
    answers = scene.session.answers if scene.stored else {}
    return checklist(scene.survey, answers, _shown(scene.survey, scene.proofs), scene.now.date())


def _shown(survey: Survey, proofs: Sequence[Proof]) -> dict[str, list[Shown]]:
    found: dict[str, list[Shown]] = {}
    for proof in proofs:
        for use in proof.uses if proof.usable else ():
            if use.question in survey.indicators:
                found.setdefault(use.question, []).append(Shown(use.covers, proof.refers))
    return found


def with_a_proof(scene: Scene) -> tuple[int, int]:
    """How many of the levels said to be documented have a proof, and how many there are.

    Of a submitted check counts what it recorded and was not removed since.
    """
    levels = documented_levels(scene)
    if scene.stored and isinstance(scene.session.place, Submitted):
        there = {each.question for each in scene.proved if each.removed_at is None}
    else:
        there = {use.question for proof in scene.proofs if proof.usable for use in proof.uses}
    return len([id for id in levels if id in there]), len(levels)


def recorded_of(scene: Scene, question: str) -> list[Recorded]:
    """What proved an indicator of a submitted check."""
    return [each for each in scene.proved if each.question == question]


# --- words ---------------------------------------------------------------------------------------------------


def title(scene: Scene, proof: Proof, question: str = "") -> str:
    """What a proof is called: what it shows, else the places of the list that it covers, else what it is."""
    use = proof.use(question) or next(iter(proof.uses), None)
    indicator = scene.survey.indicators.get(use.question) if use else None
    texts = [each.text for n, each in enumerate(indicator.proof) if use and n in use.covers] if indicator else []
    return shortened(proof.shows or "; ".join(texts) or _itself(scene.speech, proof), 160)


def _itself(speech: Speech, proof: Proof) -> str:
    if proof.words:
        return proof.words
    return proof.files[0].name if proof.files else speech.say("No file yet")


def file_words(speech: Speech, file: ProofFile) -> str:
    """A file with its type and size, or what became of it."""
    size = f" · {size_words(speech, file.size)}" if file.size else ""
    match file.state:
        case "kept":
            return f"{file.name}{size}"
        case "waiting" | "claimed":
            return speech.say("{file}{size} – being fetched", file=file.name, size=size)
        case "absent":
            return speech.say("{file} – not here: it stayed behind at the move. Send it again.", file=file.name)
        case _:
            return speech.say("{file} – not stored: {reason}", file=file.name, reason=reason_words(speech, file.reason))


def size_words(speech: Speech, size: int) -> str:
    """Bytes as kilobytes or megabytes."""
    if size < MEGABYTE:
        return f"{-(-size // 1024)} KB"
    return f"{speech.number(Fraction(size, MEGABYTE), 1)} MB"


def reason_words(speech: Speech, reason: str | None) -> str:
    """Why a file is not here, and what to do."""
    match reason:
        case "large":
            return speech.say(
                "it is larger than {limit} MB. Send a smaller one, or type a link or where it lies.",
                limit=FILE_LIMIT // MEGABYTE,
            )
        case "type":
            return speech.say("it is of no kind that is taken here. Send it as a PDF or a picture.")
        case "empty":
            return speech.say("there is nothing in it. Send it again.")
        case "full":
            return speech.say("the disk here is full. Whoever runs this has to free some space; then fetch it again.")
        case "disk":
            return speech.say("the disk here refuses it. Whoever runs this has to mend that; then fetch it again.")
        case _:
            return speech.say("it could not be fetched. Send it again.")


def period_words(speech: Speech, refers: str) -> str:
    """A day, month or year in words."""
    return speech.date(date.fromisoformat(refers)) if len(refers) > len("2025-03") else speech.month(refers)


def held_lines(scene: Scene, question: str) -> list[str]:
    """The proofs of an indicator; of a submitted check those that it recorded, also what was removed since."""
    speech = scene.speech
    if scene.stored is None or not isinstance(scene.session.place, Submitted):
        return [
            speech.say("Here: {proof}", proof=title(scene, each, question)) for each in of_indicator(scene, question)
        ]
    known = {each.id: each for each in scene.proofs}
    lines = []
    for each in recorded_of(scene, question):
        if each.removed_at:
            lines.append(speech.say("Recorded: removed on {date}", date=speech.date(each.removed_at.date())))
        elif each.proof in known:
            name = title(scene, known[each.proof], question)
            same = known[each.proof].still_as(each)
            lines.append(
                speech.say("Recorded: {proof}", proof=name)
                if same
                else speech.say("Recorded: {proof} – replaced since", proof=name)
            )
    return lines
