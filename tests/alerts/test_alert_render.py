from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.alerts import render_alert, render_digest
from monitor.alerts.blocks import Words, divider, fit, lines
from monitor.alerts.card import describe
from monitor.types import AlertSide
from tests.alerts.golden_alerts import ALERTS, GOLDEN, STORY, message_of
from tests.builders import alert, digest, evidence
from tests.slack_rules import message_problem

NASTY = (
    "<!channel>",
    "<@U123>",
    "&amp;",
    "<https://evil.example|x>",
    "*b*",
    "`",
    "|>",
    "\u202e",
    "\x1b[31m",
    "\ud800",
    "\x00",
)
hostile = st.one_of(
    st.text(max_size=200),
    st.sampled_from(NASTY).map(lambda nasty: nasty * 400),
    st.text(alphabet='&<>"\\\n|* \u202eЖ😀', max_size=5000),
    st.just("слово " * 3000),
    st.just("w" * 9000),
)


def posted(message) -> dict[str, Any]:
    return {"text": message.text, "blocks": list(message.blocks), "metadata": message.metadata}


def runs(thing: Any):
    if isinstance(thing, dict):
        if thing.get("type") in ("text", "link", "mrkdwn", "plain_text"):
            yield thing
        for value in thing.values():
            yield from runs(value)
    elif isinstance(thing, list | tuple):
        for value in thing:
            yield from runs(value)


def shown(message) -> str:
    return "\n".join(run["text"] for run in runs(message.blocks))


@pytest.mark.parametrize("name", [*ALERTS, STORY])
def test_message_is_the_golden_one(name):
    assert message_of(name) == (GOLDEN / f"{name}.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ALERTS)
def test_golden_message_passes_slacks_rules(name):
    assert message_problem(posted(render_alert(ALERTS[name]()))) is None


def test_notification_says_it_all_in_one_line():
    text = render_alert(alert()).text

    assert text == (
        "Russian Foreign Ministry softens on dialogue: wait → open · confidence 0.58 moderate, misreading allowed for · severity 75 goal"
    )


def test_unconfirmed_alert_says_so_before_anything_else():
    message = render_alert(alert(status="unconfirmed", independent_sources=1))

    assert message.text.startswith("[Single source, unconfirmed] ")
    assert "⚠ Single source, unconfirmed" in shown(message)


def test_unconfirmed_alert_with_two_sources_is_not_called_single():
    message = render_alert(alert(status="unconfirmed", independent_sources=2))

    assert "Unconfirmed: 2 independent sources" in shown(message)
    assert "ingle source" not in shown(message)


def test_confirmed_alert_has_no_warning():
    assert "nconfirmed" not in shown(render_alert(alert()))


def test_key_is_in_the_metadata():
    message = render_alert(alert(), key="delivery-7")

    assert message.metadata == {"event_type": "monitor_message", "event_payload": {"key": "delivery-7"}}


def test_key_of_the_alert_is_the_default():
    assert render_alert(alert(key="k-1")).metadata["event_payload"] == {"key": "k-1"}


def test_words_of_a_quotation_are_not_altered():
    quote = 'He said *no*, _never_, R&D <not> "ever" ~at all~ `code`'

    assert f"“{quote}”" in shown(render_alert(alert(evidence=(evidence(quote=quote),))))


def test_long_quotation_is_cut_after_forty_whole_words():
    words = [f"слово{n}" for n in range(60)]

    text = shown(render_alert(alert(evidence=(evidence(quote=" ".join(words)),))))

    assert f"“{' '.join(words[:40])} …”" in text


def test_quotation_of_forty_words_is_whole():
    quote = " ".join(f"w{n}" for n in range(40))

    assert f"“{quote}”" in shown(render_alert(alert(evidence=(evidence(quote=quote),))))


def test_strongest_evidence_is_the_quotation():
    weak, strong = evidence(quote="weak words", weight=0.1), evidence(quote="strong words", weight=0.8)

    message = render_alert(alert(evidence=(weak, strong)))

    quotes = [
        e for b in message.blocks if b["type"] == "rich_text" for e in b["elements"] if e["type"] == "rich_text_quote"
    ]
    assert [run["text"] for quote in quotes for run in quote["elements"]] == ["“strong words”"]


def test_evidence_against_is_shown_as_such():
    against = evidence(quote="no talks", favours=False, weight=0.99)

    message = render_alert(alert(evidence=(evidence(), against)))

    assert "Against it: \n“no talks”" in shown(message)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://x.example/a b", "https://[bad", "", None, "https://x.example/" + "a" * 1000]
)
def test_address_that_cannot_be_linked_leaves_the_outlet_as_text(url):
    message = render_alert(alert(evidence=(evidence(url=url, outlet="Some Outlet"),)))

    assert not [run for run in runs(message.blocks) if run["type"] == "link"]
    assert "Some Outlet" in shown(message)


def test_foreign_text_in_mrkdwn_is_escaped():
    message = render_alert(alert(actor_name="A & <!channel>"))

    who = next(run["text"] for run in runs(message.blocks) if run["type"] == "mrkdwn")
    assert who.startswith("*Who*\nA &amp; &lt;!channel&gt; · ")


def test_nothing_unseen_turns_the_text_round():
    text = shown(render_alert(alert(headline="safe \u202eevil\u2066 \x1b[31mred")))

    assert "safe evil [31mred" in text


