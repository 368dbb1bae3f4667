"""Counts per day of what was answered, and which batches of them have been added."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "daily_counts",
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("model_version", sa.String(100), nullable=False),
        sa.Column("policy_version", sa.String(100), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("category", sa.String(16), nullable=False),
        sa.Column("value", sa.String(16), nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint(
            "day", "model_version", "policy_version", "kind", "category", "value", name="pk_daily_counts"
        ),
    )
    op.create_table(
        "counting_workers",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("batch", sa.Integer, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_counting_workers"),
    )


def downgrade() -> None:
    """Drop the tables with what is in them."""
    for table in ("counting_workers", "daily_counts"):
        op.drop_table(table)
