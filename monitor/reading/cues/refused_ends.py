"""Whose end is plainly refused: "exclut toute levée des sanctions", "lehnt ein Ende der Militärhilfe ab".

In the languages without cues, in which a network that overlooks the refusal would be believed, and only in a sentence that begins with it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from monitor.reading.cues.clauses import LONGEST_SENTENCE, split_plain
from monitor.reading.cues.cue_files import read_cues
from monitor.reading.cues.cue_words import any_of
from monitor.reading.cues.plain_asks import ASKED_LEVELS, WORD, ask_lists, blocking, one_of, thing_phrase, undated
from monitor.reading.cues.stance import SURE, Stance, peaked
from monitor.reading.text.word_files import by_language, lists_called
from monitor.types import Lineup
from monitor.types.patterns import spaced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from monitor.types import Issue, Side

_KEPT = ASKED_LEVELS["keep"]
_ENDS = ("end", "less")
_GAP = rf"(?P<gap>(?:\s+{WORD}){{0,8}}?)"
"""Eight words at most in the gap of a form; chosen by hand."""
_LANGUAGES = ("uk", "de", "fr")
_LISTS = ("any", "part", "to_do", "narrows", "we", "depends", "called", "forms")


class RefusedEnds:
    """Reads them on the issues that name what they are about, of the blocs that decide it. Holds compiled patterns."""

    def __init__(self, issues: Sequence[Issue], sides: Sequence[Side]) -> None:
        self._issues = {issue.code: issue for issue in issues if issue.matter}
        self._lineup = Lineup(tuple(sides))
        self._named = {(i.code, of): any_of(nouns) for i in self._issues.values() for of, nouns in i.matter.items()}
        self._forms: dict[tuple[str, str], Sequence[re.Pattern[str]]] = {}
        self._own: dict[tuple[str, str], re.Pattern[str]] = {}

    def stance(self, text: str, code: str, language: str, bloc: str | None) -> Stance | None:
        """That what an issue is about is kept; None where no end is plainly refused, in a language with cues, and of who has no say in it."""
        issue, named = self._issues.get(code), self._named.get((code, language))
        if issue is None or named is None or bloc not in issue.foretold or named.search(text) is None:
            return None
        said = split_plain(text)
        refused = [
            words
            for n, s in enumerate(said)
            if len(s) <= LONGEST_SENTENCE and (words := self._refused(said, n, issue, language, bloc))
        ]
        if not refused:
            return None
        return Stance(
            levels=peaked(_KEPT, SURE),
            level=_KEPT,
            abstained=False,
            cues=(refused[0],),
            plainly=True,
            whole=len(said) == 1,
            reasons=(f"an end is plainly refused {refused[0]!r} {_KEPT:+d}",),
        )

    def _refused(self, said: Sequence[str], at: int, issue: Issue, language: str, bloc: str) -> str | None:
        """The words by which this one of the sentences refuses it: nobody else does, and no word stands round them with which nothing is plain.

        Whoever names his side may go on to blame it ("The EU refuses to lift the sanctions. That is folly"): then nothing is plain either.
        """
        forms = self._compiled(issue, language)
        sentence = undated(said[at], language) if forms else said[at]
        for form in forms:
            m = form.match(sentence)
            if m is not None:
                named, behind = m.groupdict(), sentence[m.end() :]
                who = (named.get("who") or "").strip()
                rest = f"{who} {named.get('gap') or ''} {behind}"
                bent = (
                    blocking(language).search(rest)
                    or _narrowing(language).search(rest)
                    or _ending(language).search(behind)
                )
                plain = "?" not in sentence and bent is None
                alone = len(said) == 1 and "," not in behind
                return m["refused"] if plain and self._is_own(who, language, bloc, alone=alone) else None
        return None

    def _is_own(self, who: str, language: str, bloc: str, *, alone: bool) -> bool:
        """Whether nobody is named, or "we", or, where it says nothing else (`alone`), the side of the bloc."""
        if not who or _we(language).search(who):
            return True
        return alone and self._speaks_for(language, bloc).search(who) is not None

    def _compiled(self, issue: Issue, language: str) -> Sequence[re.Pattern[str]]:
        key = (issue.code, language)
        if key not in self._forms:
            refused = _lexicon().get(language)
            matter = issue.matter[language]
            self._forms[key] = () if refused is None else _forms(refused, ask_lists(language), matter)
        return self._forms[key]

    def _speaks_for(self, language: str, bloc: str) -> re.Pattern[str]:
        """The words that name the side of a bloc."""
        key = (language, bloc)
        if key not in self._own:
            names = [w for side in self._lineup.sides_of(bloc) for w in side.words.get(language, ())]
            self._own[key] = any_of(names)
        return self._own[key]


def _forms(refused: Mapping[str, Any], lists: Mapping[str, Any], matter: Sequence[str]) -> tuple[re.Pattern[str], ...]:
    """The forms in which an end is refused, anchored at a sentence's beginning, with bounded gaps; a match names `who` refuses, and the `gap`."""
    thing = thing_phrase(lists, matter)
    of = rf"\s+(?:(?:{one_of(lists['of'])})(?:(?<=['’])|\s+))" if lists["of"] else r"\s+"
    part = rf"(?:\s+(?:{one_of(refused['part'])}))?" if refused["part"] else ""
    nouns, do, done = (one_of([w for kind in _ENDS for w in lists[kind][form]]) for form in ("noun", "do", "done"))
    own_verb = "".join(rf"(?<!\b{word}\s)" for word in refused["depends"])
    fills = {
        "who": rf"(?P<who>(?:{WORD}\s+){{0,4}}?{own_verb})",
        "gap": _GAP,
        "noun": rf"(?:(?:{one_of(refused['any'])})(?:(?<=['’])|\s+))?(?:{nouns}){part}{of}{thing}",
        "thing": thing,
        "do": f"(?:{one_of(refused['to_do']) or do})",
        "verb": f"(?:{do})",
        "done": f"(?:{done})",
        "called": rf"(?:(?:{one_of(refused['called'])})\s+)?",
    }
    return tuple(_compiled(form, fills) for form in refused["forms"])


def _compiled(form: str, fills: Mapping[str, str]) -> re.Pattern[str]:
    filled = re.sub(r"\{([a-z]+)\}", lambda m: fills[m[1]], form)
    pattern = rf"[«„“\"\s]*(?P<refused>{filled})(?!\w)"
    return re.compile(spaced(pattern), re.IGNORECASE)


@cache
def _narrowing(language: str) -> re.Pattern[str]:
    return any_of(_lexicon()[language]["narrows"])


@cache
def _ending(language: str) -> re.Pattern[str]:
    """What ends a thing or makes it less: behind a refusal it is what is wanted instead."""
    lists = ask_lists(language)
    return any_of([word for kind in _ENDS for form in ("noun", "do", "done") for word in lists[kind][form]])


@cache
def _we(language: str) -> re.Pattern[str]:
    return any_of(_lexicon()[language]["we"])


@cache
def _lexicon() -> Mapping[str, Mapping[str, Any]]:
    return read_cues("refused_ends.toml", by_language(lists_called(_LISTS), _LANGUAGES))
