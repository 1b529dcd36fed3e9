"""Statements get the marks by which is decided what they count for; till now their reasons were asked, by what they said."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

BY_REASON = {
    "says so only with the words round it": "carried",
    "the article names no party but those who also talk of other topics in these words": "elsewhere",
    "denied by the cue → mirrored": "mirrored",
    "told as a joke": "in jest",
    "its side is seen by the network alone": "unshared",
    "the rules and the network see the same pole": "outright",
}
IN_A_REASON = "role conflict"
AT_ONCE = 1000
STATEMENTS = sa.table(
    "statements", sa.column("article_id", sa.Text), sa.column("place", sa.Integer), sa.column("document", sa.Text)
)
_of = STATEMENTS.c


def upgrade() -> None:
    connection, last = op.get_bind(), ("", -1)
    change = (
        sa.update(STATEMENTS)
        .where(_of.article_id == sa.bindparam("article"), _of.place == sa.bindparam("at"))
        .values(document=sa.bindparam("with_marks"))
    )
    while rows := connection.execute(_after(last)).all():
        found = [
            {"article": row.article_id, "at": row.place, "with_marks": _with_marks(json.loads(row.document))}
            for row in rows
        ]
        connection.execute(change, found)
        last = (rows[-1].article_id, rows[-1].place)


def _after(last: tuple[str, int]) -> sa.Select[tuple[str, int, str]]:
    """The next statements in which the words of a marking reason stand, wherever in them that is."""
    words = (*BY_REASON, "role_conflict")  # _ is any letter, a space too: both were taken for one
    return (
        sa.select(_of.article_id, _of.place, _of.document)
        .where(
            sa.tuple_(_of.article_id, _of.place) > sa.tuple_(*last),
            sa.or_(*(_of.document.like(f"%{said}%") for said in words)),
        )
        .order_by(_of.article_id, _of.place)
        .limit(AT_ONCE)
    )


def _with_marks(statement: dict[str, Any]) -> str:
    reasons = statement["reasons"]
    marks = {BY_REASON[reason] for reason in reasons if reason in BY_REASON}
    if any(IN_A_REASON in reason.replace("_", " ") for reason in reasons):
        marks.add("role conflict")
    return json.dumps(statement | {"marks": sorted(marks)}, ensure_ascii=False, separators=(",", ":"))


def downgrade() -> None:
    """Nothing: the tables are the same, and what was asked before still stands in the reasons."""
