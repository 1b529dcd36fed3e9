"""Every number of ten digests, counted again from the tables by SQL that shares nothing with the code that made them."""

from __future__ import annotations

import math
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

import pytest

from monitor.digest import parse_week, previous_week
from monitor.store import open_store
from tests.digest.drawn_store import WEEKS, DrawnStore

ZONE = "America/New_York"
NAMES = [f"2025-W{number:02}" for number in range(9, 19)]
"""Ten weeks in a row, so that each has one before it; on 9 March the reader's clocks change."""
PLACED = "json_extract(document, '$.margin') > 0"
LEVEL = """(SELECT share.key - 2 FROM json_each(document, '$.levels') AS share ORDER BY share.value DESC LIMIT 1)"""
MEAN = "(SELECT sum(l.value * (l.key - 2)) FROM json_each(document, '$.levels') AS l)"


@pytest.fixture(scope="module", params=[7])
def told(request, tmp_path_factory):
    """The ten digests by week, and the database that they were made from."""
    folder = tmp_path_factory.mktemp("drawn")
    store = open_store(f"sqlite:///{folder}/monitor.db")
    store.upgrade()
    drawn = DrawnStore(store, request.param)
    drawn.fill()
    pipeline, digests = drawn.pipeline(folder), {}
    for name in NAMES:
        made = pipeline.make_digest(parse_week(name, ZONE))
        # Each is kept as the service would have, on the Monday after.
        made = replace(made, made_at=made.end + timedelta(hours=8))
        assert store.save_digest(made, send=False)
        digests[name] = made
    store.close()
    with closing(sqlite3.connect(folder / "monitor.db")) as database:
        yield digests, database


class Ask:
    """Questions to the tables about one week."""

    def __init__(self, told, name):
        digests, self.database = told
        self.content, week = digests[name].content, parse_week(name, ZONE)
        self.before = parse_week(name, ZONE)
        self.bounds = {
            "start": text(week.start),
            "end": text(week.end),
            "back8": text(week.end - timedelta(weeks=8)),
            "back4": text(week.end - timedelta(weeks=4)),
            "back12": text(week.end - timedelta(weeks=12)),
            "monday": week.monday.isoformat(),
        }
        self.week = week

    def rows(self, sql, **more):
        return self.database.execute(sql, self.bounds | more).fetchall()

    def one(self, sql, **more):
        ((value,),) = self.rows(sql, **more)
        return value


def text(moment):
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"


@pytest.fixture(params=NAMES)
def ask(told, request):
    return Ask(told, request.param)


def within(column):
    return f"{column} >= :start AND {column} < :end"


def test_what_was_read(ask):
    coverage = ask.content["coverage"]
    articles = f"articles WHERE {within('seen')}"
    read = f"readings JOIN articles ON id = article_id WHERE {within('seen')}"
    said = f"statements s JOIN articles ON id = s.article_id WHERE {within('seen')}"
    assert coverage["articles"] == ask.one(f"SELECT count(*) FROM {articles}")
    assert coverage["read"] == ask.one(f"SELECT count(*) FROM {read}")
    assert coverage["copies"] == ask.one(f"SELECT count(*) FROM {read} AND copy_of IS NOT NULL")
    assert coverage["languages"] == dict(ask.rows(f"SELECT readings.language, count(*) FROM {read} GROUP BY 1"))
    assert coverage["statements"] == ask.one(f"SELECT count(*) FROM {said}")
    assert coverage["unassigned"] == ask.one(f"SELECT count(*) FROM {said} AND s.issue IS NULL")
    assert coverage["abstained"] == ask.one(f"SELECT count(*) FROM {said} AND s.issue IS NOT NULL AND s.abstained")
    assert coverage["utterances"] == ask.one(f"SELECT count(*) FROM utterances WHERE {within('said_at')}")
    assert coverage["quarantined"] == ask.one(
        f"SELECT count(*) FROM article_states WHERE stage = 'quarantined' AND {within('quarantined_at')}"
    )
    assert coverage["feeds"] == ask.one("SELECT count(*) FROM feeds WHERE configured")


