"""What a stranger can send, each as a function of bytes: what may come of it is asserted, anything else that is raised is a finding.

feed      what an outlet answers to a poll, with its headers
page      an article's page
reading   the text of an article, through all steps of the reader but the network
config    a configuration file, in a folder that is right otherwise
api       what a browser asks of the review site
slack     words and addresses of an alert, as Slack would take them; and what comes over the socket
"""

from __future__ import annotations

import asyncio
import json
import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yarl import URL

from monitor.alerts.render import render_alert, render_notice
from monitor.answers.commands import answer
from monitor.answers.requests import Command, User, read_request
from monitor.config import load_config
from monitor.errors import ConfigError, ParseError
from monitor.feeds import extract_page, settle_feed
from monitor.reading import Judge, Reader
from monitor.store import open_store
from monitor.store.codec import encode
from monitor.types import Feed, FeedState, Fetched, MergeRules, PollingSettings, Remark, Validators
from tests.builders import alert, article, evidence, reading_world, week_config
from tests.remarks import OFFER, REFUSAL, rss
from tests.slack_rules import message_problem
from tests.web.filled import fill, opened, site_config

if TYPE_CHECKING:
    from collections.abc import Callable

    from monitor.alerts.render import Message

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
ADDRESS = "https://outlet.example/feed"
ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "us-china"
FILES = ("actors.toml", "issues.toml", "feeds.toml", "monitor.toml", "rules.toml", "baseline/seed.toml")
TEXT_LENGTH = 4000
"""Of what the reader is given: a long text is only more of the same, and takes all the time."""


def _parted(given: bytes) -> tuple[str, bytes]:
    """The first line, and what follows: headers, addresses and kinds come first."""
    head, _, rest = given.partition(b"\n")
    return head.decode("latin-1"), rest


def _in_words(error: Exception) -> None:
    if not str(error).strip():
        raise AssertionError("refused without a word") from error


def _headers(head: str) -> dict[str, str]:
    return {"content-type": head.replace("\r", "")[:200]}


def feed(given: bytes) -> None:
    head, body = _parted(given)
    asked = Feed(id="f", url=ADDRESS, outlet="O", owner="O", every=timedelta(minutes=15))
    state = FeedState(feed_id="f", next_due=NOW)
    got = Fetched(url=ADDRESS, status=200, body=body, headers=_headers(head), validators=Validators())
    try:
        result = settle_feed(
            asked, state, got, body_hash="h", polling=PollingSettings(), stale=timedelta(days=14), now=NOW
        )
    except ParseError as error:
        _in_words(error)
        return
    assert len(result.articles) <= 500
    assert result.state.next_due > NOW
    for found in result.articles:
        encode(found).encode()  # no half of a character: no database takes it
        assert "\0" not in found.text + found.title
        assert found.item_key
        assert found.published is None or found.published.tzinfo is not None


def page(given: bytes) -> None:
    head, body = _parted(given)
    try:
        found = extract_page(body, "https://outlet.example/a", _headers(head))
    except ParseError as error:
        _in_words(error)
        return
    encode(found).encode()
    assert found.text.strip()
    assert "\0" not in found.text + found.title


@cache
def _reader() -> Reader:
    world = reading_world()
    return Reader(world, judge=Judge(world, None), merge=MergeRules())


def reading(given: bytes) -> None:
    head, body = _parted(given)
    text = body.decode("utf-8", "ignore")[:TEXT_LENGTH]
    title, primary = head[2:200], head[:1] > "m"
    told = article(
        text,
        language={"r": "ru", "u": "uk", "d": "de", "f": "fr", "e": "en"}.get(head[:1]),
        title=title,
        primary=primary,
        speaks_for="RU-MFA" if primary else None,
    )
    read = _reader().read(told)
    encode(read).encode()
    for said in read.statements:
        assert text[said.start : said.end] == said.text


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="fuzz-config-")) / "config"
    shutil.copytree(EXAMPLE, folder)
    return folder


