"""One story, one thread: which outbox rows follow a first message, and in which order they leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.types import AlertFilter, AlertSide, Sent, Verdict
from tests.builders import alert, evidence

NOW = datetime(2025, 9, 9, 9, 0, tzinfo=UTC)
LEASE = timedelta(seconds=60)
SOON = timedelta(minutes=5)
SENT = Sent(channel="C1", ts="1.0")
MORE = evidence(article="article-2", outlet="Example Wire", weight=0.5)


def send_next(store, now=NOW):
    """Claims the next message and marks it as sent; None where nothing may leave."""
    claimed = store.claim_delivery(now, LEASE)
    if claimed is not None:
        store.mark_sent(claimed.id, SENT, now)
    return claimed


def drain(store, now):
    sent = []
    while (claimed := send_next(store, now)) is not None:
        sent.append((claimed.kind, claimed.key))
    return sent


@pytest.fixture
def told(store):
    """People have been told of the alert."""
    store.add_alerts([alert(status="unconfirmed")], NOW)
    assert send_next(store).kind == "alert"
    return store


def grown(**changes):
    return alert(status="unconfirmed", evidence=(evidence(), MORE), independent_sources=4, copies=15, **changes)


def test_further_words_are_a_reply_and_an_edit_once_they_are_gathered(told):
    told.add_alerts([grown()], NOW)
    assert told.claim_delivery(NOW, LEASE) is None

    edit, reply = (told.claim_delivery(NOW + SOON, LEASE) for _ in range(2))

    assert [(edit.kind, edit.ref), (reply.kind, reply.ref)] == [("edit", "al-0001"), ("reply", "al-0001")]
    assert reply.news.evidence == (MORE,)
    assert (reply.news.was_sources, reply.news.was_copies) == (3, 14)


def test_a_copy_more_only_edits_the_first_message(told):
    told.add_alerts([alert(status="unconfirmed", copies=15)], NOW)

    assert drain(told, NOW + SOON) == [("edit", "edit:al-0001")]


def test_what_is_known_again_unchanged_tells_nobody(told):
    told.add_alerts([alert(status="unconfirmed")], NOW)

    assert drain(told, NOW + SOON) == []


def test_what_comes_while_a_reply_waits_is_told_with_it(told):
    third = evidence(article="article-3", outlet="Example Daily", weight=0.4)
    told.add_alerts([grown()], NOW)
    told.add_alerts([replace(grown(), evidence=(evidence(), MORE, third), independent_sources=5)], NOW)

    replies = [d for d in (told.claim_delivery(NOW + SOON, LEASE) for _ in range(3)) if d and d.kind == "reply"]

    assert [reply.news.evidence for reply in replies] == [(MORE, third)]
    assert replies[0].news.was_sources == 3


def test_what_comes_after_a_reply_left_is_another(told):
    third = evidence(article="article-3", outlet="Example Daily", weight=0.4)
    told.add_alerts([grown()], NOW)
    first = drain(told, NOW + SOON)
    told.add_alerts([replace(grown(), evidence=(evidence(), MORE, third))], NOW + SOON)

    second = drain(told, NOW + 2 * SOON)

    keys = [key for kind, key in (*first, *second) if kind == "reply"]
    assert len(keys) == len(set(keys)) == 2


def test_a_first_message_that_has_not_left_says_all_itself(store):
    store.add_alerts([alert(status="unconfirmed")], NOW)
    store.add_alerts([grown()], NOW)

    assert drain(store, NOW + SOON) == [("alert", "alert:al-0001")]


def test_a_first_message_that_waits_for_the_morning_is_looked_at_again_where_its_alert_grows_and_one_that_failed_is_not(
    store,
):
    store.add_alerts([alert(), alert(id="other", key="other")], NOW)
    first, other = (store.claim_delivery(NOW, LEASE) for _ in range(2))
    store.postpone(first.id, NOW + timedelta(hours=9))
    store.mark_failed(other.id, "too fast", retry_at=NOW + timedelta(hours=9), sure=True)
    more = (MORE, *alert().evidence)
    store.add_alerts([alert(evidence=more), alert(id="other", key="other", evidence=more)], NOW + SOON)

    assert store.claim_delivery(NOW + SOON, LEASE).key == "alert:al-0001"
    assert store.claim_delivery(NOW + SOON, LEASE) is None


def confirmation():
    return alert(id="al-0002", key="other", story="al-0001", raised_at=NOW, severity=90)


def walk_back():
    return alert(id="al-0001-back", key="walk_back:x", kind="walk_back", story="al-0001", raised_at=NOW)


@pytest.mark.parametrize("channel", ["chat", "digest"])
def test_a_confirmation_goes_into_the_thread_whatever_the_budget_says(told, channel):
    told.add_alerts([replace(confirmation(), channel=channel)], NOW)

    assert drain(told, NOW) == [("reply", "alert:al-0002"), ("edit", "edit:al-0001")]


def test_a_confirmation_of_what_only_the_digest_told_is_a_message_of_its_own(store):
    store.add_alerts([alert(channel="digest")], NOW)
    store.add_alerts([confirmation()], NOW)

    assert drain(store, NOW) == [("alert", "alert:al-0002")]


def test_a_thread_keeps_its_order_while_its_first_message_waits(store):
    store.add_alerts([alert()], NOW)
    store.add_alerts([confirmation()], NOW)
    store.add_alerts([walk_back()], NOW)
    first = store.claim_delivery(NOW, LEASE)
    store.mark_failed(first.id, "429", retry_at=NOW + SOON, sure=True)

    assert store.claim_delivery(NOW, LEASE) is None
    assert [key for kind, key in drain(store, NOW + SOON) if kind != "edit"] == [
        "alert:al-0001",
        "alert:al-0002",
        "alert:al-0001-back",
    ]


def test_another_story_does_not_wait_for_it(store):
    store.add_alerts([alert()], NOW)
    first = store.claim_delivery(NOW, LEASE)
    store.mark_failed(first.id, "x", retry_at=NOW + SOON, sure=True)
    store.add_alerts([alert(id="b", key="b")], NOW)

    assert store.claim_delivery(NOW, LEASE).ref == "b"


def test_what_goes_on_from_a_refused_message_is_one_of_its_own(store):
    store.add_alerts([alert()], NOW)
    store.mark_refused(store.claim_delivery(NOW, LEASE).id, "no", NOW)
    store.add_alerts([confirmation()], NOW)

    assert drain(store, NOW) == [("alert", "alert:al-0002")]


def test_the_story_is_found_from_each_of_its_alerts(told):
    told.add_alerts([confirmation()], NOW)
    told.add_verdict(Verdict(alert_id="al-0002", word="confirm", by="someone", at=NOW))

    story = told.story("al-0002")

    assert (story.first.id, [other.id for other in story.later], story.sent) == ("al-0001", ["al-0002"], SENT)
    assert [verdict.by for verdict in story.verdicts] == ["someone"]
    assert story == told.story("al-0001")
    assert told.story("unknown") is None


def test_an_answer_is_shown_in_the_first_message(told):
    told.add_verdict(Verdict(alert_id="al-0001", word="stale", by="someone", at=NOW))

    assert drain(told, NOW) == [("edit", "edit:al-0001")]


def test_an_answer_that_is_delivered_twice_is_one(told):
    for _ in range(2):
        told.add_verdict(Verdict(alert_id="al-0001", word="stale", by="someone", at=NOW, user="U1", ref="U1:17"))

    assert len(told.verdicts("al-0001")) == 1


def test_an_edit_that_is_asked_for_while_it_is_made_is_made_again(told):
    told.add_verdict(Verdict(alert_id="al-0001", word="stale", by="one", at=NOW))
    edit = told.claim_delivery(NOW, LEASE)
    told.add_verdict(Verdict(alert_id="al-0001", word="confirm", by="other", at=NOW))
    told.mark_sent(edit.id, SENT, NOW)

    assert drain(told, NOW) == [("edit", "edit:al-0001")]


def test_severity_rises_with_its_evidence_and_never_falls(told):
    told.add_alerts([grown(severity=80)], NOW)
    told.add_alerts([replace(grown(severity=60), copies=99)], NOW)

    assert told.alert("al-0001").severity == 80


def test_the_last_word_on_each_alert_is_what_teaches(told):
    told.add_alerts([alert(id="al-2", key="k2")], NOW)
    for number, (name, word) in enumerate([("al-0001", "confirm"), ("al-2", "confirm"), ("al-0001", "stale")]):
        told.add_verdict(Verdict(alert_id=name, word=word, by="m", at=NOW + timedelta(hours=number)))

    assert [(judged.id, word) for judged, word in told.judged(9)] == [("al-0001", "stale"), ("al-2", "confirm")]
    assert len(told.judged(1)) == 1


def test_an_answer_that_comes_late_is_not_the_last_word_for_anybody(told):
    for word, hours in (("stale", 2), ("confirm", 1)):
        told.add_verdict(Verdict(alert_id="al-0001", word=word, by="m", at=NOW + timedelta(hours=hours)))

    assert [word for _, word in told.judged(9)] == ["stale"]
    assert told.review.last_verdicts(["al-0001"]) == {"al-0001": "stale"}
    assert [each.id for each in told.dismissed(NOW)] == ["al-0001"]


def test_a_bundle_that_another_office_joins_says_how_many_it_is_now(store):
    three = alert(key="together:NATO:DIA:harder:2025-W37", headline="NATO: 3 offices harden on dialogue")
    store.add_alerts([three], NOW)
    send_next(store)
    joined = replace(three, headline="NATO: 4 offices harden on dialogue", evidence=(evidence(), MORE))
    store.add_alerts([joined], NOW)

    assert store.alert(three.id).headline == "NATO: 4 offices harden on dialogue"
    assert [kind for kind, _ in drain(store, NOW + SOON)] == ["edit", "reply"]


def test_an_alert_shows_the_level_that_was_found_last_and_keeps_what_it_showed_before(told):
    first = told.alert("al-0001")
    further = AlertSide(level=2, claim="ready at once", level_name="open")
    later = {"at": first.at + timedelta(days=3), "after": further, "headline": "It opens", "kind": "reversal"}
    told.add_alerts([grown(**later)], NOW)

    now = told.alert("al-0001")
    assert (now.after, now.headline, now.kind, now.before) == (further, "It opens", "reversal", first.before)
    assert (now.id, now.at, now.raised_at, now.channel) == (first.id, first.at, first.raised_at, first.channel)
    (shown,) = now.earlier
    assert (shown.headline, shown.kind, shown.before, shown.after) == (
        first.headline, first.kind, first.before, first.after,
    )  # fmt: skip
    assert shown.until == first.at + timedelta(days=3)

    edit, reply = (told.claim_delivery(NOW + SOON, LEASE) for _ in range(2))
    assert (edit.kind, reply.kind, reply.news.was_headline) == ("edit", "reply", first.headline)
    assert told.review.count_alerts(AlertFilter(kind="reversal"))


def test_a_level_that_is_found_again_with_other_words_is_nothing_new(told):
    said = AlertSide(level=1, claim="other words for the same", level_name="open")
    told.add_alerts([grown(after=said)], NOW)

    now = told.alert("al-0001")
    assert (now.after, now.earlier) == (alert().after, ())
    told.claim_delivery(NOW + SOON, LEASE)
    assert told.claim_delivery(NOW + SOON, LEASE).news.was_headline == ""


def test_an_alert_keeps_the_headline_under_which_people_know_it(told):
    told.add_alerts([grown(headline="Another headline")], NOW)

    assert told.alert("al-0001").headline == alert().headline
