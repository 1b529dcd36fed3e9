"""Who is let in, what each role may do, and what was tried against it (the table in docs/review-site.md)."""

import re
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from yarl import URL

from monitor.config import load_config
from monitor.errors import ConfigError, StoreError, UsageError
from monitor.types import User, WebSettings
from monitor.web import hashed, serve
from monitor.web.access import is_host_known, is_loopback, local_path, visitor_of
from monitor.web.pace import FAILURES, WITHIN, LoginPace
from tests.web.filled import HOSTILE, NOW, WELL, opened, site_config

PASSWORD = "a long enough password"
SECRET = hashed(PASSWORD)
ROLES = {"reader": "read", "answerer": "answer", "admin": "administer"}


async def token_of(client, path="/alerts/al-0001"):
    return re.search(r'name="token" value="([0-9a-f]+)"', await (await client.get(path)).text())[1]


async def judge(client, word="confirm", headers=None, **form):
    form = {"token": await token_of(client), "word": word} | form
    return await client.post("/alerts/al-0001/verdict", data=form, headers=headers, allow_redirects=False)


async def verdicts(client):
    return (await (await client.get("/api/alerts/al-0001")).json())["verdicts"]


@pytest.fixture
async def locked(database, tmp_path):
    """A site with a login, whose clock can be moved."""
    clock = {"now": NOW}
    config = site_config(tmp_path, access="login")
    async with opened(database, config, now=lambda: clock["now"]) as (client, store):
        for name, role in ROLES.items():
            store.review.save_user(User(name=name, role=role, secret=SECRET, added_at=NOW), "test")
        yield client, store, clock


async def enter(client, name="admin", password=PASSWORD, to="/"):
    form = {"token": await token_of(client, "/login"), "name": name, "password": password, "to": to}
    return await client.post("/login", data=form, allow_redirects=False)


def session_of(client):
    return {c.key: c.value for c in client.session.cookie_jar}.get("monitor_session")


# -------------------------------------------------------------------- verdicts and forms


async def test_a_verdict_takes_one_click_and_counts_at_once(client):
    answer = await judge(client, "wrong-stance", by=" A. Analyst ", note="He was joking.")
    assert (answer.status, answer.headers["Location"]) == (303, "/alerts/al-0001")
    (said,) = await verdicts(client)
    assert (said["word"], said["by"], said["note"]) == ("wrong-stance", "A. Analyst", "He was joking.")
    assert [a["id"] for a in await (await client.get("/api/alerts?judged=open")).json()] == []
    rows = (await (await client.get("/api/decisions")).json())["rows"]
    assert (rows[0]["by"], rows[0]["action"], rows[0]["detail"]) == (
        "A. Analyst",
        "verdict",
        "wrong-stance He was joking.",
    )


async def test_a_verdict_from_a_list_goes_back_to_the_list(client):
    assert (await judge(client, back="/alerts?judged=open")).headers["Location"] == "/alerts?judged=open"


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/\r\nX: y"]
)
async def test_a_verdict_leads_nowhere_else(client, back):
    assert (await judge(client, back=back)).headers["Location"] == "/"


@pytest.mark.parametrize("token", ["", "0" * 64, "0" * 80, "жетон"])
async def test_a_form_without_its_token_is_refused(client, token):
    assert (await judge(client, token=token)).status == 403
    assert await verdicts(client) == []


async def test_a_token_is_never_the_same_and_each_one_holds(client):
    first, second = [await token_of(client), await token_of(client)]
    assert first != second
    for token in (first, second):
        assert (await judge(client, token=token)).status == 303
    assert (await judge(client, token=first[:16] + second[16:])).status == 403


async def test_a_token_is_worth_nothing_in_another_browser(client):
    token = await token_of(client)
    client.session.cookie_jar.clear()
    answer = await client.post("/alerts/al-0001/verdict", data={"token": token, "word": "confirm"})
    assert answer.status == 403


@pytest.mark.parametrize("origin", ["https://elsewhere.example.org", "null", "http://[bad"])
async def test_a_form_sent_from_elsewhere_is_refused(client, origin):
    assert (await judge(client, headers={"Origin": origin})).status == 403
    assert await verdicts(client) == []


@pytest.mark.parametrize(("word", "status"), [("splendid", 400), ("", 400), (HOSTILE, 400)])
async def test_a_verdict_that_means_nothing_is_refused(client, word, status):
    assert (await judge(client, word)).status == status


async def test_an_overlong_form_is_refused(client):
    assert (await judge(client, note="x" * 20_000)).status == 413


