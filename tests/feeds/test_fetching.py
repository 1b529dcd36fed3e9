"""Fetching from real servers on the loopback interface."""

from __future__ import annotations

import asyncio
import gzip
import time
from datetime import timedelta
from typing import TYPE_CHECKING

import brotli
import pytest
from aiohttp import web

from monitor.errors import FetchError
from monitor.types import Fetched, NotModified, Validators
from tests.feeds.loopback_site import NONE, fetcher, get, raw_site, site

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

MIB = 2**20


def answering(body: bytes = b"", status: int = 200, **headers: str) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handler(_request: web.Request) -> web.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(body=body, status=status, headers=named)

    return handler


async def failure(url: str, **changes: object) -> FetchError:
    with pytest.raises(FetchError) as caught:
        await get(url, **changes)
    return caught.value


async def test_a_document_comes_with_its_address_headers_and_validators() -> None:
    async with site(answering(b"<rss/>", ETag='"a1"', Last_Modified="Mon, 01 Feb 2021 10:00:00 GMT")) as base:
        got = await get(f"{base}/feed.xml")
    assert isinstance(got, Fetched)
    assert (got.body, got.status, got.url) == (b"<rss/>", 200, f"{base}/feed.xml")
    assert got.headers["etag"] == '"a1"'
    assert got.validators == Validators(etag='"a1"', last_modified="Mon, 01 Feb 2021 10:00:00 GMT")


async def test_validators_are_sent_and_304_is_not_modified() -> None:
    seen: dict[str, str] = {}

    async def handler(request: web.Request) -> web.Response:
        seen.update(request.headers)
        return web.Response(status=304)

    async with site(handler) as base:
        got = await get(f"{base}/feed.xml", Validators(etag='"a1"', last_modified="Mon, 01 Feb 2021 10:00:00 GMT"))
    assert got == NotModified(url=f"{base}/feed.xml")
    assert seen["If-None-Match"] == '"a1"'
    assert seen["If-Modified-Since"] == "Mon, 01 Feb 2021 10:00:00 GMT"


async def test_304_that_nobody_asked_for_is_a_failure() -> None:
    async with site(answering(status=304)) as base:
        assert (await failure(base)).status == 304


async def test_the_user_agent_names_us_and_whom_to_write_to() -> None:
    async def handler(request: web.Request) -> web.Response:
        return web.Response(text=request.headers["User-Agent"])

    async with site(handler) as base:
        named = await get(base, contact="desk@example.org")
        unnamed = await get(base)
    assert isinstance(named, Fetched)
    assert isinstance(unnamed, Fetched)
    assert named.body == b"MessagingMonitor/1.2.3 (+desk@example.org)"
    assert unnamed.body == b"MessagingMonitor/1.2.3"


async def test_a_relative_redirect_is_followed_and_the_new_address_told() -> None:
    async def handler(request: web.Request) -> web.Response:
        if request.path == "/old/feed":
            return web.Response(status=301, headers={"Location": "../new/feed?x=1"})
        return web.Response(text=request.path_qs)

    async with site(handler) as base:
        got = await get(f"{base}/old/feed")
    assert isinstance(got, Fetched)
    assert (got.body, got.url) == (b"/new/feed?x=1", f"{base}/new/feed?x=1")


async def test_a_redirect_loop_ends() -> None:
    async with site(answering(status=302, Location="/again")) as base:
        error = await failure(base)
    assert (str(error), error.kind) == ("redirected more than 5 times", "soft")


async def test_as_many_redirects_as_allowed_are_followed() -> None:
    async def handler(request: web.Request) -> web.Response:
        hop = int(request.path.strip("/"))
        return web.Response(text="here") if hop == 5 else web.Response(status=307, headers={"Location": f"/{hop + 1}"})

    async with site(handler) as base:
        got = await get(f"{base}/0")
    assert isinstance(got, Fetched)
    assert got.body == b"here"


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://x/", "data:text/plain,x"])
async def test_a_redirect_out_of_the_web_is_refused(location: str) -> None:
    async with site(answering(status=302, Location=location)) as base:
        assert (await failure(base)).kind == "hard"


@pytest.mark.parametrize("headers", [{}, {"Location": "http://[::1"}, {"Location": "http://x:99999/"}])
async def test_a_broken_redirect_is_a_failure(headers: dict[str, str]) -> None:
    async with site(answering(status=302, **headers)) as base:
        assert (await failure(base)).kind == "soft"


