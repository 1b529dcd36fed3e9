"""What somebody plainly asks to be done with what an issue is about: "the sanctions must be extended"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from monitor.reading.cues.clauses import LONGEST_SENTENCE, split_plain
from monitor.reading.cues.cue_files import read_cues
from monitor.reading.cues.cue_words import any_of
from monitor.reading.cues.stance import SURE, Stance, peaked
from monitor.reading.text.word_files import by_language, is_flag, lists_called, texts_called
from monitor.types.levels import sign_of
from monitor.types.patterns import spaced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from monitor.types import Issue

ASKED_LEVELS = {"grow": 2, "keep": 1, "less": -1, "end": -2}
"""What is asked to be done with the thing, and the level that says where more of it is the upper end."""
WORD = r"[\w'’ʼ.-]++"
_FEW = rf"(?:\s+{WORD}){{0,4}}?"
"""Four words at most; chosen by hand."""
_LISTS = (
    "said_on", "lead", "det", "behind", "must", "will", "need", "asks", "of", "asks_to", "adverbs", "then", "impersonal", "asked",
    "before_asked", "backs", "backed", "more", "gone", "good", "bad", "holds", "blocks", "when", "theirs",
)  # fmt: skip
_SHAPE = {
    **lists_called(_LISTS),
    **texts_called(("auxiliary", "passive")),
    "last": is_flag,
    **dict.fromkeys(ASKED_LEVELS, lists_called(("done", "do", "goes", "noun"))),
}


class _Asked(NamedTuple):
    level: int
    words: str
    held: bool


class PlainAsks:
    """Reads them in the languages of the lexicon, on the issues that name what they are about. Holds compiled patterns."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        self._issues = {issue.code: issue for issue in issues if issue.matter}
        self._named = {(i.code, of): any_of(nouns) for i in self._issues.values() for of, nouns in i.matter.items()}
        self._patterns: dict[tuple[str, str, bool], Sequence[tuple[int, re.Pattern[str]]]] = {}

    def stance(self, text: str, code: str, language: str, bloc: str | None) -> Stance | None:
        """The stance on an issue that the text plainly asks for, in a language of the lexicon; None where there is none, or two of its sentences ask for both sides.

        None too for a sentence with words that turn it, set a condition or put it in the mouth of others, behind one that tells of their wish, or,
        of a bloc that does not decide it, with a day on which it is expected.
        """
        issue, named = self._issues.get(code), self._named.get((code, language))
        if issue is None or named is None or language not in _lexicons() or named.search(text) is None:
            return None
        decides = bloc is not None and bloc in issue.foretold
        patterns, words = self._compiled(issue, language, foretold=decides), _lexicons()[language]
        said = split_plain(text)
        found = [
            asked
            for before, sentence in zip(["", *said], said, strict=False)
            if len(sentence) <= LONGEST_SENTENCE
            and not words.theirs.search(before[-LONGEST_SENTENCE:])
            and (decides or not words.when.search(sentence))
            and (asked := _read(sentence, words, patterns))
        ]
        if not found or len({sign_of(asked.level) for asked in found}) > 1:
            return None
        first = found[0]
        return Stance(
            levels=peaked(first.level, SURE),
            level=first.level,
            abstained=False,
            cues=(first.words,),
            plainly=True,
            whole=len(said) == 1,
            held=first.held,
            reasons=(f"plainly asked {first.words!r} {first.level:+d}",),
        )

    def _compiled(self, issue: Issue, language: str, *, foretold: bool) -> Sequence[tuple[int, re.Pattern[str]]]:
        key = (issue.code, language, foretold)
        if key not in self._patterns:
            self._patterns[key] = _patterns(_lexicons()[language], issue.matter[language], foretold=foretold)
        return self._patterns[key]


def _read(sentence: str, words: _Lexicon, patterns: Sequence[tuple[int, re.Pattern[str]]]) -> _Asked | None:
    if "?" in sentence:
        return None
    sentence = words.undated(sentence)
    for level, pattern in patterns:
        m = pattern.match(sentence)
        if m is not None:
            held = "held" in m.groupdict()
            beside = sentence[: m.start("asked")] + sentence[m.end("asked") :] if held else sentence
            return None if words.blocks.search(beside) else _Asked(level, m["asked"], held)
    return None


class _Lexicon(NamedTuple):
    """One language's lists, as `plain_asks.toml` explains them, and those that are searched for, compiled."""

    lists: Mapping[str, Any]
    blocks: re.Pattern[str]
    when: re.Pattern[str]
    theirs: re.Pattern[str]
    said_on: re.Pattern[str]

    def undated(self, sentence: str) -> str:
        """The sentence without the first day that it names as that on which it was said."""
        return " ".join(self.said_on.sub("", sentence, count=1).split())


@cache
def _lexicons() -> Mapping[str, _Lexicon]:
    return {
        language: _Lexicon(
            lists, any_of(lists["blocks"]), any_of(lists["when"]), any_of(lists["theirs"]), any_of(lists["said_on"])
        )
        for language, lists in read_cues("plain_asks.toml", by_language(_SHAPE)).items()
    }


def _patterns(lexicon: _Lexicon, matter: Sequence[str], *, foretold: bool) -> list[tuple[int, re.Pattern[str]]]:
    """For each level one pattern, anchored at the sentence's beginning, with bounded gaps; of those who decide also one that they do not give in on it."""
    lists = lexicon.lists
    found = [
        (level, re.compile(_pattern(lists, kind, matter, foretold=foretold), re.IGNORECASE))
        for kind, level in ASKED_LEVELS.items()
    ]
    return [*found, (ASKED_LEVELS["keep"], re.compile(_held(lists, matter), re.IGNORECASE))] if foretold else found


