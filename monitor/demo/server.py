"""Serves the demonstration pack as feeds and pages on the loopback interface, as far as its calendar has come.

The pack is TOML: `outlets.toml` (who publishes) and one file of articles an outlet, in our own words.
"""

from __future__ import annotations

import sys
import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from threading import Thread
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from monitor.types import Feed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SHOWN = 40
"""A feed shows its newest items only, as real ones do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """An outlet of the pack; `full_text`: its feed carries the whole article, else only a summary and a link."""

    id: str
    name: str
    owner: str
    language: str
    country: str
    primary: bool = False
    speaks_for: str | None = None
    full_text: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PackArticle:
    """An article of the pack; `text` has its paragraphs parted by empty lines."""

    outlet: str
    slug: str
    published: datetime
    title: str
    text: str


def load_pack() -> tuple[tuple[Outlet, ...], tuple[PackArticle, ...]]:
    """The pack that ships with the project, articles by date."""
    folder = files("monitor.demo") / "pack"
    rows = tomllib.loads((folder / "outlets.toml").read_text(encoding="utf-8"))["outlet"]
    outlets = tuple(Outlet(**row) for row in rows)
    articles = [
        article
        for outlet in outlets
        for article in _articles_of(outlet, (folder / f"{outlet.id}.toml").read_text(encoding="utf-8"))
    ]
    return outlets, tuple(sorted(articles, key=lambda article: article.published))


def _articles_of(outlet: Outlet, text: str) -> list[PackArticle]:
    return [
        PackArticle(
            outlet=outlet.id,
            slug=f"{number:03d}",
            published=row["published"],
            title=row["title"],
            text=row["text"].strip(),
        )
        for number, row in enumerate(tomllib.loads(text)["article"], start=1)
    ]


class DemoServer:
    """The pack over HTTP with validators, on a port that the system chooses.

    `now` is the pack's calendar; `shown`: how many of its newest items a feed shows.
    """

    def __init__(
        self,
        outlets: Sequence[Outlet],
        articles: Sequence[PackArticle],
        now: Callable[[], datetime],
        *,
        shown: int = SHOWN,
    ) -> None:
        self.shown = shown
        self.outlets = {outlet.id: outlet for outlet in outlets}
        self.articles = articles
        self.now = now
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self._thread = Thread(target=self._server.serve_forever, name="demo-server", daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def feeds(self) -> tuple[Feed, ...]:
        """The outlets as feeds of a configuration."""
        return tuple(
            Feed(
                id=outlet.id,
                url=f"{self.address}/feeds/{outlet.id}.xml",
                outlet=outlet.name,
                owner=outlet.owner,
                every=timedelta(hours=6),
                language=outlet.language,
                country=outlet.country,
                primary=outlet.primary,
                speaks_for=outlet.speaks_for,
            )
            for outlet in self.outlets.values()
        )

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def document(self, path: str) -> tuple[bytes, str] | None:
        """The body and content type at a path; None where there is nothing (yet)."""
        kind, _, rest = path.strip("/").partition("/")
        if kind == "feeds" and rest.removesuffix(".xml") in self.outlets:
            return self._feed(self.outlets[rest.removesuffix(".xml")]), "application/rss+xml; charset=utf-8"
        for article in self._published():
            if kind == "articles" and rest == f"{article.outlet}/{article.slug}":
                return _page(article, self.outlets[article.outlet]), "text/html; charset=utf-8"
        return None

    def _published(self) -> list[PackArticle]:
        return [article for article in self.articles if article.published <= self.now()]

    def _feed(self, outlet: Outlet) -> bytes:
        shown = [article for article in self._published() if article.outlet == outlet.id][-self.shown :]
        items = "".join(self._item(article, outlet) for article in reversed(shown))
        return (
            '<?xml version="1.0" encoding="utf-8"?>\n'
            '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
            f"<title>{escape(outlet.name)}</title><link>{self.address}/</link><description>{escape(outlet.name)}</description>"
            f"<language>{outlet.language}</language>\n{items}</channel></rss>\n"
        ).encode()

    def _item(self, article: PackArticle, outlet: Outlet) -> str:
        body = _paragraphs(article.text) if outlet.full_text else ""
        content = f"<content:encoded>{escape(body)}</content:encoded>" if body else ""
        return (
            f"<item><title>{escape(article.title)}</title><link>{self.address}/articles/{article.outlet}/{article.slug}</link>"
            f'<guid isPermaLink="false">{article.outlet}/{article.slug}</guid>'
            f"<pubDate>{format_datetime(article.published)}</pubDate>"
            f"<description>{escape(article.text.split('. ')[0])}.</description>{content}</item>\n"
        )


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(paragraph.strip())}</p>\n" for paragraph in text.split("\n\n"))


def _page(article: PackArticle, outlet: Outlet) -> bytes:
    """A page with the furniture that real pages have round their text."""
    return (
        f'<!doctype html><html lang="{outlet.language}"><head><meta charset="utf-8"><title>{escape(article.title)} | {escape(outlet.name)}</title>'
        f'<meta property="article:published_time" content="{article.published.isoformat()}"></head><body>'
        '<nav><a href="/">Home</a> <a href="/world">World</a></nav>'
        f"<article><h1>{escape(article.title)}</h1>\n{_paragraphs(article.text)}</article>"
        "<aside><h3>Read more</h3><p>Five charts that explain the week</p></aside>"
        "<footer>All rights reserved</footer></body></html>"
    ).encode()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A reader that went away in the middle is no news."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def _handler(server: DemoServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            """The demonstration's own requests are no news."""

        def do_GET(self) -> None:
            found = server.document(self.path)
            body, kind = found or (b"not found\n", "text/plain; charset=utf-8")
            etag = f'"{sha256(body).hexdigest()[:16]}"'
            unchanged = found is not None and self.headers.get("If-None-Match") == etag
            self.send_response(304 if unchanged else 200 if found else 404)
            self.send_header("ETag", etag)
            if not unchanged:
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if not unchanged:
                self.wfile.write(body)

    return Handler
