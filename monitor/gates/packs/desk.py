"""Weighing without a store: what the pipeline's weighing pass does and what the store keeps of it, in memory.

Thousands of archives can be weighed so. `tests/gates/test_packs.py` holds it against the real passes. May import: types, ports, pipeline, shifts.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from monitor.pipeline.weekly import EMPHASIS_WEEKS, KNOWN_BEFORE
from monitor.ports import Past, StreamMemory
from monitor.shifts import (
    WeighContext,
    beside,
    emphasis_alerts,
    gather,
    learnt,
    may_be_old,
    needed,
    shown_ids,
    weekly_alerts,
    weekly_shifts,
    weigh,
)
from monitor.shifts.merge import is_paraphrase
from monitor.types import GOES_ON, MOVES, Said, Share, Versions
from monitor.types.levels import mode_of
from monitor.types.milestones import kept_days

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from monitor.shifts import Likeness
    from monitor.types import Alert, Article, Baseline, Rules, Statement, StreamKey, StreamState, Utterance, World
    from monitor.types.milestones import Milestone

WEEK = timedelta(days=7)
REMEMBERED = timedelta(days=60)
VERSIONS = Versions(baseline="pack", model="pack", code="pack")
Order = tuple[datetime, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One article with its statements; `copy_of`: the id of the article that it copies."""

    article: Article
    statements: tuple[Statement, ...]
    copy_of: str | None = None


