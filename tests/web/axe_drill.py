"""Every page of a running site through axe-core in Chromium, light and dark; by hand: `python -m tests.web.axe_drill http://127.0.0.1:8080`.

A small version of it is in the suite (test_site_browser.py).
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import sys

SERIOUS = ("serious", "critical")
MISSING = "Chromium or Playwright is not installed: the browser's part was skipped"


def browser_path():
    """Where the system's Chromium is, None where there is none."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


async def launch(playwright):
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    return await playwright.chromium.launch(executable_path=browser_path(), args=arguments)


async def findings(page):
    """Serious ones, each with where it is."""
    from axe_playwright_python.async_playwright import Axe  # noqa: PLC0415 - skipped where it is not there

    found = (await Axe().run(page)).response["violations"]
    return [
        (one["id"], one["impact"], [node["html"][:160] for node in one["nodes"][:3]])
        for one in found
        if one["impact"] in SERIOUS
    ]


async def main(site):
    from playwright.async_api import async_playwright  # noqa: PLC0415 - as above

    from tools.site_pictures import NAMED, PLAIN  # noqa: PLC0415 - as above

    total = 0
    async with async_playwright() as playwright:
        browser = await launch(playwright)
        for theme in ("light", "dark"):
            context = await browser.new_context(color_scheme=theme)
            page = await context.new_page()
            paths = list(PLAIN)
            for path, pattern in NAMED.items():
                await page.goto(site + path)
                paths += re.findall(pattern, await page.content())[:1]
            for path in dict.fromkeys(paths):
                await page.goto(site + path)
                found = await findings(page)
                total += len(found)
                print(theme, path, found or "nothing serious")
        await browser.close()
    print(f"{total} serious findings")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1].rstrip("/")))
