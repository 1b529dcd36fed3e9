"""A store with a little of everything that the site shows, some of it hostile; and the site on it."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from aiohttp import CookieJar
from aiohttp.test_utils import TestClient, TestServer

from monitor.digest import build_digest, parse_week
from monitor.store import open_store
from monitor.types import (
    FeedState,
    PollResult,
    Position,
    Proposal,
    Reading,
    Remark,
    StreamKey,
    Verdict,
    Versions,
    Weighed,
)
from monitor.web import Health, create_app
from tests.builders import alert, digest_rows, evidence, found_article, statement, stream, utterance, week_config

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
WELL = Health(ticks={"poll": NOW - timedelta(seconds=5)}, stale_after=timedelta(minutes=5))
VERSIONS = Versions(baseline="b4a5e1", model="rules", code="0.1.0")
SAID = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
QUOTE = "contacts can be resumed"
TEXT = f"Good morning. The minister said that {QUOTE}. Nobody asked about the weather."
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
"""As a feed may send it: in titles, bodies, names and addresses."""


ROW = Position(
    id="B08", actor="Sergei Lavrov", office="RU-MFA", bloc="RU", issue="DIA", level=-1, use="position", as_of=date(2023, 1, 15),
    claim="talks can wait until the other side sees sense",
)  # fmt: skip


def fill(store, config):
    """Three articles (one a copy, one hostile), what was read and weighed in them, two alerts, two digests, a proposal."""
    store.register_feeds(config.feeds, NOW - timedelta(days=30))
    store.save_poll(_polled())
    store.add_articles(_articles())
    place = TEXT.index(QUOTE)
    said = statement(start=place, end=place + len(QUOTE), text=QUOTE, parts=(), cue=None, source=None, said_at=SAID)
    for number, copy_of in ((1, None), (2, "article-1"), (3, None)):
        reading = Reading(article_id=f"article-{number}", language="en", genre="news", statements=(said,))
        store.save_reading(reading, copy_of=copy_of, now=SAID)
        store.save_weighed(f"article-{number}", _weighed() if number == 1 else Weighed(), SAID)
    store.add_alerts(_alerts(), SAID)
    store.add_verdict(Verdict(alert_id="al-0002", word="stale", by="B. Analyst", at=NOW - timedelta(days=1)))
    for week in ("2026-W46", "2026-W47"):
        store.save_digest(_digest(week, config), send=False)
    store.add_proposal(_proposal(), Remark(lines=("A proposal.",)))


def _polled():
    state = FeedState(
        feed_id="kremlin-en", next_due=NOW + timedelta(minutes=9), first_polled_at=SAID, last_polled_at=NOW,
        last_success_at=NOW, outcome=f"12 items {HOSTILE}", gap_at=NOW - timedelta(days=1),
    )  # fmt: skip
    return PollResult(state=state, articles=())


def _articles():
    usual = {"feed_id": "kremlin-en", "text": TEXT, "published": SAID}
    return [
        found_article(1, seen=SAID, title="Ministry speaks of contacts", **usual),
        found_article(2, seen=SAID + timedelta(minutes=40), outlet="Evening Ledger", title="Contacts again", **usual),
        found_article(
            3, seen=SAID + timedelta(hours=1), title=HOSTILE, url="javascript:alert(3)", feed_id="kremlin-en",
            text=f"{TEXT}\n{HOSTILE} rocket", published=None, outlet=HOSTILE, author=HOSTILE,
        ),
    ]  # fmt: skip


def words(**changes):
    place = TEXT.index(QUOTE)
    return evidence(
        **{"quote": QUOTE, "start": place, "end": place + len(QUOTE), "published": SAID, "said_at": SAID, **changes}
    )


def _weighed():
    return Weighed(
        utterances=(
            utterance(evidence=(words(),), said_at=SAID),
            utterance(id="ut-2", evidence=(words(article="article-3", quote=HOSTILE, speaker=HOSTILE, url="javascript:alert(4)"),),
                      said_at=SAID - timedelta(days=9), levels=(0.1, 0.8, 0.1, 0.0, 0.0)),
        ),
        streams=(stream(), stream(key=StreamKey("NATO-SG", "FOR"), state="provisional", mean=1.2, baseline_mean=1.1)),
    )  # fmt: skip


def _alerts():
    moved = {"raised_at": SAID, "at": SAID}
    hostile = words(
        quote=HOSTILE, title=HOSTILE, outlet=HOSTILE, url="javascript:alert(5)", favours=True, language="ar"
    )
    return [
        alert(**moved, evidence=(words(), words(quote="Nobody expects a conversation.", favours=False))),
        alert(
            id="al-0002", key="reversal:RU-MFA:DIA:2", kind="reversal", status="unconfirmed", severity=40, channel="digest",
            raised_at=SAID - timedelta(days=8), at=SAID - timedelta(days=8), headline=f"Moves {HOSTILE}", evidence=(hostile,),
        ),
    ]  # fmt: skip


def _digest(week, config):
    rows = digest_rows(streams=(stream(mean=0.9 if week == "2026-W47" else -0.7),), alerts=())
    return build_digest(
        rows, week=parse_week(week, "UTC"), config=config, versions=VERSIONS, previous=None, now=NOW - timedelta(days=1)
    )


def _proposal():
    return Proposal(
        id="pr-1", alert_id="al-0001", actor="Russian Foreign Ministry", office="RU-MFA", bloc="RU", issue="DIA", level=1,
        claim=f"Open to talks {HOSTILE}", as_of=SAID.date(), by="A. Analyst", user="U1", at=SAID,
    )  # fmt: skip


def site_config(tmp_path, **web):
    usual = week_config(folder=str(tmp_path / "config"))
    config = replace(usual, baseline=replace(usual.baseline, positions=(ROW,)))
    return replace(config, web=replace(config.web, **web), digest=replace(config.digest, timezone="UTC"))


@asynccontextmanager
async def opened(path, config, *, health=WELL, now=NOW, replays=None):
    """A browser on the site over the database at `path`, and its store."""
    store = open_store(f"sqlite:///{path}")
    clock = now if callable(now) else (lambda: now)
    application = create_app(
        store, review=store.review, accounts=store.review, config=config, health=lambda: health, now=clock,
        replays=replays or path.parent / "what-if",
    )  # fmt: skip
    # unsafe: cookies also for an address of numbers, as a browser keeps them.
    client = TestClient(TestServer(application), cookie_jar=CookieJar(unsafe=True))
    await client.start_server()
    try:
        yield client, store
    finally:
        await client.close()
        store.close()
