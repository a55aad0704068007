"""What is to be shown after a turn, and all that is needed to show it: gathered in the transaction, drawn after it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Literal, TypeAlias

from bot.speech import Speech, speech
from storage.people import Person
from storage.sessions import Stored
from surveys.areas import Snapshot
from surveys.session import Answer, Reply, Session, Submitted
from surveys.survey import Survey


@dataclass(frozen=True, slots=True)
class Welcome:
    """What this is and what is stored; nothing is kept before the person agrees."""

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
class Overview:
    """The sections with what is done, or the questions of one."""

    section: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """A page of the result: the summary, a label, a section, an indicator, what is open, how it is counted."""

    page: Literal["summary", "label", "section", "indicator", "open", "method"] = "summary"
    id: str = ""


@dataclass(frozen=True, slots=True)
class Help:
    """What one can type; says so when a command is not known."""

    unknown: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Privacy:
    """What is stored, by whom, who sees it."""


@dataclass(frozen=True, slots=True)
class Languages:
    """Which language."""


@dataclass(frozen=True, slots=True)
class SureToSubmit:
    """Asks once before a session is closed for ever."""


@dataclass(frozen=True, slots=True)
class ChooseCheck:
    """Express or full."""


View: TypeAlias = (
    Welcome
    | Menu
    | Card
    | Why
    | NoteCard
    | Keep
    | Overview
    | Result
    | Help
    | Privacy
    | Languages
    | SureToSubmit
    | ChooseCheck
)


@dataclass(frozen=True)
class Scene:
    """A view with its world. `notices` are said before the view: what changed, what was refused."""

    view: View
    language: str
    now: datetime
    operator: str
    channel: str
    survey: Survey
    person: Person | None = None
    stored: Stored | None = None
    notices: tuple[Reply, ...] = ()
    history: tuple[Snapshot, ...] = ()
    resumed: bool = False
    recorded: Answer | None = None
    """What this turn stored, to be acknowledged."""

    @cached_property
    def speech(self) -> Speech:
        """The bot's sentences in the person's language."""
        return speech(self.language)

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
