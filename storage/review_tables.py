"""The tables of shared checks, reviews, invitations and colleagues' answers. Only this package imports them."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import BigInteger, CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables import NEVER_REUSED


class ShareRow(SQLModel, table=True):
    """A submitted check that is shared with assessors: what of it, until when, which indicators are rated."""

    __tablename__: ClassVar[str] = "share"
    __table_args__ = NEVER_REUSED

    id: int | None = Field(default=None, primary_key=True)
    cluster: int = Field(foreign_key="cluster.id", index=True)
    session: int = Field(foreign_key="session.id", index=True)
    by: int | None = Field(default=None, foreign_key="person.id")
    at: datetime
    until: date
    scope: str
    facts: bool
    proofs: bool
    notes: bool
    guided: bool
    lead: int | None = None
    """The review whose assessor speaks for all of them. No foreign key: reviews point to shares."""
    closed_at: datetime | None = None
    """When the sides were shown: all had submitted, or the owner closed it."""
    withdrawn_at: datetime | None = None


class InvitationRow(SQLModel, table=True):
    """What one person comes in by, once. Only the hash of its code is kept."""

    __tablename__: ClassVar[str] = "invitation"
    __table_args__ = (
        CheckConstraint("kind IN ('assessor', 'team', 'colleague')", name="ck_invitation_kind"),
        CheckConstraint("role IN ('editor', 'reader')", name="ck_invitation_role"),
        UniqueConstraint("code", name="uq_invitation_code"),
        NEVER_REUSED,
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(max_length=10)
    cluster: int = Field(foreign_key="cluster.id", index=True)
    share: int | None = Field(default=None, foreign_key="share.id", index=True)
    role: str | None = Field(default=None, max_length=10)
    session: int | None = Field(default=None, foreign_key="session.id")
    questions: str = "[]"
    code: str = Field(max_length=64, repr=False)
    by: int | None = Field(default=None, foreign_key="person.id")
    at: datetime
    until: datetime
    person: int | None = Field(default=None, foreign_key="person.id", index=True)
    name: str | None = Field(default=None, max_length=60, repr=False)
    taken_at: datetime | None = None
    let_in_at: datetime | None = None
    ended_at: datetime | None = None


class ReviewRow(SQLModel, table=True):
    """An assessor's way through a shared check: when they agreed to keep it to themselves and declared no conflict."""

    __tablename__: ClassVar[str] = "review"
    __table_args__ = (UniqueConstraint("invitation", name="uq_review_invitation"), NEVER_REUSED)

    id: int | None = Field(default=None, primary_key=True)
    share: int = Field(foreign_key="share.id", index=True)
    invitation: int = Field(foreign_key="invitation.id")
    session: int | None = Field(default=None, foreign_key="session.id", index=True)
    confidential_at: datetime
    declared_at: datetime


class RemarkRow(SQLModel, table=True):
    """What stands beside a rating: what it rests on, a comment, a question for the meeting."""

    __tablename__: ClassVar[str] = "review_remark"
    __table_args__ = (CheckConstraint("rests_on IN ('document', 'website', 'not-shown')", name="ck_remark_rests_on"),)

    session: int = Field(foreign_key="session.id", primary_key=True)
    question: str = Field(max_length=32, primary_key=True)
    rests_on: str | None = Field(default=None, max_length=10)
    comment: str | None = Field(default=None, repr=False)
    ask: str | None = Field(default=None, repr=False)


class ProofRequestRow(SQLModel, table=True):
    """That an assessor asked for proof of an indicator; says nothing of any rating."""

    __tablename__: ClassVar[str] = "proof_request"
    __table_args__ = (UniqueConstraint("review", "question", name="uq_proof_request_review_question"), NEVER_REUSED)

    id: int | None = Field(default=None, primary_key=True)
    review: int = Field(foreign_key="review.id")
    question: str = Field(max_length=32)
    at: datetime
    done_at: datetime | None = None


class SentProofRow(SQLModel, table=True):
    """A message that carries opened proof into an assessor's chat; known as long as the channel would remove it."""

    __tablename__: ClassVar[str] = "sent_proof"

    bot: int = Field(sa_type=BigInteger, primary_key=True)
    chat: int = Field(sa_type=BigInteger, primary_key=True)
    message: int = Field(sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False})
    review: int | None = Field(default=None, foreign_key="review.id", index=True)
    """None once that is erased: then nobody may see it any more."""
    at: datetime


class SettlementRow(SQLModel, table=True):
    """One move in settling a difference: a proposal with its reason, or its acceptance. None is ever changed."""

    __tablename__: ClassVar[str] = "settlement"
    __table_args__ = (
        CheckConstraint("side IN ('cluster', 'assessors')", name="ck_settlement_side"),
        CheckConstraint("documented IN ('yes', 'partly', 'no')", name="ck_settlement_documented"),
        NEVER_REUSED,
    )

    id: int | None = Field(default=None, primary_key=True)
    share: int = Field(foreign_key="share.id", index=True)
    question: str = Field(max_length=32)
    side: str = Field(max_length=10)
    points: int
    documented: str | None = Field(default=None, max_length=10)
    reason: str | None = Field(default=None, repr=False)
    """None for an acceptance."""
    by: int | None = Field(default=None, foreign_key="person.id")
    at: datetime


class OfferRow(SQLModel, table=True):
    """What a colleague answered: it waits to be taken over, or not."""

    __tablename__: ClassVar[str] = "offer"
    __table_args__ = NEVER_REUSED

    id: int | None = Field(default=None, primary_key=True)
    cluster: int = Field(foreign_key="cluster.id", index=True)
    invitation: int | None = Field(default=None, foreign_key="invitation.id")
    """None where the answer came by mail and was typed in."""
    session: int = Field(foreign_key="session.id")
    question: str = Field(max_length=32)
    value: str = Field(repr=False)
    estimate: bool = False
    name: str | None = Field(default=None, max_length=60, repr=False)
    at: datetime
    closed_at: datetime | None = None


class AccessRow(SQLModel, table=True):
    """Who opened what of a cluster, and who was refused; of nobody's cluster: a code that there is not."""

    __tablename__: ClassVar[str] = "access"
    __table_args__ = NEVER_REUSED

    id: int | None = Field(default=None, primary_key=True)
    cluster: int | None = Field(default=None, foreign_key="cluster.id", index=True)
    share: int | None = Field(default=None, foreign_key="share.id", index=True)
    person: int | None = Field(default=None, foreign_key="person.id")
    name: str | None = Field(default=None, max_length=60, repr=False)
    what: str = Field(max_length=20)
    question: str | None = Field(default=None, max_length=32)
    at: datetime
