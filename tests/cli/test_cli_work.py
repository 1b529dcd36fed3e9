"""The commands at work: one JSON document where it is asked for, words for people else, and no secret in either."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import jsonschema
import pytest

import monitor.cli
from monitor.answers import SIGN
from monitor.app.clock import utc_now
from monitor.cli.digest import since_in_words
from monitor.cli.service import not_due
from monitor.cli.status import unread_in_words
from monitor.config import load_config
from monitor.digest import build_digest, parse_week
from monitor.store import open_store
from monitor.types import Change, FeedState, PollResult, Proposal, Remark, Revision, SignOfLife, Validators, Versions
from tests.builders import alert, digest_rows, evidence, feed, feed_state, found_article, week_config
from tests.remarks import OFFER, refusal_of, rss
from tests.service_process import Web, make_config
from tests.slack_server import SlackServer

TOKEN = "xoxb-s3cret-word"
NOW = datetime.now(UTC)
SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "docs/digest.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def stored(folder, monkeypatch):
    """An alert of three weeks ago."""
    url = f"sqlite:///{folder}/monitor.db"
    monkeypatch.setenv("DATABASE_URL", url)
    store, then = open_store(url), NOW - timedelta(days=21)
    store.upgrade()
    store.add_articles([found_article(1, seen=then, published=then)])
    found = alert(raised_at=then, at=then)
    store.add_alerts([found], then)
    yield found
    store.close()


@pytest.fixture
def slack(monkeypatch):
    with SlackServer(token=TOKEN) as server:
        monkeypatch.setenv("SLACK_BOT_TOKEN", server.token)
        monkeypatch.setenv("SLACK_CHANNEL", server.channel)
        monkeypatch.setenv("SLACK_API_URL", server.url)
        yield server


@pytest.fixture
def web(folder):
    with Web() as server:
        server.answers["/feed"] = rss([("r1", NOW, refusal_of(1)), ("r2", NOW, refusal_of(2))])
        make_config(folder, {"kremlin": server.address("/feed")})
        yield server


def document(said):
    """The one JSON document of a command that went well."""
    assert (said.code, said.err) == (0, ""), said
    return json.loads(said.out)


def test_alerts_are_listed(say, stored):
    header, row = say("alerts", "list").out.splitlines()
    assert header.split("  ")[0].strip() == "alert"
    assert [row[header.index(name) :].split()[0] for name in ("alert", "goes to")] == [stored.id, stored.channel]
    assert row[: header.index("  severity")].endswith(f"{stored.confidence:.2f}")
    assert row[header.index("headline") :] == stored.headline
    assert [row["id"] for row in document(say("alerts", "list", "--json"))] == [stored.id]


def test_an_alert_is_shown_with_what_people_said_of_it(say, stored):
    judged = say("alerts", "verdict", stored.id, "confirm", "--note", "heard it too")
    assert (judged.code, judged.out) == (0, f"{stored.id}: confirm\n")

    shown = document(say("alerts", "show", stored.id, "--json"))
    said = say("alerts", "show", stored.id).out.partition("VERDICTS ━")[2].splitlines()
    assert (len(said), said[-1].endswith(": confirm – heard it too")) == (2, True)
    assert [(verdict["word"], verdict["note"]) for verdict in shown["verdicts"]] == [("confirm", "heard it too")]
    assert "heard it too" in say("alerts", "show", stored.id).out


def test_an_alert_is_shown_with_every_place_for_and_against_it(say, folder, monkeypatch):
    url = f"sqlite:///{folder}/monitor.db"
    monkeypatch.setenv("DATABASE_URL", url)
    against = evidence(
        quote="No talks, the ministry repeats.", favours=False, weight=0.4, url="http://127.0.0.1:9/a", article="a9"
    )
    places = (evidence(), evidence(quote="Talks " + "and talks " * 60, weight=0.7, outlet="Evening Ledger"), against)
    with closing(open_store(url)) as store:
        store.upgrade()
        store.add_alerts([alert(raised_at=NOW, at=NOW, evidence=places, copies=14)], NOW)

    monkeypatch.delenv("COLUMNS", raising=False)
    assert "“Talks " + "and talks " * 9 in say("alerts", "show", "al-0001").out  # whole, where it goes into a pipe
    monkeypatch.setenv("COLUMNS", "80")
    shown = say("alerts", "show", "al-0001").out
    told = " ".join(shown.split("EVIDENCE")[1].split())
    assert max(map(len, shown.splitlines())) <= 80
    assert told.index("for it: 2 places") < told.index("[1] weight 0.90 of 1") < told.index("[2] weight 0.70 of 1")
    assert told.index("Evening Ledger") < told.index("against it: 1 place") < told.index("[3] weight 0.40 of 1")
    assert all(" ".join(place.quote.split()) in told for place in places)
    assert told.count("https://www.example.org/statements/1") == 2
    assert "http://127.0.0.1:9/a /articles/a9#c0 on the review site" in told
    assert "lead somewhere only while it serves them" in told
    assert "14 articles are counted, copies too" in told


def test_an_alert_is_shown_with_what_was_changed_of_its_articles(say, folder, monkeypatch):
    url = f"sqlite:///{folder}/monitor.db"
    monkeypatch.setenv("DATABASE_URL", url)
    store = open_store(url)
    store.upgrade()
    article = found_article(1, id="article-1", seen=NOW, published=NOW, look_at=NOW)
    store.save_poll(PollResult(state=FeedState(feed_id="f", next_due=NOW), articles=(article,)))
    found = alert(raised_at=NOW, at=NOW, evidence=(evidence(article="article-1"),))
    store.add_alerts([found], NOW)
    change = Change(issue=found.issue, office=None, before="We are ready to talk now.", after=None)
    edit = Revision(article_id="article-1", at=NOW, changes=(change,))
    (look,) = store.looks_due(NOW, 1)
    store.save_look(look, text="", validators=Validators(), due=None, revision=edit, now=NOW)
    store.close()

    shown = say("alerts", "show", found.id).out
    assert "edited after publication" in shown
    assert f"{found.issue}  - We are ready to talk now." in shown
    assert "+ (is no longer there)" in shown
    (told,) = document(say("alerts", "show", found.id, "--json"))["edits"]
    assert told["changes"][0]["before"] == "We are ready to talk now."


def test_every_command_takes_the_folder_of_the_configuration(say, stored):
    for words in (
        ("alerts", "list"),
        ("db", "upgrade"),
        ("status",),
        ("feeds", "list"),
        ("baseline", "show"),
        ("check",),
    ):
        assert say(*words, "--config", "config").code == 0, words


def test_the_status_is_a_document_and_a_table(say, stored):
    status = document(say("status", "--json"))

    assert status["backlog"]["undelivered"] == 1
    assert status["delivery_to"] == "console"
    assert set(status["versions"]) == {"baseline", "model", "code"}
    shown = say("status").out
    assert "1 undelivered" in shown
    assert "1 alert," in f"{shown},".replace("\n", ",")
    assert "1 alerts" not in shown


def test_the_status_of_an_empty_store_says_what_to_do_first(say, folder):
    shown = " ".join(say("status").out.split())

    assert "What to do first: 1. feeds: 1 feed configured (`monitor feeds list`)" in shown
    assert "2. run: `monitor run` starts the service, `monitor once` asks every feed once" in shown
    assert "0 articles" not in shown
    assert document(say("status", "--json"))["counts"]["articles"] == 0
    (folder / "config" / "feeds.toml").write_text("", encoding="utf-8")
    assert "none is configured: `monitor feeds add URL`" in " ".join(say("status").out.split())


def test_the_status_says_where_items_may_have_been_missed(say, stored):
    with closing(open_store(os.environ["DATABASE_URL"])) as store:
        store.register_feeds((feed(id="kremlin-en"),), NOW)
        (state,) = store.feed_states()
        gap = NOW - timedelta(days=1)
        store.save_poll(PollResult(state=replace(state, gap_at=gap, next_due=NOW)))
    (told,) = document(say("status", "--json"))["feeds"]

    assert told["gap"] == gap.isoformat().replace("+00:00", "Z")
    assert "items may have been missed" in say("status").out  # the date stands on the next line of a narrow table


def test_the_status_counts_what_is_kept_but_not_read():
    read = unread_in_words({"pl": 3, "es": 1})
    assert read == "kept but not read, since their language is not read: 3 in pl, 1 in es"
    assert unread_in_words({}) == "every article is in a language that is read"


def test_a_past_week_is_sent_once(say, stored, slack, folder):
    year, week, _ = (NOW - timedelta(days=21)).isocalendar()
    name = f"{year}-W{week:02d}"
    before = (NOW - timedelta(days=28)).isocalendar()
    assert say("digest", "--week", f"{before.year}-W{before.week:02d}", "--out", "pages", "--send").code == 0
    first, second = (say("digest", "--week", name, "--out", "pages", "--send") for _ in range(2))

    assert (first.code, second.code) == (0, 0)
    assert "sent" in first.out
    assert "not sent again" in second.out
    assert slack.keys().count(f"digest:{name}") == 1
    assert slack.keys().count(f"alert:{stored.id}") == 1
    assert "<html" in (folder / "pages" / f"{name}.html").read_text(encoding="utf-8")
    assert document(say("status", "--json"))["last_digest"] == name
    assert TOKEN not in first.out + first.err + second.out + second.err


def digest_of(week, articles):
    return build_digest(
        digest_rows(counts={"articles": articles}),
        week=week,
        config=week_config(),
        versions=Versions(baseline="b", model="m", code="c"),
        previous=None,
        now=week.end,
    )


def test_a_week_is_had_for_programs_as_it_was_sent_and_in_print_as_it_is_known_now(say, stored, folder):
    year, number, _ = (NOW - timedelta(days=28)).isocalendar()
    week = parse_week(f"{year}-W{number:02d}", "UTC")
    store = open_store(f"sqlite:///{folder}/monitor.db")
    store.save_digest(digest_of(week, 3), send=False)
    store.close()

    told = document(say("digest", "--week", week.name, "--format", "json"))
    jsonschema.validate(told, SCHEMA)
    assert (told["week"], told["coverage"]["articles"], told["restated"]) == (week.name, 3, None)
    again = Path(say("digest", "--week", week.name, "--anew", "--format", "pdf", "--out", "pages").out.strip())
    assert again.name == f"{week.name}-again.pdf"
    assert again.read_bytes().startswith(b"%PDF-")


def test_it_is_said_how_many_numbers_of_a_sent_digest_would_be_others_today():
    sent, known = (digest_of(parse_week("2026-W47", "UTC"), n) for n in (3, 4))
    assert since_in_words(sent, sent) == (
        "as it was made on 2026-11-23 00:00 UTC; nothing is known today that would change it"
    )
    assert "1 of its numbers would be others today: --anew shows which" in since_in_words(sent, known)


def test_a_digest_that_slack_refuses_is_not_said_to_be_sent(say, stored, slack):
    slack.force = (200, "channel_not_found")
    year, week, _ = (NOW - timedelta(days=21)).isocalendar()
    said = say("digest", "--week", f"{year}-W{week:02d}", "--send")

    assert said.code == 1
    assert "waits in the outbox" in said.err.splitlines()[-1]
    assert "invite" in said.err.splitlines()[-1]


def test_a_digest_can_be_looked_at_without_sending(say, stored, slack):
    said = say("digest", "--out", "pages")

    assert said.code == 0
    assert Path(said.out.strip()).exists()
    assert slack.messages == []


def test_the_digest_of_a_week_in_which_nobody_asked_says_so_where_it_is_made(say, stored):
    said = say("digest", "--out", "pages")
    told = " ".join(said.err.split())

    assert Path(said.out.strip()).read_text(encoding="utf-8").count("No feed was asked in that time.") >= 1
    assert ": Nothing was read So far: this week has not ended yet" in told
    assert "Nothing was read this week, so this page cannot say whether anything moved. No feed was asked" in told
    assert "This rests on no articles and no utterances" in told
    assert "`monitor once` asks them once." in told


def test_the_database_is_upgraded_copied_and_pruned(say, stored, folder):
    assert say("db", "upgrade").out == "the tables are up to date\n"
    assert say("db", "backup", "copy.db").code == 0
    assert open_count(folder / "copy.db") == 1
    assert say("db", "prune", "--older-than", "730").out == "let go of: nothing\n"


def test_pruning_keeps_what_new_themes_are_looked_for_in(say, stored):
    said = say("db", "prune", "--older-than", "30")

    assert (said.code, said.out) == (0, "let go of: nothing\n")
    assert said.err == "the last 112 days are kept: new themes are looked for in them\n"


def test_all_moves_into_an_empty_database_and_stays_in_the_old_one_too(say, stored, folder, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{folder}/new.db")
    said = say("db", "move", f"sqlite:///{folder}/monitor.db")

    assert said.code == 0, said
    assert "1 alerts" in said.out
    assert said.out.endswith("; all stays where it came from too\n")
    assert open_count(folder / "new.db") == open_count(folder / "monitor.db") == 1
    assert say("db", "move", f"sqlite:///{folder}/none.db").code == 2


def open_count(path):
    store = open_store(f"sqlite:///{path}")
    try:
        return store.counts()["alerts"]
    finally:
        store.close()


def test_the_configuration_is_checked_with_feeds_and_slack(say, web, slack):
    said = say("check", "--online")

    assert said.code == 0, said
    assert "feed kremlin: 2 items" in said.out
    assert f"channel {slack.channel} can be read" in said.out


def test_a_feed_or_a_token_that_does_not_work_fails_the_check(say, web, slack):
    slack.force = (200, "invalid_auth")
    web.answers.clear()
    said = say("check", "--online")

    assert said.code == 1
    assert "feed kremlin: answered 404" in said.out
    assert "SLACK_BOT_TOKEN is not valid" in said.out
    assert TOKEN not in said.out + said.err


def test_feeds_are_listed_and_tried(say, web):
    listed = document(say("feeds", "list", "--json"))
    tried = say("feeds", "test", web.address("/feed"))

    assert [(feed["id"], feed["every"]) for feed in listed] == [("kremlin", "1s")]
    assert "2 items" in tried.out
    assert "Remarks r1" in tried.out


def test_the_baseline_is_shown(say):
    shown = document(say("baseline", "show", "--json"))

    assert len(shown["hash"]) == 12
    assert {"id", "actor", "issue", "level", "claim"} <= shown["positions"][0].keys()
    assert shown["positions"][0]["id"] in say("baseline", "show").out


def test_the_baseline_is_shown_where_the_terminal_is_said_to_know_ascii_alone(say, monkeypatch):
    narrow = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", narrow)

    assert say("baseline", "show").code == 0
    assert "hash" in narrow.buffer.getvalue().decode()


def test_what_is_denied_is_drafted_as_denied(say, folder):
    (folder / "d.txt").write_text("Dmitry Peskov denied reports that Russia was ready for talks with NATO.\n")
    said = say("baseline", "draft", "d.txt", "--as-of", "2025-03-03").out

    assert "# Dmitry Peskov denies: “Russia was ready for talks with NATO”" in said
    assert 'claim = "It is denied that: Russia was ready for talks with NATO"' in said


def test_positions_are_drafted_from_an_article(say, folder):
    (folder / "a.txt").write_text(f"Remarks\n\n{OFFER.removeprefix('Vladimir Putin: ')}\n")
    (folder / "b.txt").write_text(
        "Moscow on talks\n\nVladimir Putin said on Monday: “We are ready for dialogue with NATO without preconditions.”\n"
    )
    drafted = document(say("baseline", "draft", "b.txt", "--as-of", "2025-03-03", "--json"))["positions"]

    assert [(row["office"], row["issue"], row["level"]) for row in drafted] == [("RU-President", "DIA", 2)]
    assert document(say("baseline", "draft", "a.txt", "--as-of", "2025-03-03", "--json"))["positions"] == []
    assert "[[position]]" in say("baseline", "draft", "b.txt", "--as-of", "2025-03-03").out


def test_of_one_who_takes_both_sides_no_row_is_drafted(say, folder):
    (folder / "b.txt").write_text(
        "On talks\n\nSergei Lavrov said: “There is nothing to talk about with NATO.”\n\n"
        "“We are ready for dialogue with NATO without preconditions,” Lavrov said later.\n"
    )
    words = ("baseline", "draft", "b.txt", "--as-of", "2025-03-03")
    read = document(say(*words, "--json"))

    assert read["positions"] == []
    assert [[said["level"] for said in one["said"]] for one in read["undecided"]] == [[2, -2]]
    said = say(*words)
    assert "[[position]]" not in said.out
    assert said.err == f"no row: {read['undecided'][0]['reason']}\n"
    assert f"# No row: {read['undecided'][0]['reason']}. The strongest of each:" in said.out


OFFERED = "Vladimir Putin said on Monday: “We are ready for dialogue with NATO without preconditions.”"
UNREAD = (
    "プーチン大統領は、ロシアは北大西洋条約機構との対話の用意があると述べた。会談は来週モスクワで行われる予定である。"
    * 4
)
DRAFTED = """
name = "drafted before"
as_of = 2025-03-01

