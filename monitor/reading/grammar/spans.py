"""Which places of a text share letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from monitor.reading.grammar.claims import Claim
    from monitor.reading.text.quotes import Quote
    from monitor.types import Span


def overlap(one: Span, other: Span) -> bool:
    """Whether the two have a letter in common."""
    return one[0] < other[1] and other[0] < one[1]


def is_told(quote: Quote, claims: Iterable[Claim]) -> bool:
    """Whether a part of the quotation is what one of the claims says."""
    return any(overlap(part, (quote.start, quote.end)) for claim in claims for part in claim.parts)