def _pattern(lists: Mapping[str, Any], kind: str, matter: Sequence[str], *, foretold: bool) -> str:
    verbs: Mapping[str, Sequence[str]] = lists[kind]
    thing = thing_phrase(lists, matter)
    phrase = rf"{thing}(?:\s+(?:{one_of(lists['behind'])})(?!\w){_FEW})?"
    named = rf"{phrase}\s+"
    done, do, goes = (one_of(verbs[kind]) for kind in ("done", "do", "goes"))
    be = lists["auxiliary"]
    adverbs = rf"(?:\s+(?:{one_of(lists['adverbs'])})){{0,2}}"
    behind = rf"\s+{lists['passive']}" if lists["passive"] else ""
    to_be = rf"(?:{be}){adverbs}\s+(?:{done})" if be else rf"(?:{done}){behind}"
    itself = rf"(?:{goes})(?=\W*$|[,;]|\s+(?:{one_of(lists['then'])})(?!\w))"
    between = _FEW if lists["last"] else adverbs
    forms = [rf"{named}(?:{one_of(lists['must'])})(?:{between}\s+{to_be}|{between}\s+{itself})"]
    if lists["impersonal"]:
        forms.append(rf"{named}(?:{one_of(lists['impersonal'])}){adverbs}\s+(?:{do})")
    if foretold:
        forms.append(rf"{named}(?:{one_of(lists['will'])}){between}\s+(?:{to_be}|(?:{done}))")
    need, article = one_of(lists["need"]), rf"(?:{WORD}\s+){{0,2}}?(?:[dl]['’])?"
    if lists["last"]:
        forms.append(rf"(?:{need}){adverbs}\s+{phrase}{adverbs}\s+(?:{do})")
    else:
        forms.append(rf"(?:{one_of((*lists['need'], *lists['asks_to']))}){adverbs}\s+(?:{do})\s+{thing}")
    of = rf"\s+(?:(?:{one_of(lists['of'])})(?:(?<=['’])|\s+))" if lists["of"] else r"\s+"
    noun = rf"(?:{one_of(verbs['noun'])}){of}{thing}"
    forms.append(rf"(?:{one_of((*lists['asks'], *lists['backs']))})\s+{article}{noun}")
    if lists["asked"]:
        before = rf"(?:(?:{one_of(lists['before_asked'])})\s+)?" if lists["before_asked"] else ""
        forms.append(rf"{before}{article}{noun}{_FEW}\s+(?:{one_of(lists['asked'])})(?=\W*$|,)")
    if judged := {"keep": lists["good"], "less": lists["bad"]}.get(kind):
        forms.append(rf"{named}(?:{one_of(judged)})")
    forms += _backed(lists, kind, matter)
    lead = rf"[«„“\"\s]*(?:(?:{one_of(lists['lead'])})\s+)?"
    return spaced(rf"{lead}(?P<asked>{'|'.join(forms)})(?!\w)")


def _held(lists: Mapping[str, Any], matter: Sequence[str]) -> str:
    """ "We will not back down on the sanctions": the thing is kept; the negation is the phrase's own."""
    thing = thing_phrase(lists, matter)
    phrases = "|".join(f"(?:{phrase.replace('{}', thing)})" for phrase in lists["holds"])
    return spaced(rf"[«„“\"\s]*(?:{WORD}\s+){{1,4}}?(?P<asked>(?P<held>{phrases}))(?!\w)")


def _backed(lists: Mapping[str, Any], kind: str, matter: Sequence[str]) -> list[str]:
    """Where the thing itself is welcomed, promised or reaffirmed, or more of it: then it is to be kept, or to grow."""
    if not lists["backs"] or kind not in ("grow", "keep"):
        return []
    more = rf"(?:{one_of(lists['more'])})\s+" if kind == "grow" else ""
    over = rf"(?![^,;:]*(?<!\w)(?:{one_of(lists['gone'])})(?!\w))"
    thing = rf"{over}{more}{thing_phrase(lists, matter)}"
    found = [rf"(?:{one_of(lists['backs'])})\s+{thing}"]
    if lists["backed"]:
        behind = rf"(?:\s+(?:{one_of(lists['behind'])})(?!\w){_FEW})?"
        found.append(rf"{thing}{behind}\s+(?:{one_of(lists['backed'])})(?=\W*$|,)")
    return found


def thing_phrase(lists: Mapping[str, Any], matter: Sequence[str]) -> str:
    """A pattern for what an issue is about, with the articles and adjectives before it."""
    return rf"(?:(?:{one_of(lists['det'])})(?:(?<=['’])|\s+)){{0,3}}?(?:{one_of(matter)})(?!\w)"


def one_of(entries: Sequence[str]) -> str:
    """Alternatives, to be put in a group."""
    return "|".join(f"(?:{entry})" for entry in entries)


def undated(sentence: str, language: str) -> str:
    """A sentence without the first day that it names as that on which it was said."""
    return _lexicons()[language].undated(sentence)


def ask_lists(language: str) -> Mapping[str, Any]:
    """A language's lists, as `plain_asks.toml` explains them. Raises KeyError where it has none."""
    return _lexicons()[language].lists


def blocking(language: str) -> re.Pattern[str]:
    """Words with which nothing is plain. Raises KeyError for a language without lists."""
    return _lexicons()[language].blocks
