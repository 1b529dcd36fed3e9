"""How often positions really change, learnt from what people said of alerts (ADR 12). Pure. May import: types.

Each verdict on an alert of evidence R is a toss with chance hR/(1 + hR). The stated rate counts as `rate_prior` verdicts, half of
them right, on alerts with R = 1/h: a Beta distribution over the confidence at the threshold. Each kind starts from what all kinds taught.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from monitor.types import ChangeRates, Judgement

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from monitor.types import Alert, DetectRules

SAYS_NOTHING = "not-important"
"""The one dismissal that leaves open whether the line has moved."""
BOUND = 10.0
"""However many verdicts there are, the rate stays within this factor of the stated one."""
HALVINGS = 60


def judgement_of(alert: Alert, word: str) -> Judgement | None:
    """What a verdict says of whether a line has moved; None where it says nothing of that."""
    if word == SAYS_NOTHING:
        return None
    return Judgement(kind=alert.kind, computed=alert.status == "confirmed", ratio=alert.ratio, right=word == "confirm")


def learnt(judgements: Iterable[Judgement], rules: DetectRules) -> ChangeRates:
    """The rate of each kind, and how often unconfirmed alerts were right."""
    judged = list(judgements)
    measured = [one for one in judged if one.computed and one.ratio > 0]
    of_all = _rate(measured, start=rules.change_rate, rules=rules)
    kinds = sorted({one.kind for one in measured})
    by_kind = {kind: [one for one in measured if one.kind == kind] for kind in kinds}
    quick = [one for one in judged if not one.computed]
    return ChangeRates(
        stated=rules.change_rate,
        of_all=of_all,
        by_kind={kind: _rate(ones, start=of_all, rules=rules) for kind, ones in by_kind.items()},
        verdicts={kind: len(ones) for kind, ones in by_kind.items()},
        unconfirmed=_record(quick, rules.rate_prior),
        unconfirmed_verdicts=len(quick),
    )


def _rate(judged: Sequence[Judgement], *, start: float, rules: DetectRules) -> float:
    """Where the verdicts and the prior balance; the balance falls as h rises, so that halving finds it."""
    low, high = math.log(rules.change_rate / BOUND), math.log(rules.change_rate * BOUND)
    if not judged:
        return start
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if _balance(middle, judged, start, rules.rate_prior) > 0 else (low, middle)
    return math.exp((low + high) / 2)


def _balance(log_rate: float, judged: Sequence[Judgement], start: float, prior: float) -> float:
    """More right than h says counts up, less counts down."""
    kept = prior * (0.5 - _chance(log_rate - math.log(start)))
    return kept + sum(one.right - _chance(log_rate + math.log(one.ratio)) for one in judged)


def _chance(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))


def _record(judged: Sequence[Judgement], prior: float) -> float:
    """Right of those judged, with the prior's verdicts half right."""
    right = sum(one.right for one in judged)
    return (right + prior / 2) / (len(judged) + prior) if judged else 0.5


def in_words(rates: ChangeRates) -> str:
    """What confidence rests on, with the number of verdicts."""
    n = sum(rates.verdicts.values())
    stated = f"1 in {1 / rates.stated:.0f}"
    if not n and not rates.unconfirmed_verdicts:
        return f"Confidence assumes that {stated} utterances begins a move; no verdict has taught otherwise yet."
    kinds = ", ".join(
        f"{kind.replace('_', ' ')} 1 in {1 / rate:.0f} (n = {rates.verdicts[kind]})"
        for kind, rate in rates.by_kind.items()
    )
    learnt_text = f"1 in {1 / rates.of_all:.0f} utterances begins a move (n = {n} verdicts; stated: {stated})"
    quick = f"unconfirmed alerts start at {rates.unconfirmed:.2f} (n = {rates.unconfirmed_verdicts})"
    return f"Confidence has learnt from verdicts: {learnt_text}{'; ' + kinds if kinds else ''}; {quick}."
