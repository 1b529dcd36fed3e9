"""A reader's list of feeds → rows for feeds.toml, and what of it cannot become one. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.cli.found_feeds import is_known, row_of
from monitor.config import address_problem
from monitor.feeds import preview_of
from monitor.show import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from monitor.config.topic import FeedRow
    from monitor.feeds import FeedList, Left, Outline

_ID = re.compile(r"[a-z0-9][\w.-]{0,59}", re.ASCII | re.IGNORECASE)
NO_ADDRESS = "it names no web address as xmlUrl"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFeeds:
    """`known`: how many of the list are configured already, or stand in it twice; `left`: a line each."""

    rows: tuple[dict[str, str | bool], ...]
    known: int
    left: tuple[str, ...]


def listed_feeds(found: FeedList, known: Sequence[FeedRow]) -> ListedFeeds:
    taken, addresses = [row.id for row in known], [row.url for row in known]
    rows: list[dict[str, str | bool]] = []
    left = [_without_address(each) for each in found.left]
    for outline in found.outlines:
        url = preview_of(outline.url)
        problem = address_problem(url)
        if problem:
            left.append(f"{_name(outline.title, url)}: {problem}")
            continue
        if not is_known(url, addresses):
            rows.append(_row(outline, url, taken))
            taken.append(str(rows[-1]["id"]))
        addresses.append(url)
    return ListedFeeds(rows=tuple(rows), known=len(addresses) - len(known) - len(rows), left=tuple(left))


def _row(outline: Outline, url: str, taken: Sequence[str]) -> dict[str, str | bool]:
    row = row_of(url, title=printable(outline.title), language=outline.language, taken=taken)
    return row | dict(_ours(outline, taken))


def _ours(outline: Outline, taken: Sequence[str]) -> Iterator[tuple[str, str | bool]]:
    """What a list of our own says besides; a name that is taken is not taken again."""
    for key, value in outline.ours.items():
        if key == "primary":
            yield key, value.lower() == "true"
        elif key != "id":
            yield key, printable(value)
        elif value not in taken and _ID.fullmatch(value):
            yield key, value


def _without_address(left: Left) -> str:
    return f"{_name(left.title, left.address)}: {NO_ADDRESS}"


def _name(title: str, address: str) -> str:
    """By its address too, unless a password may stand in it."""
    shown = "" if "@" in address else address
    return printable(" ".join(part for part in (title and f"“{title}”", shown) if part)) or "an outline without a name"
