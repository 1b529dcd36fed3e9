"""Whose wire an article prints: a credit line at its head or foot, or words that were told to an agency."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from monitor.reading.text.lexicon_files import read_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from monitor.types import Article, Feed

_HEAD, _FOOT = 200, 200
"""Characters at the beginning and the end in which a credit line stands; chosen by hand."""


class Agency(NamedTuple):
    """`names`: how it is called as an outlet; `named`: its name as each of its credit lines, the other patterns, has it."""

    name: str
    names: frozenset[str]
    named: re.Pattern[str]
    head: re.Pattern[str]
    foot: re.Pattern[str]
    told: re.Pattern[str]


def origin_of(article: Article, feeds: Iterable[Feed]) -> str:
    """Where the article's words come from: the agency that it credits, by its owner where a feed of it is known; else its owner.

    A primary source is its own origin, whoever passes it on.
    """
    agency = None if article.primary else wire_of(article)
    if agency is None:
        return article.owner
    own = (feed.owner for feed in feeds if feed.outlet.casefold() in agency.names)
    return next(own, agency.name)


def wire_of(article: Article) -> Agency | None:
    """The agency that the article credits; None for its own reports. Of several the first that is named."""
    own = {article.outlet.casefold(), article.owner.casefold()}
    author = (article.author or "").casefold().strip()
    agencies = [agency for agency in _agencies() if own.isdisjoint(agency.names)]
    if len(agencies) < len(_agencies()):  # an agency's own report
        return None
    by_line = next((agency for agency in agencies if author in agency.names), None)
    found = [(place, agency) for agency in agencies if (place := _place(article.text, agency)) is not None]
    return by_line or min(found, key=lambda pair: pair[0], default=(0, None))[1]


def _place(text: str, agency: Agency) -> int | None:
    if agency.named.search(text) is None:  # most texts name none, and the other patterns take a hundred times as long
        return None
    foot = max(0, len(text) - _FOOT)
    found = agency.head.search(text[:_HEAD]) or agency.told.search(text) or agency.foot.search(text, foot)
    return found.start() if found else None


@cache
def _agencies() -> tuple[Agency, ...]:
    tables = read_file("agencies.toml")
    return tuple(_agency(row, tables["credit"]) for row in tables["agency"])


def _agency(row: Mapping[str, list[str]], credit: Mapping[str, list[str]]) -> Agency:
    names = "(?-i:" + "|".join(row["told"]) + ")"
    patterns = {
        kind: re.compile("|".join(pattern.replace("{name}", names) for pattern in listed), re.IGNORECASE | re.MULTILINE)
        for kind, listed in credit.items()
    }
    return Agency(
        name=str(row["name"]),
        names=frozenset(row["names"]),
        named=re.compile(names),
        head=patterns["head"],
        foot=patterns["foot"],
        told=patterns["told"],
    )