LAST_WORDS = """
    SELECT a.id, a.raised_at, a.status, json_extract(a.document, '$.confidence') AS confidence, v.word, v.at
    FROM alerts a JOIN verdicts v ON v.id = (
        SELECT x.id FROM verdicts x WHERE x.alert_id = a.id AND x.at < :end ORDER BY x.at DESC, x.id DESC LIMIT 1)
"""


def test_the_books(ask):
    books, raised = ask.content["books"], f"alerts WHERE {within('raised_at')}"
    held = f"{raised} AND channel = 'digest'"
    week = f"SELECT count(*) FROM ({LAST_WORDS}) WHERE {within('raised_at')} AND at >= :back8"
    recent = f"FROM ({LAST_WORDS}) WHERE at >= :back8"
    alerts = ask.one(f"SELECT count(*) FROM {raised}")
    assert books["chat"] == ask.one(f"SELECT count(*) FROM {raised} AND channel = 'chat'")
    assert books["digest_only"] == ask.one(f"SELECT count(*) FROM {held}")
    assert books["held_budget"] == ask.one(
        f"SELECT count(*) FROM {held} AND json_extract(document, '$.held') LIKE 'budget:%'"
    )
    assert books["walk_backs"] == ask.one(f"SELECT count(*) FROM {raised} AND kind = 'walk_back'")
    assert books["checks"] == ask.one(f"SELECT count(*) FROM {raised} AND key LIKE 'check:%'")
    assert books["sent"] == ask.one(
        f"SELECT count(*) FROM deliveries WHERE key LIKE 'alert:%' AND state = 'sent' AND {within('ended_at')}"
    )
    assert books["confirmed"] == ask.one(f"{week} AND word = 'confirm'")
    assert books["dismissed"] == ask.one(f"{week} AND word <> 'confirm'")
    assert books["open"] == alerts - ask.one(week)
    judged, right = ask.rows(f"SELECT count(*), sum(word = 'confirm') {recent}")[0]
    assert books["judged_8_weeks"] == judged > 0
    assert books["precision"] == pytest.approx(right / judged, abs=5e-4)
    assert (books["low"], books["high"]) == pytest.approx(wilson(right, judged), abs=1e-3)
    said = ask.one(f"SELECT count(*) FROM utterances WHERE {within('said_at')}")
    assert books["expected_false"] == pytest.approx(said / (150 / 0.5), abs=0.005)
    shown = [card["alert_id"] for part in ("top", "more", "checks") for card in ask.content[part]]
    assert sorted(shown) == sorted(row[0] for row in ask.rows(f"SELECT id FROM {raised}"))


def wilson(k, n, z=1.96):
    middle, half = (k + z * z / 2) / (n + z * z), z / (n + z * z) * math.sqrt(k * (n - k) / n + z * z / 4)
    return middle - half, middle + half


def test_stated_confidence_beside_what_people_said(ask):
    found = ask.rows(
        f"""SELECT CASE WHEN confidence < .5 THEN 0 WHEN confidence < .65 THEN .5 WHEN confidence < .8 THEN .65 ELSE .8 END AS bin,
            count(*), avg(confidence), avg(word = 'confirm') FROM ({LAST_WORDS}) WHERE status = 'confirmed' GROUP BY bin ORDER BY bin"""
    )
    known = sum(n for _, n, _, _ in found)
    rows = ask.content["reliability"]
    assert [(row["from_"], row["n"]) for row in rows] == ([(bin_, n) for bin_, n, _, _ in found] if known >= 30 else [])
    for row, (_, _, stated, share) in zip(rows, found, strict=False):
        assert (row["stated"], row["share"]) == (pytest.approx(stated, abs=6e-4), pytest.approx(share, abs=6e-4))


