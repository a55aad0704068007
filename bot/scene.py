"""What is to be shown after a turn, and all that is needed to show it: gathered in the transaction, drawn after it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from bot.cohort_views import Group
from bot.desk import Operator
from bot.review_views import Peer, SidesSeen
from bot.seats import Beside, Seat
from bot.speech import Speech, speech
from storage.clusters import Cluster
from storage.evidence import Proof, Recorded
from storage.people import Person
from storage.plans import PlanLine
from storage.proof_files import ProofFiles
from storage.reminders import LocalTime, Reminder
from storage.sessions import Stored
from surveys.areas import Snapshot
from surveys.sanity import SecondLook
from surveys.session import Answer, Reply, Session, Submitted
from surveys.survey import Survey
from surveys.versions import Changes

if TYPE_CHECKING:
    from surveys.cases import Case


@dataclass(frozen=True, slots=True)
class Welcome:
    """What this is and what is stored; nothing is kept before the person agrees. A link's code rides on the buttons."""

    code: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """What one can do."""


@dataclass(frozen=True, slots=True)
class Card:
    """The card the session stands at."""


@dataclass(frozen=True, slots=True)
class Why:
    """Reason, proof, example, how to improve, threshold."""

    question: str


@dataclass(frozen=True, slots=True)
class NoteCard:
    """The note on a question, and the switch that lets it into reports."""

    question: str


@dataclass(frozen=True, slots=True)
class Keep:
    """A text that was no answer: keep it as a note?"""

    question: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Doubted:
    """A question's card with texts that may not have been meant for it: use one?"""

    question: str
    texts: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Overview:
    """The sections with what is done, or the questions of one."""

    section: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """A page of the result: the summary, a label, a section, an indicator, what is open, how it is counted."""

    page: Literal["summary", "label", "section", "indicator", "open", "method"] = "summary"
    id: str = ""
    pictured: bool = False
    """With the picture above it."""


@dataclass(frozen=True, slots=True)
class WayTo:
    """What must change for a label; `months`: by when from today, else by the end of the label that is held."""

    label: str
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """When the label held ends, and what one could go for next; with the dates as a file or without."""

    file: bool = False


@dataclass(frozen=True, slots=True)
class WhatIf:
    """An indicator to try at another level; `points`: the one that was picked."""

    indicator: str
    points: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What the report is to hold; `made`: with it, or with another document."""

    full: bool = False
    gaps: bool = True
    language: str = "en"
    plan: bool = True
    sides: bool = True
    """With what assessors say, where that may be seen."""
    made: Literal["", "report", "questionnaire", "bronze-sheet", "areas"] = ""


@dataclass(frozen=True, slots=True)
class Help:
    """What one can type; says so when a command is not known."""

    unknown: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Privacy:
    """What is stored, by whom, who sees it."""

    code: str = ""


@dataclass(frozen=True, slots=True)
class Languages:
    """Which language."""


@dataclass(frozen=True, slots=True)
class SureToSubmit:
    """Asks once before a session is closed for ever, and asks back about what is worth a second look."""

    looks: tuple[SecondLook, ...] = ()


@dataclass(frozen=True, slots=True)
class ChooseCheck:
    """Express or full."""


@dataclass(frozen=True, slots=True)
class History:
    """All checks of the cluster."""


@dataclass(frozen=True, slots=True)
class Compare:
    """Two submitted checks of a cluster, by their numbers."""

    old: int
    new: int


@dataclass(frozen=True, slots=True)
class LookUp:
    """What was skipped or estimated, with what counts and whom to ask: to forward by mail."""


@dataclass(frozen=True, slots=True)
class DocumentNames:
    """Levels said to be documented, and the names of their documents: how many were saved, which lines were not."""

    saved: int = 0
    wrong: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Clusters:
    """The person's clusters, to switch, name and add."""


@dataclass(frozen=True, slots=True)
class NameCluster:
    """Asks for the name of a cluster; 0: of a new one."""

    cluster: int


@dataclass(frozen=True, slots=True)
class Exported:
    """Everything held about the person, as a file; `form`: the whole as JSON, or the checks as tables."""

    name: str
    content: str = field(default="", repr=False)
    form: Literal["json", "xlsx", "csv"] = "json"


@dataclass(frozen=True, slots=True)
class Erase:
    """Names what would go, and asks once."""

    what: Literal["person", "check"]
    session: int = 0
    carried: bool = False
    """Whether an open check still shows its answers for confirmation."""


