"""The first tables: people, clusters, memberships, sessions, answers."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "cluster",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(120)),
        sa.Column("created_at", TIME, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("external", sa.String(100), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("consent", sa.String(20), nullable=False),
        sa.Column("consented_at", TIME, nullable=False),
        sa.Column("live", sa.Integer()),
        sa.Column("cluster", sa.Integer(), sa.ForeignKey("cluster.id")),
        sa.Column("focus", sa.String(), nullable=False),
        sa.UniqueConstraint("channel", "external", name="uq_person_channel_external"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "membership",
        sa.Column("cluster", sa.Integer(), sa.ForeignKey("cluster.id"), primary_key=True),
        sa.Column("person", sa.Integer(), sa.ForeignKey("person.id"), primary_key=True),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("since", TIME, nullable=False),
        sa.CheckConstraint("role IN ('owner', 'editor', 'reader')", name="ck_membership_role"),
    )
    op.create_table(
        "session",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("cluster", sa.Integer(), sa.ForeignKey("cluster.id"), nullable=False, index=True),
        sa.Column("started_by", sa.Integer(), sa.ForeignKey("person.id"), nullable=False, index=True),
        sa.Column("survey", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("carried_from", sa.Integer(), sa.ForeignKey("session.id")),
        sa.Column("started_at", TIME, nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.Column("submitted_at", TIME),
        sa.Column("trial", sa.Boolean(), nullable=False),
        sa.CheckConstraint("kind IN ('self', 'practice', 'assessment')", name="ck_session_kind"),
        sa.CheckConstraint("revision >= 0", name="ck_session_revision"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("session", sa.Integer(), sa.ForeignKey("session.id"), nullable=False, index=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(32), nullable=False),
        sa.Column("value", sa.String()),
        sa.Column("seen", sa.Integer()),
        sa.Column("estimate", sa.Boolean(), nullable=False),
        sa.Column("documented", sa.String(10)),
        sa.Column("document", sa.String()),
        sa.Column("mark", sa.String()),
        sa.Column("note", sa.String()),
        sa.Column("note_shared", sa.Boolean(), nullable=False),
        sa.Column("by", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.UniqueConstraint("session", "revision", "question", name="uq_answer_session_revision_question"),
        sa.CheckConstraint("documented IN ('yes', 'partly', 'no')", name="ck_answer_documented"),
    )


def downgrade() -> None:
    raise NotImplementedError("a database is upgraded only; restore the backup instead")