def config(given: bytes) -> None:
    head, body = _parted(given)
    name = FILES[sum(head.encode("latin-1", "replace")) % len(FILES)]
    file = _folder() / name
    whole = (EXAMPLE / name).read_bytes()
    file.write_bytes(body)
    try:
        load_config(_folder())
    except ConfigError as error:
        _in_words(error)
    finally:
        file.write_bytes(whole)


class _Site:
    """The review site in a loop of its own."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        folder = Path(tempfile.mkdtemp(prefix="fuzz-site-"))
        (folder / "config").mkdir()
        settings = site_config(folder)
        store = open_store(f"sqlite:///{folder}/site.db")
        store.upgrade()
        fill(store, settings)
        store.close()
        self._opened = opened(folder / "site.db", settings)
        self._client, _ = self._loop.run_until_complete(self._opened.__aenter__())
        self._base = self._client.make_url("/")

    def ask(self, address: str, *, form: bytes | None) -> int:
        """The status of the answer. Nothing but an address is left out."""
        try:
            target = self._base.join(URL("/" + address.lstrip("/")))
        except (ValueError, UnicodeError):
            return 0
        if target.host != self._base.host or target.port != self._base.port:
            return 0
        return self._loop.run_until_complete(self._status(target, form))

    async def _status(self, target: URL, form: bytes | None) -> int:
        method = "GET" if form is None else "POST"
        headers = {} if form is None else {"Content-Type": "application/json", "Origin": str(self._base.origin())}
        path = URL(target.raw_path_qs, encoded=True)
        async with self._client.request(method, path, data=form, headers=headers, allow_redirects=False) as response:
            await response.read()
            return response.status


_site = cache(_Site)


def api(given: bytes) -> None:
    head, body = _parted(given)
    address = head.encode("latin-1").decode("utf-8", "ignore")
    status = _site().ask(address[:2000], form=body or None)
    assert status < 500, (status, address)


@cache
def _chat() -> tuple[Any, Any]:
    store, settings = open_store("sqlite://"), week_config()
    store.upgrade()
    fill(store, settings)
    return store, settings


def slack(given: bytes) -> None:
    head, body = _parted(given)
    words = body.decode("utf-8", "surrogatepass") if _is_utf8(body) else body.decode("latin-1")
    told = alert(
        headline=words[:3000],
        actor_name=words[:500],
        office_name=words[-500:],
        issue_name=head[:300],
        evidence=(evidence(quote=words, title=words[:1000], outlet=head[:300], url=head or None, speaker=words[:200]),),
    )
    for message in (render_alert(told, key="k", buttons=True), render_notice(Remark(lines=(words, head)), key="k")):
        _refuse_bad(message)
    store, settings = _chat()
    payload = _loaded(body)
    asked = read_request(head, payload) if isinstance(payload, dict) else None
    said = asked.words if isinstance(asked, Command) else words
    message = answer(said, store=store, config=settings, user=User(id="U1", name="A"), now=NOW)
    _refuse_bad(message)


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _loaded(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _refuse_bad(message: Message) -> None:
    told = {"text": message.text, "blocks": list(message.blocks), "channel": "C0TESTCHAN"}
    json.dumps(told).encode()
    problem = message_problem(told)
    assert problem is None, problem
    assert "<!" not in message.text


TARGETS: dict[str, Callable[[bytes], None]] = {
    "feed": feed,
    "page": page,
    "reading": reading,
    "config": config,
    "api": api,
    "slack": slack,
}

_ITEM = [("a", NOW, REFUSAL), ("b", NOW - timedelta(days=1), OFFER)]
_ATOM = (
    b'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>O</title><updated>2026-11-01T10:00:00Z</updated>'
    b'<link rel="hub" href="https://hub.example/"/><entry><id>urn:1</id><title type="html">A &amp; b</title><link href="/a"/><published>2026-11-01T10:00:00+01:00'
    b'</published><author><name>Ann</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>We are ready.</p></div></content></entry></feed>'
)
_JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "O",
        "language": "de",
        "items": [
            {
                "id": "1",
                "url": "https://o.example/1",
                "title": "T",
                "content_html": "<p>Wir reden.</p>",
                "date_published": "2026-11-01T10:00:00Z",
                "authors": [{"name": "A"}],
            }
        ],
    }
).encode()
_SITEMAP = (
    b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://o.example/a'
    b"</loc><news:news><news:publication><news:name>O</news:name><news:language>en</news:language></news:publication><news:publication_date>2026-11-01</news:publication_date>"
    b"<news:title>A title</news:title></news:news></url></urlset>"
)
_PAGE = (
    "<!doctype html><html lang='ru'><head><meta charset='windows-1251'><title>Заголовок | Outlet</title><meta property='article:published_time' content='2026-11-01T10:00:00+03:00'>"
    '<script type=\'application/ld+json\'>{"@type": "NewsArticle", "datePublished": "2026-11-01", "headline": "T"}</script></head><body><nav><a href=\'/\'>Home</a></nav>'
    f"<article><h1>T</h1><p>{REFUSAL}</p><p>{OFFER}</p><table><tr><td>1</td></tr></table></article><footer>©</footer></body></html>"
)
_TALK = (
    "“We are ready to talk,” Sergei Lavrov said on Monday. “But the past is past.” According to Jens Stoltenberg, the troops will stay.\n\n"
    "Q: Will you?\nSergei Lavrov: No. We refuse. «Мы готовы», — сказал Лавров 5 марта. „Nein“, sagte er; « non », a-t-il dit.\n"
)
SEEDS: dict[str, list[bytes]] = {
    "feed": [
        b"application/rss+xml; charset=utf-8\n" + rss(_ITEM),
        b"application/atom+xml\n" + _ATOM,
        b"application/feed+json\n" + _JSON_FEED,
        b"application/xml\n" + _SITEMAP,
    ],
    "page": [
        b"text/html; charset=utf-8\n" + _PAGE.encode(),
        # A date that only dateparser may understand; it makes its tables of all languages at the first.
        b"text/html; charset=utf-8\n" + _PAGE.replace("+03:00", "+cell03:00").encode(),
        b"text/html; charset=windows-1251\n" + _PAGE.encode("cp1251", "replace"),
    ],
    "reading": [head + b"\n" + _TALK.encode() for head in (b"e A title", b"r T", b"u T", b"d T", b"f T", b"xT", b"zT")],
    "config": [
        bytes([number]) + b"\n" + (EXAMPLE / FILES[number % 6]).read_bytes() for number in range(12) if number != 10
    ],
    "api": [
        line.encode() + b"\n"
        for line in (
            "alerts?actor=RU-MFA&from=2026-11-01&to=2026-11-30&q=talks&sort=severity&page=2",
            "api/alerts?limit=5&cursor=abc",
            "articles?q=%22talks%22%20-war&language=en",
            "search?q=sanction*",
            "streams/RU-MFA/DIA?weeks=8",
            "digests/2026-W46",
            "api/openapi.json",
            "alerts/al-0001.csv",
            "map?week=2026-W46",
            "static/../x",
            "feeds",
            "websub/token?hub.mode=subscribe&hub.topic=x&hub.challenge=y",
        )
    ],
    "slack": [
        b"https://www.example.org/a?b=1\nWe are *ready* <!channel> & more",
        b"slash_commands\n"
        + json.dumps(
            {"user_id": "U1", "user_name": "a", "text": "why al-0001", "response_url": "https://x.example"}
        ).encode(),
        b"interactive\n"
        + json.dumps(
            {
                "type": "block_actions",
                "user": {"id": "U1"},
                "trigger_id": "t",
                "actions": [{"action_id": "confirm", "value": "al-0001", "action_ts": "1"}],
            }
        ).encode(),
        b"events_api\nmute actor Lavrov 7d",
    ],
}
