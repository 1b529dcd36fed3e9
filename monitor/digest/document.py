"""A digest as one JSON document, as programs read it; docs/digest.schema.json describes it."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from monitor.digest.content import content_of

if TYPE_CHECKING:
    from datetime import datetime

    from monitor.types import Digest


def document_of(digest: Digest) -> dict[str, Any]:
    """The week, and all of the content beside it."""
    return {
        "week": digest.week,
        "start": _utc(digest.start),
        "end": _utc(digest.end),
        "made_at": _utc(digest.made_at),
        **content_of(digest),
    }


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
