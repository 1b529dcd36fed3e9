"""Gets documents over HTTP. Imports aiohttp as a client, as models/llm_judge.py does for its endpoint.

aiohttp's errors are translated in failures.py. No message names more than what happened: an address may hold a secret.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

import aiohttp

from monitor.errors import FetchError
from monitor.feeds.addresses import guarded_socket, is_private_literal
from monitor.feeds.answers import (
    FOR_GOOD,
    KEEPING_THE_FORM,
    REDIRECTS,
    conditions,
    refusal,
    too_large,
    user_agent,
    validators_of,
)
from monitor.feeds.credentials import Proxy, proxy_of, request_headers
from monitor.feeds.failures import NOT_PUBLIC, translated
from monitor.feeds.packed import unpacked
from monitor.feeds.paging import as_document
from monitor.feeds.robots import Robots
from monitor.feeds.turns import LocalTurns
from monitor.feeds.web_address import Redirect, next_address, web_address, without_log_in
from monitor.types import Access, Fetched, NotModified, Validators

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yarl import URL

    from monitor.feeds.turns import Turns
    from monitor.types import NetworkSettings

PAGE_TYPES = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"
_CHUNK = 64 * 1024
_LONGEST_HEADER = 64 * 1024  # some outlets send content policies of 20 KiB
_KEPT_OPEN = 3.0
"""Seconds for which a connection is kept for another question, such as the page of what a feed brought. aiohttp keeps it for fifteen, and however
many there are: the first round over some thousands of hosts would hold more of them than a process may have files open (often 1,024)."""
_NOT_MODIFIED, _TOO_MANY = 304, 429


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """What is asked, whatever address it is asked at. `robots`: whether each site is asked first if it wants us there; `form`: what is sent instead of asking."""

    headers: Mapping[str, str]
    access: Access | None
    proxy: Proxy | None
    robots: bool = False
    form: Mapping[str, str] | None = None


class _Via(NamedTuple):
    """A proxy, as aiohttp wants it: by http its log-in goes with the question, by https with the request for a tunnel."""

    proxy: str | None = None
    with_question: Mapping[str, str] = {}
    for_tunnel: Mapping[str, str] | None = None


class HttpFetcher:
    """The Fetcher port over HTTP: polite (turns at each host), bounded (time, bytes, redirects), public addresses only."""

    def __init__(
        self,
        settings: NetworkSettings,
        *,
        version: str,
        turns: Turns | None = None,
        secrets: Mapping[str, str] | None = None,
    ) -> None:
        self._settings = settings
        self._agent = user_agent(version, settings.contact)
        self._secrets = dict(secrets or {})
        self._sessions: dict[bool, aiohttp.ClientSession] = {}
        self._all = asyncio.Semaphore(settings.concurrency)
        self._turns: Turns = turns or LocalTurns(settings.per_host)
        self._robots = Robots(self._ask_robots)
        self._by_proxy = Access(proxy=settings.proxy) if settings.proxy else None

    async def fetch(
        self, url: str, validators: Validators, *, accept: str, access: Access | None = None
    ) -> Fetched | NotModified:
        """The document at `url`, decompressed, or NotModified. The deadline does not count waiting for our own turn.

        Raises FetchError.
        """
        target = web_address(url)
        question = self._question({"Accept": accept} | conditions(validators), access)
        return await self._in_turn(target, question, self._spacing(target, timedelta(0)))

    async def fetch_page(self, url: str) -> Fetched:
        """The page at `url`, where the robots.txt of its site, and of those it redirects to, lets us. Raises FetchError."""
        return as_document(await self.look_again(url, Validators()))

    async def look_again(self, url: str, validators: Validators) -> Fetched | NotModified:
        """The page likewise, or NotModified where it is still as it was when `validators` came with it. Raises FetchError."""
        target = web_address(url)
        question = self._question({"Accept": PAGE_TYPES} | conditions(validators), self._by_proxy)
        delay = timedelta(0)
        if self._settings.robots:
            delay = await self._robots.check(str(target.origin()), str(target))
            question = replace(question, robots=True)
        return await self._in_turn(target, question, self._spacing(target, delay))

    async def tell(self, url: str, form: Mapping[str, str], *, access: Access | None = None) -> None:
        """Sends a form to a hub, as the feed is asked; without `access`, for a feed that is gone, as pages are. Raises FetchError where it is not taken."""
        target = web_address(url)
        question = replace(self._question({"Accept": "text/plain"}, access or self._by_proxy), form=form)
        await self._in_turn(target, question, self._spacing(target, timedelta(0)))

    async def close(self) -> None:
        """Ends all connections; fetching again would open new ones."""
        sessions, self._sessions = self._sessions, {}
        for session in sessions.values():
            await session.close()

    def _question(self, headers: dict[str, str], access: Access | None) -> _Question:
        ours = {"Accept-Encoding": "gzip, deflate, br", "User-Agent": self._agent}
        return _Question(headers=headers | ours, access=access, proxy=proxy_of(access, self._secrets))

    def _spacing(self, target: URL, delay: timedelta) -> timedelta:
        """A machine of our own network is no outlet to be spared."""
        return timedelta(0) if is_private_literal(target.host or "") else max(self._settings.spacing, delay)

    async def _ask_robots(self, url: str) -> Fetched:
        """Without a turn, which the page that it is asked for may hold already."""
        return as_document(
            await self._heeded(web_address(url), self._question({"Accept": "text/plain"}, self._by_proxy))
        )

    async def _in_turn(self, target: URL, question: _Question, spacing: timedelta) -> Fetched | NotModified:
        async with self._turns.at(target.host or "", spacing=spacing), self._all:
            return await self._heeded(target, question)

    async def _heeded(self, target: URL, question: _Question) -> Fetched | NotModified:
        """A host that wants rest gets it."""
        host = target.host or ""
        try:
            return await self._bounded(target, question)
        except FetchError as error:
            if error.status == _TOO_MANY and error.retry_after and not is_private_literal(host):
                await self._turns.rest(host, error.retry_after)
            raise

    async def _bounded(self, target: URL, question: _Question) -> Fetched | NotModified:
        seconds = self._settings.timeout.total_seconds()
        try:
            async with asyncio.timeout(seconds):
                return await self._follow(target, question)
        except TimeoutError as exc:
            raise FetchError(f"gave no whole answer within {seconds:g} s", kind="temporary") from exc
        except (aiohttp.ClientError, OSError, ValueError) as exc:
            # ValueError: what yarl and the header writer raise for text that is no address or header
            raise translated(exc) from exc

    async def _follow(self, target: URL, question: _Question) -> Fetched | NotModified:
        moved_to, for_good = None, True
        for _ in range(self._settings.max_redirects + 1):
            answer = await self._ask(target, question)
            if not isinstance(answer, Redirect):
                return replace(answer, moved_to=moved_to)
            for_good = for_good and answer.for_good and not answer.is_downgrade(target)
            if question.robots and answer.to.origin() != target.origin():
                await self._robots.check(str(answer.to.origin()), str(answer.to))
            target = answer.to
            moved_to = without_log_in(target) if for_good else moved_to
        raise FetchError(f"redirected more than {self._settings.max_redirects} times", kind="soft")

    async def _ask(self, target: URL, question: _Question) -> Fetched | NotModified | Redirect:
        """One request: the document, NotModified, or where to ask instead."""
        headers = {**question.headers, **request_headers(question.access, str(target), self._secrets)}
        via = self._via(question.proxy, target)
        session = self._open(proxied=via.proxy is not None)
        async with session.request(
            "POST" if question.form else "GET",
            target,
            data=question.form,
            headers={**headers, **via.with_question},
            allow_redirects=False,
            proxy=via.proxy,
            proxy_headers=via.for_tunnel,
        ) as response:
            received = {name.lower(): value for name, value in response.headers.items()}
            received |= {"link": ", ".join(links)} if (links := response.headers.getall("Link", [])) else {}
            if response.status in (KEEPING_THE_FORM if question.form else REDIRECTS):
                return Redirect(next_address(target, received.get("location")), response.status in FOR_GOOD)
            if response.status == _NOT_MODIFIED and ("If-None-Match" in headers or "If-Modified-Since" in headers):
                return NotModified(url=without_log_in(target), headers=received)
            if not 200 <= response.status < 300:
                raise refusal(response.status, received, datetime.now(UTC))
            return Fetched(
                url=without_log_in(target),
                status=response.status,
                body=await self._body(response),
                headers=received,
                validators=validators_of(received),
            )

    def _via(self, proxy: Proxy | None, target: URL) -> _Via:
        """How to ask through the proxy. It resolves names itself: only what names an address of our own network is refused here."""
        if proxy is None:
            return _Via()
        if not self._settings.allow_private and is_private_literal(target.host or ""):
            raise FetchError(NOT_PUBLIC, kind="hard")
        log_in = {"Proxy-Authorization": proxy.authorization} if proxy.authorization else {}
        return _Via(proxy.address, log_in) if target.scheme == "http" else _Via(proxy.address, for_tunnel=log_in)

    async def _body(self, response: aiohttp.ClientResponse) -> bytes:
        body = bytearray()
        async for chunk in response.content.iter_chunked(_CHUNK):
            body += chunk
            if len(body) > self._settings.max_bytes:
                raise too_large(self._settings.max_bytes)
        return unpacked(bytes(body), self._settings.max_bytes)

    def _open(self, *, proxied: bool) -> aiohttp.ClientSession:
        # On first use: aiohttp wants the loop that is running then. A proxy may well live on a private address.
        if proxied not in self._sessions:
            guard = None if self._settings.allow_private or proxied else guarded_socket
            self._sessions[proxied] = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    limit=self._settings.concurrency, keepalive_timeout=_KEPT_OPEN, socket_factory=guard
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(total=None, connect=None, sock_connect=None, sock_read=None),
                max_line_size=_LONGEST_HEADER,
                max_field_size=_LONGEST_HEADER,
            )
        return self._sessions[proxied]
