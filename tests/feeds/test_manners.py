"""Manners towards hosts: turns, rest, robots.txt; and what a feed is asked with goes to nobody else."""

from __future__ import annotations

import asyncio
import base64
import logging
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from monitor.errors import FetchError, StoreError
from monitor.feeds import references
from monitor.feeds.credentials import is_same_place
from monitor.feeds.fetch import HttpFetcher
from monitor.feeds.robots import Robots
from monitor.feeds.turns import LONGEST_REST, LocalTurns, SharedTurns, resting
from monitor.store import open_store
from monitor.types import Access, Fetched, NotModified
from tests.builders import feed
from tests.feeds.loopback_site import LOCAL, NONE, fetcher, get, raw_site, site

CANARY = "canary-7f3a"
SECRETS = {"KEY": CANARY, "PASSWORD": CANARY}
ACCESS = Access(
    headers=(("X-Api-Key", "env:KEY"), ("X-Plain", "yes")),
    cookies=(("session", "env:KEY"),),
    user="desk",
    password="env:PASSWORD",
)


async def ask(url: str, access: Access, **changes: object) -> Fetched | NotModified:
    asking = HttpFetcher(replace(LOCAL, **changes), version="1.2.3", secrets=SECRETS)
    try:
        return await asking.fetch(url, NONE, accept="*/*", access=access)
    finally:
        await asking.close()


async def echo(request: web.Request) -> web.Response:
    names = ("X-Api-Key", "X-Plain", "Cookie", "Authorization")
    return web.json_response({name: request.headers.get(name) for name in names})


# ------------------------------------------------------------- connections


