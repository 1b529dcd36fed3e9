"""New wording: words that a bloc begins to use on an issue and hardly used before, whatever they are (method §2.3, ADR 35).

A stream is what one bloc says on one issue in one language. On an issue, because what is talked of more often brings its own
words with it, and that is emphasis. Of a bloc, because most governments are heard a few times a month on an issue, and because
words that spread among allies are the news; that two actors use them keeps one man's way of speaking out. In one language,
because words are compared as they are written.

Occasions are counted, not words: what one office says in one article is one, and so is what several say in the same words. Before
and now are compared outlet by outlet: an outlet counts for as much of what was said before as it does of what is said now, and
one that is heard on one side only does not count. So a new feed, a lost one or another mix of languages is no new wording.
May import: types, and shifts.days, occasions, terms.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from math import exp, lgamma
from statistics import NormalDist
from typing import TYPE_CHECKING

from monitor.shifts.days import monday
from monitor.shifts.occasions import occasions_by_stream
from monitor.shifts.terms import function_words, overlaps
from monitor.types.patterns import spaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from monitor.shifts.occasions import Occasion, Stream
    from monitor.types import NewWordingRules, Rules, Worded, World

WINDOWS = 2
"""In so many windows in a row it must hold."""
LARGE = 5
"""From so many occasions of now on an outlet is compared by itself; smaller ones are taken together."""
LEAST = 0.5
"""Added to what was said before: what was never said is not impossible."""
MOSTLY = 0.5
"""Longer words are named beside a term where they have so much of its uses; terms that share so much of them are one story."""
COMMON = 0.04
"""A word that stands in so many of all utterances before, on whatever issue, is no wording by itself (“people”)."""
NEARLY_ALL = 0.8
"""A longer term stands for a shorter one where it has so much of its uses."""
LEAST_CHANCE = 1e-300
"""What is rarer is told as this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWording:
    """A term that a stream took up. `k` of `n` occasions now, `k_before` of `n_before` before (these by outlet as now).

    `fuller`: the longer words that they mostly stand in, empty where there are none. `z`: the normal score of so many by chance. `uses`: the occasions of now with it, oldest first; `earlier`: those before.
    """

    stream: Stream
    term: str
    words: str
    fuller: str
    k: int
    n: int
    k_before: int
    n_before: int
    z: float
    uses: tuple[Occasion, ...]
    earlier: tuple[Occasion, ...]


def new_wordings(
    worded: Iterable[Worded], *, world: World, rules: Rules, until: datetime, frozen: Iterable[tuple[str, date]] = ()
) -> list[NewWording]:
    """What holds in the last two windows before `until`, the surest first, overlapping terms as one.

    `frozen`: (office, Monday) of weeks in which an office was hardly heard; they count neither now nor before.
    """
    wording, left_out = rules.new_wording, frozenset(frozen)
    since = until - wording.back
    heard = [one for one in worded if since <= one.at < until and (one.key.office, monday(one.at)) not in left_out]
    streams = occasions_by_stream(heard, world, rules.merge.window)
    rates = _usual_rates(streams, until - WINDOWS * wording.window)
    tested, found = 0, []
    for stream, said in sorted(streams.items()):
        looked, some = _of_stream(stream, said, rates[stream.language], until=until, rules=wording)
        tested += looked
        found += some
    held = _benjamini_hochberg(found, tested, wording.false_share)
    return _each_once(_longest([one for one in held if not _is_expected(one, world, rules)]))


# ------------------------------------------------------------------ counting


def _usual_rates(streams: Mapping[Stream, Sequence[Occasion]], start: datetime) -> dict[str, dict[str, float]]:
    """By language: the share of all occasions before `start`, on any issue and of any bloc, that each term stood in."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    sizes: Counter[str] = Counter()
    for stream, said in streams.items():
        earlier = [one for one in said if one.at < start]
        sizes[stream.language] += len(earlier)
        for one in earlier:
            counts[stream.language].update(one.terms.keys())
    return {
        stream.language: {term: count / sizes[stream.language] for term, count in counts[stream.language].items()}
        for stream in streams
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Occasions of now, and those before beside what each of them counts for."""

    now: Sequence[Occasion]
    before: Sequence[tuple[Occasion, float]]

    @property
    def size_before(self) -> float:
        """Of so many equal occasions that before is worth."""
        return sum(weight for _, weight in self.before)


