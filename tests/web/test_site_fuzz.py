"""The API asked what nobody would ask: whatever its description allows, and no answer is a failure of the server."""

from __future__ import annotations

import asyncio
import os
import threading

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from tests.web.filled import opened, site_config

EXAMPLES = int(os.environ.get("FUZZ", "2"))
"""For each address; by hand more: `FUZZ=200 python -m pytest -n 0 tests/web/test_site_fuzz.py`."""
CHECKS = [not_a_server_error, status_code_conformance, response_schema_conformance]


@pytest.fixture
def site(database, tmp_path):
    """The site in a thread of its own: what asks it here waits for its answers."""
    started, stop, found = threading.Event(), asyncio.Event(), {}

    async def serve():
        async with opened(database, site_config(tmp_path)) as (client, _):
            found.update(site=str(client.make_url("/")).rstrip("/"), loop=asyncio.get_running_loop())
            started.set()
            await stop.wait()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    assert started.wait(30)
    yield found["site"]
    found["loop"].call_soon_threadsafe(stop.set)
    thread.join()


def test_whatever_the_description_allows_is_answered(site):
    described = schemathesis.openapi.from_url(f"{site}/api/openapi.json")
    asked = []
    for found in described.get_all_operations():
        operation = found.ok()
        _ask(operation, asked)
    assert len(asked) >= 20


def _ask(operation, asked):
    @settings(
        max_examples=EXAMPLES, deadline=None, phases=[Phase.generate], derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy())
    def ask(case):
        asked.append(case.path)
        case.call_and_validate(checks=CHECKS)

    ask()
