"""What feeds and archives bring becomes articles, each once. May import only SQLAlchemy, the tables and the types.

An item is known by its feed's own key, where that names one item only; between feeds by its address, by which a primary source's words must not lose to
whoever passed them on first.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import fields, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from monitor.store import edits
from monitor.store.articles import FRESH, PAGE_WANTED, PAST, UNREAD, first_seen
from monitor.store.inserts import insert_missing
from monitor.store.known import Holder, Named, apart, making_dates, may_be_past, met, told_anew, under_its_link
from monitor.store.schema import article_states, articles, feeds, looks
from monitor.types import Article

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from monitor.types import NewArticle

GROUND = timedelta(days=1)
"""What is met within so long of the very first article is that first past."""
_FIELDS = tuple(field.name for field in fields(Article))
_HELD = tuple(articles.c["is_primary" if name == "primary" else name] for name in Holder._fields)
_state = article_states.c


def add(connection: Connection, found: Sequence[NewArticle], *, stale: timedelta) -> int:
    """Stores what is not known yet; answers how much that was. What was stored as past longer ago than `stale` is news by its own date alone."""
    if not found:
        return 0
    known = _named(connection, found)
    found = _by_links(connection, found, known, stale=stale)
    edits.note(connection, found)
    known_since = first_seen(connection)
    new = _store(connection, found, known_since)
    left = [article for article in found if _id(article) not in new and article.url_key is not None]
    unknown = _unknown(connection, left, known)
    others, changed = _told_apart(connection, unknown, found, stale=stale) if unknown else ([], 0)
    return len(new) + changed + (len(_store(connection, others, known_since)) if others else 0)


def _by_links(
    connection: Connection, given: Sequence[NewArticle], known: Mapping[tuple[str, str], Named], *, stale: timedelta
) -> list[NewArticle]:
    """The items, each under its link where its key is that of another; what its feed may have shown for long before that was done is its past."""
    held = [known.get((item.feed_id, item.item_key)) for item in given]
    found = [under_its_link(item, named) for item, named in zip(given, held, strict=True)]
    told = [at for at, item in enumerate(found) if item.item_key != given[at].item_key]
    old = [at for at in told if (named := held[at]) is not None and may_be_past(found[at], named, stale=stale)]
    several = Counter(found[at].feed_id for at in old)
    first = {feed_id for feed_id, number in several.items() if number > 1}  # one alone may have come just now
    first -= _told_before(connection, [found[at] for at in told if found[at].feed_id in first])
    past = {at for at in old if found[at].feed_id in first}
    return [replace(item, backlog=True, look_at=None) if at in past else item for at, item in enumerate(found)]


def _told_before(connection: Connection, told: Sequence[NewArticle]) -> set[str]:
    """Of which feeds something is stored under its link already, or one of these at its address."""
    if not told:
        return set()
    mine = articles.c.feed_id.in_({item.feed_id for item in told})
    by_link = (articles.c.item_key == articles.c.url) | articles.c.item_key.in_({item.item_key for item in told})
    at_address = articles.c.url_key.in_({item.url_key for item in told if item.url_key is not None})
    return set(connection.scalars(select(articles.c.feed_id).distinct().where(mine, by_link | at_address)))


def _store(connection: Connection, found: Sequence[NewArticle], known_since: datetime | None) -> set[str]:
    """Those that neither their feed's key nor their address shows to be known; answers their ids."""
    rows = {row["id"]: row for row in map(_row, found)}
    statement = insert_missing(connection, articles).returning(articles.c.id)
    new = [rows[article_id] for article_id in connection.execute(statement, list(rows.values())).scalars()]
    wanted = {_id(article) for article in found if article.wants_page}
    if new:
        states = [_first_state(row, wanted=row["id"] in wanted, known_since=known_since) for row in new]
        connection.execute(insert(article_states), states)
        _plan_looks(connection, found, {row["id"] for row in new})
    return {row["id"] for row in new}


def _named(connection: Connection, items: Sequence[NewArticle]) -> dict[tuple[str, str], Named]:
    """What is stored by feed and key."""
    names, keys = {item.feed_id for item in items}, {item.item_key for item in items}
    mine = articles.c.feed_id.in_(names) & articles.c.item_key.in_(keys)
    kept = tuple(articles.c[name] for name in Named._fields)
    found = select(articles.c.feed_id, articles.c.item_key, *kept).where(mine)
    return {(row[0], row[1]): Named(*row[2:]) for row in connection.execute(found)} if items else {}


def _unknown(
    connection: Connection, left: Sequence[NewArticle], known: Mapping[tuple[str, str], Named]
) -> list[NewArticle]:
    """Those that their own feeds had not brought: only their address is known."""
    others = [item for item in left if (item.feed_id, item.item_key) not in known]
    now = _named(connection, others)  # those that were told apart by their links are known by these
    return [item for item in others if (item.feed_id, item.item_key) not in now]


