"""What a cluster tells an assessor, and its proofs: looked at, one file opened, all of it as one file."""

from dataclasses import replace

from bot.peer_log import log, refused
from bot.review_views import Peer, ProofPack, SharedProofs, Told
from bot.scene import Scene
from bot.screens import Tap, is_number
from bot.seats import Seat, beside_ratings, told_facts
from bot.shared_proofs import file_of
from bot.turn import Turn
from storage.sessions import Stored
from surveys.access import Thing
from surveys.session import Closed, Refuse


async def told(turn: Turn, seat: Seat, stored: Stored) -> Told:
    """What the cluster tells: facts, names of documents, proofs, notes, as far as they are shared."""
    survey = turn.desk.shelf.survey(stored.version, stored.language)
    beside = turn.beside or await beside_ratings(turn.desk, turn.work, seat, stored)
    facts = await told_facts(turn.work, seat, survey)
    sees = frozenset(each for each in Thing if seat.sees(each))
    return Told(stored.id, beside.whose, facts, beside.documents, beside.notes, survey, sees, beside.proofs)


async def proof_tapped(turn: Turn, seat: Seat, stored: Stored, tap: Tap) -> Scene:
    """The scene of a tap of `PROOF_TAPS` at one's own review; what is not shared is refused, and in the log."""
    if not seat.sees(Thing.PROOFS) or turn.beside is None:
        return await refused(turn, seat.share.cluster, seat.share.id)
    proofs = turn.beside.proofs.get(tap.question, ())
    match tap.verb:
        case "all-proofs":
            return await _all(turn, seat, stored)
        case "shared-proofs" if proofs:
            return turn.scene(
                Peer(SharedProofs(stored.id, tap.question, int(tap.choice) if is_number(tap.choice) else 0))
            )
        case "open-proof" if file_of(proofs, tap.choice) and turn.desk.files is not None:
            await log(turn, "proof-opened", seat.share.cluster, share=seat.share.id, name=seat.invitation.name,
                      question=tap.question)  # fmt: skip
            return turn.scene(Peer(SharedProofs(stored.id, tap.question, file=int(tap.choice))))
        case _:
            await turn.work.access.refuse(turn.person.id, turn.now, cluster=seat.share.cluster, share=seat.share.id)
            return turn.scene(Peer(await told(turn, seat, stored)), Refuse(Closed()))


async def _all(turn: Turn, seat: Seat, stored: Stored) -> Scene:
    """All proofs as one file, made when it is sent; what can't be in it is known now."""
    page, files = await told(turn, seat, stored), turn.desk.files
    kept = {file.sha256 or "" for found in page.proofs.values() for each in found for file in each.kept}
    if files is None or not page.proofs:
        return turn.scene(Peer(page))
    gone = frozenset(hash for hash in kept if not files.has(hash))
    await log(turn, "all-proofs", seat.share.cluster, share=seat.share.id, name=seat.invitation.name)
    return turn.scene(Peer(replace(page, pack=ProofPack(files, gone, seat.invitation.name or ""))))
