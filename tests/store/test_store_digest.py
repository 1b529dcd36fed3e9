"""The weekly digest: what it is made of, kept once, sent once; and the counting."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from monitor.types import Feed, Reading, Sent, StreamKey, Verdict, Weighed
from tests.builders import alert, digest, evidence, found_article, statement, stream, utterance

START = datetime(2025, 9, 8, tzinfo=UTC)
END = START + timedelta(days=7)
NOW = START + timedelta(days=1)
LEASE = timedelta(seconds=60)


def a_week(store):
    """Three articles read, one of them a copy, one set aside, one unread; one alert told, one held."""
    store.register_feeds([Feed(id="f", url="u", outlet="o", owner="w", every=LEASE)], NOW)
    store.add_articles([found_article(number) for number in range(1, 6)])
    said = (statement(), statement(issue=None, abstained=True), statement(abstained=True))
    for number, language in ((1, "en"), (2, "en"), (3, "ru")):
        reading = Reading(article_id=f"article-{number}", language=language, genre="news", statements=said[:number])
        store.save_reading(reading, copy_of="article-1" if number == 2 else None, now=NOW)
    store.quarantine("article-4", "read", "died", NOW)
    alerts = (alert(raised_at=NOW), alert(id="held", key="held", channel="digest", raised_at=NOW + LEASE))
    late = alert(id="late", key="late", raised_at=END, channel="digest")
    heard = (utterance(said_at=NOW), utterance(id="later", said_at=END))
    store.save_weighed("article-1", Weighed(utterances=heard, streams=(stream(),), alerts=(*alerts, late)), NOW)
    store.mark_sent(store.claim_delivery(NOW, LEASE).id, Sent(channel="C", ts="1"), NOW)
    store.add_verdict(Verdict(alert_id="held", word="stale", by="U1", at=NOW))


def test_a_week_has_everything_a_digest_is_built_from(store):
    a_week(store)

    rows = store.week_rows(START, END)
    assert [each.id for each in rows.alerts] == [alert().id, "held"]
    assert [each.id for each in rows.utterances] == ["ut-1"]
    assert (rows.streams, [feed.feed_id for feed in rows.feeds]) == ((stream(),), ["f"])
    assert [(share.key, share.k, share.n) for share in rows.shares] == [(StreamKey("RU-MFA", "DIA"), 1, 1)]
    assert [(told.alert_id, told.word, told.at) for told in rows.judged] == [("held", "stale", NOW)]
    assert rows.languages == {"en": 2, "ru": 1}
    assert sum(store.languages().values()) >= sum(rows.languages.values())
    assert rows.counts == {
        "articles": 5,
        "read": 3,
        "copies": 1,
        "statements": 6,
        "unassigned": 2,
        "abstained": 1,
        "utterances": 1,
        "quarantined": 1,
        "delivered": 1,
        "held": 1,
    }


def test_a_week_in_which_nothing_happened_counts_nothing(store):
    rows = store.week_rows(START, END)

    assert set(rows.counts.values()) == {0}
    assert (rows.alerts, rows.shares, rows.languages) == ((), (), {})


def test_rows_are_counted_by_kind(store):
    a_week(store)

    assert store.counts() == {"articles": 5, "statements": 6, "utterances": 2, "alerts": 3, "digests": 0}


def test_the_backlog_is_counted_by_pass(store):
    a_week(store)

    assert store.backlog(NOW) == (0, 1, 2, 0, 1, 0)


def test_a_digest_comes_back_as_it_was_made(store):
    made = digest(heading="Тихая неделя", numbers=[1, 2.5, None], inner={"a": True})
    assert store.save_digest(made, send=False)

    assert store.digest(made.week) == made
    assert store.digest("2025-W01") is None


def test_a_week_is_closed_once(store):
    store.save_digest(digest(a=1), send=True)

    assert not store.save_digest(digest(a=2), send=True)
    assert store.digests() == [digest(a=1)]
    assert store.backlog(NOW).undelivered == 1


def test_a_digest_to_be_sent_gets_an_outbox_row(store):
    store.save_digest(digest(), send=True)

    claimed = store.claim_delivery(digest().made_at, LEASE)
    assert (claimed.key, claimed.kind, claimed.ref) == ("digest:2025-W37", "digest", "2025-W37")


def test_a_digest_that_is_not_to_be_sent_gets_none(store):
    store.save_digest(digest(), send=False)

    assert store.claim_delivery(digest().made_at, LEASE) is None


def test_digests_come_newest_first(store):
    for week, days in (("2025-W36", -7), ("2025-W38", 7), ("2025-W37", 0)):
        store.save_digest(replace(digest(), week=week, start=START + timedelta(days=days)), send=False)

    assert [each.week for each in store.digests()] == ["2025-W38", "2025-W37", "2025-W36"]


def test_the_last_word_on_an_alert_counts_as_it_was_known_at_the_weeks_end(store):
    store.add_alerts([alert(raised_at=START - timedelta(days=30), confidence=0.7)], NOW)
    words = (("stale", START), ("confirm", NOW), ("repeat", END))
    for word, at in words:
        store.add_verdict(Verdict(alert_id=alert().id, word=word, by="U1", at=at))

    assert [(told.word, told.confidence) for told in store.week_rows(START, END).judged] == [("confirm", 0.7)]
    assert [told.word for told in store.week_rows(END, END + timedelta(days=7)).judged] == ["repeat"]


def test_feeds_are_counted_week_by_week_without_what_they_held_at_first(store):
    hours = (1, 2, 7 * 24 + 1, 14 * 24 + 1)
    store.add_articles([found_article(hour) for hour in hours])
    store.add_articles([replace(found_article(3), backlog=True), replace(found_article(4), feed_id="other")])
    bounds = [START + timedelta(weeks=n) for n in range(3)]

    assert store.feed_volumes(bounds) == {"feed-1": (2, 1), "other": (1, 0)}


def test_moves_of_before_that_are_still_open_and_were_said_again_in_the_week_are_named(store):
    before, within = START - timedelta(days=40), evidence(article="a9", said_at=START + timedelta(days=2), later=True)
    usual = {"status": "unconfirmed", "raised_at": before, "at": before, "evidence": (evidence(said_at=before), within)}
    store.add_alerts(
        [
            alert(id="open", key="open", **usual),
            alert(id="sure", key="sure", **{**usual, "status": "confirmed"}),
            alert(id="silent", key="silent", **{**usual, "evidence": (evidence(said_at=before),)}),
            alert(id="denied", key="denied", **{**usual, "evidence": (replace(within, favours=False),)}),
            alert(id="of this week", key="new", **{**usual, "raised_at": START}),
            alert(id="signs", key="sign:x", **usual),
            alert(id="confirmed", key="later confirmed", **usual),
            alert(id="x", key="x", raised_at=before, at=before, story="confirmed"),
            alert(id="back", key="taken back", **usual),
            alert(id="y", key="y", kind="walk_back", **usual, story="back"),
            alert(id="confirmed since", key="z", **usual),
            alert(id="v", key="v", raised_at=END, at=END, story="confirmed since"),
        ],
        START,
    )
    assert [each.id for each in store.week_rows(START, END).said_again] == ["confirmed since", "open"]
    assert store.week_rows(datetime.min.replace(tzinfo=UTC), END).said_again == ()
