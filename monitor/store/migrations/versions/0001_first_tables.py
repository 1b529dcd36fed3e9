"""The first tables: feeds, articles and their stages, what was read and weighed, alerts, the outbox, digests."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    _create_feeds()
    _create_articles()
    _create_article_states()
    _create_readings()
    _create_bands()
    _create_statements()
    _create_utterances()
    _create_utterance_articles()
    _create_streams()
    _create_alerts()
    _create_deliveries()
    _create_verdicts()
    _create_digests()


def downgrade() -> None:
    op.drop_table("digests")
    op.drop_table("verdicts")
    op.drop_table("deliveries")
    op.drop_table("alerts")
    op.drop_table("streams")
    op.drop_table("utterance_articles")
    op.drop_table("utterances")
    op.drop_table("statements")
    op.drop_table("bands")
    op.drop_table("readings")
    op.drop_table("article_states")
    op.drop_table("articles")
    op.drop_table("feeds")


def _create_feeds() -> None:
    op.create_table(
        "feeds",
        sa.Column("feed_id", TEXT, nullable=False),
        sa.Column("url", TEXT, nullable=False),
        sa.Column("configured", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("next_due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("etag", TEXT),
        sa.Column("last_modified", TEXT),
        sa.Column("body_hash", TEXT),
        sa.Column("first_polled_at", sa.DateTime(timezone=True)),
        sa.Column("last_polled_at", sa.DateTime(timezone=True)),
        sa.Column("last_success_at", sa.DateTime(timezone=True)),
        sa.Column("last_new_at", sa.DateTime(timezone=True)),
        sa.Column("newest", sa.DateTime(timezone=True)),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("outcome", TEXT, nullable=False),
        sa.Column("ended", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("feed_id", name=op.f("pk_feeds")),
    )
    op.create_index(op.f("ix_feeds_next_due"), "feeds", ["next_due"])


def _create_articles() -> None:
    op.create_table(
        "articles",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("feed_id", TEXT, nullable=False),
        sa.Column("item_key", TEXT, nullable=False),
        sa.Column("url", TEXT),
        sa.Column("url_key", TEXT),
        sa.Column("outlet", TEXT, nullable=False),
        sa.Column("owner", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published", sa.DateTime(timezone=True)),
        sa.Column("language", TEXT),
        sa.Column("author", TEXT),
        sa.Column("country", TEXT),
        sa.Column("is_primary", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("speaks_for", TEXT),
        sa.Column("backlog", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
        sa.UniqueConstraint("feed_id", "item_key", name=op.f("uq_articles_feed_id_item_key")),
        sa.UniqueConstraint("url_key", name=op.f("uq_articles_url_key")),
    )
    op.create_index(op.f("ix_articles_seen"), "articles", ["seen"])


def _create_article_states() -> None:
    op.create_table(
        "article_states",
        sa.Column("article_id", TEXT, nullable=False),
        sa.Column("stage", TEXT, nullable=False),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dated", sa.DateTime(timezone=True), nullable=False),
        sa.Column("page_due", sa.DateTime(timezone=True)),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("failed_stage", TEXT),
        sa.Column("reason", TEXT),
        sa.Column("read_at", sa.DateTime(timezone=True)),
        sa.Column("weighed_at", sa.DateTime(timezone=True)),
        sa.Column("quarantined_at", sa.DateTime(timezone=True)),
        sa.Column("notes", TEXT),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_article_states_article_id_articles"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_article_states")),
    )
    op.create_index(
        op.f("ix_article_states_stage_dated_article_id"), "article_states", ["stage", "dated", "article_id"]
    )
    op.create_index(
        op.f("ix_article_states_stage_page_due_article_id"), "article_states", ["stage", "page_due", "article_id"]
    )
    op.create_index(op.f("ix_article_states_stage_seen_article_id"), "article_states", ["stage", "seen", "article_id"])


def _create_readings() -> None:
    op.create_table(
        "readings",
        sa.Column("article_id", TEXT, nullable=False),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("genre", TEXT, nullable=False),
        sa.Column("furniture", TEXT, nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("copy_of", TEXT),
        sa.Column("model", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_readings_article_id_articles"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_readings")),
    )


def _create_bands() -> None:
    op.create_table(
        "bands",
        sa.Column("bucket", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("dated", sa.DateTime(timezone=True), nullable=False),
        sa.Column("article_id", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("bucket", "dated", "article_id", name=op.f("pk_bands")),
        sqlite_with_rowid=False,
    )


def _create_statements() -> None:
    op.create_table(
        "statements",
        sa.Column("article_id", TEXT, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("office", TEXT),
        sa.Column("issue", TEXT),
        sa.Column("abstained", sa.Boolean(), nullable=False),
        sa.Column("document", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_statements_article_id_articles"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", "place", name=op.f("pk_statements")),
    )


def _create_utterances() -> None:
    op.create_table(
        "utterances",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("office", TEXT, nullable=False),
        sa.Column("issue", TEXT, nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("document", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_utterances")),
    )
    op.create_index(op.f("ix_utterances_office_issue_said_at"), "utterances", ["office", "issue", "said_at"])
    op.create_index(
        op.f("ix_utterances_said_at_office_issue_week"), "utterances", ["said_at", "office", "issue", "week"]
    )


def _create_utterance_articles() -> None:
    op.create_table(
        "utterance_articles",
        sa.Column("article_id", TEXT, nullable=False),
        sa.Column("utterance_id", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["utterance_id"],
            ["utterances.id"],
            name=op.f("fk_utterance_articles_utterance_id_utterances"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("article_id", "utterance_id", name=op.f("pk_utterance_articles")),
    )


def _create_streams() -> None:
    op.create_table(
        "streams",
        sa.Column("office", TEXT, nullable=False),
        sa.Column("issue", TEXT, nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("versions", TEXT, nullable=False),
        sa.Column("document", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("office", "issue", name=op.f("pk_streams")),
    )


def _create_alerts() -> None:
    op.create_table(
        "alerts",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("office", TEXT, nullable=False),
        sa.Column("issue", TEXT, nullable=False),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("versions", TEXT, nullable=False),
        sa.Column("document", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
        sa.UniqueConstraint("key", name=op.f("uq_alerts_key")),
    )
    op.create_index(op.f("ix_alerts_channel_at"), "alerts", ["channel", "at"])
    op.create_index(op.f("ix_alerts_office_issue_at"), "alerts", ["office", "issue", "at"])
    op.create_index(op.f("ix_alerts_raised_at"), "alerts", ["raised_at"])


def _create_deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("ref", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("next_attempt", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True)),
        sa.Column("sent_channel", TEXT),
        sa.Column("sent_ts", TEXT),
        sa.Column("error", TEXT),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("key", name=op.f("uq_deliveries_key")),
    )
    op.create_index(op.f("ix_deliveries_state_ended_at"), "deliveries", ["state", "ended_at"])
    op.create_index(op.f("ix_deliveries_state_next_attempt_id"), "deliveries", ["state", "next_attempt", "id"])


def _create_verdicts() -> None:
    op.create_table(
        "verdicts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alert_id", TEXT, nullable=False),
        sa.Column("word", TEXT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["alert_id"], ["alerts.id"], name=op.f("fk_verdicts_alert_id_alerts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdicts")),
    )
    op.create_index(op.f("ix_verdicts_alert_id_at"), "verdicts", ["alert_id", "at"])
    op.create_index(op.f("ix_verdicts_at"), "verdicts", ["at"])


def _create_digests() -> None:
    op.create_table(
        "digests",
        sa.Column("week", TEXT, nullable=False),
        sa.Column("starts", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("week", name=op.f("pk_digests")),
    )
    op.create_index(op.f("ix_digests_starts"), "digests", ["starts"])
