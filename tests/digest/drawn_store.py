"""A store filled with a seed: weeks of articles, words, alerts and answers that mean nothing and must only add up."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from monitor.shifts import WeighContext, learnt, stood_at
from monitor.types import DigestSettings, Feed, Reading, Rules, Sent, StreamKey, Verdict, Versions, Weighed, WordingPair
from tests.builders import alert, evidence, found_article, statement, utterance, week_config
from tests.fakes import pipeline_of_fakes

if TYPE_CHECKING:
    from pathlib import Path

    from monitor.pipeline import Pipeline
    from monitor.ports import Store
    from monitor.types import Alert, Config, NewArticle, Utterance

FIRST = datetime(2025, 1, 6, tzinfo=UTC)
WEEKS = 20
OUTAGE = (FIRST + timedelta(weeks=14), FIRST + timedelta(weeks=15))
"""A week in which two feeds bring nothing and the third one twice what it does."""
VERSIONS = Versions(baseline="b4a5e1", model="rules", code="0.1.0")
PAIR = WordingPair(
    id="operation", issue="DIA", name_a="operation", name_b="war", a={"en": "operation"}, b={"en": "war"}
)
WORDS = ("The operation goes on.", "This is a war.", "We shall see.")
FALLS_SILENT = 1
"""An office that is not heard any more after half of the weeks."""
KINDS = ("reversal", "hardening", "softening", "walk_back", "emphasis", "new_position")
HELD = ("budget: 2 alerts in these 24 hours", "severity 30 below 40", "emphasis: always in the digest")


def drawn_config() -> Config:
    """Seven offices of two blocs, two issues, three feeds, one watched pair; the reader lives where clocks change."""
    usual = week_config()
    offices = [replace(usual.world.offices[n % 2], id=f"O{n}", name=f"Office {n}") for n in range(7)]
    feeds = [
        Feed(
            id=f"feed-{n}",
            url=f"http://{n}.example.org/",
            outlet=f"Outlet {n}",
            owner="Press",
            every=timedelta(hours=1),
        )
        for n in range(3)
    ]
    return replace(
        usual,
        feeds=tuple(feeds),
        world=replace(usual.world, offices=tuple(offices)),
        rules=Rules(wording=(PAIR,)),
        digest=DigestSettings(timezone="America/New_York"),
    )


class DrawnStore:
    """Fills a store; everything is drawn from one seed."""

    def __init__(self, store: Store, seed: int) -> None:
        self.store, self.draw, self.config = store, Random(seed), drawn_config()

    def moment(self) -> datetime:
        return FIRST + timedelta(seconds=self.draw.randrange(WEEKS * 7 * 86400))

    def fill(self) -> None:
        self.store.register_feeds(self.config.feeds, FIRST)
        self._articles(200)
        self._said(320)
        self._alerts(100)

    def _articles(self, n: int) -> None:
        draw = self.draw
        found = [self._article(k) for k in range(1, n + 1)]
        self.store.add_articles(found)
        for article in found:
            if draw.random() < 0.05:
                self.store.quarantine(article.id, "read", "died", article.seen)
            elif draw.random() < 0.9:
                self.store.save_reading(self._reading(article.id), copy_of=self._copied(), now=article.seen)

    def _article(self, k: int) -> NewArticle:
        seen, feed = self.moment(), self.draw.choice((0, 0, 0, 1, 1, 2))
        feed = 2 if OUTAGE[0] <= seen < OUTAGE[1] else feed
        return replace(found_article(k), feed_id=f"feed-{feed}", seen=seen, backlog=self.draw.random() < 0.05)

    def _copied(self) -> str | None:
        return "article-1" if self.draw.random() < 0.2 else None

    def _reading(self, article_id: str) -> Reading:
        draw = self.draw
        told = [
            statement(issue=draw.choice(("DIA", "FOR", None)), abstained=draw.random() < 0.3)
            for _ in range(draw.randrange(4))
        ]
        language = draw.choice(("en", "en", "ru", "pl"))
        return Reading(article_id=article_id, language=language, genre="news", statements=tuple(told))

    def _said(self, n: int) -> None:
        heard: dict[StreamKey, list[Utterance]] = defaultdict(list)
        for k in range(n):
            one = self._utterance(k)
            heard[one.key].append(one)
        end = FIRST + timedelta(weeks=WEEKS)
        states = [stood_at(words, key, end=end, context=self._context()) for key, words in sorted(heard.items())]
        words = tuple(one for told in heard.values() for one in told)
        weighed = Weighed(utterances=words, streams=tuple(state for state in states if state))
        self.store.save_weighed("article-1", weighed, end)

    def _utterance(self, k: int) -> Utterance:
        draw = self.draw
        levels = [draw.random() ** 4 for _ in range(5)]
        office, said_at = min(draw.randrange(7), draw.randrange(7)), self.moment()
        a, b, c, d, e = (share / sum(levels) for share in levels)
        return utterance(
            id=f"ut-{k}",
            key=StreamKey(f"O{office}", draw.choice(("DIA", "DIA", "FOR"))),
            said_at=FIRST + (said_at - FIRST) / 2 if office == FALLS_SILENT else said_at,
            levels=(a, b, c, d, e),
            weight=draw.choice((0.3, 0.56, 0.9, 1.0)),
            margin=0.0 if draw.random() < 0.15 else 0.4,
            evidence=(evidence(quote=draw.choice(WORDS)),),
        )

    def _context(self) -> WeighContext:
        config = self.config
        return WeighContext(
            world=config.world, baseline=config.baseline, rules=config.rules, versions=VERSIONS, record=learnt((), config.rules.detect), chat=(), office_history={}, near=(), siblings={}
        )  # fmt: skip

    def _alerts(self, n: int) -> None:
        draw = self.draw
        raised = sorted((self._alert(k) for k in range(n)), key=lambda one: one.raised_at)
        for one in raised:
            self.store.add_alerts([one], one.raised_at)
            for _ in range(draw.choice((0, 1, 1, 2))):
                at = one.raised_at + timedelta(hours=draw.randrange(700))
                word = draw.choice(("confirm", "confirm", "stale", "wrong-stance"))
                self.store.add_verdict(Verdict(alert_id=one.id, word=word, by="analyst", at=at))
            if one.channel == "chat":
                self._deliver(one.raised_at)

    def _deliver(self, now: datetime) -> None:
        claimed = self.store.claim_delivery(now, timedelta(minutes=1))
        if claimed is not None and self.draw.random() < 0.9:
            self.store.mark_sent(claimed.id, Sent(channel="C", ts="1"), now + timedelta(hours=self.draw.randrange(30)))

    def _alert(self, k: int) -> Alert:
        draw, chat = self.draw, self.draw.random() < 0.5
        kind = draw.choice(KINDS)
        check = "check:" if kind in ("hardening", "softening") and draw.random() < 0.7 else ""
        return alert(
            id=f"al-{k}",
            key=f"{check}{kind}:{k}",
            kind=kind,
            status=draw.choice(("confirmed", "confirmed", "unconfirmed")),
            raised_at=self.moment(),
            office=f"O{draw.randrange(7)}",
            issue=draw.choice(("DIA", "FOR")),
            confidence=round(draw.random(), 2),
            severity=draw.randrange(100),
            channel="chat" if chat else "digest",
            held=None if chat else draw.choice(HELD),
        )

    def pipeline(self, folder: Path) -> Pipeline:
        """What makes digests of it, long after."""
        after = FIRST + timedelta(weeks=WEEKS + 4)
        return pipeline_of_fakes(self.config, self.store, now=lambda: after, folder=folder, versions=VERSIONS)
