"""Weighing: utterances, streams, alerts and their outbox rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event

from monitor.errors import StoreError
from monitor.ports import StreamMemory
from monitor.types import Reading, Share, StreamKey, Verdict, Versions, Weighed, Wording
from monitor.types.levels import mode_of
from tests.builders import alert, evidence, found_article, statement, stream, utterance

NOW = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
WINDOW = timedelta(days=2)
KEY = StreamKey("RU-MFA", "DIA")
OTHER = StreamKey("RU-MFA", "REL")
LEASE = timedelta(seconds=60)


def weigh(store, *, utterances=(), streams=(), alerts=()):
    store.save_weighed("article-1", Weighed(utterances=utterances, streams=streams, alerts=alerts), NOW)


def said(number, *, days=0.0, key=KEY, **changes):
    return utterance(id=f"ut-{number}", key=key, said_at=NOW + days * DAY, **changes)


def memory(store, key=KEY, *, at=NOW):
    return store.stream_memory([key], at=at, window=WINDOW)[key]


def test_a_weighed_article_is_not_taken_again(store):
    store.add_articles([found_article(1)])
    store.save_reading(
        Reading(article_id="article-1", language="en", genre="news", statements=()), copy_of=None, now=NOW
    )
    weigh(store)

    assert store.unweighed(10) == []
    assert store.backlog(NOW).unweighed == 0


def test_an_article_to_weigh_is_in_the_language_that_reading_found(store):
    store.add_articles([found_article(1, language=None)])
    store.save_reading(
        Reading(article_id="article-1", language="ru", genre="news", statements=()), copy_of=None, now=NOW
    )

    assert [article.language for article, _, _ in store.unweighed(10)] == ["ru"]


def test_a_copy_is_weighed_after_what_it_copies_whatever_its_date(store):
    for number, hours, copy_of in ((1, 3, None), (2, 2, "article-1"), (3, 1, "article-2")):
        found = found_article(number, published=NOW + timedelta(hours=hours), seen=NOW + timedelta(minutes=number))
        store.add_articles([found])
        reading = Reading(article_id=f"article-{number}", language="en", genre="news", statements=())
        store.save_reading(reading, copy_of=copy_of, now=NOW)

    assert [article.id for article, _, _ in store.unweighed(10)] == ["article-1", "article-2", "article-3"]


def wait_to_be_weighed(store, *copies):
    """Articles 1 to 9, each dated an hour after the one before; `copies`: which copies which."""
    of = {f"article-{copy}": f"article-{original}" for copy, original in copies}
    for number in range(1, 10):
        found = found_article(number, published=NOW + timedelta(hours=number), seen=NOW + timedelta(minutes=number))
        store.add_articles([found])
        reading = Reading(article_id=found.id, language="en", genre="news", statements=())
        store.save_reading(reading, copy_of=of.get(found.id), now=NOW)


def weigh_by(store, limit):
    """The numbers of what is weighed, pass by pass."""
    passes = []
    while pieces := store.unweighed(limit):
        passes.append([int(article.id.removeprefix("article-")) for article, _, _ in pieces])
        for article, _, _ in pieces:
            store.save_weighed(article.id, Weighed(), NOW)
    return passes


def test_of_many_that_wait_no_copy_is_weighed_before_what_it_copies_and_that_copies(store):
    wait_to_be_weighed(store, (1, 8), (2, 1), (3, 5), (5, 9))

    assert weigh_by(store, 4) == [[4, 8, 9, 1], [6, 2, 5, 3], [7]]


def test_what_was_read_twice_and_found_a_copy_of_its_own_copy_is_weighed_all_the_same(store):
    wait_to_be_weighed(store, (1, 9), (9, 1))

    assert sorted(number for weighed in weigh_by(store, 3) for number in weighed) == list(range(1, 10))


def test_a_stream_that_is_not_there_has_an_empty_memory(store):
    assert memory(store) == StreamMemory(state=None, recent=(), past=None, alerts=())
    assert store.stream_memory([], at=NOW, window=WINDOW) == {}


def test_as_many_streams_are_remembered_as_there_are(store):
    first, last = StreamKey("OFFICE-0", "DIA"), StreamKey("OFFICE-1499", "DIA")
    weigh(store, utterances=(said(1, key=first), said(2, key=last)), streams=(stream(key=first), stream(key=last)))

    found = store.stream_memory([StreamKey(f"OFFICE-{number}", "DIA") for number in range(1500)], at=NOW, window=WINDOW)

    assert len(found) == 1500
    assert {key for key, known in found.items() if known.state and known.recent} == {first, last}


def test_however_many_streams_are_asked_for_no_statement_is_made_and_kept_for_their_number(store):
    made = set()

    def note(connection, cursor, statement, parameters, context, many):
        made.add(context.compiled)

    def ask(offices):
        keys = [StreamKey(f"OFFICE-{n}", issue) for n in range(offices) for issue in ("DIA", "REL", "NUC")[: n % 3 + 1]]
        return store.stream_memory(keys, at=NOW, window=WINDOW)

    ask(1)
    event.listen(store._database.reading, "before_cursor_execute", note)
    ask(1)
    asked = len(made)
    for offices in range(2, 20):
        ask(offices)

    assert len(made) == asked


def test_the_trail_of_a_stream_is_where_it_stands_and_what_was_said_since(store):
    earlier, since, latest = said(1, days=-3), said(2, days=-2), said(3)
    weigh(store, utterances=(latest, earlier, since, said(4, key=OTHER)), streams=(stream(key=KEY), stream(key=OTHER)))

    assert store.stream_trail(KEY, NOW - 2 * DAY) == (stream(key=KEY), (since, latest))
    assert store.stream_trail(StreamKey("RU-MFA", "NUC"), NOW) == (None, ())


def test_streams_and_utterances_come_back_as_they_were_saved(store):
    weigh(
        store, utterances=(said(1, quiet=True, shingles=(0, 2**48 - 1)),), streams=(stream(memory={"r": [0.1, None]}),)
    )

    found = memory(store)
    assert found.state == stream(memory={"r": [0.1, None]})
    assert found.recent == (said(1, quiet=True, shingles=(0, 2**48 - 1)),)


def test_each_stream_has_its_own_memory(store):
    weigh(store, utterances=(said(1), said(2, key=OTHER)), streams=(stream(key=OTHER),), alerts=(alert(at=NOW),))

    found = store.stream_memory([KEY, OTHER, KEY], at=NOW, window=WINDOW)
    assert [found[key].recent for key in (KEY, OTHER)] == [(said(1),), (said(2, key=OTHER),)]
    assert [found[key].state for key in (KEY, OTHER)] == [None, stream(key=OTHER)]
    assert [found[key].alerts for key in (KEY, OTHER)] == [(alert(at=NOW),), ()]


def test_an_utterance_that_grew_replaces_what_it_was(store):
    weigh(store, utterances=(said(1),))
    grown = said(1, copies=3, evidence=(evidence(), evidence(article="article-2")))
    weigh(store, utterances=(grown,))

    assert memory(store).recent == (grown,)
    assert store.utterances_of("article-2") == [grown]
    assert store.utterances_of("article-3") == []


def test_recent_reaches_the_merge_window_to_both_sides(store):
    weigh(store, utterances=tuple(said(n, days=days) for n, days in enumerate((-2.01, -2, 0, 2, 2.01))))

    assert [u.id for u in memory(store).recent] == ["ut-1", "ut-2", "ut-3"]


def test_there_is_no_history_where_the_new_one_is_the_newest(store):
    weigh(store, utterances=(said(1, days=-30), said(2, days=-1)))

    assert memory(store).past is None


def test_what_was_said_at_the_same_moment_is_folded_with_its_history(store):
    weigh(store, utterances=(said(1, days=-30), said(2)))

    assert [u.id for u in memory(store).past.said] == ["ut-1", "ut-2"]


def test_a_dismissed_alert_is_known_until_it_is_confirmed(store):
    weigh(store, alerts=(alert(),))
    store.add_verdict(Verdict(alert_id=alert().id, word="repeat", by="x", at=NOW))
    assert [a.id for a in store.dismissed(NOW - DAY)] == [alert().id]
    assert store.dismissed(NOW + DAY) == []

    store.add_verdict(Verdict(alert_id=alert().id, word="confirm", by="x", at=NOW + DAY))
    assert store.dismissed(NOW - DAY) == []


def test_all_of_a_stream_is_its_history_where_something_was_said_later(store):
    weigh(store, utterances=(said(1, days=9), said(2, days=-99), said(3), said(4, days=-1, key=OTHER)))

    assert [u.id for u in memory(store).past.said] == ["ut-2", "ut-3", "ut-1"]
    assert memory(store, OTHER).past is None


@pytest.mark.parametrize(("kind", "days"), [("conditionality", 60), ("softening", 365)])
def test_alerts_of_sixty_days_before_of_moves_a_year_and_all_after_are_remembered(store, kind, days):
    times = {"long ago": -days - 1, "old": -days, "now": 0, "later": 14, "much later": 99}
    weigh(store, alerts=tuple(alert(id=name, key=name, kind=kind, at=NOW + n * DAY) for name, n in times.items()))

    assert [each.id for each in memory(store).alerts] == ["old", "now", "later", "much later"]


def test_an_office_knows_how_often_it_spoke_and_since_when(store):
    weigh(store, utterances=(said(1, days=-3), said(2, key=OTHER), said(3, key=StreamKey("NATO-SG", "DIA"))))

    assert store.office_history("RU-MFA") == (2, NOW - 3 * DAY)
    assert store.office_history("nobody") == (0, None)


def test_what_was_said_is_counted_without_its_words(store):
    weigh(store, utterances=(said(2, days=-1, margin=0.0), said(1, days=-3), said(3, days=0)))

    told = store.said_between(NOW - 3 * DAY, NOW)

    assert [(one.id, one.level, one.key, one.origin) for one in told] == [
        ("ut-1", 1, KEY, "Russian state"),
        ("ut-2", None, KEY, "Russian state"),
    ]
    assert told[0].at == NOW - 3 * DAY
    assert (told[0].weight, told[0].speaker_level, told[0].quiet) == (0.9, 4, False)


def test_what_is_counted_takes_of_equal_levels_the_one_that_weighing_takes(store):
    even = utterance(said_at=NOW, levels=(0.4, 0.0, 0.1, 0.1, 0.4))
    store.save_weighed("article-1", Weighed(utterances=(even,)), NOW)

    assert [one.level for one in store.said_between(NOW, NOW + DAY)] == [mode_of(even.levels)] == [2]


def test_what_was_said_in_words_of_the_speakers_own_comes_with_them(store):
    own = evidence(article="article-2", start=7, voice="quoted", quote="their own words", language="ru")
    others = evidence(article="article-3", voice="reported", quote="the outlet's words")
    mixed = replace(said(1, days=-3), evidence=(others, own), shingles=(4, 5), quiet=True)
    weigh(store, utterances=(mixed, replace(said(2, days=-1), evidence=(others,)), said(3, days=0)))

    (one,) = store.worded_between(NOW - 3 * DAY, NOW)

    assert (one.id, one.key, one.at, one.actor) == ("ut-1", KEY, NOW - 3 * DAY, mixed.actor)
    assert one.own == (Wording("article-2", 7, "ru", "their own words"),)
    assert (one.origin, one.quiet, one.shingles) == ("Russian state", True, (4, 5))


def test_what_is_on_no_issue_comes_with_its_place_and_without_copies(store):
    on_none = statement(issue=None, levels=None, level=None)
    others = (statement(), replace(on_none, office=None), replace(on_none, weight=0.0), replace(on_none, nested=True))
    store.add_articles([found_article(1), found_article(2), found_article(3)])
    for number, told, copy_of in ((1, (on_none, *others), None), (2, (on_none,), "article-1"), (3, (on_none,), None)):
        reading = Reading(article_id=f"article-{number}", language="ru", genre="news", statements=told)
        store.save_reading(reading, copy_of=copy_of, now=NOW)
    for number in (1, 2):
        store.save_weighed(f"article-{number}", Weighed(), NOW)
    first = found_article(1)

    (one,) = store.unplaced_between(first.published - DAY, first.published + DAY)

    assert (one.office, one.actor, one.owner, one.at) == ("RU-MFA", "lavrov", "Example Press", first.published)
    assert (one.evidence.quote, one.evidence.article, one.evidence.language) == (on_none.text, "article-1", "ru")
    assert store.unplaced_between(first.published + DAY, first.published + 2 * DAY) == []


def test_utterances_are_found_by_their_ids(store):
    weigh(store, utterances=(said(1), said(2, key=OTHER), said(3, days=1)))

    assert store.utterances(["ut-3", "gone", "ut-1"]) == [said(1), said(3, days=1)]
    assert store.utterances([]) == []


def test_alerts_on_an_issue_are_found_whoever_moved_and_wherever_they_went(store):
    told = (
        alert(id="a", key="a", at=NOW - 8 * DAY),
        alert(id="b", key="b", at=NOW - 7 * DAY, office="NATO-SG", channel="digest"),
        alert(id="c", key="c", at=NOW + 7 * DAY),
        alert(id="d", key="d", at=NOW, issue="REL"),
    )
    weigh(store, alerts=told)

    assert [each.id for each in store.alerts_on(["DIA"], NOW - 7 * DAY, NOW + 7 * DAY)] == ["b", "c"]


def test_an_alert_comes_back_as_it_was_raised(store):
    weigh(store, alerts=(alert(),))

    assert store.alert(alert().id) == alert()
    assert store.alert("unknown") is None


def test_an_alert_for_the_chat_gets_an_outbox_row_in_the_same_transaction(store):
    weigh(store, alerts=(alert(),))

    claimed = store.claim_delivery(NOW, LEASE)
    assert (claimed.key, claimed.kind, claimed.ref) == (f"alert:{alert().id}", "alert", alert().id)


def test_an_alert_for_the_digest_gets_none(store):
    weigh(store, alerts=(alert(channel="digest", held="budget"),))

    assert store.claim_delivery(NOW, LEASE) is None


def test_a_known_alert_gets_new_evidence_and_is_not_sent_again(store):
    weigh(store, alerts=(alert(),))
    later = alert(
        id="al-0002",
        raised_at=NOW,
        headline="other",
        copies=20,
        independent_sources=5,
        confidence=0.9,
        evidence=(),
        ratio=900.0,
    )
    weigh(store, alerts=(later,))

    renewed = replace(
        alert(),
        copies=20,
        independent_sources=5,
        confidence=0.9,
        ratio=900.0,
        evidence=(),
    )
    assert store.alerts() == [renewed]
    assert store.backlog(NOW).undelivered == 1


def test_a_known_alert_stays_in_the_digest(store):
    weigh(store, alerts=(alert(channel="digest"),))
    weigh(store, alerts=(alert(channel="chat"),))

    assert store.alert(alert().id).channel == "digest"
    assert store.claim_delivery(NOW, LEASE) is None


def test_alerts_found_outside_an_article_are_counted_when_new(store):
    assert store.add_alerts([alert(), alert(id="b", key="b"), alert(copies=99)], NOW) == 2
    assert store.add_alerts([alert()], NOW) == 0


def test_nothing_is_saved_when_one_part_cannot_be(store):
    store.add_alerts([alert(id="taken", key="one")], NOW)
    clash = alert(id="taken", key="two", at=datetime(2026, 1, 1))  # noqa: DTZ001  # a time that cannot be stored
    with pytest.raises(StoreError):
        weigh(store, utterances=(said(1),), streams=(stream(),), alerts=(clash,))

    assert store.counts()["utterances"] == 0
    assert store.streams() == []


def test_alerts_come_newest_first(store):
    store.add_alerts([alert(id=str(n), key=str(n), raised_at=NOW + n * DAY) for n in range(4)], NOW)

    assert [each.id for each in store.alerts()] == ["3", "2", "1", "0"]
    assert [each.id for each in store.alerts(since=NOW + DAY, until=NOW + 3 * DAY)] == ["2", "1"]
    assert [each.id for each in store.alerts(limit=1)] == ["3"]


def test_the_budget_counts_what_was_for_the_chat_by_the_time_of_the_shift(store):
    store.add_alerts([alert(id=str(n), key=str(n), at=NOW + n * DAY, raised_at=NOW) for n in range(4)], NOW)
    store.add_alerts([alert(id="held", key="held", at=NOW + DAY, channel="digest")], NOW)

    assert [each.id for each in store.sent_to_chat(NOW + DAY, NOW + 2 * DAY)] == ["1", "2"]


def test_verdicts_come_in_the_order_given(store):
    store.add_alerts([alert()], NOW)
    given = [Verdict(alert_id=alert().id, word=word, by="U1", at=NOW, note="ё") for word in ("repeat", "confirm")]
    for verdict in given:
        store.add_verdict(verdict)

    assert store.verdicts(alert().id) == given
    assert store.verdicts("unknown") == []


def test_a_verdict_on_an_unknown_alert_is_refused(store):
    with pytest.raises(StoreError):
        store.add_verdict(Verdict(alert_id="unknown", word="confirm", by="U1", at=NOW))


def test_versions_are_all_that_anything_was_judged_with(store):
    newer = Versions(baseline="b5", model="rules", code="0.2.0")
    weigh(store, streams=(stream(),), alerts=(alert(), alert(id="b", key="b", versions=newer)))

    assert store.versions() == [stream().versions, newer]


def test_shares_are_counted_by_office_issue_and_week(store):
    monday = datetime(2026, 11, 16, tzinfo=UTC)
    offsets = {KEY: (-0.001, 0, 1, 6.999), OTHER: (2,)}
    everything = [(key, days) for key, list_of_days in offsets.items() for days in list_of_days]
    weigh(store, utterances=tuple(said(n, key=k, days=(monday - NOW) / DAY + d) for n, (k, d) in enumerate(everything)))

    before, week = date(2026, 11, 9), date(2026, 11, 16)
    assert store.weekly_shares(monday + 7 * DAY, 2) == [
        Share(key=KEY, week=before, k=1, n=1),
        Share(key=KEY, week=week, k=3, n=4),
        Share(key=OTHER, week=before, k=0, n=1),
        Share(key=OTHER, week=week, k=1, n=4),
    ]
    assert {share.week for share in store.weekly_shares(monday + 7 * DAY, 1)} == {week}
    assert [share.n for share in store.weekly_shares(monday + DAY, 1)] == [1]


def test_old_quotations_are_found_by_their_words(store):
    runs = tuple(range(100, 112))
    own = utterance(id="u-own", shingles=runs)
    at, office = own.said_at, own.key.office
    retold = utterance(id="u-retold", shingles=runs, evidence=(evidence(voice="reported"),))
    store.add_articles([found_article(id="article-1")])
    store.save_weighed("article-1", Weighed(utterances=(own, retold)), at)

    def found(office=office, runs=runs, at_least=10, since=at, until=at):
        return [u.id for u in store.said_before(office, runs, at_least=at_least, since=since, until=until)]

    assert found() == ["u-own"]
    assert found(runs=(*runs[:9], 1, 2, 3)) == []
    assert found(office="NATO-SG") == []
    assert found(since=at + timedelta(seconds=1), until=at + timedelta(days=1)) == []
    assert found(runs=()) == []
