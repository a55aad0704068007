"""News: what somebody waits for around sharing, reviewing, the team and colleagues, and is told without asking."""

from enum import StrEnum


class News(StrEnum):
    """What happened. Kept is only that, of which cluster or share, and since when: the words are made as it goes out.

    `came` to `answered` are told to who works in a cluster (`shown`, `proposed` and `agreed` to assessors as well),
    the others to who came, or wanted to come, in by an invitation. `gone`: what they came in for was erased.
    """

    CAME = "came"
    PROOF = "proof"
    SUBMITTED = "submitted"
    SHOWN = "shown"
    PROPOSED = "proposed"
    AGREED = "agreed"
    ANSWERED = "answered"
    LET_IN = "let-in"
    DEALT = "dealt"
    ENDED = "ended"
    GONE = "gone"
    LEAD = "lead"
    ROLE = "role"
    REMOVED = "removed"
    HANDED = "handed"
