"""Twelve themes of our own, six ways of saying each, among our own labelled statements at random times: what is found, and what is made up.

`python -m tests.shifts.themed_draws DRAWS` prints what docs/measured.md says. Settings were made on the themes of even lines of the list; the
others are held out.
"""

from __future__ import annotations

import json
import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.config import load_config
from monitor.gates.sets import own_rows, rows
from monitor.gates.theme_look import Remembering
from monitor.models import open_embedder
from monitor.shifts import Nearness, themes
from monitor.types import Unplaced
from tests.builders import evidence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.ports import Embedder
    from monitor.shifts.themes import Theme
    from monitor.types import ThemeRules

BEGUN = datetime(2026, 1, 5, tzinfo=UTC)
WEEKS, RECENT = 14, 12
FORTNIGHTS_A_MONTH = 365.25 / 12 / 14


def ways() -> dict[str, list[str]]:
    """Six ways of saying each theme."""
    said: dict[str, list[str]] = {}
    for row in rows(Path(__file__).with_name("new_themes.jsonl")):
        said.setdefault(row["theme"], []).append(row["text"])
    return said


def statements(*languages: str) -> list[str]:
    return [row["text"] for language in languages for row in own_rows(f"statements-{language}")]


def looked(said: Sequence[tuple[float, str]], embedder: Embedder, rules: ThemeRules) -> list[Theme]:
    """What is told at the end of the last week; `said`: when, in weeks, and what; each by the next of eight actors and six owners."""
    until = BEGUN + timedelta(weeks=WEEKS)
    told = [_unplaced(number, week, text) for number, (week, text) in enumerate(sorted(said))]
    usual = sum(one.at < until - rules.window for one in told)
    quotes = [one.evidence.quote for one in told]
    near = Nearness().of(quotes, embedder, usual=usual, share=rules.share, between=rules.between)
    return themes(told, near, until=until, rules=rules)


def _unplaced(number: int, week: float, text: str) -> Unplaced:
    actor, at = f"actor {number * 5 % 8}", BEGUN + timedelta(weeks=week)
    place = evidence(quote=text, article=f"a{number:04d}", published=at, said_at=at)
    return Unplaced(actor=actor, office=actor, owner=f"owner {number * 7 % 6}", at=at, evidence=place)


def at_random(rng: random.Random, pool: Sequence[str], count: int, *, before: float = 1.0) -> list[tuple[float, str]]:
    """So many of the pool in fourteen weeks; `before`: how much was said in the first twelve, as a share of what is in the last two."""
    share = RECENT * before / (RECENT * before + WEEKS - RECENT)
    return [
        (rng.random() * RECENT if rng.random() < share else RECENT + rng.random() * (WEEKS - RECENT), text)
        for text in rng.sample(list(pool), count)
    ]


def made_up(
    pool: Sequence[str], count: int, *, draws: int, embedder: Embedder, rules: ThemeRules, before: float
) -> int:
    """How many themes are told in so many draws in which nothing is new."""
    rng = random.Random(f"made up {count} {before}")
    return sum(len(looked(at_random(rng, pool, count, before=before), embedder, rules)) for _ in range(draws))


def found(names: Sequence[str], *, draws: int, embedder: Embedder, rules: ThemeRules) -> int:
    """In how many of so many draws a theme is told of which three statements, or most, are of the one that was put into the last fortnight."""
    rng, pool, said = random.Random("found"), statements("en", "ru"), ways()
    hits = 0
    for name in names:
        for _ in range(draws):
            new = [(RECENT + rng.random() * (WEEKS - RECENT), text) for text in said[name]]
            told = looked([*at_random(rng, pool, 400), *new], embedder, rules)
            hits += any(_tells(theme, said[name]) for theme in told)
    return hits


def _tells(theme: Theme, texts: Sequence[str]) -> bool:
    own = sum(one.evidence.quote in texts for one in theme.told)
    return own >= 3 or 2 * own > len(theme.told)


def main(draws: int) -> None:
    rules, embedder = load_config(Path("config")).rules.theme, Remembering(open_embedder())
    names = list(ways())
    for label, some in (("settings", names[::2]), ("held out", names[1::2])):
        hits = found(some, draws=draws // 10, embedder=embedder, rules=rules)
        _write({"themes": label, "found": hits, "of": len(some) * (draws // 10)})
    for languages, count in ((("en", "ru"), 400), (("uk", "de", "fr"), 160)):
        for before in (1.0, 1 / 3):
            raised = made_up(statements(*languages), count, draws=draws, embedder=embedder, rules=rules, before=before)
            month = round(FORTNIGHTS_A_MONTH * raised / draws, 3)
            _write({"of": languages, "before": round(before, 2), "made up": raised, "a month": month})


def _write(line: dict[str, object]) -> None:
    sys.stdout.write(f"{json.dumps(line)}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
