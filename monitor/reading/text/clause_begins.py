"""Whether a clause may begin at a place of its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.reading.text.lexicon_files import in_all_languages

if TYPE_CHECKING:
    from monitor.reading.text.lexicon import Lexicon


def may_begin_behind(before: str, lexicon: Lexicon) -> bool:
    """Whether one may begin behind these words of its sentence: they are none, or end with a mark, a day or what joins claims."""
    before = before.rstrip()
    last = before.rsplit(None, 1)[-1:]
    if not last or not last[0][-1].isalnum():
        return True
    day = lexicon["weekday"].search(before)
    return last[0].casefold() in in_all_languages("joins_claims") or (day is not None and day.end() == len(before))