[[position]]
id = "{id}"
actor = "Mark Rutte"
office = "NATO-SG"
bloc = "NATO"
issue = "UKM"
level = 2
use = "position"
claim = "Ukraine will become a member."
"""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (UNREAD, "the text is in Japanese, which is not read"),
        ("It rained all day in the north.", "nobody who is followed"),
    ],
)
def test_why_no_row_is_drafted_is_said(say, folder, text, why):
    (folder / "a.txt").write_text(text, encoding="utf-8")
    assert f"no rows: {why}" in say("baseline", "draft", "a.txt", "--as-of", "2026-10-01").err


def test_drafted_rows_are_numbered_past_those_that_the_baseline_has(say, folder):
    (folder / "b.txt").write_text(f"Moscow on talks\n\n{OFFERED}\n")
    (folder / "config/baseline/drafted.toml").write_text(DRAFTED.format(id="D07"))
    drafted = document(say("baseline", "draft", "b.txt", "--as-of", "2026-10-01", "--json"))["positions"]
    assert [row["id"] for row in drafted] == ["D08"]


def test_drafted_rows_are_numbered_past_those_that_wait_to_be_approved(say, folder):
    (folder / "b.txt").write_text(f"Moscow on talks\n\n{OFFERED}\n")
    (folder / "rows.toml").write_text(DRAFTED.format(id="D01"))
    say("baseline", "amend", "rows.toml", "--why", "drafted", "--by", "Ada")
    drafted = document(say("baseline", "draft", "b.txt", "--as-of", "2026-10-01", "--json"))["positions"]
    assert [row["id"] for row in drafted] == ["D02"]


def test_an_article_is_analysed_from_a_page(say, web):
    web.answers["/page"] = (
        b"<!doctype html><html><body><article><h1>On talks</h1><p>Vladimir Putin said on Monday: "
        b"\xe2\x80\x9cWe are ready for dialogue with NATO without preconditions.\xe2\x80\x9d "
        b"The remark came at the end of a long day of meetings in the Kremlin, where nothing else was said.</p></article></body></html>"
    )
    found = document(say("analyse", web.address("/page"), "--json"))

    [statement] = [statement for statement in found["statements"] if statement["issue"] == "DIA"]
    assert found["text"][statement["start"] : statement["end"]] == statement["text"]
    assert statement["actor"] == "putin"


@pytest.mark.slow
def test_a_replay_leaves_alerts_whose_quotes_stand_in_the_archive(say, folder):
    start = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
    lines = [
        {
            "id": f"r{n}",
            "url": f"https://kremlin.example/r{n}",
            "outlet": "Kremlin",
            "published": (start + timedelta(days=4 * n)).isoformat(),
            "title": f"Remarks r{n}",
            "text": OFFER if n == 24 else refusal_of(n),
            "primary": True,
        }
        for n in range(25)
    ]
    with gzip.open(folder / "archive.jsonl.gz", "wt", encoding="utf-8") as out:
        out.write("\n".join(map(json.dumps, lines)))
    said = say("replay", "archive.jsonl.gz", "--out", "out")

    assert (said.code, said.err) == (0, "")
    alerts = [json.loads(line) for line in (folder / "out/alerts.jsonl").read_text(encoding="utf-8").splitlines()]
    [reversal] = [found for found in alerts if found["kind"] == "reversal"]
    texts = {line["id"]: line["text"] for line in lines}
    quotes = [(q["article"], q["start"], q["end"], q["quote"]) for found in alerts for q in found["evidence"]]
    assert (reversal["issue"], reversal["direction"], reversal["actor"]) == ("DIA", "softer", "Vladimir Putin")
    assert [texts[article][start:end] for article, start, end, _ in quotes] == [quote for *_, quote in quotes]
    summary = json.loads((folder / "out/summary.json").read_text(encoding="utf-8"))
    assert (summary["articles"], summary["alerts"]) == (25, len(alerts))
    rows = [json.loads(line) for line in (folder / "out/utterances.jsonl").read_text(encoding="utf-8").splitlines()]
    assert sum(row["issue"] == "DIA" for row in rows) == 25
    assert len(list((folder / "out/digests").glob("*.html"))) == summary["digests"]


ROWS = """
name = "spring"
as_of = 2026-03-01

