"""The pages around a cohort, as values with all that is needed to draw them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal, TypeAlias

from bot.rooms import Room
from bot.sent import Sent
from storage.cohorts import Cohort, Kind, Member
from surveys.survey import Survey

if TYPE_CHECKING:
    from surveys.editions import Edition

Field: TypeAlias = Literal["name", "trainer", "case", "language", "scope", "list", "mode", "begins", "ends"]
TRAINER_TAPS = frozenset({
    "cohort-make", "cohort-set", "cohort-code", "cohort-invite", "cohort-remove", "cohort-names", "cohort-parts",
    "cohort-guests", "cohort-rehearse", "cohort-board", "cohort-wall", "cohort-figures", "cohort-files", "cohort-nudge",
    "part", "guest-store", "guest-drop",
})  # fmt: skip
"""Taps of those who run a cohort."""
GROUP_TAPS = TRAINER_TAPS | {
    "cohort", "cohort-new", "cohort-join", "join", "leave", "rate", "seen", "keep-practice", "own-cases",
    "own-case-drop", "programme-new", "programme-join", "programme-set", "programme-totals",
}  # fmt: skip
"""All taps around cohorts."""
FIELDS: tuple[Field, ...] = ("name", "trainer", "case", "language", "scope", "mode", "begins", "ends")
"""What a training is made of, in the order in which it is asked for; a list of indicators is a kind of scope."""
PROGRAMME_FIELDS: tuple[Field, ...] = ("name", "trainer", "begins", "ends")
"""What a programme is made of."""
TYPED: tuple[Field, ...] = ("name", "trainer", "list", "begins", "ends")
Step: TypeAlias = Literal["spread", "key", "second"]
"""What a trainer does with a part that can't be undone."""


@dataclass(frozen=True, slots=True)
class Groups:
    """The cohorts one runs and those one is in."""

    found: tuple[tuple[Cohort, Member], ...]
    may_run: bool


@dataclass(frozen=True, slots=True)
class Made:
    """A field of a cohort, to be typed or picked. `making`: the next field follows; without a room it is a new one."""

    field: Field
    room: Room | None = None
    making: bool = True
    cases: tuple[tuple[str, str, int], ...] = ()
    """The cases to pick from: id, title, how many indicators."""
    kind: Kind = "training"


@dataclass(frozen=True, slots=True)
class Run:
    """A cohort as its trainer sees it; `sure`: whether to remove it."""

    room: Room
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Set:
    """All fields of a cohort, to be changed."""

    room: Room


@dataclass(frozen=True, slots=True)
class WayIn:
    """Code, link and picture by which one joins; with the QR code for a slide, or with the picture for the wall."""

    room: Room
    picture: Literal["", "qr", "door"] = ""


@dataclass(frozen=True, slots=True)
class Trainers:
    """Who runs a cohort, and the code by which one more comes in."""

    room: Room


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a cohort with what is open and released."""

    room: Room


@dataclass(frozen=True, slots=True)
class PartPage:
    """One part; `sure`: asks once before what can't be undone."""

    room: Room
    section: str
    sure: Step | None = None


@dataclass(frozen=True, slots=True)
class Guests:
    """The guests on paper; `line`: what was typed for one, read back before it is stored."""

    room: Room
    line: str = field(default="", repr=False)
    wrong: str = ""
    """What is wrong with what was typed, in words."""


@dataclass(frozen=True, slots=True)
class Rehearse:
    """The parts, to be rated by a trainer without being counted."""

    room: Room


@dataclass(frozen=True, slots=True)
class BoardPage:
    """Who is how far, for the trainer alone."""

    room: Room


@dataclass(frozen=True, slots=True)
class WallPage:
    """The wall's pictures: which part, and which picture of it where one is not enough."""

    room: Room
    section: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """What was released, in sentences."""

    room: Room


@dataclass(frozen=True, slots=True)
class Files:
    """The board as files, and the case on paper; `form`: with this one. `zone`: the trainer's clock, where known."""

    room: Room
    form: str = ""
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class OwnCases:
    """A trainer's own cases by number and title; `problems`: of a file that is no case."""

    cases: tuple[tuple[int, str], ...]
    problems: tuple[str, ...] = field(default=(), repr=False)
    wanted: Sent | None = field(default=None, repr=False)
    """A file that is to be fetched for one more."""


@dataclass(frozen=True, slots=True)
class Campaign:
    """What joining a programme means: which of one's clusters (by number and name), and both consents so far."""

    cohort: Cohort
    run_by: str = field(repr=False)
    clusters: tuple[tuple[int, str], ...] = field(repr=False)
    cluster: int
    totals: bool
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme as its owner sees it: each cluster's member, and how far its check is (none, open, done)."""

    room: Room
    progress: tuple[tuple[Member, str], ...]


@dataclass(frozen=True, slots=True)
class ProgrammeSeat:
    """A programme as a manager sees it: which cluster takes part, and what they agreed to."""

    room: Room
    cluster: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Totals:
    """A programme's last edition, in words of its survey version; `due`: a new one can be made. `file`: as a table."""

    room: Room
    survey: Survey
    edition: "Edition | None"
    at: datetime | None
    due: bool
    file: bool = False


@dataclass(frozen=True, slots=True)
class AskCode:
    """Asks for a code; `spent`: too many wrong ones were tried."""

    spent: bool = False


@dataclass(frozen=True, slots=True)
class Joining:
    """What joining means, and under which name; `name`: read back before one joins. `trains`: as one more trainer."""

    cohort: Cohort
    run_by: str = field(repr=False)
    case: str = ""
    code: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    trains: bool = False


@dataclass(frozen=True, slots=True)
class Seat:
    """A cohort as a participant sees it: what can be rated, what was released; `kept`: with the PDF to keep."""

    room: Room
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """What was released of a part: one's own ratings beside spread and key."""

    room: Room
    section: str


@dataclass(frozen=True, slots=True)
class Nudge:
    """A nudge as it comes: what is open in which group, and how far one is."""

    room: Room


GroupView: TypeAlias = (
    Groups
    | Made
    | Run
    | Set
    | WayIn
    | Trainers
    | Parts
    | PartPage
    | Guests
    | Rehearse
    | BoardPage
    | WallPage
    | Figures
    | Files
    | OwnCases
    | Campaign
    | Programme
    | ProgrammeSeat
    | Totals
    | AskCode
    | Joining
    | Seat
    | Seen
    | Nudge
)


@dataclass(frozen=True, slots=True)
class Group:
    """A page around a cohort. `note`: what else is to be said above it; `asks`: a typed text is for it."""

    page: GroupView
    note: str = field(default="", repr=False)
    asks: bool = False
