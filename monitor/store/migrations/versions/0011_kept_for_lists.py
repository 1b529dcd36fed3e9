"""Lists of utterances, of all, of an office and of an issue, are walked from one index each; how many there are of each stream, and what a
digest says first, is kept beside."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
TIME = sa.DateTime(timezone=True)
LISTED = {
    "ix_utterances_listed": ["said_at", "id", "office", "issue", "week"],
    "ix_utterances_of_office": ["office", "said_at", "id"],
    "ix_utterances_of_issue": ["issue", "said_at", "id"],
}
HEADS = ("title", "lines")


def upgrade() -> None:
    for name, columns in LISTED.items():
        op.create_index(name, "utterances", columns)
    op.drop_index(op.f("ix_utterances_said_at_office_issue_week"), "utterances")
    _keep_counts()
    _repeat_heads()


def _keep_counts() -> None:
    op.create_table(
        "spoken",
        sa.Column("office", TEXT, nullable=False),
        sa.Column("issue", TEXT, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("first", TIME, nullable=False),
        sa.Column("last", TIME, nullable=False),
        sa.PrimaryKeyConstraint("office", "issue", name=op.f("pk_spoken")),
    )
    op.execute(
        'INSERT INTO spoken (office, issue, n, "first", "last") '
        "SELECT office, issue, count(*), min(said_at), max(said_at) FROM utterances GROUP BY office, issue"
    )


def _repeat_heads() -> None:
    """The first words of digests, which are listed: to find them in the content takes as long as it is."""
    is_postgres = op.get_bind().dialect.name == "postgresql"
    value = "content::json ->> '{}'" if is_postgres else "json_extract(content, '$.{}')"
    for name in HEADS:
        op.add_column("digests", sa.Column(name, TEXT))
    title, lines = (value.format(name) for name in HEADS)
    op.execute(f"UPDATE digests SET title = {title}, lines = {lines}")  # noqa: S608  # put together from HEADS and the two lines above alone


def downgrade() -> None:
    for name in HEADS:
        op.drop_column("digests", name)
    op.drop_table("spoken")
    op.create_index(
        op.f("ix_utterances_said_at_office_issue_week"), "utterances", ["said_at", "office", "issue", "week"]
    )
    for name in LISTED:
        op.drop_index(name, "utterances")
