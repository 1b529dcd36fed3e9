"""Full-text search, what the review site sorts and filters by, accounts, and the log of decisions.

The search is the database's own: FTS5 without a copy of the texts on SQLite, a generated tsvector on PostgreSQL. What belongs to it
is named article_search…, and is no part of the tables in schema.py.
"""

from __future__ import annotations

from typing import Any, cast

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
TIME = sa.DateTime(timezone=True)
LISTED = (
    "raised_at", "id", "kind", "status", "office", "issue", "bloc", "channel", "verdict", "severity", "confidence",
)  # fmt: skip
PLACED = ("office", "issue", "state", "n", "mean", "baseline_mean", "last_at")
DRAWN = ("office", "issue", "said_at", "week", "mean", "weight")

SQLITE_SEARCH = (
    "CREATE TABLE article_search_numbers (number INTEGER PRIMARY KEY, article_id TEXT NOT NULL UNIQUE)",
    "CREATE VIRTUAL TABLE article_search USING fts5(title, text, content='', tokenize='unicode61 remove_diacritics 2')",
    "INSERT INTO article_search_numbers (article_id) SELECT id FROM articles ORDER BY seen, id",
    (
        "INSERT INTO article_search (rowid, title, text) SELECT n.number, a.title, a.text FROM article_search_numbers n "
        "JOIN articles a ON a.id = n.article_id ORDER BY n.number"
    ),
    (
        "CREATE TRIGGER article_search_added AFTER INSERT ON articles BEGIN "
        "INSERT INTO article_search_numbers (article_id) VALUES (new.id); "
        "INSERT INTO article_search (rowid, title, text) "
        "SELECT number, new.title, new.text FROM article_search_numbers WHERE article_id = new.id; END"
    ),
    (
        "CREATE TRIGGER article_search_changed AFTER UPDATE OF title, text ON articles BEGIN "
        "INSERT INTO article_search (article_search, rowid, title, text) "
        "SELECT 'delete', number, old.title, old.text FROM article_search_numbers WHERE article_id = old.id; "
        "INSERT INTO article_search (rowid, title, text) "
        "SELECT number, new.title, new.text FROM article_search_numbers WHERE article_id = new.id; END"
    ),
    (
        "CREATE TRIGGER article_search_removed AFTER DELETE ON articles BEGIN "
        "INSERT INTO article_search (article_search, rowid, title, text) "
        "SELECT 'delete', number, old.title, old.text FROM article_search_numbers WHERE article_id = old.id; "
        "DELETE FROM article_search_numbers WHERE article_id = old.id; END"
    ),
)
SQLITE_FORGET = (
    "DROP TRIGGER article_search_removed",
    "DROP TRIGGER article_search_changed",
    "DROP TRIGGER article_search_added",
    "DROP TABLE article_search",
    "DROP TABLE article_search_numbers",
)
# A tsvector holds a megabyte at most, and a longer text would be refused with its article: what lies further back is not found.
POSTGRES_SEARCH = (
    (
        "ALTER TABLE articles ADD COLUMN article_search tsvector "
        "GENERATED ALWAYS AS (to_tsvector('simple', left(title || ' ' || text, 150000))) STORED"
    ),
    "CREATE INDEX article_search_words ON articles USING gin (article_search)",
)
POSTGRES_FORGET = ("ALTER TABLE articles DROP COLUMN article_search",)


def upgrade() -> None:
    _add_search()
    _list_alerts()
    _draw_utterances()
    _place_streams()
    op.create_index(op.f("ix_articles_feed_id_seen"), "articles", ["feed_id", "seen", "id"])
    op.create_index(
        op.f("ix_readings_copy_of"),
        "readings",
        ["copy_of"],
        sqlite_where=sa.text("copy_of IS NOT NULL"),
        postgresql_where=sa.text("copy_of IS NOT NULL"),
    )
    _create_accounts()


def _is_postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _add_search() -> None:
    for statement in POSTGRES_SEARCH if _is_postgres() else SQLITE_SEARCH:
        op.execute(statement)


