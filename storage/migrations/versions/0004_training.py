"""Training: practice without a cluster, own cases, cohorts with parts and members, nudges, editions of a programme."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    checks = (  # SQLite makes the table anew, and Alembic reads everything of the old one but these
        sa.CheckConstraint("kind IN ('self', 'practice', 'assessment')", name="ck_session_kind"),
        sa.CheckConstraint("revision >= 0", name="ck_session_revision"),
    )
    kept, given = {"sqlite_autoincrement": True}, _given()
    with op.batch_alter_table("session", table_args=checks, table_kwargs=kept) as session:
        session.alter_column("cluster", existing_type=sa.Integer(), nullable=True)
    op.create_table(
        "own_case",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("person", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("added_at", TIME, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_own_case_person", "own_case", ["person"])
    op.create_table(
        "cohort",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("case_id", sa.String(40)),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("mode", sa.String(4), nullable=False),
        sa.Column("code", sa.String(16)),
        sa.Column("invitation", sa.String(16)),
        sa.Column("begins", sa.Date()),
        sa.Column("ends", sa.Date()),
        sa.Column("names_until", sa.Date()),
        sa.Column("created_at", TIME, nullable=False),
        sa.CheckConstraint("kind IN ('training', 'programme')", name="ck_cohort_kind"),
        sa.CheckConstraint("mode IN ('each', 'end')", name="ck_cohort_mode"),
        sa.UniqueConstraint("code", name="uq_cohort_code"),
        sa.UniqueConstraint("invitation", name="uq_cohort_invitation"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "cohort_part",
        sa.Column("cohort", sa.Integer(), sa.ForeignKey("cohort.id"), primary_key=True),
        sa.Column("section", sa.String(32), primary_key=True),
        sa.Column("opened", sa.Boolean(), nullable=False),
        sa.Column("second", sa.Boolean(), nullable=False),
        sa.Column("spread_at", TIME),
        sa.Column("second_at", TIME),
        sa.Column("key_at", TIME),
        sa.Column("released", sa.String()),
    )
    op.create_table(
        "cohort_member",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("cohort", sa.Integer(), sa.ForeignKey("cohort.id"), nullable=False),
        sa.Column("person", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("role", sa.String(12), nullable=False),
        sa.Column("name", sa.String(60)),
        sa.Column("joined_at", TIME, nullable=False),
        sa.Column("left_at", TIME),
        sa.Column("nudged_at", TIME),
        sa.Column("cluster", sa.Integer(), sa.ForeignKey("cluster.id")),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("totals", sa.Boolean(), nullable=False),
        sa.CheckConstraint("role IN ('owner', 'trainer', 'participant', 'guest')", name="ck_cohort_member_role"),
        sa.UniqueConstraint("cohort", "person", name="uq_cohort_member_cohort_person"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_cohort_member_cohort", "cohort_member", ["cohort"])
    op.create_index("ix_cohort_member_person", "cohort_member", ["person"])
    states = sa.CheckConstraint("state IN ('waiting', 'claimed', 'sent')", name="ck_reminder_state")
    with op.batch_alter_table("reminder", table_args=(states,), table_kwargs=kept) as reminder:
        reminder.alter_column("cluster", existing_type=sa.Integer(), nullable=True)
        reminder.add_column(sa.Column("member", sa.Integer()))
        reminder.create_foreign_key("fk_reminder_member", "cohort_member", ["member"], ["id"])
    _go_on(given)
    op.create_table(
        "wrong_code",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("person", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("at", TIME, nullable=False),
    )
    op.create_index("ix_wrong_code_person", "wrong_code", ["person"])
    op.create_table(
        "practice",
        sa.Column("session", sa.Integer(), sa.ForeignKey("session.id"), primary_key=True),
        sa.Column("case_id", sa.String(40), nullable=False),
        sa.Column("member", sa.Integer(), sa.ForeignKey("cohort_member.id")),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(4), nullable=False),
        sa.Column("repeat", sa.Boolean(), nullable=False),
        sa.Column("shown", sa.String(), nullable=False),
        sa.CheckConstraint("mode IN ('each', 'end')", name="ck_practice_mode"),
    )
    op.create_index("ix_practice_member", "practice", ["member"])
    op.create_table(
        "edition",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("cohort", sa.Integer(), sa.ForeignKey("cohort.id"), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_edition_cohort", "edition", ["cohort"])
    op.create_table(
        "edition_part",
        sa.Column("edition", sa.Integer(), sa.ForeignKey("edition.id"), primary_key=True),
        sa.Column("cluster", sa.Integer(), sa.ForeignKey("cluster.id"), primary_key=True),
        sa.Column("session", sa.Integer(), nullable=False),
    )


def _given() -> list[tuple[str, int]]:
    """The last number that was given in the tables that SQLite makes anew: it would count from the highest row left."""
    if op.get_bind().dialect.name != "sqlite":
        return []
    query = "SELECT name, seq FROM sqlite_sequence WHERE name IN ('session', 'reminder')"
    return [(name, last) for name, last in op.get_bind().exec_driver_sql(query)]


def _go_on(given: list[tuple[str, int]]) -> None:
    """No number is given twice: an old button would mean something else."""
    for name, last in given:
        op.get_bind().exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
        op.get_bind().exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, last))


def downgrade() -> None:
    raise NotImplementedError("a database is upgraded only; restore the backup instead")
