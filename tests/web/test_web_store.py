"""The review page on the real store."""

from datetime import UTC, datetime, timedelta

from aiohttp.test_utils import TestClient, TestServer

from monitor.digest import build_digest, due_week, previous_week
from monitor.store import open_store
from monitor.types import Versions
from monitor.web import Health, create_app
from tests.builders import alert, week_config

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


async def test_a_week_goes_from_the_store_to_its_page(tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/monitor.db")
    config = week_config()
    try:
        store.upgrade()
        store.register_feeds(config.feeds, NOW - timedelta(days=5))
        store.add_alerts([alert(raised_at=NOW - timedelta(days=4), at=NOW - timedelta(days=4))], NOW)
        week = due_week(NOW, config.digest)
        made = build_digest(
            store.week_rows(week.start, week.end),
            week=week,
            config=config,
            versions=Versions(baseline="b", model="m", code="c"),
            previous=store.digest(previous_week(week, config.digest.timezone).name),
            now=NOW,
        )
        assert store.save_digest(made, send=False)
        health = Health(ticks={}, stale_after=timedelta(minutes=5))
        application = create_app(store, config=config, health=lambda: health, now=lambda: NOW)
        async with TestClient(TestServer(application)) as client:
            assert "One line moved" in await (await client.get("/")).text()
            assert "We are ready to talk" in await (await client.get(f"/digests/{week.name}")).text()
            for path in ("/alerts/al-0001", "/feeds", "/healthz", "/readyz", "/metrics", "/api/alerts"):
                assert (await client.get(path)).status == 200
    finally:
        store.close()
