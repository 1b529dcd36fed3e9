"""An article by hand, from an outlet that a feed brings too. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from monitor.types import Article, Feed


def as_its_feed_brings_it(article: Article, feeds: Iterable[Feed]) -> Article:
    """The article with the country of the feed whose outlet bears its name, where it names none itself: so it weighs what the feed's articles do."""
    name = article.outlet.casefold()
    country = next((feed.country for feed in feeds if feed.country and feed.outlet.casefold() == name), None)
    return article if article.country is not None or country is None else replace(article, country=country)
