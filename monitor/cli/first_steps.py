"""What `status` says of a store that nothing was read into yet: what to do first. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from monitor.alerts.wording import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

_WHERE = {
    "console": "printed where the service runs; docs/slack.md says how they go to Slack",
    "webhook": "posted to the webhook",
    "slack": "posted to Slack",
}


def is_empty(document: Mapping[str, object]) -> bool:
    """Whether nothing is stored and nothing was ever asked: neither a feed nor a model."""
    opinions = cast("Mapping[str, object] | None", document["second_opinions"]) or {}
    asked = document["feeds"] or document["processes"] or opinions.get("asked")
    return not asked and not any(cast("Mapping[str, int]", document["counts"]).values())


def first_steps(document: Mapping[str, object], *, configured: int) -> list[str]:
    """The steps in their order, after what is wrong already; `configured`: how many feeds there are in feeds.toml."""
    feeds = (
        f"{counted(configured, 'feed')} configured (`monitor feeds list`); `monitor check --online` asks each whether it answers"
        if configured
        else "none is configured: `monitor feeds add URL` finds the feed of an address and writes it into feeds.toml"
    )
    return [
        *cast("list[str]", document["trouble"]),
        "Nothing has been read yet. What to do first:",
        f"  1. feeds:  {feeds}",
        "  2. run:    `monitor run` starts the service, `monitor once` asks every feed once and ends",
        f"  3. alerts: {_WHERE[str(document['delivery_to'])]}",
        "What a feed holds when it is first met teaches and never alerts. `monitor demo` shows the whole job without any of this.",
    ]
