"""Positions against articles: alert or not, which way, on which words, whose. Scored alike on our own pairs and on others'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from monitor.compare import parse_position
from monitor.compare.found import CHANGES, RELATIONS
from monitor.gates.articles import archived
from monitor.gates.figures import Figure, Result
from monitor.gates.intervals import share
from monitor.gates.names import same_source
from monitor.gates.scores import Pair, class_f1, confusion, macro_f1

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from monitor.compare import ComparedPosition, Comparer, Comparison
    from monitor.types import Article, World

_WAYS = {"harder": {"contradicts", "hardens"}, "softer": {"contradicts", "softens"}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A position and an article with its label. `accepted`: the relations that have its direction right.

    `quote` and `speaker` None: no words of the article are the actor's on it.
    """

    id: str
    position: ComparedPosition
    article: Article
    label: str
    alert: bool
    accepted: frozenset[str]
    quote: str | None
    speaker: str | None


Answered = tuple[Case, "Comparison"]


def own_case(row: Mapping[str, Any]) -> Case:
    """A line of pairs.jsonl. A reversal has no one word for its way: contradicts is right for both. Raises UsageError, KeyError where a field is missing."""
    relation, way = row["relation"], row["direction"]
    return Case(
        id=row["id"],
        position=parse_position(row["position"], where=row["id"]),
        article=archived(row["article"], where=row["id"]),
        label=relation,
        alert=relation in CHANGES,
        accepted=frozenset({"new"} if relation == "new" else _WAYS.get(way or "", CHANGES - {"new"})),
        quote=row["quote"],
        speaker=row["speaker"],
    )


def answer(comparer: Comparer, cases: Iterable[Case]) -> list[Answered]:
    """Each case with what the comparer makes of it. Raises ModelError."""
    return [(case, comparer.compare(case.position, case.article)) for case in cases]


def score_pairs(answered: Sequence[Answered], world: World, *, subject: str, own: bool = False) -> Result:
    """The figures of one set; the relation counts by name only where the labels are relations."""
    pairs = [Pair(case.label, found.relation) for case, found in answered]
    figures = [*_alerts(answered), *_words(answered, world)]
    if {pair.wanted for pair in pairs} <= set(RELATIONS):
        figures.append(macro_f1("relation-f1", pairs, classes=RELATIONS))
    order = list(dict.fromkeys((*RELATIONS, *sorted(pair.wanted for pair in pairs))))
    table = confusion(f"{subject}: labels against answers", pairs, order=order)
    return Result(gate="compare", subject=subject, figures=tuple(figures), tables=(table,), own=own)


def score_apart(answered: Sequence[Answered]) -> Result:
    """Claims of which the article holds nothing, while the actor speaks of something else in it, beside others that it does move. A false "reaffirms" is as wrong as an alert."""
    apart = [found for case, found in answered if case.label == "unrelated"]
    figures = (
        share("unrelated-quiet", [found.relation in ("unrelated", "discusses") for found in apart]),
        share("unrelated-told", [found.relation == "unrelated" for found in apart]),
        share("moved-found", [found.alert for case, found in answered if case.alert]),
    )
    return Result(gate="compare", subject="apart", figures=figures, own=True)


def _alerts(answered: Sequence[Answered]) -> list[Figure]:
    caught = [(case, found) for case, found in answered if case.alert and found.alert]
    alarms = [Pair(str(case.alert), str(found.alert)) for case, found in answered]
    return [
        share("alert-precision", [case.alert for case, found in answered if found.alert]),
        share("alert-recall", [found.alert for case, found in answered if case.alert]),
        class_f1("alert-f1", alarms, positive="True"),
        share("quiet-where-nothing-moved", [not found.alert for case, found in answered if not case.alert]),
        share("direction-where-caught", [found.relation in case.accepted for case, found in caught]),
    ]


def _words(answered: Sequence[Answered], world: World) -> list[Figure]:
    quoted = [(case.quote, found.evidence) for case, found in answered if case.quote]
    spoken = [(case.speaker, found.evidence) for case, found in answered if case.speaker]
    return [
        share("quote-in-evidence", [any(overlaps(quote, e.quote) for e in evidence) for quote, evidence in quoted]),
        share(
            "speaker-in-evidence", [any(same_source(s, e.speaker, world) for e in evidence) for s, evidence in spoken]
        ),
    ]


def overlaps(gold: str, quote: str) -> bool:
    """Half of the labelled words stand in the evidence."""
    words, others = re.findall(r"\w+", gold.casefold()), set(re.findall(r"\w+", quote.casefold()))
    return sum(word in others for word in words) >= len(words) / 2