async def test_a_redirect_with_raw_bytes_beyond_ascii_is_read_as_utf8() -> None:
    asked = []

    async def answer(writer: asyncio.StreamWriter) -> None:
        asked.append(1)
        first = (
            b"HTTP/1.1 302 Found\r\nLocation: /\xd0\xbb\xd0\xb5\xd0\xbd\xd1\x82\xd0\xb0\r\nContent-Length: 0\r\n\r\n"
        )
        writer.write(first if len(asked) == 1 else b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        await writer.drain()

    async with raw_site(answer) as base:
        got = await get(base)
    assert isinstance(got, Fetched)
    assert got.url.endswith("/%D0%BB%D0%B5%D0%BD%D1%82%D0%B0")


@pytest.mark.parametrize(("encoding", "pack"), [("gzip", gzip.compress), ("br", brotli.compress)])
async def test_a_packed_body_is_unpacked(encoding: str, pack: Callable[[bytes], bytes]) -> None:
    async with site(answering(pack(b"<rss/>"), Content_Encoding=encoding)) as base:
        got = await get(base)
    assert isinstance(got, Fetched)
    assert got.body == b"<rss/>"


@pytest.mark.parametrize(("encoding", "pack"), [("gzip", gzip.compress), ("br", brotli.compress)])
async def test_a_bomb_stops_at_the_limit_after_unpacking(encoding: str, pack: Callable[[bytes], bytes]) -> None:
    async with site(answering(pack(bytes(64 * MIB)), Content_Encoding=encoding)) as base:
        error = await failure(base, max_bytes=2 * MIB)
    assert (str(error), error.kind) == ("larger than the limit of 2 MiB", "soft")


@pytest.mark.parametrize(
    "packed",
    [
        gzip.compress(b"<urlset/>"),
        gzip.compress(b"<urlset") + gzip.compress(b"/>"),
        b"".join(gzip.compress(bytes([letter])) for letter in b"<urlset/>") + bytes(512),
    ],
    ids=["one part", "two parts", "many parts, padded"],  # the bytes hold the time
)
async def test_a_file_that_lies_gzipped_is_unpacked_too(packed: bytes) -> None:
    async with site(answering(packed, Content_Type="application/x-gzip")) as base:
        got = await get(base)
    assert isinstance(got, Fetched)
    assert got.body == b"<urlset/>"


@pytest.mark.parametrize(
    ("packed", "words"),
    [
        (gzip.compress(bytes(64 * MIB)), "larger than the limit of 2 MiB"),
        (gzip.compress(bytes(MIB)) * 3, "larger than the limit of 2 MiB"),
        (gzip.compress(b"<urlset/>") + gzip.compress(b"<urlset/>" * 99)[:-12], "its gzipped document breaks off"),
        (gzip.compress(b"<urlset/>" * 99)[:-12], "its gzipped document breaks off"),
        (gzip.compress(b"<urlset/>")[:10] + b"\xff" * 20, "its gzipped document is damaged"),
    ],
    ids=["too large", "too large in parts", "a part breaks off", "breaks off", "damaged"],
)
async def test_within_the_limit_and_whole(packed: bytes, words: str) -> None:
    async with site(answering(packed)) as base:
        assert str(await failure(base, max_bytes=2 * MIB)) == words


async def test_an_endless_body_stops_at_the_limit() -> None:
    sent = 0

    async def handler(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        response = web.StreamResponse()
        await response.prepare(request)
        while sent < 100 * MIB:
            await response.write(bytes(MIB))
            sent += MIB
        return response

    async with site(handler) as base:
        error = await failure(base)
    assert "larger than the limit of 10 MiB" in str(error)
    assert sent < 50 * MIB


async def test_a_body_of_exactly_the_limit_is_taken() -> None:
    async with site(answering(bytes(1000))) as base:
        got = await get(base, max_bytes=1000)
        error = await failure(base, max_bytes=999)
    assert isinstance(got, Fetched)
    assert error.kind == "soft"


async def test_a_body_that_is_not_what_it_is_packed_as_is_a_failure() -> None:
    async with site(answering(b"not packed at all", Content_Encoding="gzip")) as base:
        assert (await failure(base)).kind in {"soft", "temporary"}


async def test_a_body_that_breaks_off_is_temporary() -> None:
    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc")
        await writer.drain()

    async with raw_site(answer) as base:
        assert (await failure(base)).kind == "temporary"


async def test_an_answer_that_is_not_http_is_a_failure() -> None:
    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example ESMTP\r\n")
        await writer.drain()

    async with raw_site(answer) as base:
        assert "not understood" in str(await failure(base))


async def test_a_slow_drip_ends_at_the_total_deadline() -> None:
    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.05)

    async with raw_site(answer) as base:
        began = time.monotonic()
        error = await failure(base, timeout=timedelta(seconds=0.4))
    assert time.monotonic() - began < 2
    assert (str(error), error.kind) == ("gave no whole answer within 0.4 s", "temporary")


async def test_the_deadline_counts_all_redirects_together() -> None:
    async def handler(_request: web.Request) -> web.Response:
        await asyncio.sleep(0.2)
        return web.Response(status=302, headers={"Location": "/next"})

    async with site(handler) as base:
        assert (await failure(base, timeout=timedelta(seconds=0.5))).kind == "temporary"


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, "hard"),
        (403, "hard"),
        (404, "hard"),
        (408, "temporary"),
        (410, "gone"),
        (429, "temporary"),
        (500, "soft"),
        (503, "soft"),
    ],
)
async def test_each_refusal_has_its_kind(status: int, kind: str) -> None:
    async with site(answering(status=status)) as base:
        error = await failure(base)
    assert (error.kind, error.status) == (kind, status)


