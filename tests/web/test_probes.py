"""Health and numbers of a worker: all of it on its own machine, elsewhere only what the site's rules allow."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from aiohttp.test_utils import TestClient, TestServer

from monitor.config import listening_on
from monitor.errors import StoreError, UsageError
from monitor.store import open_store
from monitor.types import Member, WebSettings
from monitor.web import create_probes
from tests.web.filled import NOW, WELL

BUSY = replace(
    WELL,
    work={"read": {"pieces": 12, "failures": 1, "seconds": 2.5, "errors": 0}},
    tasks={"read": (12, 1.5)},
    unable={"parse": True, "read": False},
)


@asynccontextmanager
async def worker(path, **web):
    store = open_store(f"sqlite:///{path}")
    application = create_probes(
        store, accounts=store.review, settings=WebSettings(**web), health=lambda: BUSY, now=lambda: NOW
    )
    async with TestClient(TestServer(application)) as client:
        yield client, store
    store.close()


async def test_on_its_own_machine_all_is_told(database):
    async with worker(database, access="login") as (client, store):
        store.members = lambda: [Member(name="a", role="worker", version="1", made_for="x", at=NOW)]
        assert (await (await client.get("/healthz")).json())["status"] == "ok"
        assert await (await client.get("/readyz")).json() == {"ready": True, "problem": None}
        lines = (await (await client.get("/metrics")).text()).splitlines()
        assert (await client.get("/")).status == 404

    assert 'monitor_task_cpu_seconds_total{kind="read"} 1.5' in lines
    assert {'monitor_cannot_read{kind="parse"} 1.0', 'monitor_cannot_read{kind="read"} 0.0'} <= set(lines)
    assert 'monitor_pass_pieces_total{pass="read"} 12.0' in lines
    assert 'monitor_processes{role="worker"} 1.0' in lines


async def test_elsewhere_strangers_are_told_the_status_alone(database):
    async with worker(database, host="192.0.2.1", access="login") as (client, _):
        assert await (await client.get("/healthz")).json() == {"status": "ok"}
        assert await (await client.get("/readyz")).json() == {"ready": True}
        assert (await client.get("/metrics")).status == 401


@pytest.mark.parametrize("access", ["none", "login", "proxy"])
async def test_where_all_is_told_no_page_of_another_site_gets_it_under_a_name_of_its_own(database, access):
    async with worker(database, access=access) as (client, _):
        for path in ("/healthz", "/readyz", "/metrics"):
            assert (await client.get(path, headers={"Host": "evil.example"})).status == 421


async def test_a_database_that_is_away_is_told(database):
    async with worker(database) as (client, store):

        def away(*_):
            raise StoreError("no connection")

        store.check = store.counts = away
        assert (await client.get("/healthz")).status == (await client.get("/metrics")).status == 503


def test_the_place_to_listen_keeps_the_rules_of_access():
    team = WebSettings(access="login", hosts=("monitor.example",))
    assert listening_on(team, "0.0.0.0:80") == replace(team, host="0.0.0.0", port=80)
    assert listening_on(WebSettings(), "[::1]:0").host == "::1"
    with pytest.raises(UsageError, match="everybody who can reach"):
        listening_on(WebSettings(), "0.0.0.0:80")
