"""Articles given on the command line: a file, an address or stdin; JSON documents."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from monitor import __version__
from monitor.app.clock import utc_now
from monitor.cli.given import as_page, check_length, check_words, kind_of
from monitor.config.words import nearest
from monitor.engine.tasks import build_reader
from monitor.errors import FetchError, ParseError, UsageError
from monitor.feeds import EXAMPLE_ARTICLE, HttpFetcher, as_article, decode, extract_page, find_slips, parse_archive_line
from monitor.reading import detect_language, split_sentences
from monitor.types import Article

if TYPE_CHECKING:
    from collections.abc import Callable

    from monitor.reading import Reader
    from monitor.types import Config


_SCHEME = re.compile("[A-Za-z][A-Za-z0-9+.-]*://")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}/")
_BY_HAND = "save the article's text in a file and give that"
_LONGEST_TITLE = 200
_ENDS_A_SENTENCE = (".", "…", ":", ";", ",", "!", "?")
_CLOSES = "\"'”’“‘»«›‹)]"
"""What may stand behind a sentence's last mark; “ and « close too, in German."""
EXAMPLE_POSITION = '{"actor": "Sergei Lavrov", "issue": "DIA", "claim": "We are ready to talk.", "date": "2026-03-20"}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An article as it was given; `raw`: its text is to be taken as it is, without looking for page furniture."""

    article: Article
    raw: bool = False


def make_reader(config: Config, *, step: Callable[[int, int], None] | None = None) -> Reader:
    """A reader in this process; `step` hears how many statements are judged, and of how many."""
    return build_reader(config.world, config.rules.merge, config.models, step=step)


def load_article(source: str, config: Config) -> Article:
    """As `load_given`, where nothing but the article matters."""
    return load_given(source, config).article


def load_given(source: str, config: Config) -> Given:
    """The article at a path, an http(s) address, or on stdin (`-`): plain text, HTML or an archive line as JSON.

    Plain text: the first line is the title. Of JSON a key that looks mistyped is told on stderr. Raises UsageError, FetchError or ParseError.
    """
    if source.startswith(("http://", "https://")):
        body, url = _fetched(source, config)
        return _checked(Given(article=_from_html(body, url)), source)
    if _SCHEME.match(source):
        raise UsageError(f"{source}: of addresses only those with http:// or https:// are read; {_BY_HAND}")
    where = "stdin" if source == "-" else source
    body = sys.stdin.buffer.read() if source == "-" else read_bytes(Path(source))
    kind = kind_of(body, where)
    if kind == "archive" or Path(source).suffix.casefold() == ".json":
        document = _one_document(body, where)
        given = parse_given(document, where)
        for slip in find_slips(document):
            sys.stderr.write(f"{where}: {slip}\n")
        return given
    article = _from_html(as_page(body), where) if kind == "html" else _from_text(decode(body, {}), where)
    return _checked(Given(article=article), where)


def parse_given(document: object, where: str) -> Given:
    """The article of an archive line. Raises UsageError that begins with `where`."""
    raw = document.get("raw", False) if isinstance(document, dict) else False
    if not isinstance(raw, bool):
        raise UsageError(f'{where}: "raw" cannot be {json.dumps(raw)[:60]}; write true or false, or leave it out')
    given = Given(article=as_article(parse_archive_line(document, where=where, seen=utc_now())), raw=raw)
    return _checked(given, where)


def _checked(given: Given, where: str) -> Given:
    check_length(given.article.text, where)
    return given


def _one_document(body: bytes, where: str) -> object:
    """The one document of a JSON file; a file of many lines is for --batch."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{where} is not UTF-8, which JSON must be: save it as UTF-8") from error
    lines = [line for line in text.split("\n") if line.strip()]
    try:
        document = load_json(text, where)
    except UsageError:
        if len(lines) > 1 and all(line.lstrip().startswith("{") for line in lines[:2]):
            raise UsageError(f"{where} has {len(lines)} lines, not one document: give it with --batch") from None
        raise
    if isinstance(document, list):
        raise UsageError(
            f"{where} is a list of {len(document)}, and an article is one object: write {EXAMPLE_ARTICLE};"
            " many go into a file of their own, one a line, with `monitor analyse --batch`"
        )
    return document


def _fetched(url: str, config: Config) -> tuple[bytes, str]:
    """The page and its last address. Raises FetchError that names the address and what to do."""
    try:
        return asyncio.run(_fetch(url, config))
    except FetchError as error:
        words = f"{url}: {error}; check the address, or {_BY_HAND}"
        raise FetchError(words, kind=error.kind, retry_after=error.retry_after, status=error.status) from error


async def _fetch(url: str, config: Config) -> tuple[bytes, str]:
    fetcher = HttpFetcher(config.network, version=__version__)
    try:
        got = await fetcher.fetch_page(url)
    finally:
        await fetcher.close()
    return got.body, got.url


def _from_html(body: bytes, where: str) -> Article:
    try:
        page = extract_page(body, url=where, headers={})
    except ParseError as error:
        raise ParseError(f"{where}: {error}; {_BY_HAND}") from error
    title = page.title or ""
    first, _, rest = page.text.partition("\n")
    text = rest.strip("\n") if rest.strip() and first.strip() == title.strip() else page.text
    article = _bare(where, title=title, text=text)
    return replace(article, published=page.published, language=page.language)


def _from_text(text: str, where: str) -> Article:
    check_words(text, where)
    title, body = _title_and_body(text)
    return _bare(where, title=title, text=body)


def _title_and_body(text: str) -> tuple[str, str]:
    """The first line, and the text; to which that line belongs too where it ends as a sentence does, or no empty line sets it off.

    A first line of several sentences is a paragraph, and no title.
    """
    first, *others = text.strip().splitlines()
    line = first.strip()
    set_off = bool(others) and not others[0].strip()
    is_title = set_off and len(line) <= _LONGEST_TITLE and not line.rstrip(_CLOSES).endswith(_ENDS_A_SENTENCE)
    if not is_title and len(split_sentences(line, detect_language(text, declared=None))) > 1:
        return "", text
    return line[:_LONGEST_TITLE], "\n".join(others).strip("\n") if is_title else text


def _bare(where: str, *, title: str, text: str) -> Article:
    now = utc_now()
    url = where if where.startswith(("http://", "https://")) else None
    return Article(
        id=where, feed_id="command-line", url=url, outlet=where, owner=where, title=title, text=text, seen=now
    )


def read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}{_advice(path, error)}") from error


def _advice(path: Path, error: OSError) -> str:
    """What to give instead, where that can be told."""
    if isinstance(error, IsADirectoryError):
        return "; give one of its files"
    if not isinstance(error, FileNotFoundError):
        return ""
    if not path.parent.is_dir():
        return "; of an address write https:// too" if _HOST.match(str(path)) else ""
    try:
        names = [other.name for other in path.parent.iterdir() if not other.is_dir()]
    except PermissionError:  # a folder that may be entered and not listed
        return ""
    return nearest(path.name, names, listed=False)


def load_position(path: Path) -> object:
    """The document of a position's file. Raises UsageError that shows what a position is."""
    text = read_bytes(path).decode("utf-8-sig", "replace")
    try:
        return load_json(text, str(path))
    except UsageError as error:
        raise UsageError(f"{error}; a position is {EXAMPLE_POSITION}") from error


def load_json(text: str, where: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise UsageError(f"{where} is not JSON: line {error.lineno}, column {error.colno}: {error.msg}") from error
    except RecursionError as error:
        raise UsageError(f"{where} is nested too deeply to be an article") from error
