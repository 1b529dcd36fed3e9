"""Gets documents over HTTP. Imports aiohttp as a client, as models/llm_judge.py does for its endpoint; the only file that imports yarl.

aiohttp's errors are translated here. No message names more than what happened: an address may hold a secret.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

import aiohttp
from yarl import URL

from monitor.errors import FetchError
from monitor.feeds.addresses import NotPublicError, guarded_socket
from monitor.feeds.answers import REDIRECTS, conditions, refusal, too_large, user_agent, validators_of
from monitor.types import Fetched, NotModified

if TYPE_CHECKING:
    from monitor.types import NetworkSettings, Validators

_CHUNK = 64 * 1024
_LONGEST_HEADER = 64 * 1024  # some outlets send content policies of 20 KiB
_NOT_MODIFIED = 304


class HttpFetcher:
    """The Fetcher port over HTTP: polite (few connections a host), bounded (time, bytes, redirects), public addresses only."""

    def __init__(self, settings: NetworkSettings, *, version: str) -> None:
        self._settings = settings
        self._agent = user_agent(version, settings.contact)
        self._session: aiohttp.ClientSession | None = None
        self._all = asyncio.Semaphore(settings.concurrency)
        self._hosts: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    async def fetch(self, url: str, validators: Validators, *, accept: str) -> Fetched | NotModified:
        """The document at `url`, decompressed, or NotModified. The deadline does not count waiting for our own turn.

        Raises FetchError.
        """
        target = _web_address(url)
        headers = {"Accept": accept, "Accept-Encoding": "gzip, deflate, br", "User-Agent": self._agent}
        host = self._hosts.setdefault(target.host or "", asyncio.Semaphore(self._settings.per_host))
        seconds = self._settings.timeout.total_seconds()
        async with host, self._all:
            try:
                async with asyncio.timeout(seconds):
                    return await self._follow(target, headers | conditions(validators))
            except TimeoutError as exc:
                raise FetchError(f"gave no whole answer within {seconds:g} s", kind="temporary") from exc
            except (aiohttp.ClientError, OSError, ValueError) as exc:
                # ValueError: what yarl and the header writer raise for text that is no address or header
                raise _translated(exc) from exc

    async def close(self) -> None:
        """Ends all connections; fetching again would open new ones."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def _follow(self, target: URL, headers: dict[str, str]) -> Fetched | NotModified:
        for _ in range(self._settings.max_redirects + 1):
            answer = await self._ask(target, headers)
            if not isinstance(answer, URL):
                return answer
            target = answer
        raise FetchError(f"redirected more than {self._settings.max_redirects} times", kind="soft")

    async def _ask(self, target: URL, headers: dict[str, str]) -> Fetched | NotModified | URL:
        """One request: the document, NotModified, or where to ask instead."""
        async with self._open().get(target, headers=headers, allow_redirects=False) as response:
            received = {name.lower(): value for name, value in response.headers.items()}
            if response.status in REDIRECTS:
                return _next_address(target, received.get("location"))
            if response.status == _NOT_MODIFIED and ("If-None-Match" in headers or "If-Modified-Since" in headers):
                return NotModified(url=str(target))
            if not 200 <= response.status < 300:
                raise refusal(response.status, received, datetime.now(UTC))
            return Fetched(
                url=str(target.with_user(None)),
                status=response.status,
                body=await self._body(response),
                headers=received,
                validators=validators_of(received),
            )

    async def _body(self, response: aiohttp.ClientResponse) -> bytes:
        body = bytearray()
        async for chunk in response.content.iter_chunked(_CHUNK):
            body += chunk
            if len(body) > self._settings.max_bytes:
                raise too_large(self._settings.max_bytes)
        return bytes(body)

    def _open(self) -> aiohttp.ClientSession:
        # On first use: aiohttp wants the loop that is running then.
        if self._session is None:
            guard = None if self._settings.allow_private else guarded_socket
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._settings.concurrency, socket_factory=guard),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(total=None, connect=None, sock_connect=None, sock_read=None),
                max_line_size=_LONGEST_HEADER,
                max_field_size=_LONGEST_HEADER,
            )
        return self._session


def _web_address(url: str) -> URL:
    try:
        address = URL(url.strip())
    except ValueError as exc:
        raise FetchError("not a web address", kind="hard") from exc
    if address.scheme not in {"http", "https"} or not address.host:
        raise FetchError("not a web address: it must begin with http:// or https://", kind="hard")
    return address


def _next_address(target: URL, location: str | None) -> URL:
    if not location:
        raise FetchError("redirected without saying where to", kind="soft")
    # Bytes beyond ASCII arrive as surrogates; outlets mean UTF-8.
    written = location.strip().encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        address = target.join(URL(written))
    except ValueError as exc:
        raise FetchError("redirected to something that is not a web address", kind="soft") from exc
    if address.scheme not in {"http", "https"} or not address.host:
        raise FetchError("redirected to an address that is neither http nor https", kind="hard")
    return address


def _translated(error: Exception) -> FetchError:
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    if isinstance(cause, NotPublicError):
        return FetchError(
            "its address is not public, so it is not asked; [network] allow_private = true in monitor.toml allows it",
            kind="hard",
        )
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return FetchError("its host name is not known", kind="temporary")
    if isinstance(error, aiohttp.ClientSSLError | aiohttp.ClientConnectorCertificateError):
        return FetchError("its certificate or encryption is not accepted", kind="soft")
    if isinstance(error, aiohttp.ClientConnectorError):
        return FetchError("no connection", kind="temporary")
    if isinstance(error, aiohttp.ClientPayloadError | aiohttp.ClientConnectionError | OSError):
        return FetchError("the connection broke off, or its body cannot be unpacked", kind="temporary")
    return FetchError(f"its answer is not understood ({type(error).__name__})", kind="soft")
