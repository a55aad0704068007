"""The tables. Only modules of this package import them.

Enumerations are text with a check, times are aware UTC, structured values are JSON text, and nothing is lazy.
"""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.news import News

NEVER_REUSED = {"sqlite_autoincrement": True}
"""A number that was erased is never given again: an old button must not act on something new."""
_NEWS = ", ".join(f"'{each}'" for each in News)


class PersonRow(SQLModel, table=True):
    """Somebody who agreed to be stored: a channel's id, a language, what is on their card."""

    __tablename__: ClassVar[str] = "person"
    __table_args__ = (UniqueConstraint("channel", "external", name="uq_person_channel_external"), NEVER_REUSED)

    id: int | None = Field(default=None, primary_key=True)
    channel: str = Field(max_length=20)
    external: str = Field(max_length=100)
    language: str = Field(max_length=2)
    consent: str = Field(max_length=20)
    consented_at: datetime
    live: int | None = None
    """The session on the card. No foreign key: sessions point to people, and a circle can't be created or erased."""
    cluster: int | None = Field(default=None, foreign_key="cluster.id")
    focus: str = Field(default="{}", repr=False)


class ClusterRow(SQLModel, table=True):
    """The organisation that checks are about; the name is given only when a person has several."""

    __tablename__: ClassVar[str] = "cluster"
    __table_args__ = NEVER_REUSED

    id: int | None = Field(default=None, primary_key=True)
    name: str | None = Field(default=None, max_length=120, repr=False)
    created_at: datetime


class MembershipRow(SQLModel, table=True):
    """A person's role in a cluster."""

    __tablename__: ClassVar[str] = "membership"
    __table_args__ = (CheckConstraint("role IN ('owner', 'editor', 'reader')", name="ck_membership_role"),)

    cluster: int = Field(foreign_key="cluster.id", primary_key=True)
    person: int = Field(foreign_key="person.id", primary_key=True)
    role: str = Field(max_length=10)
    since: datetime
    name: str | None = Field(default=None, max_length=60, repr=False)
    """What the others in the cluster know them by."""


class SessionRow(SQLModel, table=True):
    """Where one way through a survey stands. `revision` counts what was saved; a save names the one it read."""

    __tablename__: ClassVar[str] = "session"
    __table_args__ = (
        CheckConstraint("kind IN ('self', 'practice', 'assessment')", name="ck_session_kind"),
        CheckConstraint("revision >= 0", name="ck_session_revision"),
        NEVER_REUSED,
    )

    id: int | None = Field(default=None, primary_key=True)
    cluster: int | None = Field(default=None, foreign_key="cluster.id", index=True)
    """None for practice and for assessments: those are a person's own."""
    started_by: int = Field(foreign_key="person.id", index=True)
    survey: str = Field(max_length=32)
    version: int
    language: str = Field(max_length=2)
    kind: str = Field(max_length=10)
    scope: str
    place: str
    revision: int = 0
    carried_from: int | None = Field(default=None, foreign_key="session.id")
    started_at: datetime
    changed_at: datetime
    submitted_at: datetime | None = None
    trial: bool = False


class AnswerRow(SQLModel, table=True):
    """The whole state of one question after one step; a later revision replaces an earlier one, none is changed."""

    __tablename__: ClassVar[str] = "answer"
    __table_args__ = (
        UniqueConstraint("session", "revision", "question", name="uq_answer_session_revision_question"),
        CheckConstraint("documented IN ('yes', 'partly', 'no')", name="ck_answer_documented"),
    )

    id: int | None = Field(default=None, primary_key=True)
    session: int = Field(foreign_key="session.id", index=True)
    revision: int
    question: str = Field(max_length=32)
    value: str | None = Field(default=None, repr=False)
    seen: int | None = None
    estimate: bool = False
    documented: str | None = Field(default=None, max_length=10)
    document: str | None = Field(default=None, repr=False)
    mark: str | None = Field(default=None, repr=False)
    note: str | None = Field(default=None, repr=False)
    note_shared: bool = False
    by: int = Field(foreign_key="person.id")
    at: datetime


