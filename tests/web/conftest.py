"""Lets these tests import `tests.…` however pytest is started; a filled database, made once."""

import shutil
import sys
from pathlib import Path

import pytest

ROOT = str(Path(__file__).resolve().parents[2])
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)

from monitor.store import open_store  # noqa: E402  # the path comes first
from tests.web.filled import fill, opened, site_config  # noqa: E402  # as above


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    store = open_store(f"sqlite:///{folder}/monitor.db")
    store.upgrade()
    fill(store, site_config(folder))
    store.close()
    return folder / "monitor.db"


@pytest.fixture
def database(filled, tmp_path):
    """A copy of it, to be written to."""
    return shutil.copy(filled, tmp_path / "monitor.db")


@pytest.fixture
def config(tmp_path):
    return site_config(tmp_path)


@pytest.fixture
async def client(database, config):
    async with opened(database, config) as (browser, _):
        yield browser
