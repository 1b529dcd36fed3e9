"""What the endurance drill leaves, beside what was served: every article, alert and message, one by one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from tests.newsstand import summary_of
from tests.service_process import rows
from tests.voices import office_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.endurance_faults import Faults
    from tests.endurance_world import World
    from tests.newsstand import News


TOLERATED_SLOPE = 0.5
"""MiB a simulated day."""
SETTLED = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What is left. Nothing may be lost, doubled, changed or strange.

    `paged`: items whose text is on a page of their own; `summaries`: those of them whose page could not be had for an hour, so that what
    the feed shows was read: it must be fewer. `slope`: MiB a simulated day of the last process, from its second tenth on, None where that
    is less than `SETTLED` days, which still warm up; up to `TOLERATED_SLOPE` is tolerated.
    """

    served: int
    stored: int
    moves: int
    told: int
    summed_up: int
    digests: int
    notices: int
    paged: int
    summaries: int
    faults: Mapping[str, int]
    idle: tuple[str, ...]
    """Kinds of faults that were planned and never did anything."""
    lives: int
    polls: int
    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    changed: tuple[str, ...]
    unread: tuple[str, ...]
    untold: tuple[str, ...]
    told_twice: tuple[str, ...]
    strange: tuple[str, ...]
    missed: tuple[str, ...]
    bugs: tuple[str, ...]
    slope: float | None
    memory: tuple[float, ...]

    @property
    def whole(self) -> bool:
        wrong = (
            self.lost,
            self.doubled,
            self.changed,
            self.unread,
            self.untold,
            self.told_twice,
            self.strange,
            self.missed,
            self.bugs,
            self.idle,
        )
        grows = self.slope is not None and self.slope > TOLERATED_SLOPE
        pages = self.summaries < self.paged or self.paged == 0
        return not any(wrong) and not grows and pages and self.served > 0 and self.moves > 0


STORED = "SELECT item_key, text, stage FROM articles JOIN article_states ON article_states.article_id = articles.id"
FIRST = (
    "SELECT deliveries.key, deliveries.state, deliveries.document, deliveries.ref, office FROM deliveries "
    "JOIN alerts ON alerts.id = deliveries.ref WHERE deliveries.kind = 'alert'"
)
CATCH_UPS = "SELECT key, document FROM deliveries WHERE key LIKE 'catch-up:%'"


def outcome(world: World, faults: Faults, memory: list[tuple[float, float, int]], bugs: tuple[str, ...]) -> Outcome:
    last = [(day, size) for day, size, life in memory if life == world.lives]
    return Outcome(
        faults=dict(sorted(faults.made.items())),
        idle=tuple(sorted(faults.kinds - faults.made.keys())),
        lives=world.lives,
        polls=sum(shelf.asked for shelf in world.stand.shelves.values()),
        missed=tuple(sorted(world.stand.missed)),
        bugs=bugs[:20],
        slope=slope_of(last),
        memory=tuple(round(size, 1) for _, size in last[:: max(1, len(last) // 10)]),
        **_articles(world),
        **_messages(world),
    )


def _articles(world: World) -> dict[str, Any]:
    served = {item.key: item for items in world.shelves.values() for item in items}
    stored = rows(world.store, STORED)
    keys = Counter(row.item_key for row in stored)
    return {
        "served": len(served),
        "stored": len(stored),
        "paged": sum(item.summary for item in served.values()),
        "summaries": sum(row.item_key in served and is_summary(row.text, served[row.item_key]) for row in stored),
        "lost": tuple(sorted(served.keys() - keys.keys())),
        "doubled": _more_than_once(keys),
        "changed": tuple(sorted(row.item_key for row in stored if not is_of(row.text, served.get(row.item_key)))),
        "unread": tuple(sorted(f"{row.item_key}: {row.stage}" for row in stored if row.stage != "weighed")),
    }


def _messages(world: World) -> dict[str, Any]:
    """Each move has one alert, and each alert its message, or a place in one that tells of several after an outage."""
    posted, firsts = Counter(world.slack.keys()), rows(world.store, FIRST)
    catch_ups = {row.key: row.document for row in rows(world.store, CATCH_UPS)}
    told = [row for row in firsts if posted[row.key] or (posted[row.document] and row.ref in catch_ups[row.document])]
    offices = {office_of(number) for number in range(world.trial.voices)}
    alerts = Counter(row.office for row in rows(world.store, "SELECT office FROM alerts"))
    wanted = {row.key for row in firsts} | catch_ups.keys()
    unknown = {key for key in posted if key.startswith(("alert:", "catch-up:"))} - wanted
    return {
        "moves": len(offices),
        "told": len(told),
        "summed_up": sum(row.state == "summed" for row in firsts),
        "digests": sum(key.startswith("digest:") for key in posted),
        "notices": sum(key.startswith("health:") for key in posted),
        "untold": tuple(sorted(offices - {row.office for row in told})),
        "told_twice": _more_than_once(posted) + _more_than_once(alerts),
        "strange": tuple(sorted((alerts.keys() - offices) | unknown)),
    }


def _more_than_once(counted: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(name for name, times in counted.items() if times > 1))


def is_of(stored: str, served: News | None) -> bool:
    """Its text, or its summary where the feed shows no more."""
    return served is not None and (stored.split() == served.text.split() or is_summary(stored, served))


def is_summary(stored: str, served: News) -> bool:
    return served.summary and stored.split() == summary_of(served.text).split()


def slope_of(samples: list[tuple[float, float]]) -> float | None:
    """MiB a day; the first tenth is still warming up, and so is all of a short life."""
    settled = samples[len(samples) // 10 :]
    if len(settled) < 10 or settled[-1][0] - settled[0][0] < SETTLED:
        return None
    days, sizes = zip(*settled, strict=True)
    return round(float(np.polyfit(days, sizes, 1)[0]), 3)
