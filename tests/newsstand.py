"""Thousands of feeds over HTTP as a calendar brings them: what each shows now, and when each item was first handed out.

An item that shows only a summary has its text on its page. The server is a thread with a loop of its own, on a
port that the system chooses, at as many loopback addresses as wanted: politeness is by host.
"""

from __future__ import annotations

import asyncio
import threading
import time
from bisect import bisect_right
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import format_datetime
from html import escape
from typing import TYPE_CHECKING, Self
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

HOSTS = 100


@dataclass(frozen=True, slots=True)
class News:
    """An item: when it is published, and its text. `summary`: the feed shows the first words only, the page has all."""

    key: str
    at: datetime
    text: str
    summary: bool = False


@dataclass(slots=True)
class Shelf:
    """A feed: its items by date, and the moments at which its last items were first handed out."""

    items: Sequence[News]
    window: int = 30
    dates: list[datetime] = field(init=False)
    asked: int = 0
    handed: int = 0
    """Items before this one were handed out, or had moved past the window."""

    def __post_init__(self) -> None:
        self.dates = [item.at for item in self.items]

    def shown(self, now: datetime) -> Sequence[News]:
        until = bisect_right(self.dates, now)
        return self.items[max(0, until - self.window) : until]


class Newsstand:
    """`handed[key]`: when (the clock's time, and the machine's) an item left for the first time. `missed`: items that moved past the
    window before anybody asked."""

    def __init__(
        self,
        shelves: Mapping[str, Sequence[News]],
        now: Callable[[], datetime],
        *,
        window: int = 30,
        hosts: int = HOSTS,
    ) -> None:
        self.now, self._hosts = now, hosts
        self.shelves = {name: Shelf(items, window) for name, items in shelves.items()}
        self._pages = {item.key: item for items in shelves.values() for item in items}
        self.handed: dict[str, tuple[datetime, float]] = {}
        self.missed: set[str] = set()
        self.away = False
        """Whether every connection is broken off."""
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="newsstand", daemon=True)
        self.port = 0

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def address(self, name: str, host: str | None = None) -> str:
        return f"http://{host or self.host_of(name)}:{self.port}/feed/{name}"

    def add(self, name: str, items: Sequence[News]) -> None:
        """Puts items on a shelf that are published later than all it has."""
        shelf = self.shelves[name]
        shelf.items = [*shelf.items, *items]
        shelf.dates = [item.at for item in shelf.items]
        self._pages |= {item.key: item for item in items}

    def host_of(self, name: str) -> str:
        return f"127.0.1.{crc32(name.encode()) % self._hosts + 1}"

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._listen())
        self._ready.set()
        self._loop.run_forever()
        for task in (tasks := asyncio.all_tasks(self._loop)):
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self._loop.close()

    async def _listen(self) -> None:
        first = await asyncio.start_server(self._serve, "127.0.1.1", 0, backlog=1000)
        self.port = first.sockets[0].getsockname()[1]
        for number in range(2, self._hosts + 1):
            await asyncio.start_server(self._serve, f"127.0.1.{number}", self.port, backlog=1000)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while not self.away:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                if self.away:
                    break
                writer.write(self._answer(head))
                await writer.drain()
        writer.close()

    def _answer(self, head: str) -> bytes:
        _, kind, name = head.split(" ")[1].split("/", 2) if head.split(" ")[1].count("/") > 1 else ("", "", "")
        if kind == "feed" and name in self.shelves:
            return self._feed(name, self.shelves[name], head)
        if kind == "page" and name in self._pages:
            return _response("200 OK", _page(self._pages[name]), "text/html; charset=utf-8")
        return _response("404 Not Found", b"", "text/plain")

    def _feed(self, name: str, shelf: Shelf, head: str) -> bytes:
        now = self.now()
        shelf.asked += 1
        shown = shelf.shown(now)
        tag = f'"{shown[-1].key if shown else "none"}-{len(shown)}"'
        self._note(shelf, shown, now)
        if tag in head:
            return f"HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\n\r\n".encode()
        return _response("200 OK", self._document(name, shown), "application/rss+xml; charset=utf-8", tag)

    def _note(self, shelf: Shelf, shown: Sequence[News], now: datetime) -> None:
        until = bisect_right(shelf.dates, now)
        first = until - len(shown)
        self.missed |= {item.key for item in shelf.items[shelf.handed : first]}
        for item in shelf.items[max(first, shelf.handed) : until]:
            self.handed[item.key] = (now, time.time())
        shelf.handed = max(shelf.handed, until)

    def _document(self, name: str, shown: Sequence[News]) -> bytes:
        items = "".join(
            f'<item><guid isPermaLink="false">{item.key}</guid><title>{escape(item.text[:60])}</title>'
            f"<link>http://{self.host_of(name)}:{self.port}/page/{item.key}</link><pubDate>{format_datetime(item.at)}</pubDate>"
            + (
                f"<description>{escape(summary_of(item.text))}</description>"
                if item.summary
                else f"<content:encoded>{escape('<p>' + item.text + '</p>')}</content:encoded>"
            )
            + "</item>"
            for item in reversed(shown)
        )
        head = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        return f"{head}<title>{name}</title><link>http://{self.host_of(name)}:{self.port}/</link>{items}</channel></rss>".encode()


def summary_of(text: str) -> str:
    """What the feed shows of it."""
    return text[:80].strip()


def _page(item: News) -> bytes:
    return f"<!doctype html><html><head><meta charset='utf-8'><title>{escape(item.text[:60])}</title></head><body><article><p>{escape(item.text)}</p></article></body></html>".encode()


def _response(status: str, body: bytes, kind: str, tag: str = "") -> bytes:
    etag = f"ETag: {tag}\r\n" if tag else ""
    return f"HTTP/1.1 {status}\r\n{etag}Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
