"""What a browser asks of the review site."""

from __future__ import annotations

import asyncio
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from yarl import URL

from monitor.store import open_store
from tests.fuzz.given import parted
from tests.web.filled import fill, opened, site_config


class _Site:
    """The review site in a loop of its own."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._folder = TemporaryDirectory(
            prefix="fuzz-site-", ignore_cleanup_errors=True
        )  # removed when the program ends
        folder = Path(self._folder.name)
        (folder / "config").mkdir()
        settings = site_config(folder)
        store = open_store(f"sqlite:///{folder}/site.db")
        store.upgrade()
        fill(store, settings)
        store.close()
        self._opened = opened(folder / "site.db", settings)
        self._client, _ = self._loop.run_until_complete(self._opened.__aenter__())
        self._base = self._client.make_url("/")

    def ask(self, address: str, *, form: bytes | None) -> int:
        """The status of the answer. Nothing but an address is left out."""
        try:
            target = self._base.join(URL("/" + address.lstrip("/")))
        except (ValueError, UnicodeError):
            return 0
        if target.host != self._base.host or target.port != self._base.port:
            return 0
        return self._loop.run_until_complete(self._status(target, form))

    async def _status(self, target: URL, form: bytes | None) -> int:
        method = "GET" if form is None else "POST"
        headers = {} if form is None else {"Content-Type": "application/json", "Origin": str(self._base.origin())}
        address = self._client.make_url(URL(target.raw_path_qs, encoded=True))
        # Not the test client's own `request`, which keeps every answer: an hour's would fill the memory.
        asked = self._client.session.request(method, address, data=form, headers=headers, allow_redirects=False)
        async with asked as response:
            await response.read()
            return response.status


_site = cache(_Site)


def api(given: bytes) -> None:
    head, body = parted(given)
    address = head.encode("latin-1").decode("utf-8", "ignore")
    status = _site().ask(address[:2000], form=body or None)
    assert status < 500, (status, address)


ADDRESSES = [
    line.encode() + b"\n"
    for line in (
        "alerts?actor=RU-MFA&from=2026-11-01&to=2026-11-30&q=talks&sort=severity&page=2",
        "api/alerts?limit=5&cursor=abc",
        "articles?q=%22talks%22%20-war&language=en",
        "search?q=sanction*",
        "streams/RU-MFA/DIA?weeks=8",
        "digests/2026-W46",
        "api/openapi.json",
        "alerts/al-0001.csv",
        "map?week=2026-W46",
        "static/../x",
        "feeds",
        "websub/token?hub.mode=subscribe&hub.topic=x&hub.challenge=y",
    )
]
