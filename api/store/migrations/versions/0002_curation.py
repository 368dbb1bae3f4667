"""Curation: items, labellings and accepted messages; and which text of a feedback was opened."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.add_column("feedback", sa.Column("revision", sa.String(36), nullable=False, server_default=""))
    op.execute("UPDATE feedback SET revision = id")
    op.create_table(
        "curation_items",
        sa.Column("feedback", sa.String(36), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("curator", sa.String(100)),
        sa.Column("until", sa.DateTime(timezone=True)),
        sa.Column("former", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["feedback"], ["feedback.id"], name="fk_curation_items_feedback_feedback", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("feedback", name="pk_curation_items"),
    )
    op.create_table(
        "curation_labellings",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("item", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("curator", sa.String(100), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("record", sa.LargeBinary),
        sa.ForeignKeyConstraint(
            ["item"],
            ["curation_items.feedback"],
            name="fk_curation_labellings_item_curation_items",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_curation_labellings"),
        sa.UniqueConstraint("item", "number", name="uq_curation_labellings_item"),
    )
    op.create_table(
        "curation_messages",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("labelling", sa.String(36), nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_curation_messages"),
        sa.UniqueConstraint("labelling", name="uq_curation_messages_labelling"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Drop the tables with what is in them."""
    for table in ("curation_messages", "curation_labellings", "curation_items"):
        op.drop_table(table)
    op.drop_column("feedback", "revision")