class InboxRow(SQLModel, table=True):
    """What a channel delivered: whole until it was worked, then its number only, so that a second delivery is known."""

    __tablename__: ClassVar[str] = "inbox"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'worked', 'shown', 'aside')", name="ck_inbox_state"),
        Index("ix_inbox_bot_state", "bot", "state"),
    )

    bot: int = Field(sa_type=BigInteger, primary_key=True)
    number: int = Field(sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False})
    state: str = Field(max_length=10)
    chat: int | None = Field(default=None, sa_type=BigInteger)
    sender: int | None = Field(default=None, sa_type=BigInteger)
    language: str | None = Field(default=None, max_length=2)
    body: str | None = Field(default=None, repr=False)
    error: str | None = Field(default=None, max_length=20)
    received_at: datetime


class ChatRow(SQLModel, table=True):
    """What a chat shows: its live card, and when that was last changed in place, by the channel's own clock."""

    __tablename__: ClassVar[str] = "chat"

    bot: int = Field(sa_type=BigInteger, primary_key=True)
    chat: int = Field(sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False})
    card: int | None = Field(default=None, sa_type=BigInteger)
    edited_at: datetime | None = None
    blocked: bool = False
    told: bool = False
    """Whether a group was told that this works in private chats."""
    clearing: bool = False
    """Whether its messages are to be removed, because the person was erased."""


class PostedRow(SQLModel, table=True):
    """A message in a chat, either side's: only its number, for as long as the channel would remove it."""

    __tablename__: ClassVar[str] = "posted"

    bot: int = Field(sa_type=BigInteger, primary_key=True)
    chat: int = Field(sa_type=BigInteger, primary_key=True)
    message: int = Field(sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime


class HeardRow(SQLModel, table=True):
    """Which delivery an answer came by: a later one stands, also when it is worked first. Kept as long as the inbox."""

    __tablename__: ClassVar[str] = "heard"

    session: int = Field(foreign_key="session.id", primary_key=True)
    question: str = Field(max_length=32, primary_key=True)
    aspect: str = Field(max_length=12, primary_key=True)
    bot: int = Field(sa_type=BigInteger)
    number: int = Field(sa_type=BigInteger)
    at: datetime


class PlanLineRow(SQLModel, table=True):
    """One thing to do for a cluster. `aims`: what it changes of the answers once it is done, as JSON."""

    __tablename__: ClassVar[str] = "plan_line"
    __table_args__ = NEVER_REUSED

    id: int | None = Field(default=None, primary_key=True)
    cluster: int = Field(foreign_key="cluster.id", index=True)
    question: str | None = Field(default=None, max_length=32)
    aims: str = "[]"
    what: str = Field(max_length=300, repr=False)
    who: str | None = Field(default=None, max_length=80, repr=False)
    due: date | None = None
    done_at: datetime | None = None
    by: int = Field(foreign_key="person.id")
    added_at: datetime


class LocalTimeRow(SQLModel, table=True):
    """What time it is where a person is, at what time of their day they are reminded, and whether at all."""

    __tablename__: ClassVar[str] = "local_time"

    person: int = Field(foreign_key="person.id", primary_key=True)
    zone: str | None = Field(default=None, max_length=64)
    wall: str = Field(max_length=5)
    stopped: bool = False


class ReminderRow(SQLModel, table=True):
    """A day on which a person is reminded of a plan's line or, without one, of the end of a label; or to go on rating.

    `member`: who is to go on with which cohort; then there is no cluster. `before`: days before the line is due, or
    months before the label ends; None where the day was picked itself. `news`: it tells what happened around sharing,
    reviewing and the team `since` then, of which share.
    """

    __tablename__: ClassVar[str] = "reminder"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'claimed', 'sent')", name="ck_reminder_state"),
        CheckConstraint(f"news IN ({_NEWS})", name="ck_reminder_news"),
        Index("ix_reminder_state_on", "state", "on"),
        NEVER_REUSED,
    )

    id: int | None = Field(default=None, primary_key=True)
    person: int = Field(foreign_key="person.id", index=True)
    cluster: int | None = Field(default=None, foreign_key="cluster.id")
    line: int | None = Field(default=None, foreign_key="plan_line.id")
    before: int | None = None
    on: date
    state: str = Field(default="waiting", max_length=10)
    tries: int = 0
    claimed_at: datetime | None = None
    sent_at: datetime | None = None
    member: int | None = Field(default=None, foreign_key="cohort_member.id")
    news: str | None = Field(default=None, max_length=10)
    share: int | None = Field(default=None, foreign_key="share.id")
    since: datetime | None = None


