"""The pages around sharing, reviewing, the team and colleagues, as values with all that is needed to draw them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from bot.news_views import NewsSeen
from bot.seats import Seat, rated_of
from bot.shared_proofs import Proven
from storage.access_log import Access
from storage.clusters import Cluster, Member
from storage.invitations import Invitation, InvitationKind
from storage.offers import Offer
from storage.proof_files import ProofFiles
from storage.reviews import ProofRequest, Remark
from storage.sessions import Stored
from storage.shares import Share
from surveys.access import Thing
from surveys.consensus import Settlements, Side
from surveys.session import Answer, Named
from surveys.survey import Survey

SHARE_TAPS = frozenset({
    "sharing", "share-new", "share-make", "shared", "share-withdraw", "share-close", "invite-assessor", "let-in",
    "uninvite", "lead", "proof-done", "access-log", "pack", "pack-send",
})  # fmt: skip
PROOF_TAPS = frozenset({"shared-proofs", "open-proof", "all-proofs"})
REVIEW_TAPS = frozenset({"review", "review-open", "told", "rests", "remark", "ask-proof"}) | PROOF_TAPS
SIDES_TAPS = frozenset({"sides", "agenda", "settle", "agree-to"})
TEAM_TAPS = frozenset({
    "team", "team-invite", "team-role", "team-remove", "team-hand", "team-leave", "team-erase", "team-changes",
})  # fmt: skip
ASK_TAPS = frozenset({
    "ask", "ask-link", "ask-mail", "ask-type", "questions", "offer", "offer-give", "offers", "offer-take", "offer-drop",
})  # fmt: skip
PEER_TAPS = SHARE_TAPS | REVIEW_TAPS | SIDES_TAPS | TEAM_TAPS | ASK_TAPS | {"accept"}
"""All taps around sharing, reviewing, the team and colleagues."""
REVIEWED = {
    "give", "doc", "back", "skip", "goto", "submit", "note", "keep", "use", "why", "overview", "card", "go-on", "share",
    "language", "erase-note", "ok", "still", "count", "tick",
}  # fmt: skip
"""Taps that are about the assessment at hand; all others are about the self-check, or are of `PEER_TAPS`."""


# --- sharing -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sharing:
    """All shares of a cluster, newest first, and the submitted check that can be shared now."""

    shares: tuple[tuple[Share, Stored, int], ...]
    """Each with its check, and how many things wait there for the owner."""
    check: Stored | None
    offers: int
    colleagues: int = 0
    """How many who were asked wait to be let in."""


@dataclass(frozen=True, slots=True)
class SharePlan:
    """What of a check is to be shared, before it is."""

    check: Stored
    share: Share
    choice: str
    whose: str = field(repr=False)
    has_notes: int = 0
    has_proofs: int = 0
    has_files: int = 0


@dataclass(frozen=True, slots=True)
class Invited:
    """An assessor as the owner sees them: no rating, only how far they have come."""

    invitation: Invitation
    review: int | None
    rated: int
    done: bool


@dataclass(frozen=True, slots=True)
class ShareSeen:
    """One share as its owner sees it."""

    share: Share
    check: Stored
    invited: tuple[Invited, ...]
    requests: tuple[ProofRequest, ...]
    survey: Survey = field(repr=False)
    sure: Literal["", "withdraw", "close"] = ""


@dataclass(frozen=True, slots=True)
class InvitationMade:
    """An invitation's code and link: the only time that they are shown."""

    invitation: Invitation
    code: str = field(repr=False)
    link: str = field(repr=False)
    whose: str = field(repr=False)
    back: Literal["shared", "team", "ask"] = "shared"