def _list_alerts() -> None:
    """Lists are answered from one index that holds all that is asked; the documents beside them are long."""
    for name, kind in (("bloc", TEXT), ("severity", sa.Integer()), ("confidence", sa.Float()), ("verdict", TEXT)):
        op.add_column("alerts", sa.Column(name, kind))
    value = "document::jsonb ->> '{}'" if _is_postgres() else "json_extract(document, '$.{}')"
    bloc, severity, confidence = (value.format(name) for name in ("bloc", "severity", "confidence"))
    op.execute(
        f"UPDATE alerts SET bloc = {bloc}, severity = CAST({severity} AS INTEGER), "  # noqa: S608 - our own words
        f"confidence = CAST({confidence} AS FLOAT), verdict = (SELECT word FROM verdicts "
        "WHERE alert_id = alerts.id ORDER BY verdicts.at DESC, verdicts.id DESC LIMIT 1)"
    )
    op.create_index("ix_alerts_listed", "alerts", list(LISTED))


def _draw_utterances() -> None:
    for name in ("mean", "weight"):
        op.add_column("utterances", sa.Column(name, sa.Float()))
    level = (
        "(document::jsonb #>> '{{levels,{}}}')::float" if _is_postgres() else "json_extract(document, '$.levels[{}]')"
    )
    weight = "(document::jsonb ->> 'weight')::float" if _is_postgres() else "json_extract(document, '$.weight')"
    mean = " + ".join(f"({factor}) * {level.format(at)}" for at, factor in enumerate((-2, -1, 0, 1, 2)))
    op.execute(f"UPDATE utterances SET mean = {mean}, weight = {weight}")  # noqa: S608 - our own words
    op.drop_index(op.f("ix_utterances_office_issue_said_at"), "utterances")
    op.create_index("ix_utterances_drawn", "utterances", list(DRAWN))


def _place_streams() -> None:
    kinds = {"state": (TEXT, "TEXT"), "n": (sa.Integer(), "INTEGER")} | {
        name: (sa.Float(), "FLOAT") for name in ("mean", "baseline_mean")
    }
    for name, (kind, _) in kinds.items():
        op.add_column("streams", sa.Column(name, cast("Any", kind)))
    value = "document::jsonb ->> '{}'" if _is_postgres() else "json_extract(document, '$.{}')"
    set_to = ", ".join(f"{name} = CAST({value.format(name)} AS {kind})" for name, (_, kind) in kinds.items())
    op.execute(f"UPDATE streams SET {set_to}")  # noqa: S608 - our own words
    op.create_index("ix_streams_placed", "streams", list(PLACED))


def _create_accounts() -> None:
    op.create_table(
        "users",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("secret", TEXT, nullable=False),
        sa.Column("added_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_users")),
    )
    op.create_table(
        "sessions",
        sa.Column("mark", TEXT, nullable=False),
        sa.Column("user", TEXT, nullable=False),
        sa.Column("began", TIME, nullable=False),
        sa.Column("ends", TIME, nullable=False),
        sa.ForeignKeyConstraint(["user"], ["users.name"], name=op.f("fk_sessions_user_users"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_sessions")),
    )
    op.create_index(op.f("ix_sessions_user"), "sessions", ["user"])
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("action", TEXT, nullable=False),
        sa.Column("about", TEXT, nullable=False),
        sa.Column("detail", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_index(op.f("ix_decisions_at"), "decisions", ["at", "id"])


def downgrade() -> None:
    for name in ("decisions", "sessions", "users"):
        op.drop_table(name)
    op.drop_index(op.f("ix_readings_copy_of"), "readings")
    op.drop_index(op.f("ix_articles_feed_id_seen"), "articles")
    op.drop_index("ix_utterances_drawn", "utterances")
    op.create_index(op.f("ix_utterances_office_issue_said_at"), "utterances", ["office", "issue", "said_at"])
    op.drop_index("ix_alerts_listed", "alerts")
    op.drop_index("ix_streams_placed", "streams")
    for table, names in (
        ("streams", ("state", "n", "mean", "baseline_mean")),
        ("utterances", ("mean", "weight")),
        ("alerts", ("bloc", "severity", "confidence", "verdict")),
    ):
        for name in names:
            op.drop_column(table, name)
    for statement in POSTGRES_FORGET if _is_postgres() else SQLITE_FORGET:
        op.execute(statement)
