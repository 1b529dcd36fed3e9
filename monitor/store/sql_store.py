"""`ports.Store` on a SQL database: each method is one transaction, and what it does stands in the module of its pass."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from monitor.store import alerts as alert_rows
from monitor.store import (
    answers,
    arrivals,
    claims,
    counted,
    drafts,
    forwards,
    members,
    migrate,
    milestones,
    opinions,
    outages,
    outbox,
    quotes,
    readings,
    retention,
    stories,
    tallies,
    turns,
    upkeep,
    weighing,
)
from monitor.store import articles as article_rows
from monitor.store import feed_outages as outage_rows
from monitor.store import feeds as feed_rows
from monitor.store import figures as figure_rows
from monitor.store import revisions as revision_rows
from monitor.store import subscriptions as subscription_rows
from monitor.store import weeks as week_rows
from monitor.store.codec import encode
from monitor.store.connect import is_memory
from monitor.store.review import SqlReview
from monitor.store.sharing import SqlSharing
from monitor.types import MergeRules

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime, timedelta

    from sqlalchemy import Connection

    from monitor.ports import Backlog, Figures, Past, StreamMemory, StreamTrail, Turn, WeekRows
    from monitor.store.connect import Database
    from monitor.types import (
        Alert,
        Article,
        Delivery,
        Digest,
        Feed,
        FeedState,
        Lead,
        Look,
        Member,
        Mute,
        NewArticle,
        OpinionDay,
        PageResult,
        PollResult,
        Proposal,
        Reading,
        Refusal,
        Remark,
        Revision,
        Said,
        Sent,
        Share,
        SignOfLife,
        Statement,
        Story,
        StreamKey,
        StreamState,
        Subscription,
        Unplaced,
        Utterance,
        Validators,
        Verdict,
        Versions,
        Weighed,
        Worded,
    )


class SqlStore:
    """The only memory; safe to use from several threads. The methods are described in `ports.Store`.

    `holder`: who this process is among those that share the database. What it had claimed is given back with the work that
    it saves, and what only the leading process may save is refused to others.
    """

    def __init__(self, database: Database, *, holder: str | None = None) -> None:
        self._database = database
        self._holder = holder

    @property
    def review(self) -> SqlReview:
        """The same database as the review site sees it."""
        return SqlReview(self._database)

    @property
    def address(self) -> str | None:
        """Where another process reaches it, its password included; None where it is this process's memory."""
        url = self._database.url
        return None if is_memory(url) else url.render_as_string(hide_password=False)

    @property
    def is_shared(self) -> bool:
        return self._database.url.get_backend_name() == "postgresql"

    @property
    def sharing(self) -> SqlSharing | None:
        """What this process agrees on with others; None where it is alone."""
        return SqlSharing(self._database, self._holder) if self._holder else None

    def _done(self, connection: Connection, kind: str, *pieces: str) -> None:
        if self._holder:
            claims.give_back(connection, kind, pieces, holder=self._holder)

    def _leading(self, connection: Connection) -> None:
        if self._holder:
            claims.refuse_unless_leading(connection, self._holder)

    # poll
    def register_feeds(self, feeds: Sequence[Feed], now: datetime) -> None:
        with self._database.write() as connection:
            feed_rows.register(connection, feeds, now=now)

    def ask_again(self, outcome: str, now: datetime) -> None:
        with self._database.write() as connection:
            feed_rows.ask_again(connection, outcome, now=now)

    def ask_now(self, feed_ids: Collection[str], now: datetime) -> None:
        with self._database.write() as connection:
            feed_rows.ask_now(connection, feed_ids, now=now)

    def due_feeds(self, now: datetime, limit: int, *, besides: Collection[str] = ()) -> list[FeedState]:
        with self._database.read() as connection:
            leased = self._database.clock(connection)
            return feed_rows.due(connection, now=now, limit=limit, besides=besides, holder=self._holder, leased=leased)

    def feed_states(self) -> list[FeedState]:
        with self._database.read() as connection:
            return feed_rows.states(connection)

    def next_due(self) -> datetime | None:
        with self._database.read() as connection:
            return feed_rows.next_due(connection)

    def save_poll(self, result: PollResult) -> int:
        return self.save_polls([result])[0]

    def save_polls(self, results: Sequence[PollResult]) -> list[int]:
        with self._database.write() as connection:
            states = [result.state for result in results]
            outage_rows.note(connection, states)
            feed_rows.save_states(connection, states)
            new = [self._save_articles(connection, result) for result in results]
            self._done(connection, feed_rows.KIND, *(state.feed_id for state in states))
        return new

    def _save_articles(self, connection: Connection, result: PollResult) -> int:
        new = arrivals.add(connection, result.articles, stale=result.stale)
        if new:
            feed_rows.note_new(connection, result.state, new, gap=result.has_gap(new))
        return new

    def subscriptions(self) -> list[Subscription]:
        with self._database.read() as connection:
            return subscription_rows.listed(connection)

    def subscription(self, token: str) -> Subscription | None:
        with self._database.read() as connection:
            return subscription_rows.one(connection, token)

    def add_subscription(self, subscription: Subscription) -> None:
        with self._database.write() as connection:
            subscription_rows.add(connection, subscription)

    def change_subscription(self, before: Subscription, after: Subscription | None) -> bool:
        with self._database.write() as connection:
            return subscription_rows.change(connection, before, after)

    def note_push(self, feed_id: str, now: datetime) -> None:
        with self._database.write() as connection:
            subscription_rows.note_push(connection, feed_id, now=now)

    def add_articles(self, articles: Sequence[NewArticle]) -> int:
        with self._database.write() as connection:
            return arrivals.add(connection, articles, stale=MergeRules().stale)

    def feed_absences(self, start: datetime, end: datetime) -> dict[str, list[tuple[datetime, datetime]]]:
        with self._database.read() as connection:
            return outage_rows.between(connection, start, end)

    def feed_parts(self, start: datetime, end: datetime) -> dict[str, dict[str, float]]:
        with self._database.read() as connection:
            return outage_rows.parts(connection, start, end)

    def take_turn(
        self, host: str, *, holder: str, now: datetime, spacing: timedelta, most: int, lease: timedelta
    ) -> Turn:
        with self._database.write() as connection:
            return turns.take(connection, host, holder=holder, now=now, spacing=spacing, most=most, lease=lease)

    def give_turn(self, host: str, holder: str) -> None:
        with self._database.write() as connection:
            turns.give(connection, host, holder=holder)

    def rest_host(self, host: str, until: datetime) -> None:
        with self._database.write() as connection:
            turns.rest(connection, host, until=until)

    def pages_due(self, now: datetime, limit: int) -> list[Article]:
        with self._database.read() as connection:
            return article_rows.pages_due(connection, now=now, limit=limit)

    def save_page(self, result: PageResult) -> None:
        with self._database.write() as connection:
            article_rows.save_page(connection, result)
            self._done(connection, "page", result.article_id)

    def looks_due(self, now: datetime, limit: int) -> list[Look]:
        with self._database.read() as connection:
            return revision_rows.due(connection, now=now, limit=limit)

    def save_look(
        self,
        look: Look,
        *,
        text: str | None,
        validators: Validators,
        due: datetime | None,
        revision: Revision | None,
        now: datetime,
    ) -> None:
        with self._database.write() as connection:
            self._leading(connection)
            revision_rows.save(connection, look, text=text, validators=validators, due=due, revision=revision)
            if revision is not None:
                alert_rows.renew_citing(connection, look.article, revision, now=now)

    def revisions(self, article_ids: Sequence[str]) -> list[Revision]:
        with self._database.read() as connection:
            return revision_rows.of_articles(connection, article_ids)

    # read
    def unread(self, limit: int) -> list[Article]:
        with self._database.read() as connection:
            return article_rows.unread(connection, limit)

    def article(self, article_id: str) -> Article | None:
        with self._database.read() as connection:
            return article_rows.article(connection, article_id)

    def similar(
        self, signature: Sequence[int], *, since: datetime, until: datetime, exclude: str
    ) -> list[tuple[str, float]]:
        with self._database.read() as connection:
            return readings.similar(connection, signature, since=since, until=until, exclude=exclude)

    def save_reading(self, reading: Reading, *, copy_of: str | None, now: datetime) -> None:
        with self._database.write() as connection:
            self._leading(connection)
            readings.save(connection, reading, copy_of=copy_of, now=now)
            self._read_once(connection, reading.article_id)

    def _read_once(self, connection: Connection, article_id: str) -> None:
        """What was read ahead is of no more use."""
        if self._holder:
            drafts.forget(connection, article_id)
            self._done(connection, drafts.READ, article_id)

    def count_attempt(self, article_id: str, stage: str) -> int:
        with self._database.write() as connection:
            if stage == "read":
                self._leading(connection)
                self._read_once(connection, article_id)
            return article_rows.count_attempt(connection, article_id, stage=stage)

    def quarantine(self, article_id: str, stage: str, reason: str, now: datetime) -> None:
        with self._database.write() as connection:
            self._leading(connection)
            article_rows.quarantine(connection, article_id, stage=stage, reason=reason, now=now)

    def quarantined(self) -> list[tuple[Article, str, str]]:
        with self._database.read() as connection:
            return article_rows.quarantined(connection)

    def claim_opinion(self, now: datetime, per_day: int) -> bool:
        with self._database.write() as connection:
            return opinions.claim(connection, now=now, per_day=per_day)

    def end_opinion(self, claimed: datetime, trouble: str | None, now: datetime, *, spent: bool) -> None:
        with self._database.write() as connection:
            opinions.end(connection, claimed=claimed, trouble=trouble, now=now, spent=spent)

    def opinion_day(self, now: datetime) -> OpinionDay:
        with self._database.read() as connection:
            return opinions.day(connection, now)

    # weigh
    def unweighed(self, limit: int) -> list[tuple[Article, tuple[Statement, ...], str | None]]:
        with self._database.read() as connection:
            return weighing.unweighed(connection, limit)

    def stream_memory(
        self, keys: Iterable[StreamKey], *, at: datetime, window: timedelta, made_with: str | None = None
    ) -> dict[StreamKey, StreamMemory]:
        with self._database.read() as connection:
            return weighing.stream_memory(connection, keys, at=at, window=window, made_with=made_with)

    def stream_past(self, key: StreamKey, *, before: datetime, made_with: str | None = None) -> Past:
        with self._database.read() as connection:
            return weighing.stream_past(connection, key, before=before, made_with=made_with)

    def stream_trail(self, key: StreamKey, since: datetime) -> StreamTrail:
        with self._database.read() as connection:
            return weighing.stream_trail(connection, key, since=since)

    def utterances_of(self, article_id: str) -> list[Utterance]:
        with self._database.read() as connection:
            return weighing.utterances_of(connection, article_id)

    def said_before(
        self, office: str, runs: Sequence[int], *, at_least: int, since: datetime, until: datetime
    ) -> list[Utterance]:
        with self._database.read() as connection:
            return quotes.said_before(connection, office, runs, at_least=at_least, since=since, until=until)

    def sent_to_chat(self, since: datetime, until: datetime) -> list[Alert]:
        with self._database.read() as connection:
            return alert_rows.sent_to_chat(connection, since=since, until=until)

    def alerts_on(self, issues: Sequence[str], since: datetime, until: datetime) -> list[Alert]:
        with self._database.read() as connection:
            return alert_rows.on_issues(connection, issues, since=since, until=until)

    def dismissed(self, since: datetime) -> list[Alert]:
        with self._database.read() as connection:
            return alert_rows.dismissed(connection, since=since)

    def judged(self, limit: int) -> list[tuple[Alert, str]]:
        with self._database.read() as connection:
            return alert_rows.judged(connection, limit=limit)

    def judged_by(self, end: datetime) -> list[tuple[Alert, str]]:
        with self._database.read() as connection:
            return alert_rows.judged_by(connection, end)

    def office_history(self, office: str) -> tuple[int, datetime | None]:
        with self._database.read() as connection:
            return weighing.office_history(connection, office)

    def save_weighed(self, article_id: str, weighed: Weighed, now: datetime) -> None:
        with self._database.write() as connection:
            self._leading(connection)
            weighing.save_utterances(connection, weighed.utterances)
            quotes.save(connection, weighed.utterances)
            weighing.save_streams(connection, weighed.streams)
            milestones.save(connection, weighed.milestones)
            alert_rows.save(connection, weighed.alerts, now=now)
            weighing.mark_weighed(connection, article_id, notes=weighed.notes, now=now)

    def notes(self) -> dict[str, tuple[str, ...]]:
        with self._database.read() as connection:
            return weighing.all_notes(connection)

    def add_alerts(self, alerts: Sequence[Alert], now: datetime) -> int:
        with self._database.write() as connection:
            self._leading(connection)
            return alert_rows.save(connection, alerts, now=now)

    # deliver
    def claim_delivery(self, now: datetime, lease: timedelta) -> Delivery | None:
        with self._database.write_through() as connection:
            return outbox.claim(connection, now=now, lease=lease)

    def copy_for(self, targets: Sequence[str], now: datetime) -> None:
        with self._database.read() as connection:
            if not forwards.behind(connection, targets):
                return
        with self._database.write_through() as connection:
            forwards.copy(connection, targets, now=now)

    def wake_deliveries(self, now: datetime) -> None:
        with self._database.write_through() as connection:
            outbox.wake(connection, now=now)

    def mark_sent(self, delivery_id: int, sent: Sent, now: datetime, *, pictures: bool = False) -> None:
        with self._database.write_through() as connection:
            outbox.mark_sent(connection, delivery_id, sent, now=now, pictures=pictures)

    def place_of(self, key: str) -> Sent | None:
        with self._database.read() as connection:
            return outbox.place_of(connection, key)

    def mark_failed(self, delivery_id: int, error: str, *, retry_at: datetime, sure: bool) -> None:
        with self._database.write_through() as connection:
            outbox.mark_failed(connection, delivery_id, error, retry_at=retry_at, sure=sure)

    def postpone(self, delivery_id: int, until: datetime) -> None:
        with self._database.write_through() as connection:
            outbox.postpone(connection, delivery_id, until=until)

    def sum_up(self, now: datetime, *, since: datetime, at_least: int, wakes: int) -> int:
        with self._database.read() as connection:
            if not outages.is_due(connection, now=now, since=since, at_least=at_least, wakes=wakes):
                return 0
        with self._database.write_through() as connection:
            return outages.sum_up(connection, now=now, since=since, at_least=at_least, wakes=wakes)

    def add_notice(self, key: str, remark: Remark, now: datetime) -> None:
        with self._database.write_through() as connection:
            outbox.add(connection, key=key, kind="notice", ref="", due=now, document=encode(remark))

    def mark_refused(self, delivery_id: int, error: str, now: datetime) -> None:
        with self._database.write_through() as connection:
            outbox.mark_refused(connection, delivery_id, error, now=now)

    def last_delivery(self) -> Delivery | None:
        with self._database.read() as connection:
            return outbox.last_sent(connection)

    def troubled_deliveries(self, limit: int) -> list[Delivery]:
        with self._database.read() as connection:
            return outbox.troubled(connection, limit=limit)

    # alerts, verdicts
    def story(self, alert_id: str) -> Story | None:
        with self._database.read() as connection:
            return stories.story_of(connection, alert_id)

    def alert(self, alert_id: str) -> Alert | None:
        with self._database.read() as connection:
            return alert_rows.alert(connection, alert_id)

    def alerts(
        self, *, since: datetime | None = None, until: datetime | None = None, limit: int | None = None
    ) -> list[Alert]:
        with self._database.read() as connection:
            return alert_rows.newest_first(connection, since=since, until=until, limit=limit)

    def add_verdict(self, verdict: Verdict) -> None:
        with self._database.write_through() as connection:
            alert_rows.add_verdict(connection, verdict)

    def verdicts(self, alert_id: str) -> list[Verdict]:
        with self._database.read() as connection:
            return alert_rows.verdicts_of(connection, alert_id)

    # answers
    def add_mute(self, mute: Mute, alert_id: str | None, remark: Remark) -> None:
        with self._database.write_through() as connection:
            answers.add_mute(connection, mute, alert_id=alert_id, remark=remark)

    def mutes(self, now: datetime) -> list[Mute]:
        with self._database.read() as connection:
            return answers.active_mutes(connection, now=now)

    def end_mutes(self, kind: str, target: str, now: datetime) -> int:
        with self._database.write_through() as connection:
            return answers.end_mutes(connection, kind, target, now=now)

    def add_proposal(self, proposal: Proposal, remark: Remark) -> None:
        with self._database.write_through() as connection:
            answers.add_proposal(connection, proposal, remark)

    def proposal(self, proposal_id: str) -> Proposal | None:
        with self._database.read() as connection:
            return answers.proposal(connection, proposal_id)

    def proposals(self) -> list[Proposal]:
        with self._database.read() as connection:
            return answers.all_proposals(connection)

    def decide(
        self,
        proposal_id: str,
        *,
        state: Literal["approved", "rejected"],
        by: str,
        user: str,
        remark: Remark,
        now: datetime,
    ) -> bool:
        with self._database.write_through() as connection:
            return answers.decide(connection, proposal_id, state=state, by=by, user=user, remark=remark, now=now)

    def add_refusal(self, refusal: Refusal) -> None:
        with self._database.write_through() as connection:
            answers.add_refusal(connection, refusal)

    def refusals(self, since: datetime, limit: int) -> list[Refusal]:
        with self._database.read() as connection:
            return answers.newest_refusals(connection, since=since, limit=limit)

    def note_life(self, sign: SignOfLife) -> None:
        with self._database.write() as connection:
            answers.note_life(connection, sign)

    def life(self) -> list[SignOfLife]:
        with self._database.read() as connection:
            return answers.life(connection)

    # digest
    def week_rows(self, start: datetime, end: datetime) -> WeekRows:
        with self._database.read() as connection:
            return week_rows.rows(connection, start, end)

    def feed_volumes(self, bounds: Sequence[datetime]) -> dict[str, tuple[int, ...]]:
        with self._database.read() as connection:
            return tallies.feed_volumes(connection, bounds)

    def weekly_shares(self, until: datetime, weeks: int) -> list[Share]:
        with self._database.read() as connection:
            return week_rows.weekly_shares(connection, until=until, weeks=weeks)

    def utterances_between(self, start: datetime, end: datetime) -> list[Utterance]:
        with self._database.read() as connection:
            return weighing.utterances_between(connection, start, end)

    def said_between(self, start: datetime, end: datetime) -> list[Said]:
        with self._database.read() as connection:
            return counted.said_between(connection, start, end)

    def worded_between(self, start: datetime, end: datetime) -> list[Worded]:
        with self._database.read() as connection:
            return counted.worded_between(connection, start, end)

    def unplaced_between(self, start: datetime, end: datetime) -> list[Unplaced]:
        with self._database.read() as connection:
            return counted.unplaced_between(connection, start, end)

    def utterances(self, ids: Sequence[str]) -> list[Utterance]:
        with self._database.read() as connection:
            return counted.by_ids(connection, ids)

    def digest(self, week: str) -> Digest | None:
        with self._database.read() as connection:
            return week_rows.digest(connection, week)

    def digests(self) -> list[Digest]:
        with self._database.read() as connection:
            return week_rows.all_digests(connection)

    def save_digest(self, digest: Digest, *, send: bool) -> bool:
        with self._database.write_through() as connection:
            self._leading(connection)
            return week_rows.save_digest(connection, digest, send=send)

    def first_seen(self) -> datetime | None:
        with self._database.read() as connection:
            return article_rows.first_seen(connection)

    # everything
    def backlog(self, now: datetime) -> Backlog:
        _ = now  # what waits for its next try waits too
        with self._database.read() as connection:
            return tallies.backlog(connection)

    def figures(self, now: datetime) -> Figures:
        with self._database.read() as connection:
            return figure_rows.figures(connection, now)

    def streams(self, office: str | None = None) -> list[StreamState]:
        with self._database.read() as connection:
            return weighing.all_streams(connection, office)

    def counts(self) -> dict[str, int]:
        with self._database.read() as connection:
            return tallies.rows_by_kind(connection)

    def stages(self) -> dict[str, int]:
        with self._database.read() as connection:
            return tallies.articles_by_stage(connection)

    def languages(self) -> dict[str, int]:
        with self._database.read() as connection:
            return tallies.all_languages(connection)

    def versions(self) -> list[Versions]:
        with self._database.read() as connection:
            return tallies.versions(connection)

    def members(self) -> list[Member]:
        with self._database.read() as connection:
            return members.every(connection)

    def leader(self) -> str | None:
        with self._database.read() as connection:
            return claims.leader(connection, self._database.clock(connection))

    def lead(self) -> Lead | None:
        with self._database.read() as connection:
            return claims.lead(connection, self._database.clock(connection))

    def upgrade(self) -> None:
        with self._database.write() as connection:
            migrate.upgrade(connection, place=self._database.place)

    def check(self) -> None:
        with self._database.read() as connection:
            migrate.check(connection, place=self._database.place)

    def backup(self, target: str) -> None:
        """A consistent copy into a new SQLite file, while others read and write. Raises StoreError."""
        upkeep.backup(self._database, target)

    def restore(self, source: str) -> dict[str, int]:
        """A backup into this database, which must be empty; answers how many rows of each table. Raises StoreError."""
        return upkeep.restore(source, self._database)

    def take_over(self, other: SqlStore) -> dict[str, int]:
        """All that another database holds into this one, which must be empty. Raises StoreError."""
        return upkeep.move(other._database, self._database)

    def export(self, target: str) -> dict[str, int]:
        """Every row of what other programs may read as a line of JSON in a new gzipped file, as of one moment. Raises StoreError."""
        return upkeep.export(self._database, target)

    def prune(self, before: datetime) -> dict[str, int]:
        """Empties old texts and statements that nothing rests on; answers how many rows of each."""
        with self._database.write() as connection:
            return retention.prune(connection, before=before)

    def prune_texts(self, before: datetime) -> dict[str, int]:
        """Empties all old texts that no alert rests on."""
        with self._database.write() as connection:
            return retention.prune_texts(connection, before=before)

    def prune_statements(self, before: datetime) -> dict[str, int]:
        """Drops all old statements that no alert rests on."""
        with self._database.write() as connection:
            return retention.prune_statements(connection, before=before)

    def prune_alerts(self, before: datetime) -> dict[str, int]:
        """Drops old alerts that were only in a digest, that nobody judged and nothing goes on from."""
        with self._database.write() as connection:
            return retention.prune_alerts(connection, before=before)

    def close(self) -> None:
        self._database.close()