@dataclass(frozen=True, slots=True)
class Erased:
    """Says that it is gone; shown only when it is gone from the files as well."""

    what: Literal["person", "check", "note", "cluster"]
    question: str = ""


@dataclass(frozen=True, slots=True)
class NewVersion:
    """What a newer survey version changes, before the first carried question."""

    changes: Changes


@dataclass(frozen=True, slots=True)
class Plan:
    """The cluster's plan, a page of it, with the points and labels once all of it is done."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class LinePage:
    """One line of the plan; `asks`: what a typed text would change of it, or whether to remove it."""

    line: int
    asks: Literal["", "what", "who", "due", "remind", "remove"] = ""


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line of one's own: for which section, which indicator, which level of it, and then what is to be done."""

    section: str = ""
    question: str = ""
    points: int | None = None
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Take:
    """The steps of a way to a label, to be taken into the plan; `months` as in `WayTo`."""

    label: str
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Reminding:
    """What is reminded of when, and the person's local time; `asks`: what time it is now, or at what time to remind."""

    asks: Literal["", "now", "wall"] = ""


@dataclass(frozen=True, slots=True)
class Reminded:
    """A reminder whose time has come: of a line of the plan, or of the end of a label."""

    on: date
    line: PlanLine | None = None
    label: str = ""
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Train:
    """The cases to practise on, and what was practised so far."""


@dataclass(frozen=True, slots=True)
class CaseIntro:
    """A case before it is rated: what it is, how long it takes, all of it or a section, feedback when."""

    case: str
    mode: Literal["each", "end"] = "end"


@dataclass(frozen=True, slots=True)
class Story:
    """A page of a case: a part of its story, or some of its documents."""

    case: str
    page: int = 0
    alone: bool = True
    """Whether it may be rated outside a group."""


@dataclass(frozen=True, slots=True)
class BesideKey:
    """One rating beside the key, with the key's reason."""

    indicator: str


@dataclass(frozen=True, slots=True)
class PracticeResult:
    """How far the ratings agree with the key; `section`: of one dimension, rating by rating."""

    section: str = ""


@dataclass(frozen=True, slots=True)
class Attempts:
    """The finished rounds of practice: progress, and those kept apart."""


@dataclass(frozen=True, slots=True)
class Checklist:
    """What proves the check and what is missing, the most valuable gaps first; a page of it."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class Proofs:
    """An indicator's proofs, and what is missing of its list; waits for one more. `others`: or picks one."""

    question: str
    others: bool = False


@dataclass(frozen=True, slots=True)
class ProofPage:
    """One proof, for an indicator; `asks`: what a typed text or a file would change of it, or whether to remove it."""

    proof: int
    question: str = ""
    asks: Literal["", "shows", "name", "date", "replace", "remove", "for"] = ""
    section: str = ""
    """Of which section one more indicator is picked."""
    file: int = 0
    """The file of it that was asked for."""


@dataclass(frozen=True, slots=True)
class NotStored:
    """A file that a proof was to have could not be kept, and why."""

    proof: int
    question: str
    name: str = field(repr=False)
    reason: str


Doubt = Literal["early", "elsewhere", "forwarded", "caption"]
"""Why a text may not be meant for the card: sent before it was shown or on another page, forwarded, a caption."""
Remark = Literal[
    "early", "elsewhere", "forwarded", "caption", "edited", "unread", "old-button", "unknown-link", "shut",
    "file", "files-off", "too-large", "no-room", "too-many-files",
]  # fmt: skip
"""Why what came in did nothing by itself."""
View: TypeAlias = (
    Welcome
    | Menu
    | Card
    | Why
    | NoteCard
    | Keep
    | Doubted
    | Overview
    | Result
    | Report
    | Calendar
    | WayTo
    | WhatIf
    | Help
    | Privacy
    | Languages
    | SureToSubmit
    | ChooseCheck
    | History
    | Compare
    | LookUp
    | DocumentNames
    | Clusters
    | NameCluster
    | Exported
    | Erase
    | Erased
    | NewVersion
    | Plan
    | LinePage
    | NewLine
    | Take
    | Reminding
    | Reminded
    | Train
    | CaseIntro
    | Story
    | BesideKey
    | PracticeResult
    | Attempts
    | Group
    | Checklist
    | Proofs
    | ProofPage
    | NotStored
    | Peer
)


