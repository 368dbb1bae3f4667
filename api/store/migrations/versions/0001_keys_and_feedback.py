"""API keys and feedback."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "api_keys",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("scopes", sa.String(100), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True)),
        sa.Column("revoked", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_api_keys"),
    )
    op.create_table(
        "feedback",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("assessment", sa.String(32), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(32)),
        sa.Column("right", sa.Boolean),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("levels", sa.String(64), nullable=False),
        sa.Column("corrected", sa.String(64)),
        sa.Column("model_version", sa.String(100), nullable=False),
        sa.Column("policy_version", sa.String(100), nullable=False),
        sa.Column("text", sa.LargeBinary),
        sa.Column("comment", sa.LargeBinary),
        sa.Column("expires", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
        sa.UniqueConstraint("assessment", name="uq_feedback_assessment"),
    )
    op.create_index("ix_feedback_expires", "feedback", ["expires"])
    op.create_index("ix_feedback_day", "feedback", ["day"])
    op.create_table(
        "feedback_warnings",
        sa.Column("feedback", sa.String(36), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["feedback"], ["feedback.id"], name="fk_feedback_warnings_feedback_feedback", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("feedback", "code", name="pk_feedback_warnings"),
    )


def downgrade() -> None:
    """Drop the tables with what is in them."""
    for table in ("feedback_warnings", "feedback", "api_keys"):
        op.drop_table(table)
