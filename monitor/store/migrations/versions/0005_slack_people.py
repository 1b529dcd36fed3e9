"""From where on further targets get copies, and what people were not allowed to do."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "forwards",
        sa.Column("target", TEXT, nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("target", name=op.f("pk_forwards")),
    )
    op.create_table(
        "refusals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("user", TEXT, nullable=False),
        sa.Column("action", TEXT, nullable=False),
        sa.Column("about", TEXT, nullable=False),
        sa.Column("ref", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refusals")),
        sa.UniqueConstraint("ref", name=op.f("uq_refusals_ref")),
    )
    op.create_index(op.f("ix_refusals_at"), "refusals", ["at"])


def downgrade() -> None:
    op.execute("DELETE FROM deliveries WHERE kind IN ('copy', 'picture')")
    op.drop_table("refusals")
    op.drop_table("forwards")
