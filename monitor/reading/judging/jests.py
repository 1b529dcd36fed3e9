"""What is told as a joke or with irony ("…, he joked"): nobody's line, whatever its words say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitor.reading.judgement import left_open
from monitor.reading.text.lexicon import LANGUAGES, load_lexicon
from monitor.types.reading import IN_JEST

if TYPE_CHECKING:
    from monitor.reading.found import Attribution
    from monitor.reading.judgement import Judgements

_NEAR = 30
"""Letters before and after the verb of saying in which it may say how it was meant."""
_TURN = 20
"""Letters beyond, in which a word that makes it no joke may stand ("scherzte nicht")."""
_SET_OFF = 2
"""Words between commas that may still say how the verb is meant."""
_ENDS = re.compile(r"[.!?…;:\n]")


def open_in_jest(found: Attribution, judged: Judgements, text: str, language: str) -> Judgements:
    """The judgements; of what is told as a joke they name the issues and no level."""
    if language not in LANGUAGES or not _is_in_jest(found, text, language):
        return judged
    return tuple(left_open(each.marked(IN_JEST)) for each in judged)


def _is_in_jest(found: Attribution, text: str, language: str) -> bool:
    if found.cue is None:
        return False
    start, end = found.cue
    before = _clause(_ENDS.split(_beside(found, text, max(start - _NEAR - _TURN, 0), start))[-1])
    after = _ENDS.split(_beside(found, text, end, min(end + _NEAR + _TURN, len(text))))[0]
    near = range(len(before) - _NEAR, len(before) + end - start + _NEAR)
    jests = load_lexicon(language)["jests"].finditer(f"{before}{text[start:end]}{after}")
    return any(m.start() in near for m in jests)


def _clause(before: str) -> str:
    """What belongs to the verb behind: no clause before it ("whether he joked, Trump said"), but a word or two set off ("Joking, Trump said")."""
    *earlier, last = before.split(",")
    return last if any(len(piece.split()) > _SET_OFF for piece in earlier) else before


def _beside(found: Attribution, text: str, start: int, end: int) -> str:
    """The letters from `start` to `end` that are none of what was said."""
    said = found.parts or ((found.start, found.end),)
    return "".join("\n" if any(a <= n < b for a, b in said) else text[n] for n in range(start, end))