async def test_an_overlong_address_is_refused(client):
    assert (await client.get("/articles?q=" + "x" * 7000)).status in (400, 414)


async def test_a_proposal_is_decided_by_another_person_and_once(client):
    token = await token_of(client, "/baseline")

    async def decide(by):
        form = {"token": token, "decision": "approve", "by": by}
        return (await client.post("/baseline/proposals/pr-1", data=form, allow_redirects=False)).status

    assert await decide("") == 403
    assert await decide("a. analyst") == 403
    assert await decide("B. Editor") == 303
    assert await decide("C. Late") == 400
    (proposal,) = (await (await client.get("/api/baseline")).json())["proposals"]
    assert (proposal["state"], proposal["decided_by"]) == ("approved", "B. Editor")


# ------------------------------------------------------------------------------- doors


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("desk.example", False),
    ],
)
def test_only_this_machines_own_addresses_need_no_login(host, own):
    assert is_loopback(host) is own


def test_an_open_address_needs_a_login(tmp_path):
    listen = "0.0.0.0:8080"
    folder = shutil.copytree(Path(__file__).parents[2] / "config", tmp_path / "config")
    text = (folder / "monitor.toml").read_text(encoding="utf-8")
    (folder / "monitor.toml").write_text(text.replace("127.0.0.1:8080", listen), encoding="utf-8")
    with pytest.raises(ConfigError, match="lets in everybody"):
        load_config(folder)
    (folder / "monitor.toml").write_text(
        text.replace("127.0.0.1:8080", listen).replace('access = "none"', 'access = "login"'), encoding="utf-8"
    )
    assert load_config(folder).web.access == "login"


async def test_an_address_that_is_taken_says_so(database, config):
    async with opened(database, config) as (client, _):
        with pytest.raises(UsageError, match="cannot listen on"):
            await serve(client.server.app, "127.0.0.1", client.server.port)


@pytest.mark.parametrize(
    ("settings", "host", "known"),
    [
        ({}, "127.0.0.1:8080", True),
        ({}, "localhost", True),
        ({}, "[::1]:80", True),
        ({}, "evil.example", False),
        ({}, "127.0.0.1.evil.example", False),
        ({}, None, False),
        ({}, "[bad", False),
        ({"hosts": ("desk.example",)}, "desk.example:443", True),
        ({"access": "login"}, "anything.example", True),
        ({"access": "login", "hosts": ("desk.example",)}, "anything.example", False),
    ],
)
def test_the_site_is_reached_by_its_own_names_only(settings, host, known):
    assert is_host_known(WebSettings(**settings), host) is known


async def test_a_foreign_name_is_refused_before_anything_is_read(client):
    answer = await client.get("/api/alerts", headers={"Host": "rebound.example"})
    assert answer.status == 421


@pytest.mark.parametrize(
    ("to", "path"),
    [
        ("/alerts?kind=reversal", "/alerts?kind=reversal"),
        ("//evil.example", "/"),
        ("https://evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/a\r\nb", "/"),
        ("", "/"),
        ("/" + "x" * 3000, "/"),
    ],
)
def test_a_login_leads_nowhere_else(to, path):
    assert local_path(to) == path


@pytest.mark.parametrize(
    "path", ["/", "/alerts.csv", "/alerts.atom", "/digests/2026-W47", "/api", "/decisions", "/metrics"]
)
async def test_a_stranger_is_sent_to_the_login(locked, path):
    client, _, _ = locked
    answer = await client.get(path, allow_redirects=False)
    assert (answer.status, answer.headers.get("Location", "")[:9]) in ((303, "/login?to"), (401, ""))


@pytest.mark.parametrize("path", ["/api/alerts", "/api/openapi.json", "/api/digests/2026-W47"])
async def test_a_strange_machine_is_told_so(locked, path):
    client, _, _ = locked
    assert (await client.get(path)).status == 401


async def test_a_stranger_at_an_address_that_is_none_sees_no_menu(locked):
    client, *_ = locked
    answer = await client.get("/nowhere")
    assert (answer.status, "/alerts" in await answer.text()) == (404, False)


async def test_a_stranger_hears_whether_all_is_well_and_nothing_else(locked):
    client, _, _ = locked
    assert await (await client.get("/healthz")).json() == {"status": "ok"}
    assert await (await client.get("/readyz")).json() == {"ready": True}


async def test_a_login_opens_the_site_and_leads_where_one_wanted_to_go(locked):
    client, _, _ = locked
    answer = await enter(client, to="/alerts?judged=open")
    assert (answer.status, answer.headers["Location"]) == (303, "/alerts?judged=open")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "<strong>admin</strong>" in await (await client.get("/")).text()


