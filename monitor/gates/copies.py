"""Whether copies are told from news: items of feeds, equal documents, and wires that outlets print, retell and translate.

A pair counts as found where the service would count it once. Of our own wires every second one, from the first, set the threshold
for translations; `held-out` figures are of the others.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from monitor.feeds import normalise_url
from monitor.gates.figures import Result
from monitor.gates.intervals import share
from monitor.gates.sets import own_rows, rows
from monitor.reading import signature
from monitor.shifts import Meaning, gather
from monitor.shifts.merge import twin
from monitor.types import Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from monitor.gates.shipped import Shipped
    from monitor.types import MergeRules, Utterance

    Pair = tuple[int, int]

SCOOP = "dedup_scoop/items.jsonl"
WHITEHOUSE = "whitehouse/dev/2021_2022.jsonl.gz"
TOLD = ("en", "retold", "ru")
_NOON = timedelta(hours=12)


class Wire(NamedTuple):
    """One telling of one of our wires: `group` is the wire, `told` how."""

    group: int
    told: str
    utterances: tuple[Utterance, ...]


def measure_scoop(data: Path, merge: MergeRules) -> Result:
    """Real items of feeds, judged by hand: by address alone, and as shipped. Raises UsageError."""
    items = rows(data / SCOOP)
    wanted = _together([item["story"] for item in items])
    by_address = _together([normalise_url(item["url"]) or item["id"] for item in items])
    by_words = alike([item.get("body") or "" for item in items], [_day(item["published"]) for item in items], merge)
    shipped = by_address | by_words
    figures = (
        share("address-recall", [pair in by_address for pair in wanted]),
        share("recall", [pair in shipped for pair in wanted]),
        share("precision", [pair in wanted for pair in shipped]),
    )
    return Result(gate="copies", subject="scoop", figures=figures)


def measure_whitehouse(data: Path, merge: MergeRules) -> Result:
    """Documents that are equal letter by letter under different addresses; what else is taken for a copy is counted. Raises UsageError."""
    documents = rows(data / WHITEHOUSE)
    texts = [row["text"] for row in documents]
    equal = _together(texts)
    found = alike(texts, [_day(row["date"]) for row in documents], merge)
    near = {pair for pair in equal if _within(documents[pair[0]]["date"], documents[pair[1]]["date"], merge)}
    figures = (
        share("recall", [pair in found for pair in near]),
        share("not-equal", [pair not in equal for pair in found], better="lower"),
    )
    return Result(gate="copies", subject="whitehouse", figures=figures)


def measure_wires(shipped: Shipped) -> Result:
    """Each of our wires as it was sent, retold by an outlet in its own words, and in Russian."""
    told = [wire for number, row in enumerate(own_rows("wires")) for wire in _read(number, row, shipped)]
    merge, meaning = shipped.config.rules.merge, Meaning(shipped.embedder)
    pairs = [(a, b, _is_one(a, b, merge, meaning)) for a, b in combinations(told, 2) if a.utterances and b.utterances]
    same = [(a, b, one) for a, b, one in pairs if a.group == b.group]
    figures = (
        share("read", [bool(wire.utterances) for wire in told]),
        share("retold", [one for a, b, one in same if (a.told, b.told) == ("en", "retold")]),
        share("translated", [one for a, b, one in same if (a.told, b.told) == ("en", "ru")]),
        share("translated-held-out", [o for a, b, o in same if (a.told, b.told) == ("en", "ru") and a.group % 2]),
        share("precision", [a.group == b.group for a, b, one in pairs if one]),
    )
    return Result(gate="copies", subject="wires", figures=figures, own=True)


def _read(group: int, row: dict[str, Any], shipped: Shipped) -> Iterable[Wire]:
    for hour, told in enumerate(TOLD):
        at = datetime.fromisoformat(row["day"]).replace(tzinfo=UTC) + _NOON + timedelta(hours=hour)
        article = Article(
            id=f"{row['id']}-{told}", feed_id=told, url=None, outlet=f"Outlet {told}", owner=f"Owner {told}", title="News",
            text=row[told], seen=at, published=at,
        )  # fmt: skip
        reading = shipped.reader.read(article)
        known = replace(article, language=reading.language)
        rules = shipped.config.rules
        yield Wire(group, told, gather(known, reading.statements, world=shipped.world, rules=rules))


def _is_one(one: Wire, other: Wire, merge: MergeRules, meaning: Meaning) -> bool:
    return any(twin(utterance, one.utterances, merge, meaning) is not None for utterance in other.utterances)


def _together(keys: Sequence[object]) -> set[Pair]:
    """The pairs of places that have one key."""
    places: dict[object, list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        places[key].append(place)
    return {pair for same in places.values() for pair in combinations(same, 2)}


def alike(texts: Sequence[str], days: Sequence[datetime], merge: MergeRules) -> set[Pair]:
    """The pairs that the service takes for copies: words in common, and not far apart in time."""
    signed = [(place, signature(text)) for place, text in enumerate(texts)]
    places = [place for place, found in signed if found]
    if not places:
        return set()
    table = np.array([found for _, found in signed if found], dtype=np.uint32)
    pairs: set[Pair] = set()
    for row, place in enumerate(places):
        likeness = (table[row + 1 :] == table[row]).mean(axis=1)
        near = (places[row + 1 + int(at)] for at in np.flatnonzero(likeness >= merge.copy_similarity))
        pairs.update((place, other) for other in near if abs(days[place] - days[other]) <= merge.copy_window)
    return pairs


def _within(one: str, other: str, merge: MergeRules) -> bool:
    return abs(_day(one) - _day(other)) <= merge.copy_window


def _day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
