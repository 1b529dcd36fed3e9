"""The stand-in itself is strict: what Slack refuses, it refuses."""

from __future__ import annotations

import pytest

from tests.slack_rules import block_problems, message_problem
from tests.slack_server import SlackServer

GOOD = {"type": "section", "text": {"type": "mrkdwn", "text": "hello"}}


def rich(*runs):
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(runs)}]}


def text(words, kind="plain_text"):
    return {"type": kind, "text": words}


@pytest.mark.parametrize(
    "block",
    [
        {"type": "header", "text": text("x" * 151)},
        {"type": "header", "text": text("x", "mrkdwn")},
        {"type": "header", "text": text("")},
        {"type": "section"},
        {"type": "section", "text": text("x" * 3001)},
        {"type": "section", "text": {"type": "mrkdwn", "text": "x", "emoji": True}},
        {"type": "section", "fields": [text("x")] * 11},
        {"type": "section", "fields": [text("x" * 2001)]},
        {"type": "context", "elements": []},
        {"type": "context", "elements": [text("x")] * 11},
        {"type": "section", "text": text("x"), "colour": "red"},
        {"type": "paragraph", "text": text("x")},
        {"type": "actions", "elements": [{"type": "button", "text": text("x" * 76), "action_id": "a"}]},
        {"type": "image", "image_url": "https://x.example/a.png"},
        {"type": "divider", "block_id": "x" * 256},
        rich(),
        rich({"type": "text", "text": ""}),
        rich({"type": "link", "url": "javascript:1", "text": "x"}),
        rich({"type": "text", "text": "x", "style": {"blink": True}}),
        rich({"type": "marquee", "text": "x"}),
    ],
)
def test_block_that_slack_refuses_is_refused(block):
    assert block_problems([block])


def test_good_blocks_are_taken():
    assert (
        block_problems([GOOD, {"type": "divider"}, rich({"type": "text", "text": "x", "style": {"bold": True}})]) == []
    )


@pytest.mark.parametrize(
    "blocks",
    [
        [GOOD] * 51,
        [GOOD | {"block_id": "a"}, GOOD | {"block_id": "a"}],
        [{"type": "actions", "elements": [{"type": "button", "text": text("x"), "action_id": "a"}] * 2}],
        "[]",
    ],
)
def test_blocks_that_do_not_go_together_are_refused(blocks):
    assert block_problems(blocks)


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({}, "no_text"),
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"blocks": [{"type": "section", "text": text("x" * 2900)}] * 5}, "msg_blocks_too_long"),
        ({"text": "x", "metadata": {"event_type": "a b", "event_payload": {}}}, "invalid_metadata_format"),
        ({"text": "x", "metadata": {"event_type": "a"}}, "invalid_metadata_format"),
        ({"text": "x", "metadata": {"event_type": "a", "event_payload": {"k": "x" * 9000}}}, "metadata_too_large"),
    ],
)
def test_message_that_slack_refuses_has_its_code(message, code):
    assert message_problem(message)[0] == code


def ask(slack, method, **arguments):
    return slack.workspace.answer(method, arguments)


def test_times_of_messages_are_unique_and_rise():
    with SlackServer() as slack:
        times = [ask(slack, "chat.postMessage", channel=slack.channel, text="x")["ts"] for _ in range(200)]

    assert times == sorted(set(times), key=float)


def test_unknown_argument_method_and_channel_are_refused():
    with SlackServer() as slack:
        assert (
            ask(slack, "chat.postMessage", channel=slack.channel, text="x", colour="red")["error"]
            == "invalid_arguments"
        )
        assert ask(slack, "chat.shout")["error"] == "unknown_method"
        assert ask(slack, "chat.postMessage", channel="C9", text="x")["error"] == "channel_not_found"


def test_history_is_newest_first_in_pages_and_bounded():
    with SlackServer() as slack:
        times = [ask(slack, "chat.postMessage", channel=slack.channel, text=str(n))["ts"] for n in range(5)]
        first = ask(slack, "conversations.history", channel=slack.channel, limit="2")
        cursor = first["response_metadata"]["next_cursor"]
        second = ask(slack, "conversations.history", channel=slack.channel, limit="2", cursor=cursor)
        between = ask(slack, "conversations.history", channel=slack.channel, oldest=times[1], latest=times[3])
        including = ask(
            slack, "conversations.history", channel=slack.channel, oldest=times[1], latest=times[3], inclusive="1"
        )

    assert [m["text"] for m in first["messages"] + second["messages"]] == ["4", "3", "2", "1"]
    assert [m["text"] for m in between["messages"]] == ["2"]
    assert [m["text"] for m in including["messages"]] == ["3", "2", "1"]


@pytest.mark.parametrize(
    ("scopes", "asked", "shown"),
    [(("metadata.message:read",), "true", True), (("metadata.message:read",), None, False), ((), "true", False)],
)
def test_metadata_is_shown_only_where_asked_for_and_allowed(scopes, asked, shown):
    with SlackServer(scopes=("chat:write", "channels:history", *scopes)) as slack:
        metadata = {"event_type": "a", "event_payload": {}}
        ask(slack, "chat.postMessage", channel=slack.channel, text="x", metadata=metadata)
        (message,) = ask(slack, "conversations.history", channel=slack.channel, include_all_metadata=asked)["messages"]

    assert ("metadata" in message) is shown


def test_message_can_be_updated_in_place():
    with SlackServer() as slack:
        ts = ask(slack, "chat.postMessage", channel=slack.channel, text="old")["ts"]

        assert ask(slack, "chat.update", channel=slack.channel, ts=ts, text="new")["ok"]
        assert ask(slack, "chat.update", channel=slack.channel, ts="1.0", text="new")["error"] == "message_not_found"
        assert [message["text"] for message in slack.messages] == ["new"]


def test_rate_limit_lets_one_of_two_through():
    with SlackServer(per_second=1) as slack:
        assert [slack.too_fast(), slack.too_fast()] == [False, True]
