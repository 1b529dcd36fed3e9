"""The items of a feed → articles as the store takes them. Pure."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from monitor.feeds.looking import next_look
from monitor.feeds.plain import html_to_text, one_line
from monitor.feeds.urls import normalise_url
from monitor.types import NewArticle

if TYPE_CHECKING:
    from datetime import datetime

    from monitor.types import Feed, Item, ParsedFeed

SUMMARY_AT_MOST = 1200
"""Characters: a text this long without a full version beside it is the article, not its summary."""
_AHEAD = timedelta(days=1)  # clocks and time zones differ; a date further ahead is a mistake
_LONGEST_TITLE = 500


def new_article(
    item: Item, feed: Feed, parsed: ParsedFeed, *, now: datetime, oldest: datetime | None, first: bool
) -> NewArticle:
    """The item as an article; of one without a text its title is the text. Backlog where this is the feed's `first` poll or the item is from before `oldest`."""
    published = plausible_date(item.published, now)
    text = html_to_text(item.content_html or item.summary_html)
    title = one_line(item.title)[:_LONGEST_TITLE]
    summary = not item.content_html and len(text) < SUMMARY_AT_MOST
    backlog = first or (oldest is not None and published is not None and published < oldest)
    return NewArticle(
        feed_id=feed.id,
        item_key=item.key,
        url=item.link,
        url_key=normalise_url(item.link),
        outlet=feed.outlet,
        owner=feed.owner,
        title=title,
        text=text or title,
        seen=now,
        published=published,
        language=feed.language or item.language or parsed.language,
        author=one_line(item.author) if item.author else None,
        country=feed.country,
        primary=feed.primary and item.own,
        speaks_for=feed.speaks_for if item.own else None,
        backlog=backlog,
        wants_page=item.link is not None and (summary or published is None),  # the page may state the day
        look_at=next_look(now, now) if feed.primary and item.link is not None and not backlog else None,
    )


def plausible_date(date: datetime | None, now: datetime) -> datetime | None:
    """`date`, or None where it lies more than a day ahead of `now`."""
    return date if date is not None and date <= now + _AHEAD else None