def test_where_everybody_stands(ask):
    stream = "FROM utterances WHERE office = :office AND issue = :issue AND said_at < :end"
    placed = f"{stream} AND {PLACED}"
    cells = ask.content["position_map"]
    assert len(cells) == ask.one(
        "SELECT count(*) FROM (SELECT DISTINCT office, issue FROM utterances WHERE said_at < :end)"
    )
    for cell in cells:
        key = {"office": cell["office"], "issue": cell["issue"]}
        assert cell["n"] == ask.one(f"SELECT count(*) {placed}", **key)
        assert cell["week_n"] == ask.one(f"SELECT count(*) {placed} AND said_at >= :start", **key)
        assert cell["week_open"] == ask.one(f"SELECT count(*) {stream} AND said_at >= :start AND NOT {PLACED}", **key)
        mean = ask.one(
            f"""SELECT sum(level * weight) / sum(weight) FROM (
                SELECT {LEVEL} AS level, json_extract(document, '$.weight') AS weight, {PLACED} AS placed
                {stream} ORDER BY said_at DESC, id DESC LIMIT 12) WHERE placed""",
            **key,
        )
        assert cell["mean"] == pytest.approx(mean or 0.0, abs=0.0051)


def test_the_weeks_of_each_line(ask):
    found = ask.rows(
        f"""SELECT office, issue, said_at, {MEAN}, json_extract(document, '$.weight') FROM utterances
            WHERE said_at >= :back12 AND said_at < :end"""
    )
    weeks: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for office, issue, said_at, mean, weight in found:
        day = datetime.fromisoformat(said_at).replace(tzinfo=UTC).astimezone(ZoneInfo(ZONE)).isocalendar()
        weeks.setdefault((f"{office}|{issue}", f"{day.year}-W{day.week:02}"), []).append((mean, weight))
    told = {(line, point["week"]): point for line, points in ask.content["trail"].items() for point in points}
    # A week cut by the edge of twelve weeks is remembered whole from the digest before.
    first = min(week for _, week in weeks)
    for place, words in weeks.items():
        if place[1] > first:
            total = sum(weight for _, weight in words)
            mean = sum(mean * weight for mean, weight in words) / total
            assert told[place]["n"] == len(words)
            assert told[place]["mean"] == pytest.approx(mean, abs=6e-4)
    for stream in ask.content["moved"]:
        assert stream["points"] == ask.content["trail"].get(f"{stream['office']}|{stream['issue']}", [])


def test_how_much_is_said_of_what(ask):
    count = "SELECT count(*) FROM utterances WHERE office = :office AND said_at < :end"
    for row in ask.content["emphasis"]:
        weeks = [
            monday
            for (monday,) in ask.rows(
                "SELECT DISTINCT week FROM utterances WHERE week < :monday ORDER BY week DESC LIMIT 26"
            )
        ]
        key = {"office": row["office"], "issue": row["issue"], "first": min(weeks)}
        before = f"{count} AND week < :monday AND week >= :first"
        assert row["base_weeks"] == len(weeks)
        assert row["k"] == ask.one(f"{count} AND week = :monday AND issue = :issue", **key)
        assert row["n"] == ask.one(f"{count} AND week = :monday", **key)
        assert row["base_k"] == ask.one(f"{before} AND issue = :issue", **key)
        assert row["base_n"] == ask.one(before, **key)


BLOCS = {"NATO": '["O0","O2","O4","O6"]', "RU": '["O1","O3","O5"]'}


WEEKS_BEFORE = "SELECT DISTINCT week FROM utterances WHERE week < :monday ORDER BY week DESC LIMIT 26"


