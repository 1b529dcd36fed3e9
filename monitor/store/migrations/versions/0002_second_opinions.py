"""How many second opinions were asked for on each day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "opinion_days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("asked", sa.Integer(), server_default="0", nullable=False),
        sa.Column("answered", sa.Integer(), server_default="0", nullable=False),
        sa.Column("trouble", TEXT),
        sa.Column("trouble_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_opinion_days")),
    )


def downgrade() -> None:
    op.drop_table("opinion_days")
