"""What `status` shows, as a document for scripts and as a table for people."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast

from rich.console import Group
from rich.table import Table

from monitor.answers import SIGN
from monitor.app.sharing import is_shared
from monitor.app.versions import versions_of
from monitor.cli.trouble import trouble
from monitor.config import command_for, unfinished
from monitor.engine import words_of
from monitor.pipeline.weigh import VERDICTS
from monitor.shifts import in_words, judgement_of, learnt
from monitor.types import CANNOT_READ, GAP_SHOWN_FOR, READ_LANGUAGES
from monitor.web.metrics import HEARD

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from monitor.app.environment import Environment
    from monitor.ports import Store
    from monitor.types import Config, Delivery, FeedState

MOST_TROUBLED = 20
MOST_REFUSED, REFUSED_FOR = 5, timedelta(days=7)
SILENT_AFTER = timedelta(minutes=2)
"""The connection says how it is every half minute."""


def status_document(store: Store, config: Config, env: Environment, now: datetime) -> dict[str, object]:
    """Everything that `status --json` answers; times in ISO 8601, UTC."""
    digests, last, pushed = store.digests(), store.last_delivery(), _pushed(store, config, now)
    versions = versions_of(config, second=env.llm.model if env.llm else None)
    states = store.feed_states()
    document: dict[str, object] = {
        "now": _iso(now),
        "database": "postgresql" if is_shared(env.database_url) else "sqlite",
        "delivery_to": "slack" if env.slack_token else "webhook" if env.slack_webhook else "console",
        "feeds": [_feed(state, pushed.get(state.feed_id), now) for state in states],
        "backlog": store.backlog(now)._asdict(),
        "counts": store.counts(),
        "unread_languages": {code: n for code, n in store.languages().items() if code not in READ_LANGUAGES},
        "last_digest": digests[0].week if digests else None,
        "last_delivery": None if last is None else {**_delivery(last), "ts": last.sent and last.sent.ts},
        "troubled": [
            {**_delivery(waiting), "next": _iso(waiting.next_attempt)}
            for waiting in store.troubled_deliveries(MOST_TROUBLED)
        ],
        "quarantined": [
            {"article": a.id, "url": a.url, "stage": stage, "reason": reason}
            for a, stage, reason in store.quarantined()
        ],
        "answers": _answers(store, env, now),
        "mutes": [{"kind": m.kind, "target": m.target, "by": m.by, "until": _iso(m.until)} for m in store.mutes(now)],
        "unfinished_baseline": [
            {"proposal": p.id, "approved_by": p.decided_by, "at": _iso(p.decided_at), "finish": command_for(p)}
            for p in unfinished(store.proposals(), Path(config.folder))
        ],
        "not_allowed": [
            {"by": r.by, "action": r.action, "about": r.about, "at": _iso(r.at)}
            for r in store.refusals(now - REFUSED_FOR, MOST_REFUSED)
        ],
        "second_opinions": _opinions(store, config, env, now),
        "cannot_read": [
            sign.words for sign in store.life() if sign.name.startswith(CANNOT_READ) and not sign.is_past(now)
        ],
        "processes": _processes(store, now),
        "confidence": _confidence(store, config),
        "versions": {"baseline": versions.baseline, "model": versions.model, "code": versions.code},
    }
    primary = {feed.id for feed in config.feeds if feed.primary}
    return {"trouble": trouble(document, states, primary=primary, now=now), **document}


def _processes(store: Store, now: datetime) -> list[dict[str, object]]:
    """By the database's clock where somebody leads, since all of it is written by that one."""
    lead = store.lead()
    moment = now if lead is None else lead.now
    return [
        {"name": one.name, "words": words_of(one, lead, now=moment), "version": one.version, "at": _iso(one.at)}
        for one in store.members()
        if moment - one.at < HEARD
    ]


def _answers(store: Store, env: Environment, now: datetime) -> dict[str, object] | None:
    """How the connection is over which answers come; None where nobody listens for them."""
    sign = next((sign for sign in store.life() if sign.name == SIGN), None)
    if env.slack_app_token is None:
        return None
    if sign is None:
        return {"well": False, "words": "never heard: is `monitor run` running?", "at": None}
    silent = now - sign.at > SILENT_AFTER
    words = f"silent since {sign.at:%Y-%m-%d %H:%M} UTC: is `monitor run` running?" if silent else sign.words
    return {"well": sign.well and not silent, "words": words, "at": _iso(sign.at)}


def _confidence(store: Store, config: Config) -> dict[str, object]:
    """How often alerts were borne out, as far as verdicts taught it."""
    said = (judgement_of(alert, word) for alert, word in store.judged(VERDICTS))
    record = learnt((one for one in said if one is not None), config.rules.detect)
    return {**asdict(record), "words": in_words(record)}


def _opinions(store: Store, config: Config, env: Environment, now: datetime) -> dict[str, object] | None:
    """None where nobody is asked."""
    if env.llm is None:
        return None
    day = store.opinion_day(now)
    return {
        "model": env.llm.model,
        "per_day": config.llm.per_day,
        "asked": day.asked,
        "answered": day.answered,
        "trouble": day.trouble,
        "trouble_at": _iso(day.trouble_at),
    }


def _delivery(delivery: Delivery) -> dict[str, object]:
    return {name: getattr(delivery, name) for name in ("key", "state", "attempts", "error")}


def _pushed(store: Store, config: Config, now: datetime) -> dict[str, str]:
    """How it stands with the hub of each feed that has one, in words."""
    found = store.subscriptions() if config.websub.callback else []
    return {one.feed_id: one.in_words(now) for one in sorted(found, key=lambda one: one.holds(now))}


