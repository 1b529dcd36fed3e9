"""A real server on the loopback interface, on a port that the system chooses, and a fetcher for it."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from aiohttp import web

from monitor.feeds.fetch import HttpFetcher
from monitor.types import NetworkSettings, Validators

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

LOCAL = NetworkSettings(allow_private=True, timeout=timedelta(seconds=5))
NONE = Validators()


@asynccontextmanager
async def site(handler: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> AsyncIterator[str]:
    """The base address of a site whose every path `handler` answers."""
    app = web.Application()
    app.router.add_get("/{path:.*}", handler)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def raw_site(
    answer: Callable[[asyncio.StreamWriter], Awaitable[None]], seen: list[bytes] | None = None
) -> AsyncIterator[str]:
    """The base address of a server that reads a request, keeps it in `seen`, and then lets `answer` write what it likes."""
    kept = [] if seen is None else seen

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            kept.append(await reader.readuntil(b"\r\n\r\n"))
            await answer(writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()


@asynccontextmanager
async def fetcher(**changes: object) -> AsyncIterator[HttpFetcher]:
    """A fetcher that may ask the loopback interface, closed at the end; `changes` are network settings."""
    asking = HttpFetcher(replace(LOCAL, **changes), version="1.2.3")
    try:
        yield asking
    finally:
        await asking.close()


async def get(url: str, validators: Validators = NONE, **changes: object) -> object:
    """What a fresh fetcher with these network settings gets from `url`."""
    async with fetcher(**changes) as asking:
        return await asking.fetch(url, validators, accept="*/*")
