"""How sure an alert is, in a reader's words: the same on card, digest and site. “Confirmed” is the evidence, confidence more than that."""

from __future__ import annotations

ASSUMED = "assumed, not computed"
_STATUSES = {"confirmed": "confirmed by evidence"}


def status_words(status: str) -> str:
    """Enough statements point one way; whether they were read rightly is the confidence's to say, and a person's."""
    return _STATUSES.get(status, status)


def confidence_word(confidence: float) -> str:
    """Below .5 low, to .8 moderate, above high; as the number reads with two digits."""
    shown = round(confidence, 2)
    return "low" if shown < 0.5 else "moderate" if shown <= 0.8 else "high"


def sureness_words(confidence: float, *, computed: bool) -> str:
    """What stands behind the number of a confidence."""
    return f"{confidence_word(confidence)}, misreading allowed for" if computed else ASSUMED