def _feed(state: FeedState, push: str | None, now: datetime) -> dict[str, object]:
    return {
        "id": state.feed_id,
        "state": state.condition(now),
        "outcome": state.outcome,
        "failures": state.failures,
        "last_polled": _iso(state.last_polled_at),
        "last_success": _iso(state.last_success_at),
        "last_new": _iso(state.last_new_at),
        "gap": _iso(state.gap_within(GAP_SHOWN_FOR, now)),
        "moved_to": state.moved_to,
        "push": push,
        "next_due": None if state.ended else _iso(state.next_due),
    }


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat().replace("+00:00", "Z")


def unread_in_words(languages: dict[str, int]) -> str:
    """Which articles are kept and not read, in words."""
    if not languages:
        return "every article is in a language that is read"
    listed = ", ".join(f"{number} in {code}" for code, number in languages.items())
    return f"kept but not read, since their language is not read: {listed}"


def _first_line(wrong: Sequence[str], *, asked: bool) -> str:
    if wrong:
        return f"{len(wrong)} thing{'s need' if len(wrong) > 1 else ' needs'} you:"
    return (
        "All is well."
        if asked
        else "No feed has been asked yet: `monitor run` starts the service, `monitor once` asks them once."
    )


def render_status(document: dict[str, object]) -> Group:
    """The document for a person: what waits, what failed, what was last."""
    feeds = cast("list[dict[str, object]]", document["feeds"])
    table = Table("feed", "state", "last outcome", "next", box=None, pad_edge=False)
    for feed in feeds:
        due = str(feed["next_due"] or "never")[:16].replace("T", " ")
        gap = f"; items may have been missed before {str(feed['gap'])[:16].replace('T', ' ')}" if feed["gap"] else ""
        told = gap + (f"; {feed['push']}" if feed["push"] else "")
        table.add_row(str(feed["id"]), str(feed["state"]), str(feed["outcome"]) + told, due)
    backlog = cast("dict[str, int]", document["backlog"])
    counts = cast("dict[str, int]", document["counts"])
    last = cast("dict[str, object] | None", document["last_delivery"])
    wrong = cast("list[str]", document["trouble"])
    return Group(
        _first_line(wrong, asked=bool(feeds)),
        *(f"  - {line}" for line in wrong),
        "",
        table,
        "",
        "waiting:  " + ", ".join(_number_of(name, number) for name, number in backlog.items()),
        "stored:   " + ", ".join(_number_of(name, number) for name, number in counts.items()),
        "language: " + unread_in_words(cast("dict[str, int]", document["unread_languages"])),
        f"delivery: to the {document['delivery_to']}; last: "
        + ("none yet" if last is None else f"{last['key']} {last['state']}"),
        f"digest:   {document['last_digest'] or 'none yet'}",
        f"sure:     {cast('dict[str, object]', document['confidence'])['words']}",
        *_answer_lines(cast("dict[str, object] | None", document["answers"])),
        *(
            f"muted:    {m['kind']} {m['target']} by {m['by']} until {m['until']}"
            for m in cast("list[dict[str, object]]", document["mutes"])
        ),
        *(f"process:  {p['name']} {p['words']}" for p in cast("list[dict[str, str]]", document["processes"])),
        *(
            f"baseline: approved in Slack by {p['approved_by']}, not written yet: {p['finish']}"
            for p in cast("list[dict[str, object]]", document["unfinished_baseline"])
        ),
        *(
            f"refused:  {r['by']} may not {r['action']}, and asked at {str(r['at'])[:16].replace('T', ' ')} UTC"
            for r in cast("list[dict[str, object]]", document["not_allowed"])
        ),
        *_opinion_lines(cast("dict[str, object] | None", document["second_opinions"])),
        "versions: "
        + ", ".join(f"{name} {value}" for name, value in cast("dict[str, str]", document["versions"]).items()),
        *_troubled(cast("list[dict[str, object]]", document["troubled"])),
        *(
            f"quarantined: {q['article']} at {q['stage']}: {q['reason']}"
            for q in cast("list[dict[str, str]]", document["quarantined"])
        ),
    )


def _number_of(names: str, number: int) -> str:
    """1 alert, 2 alerts; what is no noun (“unread”) stays."""
    return f"{number} {names.removesuffix('s') if number == 1 else names}"


def _troubled(waiting: list[dict[str, object]]) -> list[str]:
    """One line a message; pictures that wait for the same reason share one."""
    words = [t for t in waiting if not str(t["key"]).startswith("picture:")]
    pictures = Counter(str(t["error"]) for t in waiting if t not in words)
    return [
        *(f"not sent: {t['key']} ({t['attempts']} tries): {t['error']}" for t in words),
        *(
            f"not sent: pictures of {number} message{'s' if number > 1 else ''}: {error}"
            for error, number in pictures.items()
        ),
    ]


def _answer_lines(answers: dict[str, object] | None) -> list[str]:
    """Nothing where nobody listens."""
    return [] if answers is None else [f"answers:  from Slack, {answers['words']}"]


def _opinion_lines(opinions: dict[str, object] | None) -> list[str]:
    """Nothing where nobody is asked."""
    if opinions is None:
        return []
    spent = "; the day's budget is spent" if opinions["asked"] == opinions["per_day"] else ""
    line = (
        f"opinions: {opinions['model']}, {opinions['asked']} of {opinions['per_day']} asked today (UTC), "
        f"{opinions['answered']} answered{spent}"
    )
    trouble = f"          last trouble {str(opinions['trouble_at'])[:16].replace('T', ' ')} UTC: {opinions['trouble']}"
    return [line, trouble] if opinions["trouble"] else [line]
