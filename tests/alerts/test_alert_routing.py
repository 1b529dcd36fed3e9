"""Which channel hears what, whom it calls, when people may be disturbed, and how fast messages leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from monitor.alerts import SlackNotifier
from monitor.alerts.mutes import muted
from monitor.alerts.routing import channel_of, quiet_until
from monitor.types import ChatSettings, Mute, Remark, Route, Story
from tests.builders import alert
from tests.slack_server import SlackServer

NIGHT = ChatSettings(quiet=(time(22), time(7)), timezone="Europe/Brussels")
EARLY = replace(NIGHT, quiet=(time(22), time(2, 30)))
WEEKEND = replace(NIGHT, quiet_days=(5, 6))
USUAL = "C0USUAL"
TIMEOUT = timedelta(seconds=5)


@pytest.mark.parametrize(
    ("route", "met"),
    [
        (Route(channel="C1"), True),
        (Route(channel="C1", min_severity=75), True),
        (Route(channel="C1", min_severity=76), False),
        (Route(channel="C1", blocs=("NATO", "RU")), True),
        (Route(channel="C1", blocs=("NATO",)), False),
        (Route(channel="C1", issues=("DIA",), actors=("RU-MFA",)), True),
        (Route(channel="C1", issues=("DIA",), actors=("RU-President",)), False),
    ],
)
def test_a_route_takes_what_meets_all_that_it_names(route, met):
    assert channel_of(alert(severity=75), [route], usual=USUAL) == ("C1" if met else USUAL)


def test_the_first_route_that_is_met_wins():
    routes = [Route(channel="C1", issues=("NUC",)), Route(channel="C2", blocs=("RU",)), Route(channel="C3")]

    assert channel_of(alert(), routes, usual=USUAL) == "C2"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("chat", "now", "until"),
    [
        (NIGHT, "2025-09-09T12:00", None),
        (NIGHT, "2025-09-09T20:00", "2025-09-10T05:00"),
        (NIGHT, "2025-09-10T04:59", "2025-09-10T05:00"),
        (NIGHT, "2025-09-10T05:00", None),
        (WEEKEND, "2025-09-13T10:00", "2025-09-15T05:00"),
        (WEEKEND, "2025-09-12T21:00", "2025-09-15T05:00"),
        (replace(WEEKEND, quiet=None), "2025-09-13T10:00", "2025-09-14T22:00"),
        (replace(NIGHT, quiet=(time(12), time(13))), "2025-09-09T10:30", "2025-09-09T11:00"),
        # The night in which clocks go back has an hour more.
        (NIGHT, "2025-10-25T20:00", "2025-10-26T06:00"),
        # In it the end of quiet hours may come twice: 02:30 in summer time, and an hour later 02:30 in winter time.
        (EARLY, "2025-10-26T00:10", "2025-10-26T00:30"),
        (EARLY, "2025-10-26T00:30", None),
        (EARLY, "2025-10-26T01:10", "2025-10-26T01:30"),
        # Where clocks go forward it may not come at all.
        (EARLY, "2025-03-30T00:10", "2025-03-30T01:30"),
        (replace(NIGHT, quiet_days=tuple(range(7))), "2025-09-09T12:00", None),
        (ChatSettings(), "2025-09-10T02:00", None),
    ],
)
def test_quiet_hours_end_in_the_morning_of_the_teams_own_zone(chat, now, until):
    assert quiet_until(alert(severity=60), chat, at(now)) == (at(until) if until else None)


def test_the_top_class_wakes():
    assert quiet_until(alert(severity=76), NIGHT, at("2025-09-10T02:00")) is None


def test_messages_go_to_their_channels_are_found_there_and_call_people():
    chat = ChatSettings(
        routes=(Route(channel="C0SERIOUS", min_severity=76),), health="C0HEALTH", mention=("U0DUTY", "S0TEAM")
    )
    with SlackServer(channels=("C0SERIOUS", "C0HEALTH")) as slack:
        notifier = SlackNotifier(
            slack.token, slack.channel, base_url=slack.url, timeout=timedelta(seconds=5), chat=chat
        )
        before = datetime.now(UTC)
        usual = notifier.send_alert(alert(severity=60), "k1")
        serious = notifier.send_alert(alert(severity=80), "k2")
        health = notifier.send_notice(Remark(lines=("feed x is silent",)), "health:1")

        assert [sent.channel for sent in (usual, serious, health)] == [slack.channel, "C0SERIOUS", "C0HEALTH"]
        assert [notifier.finder.find(key, before) for key in ("k1", "k2", "health:1")] == [usual, serious, health]
        assert "U0DUTY" not in str(slack.messages[0])
        assert "U0DUTY" in str(slack.messages[1])
        assert notifier.check()[-1] == "Slack: channel C0HEALTH can be read"


# ---------------------------------------------------------------- mutes

NOW = at("2025-09-09T12:00")


def mute(kind, target):
    return Mute(kind=kind, target=target, at=NOW, until=NOW + timedelta(days=14), by="maria")


@pytest.mark.parametrize(
    ("held", "channel"),
    [
        ([mute("actor", "RU-MFA")], "digest"),
        ([mute("issue", "DIA")], "digest"),
        ([mute("issue", "NUC"), mute("actor", "NATO-SG")], "chat"),
        ([mute("feed", "one")], "chat"),
        ([mute("feed", "one"), mute("feed", "two")], "digest"),
        ([], "chat"),
    ],
)
def test_what_is_muted_goes_to_the_digest_with_the_reason(held, channel):
    found = muted(alert(), held, feeds_of=lambda _: frozenset({"one", "two"}))

    assert found.channel == channel
    assert (found.held is None) is (channel == "chat")


def test_what_goes_on_from_a_known_alert_is_not_held():
    found = muted(alert(story="al-0"), [mute("issue", "DIA")], feeds_of=lambda _: frozenset())

    assert found.channel == "chat"


ELSEWHERE = "C0345678901"


@pytest.fixture
def routed():
    """Slack, and a notifier that sends what is of Russia to a channel of its own."""
    with SlackServer(channels=(ELSEWHERE,)) as slack:
        chat = ChatSettings(routes=(Route(channel=ELSEWHERE, blocs=("RU",)),))
        yield slack, SlackNotifier(slack.token, slack.channel, base_url=slack.url, timeout=TIMEOUT, chat=chat)


BACK = alert(id="al-2", key="k2", bloc="NATO", kind="walk_back", headline="Taken back")


def test_what_follows_goes_where_the_first_message_was_deleted(routed):
    slack, notifier = routed
    sent = notifier.send_alert(alert(), "alert:al-0001")
    slack.messages.clear()
    again = notifier.send_reply(Story(first=alert(), sent=sent, later=(BACK,)), BACK, "alert:al-2")

    assert (sent.channel, again.channel) == (ELSEWHERE, ELSEWHERE)


def test_what_follows_goes_where_the_first_message_was_to_go(routed):
    _, notifier = routed
    story = Story(first=alert(), sent=None, later=(BACK,))

    assert notifier.send_reply(story, BACK, "alert:al-2").channel == ELSEWHERE


def test_what_followed_is_found_again_in_a_channel_that_is_configured_no_more(routed):
    slack, notifier = routed
    sent = notifier.send_alert(alert(), "alert:al-0001")
    slack.messages.clear()
    begun = datetime.now(UTC)
    again = notifier.send_reply(Story(first=alert(), sent=sent, later=(BACK,)), BACK, "alert:al-2")
    now = SlackNotifier(slack.token, slack.channel, base_url=slack.url, timeout=TIMEOUT)

    assert now.finder.find("alert:al-2", begun, sent) == again