async def test_behind_tls_the_cookie_never_travels_without_it(locked):
    client, _, _ = locked
    form = {"token": await token_of(client, "/login"), "name": "admin", "password": PASSWORD}
    answer = await client.post("/login", data=form, headers={"X-Forwarded-Proto": "https"}, allow_redirects=False)
    assert "Secure" in answer.headers["Set-Cookie"]


@pytest.mark.parametrize(
    ("name", "password"), [("admin", "wrong password!"), ("nobody", PASSWORD), ("", ""), ("admin", "x" * 300)]
)
async def test_a_wrong_login_does_not_say_what_was_wrong(locked, name, password):
    client, _, _ = locked
    answer = await enter(client, name, password)
    assert answer.status == 401
    assert "The name or the password is not right." in await answer.text()


async def test_after_a_wrong_password_one_still_gets_where_one_wanted_to_go(locked):
    client, _, _ = locked
    answer = await enter(client, password="wrong password!", to="/alerts?judged=open")
    assert '<input type="hidden" name="to" value="/alerts?judged=open">' in await answer.text()


async def test_after_five_failures_nobody_is_let_try_for_a_while(locked):
    client, _, clock = locked
    for _ in range(FAILURES):
        assert (await enter(client, password="wrong password!")).status == 401
    refused = await enter(client)
    assert refused.status == 429
    assert 0 < int(refused.headers["Retry-After"]) <= WITHIN.total_seconds() + 1
    clock["now"] += WITHIN + timedelta(seconds=1)
    assert (await enter(client)).status == 303


async def test_a_session_that_was_planted_before_is_worth_nothing(locked):
    client, store, _ = locked
    client.session.cookie_jar.update_cookies({"monitor_session": "planted"})
    await enter(client)
    assert session_of(client) not in (None, "planted")
    assert store.review.user_of_session("planted", NOW) is None


async def test_a_login_ends_by_logging_out_by_time_and_with_its_user(locked):
    client, store, clock = locked
    await enter(client)
    kept = session_of(client)
    await client.post("/logout", data={"token": await token_of(client)})
    client.session.cookie_jar.update_cookies({"monitor_session": kept})
    assert (await client.get("/api/alerts")).status == 401
    await enter(client)
    clock["now"] += timedelta(hours=12)
    assert (await client.get("/api/alerts")).status == 401
    await enter(client)
    store.review.remove_user("admin", "test", now=clock["now"])
    assert (await client.get("/api/alerts")).status == 401


async def test_nothing_that_is_stored_opens_the_door(locked):
    client, store, _ = locked
    await enter(client)
    with store._database.read() as connection:
        (mark,) = connection.exec_driver_sql("SELECT mark FROM sessions").one()
    assert session_of(client) != mark
    client.session.cookie_jar.clear()
    client.session.cookie_jar.update_cookies({"monitor_session": mark})
    assert (await client.get("/api/alerts")).status == 401


@pytest.mark.parametrize(
    ("name", "verdict", "decisions"), [("reader", 403, 403), ("answerer", 303, 403), ("admin", 303, 200)]
)
async def test_a_role_may_what_it_may(locked, name, verdict, decisions):
    client, _, _ = locked
    await enter(client, name)
    token = await token_of(client)
    form = {"token": token, "word": "confirm", "by": "somebody else"}
    assert (await client.post("/alerts/al-0001/verdict", data=form, allow_redirects=False)).status == verdict
    assert [said["by"] for said in await verdicts(client)] == ([name] if verdict == 303 else [])
    assert (await client.get("/decisions")).status == decisions
    form = {"token": token, "decision": "approve"}
    assert (await client.post("/baseline/proposals/pr-1", data=form, allow_redirects=False)).status == (
        303 if name == "admin" else 403
    )


@pytest.mark.parametrize(
    ("remote", "named", "role"),
    [
        ("127.0.0.1", "C. Chief", "administer"),
        ("127.0.0.1", "A. Analyst", "answer"),
        ("127.0.0.1", " ", None),
        ("127.0.0.1", None, None),
        ("203.0.113.9", "C. Chief", None),
    ],
)
def test_the_name_in_a_header_is_believed_from_the_proxy_alone(remote, named, role):
    web = WebSettings(access="proxy", administrators=("C. Chief",))
    visitor = visitor_of(web, user=None, remote=remote, named=named)
    assert (visitor.role if visitor else None) == role


