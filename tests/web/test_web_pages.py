"""The review page on a fake store: what it shows, what it refuses, what it tells machines."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp.test_utils import TestClient, TestServer

from monitor.digest import build_digest, parse_week
from monitor.errors import StoreError, UsageError
from monitor.ports import Backlog, Figures
from monitor.types import VERDICT_WORDS, Delivery, FeedState, Member, OpinionDay, Verdict, Versions
from monitor.web import Health, create_app, serve
from monitor.web.views import VERDICTS
from tests.builders import alert, digest_rows, evidence, stream, week_config

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
WELL = Health(
    ticks={"poll": NOW - timedelta(seconds=5)},
    stale_after=timedelta(minutes=5),
    work={"read": {"pieces": 12, "failures": 1, "seconds": 2.5, "errors": 0}},
    tasks={"read": (12, 1.5)},
)


class FewRows:
    """A store of a few rows; `down` is what asking it raises."""

    def __init__(self):
        self.stored, self.judged, self.made, self.down = [alert()], [], [], None
        self.states = [
            FeedState(feed_id="kremlin-en", next_due=NOW, last_success_at=NOW, last_new_at=NOW, outcome="12 items")
        ]
        self.asked, self.unsent = {}, []

    def _answer(self, value):
        if self.down:
            raise self.down
        return value

    def alerts(self, *, since=None, until=None, limit=None):
        self.asked = {"since": since, "limit": limit}
        return self._answer(self.stored[:limit])

    def alert(self, alert_id):
        return self._answer(next((a for a in self.stored if a.id == alert_id), None))

    def verdicts(self, alert_id):
        return self._answer([verdict for verdict in self.judged if verdict.alert_id == alert_id])

    def add_verdict(self, verdict):
        self._answer(None)
        self.judged.append(verdict)

    def streams(self):
        return self._answer([stream()])

    def digests(self):
        return self._answer(self.made)

    def digest(self, week):
        return self._answer(next((digest for digest in self.made if digest.week == week), None))

    def feed_states(self):
        return self._answer(self.states)

    def backlog(self, now):
        return self._answer(Backlog(pages=0, unread=7, unweighed=0, undelivered=2, quarantined=1, refused=0))

    def troubled_deliveries(self, limit):
        return self._answer(self.unsent[:limit])

    def counts(self):
        return self._answer({"articles": 1204, "alerts": 1})

    def figures(self, now):
        lags = {"met": (timedelta(seconds=4), timedelta(seconds=9)), "published": ()}
        return self._answer(
            Figures(
                oldest={"unread": timedelta(minutes=3)},
                articles={"weighed": 1197, "unread": 7},
                messages={("alert", "sent"): 1},
                lags=lags,
                last_sent=NOW,
            )
        )

    def opinion_day(self, now):
        return self._answer(OpinionDay(asked=2, answered=1))

    def members(self):
        old = NOW - timedelta(hours=1)
        return self._answer(
            [
                Member(name=name, role="worker", version="1", made_for="x", at=at)
                for name, at in (("a", NOW), ("b", old))
            ]
        )

    def check(self):
        self._answer(None)


@pytest.fixture
def store():
    return FewRows()


@pytest.fixture
def health():
    return {"now": WELL}


@pytest.fixture
async def client(store, health):
    application = create_app(store, config=week_config(), health=lambda: health["now"], now=lambda: NOW)
    async with TestClient(TestServer(application)) as opened:
        yield opened


async def text_of(client, path, status=200):
    answer = await client.get(path)
    assert answer.status == status
    return await answer.text()


async def token_of(client, alert_id="al-0001"):
    (token,) = re.findall(r'name="token" value="([0-9a-f]+)"', await text_of(client, f"/alerts/{alert_id}"))
    return token


def own_origin(client):
    return {"Origin": str(client.make_url("/")).rstrip("/")}


# ----------------------------------------------------------------------- pages


async def test_the_first_page_shows_the_latest_alerts_with_their_words(client):
    text = await text_of(client, "/")
    assert "Russian Foreign Ministry softens on dialogue" in text
    assert "We are ready to talk" in text


async def test_the_first_page_says_what_needs_attention(client, store, health):
    store.states = [replace(store.states[0], failures=4, outcome="answered 503")]
    health["now"] = replace(WELL, problems=("deliver: Slack did not answer",))
    text = await text_of(client, "/")
    assert "deliver: Slack did not answer" in text
    assert "Kremlin (failing)" in text


async def test_a_configured_feed_the_store_does_not_know_is_shown(client, store):
    store.states = []
    assert "not registered" in await text_of(client, "/feeds")


async def test_an_alert_page_shows_all_evidence_and_what_speaks_against_it(client, store):
    against = evidence(quote="Nobody expects a conversation.", favours=False)
    store.stored = [alert(evidence=(evidence(), evidence(quote="Contacts can be resumed."), against))]
    text = await text_of(client, "/alerts/al-0001")
    assert "Contacts can be resumed." in text
    assert "Nobody expects a conversation." in text.split("What speaks against it")[1]


async def test_an_alert_page_escapes_foreign_text(client, store):
    store.stored = [alert(headline="<script>alert(1)</script>", evidence=(evidence(url="javascript:alert(1)"),))]
    text = await text_of(client, "/alerts/al-0001")
    assert "<script" not in text
    assert "javascript:" not in text


async def test_a_stored_digest_is_shown_as_it_was_made(client, store):
    week = parse_week("2026-W47", "UTC")
    versions = Versions(baseline="b", model="m", code="c")
    rows = digest_rows(alerts=(alert(),))
    store.made = [build_digest(rows, week=week, config=week_config(), versions=versions, previous=None, now=NOW)]
    assert "One line moved" in await text_of(client, "/")
    assert "<h1>One line moved</h1>" in await text_of(client, "/digests/2026-W47")


@pytest.mark.parametrize("path", ["/alerts/none", "/digests/2026-W01", "/digests/..%2f..%2fetc"])
async def test_what_is_not_there_is_answered_404(client, path):
    assert "There is no" in await text_of(client, path, status=404)


@pytest.mark.parametrize("path", ["/", "/alerts/al-0001", "/feeds", "/healthz", "/nowhere"])
async def test_every_answer_forbids_what_our_pages_do_not_need(client, path):
    headers = (await client.get(path)).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


async def test_a_store_that_is_down_is_said_plainly(client, store):
    store.down = StoreError("the database file is locked: stop the other process")
    assert "the database file is locked: stop the other process" in await text_of(client, "/", status=503)


# -------------------------------------------------------------------- verdicts


def test_every_verdict_word_has_its_meaning_on_the_form():
    assert tuple(VERDICTS) == VERDICT_WORDS


async def test_a_verdict_is_written_and_shown(client, store):
    form = {"token": await token_of(client), "word": "wrong-stance", "by": " A. Analyst ", "note": "He was joking."}
    answer = await client.post("/alerts/al-0001/verdict", data=form, headers=own_origin(client), allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (303, "/alerts/al-0001")
    assert store.judged == [
        Verdict(alert_id="al-0001", word="wrong-stance", by="A. Analyst", at=NOW, note="He was joking.")
    ]
    assert "He was joking." in await text_of(client, "/alerts/al-0001")


@pytest.mark.parametrize("token", ["", "0" * 64, "жетон"])
async def test_a_verdict_without_the_forms_token_is_refused(client, store, token):
    await token_of(client)
    answer = await client.post("/alerts/al-0001/verdict", data={"token": token, "word": "confirm"})
    assert answer.status == 403
    assert store.judged == []


async def test_a_token_is_worth_nothing_in_another_browser(client, store):
    token = await token_of(client)
    client.session.cookie_jar.clear()
    answer = await client.post("/alerts/al-0001/verdict", data={"token": token, "word": "confirm"})
    assert answer.status == 403
    assert store.judged == []


@pytest.mark.parametrize("origin", ["https://elsewhere.example.org", "null", "http://[bad"])
async def test_a_verdict_sent_from_elsewhere_is_refused(client, store, origin):
    form = {"token": await token_of(client), "word": "confirm"}
    answer = await client.post("/alerts/al-0001/verdict", data=form, headers={"Origin": origin})
    assert answer.status == 403
    assert store.judged == []


@pytest.mark.parametrize(
    ("path", "word", "status"),
    [
        ("/alerts/al-0001/verdict", "splendid", 400),
        ("/alerts/al-0001/verdict", "", 400),
        ("/alerts/none/verdict", "stale", 404),
    ],
)
async def test_a_verdict_that_means_nothing_is_refused(client, store, path, word, status):
    form = {"token": await token_of(client), "word": word}
    assert (await client.post(path, data=form)).status == status
    assert store.judged == []


async def test_an_overlong_form_is_refused(client, store):
    form = {"token": await token_of(client), "word": "confirm", "note": "x" * 20_000}
    assert (await client.post("/alerts/al-0001/verdict", data=form)).status == 413
    assert store.judged == []


# -------------------------------------------------------------------- machines


async def test_healthz_is_well_while_every_pass_ends_well(client):
    answer = await client.get("/healthz")
    assert answer.status == 200
    content = await answer.json()
    assert content["status"] == "ok"
    assert content["passes"] == {"poll": {"last": "2026-11-23T06:59:55+00:00", "late": False}}


@pytest.mark.parametrize(
    "sick",
    [
        replace(WELL, ticks={"poll": NOW - timedelta(minutes=6)}),
        replace(WELL, problems=("weigh: bug",)),
    ],
)
async def test_healthz_fails_when_a_pass_is_late_or_a_problem_known(client, health, sick):
    health["now"] = sick
    assert (await client.get("/healthz")).status == 503


async def test_healthz_and_readyz_fail_while_the_database_is_down(client, store):
    store.down = StoreError("disk full")
    for path in ("/healthz", "/readyz"):
        answer = await client.get(path)
        assert answer.status == 503
        assert "disk full" in await answer.text()


async def test_readyz_does_not_wait_for_late_passes(client, health):
    health["now"] = replace(WELL, ticks={"poll": NOW - timedelta(days=1)})
    assert (await client.get("/readyz")).status == 200


async def test_metrics_tell_rows_backlog_feeds_and_passes(client):
    answer = await client.get("/metrics")
    assert answer.headers["Content-Type"].startswith("text/plain")
    lines = (await answer.text()).splitlines()
    assert 'monitor_rows{kind="articles"} 1204.0' in lines
    assert 'monitor_backlog{stage="undelivered"} 2.0' in lines
    assert 'monitor_feeds{state="working"} 1.0' in lines
    assert 'monitor_pass_late{pass="poll"} 0.0' in lines
    assert 'monitor_backlog_oldest_seconds{stage="unread"} 180.0' in lines
    assert 'monitor_messages{kind="alert",state="sent"} 1.0' in lines
    assert 'monitor_alert_lag_seconds{quantile="0.95",since="met"} 9.0' in lines
    assert 'monitor_task_cpu_seconds_total{kind="read"} 1.5' in lines
    assert 'monitor_pass_pieces_total{pass="read"} 12.0' in lines
    assert 'monitor_processes{role="worker"} 1.0' in lines


async def test_the_api_gives_alerts_in_the_contracts_json(client):
    (found,) = await (await client.get("/api/alerts")).json()
    assert found["id"] == "al-0001"
    assert found["before"]["level"] == -1
    assert found["evidence"][0]["for"] is True


async def test_the_api_narrows_by_time_and_number(client, store):
    assert (await client.get("/api/alerts?since=2026-11-18T12:00:00Z&limit=5000")).status == 200
    assert store.asked == {"since": datetime(2026, 11, 18, 12, tzinfo=UTC), "limit": 1000}


@pytest.mark.parametrize("query", ["limit=many", "since=yesterday"])
async def test_the_api_says_what_it_did_not_understand(client, query):
    answer = await client.get(f"/api/alerts?{query}")
    assert answer.status == 400
    assert "like 2026-11-18T12:00:00Z" in (await answer.json())["error"]


# --------------------------------------------------------------------- serving


async def test_any_free_port_can_be_asked_for(store):
    application = create_app(store, config=week_config(), health=lambda: WELL, now=lambda: NOW)
    runner, port = await serve(application, "127.0.0.1", 0)
    try:
        assert port > 0
        with pytest.raises(UsageError, match=f"cannot listen on 127.0.0.1:{port}"):
            await serve(
                create_app(store, config=week_config(), health=lambda: WELL, now=lambda: NOW), "127.0.0.1", port
            )
    finally:
        await runner.cleanup()


async def test_the_first_page_says_which_messages_did_not_go_out_and_why(client, store):
    store.unsent = [
        Delivery(
            id=1,
            key="alert:al-0001",
            kind="alert",
            ref="al-0001",
            state="pending",
            attempts=3,
            next_attempt=NOW,
            error="Slack: is_archived; <b>unarchive</b> it",
        )
    ]
    text = await (await client.get("/")).text()

    assert "Not sent: alert:al-0001 (3 tries): Slack: is_archived; &lt;b&gt;unarchive&lt;/b&gt; it" in text
