"""An archive of articles (JSON Lines, optionally gzipped) → NewArticle. Each mistake names file, line, key and what to write."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from monitor.errors import UsageError
from monitor.feeds.archive_keys import find_slips, shown, slip_for
from monitor.feeds.charset import storable
from monitor.feeds.dates import EARLIEST
from monitor.feeds.urls import normalise_url
from monitor.types import Article, NewArticle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

_GZIP = b"\x1f\x8b"
EXAMPLE_ARTICLE = (
    '{"id": "…", "url": "…", "outlet": "…", "published": "2022-02-22T19:40:00Z", "title": "…", "text": "…"}'
)
_NEEDED = ("id", "outlet", "title", "text")
_HEADLINE_ALONE = 'there is no "text", so the "title" is read in its place'
_DATE_ADVICE = 'write an ISO 8601 date like "2022-02-22T19:40:00Z"'


def read_archive(path: Path, *, tell: Callable[[str], None] | None = None) -> Iterator[NewArticle]:
    """The articles of an archive, one a line; empty lines are skipped. Raises UsageError.

    `tell` hears of each key that looks mistyped, and that headlines stand alone, once a file.
    """
    told: set[str] = set()
    for number, line in read_lines(path):
        where = f"{path}, line {number}"
        document = decode_line(line, where)
        yield parse_archive_line(document, where=where)
        for note in _notes(document):
            if tell is not None and note not in told:
                tell(f"{where}: {note} (told once)")
            told.add(note)


def read_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of a JSON Lines file, plain or gzipped, that are not empty, with their numbers. Raises UsageError."""
    yield from ((number, line) for number, line in enumerate(_lines(path), 1) if line.strip())


def decode_line(line: bytes, where: str) -> object:
    """What a line of JSON Lines says. Raises UsageError that begins with `where`."""
    try:
        return json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as exc:
        raise UsageError(f"{where}: not UTF-8; save the file as UTF-8") from exc
    except (ValueError, RecursionError) as exc:
        raise UsageError(
            f"{where}: not JSON ({exc}); write one document a line, for an article like {EXAMPLE_ARTICLE}"
        ) from exc


def parse_archive_line(obj: object, *, where: str, seen: datetime | None = None) -> NewArticle:
    """The article of one archive line. `seen` stands in where the line has neither `seen` nor `published`, the title where it has no text.

    Raises UsageError that begins with `where`.
    """
    if not isinstance(obj, dict):
        raise UsageError(f"{where}: an article is an object; write {EXAMPLE_ARTICLE}")
    missing = [key for key in (*_NEEDED, *(() if seen else ("published",))) if key not in obj]
    if len(missing) > 1:
        named, meant = ", ".join(f'"{key}"' for key in missing), "".join(_meant(key, obj) for key in missing)
        raise UsageError(f"{where}: {named} are missing; write {EXAMPLE_ARTICLE}{meant}")
    line = _Line(cast("dict[str, object]", obj), where)
    published, outlet, url = line.date("published", required=seen is None), line.text("outlet"), line.optional("url")
    return NewArticle(
        id=line.text("id"),
        item_key=line.text("id"),
        feed_id=f"archive:{_slug(outlet)}",
        url=url,
        url_key=normalise_url(url),
        outlet=outlet,
        owner=outlet,
        title=line.text("title", may_be_empty=True),
        text=line.text("title" if _is_headline(obj) else "text"),
        published=published,
        seen=line.date("seen", required=False) or published or cast("datetime", seen),
        language=line.optional("language"),
        author=line.optional("author"),
        primary=line.flag("primary"),
    )


def as_article(new: NewArticle) -> Article:
    """An archive line as an article, outside of any store."""
    return Article(
        id=new.id or new.item_key,
        feed_id=new.feed_id,
        url=new.url,
        outlet=new.outlet,
        owner=new.owner,
        title=new.title,
        text=new.text,
        seen=new.seen,
        published=new.published,
        language=new.language,
        author=new.author,
        country=new.country,
        primary=new.primary,
        speaks_for=new.speaks_for,
    )


def _notes(document: object) -> list[str]:
    """What is to be told of a line that is read all the same."""
    slips = [str(slip) for slip in find_slips(document)]
    return [*slips, _HEADLINE_ALONE] if isinstance(document, dict) and _is_headline(document) else slips


def _is_headline(document: Mapping[object, object]) -> bool:
    """Whether there is a title and no text, not even under another key."""
    title, text = document.get("title"), document.get("text")
    return (
        (text is None or text == "") and isinstance(title, str) and bool(title.strip()) and not _meant("text", document)
    )


def _meant(key: str, keys: Iterable[object]) -> str:
    """That another of the keys was probably meant for the missing `key`; nothing where none is like it."""
    given = slip_for(key, keys)
    return f'; unknown key {shown(given)}: did you mean "{key}"?' if given else ""


class _Line:
    """One line's keys, checked as they are taken."""

    def __init__(self, keys: dict[str, object], where: str) -> None:
        self._keys = keys
        self._where = where

    def text(self, key: str, *, may_be_empty: bool = False) -> str:
        value = self._keys.get(key)
        if isinstance(value, str) and (may_be_empty or value.strip()):
            return storable(value)
        raise self._mistake(key, "write a text" if may_be_empty else "write a text that is not empty")

    def optional(self, key: str) -> str | None:
        value = self._keys.get(key)
        if value is None or isinstance(value, str):
            return storable(value) if value else None
        raise self._mistake(key, "write a text, or leave it out")

    def flag(self, key: str) -> bool:
        value = self._keys.get(key)
        if value is None or isinstance(value, bool):
            return bool(value)
        raise self._mistake(key, "write true or false, or leave it out")

    def date(self, key: str, *, required: bool) -> datetime | None:
        value = self._keys.get(key)
        if value is None and not required:
            return None
        try:
            date = datetime.fromisoformat(value) if isinstance(value, str) else None
            if date is not None:
                date = date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
        except (ValueError, OverflowError) as exc:
            raise self._mistake(key, _DATE_ADVICE) from exc
        if date is None:
            raise self._mistake(key, _DATE_ADVICE)
        if date < EARLIEST:
            raise self._mistake(key, f"no article is from before {EARLIEST.year}; {_DATE_ADVICE}")
        return date

    def _mistake(self, key: str, advice: str) -> UsageError:
        if key not in self._keys:
            return UsageError(f'{self._where}: "{key}" is missing; {advice}{_meant(key, self._keys)}')
        given = json.dumps(self._keys[key], ensure_ascii=False)
        return UsageError(f'{self._where}: "{key}" cannot be {given[:60]}; {advice}')


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as plain:
            packed = plain.peek(2).startswith(_GZIP)
            yield from gzip.GzipFile(fileobj=plain) if packed else plain
    except (OSError, EOFError, zlib.error) as exc:
        reason = exc.strerror if isinstance(exc, OSError) and exc.strerror else str(exc)
        raise UsageError(f"{path}: cannot be read ({reason}); give a JSON Lines file, plain or gzipped") from exc


def _slug(outlet: str) -> str:
    return re.sub(r"[\W_]+", "-", outlet.casefold()).strip("-") or "unnamed"