class Desk:
    """Keeps utterances, streams and alerts of one archive."""

    def __init__(self, *, world: World, baseline: Baseline, rules: Rules, likeness: Likeness | None = None) -> None:
        record = learnt((), rules.detect)
        self.context = WeighContext(
            world=world, baseline=baseline, rules=rules, versions=VERSIONS, record=record, likeness=likeness
        )
        self.utterances: dict[str, Utterance] = {}
        self.states: dict[StreamKey, StreamState] = {}
        self.alerts: dict[str, Alert] = {}
        self.milestones: dict[StreamKey, dict[date, StreamState]] = defaultdict(dict)
        self._orders: dict[StreamKey, list[Order]] = defaultdict(list)
        self._of_article: dict[str, list[str]] = defaultdict(list)
        self._quotes: dict[tuple[str, int], set[str]] = defaultdict(set)
        self._offices: dict[str, tuple[int, datetime | None]] = defaultdict(lambda: (0, None))

    def play(self, pieces: Iterable[Piece]) -> None:
        """All pieces, a day's worth at a time, as a replay does; weeks are closed as they end."""
        by_day = sorted(pieces, key=lambda piece: (piece.article.seen, piece.article.id))
        monday: date | None = None
        for day, batch in groupby(by_day, key=lambda piece: piece.article.seen.date()):
            this = day - timedelta(days=day.weekday())
            if monday is not None and this != monday:
                self.close_week(this)
            monday = this
            told = list(batch)
            for piece in sorted(told, key=_after_what_it_copies):
                self.hear(piece, now=max(other.article.seen for other in told))

    def hear(self, piece: Piece, *, now: datetime) -> None:
        """Weighs one article and keeps what comes of it."""
        context, article = self.context, piece.article
        reach = context.rules.merge.copy_window
        known = [self.utterances[i] for i in self._of_article[piece.copy_of]] if piece.copy_of else []
        original = [u for u in known if abs(u.said_at - article.dated) <= reach]
        found = gather(article, piece.statements, world=context.world, rules=context.rules, original=original)
        at = min((u.said_at for u in found), default=article.dated)
        keys = [utterance.key for utterance in found]
        memory = {key: self._memory(key, at) for key in keys}
        memory |= {u.key: memory[u.key]._replace(older=self._said_before(u)) for u in found if may_be_old(u)}
        weighed = weigh(article, found, memory, context=self._context(keys, at), now=now)
        self._keep(weighed.utterances)
        self.states |= {state.key: state for state in weighed.streams}
        self._keep_milestones(weighed.milestones)
        for alert in weighed.alerts:
            self._keep_alert(alert)

    def close_week(self, monday: date) -> None:
        """Weighs what only many weeks show, up to that Monday; no vectors of sentences are made, so no new themes are looked for."""
        end = datetime.combine(monday, time(), UTC)
        near = sorted(self.alerts.values(), key=lambda alert: (alert.at, alert.id))
        context = replace(self.context, near=tuple(a for a in near if end - KNOWN_BEFORE <= a.at < end))
        shifts = weekly_shifts(self._said(end), world=context.world, rules=context.rules, until=end)
        words = [self.utterances[id_] for id_ in shown_ids(shifts)]
        found = weekly_alerts(shifts, words, context=context, now=end)
        louder = emphasis_alerts(self._shares(end), context=context, now=end, told=self.alerts.values())
        for alert in (*found, *beside(found, louder)):
            self.alerts.setdefault(alert.key, alert)

    # ---------------------------------------------------------------- memory

    def _memory(self, key: StreamKey, at: datetime) -> StreamMemory:
        window, orders = self.context.rules.merge.window, self._orders[key]
        near = [self.utterances[i] for _, i in orders[bisect_left(orders, (at - window, "")) :]]
        late = bool(near) and near[-1].said_at >= at
        return StreamMemory(
            state=self.states.get(key),
            recent=tuple(u for u in near if u.said_at <= at + window),
            past=self._past(key, before=at - window) if late else None,
            alerts=tuple(self._alerts_of(key, at)),
            look_back=partial(self._past, key, before=at - window),
        )

    def _past(self, key: StreamKey, *, before: datetime) -> Past:
        """As the store: from the last milestone that lies before that moment, else from the start."""
        kept, orders = self.milestones[key], self._orders[key]
        day = max((each for each in kept if each <= before.astimezone(UTC).date()), default=None)
        since = 0 if day is None else bisect_left(orders, (datetime.combine(day, time(), UTC), ""))
        start = None if day is None else kept[day]
        return Past(start, tuple(self.utterances[i] for _, i in orders[since:]))

    def _said_before(self, utterance: Utterance) -> tuple[Utterance, ...]:
        shared = Counter(i for run in utterance.shingles for i in self._quotes[utterance.key.office, run])
        known = (self.utterances[i] for i, times in shared.items() if times >= needed(utterance))
        merge = self.context.rules.merge
        since, until = utterance.said_at - merge.remembered, utterance.said_at - merge.stale
        return tuple(sorted((u for u in known if since <= u.said_at <= until), key=lambda u: (u.said_at, u.id)))

    def _alerts_of(self, key: StreamKey, at: datetime) -> list[Alert]:
        ours = [
            a
            for a in self.alerts.values()
            if (a.office, a.issue) == tuple(key) and a.at >= at - (GOES_ON if a.kind in MOVES else REMEMBERED)
        ]
        return sorted(ours, key=lambda alert: (alert.at, alert.id))

    def _context(self, keys: Sequence[StreamKey], at: datetime) -> WeighContext:
        offices = sorted({key.office for key in keys})
        chat = [a for a in self.alerts.values() if a.channel == "chat" and abs(a.at - at) <= WEEK]
        return replace(
            self.context,
            chat=tuple(sorted(chat, key=lambda alert: (alert.at, alert.id))),
            office_history={office: self._offices[office] for office in offices},
            siblings={office: tuple(s for k, s in self.states.items() if k.office == office) for office in offices},
        )

    def _keep(self, told: Sequence[Utterance]) -> None:
        for utterance in told:
            before = self.utterances.get(utterance.id)
            if before is None:
                count, first = self._offices[utterance.key.office]
                self._offices[utterance.key.office] = (count + 1, min(first or utterance.said_at, utterance.said_at))
            else:
                self._orders[before.key].remove((before.said_at, before.id))
            insort(self._orders[utterance.key], (utterance.said_at, utterance.id))
            self._forget_milestones(utterance, before)
            self.utterances[utterance.id] = utterance
            if not is_paraphrase(utterance):
                for run in utterance.shingles:
                    self._quotes[utterance.key.office, run].add(utterance.id)
            for article in {place.article for place in utterance.evidence}:
                if utterance.id not in self._of_article[article]:
                    self._of_article[article].append(utterance.id)

    def _forget_milestones(self, utterance: Utterance, before: Utterance | None) -> None:
        """Those after the day on which something is new or has changed."""
        changed = utterance.said_at if before is None else min(utterance.said_at, before.said_at)
        day, kept = changed.astimezone(UTC).date(), self.milestones[utterance.key]
        self.milestones[utterance.key] = {each: state for each, state in kept.items() if each <= day}

    def _keep_milestones(self, reached: Sequence[Milestone]) -> None:
        for milestone in reached:
            self.milestones[milestone.state.key][milestone.day] = milestone.state
        for key in {milestone.state.key for milestone in reached}:
            kept = self.milestones[key]
            self.milestones[key] = {day: kept[day] for day in kept_days(kept, max(kept))}

    def _keep_alert(self, alert: Alert) -> None:
        """As the store: what people were told keeps its id, time and channel."""
        known = self.alerts.get(alert.key)
        kept = (
            {}
            if known is None
            else {name: getattr(known, name) for name in ("id", "at", "channel", "raised_at", "direction")}
        )
        self.alerts[alert.key] = replace(alert, **kept)

    def _said(self, end: datetime) -> list[Said]:
        within = (u for u in self.utterances.values() if end - EMPHASIS_WEEKS * WEEK <= u.said_at < end)
        return [_counted(utterance) for utterance in within]

    def _shares(self, end: datetime) -> list[Share]:
        """As the store counts them: every issue an office spoke on, in every week it spoke in."""
        begin = end - EMPHASIS_WEEKS * WEEK
        within = [u for u in self.utterances.values() if begin <= u.said_at < end]
        counts = Counter((u.key, u.said_at.date() - timedelta(days=u.said_at.weekday())) for u in within)
        weeks: dict[str, Counter[date]] = defaultdict(Counter)
        for (key, week), k in counts.items():
            weeks[key.office][week] += k
        keys = sorted({key for key, _ in counts})
        return [Share(key=k, week=w, k=counts[k, w], n=n) for k in keys for w, n in sorted(weeks[k.office].items())]


def _counted(told: Utterance) -> Said:
    """As the store counts it."""
    return Said(
        id=told.id,
        key=told.key,
        at=told.said_at,
        level=mode_of(told.levels) if told.margin > 0 else None,
        weight=told.weight,
        speaker_level=told.speaker_level,
        origin=next(iter(told.origins), ""),
        quiet=told.quiet,
    )


def _after_what_it_copies(piece: Piece) -> tuple[bool, datetime, datetime, str]:
    article = piece.article
    return (piece.copy_of is not None, article.seen if piece.copy_of else article.dated, article.dated, article.id)
