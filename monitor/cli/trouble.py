"""What needs a person, each with what to do, from what `status` knows: pure, for somebody who was woken by it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from monitor.alerts import feed_lines, first_of, gap_lines
from monitor.alerts.wording import counted
from monitor.engine import LEADS
from monitor.feeds import NOT_PUBLIC

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from monitor.types import FeedState

SILENT = timedelta(minutes=10)
"""A feed is due at least this long ago and nobody asked it: the service does not run."""
MANY_FEEDS = 0.2


def trouble(
    document: Mapping[str, Any], feeds: Sequence[FeedState], *, primary: Collection[str], now: datetime
) -> list[str]:
    """Empty where all is well; the most pressing first. `feeds` in full, for what the document tells in one word."""
    return [
        *_standing_still(document),
        *_messages(document),
        *_many(feeds, primary=primary, now=now),
        *feed_lines(feeds, primary=primary, now=now),
        *_answers(document),
        *_set_aside(document["backlog"]),
        *gap_lines(feeds, primary=primary, now=now),
    ]


def _standing_still(document: Mapping[str, Any]) -> Iterator[str]:
    for words in document["cannot_read"]:
        yield (
            f"{words[:1].upper()}{words[1:]}. Nothing is wrong with the feeds, which are not asked meanwhile, and it is tried again by itself:"
            " look at the machine's memory, processes and open files, and at the log of `monitor run`."
        )
    now, due = _moment(document["now"]), [_moment(feed["next_due"]) for feed in document["feeds"] if feed["next_due"]]
    if due and now - min(due) > SILENT and not document["cannot_read"]:
        yield f"Feeds have been due since {min(due):%Y-%m-%d %H:%M} UTC, and nobody asks them: start `monitor run`, or read its log."
    elif document["database"] == "postgresql" and not any(p["words"].startswith(LEADS) for p in document["processes"]):
        yield "No process leads: alerts are neither found nor sent. Start `monitor run`."
    for process in document["processes"]:
        if process["words"].startswith("waits"):
            yield f"{process['name']} {process['words']}: give it the same version and configuration."


def _messages(document: Mapping[str, Any]) -> Iterator[str]:
    refused, waiting = document["backlog"]["refused"], document["troubled"]
    if refused:
        yield f"{counted(refused, 'message')} refused by Slack for good (below, with the reason): `monitor check --online`."
    late = [message for message in waiting if message["state"] != "refused"]
    if late:
        yield f"{counted(len(late), 'message')} could not be sent yet: {late[0]['error']}. They are tried again by themselves."


def _many(feeds: Sequence[FeedState], *, primary: Collection[str], now: datetime) -> Iterator[str]:
    """Told at once, though none may have failed for long: it is rather here than there that something is wrong."""
    ordered = sorted(feeds, key=lambda feed: feed.feed_id not in primary)
    failing = [feed for feed in ordered if feed.condition(now) == "failing"]
    if failing and len(failing) > MANY_FEEDS * len(feeds):
        names = first_of([feed.feed_id for feed in failing])
        yield f"{len(failing)} of {len(feeds)} feeds fail: {names}. {_what_to_do(failing)}"


def _what_to_do(failing: Sequence[FeedState]) -> str:
    if all(feed.outcome == NOT_PUBLIC for feed in failing):
        return (
            "None was asked, since their addresses are not public: where they are your own machines, write"
            " `[network] allow_private = true` into monitor.toml and start again; else correct them in feeds.toml."
        )
    return "If many sites at once, look at your own network: `monitor feeds test URL`."


def _answers(document: Mapping[str, Any]) -> Iterator[str]:
    answers = document["answers"]
    if answers is not None and not answers["well"]:
        yield f"Buttons in Slack are not heard: {answers['words']}"


def _set_aside(backlog: Mapping[str, int]) -> Iterator[str]:
    if backlog["quarantined"]:
        yield f"{counted(backlog['quarantined'], 'article')} set aside as unreadable (below); nothing else waits for them."


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