def _told_apart(
    connection: Connection, unknown: Sequence[NewArticle], found: Sequence[NewArticle], *, stale: timedelta
) -> tuple[list[NewArticle], int]:
    """Those that are articles of their own, each under a key of its own, and how many changed what is stored: took its place, or made it news."""
    others: list[NewArticle] = []
    changed, holders, since = 0, _holders(connection, unknown), _first_asked(connection, unknown)
    items = {(item.feed_id, item.url_key, item.item_key) for item in found}
    at_address = Counter((feed_id, url_key) for feed_id, url_key, _ in items)
    made_up = making_dates(unknown, holders, Counter(item.feed_id for item in found))
    for item in unknown:
        if (holder := holders.get(item.url_key or "")) is None:
            continue
        shared = at_address[item.feed_id, item.url_key] > 1
        anew = item.feed_id not in made_up and told_anew(item, holder)
        what = met(item, holder, shared=shared, anew=anew, since=since.get(item.feed_id), stale=stale)
        if what == "own voice" and _take_over(connection, item, holder):
            changed += 1
            holders[item.url_key or ""] = _as_holder(item, holder.id)
        elif what == "news" and _make_news(connection, item, holder):
            changed += 1
            holders[item.url_key or ""] = holder._replace(backlog=False)
        elif what != "same":
            others.append(apart(item, what, anew=anew))
    return others, changed


def _holders(connection: Connection, unknown: Sequence[NewArticle]) -> dict[str, Holder]:
    held = select(articles.c.url_key, *_HELD).where(articles.c.url_key.in_({item.url_key for item in unknown}))
    return {row[0]: Holder(*row[1:]) for row in connection.execute(held)} if unknown else {}


def _first_asked(connection: Connection, unknown: Sequence[NewArticle]) -> dict[str, datetime | None]:
    """By feed; archives are never asked."""
    known = select(feeds.c.feed_id, feeds.c.first_polled_at).where(feeds.c.feed_id.in_({i.feed_id for i in unknown}))
    return {row[0]: row[1] for row in connection.execute(known)} if unknown else {}


def _as_holder(item: NewArticle, article_id: str) -> Holder:
    return Holder(article_id, *(getattr(item, name) for name in Holder._fields[1:]))


def _take_over(connection: Connection, item: NewArticle, holder: Holder) -> bool:
    """The article becomes the primary source's while its page is wanted: later somebody may be reading it already.

    It is news if it was news to one of them.
    """
    if _stage(connection, holder) != PAGE_WANTED:
        return False
    this = _state.article_id == holder.id
    row = _row(item) | {"id": holder.id, "seen": holder.seen, "backlog": item.backlog and holder.backlog}
    state = _first_state(row, wanted=item.wants_page, known_since=None)
    kept = ("article_id", "rank") if row["backlog"] else ("article_id",)
    connection.execute(update(articles).where(articles.c.id == holder.id).values(row))
    connection.execute(update(article_states).where(this).values({k: v for k, v in state.items() if k not in kept}))
    if item.look_at is not None:
        connection.execute(insert_missing(connection, looks), _first_look(item, holder.id))
    return True


def _make_news(connection: Connection, item: NewArticle, holder: Holder) -> bool:
    """What was the past of the feed that holds it is read and weighed as news, unless somebody may be weighing it already."""
    if _stage(connection, holder) not in (PAGE_WANTED, UNREAD):
        return False
    connection.execute(update(articles).where(articles.c.id == holder.id).values(backlog=False))
    connection.execute(update(article_states).where(_state.article_id == holder.id).values(rank=FRESH))
    if item.look_at is not None:  # at its page alone: what this feed gives of it is not what the other gave
        connection.execute(insert_missing(connection, looks), _first_look(item, holder.id) | {"fed": None})
    return True


def _stage(connection: Connection, holder: Holder) -> str | None:
    """Nobody changes it until this transaction ends."""
    this = _state.article_id == holder.id
    stage: str | None = connection.scalar(select(_state.stage).where(this).with_for_update())
    return stage


def _plan_looks(connection: Connection, found: Sequence[NewArticle], new: set[str]) -> None:
    planned = {_id(item): _first_look(item, _id(item)) for item in found if item.look_at is not None}
    rows = [planned[article_id] for article_id in sorted(planned.keys() & new)]
    if rows:
        connection.execute(insert(looks), rows)


def _first_look(item: NewArticle, article_id: str) -> dict[str, Any]:
    return {"article_id": article_id, "due": item.look_at, "fed": item.text}


def _id(article: NewArticle) -> str:
    """The same item of the same feed has the same id in every store."""
    given = f"{article.feed_id}\n{article.item_key}".encode(errors="replace")
    return article.id or hashlib.blake2b(given, digest_size=10).hexdigest()


def _row(article: NewArticle) -> dict[str, Any]:
    row = {name: getattr(article, name) for name in _FIELDS if name not in ("id", "primary")}
    keys = {"item_key": article.item_key, "url_key": article.url_key}
    return row | keys | {"id": _id(article), "is_primary": article.primary}


def _first_state(row: dict[str, Any], *, wanted: bool, known_since: datetime | None) -> dict[str, Any]:
    past = row["backlog"] and known_since is not None and row["seen"] - known_since > GROUND
    return {
        "rank": PAST if past else FRESH,
        "article_id": row["id"],
        "stage": PAGE_WANTED if wanted else UNREAD,
        "seen": row["seen"],
        "dated": row["published"] or row["seen"],
        "page_due": row["seen"] if wanted else None,
    }