async def test_a_connection_is_used_again_for_the_next_question_and_let_go_of_soon() -> None:
    opened, closed = [], asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        opened.append(writer)
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        except asyncio.IncompleteReadError:
            closed.set()
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server, fetcher() as asking:
        for path in ("feed", "page"):
            await asking.fetch(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/{path}", NONE, accept="*/*")
        assert len(opened) == 1
        await asyncio.wait_for(closed.wait(), timeout=8)


# ------------------------------------------------------------- what it is asked with


async def test_a_feed_is_asked_with_its_own_headers_cookies_and_log_in() -> None:
    async with site(echo) as base:
        got = await ask(base, replace(ACCESS, only_for=f"{base}/feed"))
    basic = base64.b64encode(f"desk:{CANARY}".encode()).decode()
    assert CANARY in got.body.decode()
    assert f"session={CANARY}" in got.body.decode()
    assert f"Basic {basic}" in got.body.decode()


async def test_nothing_of_it_goes_along_a_redirect_to_another_host() -> None:
    async with site(echo) as other:

        async def handler(_request: web.Request) -> web.Response:
            return web.Response(status=302, headers={"Location": other})

        async with site(handler) as base:
            got = await ask(base, replace(ACCESS, only_for=base))
    assert got.body == b'{"X-Api-Key": null, "X-Plain": null, "Cookie": null, "Authorization": null}'


@pytest.mark.parametrize(
    ("known", "address", "same"),
    [
        ("https://a.example/x", "https://a.example/y?z", True),
        ("https://a.example/x", "https://a.example:443/", True),
        ("http://a.example/x", "https://a.example/", True),
        ("https://a.example/x", "http://a.example/", False),
        ("https://a.example/x", "https://b.a.example/", False),
        ("https://a.example/x", "https://a.example:8443/", False),
        ("https://a.example/x", "https://a.example.evil.example/", False),
        ("", "https://a.example/", False),
        ("https://a.example/x", "https://[::1/", False),
    ],
)
def test_which_addresses_are_the_same_place(known: str, address: str, *, same: bool) -> None:
    assert is_same_place(known, address) is same


async def test_a_variable_that_is_not_set_is_named_and_nothing_is_asked() -> None:
    async with site(echo) as base:
        with pytest.raises(FetchError, match="the variable MISSING") as caught:
            await ask(base, Access(headers=(("X", "env:MISSING"),), only_for=base))
    assert caught.value.kind == "hard"


def test_what_feeds_refer_to_is_known_by_name() -> None:
    assert references([feed(access=ACCESS), feed(access=Access(proxy="env:PROXY")), feed()]) == {
        "KEY",
        "PASSWORD",
        "PROXY",
    }


async def test_no_secret_is_in_errors_logs_or_what_is_shown(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    told: list[str] = [repr(ACCESS)]

    async def handler(request: web.Request) -> web.Response:
        return web.Response(status=int(request.path.strip("/")))

    async def hang_up(writer: asyncio.StreamWriter) -> None:
        writer.close()

    async with site(handler) as base, raw_site(hang_up) as broken:
        for url in (f"{base}/401", f"{base}/500", broken, "http://127.0.0.1:1/"):
            with pytest.raises(FetchError) as caught:
                await ask(url, replace(ACCESS, only_for=url))
            told += [str(caught.value), repr(caught.value), repr(caught.value.__cause__)]
        proxied = Access(proxy=f"http://user:{CANARY}@127.0.0.1:1")
        with pytest.raises(FetchError) as caught:
            await ask(base, proxied)
        told.append(str(caught.value))
    assert not [line for line in [*told, caplog.text] if CANARY in line]


async def say_ok(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
    await writer.drain()


async def test_a_hub_of_a_feed_that_is_gone_is_told_through_the_proxy_that_all_else_goes_through() -> None:
    seen: list[bytes] = []
    async with raw_site(say_ok, seen) as proxy:
        telling = HttpFetcher(replace(LOCAL, allow_private=False, proxy=proxy), version="1.2.3")
        await telling.tell("http://hub.invalid/", {"hub.mode": "unsubscribe"})
        await telling.close()
    assert seen[0].startswith(b"POST http://hub.invalid/ HTTP/1.1\r\n")


async def test_a_proxy_is_asked_with_its_log_in_and_told_the_whole_address() -> None:
    seen: list[bytes] = []
    async with raw_site(say_ok, seen) as proxy:
        access = Access(proxy=proxy.replace("//", f"//user:{CANARY}@"))
        got = await ask("http://outlet.example/feed", access, allow_private=False)
    assert got.body == b"ok"
    assert seen[0].startswith(b"GET http://outlet.example/feed HTTP/1.1\r\n")
    assert base64.b64encode(f"user:{CANARY}".encode()) in seen[0]


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://169.254.169.254/"])
async def test_a_proxy_is_no_way_to_private_addresses(url: str) -> None:
    with pytest.raises(FetchError, match="not public"):
        await ask(url, Access(proxy="http://127.0.0.1:1"), allow_private=False)


# ------------------------------------------------------------------------- moves


async def redirected(*statuses: int) -> str | None:
    async def handler(request: web.Request) -> web.Response:
        hop = int(request.path.strip("/"))
        if hop == len(statuses):
            return web.Response(text="here")
        return web.Response(status=statuses[hop], headers={"Location": f"/{hop + 1}"})

    async with site(handler) as base:
        got = await get(f"{base}/0")
        return got.moved_to.removeprefix(base) if got.moved_to else None


@pytest.mark.parametrize(
    ("statuses", "moved_to"),
    [((), None), ((301,), "/1"), ((308, 301), "/2"), ((302,), None), ((301, 302), "/1"), ((307, 301), None)],
)
async def test_only_what_is_redirected_for_good_from_the_start_is_a_move(statuses, moved_to: str | None) -> None:
    assert await redirected(*statuses) == moved_to


# ------------------------------------------------------------------------- turns


async def test_questions_to_one_host_begin_apart_and_other_hosts_do_not_wait() -> None:
    turns, begun, start = LocalTurns(5), [], time.monotonic()

    async def one(host: str) -> None:
        async with turns.at(host, spacing=timedelta(seconds=0.05)):
            begun.append((host, time.monotonic()))

    await asyncio.gather(*(one(host) for host in ("a", "a", "a", "b")))
    moments = sorted(moment - start for host, moment in begun if host == "a")
    assert [moment >= 0.05 * n for n, moment in enumerate(moments)] == [True, True, True]
    assert [host for host, _ in begun][:2] == ["a", "b"]


async def test_a_host_that_asks_for_rest_is_left_alone_for_an_hour_at_most() -> None:
    turns = LocalTurns(2)
    await turns.rest("a", timedelta(days=3))
    with pytest.raises(FetchError) as caught:
        async with turns.at("a", spacing=timedelta(0)):
            pass
    assert (caught.value.kind, caught.value.retry_after <= LONGEST_REST) == ("rest", True)
    async with turns.at("b", spacing=timedelta(0)):
        pass


class Spacings(LocalTurns):
    """Notes what it was asked for."""

    def __init__(self) -> None:
        super().__init__(2)
        self.asked: list[tuple[str, timedelta]] = []
        self.rested: list[str] = []

    def at(self, host, *, spacing):
        self.asked.append((host, spacing))
        return super().at(host, spacing=timedelta(0))

    async def rest(self, host, span) -> None:
        self.rested.append(host)


async def test_machines_of_our_own_are_asked_without_spacing_and_outlets_with() -> None:
    turns = Spacings()
    asking = HttpFetcher(LOCAL, version="1", turns=turns)
    async with site(echo) as base:
        await asking.fetch(base, NONE, accept="*/*")
    with pytest.raises(FetchError):
        await asking.fetch("http://outlet.invalid/", NONE, accept="*/*")
    await asking.close()
    assert turns.asked == [("127.0.0.1", timedelta(0)), ("outlet.invalid", LOCAL.spacing)]


def test_a_host_at_rest_is_told_in_words() -> None:
    assert str(resting(timedelta(seconds=90))) == "not asked: its host wants no questions for another 90 s"


async def test_processes_that_share_a_store_take_turns(tmp_path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/monitor.db")
    store.upgrade()
    now = most = 0

    async def one(turns: SharedTurns) -> None:
        nonlocal now, most
        async with turns.at("outlet.example", spacing=timedelta(0)):
            now += 1
            most = max(most, now)
            await asyncio.sleep(0.02)
            now -= 1

    ours, theirs = SharedTurns(2, store), SharedTurns(2, store)
    await asyncio.gather(*(one(turns) for turns in (ours, theirs) for _ in range(4)))
    await ours.rest("outlet.example", timedelta(hours=1))
    with pytest.raises(FetchError, match="wants no questions"):
        await one(theirs)
    store.close()
    assert most == 2


# ------------------------------------------------------------------------ robots


def a_site_with(robots: str | int, asked: list[str]):
    async def handler(request: web.Request) -> web.Response:
        asked.append(request.path)
        if request.path != "/robots.txt":
            return web.Response(text="<html>page</html>", content_type="text/html")
        return web.Response(status=robots) if isinstance(robots, int) else web.Response(text=robots)

    return handler


async def page(base: str, path: str = "/news/1", **changes: object) -> bytes:
    async with fetcher(**changes) as asking:
        return (await asking.fetch_page(f"{base}{path}")).body


async def test_a_page_is_fetched_where_robots_lets_us_and_robots_is_asked_once() -> None:
    asked: list[str] = []
    async with site(a_site_with("User-agent: *\nDisallow: /private/", asked)) as base, fetcher() as asking:
        await asyncio.gather(*(asking.fetch_page(f"{base}/news/{n}") for n in range(3)))
        with pytest.raises(FetchError, match=r"robots.txt does not want it") as caught:
            await asking.fetch_page(f"{base}/private/1")
    assert (asked.count("/robots.txt"), caught.value.kind) == (1, "hard")
    assert "/private/1" not in asked


async def test_rules_for_us_by_name_count() -> None:
    asked: list[str] = []
    rules = "User-agent: *\nDisallow: /\n\nUser-agent: MessagingMonitor\nAllow: /"
    async with site(a_site_with(rules, asked)) as base:
        assert await page(base)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [(404, None), (403, None), (410, None), (408, "temporary"), (429, "rest"), (500, "temporary"), (503, "temporary")],
)
async def test_a_missing_robots_allows_all_and_a_broken_one_nothing_for_now(answer: int, kind: str | None) -> None:
    asked: list[str] = []
    async with site(a_site_with(answer, asked)) as base:
        if kind is None:
            assert await page(base)
        else:
            with pytest.raises(FetchError, match="cannot be had") as caught:
                await page(base)
            assert (caught.value.kind, caught.value.status) == (kind, None if kind == "rest" else answer)


@pytest.mark.parametrize(("asked", "rest"), [(None, 600), (60, 600), (1800, 1800), (86_400, 3600)])
async def test_a_site_that_wants_fewer_questions_for_its_robots_rests_and_no_try_is_used_up(
    asked: int | None, rest: int
) -> None:
    async def limited(_url: str) -> Fetched:
        raise FetchError(
            "answered 429",
            kind="temporary",
            status=429,
            retry_after=None if asked is None else timedelta(seconds=asked),
        )

    robots = Robots(limited)
    with pytest.raises(FetchError, match="cannot be had") as caught:
        await robots.check("https://a.example", "https://a.example/1")
    assert (caught.value.kind, round(caught.value.retry_after / timedelta(seconds=1))) == ("rest", rest)

    # Who comes late in the rest waits for what is left of it.
    known = robots._known["https://a.example"].result()
    later = asyncio.get_running_loop().create_future()
    later.set_result(replace(known, until=known.until - rest + 60))
    robots._known["https://a.example"] = later
    with pytest.raises(FetchError) as late:
        await robots.check("https://a.example", "https://a.example/2")
    assert round(late.value.retry_after / timedelta(seconds=1)) == 60


async def test_robots_are_asked_for_again_after_the_store_that_keeps_turns_was_away() -> None:
    answers = iter([StoreError("away"), FetchError("answered 404", kind="hard", status=404)])

    async def ask_for(_url: str) -> Fetched:
        raise next(answers)

    robots = Robots(ask_for)
    with pytest.raises(StoreError):
        await robots.check("https://a.example", "https://a.example/1")
    assert await robots.check("https://a.example", "https://a.example/1") == timedelta(0)


async def test_a_robots_that_asks_for_rest_leaves_the_whole_host_alone() -> None:
    turns = Spacings()
    seen: list[bytes] = []

    async def limit(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 60\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()

    async with raw_site(limit, seen) as proxy:
        asking = HttpFetcher(replace(LOCAL, allow_private=False, proxy=proxy), version="1", turns=turns)
        with pytest.raises(FetchError, match="429"):
            await asking.fetch_page("http://outlet.invalid/news/1")
        await asking.close()
    assert (len(seen), turns.asked, turns.rested) == (1, [], ["outlet.invalid"])


async def test_robots_may_be_left_unasked() -> None:
    asked: list[str] = []
    async with site(a_site_with("User-agent: *\nDisallow: /", asked)) as base:
        await page(base, robots=False)
    assert asked == ["/news/1"]


async def test_a_redirect_to_another_site_asks_that_sites_robots() -> None:
    asked: list[str] = []
    async with site(a_site_with("User-agent: *\nDisallow: /", asked)) as other:

        async def handler(request: web.Request) -> web.Response:
            status = 404 if request.path == "/robots.txt" else 302
            return web.Response(status=status, headers={"Location": f"{other}/news/1"})

        async with site(handler) as base:
            with pytest.raises(FetchError, match=r"robots.txt does not want it"):
                await page(base)
    assert asked == ["/robots.txt"]


async def test_crawl_delay_is_the_spacing_of_pages_up_to_half_a_minute() -> None:
    async def rules(_url: str) -> Fetched:
        return Fetched(url="", status=200, body=b"User-agent: *\nCrawl-delay: 900", headers={}, validators=NONE)

    assert await Robots(rules).check("https://a.example", "https://a.example/1") == timedelta(seconds=30)


def test_rest_ends() -> None:
    turns = LocalTurns(1)
    turns._resting["a"] = datetime.now(UTC) - timedelta(seconds=1)
    turns._refuse_resting("a")
    assert turns._resting == {}
