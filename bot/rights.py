"""What readers of a cluster may open, and what happens to a tap for something that is not the person's."""

from bot.screens import Tap, is_number
from bot.turn import Turn

READABLE = {
    "result", "picture", "menu", "clusters", "cluster", "name-cluster", "language", "languages", "privacy", "help",
    "export", "erase", "consent", "welcome", "train", "case", "story", "practise",
    "attempts", "beside-key", "cohort", "reminders", "zone", "wall", "quiet", "loud",
}  # fmt: skip
"""Taps that are no work on a cluster's checks: where the cluster at hand is one that a person only reads."""


async def reads_only(turn: Turn, tap: Tap) -> int:
    """The cluster of which a tap wants more than the result while the person is a reader there; else 0."""
    readers = {each.id for each in turn.clusters if each.role == "reader"}
    if not readers or tap.verb in READABLE:
        return 0
    here = (turn.stored.cluster if turn.stored else turn.person.cluster) or 0
    if tap.session and tap.session != turn.number:
        other = await turn.work.sessions.load(tap.session, turn.person.id)
        here = other.cluster if other else 0
    elif tap.verb in ("plan", "renew") and tap.question:
        here = int(tap.question) if is_number(tap.question) else 0
    return here if here in readers else 0


def changes(turn: Turn, cluster: int) -> bool:
    """Whether the person may change what belongs to a cluster."""
    return any(each.id == cluster and each.role != "reader" for each in turn.clusters)


def owns(turn: Turn, cluster: int) -> bool:
    """Whether the person is the owner of a cluster."""
    return any(each.id == cluster and each.role == "owner" for each in turn.clusters)
