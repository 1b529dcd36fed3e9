"""How often alerts were borne out, learnt from what people said of them (ADR 20). Pure. May import: types.

What the evidence says (`sureness_of`) holds if the statements were read rightly; how often they were, only people can tell. So a confidence
is that chance times a share borne out. A verdict on an alert of chance c is a toss of c times that share. The start counts as `record_prior`
verdicts on alerts that were sure; each kind starts from what all kinds taught.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.shifts.detect import sureness_of
from monitor.types import Judgement, TrackRecord

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from monitor.types import Alert, DetectRules

SAYS_NOTHING = "not-important"
"""The one dismissal that leaves open whether the line has moved."""


def judgement_of(alert: Alert, word: str) -> Judgement | None:
    """What a verdict says of whether a line has moved; None where it says nothing of that."""
    if word == SAYS_NOTHING:
        return None
    return Judgement(kind=alert.kind, computed=alert.computed, ratio=alert.ratio, right=word == "confirm")


def learnt(judgements: Iterable[Judgement], rules: DetectRules) -> TrackRecord:
    """The share borne out of each kind, and how often unconfirmed alerts were right."""
    judged = list(judgements)
    measured = [one for one in judged if one.computed and one.ratio > 0]
    of_all = _share(measured, start=rules.borne_out, rules=rules)
    kinds = sorted({one.kind for one in measured})
    by_kind = {kind: [one for one in measured if one.kind == kind] for kind in kinds}
    quick = [one for one in judged if not one.computed]
    return TrackRecord(
        stated=rules.borne_out,
        of_all=of_all,
        by_kind={kind: _share(ones, start=of_all, rules=rules) for kind, ones in by_kind.items()},
        verdicts={kind: len(ones) for kind, ones in by_kind.items()},
        unconfirmed=_record(quick, start=rules.unconfirmed, prior=rules.record_prior),
        unconfirmed_verdicts=len(quick),
    )


def _share(judged: Sequence[Judgement], *, start: float, rules: DetectRules) -> float:
    """Right ones over what their evidence promised, with the prior's verdicts."""
    promised = sum(sureness_of(one.ratio, rules) for one in judged)
    right = sum(one.right for one in judged)
    return min((rules.record_prior * start + right) / (rules.record_prior + promised), 1.0)


def _record(judged: Sequence[Judgement], *, start: float, prior: float) -> float:
    """Right of those judged, with the prior's verdicts."""
    right = sum(one.right for one in judged)
    return (right + prior * start) / (len(judged) + prior) if judged else start


def in_words(record: TrackRecord) -> str:
    """What confidence rests on, with the number of verdicts."""
    n = sum(record.verdicts.values())
    stated = f"{record.stated:.2f}"
    if not n and not record.unconfirmed_verdicts:
        return f"Confidence assumes that {stated} of confirmed alerts rest on statements read rightly, and {record.unconfirmed:.2f} of unconfirmed ones; no verdict has taught otherwise yet."
    kinds = ", ".join(
        f"{kind.replace('_', ' ')} {share:.2f} (n = {record.verdicts[kind]})" for kind, share in record.by_kind.items()
    )
    learnt_text = f"{record.of_all:.2f} of confirmed alerts are borne out (n = {n} verdicts; at the start: {stated})"
    quick = f"unconfirmed alerts start at {record.unconfirmed:.2f} (n = {record.unconfirmed_verdicts})"
    return f"Confidence has learnt from all verdicts so far: {learnt_text}{'; ' + kinds if kinds else ''}; {quick}."
