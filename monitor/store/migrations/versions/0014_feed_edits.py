"""What a primary source's feed gave of an article when it was last compared, and what it gives since."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("looks", sa.Column("fed", TEXT))
    op.add_column("looks", sa.Column("given", TEXT))


def downgrade() -> None:
    with op.batch_alter_table("looks") as table:
        table.drop_column("given")
        table.drop_column("fed")
