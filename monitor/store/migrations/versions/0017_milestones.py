"""Streams as they stood at days' beginnings, so that what comes late need not fold them from the start."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "milestones",
        sa.Column("office", TEXT, nullable=False),
        sa.Column("issue", TEXT, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("made_with", TEXT, nullable=False),
        sa.Column("document", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("office", "issue", "day", name=op.f("pk_milestones")),
    )


def downgrade() -> None:
    op.drop_table("milestones")