def _of_stream(
    stream: Stream, said: Sequence[Occasion], rates: Mapping[str, float], *, until: datetime, rules: NewWordingRules
) -> tuple[int, list[NewWording]]:
    """How many terms were looked at, and those that hold."""
    start = until - WINDOWS * rules.window
    before = [one for one in said if one.at < start]
    if len({monday(one.at) for one in before}) < rules.weeks:
        return 0, []
    compared = compared_by_outlet([one for one in said if one.at >= start and not one.quiet], before)
    uses: dict[str, list[Occasion]] = defaultdict(list)
    for one in compared.now:
        for term in one.terms:
            uses[term].append(one)
    bounds = [start + k * rules.window for k in range(WINDOWS + 1)]
    windows = [[one for one in compared.now if a <= one.at < b] for a, b in pairwise(bounds)]
    found = []
    for term, told in sorted(uses.items()):
        if " " not in term and rates.get(term, 0.0) >= COMMON:
            continue
        if len(told) < rules.utterances or len({actor for one in told for actor in one.actors}) < rules.actors:
            continue
        belief = _belief(term, compared, rates.get(term, 0.0), rules.prior)
        z, *each = (
            score_of(chance_of(sum(term in one.terms for one in some), len(some), *belief))
            for some in (compared.now, *windows)
        )
        if z >= rules.z and min(each) >= rules.z_each:
            found.append(_found(stream, term, told, compared, z))
    return len(uses), found


def compared_by_outlet(now: Sequence[Occasion], before: Sequence[Occasion]) -> Compared:
    """Leaves out what has nothing to be compared with, and weighs what was before so that each outlet has the share it has now.

    Outlets that say little now are taken together. The weights add up to Kish's effective size: a few occasions that
    stand for many count for few.
    """
    heard_now, heard_before = Counter(one.origin for one in now), Counter(one.origin for one in before)
    stratum = {origin: origin if count >= LARGE else "" for origin, count in heard_now.items() if heard_before[origin]}
    kept_now = [one for one in now if one.origin in stratum]
    kept_before = [one for one in before if one.origin in stratum]
    sizes = Counter(stratum[one.origin] for one in kept_now)
    sizes_before = Counter(stratum[one.origin] for one in kept_before)
    shares = [sizes[stratum[one.origin]] / sizes_before[stratum[one.origin]] for one in kept_before]
    squares = sum(share**2 for share in shares)
    scale = sum(shares) / squares if squares else 0.0
    return Compared(now=kept_now, before=[(one, scale * share) for one, share in zip(kept_before, shares, strict=True)])


def _belief(term: str, compared: Compared, rate: float, prior: float) -> tuple[float, float]:
    """Beta(a, b) of how often the term is said: what was counted before, and `prior` occasions at the language's own rate."""
    said = sum(weight for one, weight in compared.before if term in one.terms)
    others = compared.size_before - said
    return said + prior * rate + LEAST, others + prior * (1 - rate) + LEAST


def chance_of(k: int, n: int, a: float, b: float) -> float:
    """P(X ≥ k) of n where the rate is Beta(a, b): the upper tail of the beta-binomial."""
    if k == 0:
        return 1.0
    constant = lgamma(a + b) - lgamma(a) - lgamma(b) - lgamma(a + b + n) + lgamma(n + 1)
    tail = sum(
        exp(constant + lgamma(x + a) + lgamma(n - x + b) - lgamma(x + 1) - lgamma(n - x + 1)) for x in range(k, n + 1)
    )
    return min(max(tail, LEAST_CHANCE), 1.0)


def score_of(chance: float) -> float:
    """The z that a normal variable exceeds with that chance."""
    return -NormalDist().inv_cdf(chance) if chance < 1 else float("-inf")


