"""Plans and reminders: lines of a cluster's plan, a person's local time, and what is to be said when."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "plan_line",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("cluster", sa.Integer(), sa.ForeignKey("cluster.id"), nullable=False),
        sa.Column("question", sa.String(32)),
        sa.Column("aims", sa.String(), nullable=False),
        sa.Column("what", sa.String(300), nullable=False),
        sa.Column("who", sa.String(80)),
        sa.Column("due", sa.Date()),
        sa.Column("done_at", TIME),
        sa.Column("by", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("added_at", TIME, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_plan_line_cluster", "plan_line", ["cluster"])
    op.create_table(
        "local_time",
        sa.Column("person", sa.Integer(), sa.ForeignKey("person.id"), primary_key=True),
        sa.Column("zone", sa.String(64)),
        sa.Column("wall", sa.String(5), nullable=False),
        sa.Column("stopped", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("person", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("cluster", sa.Integer(), sa.ForeignKey("cluster.id"), nullable=False),
        sa.Column("line", sa.Integer(), sa.ForeignKey("plan_line.id")),
        sa.Column("before", sa.Integer()),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("claimed_at", TIME),
        sa.Column("sent_at", TIME),
        sa.CheckConstraint("state IN ('waiting', 'claimed', 'sent')", name="ck_reminder_state"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_reminder_person", "reminder", ["person"])
    op.create_index("ix_reminder_state_on", "reminder", ["state", "on"])


def downgrade() -> None:
    raise NotImplementedError("a database is upgraded only; restore the backup instead")