async def test_a_server_that_asks_to_wait_is_heard() -> None:
    async with site(answering(status=503, Retry_After="120")) as base:
        error = await failure(base)
    assert str(error) == "answered 503 (Service Unavailable); asks to wait 120 s"
    assert error.retry_after == timedelta(seconds=120)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "0.0.0.0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "①27.0.0.1",
        "127.1",
        "2130706433",
        "0177.0.0.1",
    ],
)
async def test_no_spelling_of_this_machine_is_asked(host: str) -> None:
    asked = []

    async def handler(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.Response(text="secret")

    async with site(handler) as base:
        error = await failure(base.replace("127.0.0.1", host), allow_private=False)
    assert error.kind in {"hard", "temporary", "soft"}
    assert asked == []


async def test_a_refused_address_says_which_setting_would_allow_it() -> None:
    async with site(answering(b"secret")) as base:
        error = await failure(base, allow_private=False)
    assert error.kind == "hard"
    assert "[network] allow_private = true" in str(error)


@pytest.mark.parametrize(
    "url", ["", "feed.xml", "file:///etc/passwd", "http://", "http://[::1", "http://x:99999/", "ftp://a/b"]
)
async def test_what_is_no_web_address_is_a_hard_failure(url: str) -> None:
    assert (await failure(url)).kind == "hard"


async def test_a_closed_port_is_temporary() -> None:
    async with site(answering()) as base:
        pass
    assert (await failure(base)).kind == "temporary"


async def test_no_message_repeats_the_password_of_an_address() -> None:
    async with site(answering(b"x", status=500)) as base:
        error = await failure(base.replace("://", "://user:hunter2@"))
    assert "hunter2" not in str(error)


async def test_the_password_of_an_address_is_not_in_the_address_told() -> None:
    async with site(answering(b"x")) as base:
        got = await get(base.replace("://", "://user:hunter2@"))
    assert isinstance(got, Fetched)
    assert "hunter2" not in got.url


async def test_one_host_is_asked_by_few_at_a_time_and_waiting_does_not_count() -> None:
    now = most = 0

    async def handler(_request: web.Request) -> web.Response:
        nonlocal now, most
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.1)
        now -= 1
        return web.Response(text="x")

    async with site(handler) as base, fetcher(per_host=2, timeout=timedelta(seconds=0.4)) as asking:
        await asyncio.gather(*(asking.fetch(f"{base}/{n}", NONE, accept="*/*") for n in range(12)))
    assert most == 2


async def test_all_hosts_together_are_asked_by_so_many_at_a_time() -> None:
    now = most = 0

    async def handler(_request: web.Request) -> web.Response:
        nonlocal now, most
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.05)
        now -= 1
        return web.Response(text="x")

    async with site(handler) as base, fetcher(per_host=10, concurrency=3) as asking:
        await asyncio.gather(*(asking.fetch(base, NONE, accept="*/*") for _ in range(9)))
    assert most == 3


async def test_cookies_are_not_kept() -> None:
    async def handler(request: web.Request) -> web.Response:
        return web.Response(text=request.headers.get("Cookie", "none"), headers={"Set-Cookie": "id=1"})

    async with site(handler) as base, fetcher() as asking:
        await asking.fetch(base, NONE, accept="*/*")
        got = await asking.fetch(base, NONE, accept="*/*")
    assert isinstance(got, Fetched)
    assert got.body == b"none"


async def test_a_validator_that_cannot_be_sent_back_is_dropped() -> None:
    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(b'HTTP/1.1 200 OK\r\nETag: "\xff\xfe"\r\nContent-Length: 2\r\n\r\nok')
        await writer.drain()

    async with raw_site(answer) as base:
        got = await get(base)
    assert isinstance(got, Fetched)
    assert got.validators.etag is None


async def test_long_headers_are_taken() -> None:
    async with site(answering(b"x", Content_Security_Policy="default-src 'self' " + "a" * 20_000)) as base:
        got = await get(base)
    assert isinstance(got, Fetched)


async def test_closing_twice_or_unused_does_nothing() -> None:
    async with fetcher() as asking:
        await asking.close()
