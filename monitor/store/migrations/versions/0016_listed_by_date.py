"""Lists of articles are sorted by the outlet's date, from indexes that hold it."""

from __future__ import annotations

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_articles_seen_listed", "articles", ["seen", "published", "id"])
    op.create_index("ix_articles_feed_id_seen_listed", "articles", ["feed_id", "seen", "published", "id"])
    op.create_index(op.f("ix_article_states_dated_article_id"), "article_states", ["dated", "article_id"])
    op.drop_index(op.f("ix_articles_seen"), "articles")
    op.drop_index(op.f("ix_articles_feed_id_seen"), "articles")


def downgrade() -> None:
    op.create_index(op.f("ix_articles_feed_id_seen"), "articles", ["feed_id", "seen", "id"])
    op.create_index(op.f("ix_articles_seen"), "articles", ["seen"])
    op.drop_index(op.f("ix_article_states_dated_article_id"), "article_states")
    op.drop_index("ix_articles_feed_id_seen_listed", "articles")
    op.drop_index("ix_articles_seen_listed", "articles")
