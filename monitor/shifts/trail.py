"""The last utterances of a stream as its memory keeps them: enough to show evidence without asking the store.

May import: types.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from monitor.types import LATELY, Evidence, StreamKey, Utterance

if TYPE_CHECKING:
    from collections.abc import Mapping

KEPT = LATELY
"""Utterances that a mean may be of; one more is kept, so that the newest can be taken back."""
SPANS = 2


def trimmed(utterance: Utterance) -> Utterance:
    """Without what only merging needs, and with its best evidence only."""
    return replace(utterance, evidence=utterance.evidence[:SPANS], shingles=())


def dump_utterance(utterance: Utterance) -> dict[str, Any]:
    """JSON-able; the key is the stream's own and is left out."""
    return {
        "id": utterance.id,
        "actor": utterance.actor,
        "said_at": utterance.said_at.isoformat(),
        "levels": list(utterance.levels),
        "weight": utterance.weight,
        "speaker_level": utterance.speaker_level,
        "commitment": utterance.commitment,
        "primary": utterance.primary,
        "evidence": [_dump_evidence(evidence) for evidence in utterance.evidence[:SPANS]],
        "origins": list(utterance.origins),
        "copies": utterance.copies,
        "margin": utterance.margin,
        "quiet": utterance.quiet,
        "flags": list(utterance.flags),
        "agreeing": utterance.agreeing,
    }


def load_utterance(row: Mapping[str, Any], key: StreamKey) -> Utterance:
    """What `dump_utterance` wrote."""
    known = dict(row)
    known["said_at"] = datetime.fromisoformat(known["said_at"])
    known["evidence"] = tuple(_load_evidence(evidence) for evidence in known["evidence"])
    for name in ("levels", "origins", "flags"):
        known[name] = tuple(known[name])
    return Utterance(key=key, **known)


def _dump_evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "quote": evidence.quote,
        "article": evidence.article,
        "url": evidence.url,
        "title": evidence.title,
        "outlet": evidence.outlet,
        "published": evidence.published.isoformat() if evidence.published else None,
        "said_at": evidence.said_at.isoformat(),
        "speaker": evidence.speaker,
        "voice": evidence.voice,
        "start": evidence.start,
        "end": evidence.end,
        "weight": evidence.weight,
        "language": evidence.language,
        **({"said_within": True} if evidence.said_within else {}),
    }


def _load_evidence(row: Mapping[str, Any]) -> Evidence:
    known = dict(row)
    known["said_at"] = datetime.fromisoformat(known["said_at"])
    known["published"] = datetime.fromisoformat(known["published"]) if known["published"] else None
    return Evidence(**known)
