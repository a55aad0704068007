"""Review: shared checks, invitations, remarks, settling, colleagues' answers, who opened what, names, news."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def _to(table: str) -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.id")


def upgrade() -> None:
    op.add_column("membership", sa.Column("name", sa.String(60)))
    _sharing()
    _reviewing()
    op.create_table(
        "offer",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("cluster", sa.Integer(), _to("cluster"), nullable=False),
        sa.Column("invitation", sa.Integer(), _to("invitation")),
        sa.Column("session", sa.Integer(), _to("session"), nullable=False),
        sa.Column("question", sa.String(32), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("estimate", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(60)),
        sa.Column("at", TIME, nullable=False),
        sa.Column("closed_at", TIME),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_offer_cluster", "offer", ["cluster"])
    op.create_table(
        "access",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("cluster", sa.Integer(), _to("cluster")),
        sa.Column("share", sa.Integer(), _to("share")),
        sa.Column("person", sa.Integer(), _to("person")),
        sa.Column("name", sa.String(60)),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("question", sa.String(32)),
        sa.Column("at", TIME, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_access_cluster", "access", ["cluster"])
    op.create_index("ix_access_share", "access", ["share"])
    _telling()


def _sharing() -> None:
    op.create_table(
        "share",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("cluster", sa.Integer(), _to("cluster"), nullable=False),
        sa.Column("session", sa.Integer(), _to("session"), nullable=False),
        sa.Column("by", sa.Integer(), _to("person")),
        sa.Column("at", TIME, nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("facts", sa.Boolean(), nullable=False),
        sa.Column("proofs", sa.Boolean(), nullable=False),
        sa.Column("notes", sa.Boolean(), nullable=False),
        sa.Column("guided", sa.Boolean(), nullable=False),
        sa.Column("lead", sa.Integer()),
        sa.Column("closed_at", TIME),
        sa.Column("withdrawn_at", TIME),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_share_cluster", "share", ["cluster"])
    op.create_index("ix_share_session", "share", ["session"])
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("cluster", sa.Integer(), _to("cluster"), nullable=False),
        sa.Column("share", sa.Integer(), _to("share")),
        sa.Column("role", sa.String(10)),
        sa.Column("session", sa.Integer(), _to("session")),
        sa.Column("questions", sa.String(), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("by", sa.Integer(), _to("person")),
        sa.Column("at", TIME, nullable=False),
        sa.Column("until", TIME, nullable=False),
        sa.Column("person", sa.Integer(), _to("person")),
        sa.Column("name", sa.String(60)),
        sa.Column("taken_at", TIME),
        sa.Column("let_in_at", TIME),
        sa.Column("ended_at", TIME),
        sa.CheckConstraint("kind IN ('assessor', 'team', 'colleague')", name="ck_invitation_kind"),
        sa.CheckConstraint("role IN ('editor', 'reader')", name="ck_invitation_role"),
        sa.UniqueConstraint("code", name="uq_invitation_code"),
        sqlite_autoincrement=True,
    )
    for column in ("cluster", "share", "person"):
        op.create_index(f"ix_invitation_{column}", "invitation", [column])


def _reviewing() -> None:
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("share", sa.Integer(), _to("share"), nullable=False),
        sa.Column("invitation", sa.Integer(), _to("invitation"), nullable=False),
        sa.Column("session", sa.Integer(), _to("session")),
        sa.Column("confidential_at", TIME, nullable=False),
        sa.Column("declared_at", TIME, nullable=False),
        sa.UniqueConstraint("invitation", name="uq_review_invitation"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_review_share", "review", ["share"])
    op.create_index("ix_review_session", "review", ["session"])
    op.create_table(
        "review_remark",
        sa.Column("session", sa.Integer(), _to("session"), primary_key=True),
        sa.Column("question", sa.String(32), primary_key=True),
        sa.Column("rests_on", sa.String(10)),
        sa.Column("comment", sa.String()),
        sa.Column("ask", sa.String()),
        sa.CheckConstraint("rests_on IN ('document', 'website', 'not-shown')", name="ck_remark_rests_on"),
    )
    op.create_table(
        "proof_request",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("review", sa.Integer(), _to("review"), nullable=False),
        sa.Column("question", sa.String(32), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("done_at", TIME),
        sa.UniqueConstraint("review", "question", name="uq_proof_request_review_question"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "settlement",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("share", sa.Integer(), _to("share"), nullable=False),
        sa.Column("question", sa.String(32), nullable=False),
        sa.Column("side", sa.String(10), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("documented", sa.String(10)),
        sa.Column("reason", sa.String()),
        sa.Column("by", sa.Integer(), _to("person")),
        sa.Column("at", TIME, nullable=False),
        sa.CheckConstraint("side IN ('cluster', 'assessors')", name="ck_settlement_side"),
        sa.CheckConstraint("documented IN ('yes', 'partly', 'no')", name="ck_settlement_documented"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_settlement_share", "settlement", ["share"])
    _sent_proof()


def _sent_proof() -> None:
    op.create_table(
        "sent_proof",
        sa.Column("bot", sa.BigInteger(), primary_key=True),
        sa.Column("chat", sa.BigInteger(), primary_key=True),
        sa.Column("message", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("review", sa.Integer(), _to("review")),
        sa.Column("at", TIME, nullable=False),
    )
    op.create_index("ix_sent_proof_review", "sent_proof", ["review"])


def _telling() -> None:
    """Reminders that tell news; SQLite makes the table anew, with all that Alembic does not read of the old one."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    last = op.get_bind().exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'reminder'") if sqlite else None
    given = last.scalar() if last else None
    states = sa.CheckConstraint("state IN ('waiting', 'claimed', 'sent')", name="ck_reminder_state")
    kept = {"sqlite_autoincrement": True}
    with op.batch_alter_table("reminder", table_args=(states,), table_kwargs=kept) as reminder:
        reminder.add_column(sa.Column("news", sa.String(10)))
        reminder.add_column(sa.Column("share", sa.Integer()))
        reminder.add_column(sa.Column("since", TIME))
        reminder.create_foreign_key("fk_reminder_share", "share", ["share"], ["id"])
        reminder.create_check_constraint(
            "ck_reminder_news",
            "news IN ('came', 'proof', 'submitted', 'shown', 'proposed', 'agreed', 'answered', 'let-in', "
            "'dealt', 'ended', 'gone', 'lead', 'role', 'removed', 'handed')",
        )
    if given is not None:  # no number is given twice: an old button would mean something else
        op.get_bind().exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = 'reminder'")
        op.get_bind().exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES ('reminder', ?)", (given,))


def downgrade() -> None:
    raise NotImplementedError("a database is upgraded only; restore the backup instead")
