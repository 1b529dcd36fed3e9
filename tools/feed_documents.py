"""Every feed document of the archives given: how long each takes, and what differs from feedparser's own result.

python tools/feed_documents.py ARCHIVE.tar.xz…
"""

from __future__ import annotations

import sys
import tarfile
import time
from collections import Counter, defaultdict
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import feedparser

from monitor.errors import ParseError
from monitor.feeds.parse import parse_feed
from monitor.feeds.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

BASE = "https://outlet.example/feed.xml"
HEADERS = {"content-type": "application/xml"}
SHOWN = 6


def documents(paths: list[str]) -> Iterator[tuple[str, bytes]]:
    for path in paths:
        with tarfile.open(path) as archive:
            for member in archive:
                opened = archive.extractfile(member)
                if opened is not None:
                    yield f"{Path(path).stem}:{member.name}", opened.read()


def theirs(body: bytes) -> list[tuple[str, str]]:
    """Title and link of each entry as feedparser gives them."""
    try:
        entries = feedparser.parse(BytesIO(body), response_headers={**HEADERS, "content-location": BASE}).entries
    except Exception as exc:  # noqa: BLE001  # what it cannot read at all
        return [("raised", type(exc).__name__)]
    return [(one_line(str(dict.get(each, "title") or "")), str(each.get("link") or "")) for each in entries]


def difference(body: bytes) -> tuple[str, str]:
    """In which way ours differs, in a word or two, and how."""
    expected = theirs(body)
    try:
        ours = parse_feed(body, BASE, HEADERS)
    except ParseError as error:
        return ("refused", str(error)) if expected else ("no feed to both", "")
    found = [(one_line(item.title), item.link or "") for item in ours.items]
    if expected[:1] and expected[0][0] == "raised":
        return "read where feedparser raises", expected[0][1]
    if len(found) != len(expected):
        word = "more items" if len(found) > len(expected) else "fewer items"
        return word, f"{len(expected)} → {len(found)}"
    lost = [f"{a} → {b}" for (a, _), (b, _) in zip(expected, found, strict=True) if a and not b]
    if lost:
        return "title lost", lost[0]
    links = [f"{a} → {b}" for (_, a), (_, b) in zip(expected, found, strict=True) if a != b]
    return ("another link", links[0]) if links else ("the same", "")


def main(paths: list[str]) -> None:
    counts: Counter[str] = Counter()
    shown: dict[str, list[str]] = defaultdict(list)
    slowest: list[tuple[float, str]] = []
    for name, body in documents(paths):
        began = time.process_time()
        with suppress(ParseError):
            parse_feed(body, BASE, HEADERS)
        slowest.append((time.process_time() - began, name))
        what, how = difference(body)
        counts[what] += 1
        shown[what].append(f"{name}: {how[:140]}")
    print(
        f"{sum(counts.values())} documents; the slowest took {max(slowest)[0]:.2f} s of processor time ({max(slowest)[1]})"
    )
    for what, number in counts.most_common():
        print(f"{number:6} {what}")
        for line in shown[what][:SHOWN] if what not in {"the same", "no feed to both"} else []:
            print(f"         {line}")


if __name__ == "__main__":
    main(sys.argv[1:])
