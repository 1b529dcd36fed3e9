"""Draws the pictures of the README and the documents anew, from the demonstration: its fullest digest, an alert and a line on the site; and the page of the example article.

    python tools/doc_pictures.py docs

Needs Chromium (or CHROMIUM=path); nothing is asked of any network. The cards of Slack come from tools/card_pictures.py.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from aiohttp.test_utils import TestServer
from playwright.async_api import async_playwright
from typer.testing import CliRunner

from monitor.app.demo import DEMO_END, run_demo
from monitor.cli import app
from monitor.config import load_config
from monitor.digest import alert_pictures
from monitor.store import open_store
from monitor.types import StreamKey
from tests.web.axe_drill import browser_path, launch
from tools.shown_site import site_over

if TYPE_CHECKING:
    from playwright.async_api import Browser

    from monitor.store import SqlStore
    from monitor.types import Alert, Config

TRAIL = timedelta(weeks=12)
DIGEST, ALERT, STREAM, ARTICLE = (1200, 2980), (1280, 980), (1280, 860), (1180, 1250)
"""Width and height of each, in pixels."""


async def draw(config: Config, out: Path, folder: Path) -> None:
    database = f"sqlite:///{folder}/demo.db"
    shown = await run_demo(config, folder / "pages", step=lambda _done, _of: None, database=database)
    store = open_store(database)
    chosen = max(shown.alerts, key=lambda alert: (alert.severity, alert.raised_at))
    (out / "slack-stream.png").write_bytes(_in_thread(store, config, chosen))
    site = site_over(store, config, now=DEMO_END, replays=folder)
    async with TestServer(site) as server, async_playwright() as playwright:
        browser = await launch(playwright)
        await _take(browser, f"file://{shown.page}", out / "digest.png", DIGEST)
        await _take(browser, str(server.make_url(f"/alerts/{chosen.id}")), out / "site-alert.png", ALERT)
        stream = f"/streams/{chosen.office}/{chosen.issue}"
        await _take(browser, str(server.make_url(stream)), out / "site-stream.png", STREAM)
        await _take(browser, f"file://{_article_page(folder)}", out / "analyse.png", ARTICLE)
        await browser.close()
    store.close()


def _article_page(folder: Path) -> Path:
    """The page of the documents' example, as `monitor analyse --html` writes it."""
    page = folder / "article.html"
    CliRunner().invoke(app, ["analyse", "docs/examples/article.json", "--html", str(page)], catch_exceptions=False)
    return page


async def _take(browser: Browser, address: str, picture: Path, size: tuple[int, int]) -> None:
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]}, timezone_id="Europe/Brussels", color_scheme="light"
    )
    page = await context.new_page()
    await page.goto(address)
    await page.screenshot(path=picture)
    await context.close()


def _in_thread(store: SqlStore, config: Config, alert: Alert) -> bytes:
    trail = store.stream_trail(StreamKey(alert.office, alert.issue), DEMO_END - TRAIL)
    (picture,) = alert_pictures(alert, trail.state, trail.said, config=config, now=DEMO_END)
    return picture.png


def main() -> None:
    if browser_path() is None:
        raise SystemExit("Chromium is not installed; name it with CHROMIUM=/path")
    out = Path(sys.argv[1] if len(sys.argv) > 1 else "docs").resolve()
    with tempfile.TemporaryDirectory(prefix="monitor-pictures-") as folder:
        asyncio.run(draw(load_config(Path("config")), out, Path(folder)))


if __name__ == "__main__":
    main()
