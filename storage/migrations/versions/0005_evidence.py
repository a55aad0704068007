"""Evidence: proofs with their files and indicators, what proved a submitted check, bytes that are to be erased."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "proof",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("cluster", sa.Integer(), sa.ForeignKey("cluster.id"), nullable=False),
        sa.Column("by", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("kind", sa.String(4), nullable=False),
        sa.Column("shows", sa.String(300)),
        sa.Column("words", sa.String(1000)),
        sa.Column("refers", sa.String(10)),
        sa.Column("album", sa.String(64)),
        sa.Column("added_at", TIME, nullable=False),
        sa.Column("removed_at", TIME),
        sa.CheckConstraint("kind IN ('file', 'link', 'text')", name="ck_proof_kind"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_proof_cluster", "proof", ["cluster"])
    op.create_table(
        "proof_file",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("proof", sa.Integer(), sa.ForeignKey("proof.id"), nullable=False),
        sa.Column("kind", sa.String(5), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("type", sa.String(8)),
        sa.Column("size", sa.Integer()),
        sa.Column("sha256", sa.String(64)),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("reason", sa.String(8)),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("source", sa.String()),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("claimed_at", TIME),
        sa.Column("added_at", TIME, nullable=False),
        sa.CheckConstraint("kind IN ('photo', 'file', 'voice')", name="ck_proof_file_kind"),
        sa.CheckConstraint("state IN ('waiting', 'claimed', 'kept', 'failed', 'absent')", name="ck_proof_file_state"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_proof_file_proof", "proof_file", ["proof"])
    op.create_index("ix_proof_file_sha256", "proof_file", ["sha256"])
    op.create_index("ix_proof_file_state", "proof_file", ["state"])
    op.create_table(
        "proof_use",
        sa.Column("proof", sa.Integer(), sa.ForeignKey("proof.id"), primary_key=True),
        sa.Column("question", sa.String(32), primary_key=True),
        sa.Column("covers", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_table(
        "proof_record",
        sa.Column("session", sa.Integer(), sa.ForeignKey("session.id"), primary_key=True),
        sa.Column("proof", sa.Integer(), sa.ForeignKey("proof.id"), primary_key=True),
        sa.Column("question", sa.String(32), primary_key=True),
        sa.Column("hashes", sa.String(), nullable=False),
    )
    op.create_index("ix_proof_record_proof", "proof_record", ["proof"])
    op.create_table("unkept", sa.Column("sha256", sa.String(64), primary_key=True))


def downgrade() -> None:
    raise NotImplementedError("a database is upgraded only; restore the backup instead")
