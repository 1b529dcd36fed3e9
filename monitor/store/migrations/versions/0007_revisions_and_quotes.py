"""Pages that are looked at again, what was changed of them, and the words of quotations of two years."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_looks()
    _create_revisions()
    op.create_table(
        "quotes",
        sa.Column("office", TEXT, nullable=False),
        sa.Column("run", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("utterance_id", TEXT, nullable=False),
        sa.Column("said_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("office", "run", "utterance_id", name=op.f("pk_quotes")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_quotes_said_at"), "quotes", ["said_at"])


def _create_looks() -> None:
    op.create_table(
        "looks",
        sa.Column("article_id", TEXT, nullable=False),
        sa.Column("due", TIME, nullable=False),
        sa.Column("text", TEXT),
        sa.Column("etag", TEXT),
        sa.Column("last_modified", TEXT),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_looks_article_id_articles"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_looks")),
    )
    op.create_index(op.f("ix_looks_due"), "looks", ["due"])


def _create_revisions() -> None:
    op.create_table(
        "revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", TEXT, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("document", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_revisions_article_id_articles"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revisions")),
    )
    op.create_index(op.f("ix_revisions_article_id_at"), "revisions", ["article_id", "at"])


def downgrade() -> None:
    for name in ("quotes", "revisions", "looks"):
        op.drop_table(name)
