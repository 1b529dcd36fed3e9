"""Every page of the site through axe-core in Chromium: three widths, light, dark and print.

    python -m tests.web.axe_drill                          # sites of its own: filled, with a log-in, and empty
    python -m tests.web.axe_drill http://127.0.0.1:8080    # one that runs

A small version of it is in the suite (test_site_browser.py).
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import sys
import tempfile
from contextlib import asynccontextmanager
from pathlib import Path

from monitor.store import open_store
from monitor.types import User
from monitor.web import hashed
from tests.web.filled import NOW, fill, opened, site_config
from tests.web.states import fill_states, with_hubs

SERIOUS = ("serious", "critical")
MISSING = "Chromium or Playwright is not installed: the browser's part was skipped"
SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"
WIDTHS = (360, 1280, 1920)
MEDIA = (("screen", "light"), ("screen", "dark"), ("print", "light"))
PLAIN = (
    "/", "/alerts", "/map", "/said", "/actors", "/issues", "/articles", "/digests", "/weeks", "/baseline", "/what-if", "/feeds",
    "/decisions", "/api",
)  # fmt: skip
NAMED = {
    "/alerts": r'href="(/alerts/[^"#?.]+)"',
    "/map": r'href="(/streams/[^"]+)"',
    "/actors": r'href="(/actors/[^"#]+)"',
    "/issues": r'href="(/issues/[^"#]+)"',
    "/articles": r'href="(/articles/[^"#?/]+)" data-row',
    "/digests": r'href="(/digests/[^"#?]+)"',
    "/feeds": r'href="(/feeds/[^"#?]+)"',
    "/what-if": r'href="(/what-if/[^"#]+)"',
}
"""Where pages that need a name are listed."""
SEVERAL = {"/feeds": 6}
"""Where more than the first is looked at: what hubs are said to do stands on the page of each feed."""
BARE = (
    "/articles?q=nothingofthekind", "/alerts?office=nobody", "/said?week=1999-W01", "/?week=1999-W01", "/articles?q=-",
    "/nowhere", "/alerts/nobody", "/alerts?week=1999-W99", "/map?week=1999-W01",
)  # fmt: skip
"""Lists without a row, and what is said when something is wrong."""


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


def names_in(text, path):
    """The first of the pages that the page at `path` lists."""
    return list(dict.fromkeys(re.findall(NAMED[path], text)))[: SEVERAL.get(path, 1)]


async def paths_of(page, site):
    """Every page, the first of each kind that needs a name."""
    found = list(PLAIN)
    for path in NAMED:
        await page.goto(site + path)
        found += names_in(await page.content(), path)
    copies = [f"{path}/copies" for path in found if path.startswith("/articles/")]
    return [*dict.fromkeys([*found, *copies, *BARE])]


async def look(page, address, told):
    """At every width, on a screen and on paper; a page wider than the screen is a finding too."""
    await page.goto(address)
    for media, scheme in MEDIA:
        await page.emulate_media(media=media, color_scheme=scheme)
        for width in WIDTHS:
            await page.set_viewport_size({"width": width, "height": 900})
            sideways = media == "screen" and await page.evaluate(SIDEWAYS)
            found = await findings(page) + ([("scrolls sideways", "serious", [])] if sideways else [])
            told += [(address, media, scheme, width, *one) for one in found]


async def look_at_site(page, site, told):
    for path in await paths_of(page, site):
        before = len(told)
        await look(page, site + path, told)
        print(path, told[before:] or "nothing serious", flush=True)


@asynccontextmanager
async def filled_site(folder):
    """A little of everything, what is seldom seen among it."""
    config = with_hubs(site_config(folder))
    _filled(folder, config).close()
    async with opened(folder / "filled.db", config) as (client, _):
        yield str(client.make_url("/")).rstrip("/")


def _filled(folder, config):
    store = open_store(f"sqlite:///{folder}/filled.db")
    store.upgrade()
    fill(store, config)
    fill_states(store, config, folder / "what-if")
    return store


@asynccontextmanager
async def locked_site(folder):
    """The same, where one has to log in."""
    config = with_hubs(site_config(folder, access="login"))
    store = _filled(folder, config)
    store.review.save_user(User(name="admin", role="administer", secret=hashed("a long password"), added_at=NOW), "x")
    store.close()
    async with opened(folder / "filled.db", config) as (client, _):
        yield str(client.make_url("/")).rstrip("/")


@asynccontextmanager
async def empty_site(folder):
    store = open_store(f"sqlite:///{folder}/empty.db")
    store.upgrade()
    store.close()
    async with opened(folder / "empty.db", site_config(folder)) as (client, _):
        yield str(client.make_url("/")).rstrip("/")


async def enter(page, site, password, told):
    """Through the log-in, which is looked at as well."""
    await page.goto(f"{site}/login")
    await page.get_by_label("Name").fill("admin")
    await page.get_by_label("Password").fill(password)
    async with page.expect_navigation():
        await page.keyboard.press("Enter")
    told += [(page.url, *one) for one in await findings(page)]


async def look_at_own_sites(page, told):
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        async with locked_site(folder) as site:
            await look(page, f"{site}/login", told)
            await enter(page, site, "a wrong password", told)
            await enter(page, site, "a long password", told)
            await look_at_site(page, site, told)
            await page.goto(f"{site}/digests/2026-W47")
            (folder / "digest.html").write_text(await page.content())
            await look(page, f"file://{folder}/digest.html", told)
        print("an empty site:")
        async with empty_site(folder) as site:
            await look_at_site(page, site, told)


async def main(site):
    from playwright.async_api import async_playwright  # noqa: PLC0415 - as above

    told = []
    async with async_playwright() as playwright:
        browser = await launch(playwright)
        page = await browser.new_page()
        await (look_at_site(page, site, told) if site else look_at_own_sites(page, told))
        await browser.close()
    print(f"{len(told)} serious findings")
    return min(1, len(told))


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1].rstrip("/") if len(sys.argv) > 1 else None)))
