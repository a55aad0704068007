"""What a channel delivered and shows: inbox, chats, posted messages, the order in which answers were sent."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "inbox",
        sa.Column("bot", sa.BigInteger(), primary_key=True),
        sa.Column("number", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("chat", sa.BigInteger()),
        sa.Column("sender", sa.BigInteger()),
        sa.Column("language", sa.String(2)),
        sa.Column("body", sa.String()),
        sa.Column("error", sa.String(20)),
        sa.Column("received_at", TIME, nullable=False),
        sa.CheckConstraint("state IN ('waiting', 'worked', 'shown', 'aside')", name="ck_inbox_state"),
    )
    op.create_index("ix_inbox_bot_state", "inbox", ["bot", "state"])
    op.create_table(
        "chat",
        sa.Column("bot", sa.BigInteger(), primary_key=True),
        sa.Column("chat", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("card", sa.BigInteger()),
        sa.Column("edited_at", TIME),
        sa.Column("blocked", sa.Boolean(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("clearing", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "posted",
        sa.Column("bot", sa.BigInteger(), primary_key=True),
        sa.Column("chat", sa.BigInteger(), primary_key=True),
        sa.Column("message", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("at", TIME, nullable=False),
    )
    op.create_table(
        "heard",
        sa.Column("session", sa.Integer(), sa.ForeignKey("session.id"), primary_key=True),
        sa.Column("question", sa.String(32), primary_key=True),
        sa.Column("aspect", sa.String(12), primary_key=True),
        sa.Column("bot", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("at", TIME, nullable=False),
    )


def downgrade() -> None:
    raise NotImplementedError("a database is upgraded only; restore the backup instead")
