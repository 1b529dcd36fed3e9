"""Every button, form and command over the socket, with Slack's own library against the strict stand-in."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from monitor.alerts.wording import day
from monitor.answers.requests import Press, User
from monitor.types import Weighed
from tests.answers.slack_office import opened
from tests.builders import alert, digest, evidence, found_article, stream, utterance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.answers.slack_office import Office


@pytest.fixture(scope="module")
def shared() -> Iterator[Office]:
    with opened() as office:
        yield office


@pytest.fixture
def office(shared: Office) -> Office:
    """The office with nothing in Slack; alerts need ids of their own."""
    shared.slack.messages.clear()
    shared.slack.whispers.clear()
    shared.slack.workspace.views.clear()
    return shared


def words_of(message: dict) -> str:
    return str(message.get("blocks", "")) + message.get("text", "")


def numbered(number: int, **changes):
    return alert(id=f"al-{number}", key=f"key-{number}", **changes)


# ---------------------------------------------------------------- verdicts


def test_confirming_is_a_row_and_shown_with_the_name(office):
    message = office.tell(numbered(1))
    ack = office.maria.press("confirm", message=message)
    office.deliver()

    (verdict,) = office.store.verdicts("al-1")
    assert (verdict.word, verdict.by, verdict.user) == ("confirm", "maria", "U0MARIA")
    assert "confirmed by maria" in words_of(message)
    assert ack.seconds < 3


@pytest.mark.parametrize("word", ["repeat", "wrong-speaker", "wrong-stance", "stale", "not-important"])
def test_dismissing_keeps_the_reason(office, word):
    message = office.tell(numbered(f"d-{word}"))
    office.maria.press("dismiss", message=message, value=word)
    office.deliver()

    assert [verdict.word for verdict in office.store.verdicts(f"al-d-{word}")] == [word]
    assert "dismissed (" in words_of(message)


def test_two_people_may_differ_and_both_are_shown(office):
    message = office.tell(numbered(2))
    office.maria.press("confirm", message=message)
    office.igor.press("dismiss", message=message, value="stale")
    office.deliver()

    assert "confirmed by maria" in words_of(message)
    assert "dismissed (old news) by igor" in words_of(message)


def test_a_click_on_an_alert_that_is_gone_is_answered(office):
    message = office.tell(numbered(3))
    message["blocks"][-2]["elements"][0]["value"] = "al-unknown"
    office.maria.press("confirm", message=message)

    assert "not on record any more" in words_of(office.slack.whispers[-1])


def test_of_two_clicks_the_later_one_stands_in_whatever_order_they_are_taken(office):
    office.tell(numbered("order"))
    maria = User(id="U0MARIA", name="maria")
    first = Press(
        user=maria, at=office.now(), action="confirm", value="al-order", ref="o1", trigger="t", respond_to=None
    )
    later = replace(first, at=first.at + timedelta(seconds=1), action="dismiss", value="al-order:stale", ref="o2")
    office.desk.take(later)
    office.desk.take(first)

    assert [(said.word, said.at) for said in office.store.verdicts("al-order")] == [
        ("confirm", first.at),
        ("stale", later.at),
    ]
    assert office.store.review.last_verdicts(["al-order"]) == {"al-order": "stale"}


# ---------------------------------------------------------------- mutes


@pytest.mark.parametrize(("what", "days"), [("actor:RU-MFA", 14), ("issue:DIA", 90)])
def test_muting_is_a_row_told_in_the_thread(office, what, days):
    message = office.tell(numbered(f"m-{days}"))
    office.maria.press("mute", message=message)
    office.maria.submit(what=what, days=str(days))
    office.deliver()

    mute = office.store.mutes(office.now())[-1]
    assert (f"{mute.kind}:{mute.target}", mute.by, mute.until - mute.at) == (what, "maria", timedelta(days=days))
    (reply,) = office.slack.workspace.thread(message["ts"])
    assert "maria muted the" in reply["text"]
    office.store.end_mutes(mute.kind, mute.target, office.now())


def test_a_feed_is_muted_where_the_words_came_by_one(office):
    office.store.add_articles([found_article(1, id="a-feed", feed_id="ex-wire")])
    message = office.tell(numbered("m-feed", evidence=(evidence(article="a-feed"),)))
    office.maria.press("mute", message=message)
    office.maria.submit(what="feed:ex-wire", days="7")

    (mute,) = office.store.mutes(office.now())
    assert (mute.kind, mute.target, mute.until - mute.at) == ("feed", "ex-wire", timedelta(days=7))
    office.store.end_mutes("feed", "ex-wire", office.now())


def test_a_mute_is_listed_and_ended_by_command(office):
    assert "muted by maria" in words_of(office.maria.ask("mute issue dialogue 7d")[0])
    assert "issue DIA muted by maria" in words_of(office.igor.ask("mute")[0])
    assert "heard again" in words_of(office.igor.ask("mute end issue DIA")[0])
    assert office.store.mutes(office.now()) == []


# ---------------------------------------------------------------- proposals


def propose(office, number, **values):
    message = office.tell(numbered(number))
    office.maria.press("propose", message=message)
    ack = office.maria.submit(**values)
    office.deliver()
    return message, ack


def test_a_proposal_needs_another_person(office):
    message, _ = propose(office, 4, level="2", claim="Contacts  are\nopen", as_of="2025-09-01")
    (asked,) = office.slack.workspace.thread(message["ts"])
    office.maria.press("approve", message=asked)
    assert "another person must decide" in words_of(office.slack.whispers[-1])
    assert office.store.proposals()[-1].state == "open"

    office.igor.press("approve", message=asked)
    office.deliver()

    made = office.store.proposals()[-1]
    assert (made.state, made.level, made.claim, made.decided_by) == ("approved", 2, "Contacts are open", "igor")
    assert "Approved by igor" in words_of(asked)
    assert not [block for block in asked["blocks"] if block["type"] == "actions"]
    told = office.slack.workspace.thread(message["ts"])[-1]
    assert f"monitor baseline amend --adopt {made.id}" in words_of(told)


def test_a_proposal_may_be_rejected_once(office):
    message, _ = propose(office, 5)
    (asked,) = office.slack.workspace.thread(message["ts"])
    again = {**asked, "blocks": list(asked["blocks"])}
    office.igor.press("reject", message=asked)
    office.igor.press("approve", message=again)

    assert office.store.proposals()[-1].state == "rejected"
    assert "rejected by igor already" in words_of(office.slack.whispers[-1])


@pytest.mark.parametrize("odd", ["\x07", "\x7f", "\ud83d", "\x00"])
def test_a_claim_is_kept_as_a_file_can_hold_it(office, odd):
    message, _ = propose(office, f"odd-{ord(odd)}", claim=f"{odd}Contacts{odd}are open")

    assert office.store.proposals()[-1].claim == "Contacts are open"
    (asked,) = office.slack.workspace.thread(message["ts"])
    assert "Contacts are open" in words_of(asked)


@pytest.mark.parametrize("empty", [" ", "\x07", "\ud83d"])
def test_a_form_that_is_wrong_says_where(office, empty):
    _, ack = propose(office, f"empty-{ord(empty)}", claim=empty)

    assert ack.payload["response_action"] == "errors"
    assert set(ack.payload["errors"]) == {"claim"}
    assert not [proposal for proposal in office.store.proposals() if proposal.alert_id == f"al-empty-{ord(empty)}"]


@pytest.mark.parametrize(
    "gone", [{"issue": "OLD", "issue_name": "Old matters"}, {"office": "OLD", "office_name": "Old"}]
)
def test_where_office_or_issue_is_gone_no_baseline_is_asked_for(office, gone):
    message = office.tell(numbered("-".join(("gone", *gone)), **gone))
    office.maria.press("propose", message=message)

    assert "is no longer configured" in words_of(office.slack.whispers[-1])
    assert office.slack.workspace.views == []


# ---------------------------------------------------------------- looking


def test_the_timeline_shows_what_was_said(office):
    said = utterance(id="ut-t", said_at=office.now() - timedelta(days=3))
    office.store.save_weighed(
        "none", Weighed(utterances=(said,), streams=(stream(),), alerts=(), notes=()), office.now()
    )
    office.maria.press("timeline", message=office.tell(numbered(7)))

    view = office.slack.workspace.views[-1]
    assert view["title"]["text"] == "Timeline"
    assert "We are ready to talk" in str(view["blocks"])


def test_the_timeline_names_no_day_that_nobody_knows(office):
    at = office.now() - timedelta(days=2)
    said = utterance(id="ut-t", said_at=at, evidence=(evidence(said_at=at, said_within=True),))
    office.store.save_weighed(
        "none", Weighed(utterances=(said,), streams=(stream(),), alerts=(), notes=()), office.now()
    )
    office.maria.press("timeline", message=office.tell(numbered(70)))

    assert f"by {day(at)} " in str(office.slack.workspace.views[-1]["blocks"])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", "/monitor why ID"),
        ("help", "/monitor why ID"),
        ("stats", "did you mean “status”"),
        ("status", "Feeds: 0"),
        ("why al-8", "Russian Foreign Ministry softens"),
        ("why nothing", "There is no alert “nothing”"),
        ("actor russian foreign", "Russian Foreign Ministry"),
        ("actor nobody", "No office or person is called “nobody”"),
        ("issue dia", "Dialogue (DIA)"),
        ("issue xyz", "they are DIA, FOR"),
        ("digest", "Week 37"),
        ("mute", "Nothing is muted"),
        ("mute something", "Say what"),
        ("mute actor nobody", "No actor has the id or name"),
        ("mute actor RU-MFA 999d", "1 to 365 days"),
    ],
)
def test_every_command_is_answered_to_the_one_who_asked(office, words, told):
    if office.store.alert("al-8") is None:
        office.tell(numbered(8))
    office.store.save_digest(digest(title="Week 37"), send=False)
    (whisper,) = office.maria.ask(words)

    assert told in words_of(whisper)
    assert (whisper["to"], whisper["response_type"]) == ("U0MARIA", "ephemeral")


def test_the_home_shows_what_waits_and_where_they_stand(office):
    message = office.tell(numbered(9))
    view = office.maria.open_home()
    assert "al-9" in str(view)

    office.maria.press("confirm", message=message)

    assert "al-9" not in str(office.maria.open_home())
