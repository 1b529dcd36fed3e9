"""How a feed is asked: its rhythm, where it moved to, when it was away; turns at a host for several processes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
TIME = sa.DateTime(timezone=True)

NUMBERS = ("items", "brought", "moved_polls")
SPANS = ("pace", "pause", "ttl")


def upgrade() -> None:
    with op.batch_alter_table("feeds") as table:
        for name in NUMBERS:
            table.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
        for name in SPANS:
            table.add_column(sa.Column(name, sa.BigInteger()))
        table.add_column(sa.Column("moved_to", TEXT))
    op.create_table(
        "feed_outages",
        sa.Column("feed_id", TEXT, nullable=False),
        sa.Column("began", TIME, nullable=False),
        sa.Column("ended", TIME, nullable=False),
        sa.PrimaryKeyConstraint("feed_id", "began", name=op.f("pk_feed_outages")),
    )
    op.create_index(op.f("ix_feed_outages_ended"), "feed_outages", ["ended"])
    _create_turns()


def _create_turns() -> None:
    op.create_table(
        "hosts",
        sa.Column("host", TEXT, nullable=False),
        sa.Column("free_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("host", name=op.f("pk_hosts")),
    )
    op.create_table(
        "host_turns",
        sa.Column("host", TEXT, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("holder", TEXT, nullable=False),
        sa.Column("until", TIME, nullable=False),
        sa.ForeignKeyConstraint(["host"], ["hosts.host"], name=op.f("fk_host_turns_host_hosts"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("host", "place", name=op.f("pk_host_turns")),
    )


def downgrade() -> None:
    for name in ("host_turns", "hosts", "feed_outages"):
        op.drop_table(name)
    with op.batch_alter_table("feeds") as table:
        for name in ("moved_to", *SPANS, *NUMBERS):
            table.drop_column(name)