def test_what_the_blocs_speak_of(ask):
    """The shares of a bloc are of one whole: of its offices heard in the week and in eight of those before, or in any where there are fewer."""
    heard = f"SELECT office FROM utterances WHERE week IN ({WEEKS_BEFORE}) GROUP BY office HAVING count(DISTINCT week) >= :least"
    counted = f"""SELECT office FROM utterances WHERE office IN (SELECT value FROM json_each(:offices)) AND week = :monday
        AND office IN ({heard})"""
    many = len(ask.rows(WEEKS_BEFORE))
    count = f"SELECT count(*) FROM utterances WHERE said_at < :end AND office IN ({counted})"
    now, before = f"{count} AND week = :monday", f"{count} AND week IN ({WEEKS_BEFORE})"
    told = {bloc["bloc"]: bloc for bloc in ask.content["bloc_shares"]}
    for name, offices in BLOCS.items():
        key = {"offices": offices, "least": 8 if many >= 8 else 1}
        n, base_n = ask.one(now, **key), ask.one(before, **key)
        assert (name in told) == (n >= 8 and base_n >= 8)
        if name not in told:
            continue
        bloc = told[name]
        assert (bloc["n"], bloc["base_n"], bloc["base_weeks"]) == (n, base_n, many)
        assert bloc["offices"] == ask.one(f"SELECT count(DISTINCT office) FROM ({counted})", **key)
        assert sum(row["k"] for row in bloc["shares"]) == n
        assert sum(row["base_k"] for row in bloc["shares"]) == base_n
        for row in bloc["shares"]:
            key["issue"] = row["issue"]
            assert row["k"] == ask.one(f"{now} AND issue = :issue", **key)
            assert row["base_k"] == ask.one(f"{before} AND issue = :issue", **key)
            assert row["share"] == pytest.approx(row["k"] / n, abs=6e-4)
            weeks = ask.rows(
                f"""SELECT sum(issue = :issue), count(*) FROM utterances
                WHERE week IN ({WEEKS_BEFORE}) AND office IN ({counted}) GROUP BY week""",
                **key,
            )
            odds, low, high = odds_of(row["k"], n, weeks)
            assert (row["odds"], row["low"], row["high"]) == pytest.approx((odds, low, high), rel=6e-3)
            assert row["clear"] == (len(weeks) >= 8 and (low > 1 or high < 1))
        # With two issues no turn is one too many.
        turns = {row["issue"] for row in bloc["shares"] if turned(row)}
        assert {row["issue"] for row in bloc["shares"] if row["turn"]} == turns


def odds_of(k, n, weeks):
    """Odds against the weeks before with their interval, from counts that are scaled by how much those weeks differ."""
    base_k, base_n, many = sum(k for k, _ in weeks), sum(n for _, n in weeks), len(weeks)
    squares, p = sum(n * n for _, n in weeks), (base_k + 0.5) / (base_n + 1)
    room = p * (1 - p) * (base_n - squares / base_n - many + 1)
    excess = sum((k - p * n) ** 2 / n for k, n in weeks) - (many - 1) * p * (1 - p)
    rho = min(max(excess / room if room > 0 else 0.0, 0.01), 0.2) if many >= 8 else 0.2
    d, e = 1 + rho * (n - 1), 1 + rho * (squares / base_n - 1)
    a, b, c, f = k / d + 0.5, (n - k) / d + 0.5, base_k / e + 0.5, (base_n - base_k) / e + 0.5
    odds, half = a * f / (b * c), 1.96 * math.sqrt(1 / a + 1 / b + 1 / c + 1 / f)
    return odds, odds * math.exp(-half), odds * math.exp(half)


def turned(row):
    enough = max(row["k"], row["n"] * row["base_k"] / row["base_n"]) >= 3
    return enough and (row["clear"] or not 1 / 1.5 < row["odds"] < 1.5)


def test_watched_words(ask):
    used = f"""SELECT count(*) FROM utterances u WHERE issue = 'DIA' AND {within("said_at")} AND office IN (SELECT value FROM json_each(:offices))
        AND EXISTS (SELECT 1 FROM json_each(u.document, '$.evidence') e WHERE json_extract(e.value, '$.quote') LIKE :words)"""
    blocs = BLOCS
    rows = ask.content["wording"]
    assert {row["bloc"] for row in rows} <= set(blocs)
    for row in rows:
        assert row["a"] == ask.one(used, offices=blocs[row["bloc"]], words="%operation%")
        assert row["b"] == ask.one(used, offices=blocs[row["bloc"]], words="%war%")


