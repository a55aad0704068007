"""What all pages around sharing need: who owns what, what a cluster is called, and the lines of the log."""

from bot import seats
from bot.scene import Menu, Scene
from bot.turn import Turn
from storage.access_log import What
from storage.sessions import Stored
from surveys.access import Inside, may_manage
from surveys.session import Closed, Refuse


def manages(turn: Turn, cluster: int) -> bool:
    """Whether the person may share, invite and let in for this cluster."""
    role = next((each.role for each in turn.clusters if each.id == cluster), None)
    return role is not None and may_manage(Inside(role))


async def whose(turn: Turn, check: Stored, language: str = "") -> str:
    """What a check's cluster is called, in a language, else in the one at hand."""
    return await seats.whose(turn.desk, turn.work, check, language or turn.language)


async def cluster_called(turn: Turn, cluster: int) -> str:
    """A cluster's name, in the language at hand."""
    return await seats.cluster_called(turn.work, cluster, turn.language)


async def log(
    turn: Turn, what: What, cluster: int | None, *, share: int | None = None, name: str | None = None,
    question: str | None = None,
) -> None:  # fmt: skip
    """One more line in the log of a cluster, by the person of this turn."""
    await turn.work.access.note(
        what, turn.now, cluster=cluster, share=share, person=turn.person.id, name=name, question=question
    )


async def refused(turn: Turn, cluster: int | None = None, share: int | None = None) -> Scene:
    """The menu, and a line in the log of whose it was."""
    if cluster:
        await log_refusal(turn, "refused", cluster, share)
    return turn.scene(Menu(), Refuse(Closed()))


async def log_refusal(turn: Turn, what: What, cluster: int | None, share: int | None = None) -> None:
    """A line that the person of this turn was refused, by the name that the cluster knows them by, if it does."""
    name = await _known_as(turn, cluster) if cluster else None
    await turn.work.access.refuse(turn.person.id, turn.now, cluster=cluster, share=share, name=name, what=what)


async def _known_as(turn: Turn, cluster: int) -> str | None:
    names = [each.known_as for each in turn.clusters if each.id == cluster]
    names += [each.name for each in await turn.work.invitations.of_person(turn.person.id) if each.cluster == cluster]
    return next(filter(None, names), None)


async def stray(turn: Turn, session: int) -> None:
    """A tap for a session that is not this person's: refused, and a line in the log of whose it is."""
    if not 0 < session < 2**63:
        return
    other = await turn.work.sessions.whole(session)
    cluster, share = (other.cluster, None) if other else (0, None)
    if other is not None and other.session.kind == "assessment":
        review = await turn.work.reviews.of_session(session)
        held = await turn.work.shares.find(review.share) if review else None
        cluster, share = (held.cluster, held.id) if held else (0, None)
    if cluster:
        await log_refusal(turn, "refused", cluster, share)