def has_no_live_markup(message) -> bool:
    """No mention or link can come out of any text: in mrkdwn every < is escaped, elsewhere nothing is parsed."""
    texts = [run["text"] for run in runs(message.blocks) if run["type"] == "mrkdwn"]
    return all("<" not in text and ">" not in text for text in [*texts, message.text])


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(text=hostile, more=hostile, level=st.sampled_from([None, -2, 0, 2]), many=st.integers(0, 12))
def test_any_text_makes_a_message_that_slack_takes(text, more, level, many):
    place = evidence(quote=text, outlet=more, speaker=text, url=f"https://x.example/{more}", language=text[:5])
    message = render_alert(
        alert(
            headline=more,
            actor_name=text,
            office_name=more,
            issue_name=text,
            issue=more,
            before=AlertSide(level=level, claim=text, position=more, as_of=date(2023, 1, 15), level_name=more),
            after=AlertSide(level=level, claim=more, level_name=text),
            evidence=(
                place,
                *(replace(place, outlet=f"{n}{more}") for n in range(many)),
                replace(place, favours=False),
            ),
            unchanged=(text,) * many,
            caveats=(more,) * many,
            reason=text,
        )
    )

    json.dumps(posted(message), ensure_ascii=False).encode()
    assert message_problem(posted(message)) is None
    assert has_no_live_markup(message)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(text=hostile, more=hostile, odd=st.sampled_from([None, 3, [], {}, "x", ["x", 4], [{"headline": 5}]]))
def test_any_digest_makes_a_message_that_slack_takes(text, more, odd):
    top = {"headline": text, "quote": more, "outlet": text, "url": f"https://x.example/{more}", "confidence": 0.4}
    for content in (
        {"title": text, "lines": [more] * 9, "top": [top] * 9, "bookkeeping": [text] * 20, "health": [more] * 20},
        {"title": odd, "lines": odd, "top": odd, "bookkeeping": odd, "health": odd},
    ):
        message = render_digest(digest(**content), more)

        assert message_problem(posted(message)) is None
        assert has_no_live_markup(message)


def test_digest_without_content_still_says_which_week():
    message = render_digest(digest(), None)

    assert message.text == "Messaging digest, week 2025-W37"
    assert message.metadata["event_payload"] == {"key": "digest:2025-W37"}


def test_digest_shows_each_part():
    top = {
        "headline": "Line moved",
        "quote": "the words",
        "outlet": "Wire",
        "url": "https://x.example/1",
        "channel": "chat",
        "severity": 60,
    }
    message = render_digest(
        digest(title="Week 37", lines=["Moscow softened."], top=[top], bookkeeping=["1 alert"], health=["feeds: all"]),
        "https://x.example/page",
    )

    for part in (
        "Week 37",
        "Moscow softened.",
        "Line moved",
        "“the words”",
        "Wire",
        "severity 60 goal",
        "1 alert",
        "feeds: all",
    ):
        assert part in shown(message)
    assert [run["url"] for run in runs(message.blocks) if run["type"] == "link"] == [
        "https://x.example/page",
        "https://x.example/1",
    ]


def test_blocks_that_are_too_long_lose_the_last_and_say_so():
    blocks = [lines((Words(text=f"{n} " + "x" * 1000),)) for n in range(20)]

    made = fit(blocks)

    assert message_problem({"blocks": list(made)}) is None
    assert made[0] == blocks[0].to_dict()
    assert made[-1]["elements"][0]["text"] == "Cut to fit Slack; the rest is on the review site."
    assert len(made) > 10


def test_more_blocks_than_slack_takes_are_cut_and_it_is_said():
    made = fit([divider()] * 60)

    assert message_problem({"blocks": list(made)}) is None
    assert made[-1]["type"] == "context"


def test_fifty_blocks_are_left_as_they_are():
    assert len(fit([divider()] * 50)) == 50
    assert fit([divider()] * 50)[-1]["type"] == "divider"


REFUSE = {"level": -2, "level_name": "refuse"}


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("refuse (as heard in the 180 days before)", " — \nas heard in the 180 days before"),
        (
            "refuse (as heard in the 180 days before); row B06 of 2023-01-15 had -1",
            " — \nas heard in the 180 days before; row B06 of 2023-01-15 had -1",
        ),
        ("refuse: “We will not talk”", " — \n“We will not talk”"),
        ("refuse, on conditions: “Not now”", " — \non conditions: “Not now”"),
        ("refuses all talks", " — \nrefuses all talks"),
        ("refuse talks", " — \nrefuse talks"),
        ("refuse", "\n"),
    ],
)
def test_the_words_of_a_level_are_said_once(claim, told):
    side = AlertSide(level=-2, claim=claim, level_name="refuse")
    message = render_alert(alert(before=side))

    assert f" −2 refuse{told}" in shown(message)
    assert message_problem(posted(message)) is None


def test_alert_without_known_position_shows_the_claims_alone():
    message = render_alert(
        alert(before=AlertSide(level=None, claim=""), after=AlertSide(level=None, claim="more of it"))
    )

    assert "was \nno earlier line on record" in shown(message)
    assert "□" not in shown(message)


def test_new_position_shows_an_empty_bar_before():
    assert "□□□□□\n no line — \nno earlier line" in shown(render_alert(alert(before=AlertSide(level=None, claim=""))))


def test_digest_marks_an_unconfirmed_alert():
    top = [{"headline": "One line", "status": "unconfirmed"}, {"headline": "Another", "status": "confirmed"}]

    assert shown(render_digest(digest(top=top), None)).count("nconfirmed") == 1


def test_the_independent_sources_are_named():
    two = describe(alert(independent_sources=2, owners=("Russian state", "Northern Wire")))
    many = describe(alert(independent_sources=6, owners=tuple("ABCDEF")))
    unknown = describe(alert(independent_sources=3, owners=()))
    assert [card.sources.partition(" · ")[0] for card in (two, many, unknown)] == [
        "2 independent sources (Russian state, Northern Wire)",
        "6 independent sources (A, B, C, D, 2 more)",
        "3 independent sources",
    ]
