"""Every row of the table at once: one round of the service, and what `status` says of each feed afterwards."""

from __future__ import annotations

import asyncio
import shutil
import socket
import ssl
import struct
import subprocess
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

import monitor.feeds.fetch as fetching
from monitor.feeds.addresses import guarded_socket
from monitor.types import NetworkSettings
from tests.builders import feed
from tests.fakes import FakeClock, InlineWorkers
from tests.feeds.hostile_servers import CLOSE, DOCUMENT, DRIP, ENDLESS, HANG, RESET, ROWS, Row, table
from tests.feeds.polled import polling

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NETWORK = NetworkSettings(timeout=timedelta(seconds=4), max_bytes=2**20, per_host=200, concurrency=16)
NAMES = {
    "private.example": ["10.0.0.7"],
    "metadata.example": ["169.254.169.254"],
    "both.example": ["10.0.0.7", "127.0.0.1"],
    "localhost.": ["127.0.0.2"],
}
real_look_up = socket.getaddrinfo


class ThreadWorkers(InlineWorkers):
    """Off the loop, so that a large document holds up no clock."""

    async def run(self, function, *args):
        return await asyncio.to_thread(function, *args)


class World:
    """The servers of all rows, and how names are looked up there."""

    def __init__(self) -> None:
        self.reached: list[tuple[str, str]] = []

    def look_up(self, host, port, *rest, **more):
        name = host.decode() if isinstance(host, bytes) else host
        if name in NAMES:
            return [found for address in NAMES[name] for found in real_look_up(address, port, *rest, **more)]
        if name.endswith(".example"):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        # Numbers alone, in whatever spelling: nothing of this asks a server for names.
        return real_look_up(host, port, *rest[:3], flags=socket.AI_NUMERICHOST)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if (first := await reader.readexactly(1)) == b"\x16":  # the beginning of TLS
                writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                return
            head = (first + await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            place, _, _ = head.split(" ")[1].strip("/").partition("/")
            self.reached.append((writer.get_extra_info("sockname")[0], place))
            row = ROWS[int(place)] if place.isdigit() else ROWS[0]
            await self._answer(row, writer, here=f"/{place}", port=writer.get_extra_info("sockname")[1])
        except (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def _answer(self, row: Row, writer: asyncio.StreamWriter, *, here: str, port: int) -> None:
        if row.then == CLOSE:
            return
        text = row.answer.replace(b"{here}", here.encode()).replace(b"{port}", str(port).encode())
        writer.write(text)
        await writer.drain()
        while row.then in (DRIP, ENDLESS):
            writer.write(b"x" if row.then == DRIP else bytes(2**16))
            await writer.drain()
            await asyncio.sleep(0.05 if row.then == DRIP else 0)
        if row.then == HANG:
            await asyncio.sleep(6)
        if row.then == RESET:
            linger = struct.pack("ii", 1, 0)
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)


def _guard(info):
    """As in the service, but that 127.0.0.1 stands for the open internet."""
    return socket.socket(*info[:3]) if info[4][0] == "127.0.0.1" else guarded_socket(info)


def certificate(folder: Path) -> ssl.SSLContext | None:
    """One that nobody vouches for; None where there is no program to make it."""
    if shutil.which("openssl") is None:
        return None
    pem = folder / "self.pem"
    words = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=127.0.0.1"]
    subprocess.run(["openssl", *words, "-keyout", pem, "-out", folder / "cert.pem"], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", pem)
    return context


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[int, str]]:
    with pytest.MonkeyPatch.context() as patch:
        world = World()
        patch.setattr(socket, "getaddrinfo", world.look_up)
        patch.setattr(fetching, "guarded_socket", _guard)
        found = asyncio.run(_round(world, certificate(tmp_path_factory.mktemp("tls"))))
        assert {address for address, _ in world.reached} == {"127.0.0.1"}
        yield found


async def _round(world: World, context: ssl.SSLContext | None) -> dict[int, str]:
    server = await asyncio.start_server(world.serve, "127.0.0.1", 0)
    tls = await asyncio.start_server(world.serve, "127.0.0.1", 0, ssl=context) if context else None
    port = server.sockets[0].getsockname()[1]
    places = {
        "port": port,
        "tls": f"https://127.0.0.1:{tls.sockets[0].getsockname()[1]}" if tls else "",
        "plain": f"https://127.0.0.1:{port}",
    }
    feeds = tuple(feed(id=str(n), url=_address(row, n, places)) for n, row in enumerate(ROWS))
    clock = FakeClock(datetime(2026, 10, 5, 9, 0, tzinfo=UTC))
    async with polling(feeds, network=NETWORK, clock=clock, workers=ThreadWorkers()) as pipeline:
        await pipeline.poll()
        states = {int(state.feed_id): state.outcome for state in pipeline.store.feed_states()}
    for each in (server, tls):
        if each:
            each.close()
    return states


def _address(row: Row, number: int, places: dict[str, object]) -> str:
    return (row.url or "http://127.0.0.1:{port}").format(**places).rstrip("/") + f"/{number}"


@pytest.mark.parametrize("number", range(len(ROWS)), ids=[f"{row.group}: {row.does}" for row in ROWS])
def test_a_person_sees_what_the_server_did(outcomes: dict[int, str], number: int) -> None:
    row = ROWS[number]
    if row.url == "{tls}" and shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    assert outcomes[number].startswith(row.sees)


def test_the_document_shows_the_same_table() -> None:
    assert table() in DOCUMENT.read_text(encoding="utf-8")
