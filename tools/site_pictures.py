"""Pictures of the review site in Chromium, at three widths, light and dark.

    python tools/site_pictures.py http://127.0.0.1:8080 OUT [PATH ...]

Without paths: every page, and of pages that need a name the first that the site lists. Needs Chromium (or CHROMIUM=path).
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from playwright.sync_api import Browser, Page, sync_playwright

from tests.web.axe_drill import NAMED, PLAIN, browser_path

WIDTHS = {"phone": (390, 844), "desk": (1280, 900), "wall": (2560, 1440)}


def first_of_each(page: Page, site: str) -> list[str]:
    found = []
    for path, pattern in NAMED.items():
        page.goto(site + path)
        match = re.search(pattern, page.content())
        if match:
            found.append(match[1])
    return found


def take(browser: Browser, site: str, paths: list[str], out: Path, *, whole: bool) -> None:
    for device, (width, height) in WIDTHS.items():
        for theme in ("light", "dark"):
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=theme, timezone_id="Europe/Brussels"
            )
            page = context.new_page()
            for path in paths:
                started = time.monotonic()
                page.goto(site + path)
                name = re.sub(r"[^\w-]+", "_", path).strip("_") or "week"
                page.screenshot(path=out / f"{name}-{device}-{theme}.png", full_page=whole)
                sideways = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
                print(
                    f"{name} {device} {theme} {time.monotonic() - started:.1f} s{' SCROLLS SIDEWAYS' if sideways else ''}"
                )
            context.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site")
    parser.add_argument("out", type=Path)
    parser.add_argument("paths", nargs="*")
    parser.add_argument("--whole", action="store_true", help="the whole page, not what a screen shows")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    found = browser_path()
    if found is None:
        raise SystemExit("Chromium is not installed; name it with CHROMIUM=/path")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        site = arguments.site.rstrip("/")
        paths = arguments.paths or [*PLAIN, *first_of_each(browser.new_page(), site)]
        take(browser, site, paths, arguments.out, whole=arguments.whole)
        browser.close()


if __name__ == "__main__":
    main()
