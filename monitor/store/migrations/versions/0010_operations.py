"""What processes that share a database agree on; the rank of articles that wait to be read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0008"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("article_states") as table:
        table.add_column(sa.Column("rank", sa.Integer(), nullable=False, server_default="0"))
        table.drop_index(op.f("ix_article_states_stage_seen_article_id"))
        table.create_index(
            op.f("ix_article_states_stage_rank_seen_article_id"), ["stage", "rank", "seen", "article_id"]
        )
    op.create_table(
        "claims",
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("piece", TEXT, nullable=False),
        sa.Column("holder", TEXT, nullable=False),
        sa.Column("until", TIME, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("kind", "piece", name=op.f("pk_claims")),
    )
    op.create_index(op.f("ix_claims_holder"), "claims", ["holder"])
    op.create_table(
        "members",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("version", TEXT, nullable=False),
        sa.Column("made_for", TEXT, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("words", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_members")),
    )
    _create_drafts()


def _create_drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("article_id", TEXT, nullable=False),
        sa.Column("made_for", TEXT, nullable=False),
        sa.Column("document", TEXT),
        sa.Column("error", TEXT),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_drafts_article_id_articles"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_drafts")),
    )


def downgrade() -> None:
    for name in ("drafts", "members", "claims"):
        op.drop_table(name)
    with op.batch_alter_table("article_states") as table:
        table.drop_index(op.f("ix_article_states_stage_rank_seen_article_id"))
        table.create_index(op.f("ix_article_states_stage_seen_article_id"), ["stage", "seen", "article_id"])
        table.drop_column("rank")
