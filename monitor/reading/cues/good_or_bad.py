"""What words say of a course of action: that it is good, bad or not bad, and whom it hurts or helps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from monitor.reading.cues.clauses import words_between
from monitor.reading.text.lexicon_files import in_all_languages

if TYPE_CHECKING:
    from monitor.reading.cues.evaluation_words import EvaluationWords

Verdict = Literal["bad", "good", "not bad", "unknown"]
"""What is said of the action; `unknown`: something is, in words that are not listed."""

_How = Literal["said", "denied", "averted"]

_NEXT = 3
"""Words that tell whom something hurts or helps; chosen by hand."""
_TURNS, NEAR = 3, 60
"""Words between a negation and the word that it turns; letters in which they stand; chosen by hand."""
_UNDOES = 6
"""Words between what averts something and that ("prevent a further escalation"); chosen by hand."""
_AND = re.compile(rf",|\b(?:{'|'.join(in_all_languages('and'))})\b", re.IGNORECASE)
_APART = re.compile(r"[,.\s”\"»“«'’—–-]+$")
_BEGINS = re.compile(r"^[\s,.”\"»“«'’—–-]+")


class Said(NamedTuple):
    """The verdict, and who is harmed or helped where the verdict is that somebody is; `averts`: it is good in that something bad is averted, and in nothing else."""

    verdict: Verdict
    whom: str = ""
    averts: bool = False


def verdict_of(said: str, words: EvaluationWords) -> Said:
    """What is said, and whom it hurts or helps where that is all; bad that is averted is good, what is said both ways is not known."""
    bad, harms = _told(said, words.bad, words), _told(said, words.harms, words)
    good, helps = _told(said, words.good, words), _told(said, words.helps, words)
    is_bad, is_good = [m for m, how in bad if how == "said"], [m for m, how in good if how == "said"]
    hurts, eases = [m for m, how in harms if how == "said"], [m for m, how in helps if how == "said"]
    averted = any(how == "averted" for _, how in (*bad, *harms))
    if is_bad or hurts:
        mixed = is_good or averted or (eases and is_bad)
        return Said("unknown") if mixed else Said("bad") if is_bad else _by_whom("bad", _whom(said, hurts[0]), words)
    if any(how == "denied" for _, how in (*bad, *harms)):
        return Said("not bad")
    if eases and is_good:  # "the best gift to Moscow"
        return _by_whom("good", _whom(said, eases[0]), words)
    if is_good or averted:
        return Said("good", averts=not is_good)
    if eases:
        return _by_whom("good", _whom(said, eases[0]), words)
    return Said("bad") if any(how == "denied" for _, how in (*good, *helps)) else Said("unknown")


def _by_whom(verdict: Literal["bad", "good"], whom: str, words: EvaluationWords) -> Said:
    """What hurts an aggressor, whoever that is, is good, and what helps one bad."""
    if words.foes.search(whom) is None:
        return Said(verdict, whom)
    return Said("good" if verdict == "bad" else "bad")


def _told(said: str, pattern: re.Pattern[str], words: EvaluationWords) -> list[tuple[re.Match[str], _How]]:
    """Where it stands, and how it is said there."""
    return [(m, _how(said, m, words)) for m in pattern.finditer(said)]


def _how(said: str, m: re.Match[str], words: EvaluationWords) -> _How:
    near = max(0, m.start() - NEAR)
    if any(_reaches(said, n.end(), m.start(), _TURNS) for n in words.negated.finditer(said, near, m.start())):
        return "denied"
    undone = any(_reaches(said, u.end(), m.start(), _UNDOES) for u in words.undoes.finditer(said, near, m.start()))
    return "averted" if undone else "said"


def _reaches(said: str, start: int, end: int, far: int) -> bool:
    return words_between(said, start, end) <= far and _AND.search(said, start, end) is None


def _whom(said: str, judged: re.Match[str]) -> str:
    """The next words behind it: whom it hurts or helps; where there are none, those before it that name somebody ("hands Putin a victory")."""
    behind = trimmed(" ".join(said[judged.end() :].split()[:_NEXT]))
    before = said[: judged.start()].split()[-_NEXT:]
    return behind or (trimmed(" ".join(before)) if any(word[:1].isupper() for word in before) else "")


def first_judged(text: str, words: EvaluationWords, start: int = 0) -> re.Match[str] | None:
    """The first word that calls something good or bad."""
    patterns = (words.bad, words.harms, words.good, words.helps)
    found = [m for pattern in patterns if (m := pattern.search(text, start))]
    return min(found, key=lambda m: m.start(), default=None)


def joins_another(between: str, words: EvaluationWords) -> bool:
    """Whether "and" joins on what is no further word of the same kind ("a mistake and [demanded]", but "a mistake and a gift")."""
    return any(_begins_judged(between[m.end() :], words) is None for m in _AND.finditer(between) if m[0] != ",")


def _begins_judged(text: str, words: EvaluationWords) -> re.Match[str] | None:
    bare = text.lstrip()
    patterns = (words.bad, words.harms, words.good, words.helps)
    return next((m for pattern in patterns if (m := pattern.match(bare))), None)


def flipped(verdict: Verdict) -> Verdict:
    """The verdict of who says that something is not so."""
    turned: dict[Verdict, Verdict] = {"bad": "not bad", "not bad": "bad", "good": "bad"}
    return turned.get(verdict, verdict)


def trimmed(text: str) -> str:
    """Without marks and quotation marks round it."""
    return _APART.sub("", _BEGINS.sub("", text))
