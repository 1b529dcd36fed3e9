"""Threads, who answered, mutes, proposals for the baseline, and signs of life."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _add_stories()
    _add_answers()
    _create_mutes()
    _create_proposals()
    op.create_table(
        "signs_of_life",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("well", sa.Boolean(), nullable=False),
        sa.Column("words", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_signs_of_life")),
    )


def _add_stories() -> None:
    with op.batch_alter_table("alerts") as table:
        table.add_column(sa.Column("story", TEXT))
        table.create_index(op.f("ix_alerts_story"), ["story"])
    with op.batch_alter_table("deliveries") as table:
        table.add_column(sa.Column("story", TEXT))
        table.add_column(sa.Column("document", TEXT))
        table.create_index(op.f("ix_deliveries_story_id"), ["story", "id"])
    # Messages that people have before their eyes begin stories too: what comes later goes into their threads.
    op.execute("UPDATE deliveries SET story = ref WHERE kind = 'alert'")


def _add_answers() -> None:
    with op.batch_alter_table("verdicts") as table:
        table.add_column(sa.Column("user", TEXT))
        table.add_column(sa.Column("ref", TEXT))
        table.create_unique_constraint(op.f("uq_verdicts_ref"), ["ref"])


def _create_mutes() -> None:
    op.create_table(
        "mutes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("target", TEXT, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("until", TIME, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("user", TEXT),
        sa.Column("ref", TEXT),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mutes")),
        sa.UniqueConstraint("ref", name=op.f("uq_mutes_ref")),
    )
    op.create_index(op.f("ix_mutes_until"), "mutes", ["until"])


def _create_proposals() -> None:
    op.create_table(
        "proposals",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("alert_id", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("document", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["alert_id"], ["alerts.id"], name=op.f("fk_proposals_alert_id_alerts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
    )
    op.create_index(op.f("ix_proposals_state_at"), "proposals", ["state", "at"])


def downgrade() -> None:
    for name in ("signs_of_life", "proposals", "mutes"):
        op.drop_table(name)
    with op.batch_alter_table("verdicts") as table:
        table.drop_constraint(op.f("uq_verdicts_ref"), type_="unique")
        table.drop_column("ref")
        table.drop_column("user")
    with op.batch_alter_table("deliveries") as table:
        table.drop_index(op.f("ix_deliveries_story_id"))
        table.drop_column("document")
        table.drop_column("story")
    with op.batch_alter_table("alerts") as table:
        table.drop_index(op.f("ix_alerts_story"))
        table.drop_column("story")
