"""Hostile and broken servers, one row each: what it does, and what a person then sees as the feed's last outcome.

`docs/fetching.md` shows the same rows; `python -m tests.feeds.hostile_servers` writes them there anew.
In the addresses, {here} is a server at 127.0.0.1, which these tests take for the open internet; every other address of this machine is as
private as it is in the service. {tls} is a server with a certificate that nobody vouches for, {plain} one that speaks no TLS.
"""

from __future__ import annotations

import gzip
import re
import zlib
from pathlib import Path
from typing import NamedTuple

import brotli

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "fetching.md"
FEED = (
    b'<?xml version="1.0"?><rss version="2.0"><channel><title>Outlet</title><item><guid>1</guid><title>One</title>'
    b"<pubDate>Mon, 05 Oct 2026 08:00:00 GMT</pubDate></item></channel></rss>"
)
READ = "1 item, the newest of 2026-10-05 08:00 UTC"
UNDATED = "none with a sure date"
NOT_PUBLIC = "its address is not public, so it is not asked; [network] allow_private = true in monitor.toml allows it"
BROKE_OFF = "the connection broke off, or its body cannot be unpacked"
TOO_LARGE = "larger than the limit of 1 MiB"
TOO_SLOW = "gave no whole answer within 4 s"
NOT_HTTP = "its answer is not understood"
HTML = "not a feed: it is an HTML page; perhaps the outlet moved its feed, or asks for a consent or log-in first"
NEITHER = "not a feed: there is neither RSS, Atom, JSON Feed nor a news sitemap in it"
ENTITIES = "the document defines XML entities of its own, which is refused because it can be an attack"
CUT = "cut off before its end; what came whole"
NO_ADDRESS = "it is not at a web address, or redirects to something else"
TLS = "its certificate or encryption is not accepted"

HANG, DRIP, ENDLESS, CLOSE, RESET = "hang", "drip", "endless", "close", "reset"


class Row(NamedTuple):
    """A server. `answer`: the bytes it sends, or what it does after them; `url`: where it is asked, if not at {here}."""

    group: str
    does: str
    sees: str
    answer: bytes = b""
    then: str = ""
    url: str = ""


