"""Pictures of the review site in Chromium, at three widths, light and dark.

    python tools/site_pictures.py OUT                                    # a site of its own, with a little of everything
    python tools/site_pictures.py OUT --site http://127.0.0.1:8080       # one that runs (tools/replayed_site.py serves an archive)
    python tools/site_pictures.py OUT --site http://127.0.0.1:8080 /map  # these pages of it

Without paths: every page, and of pages that need a name those that the site lists first. Needs Chromium (or CHROMIUM=path).
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
import tempfile
import time
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from playwright.async_api import async_playwright

from tests.web.axe_drill import NAMED, PLAIN, browser_path, filled_site, launch, names_in

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser, Page

WIDTHS = {"phone": (390, 844), "desk": (1280, 900), "wall": (2560, 1440)}


async def every_page(page: Page, site: str) -> list[str]:
    found = list(PLAIN)
    for path in NAMED:
        await page.goto(site + path)
        found += names_in(await page.content(), path)
    return list(dict.fromkeys(found))


async def take(browser: Browser, site: str, paths: list[str], out: Path, *, whole: bool) -> None:
    for device, (width, height) in WIDTHS.items():
        for theme in ("light", "dark"):
            context = await browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme="dark" if theme == "dark" else "light",
                timezone_id="Europe/Brussels",
            )
            page = await context.new_page()
            for path in paths:
                print(f"{device} {theme} {await _one(page, site, path, out / f'-{device}-{theme}.png', whole=whole)}")
            await context.close()


async def _one(page: Page, site: str, path: str, end: Path, *, whole: bool) -> str:
    started = time.monotonic()
    await page.goto(site + path)
    name = re.sub(r"[^\w-]+", "_", path).strip("_") or "week"
    await page.screenshot(path=end.with_name(name + end.name), full_page=whole)
    sideways = await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return f"{name} {time.monotonic() - started:.1f} s{' SCROLLS SIDEWAYS' if sideways else ''}"


@asynccontextmanager
async def site_at(address: str | None) -> AsyncIterator[str]:
    if address is not None:
        yield address.rstrip("/")
        return
    with tempfile.TemporaryDirectory(prefix="monitor-pictures-") as folder:
        async with filled_site(Path(folder)) as site:
            yield site


async def draw(address: str | None, paths: list[str], out: Path, *, whole: bool) -> None:
    async with site_at(address) as site, async_playwright() as playwright:
        browser = await launch(playwright)
        await take(browser, site, paths or await every_page(await browser.new_page(), site), out, whole=whole)
        await browser.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("paths", nargs="*")
    parser.add_argument("--site", help="the address of one that runs")
    parser.add_argument("--whole", action="store_true", help="the whole page, not what a screen shows")
    arguments = parser.parse_intermixed_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    if browser_path() is None:
        raise SystemExit("Chromium is not installed; name it with CHROMIUM=/path")
    asyncio.run(draw(arguments.site, arguments.paths, arguments.out, whole=arguments.whole))


if __name__ == "__main__":
    main()
