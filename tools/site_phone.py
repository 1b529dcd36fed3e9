"""What a page costs a phone: the processor time of Chromium's main thread for it, and how long a phone four times slower would be blocked.

    python tools/site_phone.py http://127.0.0.1:8080 / /map /alerts

Lighthouse measures by the clock, which on a busy machine tells of the others' work; this counts the thread's own time alone. `blocked` is
what every piece of work takes beyond 50 ms at a quarter of the speed, summed up from the first paint, as Lighthouse does. The best of five.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from playwright.async_api import async_playwright

from tests.web.axe_drill import launch

if TYPE_CHECKING:
    from playwright.async_api import Browser

SLOWER, ALLOWED_MS, TIMES = 4, 50, 5
PHONE = {"viewport": {"width": 412, "height": 823}, "device_scale_factor": 1.75, "is_mobile": True, "has_touch": True}
WATCHED = "devtools.timeline,disabled-by-default-devtools.timeline,blink.user_timing,loading"
WORK = ("ParseHTML", "UpdateLayoutTree", "Layout", "PrePaint", "Paint", "EvaluateScript")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Milliseconds of the main thread's own time."""

    blocked: float
    busy: float
    nodes: int
    bytes: int
    work: Counter[str] = field(default_factory=Counter)


async def cost_of(browser: Browser, address: str, zone: str) -> Cost:
    context = await browser.new_context(**PHONE, timezone_id=zone)
    page = await context.new_page()
    devtools, events, over = await context.new_cdp_session(page), [], asyncio.Event()
    devtools.on("Tracing.dataCollected", lambda told: events.extend(told["value"]))
    devtools.on("Tracing.tracingComplete", lambda _: over.set())
    await devtools.send("Tracing.start", {"transferMode": "ReportEvents", "categories": WATCHED})
    await page.goto(address)
    await page.wait_for_timeout(600)
    nodes = await page.evaluate("document.getElementsByTagName('*').length")
    size = await page.evaluate("performance.getEntriesByType('navigation')[0].decodedBodySize")
    await devtools.send("Tracing.end")
    await over.wait()
    await context.close()
    return _told(events, nodes=nodes, size=size)


def _told(events: list[dict[str, Any]], *, nodes: int, size: int) -> Cost:
    """Of the thread that laid out the page."""
    here = Counter((one["pid"], one["tid"]) for one in events if one["name"] == "Layout").most_common(1)[0][0]
    mine = [one for one in events if (one["pid"], one["tid"]) == here]
    painted = min((one["ts"] for one in mine if one["name"] == "firstContentfulPaint"), default=0)
    tasks = [one for one in mine if one["name"] == "RunTask" and "tdur" in one]
    late = [one["tdur"] / 1000 * SLOWER for one in tasks if one["ts"] + one["dur"] > painted]
    work = Counter[str]()
    for one in mine:
        if one["name"] in WORK:
            work[one["name"]] += one.get("tdur", 0) / 1000
    return Cost(
        blocked=sum(max(0.0, took - ALLOWED_MS) for took in late),
        busy=sum(one["tdur"] for one in tasks) / 1000,
        nodes=nodes,
        bytes=size,
        work=work,
    )


async def measure(site: str, paths: list[str], zone: str) -> None:
    async with async_playwright() as playwright:
        browser = await launch(playwright)
        for path in paths:
            costs = [await cost_of(browser, site + path, zone) for _ in range(TIMES)]
            best = min(costs, key=lambda cost: (cost.blocked, cost.busy))
            work = ", ".join(f"{name} {ms:.0f}" for name, ms in best.work.most_common())
            print(
                f"{path:<40} blocked {best.blocked:5.0f} ms  busy {best.busy:5.0f} ms  {best.nodes:6,} nodes  {best.bytes / 1000:6.0f} kB  ({work})",
                flush=True,
            )
        await browser.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site")
    parser.add_argument("paths", nargs="*", default=["/"])
    parser.add_argument("--zone", default="Europe/Brussels", help="the reader's time zone")
    arguments = parser.parse_args()
    asyncio.run(measure(arguments.site.rstrip("/"), arguments.paths, arguments.zone))


if __name__ == "__main__":
    main()