def http(body: bytes = b"", *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    lines = [
        f"HTTP/1.1 {status}",
        f"Content-Length: {len(body) if length is None else length}",
        "Connection: close",
        *headers,
    ]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def to(place: str, status: str = "302 Found") -> bytes:
    return http(b"", f"Location: {place}", status=status)


def refused(status: str, sees: str, *headers: str) -> Row:
    return Row(
        "status",
        f"answers {status}" + (f" with `{headers[0]}`" if headers else ""),
        sees,
        http(b"x", *headers, status=status),
    )


def feed_of(*items: bytes) -> bytes:
    return b'<rss version="2.0"><channel><title>T</title>' + b"".join(items) + b"</channel></rss>"


LAUGHS = b'<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><rss><channel><title>&b;</title></channel></rss>'
OUTSIDE = b'<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel><title>&a;</title></channel></rss>'
MANY = feed_of(*(b"<item><guid>%d</guid><title>%d</title></item>" % (n, n) for n in range(5000)))

ROWS: tuple[Row, ...] = (
    Row("status", "answers as it should", READ, http(FEED)),
    Row("status", "answers 204 without a body", "the answer is empty", b"HTTP/1.1 204 No Content\r\n\r\n"),
    refused("300 Multiple Choices", "answered 300 (Multiple Choices)"),
    Row(
        "status",
        "answers 304 although nothing was asked about",
        "answered 304 (Not Modified)",
        b"HTTP/1.1 304 Not Modified\r\n\r\n",
    ),
    refused("400 Bad Request", "answered 400 (Bad Request)"),
    refused("401 Unauthorized", "answered 401 (Unauthorized)", 'WWW-Authenticate: Basic realm="x"'),
    refused("403 Forbidden", "answered 403 (Forbidden)"),
    refused("404 Not Found", "answered 404 (Not Found)"),
    refused("410 Gone", "answered 410 (Gone); not asked again: correct its address or remove it"),
    refused("429 Too Many Requests", "answered 429 (Too Many Requests); asks to wait 600 s", "Retry-After: 600"),
    refused("451 Unavailable For Legal Reasons", "answered 451 (Unavailable For Legal Reasons)"),
    refused("500 Internal Server Error", "answered 500 (Internal Server Error)"),
    refused("503 Service Unavailable", "answered 503 (Service Unavailable); asks to wait 120 s", "Retry-After: 120"),
    refused("503 Service Unavailable", "answered 503 (Service Unavailable)", "Retry-After: soon"),
    refused("520 Strange", "answered 520"),
    Row("headers", "speaks another protocol", NOT_HTTP, b"220 mail.example ESMTP\r\n"),
    Row("headers", "writes a status that is no number", NOT_HTTP, b"HTTP/1.1 abc OK\r\n\r\n"),
    Row("headers", "sends a header of 1 MiB", NOT_HTTP, b"HTTP/1.1 200 OK\r\nX: " + b"a" * 2**20 + b"\r\n\r\n"),
    Row("headers", "sends a header without a colon", NOT_HTTP, b"HTTP/1.1 200 OK\r\nnonsense\r\n\r\n" + FEED),
    Row("headers", "names two different lengths", NOT_HTTP, http(FEED, "Content-Length: 3")),
    Row("headers", "names a length below zero", NOT_HTTP, http(FEED, length=-5)),
    Row("headers", "names a length beyond what it sends", BROKE_OFF, http(FEED, length=10_000)),
    Row(
        "headers",
        "sends chunks without lengths",
        NOT_HTTP,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n" + FEED,
    ),
    Row("headers", "says gzip and sends plain text", BROKE_OFF, http(FEED, "Content-Encoding: gzip")),
    Row(
        "headers",
        "says gzip and breaks off",
        f"{CUT}: 0 items",
        http(gzip.compress(FEED)[:-30], "Content-Encoding: gzip"),
    ),
    Row("headers", "packs it as deflate", READ, http(zlib.compress(FEED), "Content-Encoding: deflate")),
    Row("headers", "names an encoding that nobody knows", READ, http(FEED, "Content-Encoding: rot13")),
    Row("headers", "names a charset that nobody knows", READ, http(FEED, "Content-Type: text/xml; charset=klingon")),
    Row("headers", "sends an ETag with broken letters", READ, http(FEED, 'ETag: "\xff\xfe"')),
    Row("headers", "calls the feed an image", READ, http(FEED, "Content-Type: image/png")),
    Row("body", "sends nothing", "the answer is empty", http()),
    Row(
        "body",
        "sends a page instead",
        HTML,
        http(b"<!doctype html><html><body>Log in</body></html>", "Content-Type: text/html"),
    ),
    Row("body", "sends JSON that is no feed", "not a feed: it is JSON, but no JSON Feed", http(b'{"error": "no"}')),
    Row("body", "sends an image", NEITHER, http(b"\x89PNG\r\n\x1a\n" + bytes(200))),
    Row("body", "sends a PDF", NEITHER, http(b"%PDF-1.7\n1 0 obj")),
    Row(
        "body",
        "sends a feed that is cut off within its one item",
        f"{CUT}: 0 items",
        http(feed_of(b"<item><guid>1</guid><title>One</title>")[:-16]),
    ),
    Row(
        "body",
        "sends an index of sitemaps",
        "not a feed: it is an index of sitemaps",
        http(b"<sitemapindex><sitemap><loc>/n.xml</loc></sitemap></sitemapindex>"),
    ),
    Row("body", "multiplies entities (\u201cbillion laughs\u201d)", ENTITIES, http(LAUGHS)),
    Row("body", "names a file of this machine as an entity", ENTITIES, http(OUTSIDE)),
    Row(
        "body",
        "opens 5,000 elements in one another",
        f"{CUT}: 0 items",
        http(b'<rss version="2.0"><channel>' + b"<a>" * 5_000),
    ),
    Row("body", "sends 5,000 items", f"500 items, {UNDATED}", http(MANY)),
    Row(
        "body",
        "gives every item the same id",
        f"1 item, {UNDATED}",
        http(feed_of(*[b"<item><guid>1</guid><title>x</title></item>"] * 3)),
    ),
    Row("body", "sends a feed without items", f"0 items, {UNDATED}", http(feed_of())),
    Row(
        "body",
        "dates an item in the year 3000",
        f"1 item, {UNDATED}",
        http(feed_of(b"<item><guid>1</guid><title>x</title><pubDate>Wed, 01 Jan 3000 00:00:00 GMT</pubDate></item>")),
    ),
    Row(
        "body", "sends a gzip bomb of 32 MiB", TOO_LARGE, http(gzip.compress(bytes(2**25), 1), "Content-Encoding: gzip")
    ),
    Row(
        "body",
        "sends a brotli bomb of 32 MiB",
        TOO_LARGE,
        http(brotli.compress(bytes(2**25), quality=1), "Content-Encoding: br"),
    ),
    Row("body", "never stops sending", TOO_LARGE, b"HTTP/1.1 200 OK\r\n\r\n" + FEED, ENDLESS),
    Row("time", "takes the question and says nothing", TOO_SLOW, b"", HANG),
    Row("time", "says that all is well and then nothing", TOO_SLOW, http(b"", length=100), HANG),
    Row("time", "sends a byte now and then", TOO_SLOW, http(b"", length=100_000), DRIP),
    Row("connection", "hangs up at once", BROKE_OFF, b"", CLOSE),
    Row("connection", "breaks the connection off in the middle", BROKE_OFF, http(FEED[:50], length=500), RESET),
    Row("connection", "is not there", "no connection", url="http://127.0.0.1:1/"),
    Row("TLS", "has a certificate that it signed itself", TLS, url="{tls}"),
    Row("TLS", "speaks no TLS at an https address", TLS, http(FEED), url="{plain}"),
    Row("names", "has a name that nobody knows", "its host name is not known", url="http://nobody.example/"),
    Row("names", "has a name that means a private address", NOT_PUBLIC, url="http://private.example:{port}/"),
    Row("names", "means this machine", NOT_PUBLIC, http(FEED), url="http://localhost.:{port}/"),
    Row("names", "means an address of the cloud's own services", NOT_PUBLIC, url="http://metadata.example/"),
    Row("names", "has a private address beside its public one", READ, http(FEED), url="http://both.example:{port}/"),
    Row(
        "names",
        "has a name longer than names may be",
        "its host name is not known",
        url="http://" + "a" * 70 + ".example/",
    ),
    Row("redirects", "redirects to itself", "redirected more than 5 times", to("{here}")),
    Row(
        "redirects", "redirects without saying where to", "redirected without saying where to", http(status="302 Found")
    ),
    Row(
        "redirects",
        "redirects to a file",
        "redirected to an address that is neither http nor https",
        to("file:///etc/passwd"),
    ),
    Row(
        "redirects",
        "redirects to a script",
        "redirected to an address that is neither http nor https",
        to("javascript:alert(1)"),
    ),
    Row(
        "redirects",
        "redirects to a port that does not exist",
        "redirected to something that is not a web address",
        to("http://outlet.example:99999/"),
    ),
    Row("redirects", "redirects to 127.0.0.2", NOT_PUBLIC, to("http://127.0.0.2:{port}/")),
    Row("redirects", "redirects to [::1]", NOT_PUBLIC, to("http://[::1]:{port}/")),
    Row("redirects", "redirects to 127.0.0.2 written as IPv6", NOT_PUBLIC, to("http://[::ffff:127.0.0.2]:{port}/")),
    Row("redirects", "redirects to 10.0.0.7 behind a translator's prefix", NOT_PUBLIC, to("http://[64:ff9b::a00:7]/")),
    Row("redirects", "redirects to 169.254.169.254", NOT_PUBLIC, to("http://169.254.169.254/latest/meta-data/")),
    Row("redirects", "redirects to 2130706434, a number for 127.0.0.2", NO_ADDRESS, to("http://2130706434:{port}/")),
    Row("redirects", "redirects to 0x7f000002, the same in hexadecimal", NOT_PUBLIC, to("http://0x7f000002:{port}/")),
    Row("redirects", "redirects to 0177.0.0.2, the same in octal", NO_ADDRESS, to("http://0177.0.0.2:{port}/")),
    Row("redirects", "redirects to 127.2, the same in short", NO_ADDRESS, to("http://127.2:{port}/")),
    Row(
        "redirects",
        "redirects to ①②⑦.0.0.2, the same in other digits",
        NOT_PUBLIC,
        to("http://①②⑦.0.0.2:{port}/".encode().decode("latin-1")),
    ),
)


def table() -> str:
    """The rows as the document shows them."""
    lines = ["| a server that … | is seen as |", "|---|---|"]
    group = ""
    for row in ROWS:
        if row.group != group:
            group = row.group
            lines.append(f"| **{group}** | |")
        lines.append(f"| {row.does} | {row.sees}{'…' if row.sees == NOT_HTTP else ''} |")
    return "\n".join(lines)


if __name__ == "__main__":
    text = DOCUMENT.read_text(encoding="utf-8")
    DOCUMENT.write_text(re.sub(r"\| a server that .*(?:\n\|.*)*", lambda _: table(), text), encoding="utf-8")
