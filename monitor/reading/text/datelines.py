"""What a paragraph may begin with before what it says: a dateline, or the bullet and clock time of a live ticker."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from monitor.reading.text.letters import UPPER
from monitor.reading.text.lexicon_files import one_of

if TYPE_CHECKING:
    from monitor.types import Span

_PLACE = rf"[{UPPER}][\w.'’-]+(?:[ ,/]+[{UPPER}][\w.'’-]*){{0,3}}"
_DASH = r"\s*(?:[-–—]{1,2}|:)\s+"
_AGENCY = rf"\s*(?:\([^)\n]{{2,40}}\){_DASH}|/[^/\n]{{2,40}}/\.?(?:{_DASH}|\s+))"
_PAPER = rf"(?:[{UPPER}][\w.-]{{2,20}}{_DASH}|[{UPPER}.-]{{4,20}}\.\s+)"
_CAPITALS = rf"(?:[{UPPER}]{{2,}}(?:[ ,/-]+[{UPPER}]{{2,}}){{1,3}}|[{UPPER}]{{4,}})"
_BEGINS = rf"(?=[{UPPER}“\"«„])"


def after_dateline(text: str, paragraph: Span) -> Span:
    """The paragraph without the dateline, or the bullet and clock time, that it begins with."""
    found = _dateline().match(text, *paragraph) or _ticked().match(text, *paragraph)
    return (found.end(), paragraph[1]) if found else paragraph


def begins_with_clock(line: str) -> bool:
    """Whether a line begins with a clock time, as those of a live ticker do."""
    return _clock().match(line) is not None


@cache
def _dateline() -> re.Pattern[str]:
    """Where and for whom it was written ("BRUSSELS (Northern Wire) -", "МОСКВА, 24 ноября. /ТАСС/.", "Москва. 24 ноября. ИНТЕРФАКС -"), before what it says."""
    day = rf",? (?:\w{{3,9}}\.? \d{{1,2}}|\d{{1,2}} \w{{3,9}}\.?)(?:,? \d{{4}}(?: {one_of('behind_year')})?)?"
    return re.compile(
        rf"(?:{_PLACE}(?:{day}\.?)?{_AGENCY}|{_PLACE}{day}\.?{_DASH}|{_PLACE}\.{day}\. {_PAPER}"
        rf"|(?!{one_of('no_place')}\b){_CAPITALS}(?:{_DASH}|{day}\.\s+))"
        r"(?=[\w“\"«„])"
    )


@cache
def _clock() -> re.Pattern[str]:
    return re.compile(rf"{_time()}{_BEGINS}")


@cache
def _ticked() -> re.Pattern[str]:
    """A bullet or a clock time of a live ticker, before what it says; a dash with another one behind begins somebody's words."""
    return re.compile(rf"(?:[•▪●·►‣*]\s*|-\s+(?!.*\s[-–—]\s))?(?:{_time()})?{_BEGINS}")


def _time() -> str:
    zone = rf"{one_of('behind_clock')}\b"
    return rf"\[?\d{{1,2}}(?:[:h]\d{{2}}|\sh\s\d{{2}}|\s?h(?=\s?[-–—|:•])|\.\d{{2}}(?=\s?(?:[ap]\.?m|{zone}|[-–—|:])))(?:\s?[ap]\.?m\.?)?(?:\s{zone})?\]?\s*[-–—|:•]?\s+"
