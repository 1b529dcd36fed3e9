"""A server of many feeds on many loopback addresses, for measuring: unchanged ones answer 304, and some hang, drip, never end or unpack for ever.

python tools/feed_server.py FEEDS [HOSTS]   prints its port and serves until stdin ends
"""

from __future__ import annotations

import asyncio
import gzip
import sys
from contextlib import suppress
from hashlib import sha256

PARAGRAPH = (
    "<p>The minister said that <b>talks</b> would go on as long as there was &#8220;something to talk about&#8221;, and that"
    ' <a href="https://outlet.example/other">nothing</a> had been decided. Officials in three capitals said much the same.</p>'
)
ITEMS = 30
BOMB = gzip.compress(bytes(2**26), 1)


def document(number: int, edition: int = 0) -> bytes:
    """Feed `number`: thirty items, every second with its whole text. A later edition has one item more at the top."""
    items = "".join(
        f"<item><guid>f{number}-{n}</guid><title>Item {n} of outlet {number}</title>"
        f"<link>https://outlet{number}.example/{n}</link><pubDate>Mon, 05 Oct 2026 {n % 24:02d}:00:00 GMT</pubDate>"
        f"<description><![CDATA[{PARAGRAPH}]]></description>"
        + (f"<content:encoded><![CDATA[{PARAGRAPH * 4}]]></content:encoded>" if n % 2 else "")
        + "</item>"
        for n in range(edition + ITEMS - 1, edition - 1, -1)
    )
    head = f'<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Outlet {number}</title>'
    return f"{head}{items}</channel></rss>".encode()


class Feeds:
    """What is served; `/edition/N` makes every tenth feed a new one."""

    def __init__(self, count: int) -> None:
        self.edition = 0
        self.bodies = [document(number) for number in range(count)]
        self.tags = [sha256(body).hexdigest()[:16] for body in self.bodies]

    def renew(self, edition: int) -> None:
        for number in range(0, len(self.bodies), 10):
            self.bodies[number] = document(number, edition)
            self.tags[number] = sha256(self.bodies[number]).hexdigest()[:16]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # Cancelled: the streams of this Python print a traceback where a handler ends so.
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                kind, _, number = head.split(" ")[1].strip("/").partition("/")
                await self._answer(kind, number, head, writer)
        writer.close()

    async def _answer(self, kind: str, number: str, head: str, writer: asyncio.StreamWriter) -> None:
        if kind == "feed":
            body, tag = self.bodies[int(number)], self.tags[int(number)]
            fresh = f'"{tag}"' in head
            first = (
                "304 Not Modified"
                if fresh
                else f"200 OK\r\nContent-Length: {len(body)}\r\nContent-Type: application/rss+xml"
            )
            writer.write(f'HTTP/1.1 {first}\r\nETag: "{tag}"\r\n\r\n'.encode() + (b"" if fresh else body))
        elif kind == "edition":
            self.renew(int(number))
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        else:
            await misbehave(kind, writer)
        await writer.drain()


async def misbehave(kind: str, writer: asyncio.StreamWriter) -> None:
    """As the first part of the path says."""
    if kind == "bomb":
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(BOMB) + BOMB)
        return
    writer.write(b"" if kind == "hang" else b"HTTP/1.1 200 OK\r\n\r\n<rss>")
    while kind in ("drip", "endless"):
        writer.write(b"x" if kind == "drip" else bytes(2**14))
        await writer.drain()
        await asyncio.sleep(0.5 if kind == "drip" else 0.01)
    await asyncio.sleep(3600)


async def main(count: int, hosts: int) -> None:
    feeds = Feeds(count)
    first = await asyncio.start_server(feeds.serve, "127.0.1.1", 0, backlog=1000)
    port = first.sockets[0].getsockname()[1]
    for n in range(2, hosts + 1):
        await asyncio.start_server(feeds.serve, f"127.0.1.{n}", port, backlog=1000)
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)


def address(port: int, number: int, hosts: int, kind: str = "feed") -> str:
    return f"http://127.0.1.{number % hosts + 1}:{port}/{kind}/{number}"


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100))
