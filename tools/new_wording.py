"""How often new wording is told where nothing is new, and how soon where something is, on our own training statements.

    python tools/new_wording.py false 200       archives of 34 weeks, statements at random times: what a month of digests tells
    python tools/new_wording.py power 20        two words put into a share of one stream's utterances: after how many weeks they are told
    python tools/new_wording.py shuffled FILE 50    a replay's `utterances.jsonl`, each stream shuffled in time

Draws of even seeds were there to compare settings on; what is printed is of odd ones. Beside it stands the score of the method as written:
Fightin' Words with a prior of 500 (Monroe, Colaresi, Quinn 2008).
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from math import log, sqrt
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING

from monitor.config import load_config
from monitor.shifts.merge import shingles_of
from monitor.shifts.open_wording import new_wordings
from monitor.types import StreamKey, Worded, Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from monitor.types import Config

ROOT = Path(__file__).parents[1]
END = datetime(2025, 11, 3, tzinfo=UTC)
WEEK = timedelta(weeks=1)
BACK = 34
MONTH = 4
OWNERS, VOICES, STREAMS = 5, 4, 6
VOLUMES = (4, 8, 16)
"""Utterances a week of a stream."""
PHRASE = "lanterns of the harbour"
PRIOR_AS_WRITTEN = 500.0
Texts = dict[tuple[str, str], list[str]]


def statements() -> Texts:
    """The English training statements by bloc and issue."""
    found: Texts = defaultdict(list)
    for file in sorted((ROOT / "training" / "statements").glob("en-*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            parts = line.split(" | ", 4)
            if len(parts) == 5:
                found[parts[2], parts[0].partition("=")[0]].append(parts[4])
    return found


@dataclass(frozen=True)
class Desk:
    """Who speaks: of each bloc as many offices as there are voices, each with one speaker."""

    config: Config
    texts: Texts

    def offices(self, bloc: str) -> list[str]:
        return [office.id for office in self.config.world.offices if office.bloc == bloc][:VOICES]

    def streams(self, rng: Random) -> list[tuple[str, str]]:
        codes = {issue.code for issue in self.config.world.issues}
        blocs = {office.bloc for office in self.config.world.offices}
        large = [key for key, told in self.texts.items() if len(told) >= 100 and key[0] in blocs and key[1] in codes]
        return rng.sample(sorted(large), STREAMS)

    def talk(self, rng: Random, stream: tuple[str, str], per_week: int, weeks: int) -> Iterator[Worded]:
        """So many weeks up to END, the statements drawn at random and with replacement."""
        for n in range(per_week * weeks):
            at = END - rng.random() * weeks * WEEK
            office = rng.choice(self.offices(stream[0]))
            quote = rng.choice(self.texts[stream])
            yield worded(f"{stream[0]}-{stream[1]}-{n}", StreamKey(office, stream[1]), at, quote, rng.randrange(OWNERS))

    def told(self, said: Iterable[Worded], until: datetime) -> list[str]:
        found = new_wordings(said, world=self.config.world, rules=self.config.rules, until=until)
        return [f"{one.stream.bloc}:{one.stream.issue}:{one.term}" for one in found]


def worded(name: str, key: StreamKey, at: datetime, quote: str, owner: int) -> Worded:
    return Worded(
        id=name,
        key=key,
        at=at,
        actor=key.office,
        origin=f"Owner {owner}",
        quiet=False,
        own=(Wording(name, 0, "en", quote),),
        shingles=shingles_of((quote,), 8),
    )


def false_alarms(desk: Desk, draws: int) -> None:
    alarms, months = 0, 0
    for seed in range(1, 2 * draws, 2):
        rng = Random(seed)
        weeks = BACK + MONTH
        said = [one for stream in desk.streams(rng) for one in desk.talk(rng, stream, rng.choice(VOLUMES), weeks)]
        told = {term for back in range(MONTH) for term in desk.told(said, END - back * WEEK)}
        alarms, months = alarms + len(told), months + 1
        for term in sorted(told):
            print(f"  seed {seed}: {term}")
    print(f"false: {alarms} in {months} months of {STREAMS} streams, {alarms / months:.3f} a month")


def power(desk: Desk, draws: int) -> None:
    for per_week in VOLUMES:
        for share in (0.2, 0.4):
            found = [_weeks_until_told(desk, Random(seed), per_week, share) for seed in range(1, 2 * draws, 2)]
            told = [weeks for weeks, _ in found if weeks is not None]
            written = [weeks for _, weeks in found if weeks is not None]
            print(
                f"{per_week} a week, in {share:.0%}: told {len(told)} of {draws}, weeks {_middle(told)};"
                f" as written {len(written)} of {draws}, weeks {_middle(written)}"
            )


def _middle(weeks: Sequence[int]) -> str:
    return f"{median(weeks):g} (at most {max(weeks)})" if weeks else "-"


def _weeks_until_told(
    desk: Desk, rng: Random, per_week: int, share: float, reach: int = 10
) -> tuple[int | None, int | None]:
    weeks = BACK + reach
    moved, *others = desk.streams(rng)
    begun = END - reach * WEEK
    said = [one for stream in others for one in desk.talk(rng, stream, rng.choice(VOLUMES), weeks)]
    for one in desk.talk(rng, moved, per_week, weeks):
        taken = one.at >= begun and rng.random() < share
        said.append(_with_phrase(one) if taken else one)
    ends = [begun + k * WEEK for k in range(1, reach + 1)]
    told = next((k for k, end in enumerate(ends, 1) if any("lantern" in term for term in desk.told(said, end))), None)
    written = next((k for k, end in enumerate(ends, 1) if _as_written(said, moved, desk, end) >= 4), None)
    return told, written


def _with_phrase(one: Worded) -> Worded:
    return replace(one, own=tuple(place._replace(quote=f"{place.quote} We speak of {PHRASE}.") for place in one.own))


def _as_written(said: Sequence[Worded], stream: tuple[str, str], desk: Desk, until: datetime) -> float:
    """z of Fightin' Words over the last 28 days, the prior by the phrase's share of all utterances."""
    start, first = until - timedelta(days=28), until - timedelta(days=208)
    offices = set(desk.offices(stream[0]))
    ours = [one for one in said if one.key.office in offices and one.key.issue == stream[1] and first <= one.at < until]
    now, before = [o for o in ours if o.at >= start], [o for o in ours if o.at < start]
    all_ = [one for one in said if first <= one.at < until]
    prior = PRIOR_AS_WRITTEN * sum(map(_has_phrase, all_)) / len(all_)
    if not prior:
        return 0.0
    y1, n1, y0, n0 = sum(map(_has_phrase, now)), len(now), sum(map(_has_phrase, before)), len(before)
    delta = log((y1 + prior) / (n1 + PRIOR_AS_WRITTEN - y1 - prior)) - log(
        (y0 + prior) / (n0 + PRIOR_AS_WRITTEN - y0 - prior)
    )
    return delta / sqrt(1 / (y1 + prior) + 1 / (y0 + prior))


def _has_phrase(one: Worded) -> bool:
    return any(PHRASE in place.quote for place in one.own)


def shuffled(desk: Desk, file: Path, draws: int) -> None:
    said = list(_replayed(file))
    end = max(one.at for one in said)
    alarms, months = 0, 0
    for seed in range(1, 2 * draws, 2):
        mixed = _shuffled(said, Random(seed))
        told = {term for back in range(MONTH) for term in desk.told(mixed, end - (seed % 40 + back) * WEEK)}
        alarms, months = alarms + len(told), months + 1
    print(f"shuffled {file}: {alarms} in {months} months, {alarms / months:.3f} a month")


def _replayed(file: Path) -> Iterator[Worded]:
    for line in file.read_text(encoding="utf-8").splitlines():
        row: Mapping[str, object] = json.loads(line)
        yield from _own(row)


def _own(row: Mapping[str, object]) -> Iterator[Worded]:
    evidence = row["evidence"]
    assert isinstance(evidence, list)
    own = tuple(
        Wording(e["article"], e["start"], "en", e["quote"]) for e in evidence if e["voice"] in ("primary", "quoted")
    )
    origins = row["origins"]
    assert isinstance(origins, list)
    if own:
        yield Worded(
            id=str(row["id"]),
            key=StreamKey(str(row["office"]), str(row["issue"])),
            at=datetime.fromisoformat(str(row["said_at"])),
            actor=str(row["actor"]),
            origin=str(origins[0]),
            quiet=bool(row["quiet"]),
            own=own,
            shingles=shingles_of((place.quote for place in own), 8),
        )


def _shuffled(said: Sequence[Worded], rng: Random) -> list[Worded]:
    streams: dict[StreamKey, list[Worded]] = defaultdict(list)
    for one in said:
        streams[one.key].append(one)
    mixed = []
    for told in streams.values():
        times = [one.at for one in told]
        rng.shuffle(times)
        mixed += [replace(one, at=at) for one, at in zip(told, times, strict=True)]
    return mixed


def main() -> None:
    desk = Desk(load_config(ROOT / "config"), statements())
    match sys.argv[1:]:
        case ["false", draws]:
            false_alarms(desk, int(draws))
        case ["power", draws]:
            power(desk, int(draws))
        case ["shuffled", file, draws]:
            shuffled(desk, Path(file), int(draws))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
