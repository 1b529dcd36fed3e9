"""How the first message of a story reads after what came later, and what its thread says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.alerts import SlackNotifier
from monitor.alerts.render import render_reply, render_story
from monitor.alerts.story import describe_development, describe_story, is_broadcast
from monitor.types import AlertSide, Development, RaisedWith, Story, Verdict
from tests.builders import alert, evidence
from tests.slack_rules import message_problem
from tests.slack_server import SlackServer

NOW = datetime(2025, 9, 10, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
FIRST = alert(status="unconfirmed", independent_sources=1, severity=60)
CONFIRMED = alert(
    id="al-0002", key="k2", story="al-0001", raised_at=NOW, at=NOW, confidence=0.91, independent_sources=5, severity=70
)
BACK = alert(
    id="al-0001-back",
    key="k3",
    kind="walk_back",
    status="unconfirmed",
    story="al-0001",
    raised_at=NOW,
    at=NOW,
    headline="Russian Foreign Ministry goes back to its line on dialogue: open → wait",
)
MORE = Development(
    alert_id="al-0001",
    was_status="unconfirmed",
    was_confidence=0.5,
    was_severity=60,
    was_sources=1,
    was_copies=2,
    evidence=(evidence(article="a2", outlet="Example Wire"), evidence(article="a3", outlet="Example Daily")),
)


def verdict(**changes):
    return replace(Verdict(alert_id="al-0001", word="stale", by="maria", at=NOW, user="U1"), **changes)


def test_a_story_without_sequel_reads_as_it_was_told():
    card = describe_story(Story(first=FIRST))

    assert (card.headline, card.warning, card.status) == (FIRST.headline, "Single source, unconfirmed", ())


def test_what_changed_of_a_lesser_alert_in_the_thread_is_not_told_in_the_channel():
    story = Story(first=FIRST, later=(replace(CONFIRMED, severity=40),))
    change = replace(MORE, alert_id=CONFIRMED.id, was_severity=30)

    assert not is_broadcast(story, change)
    assert is_broadcast(replace(story, later=(replace(CONFIRMED, severity=80),)), change)


def test_a_confirmed_story_says_so_and_shows_the_better_numbers():
    card = describe_story(Story(first=FIRST, later=(CONFIRMED,)))

    assert card.headline.startswith("Confirmed: ")
    assert card.warning == ""
    assert card.status == ("✔ Confirmed on 10 Sep 2025 by further statements; they are in the thread",)
    assert (card.confidence, card.sources.split(" · ")[0]) == (
        "0.91 high, misreading allowed for",
        "5 independent sources",
    )


def test_a_walk_back_closes_the_story():
    card = describe_story(Story(first=FIRST, later=(CONFIRMED, BACK)))

    assert card.headline.startswith("Taken back: ")
    assert "closed: Russian Foreign Ministry goes back" in card.status[0]


def test_what_is_confirmed_after_it_was_taken_back_holds_and_the_channel_hears_of_it():
    """The message that people see must not go on saying that it is closed."""
    confirmed = replace(CONFIRMED, raised_at=NOW + DAY, at=NOW + DAY)
    story = Story(first=FIRST, later=(BACK, confirmed))
    card = describe_story(story)

    assert card.headline.startswith("Confirmed: ")
    assert card.status == (
        "✔ Confirmed on 11 Sep 2025 by further statements; they are in the thread",
        "It had been taken back on 10 Sep 2025",
    )
    assert is_broadcast(story, confirmed)


def test_what_is_said_again_after_it_was_taken_back_is_open_and_the_channel_hears_of_it_once():
    again, more = (evidence(article=f"a{n}", said_at=NOW + n * DAY, later=True) for n in (1, 2))
    story = Story(first=replace(FIRST, evidence=(evidence(), again)), later=(BACK,))
    card = describe_story(story)

    assert card.headline.startswith("Said again: ")
    assert card.warning == "Single source, unconfirmed"
    assert card.status == (
        "↩ Taken back on 10 Sep 2025",
        "It was said again since then; the words are in the thread",
    )
    assert is_broadcast(story, replace(MORE, evidence=(again,)))
    twice = replace(story, first=replace(FIRST, evidence=(evidence(), again, more)))
    assert not is_broadcast(twice, replace(MORE, evidence=(more,)))


def test_who_answered_is_shown_and_a_later_answer_of_the_same_person_replaces_the_first():
    verdicts = (verdict(), verdict(by="igor", user="U2"), verdict(word="confirm", note="heard it", at=NOW))
    card = describe_story(Story(first=FIRST, verdicts=verdicts))

    assert card.answers == (
        "confirmed by maria, 10 Sep 2025 09:00 UTC: heard it",
        "dismissed (old news) by igor, 10 Sep 2025 09:00 UTC",
    )


def test_what_is_told_of_a_renewed_alert_begins_with_what_it_was_raised_on():
    louder = evidence(article="a2", quote="Moscow is ready today.", weight=1.0, later=True)
    first = replace(FIRST, evidence=(evidence(weight=0.5), louder), ratio=900.0, reason="since then")
    card = describe_story(Story(first=replace(first, raised_with=RaisedWith(ratio=120.0, reason="as raised"))))

    assert (card.quote.text, card.why) == (evidence().quote, "as raised")
    assert card.later == "words in 1 further place, evidence R=900, where it was 120"


def test_a_line_that_was_found_further_on_is_told_as_that_and_keeps_how_it_was_told_before():
    further = {"headline": "It opens", "after": AlertSide(level=2, claim="ready"), "evidence": MORE.evidence}
    now = FIRST.led_on(replace(FIRST, at=FIRST.at + timedelta(days=3), **further))
    card = describe_story(Story(first=now))

    assert (card.headline, card.now.claim) == ("It opens", "ready")
    assert card.later == f"until 11 Sep 2025 it was told as “{FIRST.headline}”"

    change = replace(MORE, was_headline=FIRST.headline)
    update = describe_development(change, now)
    assert update.headline == "Now: It opens"
    assert update.changes[0] == f"told until now as “{FIRST.headline}”"
    # Where it has gone back to what it was meanwhile, nothing is told as otherwise.
    assert describe_development(change, FIRST).headline.startswith("Further evidence: ")


def test_one_step_short_of_where_it_was_found_is_told_as_such_only_where_it_is_confirmed():
    far = replace(FIRST, headline="It opens", after=AlertSide(level=2, claim="ready"))
    short = replace(FIRST, at=FIRST.at + timedelta(days=3))
    assert far.led_on(short) == far
    sure = far.led_on(replace(short, status="confirmed"))
    assert (sure.headline, [shown.headline for shown in sure.earlier]) == (FIRST.headline, ["It opens"])


def test_a_day_that_the_words_do_not_name_is_not_told_as_the_day():
    within = replace(FIRST, evidence=(evidence(said_within=True),))
    assert " said by 8 Sep 2025, published 9 Sep 2025" in f" {describe_story(Story(first=within)).quote.source}"


def test_a_development_says_what_changed_and_shows_the_new_words():
    now = replace(FIRST, independent_sources=3, copies=5, confidence=0.5, evidence=MORE.evidence)
    update = describe_development(MORE, now)

    assert update.headline.startswith("Further evidence: ")
    assert update.changes == ("independent sources 1 → 3", "articles 2 → 5")
    assert [quote.outlet for quote in update.quotes] == ["Example Wire", "Example Daily"]


def test_words_against_it_are_named_as_such():
    counter = evidence(article="a9", favours=False)
    update = describe_development(replace(MORE, evidence=(counter,)), FIRST)

    assert update.headline.startswith("Evidence against it: ")
    assert (update.quotes, len(update.against)) == ((), 1)


@pytest.mark.parametrize(
    ("what", "first", "heard"),
    [
        (MORE, FIRST, False),
        (MORE, replace(FIRST, severity=76), True),
        (CONFIRMED, FIRST, False),
        (replace(CONFIRMED, severity=80), FIRST, True),
        (replace(BACK, severity=99), FIRST, False),
    ],
)
def test_the_channel_hears_of_it_only_where_severity_rises_a_class(what, first, heard):
    assert is_broadcast(Story(first=first, later=(CONFIRMED,)), what) is heard


@pytest.mark.parametrize(
    "story", [Story(first=FIRST), Story(first=FIRST, later=(CONFIRMED, BACK), verdicts=(verdict(),))]
)
def test_messages_of_a_story_are_what_slack_takes(story):
    for message in (render_story(story), render_reply(story, MORE, key="k"), render_reply(story, CONFIRMED, key="k")):
        assert (
            message_problem({"text": message.text, "blocks": list(message.blocks), "metadata": message.metadata})
            is None
        )


# ---------------------------------------------------------------- in Slack


def notifier_for(slack: SlackServer) -> SlackNotifier:
    return SlackNotifier(slack.token, slack.channel, base_url=slack.url, timeout=timedelta(seconds=5))


def test_replies_go_into_the_thread_and_the_first_message_is_edited():
    with SlackServer() as slack:
        notifier = notifier_for(slack)
        sent = notifier.send_alert(FIRST, "alert:al-0001")
        story = Story(first=FIRST, later=(replace(CONFIRMED, severity=90),), sent=sent)
        notifier.send_reply(story, MORE, "news:1")
        notifier.send_reply(story, story.later[0], "alert:al-0002")
        notifier.edit(story)

        first, more, confirmed = slack.messages
        assert first["text"].startswith("Confirmed: ")
        assert first["metadata"]["event_payload"] == {"key": "alert:al-0001"}
        assert [m["thread_ts"] for m in (more, confirmed)] == [first["ts"]] * 2
        assert ["subtype" in m for m in (more, confirmed)] == [False, True]


def test_a_reply_is_found_in_its_thread():
    with SlackServer() as slack:
        notifier = notifier_for(slack)
        sent = notifier.send_alert(FIRST, "alert:al-0001")
        reply = notifier.send_reply(Story(first=FIRST, sent=sent), MORE, "news:1")

        assert notifier.finder.find("news:1", NOW, sent) == reply
        assert notifier.finder.find("news:2", NOW, sent) is None


def test_where_somebody_deleted_the_first_message_the_rest_is_still_told():
    with SlackServer() as slack:
        notifier = notifier_for(slack)
        story = Story(first=FIRST, sent=notifier.send_alert(FIRST, "alert:al-0001"))
        slack.messages.clear()
        notifier.edit(story)
        notifier.send_reply(story, MORE, "news:1")

        assert slack.keys() == ["news:1"]
        assert "thread_ts" not in slack.messages[0]
        assert notifier.finder.find("news:1", NOW, story.sent) is not None


def test_what_becomes_of_a_story_that_the_channel_has_long_lost_from_sight_is_told_there():
    story = Story(first=FIRST)
    for days, heard in ((10, False), (20, True)):
        sure = replace(FIRST, id="al-0002", status="confirmed", story=FIRST.id, at=FIRST.at + timedelta(days=days))
        assert is_broadcast(story, sure) is heard
        assert is_broadcast(story, replace(sure, kind="walk_back", status="unconfirmed")) is heard