@pytest.mark.parametrize(
    ("remote", "believed"),
    [("10.1.2.3", True), ("::ffff:10.1.2.3", True), ("11.1.2.3", False), (None, False), ("2001:db8::1", False)],
)
def test_a_proxy_may_ask_from_a_network(remote, believed):
    web = WebSettings(access="proxy", proxy_from=("10.0.0.0/8",))
    assert (visitor_of(web, user=None, remote=remote, named="A. Analyst") is not None) is believed


async def test_behind_a_proxy_a_verdict_bears_the_name_that_it_gave(database, tmp_path):
    async with opened(database, site_config(tmp_path, access="proxy")) as (client, _):
        assert (await client.get("/")).status == 401
        headers = {"X-Forwarded-User": "A. Analyst"}
        token = re.search(
            r'name="token" value="([0-9a-f]+)"', await (await client.get("/alerts/al-0001", headers=headers)).text()
        )[1]
        form = {"token": token, "word": "confirm", "by": "somebody else"}
        await client.post("/alerts/al-0001/verdict", data=form, headers=headers)
        said = await (await client.get("/api/alerts/al-0001", headers=headers)).json()
        assert [one["by"] for one in said["verdicts"]] == ["A. Analyst"]


def test_the_pace_forgets_what_is_long_ago():
    pace = LoginPace()
    for _ in range(FAILURES):
        pace.failed(("name:a",), NOW)
    assert pace.wait(("name:a",), NOW) == WITHIN
    assert pace.wait(("name:b",), NOW) is None
    assert pace.wait(("name:a",), NOW + WITHIN) is None


@pytest.mark.parametrize("password", ["short", "x" * 201])
def test_a_password_has_a_length(password):
    with pytest.raises(UsageError, match="12 to 200 letters"):
        hashed(password)


# ------------------------------------------------------------------------- headers, paths


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/alerts/al-0001",
        "/digests/2026-W47",
        "/api/alerts",
        "/healthz",
        "/static/site.css",
        "/nowhere",
        "/alerts?page=x",
    ],
)
async def test_every_answer_forbids_what_our_pages_do_not_need(client, path):
    headers = (await client.get(path)).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'self' 'sha256-")
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "path",
    [
        "/static/..%2f..%2fports.py", "/static/%2e%2e/app.py", "/static/site.css%00", "/what-if/..%2f..%2fmonitor.db", "/what-if/%2e%2e",
        "/digests/..%2f..%2fetc%2fpasswd", "/articles/..%2f..", "/alerts/%00", "/alerts/%ff", "/streams/%00/%ed%a0%80",
    ],
)  # fmt: skip
async def test_no_path_leads_out_of_the_site(client, path):
    answer = await client.get(URL(path, encoded=True))
    assert answer.status in (400, 404)


async def test_a_database_that_is_away_is_said_plainly(database, config):
    async with opened(database, config) as (client, store):
        down = StoreError("the database file is locked: stop the other process")

        def away(*_, **__):
            raise down

        for name in ("check", "alert", "alerts_on", "feed_states"):
            setattr(store, name, away)
        assert "the database file is locked" in await (await client.get("/feeds")).text()
        assert (await client.get("/feeds")).status == 503
        for path in ("/healthz", "/readyz"):
            answer = await client.get(path)
            assert (answer.status, "file is locked" in await answer.text()) == (503, True)


@pytest.mark.parametrize(
    ("sick", "status"),
    [
        (WELL, 200),
        (replace(WELL, ticks={"poll": NOW - timedelta(minutes=6)}), 503),
        (replace(WELL, problems=("weigh: bug",)), 503),
    ],
)
async def test_healthz_fails_when_a_pass_is_late_or_a_problem_known(database, config, sick, status):
    async with opened(database, config, health=sick) as (client, _):
        assert (await client.get("/healthz")).status == status


async def test_metrics_tell_rows_backlog_feeds_and_passes(client):
    answer = await client.get("/metrics")
    assert answer.headers["Content-Type"].startswith("text/plain")
    lines = (await answer.text()).splitlines()
    assert 'monitor_rows{kind="articles"} 3.0' in lines
    assert 'monitor_backlog{stage="undelivered"} 1.0' in lines or 'monitor_backlog{stage="undelivered"} 2.0' in lines
    assert 'monitor_feeds{state="working"} 1.0' in lines
    assert 'monitor_pass_late{pass="poll"} 0.0' in lines
    assert 'monitor_articles{stage="weighed"} 3.0' in lines
    assert "monitor_leads 1.0" in lines
