"""The path that a person takes, in a real browser: an alert, a verdict, the digest, its precision; and axe on the way."""

from dataclasses import replace
from datetime import timedelta
from importlib.util import find_spec

import pytest

from monitor.digest import build_digest, parse_week
from monitor.types import User
from monitor.web import hashed
from tests.web.axe_drill import MISSING, SIDEWAYS, browser_path, findings, launch
from tests.web.filled import NOW, VERSIONS, opened, site_config
from tests.web.states import fill_states, with_hubs

WATCHED = (
    "/", "/map", "/streams/RU-MFA/DIA", "/articles/article-1", "/baseline", "/articles?q=contacts", "/alerts?office=nobody",
    "/digests/2026-W47", "/what-if/stricter", "/feeds/hub-denied", "/alerts/al-0001",
)  # fmt: skip
"""Something of every kind; all of them at every width: axe_drill.py, by hand."""
CUT_LINKS = """[...document.querySelectorAll(".bar nav a")].filter((link) =>
    link.getBoundingClientRect().right > link.closest("nav").getBoundingClientRect().right + 1).map((link) => link.text)"""


@pytest.mark.skipif(browser_path() is None or find_spec("playwright") is None, reason=MISSING)
async def test_a_verdict_given_in_a_browser_counts_in_the_digest(database, config):
    from playwright.async_api import async_playwright  # noqa: PLC0415 - skipped where it is not there

    async with opened(database, with_hubs(config)) as (client, store), async_playwright() as playwright:
        fill_states(store, with_hubs(config), database.parent / "what-if")
        site = str(client.make_url("/")).rstrip("/")
        browser = await launch(playwright)
        context = await browser.new_context(viewport={"width": 1280, "height": 900}, timezone_id="Asia/Tokyo")
        await context.add_cookies(
            [{"name": "monitor_zone", "value": "Europe/Paris", "url": site}]
        )  # from before a journey
        page = await context.new_page()
        refused = []
        page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: refused.append(str(error)))

        await _judge(page, site)
        with store._database.write() as connection:
            connection.exec_driver_sql("DELETE FROM digests WHERE week = '2026-W47'")
        _close_the_week(store, config)
        await page.goto(f"{site}/weeks")
        figures = await page.locator("table").inner_text()
        assert "confirmed by people\t0\t1" in figures
        assert "precision of eight weeks\t–\t0.50" in figures
        await page.get_by_role("link", name="1", exact=True).first.click()
        await page.wait_for_url("**/alerts?week=2026-W47*")

        await _look_with_axe(page, site)
        await _see_the_whole_bar(page, site)
        assert refused == []
        await page.goto(f"{site}/nowhere")
        assert await findings(page) == []
        await browser.close()


async def _judge(page, site):
    """By keyboard: to the first alert, into it, to the first verdict, and given."""
    await _see_own_time(page, f"{site}/alerts")
    await page.keyboard.press("j")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/alerts/al-0001")
    await page.get_by_label("Your name").fill("A. Analyst")
    await page.locator("h1").click()
    await page.keyboard.press("1")
    await page.keyboard.press("Enter")
    await page.wait_for_selector(".answers")
    assert "A. Analyst" in await page.locator(".answers").inner_text()


async def _see_own_time(page, address):
    """At once and without loading anything twice, as the server writes it from then on."""
    loaded = []
    page.on("request", lambda request: loaded.append(request.url) if request.is_navigation_request() else None)
    await page.goto(address)
    assert await page.locator("[data-zone]").inner_text() == "Asia/Tokyo"
    rewritten = await page.locator("footer, .meta").all_inner_texts()
    assert loaded == [address]
    await page.reload()
    assert [text.replace("GMT+9", "JST") for text in rewritten] == await page.locator("footer, .meta").all_inner_texts()
    assert "JST" in "".join(rewritten).replace("GMT+9", "JST")


def _close_the_week(store, config):
    """As the digest pass does it, had the verdict been given within the week."""
    week = parse_week("2026-W47", "UTC")
    rows = store.week_rows(week.start, week.end)
    given = store.week_rows(week.start, NOW + timedelta(minutes=1)).judged
    late = rows._replace(judged=tuple(replace(one, at=week.end - timedelta(hours=1)) for one in given))
    before = store.digest("2026-W46")
    made = build_digest(late, week=week, config=config, versions=VERSIONS, previous=before, now=NOW)
    assert store.save_digest(made, send=False)


async def _look_with_axe(page, site):
    for number, path in enumerate(WATCHED):
        await page.emulate_media(color_scheme="dark" if number % 2 else "light")
        await page.set_viewport_size({"width": (360, 1280, 1920)[number % 3], "height": 900})
        await page.goto(site + path)
        assert (path, await findings(page)) == (path, [])
        assert not await page.evaluate(SIDEWAYS), path


async def _see_the_whole_bar(page, site):
    """Every link of the navigation can be seen without scrolling, however narrow the window."""
    for width in (1280, 1100, 800, 390):
        await page.set_viewport_size({"width": width, "height": 900})
        await page.goto(f"{site}/alerts")
        assert (width, await page.evaluate(CUT_LINKS)) == (width, [])


@pytest.mark.skipif(browser_path() is None or find_spec("playwright") is None, reason=MISSING)
async def test_who_sees_badly_or_has_no_mouse_gets_through_the_login(database, tmp_path):
    from playwright.async_api import async_playwright  # noqa: PLC0415 - skipped where it is not there

    secret = hashed("a long enough password")
    async with opened(database, site_config(tmp_path, access="login")) as (client, store), async_playwright() as play:
        store.review.save_user(User(name="admin", role="administer", secret=secret, added_at=NOW), "test")
        browser = await launch(play)
        page = await browser.new_page(viewport={"width": 360, "height": 800}, color_scheme="dark")
        await page.goto(str(client.make_url("/decisions")))
        await page.keyboard.type("admin")
        await page.keyboard.press("Tab")
        await page.keyboard.type("a wrong password")
        async with page.expect_navigation():
            await page.keyboard.press("Enter")
        assert await page.get_by_role("alert").inner_text() == "The name or the password is not right."
        assert await findings(page) == []

        await page.keyboard.type("admin")
        await page.keyboard.press("Tab")
        await page.keyboard.type("a long enough password")
        async with page.expect_navigation():
            await page.keyboard.press("Enter")
        assert page.url.endswith("/decisions")
        assert await findings(page) == []
        await browser.close()
