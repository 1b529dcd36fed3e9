"""Alerts by issue and time, so that the moves of other offices on an issue are found at once."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_alerts_issue_at"), "alerts", ["issue", "at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_alerts_issue_at"), table_name="alerts")