def test_how_many_speak_with_one_voice(ask):
    offices = f"""SELECT count(DISTINCT office) FROM utterances WHERE issue = :issue AND {PLACED} AND said_at >= :since
        AND said_at < :until AND office IN (SELECT value FROM json_each(:offices))"""
    blocs = {"NATO": '["O0","O2","O4","O6"]', "RU": '["O1","O3","O5"]'}
    for row in ask.content["cohesion"]:
        key = {"issue": row["issue"], "offices": blocs[row["bloc"]]}
        recent, before = (ask.bounds["back4"], ask.bounds["end"]), (ask.bounds["back12"], ask.bounds["back4"])
        assert row["offices"] == ask.one(offices, since=recent[0], until=recent[1], **key)
        if row["before"] is not None:
            assert row["offices_before"] == ask.one(offices, since=before[0], until=before[1], **key)


def test_who_fell_silent(ask):
    spoken: dict[str, set[date]] = {}
    for office, said_at in ask.rows(
        "SELECT office, said_at FROM utterances WHERE said_at >= :back12 AND said_at < :end"
    ):
        day = datetime.fromisoformat(said_at).replace(tzinfo=UTC).astimezone(ZoneInfo(ZONE)).date()
        spoken.setdefault(office, set()).add(day)
    sunday = ask.week.monday + timedelta(days=6)
    silent = set()
    for office, days in spoken.items():
        usual = (max(days) - min(days)).days / (len(days) - 1) if len(days) > 3 else math.inf
        if (gap := (sunday - max(days)).days) >= 7 and gap > 3 * usual:
            silent.add((office, max(days).isoformat(), gap))
    assert {(row["office"], row["last"], row["days"]) for row in ask.content["silent"]} == silent


def test_what_the_feeds_brought(ask):
    count = "SELECT count(*) FROM articles WHERE feed_id = :feed AND NOT backlog AND seen >= :since AND seen < :until"
    told = {row["feed"]: (row["n"], row["usual"]) for row in ask.content["volumes"]}
    for feed, (n, usual) in told.items():
        assert n == ask.one(count, feed=feed, since=ask.bounds["start"], until=ask.bounds["end"])
        edges = [text(ask.week.start - timedelta(weeks=k)) for k in range(13)]
        weeks = [ask.one(count, feed=feed, since=edges[k + 1], until=edges[k]) for k in range(12)]
        while weeks and not weeks[-1]:
            weeks.pop()
        assert usual == median(weeks)


def test_the_week_before(ask):
    name = previous_week(ask.week, ZONE).name
    if name not in NAMES:
        assert ask.content["against"] is None
        return
    earlier = previous_week(ask.week, ZONE)
    bounds = ({"start": text(earlier.start), "end": text(earlier.end)}, {})
    counts = {
        "alerts": f"SELECT count(*) FROM alerts WHERE {within('raised_at')}",
        "utterances": f"SELECT count(*) FROM utterances WHERE {within('said_at')}",
        "articles": f"SELECT count(*) FROM articles WHERE {within('seen')}",
    }
    rows = {row["name"]: (row["was"], row["now"]) for row in ask.content["against"]["numbers"]}
    for what, sql in counts.items():
        assert rows[what] == tuple(f"{ask.one(sql, **changed):,}" for changed in bounds)


def test_the_drawn_weeks_have_something_of_everything(told):
    digests, _ = told
    for part in ("emphasis", "wording", "cohesion", "volumes", "moved", "top", "reliability", "silent"):
        assert any(made.content[part] for made in digests.values()), part
    assert len(digests) == 10 <= WEEKS