@dataclass(frozen=True)
class Scene:
    """A view with its world. `notices` are said before the view: what changed, what was refused."""

    view: View
    language: str
    now: datetime
    operator: Operator
    channel: str
    survey: Survey
    person: Person | None = None
    stored: Stored | None = None
    notices: tuple[Reply, ...] = ()
    history: tuple[Snapshot, ...] = ()
    resumed: bool = False
    clusters: tuple[Cluster, ...] = ()
    checks: tuple[Stored, ...] = ()
    """The checks a page is about: of the history, or those to be erased."""
    versions: Mapping[int, Survey] = field(default_factory=dict)
    """The survey versions of those checks."""
    reworded: Mapping[str, tuple[Answer, str]] = field(default_factory=dict)
    """Last time's answers to questions that read differently now, in the words of then."""
    remark: Remark | None = None
    """What else is to be said of what came in."""
    overtaken: bool = False
    """Whether a later answer stands, that was worked before this one."""
    noted: bool = False
    """Whether what this turn stored is a note."""
    recorded: Answer | None = None
    """What this turn stored, to be acknowledged."""
    word: str = ""
    """What else this turn did, in a few words."""
    dated: bool = False
    """Whether this turn stored something that a label's dates follow from."""
    plan: tuple[PlanLine, ...] = ()
    """The lines of the cluster's plan; for tables, of all the person's clusters."""
    sides: tuple[SidesSeen, ...] = ()
    """What assessors say of the check at hand, in the language of `versions`, as far as the person may see it."""
    reminders: tuple[Reminder, ...] = ()
    """The person's reminders, of all their clusters."""
    local: LocalTime = field(default_factory=LocalTime)
    case: "Case | None" = None
    """The case a page is about: what is practised, or looked at."""
    cases: "tuple[tuple[str, Case], ...]" = ()
    """The cases to choose from, by what buttons call them."""
    practising: Stored | None = None
    """What is practised or reviewed, while a page of the self-check is shown."""
    proofs: tuple[Proof, ...] = ()
    """The cluster's proofs, oldest first, with the places of this survey version's lists."""
    proved: tuple[Recorded, ...] = ()
    """What proved the submitted check at hand."""
    files: ProofFiles | None = None
    """Where the files of proofs are."""
    takes_files: bool = False
    """Whether files are taken here, besides links and words."""
    fetches: bool = False
    """Whether this turn left files to be fetched."""
    unkept: bool = False
    """Whether this turn left bytes to be erased."""
    recalls: bool = False
    """Whether this turn left opened proof that is to leave somebody's chat."""
    seat: Seat | None = None
    """Where the person sits, while they review somebody's check."""
    beside: Beside | None = None
    """What stands beside the rating on an assessor's card."""
    about: Cluster | None = None
    """The cluster a page is about, where it is not the one at hand."""

    @cached_property
    def speech(self) -> Speech:
        """The bot's sentences in the person's language."""
        return speech(self.language)

    @property
    def cluster_name(self) -> str:
        """The name of the cluster at hand, where a person has several; else nothing."""
        if len(self.clusters) < 2 or self.person is None:
            return ""
        at_hand = self.stored.cluster if self.stored else self.person.cluster
        current = self.about.id if self.about else at_hand
        place = next((place for place, each in enumerate(self.clusters) if each.id == current), 0)
        return cluster_name(self.speech, self.clusters[place], place)

    @property
    def reads(self) -> bool:
        """Whether the check at hand is of a cluster that the person is a reader of: the result is all they see."""
        home = self.stored.cluster if self.stored else 0
        return any(each.id == home and each.role == "reader" for each in self.clusters)

    @property
    def session(self) -> Session:
        """The live session. Only for views that need one."""
        if self.stored is None:
            raise LookupError(f"{type(self.view).__name__} needs a session")
        return self.stored.session

    @property
    def number(self) -> int:
        """The live session's number, for buttons; 0 without one."""
        return self.stored.id if self.stored else 0

    @property
    def on(self) -> date:
        """The day the result is judged on: the submission's, else today."""
        place = self.stored.session.place if self.stored else None
        return place.at.date() if isinstance(place, Submitted) else self.now.date()


def cluster_name(speech: Speech, cluster: Cluster, place: int) -> str:
    """A cluster's name, or its place in the list while it has none."""
    return cluster.name or speech.say("Cluster {n}", n=place + 1)