class OwnCaseRow(SQLModel, table=True):
    """A practice case that a trainer sent, as they sent it."""

    __tablename__: ClassVar[str] = "own_case"
    __table_args__ = NEVER_REUSED

    id: int | None = Field(default=None, primary_key=True)
    person: int = Field(foreign_key="person.id", index=True)
    content: str = Field(repr=False)
    added_at: datetime


class CohortRow(SQLModel, table=True):
    """A group that a trainer or a programme's owner runs. `code`: what one joins by, None while it is closed.

    `invitation`: what one more trainer comes in by, once.
    """

    __tablename__: ClassVar[str] = "cohort"
    __table_args__ = (
        CheckConstraint("kind IN ('training', 'programme')", name="ck_cohort_kind"),
        CheckConstraint("mode IN ('each', 'end')", name="ck_cohort_mode"),
        UniqueConstraint("code", name="uq_cohort_code"),
        UniqueConstraint("invitation", name="uq_cohort_invitation"),
        NEVER_REUSED,
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(max_length=10)
    name: str = Field(max_length=80, repr=False)
    case_id: str | None = Field(default=None, max_length=40)
    language: str = Field(max_length=2)
    scope: str
    mode: str = Field(max_length=4)
    code: str | None = Field(default=None, max_length=16, repr=False)
    invitation: str | None = Field(default=None, max_length=16, repr=False)
    begins: date | None = None
    ends: date | None = None
    names_until: date | None = None
    """The day after which names go; None while the cohort has no end."""
    created_at: datetime


class CohortPartRow(SQLModel, table=True):
    """A section of a cohort's case: open or not, a second round or not, when its spreads and its key were released.

    `released`: the spread as it was when it was released last, as JSON: it is that one which everybody sees.
    """

    __tablename__: ClassVar[str] = "cohort_part"

    cohort: int = Field(foreign_key="cohort.id", primary_key=True)
    section: str = Field(max_length=32, primary_key=True)
    opened: bool = False
    second: bool = False
    spread_at: datetime | None = None
    second_at: datetime | None = None
    key_at: datetime | None = None
    released: str | None = None


class CohortMemberRow(SQLModel, table=True):
    """Somebody in a cohort; without a person a guest on paper. The cluster and both consents are a programme's."""

    __tablename__: ClassVar[str] = "cohort_member"
    __table_args__ = (
        CheckConstraint("role IN ('owner', 'trainer', 'participant', 'guest')", name="ck_cohort_member_role"),
        UniqueConstraint("cohort", "person", name="uq_cohort_member_cohort_person"),
        NEVER_REUSED,
    )

    id: int | None = Field(default=None, primary_key=True)
    cohort: int = Field(foreign_key="cohort.id", index=True)
    person: int | None = Field(default=None, foreign_key="person.id", index=True)
    role: str = Field(max_length=12)
    name: str | None = Field(default=None, max_length=60, repr=False)
    joined_at: datetime
    left_at: datetime | None = None
    nudged_at: datetime | None = None
    cluster: int | None = Field(default=None, foreign_key="cluster.id")
    named: bool = False
    totals: bool = False


class WrongCodeRow(SQLModel, table=True):
    """That somebody tried a code that there is not; kept for an hour, so that codes can't be guessed."""

    __tablename__: ClassVar[str] = "wrong_code"

    id: int | None = Field(default=None, primary_key=True)
    person: int = Field(foreign_key="person.id", index=True)
    at: datetime


class PracticeRow(SQLModel, table=True):
    """What a practice session is about. `shown`: the indicators whose key or spread its person has seen, as JSON."""

    __tablename__: ClassVar[str] = "practice"
    __table_args__ = (CheckConstraint("mode IN ('each', 'end')", name="ck_practice_mode"),)

    session: int | None = Field(default=None, foreign_key="session.id", primary_key=True)
    case_id: str = Field(max_length=40)
    member: int | None = Field(default=None, foreign_key="cohort_member.id", index=True)
    round: int = 1
    mode: str = Field(max_length=4)
    repeat: bool = False
    shown: str = "[]"


class EditionRow(SQLModel, table=True):
    """A programme's totals as they were made once, as JSON; they never change."""

    __tablename__: ClassVar[str] = "edition"
    __table_args__ = NEVER_REUSED

    id: int | None = Field(default=None, primary_key=True)
    cohort: int = Field(foreign_key="cohort.id", index=True)
    at: datetime
    content: str = Field(repr=False)


class EditionPartRow(SQLModel, table=True):
    """Which check of which cluster is in an edition, so that it is known when enough of them are new."""

    __tablename__: ClassVar[str] = "edition_part"

    edition: int = Field(foreign_key="edition.id", primary_key=True)
    cluster: int = Field(foreign_key="cluster.id", primary_key=True)
    session: int
    """Also of a check that was erased since: its cluster is no newcomer."""


class ProofRow(SQLModel, table=True):
    """Something that proves a level: files, a link, or words that say where it lies.

    `refers`: the day, month or year it refers to. One that was removed stays as an empty row while a submitted check
    records it.
    """

    __tablename__: ClassVar[str] = "proof"
    __table_args__ = (CheckConstraint("kind IN ('file', 'link', 'text')", name="ck_proof_kind"), NEVER_REUSED)

    id: int | None = Field(default=None, primary_key=True)
    cluster: int = Field(foreign_key="cluster.id", index=True)
    by: int = Field(foreign_key="person.id")
    kind: str = Field(max_length=4)
    shows: str | None = Field(default=None, max_length=300, repr=False)
    words: str | None = Field(default=None, max_length=1000, repr=False)
    refers: str | None = Field(default=None, max_length=10)
    album: str | None = Field(default=None, max_length=64)
    added_at: datetime
    removed_at: datetime | None = None


class ProofFileRow(SQLModel, table=True):
    """One file of a proof: on its way, here, or not. `source`: where its channel has it, until it is here."""

    __tablename__: ClassVar[str] = "proof_file"
    __table_args__ = (
        CheckConstraint("kind IN ('photo', 'file', 'voice')", name="ck_proof_file_kind"),
        CheckConstraint("state IN ('waiting', 'claimed', 'kept', 'failed', 'absent')", name="ck_proof_file_state"),
        Index("ix_proof_file_state", "state"),
        NEVER_REUSED,
    )

    id: int | None = Field(default=None, primary_key=True)
    proof: int = Field(foreign_key="proof.id", index=True)
    kind: str = Field(max_length=5)
    name: str = Field(max_length=120, repr=False)
    type: str | None = Field(default=None, max_length=8)
    size: int | None = None
    sha256: str | None = Field(default=None, max_length=64, index=True)
    state: str = Field(default="waiting", max_length=8)
    reason: str | None = Field(default=None, max_length=8)
    channel: str = Field(max_length=20)
    source: str | None = Field(default=None, repr=False)
    tries: int = 0
    claimed_at: datetime | None = None
    added_at: datetime


class ProofUseRow(SQLModel, table=True):
    """An indicator that a proof is for. `covers`: the places of that indicator's list of proofs, as JSON.

    The places are those of the survey version beside them.
    """

    __tablename__: ClassVar[str] = "proof_use"

    proof: int = Field(foreign_key="proof.id", primary_key=True)
    question: str = Field(max_length=32, primary_key=True)
    covers: str = "[]"
    version: int


class ProofRecordRow(SQLModel, table=True):
    """What proved an indicator when a check was submitted. `hashes`: SHA-256 by the number of the file, or
    of its words, as JSON.

    A file that was still on its way is there with null until it is here.
    """

    __tablename__: ClassVar[str] = "proof_record"

    session: int = Field(foreign_key="session.id", primary_key=True)
    proof: int = Field(foreign_key="proof.id", primary_key=True, index=True)
    question: str = Field(max_length=32, primary_key=True)
    hashes: str = "{}"


class UnkeptRow(SQLModel, table=True):
    """The hash of a file whose bytes are to be erased, unless something refers to it by then."""

    __tablename__: ClassVar[str] = "unkept"

    sha256: str = Field(max_length=64, primary_key=True)
