"""Hubs that tell us of news: what feeds offer, what was agreed on with each hub, and when it last told us."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    for name in ("hub", "topic"):
        op.add_column("feeds", sa.Column(name, TEXT))
    op.add_column("feeds", sa.Column("pushed_at", TIME))
    op.create_table(
        "subscriptions",
        sa.Column("token", TEXT, nullable=False),
        sa.Column("feed_id", TEXT, nullable=False),
        sa.Column("hub", TEXT, nullable=False),
        sa.Column("topic", TEXT, nullable=False),
        sa.Column("callback", TEXT, nullable=False),
        sa.Column("secret", TEXT, nullable=False),
        sa.Column("again", TIME, nullable=False),
        sa.Column("asked", TEXT),
        sa.Column("tries", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("until", TIME),
        sa.Column("trouble", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_subscriptions")),
    )


def downgrade() -> None:
    op.drop_table("subscriptions")
    with op.batch_alter_table("feeds") as table:
        for name in ("pushed_at", "topic", "hub"):
            table.drop_column(name)
