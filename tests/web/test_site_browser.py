"""The path that a person takes, in a real browser: an alert, a verdict, the digest, its precision; and axe on the way."""

from dataclasses import replace
from datetime import timedelta
from importlib.util import find_spec

import pytest

from monitor.digest import build_digest, parse_week
from tests.web.axe_drill import MISSING, browser_path, findings, launch
from tests.web.filled import NOW, VERSIONS, opened

WATCHED = ("/", "/map", "/streams/RU-MFA/DIA", "/articles/article-1", "/baseline", "/articles?q=contacts")


@pytest.mark.skipif(browser_path() is None or find_spec("playwright") is None, reason=MISSING)
async def test_a_verdict_given_in_a_browser_counts_in_the_digest(database, config):
    from playwright.async_api import async_playwright  # noqa: PLC0415 - skipped where it is not there

    async with opened(database, config) as (client, store), async_playwright() as playwright:
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
        assert refused == []
        await browser.close()


async def _judge(page, site):
    """By keyboard: to the first alert, into it, to the first verdict, and given."""
    await page.goto(f"{site}/alerts")
    assert await page.locator("[data-zone]").inner_text() == "Asia/Tokyo"
    await page.keyboard.press("j")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/alerts/al-0001")
    await page.get_by_label("Your name").fill("A. Analyst")
    await page.locator("h1").click()
    await page.keyboard.press("1")
    await page.keyboard.press("Enter")
    await page.wait_for_selector(".answers")
    assert "A. Analyst" in await page.locator(".answers").inner_text()


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
        await page.goto(site + path)
        assert (path, await findings(page)) == (path, [])
