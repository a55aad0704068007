"""Files as proof: to which proof one goes, whether it is taken, and that it is to be fetched."""

from bot.evidence import FORM, PROOFS_LIMIT, asked_about, proof_found, proof_scene, proof_standing, proofs_scene
from bot.scene import ProofPage, Remark, Scene
from bot.sent import Sent
from bot.turn import Turn
from storage.evidence import Proof
from storage.people import Filling
from storage.proof_files import CLUSTER_LIMIT, FILE_LIMIT, safe_name
from surveys.evidence import SHOWS_LIMIT
from surveys.vocabulary import tidy

FILES_LIMIT = 20
"""Files of one proof."""


async def brought(turn: Turn, sent: Sent) -> Scene | Remark:
    """A file goes to the proof that is asked for, or to the one that its album began; else why it is not taken."""
    focus = turn.person.focus
    joined = await turn.work.evidence.of_album(sent.group, turn.person.id) if sent.group else None
    if joined is None and not (isinstance(focus, Filling) and focus.form == FORM and focus.field != "name"):
        return "file" if _takes(turn) else "files-off"
    if not _takes(turn):
        return "files-off"
    await turn.self_check()
    if sent.size is not None and sent.size > FILE_LIMIT:
        return "too-large"
    if joined is not None:
        await turn.switch(str(joined.cluster))
        return await _into(turn, joined, sent)
    assert isinstance(focus, Filling)
    if focus.field == "what":
        return await _new_file(turn, focus.about, sent)
    id, _, question = focus.about.partition("/")
    proof = await proof_found(turn, id)
    if proof is None:
        return await proofs_scene(turn, question)
    if focus.field == "replace":
        return await _other_file(turn, proof, question, sent)
    if proof.kind != "file":
        return "file"
    if sent.group and proof.album is None:
        await turn.work.evidence.join_album(proof.id, sent.group)
    return await _into(turn, proof, sent)


async def _other_file(turn: Turn, proof: Proof, question: str, sent: Sent) -> Scene | Remark:
    """In the place of all that the proof had."""
    if await _has_no_room(turn, proof.cluster, sent):
        return "no-room"
    await turn.work.evidence.replace(proof.id, "file", None, sent.group or None)
    turn.unkept = True
    await _bring(turn, proof.id, sent)
    return await asked_about(turn, proof.id, question, "date")


def _takes(turn: Turn) -> bool:
    return turn.desk.files is not None and turn.desk.files_on


async def _new_file(turn: Turn, question: str, sent: Sent) -> Scene | Remark:
    if question not in turn.survey.indicators:
        return "file"
    if len(await turn.work.evidence.of(turn.cluster)) >= PROOFS_LIMIT:
        return "too-many-files"
    if await _has_no_room(turn, turn.cluster, sent):
        return "no-room"
    id = await turn.work.evidence.add(turn.cluster, turn.person.id, turn.now, "file", album=sent.group or None)
    await turn.work.evidence.prove(id, question, (), turn.survey.version)
    words = " ".join(tidy(sent.caption).split())
    shows = words if len(words) <= SHOWS_LIMIT else ""
    if shows:
        await turn.work.evidence.change(id, shows=shows, refers=None)
    await _bring(turn, id, sent)
    return await asked_about(turn, id, question, "date" if shows else "shows")


async def _has_no_room(turn: Turn, cluster: int, sent: Sent) -> bool:
    return await turn.work.evidence.size(cluster) + (sent.size or 0) > CLUSTER_LIMIT


async def _into(turn: Turn, proof: Proof, sent: Sent) -> Scene | Remark:
    """One more file of a proof; the page that stood there stands on."""
    if len(proof.files) >= FILES_LIMIT:
        return "too-many-files"
    if await _has_no_room(turn, proof.cluster, sent):
        return "no-room"
    await _bring(turn, proof.id, sent)
    focus = turn.person.focus
    if isinstance(focus, Filling) and focus.form == FORM and focus.about.partition("/")[0] == str(proof.id):
        return await proof_standing(turn, focus)
    question = next((use.question for use in proof.uses), "")
    return await proof_scene(turn, ProofPage(proof.id, question))


async def _bring(turn: Turn, proof: int, sent: Sent) -> None:
    await turn.work.fetches.bring(
        proof, sent.kind, safe_name(sent.name), sent.size, turn.person.channel, sent.source, turn.now
    )
    turn.fetches = True
