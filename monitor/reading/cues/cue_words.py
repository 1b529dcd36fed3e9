"""The words that turn, bend or place a clause (cue_lexicon/*.toml), compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING

from monitor.reading.cues.cue_files import read_cues
from monitor.reading.cues.joints import Joints, compile_joints
from monitor.reading.text.word_files import is_text, is_whole, lists_called, named
from monitor.types.patterns import by_first_letter, spaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from monitor.reading.text.word_files import Shape

LANGUAGES = ("en", "ru")
"""Languages that can be judged; for others a statement stays unassigned."""

_WORD = r"(?:\w[\w'’-]*+|(?:[a-z]\.){{2,3}})"
"""One word; "U.S." is one."""
_GAP = rf"([^\w.;:!?]++(?:{_WORD}[^\w.;:!?]++){{{{0,{{words}}}}}}?)"
_CLOSE = rf"([^\w.;:!?,]++(?:(?!{{parting}}\b){_WORD}[^\w.;:!?,]++){{{{0,{{words}}}}}}?)"
_GAPS = {" .. ": _GAP.format(words=6), " . ": _GAP.format(words=2)}
"""Words that a gap of a cue holds at most, by how it is written (`compile_cue`); chosen by hand."""
_NEVER = re.compile(r"(?!)")
_WITHIN = "[\u0400-\u04ff]['’ʼ]"
"""What stands before the rest of a word that it does not part: an apostrophe behind a Cyrillic letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CueWords:
    """One language's lexicon: each list as one pattern, and `words`, the shorthand of its lists and of cue patterns."""

    negators: re.Pattern[str]
    not_negators: re.Pattern[str]
    refusals: re.Pattern[str]
    unsaid: re.Pattern[str]
    undoing: re.Pattern[str]
    wrong: re.Pattern[str]
    opposed: re.Pattern[str]
    after: re.Pattern[str]
    bars: re.Pattern[str]
    contrasts: re.Pattern[str]
    boundaries: re.Pattern[str]
    conditions: re.Pattern[str]
    not_conditions: re.Pattern[str]
    hedges: re.Pattern[str]
    not_hedges: re.Pattern[str]
    demands: re.Pattern[str]
    asks: re.Pattern[str]
    self_words: re.Pattern[str]
    other_words: re.Pattern[str]
    prepositions: re.Pattern[str]
    reported: re.Pattern[str]
    others_say: re.Pattern[str]
    passes_on: re.Pattern[str]
    disowned: re.Pattern[str]
    past: re.Pattern[str]
    not_past: re.Pattern[str]
    labels: re.Pattern[str]
    suppositions: re.Pattern[str]
    phrases: re.Pattern[str]
    strict_conditions: re.Pattern[str]
    tails: re.Pattern[str]
    modals: re.Pattern[str]
    deferrals: re.Pattern[str]
    wants: re.Pattern[str]
    speaks: re.Pattern[str]
    inverting: re.Pattern[str]
    harmless: re.Pattern[str]
    whom: re.Pattern[str]
    had: re.Pattern[str]
    not_deferrals: re.Pattern[str]
    turns_back: re.Pattern[str]
    reach: int
    joints: Joints
    words: Mapping[str, str]


@cache
def load_cue_words(language: str) -> CueWords:
    """The lexicon of one of LANGUAGES."""
    lists = read_cues(f"{language}.toml", _shape())
    lists["refusals"] += lists["inverting"]
    words = {name: spaced(pattern) for name, pattern in lists.pop("words").items()}
    reach = int(lists.pop("reach"))
    joints = compile_joints(lists.pop("joints"))
    return CueWords(
        reach=reach,
        joints=joints,
        words=words,
        **{name: any_of(_written_out(entry, words) for entry in entries) for name, entries in lists.items()},
    )


def _shape() -> Shape:
    of_their_own: Shape = {
        "reach": is_whole,
        "joints": lists_called(field.name for field in fields(Joints)),
        "words": named(is_text),
    }
    return {**lists_called(field.name for field in fields(CueWords)), **of_their_own}


def any_of(entries: Iterable[str]) -> re.Pattern[str]:
    """Whole words that match one of the regular expressions, without case; a space stands for any white space.

    Behind a Cyrillic letter an apostrophe stands within a word: «я» is none of «перемир'я».
    """
    joined = by_first_letter(spaced(entry) for entry in entries)
    return re.compile(rf"(?<!\w)(?<!{_WITHIN})(?:{joined})(?!\w)", re.IGNORECASE) if joined else _NEVER


def compile_cue(pattern: str, words: Mapping[str, str], *, parting: str) -> re.Pattern[str]:
    """A cue pattern: lines are alternatives, ` .. ` is a gap of at most six words, ` . ` of two, ` ~ ` of two within one phrase.

    `<word>` stands for `words["word"]`; a phrase ends where `parting`, an alternation, matches.
    The gaps are the only groups of the result, so that a "not" inside one can be told from one that was asked for.
    """
    lines = (line.strip() for line in pattern.splitlines())
    alternatives = "|".join(_alternative(line, words, parting) for line in lines if line)
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)


def _alternative(line: str, words: Mapping[str, str], parting: str) -> str:
    gaps = {**_GAPS, " ~ ": _CLOSE.format(words=2, parting=parting)}
    pieces = re.split(r"( (?:\.{1,2}|~) )", line)
    with_gaps = "".join(gaps.get(piece) or spaced(piece) for piece in pieces)
    return _written_out(with_gaps, words)


def _written_out(pattern: str, words: Mapping[str, str]) -> str:
    """With `words["name"]` for each `<name>` that is one of them."""
    return re.sub(r"<(\w+)>", lambda m: words.get(m[1], m[0]), pattern)