def _found(stream: Stream, term: str, told: Sequence[Occasion], compared: Compared, z: float) -> NewWording:
    earlier = [one for one, _ in compared.before if term in one.terms]
    return NewWording(
        stream=stream,
        term=term,
        words=_form(term, told),
        fuller=_fuller(term, told),
        k=len(told),
        n=len(compared.now),
        k_before=len(earlier),
        n_before=len(compared.before),
        z=z,
        uses=tuple(told),
        earlier=tuple(earlier),
    )


def _form(term: str, told: Sequence[Occasion]) -> str:
    """The words as they stand there most often."""
    forms = Counter(one.terms[term] for one in told if term in one.terms)
    return max(sorted(forms), key=lambda form: (forms[form], form.islower()))


def _fuller(term: str, told: Sequence[Occasion]) -> str:
    """The longer words that most of these have it in."""
    longer = Counter(other for one in told for other in one.terms if f" {term} " in f" {other} " and other != term)
    mostly = [other for other, count in longer.items() if count >= MOSTLY * len(told)]
    return _form(max(mostly, key=lambda other: (longer[other], len(other), other)), told) if mostly else ""


# ------------------------------------------------------------------ choosing


def _benjamini_hochberg(found: Iterable[NewWording], tested: int, false_share: float) -> list[NewWording]:
    """Those of the `tested` terms of which at most `false_share` are expected to be there by chance, the surest first."""
    ranked = sorted(found, key=lambda one: (-one.z, one.stream, one.term))
    passed = (k for k, one in enumerate(ranked, 1) if NormalDist().cdf(-one.z) <= false_share * k / tested)
    return ranked[: max(passed, default=0)]


def _is_expected(one: NewWording, world: World, rules: Rules) -> bool:
    """Whether the issue is known by these words anyway, or a watched pair has them: that is told of as the pair."""
    keywords = world.issue(one.stream.issue).keywords.get(one.stream.language, ())
    if any(re.fullmatch(spaced(keyword), one.words, re.IGNORECASE) for keyword in keywords):
        return True
    patterns = [
        side[one.stream.language]
        for pair in rules.wording
        if pair.issue == one.stream.issue
        for side in (pair.a, pair.b)
        if one.stream.language in side
    ]
    return any(re.search(pattern, one.words, re.IGNORECASE) for pattern in patterns)


def _longest(found: Sequence[NewWording]) -> list[NewWording]:
    """One of each phrase: the longest term that has nearly all the uses; what mostly stands in the same occasions is one phrase too."""
    left = sorted(found, key=lambda one: (one.stream, -one.k, -one.z, one.term))
    chosen = []
    while left:
        most = left[0]
        phrase = [one for one in left if one.stream == most.stream and _is_one(most, one)]
        full = [one for one in phrase if one.k >= NEARLY_ALL * most.k]
        chosen.append(max(full, key=_length))
        left = [one for one in left if one not in phrase]
    return chosen


def _length(one: NewWording) -> tuple[int, int, int, float, str]:
    """By the words that say something; function words inside make it no longer."""
    stems = one.term.split(" ")
    small = sum(stem in function_words(one.stream.language) for stem in stems)
    return len(stems) - small, -small, one.k, one.z, one.term


def _is_one(one: NewWording, other: NewWording) -> bool:
    shared = sum(occasion in other.uses for occasion in one.uses)
    overlapping = shared >= NEARLY_ALL * min(one.k, other.k) and overlaps(one.term, other.term)
    return overlapping or shared >= MOSTLY * max(one.k, other.k)


def _each_once(found: Sequence[NewWording]) -> list[NewWording]:
    """The surest first; words that a bloc takes up on several issues are told of one."""
    chosen: list[NewWording] = []
    for one in sorted(found, key=lambda one: (-one.z, one.stream, one.term)):
        if not any(is_same(one.stream, one.term, other.stream, other.term) for other in chosen):
            chosen.append(one)
    return chosen


def is_same(stream: Stream, term: str, other: Stream, other_term: str, *, least: int = 1) -> bool:
    """Whether they are one wording of one bloc, on whichever issue: they share `least` words in a row, or are the same."""
    same = (stream.bloc, stream.language) == (other.bloc, other.language)
    return same and overlaps(term, other_term, least=least)
