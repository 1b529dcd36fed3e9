"""What a site seldom shows: a replay of two configurations compared, and feeds in every state, with every word of a hub."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

from monitor.cli.compared_replays import comparison_to_json
from monitor.replay import Side, compare_alerts
from monitor.types import (
    AlertRules,
    Feed,
    FeedState,
    HubOffer,
    PollResult,
    Rules,
    StreamKey,
    Subscription,
    WebSubSettings,
)
from tests.builders import alert
from tests.web.filled import HOSTILE, NOW, words

STRICTER = Rules(alerts=AlertRules(false_alarms_per_week=0.1))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
STATES = {
    "hub-holds": {},
    "hub-unsigned": {},
    "hub-asked": {},
    "hub-denied": {},
    "hub-leaving": {},
    "silent": {"last_new_at": NOW - 20 * DAY, "pause": 2 * DAY},
    "unchanging": {"last_new_at": NOW - 90 * DAY},
    "failing": {"failures": 4, "outcome": "HTTP 503: try again in an hour", "last_success_at": NOW - 2 * DAY},
    "ended": {"ended": True, "outcome": "HTTP 410: gone for good"},
}  # fmt: skip
"""By the name of a feed what is known of it; one more, that was never asked, is `new`."""
SUBSCRIBED = {
    "hub-holds": {"until": NOW + 5 * DAY},
    "hub-unsigned": {"until": NOW + DAY, "trouble": "what it told last was not signed as agreed, and does not count"},
    "hub-asked": {"asked": "subscribe", "tries": 1},
    "hub-denied": {"trouble": f"hub.example denied the subscription: {HOSTILE}"},
    "hub-leaving": {"asked": "unsubscribe", "until": NOW + DAY},
}  # fmt: skip


def fill_states(store, config, replays):
    """All of it; `replays`: where the site looks for comparisons."""
    fill_hubs(store, config)
    compare(replays / "stricter", config)


def with_hubs(config):
    """The configuration with a feed for each state, told of news by hubs."""
    more = [
        Feed(id=name, url=f"https://{name}.example/feed", outlet=f"Outlet “{name}”", owner="Press", every=HOUR)
        for name in (*STATES, "new")
    ]
    return replace(
        config, feeds=(*config.feeds, *more), websub=WebSubSettings(callback="https://monitor.example/websub")
    )


def fill_hubs(store, config):
    store.register_feeds(config.feeds, NOW - 90 * DAY)
    for name, known in STATES.items():
        usual = {"first_polled_at": NOW - 90 * DAY, "last_polled_at": NOW - HOUR, "last_success_at": NOW - HOUR,
                 "last_new_at": NOW - HOUR, "outcome": "20 items, 1 new"}  # fmt: skip
        state = FeedState(**{"feed_id": name, "next_due": NOW + HOUR, **usual, **known})
        store.save_poll(PollResult(state=state, articles=()))
    store.note_push("hub-holds", NOW - HOUR)
    for name, agreed in SUBSCRIBED.items():
        offer = HubOffer("https://hub.example/", f"https://{name}.example/feed")
        store.add_subscription(
            Subscription(
                token=name, feed_id=name, offer=offer, callback=f"https://monitor.example/websub/{name}", secret="s" * 20,
                again=NOW + HOUR, **agreed,
            )
        )  # fmt: skip


def compare(folder, config):
    """What `monitor replay --compare` writes of two sides: one alert each gained, lost, told otherwise and alike."""
    shown = (words(),)
    alike, moved = (
        alert(evidence=shown),
        alert(id="b", key="b", issue="FOR", evidence=shown, headline="Reinforces its forces"),
    )
    lost = alert(id="c", key="c", office="NATO-SG", evidence=shown, headline=f"Lost {HOSTILE}", at=NOW, raised_at=NOW)
    gained = replace(lost, id="d", key="d", issue="FOR", headline="A move that only the second would tell")
    later = replace(moved, at=moved.at + 3 * DAY, channel="digest", held="severity 30 below 40", severity=60)
    found = compare_alerts(
        _side("config", config, Rules(), alike, moved, lost), _side("stricter", config, STRICTER, alike, later, gained)
    )
    document = comparison_to_json(found, [])
    folder.mkdir(parents=True)
    (folder / "comparison.json").write_text(json.dumps(document), encoding="utf-8")
    return document


def _side(name, config, rules, *alerts):
    keys = frozenset({StreamKey(one.office, one.issue) for one in alerts})
    return Side(
        name=name, rules=rules, baseline=config.baseline, alerts=alerts, notes={}, heard={"article-1": keys},
    )  # fmt: skip
