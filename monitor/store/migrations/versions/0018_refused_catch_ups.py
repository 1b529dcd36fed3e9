"""What was to be told in a catch-up that was refused is told by itself, as it is where one is refused from now on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

DELIVERIES = sa.table("deliveries", sa.column("key"), sa.column("state"), sa.column("document"), sa.column("attempts"))


def upgrade() -> None:
    refused = sa.select(DELIVERIES.c.key).where(
        DELIVERIES.c.state == "refused", DELIVERIES.c.key.startswith("catch-up:")
    )
    held = sa.and_(DELIVERIES.c.state == "summed", DELIVERIES.c.document.in_(refused))
    op.execute(sa.update(DELIVERIES).where(held).values(state="pending", attempts=0))


def downgrade() -> None:
    """Nothing: the tables are the same, and what was released is told all the same."""