@dataclass(frozen=True, slots=True)
class HandOff:
    """A hand-off pack of the check at hand: what goes into it, confirmed first; `made`: with its ZIPs.

    `flags`: what was switched on beside facts, levels and proof: `p`lan, `n`otes, `h`istory, `a`ssessors.
    """

    whose: str = field(repr=False)
    flags: str = ""
    page: int = 0
    made: bool = False
    steps: tuple[tuple[int, Answer], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Log:
    """A page of the access log."""

    lines: tuple[Access, ...]
    me: int
    page: int
    survey: Survey = field(repr=False)
    zone: str | None = None


# --- coming in -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class InvitationText:
    """What an invitation says; `named`: the name is asked for now."""

    invitation: Invitation
    code: str = field(repr=False)
    whose: str = field(repr=False)
    share: Share | None = None
    own: bool = False
    """Whether the person works in that cluster: then it is not for them."""
    twice: bool = False
    """Whether they review it already."""
    named: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """It is taken; the owner must let them in."""

    kind: InvitationKind
    name: str = field(repr=False)


# --- reviewing -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SeatSeen:
    """A review of mine: whose check, how far."""

    seat: Seat
    whose: str = field(repr=False)
    done: int
    many: int


@dataclass(frozen=True, slots=True)
class Seats:
    """My reviews, and the questions that I was asked as a colleague."""

    seats: tuple[SeatSeen, ...]
    asked: tuple[tuple[Invitation, str], ...]


@dataclass(frozen=True, slots=True)
class ProofPack:
    """All shared proof as one file. `gone`: hashes of files that are not where they should be."""

    folder: ProofFiles
    gone: frozenset[str]
    made_for: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Told:
    """What the cluster tells an assessor: facts, and named documents, proofs and notes where they are shared."""

    session: int
    whose: str = field(repr=False)
    facts: Mapping[str, Answer] = field(repr=False)
    documents: Mapping[str, Named] = field(repr=False)
    notes: Mapping[str, str] = field(repr=False)
    survey: Survey = field(repr=False)
    shared: frozenset[Thing] = frozenset()
    proofs: Proven = field(default_factory=dict, repr=False)
    pack: ProofPack | None = None


@dataclass(frozen=True, slots=True)
class SharedProofs:
    """The proofs of an indicator of a shared check. `file`: the one that is opened."""

    session: int
    question: str
    page: int = 0
    file: int = 0


@dataclass(frozen=True, slots=True)
class RemarkPage:
    """Asks for a comment, a question for the meeting, or why it can't be judged."""

    session: int
    question: str
    field: Literal["comment", "ask", "judge"]
    now: str | None


# --- side by side --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AssessorSide:
    """One assessor's part: the name they gave, their ratings, what stands beside them."""

    name: str = field(repr=False)
    stored: Stored
    remarks: Mapping[str, Remark]
    lead: bool
    mine: bool = False


@dataclass(frozen=True, slots=True)
class SidesSeen:
    """A check beside its assessments. `page`: a summary, the agreement, or one indicator; `side`: for whom one speaks.

    `pick`: the level that a proposal is about, as its button said it; a typed reason makes it.
    """

    share: Share
    check: Stored
    sides: tuple[AssessorSide, ...]
    held: Settlements
    side: Side | None
    survey: Survey = field(repr=False)
    whose: str = field(repr=False)
    page: str = ""
    pick: str = ""
    sees: frozenset[Thing] = frozenset()
    agenda: bool = False
    """Whether the meeting's agenda goes with the page."""
    seat: int = 0
    """The review of the assessor who looks; 0 for who works in the cluster."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The indicators that were rated."""
        return rated_of(self.survey, self.share.scope)


# --- the team ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Team:
    """Who works in a cluster, who was invited, and what can be done about it."""

    cluster: Cluster
    me: int
    members: tuple[Member, ...]
    invited: tuple[Invitation, ...]
    sure: Literal["", "remove", "hand", "leave", "erase"] = ""
    about: int = 0
    leaving: bool = False
    """Whether they came here on their way to erase everything about them."""


@dataclass(frozen=True, slots=True)
class ChangesSeen:
    """Who changed what in the newest check, newest first."""

    lines: tuple[tuple[str, Answer], ...] = field(repr=False)
    """By whom, and what."""
    survey: Survey = field(repr=False)
    zone: str | None = None


# --- colleagues ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AskPage:
    """The questions to pick for a colleague; `chosen` as buttons carry it."""

    check: Stored
    chosen: tuple[str, ...]
    section: str
    survey: Survey = field(repr=False)


@dataclass(frozen=True, slots=True)
class MailText:
    """The questions as text, to be mailed."""

    check: Stored
    chosen: tuple[str, ...]
    survey: Survey = field(repr=False)


@dataclass(frozen=True, slots=True)
class Typing:
    """A colleague's answer that came by mail is typed in: first their name, then the answer."""

    check: Stored
    question: str
    survey: Survey = field(repr=False)
    name: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Questions:
    """What a colleague is asked, and what they answered so far; `question`: the one on the card."""

    invitation: Invitation
    offers: tuple[Offer, ...]
    survey: Survey = field(repr=False)
    whose: str = field(repr=False)
    question: str = ""


@dataclass(frozen=True, slots=True)
class Offers:
    """What colleagues answered and nobody dealt with yet, with what stands in the check now.

    `invited`: who can still come in, waits for it or is in; for the owner alone.
    """

    offers: tuple[Offer, ...]
    checks: Mapping[int, Stored]
    survey: Survey = field(repr=False)
    invited: tuple[Invitation, ...] = ()


PeerPage: TypeAlias = (
    Sharing
    | SharePlan
    | ShareSeen
    | InvitationMade
    | HandOff
    | Log
    | InvitationText
    | Waiting
    | Seats
    | Told
    | SharedProofs
    | RemarkPage
    | SidesSeen
    | Team
    | ChangesSeen
    | AskPage
    | MailText
    | Typing
    | Questions
    | Offers
    | NewsSeen
)


@dataclass(frozen=True, slots=True)
class Peer:
    """One of these pages. `asks`: what a typed text would answer; empty where none is asked for."""

    page: PeerPage
    asks: str = ""
