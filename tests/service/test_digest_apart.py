"""The digest in a process of its own: the same rows and page, on both databases, and what goes wrong there is told and tried again."""

from __future__ import annotations

import asyncio
import json
import logging
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from zoneinfo import ZoneInfo

import pytest

from monitor.app import digesting
from monitor.app.digesting import digests_apart
from monitor.app.logs import start_logging
from monitor.app.sharing import RUN, membership_of
from monitor.config import load_config
from monitor.engine import run_apart
from monitor.errors import ReadError, StoreError
from monitor.store import SqlStore, open_store
from monitor.types import DigestSettings, Versions
from tests.builders import found_article
from tests.fakes import FakeClock, pipeline_of_fakes
from tests.service_process import ROOT, wait_until
from tests.store import throwaway_postgres as postgres

if TYPE_CHECKING:
    from collections.abc import Iterator

    from monitor.app.digesting import Order
    from monitor.pipeline import Pipeline
    from monitor.pipeline.tally import Tally

pytestmark = pytest.mark.slow

MONDAY_8 = datetime(2026, 10, 19, 6, 0, tzinfo=UTC)
EIGHT = MONDAY_8.astimezone(ZoneInfo("Europe/Brussels")).time()
CONFIG = replace(load_config(Path("config")), digest=DigestSettings(weekday=0, at=EIGHT, timezone="Europe/Brussels"))


def filled(url: str, *, holder: str | None = None) -> SqlStore:
    store = open_store(url, holder=holder)
    store.upgrade()
    store.add_articles([found_article(1, seen=MONDAY_8 - timedelta(days=6))])
    return store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    made = filled(f"sqlite:///{tmp_path / 'monitor.db'}")
    yield made
    made.close()


def pipeline(store: SqlStore, folder: Path) -> Pipeline:
    versions = Versions(baseline=CONFIG.baseline.hash, model="test", code="test")
    apart = digests_apart(store, CONFIG, versions, pages_folder=folder, began=None)
    return pipeline_of_fakes(
        CONFIG, store, now=FakeClock(MONDAY_8), folder=folder, versions=versions, digest_apart=apart
    )


def die(order: Order, now: datetime) -> NoReturn:
    os._exit(9)


def mistake(order: Order, now: datetime) -> NoReturn:
    raise LookupError("a mistake")


def make_and_warn(order: Order, now: datetime) -> Tally:
    made = digesting.make_due(order, now)
    logging.getLogger("monitor.pipeline.weekly").warning("new themes are not looked for: %s", "no weights")
    logging.getLogger("monitor.pipeline.weekly").debug("nobody wants to know")
    return made


def serve_one(folder: Path) -> None:
    """A service, in a process of its own, that makes one digest."""
    start_logging()
    digesting.make_due = make_and_warn
    store = filled(f"sqlite:///{folder / 'monitor.db'}")
    asyncio.run(pipeline(store, folder).digest())
    store.close()


@pytest.mark.parametrize("form", ["text", "json"])
def test_what_that_process_says_looks_as_the_services_lines_do(tmp_path: Path, form: str) -> None:
    script = f"import pathlib; from tests.service.test_digest_apart import serve_one; serve_one(pathlib.Path({str(tmp_path)!r}))"
    ended = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, "LOG_FORMAT": form, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    (line,) = ended.stderr.splitlines()
    if form == "json":
        told = json.loads(line)
        assert (told["level"], told["values"]) == ("warning", ["no weights"])
    else:
        assert line.endswith(" WARNING monitor.pipeline.weekly: new themes are not looked for: no weights")


async def test_it_is_made_there_and_only_there_and_the_process_ends_with_it(
    store: SqlStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monitor.pipeline.digest.close_week", None)  # the other process has its own
    service = pipeline(store, tmp_path)

    assert (await service.digest(), await service.digest()) == ((1, 1, ()), (0, 0, ()))
    assert [digest.week for digest in store.digests()] == ["2026-W42"]
    assert service.page_of("2026-W42").exists()
    assert multiprocessing.active_children() == []


async def test_a_process_that_is_killed_is_told_and_the_digest_is_made_at_the_next_look(
    store: SqlStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = pipeline(store, tmp_path)
    with monkeypatch.context() as wrong:
        wrong.setattr(digesting, "make_due", die)
        with pytest.raises(ReadError, match="ended"):
            await service.digest()
    assert store.digests() == []

    assert (await service.digest()).done == 1


async def test_what_is_wrong_with_the_page_or_the_code_is_told_in_its_own_words(
    store: SqlStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pages").write_text("a file in its place")
    service = pipeline(store, tmp_path / "pages")
    with pytest.raises(StoreError, match="cannot be written"):
        await service.digest()

    monkeypatch.setattr(digesting, "make_due", mistake)
    with pytest.raises(LookupError, match="a mistake") as told:
        await service.digest()
    assert "in mistake" in str(told.value.__cause__)


async def test_a_service_that_stops_ends_it() -> None:
    making = asyncio.create_task(run_apart(signal.pause, deadline=timedelta(minutes=1)))  # never ends by itself
    await asyncio.to_thread(wait_until, lambda: multiprocessing.active_children() != [])
    making.cancel()
    begun = time.monotonic()

    assert (await asyncio.gather(making, return_exceptions=True))[0].__class__ is asyncio.CancelledError
    assert time.monotonic() - begun < 10
    assert multiprocessing.active_children() == []


async def test_on_postgresql_it_is_made_for_the_process_that_leads_and_for_no_other(tmp_path: Path) -> None:
    programs = postgres.server_programs()
    if programs is None:
        pytest.skip(postgres.MISSING)
    with postgres.running(programs) as socket:
        url = postgres.create_database(socket, "monitor")
        leading, other = filled(url, holder="leads"), open_store(url, holder="other")
        member = membership_of(leading, CONFIG, RUN)
        assert member is not None
        member.beat()

        with pytest.raises(StoreError, match="another process leads"):
            await pipeline(other, tmp_path).digest()
        assert (await pipeline(leading, tmp_path).digest()).done == 1
        assert [digest.week for digest in leading.digests()] == ["2026-W42"]
        leading.close()
        other.close()


def test_a_store_in_memory_can_be_reached_by_no_other_process(tmp_path: Path) -> None:
    versions = Versions(baseline="b", model="m", code="c")
    assert digests_apart(open_store("sqlite://"), CONFIG, versions, pages_folder=tmp_path, began=None) is None
