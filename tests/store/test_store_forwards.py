"""Copies for further targets, pictures under messages, and what people were refused: rows on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from monitor.types import Refusal, Sent
from tests.builders import alert, digest

NOW = datetime(2025, 9, 9, 9, 0, tzinfo=UTC)
LEASE = timedelta(seconds=60)


def drain(store, *, pictures=False):
    sent = []
    while (claimed := store.claim_delivery(NOW + timedelta(hours=1), LEASE)) is not None:
        store.mark_sent(claimed.id, Sent(channel="C1", ts=f"{claimed.id}.0"), NOW, pictures=pictures)
        sent.append((claimed.kind, claimed.key))
    return sent


def test_each_target_gets_a_copy_of_what_came_after_it_was_met_once(store):
    store.add_alerts([alert(id="al-0", key="k0")], NOW)
    store.copy_for(["desk"], NOW)
    store.add_alerts([alert(id="al-1", key="k1"), alert(id="al-2", key="k2", story="al-1", channel="digest")], NOW)
    store.save_digest(digest(title="t"), send=True)
    for _ in range(2):
        store.copy_for(["desk", "wire"], NOW)

    copies = [key for kind, key in drain(store) if kind == "copy"]
    assert copies == ["desk|alert:al-1", "desk|alert:al-2", "desk|digest:2025-W37"]
    store.add_alerts([alert(id="al-3", key="k3")], NOW)
    store.copy_for(["desk", "wire"], NOW)
    assert sorted(key for kind, key in drain(store) if kind == "copy") == ["desk|alert:al-3", "wire|alert:al-3"]


def test_a_message_that_was_sent_has_its_picture_next_and_only_once(store):
    store.add_alerts([alert(id="al-1", key="k1")], NOW)
    assert store.place_of("alert:al-1") is None

    assert drain(store, pictures=True) == [("alert", "alert:al-1"), ("picture", "picture:alert:al-1")]
    assert store.place_of("alert:al-1") is not None
    assert store.last_delivery().key == "alert:al-1"


def test_words_for_the_chat_go_before_copies_and_pictures_that_wait_longer(store):
    store.copy_for(["desk"], NOW)
    store.add_alerts([alert(id="al-1", key="k1"), alert(id="al-2", key="k2")], NOW)
    for _ in range(2):
        store.mark_sent(store.claim_delivery(NOW, LEASE).id, Sent(channel="C1", ts="1.0"), NOW, pictures=True)
    store.copy_for(["desk"], NOW)
    stuck = store.claim_delivery(NOW, LEASE)
    store.mark_failed(stuck.id, "hung up", retry_at=NOW + LEASE, sure=False)
    store.add_alerts([alert(id="al-3", key="k3"), alert(id="al-4", key="k4", story="al-1")], NOW + 2 * LEASE)

    kinds = [kind for kind, _ in drain(store)]
    assert sorted(kinds[:3]) == ["alert", "edit", "reply"]
    assert sorted(kinds[3:]) == ["copy", "copy", "picture", "picture"]


def test_a_copy_that_still_goes_out_does_not_hide_that_the_chat_hears_nothing(store):
    store.copy_for(["desk"], NOW)
    store.add_alerts([alert(id="al-1", key="k1")], NOW)
    store.copy_for(["desk"], NOW)
    while (claimed := store.claim_delivery(NOW + timedelta(hours=1), LEASE)) is not None:
        if claimed.kind == "copy":
            store.mark_sent(claimed.id, Sent(channel="desk", ts="1"), NOW)
        else:
            store.mark_failed(claimed.id, "no answer", retry_at=NOW + timedelta(days=1), sure=True)

    assert store.figures(NOW).last_sent is None
    assert store.last_delivery() is None


def test_a_refusal_is_written_down_once(store):
    for hours in (0, 1):
        at = NOW + timedelta(hours=hours)
        store.add_refusal(Refusal(at=at, by="maria", user="U1", action="approve", about="p1", ref="U1:1"))

    (kept,) = store.refusals(NOW, 9)
    assert (kept.by, kept.action, kept.at) == ("maria", "approve", NOW)
    assert store.refusals(NOW + timedelta(hours=2), 9) == []
