"""A course of action that words judge, put as a proposal, and what its forms share: where a phrase ends, whose it is, whether it is an action."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.reading.cues.clauses import words_between
from monitor.reading.cues.good_or_bad import trimmed

if TYPE_CHECKING:
    from monitor.reading.cues.evaluation_words import EvaluationWords
    from monitor.reading.cues.good_or_bad import Said, Verdict

ENDS = re.compile(r"[;:!?()]|\s[—–-]\s")
LONGEST = 25
"""Words of a course of action, and of what is said of it, at most; chosen by hand."""
_LEAST = 2
"""Words of a course of action, at least; chosen by hand."""
_BEFORE = 3
"""Words that may stand before an action in its phrase ("the next", "Ukraine's"); chosen by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """One course of action that the words call something.

    `action` and `said` as they stand there; `owner`: the words that tell who acts, "" where nobody is named; `whom`: who is harmed or helped,
    where the verdict is that somebody is; `proposal`, `contrary`: the action as the speaker's own proposal, and the refusal of it, "" where it has no plain one;
    `of_doer`: it is said of whoever does it; `firmly`: what is called good is called so in so many words, or averts something bad, and not only linked with something good.
    """

    action: str
    said: str
    verdict: Verdict
    proposal: str
    contrary: str
    owner: str = ""
    whom: str = ""
    of_doer: bool = False
    firmly: bool = False


def put(
    action: str, said: str, judged: Said, words: EvaluationWords, *, lead: str = "", called: bool = False
) -> Evaluated:
    """The action as a proposal and its contrary, by what is `said` of it (`judged`). `lead`: the words right before the action, which may refuse it or belong to it;
    `called`: he calls it so in so many words."""
    action, lead = trimmed(action), trimmed(lead)
    inside, before = words.negated.match(action), words.negated.fullmatch(lead)
    bare = trimmed(action[inside.end() :]) if inside else action
    denied, verb = inside or before, words.infinitive.match(bare)
    mark = verb.end("mark") if verb and "mark" in words.infinitive.groupindex else 0
    whole = bare[mark:].lstrip() if verb or denied or not lead else f"{lead} {bare}"
    frames = words.frames
    yes, no = (frames.deed, frames.no_deed) if verb else (frames.thing, frames.no_thing)
    if denied:
        yes, no = no, yes
    if not lead and not whole[1:2].isupper() and words.small.match(whole):
        whole = f"{whole[:1].lower()}{whole[1:]}"
    owns = None if verb else words.owns.match(bare)
    owner = (lead, *(m[0] for m in words.whose.finditer(said)), owns[0] if owns else "")
    vague = words.pronoun.search(bare) is not None
    return Evaluated(
        action=action,
        said=trimmed(said),
        verdict="unknown" if vague else judged.verdict,
        proposal=yes.format(whole),
        contrary=no.format(whole),
        owner=" ".join(owner).strip(),
        whom=judged.whom,
        firmly=called or judged.averts,
    )


def is_own(sentence: str, end: int, words: EvaluationWords) -> bool:
    """Whether nobody else holds what follows: nobody stands before it in its clause, or the speaker does."""
    before = _clause_before(sentence, end, words)
    return not before or (words.own.match(before) is not None and words.negated.search(before) is None)


def denies_own(sentence: str, end: int, words: EvaluationWords) -> bool | None:
    """Whether the speaker denies what follows ("did not", "we do not"); False: he says it himself; None: somebody else does either."""
    before = _clause_before(sentence, end, words)
    if words.we.fullmatch(before) or is_own(sentence, end, words):
        return False
    if words.negated.search(before) is None:
        return None
    rest = trimmed(words.negated.sub(" ", before))
    own = words.own.match(f"{rest} ") or words.we.fullmatch(rest)
    return True if not rest or own or (count(rest) == 1 and rest.islower()) else None


def _clause_before(sentence: str, end: int, words: EvaluationWords) -> str:
    cuts = [m.end() for p in (ENDS, words.cut) for m in p.finditer(sentence, 0, end)]
    return trimmed(sentence[max(cuts, default=0) : end])


def start_of(sentence: str, begin: int, end: int, words: EvaluationWords, *, any_words: bool) -> int | None:
    """Where an action begins between the two; `any_words`: any are one, so that what begins further in is only a part of it."""
    action = words.action.search(sentence, begin, end)
    if action is not None and (not any_words or words_between(sentence, begin, action.start()) <= _BEFORE):
        return action.start()
    return begin if any_words else None


def is_action(done: str, words: EvaluationWords) -> bool:
    """Whether it is one phrase of two words and more, not already a sentence of its own, nor what somebody thinks or supposes."""
    named = words.of.sub("", f" {done.lower()}")
    told = words.other.search(done) or words.content.search(done) or words.asks.search(done) or ENDS.search(done)
    return count(named) >= _LEAST and count(done) <= LONGEST and not told


def end_of(sentence: str, start: int, words: EvaluationWords) -> int:
    """Where what begins there ends."""
    cuts = [m.start() for p in (ENDS, words.cut) if (m := p.search(sentence, start))]
    return min(cuts, default=len(sentence))


def count(text: str) -> int:
    """How many words it has."""
    return words_between(text, 0, len(text))
