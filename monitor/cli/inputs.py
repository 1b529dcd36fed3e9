"""Articles given on the command line: a file, an address or stdin; JSON documents and JSON Lines."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from monitor import __version__
from monitor.app import utc_now
from monitor.engine.tasks import build_reader
from monitor.errors import UsageError
from monitor.feeds import HttpFetcher, as_article, as_document, extract_page, parse_archive_line
from monitor.pipeline import PAGE_TYPES
from monitor.types import Article, Validators

if TYPE_CHECKING:
    from collections.abc import Iterator

    from monitor.reading import Reader
    from monitor.types import Config


def make_reader(config: Config) -> Reader:
    """A reader in this process."""
    return build_reader(config.world, config.rules.merge)


def load_article(source: str, config: Config) -> Article:
    """The article at a path, an http(s) address, or on stdin (`-`): plain text, HTML or an archive line as JSON.

    Plain text: the first line is the title. Raises UsageError, FetchError or ParseError.
    """
    if source.startswith(("http://", "https://")):
        body, url = asyncio.run(_fetch(source, config))
        return _from_html(body, url)
    body = sys.stdin.buffer.read() if source == "-" else read_bytes(Path(source))
    if not body.strip():
        raise UsageError(f"{source} is empty: give a text, HTML or JSON file")
    if b"\0" in body[:4096]:
        raise UsageError(f"{source} is not text: give a text, HTML or JSON file")
    start = body.lstrip()[:200].lower()
    if start.startswith(b"{"):
        return as_article(
            parse_archive_line(load_json(body.decode("utf-8", "replace"), source), where=source, seen=utc_now())
        )
    if start.startswith((b"<!doctype", b"<html", b"<?xml")):
        return _from_html(body, source)
    text = body.decode("utf-8", "replace")
    return _bare(source, title=text.strip().splitlines()[0][:200], text=text)


async def _fetch(url: str, config: Config) -> tuple[bytes, str]:
    fetcher = HttpFetcher(config.network, version=__version__)
    try:
        got = as_document(await fetcher.fetch(url, Validators(), accept=PAGE_TYPES))
    finally:
        await fetcher.close()
    return got.body, got.url


def _from_html(body: bytes, where: str) -> Article:
    page = extract_page(body, url=where, headers={})
    return replace(_bare(where, title=page.title or "", text=page.text), published=page.published)


def _bare(where: str, *, title: str, text: str) -> Article:
    now = utc_now()
    url = where if where.startswith(("http://", "https://")) else None
    return Article(
        id=where, feed_id="command-line", url=url, outlet=where, owner=where, title=title, text=text, seen=now
    )


def parse_time(text: str) -> datetime:
    """A day or a moment in ISO 8601, UTC where it names no zone. Raises UsageError."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{text!r} is not a time: write it like 2022-02-24 or 2022-02-24T06:00:00Z") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error


def load_json(text: str, where: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise UsageError(f"{where} is not JSON: line {error.lineno}, column {error.colno}: {error.msg}") from error


def load_lines(path: Path) -> Iterator[tuple[str, object]]:
    """The documents of a JSON Lines file, each with where it stands."""
    for number, line in enumerate(read_bytes(path).decode("utf-8", "replace").splitlines(), start=1):
        if line.strip():
            yield f"{path}:{number}", load_json(line, f"{path}:{number}")