[[position]]
id = "B06"
actor = "Sergei Lavrov"
office = "RU-MFA"
bloc = "RU"
issue = "REL"
level = 1
use = "position"
claim = "Some cooperation can be taken up again."
"""


def test_the_baseline_is_compared_and_amended_by_proposal_and_approval(say, folder):
    (folder / "rows.toml").write_text(ROWS, encoding="utf-8")
    before = document(say("baseline", "show", "--json"))["hash"]
    differs = document(say("baseline", "diff", "rows.toml", "--json"))["changes"]
    assert [(change["id"], change["before"]["level"], change["after"]["level"]) for change in differs] == [
        ("B06", -1, 1)
    ]
    assert "level: -1 → 1" in say("baseline", "diff", "rows.toml").out

    made = document(say("baseline", "amend", "rows.toml", "--why", "he said so", "--by", "Ada", "--json"))["amendments"]
    assert document(say("baseline", "show", "--json"))["hash"] == before
    assert made[0]["id"] in say("baseline", "amend").out
    say("baseline", "amend", "--approve", made[0]["id"], "--by", "Grace")

    (done,) = document(say("baseline", "history", "--json"))["amendments"]
    assert (done["base"], done["approved_by"]) == (before, "Grace")
    assert done["result"] == document(say("baseline", "show", "--json"))["hash"]
    assert say("baseline", "diff", "rows.toml").out.strip() == "no row differs"


def test_the_way_to_give_the_day_is_no_day_by_itself(say, folder):
    (folder / "undated.txt").write_text("Dmitry Peskov said that talks with NATO were pointless.")
    assert "say when it was written: --as-of YYYY-MM-DD" in say("baseline", "draft", "undated.txt").err


def test_rows_that_are_not_there_are_told_as_what_was_given(say, folder):
    said = say("baseline", "diff", "nothere.toml")
    assert (said.code, said.err) == (
        2,
        "nothere.toml: no such file or folder; give a TOML file of rows, or a configuration folder\n",
    )


def test_a_difference_that_would_be_refused_is_told_with_the_nearest_right_word(say, folder):
    (folder / "rows.toml").write_text(ROWS.replace("REL", "RELS"), encoding="utf-8")
    said = say("baseline", "diff", "rows.toml", "--json")

    assert (said.code, len(json.loads(said.out)["changes"])) == (0, 1)
    assert "`monitor baseline amend` would refuse it: config/baseline/seed.toml as it would be: position[" in said.err
    assert said.err.endswith('issue: "RELS" is not known; did you mean "REL"?\n')


def test_a_proposal_says_how_it_is_approved(say, folder):
    (folder / "rows.toml").write_text(ROWS, encoding="utf-8")
    said = say("baseline", "amend", "rows.toml", "--why", "he said so", "--by", "Ada")
    assert f"`monitor baseline amend --approve {said.out.split()[0]} --by NAME`" in said.err


def test_a_baseline_changed_by_hand_is_told(say, folder):
    (folder / "rows.toml").write_text(ROWS, encoding="utf-8")
    made = document(say("baseline", "amend", "rows.toml", "--why", "he said so", "--by", "Ada", "--json"))["amendments"]
    say("baseline", "amend", "--approve", made[0]["id"], "--by", "Grace")
    seed = folder / "config/baseline/seed.toml"
    seed.write_text(seed.read_text("utf-8").replace("level = -2", "level = -1", 1), encoding="utf-8")
    assert "changed by hand since" in say("baseline", "history").err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("amend", "rows.toml", "--by", "Ada"), "--why TEXT"),
        (("amend", "rows.toml", "--why", "so"), "--by NAME"),
        (("amend", "--approve", "nothing", "--by", "Ada"), "there is no proposal nothing"),
    ],
)
def test_an_amendment_says_what_is_missing(say, folder, words, told):
    (folder / "rows.toml").write_text(ROWS, encoding="utf-8")
    said = say("baseline", *words)
    assert (said.code, told in said.err) == (2, True)


APP_TOKEN = "xapp-s3cret-word"


@pytest.fixture
def listened(stored, slack, monkeypatch):
    """The store of a monitor that also hears answers."""
    slack.app_token = APP_TOKEN
    monkeypatch.setenv("SLACK_APP_TOKEN", APP_TOKEN)
    store = open_store(os.environ["DATABASE_URL"])
    yield store
    store.close()


@pytest.mark.parametrize(
    ("minutes", "well", "words", "told"),
    [
        (0, True, "connected since noon", "connected since noon"),
        (0, False, "SLACK_APP_TOKEN is not valid", "SLACK_APP_TOKEN is not valid"),
        (3, True, "connected since noon", "silent since"),
    ],
)
def test_the_status_says_how_answers_are_heard(say, listened, minutes, well, words, told):
    at = datetime.now(UTC) - timedelta(minutes=minutes)
    listened.note_life(SignOfLife(name=SIGN, at=at, well=well, words=words))

    answers = document(say("status", "--json"))["answers"]
    assert answers["well"] is (well and minutes == 0)
    assert told in answers["words"]
    assert f"answers:  from Slack, {told}" in say("status").out


def test_the_status_says_that_nobody_has_heard_answers_yet(say, listened):
    assert "never heard" in document(say("status", "--json"))["answers"]["words"]


def test_without_a_token_for_it_the_status_says_nothing_of_answers(say, stored):
    assert document(say("status", "--json"))["answers"] is None


def test_the_check_asks_whether_answers_can_be_heard(say, listened, slack):
    good = say("check", "--online").out
    slack.app_token = "xapp-another"
    bad = say("check", "--online")

    assert "buttons and commands can be heard" in good
    assert bad.code == 1
    assert "SLACK_APP_TOKEN is not valid" in bad.out
    assert "can be read" in bad.out, "what works is told all the same"
    assert APP_TOKEN not in good + bad.out + bad.err


def test_proposals_are_listed_and_the_approved_ones_are_finished_by_one_command(say, stored, folder):
    assert "nobody has proposed" in say("alerts", "proposals").out
    made = [
        Proposal(
            id=name,
            alert_id=stored.id,
            actor=stored.office_name,
            office=stored.office,
            bloc=stored.bloc,
            issue=stored.issue,
            level=1,
            claim="Contacts are “open”",
            as_of=NOW.date(),
            by="maria",
            user="U1",
            at=NOW,
        )
        for name in ("one", "two")
    ]
    store = open_store(os.environ["DATABASE_URL"])
    for each in made:
        store.add_proposal(each, Remark(lines=("asked",)))
    store.decide("two", state="approved", by="igor", user="U2", remark=Remark(lines=("done",)), now=NOW)
    store.close()

    out = say("alerts", "proposals").out
    assert "proposed by maria: open" in out
    assert "proposed by maria: approved by igor" in out
    assert out.count("monitor baseline amend --adopt") == 1
    status = " ".join(say("status").out.split())
    assert "approved in Slack by igor, not written yet: monitor baseline amend --adopt two" in status
    say("baseline", "amend", "--adopt", "two", "--config", "config")
    assert "--adopt" not in say("alerts", "proposals").out
    states = [(row["id"], row["state"]) for row in document(say("alerts", "proposals", "--json"))]
    assert states == [("one", "open"), ("two", "approved")]


def test_no_command_opens_a_console_that_reads_styles_in_the_words_of_others():
    folder = Path(monitor.cli.__file__).parent
    assert [file.name for file in folder.glob("*.py") if "Console(" in file.read_text(encoding="utf-8")] == [
        "options.py"
    ]


def test_a_section_of_the_configuration_stands_in_the_help(say):
    assert "[web] listen" in " ".join(say("run", "--help").out.replace("│", "").split())


def test_a_claim_in_brackets_is_shown_whole(say, folder):
    file = folder / "config" / "baseline" / "seed.toml"
    written, changed = re.subn(r'(?m)^claim = "', 'claim = "[bold] ', file.read_text(encoding="utf-8"), count=1)
    assert changed
    file.write_text(written, encoding="utf-8")

    assert "[bold]" in say("baseline", "show").out


def test_one_round_says_which_feeds_it_does_not_ask_until_when_and_what_to_do():
    well, failed = (
        feed_state(feed_id=n, next_due=NOW + timedelta(days=2), failures=f) for n, f in (("a", 0), ("b", 3))
    )
    until = f"{NOW + timedelta(days=2):%Y-%m-%d %H:%M} UTC"

    assert not_due([feed_state(next_due=NOW), replace(failed, ended=True)], NOW) == []
    assert not_due([well], NOW) == [f"not asked: 1 feed, not due before {until}"]
    (line,) = not_due([well, failed], NOW)
    assert line.startswith(f"not asked: 2 feeds, not due before {until} (1 failed and is asked later and later")
    assert "`monitor once --feed ID` asks one now" in line


def test_a_digest_as_text_says_that_its_week_has_not_ended_or_that_nothing_was_collected_then(say, stored):
    with closing(open_store(os.environ["DATABASE_URL"])) as store:
        store.register_feeds((feed(id="kremlin"),), NOW)
    running, before = (
        " ".join(say("digest", *week, "--format", "text").out.split()) for week in ((), ("--week", "2025-W01"))
    )
    met = (NOW - timedelta(days=21)).astimezone(ZoneInfo("Europe/Brussels"))  # on the digest's calendar

    assert "So far: this week has not ended yet" in running
    assert f"Nothing was collected then: the oldest article in the store was met on {met.day} {met:%B %Y}." in before
    assert "were down" not in before
    assert "feeds" not in before
    assert "never answered" not in before


@pytest.fixture
def waiting(folder, monkeypatch):
    """A database in which a configured feed is not due for an hour yet; answers its address and the feed's id."""
    url = f"sqlite:///{folder}/monitor.db"
    monkeypatch.setenv("DATABASE_URL", url)
    (feed, *_) = load_config(folder / "config").feeds
    now = utc_now()
    with closing(open_store(url)) as store:
        store.upgrade()
        store.register_feeds([feed], now)
        (state,) = store.feed_states()
        store.save_poll(PollResult(state=replace(state, next_due=now + timedelta(hours=1))))
    return url, feed.id


def test_once_names_a_feed_that_is_not_configured(say, waiting):
    _, feed = waiting
    said = say("once", "--feed", f"{feed}x")
    assert said.code == 2
    assert f"there is no feed '{feed}x'; did you mean \"{feed}\"?" in said.err


def test_a_feed_asked_for_while_the_service_runs_is_due_at_once_and_left_to_it(say, waiting, monkeypatch):
    url, feed = waiting
    monkeypatch.setattr("monitor.store.SqlStore.leader", lambda _: "monitor run on host a")
    said = say("once", "--feed", feed)
    assert said.code == 0
    assert f"due now: {feed}; monitor run on host a works on this database" in said.out
    with closing(open_store(url)) as store:
        assert [state.feed_id for state in store.due_feeds(utc_now(), 9)] == [feed]
