"""Dated third-party corpora as archive lines; `tools/corpora.py` writes them out, the gates look documents up in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from monitor.gates.sets import rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path


def instant(text: str) -> str:
    """A day or a month as an instant at its start, UTC."""
    if re.fullmatch(r"\d{4}-\d{2}", text):
        text += "-01"
    return text if "T" in text else f"{text}T12:00:00Z"


def presidents(data: Path) -> Iterator[dict[str, Any]]:
    """Statements of two presidents, 2021 and 2022. Raises UsageError."""
    for row in rows(data / "presidents_2021_2022" / "statements.jsonl.gz"):
        kremlin = row["source"].startswith("kremlin")
        yield {
            "id": row["id"],
            "url": row.get("url")
            or ("http://en.kremlin.ru/" if kremlin else "https://www.president.gov.ua/en/") + row["id"],
            "outlet": "Kremlin" if kremlin else "President of Ukraine",
            "published": instant(row["date"]),
            "title": row["title"] or "",
            "text": row["text"],
            "language": "en",
            "primary": True,
        }


def ungdc(data: Path) -> Iterator[dict[str, Any]]:
    """Speeches in the general debates of the United Nations. Raises UsageError."""
    for row in rows(data / "ungdc" / "dev" / "1992_2020.jsonl.gz"):
        yield {
            "id": row["id"],
            "url": f"https://gadebate.un.org/{row['id'].lower()}",
            "outlet": f"{row['country']} at the UN",
            "published": f"{row['year']}-09-24T12:00:00Z",
            "title": f"{row['country']}: statement by {row['speaker']}, {row['post'] or 'head of delegation'}",
            "text": row["text"],
            "language": "en",
            "author": row["speaker"],
            "primary": True,
        }


def whitehouse(data: Path) -> Iterator[dict[str, Any]]:
    """Documents of the White House, 2021 and 2022. Raises UsageError."""
    for row in rows(data / "whitehouse" / "dev" / "2021_2022.jsonl.gz"):
        yield {
            "id": row["path"],
            "url": row["url"] or f"https://www.whitehouse.gov/{row['path']}",
            "outlet": "White House",
            "published": instant(row["date"]),
            "title": row["title"].replace("\\", ""),
            "text": row["text"],
            "language": "en",
            "primary": True,
        }


CORPORA: Mapping[str, Callable[[Path], Iterator[dict[str, Any]]]] = {
    "presidents": presidents, "ungdc": ungdc, "whitehouse": whitehouse, "pres": presidents, "wh": whitehouse,
}  # fmt: skip
"""By name, and as `shift_replay_gold` calls them."""


def documents(data: Path, wanted: frozenset[tuple[str, str]]) -> dict[tuple[str, str], dict[str, Any]]:
    """Those (corpus, id) that are wanted and there, each as an archive line. Raises UsageError, KeyError for a corpus that is none of CORPORA."""
    corpora = sorted({corpus for corpus, _ in wanted})
    return {(c, line["id"]): line for c in corpora for line in CORPORA[c](data) if (c, line["id"]) in wanted}
