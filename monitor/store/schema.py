"""The tables. What the outlet said and what we did about it are different tables; each is explained in docs/data.md.

May import only SQLAlchemy and the column types.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
    false,
    text,
    true,
)

from monitor.store.columns import Span, StorableText, UtcTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

feeds = Table(
    "feeds",
    metadata,
    Column("feed_id", StorableText, primary_key=True),
    Column("url", StorableText, nullable=False),
    Column("configured", Boolean, nullable=False, server_default=true()),
    Column("next_due", UtcTime, nullable=False),
    Column("etag", StorableText),
    Column("last_modified", StorableText),
    Column("body_hash", StorableText),
    Column("first_polled_at", UtcTime),
    Column("last_polled_at", UtcTime),
    Column("last_success_at", UtcTime),
    Column("last_new_at", UtcTime),
    Column("newest", UtcTime),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("outcome", StorableText, nullable=False),
    Column("ended", Boolean, nullable=False, server_default=false()),
    Column("items", Integer, nullable=False, server_default="0"),
    Column("brought", Integer, nullable=False, server_default="0"),
    Column("pace", Span),
    Column("pause", Span),
    Column("ttl", Span),
    Column("moved_to", StorableText),
    Column("moved_polls", Integer, nullable=False, server_default="0"),
    Column("hub", StorableText),
    Column("topic", StorableText),
    Column("pushed_at", UtcTime),
    Column("gap_at", UtcTime),
    Column("failing_since", UtcTime),
    Index(None, "next_due"),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("token", StorableText, primary_key=True),
    Column("feed_id", StorableText, nullable=False),
    Column("hub", StorableText, nullable=False),
    Column("topic", StorableText, nullable=False),
    Column("callback", StorableText, nullable=False),
    Column("secret", StorableText, nullable=False),
    Column("again", UtcTime, nullable=False),
    Column("asked", StorableText),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("until", UtcTime),
    Column("trouble", StorableText, nullable=False),
)

feed_outages = Table(
    "feed_outages",
    metadata,
    Column("feed_id", StorableText, primary_key=True),
    Column("began", UtcTime, primary_key=True),
    Column("ended", UtcTime, nullable=False),
    Index(None, "ended"),
)

hosts = Table(
    "hosts",
    metadata,
    Column("host", StorableText, primary_key=True),
    Column("free_at", UtcTime, nullable=False),
)

host_turns = Table(
    "host_turns",
    metadata,
    Column("host", ForeignKey(hosts.c.host, ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("holder", StorableText, nullable=False),
    Column("until", UtcTime, nullable=False),
)

articles = Table(
    "articles",
    metadata,
    Column("id", StorableText, primary_key=True),
    Column("feed_id", StorableText, nullable=False),
    Column("item_key", StorableText, nullable=False),
    Column("url", StorableText),
    Column("url_key", StorableText, unique=True),
    Column("outlet", StorableText, nullable=False),
    Column("owner", StorableText, nullable=False),
    Column("title", StorableText, nullable=False),
    Column("text", StorableText, nullable=False),
    Column("seen", UtcTime, nullable=False),
    Column("published", UtcTime),
    Column("language", StorableText),
    Column("author", StorableText),
    Column("country", StorableText),
    Column("is_primary", Boolean, nullable=False, server_default=false()),
    Column("speaks_for", StorableText),
    Column("backlog", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("feed_id", "item_key"),
    # With the outlet's date, by which lists are sorted: it lies behind the text.
    Index("ix_articles_seen_listed", "seen", "published", "id"),
    Index("ix_articles_feed_id_seen_listed", "feed_id", "seen", "published", "id"),
)

article_states = Table(
    "article_states",
    metadata,
    Column("article_id", ForeignKey(articles.c.id, ondelete="CASCADE"), primary_key=True),
    Column("stage", StorableText, nullable=False),
    Column("seen", UtcTime, nullable=False),
    Column("dated", UtcTime, nullable=False),
    Column("page_due", UtcTime),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("failed_stage", StorableText),
    Column("reason", StorableText),
    Column("read_at", UtcTime),
    Column("weighed_at", UtcTime),
    Column("quarantined_at", UtcTime),
    Column("notes", StorableText),
    Column("rank", Integer, nullable=False, server_default="0"),
    Index(None, "stage", "rank", "seen", "article_id"),
    Index(None, "stage", "dated", "article_id"),
    Index(None, "dated", "article_id"),
    Index(None, "stage", "page_due", "article_id"),
)

readings = Table(
    "readings",
    metadata,
    Column("article_id", ForeignKey(articles.c.id, ondelete="CASCADE"), primary_key=True),
    Column("language", StorableText, nullable=False),
    Column("genre", StorableText, nullable=False),
    Column("furniture", StorableText, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("copy_of", StorableText),
    Column("model", StorableText, nullable=False),
    Index(None, "copy_of", sqlite_where=text("copy_of IS NOT NULL"), postgresql_where=text("copy_of IS NOT NULL")),
)

# Without a foreign key: a row whose article went away finds nothing, and forty look-ups an article are saved.
bands = Table(
    "bands",
    metadata,
    Column("bucket", BigInteger, primary_key=True, autoincrement=False),
    Column("dated", UtcTime, primary_key=True),
    Column("article_id", StorableText, primary_key=True),
    sqlite_with_rowid=False,
)

statements = Table(
    "statements",
    metadata,
    Column("article_id", ForeignKey(articles.c.id, ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("office", StorableText),
    Column("issue", StorableText),
    Column("abstained", Boolean, nullable=False),
    Column("document", StorableText, nullable=False),
)

utterances = Table(
    "utterances",
    metadata,
    Column("id", StorableText, primary_key=True),
    Column("office", StorableText, nullable=False),
    Column("issue", StorableText, nullable=False),
    Column("said_at", UtcTime, nullable=False),
    Column("week", Date, nullable=False),
    Column("document", StorableText, nullable=False),
    Column("mean", Float),
    Column("weight", Float),
    # Time lines are drawn from this alone: the documents are long.
    Index("ix_utterances_drawn", "office", "issue", "said_at", "week", "mean", "weight"),
    # Lists are walked from these alone, for the same reason; the first also tells who spoke of what in a week.
    Index("ix_utterances_listed", "said_at", "id", "office", "issue", "week"),
    Index("ix_utterances_of_office", "office", "said_at", "id"),
    Index("ix_utterances_of_issue", "issue", "said_at", "id"),
)

# Counted when utterances are saved: to count them all takes longer than a page may.
spoken = Table(
    "spoken",
    metadata,
    Column("office", StorableText, primary_key=True),
    Column("issue", StorableText, primary_key=True),
    Column("n", Integer, nullable=False),
    Column("first", UtcTime, nullable=False),
    Column("last", UtcTime, nullable=False),
)

# The article may be pruned while the utterance stays, so only the utterance is a foreign key.
utterance_articles = Table(
    "utterance_articles",
    metadata,
    Column("article_id", StorableText, primary_key=True),
    Column("utterance_id", ForeignKey(utterances.c.id, ondelete="CASCADE"), primary_key=True),
)

streams = Table(
    "streams",
    metadata,
    Column("office", StorableText, primary_key=True),
    Column("issue", StorableText, primary_key=True),
    Column("last_at", UtcTime, nullable=False),
    Column("versions", StorableText, nullable=False),
    Column("document", StorableText, nullable=False),
    Column("state", StorableText),
    Column("n", Integer),
    Column("mean", Float),
    Column("baseline_mean", Float),
    Index("ix_streams_placed", "office", "issue", "state", "n", "mean", "baseline_mean", "last_at"),
)

# The latest of one stream before a day is looked up, and those after it are dropped, by the key alone.
milestones = Table(
    "milestones",
    metadata,
    Column("office", StorableText, primary_key=True),
    Column("issue", StorableText, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("made_with", StorableText, nullable=False),
    Column("document", StorableText, nullable=False),
)

alerts = Table(
    "alerts",
    metadata,
    Column("id", StorableText, primary_key=True),
    Column("key", StorableText, nullable=False, unique=True),
    Column("kind", StorableText, nullable=False),
    Column("status", StorableText, nullable=False),
    Column("raised_at", UtcTime, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("office", StorableText, nullable=False),
    Column("issue", StorableText, nullable=False),
    Column("channel", StorableText, nullable=False),
    Column("versions", StorableText, nullable=False),
    Column("document", StorableText, nullable=False),
    Column("story", StorableText),
    Column("bloc", StorableText),
    Column("severity", Integer),
    Column("confidence", Float),
    Column("verdict", StorableText),
    Index(None, "raised_at"),
    # Lists are filtered and sorted on this alone, for the same reason.
    Index(
        "ix_alerts_listed",
        *(
            "raised_at",
            "id",
            "kind",
            "status",
            "office",
            "issue",
            "bloc",
            "channel",
            "verdict",
            "severity",
            "confidence",
        ),
    ),
    Index(None, "channel", "at"),
    Index(None, "office", "issue", "at"),
    Index(None, "issue", "at"),
    Index(None, "story"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", StorableText, nullable=False, unique=True),
    Column("kind", StorableText, nullable=False),
    Column("ref", StorableText, nullable=False),
    Column("state", StorableText, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("next_attempt", UtcTime, nullable=False),
    Column("started_at", UtcTime),
    Column("sent_channel", StorableText),
    Column("sent_ts", StorableText),
    Column("error", StorableText),
    Column("ended_at", UtcTime),
    Column("story", StorableText),
    Column("document", StorableText),
    Index(None, "state", "next_attempt", "id"),
    Index(None, "state", "ended_at"),
    Index(None, "story", "id"),
)

forwards = Table(
    "forwards",
    metadata,
    Column("target", StorableText, primary_key=True),
    Column("since", Integer, nullable=False),
)

refusals = Table(
    "refusals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("by", StorableText, nullable=False),
    Column("user", StorableText, nullable=False),
    Column("action", StorableText, nullable=False),
    Column("about", StorableText, nullable=False),
    Column("ref", StorableText, nullable=False, unique=True),
    Index(None, "at"),
)

verdicts = Table(
    "verdicts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("alert_id", ForeignKey(alerts.c.id, ondelete="CASCADE"), nullable=False),
    Column("word", StorableText, nullable=False),
    Column("by", StorableText, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("note", StorableText, nullable=False),
    Column("user", StorableText),
    Column("ref", StorableText, unique=True),
    Index(None, "alert_id", "at"),
    Index(None, "at"),
)

mutes = Table(
    "mutes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", StorableText, nullable=False),
    Column("target", StorableText, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("until", UtcTime, nullable=False),
    Column("by", StorableText, nullable=False),
    Column("user", StorableText),
    Column("ref", StorableText, unique=True),
    Index(None, "until"),
)

proposals = Table(
    "proposals",
    metadata,
    Column("id", StorableText, primary_key=True),
    Column("alert_id", ForeignKey(alerts.c.id, ondelete="CASCADE"), nullable=False),
    Column("state", StorableText, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("document", StorableText, nullable=False),
    Index(None, "state", "at"),
)

signs_of_life = Table(
    "signs_of_life",
    metadata,
    Column("name", StorableText, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("well", Boolean, nullable=False),
    Column("words", StorableText, nullable=False),
)

digests = Table(
    "digests",
    metadata,
    Column("week", StorableText, primary_key=True),
    Column("starts", UtcTime, nullable=False),
    Column("ends", UtcTime, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("content", StorableText, nullable=False),
    Column("title", StorableText),
    Column("lines", StorableText),
    Index(None, "starts"),
)

opinion_days = Table(
    "opinion_days",
    metadata,
    Column("day", Date, primary_key=True),
    Column("asked", Integer, nullable=False, server_default="0"),
    Column("answered", Integer, nullable=False, server_default="0"),
    Column("trouble", StorableText),
    Column("trouble_at", UtcTime),
)

claims = Table(
    "claims",
    metadata,
    Column("kind", StorableText, primary_key=True),
    Column("piece", StorableText, primary_key=True),
    Column("holder", StorableText, nullable=False),
    Column("until", UtcTime, nullable=False),
    Column("tries", Integer, nullable=False, server_default="1"),
    Index(None, "holder"),
)

members = Table(
    "members",
    metadata,
    Column("name", StorableText, primary_key=True),
    Column("role", StorableText, nullable=False),
    Column("version", StorableText, nullable=False),
    Column("made_for", StorableText, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("words", StorableText, nullable=False),
)

drafts = Table(
    "drafts",
    metadata,
    Column("article_id", ForeignKey(articles.c.id, ondelete="CASCADE"), primary_key=True),
    Column("made_for", StorableText, nullable=False),
    Column("document", StorableText),
    Column("error", StorableText),
)

users = Table(
    "users",
    metadata,
    Column("name", StorableText, primary_key=True),
    Column("role", StorableText, nullable=False),
    Column("secret", StorableText, nullable=False),
    Column("added_at", UtcTime, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("mark", StorableText, primary_key=True),
    Column("user", ForeignKey(users.c.name, ondelete="CASCADE"), nullable=False),
    Column("began", UtcTime, nullable=False),
    Column("ends", UtcTime, nullable=False),
    Index(None, "user"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("by", StorableText, nullable=False),
    Column("action", StorableText, nullable=False),
    Column("about", StorableText, nullable=False),
    Column("detail", StorableText, nullable=False),
    Index("ix_decisions_at", "at", "id"),
)

looks = Table(
    "looks",
    metadata,
    Column("article_id", ForeignKey(articles.c.id, ondelete="CASCADE"), primary_key=True),
    Column("due", UtcTime, nullable=False),
    Column("text", StorableText),
    Column("etag", StorableText),
    Column("last_modified", StorableText),
    Column("fed", StorableText),
    Column("given", StorableText),
    Index(None, "due"),
)

revisions = Table(
    "revisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article_id", ForeignKey(articles.c.id, ondelete="CASCADE"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("document", StorableText, nullable=False),
    Index(None, "article_id", "at"),
)

# Without a foreign key, as the bands: what went away is found no more.
quotes = Table(
    "quotes",
    metadata,
    Column("office", StorableText, primary_key=True),
    Column("run", BigInteger, primary_key=True, autoincrement=False),
    Column("utterance_id", StorableText, primary_key=True),
    Column("said_at", UtcTime, nullable=False),
    Index(None, "said_at"),
    sqlite_with_rowid=False,
)
